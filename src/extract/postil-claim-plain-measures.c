/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures that the words say plainly: the measured noun that is the clause's subject, the noun before "of", the noun that a number
 * counts, the share of something, what "worth", "invest" or "employs" stands for. */
#include "config.h"

#include "postil-claims-private.h"

typedef struct
{
  const PostilClaimJob *job;
  const PostilFound *found;
  const PostilClause *clause;
} Asker;

/* Whether a noun names something measured. */
static gboolean
is_measured (const PostilClaimJob *job, guint index)
{
  return job->tags[index] == POSTIL_TAG_NOUN
         && ((postil_claim_class (job, index) & (POSTIL_CLAIM_WORD_BUSINESS | POSTIL_CLAIM_WORD_ECONOMY))
             || postil_claim_is_listed (
                 job, index,
                 "bill bills volume volumes storage pace receipts proceeds ratio return yield yields leakage traffic pay "
                 "salary salaries pensions pension wage toll tolls reserves charge grants aid surplus number demand "
                 "consumption ridership arrivals visits claims damage ransom ticket tickets earnings"));
}

/* The last words of a phrase, at most `most`, without names and owners. */
static char *
dup_noun (const PostilClaimJob *job, guint begin, guint end, guint most)
{
  guint from = end;

  while (from > begin && most > 0)
    {
      const PostilTag tag = job->tags[from - 1];

      if (tag != POSTIL_TAG_NOUN && tag != POSTIL_TAG_ADJECTIVE && tag != POSTIL_TAG_JOINT)
        break;
      if (tag == POSTIL_TAG_ADJECTIVE
          && postil_claim_is_listed (job, from - 1, "same own such new other more less some its latest further first last next"))
        break;
      from--;
      most -= tag != POSTIL_TAG_JOINT;
    }
  while (from < end && job->tags[from] == POSTIL_TAG_JOINT)
    from++;
  return postil_claim_dup_words (job, from, end);
}

/* "sales", "price of copper", "share of the smartphone market" */
static char *
dup_measure (const PostilClaimJob *job, guint head, guint limit)
{
  const PostilPhrase phrase = postil_claim_phrase_at (job, head);
  g_autofree char *noun = dup_noun (job, phrase.begin, head + 1, 3), *of = NULL;
  guint next = head + 2;

  if (noun == NULL || !postil_claim_is (job, (gint64) head + 1, "of") || next >= limit
      || !postil_claim_in_phrase (job->tags[next]))
    return g_steal_pointer (&noun);
  of = dup_noun (job, next, MIN (postil_claim_phrase_at (job, next).end, limit), 3);
  return of != NULL ? g_strconcat (noun, " of ", of, NULL) : g_steal_pointer (&noun);
}

static char *
with_denominator (const Asker *asker, char *measure)
{
  char *longer;

  if (measure == NULL || asker->found->figure.per == NULL || !g_str_equal (asker->found->figure.per, "share"))
    return measure;
  longer = g_strconcat (measure, " per share", NULL);
  g_free (measure);
  return longer;
}

/* The figure before says the same, or the other end of the same change. */
static char *
ask_before (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint own = (guint) (asker->found - &g_array_index (job->found, PostilFound, 0));
  const gint64 link = (gint64) asker->found->context - 1;

  for (guint i = own; i > job->first && i + 3 > own; i--)
    {
      const PostilFound *last = &g_array_index (job->found, PostilFound, i - 1);
      const PostilFigure *a = &last->figure, *b = &asker->found->figure;

      if (a->kind == POSTIL_FIGURE_DATE || a->kind == POSTIL_FIGURE_PERIOD)
        continue;
      if (a->claim.measure == NULL || g_str_has_prefix (a->claim.measure, "share of"))
        return NULL;
      if (a->change.direction != POSTIL_CHANGE_NONE && a->change.direction == b->change.direction
          && (last->begin >= asker->clause->begin || asker->clause->borrowed))
        return g_strdup (a->claim.measure);
      if (postil_claim_is_listed (job, link, "or against from") && last->end + 6 > asker->found->context && a->kind == b->kind)
        return g_strdup (a->claim.measure);
      return NULL;
    }
  return NULL;
}

