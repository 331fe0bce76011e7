/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was confirmed is there: after kill -9, with two programs at once, on a full disk, at the limit of a file's size. */
#include "config.h"

#include "library-fixture.h"

#include "postil-maintenance.h"
#include "postil-notes-table.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#define CYCLES 100
#define SLOW_CYCLES 1000
#define TWO_CYCLES 10
#define SLOW_TWO_CYCLES 10000

/* A writer under way; its confirmations come through a pipe, which keeps what it wrote when it is killed. */
typedef struct
{
  GPid pid;
  int output;
} Writer;

static void
start_writer (Writer *writer, const char *directory, const char *count, const char *limit)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "note-writer", NULL);
  const char *argv[] = { program, directory, count, limit, NULL };

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                            &writer->pid, NULL, &writer->output, NULL, &error);
  g_assert_no_error (error);
}

/* Reads to the end what it confirmed and waits for it; unfinished lines do not count. Returns its status as waitpid() gives it. */
static int
finish_writer (Writer *writer, GPtrArray *confirmed)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  char buffer[4096];
  gssize length;
  int status = 0;

  while ((length = read (writer->output, buffer, sizeof buffer)) > 0 || (length < 0 && errno == EINTR))
    if (length > 0)
      g_string_append_len (text, buffer, length);
  close (writer->output);
  g_assert_cmpint (waitpid (writer->pid, &status, 0), ==, writer->pid);
  g_spawn_close_pid (writer->pid);
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (strlen (lines[i]) == POSTIL_ID_STRING_SIZE - 1)
      g_ptr_array_add (confirmed, g_strdup (lines[i]));
  return status;
}

static void
assert_all_there (Library *library, GPtrArray *confirmed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  library_open (library);
  g_assert_false (postil_database_get_read_only (library->database));
  for (guint i = 0; i < confirmed->len; i++)
    {
      PostilId id;
      g_autoptr (PostilNote) note = NULL;

      g_assert_true (postil_id_from_string (g_ptr_array_index (confirmed, i), &id));
      note = postil_notes_get (library->database, &id, &error);
      g_assert_no_error (error);
    }
  findings = postil_maintenance_check (library->database, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  library_close (library);
}

static void
folder_set_up (Library *library, gconstpointer unused)
{
  library->directory = make_folder ();
}

/* Some writers are killed while they open, some in the middle of a commit. Each cycle also recovers what the one before left. */
static void
run_kills (Library *library, int n_cycles)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n_cycles; i++)
    {
      Writer writer;
      struct pollfd ready;

      start_writer (&writer, library->directory, "100000", NULL);
      ready = (struct pollfd){ writer.output, POLLIN, 0 };
      if (i % 4 != 0)
        g_assert_cmpint (poll (&ready, 1, 30000), ==, 1);
      g_usleep ((gulong) g_test_rand_int_range (0, 8000));
      kill (writer.pid, SIGKILL);
      g_assert_true (WIFSIGNALED (finish_writer (&writer, confirmed)));
      if (i % 25 == 24)
        assert_all_there (library, confirmed);
    }
  g_test_message ("%u notes confirmed in %d cycles", confirmed->len, n_cycles);
  g_assert_cmpuint (confirmed->len, >=, (guint) n_cycles / 4 * 3);
  assert_all_there (library, confirmed);
}

/* Both write to the same library when both are killed, at moments of their own; now and then only one is, and the other goes on. */
static void
run_two_writers_killed (Library *library, int n_cycles)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n_cycles; i++)
    {
      Writer writers[2];
      struct pollfd ready[2];

      for (int j = 0; j < 2; j++)
        start_writer (&writers[j], library->directory, i % 5 == j ? "3" : "100000", NULL);
      for (int j = 0; j < 2; j++)
        ready[j] = (struct pollfd){ writers[j].output, POLLIN, 0 };
      if (i % 4 != 0)
        g_assert_cmpint (poll (ready, 2, 60000), >=, 1);
      for (int j = 0; j < 2; j++)
        {
          g_usleep ((gulong) g_test_rand_int_range (0, 8000));
          if (i % 5 != j)
            kill (writers[j].pid, SIGKILL);
        }
      for (int j = 0; j < 2; j++)
        g_assert_true (finish_writer (&writers[j], confirmed) == 0 || i % 5 != j);
      if (i % 100 == 99)
        {
          assert_all_there (library, confirmed);
          g_ptr_array_set_size (confirmed, 0);
        }
    }
  assert_all_there (library, confirmed);
}

