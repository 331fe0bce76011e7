/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a figure holds: candidates are the dates and periods of its sentence and of the one before, and the one that the figure before it
 * has. */
#include "config.h"

#include "postil-claims-private.h"

#include <string.h>

#define NEIGHBOURS 10

enum
{
  F_PLACE,
  F_WORD,
  F_WORD_PLACE,
  F_SHAPE,
  F_SHAPE_KIND,
  F_SHAPE_PLACE,
  F_BETWEEN,
  F_BETWEEN_WORD,
  F_LAST,
  F_LAST_WORD,
  F_SENTENCES,
  F_SENTENCES_SHAPE,
  F_CHANGE,
  F_HEAD,
  F_NOTHING,
  F_NOTHING_KIND,
  F_NOTHING_WORD,
  F_NOTHING_LAST,
  F_NOTHING_WHEN,
  F_SPEAKER,
  F_COMPARED,
  F_NEXT,
};

typedef enum
{
  SHAPE_YEAR,
  SHAPE_QUARTER,
  SHAPE_MONTH,
  SHAPE_DAY,
  SHAPE_WEEK,
  SHAPE_PERIOD,
  SHAPE_DURATION,
  SHAPE_OTHER,
} Shape;

static Shape
shape_of (const PostilFigure *figure)
{
  const char *iso = figure->iso;

  if (figure->kind == POSTIL_FIGURE_PERIOD)
    return SHAPE_PERIOD;
  if (figure->kind == POSTIL_FIGURE_DURATION)
    return SHAPE_DURATION;
  if (iso == NULL)
    return SHAPE_OTHER;
  switch (strlen (iso))
    {
    case 4:
      return SHAPE_YEAR;
    case 7:
      return iso[5] == 'Q' || iso[5] == 'H' ? SHAPE_QUARTER : g_ascii_isdigit (iso[5]) ? SHAPE_MONTH : SHAPE_OTHER;
    case 8:
      return SHAPE_WEEK;
    case 10:
      return SHAPE_DAY;
    default:
      return SHAPE_OTHER;
    }
}

static guint32
hash_at (const PostilClaimJob *job, gint64 index)
{
  return postil_claim_token (job, index)->hash;
}

/* The word that ties a date to its clause: "in", "for", "than", or what stands there instead. */
static guint32
link_of (const PostilClaimJob *job, const PostilFound *when)
{
  const PostilTag tag = postil_claim_tag (job, (gint64) when->begin - 1);

  if (tag == POSTIL_TAG_PREPOSITION || tag == POSTIL_TAG_SUBORDINATOR || tag == POSTIL_TAG_TO)
    return hash_at (job, (gint64) when->begin - 1);
  if (tag == POSTIL_TAG_DETERMINER || tag == POSTIL_TAG_ADJECTIVE)
    return hash_at (job, (gint64) when->begin - 2);
  return tag;
}

/* Figures, commas and borders between the figure and the date. */
static guint
between (const PostilClaimJob *job, const PostilFound *found, const PostilFound *when)
{
  const guint begin = MIN (found->end, when->end), end = MAX (found->begin, when->begin);
  guint figures = 0, commas = 0, joints = 0;

  for (guint i = begin; i < end; i++)
    {
      commas += job->tags[i] == POSTIL_TAG_COMMA;
      joints
          += job->tags[i] == POSTIL_TAG_CONJUNCTION || job->tags[i] == POSTIL_TAG_SUBORDINATOR || job->tags[i] == POSTIL_TAG_MARK;
      figures += job->tags[i] == POSTIL_TAG_FIGURE && (i == begin || job->found_at[i] != job->found_at[i - 1]);
    }
  return MIN (figures, 2) * 9 + MIN (commas, 2) * 3 + MIN (joints, 2);
}

static guint
place_of (const PostilClaimJob *job, const PostilFound *found, const PostilFound *when)
{
  const PostilClause *own = postil_clause_of (job, found->begin), *other = postil_clause_of (job, when->begin);
  const guint other_index = (guint) (other - &g_array_index (job->clauses, PostilClause, 0));
  const gboolean behind = when->begin >= found->end;
  const guint gap = behind ? when->begin - found->end : found->begin - when->end;
  guint place = own == other ? 0 : other_index == own->parent ? 1 : other < own ? 2 : 3;

  place = place * 2 + behind;
  return place * 8 + (gap == 0 ? 0 : gap == 1 ? 1 : gap <= 2 ? 2 : gap <= 4 ? 3 : gap <= 8 ? 4 : gap <= 14 ? 5 : 6);
}

