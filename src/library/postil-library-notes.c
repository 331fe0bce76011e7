/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes are made, edited, deleted and brought back. Each is one job on the database thread, and its caller hears of it only
 * after COMMIT; then undo learns of the deed. */
#include "config.h"

#include "postil-library-notes.h"

#include "postil-articles-table.h"
#include "postil-draft-keeper-private.h"
#include "postil-library-private.h"
#include "postil-notes-table.h"
#include "postil-reanchor-private.h"
#include "postil-search-language.h"
#include "postil-search-table.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A job on one note: what goes in is copied, what comes out is owned. */
typedef struct
{
  gint64 article_id;
  gsize start;
  gsize end;
  PostilId id;
  guint color;
  char *comment; /* (nullable) */
  GStrv tags;    /* (nullable) */
  gboolean deleted;
  PostilNote *before;
  PostilNote *note;
} NoteWork;

static void
note_work_free (gpointer data)
{
  NoteWork *work = data;

  g_free (work->comment);
  g_strfreev (work->tags);
  g_clear_pointer (&work->before, postil_note_unref);
  g_clear_pointer (&work->note, postil_note_unref);
  g_free (work);
}

static NoteWork *
note_work_new (const PostilNoteContent *content)
{
  NoteWork *work = g_new0 (NoteWork, 1);

  if (content == NULL)
    return work;
  work->color = content->color;
  work->comment = g_strdup (content->comment);
  if (content->tags != NULL)
    work->tags = postil_tags_normalize (content->tags);
  return work;
}

static void
set_content (PostilNote *note, const NoteWork *work)
{
  if (work->color != 0)
    note->color = work->color;
  if (work->comment != NULL)
    {
      g_free (note->comment);
      note->comment = g_strdup (work->comment);
    }
  if (work->tags != NULL)
    {
      g_strfreev (note->tags);
      note->tags = g_strdupv (work->tags);
    }
}

static void
announce_note (PostilLibrary *self, const PostilNote *note)
{
  postil_library_announce_notes (self, note->article_key);
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
}

/* --- making --- */

static PostilDocument *
load_newest_on_db_thread (PostilDatabase *database, const PostilArticle *article, const NoteWork *work, GError **error)
{
  g_autoptr (PostilDocument) document = postil_articles_load_document (database, article->id, article->version, error);

  if (document == NULL)
    return NULL;
  if (work->end <= postil_document_get_length (document) && (work->start < work->end || work->end == 0))
    return g_steal_pointer (&document);
  g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID,
               /* Translators: a title, three numbers of characters */
               _ ("“%s” has no passage from %zu to %zu; its text has %zu characters"), article->title, work->start, work->end,
               postil_document_get_length (document));
  return NULL;
}

static gboolean
annotate_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  NoteWork *work = data;
  g_autoptr (PostilArticle) article = postil_articles_get (database, work->article_id, error);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilNote) note = postil_note_new ();

  if (article == NULL)
    return FALSE;
  document = load_newest_on_db_thread (database, article, work, error);
  if (document == NULL || !postil_id_new_random (&note->id, error))
    return FALSE;
  g_free (note->article_key);
  note->article_key = g_strdup (article->key);
  g_free (note->article_title);
  note->article_title = g_strdup (article->title);
  note->article_url = g_strdup (article->url);
  postil_note_set_passage (note, document, work->start, work->end);
  note->color = work->end > 0 ? 1 : 0;
  set_content (note, work);
  note->created = note->modified = postil_time_now ();
  if (!postil_note_validate (note, error))
    return FALSE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  work->note = postil_notes_insert (database, note, document, error);
  return postil_undo_end (database,
                          work->note != NULL
                              && postil_undo_keep_note (database,
                                                        postil_note_is_on_article (work->note) ? POSTIL_DEED_ARTICLE_NOTE
                                                                                               : POSTIL_DEED_HIGHLIGHT,
                                                        work->note, error),
                          error);
}

static void
annotated (PostilLibrary *self, GTask *task, gpointer data)
{
  NoteWork *work = data;

  postil_undo_done (self, postil_note_is_on_article (work->note) ? POSTIL_DEED_ARTICLE_NOTE : POSTIL_DEED_HIGHLIGHT, TRUE);
  announce_note (self, work->note);
  g_task_return_pointer (task, postil_note_ref (work->note), (GDestroyNotify) postil_note_unref);
}

/**
 * postil_library_annotate_async:
 * @self: a library
 * @article_id: the article
 * @start: first code point of the passage in its newest text; with @end 0: a note on the whole article
 * @end: code point after the last
 * @content: (nullable): colour (0: the first one), comment and tags; copied
 * @callback: called when the note is on the disk
 * @user_data: for @callback
 *
 * Makes a note.
 */
