/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learns a linear-chain conditional random field: exact sums over all readings, steps that shrink with the gradients seen (AdaGrad),
 * weights that decay, features dropped by chance. Where a text allows several labels, all readings that keep to them count as right. */
#include "config.h"

#include "train-private.h"

#include <math.h>
#include <string.h>

#define N POSTIL_NAME_LABELS
#define LANES 12
#define LONGEST 400

typedef struct
{
  float weight[LANES];
  float seen[LANES]; /* squared gradients */
  float decay;
  float sum[LANES]; /* of the weights after each round that counts */
} Row;

typedef struct
{
  guint32 key;
  guint32 count; /* when closed: index of the row + 1 */
} Slot;

struct _TrainRows
{
  Slot *slots;
  guint n_slots; /* a power of two */
  guint n_used;
  Row *rows;
  guint n_rows;
  float steps[N * N];
  float steps_seen[N * N];
  float steps_sum[N * N];
  guint n_rounds;
  /* of one stretch */
  float points[LONGEST][LANES];
  float forward[2][LONGEST][N]; /* all readings, allowed readings */
  float backward[2][LONGEST][N];
  float gradient[LONGEST][LANES];
  float scratch[LONGEST][N];
  guint32 places[LONGEST][POSTIL_NAME_MAX_FEATURES]; /* of the features' rows + 1, 0 for none */
};

