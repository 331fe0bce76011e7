/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged notes.db is put aside as it is, and a new one written from what can be read of it and from the newest copy that
 * is whole. A copy is restored the same way: its rows are read, never its file taken over. Nothing is deleted. */
#include "config.h"

#include "postil-salvage-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_NAME "notes.new"
#define MAX_ASIDE 1000
#define N_CANDIDATES 5 /* of the newest copies, among which the one that saw most changes is taken */

PostilRecovery *
postil_recovery_new (void)
{
  PostilRecovery *self = g_new0 (PostilRecovery, 1);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * postil_recovery_free:
 * @recovery: (nullable) (transfer full): a report
 *
 * Frees a report. Thread: any.
 */
void
postil_recovery_free (PostilRecovery *recovery)
{
  if (!recovery)
    return;
  g_free (recovery->aside);
  g_free (recovery->copy);
  g_ptr_array_unref (recovery->lines);
  g_free (recovery);
}

/**
 * postil_recovery_copy:
 * @recovery: a report
 *
 * Copies a report. Thread: any.
 *
 * Returns: (transfer full): the copy
 */
PostilRecovery *
postil_recovery_copy (const PostilRecovery *recovery)
{
  PostilRecovery *copy = g_memdup2 (recovery, sizeof *recovery);

  copy->aside = g_strdup (recovery->aside);
  copy->copy = g_strdup (recovery->copy);
  copy->lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < recovery->lines->len; i++)
    g_ptr_array_add (copy->lines, g_strdup (g_ptr_array_index (recovery->lines, i)));
  return copy;
}

static gboolean
set_failed (const char *path, GError **error)
{
  int cause = errno == ENOSPC || errno == EFBIG || errno == EDQUOT ? POSTIL_STORE_ERROR_FULL : POSTIL_STORE_ERROR_IO;

  g_set_error (error, POSTIL_STORE_ERROR, cause, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* --- putting aside ------------------------------------------------------------------------------------------------------ */

static gboolean
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL);
}

/* Gives the damaged file a second name, the first free one of the kind notes.damaged-1.db; where a file can have but one, a
 * copy. Its journal goes with it: beside a new file it would be played back into that. */
static gboolean
put_aside (PostilDatabase *self, const char *path, char **aside, GError **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  for (int i = 1; i < MAX_ASIDE; i++)
    {
      g_autofree char *name = g_strdup_printf ("notes.damaged-%d.db", i);
      g_autofree char *place = postil_database_dup_path (self, name);
      g_autofree char *journal_place = g_strconcat (place, "-journal", NULL);

      if (g_file_test (place, G_FILE_TEST_EXISTS) || g_file_test (journal_place, G_FILE_TEST_EXISTS))
        continue;
      if (link (path, place) != 0 && !copy_file (path, place))
        return set_failed (place, error);
      if (g_rename (journal, journal_place) != 0 && errno != ENOENT)
        return set_failed (journal, error);
      *aside = g_steal_pointer (&place);
      return postil_backup_sync_folder (self->directory, error);
    }
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, _ ("%s: too many files were moved aside already"), path);
  return FALSE;
}

static gboolean
put_in_place (PostilDatabase *self, const char *part, const char *path, GError **error)
{
  if (g_rename (part, path) != 0)
    return set_failed (path, error);
  return postil_backup_sync_folder (self->directory, error);
}

/* --- recovery ----------------------------------------------------------------------------------------------------------- */

/* Of the newest copies that can be read without a gap, the one that saw most: a clock may have been wrong. (nullable) */
static PostilSource *
open_best_copy (PostilDatabase *self)
{
  g_autofree char *folder = postil_database_dup_path (self, "backups");
  g_autoptr (GPtrArray) names = postil_backup_list_names (folder);
  g_autoptr (PostilSource) best = NULL;
  guint n_good = 0;

  for (guint i = 0; i < names->len && n_good < N_CANDIDATES; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr (PostilSource) source = postil_source_open (path, NULL);

      if (!source || !source->ours || !postil_source_is_complete (source))
        continue;
      n_good++;
      if (best && best->newest >= source->newest)
        continue;
      g_clear_pointer (&best, postil_source_free);
      best = g_steal_pointer (&source);
    }
  return g_steal_pointer (&best);
}

/* A file with another program's mark is ours only when the mark itself is damaged. */
static gboolean
is_worth_saving (const char *path, const PostilSource *source)
{
  g_autoptr (PostilConnection) connection = NULL;

  if (!source->ours)
    return FALSE;
  connection = postil_connection_open (path, POSTIL_CONNECTION_COPY, NULL);
  return !connection || !postil_backup_check (connection, "PRAGMA integrity_check (1)", NULL);
}

