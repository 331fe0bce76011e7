/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a document: its fields, slices, the block at an offset, the title it goes by, its hash and the caps. */
#include "config.h"

#include "document-checks.h"

#include <string.h>

static PostilDocument *
make_plain (const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, text);

  return postil_document_builder_finish (builder, NULL);
}

static void
test_fields (void)
{
  g_autoptr (PostilDocument) document = make_full_document ();
  g_autoptr (PostilDocument) bare = make_plain ("x");

  check_document (document);
  g_assert_cmpstr (postil_document_get_title (document), ==, "Figures of the year");
  g_assert_cmpstr (postil_document_get_byline (document), ==, "A. Writer");
  g_assert_cmpstr (postil_document_get_site (document), ==, "The Daily");
  g_assert_cmpstr (postil_document_get_url (document), ==, "https://example.org/a?b=c");
  g_assert_cmpstr (postil_document_get_language (document), ==, "en");
  g_assert_cmpint (postil_document_get_published (document), ==, 1749686400000000);
  g_assert_true (postil_document_get_published_is_day (document));
  g_assert_cmpint (postil_document_get_updated (document), ==, 1749690000000000);

  g_assert_null (postil_document_get_byline (bare));
  g_assert_null (postil_document_get_site (bare));
  g_assert_null (postil_document_get_url (bare));
  g_assert_null (postil_document_get_language (bare));
  g_assert_cmpint (postil_document_get_published (bare), ==, POSTIL_TIME_UNKNOWN);
  g_assert_false (postil_document_get_published_is_day (bare));
  g_assert_cmpint (postil_document_get_updated (bare), ==, POSTIL_TIME_UNKNOWN);
}

static void
test_field_repairs (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  g_autofree char *long_title = g_strnfill (5000, 'x');

  postil_document_builder_append (builder, "x", -1);
  postil_document_builder_set_title (builder, "first");
  postil_document_builder_set_title (builder, long_title);
  postil_document_builder_set_byline (builder, " by\n\ta \342\200\256 \377writer ");
  postil_document_builder_set_site (builder, " \302\240 ");
  postil_document_builder_set_url (builder, "ftp://example.org/");
  postil_document_builder_set_language (builder, " pt_BR ");
  postil_document_builder_set_published (builder, POSTIL_TIME_UNKNOWN, TRUE);
  document = postil_document_builder_finish (builder, NULL);
  check_document (document);

  g_assert_cmpuint (strlen (postil_document_get_title (document)), ==, 2000);
  g_assert_cmpstr (postil_document_get_byline (document), ==, "by a \357\277\275writer");
  g_assert_null (postil_document_get_site (document));
  g_assert_null (postil_document_get_url (document));
  g_assert_cmpstr (postil_document_get_language (document), ==, "pt-BR");
  g_assert_false (postil_document_get_published_is_day (document));
}

static void
test_languages (void)
{
  static const char *const refused[]
      = { "", " ", "1", "e n", "français", "en;q=1", "a-very-long-tag-that-no-registry-would-have" };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
      g_autoptr (PostilDocument) document = NULL;

      postil_document_builder_append (builder, "x", -1);
      postil_document_builder_set_language (builder, refused[i]);
      document = postil_document_builder_finish (builder, NULL);
      g_assert_null (postil_document_get_language (document));
    }
}

static void
assert_title (PostilDocumentBuilder *builder, const char *title)
{
  g_autoptr (PostilDocument) document = postil_document_builder_finish (builder, NULL);

  g_assert_cmpstr (postil_document_get_title (document), ==, title);
}

static void
test_made_titles (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autoptr (PostilDocument) document = NULL;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "The block");
  assert_title (builder, "The block");

  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_ASIDE, 0, 0, "Advertisement");
  postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
  postil_document_builder_append_verbatim (builder, "  Short   text. ", -1);
  assert_title (builder, "Short text.");

  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0,
                                     "One two three four five six seven eight nine ten eleven twelve thirteen, "
                                     "fourteen fifteen sixteen, seventeen eighteen");
  assert_title (builder, "One two three four five six seven eight nine ten eleven twelve thirteen, "
                         "fourteen fifteen sixteen…");

  for (int i = 0; i < 300; i++)
    g_string_append (wide, "字");
  postil_document_builder_append (builder, wide->str, -1);
  document = postil_document_builder_finish (builder, NULL);
  g_assert_cmpint (g_utf8_strlen (postil_document_get_title (document), -1), ==, 100);
  g_assert_true (g_str_has_suffix (postil_document_get_title (document), "字…"));

  postil_document_builder_add_image (builder, &(const PostilImage){ "http://e.org/i", NULL, 0, 0, NULL });
  postil_document_builder_add_image (builder, &(const PostilImage){ NULL, "A chart", 0, 0, NULL });
  assert_title (builder, "A chart");
  postil_document_builder_set_url (builder, "http://e.org/");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  assert_title (builder, "http://e.org/");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_ASIDE, 0, 0, "Only an aside");
  assert_title (builder, "Only an aside");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  assert_title (builder, "");
}

