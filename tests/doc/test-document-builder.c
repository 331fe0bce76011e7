/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the builder does to text, blocks and spans, rule by rule; and that no order of calls breaks a rule. */
#include "config.h"

#include "document-checks.h"
#include "postil-doc-error.h"

#include <string.h>

static void
assert_text (PostilDocumentBuilder *builder, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = postil_document_builder_finish (builder, &error);

  g_assert_no_error (error);
  check_document (document);
  g_assert_cmpstr (postil_document_get_text (document), ==, text);
}

static void
assert_block (PostilBlockKind kind, const char *text, const char *expected)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_add_block (builder, kind, 1, 0, text);
  assert_text (builder, expected);
}

static void
assert_verbatim (PostilBlockKind kind, const char *text, gssize length, const char *expected)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_begin_block (builder, kind, 1, 0);
  postil_document_builder_append_verbatim (builder, text, length);
  g_assert_cmpuint (postil_document_builder_get_length (builder), ==, (gsize) g_utf8_strlen (expected, -1));
  assert_text (builder, expected);
}

static void
test_white_space (void)
{
  assert_block (POSTIL_BLOCK_PARAGRAPH, "  a \t\r\n b\f\vc \302\205 d \342\200\250e  ", "a b c d e");
  assert_block (POSTIL_BLOCK_PARAGRAPH, "a\302\240 \302\240b", "a\302\240 \302\240b");
  assert_block (POSTIL_BLOCK_QUOTE, "one two  three", "one two three");
  assert_block (POSTIL_BLOCK_TABLE, "a\tb\nc", "a b c");
}

static void
test_code (void)
{
  assert_block (POSTIL_BLOCK_CODE, "\n\n  a  b\n\tc\n\n\nd\n\n", "  a  b\n\tc\n\n\nd");
  assert_block (POSTIL_BLOCK_CODE, "a\r\nb\rc\r\n\r\nd\342\200\250e", "a\nb\nc\n\nd\ne");
  assert_block (POSTIL_BLOCK_CODE, "a\001\033[1mb\302\240c\fd", "a[1mb\302\240c d");
}

static void
test_white_space_over_calls (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_append (builder, " ", -1);
  postil_document_builder_append (builder, "a ", -1);
  postil_document_builder_append (builder, "\n", 1);
  postil_document_builder_append (builder, " bXX", 2);
  g_assert_cmpuint (postil_document_builder_get_length (builder), ==, 3);
  postil_document_builder_append (builder, " ", -1);
  g_assert_cmpuint (postil_document_builder_get_length (builder), ==, 3);
  g_assert_true (postil_document_builder_end_block (builder));
  g_assert_false (postil_document_builder_end_block (builder));
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_CODE, 0, 0);
  postil_document_builder_append (builder, "x\r", -1);
  postil_document_builder_append (builder, "\ny", -1);
  assert_text (builder, "a b\nx\ny");
}

static void
test_repairs (void)
{
  g_autoptr (GString) marks = g_string_new ("a");
  g_autoptr (GString) capped = g_string_new ("a");
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  /* Broken bytes, as the Unicode Standard counts them: one replacement for each longest start of a sequence. */
  assert_block (POSTIL_BLOCK_PARAGRAPH, "a\377b\342\202c\360\237\230d\300\257e",
                "a\357\277\275b\357\277\275c\357\277\275d\357\277\275\357\277\275e");
  assert_block (POSTIL_BLOCK_PARAGRAPH, "a\355\240\200b", "a\357\277\275\357\277\275\357\277\275b");
  assert_block (POSTIL_BLOCK_PARAGRAPH, "a\342\200", "a\357\277\275");
  assert_block (POSTIL_BLOCK_PARAGRAPH, "a\342\200\256b\342\201\246c\033d\177e\302\233f", "abcdef");
  assert_block (POSTIL_BLOCK_PARAGRAPH, "a\357\277\274b\357\277\276c", "a\357\277\275b\357\277\275c");
  assert_block (POSTIL_BLOCK_PARAGRAPH, "\342\200\217שלום\342\200\216", "\342\200\217שלום\342\200\216");

  postil_document_builder_append (builder, "a\0b", 3);
  assert_text (builder, "a\357\277\275b");

  for (int i = 0; i < 100; i++)
    {
      g_string_append (marks, "\314\201");
      if (i < 32)
        g_string_append (capped, "\314\201");
    }
  g_string_append (marks, "b\314\201");
  g_string_append (capped, "b\314\201");
  assert_block (POSTIL_BLOCK_PARAGRAPH, marks->str, capped->str);
}

