/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the clause of a figure begins and ends, and which noun phrase stands before its verb. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define REACH 40

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static gboolean
is_one_of (const PostilFigureJob *job, gint64 index, const char *const *words)
{
  for (; *words != NULL; words++)
    if (postil_figures_is (job, index, *words))
      return TRUE;
  return FALSE;
}

/* A word of rising or falling that may be a noun: "a rise of", "growth in". */
static gboolean
is_noun_of_change (const PostilFigureJob *job, gint64 index)
{
  const PostilToken *token = at (job, index), *before = at (job, index - 1);
  const char *end = job->tokens->text + token->byte_end;
  const gsize length = token->byte_end - token->byte;
  static const char *const pasts[]
      = { "rose", "fell", "grew", "sank", "slid", "shrank", "rises", "grows", "fallen", "risen", "grown", NULL };

  if (is_one_of (job, index, pasts) || (length > 3 && strncmp (end - 2, "ed", 2) == 0))
    return postil_token_in (before, POSTIL_WORD_ARTICLE);
  if (postil_token_in (before, POSTIL_WORD_ARTICLE | POSTIL_WORD_PREPOSITION | POSTIL_WORD_COMPARE_UP | POSTIL_WORD_COMPARE_DOWN)
      || postil_token_has (before, POSTIL_TOKEN_POSSESSIVE) || before->kind == POSTIL_TOKEN_NUMBER
      || before->kind == POSTIL_TOKEN_MARK || postil_figures_is (job, index - 1, "its")
      || postil_figures_is (job, index - 1, "their"))
    return TRUE;
  if (length > 4
      && (strncmp (end - 3, "ing", 3) == 0 || strncmp (end - 4, "tion", 4) == 0 || strncmp (end - 4, "ment", 4) == 0
          || strncmp (end - 4, "owth", 4) == 0 || strncmp (end - 4, "sion", 4) == 0))
    return !postil_token_in (before, POSTIL_WORD_VERB);
  return postil_figures_is (job, index + 1, "of");
}

/**
 * postil_clause_is_verb:
 * @job: the job
 * @index: any index
 *
 * Returns: whether the token is, as far as its neighbours tell, the verb of a clause.
 */
gboolean
postil_clause_is_verb (const PostilFigureJob *job, gint64 index)
{
  static const char *const nouns[]
      = { "plans", "plan",   "sales",   "reports", "report", "forecast", "forecasts", "estimate", "estimates",
          "cost",  "costs",  "orders",  "order",   "need",   "needs",    "wins",      "rank",     "use",
          "uses",  "charge", "charges", "run",     "runs",   "lead",     "hold",      "stand",    "stands",
          "put",   "claims", "states",  "posts",   "pay",    "cover",    "hit",       "beat",     NULL };
  const PostilToken *token = at (job, index), *before = at (job, index - 1);

  if (token->kind != POSTIL_TOKEN_WORD || token->word == NULL || postil_names_covering (job->names, (guint) index) != NULL)
    return FALSE;
  if (postil_token_in (token, POSTIL_WORD_UP | POSTIL_WORD_DOWN))
    return !postil_figures_is (job, index, "up") && !postil_figures_is (job, index, "down")
           && !postil_figures_is (job, index, "lower") && !is_noun_of_change (job, index);
  if (!postil_token_in (token, POSTIL_WORD_VERB | POSTIL_WORD_SAYS | POSTIL_WORD_MODAL))
    return FALSE;
  return !is_one_of (job, index, nouns)
         || (!postil_token_in (before, POSTIL_WORD_ARTICLE | POSTIL_WORD_PREPOSITION)
             && !postil_token_has (before, POSTIL_TOKEN_POSSESSIVE) && !postil_figures_is (job, index - 1, "its")
             && !postil_figures_is (job, index + 1, "of") && !postil_figures_is (job, index + 1, "for")
             && before->kind == POSTIL_TOKEN_WORD);
}

