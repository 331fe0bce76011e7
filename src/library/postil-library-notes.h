/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's notes: made, edited, tagged, deleted and brought back; each call finishes after COMMIT. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

/* What to write; NULL or 0 in an edit leaves that part as it is. */
typedef struct
{
  guint color;             /* 1-5 */
  const char *comment;     /* (nullable) */
  const char *const *tags; /* (nullable) NULL-terminated */
} PostilNoteContent;

/* start == end == 0: on the whole article. */
void postil_library_annotate_async (PostilLibrary *self, gint64 article_id, gsize start, gsize end,
                                    const PostilNoteContent *content, GAsyncReadyCallback callback, gpointer user_data);
PostilNote *postil_library_annotate_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

void postil_library_edit_note_async (PostilLibrary *self, const PostilId *id, const PostilNoteContent *content,
                                     GAsyncReadyCallback callback, gpointer user_data);
PostilNote *postil_library_edit_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

void postil_library_delete_note_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback, gpointer user_data);
void postil_library_restore_note_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean postil_library_delete_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error); /* of both */

/* An unsaved comment outlives a crash: kept one second after the last key, dropped by the edit that saves it. */
void postil_library_keep_draft (PostilLibrary *self, const PostilId *note, const char *comment);
void postil_library_load_draft_async (PostilLibrary *self, const PostilId *note, GAsyncReadyCallback callback,
                                      gpointer user_data);
char *postil_library_load_draft_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* (element-type PostilNote) whose drafts say something else than they do, last written first */
void postil_library_list_drafts_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_list_drafts_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

typedef enum
{
  POSTIL_NOTES_KEPT = 0,
  POSTIL_NOTES_WITH_TRASH = 1 << 0, /* deleted ones too */
  POSTIL_NOTES_TYPING = 1 << 1,     /* the end of the query may be unfinished */
} PostilNotesFlags;

/* (element-type PostilNote), newest first; query in the search language, NULL for all */
void postil_library_list_notes_async (PostilLibrary *self, const char *query, PostilNotesFlags flags, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_list_notes_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* (element-type PostilNote), oldest text first, the present one last */
void postil_library_note_history_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *postil_library_note_history_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* By the first digits of its id, at least four; also in the trash */
void postil_library_find_note_async (PostilLibrary *self, const char *beginning, GAsyncReadyCallback callback,
                                     gpointer user_data);
PostilNote *postil_library_find_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
