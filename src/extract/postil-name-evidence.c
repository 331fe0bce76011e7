/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Describes a run of tokens by features: what the lexicon says of it, how its words are shaped, what stands beside it, what the
 * document says elsewhere; and adds up what each feature weighs for each type. The weights are learned (tests/extract/train-names.c) from the
 * project's own marked texts and stand in the lexicon file. */
#include "config.h"

#include "postil-name-job-private.h"

/* Features are numbered in blocks; the hashed blocks hold words. */
enum
{
  F_BIAS = 0,
  F_WORDS = 1,        /* 6: capitalised words */
  F_TOKENS = 8,       /* 8 */
  F_LEXICON = 16,     /* 5 classes x 3 flags x 3 lengths */
  F_CLASSES = 64,     /* 32: sets of ORG LOC PRODUCT MISC DEMONYM */
  F_FIRST = 96,       /* 32 traits */
  F_LAST = 128,       /* 32 traits */
  F_ONLY = 160,       /* 32 traits of a name of one word */
  F_SHAPE = 192,      /* 32 */
  F_PAIR = 400,       /* 49: kinds of the first and last word */
  F_CUE_BEFORE = 264, /* 10 */
  F_CUE_AFTER = 276,  /* 8 */
  F_BESIDE = 288,     /* 32 */
  F_VOTES = 320,      /* 5 types x 4 levels, and 5 x 4 against */
  F_UNKNOWN = 368,    /* 16: no entry in the lexicon, by shape and place */
  F_LOOSE = 456,      /* 16: ordinary words in a line whose capitals say nothing */
  F_START = 476,      /* 16: the same at the start of a sentence */
  F_PREFIX = 496,     /* 10: classes of a known name that the run begins with, two lengths of what is left */
  F_BEFORE_WORD = 512,
  F_AFTER_WORD = 1536,
  F_LAST_WORD = 2560,
  F_SUFFIX = 3584,
  F_FIRST_WORD = 4608,
  F_END = POSTIL_NAME_N_FEATURES,
};

/* What a run is made of. */
typedef struct
{
  guint n;       /* tokens */
  guint n_words; /* capitalised words */
  guint n_common;
  guint n_given;
  guint n_digits;
  guint n_initials;
  gboolean of;
  gboolean ampersand;
  gboolean particle;
  gboolean mark;
  gboolean hyphen;
  guint32 first;
  guint32 last;
  guint last_word;
  const PostilToken *token;
} Run;

static void
describe (const PostilNameJob *job, const guint span[2], Run *run)
{
  *run = (Run){
    .n = span[1] - span[0], .first = job->traits[span[0]], .token = &job->tokens->tokens[span[0]], .last_word = span[0]
  };
  for (guint i = span[0]; i < span[1]; i++)
    {
      const PostilToken *token = &job->tokens->tokens[i];
      const guint32 trait = job->traits[i];

      if (token->kind == POSTIL_TOKEN_MARK)
        {
          run->ampersand |= token->c == '&';
          run->hyphen |= token->c == '-';
          run->mark |= token->c != '&' && token->c != '-' && token->c != '.';
          continue;
        }
      run->last_word = i;
      run->n_digits += token->kind == POSTIL_TOKEN_NUMBER || postil_token_has (token, POSTIL_TOKEN_DIGITS);
      if (!postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
        {
          run->particle |= (trait & POSTIL_TRAIT_PARTICLE) != 0;
          run->of |= postil_token_in (token, POSTIL_WORD_FUNCTION);
          continue;
        }
      run->n_words++;
      run->n_common += (trait & POSTIL_TRAIT_WORD) != 0;
      run->n_given += (trait & POSTIL_TRAIT_GIVEN) != 0;
      run->n_initials += token->end - token->start == 1 || postil_token_has (token, POSTIL_TOKEN_DOTTED);
    }
  run->last = job->traits[run->last_word];
}

static inline void
put (PostilNameFeatures *features, guint id)
{
  if (features->n < POSTIL_NAME_MAX_FEATURES)
    features->ids[features->n++] = (guint16) id;
}

static inline void
put_word (PostilNameFeatures *features, guint block, guint32 hash)
{
  put (features, block + ((hash * 0x9e3779b1u) >> 22));
}

static void
put_traits (PostilNameFeatures *features, guint block, guint32 traits)
{
  for (guint bit = 0; traits != 0; bit++, traits >>= 1)
    if (traits & 1)
      put (features, block + bit);
}

/* Traits of the words themselves, without the cues beside them. */
#define OWN_TRAITS 0x0e007fffu
/* In a line whose capitals say nothing any noun may stand last. */
#define LOOSE_TRAITS (OWN_TRAITS & ~(guint32) (POSTIL_TRAIT_PLACE_WORD | POSTIL_TRAIT_EVENT_WORD))

static void
put_lexicon (PostilNameFeatures *features, const PostilLexiconMatch *match, const Run *run)
{
  static const guint8 classes[]
      = { POSTIL_LEXICON_ORG, POSTIL_LEXICON_LOC, POSTIL_LEXICON_PRODUCT, POSTIL_LEXICON_MISC, POSTIL_LEXICON_DEMONYM };
  guint set = 0;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      guint8 flags;

      if ((match->classes & (1u << classes[i])) == 0)
        continue;
      flags = match->flags[classes[i]];
      set |= 1u << i;
      put (features, F_LEXICON + i * 9
                         + (flags & POSTIL_LEXICON_COMMON ? 3
                            : flags & POSTIL_LEXICON_ABBR ? 6
                                                          : 0)
                         + MIN (run->n, 3) - 1);
    }
  put (features, F_CLASSES + set);
}