static void
test_verbatim (void)
{
  assert_verbatim (POSTIL_BLOCK_PARAGRAPH, "  a  b\nc\r\n\td  ", -1, "  a  b c   d  ");
  assert_verbatim (POSTIL_BLOCK_PARAGRAPH, "a\0b\033c\342\200\256d\377e", 11,
                   "a\357\277\275b\357\277\275c\357\277\275d\357\277\275"
                   "e");
  assert_verbatim (POSTIL_BLOCK_CODE, "\n a\r\n\tb\rc\n", -1, "\n a \n\tb\nc\n");
  assert_verbatim (POSTIL_BLOCK_TABLE, "a\tb\nc", -1, "a b c");
  assert_verbatim (POSTIL_BLOCK_PARAGRAPH, "苹果\357\277\274\302\205x", -1, "苹果\357\277\275 x");
}

/* As many code points go in as decoders elsewhere would see. */
static void
test_verbatim_keeps_offsets (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
      g_autoptr (GString) text = make_random_text (random, 30);
      g_autofree char *valid = NULL;

      /* GLib replaces byte by byte, so compare on text that is valid. */
      valid = g_utf8_make_valid (text->str, (gssize) text->len);
      postil_document_builder_begin_block (builder, i % POSTIL_BLOCK_RULE, 1, 0);
      postil_document_builder_append_verbatim (builder, valid, -1);
      g_assert_cmpuint (postil_document_builder_get_length (builder), ==, (gsize) g_utf8_strlen (valid, -1));
    }
}

static void
test_mixed_verbatim (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_append (builder, " a ", -1);
  postil_document_builder_append_verbatim (builder, "b  ", -1);
  postil_document_builder_append (builder, "  c ", -1);
  assert_text (builder, "a b  c");
}

static void
test_blocks (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  const PostilBlock *blocks;
  gsize n_blocks;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, " \n ");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 3, 4, "T");
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 5, 5);
  g_assert_false (postil_document_builder_end_block (builder));
  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "U");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "\302\240\342\200\213");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_HEADING, 9, 9, "V");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_LIST_ITEM, 0, 12, "W");
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_QUOTE, 99, 0);
  postil_document_builder_append (builder, "X", -1);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, "ignored");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_IMAGE, 0, 77, "ignored");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_CODE, 0, 0, " \n\t\n ");
  postil_document_builder_append (builder, "loose", -1);
  document = postil_document_builder_finish (builder, NULL);
  check_document (document);

  g_assert_cmpstr (postil_document_get_text (document), ==, "T\nU\nV\nW\nX\n\357\277\274\n\357\277\274\nloose");
  blocks = postil_document_get_blocks (document, &n_blocks);
  g_assert_cmpuint (n_blocks, ==, 8);
  g_assert_cmpuint (blocks[0].kind, ==, POSTIL_BLOCK_TITLE);
  g_assert_cmpuint (blocks[0].level, ==, 0);
  g_assert_cmpuint (blocks[0].number, ==, 0);
  g_assert_cmpuint (blocks[1].kind, ==, POSTIL_BLOCK_HEADING);
  g_assert_cmpuint (blocks[1].level, ==, 1);
  g_assert_cmpuint (blocks[2].level, ==, 6);
  g_assert_cmpuint (blocks[2].number, ==, 0);
  g_assert_cmpuint (blocks[3].level, ==, 1);
  g_assert_cmpuint (blocks[3].number, ==, 12);
  g_assert_cmpuint (blocks[4].level, ==, 9);
  g_assert_cmpuint (blocks[5].kind, ==, POSTIL_BLOCK_RULE);
  g_assert_cmpuint (blocks[6].kind, ==, POSTIL_BLOCK_IMAGE);
  g_assert_cmpuint (blocks[6].number, ==, 0);
  g_assert_cmpuint (blocks[7].kind, ==, POSTIL_BLOCK_PARAGRAPH);
}

