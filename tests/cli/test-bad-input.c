/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bad input gets an answer: a message that names the file and the cause, the right exit code, and nothing lost. */
#include "config.h"

#include "cli-client.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void
make_nothing (const char *path)
{
}

static void
make_empty (const char *path)
{
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
make_binary (const char *path)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 4096; i++)
    {
      guint8 byte = (guint8) g_rand_int_range (rand, 0, 256);

      g_byte_array_append (bytes, &byte, 1);
    }
  memcpy (bytes->data, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
make_nuls (const char *path)
{
  g_assert_true (g_file_set_contents (path, "text\0with\0nuls\0", 15, NULL));
}

static void
make_giant (const char *path)
{
  g_assert_true (g_file_set_contents (path, "begins like a text", -1, NULL));
  g_assert_cmpint (truncate (path, 200 * 1024 * 1024), ==, 0);
}

static void
make_unreadable (const char *path)
{
  g_assert_true (g_file_set_contents (path, "not for you", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
}

static void
make_folder (const char *path)
{
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
make_fifo (const char *path)
{
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
}

static void
make_loop (const char *path)
{
  g_assert_cmpint (symlink (path, path), ==, 0);
}

static void
make_deep (const char *path)
{
  g_autoptr (GString) page = g_string_new ("<!DOCTYPE html><html><body>");

  for (int i = 0; i < 300000; i++)
    g_string_append (page, "<div>");
  g_string_append (page, "deep");
  g_assert_true (g_file_set_contents (path, page->str, (gssize) page->len, NULL));
}

static const struct
{
  const char *name;
  void (*make) (const char *path);
  const char *cause; /* NULL: either an article or a message */
} bad_files[] = {
  { "missing.txt", make_nothing, "no such file" },
  { "empty.txt", make_empty, "empty" },
  { "binary.png", make_binary, "binary" },
  { "nuls.txt", make_nuls, "binary" },
  { "giant.txt", make_giant, "too large" },
  { "secret.txt", make_unreadable, "read" },
  { "folder", make_folder, "folder" },
  { "pipe", make_fifo, "pipe" },
  { "loop.txt", make_loop, "itself" },
  { "deep.html", make_deep, NULL },
};

static void
test_import (Cli *cli, gconstpointer unused)
{
  g_autofree char *good = cli_write (cli, "good.txt", "A good text that is an article of its own.\n", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = cli_path (cli, bad_files[i].name);

      if (bad_files[i].make == make_unreadable && geteuid () == 0)
        continue;
      bad_files[i].make (path);
      cli_run (cli, NULL, "import", path, NULL);
      g_test_message ("%s", cli->complaints);
      if (bad_files[i].cause == NULL && cli->status == 0)
        continue;
      cli_assert_status (cli, 1);
      cli_assert_contains (cli->complaints, bad_files[i].name);
      if (bad_files[i].cause != NULL)
        cli_assert_contains (cli->complaints, bad_files[i].cause);
      cli_run (cli, NULL, "import", path, good, NULL);
      cli_assert_status (cli, 3);
    }
  cli_run (cli, NULL, "articles", "good", NULL);
  g_assert_cmpuint (cli_count_lines (cli), ==, 1);
}

static void
test_extract (Cli *cli, gconstpointer unused)
{
  const char *const commands[] = { "extract", "readable", "parse-feed" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = cli_path (cli, bad_files[i].name);

      if (bad_files[i].make == make_unreadable && geteuid () == 0)
        continue;
      bad_files[i].make (path);
      for (gsize c = 0; c < G_N_ELEMENTS (commands); c++)
        {
          cli_run (cli, NULL, commands[c], path, NULL);
          if (bad_files[i].cause == NULL && cli->status == 0)
            continue;
          cli_assert_status (cli, 1);
          g_assert_cmpstr (cli->output, ==, "");
          cli_assert_contains (cli->complaints, path);
        }
    }
}

static void
test_encodings (Cli *cli, gconstpointer unused)
{
  const char *text
      = "Das Kabel kostet mehr\nDie Brücke über die Elbe wird für 2 Milliarden Euro geprüft, schätzt das Ministerium.\n";
  const char *const encodings[] = { "UTF-16LE", "UTF-16BE", "ISO-8859-1", "WINDOWS-1252", "UTF-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *marked = g_strconcat (i < 2 ? "\xef\xbb\xbf" : "", text, NULL);
      gsize length = 0;
      g_autofree char *bytes = g_convert (marked, -1, encodings[i], "UTF-8", NULL, &length, NULL);
      g_autofree char *name = g_strdup_printf ("%s.txt", encodings[i]);
      g_autofree char *path = cli_write (cli, name, bytes, (gssize) length);

      cli_run (cli, NULL, "readable", path, NULL);
      cli_assert_status (cli, 0);
      cli_assert_contains (cli->output, "Die Brücke über die Elbe wird für");
    }
}

/* A text in a language that the engine does not know is read, kept and searched; that it has no names is said. */
static void
test_unknown_language (Cli *cli, gconstpointer unused)
{
  const char *text = "კაბელი უფრო ძვირია\nმინისტრმა თქვა, რომ ზღვის კაბელი ორჯერ ძვირი დაჯდება, ვიდრე გასულ წელს.\n";
  g_autofree char *path = cli_write (cli, "georgian.txt", text, -1);

  cli_run (cli, NULL, "extract", path, NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->complaints, "georgian.txt: names are not analysed in this language");
  cli_run (cli, NULL, "import", path, NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "show", "1", NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->output, "მინისტრმა");
  cli_assert_contains (cli->complaints, "names are not analysed in this language");
  cli_run (cli, NULL, "search", "კაბელი", NULL);
  g_assert_cmpstr (cli->output, !=, "");
}

static void
test_no_samples (Cli *cli, gconstpointer unused)
{
  g_autofree char *data = g_strdup (g_getenv ("POSTIL_DATA_SRCDIR"));

  g_setenv ("POSTIL_DATA_SRCDIR", cli->root, TRUE);
  cli_run (cli, NULL, "import", "--samples", NULL);
  if (data != NULL)
    g_setenv ("POSTIL_DATA_SRCDIR", data, TRUE);
  else
    g_unsetenv ("POSTIL_DATA_SRCDIR");
  cli_assert_status (cli, 1);
  cli_assert_contains (cli->complaints, "sample articles");
}

/* --- libraries that are not ours to change --- */

static char *
hash_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
}

static void
test_newer (Cli *cli, gconstpointer unused)
{
  g_autofree char *good = cli_write (cli, "good.txt", "A good text that is an article of its own.\n", -1);
  g_autofree char *path = g_build_filename (cli->library, "notes.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  cli_run (cli, NULL, "import", good, NULL);
  cli_run (cli, NULL, "annotate", "1", "--range", "0:6", "--note", "zebra", NULL);
  cli_assert_status (cli, 0);
  /* The version a SQLite file was written by stands at byte 60 of its head, highest byte first. */
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memcpy (bytes + 60, "\x00\x01\x86\x9f", 4);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  before = hash_file (path);
  cli_run (cli, NULL, "annotate", "1", "--range", "0:6", NULL);
  cli_assert_status (cli, 4);
  cli_assert_contains (cli->complaints, "newer version");
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "import", good, NULL);
  cli_assert_status (cli, 4);
  cli_run (cli, NULL, "note", "delete", "0000", NULL);
  cli_assert_status (cli, 4);
  /* What can be read is read. */
  cli_run (cli, NULL, "notes", NULL);
  cli_assert_status (cli, 4);
  cli_assert_contains (cli->output, "zebra");
  after = hash_file (path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_foreign (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (cli->library, "notes.db", NULL);

  g_assert_cmpint (g_mkdir (cli->library, 0700), ==, 0);
  g_assert_true (g_file_set_contents (
      path, "this is my diary, not a database; it is longer than a head of one hundred bytes, to be sure of it.", -1, NULL));
  cli_run (cli, NULL, "notes", NULL);
  g_assert_cmpint (cli->status, !=, -1);
  g_assert_cmpstr (cli->complaints, !=, "");
  cli_run (cli, NULL, "import", "--samples", NULL);
  g_assert_cmpint (cli->status, >, 0);
}

/* --- the worker dies --- */

static void
test_no_worker (Cli *cli, gconstpointer unused)
{
  g_autofree char *good = cli_write (cli, "good.txt", "A good text that is an article of its own.\n", -1);
  g_autofree char *worker = g_strdup (g_getenv ("POSTIL_WORKER"));

  g_setenv ("POSTIL_WORKER", "/bin/false", TRUE);
  cli_run (cli, NULL, "import", good, NULL);
  g_setenv ("POSTIL_WORKER", worker, TRUE);
  cli_assert_status (cli, 1);
  cli_assert_contains (cli->complaints, "good.txt");
  cli_run (cli, NULL, "import", good, NULL);
  cli_assert_status (cli, 0);
}

/* The parent of a process, or "". */
static char *
get_parent (const char *process)
{
  g_autofree char *path = g_build_filename ("/proc", process, "stat", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;
  const char *rest;

  /* PID (NAME) STATE PARENT …, and the name may hold anything. */
  if (!g_file_get_contents (path, &text, NULL, NULL) || (rest = strrchr (text, ')')) == NULL)
    return g_strdup ("");
  fields = g_strsplit (rest, " ", 4);
  return g_strdup (g_strv_length (fields) > 2 ? fields[2] : "");
}

static GArray *
list_children (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  GArray *children = g_array_new (FALSE, FALSE, sizeof (int));
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *its_parent = g_ascii_isdigit (name[0]) ? get_parent (name) : NULL;
      int child = (int) g_ascii_strtoll (name, NULL, 10);

      if (g_strcmp0 (its_parent, parent) == 0)
        g_array_append_val (children, child);
    }
  return children;
}

/* What an import left waiting is analysed before it is asked for. */
static void
test_interrupted (Cli *cli, gconstpointer unused)
{
  g_autofree char *good = cli_write (cli, "good.txt", "Apple sold phones for $18.5 billion in China, it said on Monday.\n", -1);
  g_autoptr (GSubprocess) process = NULL;

  for (guint delay = 0; delay < 30; delay += 3)
    {
      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, cli_get_program (), "--data-dir", cli->library,
                                  "import", good, NULL);
      g_usleep (delay * 1000);
      g_subprocess_send_signal (process, SIGKILL);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_clear_object (&process);
      cli_run (cli, NULL, "articles", NULL);
      cli_assert_status (cli, 0);
      if (cli_count_lines (cli) == 0)
        continue;
      cli_run (cli, NULL, "figures", NULL);
      cli_assert_status (cli, 0);
      cli_assert_contains (cli->output, "$18.5 billion");
      cli_run (cli, NULL, "check", NULL);
      cli_assert_status (cli, 0);
    }
}

/* The worker is shot in the middle of a conversation; every line still has its answer. */
static void
test_killed_worker (Cli *cli, gconstpointer unused)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                                                      cli_get_program (), "extract", "--jsonl", NULL);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  guint n_killed = 0;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *line = g_strdup_printf ("{\"id\":%d,\"text\":\"Apple sold phones for $%d million.\"}\n", i, i + 1);
      g_autofree char *answer = NULL;
      g_autofree char *wanted = g_strdup_printf ("{\"id\":%d,\"entities\":", i);
      g_autoptr (GArray) children = NULL;

      g_assert_true (g_output_stream_write_all (input, line, strlen (line), NULL, NULL, NULL));
      answer = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_assert_true (g_str_has_prefix (answer, wanted));
      children = list_children (g_subprocess_get_identifier (process));
      for (guint c = 0; c < children->len; c++)
        n_killed += kill (g_array_index (children, int, c), SIGKILL) == 0;
    }
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_assert_cmpuint (n_killed, >=, 4);
}

/* --- the disk is full, the reader leaves --- */

static void
limit_file_size (gpointer data)
{
  const struct rlimit limit = { 256 * 1024, 256 * 1024 };

  setrlimit (RLIMIT_FSIZE, &limit);
}

static void
test_full_disk (Cli *cli, gconstpointer unused)
{
  g_autofree char *good = cli_write (cli, "good.txt", "A good text that is an article of its own.\n", -1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) complaints = NULL;
  g_autofree char *comment = g_strnfill (2000, 'x');
  g_auto (GStrv) ids = NULL;

  cli_run (cli, NULL, "import", good, NULL);
  for (int i = 0; i < 40; i++)
    g_string_append_printf (lines, "{\"article\":1,\"range\":[0,6],\"note\":\"%d %s\"}\n", i, comment);
  input = g_bytes_new (lines->str, lines->len);
  g_subprocess_launcher_set_child_setup (launcher, limit_file_size, NULL, NULL);
  process
      = g_subprocess_launcher_spawn (launcher, NULL, cli_get_program (), "--data-dir", cli->library, "annotate", "--jsonl", NULL);
  g_assert_true (g_subprocess_communicate (process, input, NULL, &out, &complaints, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), >, 0);
  g_assert_cmpuint (g_bytes_get_size (complaints), >, 0);
  ids = g_strsplit (g_bytes_get_data (out, NULL), "\n", -1);
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "notes", NULL);
  for (guint i = 0; ids[i] != NULL && strlen (ids[i]) == 32; i++)
    cli_assert_contains (cli->output, ids[i]);
}

