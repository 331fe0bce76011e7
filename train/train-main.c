/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learns the model of names from marked corpora and writes it with its card. Same corpora, same lexicon, same bytes. */
#include "config.h"

#include "train-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N POSTIL_NAME_LABELS
#define N_FOLDS 3
#define NO_FOLD 99
#define SECOND_LINES (1u << 11)
#define SECOND_ROUNDS 5 /* the first only counts */

typedef struct
{
  TrainSet set;
  GArray *words;
  guint turns;
  guint epochs;
  guint lines;
  TrainPace pace;
  gboolean swap;
  const char *output;
  const char *card;
  const char *corpora;
  gint16 degrees[POSTIL_NAME_N_DEGREES];
  guint second;
  guint rests;
} Trainer;

/* The model in the state of learning: rows of one stage, or both. */
static PostilNameModel *
make_model (const Trainer *trainer, const TrainRows *first, const TrainRows *second)
{
  TrainParts parts = { .rows = { first, second }, .n_lines = { trainer->lines, SECOND_LINES }, .words = trainer->words };
  g_autoptr (GBytes) bytes = NULL;

  memcpy (parts.degrees, trainer->degrees, sizeof parts.degrees);
  bytes = train_model_write (&parts);
  return postil_name_model_new (bytes, NULL);
}

static PostilNameFeatures *
collect (const PostilNameJob *job, guint begin, guint end)
{
  PostilNameFeatures *features = g_new (PostilNameFeatures, end - begin);

  for (guint u = begin; u < end; u++)
    if (job->recall == NULL)
      postil_name_features_fill (job, u, &features[u - begin]);
    else
      postil_name_recall_fill (job, u, &features[u - begin]);
  return features;
}

static void
count_doc (const Trainer *trainer, TrainRows *rows, const TrainDoc *doc, const PostilNameModel *model)
{
  TrainJob job;
  guint begin, end = 0;

  train_job_fill (&job, &trainer->set, doc, model, 0);
  while (postil_name_units_next (&job.job, &begin, &end))
    {
      g_autofree PostilNameFeatures *features = collect (&job.job, begin, end);

      for (guint i = 0; i < end - begin; i++)
        train_rows_count (rows, features[i].keys, features[i].n);
    }
  train_job_clear (&job);
}

static double
learn_doc (const Trainer *trainer, TrainRows *rows, const TrainDoc *doc, const PostilNameModel *model, guint64 *random)
{
  TrainJob job;
  guint begin, end = 0;
  double loss = 0;

  train_job_fill (&job, &trainer->set, doc, model, train_random (random) | 1);
  while (postil_name_units_next (&job.job, &begin, &end))
    {
      g_autofree PostilNameFeatures *features = collect (&job.job, begin, end);
      const TrainStretch stretch = { .n = end - begin, .features = features, .allowed = job.allowed + begin };

      loss += train_rows_learn (rows, &stretch, &trainer->pace, random);
    }
  train_job_clear (&job);
  return loss;
}

static void
shuffle (guint *order, guint n, guint64 *random)
{
  for (guint i = n; i > 1; i--)
    {
      const guint other = train_random (random) % i, swap = order[i - 1];

      order[i - 1] = order[other];
      order[other] = swap;
    }
}

static gboolean
second_fits (const Trainer *trainer, const TrainDoc *doc)
{
  if (trainer->second == 2)
    return (doc->flags & TRAIN_OWN) != 0;
  if (trainer->second == 3)
    return (doc->flags & TRAIN_OWN) != 0 || g_str_equal (doc->corpus, "redocred");
  return (doc->flags & TRAIN_WHOLE) != 0;
}

/* The documents to learn from, all but those of a fold. Other corpora keep one document of twenty from each fold. */
static GArray *
choose (const Trainer *trainer, guint without, gboolean whole_only)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < trainer->set.docs->len; i++)
    {
      const TrainDoc *doc = g_ptr_array_index (trainer->set.docs, i);

      /* What measured the others may teach the last; the news set never does. */
      if (((doc->flags & TRAIN_DEV) == 0 || (without == NO_FOLD && !g_str_equal (doc->corpus, "uner-pud")))
          && doc->fold != without && (!whole_only || second_fits (trainer, doc)))
        g_array_append_val (chosen, i);
    }
  return chosen;
}