static guint
kind_of_word (guint32 trait)
{
  if (trait & POSTIL_TRAIT_DEMONYM)
    return 6;
  if (trait & POSTIL_TRAIT_GIVEN)
    return trait & POSTIL_TRAIT_SURNAME ? 2 : 1;
  if (trait & POSTIL_TRAIT_SURNAME)
    return 3;
  if (trait & POSTIL_TRAIT_NO_NAME)
    return 5;
  return trait & POSTIL_TRAIT_WORD ? 4 : 0;
}

static void
put_shape (PostilNameFeatures *features, const Run *run)
{
  const guint length = run->token->end - run->token->start;
  const gboolean flags[] = {
    run->n_common == run->n_words,
    run->n_common > 0,
    run->n_given > 1,
    run->n_initials > 0,
    run->n_digits > 0,
    run->of,
    run->ampersand,
    run->particle,
    run->mark,
    run->hyphen,
    run->of && (run->first & POSTIL_TRAIT_ORG_HEAD) != 0,
    run->n_words == 0,
    run->n == 1 && postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS) && length <= 3,
    run->n == 1 && postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS) && length > 3 && length <= 5,
    run->n == 1 && postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS) && length > 5,
    run->n == 1 && postil_token_has (run->token, POSTIL_TOKEN_INNER_CAPITAL),
    run->n > 1 && postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS),
    run->n > 1 && postil_token_has (run->token, POSTIL_TOKEN_INNER_CAPITAL),
    run->n == 1 && length == 1,
    run->n == 1 && postil_token_has (run->token, POSTIL_TOKEN_DOTTED),
    run->token->kind == POSTIL_TOKEN_NUMBER,
    run->token->kind == POSTIL_TOKEN_HAN,
    run->n_initials > 0 && run->n_initials<run->n_words, run->n_words> 1 && run->n_initials == run->n_words,
    run->n_digits > 0 && run->n_words == 1 && run->n == 1,
    run->n_words > 1 && run->last & POSTIL_TRAIT_WORD,
    run->n_words > 1 && run->first & POSTIL_TRAIT_WORD,
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (flags[i])
      put (features, F_SHAPE + i);
  put (features, F_WORDS + MIN (run->n_words, 5));
  put (features, F_TOKENS + MIN (run->n, 7));
  if (run->n_words > 1)
    put (features, F_PAIR + kind_of_word (run->first) * 7 + kind_of_word (run->last));
}

/* How far the capital of a run of one word means anything, and whether the lexicon knows the run. */
static void
put_place (const PostilNameJob *job, PostilNameFeatures *features, const PostilLexiconMatch *match, const Run *run)
{
  const gboolean open = (run->first & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) != 0;
  guint place = match != NULL ? 8 : 0;

  if (run->n_words > 1)
    {
      const guint words = MIN (run->n_common, 3) * 4 + MIN (run->n_words, 5) - 2;

      put (features, F_UNKNOWN + place + (run->first & POSTIL_TRAIT_LOOSE ? 7 : 6));
      if (run->first & POSTIL_TRAIT_LOOSE)
        put (features, F_LOOSE + words);
      else if (run->first & POSTIL_TRAIT_START && run->first & POSTIL_TRAIT_WORD)
        put (features, F_START + words);
      return;
    }
  if (open)
    place += postil_name_memory_seen_capital (job->memory, run->token->hash) ? 1
             : postil_name_memory_seen_lower (job->memory, run->token->hash) ? 2
             : run->first & POSTIL_TRAIT_WORD                                ? 3
                                                                             : 4;
  put (features, F_UNKNOWN + place);
}

