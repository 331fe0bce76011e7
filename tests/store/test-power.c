/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power goes at any moment of making, editing, tagging, deleting and bringing back notes: what was confirmed is there, what
 * was under way is there or not, and the file is sound; also when it goes again while the first loss is mended. 800 cuts;
 * 100,000 in the slow suite (-m slow). The same cuts lose notes where nothing is synced, so the disk is as bad as it claims. */
#include "config.h"

#include "library-fixture.h"
#include "note-script.h"
#include "power-disk.h"

#include "postil-notes-table.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define CUTS 800
#define SLOW_CUTS 100000
#define RECOVERY_CUTS 8 /* one in so many cuts is followed by a second one */

/* A script that was run once, and the disk it ran on. */
typedef struct
{
  char *folder; /* where images are laid out */
  PowerImage before;
  GArray *events;
} Run;

/* Where syncing costs nothing. */
static char *
make_fast_folder (void)
{
  g_autofree char *template = g_strdup ("/dev/shm/postil-power-XXXXXX");
  const char *made = g_mkdtemp (template);

  return made ? g_strdup (made) : make_folder ();
}

static void
run_set_up (Run *run, const char *pragma)
{
  Library library = { make_fast_folder (), NULL };
  NoteScript script;

  library_open (&library);
  if (pragma)
    g_assert_true (postil_connection_exec (library.database->notes, pragma, NULL));
  power_image_init (&run->before, library.directory);
  note_script_init (&script);
  run->events = power_disk_begin ();
  for (guint i = 0; i < NOTE_SCRIPT_LENGTH; i++)
    {
      g_assert_true (note_script_run (&script, library.database, i));
      power_disk_mark ();
    }
  power_disk_end ();
  g_assert_true (note_script_agrees (&script, library.database));
  note_script_clear (&script);
  library_close (&library);
  run->folder = library.directory;
}

static void
run_clear (Run *run)
{
  remove_folder (run->folder);
  g_free (run->folder);
  power_image_clear (&run->before);
  g_array_unref (run->events);
}

static guint
count_marks (const Run *run, guint n_events)
{
  guint n = 0;

  for (guint i = 0; i < n_events; i++)
    n += g_array_index (run->events, PowerEvent, i).kind == POWER_MARK;
  return n;
}

/* Opens what the cut left. Returns whether it is sound and says what it may. */
static gboolean
is_well (const Run *run, guint n_confirmed)
{
  g_autofree char *path = g_build_filename (run->folder, "notes.db", NULL);
  g_autoptr (GError) error = NULL;
  PostilDatabase database = { .thread = g_thread_self () };
  NoteScript script;
  gboolean well;

  database.notes = postil_connection_open (path, POSTIL_CONNECTION_NOTES, &error);
  well = database.notes && postil_backup_check (database.notes, "PRAGMA quick_check", &error);
  if (well)
    {
      note_script_init (&script);
      for (guint i = 0; i < NOTE_SCRIPT_LENGTH && i <= n_confirmed; i++)
        note_script_pretend (&script, i, i < n_confirmed);
      well = note_script_agrees (&script, &database);
      note_script_clear (&script);
    }
  g_clear_pointer (&database.notes, postil_connection_free);
  return well;
}

/* Power goes while what the first cut left is mended. */
static gboolean
cut_again (const Run *run, const PowerImage *left, guint n_confirmed, GRand *rand)
{
  g_autoptr (GArray) events = power_disk_begin ();
  PowerImage again;
  gboolean well = is_well (run, n_confirmed);

  power_disk_end ();
  if (!well)
    return FALSE;
  power_image_cut (left, events, (guint) g_rand_int_range (rand, 0, (gint32) events->len + 1), rand, &again);
  power_image_write (&again, run->folder);
  well = is_well (run, n_confirmed);
  power_image_clear (&again);
  return well;
}

/* Returns how many cuts lost something. */
static guint
run_cuts (const Run *run, guint n_cuts)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);
  guint n_bad = 0;

  for (guint i = 0; i < n_cuts; i++)
    {
      guint n_events = (guint) g_rand_int_range (rand, 0, (gint32) run->events->len + 1);
      guint n_confirmed = count_marks (run, n_events);
      PowerImage left;
      gboolean well;

      power_image_cut (&run->before, run->events, n_events, rand, &left);
      power_image_write (&left, run->folder);
      if (i % RECOVERY_CUTS == 0)
        well = cut_again (run, &left, n_confirmed, rand);
      else
        well = is_well (run, n_confirmed);
      n_bad += !well;
      power_image_clear (&left);
    }
  return n_bad;
}

static void
test_cuts (void)
{
  const guint n_cuts = g_test_slow () ? SLOW_CUTS : CUTS;
  Run run = { NULL };
  guint n_bad;

  run_set_up (&run, NULL);
  n_bad = run_cuts (&run, n_cuts);
  g_test_message ("%u cuts over %u events of %d actions: %u lost something", n_cuts, run.events->len, NOTE_SCRIPT_LENGTH, n_bad);
  g_assert_cmpuint (n_bad, ==, 0);
  run_clear (&run);
}

/* What the cuts are worth. */
static void
test_cuts_without_syncs (void)
{
  Run run = { NULL };
  guint n_bad;

  run_set_up (&run, "PRAGMA synchronous = OFF");
  n_bad = run_cuts (&run, 200);
  g_test_message ("%u of 200 cuts lost something", n_bad);
  g_assert_cmpuint (n_bad, >, 100);
  run_clear (&run);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  power_disk_install ();
  g_test_add_func ("/store/power/cuts", test_cuts);
  g_test_add_func ("/store/power/cuts-without-syncs", test_cuts_without_syncs);
  return g_test_run ();
}
