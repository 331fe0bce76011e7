/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every call of the system fails once, and from each on for ever: what was confirmed is there, every failure comes with a
 * message, and the library opens again when the disk is well. A few hundred places; all of them in the slow suite (-m slow). */
#include "config.h"

#include "library-fixture.h"
#include "failing-calls.h"
#include "note-script.h"

#include "postil-maintenance.h"
#include "postil-notes-table.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define STRIDE 31

typedef struct
{
  int system_error;
  gboolean for_ever;
} Fault;

static const Fault faults[] = {
  { EIO, FALSE }, { EIO, TRUE }, { ENOSPC, FALSE }, { ENOSPC, TRUE }, { EINTR, FALSE }, { FAILING_CALLS_SHORT, FALSE },
};

static char *
make_fast_folder (void)
{
  g_autofree char *template = g_strdup ("/dev/shm/postil-faults-XXXXXX");
  const char *made = g_mkdtemp (template);

  return made ? g_strdup (made) : make_folder ();
}

/* The files of a library that was just begun. */
static void
lay_out (const char *template, const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (template, 0, NULL);
  const char *name;

  remove_folder (folder);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  while ((name = g_dir_read_name (entries)))
    {
      g_autofree char *from = g_build_filename (template, name, NULL);
      g_autofree char *to = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize size = 0;

      if (g_file_get_contents (from, &data, &size, NULL))
        g_assert_true (g_file_set_contents_full (to, data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

/* Opens, does everything, closes, as a program does on a disk that may fail. */
static void
use_library (const char *folder, NoteScript *script)
{
  g_autoptr (GError) error = NULL;
  PostilDatabase *database = postil_database_open (folder, &error);

  if (!database)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (strlen (error->message), >, 10);
      return;
    }
  for (guint i = 0; i < NOTE_SCRIPT_LENGTH; i++)
    {
      postil_database_begin_job (database, NULL);
      postil_database_end_job (database, note_script_run (script, database, i));
    }
  postil_database_free (database);
}

static void
assert_well (const char *folder, NoteScript *script, const Fault *fault, guint number)
{
  Library library = { (char *) folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  library_open (&library);
  if (!note_script_agrees (script, library.database))
    g_error ("call %u failing with %d%s: a note says what it may not", number, fault->system_error,
             fault->for_ever ? " for ever" : "");
  findings = postil_maintenance_check (library.database, FALSE, &error);
  g_assert_no_error (error);
  if (findings->len > 0)
    g_error ("call %u failing with %d%s: %s", number, fault->system_error, fault->for_ever ? " for ever" : "",
             (char *) g_ptr_array_index (findings, 0));
  g_assert_null (postil_maintenance_get_recovery (library.database));
  library_close (&library);
}

/* Returns how many calls there were; number 0: none fails. */
static guint
run_once (const char *template, const char *folder, const Fault *fault, guint number, guint *n_failed)
{
  NoteScript script;
  guint n_calls;

  lay_out (template, folder);
  note_script_init (&script);
  failing_calls_begin (number > 0 ? number : G_MAXUINT, fault->system_error, fault->for_ever);
  use_library (folder, &script);
  n_calls = failing_calls_end ();
  assert_well (folder, &script, fault, number);
  *n_failed += script.n_failed;
  note_script_clear (&script);
  return n_calls;
}

static void
test_every_call (void)
{
  Library library = { make_fast_folder (), NULL };
  g_autofree char *folder = make_fast_folder ();
  const guint stride = g_test_slow () ? 1 : STRIDE;
  guint n_calls, n_runs = 0, n_failed = 0, none = 0;

  library_open (&library);
  library_close (&library);
  n_calls = run_once (library.directory, folder, &faults[0], 0, &none);
  g_assert_cmpuint (none, ==, 0);
  g_assert_cmpuint (n_calls, >, 300);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint number = 1 + i; number <= n_calls; number += stride)
      {
        run_once (library.directory, folder, &faults[i], number, &n_failed);
        n_runs++;
      }
  g_test_message ("%u calls, %u runs with failures, %u deeds refused with a message", n_calls, n_runs, n_failed);
  g_assert_cmpuint (n_failed, >, 0);
  remove_folder (folder);
  remove_folder (library.directory);
  g_free (library.directory);
}

/* --- killed at a call --------------------------------------------------------------------------------------------------- */

/* What a program that is killed at a call had confirmed before; both see it. */
typedef struct
{
  guint n_confirmed;
  guint n_calls;
} Shared;

/* Runs the library in a process of its own, which dies at a call. Returns whether it died there. */
static gboolean
run_and_die (const char *folder, guint number, gboolean with_script, Shared *shared)
{
  pid_t child;
  int status = 0;

  shared->n_confirmed = 0;
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      PostilDatabase *database;
      NoteScript script;

      note_script_init (&script);
      failing_calls_begin (number, FAILING_CALLS_KILL, FALSE);
      database = postil_database_open (folder, &error);
      for (guint i = 0; database && with_script && i < NOTE_SCRIPT_LENGTH; i++)
        {
          postil_database_begin_job (database, NULL);
          if (!note_script_run (&script, database, i))
            _exit (3);
          postil_database_end_job (database, TRUE);
          shared->n_confirmed = i + 1;
        }
      g_clear_pointer (&database, postil_database_free);
      shared->n_calls = failing_calls_end ();
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) || (WIFEXITED (status) && WEXITSTATUS (status) == 0));
  return WIFSIGNALED (status);
}

static Shared *
make_shared (void)
{
  Shared *shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  g_assert_true (shared != MAP_FAILED);
  return shared;
}

static void
test_killed_at_every_call (void)
{
  const Fault fault = { FAILING_CALLS_KILL, FALSE };
  const guint stride = g_test_slow () ? 1 : 67;
  Library library = { make_fast_folder (), NULL };
  g_autofree char *folder = make_fast_folder ();
  Shared *shared = make_shared ();
  guint n_kills = 0;
  gboolean died = TRUE;

  library_open (&library);
  library_close (&library);
  for (guint number = 1; died; number += stride)
    {
      NoteScript script;

      lay_out (library.directory, folder);
      died = run_and_die (folder, number, TRUE, shared);
      n_kills += died;
      note_script_init (&script);
      for (guint i = 0; i < NOTE_SCRIPT_LENGTH && i <= shared->n_confirmed; i++)
        note_script_pretend (&script, i, i < shared->n_confirmed);
      assert_well (folder, &script, &fault, number);
      note_script_clear (&script);
    }
  g_test_message ("killed at %u calls", n_kills);
  munmap (shared, sizeof *shared);
  remove_folder (folder);
  remove_folder (library.directory);
  g_free (library.directory);
}

/* A step to the newest format is made or not made, never half, and the copy from before it is whole whenever it is there. */
static void
test_killed_migration (void)
{
  const guint stride = g_test_slow () ? 1 : 23;
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "store", "data", "notes-0001.db", NULL);
  g_autofree char *template = make_fast_folder ();
  g_autofree char *to = g_build_filename (template, "notes.db", NULL);
  g_autofree char *folder = make_fast_folder ();
  g_autofree char *bytes = NULL;
  Shared *shared = make_shared ();
  guint n_kills = 0;
  gboolean died = TRUE;
  gsize size = 0;

  g_assert_true (g_file_get_contents (fixture, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) size, NULL));
  for (guint number = 1; died; number += stride)
    {
      Library library = { folder, NULL };
      g_autofree char *path = g_build_filename (folder, "notes.db", NULL);
      g_autofree char *version = NULL;

      lay_out (template, folder);
      died = run_and_die (folder, number, FALSE, shared);
      n_kills += died;
      version = ask_file (path, "SELECT user_version || '/' || (SELECT count (*) FROM annotation) || '/' || "
                                "(SELECT count (*) FROM sqlite_schema WHERE name = 'snapshot') FROM pragma_user_version");
      if (g_strcmp0 (version, "1000/3/0") != 0 && !g_str_has_suffix (version, "/3/1"))
        g_error ("killed at call %u: %s", number, version);
      library_open (&library);
      g_assert_cmpint (ask_number (library.database->notes, "SELECT count (*) FROM annotation"), ==, 3);
      g_assert_null (postil_maintenance_get_recovery (library.database));
      library_close (&library);
    }
  g_test_message ("killed at %u calls", n_kills);
  g_assert_cmpuint (n_kills, >, 2);
  munmap (shared, sizeof *shared);
  remove_folder (folder);
  remove_folder (template);
}

