/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighs how strongly a run of tokens reads as a name of each type: what the lexicon says, how the words are shaped, what stands
 * beside them, what the document says elsewhere. Weights are points; ten points are one good reason. */
#include "config.h"

#include "postil-name-job-private.h"

#define IMPOSSIBLE -1000

/* What a run is made of. */
typedef struct
{
  guint n;        /* tokens */
  guint n_words;  /* capitalised words */
  guint n_common; /* of those, ordinary words */
  guint n_given;
  guint n_digits; /* numbers and words that hold digits */
  guint n_initials;
  gboolean of; /* holds of, for, the, and, on */
  gboolean ampersand;
  gboolean particle;
  gboolean mark; /* holds another mark than a hyphen or the dot of an abbreviation */
  guint32 first; /* traits of the first and last token */
  guint32 last;
  guint last_word; /* index of the last word */
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
          run->mark |= token->c != '&' && token->c != '-' && token->c != '.';
          continue;
        }
      run->last_word = i;
      run->n_digits += token->kind == POSTIL_TOKEN_NUMBER || postil_token_has (token, POSTIL_TOKEN_DIGITS);
      if (!postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
        {
          run->particle |= (trait & POSTIL_TRAIT_PARTICLE) != 0;
          run->of |= postil_token_in (token, POSTIL_WORD_PREPOSITION | POSTIL_WORD_ARTICLE)
                     || postil_token_is (job->tokens, i, "and");
          continue;
        }
      run->n_words++;
      run->n_common += (trait & POSTIL_TRAIT_WORD) != 0;
      run->n_given += (trait & POSTIL_TRAIT_GIVEN) != 0;
      run->n_initials += token->end - token->start == 1 || postil_token_has (token, POSTIL_TOKEN_DOTTED);
    }
  run->last = job->traits[run->last_word];
}

/* Whether the capital of the run's only word says nothing and the word is an ordinary one. */
static gboolean
is_doubtful (const PostilNameJob *job, const guint span[2], const Run *run)
{
  const guint32 hash = run->token->hash;

  if (run->n_words > 1 || (run->first & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE)) == 0)
    return FALSE;
  if (postil_token_has (run->token, POSTIL_TOKEN_INNER_CAPITAL)
      || (postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS) && (run->first & POSTIL_TRAIT_CAPS_LINE) == 0))
    return FALSE;
  if (postil_name_memory_seen_capital (job->memory, hash))
    return FALSE;
  return (run->first & POSTIL_TRAIT_WORD) != 0 || postil_name_memory_seen_lower (job->memory, hash);
}

static void
weigh_lexicon (const PostilNameJob *job, const guint span[2], const PostilLexiconMatch *match, const Run *run,
               PostilNameEvidence *evidence)
{
  static const struct
  {
    guint8 class, type, weight;
  } rows[] = {
    { POSTIL_LEXICON_ORG, POSTIL_NAME_ORG, 26 },         { POSTIL_LEXICON_LOC, POSTIL_NAME_LOC, 26 },
    { POSTIL_LEXICON_PRODUCT, POSTIL_NAME_PRODUCT, 24 }, { POSTIL_LEXICON_MISC, POSTIL_NAME_MISC, 24 },
    { POSTIL_LEXICON_DEMONYM, POSTIL_NAME_MISC, 34 },
  };
  const gboolean doubtful = is_doubtful (job, span, run);

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      int *score = &evidence->score[rows[r].type];
      guint8 flags;
      int weight = rows[r].weight + 8 * MIN (run->n - 1, 4);

      if ((match->classes & (1u << rows[r].class)) == 0)
        continue;
      flags = match->flags[rows[r].class];
      if (run->n_words <= 1 && (flags & POSTIL_LEXICON_COMMON))
        weight = doubtful ? -8 : 14;
      else if (doubtful)
        weight = 12;
      if (run->n == 1 && rows[r].class == POSTIL_LEXICON_ORG && (run->first & POSTIL_TRAIT_WORD) == 0
          && (match->classes & POSTIL_LEXICON_BIT (LOC)))
        weight -= 6;
      *score = MAX (*score, weight);
      evidence->known = TRUE;
    }
}

