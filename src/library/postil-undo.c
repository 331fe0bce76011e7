/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every deed of the reader can be taken back for as long as the program runs, in the order it was done, and done again.
 * Nothing here keeps text that is not also in the library: what was deleted lies in the trash, what was edited in the
 * history, so a deed is a name for what to do and not a copy of what was lost. */
#include "config.h"

#include "postil-undo-private.h"

#include "postil-articles-table.h"
#include "postil-draft-keeper-private.h"
#include "postil-notes-table.h"
#include "postil-reanchor-private.h"
#include "postil-samples-private.h"

#include <glib/gi18n-lib.h>

struct _PostilUndo
{
  GPtrArray *done;   /* (element-type PostilDeed) the newest last */
  GPtrArray *undone; /* the same, the one undone last at the end */
};

/* --- deeds --- */

static const char *
get_note_label (PostilDeedKind kind, const PostilNote *before, const PostilNote *after)
{
  if (kind == POSTIL_DEED_DELETE_NOTE)
    return _ ("Delete note");
  if (kind == POSTIL_DEED_RESTORE_NOTE)
    return _ ("Restore note");
  if (kind == POSTIL_DEED_MAKE_NOTE)
    return postil_note_is_on_article (after) ? _ ("Note on the article") : _ ("Highlight");
  if (before->color != after->color)
    return _ ("Change colour");
  if (g_strcmp0 (before->comment, after->comment) != 0)
    return _ ("Edit comment");
  return _ ("Change tags");
}

PostilDeed *
postil_deed_new_note (PostilDeedKind kind, PostilNote *before, PostilNote *after)
{
  PostilDeed *deed = g_atomic_rc_box_new0 (PostilDeed);

  deed->kind = kind;
  deed->label = g_strdup (get_note_label (kind, before, after));
  deed->before = before != NULL ? postil_note_ref (before) : NULL;
  deed->after = postil_note_ref (after);
  return deed;
}

PostilDeed *
postil_deed_new_articles (PostilDeedKind kind, GArray *ids, gboolean value)
{
  PostilDeed *deed = g_atomic_rc_box_new0 (PostilDeed);

  deed->kind = kind;
  deed->ids = ids != NULL ? g_array_ref (ids) : NULL;
  deed->value = value;
  if (kind == POSTIL_DEED_REMOVE_SAMPLES)
    deed->label = g_strdup (_ ("Remove the samples"));
  else if (kind == POSTIL_DEED_READ)
    deed->label = g_strdup (value ? _ ("Mark as read") : _ ("Mark as unread"));
  else
    deed->label = g_strdup (value ? _ ("Star") : _ ("Remove the star"));
  return deed;
}

static void
clear_deed (PostilDeed *deed)
{
  g_free (deed->label);
  g_clear_pointer (&deed->before, postil_note_unref);
  g_clear_pointer (&deed->after, postil_note_unref);
  g_clear_pointer (&deed->ids, g_array_unref);
}

void
postil_deed_unref (PostilDeed *deed)
{
  g_atomic_rc_box_release_full (deed, (GDestroyNotify) clear_deed);
}

/* --- the two stacks --- */

PostilUndo *
postil_undo_new (void)
{
  PostilUndo *self = g_new0 (PostilUndo, 1);

  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_deed_unref);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_deed_unref);
  return self;
}