static void
write_lines (const PostilRecovery *report)
{
  g_autofree char *path = g_strconcat (report->aside, ".txt", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < report->lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (report->lines, i));
  if (text->len > 0 && !g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_message ("%s: the list of changed notes could not be written", path);
}

/* Makes a new notes.db in place of a damaged one. No connection to it may be open, and no other program have the library.
 * Errors: FOREIGN or DAMAGED when there is nothing of ours in it, those of writing; the file is then as it was. */
gboolean
postil_recovery_run (PostilDatabase *self, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, "notes.db");
  g_autofree char *part = postil_database_dup_path (self, PART_NAME);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_source_free);
  g_autoptr (PostilRecovery) report = postil_recovery_new ();
  PostilSource *source = postil_source_open (path, error);
  PostilSource *copy;

  if (!source)
    return FALSE;
  g_ptr_array_add (sources, source);
  if (!is_worth_saving (path, source))
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_FOREIGN, _ ("%s: no note can be found in it"), path);
      return FALSE;
    }
  copy = open_best_copy (self);
  if (copy)
    g_ptr_array_add (sources, copy);
  report->rows_lost = !copy && !postil_source_is_complete (source);
  if (!postil_salvage_write (sources, FALSE, part, report, error) || !put_aside (self, path, &report->aside, error)
      || !put_in_place (self, part, path, error))
    return FALSE;
  report->copy = copy ? g_strdup (copy->path) : NULL;
  write_lines (report);
  g_clear_pointer (&self->recovery, postil_recovery_free);
  self->recovery = g_steal_pointer (&report);
  return TRUE;
}

/* The same for a library that is open. It is open again afterwards, whatever came of it, as far as it can be read at all. */
gboolean
postil_recovery_run_open (PostilDatabase *self, GError **error)
{
  gboolean done;

  if (self->notes->depth > 0 || !self->lock)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_BUSY, "%s: cannot be mended now", self->notes->name);
      return FALSE;
    }
  if (!postil_lock_take_alone (self->lock, error))
    return FALSE;
  g_clear_pointer (&self->notes, postil_connection_free);
  self->read_only = FALSE;
  /* Opening finds what is there to be mended, with a full look. */
  postil_database_doubt (self, POSTIL_DATABASE_NOTES);
  done = postil_database_open_notes (self, error);
  self->state_pending = TRUE;
  if (done && self->read_only)
    g_set_error_literal (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED, self->read_only_reason);
  return postil_lock_share (self->lock, done ? error : NULL) && done && !self->read_only;
}

/**
 * postil_recovery_describe:
 * @recovery: a report of damage
 *
 * Tells the reader where the notes are from and what is missing. Thread: any.
 *
 * Returns: (transfer full): translated, without a full stop at the end
 */
char *
postil_recovery_describe (const PostilRecovery *recovery)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("The notes were damaged and have been saved: %u are there"), recovery->n_notes);
  if (recovery->n_from_backup > 0)
    g_string_append_printf (text, _ (", %u of them as the last backup has them"), recovery->n_from_backup);
  if (recovery->n_from_history > 0)
    g_string_append_printf (text, _ (", %u as they were before their last change"), recovery->n_from_history);
  if (recovery->n_lost > 0)
    g_string_append_printf (text, _ (", %u are lost"), recovery->n_lost);
  g_string_append_printf (text, _ (". The damaged file is kept as %s"), recovery->aside);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * postil_maintenance_get_recovery:
 * @database: both connections
 *
 * Tells what became of a damaged notes.db when this library was opened or mended. Thread: database.
 *
 * Returns: (transfer none) (nullable): the report; %NULL when nothing was damaged
 */
const PostilRecovery *
postil_maintenance_get_recovery (PostilDatabase *database)
{
  return database->recovery;
}

/* --- restoring ---------------------------------------------------------------------------------------------------------- */

/* A change under way in the file that is given would be half of it; nothing is guessed. */
static gboolean
is_finished (const char *path, GError **error)
{
  static const char *const suffixes[] = { "-journal", "-wal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);
      struct stat status;

      if (stat (beside, &status) != 0 || status.st_size == 0)
        continue;
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT,
                   _ ("%s: %s lies beside it, so it is not a finished copy; open it with the program that wrote it first"), path,
                   beside);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_live_file (PostilDatabase *self, const char *path, GError **error)
{
  struct stat status;

  if (stat (path, &status) != 0 || (guint64) status.st_dev != self->notes->device
      || (guint64) status.st_ino != self->notes->inode)
    return FALSE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT, _ ("%s: a library cannot be its own copy"), path);
  return TRUE;
}

