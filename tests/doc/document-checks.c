/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a document written down a second time, by hand, for tests; and documents and analyses to try them on. */
#include "config.h"

#include "document-checks.h"

#include <math.h>
#include <string.h>

static gboolean
is_forbidden (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c <= 0x9f) || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0xfffe || c == 0xffff;
}

static void
check_characters (PostilDocument *document)
{
  const char *text = postil_document_get_text (document);
  guint n_marks = 0;
  gsize offset = 0;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), ==, postil_document_get_byte_length (document));
  g_assert_cmpuint (postil_document_get_byte_length (document), <=, POSTIL_DOCUMENT_MAX_TEXT);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), offset++)
    {
      gunichar c = g_utf8_get_char (p);
      const PostilBlock *block = postil_document_get_block_at (document, offset);

      g_assert_false (is_forbidden (c));
      n_marks = g_unichar_ismark (c) ? n_marks + 1 : 0;
      g_assert_cmpuint (n_marks, <=, 32);
      if (block == NULL)
        g_assert_cmpuint (c, ==, '\n');
      else if (c == '\n' || c == '\t')
        g_assert_true (block->kind == POSTIL_BLOCK_CODE || block->kind == POSTIL_BLOCK_TABLE);
      else if (c == 0xfffc)
        g_assert_true (block->kind == POSTIL_BLOCK_RULE || block->kind == POSTIL_BLOCK_IMAGE);
    }
  g_assert_cmpuint (offset, ==, postil_document_get_length (document));
}

static void
check_blocks (PostilDocument *document)
{
  gsize n_images;
  gsize n_blocks;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);

  postil_document_get_images (document, &n_images);
  g_assert_cmpuint (n_blocks, >, 0);
  g_assert_cmpuint (n_blocks, <=, POSTIL_DOCUMENT_MAX_BLOCKS);
  g_assert_cmpuint (blocks[0].start, ==, 0);
  g_assert_cmpuint (blocks[n_blocks - 1].end, ==, postil_document_get_length (document));
  for (gsize i = 0; i < n_blocks; i++)
    {
      gboolean deep = blocks[i].kind == POSTIL_BLOCK_LIST_ITEM || blocks[i].kind == POSTIL_BLOCK_QUOTE;
      gboolean object = blocks[i].kind == POSTIL_BLOCK_RULE || blocks[i].kind == POSTIL_BLOCK_IMAGE;

      g_assert_cmpuint (blocks[i].start, <, blocks[i].end);
      g_assert_true (i == 0 || blocks[i].start == blocks[i - 1].end + 1);
      g_assert_true (i == 0 || postil_document_get_block_at (document, blocks[i].start - 1) == NULL);
      g_assert_true (postil_document_get_block_at (document, blocks[i].start) == &blocks[i]);
      g_assert_true (postil_document_get_block_at (document, blocks[i].end - 1) == &blocks[i]);
      g_assert_cmpuint (blocks[i].kind, <, POSTIL_N_BLOCK_KINDS);
      g_assert_true (blocks[i].kind != POSTIL_BLOCK_TITLE || i == 0);
      g_assert_true (blocks[i].kind == POSTIL_BLOCK_HEADING ? blocks[i].level >= 1 && blocks[i].level <= 6
                     : deep                                 ? blocks[i].level >= 1 && blocks[i].level <= 9
                                                            : blocks[i].level == 0);
      g_assert_true (blocks[i].kind != POSTIL_BLOCK_IMAGE || blocks[i].number < n_images);
      g_assert_true (!object || blocks[i].end == blocks[i].start + 1);
    }
}

static void
check_spans (PostilDocument *document)
{
  gsize n_spans;
  const PostilSpan *spans = postil_document_get_spans (document, &n_spans);

  g_assert_cmpuint (n_spans, <=, POSTIL_DOCUMENT_MAX_SPANS);
  for (gsize i = 0; i < n_spans; i++)
    {
      const PostilBlock *block = postil_document_get_block_at (document, spans[i].start);

      g_assert_cmpuint (spans[i].start, <, spans[i].end);
      g_assert_nonnull (block);
      g_assert_cmpuint (spans[i].end, <=, block->end);
      g_assert_cmpuint (spans[i].kind, <, POSTIL_N_SPAN_KINDS);
      g_assert_true ((spans[i].kind == POSTIL_SPAN_LINK) == (spans[i].href != NULL));
      g_assert_true (spans[i].href == NULL || g_ascii_strncasecmp (spans[i].href, "http", 4) == 0
                     || g_ascii_strncasecmp (spans[i].href, "mailto:", 7) == 0);
      if (i == 0)
        continue;
      g_assert_true (spans[i].start > spans[i - 1].start
                     || (spans[i].start == spans[i - 1].start && spans[i].end <= spans[i - 1].end));
      g_assert_true (spans[i].start >= spans[i - 1].end || spans[i].end <= spans[i - 1].end);
    }
}