static gboolean
is_name_word (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL);
}

static void
put_cues (PostilNameFeatures *features, const Run *run, guint32 after_trait)
{
  for (guint type = POSTIL_NAME_ORG; type < POSTIL_N_NAME_TYPES; type++)
    {
      if (run->first & POSTIL_TRAIT_CUE_BEFORE_OF (type))
        put (features, F_CUE_BEFORE + type - 1 + (run->first & POSTIL_TRAIT_ROLE ? 5 : 0));
      if (after_trait & POSTIL_TRAIT_CUE_AFTER_OF (type))
        put (features, F_CUE_AFTER + type - 1);
    }
}

static void
put_neighbours (const PostilNameJob *job, const guint span[2], PostilNameFeatures *features, const Run *run)
{
  const PostilToken *none = postil_tokens_at (job->tokens, -1);
  const PostilToken *before
      = postil_token_has (run->token, POSTIL_TOKEN_BLOCK_BEFORE) ? none : postil_tokens_at (job->tokens, (gint64) span[0] - 1);
  const PostilToken *after = postil_tokens_at (job->tokens, span[1]),
                    *second = postil_tokens_at (job->tokens, (gint64) span[1] + 1);
  const guint32 before_trait = before == none ? 0 : postil_name_trait (job, (gint64) span[0] - 1);
  guint32 after_trait = postil_name_trait (job, span[1]);
  const gboolean last = postil_token_has (after, POSTIL_TOKEN_BLOCK_BEFORE);
  if (last)
    {
      after = second = none;
      after_trait = 0;
    }
  put_cues (features, run, after_trait);
  {
    const gboolean flags[] = {
      (after_trait & POSTIL_TRAIT_NOUN_AFTER) != 0,
      postil_token_has (after, POSTIL_TOKEN_POSSESSIVE),
      is_name_word (before) && !(before_trait & POSTIL_TRAIT_NO_NAME),
      is_name_word (after) && !(after_trait & POSTIL_TRAIT_NO_NAME),
      postil_token_is_mark (before, '-') && postil_token_is_glued (run->token),
      postil_token_is_mark (after, '-') && postil_token_is_glued (after),
      postil_token_is_mark (after, '-') && postil_token_is_glued (after) && is_name_word (second),
      postil_token_is_mark (after, ',') && second->kind == POSTIL_TOKEN_NUMBER
          && postil_token_is_mark (postil_tokens_at (job->tokens, (gint64) span[1] + 2), ','),
      postil_token_is_mark (after, '(') && postil_token_has (second, POSTIL_TOKEN_ALL_CAPS),
      postil_token_is_mark (before, '('),
      postil_token_is_mark (after, ')'),
      postil_token_is_mark (before, ','),
      postil_token_is_mark (after, ','),
      postil_token_is_mark (after, '&') || postil_token_is_mark (before, '&'),
      (before_trait & POSTIL_TRAIT_TITLE) != 0,
      (before_trait & POSTIL_TRAIT_DEMONYM) != 0,
      is_name_word (after) && (after_trait & POSTIL_TRAIT_ORG_SUFFIX) != 0,
      is_name_word (after) && (after_trait & POSTIL_TRAIT_LEGAL_FORM) != 0,
      is_name_word (after) && (after_trait & POSTIL_TRAIT_PLACE_WORD) != 0,
      is_name_word (after) && (after_trait & POSTIL_TRAIT_EVENT_WORD) != 0,
      is_name_word (before) && (before_trait & POSTIL_TRAIT_ORG_HEAD) != 0,
      is_name_word (before) && (before_trait & POSTIL_TRAIT_GIVEN) != 0,
      is_name_word (after) && (after_trait & POSTIL_TRAIT_SURNAME) != 0,
      after->kind == POSTIL_TOKEN_NUMBER || postil_token_has (after, POSTIL_TOKEN_DIGITS),
      before->kind == POSTIL_TOKEN_NUMBER,
      (after_trait & POSTIL_TRAIT_PARTICLE) != 0 && is_name_word (second),
      postil_token_is_mark (after, '.') && postil_token_is_glued (after),
      before == none,
      last,
    };

    for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
      if (flags[i])
        put (features, F_BESIDE + i);
  }
  put_word (features, F_BEFORE_WORD, before->hash);
  put_word (features, F_AFTER_WORD, after->hash);
}