static void
test_deaf (Cli *cli, gconstpointer unused)
{
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL,
                          cli_get_program (), "extract", "--jsonl", NULL);
  GOutputStream *input = g_subprocess_get_stdin_pipe (process);
  const char *line = "{\"id\":1,\"text\":\"Apple\"}\n";

  g_assert_true (g_input_stream_close (g_subprocess_get_stdout_pipe (process), NULL, NULL));
  g_assert_true (g_output_stream_write_all (input, line, strlen (line), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  /* It ends by itself, not by a signal. */
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
}

#define ADD(name, function) g_test_add ("/cli/bad-input/" name, Cli, NULL, cli_set_up, function, cli_tear_down)

int
main (int argc, char **argv)
{
  cli_init (&argc, &argv);
  ADD ("import", test_import);
  ADD ("extract", test_extract);
  ADD ("encodings", test_encodings);
  ADD ("unknown-language", test_unknown_language);
  ADD ("no-samples", test_no_samples);
  ADD ("newer", test_newer);
  ADD ("foreign", test_foreign);
  ADD ("no-worker", test_no_worker);
  ADD ("interrupted", test_interrupted);
  ADD ("killed-worker", test_killed_worker);
  ADD ("full-disk", test_full_disk);
  ADD ("deaf", test_deaf);
  return g_test_run ();
}
