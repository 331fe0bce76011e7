/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of marks: order, questions by offset, what is pale, highlights laid over one another. No display. */
#include "config.h"

#include "article-sample.h"
#include "postil-mark-table.h"
#include "postil-words.h"

#include <math.h>

static PostilNote *
make_note (guint start, guint end, guint color)
{
  PostilNote *note = postil_note_new ();

  note->start = start;
  note->end = end;
  note->color = color;
  return note;
}

static GPtrArray *
new_notes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
}

static void
assert_run (GArray *runs, guint position, guint start, guint end, guint color)
{
  const PostilHighlightRun *run;

  g_assert_cmpuint (position, <, runs->len);
  run = &g_array_index (runs, PostilHighlightRun, position);
  g_assert_cmpuint (run->start, ==, start);
  g_assert_cmpuint (run->end, ==, end);
  g_assert_cmpuint (run->color, ==, color);
}

static void
test_sorted (void)
{
  ArticleSample *sample = article_sample_new (TRUE);
  g_autoptr (PostilMarkTable) table = postil_mark_table_new (sample->document, sample->analysis, TRUE);
  const guint n = postil_mark_table_get_length (table);

  g_assert_cmpuint (n, >, 30);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (postil_mark_table_get (table, i - 1)->start, <=, postil_mark_table_get (table, i)->start);
  g_assert_null (postil_mark_table_get (table, n));
  article_sample_free (sample);
}

static void
test_found_at (void)
{
  ArticleSample *sample = article_sample_new (FALSE);
  g_autoptr (PostilMarkTable) table = postil_mark_table_new (sample->document, sample->analysis, TRUE);
  const gsize money = article_sample_find (sample, "$22 billion");
  const PostilMark *mark = postil_mark_table_find_at (table, money + 10, 0);

  g_assert_nonnull (mark);
  g_assert_cmpuint (mark->layer, ==, POSTIL_MARK_FIGURE);
  g_assert_cmpuint (mark->kind, ==, POSTIL_MARK_KIND_MONEY);
  g_assert_cmpuint (mark->start, ==, money);
  g_assert_null (postil_mark_table_find_at (table, money + 11, 0)); /* the end is exclusive */
  g_assert_null (postil_mark_table_find_at (table, money - 1, 0));
  g_assert_null (postil_mark_table_find_at (table, money, 1u << POSTIL_MARK_KIND_MONEY));
  g_assert_true (postil_mark_table_find (table, POSTIL_MARK_FIGURE, mark->index) == mark);
  g_assert_null (postil_mark_table_find (table, POSTIL_MARK_NOTE, 0));
  article_sample_free (sample);
}

/* The answer of the binary searches is that of a walk over everything. */
static void
test_searches_agree_with_walk (void)
{
  g_autoptr (GPtrArray) notes = new_notes ();
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (PostilMarkTable) table = NULL;

  for (guint i = 0; i < 200; i++)
    {
      const guint start = (guint) g_rand_int_range (random, 0, 900);

      g_ptr_array_add (notes, make_note (start, start + (guint) g_rand_int_range (random, 1, 100), 1 + i % 5));
    }
  table = postil_mark_table_new_for_notes (notes, 1000);
  g_assert_cmpuint (postil_mark_table_get_length (table), ==, 200);
  for (gsize offset = 0; offset <= 1000; offset++)
    {
      guint reaching = 0;
      guint from = 0;
      const PostilMark *shortest = NULL;

      while (reaching < 200 && postil_mark_table_get (table, reaching)->end <= offset)
        reaching++;
      while (from < 200 && postil_mark_table_get (table, from)->start < offset)
        from++;
      for (guint i = 0; i < 200; i++)
        {
          const PostilMark *mark = postil_mark_table_get (table, i);

          if (mark->start <= offset && mark->end > offset
              && (shortest == NULL || mark->end - mark->start <= shortest->end - shortest->start))
            shortest = mark;
        }
      g_assert_cmpuint (postil_mark_table_first_reaching (table, offset), <=, reaching);
      g_assert_cmpuint (postil_mark_table_first_reaching (table, offset), ==, reaching);
      g_assert_cmpuint (postil_mark_table_first_from (table, offset), ==, from);
      g_assert_true (postil_mark_table_find_at (table, offset, 0) == shortest);
    }
}

