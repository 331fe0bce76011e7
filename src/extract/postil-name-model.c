/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the model of names where it lies. Each feature costs one cache line. Sizes and offsets are checked once; the weights are
 * plain numbers of which any value is harmless. An empty model knows nothing and finds nothing. */
#include "config.h"

#include "postil-name-model-private.h"

#include "postil-extract-error.h"

#include <string.h>

typedef gint16 Lanes __attribute__ ((vector_size (16)));
typedef gint8 Bytes __attribute__ ((vector_size (8)));

struct _PostilNameModel
{
  GBytes *bytes;
  const guint8 *lines[POSTIL_NAME_N_STAGES];
  guint32 n_lines[POSTIL_NAME_N_STAGES];
  const guint8 *clusters;
  guint32 n_clusters;
  guint32 unit;
  gint16 steps[POSTIL_NAME_N_STAGES][POSTIL_NAME_LABELS * POSTIL_NAME_LABELS];
  gint16 degrees[POSTIL_NAME_N_DEGREES];
};

static gboolean
is_inside (guint32 at, guint64 size, gsize file_size)
{
  return at >= POSTIL_NAME_MODEL_HEADER_SIZE && at <= file_size && size <= file_size - at;
}

static gboolean
is_power_of_two (guint32 n)
{
  return n != 0 && (n & (n - 1)) == 0;
}

static void
copy_numbers (gint16 *to, const guint8 *from, gsize n)
{
  memcpy (to, from, n * sizeof *to);
  for (gsize i = 0; i < n; i++)
    to[i] = GINT16_FROM_LE (to[i]);
}

static gboolean
read_header (PostilNameModel *self, const guint8 *data, gsize size)
{
  guint32 field[12];

  if (size < POSTIL_NAME_MODEL_HEADER_SIZE || memcmp (data, POSTIL_NAME_MODEL_MAGIC, 8) != 0)
    return FALSE;
  memcpy (field, data + 8, sizeof field);
  for (guint i = 0; i < G_N_ELEMENTS (field); i++)
    field[i] = GUINT32_FROM_LE (field[i]);
  if (field[0] != POSTIL_NAME_MODEL_VERSION || field[1] != size || field[2] == 0 || field[2] > 1000)
    return FALSE;
  self->unit = field[2];
  for (guint stage = 0; stage < POSTIL_NAME_N_STAGES; stage++)
    {
      self->n_lines[stage] = field[3 + stage];
      /* A row is read as sixteen bytes, so two more follow the last line. */
      if (!is_power_of_two (self->n_lines[stage])
          || !is_inside (field[5 + stage], (guint64) self->n_lines[stage] * POSTIL_NAME_LINE_SIZE + 2, size))
        return FALSE;
      self->lines[stage] = data + field[5 + stage];
    }
  self->n_clusters = field[7];
  if (!is_power_of_two (self->n_clusters) || !is_inside (field[8], (guint64) self->n_clusters * POSTIL_NAME_CLUSTER_SIZE, size)
      || !is_inside (field[9], sizeof self->steps, size) || !is_inside (field[10], sizeof self->degrees, size))
    return FALSE;
  self->clusters = data + field[8];
  copy_numbers (self->steps[0], data + field[9], sizeof self->steps / sizeof (gint16));
  copy_numbers (self->degrees, data + field[10], POSTIL_NAME_N_DEGREES);
  return TRUE;
}

/**
 * postil_name_model_new:
 * @bytes: a model, mapped or not; a reference is kept; empty for none
 * @error: where to put %POSTIL_EXTRACT_ERROR_LEXICON
 *
 * Opens a model.
 *
 * Returns: (transfer full) (nullable): the model, or %NULL when it is damaged.
 */
