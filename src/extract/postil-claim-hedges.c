/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure a figure is: planned, expected, estimated, a target, reported, denied, or plain fact; told by the verbs of its clause and of
 * those above it, the nearest word deciding. */
#include "config.h"

#include "postil-claims-private.h"

typedef struct
{
  const PostilClaimJob *job;
  const PostilFound *found;
  const PostilClause *clause;
} Asker;

/* What a word alone says, wherever in the clause it stands before the figure. */
static const char *
hedge_of_word (const PostilClaimJob *job, guint i)
{
  static const struct
  {
    const char *hedge, *words;
  } rows[] = {
    { "reported", "reportedly rumoured rumored allegedly alleged rumours" },
    { "target", "targets targeted targeting aims aim aimed aiming goal ambition" },
    { "planned",
      "plans planned planning plan intends intend intended proposed proposes proposal offered offers pledge pledged pledges "
      "promised promises promise earmarked slated scheduled committed draft seeks budgeted undertook undertaken agreed "
      "agrees "
      "agree vowed pledging" },
    { "expected",
      "expects expect expected expecting forecast forecasts forecasting predicts predicted predict prediction predictions "
      "projected projects projection likely hopes hope hoped guides guidance outlook consensus sees foresees poised doubts "
      "pencilled counts look looked" },
    { "estimated", "estimate estimates estimated reckons reckon reckoned reckoning believes believed believe guess guessed" },
  };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    if (postil_claim_is_listed (job, i, rows[r].words))
      return rows[r].hedge;
  return NULL;
}

static gboolean
is_deed (const PostilClaimJob *job, guint verb)
{
  return (postil_claim_class (job, verb) & POSTIL_CLAIM_WORD_DEED) != 0;
}

/* The verb that an auxiliary or "to" leads to. */
static guint
main_verb (const PostilClaimJob *job, guint i)
{
  for (i++; i < job->sentence->end; i++)
    if (job->tags[i] != POSTIL_TAG_ADVERB && job->tags[i] != POSTIL_TAG_TO
        && !postil_claim_is_listed (job, i, "be have not been still now"))
      break;
  return i;
}

/* A headline, or a line like one: the infinitive is the only verb. */
static gboolean
is_bare (const Asker *asker, guint to)
{
  if (asker->job->sentence->flags & POSTIL_SENTENCE_HEADING)
    return TRUE;
  return to > asker->job->sentence->begin && asker->clause->verb > to;
}

/* "will", "may", "is to", "X to spend" in a headline. */
static const char *
hedge_of_auxiliary (const Asker *asker, guint i)
{
  const PostilClaimJob *job = asker->job;
  const guint verb = main_verb (job, i);

  if (postil_claim_is_listed (job, i, "will would shall"))
    return is_deed (job, verb) ? "planned" : "expected";
  if (postil_claim_is_listed (job, i, "may might could"))
    return "expected";
  if (postil_claim_is_listed (job, i, "should must"))
    return postil_claim_is_listed (job, i, "must") ? NULL : "expected";
  if (postil_claim_is_listed (job, i, "is are was were") && job->tags[MIN (i + 1, job->sentence->end - 1)] == POSTIL_TAG_TO)
    return "planned";
  if (postil_claim_is_listed (job, i, "wants want wanted means mean meant hopes")
      && postil_claim_tag (job, (gint64) i + 1) == POSTIL_TAG_TO)
    return postil_claim_is_listed (job, i, "meant") ? "target" : "planned";
  if (postil_claim_is_listed (job, i, "target") && postil_claim_is (job, (gint64) i + 1, "of"))
    return "target";
  if (postil_claim_is_listed (job, i, "scheme plan proposal plans deal")
      && postil_claim_tag (job, (gint64) i + 1) == POSTIL_TAG_TO)
    return "planned";
  if (postil_claim_is_listed (job, i, "budget bid offer proposal") && postil_claim_is (job, (gint64) i + 1, "of")
      && asker->found->context <= i + 3)
    return "planned";
  if (postil_claim_is_listed (job, i, "aside") && postil_claim_is_listed (job, (gint64) i - 1, "set sets"))
    return "planned";
  if (postil_claim_is_listed (job, i, "due") && postil_claim_tag (job, (gint64) i + 1) == POSTIL_TAG_TO)
    return "expected";
  if (postil_claim_is_listed (job, i, "set") && postil_claim_tag (job, (gint64) i + 1) == POSTIL_TAG_TO)
    return "expected";
  if (job->tags[i] == POSTIL_TAG_TO && is_bare (asker, i)
      && (postil_claim_tag (job, (gint64) i - 1) == POSTIL_TAG_NAME || postil_claim_tag (job, (gint64) i - 1) == POSTIL_TAG_NOUN))
    return is_deed (job, i + 1) ? "planned" : "expected";
  return NULL;
}

