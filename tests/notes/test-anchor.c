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

/* What surrounds the passage in the tests of edits. */
#define BEFORE "Model makers held talks about an assistant. "
#define AFTER " Analysts at Northgate expect shipments to recover."
#define PASSAGE "Regulators have yet to approve the arrangement, people familiar with the matter said."

/* The quote stood between @before and @after, of which 32 letters are kept. */
static PostilAnchor
make_anchor (const char *before, const char *quote, const char *after, char suffix[33])
{
  gsize n = strlen (before);

  g_strlcpy (suffix, after, 33);
  return (PostilAnchor){ quote, before + (n > 32 ? n - 32 : 0), suffix, (guint32) n, (guint32) (n + strlen (quote)) };
}

static void
assert_edited (const char *now, const char *expected)
{
  g_autofree char *text = g_strconcat ("A new lead. ", BEFORE, now, AFTER, NULL);
  char suffix[33];
  PostilAnchor anchor = make_anchor (BEFORE, PASSAGE, AFTER, suffix);

  assert_found (&anchor, text, expected, TRUE);
}

static void
test_edited (void)
{
  static const char *const edited[] = {
    "Regulators have still to approve the arrangement, people familiar with the matter said.",
    "Officials have yet to approve the arrangement, people familiar with the matter said.",
    "Regulators have yet to approve the arrangement, people familiar with the matter told a newspaper.",
    "Regulators approved the arrangement on Friday, people familiar with the matter said.",
    "Regulators have yet to approve the arrangement, which was first reported last week, people familiar with the matter said.",
    "Regulators have yet to approve the arrangement (see note 3). People familiar with the matter said.",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edited); i++)
    assert_edited (edited[i], edited[i]);
  assert_edited ("Regulators have yet to approve the arrangement, people familiar with the matter said. More was added.",
                 PASSAGE);
}

static void
test_figures (void)
{
  PostilAnchor anchor = { "revenue rose 12 percent to $4.2 billion", "said on Monday that ", ", helped by demand", 20, 59 };

  assert_found (&anchor, "It said on Monday that revenue rose 14 percent to $4.35 billion, helped by demand in Asia.",
                "revenue rose 14 percent to $4.35 billion", TRUE);
}

static void
test_inside_words (void)
{
  PostilAnchor anchor = { "ulators have yet to approve the arrange", "about an assistant. Reg", "ment, people familiar", 47, 86 };

  assert_found (&anchor,
                "They talked about an assistant. Regulators still have to approve the arrangement, people familiar said.",
                "ulators still have to approve the arrange", TRUE);
}

static void
test_ideographs (void)
{
  PostilAnchor anchor = { "监管部门尚未批准该协议", "两家公司将共同开发助手，", "。股价上涨。", 30, 41 };

  assert_found (&anchor, "更新。两家公司将共同开发助手，监管部门已经批准该协议。股价上涨。", "监管部门已经批准该协议", TRUE);
}

static void
assert_uncertain (const PostilAnchor *anchor, const char *text)
{
  g_autoptr (PostilDocument) document = make_document (text);
  gsize start;
  gsize end;
  double confidence = 1;

  if (postil_anchor_find (anchor, document, &start, &end, &confidence))
    g_assert_cmpfloat (confidence, <, POSTIL_ANCHOR_CERTAIN);
}

static void
test_gone (void)
{
  char suffix[33];
  PostilAnchor anchor = make_anchor (BEFORE, PASSAGE, AFTER, suffix);
  PostilAnchor name = { "Northgate", "Analysts at ", " expect shipments", 140, 149 };
  PostilAnchor row
      = { "revenue rose 29 percent to $2.9 billion.", "to $2.0 billion.\nBrazil: ", "\nFrance: revenue rose", 100, 140 };

  assert_uncertain (&anchor, BEFORE AFTER);
  assert_uncertain (&anchor, BEFORE "The talks are continuing." AFTER);
  assert_uncertain (&anchor, BEFORE "The deal still needs a green light from Beijing, according to two people." AFTER);
  /* Words like those taken out stand elsewhere. */
  assert_uncertain (&anchor, BEFORE AFTER " Shareholders have yet to approve the merger, people close to the matter said.");
  assert_uncertain (&name, BEFORE PASSAGE " Analysts at Southgate expect shipments to recover.");
  assert_uncertain (&row, "Japan: revenue rose 11 percent to $1.1 billion.\nIndia: revenue rose 20 percent to $2.0 billion.\n"
                          "France: revenue rose 38 percent to $3.8 billion.\nSpain: revenue rose 47 percent to $4.7 billion.");
}

static void
test_copy_elsewhere (void)
{
  char suffix[33];
  PostilAnchor anchor = make_anchor (BEFORE, PASSAGE, AFTER, suffix);

  /* The edited passage in its old company is it, not the exact copy in other company. */
  assert_found (&anchor,
                "In short: " PASSAGE " Now in full. " BEFORE
                "Regulators have still to approve the arrangement, people familiar with the matter said." AFTER,
                "Regulators have still to approve the arrangement, people familiar with the matter said.", TRUE);
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
  g_test_add_func ("/notes/anchor/edited", test_edited);
  g_test_add_func ("/notes/anchor/figures", test_figures);
  g_test_add_func ("/notes/anchor/inside-words", test_inside_words);
  g_test_add_func ("/notes/anchor/ideographs", test_ideographs);
  g_test_add_func ("/notes/anchor/gone", test_gone);
  g_test_add_func ("/notes/anchor/copy-elsewhere", test_copy_elsewhere);
  g_test_add_func ("/notes/anchor/random-insertions", test_random_insertions);
  g_test_add_func ("/notes/anchor/linear", test_linear);
  return g_test_run ();
}
