/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who says so, and how sure it is: the speaker of a sentence, and the words that make a figure a plan, a hope or a guess. */
#include "config.h"

#include "postil-claims-private.h"

#define MAX_SPEAKER 9
#define REACH 60 /* tokens to either side of a figure */

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

gboolean
postil_claim_is_saying (const PostilFigureJob *job, gint64 index)
{
  static const char *const words[] = { "said",     "says",     "say",    "told",   "reckons",   "reckon",   "estimates", "argued",
                                       "argues",   "believes", "warned", "warns",  "forecasts", "predicts", "wrote",     "noted",
                                       "insisted", "denied",   "denies", "thinks", "reported",  "expects",  "showed",    NULL };

  return at (job, index)->word != NULL && is_one_of (job, index, words) && postil_clause_is_verb (job, index);
}

/* The noun phrase from begin to end, with the full name where it names a person; NULL for a pronoun. */
static char *
dup_phrase (const PostilFigureJob *job, guint begin, guint end)
{
  const PostilName *name = NULL;

  while (begin < end && (at (job, begin)->kind == POSTIL_TOKEN_MARK || postil_token_in (at (job, begin), POSTIL_WORD_ARTICLE)))
    begin++;
  if (begin >= end || postil_token_in (at (job, begin), POSTIL_WORD_PRONOUN) || end - begin > MAX_SPEAKER)
    return NULL;
  for (guint i = begin; i < end && name == NULL; i++)
    name = postil_names_covering (job->names, i);
  if (name != NULL && name->type == POSTIL_NAME_PER && name->entity != POSTIL_NAME_NO_ENTITY)
    return g_strdup (g_array_index (job->names->entities, PostilNamed, name->entity).name);
  return g_strndup (job->tokens->text + at (job, begin)->byte, at (job, (gint64) end - 1)->byte_end - at (job, begin)->byte);
}

