/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes: round trips, history that no path can skip, trash, drafts, texts kept with them. */
#include "config.h"

#include "library-fixture.h"

#include "postil-articles-table.h"
#include "postil-lists-table.h"
#include "postil-notes-table.h"

#include <string.h>

static void
assert_same (const PostilNote *a, const PostilNote *b)
{
  g_assert_true (postil_id_equal (&a->id, &b->id));
  g_assert_cmpint (a->sequence, ==, b->sequence);
  g_assert_cmpstr (a->article_key, ==, b->article_key);
  g_assert_cmpstr (a->article_title, ==, b->article_title);
  g_assert_cmpstr (a->article_url, ==, b->article_url);
  g_assert_cmpstr (a->document_hash, ==, b->document_hash);
  g_assert_cmpuint (a->start, ==, b->start);
  g_assert_cmpuint (a->end, ==, b->end);
  g_assert_cmpstr (a->quote, ==, b->quote);
  g_assert_cmpstr (a->prefix, ==, b->prefix);
  g_assert_cmpstr (a->suffix, ==, b->suffix);
  g_assert_cmpuint (a->color, ==, b->color);
  g_assert_cmpstr (a->comment, ==, b->comment);
  g_assert_cmpstrv (a->tags, b->tags);
  g_assert_cmpstr (a->author, ==, b->author);
  g_assert_cmpint (a->created, ==, b->created);
  g_assert_cmpint (a->modified, ==, b->modified);
  g_assert_cmpint (a->deleted, ==, b->deleted);
  g_assert_cmpuint (a->revision, ==, b->revision);
  g_assert_cmpint (a->orphan, ==, b->orphan);
}

static void
test_round_trip (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const char *const tags[] = { "Ökonomie", "china-deal", NULL };
  g_autoptr (PostilNote) note = make_note ("k1", "passage “quoted” 字节跳动 \U0001F600", "A *comment*\nof two lines", tags);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (PostilNote) again = NULL;

  note->author = g_strdup ("Reader");
  stored = postil_notes_insert (library->database, note, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored->sequence, >, 0);
  g_assert_cmpuint (stored->revision, ==, 1);
  note->sequence = stored->sequence;
  assert_same (note, stored);

  library_close (library);
  library_open (library);
  again = postil_notes_get (library->database, &note->id, &error);
  g_assert_no_error (error);
  assert_same (stored, again);
}

static void
test_refused (Library *library, gconstpointer unused)
{
  const char *const blank[] = { "two words", NULL };
  g_autoptr (PostilNote) note = make_note ("k1", "passage", "", NULL);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (PostilNote) again = NULL;
  g_autoptr (PostilNote) tagged = make_note ("k1", "passage", "", blank);
  g_autoptr (PostilNote) wrong = make_note ("k1", "passage", "", NULL);
  GError *error = NULL;

  g_assert_null (postil_notes_insert (library->database, tagged, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  wrong->end++;
  g_assert_null (postil_notes_insert (library->database, wrong, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  stored = postil_notes_insert (library->database, note, NULL, &error);
  g_assert_no_error (error);
  again = postil_notes_insert (library->database, note, NULL, &error);
  g_assert_no_error (error);
  assert_same (stored, again);
  g_free (note->comment);
  note->comment = g_strdup ("something else under the same id");
  g_assert_null (postil_notes_insert (library->database, note, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_cmpint (ask_number (library->database->notes, "SELECT count (*) FROM annotation"), ==, 1);
  g_assert_cmpuint (library->database->notes->depth, ==, 0);
}

static PostilNote *
edit (Library *library, const PostilNote *note, const char *comment, gint64 at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) changed = postil_note_copy (note);
  PostilNote *stored;

  g_free (changed->comment);
  changed->comment = g_strdup (comment);
  changed->modified = at;
  stored = postil_notes_update (library->database, changed, &error);
  g_assert_no_error (error);
  return stored;
}

static void
test_history (Library *library, gconstpointer unused)
{
  static const char *const texts[] = { "one", "two", "three", "four" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", texts[0]);
  g_autoptr (GPtrArray) history = NULL;

  for (int i = 1; i < 4; i++)
    {
      g_autoptr (PostilNote) stored = edit (library, note, texts[i], NOW + i);

      g_assert_cmpuint (stored->revision, ==, (guint) i + 1);
      g_assert_cmpint (stored->modified, ==, NOW + i);
    }
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW + 9, &error));
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, FALSE, NOW + 10, &error));
  history = postil_notes_list_history (library->database, &note->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 4);
  for (guint i = 0; i < history->len; i++)
    {
      const PostilNote *image = g_ptr_array_index (history, i);

      g_assert_cmpstr (image->comment, ==, texts[i]);
      g_assert_cmpuint (image->revision, ==, i + 1);
      g_assert_cmpstr (image->quote, ==, "passage");
    }
}

/* Another program that writes to the file cannot leave the history out either, nor change what is fixed. */
static void
test_history_by_triggers (Library *library, gconstpointer unused)
{
  g_autofree char *path = library_path (library, "notes.db");
  g_autofree char *before = NULL;
  g_autofree char *kinds = NULL;
  g_autofree char *count = NULL;

  postil_note_unref (put_note (library->database, "k1", "passage", "mine"));
  library_close (library);
  g_assert_cmpint (exec_file (path, "UPDATE annotation SET comment = 'theirs', revision = revision + 1"), ==, SQLITE_OK);
  before = ask_file (path, "SELECT comment FROM history");
  g_assert_cmpstr (before, ==, "mine");
  g_assert_cmpint (exec_file (path, "UPDATE annotation SET id = randomblob (16)"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (exec_file (path, "UPDATE history SET comment = ''"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (exec_file (path, "UPDATE annotation SET quote = ''"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (exec_file (path, "UPDATE annotation SET deleted = 5"), ==, SQLITE_OK);
  count = ask_file (path, "SELECT n_notes FROM article_state WHERE article_key = 'k1'");
  g_assert_cmpstr (count, ==, "0");
  g_assert_cmpint (exec_file (path, "DELETE FROM annotation"), ==, SQLITE_OK);
  kinds = ask_file (path, "SELECT group_concat (kind) FROM history");
  g_assert_cmpstr (kinds, ==, "edit,trash,purge");
}

static void
test_trash (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "mine");
  g_autoptr (PostilNote) trashed = NULL;
  g_autoptr (PostilNote) restored = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GPtrArray) in_trash = NULL;
  const PostilNotesQuery all = { 0 };
  const PostilNotesQuery trash = { .only_trash = TRUE };

  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW + 5, &error));
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW + 6, &error));
  trashed = postil_notes_get (library->database, &note->id, &error);
  g_assert_cmpint (trashed->deleted, ==, NOW + 5);
  listed = postil_notes_list (library->database, &all, &error);
  in_trash = postil_notes_list (library->database, &trash, &error);
  g_assert_cmpuint (listed->len, ==, 0);
  g_assert_cmpuint (in_trash->len, ==, 1);

  library_close (library);
  library_open (library);
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, FALSE, NOW + 7, &error));
  restored = postil_notes_get (library->database, &note->id, &error);
  assert_same (note, restored);
}