/* "…, and exports fell": a new subject and its verb follow the conjunction. */
static gboolean
begins_new_clause (const PostilFigureJob *job, guint index)
{
  for (guint i = index + 1; i < index + 8; i++)
    {
      if (at (job, i)->kind == POSTIL_TOKEN_MARK && !postil_token_has (at (job, i), POSTIL_TOKEN_POSSESSIVE)
          && at (job, i)->c != '-')
        return FALSE;
      if (postil_clause_is_verb (job, i))
        return TRUE;
    }
  return FALSE;
}

/**
 * postil_clause_is_border:
 * @job: the job
 * @index: a token of the sentence
 *
 * Returns: whether a clause ends at this token, so that words beyond it say nothing about a figure.
 */
gboolean
postil_clause_is_border (const PostilFigureJob *job, guint index)
{
  static const char *const words[]
      = { "while", "but", "whereas", "although", "which", "who", "because", "though", "after", "when", "if", "as", "than", NULL };
  static const char *const weak[] = { "and", "after", "when", "as", "than", "before", "since", "that", NULL };
  const PostilToken *token = at (job, index);

  if (token->kind == POSTIL_TOKEN_MARK)
    return token->c == ';' || token->c == 0x2014 || token->c == ':' || token->c == '(';
  if (token->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  if (is_one_of (job, index, weak))
    return begins_new_clause (job, index);
  return is_one_of (job, index, words);
}

/* A clause that opens with "In May," or "On Monday" has its subject after that. */
static guint
skip_opening (const PostilFigureJob *job, guint begin, guint end)
{
  if (!postil_token_in (at (job, begin), POSTIL_WORD_PREPOSITION))
    return begin;
  for (guint i = begin + 1; i < end && i < begin + 14; i++)
    if (postil_token_is_mark (at (job, i), ','))
      return i + 1;
  return begin;
}

static void
find_noun_phrase (const PostilFigureJob *job, guint limit, PostilClause *clause)
{
  guint i = skip_opening (job, clause->begin, limit);

  while (i < limit && at (job, i)->kind == POSTIL_TOKEN_MARK)
    i++;
  clause->noun = clause->noun_end = i;
  clause->verb = clause->end;
  for (; i < limit; i++)
    if (postil_clause_is_verb (job, i))
      break;
  if (i == limit)
    return;
  if (postil_claim_is_saying (job, i))
    {
      guint next = i + 1;

      /* "X said that sales fell": what is said has its own subject and verb. */
      clause->saying = i;
      for (guint j = i + 1; j < limit; j++)
        if (postil_clause_is_verb (job, j))
          {
            next += postil_figures_is (job, next, "that") ? 1 : 0;
            clause->noun = next;
            i = j;
            break;
          }
    }
  clause->verb = i;
  clause->noun_end = MAX (i, clause->noun);
  for (guint j = clause->noun; j < i; j++)
    if (at (job, j)->kind == POSTIL_TOKEN_MARK && at (job, j)->c == ',')
      {
        clause->noun_end = j;
        break;
      }
}

/**
 * postil_clause_find:
 * @job: the job
 * @found: a figure of the sentence
 * @clause: (out caller-allocated): its clause; the subject is not decided yet
 *
 * Finds the clause of a figure. Looks at most some forty tokens back. Any thread.
 */
void
postil_clause_find (const PostilFigureJob *job, const PostilFound *found, PostilClause *clause)
{
  const guint least = found->begin > job->sentence->begin + REACH ? found->begin - REACH : job->sentence->begin;

  *clause = (PostilClause){ .begin = least, .end = job->sentence->end, .saying = job->sentence->end };
  for (guint i = found->begin; i > least; i--)
    if (postil_clause_is_border (job, i - 1))
      {
        clause->begin = i;
        break;
      }
  for (guint i = found->end; i < job->sentence->end && i < found->end + REACH; i++)
    if (postil_clause_is_border (job, i))
      {
        clause->end = i;
        break;
      }
  find_noun_phrase (job, found->figure.kind == POSTIL_FIGURE_MULTIPLE ? found->end : found->begin, clause);
}