/* What a turn of learning the first reading needs. */
typedef struct
{
  TrainRows *rows;
  TrainPool *pool;
  GArray *chosen; /* of the documents */
  const PostilNameModel *empty;
  guint64 random;
} Course;

/* Reads all chosen documents once; some with other names in them, some in capitals. */
static double
learn_epoch (const Trainer *trainer, Course *course)
{
  const guint *order = (const guint *) (gpointer) course->chosen->data;
  double loss = 0;

  shuffle ((guint *) (gpointer) course->chosen->data, course->chosen->len, &course->random);
  for (guint i = 0; i < course->chosen->len; i++)
    {
      const TrainDoc *doc = g_ptr_array_index (trainer->set.docs, order[i]);
      TrainDoc *other = NULL;
      const guint chance = train_random (&course->random) % 100;

      if (trainer->swap && chance < 30)
        other = train_pool_swap (course->pool, doc, &course->random);
      else if (trainer->swap && chance < 38)
        other = train_doc_shout (doc, &course->random);
      loss += learn_doc (trainer, course->rows, other != NULL ? other : doc, course->empty, &course->random);
      if (other != NULL)
        train_doc_free (other);
    }
  return loss;
}

/* Learns several times from nothing, each time by other chances, and takes the mean: what one order of the texts happened to teach
 * counts for less. */
static TrainRows *
learn_first (const Trainer *trainer, guint without)
{
  g_autoptr (GArray) chosen = choose (trainer, without, FALSE);
  g_autoptr (PostilNameModel) empty = make_model (trainer, NULL, NULL);
  Course course = { train_rows_new (), train_pool_new (&trainer->set, without), chosen, empty, 20251 };

  for (guint i = 0; i < chosen->len; i++)
    count_doc (trainer, course.rows, g_ptr_array_index (trainer->set.docs, g_array_index (chosen, guint, i)), empty);
  train_rows_close (course.rows, 2);
  g_printerr ("%u documents, %u features\n", chosen->len, train_rows_size (course.rows));
  for (guint turn = 0; turn < trainer->turns; turn++)
    {
      if (turn > 0)
        train_rows_forget (course.rows);
      for (guint epoch = 0; epoch < trainer->epochs; epoch++)
        {
          g_printerr ("turn %u, epoch %u: loss %.0f\n", turn + 1, epoch + 1, learn_epoch (trainer, &course));
          if (epoch + trainer->rests >= trainer->epochs)
            train_rows_rest (course.rows);
        }
    }
  train_rows_finish (course.rows);
  train_pool_free (course.pool);
  return course.rows;
}

/* The second reading learns from first readings by models that have not seen the document. */
static void
second_doc (const Trainer *trainer, TrainRows *rows, const TrainDoc *doc, PostilNameModel *model, guint64 *random)
{
  TrainJob job;
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (PostilName));
  g_autofree PostilNameScore *scores = NULL;
  /* The steps stay those of the first reading. */
  const TrainPace pace = { .rate = trainer->pace.rate / 2, .decay = trainer->pace.decay };
  guint begin, end = 0;

  train_job_fill (&job, &trainer->set, doc, model, 0);
  scores = g_new (PostilNameScore, job.job.n_units + 1);
  postil_name_decode (&job.job, scores, names);
  job.job.recall = postil_name_recall_new (&job.job, names);
  while (postil_name_units_next (&job.job, &begin, &end))
    {
      g_autofree PostilNameFeatures *features = collect (&job.job, begin, end);
      g_autofree float (*base)[N] = g_malloc_n (end - begin, sizeof *base);
      const TrainStretch stretch
          = { .n = end - begin, .features = features, .allowed = job.allowed + begin, .base = (const float (*)[N]) base };

      for (guint i = 0; i < end - begin; i++)
        for (guint k = 0; k < N; k++)
          base[i][k] = (float) scores[begin + i].points[k] / TRAIN_UNIT;
      if (random == NULL)
        for (guint i = 0; i < end - begin; i++)
          train_rows_count (rows, features[i].keys, features[i].n);
      else
        {
          train_rows_take_steps (rows, postil_name_model_steps (model, 0));
          train_rows_learn (rows, &stretch, &pace, random);
        }
    }
  train_job_clear (&job);
}