static void
test_purge (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "mine");
  g_autoptr (GPtrArray) history = NULL;

  g_assert_false (postil_notes_purge (library->database, &note->id, NOW, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW, &error));
  g_assert_true (postil_notes_purge (library->database, &note->id, NOW + 1, &error));
  g_assert_null (postil_notes_get (library->database, &note->id, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  history = postil_notes_list_history (library->database, &note->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 1);
}

static void
test_find (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "mine");
  g_autoptr (PostilNote) found = NULL;
  char text[POSTIL_ID_STRING_SIZE];

  postil_id_to_string (&note->id, text);
  text[8] = '\0';
  found = postil_notes_find (library->database, text, &error);
  g_assert_no_error (error);
  assert_same (note, found);
  g_assert_null (postil_notes_find (library->database, "xyz!", &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (postil_notes_find (library->database, "ab", &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
}

static guint
count_with_tag (Library *library, const char *tag)
{
  g_autoptr (GError) error = NULL;
  const PostilNotesQuery query = { .tag = tag };
  g_autoptr (GPtrArray) notes = postil_notes_list (library->database, &query, &error);

  g_assert_no_error (error);
  return notes->len;
}

static void
test_tags (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const char *const first[] = { "China/deal", "Ökonomie", NULL };
  const char *const second[] = { "china", NULL };
  g_autoptr (PostilNote) a = make_note ("k1", "passage", "", first);
  g_autoptr (PostilNote) b = make_note ("k2", "passage", "", second);
  g_autoptr (PostilNote) changed = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  const PostilSourceCount *count;

  postil_note_unref (postil_notes_insert (library->database, a, NULL, &error));
  g_assert_no_error (error);
  postil_note_unref (postil_notes_insert (library->database, b, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_with_tag (library, "CHINA"), ==, 2);
  g_assert_cmpuint (count_with_tag (library, "China/Deal"), ==, 1);
  g_assert_cmpuint (count_with_tag (library, "ökonomie"), ==, 1);
  g_assert_cmpuint (count_with_tag (library, "chin"), ==, 0);
  g_strfreev (a->tags);
  a->tags = g_strdupv ((GStrv) second);
  changed = postil_notes_update (library->database, a, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_with_tag (library, "ökonomie"), ==, 0);
  tags = postil_lists_tags (library->database, &error);
  g_assert_cmpuint (tags->len, ==, 1);
  count = g_ptr_array_index (tags, 0);
  g_assert_cmpstr (count->name, ==, "china");
  g_assert_cmpuint (count->n_all, ==, 2);
}

static void
test_order (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) late = make_note ("k1", "later", "", NULL);
  g_autoptr (PostilNote) early = make_note ("k1", "early", "", NULL);
  g_autoptr (PostilNote) whole = make_note ("k1", "", "on the whole", NULL);
  g_autoptr (PostilNote) other = make_note ("k2", "other", "", NULL);
  g_autoptr (GPtrArray) by_place = NULL;
  g_autoptr (GPtrArray) newest = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  const PostilNotesQuery of_article = { .article_key = "k1" };
  const PostilNotesQuery three = { .limit = 3 };
  PostilNote *notes[] = { late, early, whole, other };

  late->start += 100;
  late->end += 100;
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    postil_note_unref (postil_notes_insert (library->database, notes[i], NULL, &error));
  by_place = postil_notes_list (library->database, &of_article, &error);
  g_assert_cmpuint (by_place->len, ==, 3);
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (by_place, 0))->comment, ==, "on the whole");
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (by_place, 1))->quote, ==, "early");
  newest = postil_notes_list (library->database, &three, &error);
  g_assert_cmpuint (newest->len, ==, 3);
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (newest, 0))->quote, ==, "other");
  keys = postil_notes_list_articles (library->database, &error);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, "k2");
}

