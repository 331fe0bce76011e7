/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole file: two articles against files kept beside this test, and each rule of the order by itself. */
#include "config.h"

#include "note-maker.h"
#include "postil-document-builder.h"
#include "postil-export-error.h"
#include "postil-markdown-blocks.h"

#include <math.h>
#include <string.h>

/* Set POSTIL_WRITE_EXPECTED to a folder to write what is made there. */
static void
check_case (const char *name, const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "export", "cases", name, "expected.md", NULL);
  g_autofree char *expected = NULL;
  const char *folder = g_getenv ("POSTIL_WRITE_EXPECTED");

  if (folder != NULL)
    {
      g_autofree char *file = g_strconcat (folder, "/", name, ".md", NULL);

      g_assert_true (g_file_set_contents (file, text, -1, NULL));
      return;
    }
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static PostilDocument *
make_document (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  PostilDocument *document = NULL;

  postil_document_builder_set_title (builder, "Ferries: \"a quiet year\" [updated]");
  postil_document_builder_set_byline (builder, "By Ida Holm and Per Vik");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "Ferries: \"a quiet year\" [updated]");
  postil_document_builder_add_block (
      builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
      "Norfjord Lines carried 11% fewer cars in May 2026. It lost $18.5 million, Mr. Vik said. “We saw it coming.”");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_HEADING, 2, 0, "1. What *changed*");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 0, "Two boats stayed in port.");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 0, "Fares rose to $40 | $55.");
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_CODE, 0, 0);
  postil_document_builder_append_verbatim (builder, "if boats < 3:\n    stay()\n", -1);
  postil_document_builder_end_block (builder);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_HEADING, 3, 0, "Outlook");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "=2+2 is what the chart says. 挪威的渡轮今年亏损。");
  document = postil_document_builder_finish (builder, NULL);
  g_assert_nonnull (document);
  return document;
}

static void
add_figure (PostilAnalysis *analysis, PostilDocument *document, const char *surface, PostilFigureKind kind, const char *subject)
{
  const char *text = postil_document_get_text (document);
  const char *found = strstr (text, surface);
  PostilFigure figure;

  g_assert_nonnull (found);
  postil_figure_init (&figure);
  figure.start = (guint32) g_utf8_strlen (text, found - text);
  figure.end = figure.start + (guint32) g_utf8_strlen (surface, -1);
  figure.kind = kind;
  figure.claim.subject = g_strdup (subject);
  if (kind == POSTIL_FIGURE_PERCENT)
    {
      figure.change.direction = POSTIL_CHANGE_DOWN;
      figure.claim.measure = g_strdup ("cars carried");
      figure.claim.period = g_strdup ("May 2026");
      figure.claim.period_iso = g_strdup ("2026-05");
    }
  postil_analysis_take_figure (analysis, &figure);
}

static PostilAnalysis *
make_analysis (PostilDocument *document)
{
  PostilAnalysis *analysis = postil_analysis_new ("en", 1);
  guint vik = postil_analysis_add_entity (analysis, POSTIL_ENTITY_PER, "Per Vik");
  guint lines = postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Norfjord Lines");
  const PostilMention mentions[] = { { 0, 2, lines, 1 }, { 4, 6, lines, 1 }, { 8, 9, vik, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (mentions); i++)
    postil_analysis_add_mention (analysis, &mentions[i]);
  add_figure (analysis, document, "11%", POSTIL_FIGURE_PERCENT, "Norfjord Lines");
  add_figure (analysis, document, "$18.5 million", POSTIL_FIGURE_MONEY, NULL);
  add_figure (analysis, document, "Two", POSTIL_FIGURE_NUMBER, NULL);
  add_figure (analysis, document, "$40", POSTIL_FIGURE_MONEY, NULL);
  add_figure (analysis, document, "2+2", POSTIL_FIGURE_QUANTITY, "=SUM(A1)|x");
  postil_analysis_sort (analysis);
  return analysis;
}

static void
tag (PostilNote *note, const char *tags)
{
  g_strfreev (note->tags);
  note->tags = postil_tags_parse (tags);
}

static GPtrArray *
make_notes (PostilDocument *document)
{
  GPtrArray *notes = note_maker_list (note_maker_note (9, "Compare with **last** year.\n\n- ask Ida", "to check,2026"));
  PostilNote *note = note_maker_passage (3, document, "if boats < 3:\n    stay()\n", "");

  note->color = 3;
  g_ptr_array_add (notes, note);
  note = note_maker_passage (2, document, "Two boats stayed in port.\nFares rose to $40 | $55.", "Check the fares.");
  tag (note, "Fares,ports/north");
  g_ptr_array_add (notes, note);
  note = note_maker_passage (1, document, "Norfjord Lines carried 11% fewer cars", "");
  note->modified += G_TIME_SPAN_DAY;
  g_ptr_array_add (notes, note);
  g_ptr_array_add (notes, note_maker_passage (4, document, "挪威的渡轮今年亏损。", "亏损！"));
  note = note_maker_quote (5, "A sentence\nthat was taken out", "Why?");
  note->orphan = TRUE;
  note->start = 0;
  note->end = 30;
  g_ptr_array_add (notes, note);
  note = note_maker_quote (6, "in the trash", "");
  note->deleted = NOTE_MAKER_TIME;
  g_ptr_array_add (notes, note);
  return notes;
}

typedef struct
{
  PostilArticle *article;
  PostilDocument *document;
  PostilAnalysis *analysis;
  GPtrArray *notes;
} Harbour;

static void
set_up (Harbour *self, gconstpointer data)
{
  self->article
      = note_maker_article ("Ferries: \"a quiet year\" [updated]", "https://harbour.example.org/2026/ferries_(2)?x=1&y=2");
  self->document = make_document ();
  self->analysis = make_analysis (self->document);
  self->notes = make_notes (self->document);
}

static void
tear_down (Harbour *self, gconstpointer data)
{
  postil_article_unref (self->article);
  g_object_unref (self->document);
  g_object_unref (self->analysis);
  g_ptr_array_unref (self->notes);
}

static char *
export_all (const Harbour *self)
{
  const PostilMarkdownInput input = { self->article, self->document, self->analysis, self->notes, note_maker_colors, TRUE, TRUE };
  char *text = postil_markdown_export_article (&input, NULL);

  g_assert_nonnull (text);
  return text;
}

static void
test_harbour (Harbour *self, gconstpointer data)
{
  g_autofree char *text = export_all (self);

  check_case ("harbour", text);
}

/* Whatever order the notes come in, and however often. */
static void
test_same (Harbour *self, gconstpointer data)
{
  g_autofree char *first = export_all (self);

  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *again = NULL;

      for (guint i = self->notes->len; i > 1; i--)
        {
          guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
          gpointer swapped = self->notes->pdata[i - 1];

          self->notes->pdata[i - 1] = self->notes->pdata[j];
          self->notes->pdata[j] = swapped;
        }
      again = export_all (self);
      g_assert_cmpstr (first, ==, again);
    }
}

