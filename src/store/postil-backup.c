/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of notes.db: complete, checked, on the disk, and only then under their name. A damaged source is never copied over
 * good copies, and nothing is thinned out unless the copy just made is sound. */
#include "config.h"

#include "postil-maintenance.h"

#include "postil-database-private.h"
#include "postil-notes-private.h"
#include "postil-salvage-private.h"
#include "postil-time.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINES_NAME "notes.jsonl" /* all notes once more, in a form that needs no SQLite */
#define N_NEWEST 5               /* never thinned out, whatever the clock says */
#define N_DAILY 12
#define N_WEEKLY 10
#define N_MONTHLY 9
#define MAX_KEPT 1000 /* copies of one kind that are never thinned out */
#define DAY G_GINT64_CONSTANT (86400000000)
#define PREFIX "notes-"
#define SUFFIX ".db"
#define STAMP_LENGTH 15 /* 20261120-190353 */

static const char vacuum_into[] = "VACUUM INTO ?1";
static const char newest_change[] = "SELECT max (coalesce ((SELECT max (changed) FROM annotation), 0), "
                                    "coalesce ((SELECT max (at) FROM history), 0))";

/* One line of what a check answered, which may be many under a heading. */
char *
postil_backup_describe (const char *answer)
{
  const char *line = g_str_has_prefix (answer, "***") && strchr (answer, '\n') ? strchr (answer, '\n') + 1 : answer;

  return g_strndup (line, strcspn (line, "\n"));
}

/* Fails with POSTIL_STORE_ERROR_DAMAGED and the first finding unless the pragma answers “ok”. pragma: a constant */
gboolean
postil_backup_check (PostilConnection *connection, const char *pragma, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autofree char *finding = NULL;

  if (!postil_query_init (&query, connection, pragma, error) || postil_query_step (&query, error) < 0)
    return FALSE;
  if (g_strcmp0 (postil_query_text (&query, 0), "ok") == 0)
    return TRUE;
  connection->damaged = TRUE;
  finding = postil_backup_describe (postil_query_text (&query, 0));
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED, "%s: %s", connection->path, finding);
  return FALSE;
}

static gboolean
set_io_error (const char *path, GError **error)
{
  int cause = errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? POSTIL_STORE_ERROR_FULL : POSTIL_STORE_ERROR_IO;

  g_set_error (error, POSTIL_STORE_ERROR, cause, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int descriptor = open (path, flags | O_RDONLY | O_CLOEXEC);
  int result;

  if (descriptor < 0)
    return set_io_error (path, error);
  result = fsync (descriptor);
  if (result != 0)
    set_io_error (path, error);
  close (descriptor);
  return result == 0;
}

/* VACUUM INTO takes an empty file that exists, which so has the access rights we want. */
static gboolean
write_copy (PostilConnection *notes, const char *path, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int descriptor = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (descriptor < 0)
    return set_io_error (path, error);
  close (descriptor);
  if (!postil_query_init (&query, notes, vacuum_into, error))
    return FALSE;
  postil_query_bind (&query, "s", path);
  return postil_query_run (&query, error);
}

static gboolean
check_copy (const char *path, GError **error)
{
  g_autoptr (PostilConnection) copy = postil_connection_open (path, POSTIL_CONNECTION_COPY, error);

  return copy && postil_backup_check (copy, "PRAGMA integrity_check", error);
}

/* Checks a file that was just written from end to end, and has it on the disk when it answers TRUE. */
gboolean
postil_backup_seal (const char *path, GError **error)
{
  return check_copy (path, error) && sync_path (path, 0, error);
}

gboolean
postil_backup_sync_folder (const char *path, GError **error)
{
  return sync_path (path, O_DIRECTORY, error);
}

/* Writes a checked copy under path, which it replaces only when all went well. */
gboolean
postil_backup_copy (PostilConnection *notes, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.%ld.part", path, (long) getpid ());
  g_autofree char *folder = g_path_get_dirname (path);

  if (notes->depth > 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY, "%s: no copy is made in the middle of a change",
                   notes->name);
      return FALSE;
    }
  if (!postil_backup_check (notes, "PRAGMA quick_check", error))
    return FALSE;
  if (!write_copy (notes, part, error) || !postil_backup_seal (part, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_rename (part, path) != 0)
    {
      set_io_error (path, error);
      g_unlink (part);
      return FALSE;
    }
  return sync_path (folder, O_DIRECTORY, error);
}

/* --- the library's own folder of copies --------------------------------------------------------------------------------- */

static gboolean
is_dated_copy (const char *name)
{
  const char *stamp = name + strlen (PREFIX);

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) || strlen (stamp) < STAMP_LENGTH + strlen (SUFFIX))
    return FALSE;
  for (int i = 0; i < STAMP_LENGTH; i++)
    if (i == 8 ? stamp[i] != '-' : !g_ascii_isdigit (stamp[i]))
      return FALSE;
  return TRUE;
}

