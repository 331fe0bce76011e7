/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two vectors of ids: replaying the runs gives the new vector, and unchanged rows are not told of. */
#include "config.h"

#include "postil-id-diff-private.h"

#include <string.h>

static GArray *
replay (const gint64 *old_ids, const gint64 *new_ids, guint n_old, GArray *runs)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (ids, old_ids, n_old);
  for (guint i = runs->len; i > 0; i--)
    {
      const PostilIdRun *run = &g_array_index (runs, PostilIdRun, i - 1);

      if (run->old_count > 0)
        g_array_remove_range (ids, run->old_start, run->old_count);
      g_array_insert_vals (ids, run->old_start, new_ids + run->new_start, run->new_count);
    }
  return ids;
}

static guint
count_told (GArray *runs)
{
  guint n = 0;

  for (guint i = 0; i < runs->len; i++)
    n += g_array_index (runs, PostilIdRun, i).old_count + g_array_index (runs, PostilIdRun, i).new_count;
  return n;
}

static guint
check (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  g_autoptr (GArray) runs = postil_id_diff (old_ids, n_old, new_ids, n_new);
  g_autoptr (GArray) ids = replay (old_ids, new_ids, n_old, runs);

  g_assert_cmpuint (ids->len, ==, n_new);
  g_assert_true (n_new == 0 || memcmp (ids->data, new_ids, n_new * sizeof (gint64)) == 0);
  g_assert_cmpuint (runs->len, <=, POSTIL_ID_DIFF_MAX_RUNS);
  /* A row that stayed stands between two runs. */
  for (guint i = 1; i < runs->len; i++)
    {
      const PostilIdRun *before = &g_array_index (runs, PostilIdRun, i - 1);

      g_assert_cmpuint (g_array_index (runs, PostilIdRun, i).old_start, >, before->old_start + before->old_count);
    }
  return count_told (runs);
}

static void
test_cases (void)
{
  const gint64 a[] = { 5, 4, 3, 2, 1 };
  const gint64 with_new[] = { 7, 6, 5, 4, 3, 2, 1 };
  const gint64 without_two[] = { 5, 3, 1 };
  const gint64 moved[] = { 2, 5, 4, 3, 1 };
  const gint64 other[] = { 9, 8 };

  g_assert_cmpuint (check (a, 5, a, 5), ==, 0);
  g_assert_cmpuint (check (a, 0, a, 0), ==, 0);
  g_assert_cmpuint (check (a, 5, with_new, 7), ==, 2);
  g_assert_cmpuint (check (a, 5, without_two, 3), ==, 2);
  g_assert_cmpuint (check (a, 5, moved, 5), ==, 2);
  g_assert_cmpuint (check (a, 5, other, 2), ==, 7);
  g_assert_cmpuint (check (a, 5, NULL, 0), ==, 5);
  g_assert_cmpuint (check (NULL, 0, a, 5), ==, 5);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 500; round++)
    {
      gint64 old_ids[60], new_ids[60];
      guint n_old = 0, n_new = 0;
      int density = g_rand_int_range (rand, 1, 10);

      for (gint64 id = 1; id <= 60; id++)
        {
          if (g_rand_int_range (rand, 0, 10) < density)
            old_ids[n_old++] = id;
          if (g_rand_int_range (rand, 0, 10) < density)
            new_ids[n_new++] = id;
        }
      for (guint swaps = (guint) g_rand_int_range (rand, 0, 4); swaps > 0 && n_new > 1; swaps--)
        {
          guint i = (guint) g_rand_int_range (rand, 0, (gint32) n_new), j = (guint) g_rand_int_range (rand, 0, (gint32) n_new);
          gint64 id = new_ids[i];

          new_ids[i] = new_ids[j];
          new_ids[j] = id;
        }
      check (old_ids, n_old, new_ids, n_new);
    }
}

static void
test_large (void)
{
  const guint n = 100000;
  g_autofree gint64 *old_ids = g_new (gint64, n);
  g_autofree gint64 *new_ids = g_new (gint64, n);
  guint n_new = 0;

  for (guint i = 0; i < n; i++)
    old_ids[i] = n - i;
  /* Every thousandth was read and left the list. */
  for (guint i = 0; i < n; i++)
    if (i % 1000 != 0)
      new_ids[n_new++] = old_ids[i];
  g_assert_cmpuint (check (old_ids, n, new_ids, n_new), ==, 100);
  /* Turned around, nothing keeps its place: one run says it. */
  for (guint i = 0; i < n; i++)
    new_ids[i] = i + 1;
  check (old_ids, n, new_ids, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/id-diff/cases", test_cases);
  g_test_add_func ("/library/id-diff/random", test_random);
  g_test_add_func ("/library/id-diff/large", test_large);
  return g_test_run ();
}