static void
test_table (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  const PostilBlock *blocks;

  postil_document_builder_next_cell (builder);
  postil_document_builder_next_row (builder);
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_TABLE, 0, 9);
  postil_document_builder_next_row (builder);
  postil_document_builder_next_cell (builder);
  postil_document_builder_append (builder, " a  1 ", -1);
  postil_document_builder_next_cell (builder);
  postil_document_builder_append (builder, " ", -1);
  postil_document_builder_next_row (builder);
  postil_document_builder_next_row (builder);
  postil_document_builder_append (builder, "\nb\n", -1);
  postil_document_builder_next_cell (builder);
  postil_document_builder_next_cell (builder);
  postil_document_builder_append (builder, "c", -1);
  postil_document_builder_next_row (builder);
  postil_document_builder_append (builder, "  ", -1);
  document = postil_document_builder_finish (builder, NULL);
  check_document (document);
  g_assert_cmpstr (postil_document_get_text (document), ==, "\ta 1\t\nb\t\tc");
  blocks = postil_document_get_blocks (document, NULL);
  g_assert_cmpuint (blocks[0].number, ==, 2);

  postil_document_builder_begin_block (builder, POSTIL_BLOCK_TABLE, 0, 1);
  postil_document_builder_next_cell (builder);
  postil_document_builder_next_row (builder);
  postil_document_builder_next_cell (builder);
  g_assert_false (postil_document_builder_end_block (builder));
  g_assert_cmpuint (postil_document_builder_get_length (builder), ==, 0);
}

static void
assert_span (const PostilSpan *span, guint32 start, guint32 end, PostilSpanKind kind, const char *href)
{
  g_assert_cmpuint (span->start, ==, start);
  g_assert_cmpuint (span->end, ==, end);
  g_assert_cmpuint (span->kind, ==, kind);
  g_assert_cmpstr (span->href, ==, href);
}

static void
test_spans (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  const PostilSpan *spans;
  gsize n_spans;

  postil_document_builder_end_span (builder);
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_append (builder, "a", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_LINK, "http://e.org/");
  postil_document_builder_begin_span (builder, POSTIL_SPAN_STRONG, "http://ignored/");
  postil_document_builder_append (builder, " bc ", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, " d ", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, " e", -1);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_EMPHASIS, NULL);
  postil_document_builder_append (builder, " ", -1);
  postil_document_builder_end_span (builder);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_CODE, NULL);
  postil_document_builder_append (builder, "f ", -1);
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_begin_span (builder, POSTIL_SPAN_SUBSCRIPT, NULL);
  postil_document_builder_append (builder, " \302\240 ", -1);
  g_assert_false (postil_document_builder_end_block (builder));
  postil_document_builder_end_span (builder);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "g");
  document = postil_document_builder_finish (builder, NULL);
  check_document (document);

  g_assert_cmpstr (postil_document_get_text (document), ==, "a bc d e f\ng");
  spans = postil_document_get_spans (document, &n_spans);
  g_assert_cmpuint (n_spans, ==, 3);
  assert_span (&spans[0], 2, 6, POSTIL_SPAN_LINK, "http://e.org/");
  assert_span (&spans[1], 2, 4, POSTIL_SPAN_STRONG, NULL);
  assert_span (&spans[2], 9, 10, POSTIL_SPAN_CODE, NULL);
}