static void
test_two_writers_killed (Library *library, gconstpointer unused)
{
  run_two_writers_killed (library, TWO_CYCLES);
}

/* A library of its own for each hundred, since looking at all notes takes longer the more there are. */
static void
test_two_writers_killed_often (Library *library, gconstpointer unused)
{
  for (int i = 0; i < SLOW_TWO_CYCLES; i += 100)
    {
      Library fresh = { make_folder (), NULL };

      run_two_writers_killed (&fresh, 100);
      g_test_message ("%d cycles", i + 100);
      remove_folder (fresh.directory);
      g_free (fresh.directory);
    }
}

static void
test_killed (Library *library, gconstpointer unused)
{
  run_kills (library, CYCLES);
}

static void
test_killed_often (Library *library, gconstpointer unused)
{
  run_kills (library, SLOW_CYCLES);
}

static void
test_two_writers (Library *library, gconstpointer count)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);
  Writer writers[2];
  int statuses[2];

  for (int i = 0; i < 2; i++)
    start_writer (&writers[i], library->directory, count, NULL);
  for (int i = 0; i < 2; i++)
    statuses[i] = finish_writer (&writers[i], confirmed);
  g_assert_cmpint (statuses[0], ==, 0);
  g_assert_cmpint (statuses[1], ==, 0);
  g_assert_cmpint ((int) confirmed->len, ==, 2 * atoi (count));
  assert_all_there (library, confirmed);
}

/* Copies as a program that synchronises folders takes them, without asking, while notes are written: each opens, sound and with
 * everything confirmed well before, and the library is none the worse for it. */
static void
test_copied_while_writing (Library *library, gconstpointer unused)
{
  const int n_copies = g_test_slow () ? 1000 : 25;
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = library_path (library, "notes.db");
  Library copy = { make_folder (), NULL };
  g_autofree char *to = library_path (&copy, "notes.db");
  struct pollfd ready;
  Writer writer;

  start_writer (&writer, library->directory, "100000", NULL);
  ready = (struct pollfd){ writer.output, POLLIN, 0 };
  g_assert_cmpint (poll (&ready, 1, 30000), ==, 1);
  for (int i = 0; i < n_copies; i++)
    {
      g_autofree char *bytes = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      remove_folder (copy.directory);
      g_assert_cmpint (g_mkdir (copy.directory, 0700), ==, 0);
      g_assert_true (g_file_set_contents_full (to, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      library_open (&copy);
      g_assert_false (postil_database_get_read_only (copy.database));
      g_assert_cmpint (ask_number (copy.database->notes, "SELECT count (*) FROM pragma_quick_check WHERE quick_check <> 'ok'"),
                       ==, 0);
      g_assert_cmpint (ask_number (copy.database->notes, "SELECT count (*) FROM annotation"), >=, 1);
      library_close (&copy);
    }
  kill (writer.pid, SIGKILL);
  finish_writer (&writer, confirmed);
  assert_all_there (library, confirmed);
  remove_folder (copy.directory);
  g_free (copy.directory);
}

/* Reaching a limit is an error with its cause; what was confirmed stays, and afterwards writing goes on. */
static void
assert_full_then_well (Library *library, const char *limit)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);
  Writer writer;
  int status;

  start_writer (&writer, library->directory, "100000", limit);
  status = finish_writer (&writer, confirmed);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 10 + POSTIL_STORE_ERROR_FULL);
  g_assert_cmpuint (confirmed->len, >, 0);
  if (limit)
    assert_all_there (library, confirmed);
}

