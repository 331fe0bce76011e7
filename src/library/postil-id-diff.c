/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is asked again mostly answers the same: a few rows came, went or moved. Telling the view exactly which
 * keeps its rows, its selection and its place; so the ids that keep their order are found (the longest increasing
 * run of their old positions) and only the gaps between them are told. */
#include "config.h"

#include "postil-id-diff-private.h"

/* Old positions of the new ids, G_MAXUINT for one that is new. */
static guint *
find_old_positions (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  g_autoptr (GHashTable) positions = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint *result = g_new (guint, n_new);

  for (guint i = 0; i < n_old; i++)
    g_hash_table_insert (positions, (gpointer) &old_ids[i], GUINT_TO_POINTER (i));
  for (guint i = 0; i < n_new; i++)
    {
      gpointer value = NULL;

      result[i] = g_hash_table_lookup_extended (positions, &new_ids[i], NULL, &value) ? GPOINTER_TO_UINT (value) : G_MAXUINT;
    }
  return result;
}

/* Marks the new positions that belong to a longest increasing subsequence of positions, in n log n. */
static void
mark_kept (const guint *positions, guint n, gboolean *kept)
{
  g_autofree guint *tails = g_new (guint, MAX (n, 1)); /* new position that ends the best run of each length */
  g_autofree guint *before = g_new (guint, MAX (n, 1));
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0, high = length;

      if (positions[i] == G_MAXUINT)
        continue;
      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (positions[tails[middle]] < positions[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? tails[low - 1] : G_MAXUINT;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  for (guint i = length > 0 ? tails[length - 1] : G_MAXUINT; i != G_MAXUINT; i = before[i])
    kept[i] = TRUE;
}

static void
add_run (GArray *runs, guint old_start, guint old_end, guint new_start, guint new_end)
{
  PostilIdRun run = { old_start, old_end - old_start, new_start, new_end - new_start };

  if (run.old_count > 0 || run.new_count > 0)
    g_array_append_val (runs, run);
}

static void
diff_middle (GArray *runs, const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  g_autofree guint *positions = find_old_positions (old_ids, n_old, new_ids, n_new);
  g_autofree gboolean *kept = g_new0 (gboolean, n_new);
  guint old_done = 0, new_done = 0;

  mark_kept (positions, n_new, kept);
  for (guint i = 0; i < n_new; i++)
    {
      if (!kept[i])
        continue;
      add_run (runs, old_done, positions[i], new_done, i);
      old_done = positions[i] + 1;
      new_done = i + 1;
    }
  add_run (runs, old_done, n_old, new_done, n_new);
}

/**
 * postil_id_diff:
 * @old_ids: (array length=n_old): ids, no two equal
 * @n_old: their number
 * @new_ids: (array length=n_new): ids, no two equal
 * @n_new: their number
 *
 * Finds the fewest rows to tell of that turn one vector into the other. Thread: any.
 *
 * Returns: (transfer full) (element-type PostilIdRun): runs by ascending start, apart from each other, at most
 *   %POSTIL_ID_DIFF_MAX_RUNS
 */
GArray *
postil_id_diff (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (PostilIdRun));
  guint head = 0, tail = 0;

  while (head < n_old && head < n_new && old_ids[head] == new_ids[head])
    head++;
  while (tail < n_old - head && tail < n_new - head && old_ids[n_old - 1 - tail] == new_ids[n_new - 1 - tail])
    tail++;
  n_old -= tail;
  n_new -= tail;
  if (n_old == head || n_new == head)
    {
      add_run (runs, head, n_old, head, n_new);
      return runs;
    }
  diff_middle (runs, old_ids + head, n_old - head, new_ids + head, n_new - head);
  for (guint i = 0; i < runs->len; i++)
    {
      g_array_index (runs, PostilIdRun, i).old_start += head;
      g_array_index (runs, PostilIdRun, i).new_start += head;
    }
  if (runs->len > POSTIL_ID_DIFF_MAX_RUNS)
    {
      g_array_set_size (runs, 0);
      add_run (runs, head, n_old, head, n_new);
    }
  return runs;
}
