/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the two files of a library: whose they are, how new, how sound. notes.db is never moved, emptied or guessed at; a
 * cache.db that cannot be used is moved aside and begun anew. Neither is ever deleted. */
#include "config.h"

#include "postil-database-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOTES_NAME "notes.db"
#define CACHE_NAME "cache.db"
#define DOUBT_NAME "cache.doubt" /* there when reading cache.db found damage */
#define QUICK_CHECK_LIMIT (64 * 1024 * 1024)
#define MAX_ASIDE 1000

/* What a file is, asked of a connection that cannot write. */
typedef struct
{
  gboolean empty;
  gboolean foreign;
  int version;
} Probe;

static int
major (int version)
{
  return version / 1000;
}

/* Makes an empty file with access for its owner alone. An existing one is never opened here: closing it again would drop the
 * locks that SQLite holds on it in this process. */
static gboolean
make_file (const char *path, GError **error)
{
  int descriptor;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      struct stat status;

      if (stat (path, &status) == 0 && S_ISREG (status.st_mode) && (status.st_mode & 0077) != 0 && status.st_uid == geteuid ())
        (void) !chmod (path, status.st_mode & 0700);
      return TRUE;
    }
  descriptor = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor >= 0)
    {
      close (descriptor);
      return TRUE;
    }
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
read_probe (PostilConnection *connection, const PostilSchema *schema, Probe *probe, GError **error)
{
  gint64 application = 0;
  gint64 version = 0;
  gint64 n_things = 0;

  if (!postil_connection_get_number (connection, "PRAGMA application_id", &application, error)
      || !postil_connection_get_number (connection, "PRAGMA user_version", &version, error)
      || !postil_connection_get_number (connection, "SELECT count (*) FROM sqlite_schema", &n_things, error))
    return FALSE;
  probe->empty = application == 0 && version == 0 && n_things == 0;
  probe->foreign = !probe->empty && application != schema->application_id;
  probe->version = (int) CLAMP (version, 0, G_MAXINT);
  return TRUE;
}

/* Looks without writing; only a file that a crash left in the middle of a transaction is opened for writing, which mends it. */
static gboolean
probe_file (const char *path, const PostilSchema *schema, PostilConnectionMode mode, Probe *probe, GError **error)
{
  g_autoptr (PostilConnection) reader = NULL;
  g_autoptr (PostilConnection) writer = NULL;
  g_autoptr (GError) reason = NULL;

  reader = postil_connection_open (path, POSTIL_CONNECTION_COPY, &reason);
  if (reader && read_probe (reader, schema, probe, &reason))
    return TRUE;
  if (!g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_READ_ONLY)
      && !g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  g_clear_pointer (&reader, postil_connection_free);
  writer = postil_connection_open (path, mode, error);
  return writer && read_probe (writer, schema, probe, error);
}

static gboolean
is_writable (const char *directory, const char *path)
{
  return g_access (directory, W_OK | X_OK) == 0 && (!g_file_test (path, G_FILE_TEST_EXISTS) || g_access (path, W_OK) == 0);
}

static void
set_read_only (PostilDatabase *self, PostilStoreError cause, char *reason)
{
  self->read_only = TRUE;
  self->read_only_cause = cause;
  g_free (self->read_only_reason);
  self->read_only_reason = reason;
}

/* Before a step to a newer format, a checked copy of the old one. */
static gboolean
back_up_before_migration (PostilDatabase *self, int version, GError **error)
{
  g_autofree char *folder = postil_database_dup_path (self, "backups");

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }
  for (int i = 1; i < MAX_ASIDE; i++)
    {
      g_autofree char *name = g_strdup_printf ("notes-format-%d.%d-%d.db", major (version), version % 1000, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return postil_backup_copy (self->notes, path, error);
    }
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, _ ("%s: full of copies made before changes of the format"),
               folder);
  return FALSE;
}

static gboolean
migrate_notes (PostilDatabase *self, const Probe *probe, GError **error)
{
  if (probe->version >= postil_schema_newest (&postil_schema_notes))
    return TRUE;
  if (!self->lock || !self->lock->alone)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY,
                   _ ("%s: an older version of the program has this library open; close it first"), self->directory);
      return FALSE;
    }
  if (!probe->empty && !back_up_before_migration (self, probe->version, error))
    return FALSE;
  return postil_migrations_apply (self->notes, &postil_schema_notes, probe->version, error);
}

static gboolean
open_notes_for_reading (PostilDatabase *self, const char *path, GError **error)
{
  self->notes = postil_connection_open (path, POSTIL_CONNECTION_NOTES_READ, error);
  return self->notes != NULL;
}

/* After a crash: damage found now makes the file read-only, so that nothing is written over what can still be saved. */
static gboolean
check_after_crash (PostilDatabase *self, const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!self->lock || !self->lock->alone || !self->lock->unclean
      || postil_backup_check (self->notes, "PRAGMA quick_check", &reason))
    return TRUE;
  set_read_only (self, POSTIL_STORE_ERROR_DAMAGED,
                 g_strdup_printf (_ ("The notes can only be read: %s. The file is untouched; a backup can be restored"),
                                  reason->message));
  g_clear_pointer (&self->notes, postil_connection_free);
  return open_notes_for_reading (self, path, error);
}

