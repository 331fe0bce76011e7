/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of damaged notes, the copies there are, and restoring one. */
#include "config.h"

#include "postil-library-safety.h"

#include "postil-library-private.h"
#include "postil-maintenance.h"
#include "postil-notes-table.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>

/**
 * postil_rescue_free:
 * @rescue: (nullable) (transfer full): what was saved or restored
 *
 * Frees it. Thread: any.
 */
void
postil_rescue_free (PostilRescue *rescue)
{
  if (rescue == NULL)
    return;
  g_free (rescue->summary);
  g_free (rescue->aside);
  g_free (rescue->copy);
  g_strfreev (rescue->lines);
  g_free (rescue);
}

static PostilRescue *
rescue_new (const PostilRecovery *recovery, char *summary)
{
  PostilRescue *rescue = g_new0 (PostilRescue, 1);

  rescue->summary = summary;
  rescue->aside = g_strdup (recovery->aside);
  rescue->copy = g_strdup (recovery->copy);
  rescue->n_notes = recovery->n_notes;
  rescue->n_from_backup = recovery->n_from_backup;
  rescue->n_from_history = recovery->n_from_history;
  rescue->n_lost = recovery->n_lost;
  rescue->rows_lost = recovery->rows_lost;
  rescue->lines = g_new0 (char *, recovery->lines->len + 1);
  for (guint i = 0; i < recovery->lines->len; i++)
    rescue->lines[i] = g_strdup (g_ptr_array_index (recovery->lines, i));
  return rescue;
}

/**
 * postil_library_dup_rescue:
 * @self: a library
 *
 * Tells what was saved of notes that were found damaged when the library was opened.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing was damaged
 */
PostilRescue *
postil_library_dup_rescue (PostilLibrary *self)
{
  const PostilRecovery *recovery = postil_store_get_recovery (self->store);

  g_return_val_if_fail (POSTIL_IS_LIBRARY (self), NULL);
  return recovery != NULL ? rescue_new (recovery, postil_recovery_describe (recovery)) : NULL;
}

/* --- the copies there are --- */

/**
 * postil_backup_file_free:
 * @file: (nullable) (transfer full): a backup
 *
 * Frees it. Thread: any.
 */
void
postil_backup_file_free (PostilBackupFile *file)
{
  if (file == NULL)
    return;
  g_free (file->path);
  g_free (file);
}

typedef struct
{
  GPtrArray *files; /* (element-type PostilBackupFile) */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_clear_pointer (&listing->files, g_ptr_array_unref);
  g_free (listing);
}

static gboolean
list_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) copies = postil_maintenance_list_backups (database, error);

  if (copies == NULL)
    return FALSE;
  listing->files = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_backup_file_free);
  for (guint i = 0; i < copies->len; i++)
    {
      const PostilBackupCopy *copy = g_ptr_array_index (copies, i);
      PostilBackupFile *file = g_new0 (PostilBackupFile, 1);

      file->path = g_strdup (copy->path);
      file->time = copy->time;
      file->size = copy->size;
      file->n_notes = copy->n_notes;
      file->whole = copy->whole;
      g_ptr_array_add (listing->files, file);
    }
  return TRUE;
}

static void
listed (PostilLibrary *self, GTask *task, gpointer data)
{
  Listing *listing = data;

  g_task_return_pointer (task, g_steal_pointer (&listing->files), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * postil_library_list_backups_async:
 * @self: a library
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the copies in the library's own folder.
 */
void
postil_library_list_backups_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { list_on_db_thread, listing_free, listed, POSTIL_STORE_PRIORITY_NORMAL, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_backups_async);
  postil_library_submit (task, &job, g_new0 (Listing, 1));
}

/**
 * postil_library_list_backups_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilBackupFile): newest first
 */
GPtrArray *
postil_library_list_backups_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- restoring --- */

typedef struct
{
  char *path;
  gboolean merge;
  PostilRecovery *recovery;
  GHashTable *keys; /* of the articles that had notes before or have some now */
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *restoring = data;

  g_free (restoring->path);
  g_clear_pointer (&restoring->recovery, postil_recovery_free);
  g_hash_table_unref (restoring->keys);
  g_free (restoring);
}

static void
collect_keys (Restoring *restoring, PostilDatabase *database)
{
  g_autoptr (GPtrArray) keys = postil_notes_list_articles (database, NULL);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    g_hash_table_add (restoring->keys, g_strdup (g_ptr_array_index (keys, i)));
}

static gboolean
restore_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Restoring *restoring = data;

  collect_keys (restoring, database);
  restoring->recovery = postil_maintenance_restore (database, restoring->path, restoring->merge, postil_time_now (), error);
  if (restoring->recovery == NULL)
    return FALSE;
  collect_keys (restoring, database);
  return TRUE;
}

static char *
describe_restored (const Restoring *restoring)
{
  const PostilRecovery *recovery = restoring->recovery;
  g_autofree char *name = g_filename_display_basename (restoring->path);
  g_autofree char *before = recovery->aside != NULL ? g_filename_display_basename (recovery->aside) : NULL;
  GString *text = g_string_new (NULL);

  if (restoring->merge)
    g_string_append_printf (text, ngettext ("%u note was added from %s", "%u notes were added from %s", recovery->n_from_backup),
                            recovery->n_from_backup, name);
  else
    g_string_append_printf (text, ngettext ("%u note was restored from %s", "%u notes were restored from %s", recovery->n_notes),
                            recovery->n_notes, name);
  if (recovery->rows_lost)
    g_string_append (text, _ ("; some of it could not be read"));
  if (before != NULL)
    g_string_append_printf (text, _ ("; what was there before is kept as %s"), before);
  return g_string_free (text, FALSE);
}

static void
restored (PostilLibrary *self, GTask *task, gpointer data)
{
  Restoring *restoring = data;
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, restoring->keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    postil_library_announce_notes (self, key);
  postil_undo_load (self);
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  g_task_return_pointer (task, rescue_new (restoring->recovery, describe_restored (restoring)),
                         (GDestroyNotify) postil_rescue_free);
}

/**
 * postil_library_restore_async:
 * @self: a library
 * @file: a copy of notes, of this or an older format
 * @merge: keep what is there and add what it lacks
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the notes what a copy has. What was there before goes into a copy that is kept for ever, so that restoring that one
 * takes this back; what can be undone is what could be when the copy was made.
 */
void
postil_library_restore_async (PostilLibrary *self, GFile *file, gboolean merge, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { restore_on_db_thread, restoring_free, restored, POSTIL_STORE_PRIORITY_NORMAL, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Restoring *restoring = NULL;

  g_task_set_source_tag (task, postil_library_restore_async);
  if (g_file_peek_path (file) == NULL)
    {
      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_UNSUPPORTED, "%s",
                               _ ("The file is not on this computer"));
      g_object_unref (task);
      return;
    }
  restoring = g_new0 (Restoring, 1);
  restoring->path = g_strdup (g_file_peek_path (file));
  restoring->merge = merge;
  restoring->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  postil_library_submit (task, &job, restoring);
}

/**
 * postil_library_restore_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes; the notes are then as they were
 *
 * Returns: (transfer full) (nullable): what was restored
 */
PostilRescue *
postil_library_restore_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
