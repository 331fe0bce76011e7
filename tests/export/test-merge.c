/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that an export made and its reader worked on is brought up to date: each row of the merge by itself, and all of them at once
 * by chance. */
#include "config.h"

#include "note-maker.h"
#include "postil-document-builder.h"
#include "postil-line-diff.h"
#include "postil-markdown-blocks.h"
#include "postil-markdown-merge.h"

#include <string.h>

#define URL "https://harbour.example.org/a"

static PostilDocument *
make_document (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  PostilDocument *document = NULL;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "Ferries");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "First passage. Second passage. Third passage.");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_HEADING, 2, 0, "Costs");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "Fourth passage. Fifth passage.");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_HEADING, 2, 0, "Outlook");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "Sixth passage. Seventh passage.");
  document = postil_document_builder_finish (builder, NULL);
  g_assert_nonnull (document);
  return document;
}

static const char *const passages[] = { "First passage", "Second passage", "Third passage",  "Fourth passage",
                                        "Fifth passage", "Sixth passage",  "Seventh passage" };

/* notes: a letter each: a-g the passage of that number, A-G the same with another comment, + on the article. */
static char *
make_file (const char *notes)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Ferries", URL);
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (GPtrArray) list = note_maker_list (NULL);

  for (const char *p = notes; *p != '\0'; p++)
    {
      guint number = (guint) (g_ascii_tolower (*p) - 'a');

      if (*p == '+')
        g_ptr_array_add (list, note_maker_note (9, "On it all.", "whole"));
      else
        g_ptr_array_add (list, note_maker_passage (number + 1, document, passages[number],
                                                   g_ascii_isupper (*p) ? "Changed in the program." : "As it was."));
    }
  return note_maker_export (article, document, list);
}

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (with, parts);
}

/* From the begin marker to behind the end marker of a note's block. */
static char *
dup_block (const char *text, const char *id)
{
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);

  for (guint i = 0; i < blocks->len; i++)
    {
      const PostilMarkdownBlockRange *block = &g_array_index (blocks, PostilMarkdownBlockRange, i);

      if (strcmp (block->id, id) == 0)
        return g_strndup (text + block->start, block->end - block->start);
    }
  g_test_message ("%s", text);
  g_assert_not_reached ();
}

/* Merging twice is merging once. */
static char *
merge (const char *file, const char *made, PostilMarkdownMergeCounts *counts)
{
  char *merged = postil_markdown_merge (file, made, FALSE, counts);
  g_autofree char *again = postil_markdown_merge (merged, made, FALSE, NULL);

  g_assert_cmpstr (again, ==, merged);
  return merged;
}

static void
check_ids (const char *text, const char *expected)
{
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    g_string_append_c (ids, g_array_index (blocks, PostilMarkdownBlockRange, i).id[7]);
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
check_golden (const char *name, const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "export", "cases", "merge", name, NULL);
  g_autofree char *expected = NULL;
  const char *folder = g_getenv ("POSTIL_WRITE_EXPECTED");

  if (folder != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (file, text, -1, NULL));
      return;
    }
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_untouched (void)
{
  g_autofree char *old = make_file ("bd");
  g_autofree char *new = make_file ("+aBeg");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (old, new, &counts);
  g_autofree char *same = merge (new, new, NULL);

  g_assert_cmpstr (merged, ==, new);
  g_assert_cmpstr (same, ==, new);
  g_assert_cmpuint (counts.n_added, ==, 4);
  g_assert_cmpuint (counts.n_updated, ==, 1);
  g_assert_cmpuint (counts.n_removed, ==, 1);
}

/* Row 1: a new note goes before the next one of its section, behind the last, or into a section of its own. */
static void
test_row_new (void)
{
  g_autofree char *old = make_file ("bd");
  g_autofree char *file = replace (old, "## Highlights\n", "## Highlights\n\nMine, above.\n");
  g_autofree char *new = make_file ("+abcdef");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (file, new, &counts);

  check_ids (merged, "9123456");
  g_assert_nonnull (strstr (merged, "Mine, above.\n"));
  g_assert_cmpuint (counts.n_added, ==, 5);
  check_golden ("new.md", merged);
}

