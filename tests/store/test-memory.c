/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every allocation of SQLite's fails once, and from each on until the end: what was confirmed is there, what failed said so. A
 * few hundred places; all of them in the slow suite (-m slow). */
#include "config.h"

#include "library-fixture.h"
#include "note-script.h"

#include "postil-maintenance.h"

#include <glib/gstdio.h>
#include <string.h>

#define STRIDE 401

static sqlite3_mem_methods real;
static gboolean armed;
static gboolean lasting;
static guint failing;
static guint n_allocations;

static gboolean
fails (void)
{
  if (!armed)
    return FALSE;
  n_allocations++;
  return n_allocations == failing || (lasting && n_allocations > failing);
}

static void *
failing_malloc (int size)
{
  return fails () ? NULL : real.xMalloc (size);
}

static void *
failing_realloc (void *memory, int size)
{
  return fails () ? NULL : real.xRealloc (memory, size);
}

static void
install (void)
{
  sqlite3_mem_methods methods;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real), ==, SQLITE_OK);
  methods = real;
  methods.xMalloc = failing_malloc;
  methods.xRealloc = failing_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
  /* Small pieces would come out of a store of their own and never fail. */
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0), ==, SQLITE_OK);
}

static guint
run_once (const char *template, Library *library, guint number, gboolean for_ever, guint *n_failed)
{
  g_autofree char *notes = g_build_filename (template, "notes.db", NULL);
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  PostilDatabase *database;
  NoteScript script;
  gsize size = 0;

  g_assert_true (g_file_get_contents (notes, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  note_script_init (&script);
  n_allocations = 0;
  failing = number;
  lasting = for_ever;
  armed = TRUE;
  database = postil_database_open (library->directory, &error);
  if (!database)
    g_assert_nonnull (error);
  for (guint i = 0; database && i < NOTE_SCRIPT_LENGTH; i++)
    {
      postil_database_begin_job (database, NULL);
      postil_database_end_job (database, note_script_run (&script, database, i));
    }
  g_clear_pointer (&database, postil_database_free);
  armed = FALSE;
  *n_failed += script.n_failed;
  library_open (library);
  if (!note_script_agrees (&script, library->database))
    g_error ("allocation %u failing%s: a note says what it may not", number, for_ever ? " for ever" : "");
  findings = postil_maintenance_check (library->database, FALSE, &error);
  g_assert_true (findings && findings->len == 0);
  g_assert_null (postil_maintenance_get_recovery (library->database));
  library_close (library);
  note_script_clear (&script);
  return n_allocations;
}

static void
test_every_allocation (Library *library, gconstpointer unused)
{
  Library template = { make_folder (), NULL };
  const guint stride = g_test_slow () ? 1 : STRIDE;
  guint n_all, n_runs = 0, n_failed = 0;

  library_open (&template);
  library_close (&template);
  library_close (library);
  n_all = run_once (template.directory, library, G_MAXUINT, FALSE, &n_failed);
  g_assert_cmpuint (n_failed, ==, 0);
  for (guint for_ever = 0; for_ever < 2; for_ever++)
    for (guint number = 1 + for_ever; number <= n_all; number += stride)
      {
        run_once (template.directory, library, number, for_ever != 0, &n_failed);
        n_runs++;
      }
  g_test_message ("%u allocations, %u runs with failures, %u deeds refused with a message", n_all, n_runs, n_failed);
  g_assert_cmpuint (n_failed, >, 0);
  remove_folder (template.directory);
  g_free (template.directory);
}

int
main (int argc, char *argv[])
{
  install ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/memory/every-allocation", Library, NULL, library_set_up, test_every_allocation, library_tear_down);
  return g_test_run ();
}
