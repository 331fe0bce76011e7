/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a figure claims, where the words of its clause are plain: whose figure it is, what it measures, when, who says so, how sure. What
 * is not plain stays open. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define PERIOD_REACH 9
#define NEIGHBOURS 12 /* figures before and after */

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static gboolean
is_when (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_DATE || figure->kind == POSTIL_FIGURE_PERIOD;
}

/* Whether the figure says something about the world rather than when or how long. */
static gboolean
has_claim (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_MONEY || figure->kind == POSTIL_FIGURE_PERCENT || figure->kind == POSTIL_FIGURE_NUMBER
         || figure->kind == POSTIL_FIGURE_QUANTITY || figure->kind == POSTIL_FIGURE_MULTIPLE || figure->kind == POSTIL_FIGURE_AGE
         || (figure->kind == POSTIL_FIGURE_ORDINAL && figure->rank);
}

/* A single day is when it was said or done, not the period of a figure, unless it is a day's price. */
static gboolean
is_day (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_DATE && figure->iso != NULL && strlen (figure->iso) == strlen ("2025-01-01")
         && strstr (figure->iso, "-W") == NULL;
}

static gboolean
links_period (const PostilFigureJob *job, const PostilFound *when, gboolean opening)
{
  static const char *const words[] = { "in", "for", "during", "over" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_figures_is (job, (gint64) when->context - 1, words[i])
        || postil_figures_is (job, (gint64) when->context - 2, words[i]))
      return !postil_figures_is (job, (gint64) when->context - 2, "than");
  return !opening
         && (postil_figures_is (job, when->begin, "last") || postil_figures_is (job, when->begin, "this")
             || postil_figures_is (job, when->begin, "next"));
}

/* "than last winter", "against 34% in 2015", "bonds due in 2036": a date of something else. */
static gboolean
is_compared (const PostilFigureJob *job, const PostilFound *when)
{
  static const char *const words[] = { "than", "due", "as", "raised", "given", "threatened", "delivery" };

  for (gint64 i = (gint64) when->context - 1; i >= (gint64) when->context - 3; i--)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      if (postil_figures_is (job, i, words[w]))
        return TRUE;
  return postil_figures_is (job, when->end, "delivery");
}

/* Whether a comma stands between the figure and the date behind it. */
static gboolean
is_set_off (const PostilFigureJob *job, const PostilFound *found, const PostilFound *when)
{
  for (guint i = found->end; i < when->begin; i++)
    if (postil_token_is_mark (at (job, i), ',') || postil_figures_is (job, i, "and") || postil_figures_is (job, i, "or"))
      return TRUE;
  return FALSE;
}

/* Whether the date says when the figure holds: right behind it, or at the opening of its clause. */
static gboolean
is_period_of (const PostilFigureJob *job, const PostilFound *when, const PostilFound *found, const PostilClause *clause)
{
  const gboolean behind = when->begin >= found->end;
  const gboolean price = found->figure.claim.measure != NULL && g_str_equal (found->figure.claim.measure, "share price");

  if (when->begin < clause->begin || when->end > clause->end || found->figure.kind == POSTIL_FIGURE_AGE
      || found->figure.kind == POSTIL_FIGURE_MULTIPLE || is_compared (job, when))
    return FALSE;
  if (is_day (&when->figure))
    return price && behind && when->begin < found->end + PERIOD_REACH
           && postil_figures_is (job, (gint64) when->context - 1, "on");
  if (!behind)
    return when->begin < clause->begin + 6 && links_period (job, when, TRUE) && when->end + 14 > found->begin;
  return when->begin < found->end + PERIOD_REACH && !is_set_off (job, found, when) && links_period (job, when, FALSE);
}

static const PostilFound *
find_period (const PostilFigureJob *job, guint first, const PostilFound *found, const PostilClause *clause)
{
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));
  const PostilFound *before = NULL;

  for (guint i = MAX (first, own - MIN (own, NEIGHBOURS)); i < MIN (job->found->len, own + NEIGHBOURS); i++)
    {
      const PostilFound *when = &g_array_index (job->found, PostilFound, i);

      if (!is_when (&when->figure) || !is_period_of (job, when, found, clause))
        continue;
      if (when->begin > found->begin)
        return before != NULL && before->end == found->begin ? before : when;
      before = when;
    }
  return before;
}

static void
set_period (const PostilFigureJob *job, const PostilFound *when, PostilClaim *claim)
{
  const PostilToken *tokens = job->tokens->tokens;

  claim->period
      = g_strndup (job->tokens->text + tokens[when->begin].byte, tokens[when->end - 1].byte_end - tokens[when->begin].byte);
  claim->period_iso = g_strdup (when->figure.iso);
}

static void
fill (PostilFigureJob *job, guint first, PostilFound *found)
{
  PostilClaim *claim = &found->figure.claim;
  PostilClause clause;
  const PostilFound *when;
  guint subject;

  postil_clause_find (job, found, &clause);
  subject = postil_claim_subject (job, found, &clause);
  if (subject != POSTIL_NAME_NO_ENTITY)
    claim->subject = g_strdup (g_array_index (job->names->entities, PostilNamed, subject).name);
  claim->measure = postil_claim_measure (job, found, &clause);
  claim->attribution = postil_claim_speaker (job, found);
  claim->hedge = g_strdup (postil_claim_hedge (job, found, &clause));
  if (found->figure.about == NULL)
    found->figure.about = postil_claim_about (job, found, &clause);
  when = find_period (job, first, found, &clause);
  if (when != NULL)
    set_period (job, when, claim);
}

/**
 * postil_figures_add_claims:
 * @job: the job
 * @first: the first figure of the sentence
 *
 * Fills the claims of the sentence's figures as far as its words are plain; the rest stays %NULL.
 */
void
postil_figures_add_claims (PostilFigureJob *job, guint first)
{
  for (guint i = first; i < job->found->len; i++)
    {
      PostilFound *found = &g_array_index (job->found, PostilFound, i);

      if (has_claim (&found->figure) && at (job, found->begin)->kind != POSTIL_TOKEN_HAN)
        fill (job, first, found);
    }
  postil_claim_follow (job);
}
