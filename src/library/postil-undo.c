/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every deed of the reader can be taken back without a time limit, in the order it was done, and done again. A deed is kept in
 * the same transaction as what was done, so that neither is there without the other. Nothing here keeps text that is not also
 * in the library: what was deleted lies in the trash, what was edited in the history. */
#include "config.h"

#include "postil-undo-private.h"

#include "postil-articles-table.h"
#include "postil-draft-keeper-private.h"
#include "postil-library-feeds.h"
#include "postil-notes-import-private.h"
#include "postil-notes-table.h"
#include "postil-reanchor-private.h"
#include "postil-samples-private.h"
#include "postil-searches-table.h"
#include "postil-subscriptions-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SINGLE 20 /* articles told of one by one */

struct _PostilUndo
{
  char *labels[2]; /* (nullable) of what undo takes back next, and of what redo does again */
};

PostilUndo *
postil_undo_new (void)
{
  return g_new0 (PostilUndo, 1);
}

void
postil_undo_free (PostilUndo *self)
{
  g_free (self->labels[0]);
  g_free (self->labels[1]);
  g_free (self);
}

const char *
postil_undo_get_label (PostilUndo *self, gboolean redo)
{
  return self->labels[redo ? 1 : 0];
}

/* --- labels --- */

static const struct
{
  const char *kind;
  const char *label;
  const char *opposite; /* (nullable) of a mark that was taken away */
} labels[] = {
  { POSTIL_DEED_HIGHLIGHT, N_ ("Highlight"), NULL },         { POSTIL_DEED_ARTICLE_NOTE, N_ ("Note on the article"), NULL },
  { POSTIL_DEED_DELETE_NOTE, N_ ("Delete note"), NULL },     { POSTIL_DEED_RESTORE_NOTE, N_ ("Restore note"), NULL },
  { POSTIL_DEED_EDIT_COLOR, N_ ("Change colour"), NULL },    { POSTIL_DEED_EDIT_COMMENT, N_ ("Edit comment"), NULL },
  { POSTIL_DEED_EDIT_TAGS, N_ ("Change tags"), NULL },       { POSTIL_DEED_PLACE_NOTE, N_ ("Place note"), NULL },
  { POSTIL_DEED_IMPORT_NOTES, N_ ("Import notes"), NULL },   { POSTIL_DEED_READ, N_ ("Mark as read"), N_ ("Mark as unread") },
  { POSTIL_DEED_STAR, N_ ("Star"), N_ ("Remove the star") }, { POSTIL_DEED_REMOVE_SAMPLES, N_ ("Remove the samples"), NULL },
  { POSTIL_DEED_UNSUBSCRIBE, N_ ("Unsubscribe"), NULL },     { POSTIL_DEED_SAVE_SEARCH, N_ ("Save search"), NULL },
  { POSTIL_DEED_REMOVE_SEARCH, N_ ("Remove search"), NULL },
};

/* (nullable): of a deed that a newer version kept there is no name, and it is not touched */
static const char *
find_label (const char *kind, gboolean value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].kind, kind) == 0)
      return labels[i].opposite != NULL && !value ? _ (labels[i].opposite) : _ (labels[i].label);
  return NULL;
}

/* What is next on both sides, as found on the database thread. */
typedef struct
{
  const char *labels[2]; /* (nullable) */
} Labels;

static gboolean
read_labels_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Labels *found = data;

  for (int redo = 0; redo < 2; redo++)
    {
      g_autoptr (GError) reason = NULL;
      g_autoptr (PostilDeedRow) row = postil_deeds_next (database, redo != 0, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      found->labels[redo] = row != NULL ? find_label (row->kind, row->after != 0) : NULL;
    }
  return TRUE;
}

static void
set_labels (PostilLibrary *library, const char *undo, const char *redo)
{
  g_free (library->undo->labels[0]);
  g_free (library->undo->labels[1]);
  library->undo->labels[0] = g_strdup (undo);
  library->undo->labels[1] = g_strdup (redo);
  postil_library_notify_undo (library);
}