static void
check_images (PostilDocument *document)
{
  gsize n_images;
  const PostilImage *images = postil_document_get_images (document, &n_images);
  gsize n_pixels = 0;

  g_assert_cmpuint (n_images, <=, POSTIL_DOCUMENT_MAX_IMAGES);
  for (gsize i = 0; i < n_images; i++)
    {
      gsize area = (gsize) images[i].width * images[i].height;

      g_assert_cmpuint (images[i].pixels != NULL ? g_bytes_get_size (images[i].pixels) : 0, ==, area * 4);
      g_assert_true (images[i].url == NULL || g_ascii_strncasecmp (images[i].url, "http", 4) == 0);
      g_assert_true (images[i].alt == NULL || g_utf8_validate (images[i].alt, -1, NULL));
      n_pixels += area;
    }
  g_assert_cmpuint (n_pixels, <=, POSTIL_DOCUMENT_MAX_PIXELS);
}

static void
check_line (const char *line)
{
  if (line == NULL)
    return;

  g_assert_true (g_utf8_validate (line, -1, NULL));
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (is_forbidden (g_utf8_get_char (p)) || *p == '\n' || *p == '\t');
}

void
check_document (PostilDocument *document)
{
  check_characters (document);
  check_blocks (document);
  check_spans (document);
  check_images (document);
  g_assert_nonnull (postil_document_get_title (document));
  check_line (postil_document_get_title (document));
  check_line (postil_document_get_byline (document));
  check_line (postil_document_get_site (document));
  check_line (postil_document_get_url (document));
  check_line (postil_document_get_language (document));
}

void
check_analysis (PostilAnalysis *analysis, gsize text_length)
{
  gsize n_entities;
  gsize n_mentions;
  gsize n_figures;
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n_mentions);
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n_figures);

  for (gsize i = 0; i < n_entities; i++)
    {
      g_assert_nonnull (postil_entity_type_to_string (entities[i].type));
      g_assert_cmpstr (entities[i].name, !=, "");
      check_line (entities[i].name);
    }
  for (gsize i = 0; i < n_mentions; i++)
    {
      g_assert_true (mentions[i].start >= (i > 0 ? mentions[i - 1].end : 0) && mentions[i].start < mentions[i].end);
      g_assert_cmpuint (mentions[i].end, <=, text_length);
      g_assert_cmpuint (mentions[i].entity, <, n_entities);
      g_assert_true (mentions[i].confidence >= 0 && mentions[i].confidence <= 1);
    }
  for (gsize i = 0; i < n_figures; i++)
    {
      g_assert_true (figures[i].start >= (i > 0 ? figures[i - 1].end : 0) && figures[i].start < figures[i].end);
      g_assert_cmpuint (figures[i].end, <=, text_length);
      g_assert_nonnull (postil_figure_kind_to_string (figures[i].kind));
      g_assert_true (strnlen (figures[i].currency, 4) == 0 || strnlen (figures[i].currency, 4) == 3);
      g_assert_true (strnlen (figures[i].change.currency, 4) == 0 || strnlen (figures[i].change.currency, 4) == 3);
      g_assert_false (isinf (figures[i].value) || isinf (figures[i].low) || isinf (figures[i].change.to));
      check_line (figures[i].unit);
      check_line (figures[i].claim.subject);
      check_line (figures[i].claim.hedge);
    }
}