void
postil_undo_free (PostilUndo *self)
{
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

/* Takes the deed. A new deed ends what could be done again. */
void
postil_undo_add (PostilLibrary *library, PostilDeed *deed)
{
  g_ptr_array_set_size (library->undo->undone, 0);
  g_ptr_array_add (library->undo->done, deed);
  postil_library_notify_undo (library);
}

/* After the notes became others: nothing that was done stands any more. */
void
postil_undo_forget (PostilLibrary *library)
{
  g_ptr_array_set_size (library->undo->undone, 0);
  g_ptr_array_set_size (library->undo->done, 0);
  postil_library_notify_undo (library);
}

const char *
postil_undo_get_label (PostilUndo *self, gboolean redo)
{
  GPtrArray *stack = redo ? self->undone : self->done;

  return stack->len > 0 ? ((PostilDeed *) g_ptr_array_index (stack, stack->len - 1))->label : NULL;
}

/* --- doing and undoing --- */

typedef struct
{
  PostilDeed *deed;
  gboolean forward;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  postil_deed_unref (step->deed);
  g_free (step);
}

static gboolean
edit_on_db_thread (PostilDatabase *database, const PostilNote *wanted, GError **error)
{
  g_autoptr (PostilNote) stored = postil_notes_get (database, &wanted->id, error);
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

static gboolean
apply_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;
  const PostilDeed *deed = step->deed;
  gint64 now = postil_time_now ();

  switch (deed->kind)
    {
    case POSTIL_DEED_MAKE_NOTE:
    case POSTIL_DEED_RESTORE_NOTE:
      return postil_notes_set_deleted (database, &deed->after->id, !step->forward, now, error);
    case POSTIL_DEED_DELETE_NOTE:
      return postil_notes_set_deleted (database, &deed->after->id, step->forward, now, error);
    case POSTIL_DEED_EDIT_NOTE:
      return edit_on_db_thread (database, step->forward ? deed->after : deed->before, error);
    case POSTIL_DEED_READ:
      return postil_articles_set_read (database, deed->ids, step->forward == deed->value, NULL, error);
    case POSTIL_DEED_STAR:
      return postil_articles_set_starred (database, deed->ids, step->forward == deed->value, NULL, error);
    case POSTIL_DEED_REMOVE_SAMPLES:
    default:
      g_assert_not_reached ();
    }
}

static void
announce_deed (PostilLibrary *self, const PostilDeed *deed)
{
  if (deed->after != NULL)
    {
      postil_library_announce_notes (self, deed->after->article_key);
      postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
      return;
    }
  for (guint i = 0; deed->ids != NULL && i < deed->ids->len; i++)
    postil_library_announce_article (self, g_array_index (deed->ids, gint64, i));
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
}

/* A deed that could not be undone is still done. */
static void
put_back (PostilLibrary *self, const Step *step)
{
  GPtrArray *from = step->forward ? self->undo->done : self->undo->undone;
  GPtrArray *to = step->forward ? self->undo->undone : self->undo->done;
  guint position = 0;

  if (g_ptr_array_find (from, step->deed, &position))
    g_ptr_array_add (to, g_ptr_array_steal_index (from, position));
  postil_library_notify_undo (self);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostilLibrary *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    {
      put_back (self, step);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!self->closed)
    announce_deed (self, step->deed);
  g_task_return_boolean (task, TRUE);
}

/* --- the samples come from files, so they come back by being imported again --- */

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
  put_back (self, step);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
move_samples (PostilLibrary *self, GTask *task, gboolean forward)
{
  g_autoptr (GListModel) samples = NULL;

  if (forward)
    {
      /* No deed of its own, since this one stands in the stack already. */
      postil_samples_remove_async (self, FALSE, samples_cb, task);
      return;
    }
  samples = postil_library_list_samples (self);
  postil_library_import_async (self, samples, TRUE, NULL, samples_cb, task);
}

static void
walk (PostilLibrary *self, gboolean forward, GTask *task)
{
  GPtrArray *from = forward ? self->undo->undone : self->undo->done;
  GPtrArray *to = forward ? self->undo->done : self->undo->undone;
  PostilDeed *deed = NULL;
  Step *step = NULL;

  if (from->len == 0)
    {
      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND, "%s",
                               forward ? _ ("There is nothing to do again") : _ ("There is nothing to undo"));
      g_object_unref (task);
      return;
    }
  /* Moved at once, so that the key pressed three times undoes three deeds. */
  deed = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, deed);
  step = g_new0 (Step, 1);
  step->deed = g_atomic_rc_box_acquire (deed);
  step->forward = forward;
  g_task_set_task_data (task, step, step_free);
  postil_library_notify_undo (self);
  if (deed->kind == POSTIL_DEED_REMOVE_SAMPLES)
    {
      move_samples (self, task, forward);
      return;
    }
  /* What is being typed into a note that undo changes no longer belongs to what it says. */
  if (deed->kind == POSTIL_DEED_EDIT_NOTE)
    postil_draft_keeper_forget (self->drafts, &deed->after->id);
  postil_store_submit_async (self->store, POSTIL_STORE_PRIORITY_READER, apply_on_db_thread, step, NULL, NULL, applied_cb, task);
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