static PostilSource *
open_copy (const char *path, GError **error)
{
  g_autoptr (PostilSource) source = is_finished (path, error) ? postil_source_open (path, error) : NULL;

  if (!source)
    return NULL;
  if (source->ours)
    return g_steal_pointer (&source);
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_FOREIGN, _ ("%s: no note can be found in it"), path);
  return NULL;
}

/* Puts the content of a finished file in place of notes.db's in one transaction, so that whoever else has the library open
 * goes on with the same file. */
static gboolean
replace_content (PostilDatabase *self, const char *part, GError **error)
{
  g_autoptr (PostilConnection) source = postil_connection_open (part, POSTIL_CONNECTION_COPY, error);
  sqlite3_backup *backup;
  int code;

  if (!source)
    return FALSE;
  postil_connection_release_statements (self->notes);
  backup = sqlite3_backup_init (self->notes->handle, "main", source->handle, "main");
  if (!backup)
    {
      postil_connection_set_error (self->notes, sqlite3_errcode (self->notes->handle), error);
      return FALSE;
    }
  code = sqlite3_backup_step (backup, -1);
  if (sqlite3_backup_finish (backup) == SQLITE_OK && code == SQLITE_DONE)
    return TRUE;
  postil_connection_set_error (self->notes, code, error);
  return FALSE;
}

/* Notes.db cannot be written to as it is: the new file takes its place. */
static gboolean
replace_file (PostilDatabase *self, const char *part, PostilRecovery *report, GError **error)
{
  g_autofree char *path = postil_database_dup_path (self, "notes.db");

  return put_aside (self, path, &report->aside, error) && put_in_place (self, part, path, error);
}

static PostilRecovery *
restore (PostilDatabase *self, GPtrArray *sources, gboolean merge, GError **error)
{
  g_autofree char *part = postil_database_dup_path (self, PART_NAME);
  g_autoptr (PostilRecovery) report = postil_recovery_new ();
  const PostilSource *copy = g_ptr_array_index (sources, sources->len - 1);
  gboolean done;

  if (!postil_salvage_write (sources, merge, part, report, error))
    return NULL;
  report->copy = g_strdup (copy->path);
  report->rows_lost = !postil_source_is_complete (copy);
  done = self->read_only ? replace_file (self, part, report, error) : replace_content (self, part, error);
  g_unlink (part);
  self->state_pending = TRUE;
  return done ? g_steal_pointer (&report) : NULL;
}

/**
 * postil_maintenance_restore:
 * @database: both connections
 * @path: (type filename): the copy; it may be of an older format, and what is damaged in it is left out
 * @merge: keep what the library has and only add what it lacks; of two states of a note the later one stays
 * @now: the time, µs since the epoch, UTC
 * @error: return location
 *
 * Makes notes.db what a copy is. A checked copy of what was there before is kept for ever, and its place told in aside. A library
 * that is damaged beyond reading is put aside, and has to be opened again.
 *
 * Errors: `POSTIL_STORE_ERROR_OPEN`, `_FOREIGN` when @path is no copy of notes, `_CONSTRAINT` when it is the library itself or
 * not a finished copy, `_NEWER` and `_READ_ONLY`, those of writing; the library is then as it was. Thread: database.
 *
 * Returns: (transfer full): what was restored
 */
PostilRecovery *
postil_maintenance_restore (PostilDatabase *database, const char *path, gboolean merge, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_source_free);
  g_autofree char *before = NULL;
  PostilRecovery *report;
  PostilSource *source;

  postil_database_assert_thread (database);
  if (database->read_only && database->read_only_cause != POSTIL_STORE_ERROR_DAMAGED)
    {
      g_set_error_literal (error, POSTIL_STORE_ERROR, (int) database->read_only_cause, database->read_only_reason);
      return NULL;
    }
  if (is_live_file (database, path, error))
    return NULL;
  source = open_copy (path, error);
  if (!source)
    return NULL;
  g_ptr_array_add (sources, source);
  if (!database->read_only && !postil_backup_keep (database, "before-restore", &before, error))
    return NULL;
  if (merge && before)
    {
      PostilSource *present = postil_source_open (before, error);

      if (!present)
        return NULL;
      g_ptr_array_insert (sources, 0, present);
    }
  report = restore (database, sources, merge, error);
  if (report && before)
    report->aside = g_steal_pointer (&before);
  return report;
}