PostilDocument *
make_full_document (void)
{
  static const guint8 pixels[2 * 3 * 4] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GError) error = NULL;
  PostilDocument *document;

  postil_document_builder_set_title (builder, "Figures of the year");
  postil_document_builder_set_byline (builder, "A. Writer");
  postil_document_builder_set_site (builder, "The Daily");
  postil_document_builder_set_url (builder, "https://example.org/a?b=c");
  postil_document_builder_set_language (builder, "en");
  postil_document_builder_set_published (builder, 1749686400000000, TRUE);
  postil_document_builder_set_updated (builder, 1749690000000000);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "Figures of the year 苹果 😀");
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_append (builder, "Sales of ", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_LINK, "https://example.org/x");
  postil_document_builder_begin_span (builder, POSTIL_SPAN_STRONG, NULL);
  postil_document_builder_append (builder, "Müller AG", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, " rose 5%", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_SUPERSCRIPT, NULL);
  postil_document_builder_append (builder, "1", -1);
  postil_document_builder_end_block (builder);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_HEADING, 2, 0, "Heading");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_LIST_ITEM, 1, 7, "seventh");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_QUOTE, 3, 0, "“quoted”");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_CODE, 0, 0, "if (x)\n\treturn  1;");
  postil_document_builder_add_image (builder, &(const PostilImage){ "http://example.org/i.png", "a chart", 2, 3, bytes });
  postil_document_builder_add_block (builder, POSTIL_BLOCK_CAPTION, 0, 0, "The chart");
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_TABLE, 0, 1);
  postil_document_builder_append (builder, "year", -1);
  postil_document_builder_next_cell (builder);
  postil_document_builder_append (builder, "sum", -1);
  postil_document_builder_next_row (builder);
  postil_document_builder_append (builder, "2025", -1);
  postil_document_builder_next_cell (builder);
  postil_document_builder_end_block (builder);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  postil_document_builder_add_image (builder, &(const PostilImage){ NULL, NULL, 0, 0, NULL });
  postil_document_builder_add_block (builder, POSTIL_BLOCK_ASIDE, 0, 0, "Share this");
  document = postil_document_builder_finish (builder, &error);
  g_assert_no_error (error);

  return document;
}

PostilAnalysis *
make_full_analysis (void)
{
  PostilAnalysis *analysis = postil_analysis_new ("en", 3);
  PostilMention mention = { .start = 3, .end = 9, .confidence = 0.75f };
  PostilFigure figure;

  mention.entity = postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Müller AG");
  postil_analysis_add_mention (analysis, &mention);
  mention = (PostilMention){ .start = 150, .end = 200, .confidence = 1.0f };
  mention.entity = postil_analysis_add_entity (analysis, POSTIL_ENTITY_LOC, "杭州");
  postil_analysis_add_mention (analysis, &mention);
  mention = (PostilMention){ .start = 9, .end = 10, .confidence = 0.0f };
  mention.entity = postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Müller AG");
  postil_analysis_add_mention (analysis, &mention);

  postil_figure_init (&figure);
  figure.start = 60;
  figure.end = 70;
  figure.kind = POSTIL_FIGURE_MONEY;
  figure.low = 5e9;
  figure.high = 6e9;
  strcpy (figure.currency, "USD");
  figure.approx = g_strdup ("~");
  figure.per = g_strdup ("year");
  figure.about = g_strdup ("AI investment");
  figure.change = (PostilChange){ POSTIL_CHANGE_UP, 11, NAN, 2.5, 3, -1, 1e300, "EUR" };
  figure.claim.subject = g_strdup ("Müller AG");
  figure.claim.measure = g_strdup ("AI investment");
  figure.claim.period = g_strdup ("this year");
  figure.claim.period_iso = g_strdup ("2025");
  figure.claim.place = g_strdup ("China");
  figure.claim.attribution = g_strdup ("the company");
  figure.claim.hedge = g_strdup ("may");
  postil_analysis_take_figure (analysis, &figure);

  figure.start = 10;
  figure.end = 14;
  figure.kind = POSTIL_FIGURE_DATE;
  figure.iso = g_strdup ("2025-06");
  figure.mod = g_strdup ("mid");
  figure.unit = g_strdup ("month");
  figure.value = -0.5;
  figure.rank = TRUE;
  postil_analysis_take_figure (analysis, &figure);
  postil_analysis_sort (analysis);

  return analysis;
}