static char *
ask_kind (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilFigure *figure = &asker->found->figure;
  const guint head = asker->clause->head;

  if (figure->kind == POSTIL_FIGURE_AGE)
    return g_strdup ("age");
  if (figure->kind == POSTIL_FIGURE_ORDINAL)
    {
      for (guint i = asker->found->end; i + 1 < job->sentence->end && i < asker->found->end + 8; i++)
        if (postil_claim_is (job, i, "by") && postil_claim_in_phrase (job->tags[i + 1]))
          {
            g_autofree char *by = dup_noun (job, i + 1, postil_claim_phrase_at (job, i + 1).end, 3);

            return by != NULL ? g_strconcat ("rank by ", by, NULL) : g_strdup ("rank");
          }
      return g_strdup ("rank");
    }
  if (asker->clause->subject >= asker->clause->subject_end)
    return NULL;
  if (postil_claim_class (job, head) & POSTIL_CLAIM_WORD_SHARES && asker->clause->subject_end <= asker->found->begin
      && (figure->kind == POSTIL_FIGURE_PERCENT || figure->kind == POSTIL_FIGURE_MONEY
          || figure->change.direction != POSTIL_CHANGE_NONE)
      && (!postil_claim_is (job, (gint64) head + 1, "of") || postil_claim_tag (job, (gint64) head + 2) == POSTIL_TAG_NAME))
    return g_strdup ("share price");
  if (job->tokens->tokens[head].word != NULL && job->tokens->tokens[head].word->currency > 0 && head < asker->found->begin)
    return g_strdup ("exchange rate");
  if (postil_claim_is (job, head, "economy") && figure->kind == POSTIL_FIGURE_PERCENT
      && figure->change.direction != POSTIL_CHANGE_NONE)
    return g_strdup ("economic growth");
  return NULL;
}

static char *
ask_worth (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;

  if (asker->found->figure.kind != POSTIL_FIGURE_MONEY)
    return NULL;
  for (guint i = asker->found->begin; i > asker->clause->begin && i + 7 > asker->found->begin; i--)
    {
      if (postil_claim_is_listed (job, (gint64) i - 1, "valued values valuing valuation"))
        return g_strdup ("market value");
      if (postil_claim_is_listed (job, (gint64) i - 1, "worth"))
        return (job->tags[i - 2] == POSTIL_TAG_COMMA || job->tags[i - 2] == POSTIL_TAG_AUXILIARY
                || job->tags[i - 2] == POSTIL_TAG_PRONOUN || postil_claim_is_listed (job, (gint64) i - 2, "company firm"))
                   ? g_strdup ("market value")
                   : NULL;
      if (postil_claim_is_listed (job, (gint64) i - 1, "value") && postil_claim_is (job, i, "of"))
        return g_strdup ("market value");
    }
  return NULL;
}

/* "revenue rose 5%", "the deficit is 4%": a measured noun is the subject. */
static char *
ask_subject (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause;
  const gboolean change = asker->found->figure.change.direction != POSTIL_CHANGE_NONE;

  if (clause->subject >= clause->subject_end || !is_measured (job, clause->head) || asker->found->begin < clause->subject_end)
    return NULL;
  if (asker->found->figure.kind == POSTIL_FIGURE_NUMBER && asker->found->figure.value >= 1 && !change
      && postil_claim_in_phrase (postil_claim_tag (job, asker->found->end)))
    return NULL;
  if (!change && clause->verb < clause->end && !(postil_claim_class (job, clause->verb) & POSTIL_CLAIM_WORD_BE)
      && !postil_claim_is_listed (
          job, clause->verb,
          "stood stands came reached hit totalled totaled amounted remain remained stays averaged exceeded topped passed "
          "pass reach ran runs running yields comes"))
    return NULL;
  return with_denominator (asker, dup_measure (job, clause->head, clause->subject_end));
}

/* "a dividend of 3p", "capacity of 5 GW", "a 5% drop in sales". */
static char *
ask_of (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const gint64 link = (gint64) asker->found->context - 1;

  if (postil_claim_is (job, link, "of") && link > (gint64) asker->clause->begin && job->tags[link - 1] == POSTIL_TAG_NOUN
      && !postil_claim_is_listed (
          job, link - 1, "total drop rise fall gain increase decline jump cut range average pace one some most all median"))
    return with_denominator (asker, dup_noun (job, postil_claim_phrase_at (job, (guint) link - 1).begin, (guint) link, 2));
  for (guint i = asker->found->end; i < asker->found->end + 3 && i + 1 < job->sentence->end; i++)
    if (postil_claim_is (job, i, "in") && i > asker->found->end
        && postil_claim_is_listed (job, (gint64) i - 1, "drop rise fall gain increase decline jump cut growth slump surge dip"))
      {
        guint next = i + 1;

        while (next + 1 < job->sentence->end && job->tags[next] == POSTIL_TAG_DETERMINER)
          next++;
        return dup_noun (job, next, postil_claim_phrase_at (job, next).end, 3);
      }
  return NULL;
}

