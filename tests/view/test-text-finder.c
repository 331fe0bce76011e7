/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding in an article: case, accents, quotes, offsets in code points; and the readable column. No display. */
#include "config.h"

#include "postil-column.h"
#include "postil-mark-table.h"
#include "postil-text-finder.h"

static void
assert_hits (const char *text, const char *words, const guint *starts, guint n)
{
  g_autoptr (PostilTextFinder) finder = postil_text_finder_new (text);
  g_autoptr (GArray) hits = postil_text_finder_find (finder, words);

  g_assert_cmpuint (hits->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (g_array_index (hits, PostilHighlightRun, i).start, ==, starts[i]);
}

static void
test_case_and_accents (void)
{
  assert_hits ("Café CAFE café", "cafe", (guint[]){ 0, 5, 10 }, 3);
  assert_hits ("Café CAFE café", "CAFÉ", (guint[]){ 0, 5, 10 }, 3);
  assert_hits ("Straße", "strasse", NULL, 0);
}

static void
test_offsets_are_code_points (void)
{
  assert_hits ("字节跳动 (ByteDance) 😀 bytedance", "bytedance", (guint[]){ 6, 19 }, 2);
  assert_hits ("字节跳动, 字节", "字节", (guint[]){ 0, 6 }, 2);
}

static void
test_quotes_blanks_lines (void)
{
  assert_hits ("Apple’s plan", "apple's", (guint[]){ 0 }, 1);
  assert_hits ("end of one\nline", "one line", (guint[]){ 7 }, 1);
  assert_hits ("non\xc2\xa0"
               "breaking",
               "non breaking", (guint[]){ 0 }, 1);
}

static void
test_no_overlap_and_empty (void)
{
  assert_hits ("aaaa", "aa", (guint[]){ 0, 2 }, 2);
  assert_hits ("text", "", NULL, 0);
  assert_hits ("text", "   ", NULL, 0);
  assert_hits ("", "text", NULL, 0);
  assert_hits ("te", "text", NULL, 0);
}

static void
test_column (void)
{
  PostilColumn column;
  PostilColumn mirrored;

  /* As in the picture: 764 px wide, gutter 44, lane 200 at 30 px from the column. */
  postil_column_compute (&column, 764, 9.0, 1.0, FALSE);
  g_assert_cmpint (column.column_x, ==, 44);
  g_assert_cmpint (column.lane_width, ==, 200);
  g_assert_cmpint (column.column_width, ==, 474);
  g_assert_cmpint (column.lane_x, ==, 44 + 474 + 30);

  postil_column_compute (&mirrored, 764, 9.0, 1.0, TRUE);
  g_assert_cmpint (mirrored.column_x + mirrored.column_width, ==, 764 - 44);
  g_assert_cmpint (mirrored.lane_x, ==, 16);

  postil_column_compute (&column, 719, 9.0, 1.0, FALSE);
  g_assert_cmpint (column.lane_width, ==, 0);

  postil_column_compute (&column, 2000, 8.0, 1.0, FALSE);
  g_assert_cmpint (column.column_width, ==, 560);
  g_assert_cmpint (column.lane_width, ==, 240);
  g_assert_cmpint (column.column_x, >, 400);

  /* Large text: the lane grows and needs a wider pane. */
  postil_column_compute (&column, 900, 18.0, 2.0, FALSE);
  g_assert_cmpint (column.lane_width, ==, 0);
  g_assert_cmpint (column.column_x, >=, 88);
  postil_column_compute (&column, 1500, 18.0, 2.0, FALSE);
  g_assert_cmpint (column.lane_width, >=, 400);

  for (int width = 0; width < 3000; width += 7)
    {
      postil_column_compute (&column, width, 9.0, 1.0, FALSE);
      g_assert_cmpint (column.column_width, >, 0);
      g_assert_cmpint (column.column_width, <=, 630);
      if (width > 200)
        g_assert_cmpint (column.column_x + column.column_width, <=, width);
      if (column.lane_width > 0)
        g_assert_cmpint (column.lane_x + column.lane_width, <=, width);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/text-finder/case-and-accents", test_case_and_accents);
  g_test_add_func ("/view/text-finder/offsets-are-code-points", test_offsets_are_code_points);
  g_test_add_func ("/view/text-finder/quotes-blanks-lines", test_quotes_blanks_lines);
  g_test_add_func ("/view/text-finder/no-overlap-and-empty", test_no_overlap_and_empty);
  g_test_add_func ("/view/column/widths", test_column);
  return g_test_run ();
}
