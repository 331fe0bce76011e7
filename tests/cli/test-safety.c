/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that were deleted, edited, damaged or overwritten come back, as somebody with nothing but the command line sees it. */
#include "config.h"

#include "cli-client.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
annotate (Cli *cli, const char *note)
{
  cli_run (cli, NULL, "annotate", "1", "--quote", "enough words", "--note", note, "--tag", "china/deals", NULL);
  cli_assert_status (cli, 0);
  return g_strndup (cli->output, 32);
}

static void
import_story (Cli *cli)
{
  g_autofree char *path
      = cli_write (cli, "story.txt", "A story\nA text with enough words in it to put a note on some of them.\n", -1);

  cli_run (cli, NULL, "import", path, NULL);
  cli_assert_status (cli, 0);
}

static char *
show (Cli *cli, const char *id)
{
  cli_run (cli, NULL, "--json", "note", "show", id, NULL);
  cli_assert_status (cli, 0);
  return g_strdup (cli->output);
}

/* Three edits leave four texts; deleting and bringing back leaves the same record. */
static void
test_history_and_trash (Cli *cli, gconstpointer unused)
{
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  import_story (cli);
  id = annotate (cli, "first");
  cli_run (cli, NULL, "note", "edit", id, "--note", "second", NULL);
  cli_run (cli, NULL, "note", "edit", id, "--note", "third", NULL);
  cli_run (cli, NULL, "note", "edit", id, "--note", "fourth", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "--json", "note", "history", id, NULL);
  g_assert_cmpuint (cli_count_lines (cli), ==, 4);
  cli_assert_contains (cli->output, "first");
  cli_assert_contains (cli->output, "fourth");
  before = show (cli, id);
  cli_run (cli, NULL, "note", "delete", id, NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "notes", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "notes", "--trash", NULL);
  cli_assert_contains (cli->output, "in the trash");
  cli_run (cli, NULL, "note", "restore", id, NULL);
  cli_assert_status (cli, 0);
  after = show (cli, id);
  g_assert_cmpstr (before, ==, after);
}

/* One command makes a copy, one names it, one brings it back; what was there between is kept too. */
static void
test_restore (Cli *cli, gconstpointer unused)
{
  g_autofree char *early = NULL;
  g_autofree char *late = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (JsonObject) line = NULL;
  g_autoptr (JsonObject) restored = NULL;

  import_story (cli);
  early = annotate (cli, "early");
  cli_run (cli, NULL, "backup", NULL);
  cli_assert_status (cli, 0);
  late = annotate (cli, "late");
  cli_run (cli, NULL, "--json", "backup", "--list", NULL);
  cli_assert_status (cli, 0);
  /* The daily copy may have been made as well. */
  g_assert_cmpuint (cli_count_lines (cli), >=, 1);
  line = cli_parse_line (cli, 0);
  g_assert_cmpint (json_object_get_int_member (line, "notes"), ==, 1);
  g_assert_true (json_object_get_boolean_member (line, "whole"));
  copy = g_strdup (json_object_get_string_member (line, "file"));
  cli_run (cli, NULL, "--json", "restore", copy, NULL);
  cli_assert_status (cli, 0);
  restored = cli_parse_line (cli, 0);
  cli_run (cli, NULL, "notes", NULL);
  cli_assert_contains (cli->output, early);
  g_assert_null (strstr (cli->output, late));
  cli_run (cli, NULL, "restore", "--merge", json_object_get_string_member (restored, "before"), NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->output, "1 note was added");
  cli_run (cli, NULL, "notes", NULL);
  cli_assert_contains (cli->output, early);
  cli_assert_contains (cli->output, late);
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
}

static void
test_restore_refused (Cli *cli, gconstpointer unused)
{
  g_autofree char *letter = cli_write (cli, "letter.db", "This is a letter to my aunt.\n", -1);
  g_autofree char *own = g_build_filename (cli->library, "notes.db", NULL);
  g_autofree char *id = NULL;

  import_story (cli);
  id = annotate (cli, "kept");
  cli_run (cli, NULL, "restore", NULL);
  cli_assert_status (cli, 2);
  cli_run (cli, NULL, "restore", letter, NULL);
  cli_assert_status (cli, 1);
  cli_run (cli, NULL, "restore", own, NULL);
  cli_assert_status (cli, 1);
  cli_assert_contains (cli->complaints, "cannot be its own copy");
  cli_run (cli, NULL, "restore", "/nowhere/at/all.db", NULL);
  cli_assert_status (cli, 1);
  cli_run (cli, NULL, "notes", NULL);
  cli_assert_contains (cli->output, id);
}