static void
labels_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) self = user_data;
  const Labels *found = postil_store_submit_get_data (result);

  /* Without an answer the old labels stand, and undoing itself says what is wrong. */
  if (postil_store_submit_finish (POSTIL_STORE (source), result, NULL) && !self->closed)
    set_labels (self, found->labels[0], found->labels[1]);
}

void
postil_undo_load (PostilLibrary *library)
{
  if (library->closed)
    return;
  postil_store_submit_async (library->store, POSTIL_STORE_PRIORITY_READER, read_labels_on_db_thread, g_new0 (Labels, 1), g_free,
                             NULL, labels_read_cb, g_object_ref (library));
}

void
postil_undo_done (PostilLibrary *library, const char *kind, gboolean value)
{
  set_labels (library, find_label (kind, value), NULL);
}

/* --- keeping --- */

gboolean
postil_undo_keep_note (PostilDatabase *database, const char *kind, const PostilNote *note, GError **error)
{
  const PostilDeedRow row
      = { .kind = (char *) kind, .has_note = TRUE, .note = note->id, .before = note->revision, .after = note->revision };

  return postil_deeds_add (database, &row, error);
}

const char *
postil_undo_kind_of_edit (const PostilNote *before, const PostilNote *after)
{
  if (before->color != after->color)
    return POSTIL_DEED_EDIT_COLOR;
  return g_strcmp0 (before->comment, after->comment) != 0 ? POSTIL_DEED_EDIT_COMMENT : POSTIL_DEED_EDIT_TAGS;
}

gboolean
postil_undo_keep_edit (PostilDatabase *database, const PostilNote *before, const PostilNote *after, GError **error)
{
  const PostilDeedRow row = { .kind = (char *) postil_undo_kind_of_edit (before, after),
                              .has_note = TRUE,
                              .note = after->id,
                              .before = before->revision,
                              .after = after->revision };

  return postil_deeds_add (database, &row, error);
}

gboolean
postil_undo_keep_place (PostilDatabase *database, const PostilNote *note, GError **error)
{
  g_autoptr (GError) reason = NULL;
  const PostilDeedRow row = { .kind = (char *) POSTIL_DEED_PLACE_NOTE,
                              .has_note = TRUE,
                              .note = note->id,
                              .before = postil_notes_get_last_move (database, &note->id, &reason),
                              .after = 1 };

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return postil_deeds_add (database, &row, error);
}

gboolean
postil_undo_keep_articles (PostilDatabase *database, const char *kind, GArray *ids, gboolean value, GError **error)
{
  const PostilDeedRow row = { .kind = (char *) kind, .before = !value, .after = value != FALSE, .articles = ids };

  return postil_deeds_add (database, &row, error);
}

gboolean
postil_undo_keep_search (PostilDatabase *database, const char *kind, gint64 id, GError **error)
{
  const PostilDeedRow row = { .kind = (char *) kind, .before = id, .after = id };

  return postil_deeds_add (database, &row, error);
}

gboolean
postil_undo_end (PostilDatabase *database, gboolean succeeded, GError **error)
{
  if (succeeded)
    return postil_database_commit (database, POSTIL_DATABASE_NOTES, error);
  postil_database_rollback (database, POSTIL_DATABASE_NOTES);
  return FALSE;
}

/* --- doing and undoing --- */

typedef struct
{
  gboolean forward;
  PostilDeedRow *row; /* what it was about */
  gboolean samples;   /* they come from files, and are moved outside the database thread */
  char *article_key;  /* (nullable) whose notes changed */
  GHashTable *keys;   /* (element-type utf8) the same, of several articles */
  Labels next;        /* when it is done */
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->row, postil_deed_row_free);
  g_free (step->article_key);
  g_clear_pointer (&step->keys, g_hash_table_unref);
  g_free (step);
}

static gboolean
is_kind (const Step *step, const char *kind)
{
  return strcmp (step->row->kind, kind) == 0;
}