static void
add_here (const PostilClaimJob *job, PostilChoice *choice, PostilCandidate *candidate, const PostilFound *found,
          const PostilFound *when)
{
  const guint place = place_of (job, found, when), gap = between (job, found, when);
  const guint32 word = link_of (job, when);
  const Shape shape = shape_of (&when->figure);
  const gint64 before = (gint64) found->context - 1;

  postil_choice_feature (choice, candidate, F_PLACE, place);
  postil_choice_feature (choice, candidate, F_WORD, word);
  postil_choice_feature (choice, candidate, F_WORD_PLACE, word * 16 + place / 8);
  postil_choice_feature (choice, candidate, F_SHAPE, shape);
  postil_choice_feature (choice, candidate, F_SHAPE_PLACE, (place * 8 + shape));
  postil_choice_feature (choice, candidate, F_SHAPE_KIND, found->figure.kind * 8 + shape);
  postil_choice_feature (choice, candidate, F_BETWEEN, gap * 16 + place / 8);
  postil_choice_feature (choice, candidate, F_BETWEEN_WORD, word + gap);
  postil_choice_feature (choice, candidate, F_CHANGE,
                         ((found->figure.change.direction != POSTIL_CHANGE_NONE) * 2 + postil_claim_is (job, before, "from")) * 16
                             + place / 8);
  postil_choice_feature (choice, candidate, F_COMPARED,
                         (postil_claim_is (job, before, "from") || postil_claim_is (job, before, "against")
                          || postil_claim_is (job, before, "than"))
                                 * 64
                             + place);
  postil_choice_feature (choice, candidate, F_NEXT, hash_at (job, when->end) * 2 + (place / 8));
  if (postil_claim_class (job, (gint64) when->begin - 2) & POSTIL_CLAIM_WORD_SAY)
    postil_choice_feature (choice, candidate, F_SPEAKER, shape);
}

static void
add_inherited (PostilClaimJob *job, PostilChoice *choice, const PostilFound *found, guint last)
{
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));
  const PostilFound *before = found - 1;
  const PostilClause *clause = postil_clause_of (job, found->begin);

  for (guint i = 1; i < choice->n; i++)
    {
      PostilCandidate *candidate = &choice->candidates[i];
      const gboolean same = candidate->key == last;
      guint distance;

      if (own == 0)
        return;
      distance = before->begin >= clause->begin ? 0 : before->begin >= job->sentence->begin ? 1 : 2;
      postil_choice_feature (choice, candidate, F_LAST, same * 8 + distance);
      postil_choice_feature (choice, candidate, F_LAST_WORD, hash_at (job, (gint64) found->context - 1) + same * 8 + distance);
      postil_choice_feature (choice, candidate, F_LAST, 100 + (same * 8 + distance) * 16 + found->figure.kind);
    }
}

static void
add_nothing (PostilClaimJob *job, PostilChoice *choice, const PostilFound *found, guint n_here)
{
  PostilCandidate *nothing = &choice->candidates[0];
  const PostilClause *clause = postil_clause_of (job, found->begin);

  postil_choice_feature (choice, nothing, F_NOTHING, MIN (n_here, 3));
  postil_choice_feature (choice, nothing, F_NOTHING_KIND, found->figure.kind * 4 + MIN (n_here, 3));
  postil_choice_feature (choice, nothing, F_NOTHING_WORD, hash_at (job, (gint64) found->context - 1));
  postil_choice_feature (choice, nothing, F_NOTHING_WORD, hash_at (job, found->end) + 1);
  postil_choice_feature (choice, nothing, F_NOTHING_WHEN, hash_at (job, clause->verb));
  postil_choice_feature (choice, nothing, F_NOTHING_WHEN, 1 + hash_at (job, clause->head));
  postil_choice_feature (choice, nothing, F_NOTHING_LAST,
                         (found->figure.change.direction != POSTIL_CHANGE_NONE) * 16 + found->figure.kind);
}

static char *
dup_when (const PostilClaimJob *job, const PostilFound *when)
{
  const PostilToken *tokens = job->tokens->tokens;
  const guint begin = when->begin > 0 && postil_token_is (job->tokens, when->begin - 1, "since") ? when->begin - 1 : when->begin;

  return g_strndup (job->tokens->text + tokens[begin].byte, tokens[when->end - 1].byte_end - tokens[begin].byte);
}

static gboolean
is_when (const PostilFigure *figure)
{
  return figure->kind == POSTIL_FIGURE_DATE || figure->kind == POSTIL_FIGURE_PERIOD || figure->kind == POSTIL_FIGURE_DURATION;
}

static PostilCandidate *
find_key (PostilChoice *choice, guint key)
{
  for (guint i = 1; i < choice->n; i++)
    if (choice->candidates[i].key == key)
      return &choice->candidates[i];
  return NULL;
}