TrainRows *
train_rows_new (void)
{
  TrainRows *self = g_new0 (TrainRows, 1);

  self->n_slots = 1 << 20;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
train_rows_free (TrainRows *self)
{
  if (self == NULL)
    return;
  g_free (self->slots);
  g_free (self->rows);
  g_free (self);
}

static Slot *
probe (const TrainRows *self, guint32 key)
{
  guint i = (key * 0x9e3779b1u) >> 4 & (self->n_slots - 1);

  while (self->slots[i].count != 0 && self->slots[i].key != key)
    i = (i + 1) & (self->n_slots - 1);
  return &self->slots[i];
}

void
train_rows_count (TrainRows *self, const guint32 *keys, guint n)
{
  for (guint k = 0; k < n; k++)
    {
      Slot *slot = probe (self, keys[k]);

      if (slot->count == 0)
        {
          if (self->n_used * 2 >= self->n_slots)
            {
              g_autofree Slot *old = self->slots;
              const guint n_old = self->n_slots;

              self->n_slots *= 2;
              self->slots = g_new0 (Slot, self->n_slots);
              for (guint i = 0; i < n_old; i++)
                if (old[i].count != 0)
                  *probe (self, old[i].key) = old[i];
              slot = probe (self, keys[k]);
            }
          slot->key = keys[k];
          self->n_used++;
        }
      slot->count++;
    }
}

/* Makes rows for the features seen often enough and forgets the others. */
void
train_rows_close (TrainRows *self, guint least)
{
  g_autofree Slot *old = self->slots;
  const guint n_old = self->n_slots;

  self->n_rows = 0;
  for (guint i = 0; i < n_old; i++)
    self->n_rows += old[i].count >= least;
  self->n_slots = 1024;
  while (self->n_slots < 2 * self->n_rows)
    self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  self->rows = g_new0 (Row, self->n_rows + 1);
  self->n_rows = 0;
  for (guint i = 0; i < n_old; i++)
    if (old[i].count >= least)
      {
        Slot *slot = probe (self, old[i].key);

        /* A rare feature is met rarely, so that each time its weight decays the more. */
        self->rows[self->n_rows].decay = 1.0f / old[i].count;
        slot->key = old[i].key;
        slot->count = ++self->n_rows;
      }
}

guint
train_rows_size (const TrainRows *self)
{
  return self->n_rows;
}

static inline gboolean
may_follow (guint from, guint to)
{
  return to == 0 || (to & 1) == 1 || from == to || from == to - 1;
}

/* Finds the rows of a unit's features; memory is asked for ahead of its use. */
static void
find_rows (TrainRows *self, guint unit, const PostilNameFeatures *features, guint drop, guint64 *random)
{
  guint32 *places = self->places[unit];

  for (guint f = 0; f < features->n; f++)
    __builtin_prefetch (&self->slots[(features->keys[f] * 0x9e3779b1u) >> 4 & (self->n_slots - 1)]);
  for (guint f = 0; f < features->n; f++)
    {
      places[f] = probe (self, features->keys[f])->count;
      if (drop > 0 && (train_random (random) & 255) < drop)
        places[f] = 0;
      if (places[f] == 0)
        continue;
      __builtin_prefetch (&self->rows[places[f] - 1]);
      __builtin_prefetch ((const char *) &self->rows[places[f] - 1] + 64);
    }
}

static void
add_points (TrainRows *self, const TrainStretch *stretch, const TrainPace *pace, guint64 *random)
{
  /* Those that are left stand for those dropped, so that points are what they will be when none is. */
  const float scale = 256.0f / (float) (256 - pace->drop);

  for (guint i = 0; i < stretch->n; i++)
    {
      float *points = self->points[i];
      const PostilNameFeatures *features = &stretch->features[i];

      memset (points, 0, sizeof self->points[i]);
      find_rows (self, i, features, pace->drop, random);
      for (guint f = 0; f < features->n; f++)
        for (guint k = 0; self->places[i][f] != 0 && k < LANES; k++)
          points[k] += scale * self->rows[self->places[i][f] - 1].weight[k];
      for (guint k = 0; stretch->base != NULL && k < N; k++)
        points[k] += stretch->base[i][k];
    }
}

/* Sums over the readings that keep to `allowed`; each row is scaled to 1. Returns the logarithm of the sum over all of them. */
static double
sum_readings (TrainRows *self, const TrainStretch *stretch, guint which, const float steps[N * N])
{
  double log_sum = 0;
  float (*forward)[N] = self->forward[which], (*backward)[N] = self->backward[which];

  for (guint i = 0; i < stretch->n; i++)
    {
      const guint16 allowed = which == 0 ? 0xffff : stretch->allowed[i];
      float top = self->points[i][0], sum = 0;

      for (guint k = 1; k < N; k++)
        top = MAX (top, self->points[i][k]);
      for (guint to = 0; to < N; to++)
        {
          float all = i == 0 ? steps[to] : 0;

          self->scratch[i][to] = allowed >> to & 1 ? expf (self->points[i][to] - top) : 0;
          for (guint from = 0; i > 0 && from < N; from++)
            all += forward[i - 1][from] * steps[from * N + to];
          forward[i][to] = all * self->scratch[i][to];
          sum += forward[i][to];
        }
      if (sum <= 0)
        return -INFINITY;
      for (guint k = 0; k < N; k++)
        forward[i][k] /= sum;
      log_sum += log (sum) + top;
    }
  for (guint i = stretch->n; i-- > 0;)
    {
      float sum = 0;

      for (guint from = 0; from < N; from++)
        {
          float all = i == stretch->n - 1 ? steps[from * N] : 0;

          for (guint to = 0; i < stretch->n - 1 && to < N; to++)
            all += steps[from * N + to] * self->scratch[i + 1][to] * backward[i + 1][to];
          backward[i][from] = all;
          sum += all;
        }
      for (guint k = 0; k < N; k++)
        backward[i][k] /= sum;
    }
  {
    double end = 0;

    for (guint k = 0; k < N; k++)
      end += forward[stretch->n - 1][k] * steps[k * N];
    return end > 0 ? log_sum + log (end) : -INFINITY;
  }
}

static void
add_expected (TrainRows *self, const TrainStretch *stretch, guint which, const float steps[N * N], float step_gradient[N * N])
{
  const float sign = which == 0 ? -1 : 1;
  float (*forward)[N] = self->forward[which], (*backward)[N] = self->backward[which];

  for (guint i = 0; i < stretch->n; i++)
    {
      float sum = 0, pair[N * N], all = 0;

      for (guint k = 0; k < N; k++)
        sum += forward[i][k] * backward[i][k];
      for (guint k = 0; k < N; k++)
        self->gradient[i][k] += sign * forward[i][k] * backward[i][k] / sum;
      for (guint from = 0; i > 0 && from < N; from++)
        for (guint to = 0; to < N; to++)
          {
            pair[from * N + to] = forward[i - 1][from] * steps[from * N + to] * self->scratch[i][to] * backward[i][to];
            all += pair[from * N + to];
          }
      for (guint k = 0; i > 0 && k < N * N; k++)
        step_gradient[k] += sign * pair[k] / all;
      for (guint k = 0; i == 0 && k < N; k++)
        step_gradient[k] += sign * forward[0][k] * backward[0][k] / sum;
      for (guint k = 0; i == stretch->n - 1 && k < N; k++)
        step_gradient[k * N] += sign * forward[i][k] * backward[i][k] / sum;
    }
}

static inline void
move (float *weight, float *seen, float gradient, const TrainPace *pace)
{
  *seen += gradient * gradient;
  *weight += (float) pace->rate * gradient / (sqrtf (*seen) + 1e-4f);
}

static void
move_rows (TrainRows *self, const TrainStretch *stretch, const TrainPace *pace)
{
  for (guint i = 0; i < stretch->n; i++)
    {
      const PostilNameFeatures *features = &stretch->features[i];
      const float *gradient = self->gradient[i];
      float most = 0;

      for (guint k = 0; k < N; k++)
        most = MAX (most, fabsf (gradient[k]));
      if (most < 0.002f)
        continue;
      for (guint f = 0; f < features->n; f++)
        {
          Row *row;

          if (self->places[i][f] == 0)
            continue;
          row = &self->rows[self->places[i][f] - 1];
          for (guint k = 0; k < LANES; k++)
            move (&row->weight[k], &row->seen[k], gradient[k] - (float) pace->decay * row->decay * row->weight[k], pace);
        }
    }
}

/**
 * train_rows_learn:
 * @self: closed rows
 * @stretch: a stretch; longer ones than the engine's own limit of interest are passed over
 * @pace: how fast
 * @random: (inout): the state of chance
 *
 * Takes one step towards the allowed readings.
 *
 * Returns: the loss before the step.
 */
double
train_rows_learn (TrainRows *self, const TrainStretch *stretch, const TrainPace *pace, guint64 *random)
{
  float steps[N * N], step_gradient[N * N] = { 0 };
  double all, right;

  if (stretch->n > LONGEST || stretch->n == 0)
    return 0;
  for (guint k = 0; k < N * N; k++)
    steps[k] = may_follow (k / N, k % N) ? expf (self->steps[k]) : 0;
  add_points (self, stretch, pace, random);
  right = sum_readings (self, stretch, 1, steps);
  if (!isfinite (right))
    return 0;
  memset (self->gradient, 0, stretch->n * sizeof self->gradient[0]);
  add_expected (self, stretch, 1, steps, step_gradient);
  all = sum_readings (self, stretch, 0, steps);
  add_expected (self, stretch, 0, steps, step_gradient);
  move_rows (self, stretch, pace);
  for (guint k = 0; pace->steps && k < N * N; k++)
    if (may_follow (k / N, k % N) && fabsf (step_gradient[k]) > 1e-6f)
      move (&self->steps[k], &self->steps_seen[k], step_gradient[k], pace);
  return all - right;
}

GArray *
train_rows_dup_rows (const TrainRows *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (TrainRow));

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].count != 0)
      {
        const Row *row = &self->rows[self->slots[i].count - 1];
        TrainRow out = { .key = self->slots[i].key };

        for (guint k = 0; k < N; k++)
          {
            out.row[k] = row->weight[k];
            out.weight += row->weight[k] * row->weight[k];
          }
        g_array_append_val (rows, out);
      }
  return rows;
}

