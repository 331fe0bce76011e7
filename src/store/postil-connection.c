/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite file: opened with every setting read back, transactions that nest, and each cause of failure told apart. A write
 * that failed half way makes the connection suspect: it is opened afresh before the next one, never tried again on the same. */
#include "config.h"

#include "postil-connection-private.h"

#include "postil-matcher-private.h"
#include "postil-words-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_TOUCHED 4000                        /* rows that are remembered one by one */
#define BUSY_TIMEOUT G_GINT64_CONSTANT (5000000) /* µs */
#define LENGTH_LIMIT (64 * 1024 * 1024)
#define SQL_LIMIT (1024 * 1024)

/* A setting, and what asking for it must answer. */
typedef struct
{
  const char *set;
  const char *ask;
  const char *answer;
} Setting;

static const Setting common_settings[] = {
  { "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1" },
  { "PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", "1" },
  { "PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0" },
  { "PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1" },
  { "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2" },
};

static const Setting notes_settings[] = {
  { "PRAGMA journal_mode = TRUNCATE", "PRAGMA journal_mode", "truncate" },
  { "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2" },
  { "PRAGMA fullfsync = ON", "PRAGMA fullfsync", "1" },
  { "PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0" },
};

static const Setting cache_settings[] = {
  { "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal" },
  { "PRAGMA synchronous = NORMAL", "PRAGMA synchronous", "1" },
  { "PRAGMA cache_size = -16000", "PRAGMA cache_size", "-16000" },
  { "PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0" },
  { "PRAGMA journal_size_limit = 67108864", "PRAGMA journal_size_limit", "67108864" },
  /* Many articles at once write the same pages of the indexes again and again: 16 MiB gather them. */
  { "PRAGMA wal_autocheckpoint = 4000", "PRAGMA wal_autocheckpoint", "4000" },
};

static gboolean
is_full (int system_error)
{
  return system_error == ENOSPC || system_error == EFBIG || system_error == EDQUOT;
}

/* SQLite tells a full disk apart, but not a file at its limit or a used-up quota. What the system said is asked of each file,
 * since errno is often another by the time the statement has failed. */
static PostilStoreError
cause_of_io (sqlite3 *handle)
{
  static const int pointers[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };

  if (handle && is_full (sqlite3_system_errno (handle)))
    return POSTIL_STORE_ERROR_FULL;
  for (gsize i = 0; handle && i < G_N_ELEMENTS (pointers); i++)
    {
      sqlite3_file *file = NULL;
      int system_error = 0;

      if (sqlite3_file_control (handle, "main", pointers[i], &file) == SQLITE_OK && file && file->pMethods
          && file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &system_error) == SQLITE_OK && is_full (system_error))
        return POSTIL_STORE_ERROR_FULL;
    }
  return POSTIL_STORE_ERROR_IO;
}

static PostilStoreError
cause_of (sqlite3 *handle, int code)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return POSTIL_STORE_ERROR_BUSY;
    case SQLITE_FULL:
      return POSTIL_STORE_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return POSTIL_STORE_ERROR_DAMAGED;
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return POSTIL_STORE_ERROR_CONSTRAINT;
    case SQLITE_READONLY:
      return POSTIL_STORE_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return POSTIL_STORE_ERROR_OPEN;
    default:
      return cause_of_io (handle);
    }
}

/* Tells what code means for this file, and remembers whether the connection may still be trusted. */
void
postil_connection_set_error (PostilConnection *self, int code, GError **error)
{
  gboolean known = self->handle && (sqlite3_errcode (self->handle) & 0xff) == (code & 0xff);
  int extended = known ? sqlite3_extended_errcode (self->handle) : code;
  PostilStoreError cause = cause_of (self->handle, code);
  const char *reason = known ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: the work was cancelled", self->name);
      return;
    }
  if (cause == POSTIL_STORE_ERROR_IO || cause == POSTIL_STORE_ERROR_FULL || cause == POSTIL_STORE_ERROR_DAMAGED)
    self->suspect = self->mode != POSTIL_CONNECTION_CACHE_MEMORY;
  if (cause == POSTIL_STORE_ERROR_DAMAGED)
    self->damaged = TRUE;
  if (cause == POSTIL_STORE_ERROR_FULL)
    g_set_error (error, POSTIL_STORE_ERROR, (int) cause, _ ("%s: there is no room left on the disk"), self->name);
  else if (cause == POSTIL_STORE_ERROR_BUSY)
    g_set_error (error, POSTIL_STORE_ERROR, (int) cause, _ ("%s: another program holds the file"), self->name);
  else if (cause == POSTIL_STORE_ERROR_DAMAGED)
    g_set_error (error, POSTIL_STORE_ERROR, (int) cause, _ ("%s: the file is damaged (%s)"), self->name, reason);
  else
    g_set_error (error, POSTIL_STORE_ERROR, (int) cause, "%s: %s (%d)", self->name, reason, extended);
}

gboolean
postil_connection_exec (PostilConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  postil_connection_set_error (self, code, error);
  return FALSE;
}