static int
weigh_person (const Run *run)
{
  const gboolean title = (run->first & POSTIL_TRAIT_TITLE_BEFORE) != 0;
  int score;

  if (run->n > 7 || run->n_words > 4 || run->n_words == 0 || (run->of && !run->particle) || run->ampersand || run->mark
      || run->n_digits > 0)
    return IMPOSSIBLE;
  if ((run->first | run->last) & (POSTIL_TRAIT_NO_NAME | POSTIL_TRAIT_DEMONYM))
    return IMPOSSIBLE;
  if (run->n_words == 1)
    {
      score = run->first & POSTIL_TRAIT_GIVEN ? 10 : run->first & POSTIL_TRAIT_SURNAME ? 9 : 1;
      if (run->n_initials > 0 || postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS))
        score -= 8;
      return score + (title ? 22 : 0);
    }
  if (run->first & POSTIL_TRAIT_GIVEN)
    score = run->last & POSTIL_TRAIT_SURNAME ? 42 : run->last & POSTIL_TRAIT_WORD ? 24 : 34;
  else if (run->last & POSTIL_TRAIT_SURNAME)
    score = run->first & POSTIL_TRAIT_WORD ? 8 : 22;
  else if (run->first & POSTIL_TRAIT_SURNAME)
    score = run->last & POSTIL_TRAIT_WORD ? 8 : run->last & POSTIL_TRAIT_GIVEN ? 34 : 20;
  else
    score = run->n_common > 0 ? -4 : run->n_words > 3 ? 2 : 10;
  if (run->n_initials > 0 && run->n_initials < run->n_words)
    score += 8;
  if (run->last & (POSTIL_TRAIT_ORG_SUFFIX | POSTIL_TRAIT_PLACE_WORD | POSTIL_TRAIT_EVENT_WORD))
    score -= 22;
  if (run->first & (POSTIL_TRAIT_ORG_HEAD | POSTIL_TRAIT_TITLE))
    score -= run->first & POSTIL_TRAIT_GIVEN ? 4 : 12;
  if (run->n_words > 2)
    score -= 3;
  return score + (title ? 22 : 0);
}

static int
weigh_organisation (const Run *run)
{
  int score;

  if (run->n_words == 0 || run->mark
      || (run->first & (POSTIL_TRAIT_TITLE | POSTIL_TRAIT_NO_NAME) && (run->first & POSTIL_TRAIT_ORG_HEAD) == 0))
    return IMPOSSIBLE;
  if (run->n_words == 1)
    {
      score = run->first & POSTIL_TRAIT_WORD ? 1 : 5;
      if (postil_token_has (run->token, POSTIL_TOKEN_INNER_CAPITAL))
        score = 13;
      else if (postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS) && (run->first & POSTIL_TRAIT_CAPS_LINE) == 0)
        score = run->token->end - run->token->start <= 6 ? 10 : 4;
      if (run->first & (POSTIL_TRAIT_GIVEN | POSTIL_TRAIT_SURNAME | POSTIL_TRAIT_PLACE_WORD))
        score -= 4;
      if (run->first & (POSTIL_TRAIT_ORG_SUFFIX | POSTIL_TRAIT_LEGAL_FORM))
        score -= 12;
      return run->n > 1 && !run->ampersand ? score - 2 : score;
    }
  score = run->n_common == run->n_words ? 1 : 8;
  if (run->last & POSTIL_TRAIT_LEGAL_FORM)
    score += 32;
  else if (run->last & POSTIL_TRAIT_ORG_SUFFIX)
    score += 24;
  if (run->first & POSTIL_TRAIT_ORG_HEAD)
    score += run->of ? 26 : 12;
  if (run->of && (run->first & (POSTIL_TRAIT_ORG_HEAD | POSTIL_TRAIT_ORG_SUFFIX)) == 0
      && (run->last & POSTIL_TRAIT_ORG_SUFFIX) == 0)
    score -= 22;
  if (run->ampersand)
    score += 18;
  if (run->particle)
    score -= 6;
  if (run->n_digits > 0)
    score -= 8;
  return score;
}

