/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as they are found: new, older, newer, another program's, damaged, not to be written, replaced under us. */
#include "config.h"

#include "library-fixture.h"

#include "postil-articles-table.h"
#include "postil-lists-table.h"
#include "postil-maintenance.h"
#include "postil-notes-table.h"
#include "postil-search-table.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Only a folder: the test opens the library itself. */
static void
folder_set_up (Library *library, gconstpointer unused)
{
  library->directory = make_folder ();
}

static void
write_bytes (const char *path, gsize offset, const char *bytes, gsize length)
{
  g_autofree char *data = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_assert_cmpuint (offset + length, <=, size);
  memcpy (data + offset, bytes, length);
  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
}

static void
assert_refused (Library *library, PostilStoreError code, const char *name)
{
  g_autoptr (GError) error = NULL;
  PostilDatabase *database = postil_database_open (library->directory, &error);

  g_assert_null (database);
  g_assert_error (error, POSTIL_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name));
}

static void
assert_mode (Library *library, const char *name, mode_t mode)
{
  g_autofree char *path = library_path (library, name);
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, mode);
}

static void
test_fresh (Library *library, gconstpointer unused)
{
  mode_t old = umask (0);

  library_open (library);
  postil_note_unref (put_note (library->database, "k1", "passage", "text"));
  put_article (library->database, "k1", "Title", "Text");
  umask (old);
  assert_mode (library, ".", 0700);
  assert_mode (library, "notes.db", 0600);
  assert_mode (library, "notes.db-journal", 0600);
  assert_mode (library, "cache.db", 0600);
  assert_mode (library, "cache.db-wal", 0600);
  assert_mode (library, "cache.db-shm", 0600);
  assert_mode (library, "lock", 0600);
  g_assert_cmpint (ask_number (library->database->notes, "PRAGMA user_version"), ==, 1003);
  g_assert_cmpint (ask_number (library->database->notes, "PRAGMA application_id"), ==, 0x50544c4e);
  g_assert_cmpint (ask_number (library->database->notes, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (ask_number (library->database->notes, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (ask_number (library->database->cache, "PRAGMA application_id"), ==, 0x50544c43);
  g_assert_cmpint (ask_number (library->database->cache, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_cmpint (ask_number (library->database->notes, "SELECT journal_mode = 'truncate' FROM pragma_journal_mode"), ==, 1);
  g_assert_false (postil_database_get_read_only (library->database));
}

static gsize
size_of (Library *library, const char *name)
{
  g_autofree char *path = library_path (library, name);
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return (gsize) status.st_size;
}

/* Text in the lock tells of a library that is open, or was when its program died; the last one out takes it away. */
static void
test_lock (Library *library, gconstpointer unused)
{
  Library second = { library->directory, NULL };

  library_open (library);
  g_assert_false (library->database->lock->unclean);
  library_open (&second);
  g_assert_false (second.database->lock->alone);
  library_close (library);
  g_assert_cmpuint (size_of (library, "lock"), >, 0);
  library_close (&second);
  g_assert_cmpuint (size_of (library, "lock"), ==, 0);
}

/* Database files are not inherited by programs we start. */
static void
test_closed_on_exec (Library *library, gconstpointer unused)
{
  g_autofree char *output = NULL;
  g_autofree char *directory = NULL;
  const char *argv[] = { "/bin/sh", "-c", "ls -l /proc/$$/fd", NULL };

  library_open (library);
  put_article (library->database, "k1", "Title", "Text");
  postil_note_unref (put_note (library->database, "k1", "passage", "text"));
  directory = g_path_get_basename (library->directory);
  g_assert_true (
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_LEAVE_DESCRIPTORS_OPEN, NULL, NULL, &output, NULL, NULL, NULL));
  g_assert_cmpuint (strlen (output), >, 0);
  g_assert_null (strstr (output, directory));
}

static void
copy_fixture (Library *library, const char *name)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "store", "data", name, NULL);
  g_autofree char *to = library_path (library, "notes.db");
  g_autofree char *data = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (from, &data, &size, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) size, NULL));
}

static void
test_migration (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const PostilNotesQuery query = { .with_trash = TRUE };
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (PostilNote) added = NULL;
  g_autoptr (PostilDocument) document = make_document ("Title", "A text to keep with the note");
  g_autofree char *backup = library_path (library, "backups/notes-format-1.0-1.db");
  g_autofree char *version = NULL;
  g_autofree char *kept = NULL;
  const PostilNote *first;

  copy_fixture (library, "notes-0001.db");
  library_open (library);
  g_assert_cmpint (ask_number (library->database->notes, "PRAGMA user_version"), ==, 1003);
  notes = postil_notes_list (library->database, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 3);
  first = g_ptr_array_index (notes, 2);
  g_assert_cmpstr (first->comment, ==, "Compare with the year before");
  g_assert_cmpstr (first->tags[1], ==, "china/deal");
  history = postil_notes_list_history (library->database, &first->id, &error);
  g_assert_cmpuint (history->len, ==, 2);
  put_article (library->database, "0123456789abcdef0123456789abcdef", "Apple in China", "Text");
  g_assert_cmpint (ask_number (library->database->cache, "SELECT is_read + is_starred + n_notes FROM article"), ==, 4);
  findings = postil_maintenance_check (library->database, FALSE, &error);
  g_assert_cmpuint (findings->len, ==, 0);
  added = make_note ("k", "x", "", NULL);
  postil_note_set_passage (added, document, 2, 6);
  postil_note_unref (postil_notes_insert (library->database, added, document, &error));
  g_assert_no_error (error);

  version = ask_file (backup, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, "1000");
  kept = ask_file (backup, "SELECT count (*) FROM annotation");
  g_assert_cmpstr (kept, ==, "3");
}

/* A step that cannot be done leaves the file as it was. */
static void
test_failed_migration (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *version = NULL;

  copy_fixture (library, "notes-0001.db");
  g_assert_cmpint (exec_file (path, "CREATE TABLE exported (x)"), ==, SQLITE_OK);
  assert_refused (library, POSTIL_STORE_ERROR_IO, "notes.db");
  version = ask_file (path, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, "1000");
  g_assert_cmpint (exec_file (path, "SELECT * FROM snapshot"), ==, SQLITE_ERROR);
}

static void
test_newer (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *copy = library_path (library, "copy.db");
  g_autofree char *where = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) read = NULL;
  g_autoptr (PostilNote) other = make_note ("k2", "passage", "", NULL);
  gint64 id;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof id);

  library_open (library);
  note = put_note (library->database, "k1", "passage", "text");
  library_close (library);
  g_assert_cmpint (exec_file (path, "PRAGMA user_version = 99000"), ==, SQLITE_OK);
  before = hash_of_file (path);

  library_open (library);
  g_assert_true (postil_database_get_read_only (library->database));
  g_assert_nonnull (strstr (library->database->read_only_reason, "99.0"));
  read = postil_notes_get (library->database, &note->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->comment, ==, "text");
  g_assert_null (postil_notes_insert (library->database, other, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_false (postil_drafts_keep (library->database, &note->id, "x", NOW, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NEWER);
  g_clear_error (&error);
  id = put_article (library->database, "k1", "Title", "Text");
  g_array_append_val (ids, id);
  g_assert_false (postil_articles_set_read (library->database, ids, TRUE, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NEWER);
  g_clear_error (&error);
  where = postil_maintenance_backup (library->database, copy, NOW, &error);
  g_assert_no_error (error);
  library_close (library);
  after = hash_of_file (path);
  g_assert_cmpstr (before, ==, after);
}

/* A newer cache is left to the newer program; this one works without. */
static void
test_newer_cache (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = library_path (library, "cache.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (PostilNote) note = NULL;
  gint64 id;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof id);
  g_autoptr (PostilArticle) article = NULL;

  library_open (library);
  library_close (library);
  g_assert_cmpint (exec_file (path, "PRAGMA user_version = 99000"), ==, SQLITE_OK);
  before = hash_of_file (path);
  library_open (library);
  g_assert_false (postil_database_get_read_only (library->database));
  id = put_article (library->database, "k1", "Title", "Text");
  g_array_append_val (ids, id);
  g_assert_true (postil_articles_set_starred (library->database, ids, TRUE, NULL, &error));
  note = put_note (library->database, "k1", "passage", "text");
  postil_database_end_job (library->database, TRUE);
  postil_database_begin_job (library->database, NULL);
  article = postil_articles_get (library->database, id, &error);
  g_assert_no_error (error);
  g_assert_true (article->starred);
  g_assert_cmpuint (article->n_notes, ==, 1);
  library_close (library);
  after = hash_of_file (path);
  g_assert_cmpstr (before, ==, after);
}

/* A later minor version only added things: they stay. */
static void
test_later_minor (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *kept = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) changed = NULL;
  g_autoptr (GError) error = NULL;

  library_open (library);
  note = put_note (library->database, "k1", "passage", "text");
  library_close (library);
  g_assert_cmpint (exec_file (path, "ALTER TABLE annotation ADD COLUMN mood TEXT; UPDATE annotation SET mood = 'good';"
                                    "PRAGMA user_version = 1900"),
                   ==, SQLITE_OK);
  library_open (library);
  changed = postil_notes_update (library->database, note, &error);
  g_assert_no_error (error);
  library_close (library);
  kept = ask_file (path, "SELECT mood FROM annotation");
  g_assert_cmpstr (kept, ==, "good");
}

static void
test_foreign_notes (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpint (exec_file (path, "PRAGMA application_id = 7; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)"), ==,
                   SQLITE_OK);
  before = hash_of_file (path);
  assert_refused (library, POSTIL_STORE_ERROR_FOREIGN, path);
  after = hash_of_file (path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_garbage_notes (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (path, "This is a letter to my aunt, and no database at all.\n", -1, NULL));
  before = hash_of_file (path);
  assert_refused (library, POSTIL_STORE_ERROR_DAMAGED, "notes.db");
  after = hash_of_file (path);
  g_assert_cmpstr (before, ==, after);
}

static void
put_many_notes (Library *library)
{
  g_assert_true (postil_database_begin (library->database, POSTIL_DATABASE_NOTES, NULL));
  for (int i = 0; i < 600; i++)
    postil_note_unref (put_note (library->database, "k1", "passage", "a comment that fills the pages of the file with text"));
  g_assert_true (postil_database_commit (library->database, POSTIL_DATABASE_NOTES, NULL));
}

static void
damage_pages (const char *path)
{
  char noise[4096];

  memset (noise, 0xa5, sizeof noise);
  for (gsize page = 60; page < 66; page++)
    write_bytes (path, page * 4096, noise, sizeof noise);
}

/* Notes that were damaged while nobody looked are found at the next start, mended, and the damaged file is kept as it was. */
static void
test_damaged_notes (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *aside = library_path (library, "notes.damaged-1.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const PostilRecovery *recovery;

  library_open (library);
  put_many_notes (library);
  library_close (library);
  damage_pages (path);
  before = hash_of_file (path);
  library_open (library);
  g_assert_false (postil_database_get_read_only (library->database));
  recovery = postil_maintenance_get_recovery (library->database);
  g_assert_nonnull (recovery);
  g_assert_cmpstr (recovery->aside, ==, aside);
  g_assert_null (recovery->copy);
  after = hash_of_file (aside);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (ask_number (library->database->notes, "SELECT count (*) FROM annotation"), ==, recovery->n_notes);
  g_assert_cmpuint (recovery->n_notes, >=, 500);
  postil_note_unref (put_note (library->database, "k1", "passage", "goes on"));
  library_close (library);
  library_open (library);
  g_assert_null (postil_maintenance_get_recovery (library->database));
}

/* While another program has the library nothing is mended; where nothing can be written either. */
static void
test_damaged_notes_shared (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  Library second = { library->directory, NULL };

  library_open (library);
  put_many_notes (library);
  library_open (&second);
  damage_pages (path);
  write_bytes (path, 100, "\xff\xff\xff\xff\xff\xff\xff\xff", 8);
  before = hash_of_file (path);
  library_close (library);
  assert_refused (library, POSTIL_STORE_ERROR_DAMAGED, "notes.db");
  after = hash_of_file (path);
  g_assert_cmpstr (before, ==, after);
  library_close (&second);
  library_open (library);
  g_assert_nonnull (postil_maintenance_get_recovery (library->database));
}

static void
test_cache_begun_anew (Library *library, gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = library_path (library, "cache.db");
  g_autofree char *doubt = library_path (library, "cache.doubt");
  g_autofree char *aside = library_path (library, "cache.aside-1.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) kept = NULL;
  char noise[4096];

  library_open (library);
  note = put_note (library->database, "k1", "passage", "text");
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i);

      put_article (library->database, key, "Title", "Some text that fills a page or two of the file, in time.");
    }
  library_close (library);
  if (g_strcmp0 (how, "foreign") == 0)
    g_assert_cmpint (exec_file (path, "PRAGMA application_id = 7"), ==, SQLITE_OK);
  else if (g_strcmp0 (how, "garbage") == 0)
    g_assert_true (g_file_set_contents (path, "no database", -1, NULL));
  else
    {
      memset (noise, 0xa5, sizeof noise);
      for (gsize page = 4; page < 12; page++)
        write_bytes (path, page * 4096, noise, sizeof noise);
      g_assert_true (g_file_set_contents (doubt, "", 0, NULL));
    }
  before = hash_of_file (path);
  library_open (library);
  after = hash_of_file (aside);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (ask_number (library->database->cache, "SELECT count (*) FROM article"), ==, 0);
  put_article (library->database, "k1", "Title", "Text");
  kept = postil_notes_get (library->database, &note->id, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (doubt, G_FILE_TEST_EXISTS));
}

/* A damaged page met while reading is told, and remembered for the next start. */
static void
test_cache_damage_met (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "cache.db");
  g_autofree char *doubt = library_path (library, "cache.doubt");
  g_autoptr (GPtrArray) findings = NULL;
  char noise[4096];

  library_open (library);
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i);

      put_article (library->database, key, "Title", "Some text that fills a page or two of the file, in time.");
    }
  library_close (library);
  memset (noise, 0xa5, sizeof noise);
  for (gsize page = 4; page < 12; page++)
    write_bytes (path, page * 4096, noise, sizeof noise);
  library_open (library);
  findings = postil_maintenance_check (library->database, TRUE, NULL);
  g_assert_true (!findings || findings->len > 0);
  library_close (library);
  g_assert_true (g_file_test (doubt, G_FILE_TEST_EXISTS));
  library_open (library);
  g_assert_cmpint (ask_number (library->database->cache, "SELECT count (*) FROM article"), ==, 0);
}

