/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure a figure is: planned, expected, estimated, a target, reported, denied, or plain fact; told by modals, verbs of intention and of
 * guessing, and by who the source is. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define WINDOW 32

enum
{
  F_PRIOR,
  F_WORD,
  F_WORD_PLACE,
  F_VERB,
  F_MODAL,
  F_MODAL_VERB,
  F_INFINITIVE,
  F_LAST,
  F_KIND,
  F_SPEAKER,
  F_CONTEXT,
  F_NOUN,
  F_WHEN,
  F_CLAUSE,
  F_HEADLINE,
  F_SENSE,
};

static const char *const hedges[] = { "planned", "expected", "estimated", "target", "denied", "reported" };

/* What speaks for one hedge or another is the same for all; each has its own weights. */
static void
add (PostilChoice *choice, guint kind, guint32 value)
{
  for (guint i = 0; i < choice->n; i++)
    postil_choice_feature (choice, &choice->candidates[i], kind, value * 8 + i);
}

static guint
place_of (const PostilClaimJob *job, const PostilClause *own, guint index)
{
  const PostilClause *other = postil_clause_of (job, index);
  const guint number = (guint) (other - &g_array_index (job->clauses, PostilClause, 0));

  if (other == own)
    return 0;
  if (number == own->parent)
    return 1;
  return other < own ? 2 : 3;
}

static gboolean
is_future (const PostilClaimJob *job, const PostilFigure *figure)
{
  return figure->claim.period_iso != NULL && job->day.year > 0
         && g_ascii_strtoull (figure->claim.period_iso, NULL, 10) > (guint64) job->day.year;
}

/* Which hedge a word speaks for; 0 none. The first six are the hedges themselves. */
static guint
sense_of (const PostilClaimJob *job, guint index)
{
  static const char *const senses[] = {
    "plans plan planned planning intends intend intended seeks seek proposed proposes propose proposal offer offered pledge "
    "pledged "
    "pledges promise promised promises set committed agreed agrees wants want wanted slated scheduled earmarked allocated draft "
    "bid due "
    "begin planned considering weighing announced",
    "expects expect expected expecting forecast forecasts forecasting predicts predicted prediction predictions projected "
    "projects "
    "projection projections likely probably outlook guidance guides consensus hopes hope hoped hoping thinks think thought sees "
    "see "
    "poised bound guide hopeful guess",
    "estimate estimates estimated estimating estimation reckons reckoned reckon believes believed puts put rough guessed "
    "apparently "
    "perhaps",
    "target targets targeted targeting aims aim aimed aiming goal goals ambition must limit cap ceiling quota should",
    "denied denies deny denying denial dismissed rejected inaccurate false untrue wrong",
    "reportedly rumoured rumored alleged allegedly rumours reports understood reported",
    "may might could can",
    "would",
    "will",
    "not never nor",
    "to",
    "if unless provided until",
  };
  const PostilToken *token = &job->tokens->tokens[index];
  const gsize length = token->byte_end - token->byte;

  for (guint i = 0; i < G_N_ELEMENTS (senses); i++)
    for (const char *p = senses[i]; *p != '\0';)
      {
        const gsize n = strcspn (p, " ");

        if (n == length && g_ascii_strncasecmp (p, job->tokens->text + token->byte, n) == 0)
          return i + 1;
        p += n + (p[n] == ' ');
      }
  return 0;
}

static void
add_words (const PostilClaimJob *job, PostilChoice *choice, const PostilFound *found, const PostilClause *clause)
{
  const guint from = found->begin > job->sentence->begin + WINDOW ? found->begin - WINDOW : job->sentence->begin;
  const guint to = MIN (job->sentence->end, found->end + WINDOW);
  guint64 seen[2] = { 0 };

  for (guint i = from; i < to; i++)
    {
      guint place, sense;

      if (!(job->classes[i] & POSTIL_CLAIM_WORD_HEDGE) || job->found_at[i] > 0)
        continue;
      place = place_of (job, clause, i) * 2 + (i > found->begin);
      sense = sense_of (job, i);
      if (sense == 0 || sense == 11 || (seen[sense / 8] & (1ull << (sense % 8 * 8 + place))))
        continue;
      seen[sense / 8] |= 1ull << (sense % 8 * 8 + place);
      add (choice, F_WORD, sense);
      add (choice, F_WORD_PLACE, sense * 8 + place);
      for (guint c = 1; c < choice->n && sense <= 6; c++)
        postil_choice_feature (choice, &choice->candidates[c], F_SENSE, place * 2 + (c == sense));
    }
}