static void
test_pale (void)
{
  ArticleSample *sample = article_sample_new (FALSE);
  g_autoptr (PostilMarkTable) table = postil_mark_table_new (sample->document, sample->analysis, TRUE);
  g_autoptr (PostilMarkTable) plain = postil_mark_table_new (sample->document, sample->analysis, FALSE);
  const gsize first = article_sample_find (sample, "ByteDance wants");
  const gsize again = article_sample_find (sample, "ByteDance has a phone");
  const gsize unsure = article_sample_find (sample, "Northbank");

  g_assert_false (postil_mark_table_find_at (table, first, 0)->pale);
  g_assert_true (postil_mark_table_find_at (table, again, 0)->pale);
  g_assert_false (postil_mark_table_find_at (plain, again, 0)->pale);
  g_assert_true (postil_mark_table_find_at (table, unsure, 0)->pale);
  g_assert_true (postil_mark_table_find_at (plain, unsure, 0)->pale);
  article_sample_free (sample);
}

static void
test_bad_ranges_left_out (void)
{
  g_autoptr (GPtrArray) notes = new_notes ();
  g_autoptr (PostilMarkTable) table = NULL;
  PostilNote *orphan = make_note (1, 5, 1);

  orphan->orphan = TRUE;
  g_ptr_array_add (notes, orphan);
  g_ptr_array_add (notes, make_note (5, 5, 1));
  g_ptr_array_add (notes, make_note (5, 101, 1));
  g_ptr_array_add (notes, make_note (0, 0, 0));
  g_ptr_array_add (notes, make_note (1, 2, 6));
  g_ptr_array_add (notes, make_note (98, 100, 2));
  table = postil_mark_table_new_for_notes (notes, 100);
  g_assert_cmpuint (postil_mark_table_get_length (table), ==, 1);
  g_assert_cmpuint (postil_mark_table_get (table, 0)->index, ==, 5);
}

static void
test_flatten_nested (void)
{
  g_autoptr (GPtrArray) notes = new_notes ();
  g_autoptr (PostilMarkTable) table = NULL;
  g_autoptr (GArray) runs = NULL;

  g_ptr_array_add (notes, make_note (10, 50, 1));
  g_ptr_array_add (notes, make_note (20, 30, 3));
  g_ptr_array_add (notes, make_note (60, 70, 4));
  table = postil_mark_table_new_for_notes (notes, 100);
  g_assert_false (postil_mark_table_get (table, 0)->inner);
  g_assert_true (postil_mark_table_get (table, 1)->inner);
  g_assert_false (postil_mark_table_get (table, 2)->inner);
  runs = postil_mark_table_flatten (table);
  g_assert_cmpuint (runs->len, ==, 4);
  assert_run (runs, 0, 10, 20, 1);
  assert_run (runs, 1, 20, 30, 3);
  assert_run (runs, 2, 30, 50, 1);
  assert_run (runs, 3, 60, 70, 4);
}

static void
test_flatten_overlapping (void)
{
  g_autoptr (GPtrArray) notes = new_notes ();
  g_autoptr (PostilMarkTable) table = NULL;
  g_autoptr (GArray) runs = NULL;

  g_ptr_array_add (notes, make_note (10, 30, 1));
  g_ptr_array_add (notes, make_note (20, 40, 2));
  g_ptr_array_add (notes, make_note (40, 45, 2));
  table = postil_mark_table_new_for_notes (notes, 100);
  runs = postil_mark_table_flatten (table);
  g_assert_cmpuint (runs->len, ==, 2);
  assert_run (runs, 0, 10, 20, 1);
  assert_run (runs, 1, 20, 45, 2); /* two that touch are one */
}

static void
test_empty (void)
{
  g_autoptr (PostilMarkTable) table = postil_mark_table_new_for_notes (NULL, 10);
  g_autoptr (GArray) runs = postil_mark_table_flatten (table);

  g_assert_cmpuint (postil_mark_table_get_length (table), ==, 0);
  g_assert_cmpuint (postil_mark_table_first_reaching (table, 3), ==, 0);
  g_assert_null (postil_mark_table_find_at (table, 3, 0));
  g_assert_cmpuint (runs->len, ==, 0);
}