void
postil_library_annotate_async (PostilLibrary *self, gint64 article_id, gsize start, gsize end, const PostilNoteContent *content,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { annotate_on_db_thread, note_work_free, annotated, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NoteWork *work = note_work_new (content);

  g_task_set_source_tag (task, postil_library_annotate_async);
  work->article_id = article_id;
  work->start = start;
  work->end = end;
  postil_library_submit (task, &job, work);
}

/**
 * postil_library_annotate_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_INVALID`, `_READ_ONLY`, `POSTIL_NOTES_ERROR` or `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the note as it is on the disk
 */
PostilNote *
postil_library_annotate_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- editing --- */

static gboolean
edit_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  NoteWork *work = data;
  g_autoptr (PostilNote) note = NULL;

  work->before = postil_notes_get (database, &work->id, error);
  if (work->before == NULL)
    return FALSE;
  note = postil_reanchor_copy_for_edit (work->before);
  set_content (note, work);
  if (note->color == work->before->color && strcmp (note->comment, work->before->comment) == 0
      && g_strv_equal ((const char *const *) note->tags, (const char *const *) work->before->tags))
    {
      /* Nothing to write; a draft that says the same is of no use any more. */
      work->note = postil_note_ref (work->before);
      return postil_drafts_drop (database, &work->id, error);
    }
  note->modified = postil_time_now ();
  if (!postil_note_validate (note, error))
    return FALSE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  work->note = postil_notes_update (database, note, error);
  return postil_undo_end (database, work->note != NULL && postil_undo_keep_edit (database, work->before, work->note, error),
                          error);
}

static void
edited (PostilLibrary *self, GTask *task, gpointer data)
{
  NoteWork *work = data;

  if (work->note->revision != work->before->revision)
    {
      postil_undo_done (self, postil_undo_kind_of_edit (work->before, work->note), TRUE);
      announce_note (self, work->note);
    }
  g_task_return_pointer (task, postil_note_ref (work->note), (GDestroyNotify) postil_note_unref);
}

/**
 * postil_library_edit_note_async:
 * @self: a library
 * @id: the note
 * @content: what it says now; what is NULL or 0 stays; copied
 * @callback: called when the change is on the disk
 * @user_data: for @callback
 *
 * Changes what a note says. The text before goes into its history; its draft is dropped.
 */
void
postil_library_edit_note_async (PostilLibrary *self, const PostilId *id, const PostilNoteContent *content,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { edit_on_db_thread, note_work_free, edited, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NoteWork *work = note_work_new (content);

  g_task_set_source_tag (task, postil_library_edit_note_async);
  work->id = *id;
  if (work->comment != NULL)
    postil_draft_keeper_forget (self->drafts, id);
  postil_library_submit (task, &job, work);
}

/**
 * postil_library_edit_note_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_NOTES_ERROR`, `POSTIL_LIBRARY_ERROR_READ_ONLY` or `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the note as it is on the disk
 */
PostilNote *
postil_library_edit_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- trash --- */

static gboolean
set_deleted_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  NoteWork *work = data;

  work->note = postil_notes_get (database, &work->id, error);
  if (work->note == NULL)
    return FALSE;
  if ((work->note->deleted != 0) == work->deleted)
    return TRUE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_undo_end (database,
                          postil_notes_set_deleted (database, &work->id, work->deleted, postil_time_now (), error)
                              && postil_undo_keep_note (database,
                                                        work->deleted ? POSTIL_DEED_DELETE_NOTE : POSTIL_DEED_RESTORE_NOTE,
                                                        work->note, error),
                          error);
}

static void
deleted_set (PostilLibrary *self, GTask *task, gpointer data)
{
  NoteWork *work = data;

  if ((work->note->deleted != 0) != work->deleted)
    {
      postil_undo_done (self, work->deleted ? POSTIL_DEED_DELETE_NOTE : POSTIL_DEED_RESTORE_NOTE, TRUE);
      announce_note (self, work->note);
    }
  g_task_return_boolean (task, TRUE);
}

static const PostilLibraryJob set_deleted_job
    = { set_deleted_on_db_thread, note_work_free, deleted_set, POSTIL_STORE_PRIORITY_READER, TRUE };

/**
 * postil_library_delete_note_async:
 * @self: a library
 * @id: the note
 * @callback: called when it lies in the trash
 * @user_data: for @callback
 *
 * Moves a note to the trash. One that lies there already stays there.
 */
void
postil_library_delete_note_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NoteWork *work = note_work_new (NULL);

  g_task_set_source_tag (task, postil_library_delete_note_async);
  work->id = *id;
  work->deleted = TRUE;
  postil_library_submit (task, &set_deleted_job, work);
}

/**
 * postil_library_restore_note_async:
 * @self: a library
 * @id: the note
 * @callback: called when it is back
 * @user_data: for @callback
 *
 * Takes a note out of the trash, as it was.
 */