/* Without text there are no headings and no figures; the passages stay. */
static void
test_lost (Harbour *self, gconstpointer data)
{
  g_autoptr (GArray) blocks = NULL;
  g_autofree char *text = NULL;

  g_clear_object (&self->document);
  text = export_all (self);
  self->document = make_document ();
  blocks = postil_markdown_scan_blocks (text);
  g_assert_cmpuint (blocks->len, ==, 6);
  g_assert_null (strstr (text, "Outlook"));
  g_assert_null (strstr (text, "## Figures"));
  g_assert_nonnull (strstr (text, "\n> if boats \\< 3:\n>\n> &#32;   stay()\n"));
}

static void
test_options (Harbour *self, gconstpointer data)
{
  PostilMarkdownInput input = { self->article, self->document, self->analysis, self->notes, NULL, FALSE, FALSE };
  g_autofree char *text = postil_markdown_export_article (&input, NULL);

  g_assert_null (strstr (text, "## Figures"));
  g_assert_null (strstr (text, "postil_entities"));
  g_assert_null (strstr (text, "yellow"));
}

static void
test_entities (Harbour *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %03u", i / 2);

      postil_analysis_add_entity (self->analysis, POSTIL_ENTITY_ORG, name);
    }
  text = export_all (self);
  g_assert_nonnull (strstr (text, "\n  - \"Norfjord Lines\"\n  - \"Per Vik\"\n  - \"Name 000\"\n  - \"Name 001\"\n"));
  g_assert_nonnull (strstr (text, "\n  - \"Name 097\"\npostil_notes: 6\n---\n"));
}

/* An article with nothing but a key. */
static void
test_bare (void)
{
  g_autoptr (PostilArticle) article = postil_article_new ();
  const PostilMarkdownInput input = { .article = article, .with_figures = TRUE, .with_entities = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_free (article->key);
  article->key = g_strdup (NOTE_MAKER_KEY);
  article->published = POSTIL_TIME_UNKNOWN;
  article->added = 0;
  text = postil_markdown_export_article (&input, &error);
  g_assert_no_error (error);
  check_case ("bare", text);
}

static void
test_unsafe_key (void)
{
  static const char *const keys[] = { "", "a\"b", "../x", "a b", "a\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (PostilArticle) article = note_maker_article ("Title", NULL);
      const PostilMarkdownInput input = { .article = article };
      g_autoptr (GError) error = NULL;

      g_free (article->key);
      article->key = g_strdup (keys[i]);
      g_assert_null (postil_markdown_export_article (&input, &error));
      g_assert_error (error, POSTIL_EXPORT_ERROR, POSTIL_EXPORT_ERROR_UNSAFE);
    }
}

static void
test_ids (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", NULL);
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (7, "one", ""));
  PostilNote *twin = note_maker_quote (7, "two", "");
  g_autofree char *text = NULL;
  g_autoptr (GArray) blocks = NULL;

  twin->id.bytes[8] = 1;
  twin->start++;
  g_ptr_array_add (notes, twin);
  text = note_maker_export (article, NULL, notes);
  blocks = postil_markdown_scan_blocks (text);
  g_assert_cmpuint (blocks->len, ==, 2);
  g_assert_cmpstr (g_array_index (blocks, PostilMarkdownBlockRange, 0).id, ==, "00000007");
  g_assert_cmpstr (g_array_index (blocks, PostilMarkdownBlockRange, 1).id, ==, "00000007000000000100000000000001");
}