/* Runs a statement of its own and hands back the first column of its first row, NULL when there is none. */
static gboolean
ask (PostilConnection *self, const char *sql, char **answer, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  *answer = NULL;
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      *answer = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      if (!*answer && sqlite3_column_type (statement, 0) != SQLITE_NULL)
        code = SQLITE_NOMEM;
    }
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    postil_connection_set_error (self, code, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
postil_connection_get_number (PostilConnection *self, const char *sql, gint64 *number, GError **error)
{
  g_autofree char *answer = NULL;

  if (!ask (self, sql, &answer, error))
    return FALSE;
  *number = answer ? g_ascii_strtoll (answer, NULL, 10) : 0;
  return TRUE;
}

static gboolean
apply_settings (PostilConnection *self, const Setting *settings, gsize n_settings, GError **error)
{
  for (gsize i = 0; i < n_settings; i++)
    {
      g_autofree char *answer = NULL;

      if (!postil_connection_exec (self, settings[i].set, error) || !ask (self, settings[i].ask, &answer, error))
        return FALSE;
      if (g_strcmp0 (answer, settings[i].answer) == 0)
        continue;
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: “%s” did not take: it is %s", self->name,
                   settings[i].set, answer ? answer : "not known");
      return FALSE;
    }
  return TRUE;
}

/* Another program writes. SQLite's own way of waiting sleeps longer each time, and so never comes to its turn beside a program
 * that writes one change after the other; this one asks again soon. */
static int
busy_cb (gpointer user_data, int n_tries)
{
  PostilConnection *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (n_tries == 0)
    self->busy_since = now;
  if (now - self->busy_since > BUSY_TIMEOUT)
    return 0;
  g_usleep (n_tries < 10 ? 200 : 1500);
  return 1;
}

static gboolean
configure_handle (PostilConnection *self, GError **error)
{
  static const struct
  {
    int option;
    int value;
  } switches[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 }, { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },        { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },   { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 }, { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      int now = -1;

      if (sqlite3_db_config (self->handle, switches[i].option, switches[i].value, &now) == SQLITE_OK && now == switches[i].value)
        continue;
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "%s: the switch %d cannot be set", self->name,
                   switches[i].option);
      return FALSE;
    }
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_handler (self->handle, busy_cb, self);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, LENGTH_LIMIT);
  sqlite3_limit (self->handle, SQLITE_LIMIT_SQL_LENGTH, SQL_LIMIT);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 2);
  return TRUE;
}

