/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compiled lexicon, used where it is mapped: longest match of token sequences. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-lexicon-format-private.h"
#include "postil-name-model-private.h"
#include "postil-tokenizer-private.h"

G_BEGIN_DECLS

typedef struct _PostilLexicon PostilLexicon;

typedef enum
{
  POSTIL_LEXICON_CASE_EXACT,
  POSTIL_LEXICON_CASE_TITLE,  /* capitals may stand where the lexicon has none */
  POSTIL_LEXICON_CASE_FOLDED, /* any case */
} PostilLexiconCase;

typedef struct
{
  guint n_tokens;
  guint32 classes; /* bit per PostilLexiconClass */
  guint8 flags[POSTIL_N_LEXICON_CLASSES];
  guint32 entry[POSTIL_N_LEXICON_CLASSES]; /* valid where the class bit is set */
} PostilLexiconMatch;

typedef struct
{
  guint end; /* no match reaches over it */
  guint32 classes;
  PostilLexiconCase letter_case;
} PostilLexiconQuery;

typedef struct
{
  guint begin;
  guint next;
  guint32 key;
  gboolean done;
  const PostilLexiconQuery *query; /* of the last step */
} PostilLexiconWalk;

/* One entry that begins at a token. */
typedef struct
{
  guint32 entry;
  guint16 n_tokens;
  guint8 class;
  guint8 flags;
  guint8 letter_case; /* the strictest PostilLexiconCase under which it fits */
} PostilLexiconHit;

#define POSTIL_LEXICON_MAX_HITS 24

typedef struct
{
  guint n;
  PostilLexiconHit hits[POSTIL_LEXICON_MAX_HITS]; /* shorter ones first */
} PostilLexiconHits;

PostilLexicon *postil_lexicon_new (GBytes *bytes, GError **error);
void postil_lexicon_free (PostilLexicon *self);
gboolean postil_lexicon_step (const PostilLexicon *self, const PostilTokens *tokens, PostilLexiconWalk *walk,
                              const PostilLexiconQuery *query, PostilLexiconMatch *match);
gboolean postil_lexicon_match (const PostilLexicon *self, const PostilTokens *tokens, guint begin,
                               const PostilLexiconQuery *query, PostilLexiconMatch *match);
void postil_lexicon_scan (const PostilLexicon *self, const PostilTokens *tokens, guint begin, guint end, PostilLexiconHits *hits);
void postil_lexicon_list (const PostilLexicon *self, guint class, GPtrArray *names);
const PostilNameModel *postil_lexicon_model (const PostilLexicon *self);
const char *postil_lexicon_canonical (const PostilLexicon *self, guint32 entry, gsize *length);

#define POSTIL_LEXICON_BIT(class) (1u << POSTIL_LEXICON_##class)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLexicon, postil_lexicon_free)

G_END_DECLS
