/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One box for everything: notes and articles as one types, grouped, opened with Enter. Also the list of all notes. */
#pragma once

#include "postil-library-search.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_SEARCH_DIALOG (postil_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PostilSearchDialog, postil_search_dialog, POSTIL, SEARCH_DIALOG, AdwWindow)

/* Signals: open-hit (PostilNote *note or NULL, int64 article, string snippet or NULL); the article is 0 when it left the cache.
 * save-search (string query). */
PostilSearchDialog *postil_search_dialog_new (GtkWindow *parent, PostilLibrary *library, gboolean notes_only);

G_END_DECLS
