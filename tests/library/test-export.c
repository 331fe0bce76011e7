/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports into a folder that belongs to the reader: nothing of his is ever lost, and nothing is written outside it. */
#include "config.h"

#include "library-client.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT "Cable to cost more\nThe operator put the cost at 2.3 billion euros on Monday, and the ministry agreed.\n"

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_again (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autoptr (PostilExportReport) tried = client_export (client, folder, TRUE);
  g_autoptr (PostilExportReport) first = NULL;
  g_autoptr (PostilExportReport) second = NULL;
  g_autoptr (PostilExportReport) third = NULL;
  g_autoptr (PostilNote) more = NULL;
  g_autofree char *text = NULL;
  GStatBuf before, after;

  g_assert_cmpuint (tried->n_written, ==, 1);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  first = client_export (client, folder, FALSE);
  g_assert_cmpuint (first->n_written, ==, 1);
  g_assert_cmpuint (first->problems->len, ==, 0);
  text = read_text (g_ptr_array_index (first->paths, 0));
  g_assert_nonnull (strstr (text, "2.3 billion euros"));
  g_assert_nonnull (strstr (text, "check"));
  g_assert_nonnull (strstr (text, "postil_id:"));
  g_assert_cmpint (g_stat (g_ptr_array_index (first->paths, 0), &before), ==, 0);

  second = client_export (client, folder, FALSE);
  g_assert_cmpuint (second->n_unchanged, ==, 1);
  g_assert_cmpuint (second->n_written + second->n_beside, ==, 0);
  g_assert_cmpint (g_stat (g_ptr_array_index (first->paths, 0), &after), ==, 0);
  g_assert_true (before.st_ino == after.st_ino && before.st_mtime == after.st_mtime);

  more = client_annotate (client, id, "the ministry agreed", NULL);
  third = client_export (client, folder, FALSE);
  g_assert_cmpuint (third->n_written, ==, 1);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (with, parts);
}

/* What the reader wrote into the file, and where he moved it, is his. */
static void
test_edited_file (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autoptr (PostilExportReport) first = client_export (client, folder, FALSE);
  const char *path = g_ptr_array_index (first->paths, 0);
  g_autofree char *text = read_text (path);
  g_autofree char *mine = g_strconcat (text, "\nMy own words.\n", NULL);
  g_autofree char *renamed = g_build_filename (folder, "My name.md", NULL);
  g_autoptr (PostilExportReport) second = NULL;
  g_autoptr (PostilExportReport) dry = NULL;
  g_autoptr (PostilExportReport) third = NULL;
  g_autoptr (PostilExportReport) fourth = NULL;
  g_autoptr (PostilNote) more = NULL;
  g_autofree char *still = NULL;
  g_autofree char *merged = NULL;

  g_assert_true (g_file_set_contents (path, mine, -1, NULL));
  second = client_export (client, folder, FALSE);
  g_assert_cmpuint (second->n_written, ==, 1);
  still = read_text (path);
  g_assert_true (g_str_has_suffix (still, "\nMy own words.\n"));
  g_assert_cmpint (g_rename (path, renamed), ==, 0);
  more = client_annotate (client, id, "the ministry agreed", NULL);
  dry = client_export (client, folder, TRUE);
  g_assert_cmpuint (dry->n_written, ==, 1);
  g_assert_cmpuint (dry->n_added, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (dry->differences, 0), "\n+> the ministry agreed\n"));
  g_assert_null (strstr (g_ptr_array_index (dry->differences, 0), "\n-My own words."));
  third = client_export (client, folder, FALSE);
  g_assert_cmpuint (third->n_written, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (third->paths, 0), ==, renamed);
  g_assert_cmpuint (count_files (folder), ==, 1);
  merged = read_text (renamed);
  g_assert_nonnull (strstr (merged, "> the ministry agreed\n"));
  g_assert_true (g_str_has_suffix (merged, "\nMy own words.\n"));
  fourth = client_export (client, folder, FALSE);
  g_assert_cmpuint (fourth->n_unchanged, ==, 1);
}