static void
test_hrefs (void)
{
  static const struct
  {
    const char *href;
    const char *kept;
  } cases[] = {
    { "http://e.org/", "http://e.org/" },
    { "HTTPS://E.org/x", "HTTPS://E.org/x" },
    { " \thttps://e.org/a b\n", "https://e.org/a%20b" },
    { "ht\ntps://e.org/", "https://e.org/" },
    { "mailto:a@e.org", "mailto:a@e.org" },
    { "https://e.org/苹", "https://e.org/苹" },
    { NULL, NULL },
    { "", NULL },
    { "http:", NULL },
    { "http://", NULL },
    { "http:///x", NULL },
    { "https://?x", NULL },
    { "mailto:", NULL },
    { "javascript:alert(1)", NULL },
    { "java\nscript:alert(1)", NULL },
    { " data:text/html,x", NULL },
    { "file:///etc/passwd", NULL },
    { "//e.org/", NULL },
    { "/relative", NULL },
    { "httpx://e.org", NULL },
    { "https://e.org/\001/", NULL },
    { "https://e.org/\342\200\256gpj", NULL },
    { "https://e.org/\377", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
      g_autoptr (PostilDocument) document = NULL;
      const PostilSpan *spans;
      gsize n_spans;

      postil_document_builder_begin_span (builder, POSTIL_SPAN_LINK, cases[i].href);
      postil_document_builder_begin_span (builder, POSTIL_SPAN_EMPHASIS, NULL);
      postil_document_builder_append (builder, "x", -1);
      postil_document_builder_end_span (builder);
      postil_document_builder_end_span (builder);
      postil_document_builder_append (builder, "y", -1);
      document = postil_document_builder_finish (builder, NULL);
      check_document (document);
      spans = postil_document_get_spans (document, &n_spans);
      g_assert_cmpuint (n_spans, ==, cases[i].kept != NULL ? 2 : 1);
      assert_span (&spans[n_spans - 1], 0, 1, POSTIL_SPAN_EMPHASIS, NULL);
      g_assert_cmpstr (spans[0].href, ==, cases[i].kept);
    }
}

static void
test_deep_spans (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  gsize n_spans;

  for (int i = 0; i < 1000; i++)
    postil_document_builder_begin_span (builder, POSTIL_SPAN_STRONG, NULL);
  postil_document_builder_append (builder, "x", -1);
  for (int i = 0; i < 1000; i++)
    postil_document_builder_end_span (builder);
  postil_document_builder_append (builder, "y", -1);
  document = postil_document_builder_finish (builder, NULL);
  check_document (document);
  g_assert_cmpuint (postil_document_get_spans (document, &n_spans)[0].end, ==, 1);
  g_assert_cmpuint (n_spans, ==, 64);
}

static void
test_images (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (16), 16);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (2048 * 2047 * 4), 2048 * 2047 * 4);
  const PostilImage *images;
  gsize n_images;

  postil_document_builder_add_image (builder, &(const PostilImage){ "https://e.org/i", " a\n b ", 2, 2, pixels });
  postil_document_builder_add_image (builder, &(const PostilImage){ "data:image/png,x", "", 2, 3, pixels });
  postil_document_builder_add_image (builder, &(const PostilImage){ "file:///x", NULL, 0, 4, pixels });
  postil_document_builder_add_image (builder, &(const PostilImage){ NULL, NULL, 0x40000001, 4, pixels });
  postil_document_builder_add_image (builder, &(const PostilImage){ NULL, NULL, 2048, 2047, large });
  postil_document_builder_add_image (builder, &(const PostilImage){ NULL, NULL, 2048, 2047, large });
  for (int i = 0; i < 300; i++)
    postil_document_builder_add_image (builder, &(const PostilImage){ NULL, NULL, 7, 7, NULL });
  document = postil_document_builder_finish (builder, NULL);
  check_document (document);

  images = postil_document_get_images (document, &n_images);
  g_assert_cmpuint (n_images, ==, POSTIL_DOCUMENT_MAX_IMAGES);
  g_assert_cmpstr (images[0].url, ==, "https://e.org/i");
  g_assert_cmpstr (images[0].alt, ==, "a b");
  g_assert_true (images[0].pixels == pixels);
  g_assert_null (images[1].url);
  g_assert_null (images[1].alt);
  g_assert_null (images[1].pixels);
  g_assert_cmpuint (images[1].width, ==, 0);
  g_assert_null (images[2].pixels);
  g_assert_null (images[3].pixels);
  g_assert_true (images[4].pixels == large);
  g_assert_null (images[5].pixels);
}

static void
test_no_text (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GError) error = NULL;

  postil_document_builder_set_title (builder, "Only a title");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, " \n ");
  g_assert_null (postil_document_builder_finish (builder, &error));
  g_assert_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED);

  /* The builder begins anew. */
  postil_document_builder_append (builder, "x", -1);
  assert_text (builder, "x");
  postil_document_builder_free (NULL);
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20250613);
  int n_documents = 0;

  for (int i = 0; i < 1500; i++)
    {
      g_autoptr (PostilDocument) document = make_random_document (random);

      if (document == NULL)
        continue;
      check_document (document);
      n_documents++;
    }
  g_assert_cmpint (n_documents, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/document-builder/white-space", test_white_space);
  g_test_add_func ("/doc/document-builder/white-space-over-calls", test_white_space_over_calls);
  g_test_add_func ("/doc/document-builder/code", test_code);
  g_test_add_func ("/doc/document-builder/repairs", test_repairs);
  g_test_add_func ("/doc/document-builder/verbatim", test_verbatim);
  g_test_add_func ("/doc/document-builder/verbatim-keeps-offsets", test_verbatim_keeps_offsets);
  g_test_add_func ("/doc/document-builder/mixed-verbatim", test_mixed_verbatim);
  g_test_add_func ("/doc/document-builder/blocks", test_blocks);
  g_test_add_func ("/doc/document-builder/table", test_table);
  g_test_add_func ("/doc/document-builder/spans", test_spans);
  g_test_add_func ("/doc/document-builder/hrefs", test_hrefs);
  g_test_add_func ("/doc/document-builder/deep-spans", test_deep_spans);
  g_test_add_func ("/doc/document-builder/images", test_images);
  g_test_add_func ("/doc/document-builder/no-text", test_no_text);
  g_test_add_func ("/doc/document-builder/random", test_random);

  return g_test_run ();
}
