/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever has read an id finds the note: annotate --jsonl is killed at moments nobody chose, and every id it printed is there
 * afterwards. 50 times; 1,000 times in the slow suite (-m slow). */
#include "config.h"

#include "cli-client.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define TRIES_A_LIBRARY 50

typedef struct
{
  GSubprocess *process;
  GString *acknowledged; /* what it printed */
} Victim;

/* Reads until the deadline, kills, and reads what was printed before. */
static void
kill_after (Victim *victim, guint first, guint microseconds)
{
  int fd = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (g_subprocess_get_stdout_pipe (victim->process)));
  char buffer[4096];
  gssize n;

  /* The moment counts from an acknowledgement, so that tries are spent on commits and not on starting. */
  for (guint line = 0; line < first; line++)
    {
      n = read (fd, buffer, 33);
      g_assert_cmpint (n, ==, 33);
      g_string_append_len (victim->acknowledged, buffer, n);
    }
  g_usleep (microseconds);
  g_subprocess_send_signal (victim->process, SIGKILL);
  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (victim->acknowledged, buffer, n);
  g_assert_true (g_subprocess_wait (victim->process, NULL, NULL));
}

static guint
try_once (Cli *cli, GRand *rand, GHashTable *ids)
{
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, cli_get_program (), "--data-dir",
                          cli->library, "annotate", "--jsonl", NULL);
  g_autoptr (GString) acknowledged = g_string_new (NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  Victim victim = { process, acknowledged };
  g_auto (GStrv) printed = NULL;
  guint n = 0;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (lines, "{\"article\":1,\"range\":[%d,%d],\"note\":\"note %d\",\"tags\":[\"t\"]}\n", i % 20,
                            i % 20 + 5, i);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (process), lines->str, lines->len, NULL, NULL, NULL);
  kill_after (&victim, (guint) g_rand_int_range (rand, 0, 4), (guint) g_rand_int_range (rand, 500, 6500));
  printed = g_strsplit (acknowledged->str, "\n", -1);
  for (guint i = 0; printed[i] != NULL; i++)
    {
      if (strlen (printed[i]) != 32)
        continue;
      g_hash_table_add (ids, g_strdup (printed[i]));
      n++;
    }
  return n;
}

static void
check_all (Cli *cli, GHashTable *ids)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id = NULL;

  cli_run (cli, NULL, "notes", NULL);
  cli_assert_status (cli, 0);
  lines = g_strsplit (cli->output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strlen (lines[i]) > 32)
      {
        lines[i][32] = '\0';
        g_hash_table_add (found, lines[i]);
      }
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (found, id))
      g_error ("note %s was acknowledged and is gone", (const char *) id);
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
}

static void
test_kill (void)
{
  const guint n_tries = g_test_slow () ? 1000 : 50;
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_acknowledged = 0;

  for (guint done = 0; done < n_tries; done += TRIES_A_LIBRARY)
    {
      g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autofree char *path = NULL;
      Cli cli = { NULL };

      cli_set_up (&cli, NULL);
      path = cli_write (&cli, "story.txt", "A story\nA text with enough words in it to put a note on some of them.\n", -1);
      cli_run (&cli, NULL, "import", path, NULL);
      cli_assert_status (&cli, 0);
      for (guint i = 0; i < TRIES_A_LIBRARY; i++)
        n_acknowledged += try_once (&cli, rand, ids);
      check_all (&cli, ids);
      cli_tear_down (&cli, NULL);
    }
  g_test_message ("%u notes acknowledged in %u tries", n_acknowledged, n_tries);
  g_assert_cmpuint (n_acknowledged, >, n_tries);
}

int
main (int argc, char **argv)
{
  cli_init (&argc, &argv);
  g_test_add_func ("/cli/kill", test_kill);
  return g_test_run ();
}