GString *
make_random_text (GRand *random, int max_pieces)
{
  static const char *const pieces[] = {
    "word",
    "a",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\302\240",
    "é",
    "苹果",
    "😀",
    "\314\201",
    "\342\200\256",
    "\1",
    "\177",
    "\302\205",
    "\342\200\250",
    "\357\277\274",
    "\377",
    "\342\200",
    "\360\237",
    "\355\240\200",
    "\342\200\213",
    "12,345.6%",
    "\342\201\246",
    "\v",
  };
  GString *text = g_string_new (NULL);
  int n_pieces = g_rand_int_range (random, 0, max_pieces + 1);

  for (int i = 0; i < n_pieces; i++)
    {
      int kind = g_rand_int_range (random, 0, (gint32) G_N_ELEMENTS (pieces) + 2);

      if (kind < (int) G_N_ELEMENTS (pieces))
        g_string_append (text, pieces[kind]);
      else if (kind == (int) G_N_ELEMENTS (pieces))
        g_string_append_c (text, (char) g_rand_int_range (random, 0, 256));
      else
        for (int n_marks = g_rand_int_range (random, 0, 40); n_marks > 0; n_marks--)
          g_string_append (text, "\314\202");
    }
  return text;
}

static void
call_at_random (PostilDocumentBuilder *builder, GRand *random)
{
  static const char *const hrefs[] = { "https://example.org/", "mailto:a@b.c", "javascript:x", NULL, " HTTP://e.org/a b " };
  static const guint8 pixels[16];
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GString) text = make_random_text (random, 12);
  int choice = g_rand_int_range (random, 0, 20);
  PostilBlockKind kind = g_rand_int_range (random, 0, POSTIL_N_BLOCK_KINDS);

  if (choice < 4)
    postil_document_builder_begin_block (builder, kind, g_rand_int_range (random, 0, 12), g_rand_int_range (random, 0, 4));
  else if (choice < 9)
    postil_document_builder_append (builder, text->str, (gssize) text->len);
  else if (choice < 11)
    postil_document_builder_append_verbatim (builder, text->str, (gssize) text->len);
  else if (choice < 13)
    postil_document_builder_begin_span (builder, g_rand_int_range (random, 0, POSTIL_N_SPAN_KINDS),
                                        hrefs[g_rand_int_range (random, 0, G_N_ELEMENTS (hrefs))]);
  else if (choice < 15)
    postil_document_builder_end_span (builder);
  else if (choice == 15)
    postil_document_builder_end_block (builder);
  else if (choice == 16)
    postil_document_builder_next_cell (builder);
  else if (choice == 17)
    postil_document_builder_next_row (builder);
  else if (choice == 18)
    postil_document_builder_add_block (builder, kind, 1, 2, text->str);
  else
    postil_document_builder_add_image (builder, &(const PostilImage){ hrefs[g_rand_int_range (random, 0, G_N_ELEMENTS (hrefs))],
                                                                      text->str, g_rand_int_range (random, 0, 4), 2, bytes });
}

PostilDocument *
make_random_document (GRand *random)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GString) text = make_random_text (random, 10);
  int n_calls = g_rand_int_range (random, 0, 60);

  if (g_rand_boolean (random))
    {
      postil_document_builder_set_title (builder, text->str);
      postil_document_builder_set_byline (builder, text->str);
      postil_document_builder_set_site (builder, text->str);
      postil_document_builder_set_url (builder, text->str);
      postil_document_builder_set_language (builder, text->str);
      postil_document_builder_set_published (builder, g_rand_int (random), g_rand_boolean (random));
    }
  for (int i = 0; i < n_calls; i++)
    {
      gsize before = postil_document_builder_get_length (builder);

      call_at_random (builder, random);
      g_assert_cmpuint (postil_document_builder_get_length (builder), <, before + 4000);
    }

  return postil_document_builder_finish (builder, NULL);
}

void
check_truncations (GBytes *blob, ReadBlob read)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (blob, &size);
  g_autofree guint8 *longer = g_malloc0 (size + 1);

  for (gsize cut = 0; cut < size; cut++)
    g_assert_false (read (data, cut));
  memcpy (longer, data, size);
  g_assert_false (read (longer, size + 1));
}

void
check_flips (GBytes *blob, ReadBlob read, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gsize size;
  const guint8 *data = g_bytes_get_data (blob, &size);
  int n_sound = 0;

  for (int i = 0; i < 20000; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      int n_flips = g_rand_int_range (random, 1, 4);

      for (int j = 0; j < n_flips; j++)
        copy[g_rand_int_range (random, 0, (gint32) size)] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      n_sound += read (copy, size);
    }
  g_assert_cmpint (n_sound, >, 0);
  g_assert_cmpint (n_sound, <, 20000);
}