static void
test_image (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", NULL);
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (1, "\ufffc", ""));
  g_autofree char *text = NULL;

  g_ptr_array_add (notes, note_maker_quote (2, "before\n\ufffc\nafter", ""));
  text = note_maker_export (article, NULL, notes);
  g_assert_nonnull (strstr (text, "\n> (image)\n\n^p-00000001"));
  g_assert_nonnull (strstr (text, "\n> before\n>\n> after\n\n^p-00000002"));
}

static void
test_hash (void)
{
  g_autofree char *empty = postil_markdown_hash ("");
  g_autofree char *hash = postil_markdown_hash ("abc\n");

  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_true (postil_markdown_is_untouched ("abc\n", hash));
  g_assert_false (postil_markdown_is_untouched ("abc\r\n", hash));
  g_assert_false (postil_markdown_is_untouched ("abc", hash));
  g_assert_false (postil_markdown_is_untouched ("\ufeff"
                                                "abc\n",
                                                hash));
  g_assert_false (postil_markdown_is_untouched ("abc\n", ""));
  g_assert_false (postil_markdown_is_untouched ("abc\n", NULL));
}

static double
time_export (guint n)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilArticle) article = note_maker_article ("Title", "https://example.org/");
  g_autoptr (GPtrArray) notes = note_maker_list (NULL);
  g_autofree char *text = NULL;
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = g_strdup_printf ("Passage %u says that *sales* fell by 11%% to $%u billion.", i, i);

      postil_document_builder_add_block (builder, i % 10 == 0 ? POSTIL_BLOCK_HEADING : POSTIL_BLOCK_PARAGRAPH, 2, 0, words);
    }
  document = postil_document_builder_finish (builder, NULL);
  for (guint i = 0; i < n; i++)
    {
      gsize n_blocks = 0;
      const PostilBlock *block = &postil_document_get_blocks (document, &n_blocks)[i];
      PostilNote *note = note_maker_note (i + 1, "A comment with `code`.", "one,two");

      note->start = block->start;
      note->end = block->end;
      note->color = 1;
      g_free (note->quote);
      note->quote = postil_document_dup_slice (document, block->start, block->end);
      g_ptr_array_add (notes, note);
    }
  for (guint i = 0; i < 3; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_free (text);
      text = note_maker_export (article, document, notes);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return (double) best / G_TIME_SPAN_SECOND;
}

static void
test_linear (void)
{
  double small = time_export (1000);
  double large = time_export (5000);

  g_test_message ("1,000 highlights %.4f s, 5,000 highlights %.4f s", small, large);
  g_assert_cmpfloat (large, <, MAX (small * 15, 0.1));
}

/* Other programs of notes: no block ids, or each note one item of an outline, to be merged all the same. */
static void
test_styles (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", "https://example.org/");
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (1, "one\ntwo", "A comment.\n\n- a"));
  PostilMarkdownInput input
      = { .article = article, .notes = notes, .color_names = note_maker_colors, .style = POSTIL_MARKDOWN_JOPLIN };
  g_autofree char *joplin = postil_markdown_export_article (&input, NULL);
  g_autofree char *logseq = NULL;
  g_autoptr (GArray) blocks = NULL;

  input.style = POSTIL_MARKDOWN_LOGSEQ;
  logseq = postil_markdown_export_article (&input, NULL);
  blocks = postil_markdown_scan_blocks (logseq);
  g_assert_null (strstr (joplin, "^p-"));
  g_assert_null (strstr (logseq, "^p-"));
  g_assert_nonnull (strstr (joplin, "\n> one\n>\n> two\n\nA comment.\n\n- a\n"));
  g_assert_nonnull (strstr (logseq, "\n- > one\n  >\n  > two\n\n  A comment.\n\n  - a\n"));
  g_assert_cmpuint (blocks->len, ==, 1);
  g_assert_cmpint (g_array_index (blocks, PostilMarkdownBlockRange, 0).state, ==, POSTIL_MARKDOWN_BLOCK_INTACT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/export/article/harbour", Harbour, NULL, set_up, test_harbour, tear_down);
  g_test_add ("/export/article/same", Harbour, NULL, set_up, test_same, tear_down);
  g_test_add ("/export/article/lost", Harbour, NULL, set_up, test_lost, tear_down);
  g_test_add ("/export/article/options", Harbour, NULL, set_up, test_options, tear_down);
  g_test_add ("/export/article/entities", Harbour, NULL, set_up, test_entities, tear_down);
  g_test_add_func ("/export/article/bare", test_bare);
  g_test_add_func ("/export/article/unsafe-key", test_unsafe_key);
  g_test_add_func ("/export/article/ids", test_ids);
  g_test_add_func ("/export/article/image", test_image);
  g_test_add_func ("/export/article/hash", test_hash);
  g_test_add_func ("/export/article/linear", test_linear);
  g_test_add_func ("/export/article/styles", test_styles);
  return g_test_run ();
}
