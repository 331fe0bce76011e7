/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the two files of a library: whose they are, how new, how sound. notes.db is never moved, emptied or guessed at; a
 * cache.db that cannot be used is moved aside and begun anew. Neither is ever deleted. */
#include "config.h"

#include "postil-database-private.h"
#include "postil-salvage-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOTES_NAME "notes.db"
#define CACHE_NAME "cache.db"
#define SEEN_NAME "notes.seen" /* how notes.db was left */
#define QUICK_CHECK_LIMIT (64 * 1024 * 1024)
#define MAX_ASIDE 1000

/* There when reading a file found damage. */
static const char *const doubt_names[POSTIL_N_DATABASES] = { "notes.doubt", "cache.doubt" };

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

static gboolean
migrate_notes (PostilDatabase *self, const Probe *probe, GError **error)
{
  g_autofree char *kind = NULL;

  if (probe->version >= postil_schema_newest (&postil_schema_notes))
    return TRUE;
  if (!self->lock || !self->lock->alone)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY,
                   _ ("%s: an older version of the program has this library open; close it first"), self->directory);
      return FALSE;
    }
  kind = g_strdup_printf ("format-%d.%d", major (probe->version), probe->version % 1000);
  if (!probe->empty && !postil_backup_keep (self, kind, NULL, error))
    return FALSE;
  return postil_migrations_apply (self->notes, &postil_schema_notes, probe->version, error);
}

static gboolean
open_notes_for_reading (PostilDatabase *self, const char *path, GError **error)
{
  self->notes = postil_connection_open (path, POSTIL_CONNECTION_NOTES_READ, error);
  return self->notes != NULL;
}

/* What tells that nobody wrote to the file since: text of its own making, compared and never read. */
static char *
describe_notes (PostilDatabase *self)
{
  g_autofree char *path = postil_database_dup_path (self, NOTES_NAME);
  struct stat status;

  if (stat (path, &status) != 0)
    return g_strdup ("");
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n", (guint64) status.st_ino,
                          (guint64) status.st_size, (gint64) status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

/* Remembers how notes.db was left. A file that is found otherwise is checked before it is used. */
void
postil_database_remember_notes (PostilDatabase *self)
{
  g_autofree char *path = postil_database_dup_path (self, SEEN_NAME);
  g_autofree char *seen = describe_notes (self);
  int descriptor;

  if (self->read_only || !self->lock)
    return;
  descriptor = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return;
  /* Half a line is one that differs, which costs a check and nothing else. */
  (void) !write (descriptor, seen, strlen (seen));
  close (descriptor);
}

static gboolean
was_left_so (PostilDatabase *self)
{
  g_autofree char *path = postil_database_dup_path (self, SEEN_NAME);
  g_autofree char *seen = NULL;
  g_autofree char *now = describe_notes (self);

  return g_file_get_contents (path, &seen, NULL, NULL) && strcmp (seen, now) == 0;
}

/* Full when reading it found damage, quick after a crash or when somebody else wrote to it, else none. */
static gboolean
check_notes (PostilDatabase *self, GError **error)
{
  g_autofree char *doubt = postil_database_dup_path (self, doubt_names[POSTIL_DATABASE_NOTES]);

  if (!self->lock || !self->lock->alone)
    return TRUE;
  if (g_file_test (doubt, G_FILE_TEST_EXISTS))
    {
      if (!postil_backup_check (self->notes, "PRAGMA integrity_check (1)", error))
        return FALSE;
      g_unlink (doubt);
      return TRUE;
    }
  return (!self->lock->unclean && was_left_so (self)) || postil_backup_check (self->notes, "PRAGMA quick_check (1)", error);
}

static gboolean
open_sound_notes (PostilDatabase *self, GError **error)
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
  return self->notes && check_notes (self, error) && migrate_notes (self, &probe, error);
}

/* Damage that could not be mended now makes the notes read-only, so that nothing is written over what can still be saved. */
static gboolean
open_damaged_notes (PostilDatabase *self, const char *reason, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, NOTES_NAME);
  gint64 n_readable = 0;

  if (!open_notes_for_reading (self, path, error)
      || !postil_connection_get_number (self->notes, "SELECT count (*) FROM annotation WHERE seq < 0", &n_readable, error))
    {
      g_clear_pointer (&self->notes, postil_connection_free);
      return FALSE;
    }
  set_read_only (self, POSTIL_STORE_ERROR_DAMAGED,
                 g_strdup_printf (_ ("The notes can only be read: %s. The file is untouched"), reason));
  return TRUE;
}

/* Opens notes.db, made when it is not there. One that is damaged is put aside, and a new one made of what can be read of it and
 * of the newest copy. Errors: OPEN, FOREIGN, DAMAGED, BUSY, FULL, IO. */
gboolean
postil_database_open_notes (PostilDatabase *self, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, NOTES_NAME);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) failure = NULL;

  if (open_sound_notes (self, &reason))
    return TRUE;
  g_clear_pointer (&self->notes, postil_connection_free);
  if (!g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED)
      && !g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_FOREIGN))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (self->lock && self->lock->alone && is_writable (self->directory, path) && postil_recovery_run (self, &failure))
    return open_sound_notes (self, error);
  if (g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED)
      && open_damaged_notes (self, failure ? failure->message : reason->message, NULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
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
  g_autofree char *doubt = postil_database_dup_path (self, doubt_names[POSTIL_DATABASE_CACHE]);
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
  g_autofree char *doubt = postil_database_dup_path (self, doubt_names[POSTIL_DATABASE_CACHE]);

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

/* Remembers for the next start that a file wants a full check. */
void
postil_database_doubt (PostilDatabase *self, PostilDatabaseFile file)
{
  g_autofree char *doubt = postil_database_dup_path (self, doubt_names[file]);
  int descriptor = open (doubt, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (descriptor >= 0)
    close (descriptor);
  if (postil_database_get_connection (self, file))
    postil_database_get_connection (self, file)->damaged = FALSE;
}