static TrainRows *
learn_second (const Trainer *trainer, PostilNameModel *models[N_FOLDS], guint without)
{
  g_autoptr (GArray) chosen = choose (trainer, without, TRUE);
  TrainRows *rows = train_rows_new ();
  guint64 random = 777;

  for (guint epoch = 0; epoch < SECOND_ROUNDS; epoch++)
    {
      shuffle ((guint *) (gpointer) chosen->data, chosen->len, &random);
      for (guint i = 0; i < chosen->len; i++)
        {
          const TrainDoc *doc = g_ptr_array_index (trainer->set.docs, g_array_index (chosen, guint, i));

          if (models[doc->fold] != NULL)
            second_doc (trainer, rows, doc, models[doc->fold], epoch == 0 ? NULL : &random);
        }
      if (epoch == 0)
        train_rows_close (rows, 5);
    }
  g_printerr ("second reading: %u features\n", train_rows_size (rows));
  return rows;
}

static void
score_doc (const Trainer *trainer, const TrainDoc *doc, const PostilNameModel *model, gboolean second, TrainScore *score)
{
  TrainJob job;
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (PostilName));
  g_autofree PostilNameScore *scores = NULL;

  train_job_fill (&job, &trainer->set, doc, model, 0);
  scores = g_new (PostilNameScore, job.job.n_units + 1);
  postil_name_decode (&job.job, scores, names);
  if (second)
    {
      job.job.recall = postil_name_recall_new (&job.job, names);
      g_array_set_size (names, 0);
      postil_name_decode (&job.job, scores, names);
    }
  for (guint s = 0; s < doc->spans->len; s++)
    if (g_array_index (doc->spans, TrainSpan, s).type < POSTIL_N_NAME_TYPES)
      score->wanted[g_array_index (doc->spans, TrainSpan, s).type]++;
  for (guint i = 0; i < names->len; i++)
    {
      const PostilName *name = &g_array_index (names, PostilName, i);
      const guint32 start = job.job.tokens->tokens[name->begin].byte, end = job.job.tokens->tokens[name->end - 1].byte_end;
      const guint degree = MIN ((guint) name->margin * POSTIL_NAME_N_DEGREES / 1000, POSTIL_NAME_N_DEGREES - 1);
      gboolean right = FALSE;

      for (guint s = 0; s < doc->spans->len; s++)
        {
          const TrainSpan *span = &g_array_index (doc->spans, TrainSpan, s);

          right |= span->start == start && span->end == end && span->type == name->type;
        }
      score->found[name->type]++;
      score->right[name->type] += right;
      if (name->type == POSTIL_NAME_MISC || (name->type == POSTIL_NAME_PRODUCT && doc->flags & TRAIN_NO_MISC))
        continue;
      score->degree_found[degree]++;
      score->degree_right[degree] += right;
    }
  train_job_clear (&job);
}

static void
print_score (const TrainScore *score)
{
  static const char *const types[] = { "", "ORG", "PER", "LOC", "PRODUCT", "MISC" };
  guint right = 0, found = 0, wanted = 0;

  g_printerr ("%-14s", score->name);
  for (guint t = 1; t < POSTIL_N_NAME_TYPES; t++)
    {
      g_printerr (" %s %.1f", types[t], 200.0 * score->right[t] / MAX (score->found[t] + score->wanted[t], 1));
      if (t <= POSTIL_NAME_LOC)
        {
          right += score->right[t];
          found += score->found[t];
          wanted += score->wanted[t];
        }
    }
  g_printerr ("  | ORG+PER+LOC P %.1f R %.1f F %.2f\n", 100.0 * right / MAX (found, 1), 100.0 * right / MAX (wanted, 1),
              200.0 * right / MAX (found + wanted, 1));
}

static const char *const score_names[TRAIN_N_SCORES] = { "own", "uner-pud", "gmb", "redocred", "crossner" };

