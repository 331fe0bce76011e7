/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the best labels of every stretch that may hold names, exactly, and how probable each name is among all readings. */
#include "config.h"

#include "postil-name-job-private.h"

#include <math.h>
#include <string.h>

#define N POSTIL_NAME_LABELS
#define IMPOSSIBLE (G_MININT / 4)

typedef struct
{
  const PostilNameJob *job;
  guint begin;
  guint n;
  const PostilNameScore *scores; /* of the stretch */
  int steps[N * N];
  float step_weights[N * N];
  double unit;
  guint8 *back;   /* n rows of N */
  float *weights; /* n rows each: of the labels, and of all readings before and after */
  float *forward;
  float *backward;
  guint8 *labels;
  guint size;
} Decoder;

/* Whether a label may follow another: a name goes on only in its own type. */
static inline gboolean
may_follow (guint from, guint to)
{
  return to == 0 || (to & 1) == 1 || from == to || from == to - 1;
}

/* The label before `to` on the best way there, and the points of that way. */
static inline guint
best_before (const Decoder *decoder, const int best[N], guint to, int *points)
{
  guint from = 0;

  *points = best[0] + decoder->steps[to];
  for (guint k = 1; k < N; k++)
    if (best[k] + decoder->steps[k * N + to] > *points)
      {
        *points = best[k] + decoder->steps[k * N + to];
        from = k;
      }
  return from;
}

static void
find_best (Decoder *decoder)
{
  int best[N], next[N], points;
  guint last;

  for (guint to = 0; to < N; to++)
    best[to] = decoder->steps[to] + decoder->scores[0].points[to];
  for (guint i = 1; i < decoder->n; i++)
    {
      for (guint to = 0; to < N; to++)
        {
          decoder->back[i * N + to] = (guint8) best_before (decoder, best, to, &points);
          next[to] = points + decoder->scores[i].points[to];
        }
      memcpy (best, next, sizeof best);
    }
  last = best_before (decoder, best, 0, &points);
  for (guint i = decoder->n; i-- > 1; last = decoder->back[i * N + last])
    decoder->labels[i] = (guint8) last;
  decoder->labels[0] = (guint8) last;
}

/* One row scaled so that its sum is 1. */
static void
scale (float row[N])
{
  float sum = 0;

  for (guint k = 0; k < N; k++)
    sum += row[k];
  for (guint k = 0; k < N; k++)
    row[k] /= sum;
}

/* Sums over all readings, forward and backward; every row is scaled for itself. */
static void
weigh_readings (Decoder *decoder)
{
  for (guint i = 0; i < decoder->n; i++)
    {
      float *weights = decoder->weights + i * N, *row = decoder->forward + i * N;
      int top = G_MININT;

      for (guint k = 0; k < N; k++)
        top = MAX (top, decoder->scores[i].points[k]);
      for (guint k = 0; k < N; k++)
        weights[k] = expf ((float) ((decoder->scores[i].points[k] - top) / decoder->unit));
      for (guint to = 0; to < N; to++)
        {
          float sum = i == 0 ? decoder->step_weights[to] : 0;

          for (guint from = 0; i > 0 && from < N; from++)
            sum += row[(int) from - N] * decoder->step_weights[from * N + to];
          row[to] = sum * weights[to];
        }
      scale (row);
    }
  for (guint i = decoder->n; i-- > 0;)
    {
      float *row = decoder->backward + i * N;

      for (guint from = 0; from < N; from++)
        {
          float sum = i == decoder->n - 1 ? decoder->step_weights[from * N] : 0;

          for (guint to = 0; i < decoder->n - 1 && to < N; to++)
            sum += decoder->step_weights[from * N + to] * decoder->weights[(i + 1) * N + to] * row[N + to];
          row[from] = sum;
        }
      scale (row);
    }
}

/* The probability of a name from unit a to b of the stretch, among all readings. */
static double
probability_of (const Decoder *decoder, guint a, guint b, guint begins)
{
  const guint inside = begins + 1;
  double points = decoder->forward[a * N + begins], all = 0, rest = 0, path = 1;

  for (guint i = a + 1; i < b; i++)
    {
      const float *row = decoder->forward + (i - 1) * N;
      double sum = 0;

      /* Forward rows are scaled, so each step divides by what the scaling took. */
      for (guint to = 0; to < N; to++)
        for (guint from = 0; from < N; from++)
          sum += row[from] * decoder->step_weights[from * N + to] * decoder->weights[i * N + to];
      path *= decoder->step_weights[(i == a + 1 ? begins : inside) * N + inside] * decoder->weights[i * N + inside] / sum;
    }
  {
    const guint last = b - a > 1 ? inside : begins;
    const float *row = decoder->forward + (b - 1) * N;

    if (b == decoder->n)
      {
        for (guint k = 0; k < N; k++)
          all += row[k] * decoder->step_weights[k * N];
        rest = decoder->step_weights[last * N];
      }
    for (guint to = 0; b < decoder->n && to < N; to++)
      {
        const double after = decoder->weights[b * N + to] * decoder->backward[b * N + to];

        for (guint from = 0; from < N; from++)
          all += row[from] * decoder->step_weights[from * N + to] * after;
        if (to != inside)
          rest += decoder->step_weights[last * N + to] * after;
      }
  }
  return all > 0 ? CLAMP (points * path * rest / all, 0, 1) : 0;
}

