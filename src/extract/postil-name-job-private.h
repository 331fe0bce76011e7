/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps of name recognition share about one text. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-lexicon-private.h"
#include "postil-name-model-private.h"
#include "postil-sentences-private.h"

G_BEGIN_DECLS

/* What is known about one token as part of a name or as its neighbour. */
typedef enum
{
  POSTIL_TRAIT_GIVEN = 1 << 0,
  POSTIL_TRAIT_SURNAME = 1 << 1,
  POSTIL_TRAIT_TITLE = 1 << 2,        /* part of a person's title */
  POSTIL_TRAIT_TITLE_BEFORE = 1 << 3, /* a title ends right before */
  POSTIL_TRAIT_ORG_SUFFIX = 1 << 4,   /* an organisation's name may end here: Corp, Bank */
  POSTIL_TRAIT_LEGAL_FORM = 1 << 5,
  POSTIL_TRAIT_ORG_HEAD = 1 << 6,    /* an organisation's name may begin here: Bank of, Grupo */
  POSTIL_TRAIT_PLACE_WORD = 1 << 7,  /* River, Street, Airport */
  POSTIL_TRAIT_EVENT_WORD = 1 << 8,  /* Cup, Prize, Act */
  POSTIL_TRAIT_WORD = 1 << 9,        /* an ordinary word of the language */
  POSTIL_TRAIT_NO_NAME = 1 << 10,    /* function words, calendar words, generic capitals */
  POSTIL_TRAIT_START = 1 << 11,      /* its capital says nothing: a sentence starts here */
  POSTIL_TRAIT_LOOSE = 1 << 12,      /* its capital says nothing: a line in Title Case or capitals */
  POSTIL_TRAIT_PARTICLE = 1 << 13,   /* de, van, bin, al: inside a person's name */
  POSTIL_TRAIT_NOUN_AFTER = 1 << 14, /* shares, CEO, executives: after a company's name */
  POSTIL_TRAIT_CUE_BEFORE = 1 << 15, /* five bits, by PostilNameType - 1 */
  POSTIL_TRAIT_CUE_AFTER = 1 << 20,  /* five bits */
  POSTIL_TRAIT_CAPS_LINE = 1 << 25,
  POSTIL_TRAIT_DEMONYM = 1 << 26,
  POSTIL_TRAIT_ROLE = 1 << 27,       /* startup, carmaker, city: a noun that names the kind of what follows */
  POSTIL_TRAIT_LOWER_IN = 1 << 28,   /* the document writes the word in lower case too */
  POSTIL_TRAIT_CAPITAL_IN = 1 << 29, /* the document writes it with a capital inside a sentence */
  POSTIL_TRAIT_ROLE_WORD = 1 << 30,  /* such a noun itself */
} PostilTrait;

#define POSTIL_TRAIT_CUE_BEFORE_OF(type) (POSTIL_TRAIT_CUE_BEFORE << ((type) -1))
#define POSTIL_TRAIT_CUE_AFTER_OF(type) (POSTIL_TRAIT_CUE_AFTER << ((type) -1))
#define POSTIL_TRAIT_CUES_BEFORE (31u * POSTIL_TRAIT_CUE_BEFORE)
#define POSTIL_TRAIT_CUES_AFTER (31u * POSTIL_TRAIT_CUE_AFTER)

/* Where a token stands in the longest name of the lexicon that covers it; six bits for each of ORG LOC PRODUCT MISC DEMONYM. */
typedef enum
{
  POSTIL_LEXIS_NONE,
  POSTIL_LEXIS_WHOLE,
  POSTIL_LEXIS_FIRST,
  POSTIL_LEXIS_INSIDE,
  POSTIL_LEXIS_LAST,
  POSTIL_LEXIS_PLACE = 7,
  POSTIL_LEXIS_COMMON = 8,
  POSTIL_LEXIS_ABBR = 16,
  POSTIL_LEXIS_MASK = 31,
} PostilLexis;

#define POSTIL_LEXIS_BITS 5
#define POSTIL_LEXIS_CLASSES 5

typedef enum
{
  POSTIL_NAME_UNIT_CANDIDATE = 1 << 0, /* may be part of a name */
  POSTIL_NAME_UNIT_CAPITAL = 1 << 1,   /* looks like a word of a name by itself */
  POSTIL_NAME_UNIT_FIRST = 1 << 2,     /* of its sentence */
  POSTIL_NAME_UNIT_LAST = 1 << 3,
  POSTIL_NAME_UNIT_GLUED = 1 << 4, /* no space before */
} PostilNameUnitFlags;