/* Writes what the note said at a revision. */
static gboolean
edit_on_db_thread (PostilDatabase *database, const Step *step, GError **error)
{
  gint64 revision = step->forward ? step->row->after : step->row->before;
  g_autoptr (PostilNote) wanted = postil_notes_get_revision (database, &step->row->note, revision, error);
  g_autoptr (PostilNote) stored = wanted != NULL ? postil_notes_get (database, &step->row->note, error) : NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) written = NULL;

  if (stored == NULL)
    return FALSE;
  note = postil_reanchor_copy_for_edit (stored);
  note->color = wanted->color;
  g_free (note->comment);
  note->comment = g_strdup (wanted->comment);
  g_strfreev (note->tags);
  note->tags = g_strdupv (wanted->tags);
  note->modified = postil_time_now ();
  written = postil_notes_update (database, note, error);
  return written != NULL;
}

/* Puts the note where it was before it was placed; or again where it was before that was undone. */
static gboolean
move_on_db_thread (PostilDatabase *database, const Step *step, GError **error)
{
  gint64 seq = step->forward ? postil_notes_get_last_move (database, &step->row->note, error) : step->row->before;
  g_autoptr (PostilNote) wanted = postil_notes_get_event (database, seq, error);
  g_autoptr (PostilNote) moved = wanted != NULL ? postil_notes_move (database, wanted, NULL, postil_time_now (), error) : NULL;

  return moved != NULL;
}

static gboolean
apply_to_note_on_db_thread (PostilDatabase *database, Step *step, GError **error)
{
  g_autoptr (PostilNote) note = postil_notes_get (database, &step->row->note, error);
  gboolean removes = is_kind (step, POSTIL_DEED_DELETE_NOTE);

  if (note == NULL)
    return FALSE;
  step->article_key = g_strdup (note->article_key);
  if (g_str_has_prefix (step->row->kind, "edit-"))
    return edit_on_db_thread (database, step, error);
  if (is_kind (step, POSTIL_DEED_PLACE_NOTE))
    return move_on_db_thread (database, step, error);
  return postil_notes_set_deleted (database, &step->row->note, removes == step->forward, postil_time_now (), error);
}

static gboolean
apply_on_db_thread (PostilDatabase *database, Step *step, GError **error)
{
  gboolean value = step->forward == (step->row->after != 0);

  if (step->row->has_note)
    return apply_to_note_on_db_thread (database, step, error);
  if (is_kind (step, POSTIL_DEED_UNSUBSCRIBE))
    return postil_followed_set_dropped (database, step->row->after, step->forward, error);
  if (is_kind (step, POSTIL_DEED_SAVE_SEARCH) || is_kind (step, POSTIL_DEED_REMOVE_SEARCH))
    return postil_searches_set_removed (database, step->row->after, is_kind (step, POSTIL_DEED_REMOVE_SEARCH) == step->forward,
                                        error);
  if (is_kind (step, POSTIL_DEED_IMPORT_NOTES))
    return postil_notes_import_set_removed (database, step->row, !step->forward, step->keys, error);
  if (is_kind (step, POSTIL_DEED_READ))
    return postil_articles_set_read (database, step->row->articles, value, NULL, error);
  return postil_articles_set_starred (database, step->row->articles, value, NULL, error);
}

