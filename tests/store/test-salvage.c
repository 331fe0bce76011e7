/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damage anywhere in notes.db: the library opens each time, what lies outside the damage is all there, and with a copy
 * everything is. Restoring reads rows and takes no file over, whoever made it. */
#include "config.h"

#include "library-fixture.h"

#include "postil-maintenance.h"
#include "postil-notes-table.h"
#include "postil-precious-private.h"
#include "postil-salvage-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_NOTES 300
#define DAMAGE (12 * 1024)
#define PAGE 4096
#define TRIES 8
#define SLOW_TRIES 200

/* A library as it was before the damage: what each note says and where its words lie in the file. */
typedef struct
{
  char *template; /* folder */
  char *bytes;    /* of notes.db */
  gsize size;
  GPtrArray *notes; /* (element-type PostilNote) */
  GArray *places;   /* (element-type GArray of gsize) pages of each note's comment and quote */
} Original;

/* Each has a mark that nothing else in the file contains, repeated so that every page of a long comment has it. */
static char *
make_comment (guint number, guint revision)
{
  GString *text = g_string_new (NULL);
  guint n = number % 40 == 7 ? 400 : 1 + number % 5;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "zq%05ux%u. words of a comment ", number, revision);
  return g_string_free (text, FALSE);
}

static void
add_note (Library *library, PostilDocument *document, guint number)
{
  const char *const tags[] = { number % 2 ? "china/deals" : "phones", NULL };
  g_autofree char *comment = make_comment (number, 0);
  g_autoptr (PostilNote) note = make_note ("k1", "a passage of the text", comment, tags);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (GError) error = NULL;

  stored = postil_notes_insert (library->database, note, number % 50 == 0 ? document : NULL, &error);
  g_assert_no_error (error);
}

static void
edit_note (Library *library, const PostilNote *note, guint number)
{
  g_autoptr (PostilNote) copy = postil_note_copy (note);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_free (copy->comment);
  copy->comment = make_comment (number, 1);
  copy->modified = NOW + number;
  stored = postil_notes_update (library->database, copy, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_notes (Library *library)
{
  const PostilNotesQuery query = { .with_trash = TRUE };
  g_autoptr (GError) error = NULL;
  GPtrArray *notes = postil_notes_list (library->database, &query, &error);

  g_assert_no_error (error);
  return notes;
}

static void
fill (Library *library, guint n_notes)
{
  g_autoptr (PostilDocument) document = make_document ("Title", "A text to keep with its notes, of some length");
  g_autoptr (GPtrArray) notes = NULL;
  PostilDatabase *database = library->database;

  g_assert_true (postil_database_begin (database, POSTIL_DATABASE_NOTES, NULL));
  for (guint i = 0; i < n_notes; i++)
    add_note (library, document, i);
  notes = list_notes (library);
  for (guint i = 0; i < notes->len; i += 3)
    edit_note (library, g_ptr_array_index (notes, i), i + 10000);
  for (guint i = 1; i < notes->len; i += 17)
    g_assert_true (postil_notes_set_deleted (database, &((PostilNote *) g_ptr_array_index (notes, i))->id, TRUE, NOW + 7, NULL));
  g_assert_true (postil_drafts_keep (database, &((PostilNote *) g_ptr_array_index (notes, 2))->id, "unsaved", NOW, NULL));
  g_assert_true (postil_database_commit (database, POSTIL_DATABASE_NOTES, NULL));
}

/* The pages on which the mark of a comment stands. */
static void
find_places (Original *original, const PostilNote *note)
{
  g_autofree char *mark = g_strndup (note->comment, strcspn (note->comment, " "));
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *found = original->bytes;

  while ((found = memmem (found, original->size - (gsize) (found - original->bytes), mark, strlen (mark))))
    {
      gsize page = (gsize) (found - original->bytes) / PAGE;

      if (pages->len == 0 || g_array_index (pages, gsize, pages->len - 1) != page)
        g_array_append_val (pages, page);
      found += strlen (mark);
    }
  g_assert_cmpuint (pages->len, >, 0);
  g_array_append_val (original->places, pages);
}

static void
free_places (gpointer data)
{
  g_array_unref (*(GArray **) data);
}

static void
original_set_up (Original *original, gboolean with_backup)
{
  Library library = { make_folder (), NULL };
  g_autofree char *path = library_path (&library, "notes.db");
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;

  library_open (&library);
  fill (&library, N_NOTES);
  if (with_backup)
    copy = postil_maintenance_backup (library.database, NULL, NOW, &error);
  g_assert_no_error (error);
  original->notes = list_notes (&library);
  library_close (&library);
  original->template = library.directory;
  g_assert_true (g_file_get_contents (path, &original->bytes, &original->size, NULL));
  original->places = g_array_new (FALSE, FALSE, sizeof (GArray *));
  g_array_set_clear_func (original->places, free_places);
  for (guint i = 0; i < original->notes->len; i++)
    find_places (original, g_ptr_array_index (original->notes, i));
}

static void
original_clear (Original *original)
{
  remove_folder (original->template);
  g_free (original->template);
  g_free (original->bytes);
  g_ptr_array_unref (original->notes);
  g_array_unref (original->places);
}

/* Puts the library back as it was, but for some bytes; as a disk does, nobody being told. */
static void
write_damaged (const Original *original, gsize from, gsize length, GRand *rand)
{
  g_autofree char *path = g_build_filename (original->template, "notes.db", NULL);
  g_autofree char *bytes = g_memdup2 (original->bytes, original->size);

  for (gsize i = from; i < from + length; i++)
    bytes[i] = (char) g_rand_int (rand);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) original->size, NULL));
}