static void
assert_slice (PostilDocument *document, gsize start, gsize end, const char *expected)
{
  g_autofree char *slice = postil_document_dup_slice (document, start, end);

  g_assert_cmpstr (slice, ==, expected);
}

static void
test_slices (void)
{
  g_autoptr (PostilDocument) document = make_plain ("aé苹😀b");

  assert_slice (document, 0, 5, "aé苹😀b");
  assert_slice (document, 1, 4, "é苹😀");
  assert_slice (document, 3, 4, "😀");
  assert_slice (document, 4, 99, "b");
  assert_slice (document, 5, 6, "");
  assert_slice (document, 3, 3, "");
  assert_slice (document, 4, 2, "");
  assert_slice (document, G_MAXSIZE - 1, G_MAXSIZE, "");
}

static void
test_block_at (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  const PostilBlock *blocks;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "ab");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "c");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "de");
  document = postil_document_builder_finish (builder, NULL);
  blocks = postil_document_get_blocks (document, NULL);

  g_assert_true (postil_document_get_block_at (document, 0) == &blocks[0]);
  g_assert_true (postil_document_get_block_at (document, 1) == &blocks[0]);
  g_assert_null (postil_document_get_block_at (document, 2));
  g_assert_true (postil_document_get_block_at (document, 3) == &blocks[1]);
  g_assert_null (postil_document_get_block_at (document, 4));
  g_assert_true (postil_document_get_block_at (document, 6) == &blocks[2]);
  g_assert_null (postil_document_get_block_at (document, 7));
  g_assert_null (postil_document_get_block_at (document, G_MAXSIZE));
}

static void
test_hash (void)
{
  g_autoptr (PostilDocument) document = make_plain ("abc");
  g_autofree char *hash = postil_document_hash_text (document);

  g_assert_cmpstr (hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_offsets (void)
{
  g_autoptr (PostilDocument) document = make_plain ("a😀b");
  const PostilUtf8Offsets *offsets = postil_document_get_offsets (document);

  g_assert_cmpuint (postil_document_get_length (document), ==, 3);
  g_assert_cmpuint (postil_document_get_byte_length (document), ==, 6);
  g_assert_cmpuint (postil_utf8_offsets_to_utf16 (offsets, 2), ==, 3);
}

/* Over each cap, what is too much falls away and the rest is a sound document. */
static void
test_text_cap (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  g_autofree char *much = g_strnfill (POSTIL_DOCUMENT_MAX_TEXT - 3, 'x');
  gsize n_blocks;

  postil_document_builder_begin_span (builder, POSTIL_SPAN_STRONG, NULL);
  postil_document_builder_append (builder, much, -1);
  postil_document_builder_append (builder, " yyyy", -1);
  postil_document_builder_append (builder, "z", -1);
  postil_document_builder_end_span (builder);
  g_assert_true (postil_document_builder_end_block (builder));
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "no room");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
  postil_document_builder_add_image (builder, &(const PostilImage){ "http://e.org/", NULL, 0, 0, NULL });
  document = postil_document_builder_finish (builder, NULL);

  g_assert_cmpuint (postil_document_get_byte_length (document), ==, POSTIL_DOCUMENT_MAX_TEXT);
  g_assert_true (g_str_has_suffix (postil_document_get_text (document), "x yy"));
  postil_document_get_blocks (document, &n_blocks);
  g_assert_cmpuint (n_blocks, ==, 1);
  g_assert_cmpuint (postil_document_get_spans (document, NULL)[0].end, ==, POSTIL_DOCUMENT_MAX_TEXT);
  g_assert_null (postil_document_get_images (document, NULL));
}

static void
test_count_caps (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  gsize n_blocks;
  gsize n_spans;

  for (int i = 0; i < POSTIL_DOCUMENT_MAX_BLOCKS + 5; i++)
    {
      postil_document_builder_begin_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0);
      for (int j = 0; j < 3; j++)
        {
          postil_document_builder_begin_span (builder, POSTIL_SPAN_STRONG, NULL);
          postil_document_builder_append (builder, "x", 1);
          postil_document_builder_end_span (builder);
        }
      postil_document_builder_end_block (builder);
    }
  document = postil_document_builder_finish (builder, NULL);
  postil_document_get_blocks (document, &n_blocks);
  postil_document_get_spans (document, &n_spans);
  g_assert_cmpuint (n_blocks, ==, POSTIL_DOCUMENT_MAX_BLOCKS);
  g_assert_cmpuint (n_spans, ==, POSTIL_DOCUMENT_MAX_SPANS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/document/fields", test_fields);
  g_test_add_func ("/doc/document/field-repairs", test_field_repairs);
  g_test_add_func ("/doc/document/languages", test_languages);
  g_test_add_func ("/doc/document/made-titles", test_made_titles);
  g_test_add_func ("/doc/document/slices", test_slices);
  g_test_add_func ("/doc/document/block-at", test_block_at);
  g_test_add_func ("/doc/document/hash", test_hash);
  g_test_add_func ("/doc/document/offsets", test_offsets);
  g_test_add_func ("/doc/document/text-cap", test_text_cap);
  g_test_add_func ("/doc/document/count-caps", test_count_caps);

  return g_test_run ();
}