void
train_rows_copy_steps (const TrainRows *self, float steps[N * N])
{
  memcpy (steps, self->steps, sizeof self->steps);
}

void
train_rows_take_steps (TrainRows *self, const gint16 *steps)
{
  for (guint k = 0; k < N * N; k++)
    self->steps[k] = (float) steps[k] / TRAIN_UNIT;
}

/**
 * train_rows_rest:
 * @self: rows
 *
 * Takes the weights as they are now into their mean.
 */
void
train_rows_rest (TrainRows *self)
{
  self->n_rounds++;
  for (guint i = 0; i < self->n_rows; i++)
    for (guint k = 0; k < LANES; k++)
      self->rows[i].sum[k] += self->rows[i].weight[k];
  for (guint k = 0; k < N * N; k++)
    self->steps_sum[k] += self->steps[k];
}

/**
 * train_rows_forget:
 * @self: rows that rested
 *
 * Sets the weights to nothing, for another turn; the mean they were taken into stays.
 */
void
train_rows_forget (TrainRows *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      memset (self->rows[i].weight, 0, sizeof self->rows[i].weight);
      memset (self->rows[i].seen, 0, sizeof self->rows[i].seen);
    }
  memset (self->steps, 0, sizeof self->steps);
  memset (self->steps_seen, 0, sizeof self->steps_seen);
}

/**
 * train_rows_finish:
 * @self: rows that rested
 *
 * Makes the mean their weights.
 */
void
train_rows_finish (TrainRows *self)
{
  for (guint i = 0; self->n_rounds > 0 && i < self->n_rows; i++)
    for (guint k = 0; k < LANES; k++)
      self->rows[i].weight[k] = self->rows[i].sum[k] / (float) self->n_rounds;
  for (guint k = 0; self->n_rounds > 0 && k < N * N; k++)
    self->steps[k] = self->steps_sum[k] / (float) self->n_rounds;
}