void
postil_library_restore_note_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NoteWork *work = note_work_new (NULL);

  g_task_set_source_tag (task, postil_library_restore_note_async);
  work->id = *id;
  postil_library_submit (task, &set_deleted_job, work);
}

/**
 * postil_library_delete_note_finish:
 * @self: a library
 * @result: what the callback of deleting or restoring got
 * @error: return location; `POSTIL_LIBRARY_ERROR_READ_ONLY` or `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether it was done and is on the disk
 */
gboolean
postil_library_delete_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- asking --- */

typedef struct
{
  char *query; /* (nullable) */
  PostilNotesFlags flags;
  PostilId id;
  char *beginning;
  GPtrArray *notes;
} NotesQuestion;

static void
notes_question_free (gpointer data)
{
  NotesQuestion *question = data;

  g_free (question->query);
  g_free (question->beginning);
  g_clear_pointer (&question->notes, g_ptr_array_unref);
  g_free (question);
}

static void
notes_found (PostilLibrary *self, GTask *task, gpointer data)
{
  NotesQuestion *question = data;

  g_task_return_pointer (task, g_steal_pointer (&question->notes), (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
search_on_db_thread (PostilDatabase *database, NotesQuestion *question, GError **error)
{
  g_autoptr (PostilFilter) filter
      = postil_search_language_parse_now (question->query, (question->flags & POSTIL_NOTES_TYPING) != 0, error);
  g_autoptr (GPtrArray) rows = NULL;
  PostilSearchQuery query = { .filter = filter, .with_trash = (question->flags & POSTIL_NOTES_WITH_TRASH) != 0 };

  if (filter == NULL)
    return FALSE;
  rows = postil_search_notes (database, &query, error);
  if (rows == NULL)
    return FALSE;
  question->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (question->notes, postil_note_ref (((PostilSearchRow *) g_ptr_array_index (rows, i))->note));
  return TRUE;
}

static gboolean
list_notes_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  NotesQuestion *question = data;
  PostilNotesQuery query = { .with_trash = (question->flags & POSTIL_NOTES_WITH_TRASH) != 0 };

  if (question->query != NULL)
    return search_on_db_thread (database, question, error);
  question->notes = postil_notes_list (database, &query, error);
  return question->notes != NULL;
}

/**
 * postil_library_list_notes_async:
 * @self: a library
 * @query: (nullable): what they must be, in the search language
 * @flags: deleted ones too; whether the query is still being typed
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists notes of all articles.
 */
void
postil_library_list_notes_async (PostilLibrary *self, const char *query, PostilNotesFlags flags, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { list_notes_on_db_thread, notes_question_free, notes_found, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  NotesQuestion *question = g_new0 (NotesQuestion, 1);

  g_task_set_source_tag (task, postil_library_list_notes_async);
  question->query = g_strdup (query);
  question->flags = flags;
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_list_notes_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilNote): newest first
 */
GPtrArray *
postil_library_list_notes_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
history_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  NotesQuestion *question = data;

  question->notes = postil_notes_list_history (database, &question->id, error);
  return question->notes != NULL;
}

/**
 * postil_library_note_history_async:
 * @self: a library
 * @id: the note
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists everything a note ever said.
 */
void
postil_library_note_history_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { history_on_db_thread, notes_question_free, notes_found, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NotesQuestion *question = g_new0 (NotesQuestion, 1);

  g_task_set_source_tag (task, postil_library_note_history_async);
  question->id = *id;
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_note_history_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilNote): oldest text first, the present one last
 */
GPtrArray *
postil_library_note_history_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
find_note_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  NotesQuestion *question = data;
  PostilNote *note = postil_notes_find (database, question->beginning, error);

  if (note == NULL)
    return FALSE;
  question->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  g_ptr_array_add (question->notes, note);
  return TRUE;
}

static void
note_found (PostilLibrary *self, GTask *task, gpointer data)
{
  NotesQuestion *question = data;

  g_task_return_pointer (task, postil_note_ref (g_ptr_array_index (question->notes, 0)), (GDestroyNotify) postil_note_unref);
}

/**
 * postil_library_find_note_async:
 * @self: a library
 * @beginning: the first digits of its id, at least four
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds a note, also in the trash, by the beginning of its id.
 */
void
postil_library_find_note_async (PostilLibrary *self, const char *beginning, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { find_note_on_db_thread, notes_question_free, note_found, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  NotesQuestion *question = g_new0 (NotesQuestion, 1);

  g_task_set_source_tag (task, postil_library_find_note_async);
  question->beginning = g_strdup (beginning);
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_find_note_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR_NOT_FOUND`, or `_CONSTRAINT` when several begin so
 *
 * Returns: (transfer full) (nullable): the note
 */
PostilNote *
postil_library_find_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
