/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comment being written reaches the disk once a second, so that a crash costs a word and not a thought.
 * A draft is no deed and no edit: it is offered again when the note is opened and goes when the comment is saved. */
#include "config.h"

#include "postil-draft-keeper-private.h"

#include "postil-library-notes.h"
#include "postil-notes-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DELAY 1000 /* ms */

struct _PostilDraftKeeper
{
  PostilLibrary *library; /* borrowed: it owns us */
  GHashTable *pending;    /* (element-type PostilId Pending) */
};

typedef struct
{
  PostilDraftKeeper *keeper;
  PostilId note;
  char *comment;
  GSource *timeout;
} Pending;

static guint
hash_id (gconstpointer key)
{
  guint hash = 0;

  /* Ids are random: any four bytes will do. */
  memcpy (&hash, ((const PostilId *) key)->bytes, sizeof hash);
  return hash;
}

static gboolean
equal_id (gconstpointer a, gconstpointer b)
{
  return postil_id_equal (a, b);
}

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_source_destroy (pending->timeout);
  g_source_unref (pending->timeout);
  g_free (pending->comment);
  g_free (pending);
}

typedef struct
{
  PostilId id;
  char *comment;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_free (keeping->comment);
  g_free (keeping);
}

static gboolean
keep_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Keeping *keeping = data;

  return postil_drafts_keep (database, &keeping->id, keeping->comment, postil_time_now (), error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) library = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (postil_store_submit_finish (POSTIL_STORE (source), result, &error) || library->closed)
    return;
  /* Translators: the reason */
  message = g_strdup_printf (_ ("What you are writing is still on the screen, but not on the disk: %s"), error->message);
  postil_library_announce_failure (library, message);
}

static void
keep (PostilDraftKeeper *self, const Pending *pending)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->id = pending->note;
  keeping->comment = g_strdup (pending->comment);
  postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_READER, keep_on_db_thread, keeping, keeping_free, NULL,
                             kept_cb, g_object_ref (self->library));
}

static gboolean
timeout_cb (gpointer user_data)
{
  Pending *pending = user_data;
  PostilDraftKeeper *self = pending->keeper;

  keep (self, pending);
  g_hash_table_remove (self->pending, &pending->note);
  return G_SOURCE_REMOVE;
}

PostilDraftKeeper *
postil_draft_keeper_new (PostilLibrary *library)
{
  PostilDraftKeeper *self = g_new0 (PostilDraftKeeper, 1);

  self->library = library;
  self->pending = g_hash_table_new_full (hash_id, equal_id, NULL, pending_free);
  return self;
}

void
postil_draft_keeper_free (PostilDraftKeeper *self)
{
  g_hash_table_unref (self->pending);
  g_free (self);
}

/* The comment was saved, or is not wanted: a draft still waiting for its second is dropped. */
void
postil_draft_keeper_forget (PostilDraftKeeper *self, const PostilId *note)
{
  g_hash_table_remove (self->pending, note);
}

void
postil_draft_keeper_flush (PostilDraftKeeper *self)
{
  GHashTableIter iter;
  gpointer pending = NULL;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, NULL, &pending))
    {
      keep (self, pending);
      g_hash_table_iter_remove (&iter);
    }
}

/**
 * postil_library_keep_draft:
 * @self: a library
 * @note: whose comment is being written
 * @comment: the comment as it stands
 *
 * Keeps an unsaved comment, at most a second after it changed; call it at every change. Failures are told by the signal
 * `failed`. In a read-only library nothing is kept.
 */
void
postil_library_keep_draft (PostilLibrary *self, const PostilId *note, const char *comment)
{
  Pending *pending = NULL;

  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  g_return_if_fail (note != NULL && comment != NULL);
  if (self->closed || postil_library_get_read_only (self))
    return;
  pending = g_hash_table_lookup (self->drafts->pending, note);
  if (pending != NULL)
    {
      g_free (pending->comment);
      pending->comment = g_strdup (comment);
      return;
    }
  pending = g_new0 (Pending, 1);
  pending->keeper = self->drafts;
  pending->note = *note;
  pending->comment = g_strdup (comment);
  pending->timeout = postil_library_add_timeout (self, DELAY, timeout_cb, pending);
  g_source_set_static_name (pending->timeout, "postil-library-draft");
  g_hash_table_replace (self->drafts->pending, &pending->note, pending);
}

typedef struct
{
  PostilId id;
  PostilDraft *draft;
} DraftQuestion;

static void
draft_question_free (gpointer data)
{
  DraftQuestion *question = data;

  g_clear_pointer (&question->draft, postil_draft_free);
  g_free (question);
}

static gboolean
load_draft_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  DraftQuestion *question = data;
  g_autoptr (GError) problem = NULL;

  question->draft = postil_drafts_load (database, &question->id, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
draft_loaded (PostilLibrary *self, GTask *task, gpointer data)
{
  DraftQuestion *question = data;

  g_task_return_pointer (task, question->draft != NULL ? g_strdup (question->draft->comment) : NULL, g_free);
}

/**
 * postil_library_load_draft_async:
 * @self: a library
 * @note: whose draft
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for the unsaved comment of a note.
 */
void
postil_library_load_draft_async (PostilLibrary *self, const PostilId *note, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { load_draft_on_db_thread, draft_question_free, draft_loaded, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  DraftQuestion *question = g_new0 (DraftQuestion, 1);

  g_task_set_source_tag (task, postil_library_load_draft_async);
  question->id = *note;
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_load_draft_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the comment, NULL without an error when nothing is unsaved
 */
char *
postil_library_load_draft_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- what a crash left --- */

static void
free_notes (gpointer data)
{
  GPtrArray **notes = data;

  g_clear_pointer (notes, g_ptr_array_unref);
  g_free (notes);
}

static gboolean
list_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray **notes = data;
  g_autoptr (GPtrArray) drafts = postil_drafts_list (database, error);

  if (drafts == NULL)
    return FALSE;
  *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  for (guint i = 0; i < drafts->len; i++)
    {
      const PostilDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr (PostilNote) note = postil_notes_get (database, &draft->id, NULL);

      /* A draft outlives its note until the trash is emptied. */
      if (note != NULL && note->deleted == 0 && g_strcmp0 (note->comment, draft->comment) != 0)
        g_ptr_array_add (*notes, g_steal_pointer (&note));
    }
  return TRUE;
}

static void
listed (PostilLibrary *self, GTask *task, gpointer data)
{
  GPtrArray **notes = data;

  g_task_return_pointer (task, g_steal_pointer (notes), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * postil_library_list_drafts_async:
 * @self: a library
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the notes with comments that were being written when the program ended without saving them.
 */
void
postil_library_list_drafts_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { list_on_db_thread, free_notes, listed, POSTIL_STORE_PRIORITY_NORMAL, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_drafts_async);
  postil_library_submit (task, &job, g_new0 (GPtrArray *, 1));
}

/**
 * postil_library_list_drafts_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilNote): last written first
 */
GPtrArray *
postil_library_list_drafts_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