/* Opens notes.db, made when it is not there. Errors: OPEN, FOREIGN, DAMAGED, BUSY, FULL, IO. */
gboolean
postil_database_open_notes (PostilDatabase *self, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, NOTES_NAME);
  Probe probe = { 0 };

  if (!make_file (path, error) || !probe_file (path, &postil_schema_notes, POSTIL_CONNECTION_NOTES, &probe, error))
    return FALSE;
  if (probe.foreign)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_FOREIGN,
                   _ ("%s: belongs to another program; it was left as it is"), path);
      return FALSE;
    }
  if (major (probe.version) > major (postil_schema_newest (&postil_schema_notes)))
    {
      set_read_only (
          self, POSTIL_STORE_ERROR_NEWER,
          g_strdup_printf (_ ("This library was written by a newer version of the program (format %d.%d); it can be read and "
                              "exported, but not changed"),
                           major (probe.version), probe.version % 1000));
      return open_notes_for_reading (self, path, error);
    }
  if (!probe.empty && !is_writable (self->directory, path))
    {
      set_read_only (self, POSTIL_STORE_ERROR_READ_ONLY,
                     g_strdup_printf (_ ("%s cannot be written; notes can be read, but not changed"), path));
      return open_notes_for_reading (self, path, error);
    }
  self->notes = postil_connection_open (path, POSTIL_CONNECTION_NOTES, error);
  if (!self->notes || !check_after_crash (self, path, error))
    return FALSE;
  return self->read_only || migrate_notes (self, &probe, error);
}

/* Gives the file, with its log, the first free name of the kind cache.aside-1.db. */
static gboolean
move_aside (PostilDatabase *self, const char *path, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (int i = 1; i < MAX_ASIDE; i++)
    {
      g_autofree char *name = g_strdup_printf ("cache.aside-%d.db", i);
      g_autofree char *aside = postil_database_dup_path (self, name);

      if (g_file_test (aside, G_FILE_TEST_EXISTS))
        continue;
      for (gsize j = 0; j < G_N_ELEMENTS (suffixes); j++)
        {
          g_autofree char *from = g_strconcat (path, suffixes[j], NULL);
          g_autofree char *to = g_strconcat (aside, suffixes[j], NULL);

          if (g_rename (from, to) != 0 && (j == 0 || errno != ENOENT))
            {
              g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, "%s: %s", from, g_strerror (errno));
              return FALSE;
            }
        }
      return TRUE;
    }
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, _ ("%s: too many files were moved aside already"), path);
  return FALSE;
}

static gboolean
is_check_due (PostilDatabase *self, const char *path)
{
  g_autofree char *doubt = postil_database_dup_path (self, DOUBT_NAME);
  struct stat status;

  if (g_file_test (doubt, G_FILE_TEST_EXISTS))
    return TRUE;
  return self->lock->unclean && stat (path, &status) == 0 && status.st_size < QUICK_CHECK_LIMIT;
}

/* Why the cache as it lies there cannot be used; NULL: it can. */
static char *
reason_to_begin_anew (PostilDatabase *self, const char *path, Probe *probe)
{
  g_autoptr (PostilConnection) connection = NULL;
  g_autoptr (GError) reason = NULL;

  if (!probe_file (path, &postil_schema_cache, POSTIL_CONNECTION_CACHE, probe, &reason))
    return g_strdup (reason->message);
  if (probe->foreign)
    return g_strdup_printf ("%s belongs to another program", path);
  if (probe->empty || !is_check_due (self, path))
    return NULL;
  connection = postil_connection_open (path, POSTIL_CONNECTION_CACHE, &reason);
  if (connection && postil_backup_check (connection, "PRAGMA quick_check", &reason))
    return NULL;
  return g_strdup (reason->message);
}

static gboolean
open_cache_in_memory (PostilDatabase *self, GError **error)
{
  self->cache = postil_connection_open (":memory:", POSTIL_CONNECTION_CACHE_MEMORY, error);
  return self->cache && postil_migrations_apply (self->cache, &postil_schema_cache, 0, error);
}

static gboolean
make_cache_usable (PostilDatabase *self, const char *path, Probe *probe, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *doubt = postil_database_dup_path (self, DOUBT_NAME);

  if (!self->lock || !self->lock->alone)
    return probe_file (path, &postil_schema_cache, POSTIL_CONNECTION_CACHE, probe, error);
  reason = reason_to_begin_anew (self, path, probe);
  if (reason)
    {
      g_message ("The cache is begun anew and the old one kept aside: %s", reason);
      *probe = (Probe){ .empty = TRUE };
      if (!move_aside (self, path, error) || !make_file (path, error))
        return FALSE;
    }
  g_unlink (doubt);
  return TRUE;
}

/* Opens cache.db after notes.db. One that is damaged or not ours is moved aside; where nothing can be written, or the file is
 * of a newer version, the cache lives in memory. */
gboolean
postil_database_open_cache (PostilDatabase *self, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, CACHE_NAME);
  Probe probe = { 0 };

  if (!is_writable (self->directory, path))
    return open_cache_in_memory (self, error);
  if (!make_file (path, error) || !make_cache_usable (self, path, &probe, error))
    return FALSE;
  if (probe.foreign || major (probe.version) > major (postil_schema_newest (&postil_schema_cache)))
    return open_cache_in_memory (self, error);
  self->cache = postil_connection_open (path, POSTIL_CONNECTION_CACHE, error);
  if (!self->cache)
    return FALSE;
  if (probe.version < postil_schema_newest (&postil_schema_cache) && self->lock && !self->lock->alone)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY,
                   _ ("%s: an older version of the program has this library open; close it first"), self->directory);
      return FALSE;
    }
  return postil_migrations_apply (self->cache, &postil_schema_cache, probe.version, error);
}

/* Remembers for the next start that the cache wants a full check. */
void
postil_database_doubt_cache (PostilDatabase *self)
{
  g_autofree char *doubt = postil_database_dup_path (self, DOUBT_NAME);
  int descriptor = open (doubt, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (descriptor >= 0)
    close (descriptor);
  self->cache->damaged = FALSE;
}