static void
test_file_size (Library *library, gconstpointer unused)
{
  Writer writer;
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);

  assert_full_then_well (library, "262144");
  start_writer (&writer, library->directory, "5", NULL);
  g_assert_cmpint (finish_writer (&writer, confirmed), ==, 0);
  g_assert_cmpuint (confirmed->len, ==, 5);
  assert_all_there (library, confirmed);
}

static void
test_full_disk (Library *library, gconstpointer unused)
{
  g_autoptr (GPtrArray) confirmed = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *filler = library_path (library, "filler");
  g_autofree char *zeros = g_malloc0 (256 * 1024);
  Writer writer;

  if (geteuid () != 0 || mount ("tmpfs", library->directory, "tmpfs", 0, "size=1m,nr_inodes=64,mode=0700") != 0)
    {
      g_test_skip ("no tmpfs can be mounted here");
      return;
    }
  g_assert_true (g_file_set_contents (filler, zeros, 256 * 1024, NULL));
  assert_full_then_well (library, NULL);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  start_writer (&writer, library->directory, "5", NULL);
  g_assert_cmpint (finish_writer (&writer, confirmed), ==, 0);
  assert_all_there (library, confirmed);
  g_assert_cmpint (umount (library->directory), ==, 0);
}

/* The same handle goes on after a failure, once there is room again. */
static void
test_room_again (Library *library, gconstpointer unused)
{
  g_autofree char *filler = library_path (library, "filler");
  g_autofree char *zeros = g_malloc0 (1024 * 1024);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) refused = make_note ("k1", "passage", "refused", NULL);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (PostilNote) again = NULL;

  if (geteuid () != 0 || mount ("tmpfs", library->directory, "tmpfs", 0, "size=1m,nr_inodes=64,mode=0700") != 0)
    {
      g_test_skip ("no tmpfs can be mounted here");
      return;
    }
  library_open (library);
  stored = put_note (library->database, "k1", "passage", "first");
  for (gssize size = 1024 * 1024; size > 2048; size /= 2)
    {
      g_autofree char *more = g_strdup_printf ("%s%" G_GSSIZE_FORMAT, filler, size);

      while (g_file_set_contents_full (more, zeros, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL) && size > 4096)
        size /= 2;
    }
  do
    {
      g_clear_pointer (&again, postil_note_unref);
      g_assert_true (postil_id_new_random (&refused->id, NULL));
      again = postil_notes_insert (library->database, refused, NULL, &error);
  } while (again);
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_FULL);
  g_clear_error (&error);
  postil_database_end_job (library->database, FALSE);
  for (gssize size = 1024 * 1024; size > 1; size /= 2)
    {
      g_autofree char *more = g_strdup_printf ("%s%" G_GSSIZE_FORMAT, filler, size);

      g_unlink (more);
    }
  postil_database_begin_job (library->database, NULL);
  again = postil_notes_insert (library->database, refused, NULL, &error);
  g_assert_no_error (error);
  library_close (library);
  g_assert_cmpint (umount (library->directory), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                                                                \
  g_test_add ("/store/durability/" path, Library, data, folder_set_up, function, library_tear_down)
  if (g_test_slow ())
    {
      ADD ("killed-often", NULL, test_killed_often);
      ADD ("two-writers-killed-often", NULL, test_two_writers_killed_often);
      ADD ("copied-while-writing-often", NULL, test_copied_while_writing);
      ADD ("two-writers-long", "1000", test_two_writers);
      return g_test_run ();
    }
  ADD ("killed", NULL, test_killed);
  ADD ("two-writers", "40", test_two_writers);
  ADD ("two-writers-killed", NULL, test_two_writers_killed);
  ADD ("copied-while-writing", NULL, test_copied_while_writing);
  ADD ("file-size", NULL, test_file_size);
  ADD ("full-disk", NULL, test_full_disk);
  ADD ("room-again", NULL, test_room_again);
  return g_test_run ();
}