/* Where the noun phrase that begins here ends: at a mark, a verb or a preposition other than of, at, in, for. */
static guint
phrase_end (const PostilFigureJob *job, guint begin)
{
  static const char *const links[] = { "of", "at", "in", "for", NULL };
  static const char *const stops[] = { "who", "which", "that", "and", "on", "last", "this", "in", NULL };
  guint i = begin;

  for (; i < job->sentence->end && i < begin + MAX_SPEAKER; i++)
    {
      const PostilToken *token = at (job, i);

      if (token->kind == POSTIL_TOKEN_MARK && token->c != '-' && token->c != '&'
          && !postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
        break;
      if (i > begin && postil_clause_is_verb (job, i))
        break;
      if (is_one_of (job, i, stops) || (postil_token_in (token, POSTIL_WORD_PREPOSITION) && !is_one_of (job, i, links)))
        break;
    }
  return i;
}

/* The noun phrase that ends before the verb: back to a clause's border or a comma, over an apposition to what it explains. */
static guint
phrase_begin (const PostilFigureJob *job, guint verb)
{
  guint i = verb;

  for (; i > job->sentence->begin && i + 14 > verb; i--)
    {
      const PostilToken *token = at (job, (gint64) i - 1);

      if (token->kind == POSTIL_TOKEN_MARK && token->c != '-' && token->c != '&'
          && !postil_token_has (token, POSTIL_TOKEN_POSSESSIVE))
        break;
      if (postil_clause_is_border (job, i - 1) || postil_clause_is_verb (job, (gint64) i - 1)
          || postil_figures_is (job, (gint64) i - 1, "and") || postil_figures_is (job, (gint64) i - 1, "who")
          || postil_figures_is (job, (gint64) i - 1, "which"))
        break;
    }
  return i;
}

/* "…," said Mei Tan; `end` is set to where the phrase ends. */
static char *
speaker_after (const PostilFigureJob *job, guint verb, guint *end)
{
  if (!postil_figures_is (job, verb, "said") && !postil_figures_is (job, verb, "says"))
    return NULL;
  *end = phrase_end (job, verb + 1);
  if (*end < job->sentence->end && at (job, *end)->kind != POSTIL_TOKEN_MARK && !postil_figures_is (job, *end, "who")
      && !postil_figures_is (job, *end, "in") && !postil_figures_is (job, *end, "on"))
    return NULL;
  return dup_phrase (job, verb + 1, *end);
}

static char *
speaker_before (const PostilFigureJob *job, guint verb)
{
  guint begin = phrase_begin (job, verb);

  /* "Canton Data, which counts boxes, says": the phrase stands before the first comma. */
  if (begin == verb || postil_figures_is (job, (gint64) begin - 1, "which") || postil_figures_is (job, (gint64) begin - 1, "who"))
    {
      begin = job->sentence->begin;
      verb = phrase_end (job, begin);
      if (!postil_token_is_mark (at (job, verb), ','))
        return NULL;
    }
  if (postil_token_in (at (job, begin), POSTIL_WORD_PREPOSITION) || at (job, begin)->kind == POSTIL_TOKEN_NUMBER
      || postil_token_number_sense (at (job, begin)) != POSTIL_NUMBER_NONE)
    return NULL;
  return dup_phrase (job, begin, verb);
}

/* "rather more than the 760", "against the government's 4.8%": somebody else's figure. */
static gboolean
is_others (const PostilFigureJob *job, const PostilFound *found)
{
  for (gint64 i = (gint64) found->begin - 1; i >= (gint64) found->begin - 5 && at (job, i)->kind != POSTIL_TOKEN_MARK; i--)
    if (postil_figures_is (job, i, "against") || (postil_figures_is (job, i, "than") && postil_figures_is (job, i + 1, "the"))
        || postil_figures_is (job, i, "not"))
      return TRUE;
  return FALSE;
}

/* Where the part of the sentence that holds the figure begins: after the last semicolon. */
static guint
part_begin (const PostilFigureJob *job, const PostilFound *found)
{
  guint i = found->begin;

  while (i > job->sentence->begin && i + REACH > found->begin && !postil_token_is_mark (at (job, (gint64) i - 1), ';'))
    i--;
  return i;
}

/* Somebody said it if a word of saying stands before the figure, or after it behind a comma. */
static char *
speaker_of (const PostilFigureJob *job, const PostilFound *found, guint verb)
{
  const PostilToken *before = at (job, (gint64) verb - 1);
  const gboolean set_off = before->kind == POSTIL_TOKEN_MARK && !postil_token_has (before, POSTIL_TOKEN_POSSESSIVE);
  char *speaker = NULL;
  guint end = verb;

  if (verb > found->begin)
    {
      speaker = set_off ? speaker_after (job, verb, &end) : NULL;
      if (speaker == NULL && phrase_begin (job, verb) >= found->end
          && postil_token_is_mark (at (job, (gint64) phrase_begin (job, verb) - 1), ','))
        speaker = speaker_before (job, verb);
      return speaker;
    }
  if (set_off)
    speaker = speaker_after (job, verb, &end);
  if (speaker == NULL)
    return speaker_before (job, verb);
  /* What follows the speaker is said about him, not by him. */
  if (end <= found->begin)
    g_clear_pointer (&speaker, g_free);
  return speaker;
}

/**
 * postil_claim_speaker:
 * @job: the job
 * @found: a figure
 *
 * Returns: (transfer full) (nullable): who says what the figure claims, in the words of the sentence; %NULL when it is the article
 *   itself.
 */
char *
postil_claim_speaker (const PostilFigureJob *job, const PostilFound *found)
{
  if (found->figure.kind == POSTIL_FIGURE_AGE || is_others (job, found))
    return NULL;
  for (guint i = part_begin (job, found);
       i < MIN (job->sentence->end, found->end + REACH) && !postil_token_is_mark (at (job, i), ';'); i++)
    {
      char *speaker = NULL;

      if (postil_figures_is (job, i, "according") && postil_figures_is (job, (gint64) i + 1, "to"))
        speaker = found->begin >= i && found->begin < phrase_end (job, i + 2) ? NULL
                                                                              : dup_phrase (job, i + 2, phrase_end (job, i + 2));
      else if (postil_claim_is_saying (job, i))
        speaker = speaker_of (job, found, i);
      if (speaker != NULL)
        return speaker;
    }
  return NULL;
}

/* What somebody does of his own will: "will build" is a plan, "will rise" an expectation. */
static gboolean
is_deed (const PostilFigureJob *job, guint index)
{
  static const char *const words[]
      = { "invest", "build",   "buy",   "sell", "pay",    "spend",  "cut",    "close", "open",  "raise", "hire", "launch",
          "offer",  "create",  "give",  "lend", "borrow", "add",    "charge", "shed",  "close", "start", "move", "supply",
          "put",    "provide", "bring", "make", "keep",   "expand", "hold",   "issue", "repay", NULL };

  return is_one_of (job, index, words);
}

/**
 * postil_claim_hedge:
 * @job: the job
 * @found: a figure
 * @clause: its clause
 *
 * Returns: (nullable): how a claim is held back, as the words of its own clause before the figure say.
 */
const char *
postil_claim_hedge (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause)
{
  static const struct
  {
    const char *word, *hedge;
  } rows[] = {
    { "reportedly", "reported" }, { "denied", "denied" },       { "denies", "denied" },       { "plans", "planned" },
    { "planning", "planned" },    { "proposed", "planned" },    { "seeks", "planned" },       { "intends", "planned" },
    { "expects", "expected" },    { "expect", "expected" },     { "forecast", "expected" },   { "forecasts", "expected" },
    { "may", "expected" },        { "might", "expected" },      { "could", "expected" },      { "predicts", "expected" },
    { "estimate", "estimated" },  { "estimates", "estimated" }, { "estimated", "estimated" }, { "aims", "target" },
    { "targets", "target" },      { "projected", "expected" },
  };
  const guint from = clause->saying < clause->begin ? clause->saying : clause->begin;

  if (found->figure.kind == POSTIL_FIGURE_AGE || found->figure.kind == POSTIL_FIGURE_MULTIPLE)
    return NULL;
  for (guint i = found->begin; i > from; i--)
    {
      if (at (job, (gint64) i - 1)->kind != POSTIL_TOKEN_WORD)
        continue;
      if (postil_figures_is (job, (gint64) i - 1, "from") || postil_figures_is (job, (gint64) i - 1, "against")
          || postil_figures_is (job, (gint64) i - 1, "than"))
        return NULL;
      for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
        if (postil_figures_is (job, (gint64) i - 1, rows[r].word) && at (job, (gint64) i - 1)->c >= 'a')
          return rows[r].hedge;
      if (postil_figures_is (job, (gint64) i - 1, "will") || postil_figures_is (job, (gint64) i - 1, "would"))
        return is_deed (job, i) ? "planned" : NULL;
      if (postil_figures_is (job, (gint64) i - 1, "is") && postil_figures_is (job, i, "to"))
        return "planned";
    }
  return NULL;
}