/* A file in which nothing of ours is left is the reader's; one without the article's key but with our blocks is not. */
static void
test_taken_over (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autoptr (PostilExportReport) first = client_export (client, folder, FALSE);
  const char *path = g_ptr_array_index (first->paths, 0);
  g_autofree char *text = read_text (path);
  g_autofree char *keyless = replace (text, "postil_id", "other_id");
  g_autofree char *kept = NULL;
  g_autoptr (PostilExportReport) second = NULL;
  g_autoptr (PostilExportReport) third = NULL;

  g_assert_true (g_file_set_contents (path, keyless, -1, NULL));
  second = client_export (client, folder, FALSE);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (g_file_set_contents (path, "all mine", -1, NULL));
  third = client_export (client, folder, FALSE);
  g_assert_cmpuint (third->n_beside, ==, 1);
  g_assert_cmpuint (count_files (folder), ==, 2);
  kept = read_text (path);
  g_assert_cmpstr (kept, ==, "all mine");
}

/* The last note of an article goes: its block leaves the file, and a file that was thrown away stays away. */
static void
test_last_note (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autoptr (PostilExportReport) first = client_export (client, folder, FALSE);
  const char *path = g_ptr_array_index (first->paths, 0);
  g_autoptr (PostilExportReport) second = NULL;
  g_autoptr (PostilExportReport) third = NULL;
  g_autofree char *text = NULL;

  client_undo (client);
  second = client_export (client, folder, FALSE);
  g_assert_cmpuint (second->n_written, ==, 1);
  g_assert_cmpuint (second->n_removed, ==, 1);
  text = read_text (path);
  g_assert_null (strstr (text, "> 2.3 billion euros"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  third = client_export (client, folder, FALSE);
  g_assert_cmpuint (third->paths->len, ==, 0);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

static void
test_names (Client *client, gconstpointer unused)
{
  g_autofree char *page_one = make_page ("https://a.example/1", "../../etc/One: title?",
                                         "<p>The same title stands over two articles of two sources, as it happens.</p>");
  g_autofree char *page_two = make_page ("https://b.example/2", "../../etc/One: title?",
                                         "<p>The same title stands over another text of another source, as it happens.</p>");
  gint64 one = client_import_text (client, "one.html", page_one);
  gint64 two = client_import_text (client, "two.html", page_two);
  g_autoptr (PostilNote) note_one G_GNUC_UNUSED = client_annotate (client, one, "same title", NULL);
  g_autoptr (PostilNote) note_two G_GNUC_UNUSED = client_annotate (client, two, "another text", NULL);
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autoptr (PostilExportReport) report = client_export (client, folder, FALSE);
  g_autoptr (PostilExportReport) again = client_export (client, folder, FALSE);

  g_assert_cmpuint (report->n_written, ==, 2);
  g_assert_cmpuint (again->n_unchanged, ==, 2);
  g_assert_cmpuint (count_files (folder), ==, 2);
  for (guint i = 0; i < report->paths->len; i++)
    {
      g_autofree char *parent = g_path_get_dirname (g_ptr_array_index (report->paths, i));

      g_assert_cmpstr (parent, ==, folder);
    }
  g_assert_true (strstr (g_ptr_array_index (report->paths, 0), " (2).md") != NULL
                 || strstr (g_ptr_array_index (report->paths, 1), " (2).md") != NULL);
}

/* A file of that name that is not ours, and a link that leads elsewhere, stay what they are. */
static void
test_foreign (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autofree char *elsewhere = client_write (client, "elsewhere.md", "not to be touched", -1);
  g_autoptr (PostilExportReport) dry = client_export (client, folder, TRUE);
  g_autofree char *name = g_path_get_basename (g_ptr_array_index (dry->paths, 0));
  g_autofree char *taken = g_build_filename (folder, name, NULL);
  g_autoptr (PostilExportReport) linked = NULL;
  g_autoptr (PostilExportReport) foreign = NULL;
  g_autofree char *still = NULL;
  g_autofree char *mine = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, taken), ==, 0);
  linked = client_export (client, folder, FALSE);
  g_assert_cmpuint (linked->n_written, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (linked->paths, 0), !=, taken);
  still = read_text (elsewhere);
  g_assert_cmpstr (still, ==, "not to be touched");

  g_assert_cmpint (g_unlink (taken), ==, 0);
  g_assert_true (g_file_set_contents (taken, "# My own page\n", -1, NULL));
  foreign = client_export (client, folder, FALSE);
  mine = read_text (taken);
  g_assert_cmpstr (mine, ==, "# My own page\n");
  g_assert_cmpuint (foreign->n_beside, ==, 0);
}

static void
test_unwritable (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_autofree char *path = client_write (client, "file", "in the way", -1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_export_async (client->library, 0, NULL, file, FALSE, NULL, answer_cb, &answer);
  g_assert_null (postil_library_export_finish (client->library, await (&answer), &error));
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_preview_and_query (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "zebra");
  g_autofree char *folder = g_build_filename (client->root, "vault", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_auto (Answer) previewing = { NULL };
  g_auto (Answer) finding = { NULL };
  g_auto (Answer) missing = { NULL };
  g_autoptr (PostilExportReport) found = NULL;
  g_autoptr (PostilExportReport) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *preview = NULL;
  g_autofree char *text = NULL;

  client_await_analysis (client);
  postil_library_preview_async (client->library, id, NULL, answer_cb, &previewing);
  preview = postil_library_preview_finish (client->library, await (&previewing), &error);
  g_assert_no_error (error);
  postil_library_export_async (client->library, 0, "nosuchword", file, FALSE, NULL, answer_cb, &missing);
  none = postil_library_export_finish (client->library, await (&missing), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->paths->len, ==, 0);
  postil_library_export_async (client->library, 0, "zebra", file, FALSE, NULL, answer_cb, &finding);
  found = postil_library_export_finish (client->library, await (&finding), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->paths->len, ==, 1);
  text = read_text (g_ptr_array_index (found->paths, 0));
  g_assert_cmpstr (text, ==, preview);
}

static void
test_backup_and_check (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion euros", "check");
  g_auto (Answer) copying = { NULL };
  g_auto (Answer) checking = { NULL };
  g_auto (Answer) counting = { NULL };
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GVariant) stats = NULL;
  g_autoptr (GError) error = NULL;
  guint n_notes = 0;

  postil_library_backup_async (client->library, NULL, answer_cb, &copying);
  copy = postil_library_backup_finish (client->library, await (&copying), &error);
  g_assert_no_error (error);
  g_assert_true (g_file_query_exists (copy, NULL));
  postil_library_check_async (client->library, FALSE, answer_cb, &checking);
  findings = postil_library_check_finish (client->library, await (&checking), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  postil_library_stats_async (client->library, answer_cb, &counting);
  stats = postil_library_stats_finish (client->library, await (&counting), &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_lookup (stats, "notes", "u", &n_notes));
  g_assert_cmpuint (n_notes, ==, 1);
}

#define ADD(name, function) g_test_add ("/library/export/" name, Client, NULL, client_set_up, function, client_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("again", test_again);
  ADD ("edited-file", test_edited_file);
  ADD ("taken-over", test_taken_over);
  ADD ("last-note", test_last_note);
  ADD ("names", test_names);
  ADD ("foreign", test_foreign);
  ADD ("unwritable", test_unwritable);
  ADD ("preview-and-query", test_preview_and_query);
  ADD ("backup-and-check", test_backup_and_check);
  return g_test_run ();
}