static void
test_not_writable (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) other = make_note ("k2", "passage", "", NULL);
  g_autofree char *inside = library_path (library, "inside");

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  library_open (library);
  note = put_note (library->database, "k1", "passage", "text");
  library_close (library);
  g_assert_cmpint (chmod (library->directory, 0500), ==, 0);
  library_open (library);
  g_assert_true (postil_database_get_read_only (library->database));
  g_assert_null (postil_notes_insert (library->database, other, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  library_close (library);
  g_assert_null (postil_database_open (inside, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN);
  g_assert_cmpint (chmod (library->directory, 0700), ==, 0);
}

/* A folder that is a file, or that cannot be made, is told by name. */
static void
test_no_folder (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = library_path (library, "file");
  g_autofree char *below = library_path (library, "file/below");

  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_assert_null (postil_database_open (below, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN);
  g_assert_nonnull (strstr (error->message, below));
}

/* Another file in the place of ours: nothing is written to the one nobody can find again. */
static void
test_replaced (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *moved = library_path (library, "moved.db");
  g_autoptr (PostilNote) note = make_note ("k1", "passage", "", NULL);

  library_open (library);
  g_assert_cmpint (g_rename (path, moved), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (postil_notes_insert (library->database, note, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, path));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function) g_test_add ("/store/files/" path, Library, data, folder_set_up, function, library_tear_down)
  ADD ("fresh", NULL, test_fresh);
  ADD ("lock", NULL, test_lock);
  ADD ("closed-on-exec", NULL, test_closed_on_exec);
  ADD ("migration", NULL, test_migration);
  ADD ("failed-migration", NULL, test_failed_migration);
  ADD ("newer", NULL, test_newer);
  ADD ("newer-cache", NULL, test_newer_cache);
  ADD ("later-minor", NULL, test_later_minor);
  ADD ("foreign-notes", NULL, test_foreign_notes);
  ADD ("garbage-notes", NULL, test_garbage_notes);
  ADD ("damaged-notes", NULL, test_damaged_notes);
  ADD ("damaged-notes-shared", NULL, test_damaged_notes_shared);
  ADD ("foreign-cache", "foreign", test_cache_begun_anew);
  ADD ("garbage-cache", "garbage", test_cache_begun_anew);
  ADD ("damaged-cache", "damaged", test_cache_begun_anew);
  ADD ("cache-damage-met", NULL, test_cache_damage_met);
  ADD ("not-writable", NULL, test_not_writable);
  ADD ("no-folder", NULL, test_no_folder);
  ADD ("replaced", NULL, test_replaced);
  return g_test_run ();
}
