/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the steps of name recognition share about one text. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-lexicon-private.h"
#include "postil-sentences-private.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_NAME_NONE,
  POSTIL_NAME_ORG,
  POSTIL_NAME_PER,
  POSTIL_NAME_LOC,
  POSTIL_NAME_PRODUCT,
  POSTIL_NAME_MISC,
  POSTIL_N_NAME_TYPES
} PostilNameType;

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
  POSTIL_TRAIT_ROLE = 1 << 27, /* startup, carmaker, city: a noun that names the kind of what follows */
} PostilTrait;

#define POSTIL_TRAIT_CUE_BEFORE_OF(type) (POSTIL_TRAIT_CUE_BEFORE << ((type) -1))
#define POSTIL_TRAIT_CUE_AFTER_OF(type) (POSTIL_TRAIT_CUE_AFTER << ((type) -1))

/* A name: a run of tokens. */
typedef struct
{
  guint begin;
  guint end;
  PostilNameType type;
  int margin;     /* over the best reading without it */
  guint entity;   /* set when names are joined */
  gboolean known; /* the lexicon has it */
} PostilName;

typedef struct _PostilNameMemory PostilNameMemory;

typedef struct
{
  PostilTokens *tokens;
  const PostilLexicon *lexicon;
  GArray *sentences;        /* PostilSentence */
  guint32 *traits;          /* one a token */
  PostilNameMemory *memory; /* what the document says elsewhere */
  const gint32 *weights;    /* POSTIL_NAME_N_FEATURES rows of POSTIL_N_NAME_TYPES */
  gboolean second_pass;
  gboolean training;     /* the fixed preferences are left out, so that the weights do not work against them */
  gboolean lexicon_only; /* names of one language's shapes say nothing in another */
} PostilNameJob;

static inline guint32
postil_name_trait (const PostilNameJob *job, gint64 index)
{
  return index >= 0 && index < job->tokens->n_tokens ? job->traits[index] : 0;
}

/* postil-name-traits.c */
void postil_name_traits_fill (PostilNameJob *job);

/* postil-name-memory.c */
PostilNameMemory *postil_name_memory_new (void);
void postil_name_memory_free (PostilNameMemory *self);
void postil_name_memory_count_words (PostilNameMemory *self, const PostilNameJob *job);
void postil_name_memory_learn (PostilNameMemory *self, const PostilNameJob *job, const PostilName *name);
gboolean postil_name_memory_seen_lower (const PostilNameMemory *self, guint32 hash);
gboolean postil_name_memory_seen_capital (const PostilNameMemory *self, guint32 hash);
const gint16 *postil_name_memory_votes (const PostilNameMemory *self, guint32 key);

/* postil-name-evidence.c */
#define POSTIL_NAME_N_FEATURES 5632
#define POSTIL_NAME_MAX_FEATURES 64

typedef struct
{
  guint n;
  guint16 ids[POSTIL_NAME_MAX_FEATURES];
} PostilNameFeatures;

void postil_name_evidence_collect (const PostilNameJob *job, const guint span[2], const PostilLexiconMatch *match,
                                   PostilNameFeatures *features);
void postil_name_evidence_weigh (const PostilNameJob *job, const PostilNameFeatures *features, int score[POSTIL_N_NAME_TYPES]);

/* postil-name-zones.c */
void postil_name_zones_read (const PostilNameJob *job, GArray *names);
gboolean postil_name_zones_match (const PostilNameJob *job, const guint span[2], gboolean caps, PostilLexiconMatch *match);

G_END_DECLS