static int
weigh_place (const Run *run)
{
  int score;

  if (run->n_words == 0 || run->mark || run->ampersand || run->of || (run->first & (POSTIL_TRAIT_NO_NAME | POSTIL_TRAIT_TITLE)))
    return IMPOSSIBLE;
  score = run->n_words == 1 ? 3 : 5;
  if (run->n_words > 1 && run->last & POSTIL_TRAIT_PLACE_WORD)
    score += 24;
  else if (run->n_words > 1 && run->first & POSTIL_TRAIT_PLACE_WORD)
    score += 14;
  if (run->first & (POSTIL_TRAIT_GIVEN | POSTIL_TRAIT_SURNAME))
    score -= 3;
  if (run->n_words == run->n_common)
    score -= 4;
  if (run->last & POSTIL_TRAIT_ORG_SUFFIX)
    score -= 8;
  if (postil_token_has (run->token, POSTIL_TOKEN_ALL_CAPS | POSTIL_TOKEN_INNER_CAPITAL)
      && (run->first & POSTIL_TRAIT_CAPS_LINE) == 0)
    score -= 6;
  return score - (run->n_digits > 0 ? 10 : 0);
}

static int
weigh_product (const Run *run)
{
  int score = 0;

  if (run->n_words == 0 || run->of || (run->first & (POSTIL_TRAIT_NO_NAME | POSTIL_TRAIT_TITLE) && run->n_digits == 0))
    return IMPOSSIBLE;
  if (run->n_digits > 0)
    score += run->n_words > 1 || run->n > 1 ? 12 : 9;
  if (postil_token_has (run->token, POSTIL_TOKEN_INNER_CAPITAL))
    score += 7;
  if (run->n_words == run->n_common && run->n_digits == 0)
    score -= 3;
  if (run->first & POSTIL_TRAIT_NO_NAME)
    score -= 14;
  return score - (run->mark ? 6 : 0);
}

static int
weigh_event (const Run *run)
{
  if (run->n_words == 0 || (run->first & POSTIL_TRAIT_TITLE && run->n_words == 1))
    return IMPOSSIBLE;
  if (run->last & POSTIL_TRAIT_EVENT_WORD && run->n_words > 1)
    return run->first & POSTIL_TRAIT_NO_NAME ? 6 : 24;
  return run->n_words > 1 && run->first & POSTIL_TRAIT_EVENT_WORD ? 8 : 0;
}

static void
add_neighbours (const PostilNameJob *job, const guint span[2], const Run *run, PostilNameEvidence *evidence)
{
  const PostilToken *before = postil_tokens_at (job->tokens, (gint64) span[0] - 1);
  const PostilToken *after = postil_tokens_at (job->tokens, span[1]);
  const guint32 after_trait = postil_name_trait (job, span[1]);
  int *score = evidence->score;

  for (guint type = POSTIL_NAME_ORG; type < POSTIL_N_NAME_TYPES; type++)
    {
      if (run->first & POSTIL_TRAIT_CUE_BEFORE_OF (type))
        score[type] += run->first & POSTIL_TRAIT_ROLE ? 9 : 10;
      if (after_trait & POSTIL_TRAIT_CUE_AFTER_OF (type) && !postil_token_has (after, POSTIL_TOKEN_BLOCK_BEFORE))
        score[type] += 8;
    }
  if (after_trait & POSTIL_TRAIT_CUE_AFTER_OF (POSTIL_NAME_PER))
    score[POSTIL_NAME_ORG] += 5;
  if (after_trait & POSTIL_TRAIT_NOUN_AFTER && !(after_trait & POSTIL_TRAIT_START))
    score[POSTIL_NAME_ORG] += 8;
  if (postil_token_has (after, POSTIL_TOKEN_POSSESSIVE))
    {
      score[POSTIL_NAME_ORG] += 3;
      score[POSTIL_NAME_PER] += 2;
      score[POSTIL_NAME_LOC] += 2;
    }
  if (postil_token_is (job->tokens, span[0] - 1, "in") && span[0] > 0 && (run->last & POSTIL_TRAIT_ORG_SUFFIX) == 0)
    {
      score[POSTIL_NAME_LOC] += 8;
      score[POSTIL_NAME_PER] -= 8;
    }
  if (postil_token_is_mark (before, ',') && span[0] >= 2 && (after->c == ',' || after->c == '.')
      && after->kind == POSTIL_TOKEN_MARK)
    score[POSTIL_NAME_LOC] += 2;
  if (postil_token_is_mark (after, ',') && postil_tokens_at (job->tokens, span[1] + 1)->kind == POSTIL_TOKEN_NUMBER
      && postil_token_is_mark (postil_tokens_at (job->tokens, span[1] + 2), ','))
    score[POSTIL_NAME_PER] += 12;
  if (postil_token_is_mark (after, '(') && postil_token_has (postil_tokens_at (job->tokens, span[1] + 1), POSTIL_TOKEN_ALL_CAPS)
      && run->n_words > 1)
    score[POSTIL_NAME_ORG] += 8;
}