/* Row 2 */
static void
test_row_changed (void)
{
  g_autofree char *old = make_file ("abc");
  g_autofree char *file = g_strconcat (old, "\nMy own end.\n", NULL);
  g_autofree char *new = make_file ("aBc");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (file, new, &counts);
  g_autofree char *block = dup_block (merged, "00000002");
  g_autofree char *wanted = dup_block (new, "00000002");

  g_assert_cmpstr (block, ==, wanted);
  g_assert_true (g_str_has_suffix (merged, "\nMy own end.\n"));
  g_assert_cmpuint (counts.n_updated, ==, 1);
  g_assert_cmpuint (counts.n_same, ==, 2);
  check_golden ("changed.md", merged);
}

/* Row 3 */
static void
test_row_edited (void)
{
  g_autofree char *old = make_file ("abc");
  g_autofree char *file = replace (old, "As it was.", "As I say.");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (file, old, &counts);
  g_autofree char *new = make_file ("abCd");
  g_autofree char *later = merge (merged, new, NULL);
  g_autofree char *block = dup_block (merged, "00000001");
  g_autofree char *wanted = dup_block (file, "00000001");

  g_assert_cmpstr (block, ==, wanted);
  g_assert_nonnull (strstr (merged, "As I say."));
  g_assert_cmpuint (counts.n_kept, ==, 1);
  g_assert_nonnull (strstr (later, "As I say."));
  check_golden ("edited.md", merged);
}

/* Row 4: and what comes of it when either side goes on. */
static void
test_row_both (void)
{
  g_autofree char *old = make_file ("abc");
  g_autofree char *file = replace (old, "> Second passage\n", "> Second passage\n>\n> (my words)\n");
  g_autofree char *new = make_file ("aBc");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (file, new, &counts);
  g_autofree char *back = merge (merged, old, NULL);
  g_autofree char *solved = NULL;
  g_autofree char *gone = NULL;
  const char *start = strstr (merged, "<!-- postil:changed");
  const char *end = strstr (merged, "<!-- postil:end-changed");
  g_autofree char *notice = NULL;

  g_assert_cmpuint (counts.n_conflicts, ==, 1);
  g_assert_nonnull (strstr (merged, "> (my words)\n"));
  g_assert_nonnull (strstr (merged, "> [!note] changed in Postil\n"));
  g_assert_nonnull (strstr (merged, "> Changed in the program.\n"));
  check_golden ("both.md", merged);

  /* Ours changes again: one notice, brought up to date. */
  g_assert_nonnull (strstr (back, "> As it was.\n"));
  g_assert_null (strstr (back, "Changed in the program."));
  /* The reader takes the notice out: it does not come back. */
  notice = g_strndup (start, (gsize) (strchr (end, '\n') + 1 - start));
  solved = replace (merged, notice, "");
  gone = merge (solved, new, &counts);
  g_assert_null (strstr (gone, "[!note]"));
  g_assert_cmpuint (counts.n_kept, ==, 1);
}

/* Row 5 */
static void
test_row_taken_out (void)
{
  g_autofree char *old = make_file ("abc");
  g_autofree char *block = dup_block (old, "00000002");
  g_autofree char *file = replace (old, block, "");
  g_autofree char *new = make_file ("aBcd");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (file, new, &counts);
  g_autofree char *restored = postil_markdown_merge (merged, new, TRUE, &counts);

  check_ids (merged, "134");
  check_ids (restored, "1234");
  g_assert_cmpuint (counts.n_added, ==, 1);
  check_golden ("taken-out.md", merged);
}