static gboolean
find_step_on_db_thread (PostilDatabase *database, Step *step, GError **error)
{
  g_autoptr (GError) reason = NULL;

  step->row = postil_deeds_next (database, step->forward, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (step->row != NULL && find_label (step->row->kind, TRUE) != NULL)
    return TRUE;
  g_set_error_literal (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND,
                       step->forward ? _ ("There is nothing to do again") : _ ("There is nothing to undo"));
  return FALSE;
}

static gboolean
walk_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  gboolean succeeded;

  if (!find_step_on_db_thread (database, step, error) || !postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  step->samples = is_kind (step, POSTIL_DEED_REMOVE_SAMPLES);
  succeeded = (step->samples || apply_on_db_thread (database, step, error))
              && postil_deeds_set_undone (database, step->row->seq, !step->forward, error)
              && read_labels_on_db_thread (database, &step->next, NULL, error);
  return postil_undo_end (database, succeeded, error);
}

static void
announce_step (PostilLibrary *self, const Step *step)
{
  GArray *ids = step->row->articles;
  GHashTableIter iter;
  gpointer key = NULL;

  if (step->row->has_note)
    {
      /* What is being typed into a note that undo changed no longer belongs to what it says. */
      postil_draft_keeper_forget (self->drafts, &step->row->note);
      postil_library_announce_notes (self, step->article_key);
    }
  g_hash_table_iter_init (&iter, step->keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    postil_library_announce_notes (self, key);
  /* Followed anew, a feed was never asked. */
  if (is_kind (step, POSTIL_DEED_UNSUBSCRIBE) && !step->forward)
    postil_library_refresh_async (self, POSTIL_REFRESH_DUE, NULL, NULL, NULL, NULL);
  for (guint i = 0; ids != NULL && ids->len <= MAX_SINGLE && i < ids->len; i++)
    postil_library_announce_article (self, g_array_index (ids, gint64, i));
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
}

/* --- the samples come from files, so they come back by being imported again --- */

static gboolean
put_back_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  return postil_deeds_set_undone (database, step->row->seq, step->forward, error);
}

static void
put_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  postil_undo_load (g_task_get_source_object (task));
}

static void
samples_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostilLibrary *self = POSTIL_LIBRARY (source);
  Step *step = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (step->forward)
    {
      done = postil_library_remove_samples_finish (self, result, &error);
    }
  else
    {
      g_autoptr (PostilImportReport) report = postil_library_import_finish (self, result, &error);

      done = report != NULL;
    }
  if (done)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  /* A deed that could not be undone is still done. */
  postil_store_submit_async (self->store, POSTIL_STORE_PRIORITY_READER, put_back_on_db_thread, step, NULL, NULL, put_back_cb,
                             g_object_ref (task));
}

static void
move_samples (PostilLibrary *self, GTask *task, gboolean forward)
{
  g_autoptr (GListModel) samples = NULL;

  if (forward)
    {
      /* No deed of its own, since this one is kept already. */
      postil_samples_remove_async (self, FALSE, samples_cb, task);
      return;
    }
  samples = postil_library_list_samples (self);
  postil_library_import_async (self, samples, TRUE, NULL, samples_cb, task);
}

static void
walked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PostilLibrary *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = postil_store_submit_finish (POSTIL_STORE (source), result, &error);

  if (done)
    set_labels (self, step->next.labels[0], step->next.labels[1]);
  if (done && step->samples && !self->closed)
    {
      move_samples (self, task, step->forward);
      return;
    }
  if (done && !self->closed)
    announce_step (self, step);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
walk (PostilLibrary *self, gboolean forward, GTask *task)
{
  Step *step = g_new0 (Step, 1);
  const char *reason = postil_store_get_read_only_reason (self->store);

  step->forward = forward;
  step->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, step, step_free);
  if (self->closed || postil_store_get_read_only (self->store))
    {
      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_READ_ONLY, "%s",
                               reason != NULL ? reason : _ ("The library can only be read"));
      g_object_unref (task);
      return;
    }
  postil_store_submit_async (self->store, POSTIL_STORE_PRIORITY_READER, walk_on_db_thread, step, NULL, NULL, walked_cb, task);
}

/**
 * postil_library_undo_async:
 * @self: a library
 * @callback: called when the newest deed is taken back
 * @user_data: for @callback
 *
 * Takes the newest deed back. Several calls at once take back as many deeds, in order.
 */
void
postil_library_undo_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_undo_async);
  walk (self, FALSE, task);
}

/**
 * postil_library_redo_async:
 * @self: a library
 * @callback: called when the deed is done again
 * @user_data: for @callback
 *
 * Does again what was undone last, as long as nothing else was done since.
 */
void
postil_library_redo_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_redo_async);
  walk (self, TRUE, task);
}

/**
 * postil_library_undo_finish:
 * @self: a library
 * @result: what the callback of undo or redo got
 * @error: return location; `POSTIL_LIBRARY_ERROR_NOT_FOUND` when there is nothing left, or `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether it was done and is on the disk
 */
gboolean
postil_library_undo_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