/* The dates of earlier sentences, at most four. */
static void
add_earlier (PostilClaimJob *job, PostilChoice *choice, const PostilFound *found, guint last)
{
  guint n = 0;
  const guint32 verb = hash_at (job, postil_clause_of (job, found->begin)->verb);

  for (guint i = job->first; i > 0 && n < 5 && i + 12 > job->first; i--)
    {
      const PostilFound *when = &g_array_index (job->found, PostilFound, i - 1);
      PostilCandidate *candidate;
      guint distance = 0;

      if (!is_when (&when->figure) || when->figure.kind == POSTIL_FIGURE_DURATION)
        continue;
      candidate = postil_choice_add (choice, dup_when (job, when), i);
      if (candidate == NULL)
        return;
      for (guint s = job->sentence_index; s > 0 && distance < 4; s--, distance++)
        if (g_array_index (job->sentences, PostilSentence, s).begin <= when->begin)
          break;
      postil_choice_feature (choice, candidate, F_SENTENCES, (distance * 4 + MIN (n, 3)) * 2 + (last == i));
      postil_choice_feature (choice, candidate, F_SENTENCES_SHAPE,
                             (distance * 8 + shape_of (&when->figure)) * 16 + found->figure.kind);
      postil_choice_feature (choice, candidate, F_SENTENCES_SHAPE,
                             10000 + (shape_of (&when->figure) * 2 + (last == i)) * 2
                                 + (found->figure.change.direction != POSTIL_CHANGE_NONE));
      postil_choice_feature (choice, candidate, F_HEAD, verb);
      n++;
    }
  if (last > 0 && find_key (choice, last) == NULL)
    {
      const PostilFound *when = &g_array_index (job->found, PostilFound, last - 1);
      PostilCandidate *candidate = postil_choice_add (choice, dup_when (job, when), last);

      if (candidate != NULL)
        postil_choice_feature (choice, candidate, F_SENTENCES, 1000 + shape_of (&when->figure));
    }
}

/* What "since 2020" comes to: an interval that ends on the day of publication. A length alone resolves to nothing. */
static char *
dup_iso (const PostilClaimJob *job, const PostilFound *when)
{
  if (when->figure.kind == POSTIL_FIGURE_DURATION || when->figure.iso == NULL)
    return NULL;
  if (when->begin == 0 || !postil_token_is (job->tokens, when->begin - 1, "since"))
    return g_strdup (when->figure.iso);
  if (job->day.year == 0 || strchr (when->figure.iso, '/') != NULL)
    return NULL;
  return g_strdup_printf ("%s/%04d-%02d-%02d", when->figure.iso, job->day.year, job->day.month, job->day.day);
}

/* "In 2024, Airbus delivered 766 jets": the date that the sentence opens with, when it is the only one. */
static const PostilCandidate *
find_opening (const PostilClaimJob *job, const PostilChoice *choice, const PostilFound *found)
{
  const guint begin = job->sentence->begin, key = begin + 1 < job->sentence->end ? job->found_at[begin + 1] : 0;
  const PostilCandidate *only = NULL;

  for (guint i = 1; i < choice->n; i++)
    if (choice->candidates[i].key > job->first && choice->candidates[i].key <= job->last)
      {
        if (only != NULL)
          return NULL;
        only = &choice->candidates[i];
      }
  if (only == NULL || only->key != key || !postil_claim_is_listed (job, begin, "in during")
      || found->figure.kind == POSTIL_FIGURE_AGE
      || postil_claim_tag (job, g_array_index (job->found, PostilFound, key - 1).end) != POSTIL_TAG_COMMA)
    return NULL;
  return only;
}

/**
 * postil_claim_ask_period:
 * @job: the job
 * @found: a figure of the sentence
 *
 * Decides for which time the figure holds, in the words of the text and resolved.
 */
void
postil_claim_ask_period (PostilClaimJob *job, PostilFound *found)
{
  PostilChoice *choice = job->choice;
  const guint own = (guint) (found - &g_array_index (job->found, PostilFound, 0));
  const PostilCandidate *chosen;
  guint n_here = 0, last = 0;

  postil_choice_begin (choice, POSTIL_CLAIM_PERIOD);
  for (guint i = own; i > 0 && i + 4 > own && last == 0; i--)
    last = job->period_of[i - 1];
  for (guint i = MAX (job->first, own - MIN (own, NEIGHBOURS)); i < MIN (job->last, own + NEIGHBOURS); i++)
    {
      const PostilFound *when = &g_array_index (job->found, PostilFound, i);
      PostilCandidate *candidate;

      if (i == own || !is_when (&when->figure))
        continue;
      candidate = postil_choice_add (choice, dup_when (job, when), i + 1);
      if (candidate == NULL)
        break;
      n_here++;
      add_here (job, choice, candidate, found, when);
    }
  add_earlier (job, choice, found, last);
  add_inherited (job, choice, found, last);
  add_nothing (job, choice, found, n_here);
  chosen = postil_choice_decide (choice, job->judge, found);
  if (chosen->text == NULL)
    chosen = find_opening (job, choice, found);
  if (chosen == NULL)
    return;
  job->period_of[own] = chosen->key;
  found->figure.claim.period = g_strdup (chosen->text);
  found->figure.claim.period_iso = dup_iso (job, &g_array_index (job->found, PostilFound, chosen->key - 1));
}
