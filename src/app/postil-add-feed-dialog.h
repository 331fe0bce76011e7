/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an address to a feed: typed, looked for, chosen, followed. */
#pragma once

#include "postil-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ADD_FEED_DIALOG (postil_add_feed_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PostilAddFeedDialog, postil_add_feed_dialog, POSTIL, ADD_FEED_DIALOG, AdwWindow)

/* Signal: followed (int64 id, string title). */
PostilAddFeedDialog *postil_add_feed_dialog_new (GtkWindow *parent, PostilLibrary *library, const char *folder);

G_END_DECLS