/* "called reports of a budget of 160 billion inaccurate" */
static gboolean
is_called_false (const Asker *asker, const PostilClause *clause)
{
  if (!postil_claim_is_listed (asker->job, clause->verb, "called calls") || clause->verb >= asker->found->begin)
    return FALSE;
  for (guint i = asker->found->end; i < clause->end; i++)
    if (postil_claim_is_listed (asker->job, i, "inaccurate false untrue wrong nonsense"))
      return TRUE;
  return FALSE;
}

/* "denied that …", "not 118 billion": what is said not to be so. */
static gboolean
is_denied (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const guint from = asker->found->context;
  const PostilClause *all = &g_array_index (job->clauses, PostilClause, 0), *clause = asker->clause;

  if (postil_claim_is_listed (job, (gint64) from - 1, "not")
      || (postil_claim_is_listed (job, (gint64) from - 2, "not")
          && !postil_claim_is_listed (job, (gint64) from - 1, "quite more less")))
    return TRUE;
  for (guint depth = 0; depth < 4; depth++)
    {
      if (postil_claim_is_listed (job, clause->verb, "denied denies deny dismissed rejected")
          && clause->verb < asker->found->begin)
        return TRUE;
      if (is_called_false (asker, clause))
        return TRUE;
      if (&all[clause->parent] == clause)
        return FALSE;
      clause = &all[clause->parent];
    }
  return FALSE;
}

/* A level that the change started from, or something compared with: told as it was. */
static gboolean
is_base (const Asker *asker)
{
  const gint64 i = (gint64) asker->found->context - 1;

  if (asker->found->figure.kind == POSTIL_FIGURE_NUMBER
      && (postil_claim_tag (asker->job, i) == POSTIL_TAG_POSSESSIVE
          || (postil_claim_is_listed (asker->job, i, "of") && postil_claim_tag (asker->job, i - 1) == POSTIL_TAG_FIGURE)))
    return TRUE;
  return postil_claim_is_listed (asker->job, i, "from against than after")
         || postil_claim_is_listed (asker->job, i - 1, "against than");
}

/* "cut its estimate from 20 to 17": both ends are guesses. */
static gboolean
has_guess (const Asker *asker)
{
  for (guint i = asker->clause->begin; i < asker->found->begin; i++)
    if (postil_claim_is_listed (asker->job, i, "forecast forecasts estimate estimates projection target prediction"))
      return TRUE;
  return FALSE;
}

static const char *
scan_back (const Asker *asker, guint begin, guint end)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = end; i > begin; i--)
    {
      const char *hedge;

      if (job->found_at[i - 1] > 0 || job->tags[i - 1] == POSTIL_TAG_NAME)
        continue;
      hedge = hedge_of_auxiliary (asker, i - 1);
      if (hedge == NULL)
        hedge = hedge_of_word (job, i - 1);
      if (hedge != NULL)
        return hedge;
    }
  return NULL;
}

/* "Some 640 jobs will go": the verb stands behind its subject. */
static const char *
scan_verb (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause;

  if (clause->verb >= clause->end || clause->verb < asker->found->begin)
    return NULL;
  for (guint i = clause->verb + 1; i > asker->found->end; i--)
    {
      const char *hedge = postil_claim_is_listed (job, i - 1, "expected likely forecast planned")
                              ? hedge_of_word (job, i - 1)
                              : hedge_of_auxiliary (asker, i - 1);

      if (job->tags[i - 1] != POSTIL_TAG_AUXILIARY && job->tags[i - 1] != POSTIL_TAG_VERB && job->tags[i - 1] != POSTIL_TAG_TO)
        continue;
      if (hedge != NULL)
        return hedge;
    }
  return NULL;
}

