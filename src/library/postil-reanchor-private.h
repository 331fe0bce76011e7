/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes follow their article when its text changes. Database thread only. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-reanchor-private.h belongs to the room library"
#endif

#include "postil-document.h"
#include "postil-note.h"
#include "postil-store.h"

G_BEGIN_DECLS

gboolean postil_reanchor_notes (PostilDatabase *database, const char *article_key, PostilDocument *document, guint *n_moved,
                                GError **error);
/* Makes a copy for an edit of what the note says; its place is not written by an edit. */
PostilNote *postil_reanchor_copy_for_edit (const PostilNote *note);

G_END_DECLS