/* "put capital spending at", "cut its net debt to": the measured noun before the figure. */
static char *
ask_object (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const gint64 link = (gint64) asker->found->context - 1;

  if (!postil_claim_is_listed (job, link, "to at by from between"))
    return NULL;
  for (guint i = (guint) link; i > asker->clause->begin && i + 10 > (guint) link; i--)
    {
      if (job->tags[i - 1] == POSTIL_TAG_FIGURE || job->tags[i - 1] == POSTIL_TAG_COMMA)
        return NULL;
      if (job->tags[i - 1] == POSTIL_TAG_VERB)
        return NULL;
      if (is_measured (job, i - 1) && job->tags[i] != POSTIL_TAG_NOUN && !postil_claim_is (job, i, "of"))
        return with_denominator (asker, dup_measure (job, i - 1, (guint) link));
    }
  return NULL;
}

static gboolean
has_before (const Asker *asker, const char *words, guint reach)
{
  for (guint i = asker->found->begin; i > asker->clause->begin && i + reach > asker->found->begin; i--)
    if (postil_claim_is_listed (asker->job, (gint64) i - 1, words))
      return TRUE;
  return FALSE;
}

/* "18,400 people", "38.6 million visits", "54% of voters" */
static char *
ask_counted (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilFigure *figure = &asker->found->figure;
  guint next = asker->found->end;
  g_autofree char *noun = NULL;
  const gboolean share = figure->kind == POSTIL_FIGURE_PERCENT || (figure->kind == POSTIL_FIGURE_NUMBER && figure->value < 1);

  if (figure->kind != POSTIL_FIGURE_NUMBER && !share)
    return NULL;
  if (postil_claim_is (job, next, "of"))
    next++;
  else if (share)
    return NULL;
  while (next + 1 < job->sentence->end
         && (job->tags[next] == POSTIL_TAG_DETERMINER || postil_claim_is_listed (job, next, "more fewer or")))
    next++;
  if (!postil_claim_in_phrase (postil_claim_tag (job, next)))
    return NULL;
  noun = dup_noun (job, next, postil_claim_phrase_at (job, next).end, 3);
  if (noun == NULL || postil_claim_is_listed (job, next, "what which whom these those that them"))
    return NULL;
  if (share)
    return g_strconcat ("share of ", noun, NULL);
  if (postil_claim_is_listed (job, next, "people workers staff employees")
      && has_before (asker, "employs employed employ employing workforce", 6))
    return g_strdup ("workforce");
  if (postil_claim_is_listed (job, next, "people")
      && (postil_claim_is_listed (job, (gint64) next + 1, "died lost")
          || postil_claim_is_listed (job, (gint64) next + 2, "killed")))
    return g_strdup ("deaths");
  if (postil_claim_is_listed (job, next, "people workers staff employees jobs posts")
      && has_before (asker, "cut cuts shed sheds axe axed lose lay fire off slash with", 6))
    return g_strdup ("job cuts");
  return g_steal_pointer (&noun);
}

/* "invest 380 billion yuan in cloud hardware", "spent €3.1bn on software", "cost $5" */
static char *
ask_verb (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  guint i = asker->found->end;
  g_autofree char *noun = NULL;

  if (asker->found->figure.kind != POSTIL_FIGURE_MONEY)
    return NULL;
  if ((postil_claim_is (job, i, "in") || postil_claim_is (job, i, "on"))
      && postil_claim_in_phrase (postil_claim_tag (job, (gint64) i + 1)))
    noun = dup_noun (job, i + 1, postil_claim_phrase_at (job, i + 1).end, 3);
  if (has_before (asker, "invest invested invests investing", 6))
    return noun != NULL ? g_strconcat ("investment in ", noun, NULL) : g_strdup ("investment");
  if (has_before (asker, "spend spent spends spending", 6))
    return noun != NULL ? g_strconcat ("spending on ", noun, NULL) : g_strdup ("spending");
  if (has_before (asker, "fined fines", 6))
    return g_strdup ("fine");
  if (has_before (asker, "raised raise raises", 3))
    return g_strdup ("funding");
  return NULL;
}

/**
 * postil_claim_plain_measure:
 * @job: the job
 * @found: a figure of the sentence
 *
 * Returns: (transfer full) (nullable): what the figure measures, where its words say so plainly.
 */
char *
postil_claim_plain_measure (const PostilClaimJob *job, const PostilFound *found)
{
  const Asker asker = { .job = job, .found = found, .clause = postil_clause_of (job, found->begin) };
  char *(*const rules[]) (const Asker *)
      = { ask_kind, ask_before, ask_worth, ask_of, ask_subject, ask_object, ask_counted, ask_verb };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *measure = rules[i](&asker);

      if (measure != NULL)
        return measure;
    }
  return NULL;
}