static void
test_kinds (void)
{
  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    {
      PostilMarkKind kind;

      g_assert_true (postil_mark_kind_from_string (postil_mark_kind_to_string ((PostilMarkKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  for (guint i = 0; i < POSTIL_N_ENTITY_TYPES; i++)
    {
      PostilMarkKind kind;

      g_assert_true (postil_mark_kind_from_string (postil_entity_type_to_string ((PostilEntityType) i), &kind));
      g_assert_cmpuint (kind, ==, postil_mark_kind_of_entity ((PostilEntityType) i));
    }
  g_assert_false (postil_mark_kind_from_string ("nonsense", &(PostilMarkKind){ 0 }));
}

static gboolean
is_incidental (PostilFigureKind kind, double value, const char *surface, const char *measure)
{
  PostilFigure figure;
  gboolean incidental;

  postil_figure_init (&figure);
  figure.kind = kind;
  figure.value = value;
  figure.claim.measure = g_strdup (measure);
  incidental = postil_figure_is_incidental (&figure, surface);
  postil_figure_clear (&figure);
  return incidental;
}

/* Number words that count nothing are kept by the analysis and left unmarked. */
static void
test_incidental (void)
{
  PostilFigure rank;

  g_assert_true (is_incidental (POSTIL_FIGURE_NUMBER, 1, "one", NULL));
  g_assert_true (is_incidental (POSTIL_FIGURE_ORDINAL, 1, "first", NULL));
  g_assert_true (is_incidental (POSTIL_FIGURE_ORDINAL, 2, "second", NULL));
  g_assert_true (is_incidental (POSTIL_FIGURE_NUMBER, NAN, "dozens", NULL));
  g_assert_false (is_incidental (POSTIL_FIGURE_NUMBER, 2, "two", "data centres"));
  g_assert_false (is_incidental (POSTIL_FIGURE_NUMBER, 14, "14", NULL));
  g_assert_false (is_incidental (POSTIL_FIGURE_NUMBER, 1e6, "million", NULL));
  g_assert_false (is_incidental (POSTIL_FIGURE_NUMBER, 22, "twenty two", NULL));
  g_assert_false (is_incidental (POSTIL_FIGURE_MULTIPLE, 2, "twice", NULL));
  g_assert_false (is_incidental (POSTIL_FIGURE_PERCENT, 50, "half", NULL));
  postil_figure_init (&rank);
  rank.kind = POSTIL_FIGURE_ORDINAL;
  rank.value = 2;
  rank.rank = TRUE;
  g_assert_false (postil_figure_is_incidental (&rank, "second"));
}

static void
assert_number (double value, const char *expected)
{
  g_autofree char *number = postil_words_number (value);

  g_assert_cmpstr (number, ==, expected);
}

/* Also in a locale that knows no groups, as this one. */
static void
test_numbers (void)
{
  assert_number (4e12, "4,000,000,000,000");
  assert_number (-18.5e9, "-18,500,000,000");
  assert_number (999, "999");
  assert_number (1234.5, "1,234.5");
  assert_number (0.25, "0.25");
  assert_number (3e18, "3,000,000,000,000,000,000");
  assert_number (NAN, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/mark-table/sorted", test_sorted);
  g_test_add_func ("/view/mark-table/found-at", test_found_at);
  g_test_add_func ("/view/mark-table/searches-agree-with-walk", test_searches_agree_with_walk);
  g_test_add_func ("/view/mark-table/pale", test_pale);
  g_test_add_func ("/view/mark-table/bad-ranges-left-out", test_bad_ranges_left_out);
  g_test_add_func ("/view/mark-table/flatten-nested", test_flatten_nested);
  g_test_add_func ("/view/mark-table/flatten-overlapping", test_flatten_overlapping);
  g_test_add_func ("/view/mark-table/empty", test_empty);
  g_test_add_func ("/view/mark-table/kinds", test_kinds);
  g_test_add_func ("/view/mark-table/incidental", test_incidental);
  g_test_add_func ("/view/mark-table/numbers", test_numbers);
  return g_test_run ();
}