PostilNameModel *
postil_name_model_new (GBytes *bytes, GError **error)
{
  PostilNameModel *self = g_new0 (PostilNameModel, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  self->unit = 1;
  if (size == 0 || read_header (self, data, size))
    return self;
  g_set_error (error, POSTIL_EXTRACT_ERROR, POSTIL_EXTRACT_ERROR_LEXICON, "lexicon: its model of names is damaged");
  postil_name_model_free (self);
  return NULL;
}

void
postil_name_model_free (PostilNameModel *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

/* The row of a feature; NULL when it weighs nothing. */
static inline const guint8 *
find_row (const guint8 *line, guint32 key)
{
  const guint16 tag = GUINT16_TO_LE ((guint16) MAX (key & 0xffff, 1));
  guint16 tags[POSTIL_NAME_LINE_ROWS];

  memcpy (tags, line, sizeof tags);
  for (guint i = 0; i < POSTIL_NAME_LINE_ROWS; i++)
    if (tags[i] == tag)
      return line + sizeof tags + (gsize) i * POSTIL_NAME_ROW_SIZE;
  return NULL;
}

/**
 * postil_name_model_add:
 * @self: a model
 * @stage: 0 for the first reading, 1 for the second
 * @keys: (array length=n_keys): hashed features
 * @n_keys: their number, at most a hundred
 * @points: (inout): points of each label; lanes past the last label hold nothing of use
 *
 * Adds what the features weigh.
 */
void
postil_name_model_add (const PostilNameModel *self, guint stage, const guint32 *keys, guint n_keys,
                       gint16 points[POSTIL_NAME_LANES])
{
  const guint8 *lines = self->lines[stage];
  const guint32 mask = self->n_lines[stage] - 1;
  Lanes low, high;

  if (lines == NULL)
    return;
  memcpy (&low, points, sizeof low);
  memcpy (&high, points + 8, sizeof high);
  for (guint i = 0; i < n_keys; i++)
    {
      const guint8 *row = find_row (lines + (gsize) ((keys[i] >> 16) & mask) * POSTIL_NAME_LINE_SIZE, keys[i]);
      Bytes left, right;

      if (row == NULL)
        continue;
      memcpy (&left, row, sizeof left);
      memcpy (&right, row + 8, sizeof right);
      low += __builtin_convertvector(left, Lanes);
      high += __builtin_convertvector(right, Lanes);
    }
  memcpy (points, &low, sizeof low);
  memcpy (points + 8, &high, sizeof high);
}

/**
 * postil_name_model_row:
 * @self: a model
 * @stage: 0 or 1
 * @key: a hashed feature
 * @row: (out caller-allocated) (array fixed-size=11): what it weighs for each label
 *
 * Returns: whether the feature weighs anything.
 */
gboolean
postil_name_model_row (const PostilNameModel *self, guint stage, guint32 key, gint8 row[POSTIL_NAME_LABELS])
{
  const guint8 *found = NULL;

  if (self->lines[stage] != NULL)
    found = find_row (self->lines[stage] + (gsize) ((key >> 16) & (self->n_lines[stage] - 1)) * POSTIL_NAME_LINE_SIZE, key);
  if (found != NULL)
    memcpy (row, found, POSTIL_NAME_LABELS);
  return found != NULL;
}

/**
 * postil_name_model_cluster:
 * @self: a model
 * @hash: folded hash of a word
 * @habit: (out): how often the word is written in lower case, 1 never to 9 always, 0 unknown
 *
 * Returns: the cluster of words that occur in the same places, 0 for a rare word.
 */
guint16
postil_name_model_cluster (const PostilNameModel *self, guint32 hash, guint8 *habit)
{
  guint32 at = hash;

  *habit = 0;
  for (guint probes = 0; probes < 32 && self->n_clusters > 0; probes++, at++)
    {
      const guint8 *cell = self->clusters + (gsize) (at & (self->n_clusters - 1)) * POSTIL_NAME_CLUSTER_SIZE;
      guint32 key;
      guint16 cluster;

      memcpy (&key, cell, sizeof key);
      memcpy (&cluster, cell + 4, sizeof cluster);
      if (cluster == 0)
        return 0;
      if (key == GUINT32_TO_LE (hash))
        {
          *habit = cell[6];
          return GUINT16_FROM_LE (cluster);
        }
    }
  return 0;
}

/**
 * postil_name_model_steps:
 * @self: a model
 * @stage: 0 or 1
 *
 * Returns: points of every label after every label, row by row; owned by @self.
 */
const gint16 *
postil_name_model_steps (const PostilNameModel *self, guint stage)
{
  return self->steps[stage];
}

guint
postil_name_model_unit (const PostilNameModel *self)
{
  return self->unit;
}

/**
 * postil_name_model_degree:
 * @self: a model
 * @probability: of a name, as the model believes
 *
 * Returns: how many of a thousand such names are right, as measured on texts kept out of learning.
 */
guint
postil_name_model_degree (const PostilNameModel *self, double probability)
{
  const int degree = (int) (probability * POSTIL_NAME_N_DEGREES);

  return (guint) CLAMP (self->degrees[CLAMP (degree, 0, POSTIL_NAME_N_DEGREES - 1)], 0, 1000);
}
