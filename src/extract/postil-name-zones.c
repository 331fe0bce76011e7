/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides every sentence into names and other words so that the points of all its parts are highest: a dynamic programme whose
 * parts are at most a dozen tokens long, so its cost is linear in the text. */
#include "config.h"

#include "postil-name-job-private.h"

#define MAX_TOKENS 12
#define LEXICON_BONUS 300
#define SURNAME_BONUS 500
#define NAME_CLASSES                                                                                                             \
  (POSTIL_LEXICON_BIT (ORG) | POSTIL_LEXICON_BIT (LOC) | POSTIL_LEXICON_BIT (PRODUCT) | POSTIL_LEXICON_BIT (MISC)                \
   | POSTIL_LEXICON_BIT (DEMONYM))

typedef struct
{
  int score;
  int margin;
  guint begin; /* of the part that ends here */
  guint8 type;
  gboolean known;
} Cell;

typedef struct
{
  const PostilNameJob *job;
  int *plain;  /* plain[i]: points of the tokens before i when none is part of a name */
  Cell *cells; /* cells[i]: the best reading of the tokens before i, from the sentence's begin */
  guint begin;
  guint end;
} Lattice;

static gboolean
is_name_word (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL);
}

/* "RMB" of "RMB 120bn", "HK" of "HK$88", "Q3": letters that belong to a figure. */
static gboolean
belongs_to_figure (const Lattice *lattice, guint i)
{
  const PostilTokens *tokens = lattice->job->tokens;
  const PostilToken *token = &tokens->tokens[i], *next = postil_tokens_at (tokens, (gint64) i + 1);
  const PostilToken *before = postil_tokens_at (tokens, (gint64) i - 1);

  if (token->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  if (before->kind == POSTIL_TOKEN_NUMBER && !postil_token_has (token, POSTIL_TOKEN_BLOCK_BEFORE)
      && postil_unit_find_symbol (tokens->text + token->byte, token->byte_end - token->byte) > 0)
    return TRUE;
  if (i + 1 >= lattice->end)
    return FALSE;
  if (postil_token_in (token, POSTIL_WORD_CALENDAR) && postil_token_has (token, POSTIL_TOKEN_DIGITS))
    return TRUE;
  if (token->word != NULL && token->word->month > 0 && next->kind == POSTIL_TOKEN_NUMBER)
    return TRUE;
  if (next->kind == POSTIL_TOKEN_MARK && postil_token_is_glued (next) && next->c == '$')
    return TRUE;
  return next->kind == POSTIL_TOKEN_NUMBER
         && postil_currency_find_symbol (tokens->text + token->byte, token->byte_end - token->byte) > 0;
}

/* A number that counts something or belongs to a chain of numbers is no part of a name. */
static gboolean
is_plain_number (const Lattice *lattice, guint i)
{
  const PostilTokens *tokens = lattice->job->tokens;
  const PostilToken *token = &tokens->tokens[i], *next = postil_tokens_at (tokens, (gint64) i + 1);

  if (i + 1 >= lattice->end)
    return FALSE;
  if (next->kind == POSTIL_TOKEN_NUMBER || postil_token_is_mark (next, '%') || (token->c == '0' && token->end - token->start > 1))
    return TRUE;
  return next->word != NULL
         && (next->word->unit > 0 || next->word->span_unit > 0 || next->word->currency > 0
             || next->word->number_sense == POSTIL_NUMBER_SCALE);
}

static gboolean
can_begin (const Lattice *lattice, guint i)
{
  const PostilToken *token = &lattice->job->tokens->tokens[i];

  if (belongs_to_figure (lattice, i))
    return FALSE;
  if (token->kind == POSTIL_TOKEN_MARK && token->c != '#' && token->c != '\'' && token->c != '.')
    return FALSE;
  return TRUE;
}

/* Whether a name that holds the tokens before i may hold i as well. */
static gboolean
can_extend (const Lattice *lattice, guint i)
{
  const PostilTokens *tokens = lattice->job->tokens;
  const PostilToken *token = &tokens->tokens[i], *next = postil_tokens_at (tokens, (gint64) i + 1);
  const PostilToken *before = postil_tokens_at (tokens, (gint64) i - 1);
  const gboolean more = i + 1 < lattice->end;

  if (is_name_word (token) || postil_token_has (token, POSTIL_TOKEN_DIGITS))
    return !belongs_to_figure (lattice, i);
  if (token->kind == POSTIL_TOKEN_NUMBER)
    return (is_name_word (before) || postil_token_is_mark (before, '-')) && !is_plain_number (lattice, i);
  if (token->kind == POSTIL_TOKEN_MARK)
    {
      if (token->c == '-' || token->c == '.' || token->c == '\'')
        return postil_token_is_glued (token)
               && (token->c == '.' ? before->kind == POSTIL_TOKEN_WORD : more && postil_token_is_glued (next));
      return token->c == '&' && more && is_name_word (next);
    }
  if (token->kind != POSTIL_TOKEN_WORD || !more)
    return FALSE;
  if (postil_token_is_mark (before, '-') && postil_token_is_glued (before) && postil_token_is_glued (token))
    return token->end - token->start > 1 && i >= 2 && (lattice->job->traits[i - 2] & POSTIL_TRAIT_WORD) == 0
           && !postil_token_in (token, POSTIL_WORD_FUNCTION) && (lattice->job->traits[i - 2] & POSTIL_TRAIT_NO_NAME) == 0
           && is_name_word (&tokens->tokens[i - 2]) && token->end - token->start < 6;
  if (lattice->job->traits[i] & POSTIL_TRAIT_PARTICLE)
    return is_name_word (next) || (postil_name_trait (lattice->job, i + 1) & POSTIL_TRAIT_PARTICLE);
  if (postil_token_is (tokens, i, "of") || postil_token_is (tokens, i, "for") || postil_token_is (tokens, i, "and")
      || postil_token_is (tokens, i, "on"))
    return is_name_word (next) || postil_token_is (tokens, i + 1, "the");
  return postil_token_is (tokens, i, "the") && is_name_word (next) && i > lattice->begin && before->kind == POSTIL_TOKEN_WORD;
}

/* Whether a name may end with token i. */
static gboolean
can_end (const Lattice *lattice, guint i)
{
  const PostilTokens *tokens = lattice->job->tokens;
  const PostilToken *token = &tokens->tokens[i];

  if (is_name_word (token) || token->kind == POSTIL_TOKEN_NUMBER || postil_token_has (token, POSTIL_TOKEN_DIGITS))
    return TRUE;
  if (token->kind == POSTIL_TOKEN_MARK)
    return token->c == '.' && (lattice->job->traits[i] & POSTIL_TRAIT_LEGAL_FORM);
  return postil_token_is_mark (postil_tokens_at (tokens, (gint64) i - 1), '-') && token->kind == POSTIL_TOKEN_WORD
         && postil_token_is_glued (token)
         && (postil_name_trait (lattice->job, (gint64) i - 2) & (POSTIL_TRAIT_GIVEN | POSTIL_TRAIT_SURNAME));
}

/* "Chinese AI", "As AI": a people's adjective or a function word before generic words in capitals is no name. */
static gboolean
is_generic (const PostilNameJob *job, const guint span[2])
{
  if (span[1] - span[0] < 2 || (job->traits[span[0]] & (POSTIL_TRAIT_DEMONYM | POSTIL_TRAIT_NO_NAME)) == 0)
    return FALSE;
  for (guint i = span[0] + 1; i < span[1]; i++)
    if ((job->traits[i] & POSTIL_TRAIT_NO_NAME) == 0)
      return FALSE;
  return TRUE;
}

/* The weights were learned from names in Latin letters: of one in ideographs the lexicon says the type. */
static void
trust_lexicon (const PostilLexiconMatch *match, const guint span[2], int score[POSTIL_N_NAME_TYPES])
{
  const int points = 1000 * (int) (span[1] - span[0]);

  for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
    score[type] = -points;
  if (match->classes & POSTIL_LEXICON_BIT (ORG))
    score[POSTIL_NAME_ORG] = points;
  else if (match->classes & POSTIL_LEXICON_BIT (LOC))
    score[POSTIL_NAME_LOC] = points;
  else if (match->classes & POSTIL_LEXICON_BIT (PRODUCT))
    score[POSTIL_NAME_PRODUCT] = points;
}

/* A name that the lexicon has in one sense only is rarely used in another. */
static void
prefer_lexicon (const PostilLexiconMatch *match, int score[POSTIL_N_NAME_TYPES])
{
  static const struct
  {
    guint8 class, type;
  } rows[] = { { POSTIL_LEXICON_ORG, POSTIL_NAME_ORG },
               { POSTIL_LEXICON_LOC, POSTIL_NAME_LOC },
               { POSTIL_LEXICON_PRODUCT, POSTIL_NAME_PRODUCT },
               { POSTIL_LEXICON_MISC, POSTIL_NAME_MISC },
               { POSTIL_LEXICON_DEMONYM, POSTIL_NAME_MISC } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (match->classes == 1u << rows[i].class && (match->flags[rows[i].class] & POSTIL_LEXICON_COMMON) == 0)
      score[rows[i].type] += LEXICON_BONUS;
}

/* A word that the lexicon knows as a surname and as nothing else. */
static gboolean
is_surname (guint32 trait)
{
  return (trait & POSTIL_TRAIT_SURNAME) != 0
         && (trait
             & (POSTIL_TRAIT_WORD | POSTIL_TRAIT_ORG_HEAD | POSTIL_TRAIT_ORG_SUFFIX | POSTIL_TRAIT_NO_NAME
                | POSTIL_TRAIT_PLACE_WORD))
                == 0;
}

static void
relax (Lattice *lattice, const guint span[2], const PostilLexiconMatch *match)
{
  const Cell *from = &lattice->cells[span[0] - lattice->begin];
  Cell *to = &lattice->cells[span[1] - lattice->begin];
  PostilNameFeatures features;
  int score[POSTIL_N_NAME_TYPES], plain, second = G_MININT / 2;
  guint type = POSTIL_NAME_ORG;

  postil_name_evidence_collect (lattice->job, span, match, &features);
  postil_name_evidence_weigh (lattice->job, &features, score);
  if (lattice->job->tokens->tokens[span[0]].kind == POSTIL_TOKEN_HAN && match != NULL)
    trust_lexicon (match, span, score);
  else if (match != NULL && !lattice->job->training)
    prefer_lexicon (match, score);
  else if (match == NULL && !lattice->job->training && span[1] == span[0] + 1 && is_surname (lattice->job->traits[span[0]]))
    score[POSTIL_NAME_PER] += SURNAME_BONUS;
  for (guint t = POSTIL_NAME_ORG + 1; t < POSTIL_N_NAME_TYPES; t++)
    {
      second = MAX (second, MIN (score[t], score[type]));
      type = score[t] > score[type] ? t : type;
    }
  if (from->score + score[type] <= to->score)
    return;
  plain = lattice->plain[span[1] - lattice->begin] - lattice->plain[span[0] - lattice->begin];
  to->score = from->score + score[type];
  to->margin = score[type] - MAX (second, plain);
  to->begin = span[0];
  to->type = type;
  to->known = match != NULL;
}

/* Tries every name that begins at i: those of the lexicon, and those whose words could belong together. */
static void
begin_at (Lattice *lattice, guint i, gboolean caps)
{
  const PostilLexiconQuery query = { .end = MIN (lattice->end, i + MAX_TOKENS),
                                     .classes = NAME_CLASSES,
                                     .letter_case = caps ? POSTIL_LEXICON_CASE_TITLE : POSTIL_LEXICON_CASE_EXACT };
  PostilLexiconWalk walk = { .begin = i, .next = i };
  PostilLexiconMatch match;
  const PostilToken *first = &lattice->job->tokens->tokens[i];
  gboolean open = is_name_word (first) && !lattice->job->lexicon_only;

  for (guint j = i; j < query.end; j++)
    {
      const guint span[2] = { i, j + 1 };
      const gboolean known
          = !walk.done && postil_lexicon_step (lattice->job->lexicon, lattice->job->tokens, &walk, &query, &match);

      open = open && (j == i || can_extend (lattice, j));
      if (known)
        relax (lattice, span, &match);
      else if (open && can_end (lattice, j) && !is_generic (lattice->job, span))
        relax (lattice, span, NULL);
      if (!open && walk.done)
        break;
    }
}

/* The points of reading a token as no part of a name; words in lower case are the measure of nothing. */
static int
weigh_plain (const PostilNameJob *job, guint i)
{
  const guint span[2] = { i, i + 1 };
  PostilNameFeatures features;
  int score[POSTIL_N_NAME_TYPES];

  if (!is_name_word (&job->tokens->tokens[i]))
    return 0;
  postil_name_evidence_collect (job, span, NULL, &features);
  postil_name_evidence_weigh (job, &features, score);
  return score[POSTIL_NAME_NONE];
}

static void
read_sentence (const PostilNameJob *job, const PostilSentence *sentence, Cell *cells, int *plain, GArray *names)
{
  Lattice lattice = { .job = job, .cells = cells, .plain = plain, .begin = sentence->begin, .end = sentence->end };
  const guint n = sentence->end - sentence->begin;
  const guint first = names->len;

  plain[0] = 0;
  for (guint i = 0; i <= n; i++)
    cells[i] = (Cell){ .score = i == 0 ? 0 : G_MININT / 2 };
  for (guint i = 0; i < n; i++)
    plain[i + 1] = plain[i] + weigh_plain (job, sentence->begin + i);
  for (guint i = 0; i < n; i++)
    {
      const int score = cells[i].score + plain[i + 1] - plain[i];

      if (score > cells[i + 1].score)
        cells[i + 1] = (Cell){ .score = score, .begin = sentence->begin + i, .type = POSTIL_NAME_NONE };
      if (can_begin (&lattice, sentence->begin + i))
        begin_at (&lattice, sentence->begin + i, (sentence->flags & POSTIL_SENTENCE_ALL_CAPS) != 0);
    }
  for (guint i = n; i > 0; i = cells[i].begin - sentence->begin)
    {
      const PostilName name = { .begin = cells[i].begin,
                                .end = sentence->begin + i,
                                .type = cells[i].type,
                                .margin = cells[i].margin,
                                .known = cells[i].known };

      if (name.type != POSTIL_NAME_NONE)
        g_array_append_val (names, name);
    }
  for (guint a = first, b = names->len; a + 1 < b; a++)
    {
      const PostilName swap = g_array_index (names, PostilName, a);

      b--;
      g_array_index (names, PostilName, a) = g_array_index (names, PostilName, b);
      g_array_index (names, PostilName, b) = swap;
    }
}

/**
 * postil_name_zones_match:
 * @job: the job
 * @span: (array fixed-size=2): first token of a run, and its end
 * @caps: whether the line is all capitals
 * @match: (out caller-allocated): what the lexicon says
 *
 * Returns: whether the lexicon has a name of exactly this run.
 */
gboolean
postil_name_zones_match (const PostilNameJob *job, const guint span[2], gboolean caps, PostilLexiconMatch *match)
{
  const PostilLexiconQuery query
      = { .end = span[1], .classes = NAME_CLASSES, .letter_case = caps ? POSTIL_LEXICON_CASE_TITLE : POSTIL_LEXICON_CASE_EXACT };

  return postil_lexicon_match (job->lexicon, job->tokens, span[0], &query, match) && match->n_tokens == span[1] - span[0];
}

/**
 * postil_name_zones_read:
 * @job: a job with traits and memory
 * @names: (element-type PostilName) (inout): names are appended, in the order of the text
 *
 * Finds the names of every sentence.
 */
void
postil_name_zones_read (const PostilNameJob *job, GArray *names)
{
  g_autofree Cell *cells = NULL;
  g_autofree int *plain = NULL;
  guint longest = 0;

  for (guint s = 0; s < job->sentences->len; s++)
    {
      const PostilSentence *sentence = &g_array_index (job->sentences, PostilSentence, s);

      longest = MAX (longest, sentence->end - sentence->begin);
    }
  cells = g_new (Cell, longest + 1);
  plain = g_new (int, longest + 1);
  for (guint s = 0; s < job->sentences->len; s++)
    read_sentence (job, &g_array_index (job->sentences, PostilSentence, s), cells, plain, names);
}