/* What was done in other sessions is taken back and done again, the newest first. */
static void
test_undo (Cli *cli, gconstpointer unused)
{
  g_autofree char *id = NULL;

  import_story (cli);
  cli_run (cli, NULL, "undo", NULL);
  cli_assert_status (cli, 1);
  cli_assert_contains (cli->complaints, "nothing to undo");
  id = annotate (cli, "first");
  cli_run (cli, NULL, "note", "edit", id, "--note", "second", NULL);
  cli_run (cli, NULL, "note", "edit", id, "--color", "4", NULL);
  cli_run (cli, NULL, "note", "delete", id, NULL);
  cli_run (cli, NULL, "undo", NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->output, ==, "Undone: Delete note\n");
  cli_run (cli, NULL, "undo", NULL);
  g_assert_cmpstr (cli->output, ==, "Undone: Change colour\n");
  cli_run (cli, NULL, "undo", NULL);
  g_assert_cmpstr (cli->output, ==, "Undone: Edit comment\n");
  cli_run (cli, NULL, "note", "show", id, NULL);
  cli_assert_contains (cli->output, "first");
  cli_assert_contains (cli->output, "[1]");
  cli_run (cli, NULL, "redo", NULL);
  g_assert_cmpstr (cli->output, ==, "Done again: Edit comment\n");
  cli_run (cli, NULL, "note", "show", id, NULL);
  cli_assert_contains (cli->output, "second");
  cli_run (cli, NULL, "undo", NULL);
  cli_run (cli, NULL, "undo", NULL);
  g_assert_cmpstr (cli->output, ==, "Undone: Highlight\n");
  cli_run (cli, NULL, "undo", NULL);
  cli_assert_status (cli, 1);
  cli_run (cli, NULL, "redo", NULL);
  cli_run (cli, NULL, "note", "edit", id, "--note", "third", NULL);
  /* A new deed ends what could be done again. */
  cli_run (cli, NULL, "redo", NULL);
  cli_assert_status (cli, 1);
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
}

/* Without the cache there are no articles, and every note is still read, found and exported. */
static void
test_without_cache (Cli *cli, gconstpointer unused)
{
  static const char *const names[] = { "cache.db", "cache.db-wal", "cache.db-shm" };
  g_autofree char *folder = cli_path (cli, "out");
  g_autofree char *written = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GDir) entries = NULL;
  const char *name;

  import_story (cli);
  id = annotate (cli, "kept without its article");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (cli->library, names[i], NULL);

      g_unlink (path);
    }
  cli_run (cli, NULL, "articles", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "notes", "kept", NULL);
  cli_assert_contains (cli->output, id);
  cli_assert_contains (cli->output, "enough words");
  cli_run (cli, NULL, "export", "--to", folder, NULL);
  cli_assert_status (cli, 0);
  entries = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (entries);
  while ((name = g_dir_read_name (entries)))
    if (g_str_has_suffix (name, ".md"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
        break;
      }
  cli_assert_contains (written, "kept without its article");
}

/* Words that would be statements, were they ever read as such. */
static void
test_statements_in_words (Cli *cli, gconstpointer unused)
{
  static const char words[] = "x'); DROP TABLE annotation; --";
  g_autofree char *id = NULL;

  import_story (cli);
  id = annotate (cli, words);
  cli_run (cli, NULL, "note", "edit", id, "--tag", "'); DROP TABLE tag; --", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "--json", "note", "show", id, NULL);
  cli_assert_contains (cli->output, words);
  cli_assert_contains (cli->output, "DROP-TABLE-tag");
  cli_run (cli, NULL, "notes", "\"DROP TABLE\"", NULL);
  cli_assert_contains (cli->output, id);
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
}

/* Damage while nobody looked: the next command, whichever it is, works, says so, and names where the damaged file is kept. */
static void
test_damaged (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (cli->library, "notes.db", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *id = NULL;
  gsize size = 0;

  import_story (cli);
  id = annotate (cli, "kept");
  cli_run (cli, NULL, "backup", NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  memset (bytes, 0xa5, 12 * 1024);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  cli_run (cli, NULL, "notes", NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->output, id);
  cli_assert_contains (cli->complaints, "notes.damaged-1.db");
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->complaints, ==, "");
}

int
main (int argc, char **argv)
{
  cli_init (&argc, &argv);
#define ADD(path, function) g_test_add ("/cli/safety/" path, Cli, NULL, cli_set_up, function, cli_tear_down)
  ADD ("history-and-trash", test_history_and_trash);
  ADD ("restore", test_restore);
  ADD ("restore-refused", test_restore_refused);
  ADD ("undo", test_undo);
  ADD ("without-cache", test_without_cache);
  ADD ("statements-in-words", test_statements_in_words);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
