/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anchors: a passage found again, or honestly not. */
#include "config.h"

#include "postil-anchor.h"
#include "postil-document-builder.h"

#include <string.h>

static PostilDocument *
make_document (const char *text)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GError) error = NULL;
  PostilDocument *document;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, text);
  document = postil_document_builder_finish (builder, &error);
  g_assert_no_error (error);
  return document;
}

static void
assert_found (const PostilAnchor *anchor, const char *text, const char *expected, gboolean certain)
{
  g_autoptr (PostilDocument) document = make_document (text);
  g_autofree char *found = NULL;
  gsize start = 0;
  gsize end = 0;
  double confidence = 0;

  g_assert_true (postil_anchor_find (anchor, document, &start, &end, &confidence));
  found = postil_document_dup_slice (document, start, end);
  g_assert_cmpstr (found, ==, expected);
  if (certain)
    g_assert_cmpfloat (confidence, >=, POSTIL_ANCHOR_CERTAIN);
  else
    g_assert_cmpfloat (confidence, <, POSTIL_ANCHOR_CERTAIN);
}

static void
test_moved (void)
{
  PostilAnchor anchor = { "spent $22 billion on data centres", "The company ", " last year", 12, 45 };

  assert_found (&anchor, "The company spent $22 billion on data centres last year.", "spent $22 billion on data centres", TRUE);
  assert_found (&anchor, "New lead. Added words. The company spent $22 billion on data centres last year.",
                "spent $22 billion on data centres", TRUE);
}

static void
test_retyped (void)
{
  PostilAnchor anchor = { "the firm's \"best\" year - so far", "It was ", ", he said", 7, 38 };

  assert_found (&anchor, "It was the firm’s “best” year – so far, he said.", "the firm’s “best” year – so far", TRUE);
}

static void
test_right_one_of_many (void)
{
  PostilAnchor anchor = { "11%", "iPhone sales fell by ", " to $18.5 billion", 200, 203 };

  assert_found (&anchor,
                "Margins rose 11% and costs 11% more. In China iPhone sales fell by 11% to $18.5 billion. Tax was 11% too.",
                "11%", TRUE);
}

static void
test_doubtful (void)
{
  PostilAnchor anchor = { "Apple", "xx ", " yy", 900, 905 };

  assert_found (&anchor, "Apple here and Apple there and Apple again", "Apple", FALSE);
}

static void
test_lost (void)
{
  PostilAnchor anchor = { "words that are gone", NULL, NULL, 0, 19 };
  g_autoptr (PostilDocument) document = make_document ("Something else stands here now.");
  gsize start;
  gsize end;
  double confidence;

  g_assert_false (postil_anchor_find (&anchor, document, &start, &end, &confidence));
  anchor.quote = "   ";
  g_assert_false (postil_anchor_find (&anchor, document, &start, &end, &confidence));
}

static void
test_random_insertions (void)
{
  const char *quote = "Doubao ranks second in active users behind ChatGPT";

  for (guint32 seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL);
      PostilAnchor anchor = { quote, "Analysts note that ", ", the company says", (guint32) g_rand_int_range (rand, 0, 3000), 0 };

      for (int i = g_rand_int_range (rand, 0, 60); i > 0; i--)
        g_string_append_printf (text, "word%d 动 ", g_rand_int_range (rand, 0, 99));
      g_string_append_printf (text, "Analysts note that %s, the company says", quote);
      for (int i = g_rand_int_range (rand, 0, 60); i > 0; i--)
        g_string_append_printf (text, " é%d", g_rand_int_range (rand, 0, 99));
      assert_found (&anchor, text->str, quote, TRUE);
    }
}

static void
test_linear (void)
{
  g_autofree char *text = g_strnfill (400000, 'a');
  g_autofree char *quote = g_strnfill (5000, 'a');
  g_autoptr (PostilDocument) document = NULL;
  PostilAnchor anchor;
  gsize start;
  gsize end;
  double confidence = 1;

  quote[4999] = 'b';
  anchor = (PostilAnchor){ quote, NULL, NULL, 0, 5000 };
  document = make_document (text);
  /* The nearest is one letter away, at every place alike: that is doubt, and it must not take long. */
  if (postil_anchor_find (&anchor, document, &start, &end, &confidence))
    g_assert_cmpfloat (confidence, <, POSTIL_ANCHOR_CERTAIN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/anchor/moved", test_moved);
  g_test_add_func ("/notes/anchor/retyped", test_retyped);
  g_test_add_func ("/notes/anchor/right-one-of-many", test_right_one_of_many);
  g_test_add_func ("/notes/anchor/doubtful", test_doubtful);
  g_test_add_func ("/notes/anchor/lost", test_lost);
  g_test_add_func ("/notes/anchor/random-insertions", test_random_insertions);
  g_test_add_func ("/notes/anchor/linear", test_linear);
  return g_test_run ();
}
