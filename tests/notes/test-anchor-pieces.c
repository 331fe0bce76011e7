/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts that finding a passage is made of: folding, and edit distance in machine words against the plain table. */
#include "config.h"

#include "postil-anchor-fold-private.h"
#include "postil-anchor-pattern-private.h"

#include <string.h>

static void
assert_folds (const char *text, const char *expected)
{
  PostilFolded folded;
  g_autofree char *got = NULL;

  postil_folded_init (&folded, text);
  got = g_ucs4_to_utf8 (folded.chars, (glong) folded.n, NULL, NULL, NULL);
  g_assert_cmpstr (got, ==, expected);
  postil_folded_clear (&folded);
}

static void
test_fold (void)
{
  assert_folds (NULL, "");
  assert_folds ("a \t\n\u00A0b", "a b");
  assert_folds ("\u201Cso\u201D \u2018it\u2019 \u00ABis\u00BB", "\"so\" 'it' \"is\"");
  assert_folds ("a\u2014b--c\u2212d", "a-b-c-d");
  assert_folds ("e\uFB03cient \uFB02ow", "efficient flow");
  assert_folds ("co\u00ADop\u200Berate \uFFFC here", "cooperate here");
  assert_folds ("wait\u2026", "wait...");
}

/* Both normal forms of a text fold to the same, whatever the order of marks. */
static void
test_fold_normal_forms (void)
{
  static const char *const texts[] = { "Zo\u00EB Br\u00FBl\u00E9",
                                       "Ti\u1EBFng Vi\u1EC7t",
                                       "\uD55C\uAD6D\uC5B4 \uAC00\uAC01",
                                       "\u03AC\u1F04",
                                       "\u0439\u0451",
                                       "q\u0323\u0307",
                                       "\u00E9\u0323",
                                       "\u304C\u30D1" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *composed = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFC);
      g_autofree char *decomposed = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFD);

      assert_folds (texts[i], composed);
      assert_folds (composed, composed);
      assert_folds (decomposed, composed);
    }
  assert_folds ("q\u0307\u0323", "q\u0323\u0307");
}

static void
test_fold_places (void)
{
  PostilFolded folded;

  postil_folded_init (&folded, "a\u00AD  e\u0301x\uFB01");
  g_assert_cmpuint (folded.n, ==, 6);
  g_assert_cmpuint (folded.starts[2], ==, 4);
  g_assert_cmpuint (folded.ends[2], ==, 6);
  g_assert_cmpuint (folded.starts[5], ==, 7);
  g_assert_cmpuint (folded.ends[5], ==, 8);
  postil_folded_clear (&folded);
}

/* Many marks in a row must cost no more than their number. */
static void
test_fold_hostile (void)
{
  g_autoptr (GString) text = g_string_new ("a");
  PostilFolded folded;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, i % 2 == 0 ? "\u0301" : "\u0323");
  postil_folded_init (&folded, text->str);
  g_assert_cmpuint (folded.n, >, 0);
  postil_folded_clear (&folded);
}

typedef struct
{
  const gunichar *chars;
  gsize n;
} Letters;

/* The last row of the plain table: distances of the pattern to what ends at each place. */
static void
plain_distances (const Letters *pattern, const Letters *text, gboolean anchored, gsize *last)
{
  gsize m = pattern->n;
  g_autofree gsize *column = g_new (gsize, m + 1);

  for (gsize i = 0; i <= m; i++)
    column[i] = i;
  for (gsize j = 0; j < text->n; j++)
    {
      gsize corner = column[0];

      column[0] = anchored ? j + 1 : 0;
      for (gsize i = 1; i <= m; i++)
        {
          gsize left = column[i];
          gsize best = MIN (left, column[i - 1]) + 1;

          column[i] = MIN (best, corner + (pattern->chars[i - 1] != text->chars[j]));
          corner = left;
        }
      last[j] = column[m];
    }
}

static void
fill (GRand *rand, gunichar *chars, gsize n)
{
  for (gsize i = 0; i < n; i++)
    chars[i] = (gunichar) (g_rand_boolean (rand) ? g_rand_int_range (rand, 'a', 'd') : g_rand_int_range (rand, 0x4E00, 0x4E03));
}

static void
assert_same (GRand *rand, gsize m, gsize n)
{
  g_autofree gunichar *pattern = g_new (gunichar, m);
  g_autofree gunichar *text = g_new (gunichar, n);
  g_autofree gsize *last = g_new (gsize, n);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (PostilPatternHit));
  g_autoptr (PostilPattern) prepared = NULL;
  Letters letters[2] = { { pattern, m }, { text, n } };
  gsize best = m;
  gsize found = m;

  fill (rand, pattern, m);
  fill (rand, text, n);
  memcpy (text + n / 2, pattern, MIN (m, n - n / 2) * sizeof (gunichar));
  prepared = postil_pattern_new (pattern, m, FALSE);
  plain_distances (&letters[0], &letters[1], FALSE, last);
  for (gsize i = 0; i < n; i++)
    best = MIN (best, last[i]);
  postil_pattern_search (prepared, text, n, m, hits);
  for (guint i = 0; i < hits->len; i++)
    {
      const PostilPatternHit *hit = &g_array_index (hits, PostilPatternHit, i);

      g_assert_cmpuint (hit->distance, ==, last[hit->end - 1]);
      found = MIN (found, hit->distance);
    }
  g_assert_cmpuint (found, ==, best);
  letters[1].n = MIN (n, 2 * m);
  plain_distances (&letters[0], &letters[1], TRUE, last);
  best = m;
  for (gsize i = 0; i < MIN (n, 2 * m); i++)
    best = MIN (best, last[i]);
  g_assert_cmpuint (postil_pattern_measure (prepared, text, n, FALSE), ==, best);
}

static void
test_distances (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 200; i++)
    assert_same (rand, (gsize) g_rand_int_range (rand, 1, 200), (gsize) g_rand_int_range (rand, 2, 300));
  assert_same (rand, 64, 200);
  assert_same (rand, 65, 200);
  assert_same (rand, 128, 200);
}

static void
test_backwards (void)
{
  const gunichar prefix[] = { 'a', 'b', 'c' };
  const gunichar text[] = { 'x', 'a', 'b', 'c' };
  g_autoptr (PostilPattern) pattern = postil_pattern_new (prefix, 3, TRUE);

  g_assert_cmpuint (postil_pattern_measure (pattern, text, 4, TRUE), ==, 0);
  g_assert_cmpuint (postil_pattern_measure (pattern, text, 3, TRUE), ==, 1);
  g_assert_cmpuint (postil_pattern_measure (pattern, text, 0, TRUE), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/anchor-pieces/fold", test_fold);
  g_test_add_func ("/notes/anchor-pieces/fold-normal-forms", test_fold_normal_forms);
  g_test_add_func ("/notes/anchor-pieces/fold-places", test_fold_places);
  g_test_add_func ("/notes/anchor-pieces/fold-hostile", test_fold_hostile);
  g_test_add_func ("/notes/anchor-pieces/distances", test_distances);
  g_test_add_func ("/notes/anchor-pieces/backwards", test_backwards);
  return g_test_run ();
}