/* Killed while damage is mended, as often as it takes: the damaged file is still there, and so is every note. */
static void
test_killed_recovery (void)
{
  const Fault fault = { FAILING_CALLS_KILL, FALSE };
  const guint stride = g_test_slow () ? 1 : 97;
  Library library = { make_fast_folder (), NULL };
  g_autofree char *folder = make_fast_folder ();
  g_autofree char *path = g_build_filename (library.directory, "notes.db", NULL);
  g_autofree char *copies = g_build_filename (library.directory, "backups", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *made = NULL;
  Shared *shared = make_shared ();
  NoteScript script;
  gboolean died = TRUE;
  guint n_kills = 0;
  gsize size = 0;

  note_script_init (&script);
  library_open (&library);
  for (guint i = 0; i < NOTE_SCRIPT_LENGTH; i++)
    g_assert_true (note_script_run (&script, library.database, i));
  made = postil_maintenance_backup (library.database, NULL, NOW, NULL);
  g_assert_nonnull (made);
  library_close (&library);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  memset (bytes, 0xa5, 12 * 1024);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  for (guint number = 1; died; number += stride)
    {
      g_autofree char *copies_there = g_build_filename (folder, "backups", NULL);
      g_autofree char *aside = g_build_filename (folder, "notes.damaged-1.db", NULL);
      g_autofree char *kept = NULL;
      Library mended = { folder, NULL };
      gsize kept_size = 0;

      lay_out (library.directory, folder);
      lay_out (copies, copies_there);
      died = run_and_die (folder, number, FALSE, shared);
      n_kills += died;
      library_open (&mended);
      library_close (&mended);
      assert_well (folder, &script, &fault, number);
      g_assert_true (g_file_get_contents (aside, &kept, &kept_size, NULL));
      g_assert_cmpmem (kept, kept_size, bytes, size);
    }
  g_test_message ("killed at %u calls", n_kills);
  g_assert_cmpuint (n_kills, >, 2);
  note_script_clear (&script);
  munmap (shared, sizeof *shared);
  remove_folder (folder);
  remove_folder (library.directory);
  g_free (library.directory);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* A lock that cannot be emptied is worth a warning, and here one is provoked. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/store/faults/every-call", test_every_call);
  g_test_add_func ("/store/faults/killed-at-every-call", test_killed_at_every_call);
  g_test_add_func ("/store/faults/killed-migration", test_killed_migration);
  g_test_add_func ("/store/faults/killed-recovery", test_killed_recovery);
  return g_test_run ();
}
