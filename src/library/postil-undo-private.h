/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader did, in order, so that it can be taken back and done again, in this session or a later one. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-undo-private.h belongs to the room library"
#endif

#include "postil-database.h"
#include "postil-deeds-table.h"
#include "postil-library-private.h"

G_BEGIN_DECLS

/* The words under which deeds are kept; never changed, since files have them. */
#define POSTIL_DEED_HIGHLIGHT "highlight"
#define POSTIL_DEED_ARTICLE_NOTE "article-note"
#define POSTIL_DEED_DELETE_NOTE "delete-note"
#define POSTIL_DEED_RESTORE_NOTE "restore-note"
#define POSTIL_DEED_EDIT_COLOR "edit-color"
#define POSTIL_DEED_EDIT_COMMENT "edit-comment"
#define POSTIL_DEED_EDIT_TAGS "edit-tags"
#define POSTIL_DEED_PLACE_NOTE "place-note"
#define POSTIL_DEED_IMPORT_NOTES "import-notes"
#define POSTIL_DEED_READ "read"
#define POSTIL_DEED_STAR "star"
#define POSTIL_DEED_REMOVE_SAMPLES "remove-samples"
#define POSTIL_DEED_UNSUBSCRIBE "unsubscribe"
#define POSTIL_DEED_SAVE_SEARCH "save-search"
#define POSTIL_DEED_REMOVE_SEARCH "remove-search"

PostilUndo *postil_undo_new (void);
void postil_undo_free (PostilUndo *self);
/* Asks what there is to undo from former sessions. */
void postil_undo_load (PostilLibrary *library);

/* After a deed was done and kept: what undo takes back next. */
void postil_undo_done (PostilLibrary *library, const char *kind, gboolean value);

/* On the database thread, between begin and commit of what is done. */
gboolean postil_undo_keep_note (PostilDatabase *database, const char *kind, const PostilNote *note, GError **error);
gboolean postil_undo_keep_edit (PostilDatabase *database, const PostilNote *before, const PostilNote *after, GError **error);
const char *postil_undo_kind_of_edit (const PostilNote *before, const PostilNote *after);
/* After the note was moved. */
gboolean postil_undo_keep_place (PostilDatabase *database, const PostilNote *note, GError **error);
gboolean postil_undo_keep_articles (PostilDatabase *database, const char *kind, GArray *ids, gboolean value, GError **error);
gboolean postil_undo_keep_search (PostilDatabase *database, const char *kind, gint64 id, GError **error);
/* Ends that transaction; FALSE when it failed, also when succeeded was FALSE. */
gboolean postil_undo_end (PostilDatabase *database, gboolean succeeded, GError **error);

const char *postil_undo_get_label (PostilUndo *self, gboolean redo);

G_END_DECLS