static gboolean
configure (PostilConnection *self, GError **error)
{
  if (!configure_handle (self, error) || !apply_settings (self, common_settings, G_N_ELEMENTS (common_settings), error))
    return FALSE;
  switch (self->mode)
    {
    case POSTIL_CONNECTION_NOTES:
      return apply_settings (self, notes_settings, G_N_ELEMENTS (notes_settings), error);
    case POSTIL_CONNECTION_CACHE:
      return apply_settings (self, cache_settings, G_N_ELEMENTS (cache_settings), error);
    case POSTIL_CONNECTION_CACHE_MEMORY:
    case POSTIL_CONNECTION_NOTES_READ:
    case POSTIL_CONNECTION_COPY:
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

/* A statement is told as it was written, without the values bound to it: those are the reader's own. */
static int
profiled_cb (unsigned kind, gpointer self, gpointer statement, gpointer nanoseconds)
{
  const gint64 *spent = nanoseconds;

  g_printerr ("postil sql %s %.3f ms %s\n", ((PostilConnection *) self)->name, (double) *spent / 1e6, sqlite3_sql (statement));
  return 0;
}

static void
trace (PostilConnection *self)
{
  static const GDebugKey keys[] = { { "sql", 1 } };

  if (g_parse_debug_string (g_getenv ("POSTIL_DEBUG"), keys, G_N_ELEMENTS (keys)) != 0)
    sqlite3_trace_v2 (self->handle, SQLITE_TRACE_PROFILE, profiled_cb, self);
}

/* Notes which articles or notes are written to; an analysis has the number of its article. */
static void
touched_cb (void *data, int operation, const char *database, const char *table, sqlite3_int64 row)
{
  PostilConnection *self = data;
  gint64 id = row;
  gboolean counts = self->mode == POSTIL_CONNECTION_NOTES ? strcmp (table, "annotation") == 0
                                                          : strcmp (table, "article") == 0 || strcmp (table, "analysis") == 0;

  if (!self->touched || !counts)
    return;
  if (self->touched->len < MOST_TOUCHED)
    g_array_append_val (self->touched, id);
  else
    g_clear_pointer (&self->touched, g_array_unref);
}

/* Takes what was written to since the last call; what was rolled back may be among it. NULL: the first call, or too much. */
GArray *
postil_connection_take_touched (PostilConnection *self)
{
  GArray *touched = g_steal_pointer (&self->touched);

  self->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  return touched;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
open_handle (PostilConnection *self, GError **error)
{
  gboolean read = self->mode == POSTIL_CONNECTION_NOTES_READ || self->mode == POSTIL_CONNECTION_COPY;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | (read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  struct stat status;
  int code = sqlite3_open_v2 (self->path, &self->handle, flags, NULL);

  if (code != SQLITE_OK)
    {
      postil_connection_set_error (self, code, error);
      return FALSE;
    }
  if (stat (self->path, &status) == 0)
    {
      self->device = status.st_dev;
      self->inode = status.st_ino;
    }
  trace (self);
  sqlite3_update_hook (self->handle, touched_cb, self);
  if (!configure (self, error))
    return FALSE;
  if (self->mode == POSTIL_CONNECTION_CACHE || self->mode == POSTIL_CONNECTION_CACHE_MEMORY)
    return postil_words_register (self, error) && postil_matcher_register (self, error);
  return self->mode == POSTIL_CONNECTION_COPY || postil_matcher_register (self, error);
}

/* Opens a file that exists; making it, with its access rights, is the caller's. path: absolute */
PostilConnection *
postil_connection_open (const char *path, PostilConnectionMode mode, GError **error)
{
  g_autoptr (PostilConnection) self = g_new0 (PostilConnection, 1);

  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  self->mode = mode;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  return open_handle (self, error) ? g_steal_pointer (&self) : NULL;
}

void
postil_connection_free (PostilConnection *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->handle && sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("%s: closed while a statement was in use", self->name);
  g_clear_pointer (&self->touched, g_array_unref);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

void
postil_connection_release_statements (PostilConnection *self)
{
  g_hash_table_remove_all (self->statements);
}

gboolean
postil_connection_reopen (PostilConnection *self, GError **error)
{
  g_assert (self->depth == 0);
  if (!postil_connection_is_same_file (self, error))
    return FALSE;
  postil_connection_release_statements (self);
  if (self->handle)
    sqlite3_close (self->handle);
  self->handle = NULL;
  self->suspect = FALSE;
  if (open_handle (self, error))
    return TRUE;
  self->suspect = TRUE;
  return FALSE;
}

/* FALSE when another file stands where ours did: what we would write could not be found again. */
gboolean
postil_connection_is_same_file (PostilConnection *self, GError **error)
{
  struct stat status;

  if (self->mode == POSTIL_CONNECTION_CACHE_MEMORY)
    return TRUE;
  if (stat (self->path, &status) == 0 && (guint64) status.st_dev == self->device && (guint64) status.st_ino == self->inode)
    return TRUE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO,
               "%s: the file was removed or replaced by another program; nothing is written to it", self->path);
  return FALSE;
}

/* FALSE when SQLite itself rolled the transaction back or a step of it failed. */
static gboolean
is_usable (PostilConnection *self, GError **error)
{
  if (!self->doomed && sqlite3_get_autocommit (self->handle) == 0)
    return TRUE;
  self->doomed = TRUE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, _ ("%s: an earlier step failed, so nothing of this is written"),
               self->name);
  return FALSE;
}

/* Begins a transaction that writes, or joins the one under way. Cache: without a savepoint, since each one would make the
 * full-text index write out what it has gathered. */
gboolean
postil_connection_begin (PostilConnection *self, GError **error)
{
  if (self->mode == POSTIL_CONNECTION_NOTES_READ)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_READ_ONLY, _ ("%s: opened for reading only"), self->name);
      return FALSE;
    }
  if (self->depth > 0)
    {
      if (!is_usable (self, error))
        return FALSE;
      if (self->mode == POSTIL_CONNECTION_NOTES && !postil_connection_exec (self, "SAVEPOINT nested", error))
        return FALSE;
      self->depth++;
      return TRUE;
    }
  if (self->suspect && !postil_connection_reopen (self, error))
    return FALSE;
  if (!postil_connection_is_same_file (self, error) || !postil_connection_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->depth = 1;
  self->doomed = FALSE;
  return TRUE;
}

/* On failure everything since the matching begin is undone. */
gboolean
postil_connection_commit (PostilConnection *self, GError **error)
{
  gboolean done;

  g_assert (self->depth > 0);
  if (!is_usable (self, error))
    {
      postil_connection_rollback (self);
      return FALSE;
    }
  if (self->depth > 1)
    done = self->mode != POSTIL_CONNECTION_NOTES || postil_connection_exec (self, "RELEASE nested", error);
  else
    done = postil_connection_is_same_file (self, error) && postil_connection_exec (self, "COMMIT", error);
  if (!done)
    {
      postil_connection_rollback (self);
      return FALSE;
    }
  self->depth--;
  return TRUE;
}

void
postil_connection_rollback (PostilConnection *self)
{
  gboolean open = sqlite3_get_autocommit (self->handle) == 0;

  g_assert (self->depth > 0);
  self->depth--;
  if (self->depth == 0)
    {
      /* What cannot even be rolled back is rolled back by the journal when the file is opened again. */
      if (open && sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
        self->suspect = TRUE;
      self->doomed = FALSE;
      return;
    }
  if (!open || self->mode != POSTIL_CONNECTION_NOTES
      || sqlite3_exec (self->handle, "ROLLBACK TO nested; RELEASE nested", NULL, NULL, NULL) != SQLITE_OK)
    self->doomed = TRUE;
}