static void
test_snapshot_and_move (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = make_document ("Title", "The text a note was made on, with a passage in it.");
  g_autoptr (PostilDocument) kept = NULL;
  g_autoptr (PostilDocument) absent = NULL;
  g_autoptr (PostilNote) note = make_note ("k1", "x", "", NULL);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (PostilNote) moved = NULL;

  postil_note_set_passage (note, document, 10, 20);
  stored = postil_notes_insert (library->database, note, document, &error);
  g_assert_no_error (error);
  kept = postil_notes_load_snapshot (library->database, stored->document_hash, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (postil_document_get_text (kept), ==, postil_document_get_text (document));
  absent = postil_notes_load_snapshot (library->database, "none", &error);
  g_assert_no_error (error);
  g_assert_null (absent);

  note->orphan = TRUE;
  note->start = 12;
  note->end = 22;
  moved = postil_notes_move (library->database, note, NULL, NOW + 3, &error);
  g_assert_no_error (error);
  g_assert_true (moved->orphan);
  g_assert_cmpuint (moved->start, ==, 12);
  g_assert_cmpuint (moved->revision, ==, 1);
  g_assert_cmpint (moved->modified, ==, NOW);
  g_assert_cmpint (ask_number (library->database->notes, "SELECT count (*) FROM history WHERE kind = 'move'"), ==, 1);
}

static void
test_drafts (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "mine");
  g_autoptr (PostilNote) saved = NULL;
  g_autoptr (PostilDraft) draft = NULL;
  g_autoptr (PostilDraft) gone = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  g_assert_true (postil_drafts_keep (library->database, &note->id, "half a th", NOW, &error));
  g_assert_true (postil_drafts_keep (library->database, &note->id, "half a thought", NOW + 1, &error));
  library_close (library);
  library_open (library);
  draft = postil_drafts_load (library->database, &note->id, &error);
  g_assert_cmpstr (draft->comment, ==, "half a thought");
  g_assert_cmpint (draft->modified, ==, NOW + 1);
  drafts = postil_drafts_list (library->database, &error);
  g_assert_cmpuint (drafts->len, ==, 1);
  saved = edit (library, note, "a whole thought", NOW + 2);
  gone = postil_drafts_load (library->database, &note->id, &error);
  g_assert_no_error (error);
  g_assert_null (gone);
  g_assert_true (postil_drafts_drop (library->database, &note->id, &error));
}

/* Many changes in one transaction: one that fails leaves the others as they are, and a rollback leaves nothing. */
static void
test_transactions (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  PostilDatabase *database = library->database;
  g_autoptr (PostilNote) first = NULL;

  g_assert_true (postil_database_begin (database, POSTIL_DATABASE_NOTES, &error));
  first = put_note (database, "k1", "passage", "one");
  first->color = 4;
  g_assert_null (postil_notes_insert (database, first, NULL, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  postil_note_unref (put_note (database, "k1", "passage", "two"));
  g_assert_true (postil_database_commit (database, POSTIL_DATABASE_NOTES, &error));
  g_assert_cmpint (ask_number (database->notes, "SELECT count (*) FROM annotation"), ==, 2);

  g_assert_true (postil_database_begin (database, POSTIL_DATABASE_NOTES, &error));
  postil_note_unref (put_note (database, "k1", "passage", "three"));
  postil_database_rollback (database, POSTIL_DATABASE_NOTES);
  g_assert_cmpint (ask_number (database->notes, "SELECT count (*) FROM annotation"), ==, 2);
  g_assert_cmpint (ask_number (database->notes, "SELECT n_notes FROM article_state"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/store/notes/" path, Library, NULL, library_set_up, function, library_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("refused", test_refused);
  ADD ("history", test_history);
  ADD ("history-by-triggers", test_history_by_triggers);
  ADD ("trash", test_trash);
  ADD ("purge", test_purge);
  ADD ("find", test_find);
  ADD ("tags", test_tags);
  ADD ("order", test_order);
  ADD ("snapshot-and-move", test_snapshot_and_move);
  ADD ("drafts", test_drafts);
  ADD ("transactions", test_transactions);
  return g_test_run ();
}