/* Scores on texts the model has not learned from. */
static void
score_all (const Trainer *trainer, const PostilNameModel *model, gboolean second, TrainScore scores[TRAIN_N_SCORES])
{
  for (guint c = 0; c < TRAIN_N_SCORES; c++)
    {
      scores[c] = (TrainScore){ .name = score_names[c] };
      for (guint i = 0; i < trainer->set.docs->len; i++)
        {
          const TrainDoc *doc = g_ptr_array_index (trainer->set.docs, i);

          if (g_str_equal (doc->corpus, score_names[c])
              && (doc->flags & TRAIN_OWN ? doc->fold == 0 : (doc->flags & TRAIN_DEV) != 0))
            score_doc (trainer, doc, model, second, &scores[c]);
        }
      print_score (&scores[c]);
    }
}

typedef struct
{
  const Trainer *trainer;
  guint without;
} Part;

static gpointer
learn_in_thread (gpointer data)
{
  const Part *part = data;

  return learn_first (part->trainer, part->without);
}

/* The rows without each fold, and those of everything last: each is learned in a thread of its own and by itself. */
static void
learn_parts (const Trainer *trainer, TrainRows *rows[], guint n)
{
  GThread *threads[N_FOLDS + 1];
  Part parts[N_FOLDS + 1];

  for (guint i = 0; i < n; i++)
    {
      parts[i] = (Part){ trainer, i < N_FOLDS ? i : NO_FOLD };
      threads[i] = g_thread_new ("fold", learn_in_thread, &parts[i]);
    }
  for (guint i = 0; i < n; i++)
    rows[i] = g_thread_join (threads[i]);
}

/* Turns the model's own probabilities into shares of right names: the two sets of news count alike, neighbouring degrees are joined
 * until the shares rise. */
static void
calibrate (Trainer *trainer, const TrainScore scores[TRAIN_N_SCORES])
{
  double right[POSTIL_NAME_N_DEGREES], found[POSTIL_NAME_N_DEGREES];
  guint first[POSTIL_NAME_N_DEGREES], n = 0;
  const double sums[2] = { train_score_found (&scores[0]), train_score_found (&scores[1]) };

  for (guint d = 0; d < POSTIL_NAME_N_DEGREES; d++)
    {
      const double centre = (d + 0.5) / POSTIL_NAME_N_DEGREES;

      first[n] = d;
      right[n] = centre * 1e-3;
      found[n] = 1e-3;
      for (guint c = 0; c < 2; c++)
        {
          right[n] += scores[c].degree_right[d] / sums[c];
          found[n] += scores[c].degree_found[d] / sums[c];
        }
      n++;
      while (n > 1 && right[n - 2] / found[n - 2] >= right[n - 1] / found[n - 1])
        {
          right[n - 2] += right[n - 1];
          found[n - 2] += found[n - 1];
          n--;
        }
    }
  for (guint i = 0; i < n; i++)
    for (guint d = first[i]; d < (i + 1 < n ? first[i + 1] : POSTIL_NAME_N_DEGREES); d++)
      trainer->degrees[d] = (gint16) CLAMP (right[i] / found[i] * 1000, 0, 990);
}

