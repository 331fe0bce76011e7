/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides every sentence into names and other words so that the points of all its parts are highest: a dynamic programme whose
 * parts are at most a dozen tokens long, so its cost is linear in the text. */
#include "config.h"

#include "postil-name-job-private.h"

#define MAX_TOKENS 12
#define GLUE_COST 9 /* two names side by side with nothing between them */

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
  Cell *cells; /* cells[i]: the best reading of the tokens before i, from the sentence's begin */
  guint begin;
  guint end;
} Lattice;

static gboolean
is_name_word (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL);
}

static gboolean
can_begin (const Lattice *lattice, guint i)
{
  const PostilToken *token = &lattice->job->tokens->tokens[i];

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
    return TRUE;
  if (token->kind == POSTIL_TOKEN_NUMBER)
    return is_name_word (before) || postil_token_is_mark (before, '-');
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
  const guint32 trait = postil_name_trait (lattice->job, (gint64) i - 1);

  if (is_name_word (token) || token->kind == POSTIL_TOKEN_NUMBER || postil_token_has (token, POSTIL_TOKEN_DIGITS))
    return TRUE;
  if (token->kind == POSTIL_TOKEN_MARK)
    return token->c == '.' && (trait & POSTIL_TRAIT_LEGAL_FORM);
  return postil_token_is_mark (postil_tokens_at (tokens, (gint64) i - 1), '-') && token->kind == POSTIL_TOKEN_WORD
         && postil_token_is_glued (token)
         && (postil_name_trait (lattice->job, (gint64) i - 2) & (POSTIL_TRAIT_GIVEN | POSTIL_TRAIT_SURNAME));
}

static void
relax (Lattice *lattice, const guint span[2], const PostilLexiconMatch *match)
{
  const Cell *from = &lattice->cells[span[0] - lattice->begin];
  Cell *to = &lattice->cells[span[1] - lattice->begin];
  PostilNameEvidence evidence;
  int plain = 0, best = 0, second = 0, cost;
  guint type = POSTIL_NAME_NONE;

  postil_name_evidence_weigh (lattice->job, span, match, &evidence);
  for (guint i = span[0]; i < span[1]; i++)
    plain += postil_name_evidence_weigh_token (lattice->job, i);
  for (guint t = POSTIL_NAME_ORG; t < POSTIL_N_NAME_TYPES; t++)
    {
      if (type == POSTIL_NAME_NONE || evidence.score[t] > best)
        {
          second = best;
          best = evidence.score[t];
          type = t;
        }
      else
        second = MAX (second, evidence.score[t]);
    }
  cost = from->type != POSTIL_NAME_NONE && from->type != POSTIL_NAME_MISC && span[0] > lattice->begin
                 && !(from->type == POSTIL_NAME_ORG && type == POSTIL_NAME_PRODUCT)
             ? GLUE_COST
             : 0;
  if (best - cost <= plain || from->score + best - cost <= to->score)
    return;
  to->score = from->score + best - cost;
  to->margin = MIN (best - plain, best - MAX (second, 0));
  to->begin = span[0];
  to->type = type;
  to->known = evidence.known;
}

/* Tries every name that begins at i: those of the lexicon, and those whose words could belong together. */
static void
begin_at (Lattice *lattice, guint i, gboolean caps)
{
  const PostilLexiconQuery query = { .end = MIN (lattice->end, i + MAX_TOKENS),
                                     .classes = POSTIL_LEXICON_BIT (ORG) | POSTIL_LEXICON_BIT (LOC) | POSTIL_LEXICON_BIT (PRODUCT)
                                                | POSTIL_LEXICON_BIT (MISC) | POSTIL_LEXICON_BIT (DEMONYM),
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
      else if (open && can_end (lattice, j))
        relax (lattice, span, NULL);
      if (!open && walk.done)
        break;
    }
}

static void
read_sentence (const PostilNameJob *job, const PostilSentence *sentence, Cell *cells, GArray *names)
{
  Lattice lattice = { .job = job, .cells = cells, .begin = sentence->begin, .end = sentence->end };
  const guint n = sentence->end - sentence->begin;
  const guint first = names->len;

  for (guint i = 0; i <= n; i++)
    cells[i] = (Cell){ .score = i == 0 ? 0 : G_MININT / 2 };
  for (guint i = 0; i < n; i++)
    {
      const int plain = cells[i].score + postil_name_evidence_weigh_token (job, sentence->begin + i);

      if (plain > cells[i + 1].score)
        cells[i + 1] = (Cell){ .score = plain, .begin = sentence->begin + i, .type = POSTIL_NAME_NONE };
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
  guint longest = 0;

  for (guint s = 0; s < job->sentences->len; s++)
    {
      const PostilSentence *sentence = &g_array_index (job->sentences, PostilSentence, s);

      longest = MAX (longest, sentence->end - sentence->begin);
    }
  cells = g_new (Cell, longest + 1);
  for (guint s = 0; s < job->sentences->len; s++)
    read_sentence (job, &g_array_index (job->sentences, PostilSentence, s), cells, names);
}