/* Of one second the one with the higher number is newer; the first has none. */
static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a + strlen (PREFIX);
  const char *second = *(const char *const *) b + strlen (PREFIX);
  int order = strncmp (second, first, STAMP_LENGTH);
  gint64 number = g_ascii_strtoll (first + STAMP_LENGTH, NULL, 10);
  gint64 other = g_ascii_strtoll (second + STAMP_LENGTH, NULL, 10);

  /* "-2" reads as a negative number. */
  return order != 0 ? order : number < other ? -1 : number > other;
}

/* (element-type filename) names of the dated copies, newest first */
GPtrArray *
postil_backup_list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries && (name = g_dir_read_name (entries)))
    if (is_dated_copy (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_newest_first);
  return names;
}

static PostilDay
day_of_copy (const char *name)
{
  int stamp = (int) g_ascii_strtoll (name + strlen (PREFIX), NULL, 10);

  return (PostilDay){ stamp / 10000, stamp / 100 % 100, stamp % 100 };
}

/* Keeps the newest copy of each of the last n_periods periods that have one. period: grows with time */
typedef struct
{
  gint64 last;
  int n_left;
} Keeper;

static gboolean
keeper_takes (Keeper *keeper, gint64 period)
{
  if (keeper->n_left == 0 || period == keeper->last)
    return FALSE;
  keeper->last = period;
  keeper->n_left--;
  return TRUE;
}

/* names: newest first; made: the copy just made, which stays even when the clock went back */
static void
thin_out (const char *folder, GPtrArray *names, const char *made)
{
  Keeper daily = { G_MININT64, N_DAILY };
  Keeper weekly = { G_MININT64, N_WEEKLY };
  Keeper monthly = { G_MININT64, N_MONTHLY };

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      PostilDay day = day_of_copy (name);
      gint64 number = postil_day_is_valid (day) ? postil_day_to_number (day) : 0;
      gboolean of_day = keeper_takes (&daily, number);
      gboolean of_week = keeper_takes (&weekly, number - postil_day_of_week (day));
      gboolean of_month = keeper_takes (&monthly, day.year * 12 + day.month);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (i >= N_NEWEST && !of_day && !of_week && !of_month && strcmp (path, made) != 0 && g_unlink (path) != 0)
        g_message ("%s: an old copy stays: %s", path, g_strerror (errno));
    }
}

/* The name for a copy made now; one second may see several. */
static char *
next_name (const char *folder, gint64 now)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *stamp = time ? g_date_time_format (time, "%Y%m%d-%H%M%S") : g_strdup ("00010101-000000");

  for (int i = 1;; i++)
    {
      g_autofree char *name
          = i == 1 ? g_strconcat (PREFIX, stamp, SUFFIX, NULL) : g_strdup_printf (PREFIX "%s-%d" SUFFIX, stamp, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

static char *
back_up_in_folder (PostilDatabase *database, gint64 now, GError **error)
{
  g_autofree char *folder = postil_database_dup_path (database, "backups");
  g_autofree char *path = NULL;
  g_autofree char *lines = NULL;
  g_autoptr (GPtrArray) names = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_io_error (folder, error);
      return NULL;
    }
  path = next_name (folder, now);
  if (!postil_backup_copy (database->notes, path, error))
    return NULL;
  lines = g_build_filename (folder, LINES_NAME, NULL);
  if (!postil_notes_write_lines (database->notes, lines, error))
    return NULL;
  names = postil_backup_list_names (folder);
  thin_out (folder, names, path);
  return g_steal_pointer (&path);
}

/* A checked copy that is never thinned out, called for what it was made before: notes-KIND-1.db. path (out) (optional): its
 * place */
gboolean
postil_backup_keep (PostilDatabase *self, const char *kind, char **path, GError **error)
{
  g_autofree char *folder = postil_database_dup_path (self, "backups");

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_io_error (folder, error);
  for (int i = 1; i < MAX_KEPT; i++)
    {
      g_autofree char *name = g_strdup_printf (PREFIX "%s-%d" SUFFIX, kind, i);
      g_autofree char *place = g_build_filename (folder, name, NULL);

      if (g_file_test (place, G_FILE_TEST_EXISTS))
        continue;
      if (!postil_backup_copy (self->notes, place, error))
        return FALSE;
      if (path)
        *path = g_steal_pointer (&place);
      return TRUE;
    }
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, _ ("%s: full of copies that are kept for ever"), folder);
  return FALSE;
}

/**
 * postil_maintenance_backup:
 * @database: both connections
 * @path: (nullable) (type filename): where to, replaced when it exists; %NULL for the next name in the library's own folder
 * @now: the time, µs since the epoch, UTC
 * @error: return location
 *
 * Makes a copy of notes.db that is complete, checked and on the disk, and thins out the older ones in the library's folder.
 *
 * Errors: `POSTIL_STORE_ERROR_DAMAGED` when the source or the copy is not sound, `_FULL`, `_IO`; older copies are then as before.
 *
 * Thread: database.
 *
 * Returns: (transfer full) (type filename): where the copy is
 */
