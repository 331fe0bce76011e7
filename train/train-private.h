/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the trainer share: marked texts, and the rows of weights they teach. */
#pragma once

#include "postil-name-job-private.h"
#include "postil-names-private.h"

G_BEGIN_DECLS

/* A mark of a text. Labels that the corpus does not tell apart are all allowed. */
typedef struct
{
  guint32 start; /* bytes */
  guint32 end;
  guint8 type;
  guint8 other; /* a type that may be meant instead, 0 none */
} TrainSpan;

typedef enum
{
  TRAIN_OWN = 1 << 0,
  TRAIN_WHOLE = 1 << 1,      /* a whole document, not a lone sentence */
  TRAIN_NO_MISC = 1 << 2,    /* MISC and PRODUCT carry no mark */
  TRAIN_NO_PRODUCT = 1 << 3, /* products are marked MISC */
  TRAIN_SPLIT = 1 << 4,      /* hyphens are tokens */
  TRAIN_DEV = 1 << 5,
  TRAIN_MACHINE = 1 << 6, /* marked by a program */
} TrainFlags;

typedef struct
{
  char *text;
  GArray *spans; /* TrainSpan, sorted */
  const char *corpus;
  guint flags;
  guint fold; /* 0 to 2 */
} TrainDoc;

typedef struct
{
  const PostilLexicon *lexicon;
  PostilVocabulary *vocabulary;
  GPtrArray *docs; /* TrainDoc */
} TrainSet;

/* train-corpora.c */
void train_corpora_read (TrainSet *set, const char *folder);
TrainDoc *train_doc_new (const char *corpus, guint flags);
void train_doc_free (TrainDoc *doc);

/* train-job.c */
typedef struct
{
  PostilNameJob job;
  guint16 *allowed; /* one a unit: bits of labels */
} TrainJob;

void train_job_fill (TrainJob *self, const TrainSet *set, const TrainDoc *doc, const PostilNameModel *model, guint32 hidden);
void train_job_clear (TrainJob *self);

/* train-words.c */
GArray *train_words_cluster (const TrainSet *set, guint n_clusters);

typedef struct
{
  guint32 hash;
  guint16 cluster;
  guint16 habit; /* 1 never in lower case to 9 always, 0 unknown */
} TrainWord;

#define TRAIN_ANY 255 /* type of a mark that a corpus cannot be trusted with */

/* train-rows.c */
typedef struct _TrainRows TrainRows;

typedef struct
{
  double rate;
  double decay;
  guint drop;     /* of 256 features */
  gboolean steps; /* learn them too */
} TrainPace;

TrainRows *train_rows_new (void);
void train_rows_free (TrainRows *self);
void train_rows_count (TrainRows *self, const guint32 *keys, guint n);
void train_rows_close (TrainRows *self, guint least);
guint train_rows_size (const TrainRows *self);

/* A stretch: features and allowed labels of each unit. */
typedef struct
{
  guint n;
  const PostilNameFeatures *features;
  const guint16 *allowed;
  const float (*base)[POSTIL_NAME_LABELS]; /* (nullable) points that are not learned */
} TrainStretch;

double train_rows_learn (TrainRows *self, const TrainStretch *stretch, const TrainPace *pace, guint64 *random);
void train_rows_rest (TrainRows *self);
void train_rows_forget (TrainRows *self);
void train_rows_finish (TrainRows *self);
void train_rows_take_steps (TrainRows *self, const gint16 *steps);

/* train-model.c */
typedef struct
{
  const TrainRows *rows[POSTIL_NAME_N_STAGES]; /* (nullable) */
  guint n_lines[POSTIL_NAME_N_STAGES];         /* powers of two */
  const GArray *words;                         /* TrainWord */
  gint16 degrees[POSTIL_NAME_N_DEGREES];
} TrainParts;

#define TRAIN_UNIT 24

GBytes *train_model_write (const TrainParts *parts);

typedef struct
{
  guint32 key;
  float weight; /* how much it matters */
  float row[POSTIL_NAME_LABELS];
} TrainRow;

GArray *train_rows_dup_rows (const TrainRows *self);
void train_rows_copy_steps (const TrainRows *self, float steps[POSTIL_NAME_LABELS * POSTIL_NAME_LABELS]);

/* train-swap.c */
typedef struct _TrainPool TrainPool;

TrainPool *train_pool_new (const TrainSet *set, guint without_fold);
void train_pool_free (TrainPool *self);
TrainDoc *train_pool_swap (const TrainPool *self, const TrainDoc *doc, guint64 *random);
TrainDoc *train_doc_shout (const TrainDoc *doc, guint64 *random);

/* train-card.c */
#define TRAIN_N_SCORES 5

typedef struct
{
  const char *name;
  guint right[POSTIL_N_NAME_TYPES];
  guint found[POSTIL_N_NAME_TYPES];
  guint wanted[POSTIL_N_NAME_TYPES];
  guint degree_right[POSTIL_NAME_N_DEGREES]; /* of the types that leave the engine, by the model's probability */
  guint degree_found[POSTIL_NAME_N_DEGREES];
} TrainScore;

double train_score_found (const TrainScore *score);
gboolean train_card_write (const char *path, const char *corpora, const TrainParts *parts, TrainScore scores[2][TRAIN_N_SCORES],
                           GError **error);

static inline guint32
train_random (guint64 *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (guint32) (*state >> 33);
}

G_END_DECLS