static void
add_votes (const PostilNameJob *job, const guint span[2], PostilNameEvidence *evidence)
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
  for (guint type = POSTIL_NAME_ORG; type < POSTIL_N_NAME_TYPES; type++)
    evidence->score[type] += MIN (votes[type], 30) - MIN ((total - votes[type]) / 2, 16);
}

/**
 * postil_name_evidence_weigh:
 * @job: the job
 * @span: (array fixed-size=2): first token of the run, and its end
 * @match: (nullable): what the lexicon says about exactly this run
 * @evidence: (out caller-allocated): the points of each type
 *
 * Weighs a run of at most a dozen tokens.
 */
void
postil_name_evidence_weigh (const PostilNameJob *job, const guint span[2], const PostilLexiconMatch *match,
                            PostilNameEvidence *evidence)
{
  Run run;

  describe (job, span, &run);
  *evidence = (PostilNameEvidence){ 0 };
  evidence->score[POSTIL_NAME_ORG] = weigh_organisation (&run);
  evidence->score[POSTIL_NAME_PER] = weigh_person (&run);
  evidence->score[POSTIL_NAME_LOC] = weigh_place (&run);
  evidence->score[POSTIL_NAME_PRODUCT] = weigh_product (&run);
  evidence->score[POSTIL_NAME_MISC] = weigh_event (&run);
  if (match == NULL && (is_doubtful (job, span, &run) || (run.first & POSTIL_TRAIT_NO_NAME && run.n_words == 1)))
    {
      for (guint type = POSTIL_NAME_ORG; type < POSTIL_N_NAME_TYPES; type++)
        evidence->score[type] -= 24;
    }
  if (match == NULL && run.first & POSTIL_TRAIT_LOOSE && run.n_common > 0)
    {
      for (guint type = POSTIL_NAME_ORG; type < POSTIL_N_NAME_TYPES; type++)
        evidence->score[type] -= 10 * run.n_common;
    }
  if (match != NULL)
    weigh_lexicon (job, span, match, &run, evidence);
  add_neighbours (job, span, &run, evidence);
  if (job->second_pass)
    add_votes (job, span, evidence);
}

/**
 * postil_name_evidence_weigh_token:
 * @job: the job
 * @index: a token
 *
 * Returns: the points of reading the token as no part of a name.
 */
int
postil_name_evidence_weigh_token (const PostilNameJob *job, guint index)
{
  const PostilToken *token = &job->tokens->tokens[index];
  const guint32 trait = job->traits[index];

  if (token->kind != POSTIL_TOKEN_WORD || !postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
    return 0;
  if (trait & (POSTIL_TRAIT_NO_NAME | POSTIL_TRAIT_TITLE))
    return 2;
  if (trait & (POSTIL_TRAIT_START | POSTIL_TRAIT_LOOSE))
    return trait & POSTIL_TRAIT_WORD ? 4 : 0;
  return trait & POSTIL_TRAIT_WORD ? 0 : -3;
}
