/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure measures: the nearest noun in its clause that names something that is measured (sales, inflation, shares), with the words
 * that belong to it. Without such a noun there is no measure. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define REACH 14
#define MAX_BEFORE 4

static const char *const nouns[] = {
  "assets",     "bill",      "bills",        "bookings",      "budget",     "capacity", "consumption", "cost",      "costs",
  "debt",       "debts",     "deficit",      "deliveries",    "demand",     "deposits", "dividend",    "earnings",  "emissions",
  "exports",    "fee",       "fees",         "fine",          "funding",    "growth",   "harvest",     "headcount", "imports",
  "income",     "inflation", "inventories",  "investment",    "leakage",    "losses",   "outlay",      "output",    "payments",
  "population", "price",     "prices",       "proceeds",      "production", "profit",   "profits",     "rainfall",  "receipts",
  "rent",       "rents",     "reserves",     "revenue",       "revenues",   "sales",    "shares",      "shipments", "spending",
  "stock",      "stocks",    "storage",      "subscriptions", "surplus",    "takings",  "temperature", "toll",      "traffic",
  "turnout",    "turnover",  "unemployment", "valuation",     "vacancies",  "volume",   "volumes",     "wage",      "wages",
  "workforce",  "yield",     "yields",       "applications",
};

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

gboolean
postil_claim_is_measure (const PostilFigureJob *job, gint64 index)
{
  for (guint i = 0; at (job, index)->kind == POSTIL_TOKEN_WORD && i < G_N_ELEMENTS (nouns); i++)
    if (postil_figures_is (job, index, nouns[i]))
      return TRUE;
  return FALSE;
}

/* Whether the word may stand before a noun as part of its phrase. */
static gboolean
belongs_before (const PostilFigureJob *job, gint64 index)
{
  const PostilToken *token = at (job, index);

  if (postil_token_is_mark (token, '-'))
    return postil_token_is_glued (token);
  if (token->kind != POSTIL_TOKEN_WORD || postil_names_covering (job->names, (guint) index) != NULL)
    return FALSE;
  return postil_claim_is_measure (job, index)
         || !(postil_token_in (token, POSTIL_WORD_FUNCTION | POSTIL_WORD_VERB | POSTIL_WORD_SAYS | POSTIL_WORD_UP
                                          | POSTIL_WORD_DOWN | POSTIL_WORD_PRONOUN | POSTIL_WORD_RELATIVE
                                          | POSTIL_WORD_CALENDAR));
}

static char *
dup_words (const PostilFigureJob *job, guint begin, guint end)
{
  return g_strndup (job->tokens->text + at (job, begin)->byte, at (job, (gint64) end - 1)->byte_end - at (job, begin)->byte);
}

/* The words that follow the noun and say which: "of the iPhone", at most four. */
static guint
end_of_phrase (const PostilFigureJob *job, guint noun, guint limit)
{
  guint end = noun + 1;

  if (!postil_figures_is (job, end, "of") || end + 1 >= limit)
    return end;
  for (end++; end < limit && end < noun + 7; end++)
    {
      const PostilToken *token = at (job, end);

      if (token->kind != POSTIL_TOKEN_WORD
          || (postil_token_in (token, POSTIL_WORD_FUNCTION | POSTIL_WORD_VERB | POSTIL_WORD_UP | POSTIL_WORD_DOWN)
              && !postil_token_in (token, POSTIL_WORD_ARTICLE)))
        break;
    }
  return end > noun + 2 ? end : noun + 1;
}