/* Rows 6 and 7 */
static void
test_row_deleted (void)
{
  g_autofree char *old = make_file ("abc");
  g_autofree char *file = replace (old, "> Third passage\n", "> Third passage, and mine\n");
  g_autofree char *new = make_file ("a");
  PostilMarkdownMergeCounts counts;
  g_autofree char *merged = merge (file, new, &counts);

  check_ids (merged, "1");
  g_assert_null (strstr (merged, "Second passage"));
  g_assert_nonnull (strstr (merged, "> Third passage, and mine\n"));
  g_assert_cmpuint (counts.n_removed, ==, 1);
  g_assert_cmpuint (counts.n_released, ==, 1);
  check_golden ("deleted.md", merged);
}

/* Row 8: an editor of notes has rewritten the head in its own manner. */
static void
test_row_front_matter (void)
{
  static const char edited[] = "---\n"
                               "# my head\n"
                               "rating: 5\n"
                               "title: My own title\n"
                               "source: https://harbour.example.org/a\n"
                               "site: The Harbour Post\n"
                               "tags:\n"
                               "- whole # as it was\n"
                               "- mine\n"
                               "published: 2026-11-20\n"
                               "nested:\n"
                               "  deep: [1, 2]\n"
                               "updated: \"2026-11-20T00:00:09Z\"\n"
                               "postil_id: 0123456789abcdef0123456789abcdef\n"
                               "postil_notes: 2\n"
                               "---\n";
  g_autofree char *old = make_file ("+a");
  const char *body = strstr (old, "\n---\n") + strlen ("\n---\n");
  g_autofree char *file = g_strconcat (edited, body, NULL);
  g_autofree char *new = make_file ("a");
  g_autofree char *merged = merge (file, new, NULL);
  g_autofree char *broken = replace (file, "rating: 5\n", "rating: 5\nrating: 6\n");
  g_autofree char *key = postil_markdown_read_article_key (file);
  PostilMarkdownMergeCounts counts;
  g_autofree char *kept = merge (broken, new, &counts);

  g_assert_cmpstr (key, ==, NOTE_MAKER_KEY);
  g_assert_nonnull (strstr (merged, "# my head\nrating: 5\ntitle: My own title\n"));
  g_assert_nonnull (strstr (merged, "tags:\n- mine\n"));
  g_assert_nonnull (strstr (merged, "nested:\n  deep: [1, 2]\n"));
  g_assert_nonnull (strstr (merged, "updated: \"2026-11-20T00:00:01Z\"\n"));
  g_assert_nonnull (strstr (merged, "postil_notes: 1\n"));
  /* The reader took the key out. */
  g_assert_null (strstr (merged, "created:"));
  check_golden ("front-matter.md", merged);

  g_assert_true (counts.front_matter_unreadable);
  g_assert_true (strncmp (kept, broken, strlen ("---\n# my head\nrating: 5\nrating: 6\n")) == 0);
  g_assert_nonnull (strstr (kept, "postil_notes: 2\n"));
}

