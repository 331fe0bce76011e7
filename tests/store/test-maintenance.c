/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that are checked and thinned out, the check of both files with repair, and numbers. */
#include "config.h"

#include "library-fixture.h"

#include "postil-articles-table.h"
#include "postil-maintenance.h"
#include "postil-notes-table.h"
#include "postil-search-table.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Copies, and beside them one file with all notes as lines. */
static guint
count_copies (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  guint n = 0;

  const char *name;

  while (entries && (name = g_dir_read_name (entries)))
    n += g_str_has_suffix (name, ".db");
  return n;
}

static char *
back_up (Library *library, const char *path, gint64 now)
{
  g_autoptr (GError) error = NULL;
  char *where = postil_maintenance_backup (library->database, path, now, &error);

  g_assert_no_error (error);
  return where;
}

static void
test_copy (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  g_autofree char *to = library_path (library, "copy.db");
  g_autofree char *own = library_path (library, "notes.db");
  g_autofree char *where = NULL;
  g_autofree char *count = NULL;
  g_autofree char *again = NULL;
  struct stat status;

  postil_note_unref (put_note (library->database, "k1", "passage", "text"));
  where = back_up (library, to, NOW);
  g_assert_cmpstr (where, ==, to);
  count = ask_file (to, "SELECT count (*) FROM annotation");
  g_assert_cmpstr (count, ==, "1");
  g_assert_cmpint (stat (to, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  postil_note_unref (put_note (library->database, "k1", "passage", "more"));
  g_free (where);
  where = back_up (library, to, NOW);
  again = ask_file (to, "SELECT count (*) FROM annotation");
  g_assert_cmpstr (again, ==, "2");
  g_assert_null (postil_maintenance_backup (library->database, own, NOW, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_null (postil_maintenance_backup (library->database, "/nowhere/at/all.db", NOW, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO);
  g_clear_error (&error);
}

/* A copy opens as a library: nothing is missing from it. */
static void
test_copy_opens (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "text");
  g_autoptr (PostilNote) read = NULL;
  Library copy = { make_folder (), NULL };
  g_autofree char *to = library_path (&copy, "notes.db");
  g_autofree char *where = back_up (library, to, NOW);

  g_assert_cmpstr (where, ==, to);
  library_open (&copy);
  read = postil_notes_get (copy.database, &note->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->comment, ==, "text");
  library_tear_down (&copy, NULL);
}

/* Beside the copies lies every note as a line that any program reads. */
static void
test_lines (Library *library, gconstpointer unused)
{
  const char *const tags[] = { "china/deals", "phones", NULL };
  g_autoptr (PostilNote) note = make_note ("k1", "a \"passage\" with \\ and\nlines", "first \t second", tags);
  g_autoptr (PostilNote) stored G_GNUC_UNUSED = postil_notes_insert (library->database, note, NULL, NULL);
  g_autoptr (PostilNote) trashed = put_note (library->database, "k2", "", "on the article");
  g_autofree char *path = library_path (library, "backups/notes.jsonl");
  g_autofree char *made = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (stored);
  g_assert_true (postil_notes_set_deleted (library->database, &trashed->id, TRUE, NOW, NULL));
  made = back_up (library, NULL, NOW);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[0], "\"exact\":\"a \\\"passage\\\" with \\\\ and\\u000alines\""));
  g_assert_nonnull (strstr (lines[0], "\"value\":\"first \\u0009 second\""));
  g_assert_nonnull (strstr (lines[0], "\"purpose\":\"tagging\",\"value\":\"china/deals\""));
  g_assert_nonnull (strstr (lines[0], "\"created\":\"2026-11-20T12:00:00Z\""));
  g_assert_nonnull (strstr (lines[0], "\"source\":\"https://paper.example/a\""));
  g_assert_nonnull (strstr (lines[1], "\"postil:deleted\":"));
  g_assert_null (strstr (lines[1], "selector"));
}

static void
test_rotation (Library *library, gconstpointer unused)
{
  g_autofree char *folder = library_path (library, "backups");
  g_autofree char *newest = NULL;
  g_autofree char *first = NULL;

  first = back_up (library, NULL, NOW - 400 * DAY);
  for (int day = 399; day >= 0; day--)
    {
      g_free (newest);
      newest = back_up (library, NULL, NOW - day * DAY);
    }
  /* Days, weeks and months share copies where they meet. */
  g_assert_cmpuint (count_copies (folder), >=, 24);
  g_assert_cmpuint (count_copies (folder), <=, 31);
  g_assert_true (g_file_test (newest, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
}

/* Many in one day, or a clock that jumps: the newest five stay. */
static void
test_newest_stay (Library *library, gconstpointer unused)
{
  g_autofree char *folder = library_path (library, "backups");
  g_autofree char *future = back_up (library, NULL, NOW + 4000 * DAY);
  g_autofree char *same = NULL;

  for (int i = 0; i < 8; i++)
    {
      g_free (same);
      same = back_up (library, NULL, NOW);
      g_assert_true (g_file_test (same, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpuint (count_copies (folder), >=, 5);
  g_assert_true (g_file_test (future, G_FILE_TEST_EXISTS));
}

static void
test_due (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *first = NULL;
  g_autofree char *too_soon = NULL;
  g_autofree char *unchanged = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) changed = NULL;
  g_autofree char *second = NULL;

  g_assert_true (postil_maintenance_backup_if_due (library->database, NOW, &none, &error));
  g_assert_null (none);
  note = put_note (library->database, "k1", "passage", "text");
  g_assert_true (postil_maintenance_backup_if_due (library->database, NOW + 10, &first, &error));
  g_assert_nonnull (first);
  g_assert_true (postil_maintenance_backup_if_due (library->database, NOW + 3 * DAY, &unchanged, &error));
  g_assert_null (unchanged);
  note->modified = NOW + DAY / 2;
  changed = postil_notes_update (library->database, note, &error);
  g_assert_true (postil_maintenance_backup_if_due (library->database, NOW + DAY / 2, &too_soon, &error));
  g_assert_null (too_soon);
  g_assert_true (postil_maintenance_backup_if_due (library->database, NOW + 3 * DAY, &second, &error));
  g_assert_nonnull (second);
  g_assert_no_error (error);
}

static void
damage (const char *path)
{
  g_autofree char *data = NULL;
  gsize size = 0;
  int descriptor;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  memset (data + 60 * 4096, 0xa5, 6 * 4096);
  descriptor = open (path, O_WRONLY);
  g_assert_cmpint (pwrite (descriptor, data, size, 0), ==, size);
  close (descriptor);
}

/* A damaged library replaces no good copy. */
static void
test_damage_refused (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *folder = library_path (library, "backups");
  g_autofree char *copy = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_true (postil_database_begin (library->database, POSTIL_DATABASE_NOTES, NULL));
  for (int i = 0; i < 600; i++)
    postil_note_unref (put_note (library->database, "k1", "passage", "a comment that fills the pages of the file with text"));
  g_assert_true (postil_database_commit (library->database, POSTIL_DATABASE_NOTES, NULL));
  copy = back_up (library, NULL, NOW);
  before = hash_of_file (copy);
  damage (path);
  /* Another handle, whose pages are those of the file. */
  g_assert_true (postil_connection_reopen (library->database->notes, NULL));
  g_assert_null (postil_maintenance_backup (library->database, NULL, NOW + DAY, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED);
  g_assert_null (strchr (error->message, '\n'));
  g_clear_error (&error);
  g_assert_null (postil_maintenance_backup (library->database, copy, NOW + DAY, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  after = hash_of_file (copy);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_copies (folder), ==, 1);
  findings = postil_maintenance_check (library->database, TRUE, NULL);
  g_assert_true (!findings || findings->len > 0);
}

static guint
check (Library *library, gboolean repair)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = postil_maintenance_check (library->database, repair, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  return findings->len;
}

static guint
count_hits (Library *library)
{
  g_autoptr (PostilFilter) filter = postil_filter_new_plain ("words", FALSE);
  const PostilSearchQuery query = { .filter = filter };
  g_autoptr (GArray) ids = postil_search_article_ids (library->database, &query, NULL);
  g_autoptr (GPtrArray) notes = postil_search_notes (library->database, &query, NULL);

  return (ids ? ids->len : 0) + (notes ? notes->len : 0);
}

/* Indexes and counts that are out of step are found, mended on request, and then right. */
static void
test_repair (Library *library, gconstpointer unused)
{
  const char *const tags[] = { "one", "two", NULL };
  g_autoptr (PostilNote) note = make_note ("k1", "some words", "", tags);

  postil_note_unref (postil_notes_insert (library->database, note, NULL, NULL));
  put_article (library->database, "k1", "Title", "Other words of 字节跳动");
  g_assert_cmpuint (check (library, FALSE), ==, 0);
  g_assert_cmpuint (count_hits (library), ==, 2);
  g_assert_true (postil_connection_exec (library->database->notes,
                                         "INSERT INTO annotation_search (annotation_search) VALUES ('delete-all')", NULL));
  g_assert_true (postil_connection_exec (library->database->cache,
                                         "INSERT INTO article_search (article_search) VALUES ('delete-all')", NULL));
  g_assert_true (postil_connection_exec (library->database->notes,
                                         "DELETE FROM annotation_tag; UPDATE article_state SET n_notes = 7", NULL));
  g_assert_cmpuint (count_hits (library), ==, 0);
  g_assert_cmpuint (check (library, FALSE), ==, 4);
  g_assert_cmpuint (count_hits (library), ==, 0);
  g_assert_cmpuint (check (library, TRUE), ==, 4);
  g_assert_cmpuint (check (library, FALSE), ==, 0);
  g_assert_cmpuint (count_hits (library), ==, 2);
  g_assert_cmpint (ask_number (library->database->cache, "SELECT n_notes FROM article"), ==, 1);
}

static guint32
number_of (GVariant *stats, const char *name)
{
  guint32 number = 0;

  g_assert_true (g_variant_lookup (stats, name, "u", &number));
  return number;
}

static void
test_stats (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "text");
  g_autoptr (GVariant) stats = NULL;
  guint64 bytes = 0;
  const char *format = NULL;

  put_article (library->database, "k1", "Title", "Text");
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW, &error));
  stats = postil_maintenance_stats (library->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (number_of (stats, "articles"), ==, 1);
  g_assert_cmpuint (number_of (stats, "waiting"), ==, 1);
  g_assert_cmpuint (number_of (stats, "notes"), ==, 0);
  g_assert_cmpuint (number_of (stats, "trashed"), ==, 1);
  g_assert_cmpuint (number_of (stats, "history"), ==, 1);
  g_assert_true (g_variant_lookup (stats, "notes-bytes", "t", &bytes));
  g_assert_cmpuint (bytes, >, 4096);
  g_assert_true (g_variant_lookup (stats, "notes-format", "&s", &format));
  g_assert_cmpstr (format, ==, "1.3");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/store/maintenance/" path, Library, NULL, library_set_up, function, library_tear_down)
  ADD ("copy", test_copy);
  ADD ("copy-opens", test_copy_opens);
  if (g_test_slow ())
    ADD ("rotation", test_rotation);
  ADD ("lines", test_lines);
  ADD ("newest-stay", test_newest_stay);
  ADD ("due", test_due);
  ADD ("damage-refused", test_damage_refused);
  ADD ("repair", test_repair);
  ADD ("stats", test_stats);
  return g_test_run ();
}