/* The noun that says what the figure measures, or the clause's begin - 1. */
static gboolean
find_noun (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause, guint *noun)
{
  guint i = found->end;

  /* "an 11% drop in sales", "$5bn in revenue" */
  if (postil_token_in (at (job, i), POSTIL_WORD_UP | POSTIL_WORD_DOWN) || postil_figures_is (job, i, "more")
      || postil_figures_is (job, i, "less"))
    i++;
  if (postil_figures_is (job, i, "in") || (postil_figures_is (job, i, "of") && found->figure.kind == POSTIL_FIGURE_MONEY))
    for (guint j = i + 1; j < i + 5 && j < clause->end; j++)
      {
        if (postil_claim_is_measure (job, j) && !postil_claim_is_measure (job, (gint64) j + 1))
          {
            *noun = j;
            return TRUE;
          }
        if (!belongs_before (job, j) && !postil_token_in (at (job, j), POSTIL_WORD_ARTICLE | POSTIL_WORD_PRONOUN))
          break;
      }
  for (i = found->context; i > clause->begin && i + REACH > found->context; i--)
    {
      const PostilToken *token = at (job, (gint64) i - 1);

      if (token->kind == POSTIL_TOKEN_MARK && token->c != '-' && token->c != ','
          && !postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
        return FALSE;
      if (postil_claim_is_measure (job, (gint64) i - 1))
        {
          *noun = i - 1;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_shares (const PostilFigureJob *job, guint noun)
{
  return postil_figures_is (job, noun, "shares") || postil_figures_is (job, noun, "stock");
}

/**
 * postil_claim_phrase:
 * @job: the job
 * @found: a figure
 * @clause: its clause
 * @whole: whether the words that follow the noun belong to it as well
 *
 * Returns: (transfer full) (nullable): what the figure measures, in the words of the text.
 */
char *
postil_claim_phrase (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause, gboolean whole)
{
  guint noun, begin;

  if (!find_noun (job, found, clause, &noun))
    return NULL;
  for (begin = noun; begin > clause->begin && begin + MAX_BEFORE > noun && belongs_before (job, (gint64) begin - 1); begin--)
    ;
  while (begin < noun && at (job, begin)->kind == POSTIL_TOKEN_MARK)
    begin++;
  return dup_words (job, begin, whole ? end_of_phrase (job, noun, noun < found->begin ? found->context : clause->end) : noun + 1);
}

/* What a figure measures that the words around it say without a noun. */
static const char *
implied (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  const guint from = found->context > clause->begin + 4 ? found->context - 4 : clause->begin;

  if (found->figure.kind == POSTIL_FIGURE_AGE)
    return "age";
  for (guint i = from; i < found->context; i++)
    {
      if (postil_figures_is (job, i, "employs") || postil_figures_is (job, i, "employed")
          || postil_figures_is (job, i, "employing"))
        return "workforce";
      if (found->figure.kind == POSTIL_FIGURE_MONEY
          && (postil_figures_is (job, i, "valued") || postil_figures_is (job, i, "values")))
        return "market value";
    }
  return NULL;
}

/**
 * postil_claim_measure:
 * @job: the job
 * @found: a figure
 * @clause: its clause
 *
 * Returns: (transfer full) (nullable): the measure of a figure; %NULL unless a word says it.
 */
char *
postil_claim_measure (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  const char *words = implied (job, found, clause);
  guint noun;

  if (words != NULL)
    return g_strdup (words);
  if (found->figure.kind == POSTIL_FIGURE_ORDINAL || !find_noun (job, found, clause, &noun))
    return NULL;
  if (postil_clause_is_verb (job, noun))
    return NULL;
  if (is_shares (job, noun))
    return found->figure.change.direction != POSTIL_CHANGE_NONE ? g_strdup ("share price") : NULL;
  if (found->figure.kind == POSTIL_FIGURE_MULTIPLE
      || (found->figure.change.direction == POSTIL_CHANGE_NONE && noun < found->context && noun + 4 < found->context))
    return NULL;
  return postil_claim_phrase (job, found, clause, TRUE);
}

static gboolean
is_filler (const PostilFigureJob *job, guint index)
{
  return postil_token_in (at (job, index), POSTIL_WORD_ARTICLE | POSTIL_WORD_PRONOUN) || postil_figures_is (job, index, "there")
         || postil_token_has (at (job, index), POSTIL_TOKEN_POSSESSIVE) || postil_figures_is (job, index, "these")
         || postil_figures_is (job, index, "this") || postil_figures_is (job, index, "that");
}

/* The noun that a number counts or a share is part of: the last of the words that follow it. */
static char *
dup_counted (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  guint i = found->end, last;

  i += postil_figures_is (job, i, "of") ? 1 : 0;
  while (i < clause->end && is_filler (job, i))
    i++;
  for (last = i; last < clause->end && last < i + 5; last++)
    {
      const PostilToken *token = at (job, last);
      const gboolean name = postil_names_covering (job->names, last) != NULL;

      if (!name
          && (token->kind != POSTIL_TOKEN_WORD || postil_token_in (token, POSTIL_WORD_FUNCTION)
              || postil_clause_is_verb (job, last)))
        break;
    }
  return last > i ? dup_words (job, last - 1, last) : NULL;
}

/* The noun phrase before the verb, without what leads in and what follows its head but "of". */
static char *
dup_noun_phrase (const PostilFigureJob *job, const PostilClause *clause)
{
  guint begin = clause->noun, end;

  while (begin < clause->noun_end && (is_filler (job, begin) || at (job, begin)->kind == POSTIL_TOKEN_MARK))
    begin++;
  for (end = begin; end < clause->noun_end; end++)
    if (end > begin
        && ((postil_token_in (at (job, end), POSTIL_WORD_PREPOSITION) && !postil_figures_is (job, end, "of"))
            || postil_figures_is (job, end, "there") || postil_figures_is (job, end, "now")
            || postil_figures_is (job, end, "then")))
      break;
  if (begin >= end || end - begin > 9 || postil_token_in (at (job, begin), POSTIL_WORD_PREPOSITION))
    return NULL;
  return dup_words (job, begin, end);
}

/* "a fine of €5m", "savings of €65m": the words before "of". */
static char *
dup_noun_before_of (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  guint end = found->context - 1, begin;

  if (found->context <= clause->begin + 1 || !postil_figures_is (job, end, "of"))
    return NULL;
  for (begin = end; begin > clause->begin && begin + 3 > end; begin--)
    if (!belongs_before (job, (gint64) begin - 1) && !(begin == end && at (job, (gint64) begin - 1)->kind == POSTIL_TOKEN_WORD))
      break;
  return begin < end ? dup_words (job, begin, end) : NULL;
}

/**
 * postil_claim_about:
 * @job: the job
 * @found: a figure
 * @clause: its clause
 *
 * Returns: (transfer full) (nullable): the noun phrase the figure is about, in the words of the text.
 */
char *
postil_claim_about (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  const PostilFigureKind kind = found->figure.kind;
  const gboolean changes = found->figure.change.direction != POSTIL_CHANGE_NONE;
  char *about = NULL;

  if (kind == POSTIL_FIGURE_AGE || (kind == POSTIL_FIGURE_ORDINAL && found->figure.rank))
    return dup_noun_phrase (job, clause);
  if (kind == POSTIL_FIGURE_NUMBER || kind == POSTIL_FIGURE_ORDINAL || postil_figures_is (job, found->end, "of"))
    about = dup_counted (job, found, clause);
  if (about == NULL && !changes)
    about = dup_noun_before_of (job, found, clause);
  if (about == NULL)
    about = postil_claim_phrase (job, found, clause, TRUE);
  return about != NULL ? about : dup_noun_phrase (job, clause);
}