static void
add_verb (const PostilClaimJob *job, PostilChoice *choice, const PostilClause *clause, guint which)
{
  guint i = clause->verb;
  const gboolean deed = (postil_claim_class (job, i) & POSTIL_CLAIM_WORD_DEED) != 0;

  if (i >= clause->end)
    {
      add (choice, F_VERB, which);
      return;
    }
  add (choice, F_VERB, (sense_of (job, i) * 4 + which) * 2 + deed);
  while (
      i > clause->begin
      && (job->tags[i - 1] == POSTIL_TAG_AUXILIARY || job->tags[i - 1] == POSTIL_TAG_ADVERB || job->tags[i - 1] == POSTIL_TAG_TO))
    {
      i--;
      if (job->tags[i] == POSTIL_TAG_ADVERB)
        continue;
      add (choice, F_MODAL, sense_of (job, i) * 4 + which);
      add (choice, F_MODAL_VERB, (sense_of (job, i) * 2 + deed) * 4 + which);
    }
}

/* "plans to open 30 shops": the infinitive before the figure. */
static void
add_infinitive (const PostilClaimJob *job, PostilChoice *choice, const PostilFound *found)
{
  for (guint i = found->begin; i > job->sentence->begin + 1 && i + 9 > found->begin; i--)
    if (job->tags[i - 1] == POSTIL_TAG_TO)
      {
        const gboolean deed = (postil_claim_class (job, i) & POSTIL_CLAIM_WORD_DEED) != 0;
        const gboolean heading = (job->sentence->flags & POSTIL_SENTENCE_HEADING) != 0;

        add (choice, F_INFINITIVE, (deed * 2 + heading) * 32 + job->tags[i - 2]);
        add (choice, F_INFINITIVE, 1000 + sense_of (job, i - 2));
        return;
      }
}

/**
 * postil_claim_ask_hedge:
 * @job: the job
 * @found: a figure of the sentence whose period and source are decided
 *
 * Decides how a claim is held back; %NULL is plain fact.
 */
void
postil_claim_ask_hedge (PostilClaimJob *job, PostilFound *found)
{
  PostilChoice *choice = job->choice;
  const PostilClause *clause = postil_clause_of (job, found->begin);
  const PostilClause *parent = &g_array_index (job->clauses, PostilClause, clause->parent);
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));
  const PostilCandidate *chosen;

  postil_choice_begin (choice, POSTIL_CLAIM_HEDGE);
  for (guint i = 0; i < G_N_ELEMENTS (hedges); i++)
    postil_choice_add (choice, g_strdup (hedges[i]), i);
  add (choice, F_PRIOR, 0);
  add (choice, F_KIND, found->figure.kind);
  add (choice, F_CONTEXT,
       postil_claim_is (job, (gint64) found->context - 1, "from") + 2 * postil_claim_is (job, (gint64) found->context - 1, "than")
           + 4 * postil_claim_is (job, (gint64) found->context - 1, "against"));
  add (choice, F_CLAUSE, clause->kind);
  add (choice, F_WHEN, is_future (job, &found->figure));
  add (choice, F_HEADLINE, (job->sentence->flags & POSTIL_SENTENCE_HEADING) != 0);
  add (choice, F_SPEAKER, found->figure.claim.attribution != NULL);
  if (own > 0)
    {
      const PostilFound *last = found - 1;
      const guint distance = last->begin >= clause->begin ? 0 : last->begin >= job->sentence->begin ? 1 : 2;
      guint hedge = 0;

      for (guint i = 0; i < G_N_ELEMENTS (hedges); i++)
        hedge = g_strcmp0 (hedges[i], last->figure.claim.hedge) == 0 ? i + 1 : hedge;
      add (choice, F_LAST, hedge * 4 + distance);
      add (choice, F_LAST,
           100 + (hedge * 4 + distance) * 2 + (g_strcmp0 (found->figure.claim.attribution, last->figure.claim.attribution) == 0));
    }
  add_verb (job, choice, clause, 0);
  if (parent != clause)
    add_verb (job, choice, parent, 1);
  add_infinitive (job, choice, found);
  add_words (job, choice, found, clause);
  chosen = postil_choice_decide (choice, job->judge, found);
  found->figure.claim.hedge = g_strdup (chosen->text);
}