static void
test_line_ends (void)
{
  g_autofree char *old = make_file ("ab");
  g_auto (GStrv) parts = g_strsplit (old, "\n", -1);
  g_autofree char *lines = g_strjoinv ("\r\n", parts);
  g_autofree char *file = g_strconcat ("\ufeff", lines, "mine\r\n", NULL);
  g_autofree char *new = make_file ("aBc");
  g_autofree char *merged = merge (file, new, NULL);
  g_autofree char *untouched = g_strconcat ("\ufeff", lines, NULL);
  g_autofree char *whole = merge (untouched, new, NULL);

  for (const char *p = strchr (merged, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    g_assert_true (p[-1] == '\r');
  g_assert_true (g_str_has_prefix (merged, "\ufeff---\r\n"));
  g_assert_true (g_str_has_suffix (merged, "mine\r\n"));
  check_ids (merged, "123");
  g_assert_true (g_str_has_prefix (whole, "\ufeff---\r\n"));
  check_ids (whole, "123");
}

/* What a dry run shows. */
static void
test_difference (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *difference;
  } cases[] = {
    { "a\nb\n", "a\nb\n", "" },
    { NULL, "a\nb\n", "--- /dev/null\n+++ n\n@@ -0,0 +1,2 @@\n+a\n+b\n" },
    { "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
      "--- n\n+++ n\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n" },
    { "a\n", "", "--- n\n+++ n\n@@ -1,1 +0,0 @@\n-a\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *difference = postil_line_diff (cases[i].before, cases[i].after, "n");

      g_assert_cmpstr (difference, ==, cases[i].difference);
    }
}

/* --- by chance --- */

static char *
choose_notes (GRand *rand)
{
  GString *notes = g_string_new (NULL);

  for (char letter = 'a'; letter <= 'g'; letter++)
    if (g_rand_boolean (rand))
      g_string_append_c (notes, g_rand_boolean (rand) ? letter : g_ascii_toupper (letter));
  if (g_rand_boolean (rand))
    g_string_append_c (notes, '+');
  return g_string_free (notes, FALSE);
}

/* Some lines get a fellow, some a word more, some go; words of the reader's are numbered. */
static char *
edit_by_chance (GRand *rand, const char *file, guint *n_words)
{
  g_auto (GStrv) lines = g_strsplit (file, "\n", -1);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gint32 dice = g_rand_int_range (rand, 0, 12);
      gboolean in_head = i < 12 || g_str_has_prefix (lines[i], "<!-- postil:") || *lines[i] == '\0';

      if (dice == 0 && !in_head)
        continue;
      g_string_append (out, lines[i]);
      if (dice == 1 && !in_head)
        g_string_append_printf (out, " mine%u.", (*n_words)++);
      if (lines[i + 1] != NULL)
        g_string_append_c (out, '\n');
      if (dice == 2 && i >= 12 && lines[i + 1] != NULL)
        g_string_append_printf (out, "mine%u.\n", (*n_words)++);
    }
  return g_string_free (out, FALSE);
}

static void
check_words (const char *edited, const char *merged, guint n_words)
{
  for (guint word = 0; word < n_words; word++)
    {
      g_autofree char *mine = g_strdup_printf ("mine%u.", word);
      gboolean lost = strstr (edited, mine) != NULL && strstr (merged, mine) == NULL;

      if (lost)
        g_test_message ("%s is lost\n--- edited\n%s\n--- merged\n%s", mine, edited, merged);
      g_assert_false (lost);
    }
}

/* Exports and edits a file three times. */
static void
live_with_file (GRand *rand)
{
  g_autofree char *first = choose_notes (rand);
  g_autofree char *file = make_file (first);
  guint n_words = 0;

  for (guint step = 0; step < 3; step++)
    {
      g_autofree char *notes = choose_notes (rand);
      g_autofree char *made = make_file (notes);
      g_autofree char *edited = edit_by_chance (rand, file, &n_words);
      g_autofree char *merged = postil_markdown_merge (edited, made, FALSE, NULL);
      g_autofree char *again = postil_markdown_merge (merged, made, FALSE, NULL);

      g_assert_cmpstr (again, ==, merged);
      check_words (edited, merged, n_words);
      g_free (file);
      file = g_steal_pointer (&merged);
    }
}

static void
test_by_chance (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);

  for (guint round = 0; round < 400; round++)
    live_with_file (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/merge/untouched", test_untouched);
  g_test_add_func ("/export/merge/new", test_row_new);
  g_test_add_func ("/export/merge/changed", test_row_changed);
  g_test_add_func ("/export/merge/edited", test_row_edited);
  g_test_add_func ("/export/merge/both", test_row_both);
  g_test_add_func ("/export/merge/taken-out", test_row_taken_out);
  g_test_add_func ("/export/merge/deleted", test_row_deleted);
  g_test_add_func ("/export/merge/front-matter", test_row_front_matter);
  g_test_add_func ("/export/merge/line-ends", test_line_ends);
  g_test_add_func ("/export/merge/difference", test_difference);
  g_test_add_func ("/export/merge/by-chance", test_by_chance);
  return g_test_run ();
}