static gboolean
is_outside (const Original *original, guint note, gsize from, gsize length)
{
  const GArray *pages = g_array_index (original->places, GArray *, note);

  for (guint i = 0; i < pages->len; i++)
    {
      gsize page = g_array_index (pages, gsize, i);

      if (page * PAGE < from + length && (page + 1) * PAGE > from)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same (Library *library, const PostilNote *note)
{
  g_autoptr (PostilNote) found = postil_notes_get (library->database, &note->id, NULL);

  return found && g_strcmp0 (found->comment, note->comment) == 0 && g_strcmp0 (found->quote, note->quote) == 0
         && found->revision == note->revision && found->deleted == note->deleted && found->color == note->color
         && found->created == note->created && g_strv_equal ((const char *const *) found->tags, (const char *const *) note->tags);
}

static void
assert_sound (Library *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = postil_maintenance_check (library->database, FALSE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_error ("%s", (char *) g_ptr_array_index (findings, i));
}

typedef struct
{
  guint n_outside;
  guint n_saved;
  guint n_same;
} Tally;

static void
tell_difference (Library *library, const PostilNote *note, gsize from)
{
  g_autoptr (PostilNote) found = postil_notes_get (library->database, &note->id, NULL);

  if (found)
    g_test_message ("damage at %zu, note %" G_GINT64_FORMAT ": revision %u for %u, %.12s for %.12s", from, note->sequence,
                    found->revision, note->revision, found->comment, note->comment);
}

/* One damage, one start. */
static void
damage_once (const Original *original, gsize from, GRand *rand, Tally *tally)
{
  Library library = { original->template, NULL };
  gsize length = MIN (DAMAGE, original->size - from);

  write_damaged (original, from, length, rand);
  library_open (&library);
  g_assert_false (postil_database_get_read_only (library.database));
  assert_sound (&library);
  for (guint i = 0; i < original->notes->len; i++)
    {
      gboolean same = is_same (&library, g_ptr_array_index (original->notes, i));
      gboolean outside = is_outside (original, i, from, length);

      if (!same && g_test_verbose ())
        tell_difference (&library, g_ptr_array_index (original->notes, i), from);
      tally->n_outside += outside;
      tally->n_saved += outside && same;
      tally->n_same += same;
    }
  postil_note_unref (put_note (library.database, "k1", "passage", "goes on"));
  library_close (&library);
}

static void
run_damages (gboolean with_backup)
{
  Original original = { NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const guint n_tries = g_test_slow () ? SLOW_TRIES : TRIES;
  Tally tally = { 0 };

  original_set_up (&original, with_backup);
  for (guint i = 0; i < n_tries; i++)
    {
      gsize from = i == 0 ? 0 : (gsize) g_rand_int_range (rand, 0, (gint32) (original.size - DAMAGE));

      damage_once (&original, from, rand, &tally);
    }
  g_test_message ("%u damages of a file of %zu bytes: outside the damage %u of %u rows saved; the same as before %u of %u",
                  n_tries, original.size, tally.n_saved, tally.n_outside, tally.n_same, n_tries * original.notes->len);
  g_assert_cmpuint (tally.n_saved, ==, tally.n_outside);
  if (with_backup)
    g_assert_cmpuint (tally.n_same, ==, n_tries * original.notes->len);
  original_clear (&original);
}

static void
test_damaged (void)
{
  run_damages (FALSE);
}

static void
test_damaged_with_copy (void)
{
  run_damages (TRUE);
}

/* The list of what is saved names every table and column of the newest format. */
static void
test_list_is_whole (Library *library, gconstpointer unused)
{
  PostilConnection *notes = library->database->notes;
  g_auto (PostilQuery) tables = POSTIL_QUERY_NONE;
  guint n_listed = 0;

  g_assert_true (postil_query_init (&tables, notes,
                                    "SELECT name, (SELECT count (*) FROM pragma_table_info (schema.name)) "
                                    "FROM sqlite_schema AS schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                                    "AND name NOT LIKE 'annotation_search_%'",
                                    NULL));
  while (postil_query_step (&tables, NULL) > 0)
    {
      const char *name = postil_query_text (&tables, 0);
      gboolean listed = g_strv_contains (postil_precious_derived, name);

      for (guint i = 0; i < POSTIL_PRECIOUS_N_TABLES; i++)
        if (strcmp (postil_precious_tables[i].name, name) == 0)
          {
            g_assert_cmpint (postil_query_integer (&tables, 1), ==, postil_precious_n_columns (&postil_precious_tables[i]));
            listed = TRUE;
            n_listed++;
          }
      if (!listed)
        g_error ("the table %s is not among those that a recovery saves", name);
    }
  g_assert_cmpuint (n_listed, ==, POSTIL_PRECIOUS_N_TABLES);
}

/* --- restoring ---------------------------------------------------------------------------------------------------------- */

static PostilRecovery *
restore (Library *library, const char *path, gboolean merge)
{
  g_autoptr (GError) error = NULL;
  PostilRecovery *report = postil_maintenance_restore (library->database, path, merge, NOW, &error);

  g_assert_no_error (error);
  assert_sound (library);
  return report;
}

static void
refuse (Library *library, const char *path, PostilStoreError cause)
{
  g_autofree char *notes = library_path (library, "notes.db");
  g_autofree char *before = hash_of_file (notes);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_maintenance_restore (library->database, path, FALSE, NOW, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, (int) cause);
  after = hash_of_file (notes);
  g_assert_cmpstr (before, ==, after);
}

/* Back to the copy, with what was there since kept in another; and back again. */
static void
test_restore (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (PostilNote) late = NULL;
  g_autoptr (PostilRecovery) report = NULL;
  g_autoptr (PostilRecovery) again = NULL;
  g_autoptr (PostilDraft) draft = NULL;
  g_autoptr (GPtrArray) history = NULL;
  Library second = { library->directory, NULL };

  fill (library, 60);
  copy = postil_maintenance_backup (library->database, NULL, NOW, &error);
  g_assert_no_error (error);
  before = list_notes (library);
  late = put_note (library->database, "k2", "passage", "after the copy");
  edit_note (library, g_ptr_array_index (before, 5), 5);
  /* Another program that has the library open sees the change and goes on. */
  library_open (&second);
  report = restore (library, copy, FALSE);
  g_assert_cmpuint (report->n_notes, ==, 60);
  g_assert_nonnull (report->aside);
  after = list_notes (library);
  g_assert_cmpuint (after->len, ==, 60);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (is_same (library, g_ptr_array_index (before, i)));
  draft = postil_drafts_load (library->database, &((PostilNote *) g_ptr_array_index (before, 2))->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->comment, ==, "unsaved");
  history = postil_notes_list_history (library->database, &((PostilNote *) g_ptr_array_index (before, 3))->id, &error);
  g_assert_cmpuint (history->len, ==, 2);
  g_assert_null (postil_notes_get (second.database, &late->id, NULL));
  postil_note_unref (put_note (second.database, "k3", "passage", "of the second"));
  library_close (&second);
  again = restore (library, report->aside, FALSE);
  g_assert_true (is_same (library, late));
  g_assert_cmpuint (again->n_notes, ==, 61);
}

/* Merging keeps what is newer here and adds what is missing. */
static void
test_merge (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (PostilNote) late = NULL;
  g_autoptr (PostilNote) edited = NULL;
  g_autoptr (PostilRecovery) report = NULL;
  const PostilNote *purged;

  fill (library, 60);
  copy = postil_maintenance_backup (library->database, NULL, NOW, &error);
  before = list_notes (library);
  late = put_note (library->database, "k2", "passage", "after the copy");
  edit_note (library, g_ptr_array_index (before, 5), 5);
  edited = postil_notes_get (library->database, &((PostilNote *) g_ptr_array_index (before, 5))->id, &error);
  purged = g_ptr_array_index (before, 7);
  g_assert_true (postil_notes_set_deleted (library->database, &purged->id, TRUE, NOW, &error));
  g_assert_true (postil_notes_purge (library->database, &purged->id, NOW, &error));
  /* One is gone that nobody purged: as if the file had been edited by hand. */
  g_assert_true (postil_connection_exec (library->database->notes,
                                         "DROP TRIGGER annotation_history_delete; DELETE FROM annotation WHERE seq = 11; "
                                         "DELETE FROM annotation_search WHERE rowid = 11",
                                         NULL));
  report = restore (library, copy, TRUE);
  g_assert_true (is_same (library, late));
  g_assert_true (is_same (library, edited));
  g_assert_null (postil_notes_get (library->database, &purged->id, NULL));
  g_assert_cmpuint (report->n_from_backup, ==, 1);
  g_assert_cmpuint (report->n_notes, ==, 60);
}

/* What is no finished copy of notes is refused, and the library stays as it is to the byte. */
static void
test_restore_refused (Library *library, gconstpointer unused)
{
  g_autofree char *notes = library_path (library, "notes.db");
  g_autofree char *cache = library_path (library, "cache.db");
  g_autofree char *text = library_path (library, "letter.db");
  g_autofree char *theirs = library_path (library, "theirs.db");
  g_autofree char *half = library_path (library, "half.db");
  g_autofree char *journal = library_path (library, "half.db-journal");
  g_autofree char *none = library_path (library, "none.db");
  g_autofree char *fifo = library_path (library, "fifo.db");
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;

  fill (library, 20);
  g_assert_true (g_file_set_contents (text, "This is a letter to my aunt, and no database at all.\n", -1, NULL));
  g_assert_cmpint (exec_file (theirs, "CREATE TABLE annotation (seq INTEGER PRIMARY KEY, id BLOB)"), ==, SQLITE_OK);
  made = postil_maintenance_backup (library->database, half, NOW, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (journal, "unfinished", -1, NULL));
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  refuse (library, notes, POSTIL_STORE_ERROR_CONSTRAINT);
  refuse (library, cache, POSTIL_STORE_ERROR_CONSTRAINT);
  refuse (library, text, POSTIL_STORE_ERROR_FOREIGN);
  refuse (library, theirs, POSTIL_STORE_ERROR_FOREIGN);
  refuse (library, half, POSTIL_STORE_ERROR_CONSTRAINT);
  refuse (library, none, POSTIL_STORE_ERROR_OPEN);
  refuse (library, fifo, POSTIL_STORE_ERROR_OPEN);
}

/* A copy with a schema of its own making: its triggers, views and functions are not heard of, its rows are. */
static void
test_restore_hostile (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "hostile.db");
  g_autofree char *things G_GNUC_UNUSED = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autoptr (PostilRecovery) report = NULL;
  gint64 n_things = ask_number (library->database->notes, "SELECT count (*) FROM sqlite_schema");

  fill (library, 20);
  made = postil_maintenance_backup (library->database, path, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpint (exec_file (path, "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM annotation; END;"
                                    "CREATE VIEW spy AS SELECT load_extension ('evil') FROM annotation;"),
                   ==, SQLITE_OK);
  g_assert_cmpint (exec_file (path, "CREATE TABLE more (y, z AS (y || 'x'))"), ==, SQLITE_OK);
  g_assert_cmpint (exec_file (path, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE VIEW snapshot AS WITH "
                                    "RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c' "
                                    "WHERE name = 'snapshot_article'"),
                   ==, SQLITE_OK);
  report = restore (library, path, FALSE);
  g_assert_cmpuint (report->n_notes, ==, 20);
  g_assert_cmpint (ask_number (library->database->notes, "SELECT count (*) FROM sqlite_schema"), ==, n_things);
}

/* A copy of the first format is read as well. */
static void
test_restore_older (Library *library, gconstpointer unused)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "data", "notes-0001.db", NULL);
  g_autoptr (PostilRecovery) report = restore (library, path, FALSE);
  g_autoptr (GPtrArray) notes = list_notes (library);
  const PostilNote *first = g_ptr_array_index (notes, 2);

  g_assert_cmpuint (report->n_notes, ==, 3);
  g_assert_false (report->rows_lost);
  g_assert_cmpstr (first->comment, ==, "Compare with the year before");
  g_assert_cmpstr (first->tags[1], ==, "china/deal");
}

/* check --repair on a library that is open mends it in place. */
static void
test_repair_open (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *noise = g_malloc (DAMAGE);
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) before = NULL;
  int descriptor;

  fill (library, N_NOTES);
  before = list_notes (library);
  copy = postil_maintenance_backup (library->database, NULL, NOW, &error);
  g_assert_no_error (error);
  memset (noise, 0xa5, DAMAGE);
  descriptor = open (path, O_WRONLY);
  g_assert_cmpint (pwrite (descriptor, noise, DAMAGE, 40 * PAGE), ==, DAMAGE);
  close (descriptor);
  g_assert_true (postil_connection_reopen (library->database->notes, NULL));
  findings = postil_maintenance_check (library->database, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 1);
  assert_sound (library);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (is_same (library, g_ptr_array_index (before, i)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/salvage/damaged", test_damaged);
  g_test_add_func ("/store/salvage/damaged-with-copy", test_damaged_with_copy);
  if (g_test_slow ())
    return g_test_run ();
#define ADD(path, function) g_test_add ("/store/salvage/" path, Library, NULL, library_set_up, function, library_tear_down)
  ADD ("list-is-whole", test_list_is_whole);
  ADD ("restore", test_restore);
  ADD ("merge", test_merge);
  ADD ("restore-refused", test_restore_refused);
  ADD ("restore-hostile", test_restore_hostile);
  ADD ("restore-older", test_restore_older);
  ADD ("repair-open", test_repair_open);
  return g_test_run ();
}