static void
add_name (Decoder *decoder, guint a, guint b, GArray *names)
{
  const PostilNameJob *job = decoder->job;
  const guint label = decoder->labels[a];
  const PostilNameUnit *first = &job->units[decoder->begin + a], *last = &job->units[decoder->begin + b - 1];
  PostilName name = { .begin = first->begin,
                      .end = last->end,
                      .first = decoder->begin + a,
                      .last = decoder->begin + b,
                      .type = postil_name_label_type (label) };
  static const guint8 classes[POSTIL_N_NAME_TYPES] = { 0, 0, 5, 1, 2, 3 };
  const guint shift = classes[name.type] * POSTIL_LEXIS_BITS;

  name.margin = (int) (probability_of (decoder, a, b, label) * 1000 + 0.5);
  if (name.type != POSTIL_NAME_PER)
    {
      const guint32 start = first->lexis >> shift & POSTIL_LEXIS_PLACE, end = last->lexis >> shift & POSTIL_LEXIS_PLACE;

      name.known = b - a == 1 ? start == POSTIL_LEXIS_WHOLE : start == POSTIL_LEXIS_FIRST && end == POSTIL_LEXIS_LAST;
    }
  g_array_append_val (names, name);
}

/* "Chinese AI", "As AI": a people's adjective or a function word before generic words in capitals is no name. */
static gboolean
is_generic (const Decoder *decoder, guint a, guint b)
{
  const PostilNameUnit *units = decoder->job->units + decoder->begin;

  if (b - a < 2 || (units[a].traits & (POSTIL_TRAIT_DEMONYM | POSTIL_TRAIT_NO_NAME)) == 0)
    return FALSE;
  for (guint i = a + 1; i < b; i++)
    if ((units[i].traits & POSTIL_TRAIT_NO_NAME) == 0 || units[i].lexis != 0)
      return FALSE;
  return TRUE;
}

static void
ensure_size (Decoder *decoder, guint n)
{
  if (n <= decoder->size)
    return;
  decoder->size = MAX (n, 64);
  decoder->back = g_renew (guint8, decoder->back, decoder->size * N);
  decoder->weights = g_renew (float, decoder->weights, decoder->size *N);
  decoder->forward = g_renew (float, decoder->forward, decoder->size *N);
  decoder->backward = g_renew (float, decoder->backward, decoder->size *N);
  decoder->labels = g_renew (guint8, decoder->labels, decoder->size);
}

static void
read_stretch (Decoder *decoder, GArray *names)
{
  guint a = 0;
  gboolean any = FALSE;

  ensure_size (decoder, decoder->n);
  find_best (decoder);
  for (guint i = 0; i < decoder->n; i++)
    {
      any |= decoder->labels[i] != 0;
      if (decoder->job->recall == NULL && decoder->job->labels != NULL)
        decoder->job->labels[decoder->begin + i] = decoder->labels[i];
    }
  if (!any)
    return;
  weigh_readings (decoder);
  while (a < decoder->n)
    {
      guint b = a + 1;

      while (decoder->labels[a] != 0 && b < decoder->n && decoder->labels[b] == decoder->labels[a] + 1)
        b++;
      if (decoder->labels[a] != 0 && !is_generic (decoder, a, b))
        add_name (decoder, a, b, names);
      a = b;
    }
}

static void
take_steps (Decoder *decoder, guint stage)
{
  const gint16 *steps = postil_name_model_steps (decoder->job->model, stage);

  decoder->unit = postil_name_model_unit (decoder->job->model);
  for (guint from = 0; from < N; from++)
    for (guint to = 0; to < N; to++)
      {
        const gboolean allowed = may_follow (from, to);

        decoder->steps[from * N + to] = allowed ? steps[from * N + to] : IMPOSSIBLE;
        decoder->step_weights[from * N + to] = allowed ? expf ((float) (steps[from * N + to] / decoder->unit)) : 0;
      }
}

/**
 * postil_name_decode:
 * @job: a filled job; with what the first reading recalls, this is the second
 * @scores: (inout) (array): one a unit; filled by the first reading, added to by the second
 * @names: (element-type PostilName) (inout): names are appended, in the order of the text
 *
 * Reads the names of a text. Linear.
 */
void
postil_name_decode (const PostilNameJob *job, PostilNameScore *scores, GArray *names)
{
  const guint stage = job->recall != NULL ? 1 : 0;
  Decoder decoder = { .job = job };
  PostilNameFeatures features;
  guint begin, end = 0;

  take_steps (&decoder, stage);
  while (postil_name_units_next (job, &begin, &end))
    {
      for (guint u = begin; u < end; u++)
        {
          if (stage == 0)
            {
              postil_name_features_fill (job, u, &features);
              memset (&scores[u], 0, sizeof scores[u]);
            }
          else
            postil_name_recall_fill (job, u, &features);
          postil_name_model_add (job->model, stage, features.keys, features.n, scores[u].points);
        }
      decoder.begin = begin;
      decoder.n = end - begin;
      decoder.scores = scores + begin;
      read_stretch (&decoder, names);
    }
  g_free (decoder.back);
  g_free (decoder.weights);
  g_free (decoder.forward);
  g_free (decoder.backward);
  g_free (decoder.labels);
}