/* What the sequence model labels: a token, or a word with the full stop of its abbreviation. */
typedef struct
{
  guint32 begin; /* tokens */
  guint32 end;
  guint32 hash;   /* of the word whatever its case; of a number by its digits' count */
  guint32 exact;  /* with its case */
  guint32 ending; /* of its last three letters */
  guint32 traits;
  guint32 lexis;
  guint16 cluster; /* 0 unknown */
  guint8 habit;    /* how often its word is written in lower case, 0 unknown */
  guint8 shape;
  guint8 flags;
} PostilNameUnit;

/* A name: a run of tokens. */
typedef struct
{
  guint begin;
  guint end;
  guint first; /* units */
  guint last;  /* exclusive */
  PostilNameType type;
  int margin;     /* a thousand times its probability */
  guint entity;   /* set when names are joined */
  gboolean known; /* the lexicon has it */
} PostilName;

typedef struct _PostilNameMemory PostilNameMemory;
typedef struct _PostilNameRecall PostilNameRecall;

typedef struct
{
  PostilTokens *tokens;
  const PostilLexicon *lexicon;
  const PostilNameModel *model;
  GArray *sentences; /* PostilSentence */
  guint32 *traits;   /* one a token */
  guint32 *lexis;    /* one a token */
  guint8 *numbered;  /* one a token: part of a name of the lexicon that holds a number */
  guint8 *lower;     /* one a token: part of a name that is written in lower case */
  PostilNameUnit *units;
  guint n_units;
  PostilNameMemory *memory; /* how the document writes its words */
  PostilNameRecall *recall; /* (nullable) what was decided elsewhere in the document */
  guint8 *labels;           /* (nullable) one a unit: what the first reading said */
  guint32 hidden;           /* when learning: entries of the lexicon are hidden by this seed, 0 for none */
} PostilNameJob;

static inline guint32
postil_name_trait (const PostilNameJob *job, gint64 index)
{
  return index >= 0 && index < job->tokens->n_tokens ? job->traits[index] : 0;
}

static inline const PostilNameUnit *
postil_name_unit (const PostilNameJob *job, gint64 index)
{
  static const PostilNameUnit none = { .flags = POSTIL_NAME_UNIT_FIRST | POSTIL_NAME_UNIT_LAST };

  return index >= 0 && index < job->n_units ? &job->units[index] : &none;
}

/* postil-name-traits.c */
void postil_name_traits_fill (PostilNameJob *job);

/* postil-name-memory.c */
PostilNameMemory *postil_name_memory_new (guint n_tokens);
void postil_name_memory_free (PostilNameMemory *self);
void postil_name_memory_count_words (PostilNameMemory *self, const PostilNameJob *job);
void postil_name_memory_tell (const PostilNameMemory *self, const PostilNameJob *job);

/* postil-name-units.c */
void postil_name_units_fill (PostilNameJob *job);
void postil_name_job_fill (PostilNameJob *job);
void postil_name_job_clear (PostilNameJob *job);
gboolean postil_name_units_next (const PostilNameJob *job, guint *begin, guint *end);

/* postil-name-features.c */
#define POSTIL_NAME_MAX_FEATURES 96

typedef struct
{
  guint n;
  guint32 keys[POSTIL_NAME_MAX_FEATURES];
  guint8 templates[POSTIL_NAME_MAX_FEATURES];
} PostilNameFeatures;

void postil_name_features_fill (const PostilNameJob *job, guint unit, PostilNameFeatures *features);
const char *postil_name_features_name (guint feature_template);

/* postil-name-decode.c */
typedef struct
{
  gint16 points[POSTIL_NAME_LANES];
} PostilNameScore;

void postil_name_decode (const PostilNameJob *job, PostilNameScore *scores, GArray *names);

/* postil-names.c */
void postil_name_job_read (PostilNameJob *job, PostilLanguage language, GArray *names);

/* postil-name-explain.c */
void postil_name_explain (const PostilNameJob *job, const PostilName *name, GString *out);

/* postil-name-recall.c */
PostilNameRecall *postil_name_recall_new (const PostilNameJob *job, const GArray *names);
void postil_name_recall_free (PostilNameRecall *self);
void postil_name_recall_fill (const PostilNameJob *job, guint unit, PostilNameFeatures *features);

/* postil-name-settle.c */
void postil_name_settle (const PostilNameJob *job, GArray *names);

G_END_DECLS