static const char *
scan_parents (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *all = &g_array_index (job->clauses, PostilClause, 0), *clause = asker->clause;

  for (guint depth = 0; depth < 3 && &all[clause->parent] != clause; depth++)
    {
      const PostilClause *parent = &all[clause->parent];
      const char *hedge;

      /* A clause with its own finite verb tells for itself, unless it is what somebody thinks. */
      if (clause->verb < clause->end && clause->kind != POSTIL_CLAUSE_REPORTED && clause->kind != POSTIL_CLAUSE_PARTICIPLE
          && clause->kind != POSTIL_CLAUSE_ASIDE && !(clause->kind == POSTIL_CLAUSE_COORDINATE && clause->borrowed))
        return NULL;
      hedge = scan_back (asker, parent->begin, MIN (parent->end, asker->found->begin));
      if (hedge != NULL)
        return hedge;
      clause = parent;
    }
  return NULL;
}

/* "put insured losses at": a guess, unless it is the company's own report. */
static const char *
hedge_of_source (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause;

  if (postil_claim_is_listed (job, clause->verb, "put puts") && clause->verb < asker->found->begin
      && (postil_claim_is (job, (gint64) asker->found->context - 1, "at")
          || postil_claim_is (job, (gint64) asker->found->context - 1, "between"))
      && !(postil_claim_is (job, clause->head, "report") || postil_claim_is (job, clause->head, "figures")))
    return "estimated";
  return NULL;
}

/* "the 75,000 economists had forecast": what stands right behind the figure. */
static const char *
hedge_behind (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;

  for (guint i = asker->found->end; i < job->sentence->end && i < asker->found->end + 6; i++)
    {
      if (job->tags[i] == POSTIL_TAG_COMMA || job->tags[i] == POSTIL_TAG_MARK || job->tags[i] == POSTIL_TAG_CONJUNCTION)
        return NULL;
      if (!postil_claim_is_listed (job, (gint64) i - 1, "had have has"))
        continue;
      if (postil_claim_is_listed (job, i, "expected forecast predicted hoped thought pencilled"))
        return "expected";
      if (postil_claim_is_listed (job, i, "estimated worked reckoned"))
        return "estimated";
    }
  return NULL;
}

static const char *
decide (const Asker *asker)
{
  const PostilClaimJob *job = asker->job;
  const PostilClause *clause = asker->clause;
  const guint own = (guint) (asker->found - &g_array_index (job->found, PostilFound, 0));
  const char *hedge;

  if (is_denied (asker))
    return "denied";
  hedge = hedge_behind (asker);
  if (hedge != NULL || (is_base (asker) && !has_guess (asker)))
    return hedge;
  hedge = scan_back (asker, clause->begin, asker->found->begin);
  if (hedge == NULL)
    hedge = scan_verb (asker);
  if (hedge == NULL)
    hedge = hedge_of_source (asker);
  if (hedge == NULL)
    hedge = scan_parents (asker);
  if (hedge == NULL && own > job->first && asker->found[-1].figure.claim.hedge != NULL && clause->verb == clause->end
      && (asker->found[-1].begin >= clause->begin || clause->borrowed))
    hedge = asker->found[-1].figure.claim.hedge;
  return hedge;
}

/**
 * postil_claim_ask_hedge:
 * @job: the job
 * @found: a figure of the sentence whose source is decided
 *
 * Decides how a claim is held back; %NULL is plain fact.
 */
void
postil_claim_ask_hedge (PostilClaimJob *job, PostilFound *found)
{
  const Asker asker = { .job = job, .found = found, .clause = postil_clause_of (job, found->begin) };

  if (found->figure.kind != POSTIL_FIGURE_AGE && (found->figure.kind != POSTIL_FIGURE_ORDINAL || found->figure.rank))
    found->figure.claim.hedge = g_strdup (decide (&asker));
}