static void
put_votes (const PostilNameJob *job, const guint span[2], PostilNameFeatures *features)
{
  const gint16 *votes;
  guint32 key = POSTIL_LEXICON_CHAIN_SEED;
  int total = 0;

  for (guint i = span[0]; i < span[1]; i++)
    key = postil_lexicon_chain (key, job->tokens->tokens[i].hash);
  votes = postil_name_memory_votes (job->memory, key);
  if (votes == NULL)
    return;
  for (guint type = POSTIL_NAME_ORG; type < POSTIL_N_NAME_TYPES; type++)
    total += votes[type];
  for (guint type = POSTIL_NAME_ORG; total > 0 && type < POSTIL_N_NAME_TYPES; type++)
    {
      const int others = total - votes[type];
      const int level = votes[type] >= 30 ? 3 : votes[type] >= 15 ? 2 : votes[type] >= 6 ? 1 : 0;

      if (votes[type] > 0)
        put (features, F_VOTES + (type - 1) * 4 + level);
      if (votes[type] > 0 && others * 2 > votes[type])
        put (features, F_VOTES + 20 + (type - 1) * 4 + level);
    }
}

/* The last three letters of the run's last word. */
static guint32
suffix_hash (const PostilNameJob *job, const Run *run)
{
  const PostilToken *token = &job->tokens->tokens[run->last_word];
  const char *start = job->tokens->text + token->byte, *end = job->tokens->text + token->byte_end, *p = end;

  for (guint i = 0; i < 3 && p > start; i++)
    p = g_utf8_prev_char (p);
  return postil_token_hash_folded (p, end - p);
}

/* An unknown run that begins with a known name: "Huawei Opens", "Toyota Boshoku". */
static void
put_prefix (const PostilNameJob *job, const guint span[2], PostilNameFeatures *features)
{
  static const guint8 classes[]
      = { POSTIL_LEXICON_ORG, POSTIL_LEXICON_LOC, POSTIL_LEXICON_PRODUCT, POSTIL_LEXICON_MISC, POSTIL_LEXICON_DEMONYM };
  PostilLexiconQuery query = { .end = span[1], .letter_case = POSTIL_LEXICON_CASE_EXACT };
  PostilLexiconMatch match;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    query.classes |= 1u << classes[i];
  if (job->traits[span[0]] & POSTIL_TRAIT_CAPS_LINE)
    query.letter_case = POSTIL_LEXICON_CASE_TITLE;
  if (!postil_lexicon_match (job->lexicon, job->tokens, span[0], &query, &match))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (match.classes & (1u << classes[i]))
      put (features, F_PREFIX + i * 2 + (match.flags[classes[i]] & POSTIL_LEXICON_COMMON ? 1 : 0));
}

/**
 * postil_name_evidence_collect:
 * @job: the job
 * @span: (array fixed-size=2): first token of the run, and its end
 * @match: (nullable): what the lexicon says about exactly this run
 * @features: (out caller-allocated): the features of the run
 *
 * Describes a run of at most a dozen tokens.
 */
void
postil_name_evidence_collect (const PostilNameJob *job, const guint span[2], const PostilLexiconMatch *match,
                              PostilNameFeatures *features)
{
  Run run;

  describe (job, span, &run);
  features->n = 0;
  put (features, F_BIAS);
  put_shape (features, &run);
  put_place (job, features, match, &run);
  if (match != NULL)
    put_lexicon (features, match, &run);
  else if (run.n > 1)
    put_prefix (job, span, features);
  if (run.n_words > 1)
    {
      put_traits (features, F_FIRST, run.first & OWN_TRAITS);
      put_traits (features, F_LAST, run.last & (run.first & POSTIL_TRAIT_LOOSE ? LOOSE_TRAITS : OWN_TRAITS));
      put_word (features, F_FIRST_WORD, run.token->hash);
    }
  else
    put_traits (features, F_ONLY, run.first & OWN_TRAITS);
  put_word (features, F_LAST_WORD,
            job->tokens->tokens[run.last_word].hash + (run.n_words > 1)
                + (run.n_words > 1 && run.first & POSTIL_TRAIT_LOOSE ? 2 : 0));
  put_word (features, F_SUFFIX, suffix_hash (job, &run));
  put_neighbours (job, span, features, &run);
  if (job->second_pass)
    put_votes (job, span, features);
}

/**
 * postil_name_evidence_weigh:
 * @job: the job
 * @features: the features of a run
 * @score: (out) (array fixed-size=6): the points of each type, and of no name
 *
 * Adds up what the features weigh.
 */
void
postil_name_evidence_weigh (const PostilNameJob *job, const PostilNameFeatures *features, int score[POSTIL_N_NAME_TYPES])
{
  for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
    score[type] = 0;
  for (guint i = 0; i < features->n; i++)
    {
      const gint32 *row = job->weights + (gsize) features->ids[i] * POSTIL_N_NAME_TYPES;

      for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
        score[type] += row[type];
    }
}
