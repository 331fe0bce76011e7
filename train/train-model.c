/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a model as the engine maps it: the weights that matter most, in eight bits. */
#include "config.h"

#include "train-private.h"

#include <math.h>
#include <string.h>

#define N POSTIL_NAME_LABELS

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const TrainRow *x = a, *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return x->key < y->key ? -1 : x->key > y->key;
}

static guint8 *
fill_lines (const TrainRows *rows, guint n_lines)
{
  guint8 *lines = g_malloc0 ((gsize) n_lines * POSTIL_NAME_LINE_SIZE);
  g_autoptr (GArray) sorted = rows != NULL ? train_rows_dup_rows (rows) : g_array_new (FALSE, FALSE, sizeof (TrainRow));

  g_array_sort (sorted, compare_rows);
  for (guint i = 0; i < sorted->len; i++)
    {
      const TrainRow *row = &g_array_index (sorted, TrainRow, i);
      guint8 *line = lines + (gsize) ((row->key >> 16) & (n_lines - 1)) * POSTIL_NAME_LINE_SIZE;
      const guint16 tag = (guint16) MAX (row->key & 0xffff, 1);
      guint16 tags[POSTIL_NAME_LINE_ROWS];
      guint at = 0;
      gboolean any = FALSE;

      memcpy (tags, line, sizeof tags);
      while (at < POSTIL_NAME_LINE_ROWS && tags[at] != 0 && tags[at] != GUINT16_TO_LE (tag))
        at++;
      if (at == POSTIL_NAME_LINE_ROWS || tags[at] != 0)
        continue;
      for (guint k = 0; k < N; k++)
        {
          const gint8 weight = (gint8) CLAMP (lrintf (row->row[k] * TRAIN_UNIT), -127, 127);

          any |= weight != 0;
          line[sizeof tags + (gsize) at * POSTIL_NAME_ROW_SIZE + k] = (guint8) weight;
        }
      if (!any)
        continue;
      tags[at] = GUINT16_TO_LE (tag);
      memcpy (line, tags, sizeof tags);
    }
  return lines;
}

static void
put_32 (GByteArray *out, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

static void
put_16 (GByteArray *out, guint16 value)
{
  value = GUINT16_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

static guint
clusters_size (const GArray *words)
{
  guint n = 64;

  while (n < 2 * words->len)
    n *= 2;
  return n;
}

static void
put_clusters (GByteArray *out, const GArray *words)
{
  const guint n = clusters_size (words);
  g_autofree TrainWord *cells = g_new0 (TrainWord, n);

  for (guint i = 0; i < words->len; i++)
    {
      const TrainWord *word = &g_array_index (words, TrainWord, i);
      guint at = word->hash & (n - 1), probes = 0;

      while (cells[at].cluster != 0 && probes++ < 31)
        at = (at + 1) & (n - 1);
      if (cells[at].cluster == 0)
        cells[at] = *word;
    }
  for (guint i = 0; i < n; i++)
    {
      put_32 (out, cells[i].hash);
      put_16 (out, cells[i].cluster);
      put_16 (out, cells[i].habit);
    }
}

static void
put_steps (GByteArray *out, const TrainRows *rows)
{
  float steps[N * N] = { 0 };

  if (rows != NULL)
    train_rows_copy_steps (rows, steps);
  for (guint k = 0; k < N * N; k++)
    put_16 (out, (guint16) (gint16) CLAMP (lrintf (steps[k] * TRAIN_UNIT), -30000, 30000));
}

/**
 * train_model_write:
 * @parts: what was learned
 *
 * Returns: (transfer full): the file, the same for the same parts.
 */
GBytes *
train_model_write (const TrainParts *parts)
{
  GByteArray *out = g_byte_array_new ();
  const guint32 lines_at = POSTIL_NAME_MODEL_HEADER_SIZE;
  const guint32 second_at = lines_at + parts->n_lines[0] * POSTIL_NAME_LINE_SIZE;
  const guint32 clusters_at = second_at + parts->n_lines[1] * POSTIL_NAME_LINE_SIZE;
  const guint32 steps_at = clusters_at + clusters_size (parts->words) * POSTIL_NAME_CLUSTER_SIZE;
  const guint32 degrees_at = steps_at + POSTIL_NAME_N_STAGES * N * N * sizeof (gint16);
  const guint32 end = degrees_at + POSTIL_NAME_N_DEGREES * sizeof (gint16);

  g_byte_array_append (out, (const guint8 *) POSTIL_NAME_MODEL_MAGIC, 8);
  put_32 (out, POSTIL_NAME_MODEL_VERSION);
  put_32 (out, end);
  put_32 (out, TRAIN_UNIT);
  put_32 (out, parts->n_lines[0]);
  put_32 (out, parts->n_lines[1]);
  put_32 (out, lines_at);
  put_32 (out, second_at);
  put_32 (out, clusters_size (parts->words));
  put_32 (out, clusters_at);
  put_32 (out, steps_at);
  put_32 (out, degrees_at);
  while (out->len < POSTIL_NAME_MODEL_HEADER_SIZE)
    put_16 (out, 0);
  for (guint stage = 0; stage < POSTIL_NAME_N_STAGES; stage++)
    {
      g_autofree guint8 *lines = fill_lines (parts->rows[stage], parts->n_lines[stage]);

      g_byte_array_append (out, lines, parts->n_lines[stage] * POSTIL_NAME_LINE_SIZE);
    }
  put_clusters (out, parts->words);
  put_steps (out, parts->rows[0]);
  put_steps (out, parts->rows[0]);
  for (guint i = 0; i < POSTIL_NAME_N_DEGREES; i++)
    put_16 (out, (guint16) parts->degrees[i]);
  return g_byte_array_free_to_bytes (out);
}