/* Measures on the first fold, then learns from everything and writes the model and its card. */
static int
build_model (Trainer *trainer)
{
  PostilNameModel *models[N_FOLDS];
  TrainParts parts = { .n_lines = { trainer->lines, SECOND_LINES }, .words = trainer->words };
  TrainScore scores[2][TRAIN_N_SCORES];
  TrainRows *rows[N_FOLDS + 1], *again;
  g_autoptr (PostilNameModel) whole = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  learn_parts (trainer, rows, N_FOLDS + 1);
  for (guint fold = 0; fold < N_FOLDS; fold++)
    models[fold] = make_model (trainer, rows[fold], NULL);
  score_all (trainer, models[0], FALSE, scores[0]);
  again = learn_second (trainer, models, 0);
  whole = make_model (trainer, rows[0], again);
  score_all (trainer, whole, TRUE, scores[1]);
  calibrate (trainer, scores[1]);
  train_rows_free (again);
  parts.rows[0] = rows[N_FOLDS];
  parts.rows[1] = again = learn_second (trainer, models, NO_FOLD);
  memcpy (parts.degrees, trainer->degrees, sizeof parts.degrees);
  bytes = train_model_write (&parts);
  train_rows_free (again);
  for (guint i = 0; i <= N_FOLDS; i++)
    train_rows_free (rows[i]);
  if (!g_file_set_contents (trainer->output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error)
      || !train_card_write (trainer->card, trainer->corpora, &parts, scores, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}

static void
read_number (const char *argument, const char *name, double *number)
{
  if (g_str_has_prefix (argument, name))
    *number = g_ascii_strtod (argument + strlen (name), NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMappedFile) file = argc > 2 ? g_mapped_file_new (argv[1], FALSE, NULL) : NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (PostilLexicon) lexicon = bytes != NULL ? postil_lexicon_new (bytes, NULL) : NULL;
  Trainer trainer = { .swap = TRUE, .lines = 1 << 15 };
  double turns = 3, epochs = 6, rate = 0.12, decay = 4, drop = 60, clusters = 512, lines = 15, swap = 1, final = 0, second = 1,
         rests = 3;
  PostilNameModel *models[N_FOLDS] = { NULL };
  TrainScore scores[TRAIN_N_SCORES];
  TrainRows *rows[N_FOLDS];

  if (lexicon == NULL)
    {
      fprintf (stderr, "usage: postil-train LEXICON CORPORA [NAME=NUMBER…] [final=1 -o MODEL -c CARD]\n");
      return 2;
    }
  for (int i = 3; i < argc; i++)
    {
      read_number (argv[i], "turns=", &turns);
      read_number (argv[i], "epochs=", &epochs);
      read_number (argv[i], "rate=", &rate);
      read_number (argv[i], "decay=", &decay);
      read_number (argv[i], "drop=", &drop);
      read_number (argv[i], "clusters=", &clusters);
      read_number (argv[i], "lines=", &lines);
      read_number (argv[i], "swap=", &swap);
      read_number (argv[i], "final=", &final);
      read_number (argv[i], "second=", &second);
      read_number (argv[i], "rests=", &rests);
      if (g_str_equal (argv[i], "-o") && i + 1 < argc)
        trainer.output = argv[i + 1];
      if (g_str_equal (argv[i], "-c") && i + 1 < argc)
        trainer.card = argv[i + 1];
    }
  trainer.corpora = argv[2];
  trainer.second = second;
  trainer.rests = rests;
  for (guint i = 0; i < POSTIL_NAME_N_DEGREES; i++)
    trainer.degrees[i] = (gint16) (i * 1000 / POSTIL_NAME_N_DEGREES + 8);
  trainer.turns = turns;
  trainer.epochs = epochs;
  trainer.lines = 1u << (guint) lines;
  trainer.swap = swap > 0;
  trainer.pace = (TrainPace){ rate, decay, drop, TRUE };
  trainer.set = (TrainSet){ lexicon, postil_vocabulary_new (POSTIL_LANGUAGE_EN), g_ptr_array_new () };
  train_corpora_read (&trainer.set, argv[2]);
  g_printerr ("%u documents\n", trainer.set.docs->len);
  trainer.words = clusters > 0 ? train_words_cluster (&trainer.set, clusters) : g_array_new (FALSE, FALSE, sizeof (TrainWord));
  if (final > 0 && trainer.output != NULL && trainer.card != NULL)
    return build_model (&trainer);
  learn_parts (&trainer, rows, second > 0 ? N_FOLDS : 1);
  for (guint fold = 0; fold < (second > 0 ? N_FOLDS : 1); fold++)
    models[fold] = make_model (&trainer, rows[fold], NULL);
  score_all (&trainer, models[0], FALSE, scores);
  for (trainer.second = 1; second > 0 && trainer.second <= 1; trainer.second++)
    {
      TrainRows *again = learn_second (&trainer, models, 0);
      PostilNameModel *both = make_model (&trainer, rows[0], again);

      score_all (&trainer, both, TRUE, scores);
      postil_name_model_free (both);
      train_rows_free (again);
    }
  return 0;
}
