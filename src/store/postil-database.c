/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both connections of one library and the thread they belong to. Around every job: what it left open is rolled back, and what
 * it or another program wrote to notes.db is copied to where the lists look. */
#include "config.h"

#include "postil-database-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRESS_STEPS 20000 /* of SQLite's machine between two looks at a cancellable */

char *
postil_database_dup_path (PostilDatabase *self, const char *name)
{
  return g_build_filename (self->directory, name, NULL);
}

/* A folder that we make, or find empty, is for its owner alone. */
static gboolean
make_directory (const char *directory, GError **error)
{
  g_autoptr (GDir) entries = NULL;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: %s", directory, g_strerror (errno));
      return FALSE;
    }
  entries = g_dir_open (directory, 0, NULL);
  if (entries && !g_dir_read_name (entries))
    (void) !chmod (directory, 0700);
  return TRUE;
}

static gboolean
take_lock (PostilDatabase *self, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, "lock");

  if (g_access (self->directory, W_OK | X_OK) != 0)
    return TRUE;
  self->lock = postil_lock_new (path, error);
  return self->lock != NULL;
}

/* Opens the library in directory (absolute, in the file name encoding; made when it is not there) for the calling thread. */
PostilDatabase *
postil_database_open (const char *directory, GError **error)
{
  g_autoptr (PostilDatabase) self = g_new0 (PostilDatabase, 1);

  self->directory = g_canonicalize_filename (directory, NULL);
  self->thread = g_thread_self ();
  self->seen_version = -1;
  self->state_pending = TRUE;
  if (!make_directory (self->directory, error) || !take_lock (self, error) || !postil_database_open_notes (self, error)
      || !postil_database_open_cache (self, error))
    return NULL;
  if (self->lock && !postil_lock_share (self->lock, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
postil_database_free (PostilDatabase *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->cache, postil_connection_free);
  if (self->notes)
    {
      g_clear_pointer (&self->notes, postil_connection_free);
      postil_database_remember_notes (self);
    }
  g_clear_pointer (&self->lock, postil_lock_free);
  g_clear_pointer (&self->hit_counts, postil_hit_counts_free);
  g_clear_pointer (&self->recovery, postil_recovery_free);
  g_free (self->read_only_reason);
  g_free (self->directory);
  g_free (self);
}

PostilConnection *
postil_database_get_connection (PostilDatabase *self, PostilDatabaseFile file)
{
  return file == POSTIL_DATABASE_NOTES ? self->notes : self->cache;
}

static int
progress_cb (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

static void
watch (PostilDatabase *self, GCancellable *cancellable)
{
  sqlite3_progress_handler (self->notes->handle, cancellable ? PROGRESS_STEPS : 0, cancellable ? progress_cb : NULL, cancellable);
  sqlite3_progress_handler (self->cache->handle, cancellable ? PROGRESS_STEPS : 0, cancellable ? progress_cb : NULL, cancellable);
}

/* Brings the cache's copies up to date. Failing is safe: they only steer lists and counts, and the next job tries again. */
static void
sync_state (PostilDatabase *self)
{
  g_autoptr (GError) error = NULL;

  if (postil_state_sync (self, &error))
    self->state_pending = FALSE;
  else
    g_info ("Lists may lag behind the notes: %s", error->message);
}

/* Looks whether another program wrote to notes.db. */
static void
refresh (PostilDatabase *self)
{
  gint64 version = 0;

  if (!postil_connection_get_number (self->notes, "PRAGMA data_version", &version, NULL))
    return;
  if (version != self->seen_version)
    self->state_pending = TRUE;
  self->seen_version = version;
  if (self->state_pending)
    sync_state (self);
}

/* A handle on which a step failed is not used again: its state and the file's may differ. */
static void
renew_suspects (PostilDatabase *self)
{
  PostilConnection *connections[] = { self->notes, self->cache };

  for (gsize i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      g_autoptr (GError) error = NULL;

      if (connections[i]->suspect && connections[i]->mode != POSTIL_CONNECTION_CACHE_MEMORY
          && !postil_connection_reopen (connections[i], &error))
        g_message ("Not opened again yet: %s", error->message);
    }
}

void
postil_database_begin_job (PostilDatabase *self, GCancellable *cancellable)
{
  renew_suspects (self);
  if (!self->notes->handle || !self->cache->handle)
    return;
  refresh (self);
  watch (self, cancellable);
}

static void
end_transactions (PostilDatabase *self, gboolean succeeded)
{
  PostilConnection *connections[] = { self->notes, self->cache };

  for (gsize i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      if (succeeded && connections[i]->depth > 0)
        g_critical ("%s: a job ended without commit; it is rolled back", connections[i]->name);
      while (connections[i]->depth > 0)
        {
          postil_connection_rollback (connections[i]);
          self->state_pending = TRUE;
        }
    }
}

void
postil_database_end_job (PostilDatabase *self, gboolean succeeded)
{
  if (!self->notes->handle || !self->cache->handle)
    return;
  end_transactions (self, succeeded);
  if (self->cache->damaged)
    postil_database_doubt (self, POSTIL_DATABASE_CACHE);
  if (self->notes->damaged)
    postil_database_doubt (self, POSTIL_DATABASE_NOTES);
  watch (self, NULL);
  if (self->state_pending)
    sync_state (self);
}

/* A handle that could not be opened again answers nothing. */
static gboolean
is_open (PostilConnection *connection, GError **error)
{
  if (connection->handle)
    return TRUE;
  return postil_connection_reopen (connection, error);
}

/**
 * postil_database_begin:
 * @self: both connections
 * @file: the one to write to
 * @error: return location
 *
 * Begins a transaction that writes (BEGIN IMMEDIATE), or joins the one under way. Every begin needs a commit or a rollback.
 *
 * Errors: `POSTIL_STORE_ERROR_NEWER` or `_READ_ONLY` with the reason, `_BUSY` after five seconds, `_IO` when another file
 * stands in the place of ours.
 *
 * Thread: database.
 *
 * Returns: %FALSE on failure; then there is nothing to commit
 */
gboolean
postil_database_begin (PostilDatabase *self, PostilDatabaseFile file, GError **error)
{
  PostilConnection *connection = postil_database_get_connection (self, file);

  postil_database_assert_thread (self);
  if (file == POSTIL_DATABASE_NOTES && self->read_only)
    {
      g_set_error_literal (error, POSTIL_STORE_ERROR, (int) self->read_only_cause, self->read_only_reason);
      return FALSE;
    }
  return is_open (connection, error) && postil_connection_begin (connection, error);
}

/**
 * postil_database_commit:
 * @self: both connections
 * @file: the one written to
 * @error: return location
 *
 * Ends a transaction. What the outermost commit of notes.db confirmed is on the disk.
 *
 * Errors: those of writing (`POSTIL_STORE_ERROR_FULL`, `_IO`, `_BUSY`, `_DAMAGED`); everything since begin is then undone.
 *
 * Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_database_commit (PostilDatabase *self, PostilDatabaseFile file, GError **error)
{
  PostilConnection *connection = postil_database_get_connection (self, file);

  postil_database_assert_thread (self);
  if (!postil_connection_commit (connection, error))
    return FALSE;
  if (file == POSTIL_DATABASE_NOTES && connection->depth == 0)
    {
      self->state_pending = TRUE;
      sync_state (self);
    }
  return TRUE;
}

/**
 * postil_database_rollback:
 * @self: both connections
 * @file: the one written to
 *
 * Undoes everything since the matching begin.
 *
 * Thread: database.
 */
void
postil_database_rollback (PostilDatabase *self, PostilDatabaseFile file)
{
  postil_database_assert_thread (self);
  postil_connection_rollback (postil_database_get_connection (self, file));
  /* What the cache had copied from notes.db in between is undone too. */
  self->state_pending = TRUE;
}

gboolean
postil_database_end (PostilDatabase *self, PostilDatabaseFile file, gboolean succeeded, GError **error)
{
  if (succeeded)
    return postil_database_commit (self, file, error);
  postil_database_rollback (self, file);
  return FALSE;
}

/**
 * postil_database_get_read_only:
 * @self: both connections
 *
 * Tells whether notes.db refuses changes. Thread: database.
 *
 * Returns: %TRUE when it can only be read
 */
gboolean
postil_database_get_read_only (PostilDatabase *self)
{
  return self->read_only;
}

/**
 * postil_database_get_versions:
 * @self: both connections
 * @notes: (out): of notes.db
 * @cache: (out): of cache.db
 * @error: return location
 *
 * Reads the numbers that tell whether another program wrote since they were read last. Errors: those of reading. Thread: database.
 *
 * Source: https://www.sqlite.org/pragma.html, data_version
 *
 * Returns: %FALSE on failure
 */
gboolean
postil_database_get_versions (PostilDatabase *self, gint64 *notes, gint64 *cache, GError **error)
{
  postil_database_assert_thread (self);
  return postil_connection_get_number (self->cache, "PRAGMA data_version", cache, error)
         && postil_connection_get_number (self->notes, "PRAGMA data_version", notes, error);
}