char *
postil_maintenance_backup (PostilDatabase *database, const char *path, gint64 now, GError **error)
{
  g_autofree char *absolute = NULL;

  postil_database_assert_thread (database);
  if (!path)
    return back_up_in_folder (database, now, error);
  absolute = g_canonicalize_filename (path, NULL);
  if (g_str_has_prefix (absolute, database->directory)
      && (g_str_has_suffix (absolute, "/notes.db") || g_str_has_suffix (absolute, "/cache.db")))
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT, _ ("%s: a library cannot be its own copy"),
                   absolute);
      return NULL;
    }
  return postil_backup_copy (database->notes, absolute, error) ? g_steal_pointer (&absolute) : NULL;
}

/* The time of the newest dated copy, or unknown. */
static gint64
time_of_newest (const char *folder)
{
  g_autoptr (GPtrArray) names = postil_backup_list_names (folder);
  PostilDay day;
  int clock;

  if (names->len == 0)
    return POSTIL_TIME_UNKNOWN;
  day = day_of_copy (g_ptr_array_index (names, 0));
  if (!postil_day_is_valid (day))
    return POSTIL_TIME_UNKNOWN;
  clock = (int) g_ascii_strtoll ((const char *) g_ptr_array_index (names, 0) + strlen (PREFIX) + 9, NULL, 10);
  return postil_time_from_day (day)
         + ((clock / 10000) * G_GINT64_CONSTANT (3600) + (clock / 100 % 100) * 60 + clock % 100) * G_USEC_PER_SEC;
}

/**
 * postil_maintenance_backup_if_due:
 * @database: both connections
 * @now: the time, µs since the epoch, UTC
 * @path: (out) (optional) (nullable) (transfer full) (type filename): where the copy is, %NULL when none was due
 * @error: return location
 *
 * Makes a copy when the newest is a day old, or of a later time than @now, and notes changed after it.
 *
 * Errors: as postil_maintenance_backup(). Thread: database.
 *
 * Returns: %FALSE when a copy was due and could not be made
 */
gboolean
postil_maintenance_backup_if_due (PostilDatabase *database, gint64 now, char **path, GError **error)
{
  g_autofree char *folder = postil_database_dup_path (database, "backups");
  g_autofree char *made = NULL;
  gint64 newest = time_of_newest (folder);
  gint64 changed = 0;

  postil_database_assert_thread (database);
  if (path)
    *path = NULL;
  if (!postil_connection_get_number (database->notes, newest_change, &changed, error))
    return FALSE;
  if (changed == 0 || (newest != POSTIL_TIME_UNKNOWN && (changed <= newest || (newest <= now && now - newest < DAY))))
    return TRUE;
  made = back_up_in_folder (database, now, error);
  if (!made)
    return FALSE;
  if (path)
    *path = g_steal_pointer (&made);
  return TRUE;
}

/* --- what copies there are ---------------------------------------------------------------------------------------------- */

/**
 * postil_backup_copy_free:
 * @copy: (nullable) (transfer full): a copy
 *
 * Frees it. Thread: any.
 */
void
postil_backup_copy_free (PostilBackupCopy *copy)
{
  if (!copy)
    return;
  g_free (copy->path);
  g_free (copy);
}

static void
count_cb (const PostilRecord *record, gpointer data)
{
  (*(guint *) data)++;
}

/* (nullable): NULL when it is no copy of notes */
static PostilBackupCopy *
look_at_copy (const char *path)
{
  g_autoptr (PostilSource) source = postil_source_open (path, NULL);
  PostilBackupCopy *copy;
  struct stat status;

  if (!source || !source->ours || stat (path, &status) != 0)
    return NULL;
  copy = g_new0 (PostilBackupCopy, 1);
  copy->path = g_strdup (path);
  copy->time = status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
  copy->size = status.st_size;
  copy->whole = postil_source_is_complete (source);
  postil_source_read (source, POSTIL_PRECIOUS_ANNOTATION, count_cb, &copy->n_notes);
  return copy;
}

static int
compare_copies (gconstpointer a, gconstpointer b)
{
  const PostilBackupCopy *first = *(const PostilBackupCopy *const *) a;
  const PostilBackupCopy *second = *(const PostilBackupCopy *const *) b;

  return first->time > second->time ? -1 : first->time < second->time;
}

/**
 * postil_maintenance_list_backups:
 * @database: both connections
 * @error: return location
 *
 * Lists the copies in the library's own folder, the daily ones and those that are kept for ever. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilBackupCopy): newest first
 */
GPtrArray *
postil_maintenance_list_backups (PostilDatabase *database, GError **error)
{
  g_autofree char *folder = postil_database_dup_path (database, "backups");
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_backup_copy_free);
  const char *name;

  postil_database_assert_thread (database);
  while (entries && (name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      PostilBackupCopy *copy = g_str_has_suffix (name, SUFFIX) ? look_at_copy (path) : NULL;

      if (copy)
        g_ptr_array_add (copies, copy);
    }
  g_ptr_array_sort (copies, compare_copies);
  return copies;
}
