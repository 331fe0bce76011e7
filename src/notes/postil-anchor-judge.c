/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighs the places where a passage may be: by its words, by what stands beside it, by how far it is from where it was, and by how
 * far ahead of the next best it is. The rule is that a note on wrong words is worse than a note that asks: two places that are as
 * good as each other are no place, and neither is one where the words are mostly others. */
#include "config.h"

#include "postil-anchor-judge-private.h"

#include "postil-anchor-align-private.h"
#include "postil-anchor-pattern-private.h"

#define MAX_PLACES 48
/* Likeness of two pieces of unlike text: what is below says nothing. */
#define UNLIKE 0.45
#define LONG_QUOTE 32
#define SHORT_QUOTE 16
/* Of a passage that is too long to be laid out whole. */
#define PART 2000

struct _PostilAnchorJudge
{
  const PostilAnchorQuery *query; /* borrowed */
  PostilPassage passage;
  PostilPattern *before; /* (nullable) the prefix from its end */
  PostilPattern *after;  /* (nullable) */
  gboolean cut_before;   /* the old passage began inside a word */
  gboolean cut_after;
  PostilAnchorPlace places[MAX_PLACES];
  guint n_places;
};

/**
 * postil_anchor_judge_new:
 * @query: what is looked for; must outlive the judge
 *
 * Begins to weigh places.
 *
 * Returns: (transfer full): the judge
 */
PostilAnchorJudge *
postil_anchor_judge_new (const PostilAnchorQuery *query)
{
  PostilAnchorJudge *self = g_new0 (PostilAnchorJudge, 1);
  const PostilPassage *passage = &self->passage;

  self->query = query;
  postil_passage_init (&self->passage, &query->prefix, &query->quote, &query->suffix);
  if (query->prefix.n > 0)
    self->before = postil_pattern_new (query->prefix.chars, query->prefix.n, TRUE);
  if (query->suffix.n > 0)
    self->after = postil_pattern_new (query->suffix.chars, query->suffix.n, FALSE);
  self->cut_before = postil_folded_is_inside_word (passage->chars, passage->n, passage->from);
  self->cut_after = postil_folded_is_inside_word (passage->chars, passage->n, passage->to);
  return self;
}

/**
 * postil_anchor_judge_free:
 * @self: (transfer full): a judge
 *
 * Frees it.
 */
void
postil_anchor_judge_free (PostilAnchorJudge *self)
{
  postil_passage_clear (&self->passage);
  g_clear_pointer (&self->before, postil_pattern_free);
  g_clear_pointer (&self->after, postil_pattern_free);
  g_free (self);
}

static double
get_likeness (PostilPattern *pattern, gsize n, const gunichar *chars, gsize available, gboolean backwards)
{
  gsize distance = postil_pattern_measure (pattern, chars, available, backwards);
  double likeness = 1.0 - (double) distance / (double) n;

  return CLAMP ((likeness - UNLIKE) / (0.95 - UNLIKE), 0.0, 1.0);
}

static void
weigh_context (const PostilAnchorJudge *self, PostilAnchorPlace *place)
{
  const PostilAnchorQuery *query = self->query;
  const PostilFolded *text = &query->text;
  gsize n = query->prefix.n + query->suffix.n;

  if (self->before != NULL)
    place->before = get_likeness (self->before, query->prefix.n, text->chars, place->from, TRUE);
  if (self->after != NULL)
    place->after = get_likeness (self->after, query->suffix.n, text->chars + place->to, text->n - place->to, FALSE);
  if (n > 0)
    place->context = (place->before * (double) query->prefix.n + place->after * (double) query->suffix.n) / (double) n;
  /* A side of which nothing is known is neither for nor against. */
  if (self->before == NULL)
    place->before = place->after;
  if (self->after == NULL)
    place->after = place->before;
}

static gboolean
overlaps (const PostilAnchorPlace *a, const PostilAnchorPlace *b)
{
  return MAX (a->from, b->from) < MIN (a->to, b->to);
}

/* Of places that overlap the better stands for both. */
static void
add_place (PostilAnchorJudge *self, PostilAnchorPlace *place)
{
  const PostilFolded *text = &self->query->text;
  gsize start = text->starts[place->from];

  weigh_context (self, place);
  place->away = start > self->query->start ? start - self->query->start : self->query->start - start;
  place->torn = (!self->cut_before && postil_folded_is_inside_word (text->chars, text->n, place->from))
                || (!self->cut_after && postil_folded_is_inside_word (text->chars, text->n, place->to));
  place->score = 0.25 * place->kept + 0.25 * place->common + 0.25 * place->before + 0.25 * place->after
                 - 0.04 * MIN (1.0, (double) place->away / 4000.0) - (place->torn ? 0.2 : 0.0);
  for (guint i = 0; i < self->n_places; i++)
    if (overlaps (&self->places[i], place))
      {
        if (place->score > self->places[i].score)
          self->places[i] = *place;
        return;
      }
  if (self->n_places < MAX_PLACES)
    self->places[self->n_places++] = *place;
}

/* Lays out the beginning and the end of a long passage by themselves. */
static gboolean
align_parts (const PostilAnchorJudge *self, const PostilAnchorSpot *spot, PostilAlignment *alignment)
{
  const PostilPassage *whole = &self->passage;
  gsize reach = MIN (spot->to - spot->from, 2 * PART);
  PostilPassage head = { whole->chars, whole->from + PART, whole->from, whole->from + PART };
  PostilPassage tail = { whole->chars + whole->to - PART, whole->n - whole->to + PART, 0, PART };
  PostilAlignment last;

  if (whole->to - whole->from <= PART
      || !postil_passage_align (&head, &self->query->text, spot->from, spot->from + reach, alignment)
      || !postil_passage_align (&tail, &self->query->text, spot->to - reach, spot->to, &last) || last.to <= alignment->from)
    return FALSE;
  alignment->to = last.to;
  alignment->kept = 1.0 - (double) spot->distance / (double) self->query->quote.n;
  alignment->common = alignment->kept;
  return TRUE;
}

/**
 * postil_anchor_judge_add:
 * @self: a judge
 * @spot: a part of the text
 *
 * Finds the borders of the passage in the part and weighs the place.
 */
void
postil_anchor_judge_add (PostilAnchorJudge *self, const PostilAnchorSpot *spot)
{
  PostilAnchorPlace place = { .from = spot->from, .to = spot->to, .kept = 1.0, .common = 1.0 };
  PostilAlignment alignment;

  if (spot->distance > 0)
    {
      if (!postil_passage_align (&self->passage, &self->query->text, spot->from, spot->to, &alignment)
          && !align_parts (self, spot, &alignment))
        return;
      place
          = (PostilAnchorPlace){ .from = alignment.from, .to = alignment.to, .kept = alignment.kept, .common = alignment.common };
    }
  add_place (self, &place);
}

/**
 * postil_anchor_judge_get_best:
 * @self: a judge
 *
 * Says which place has the most for it.
 *
 * Returns: (nullable) (transfer none): the place, until the next is added; %NULL when there is none
 */
const PostilAnchorPlace *
postil_anchor_judge_get_best (const PostilAnchorJudge *self)
{
  const PostilAnchorPlace *best = NULL;

  for (guint i = 0; i < self->n_places; i++)
    if (best == NULL || self->places[i].score > best->score)
      best = &self->places[i];
  return best;
}

static const PostilAnchorPlace *
get_second (const PostilAnchorJudge *self, const PostilAnchorPlace *best)
{
  const PostilAnchorPlace *second = NULL;

  for (guint i = 0; i < self->n_places; i++)
    if (&self->places[i] != best && (second == NULL || self->places[i].score > second->score))
      second = &self->places[i];
  return second;
}

/* What speaks for a place by itself. With both sides standing half of the words will do; with one, more; a passage
 * without what stood beside it must be long and whole, or nearly so. */
static double
judge_alone (const PostilAnchorQuery *query, const PostilAnchorPlace *place)
{
  double words = 0.5 * (place->kept + place->common);
  double certain = 0.65 * words + 0.38 * MAX (place->before, place->after) + 0.12 * MIN (place->before, place->after);
  gboolean known = query->prefix.n + query->suffix.n > 0;

  if (words >= 1.0)
    certain = MAX (certain, query->quote.n >= LONG_QUOTE ? 0.88 : query->quote.n >= (known ? SHORT_QUOTE : 8) ? 0.78 : 0.6);
  else if (query->quote.n >= LONG_QUOTE)
    certain = MAX (certain, words - 0.08);
  if (place->kept < 0.5 || place->torn)
    certain = MIN (certain, 0.6);
  return MIN (certain, 1.0);
}

/* How far a place must be ahead of another, when the text has both. */
static double
judge_against (const PostilAnchorPlace *best, const PostilAnchorPlace *second)
{
  double margin = best->score - second->score;

  if (best->away == 0 && best->kept >= 1.0 && best->context >= second->context)
    return 0.85;
  /* Copies that are alike in all: the one that hardly moved, if the other is far away. */
  if (best->context > 0.5 && best->common >= 1.0 && 6 * best->away < second->away)
    return MAX (0.78, 0.5 + 2.5 * margin);
  return 0.5 + 2.5 * margin;
}

/**
 * postil_anchor_judge_get_confidence:
 * @self: a judge
 *
 * Says how sure it is that the best place is the passage's.
 *
 * Returns: 0 to 1; 0 when there is no place
 */
double
postil_anchor_judge_get_confidence (PostilAnchorJudge *self)
{
  const PostilAnchorPlace *best = postil_anchor_judge_get_best (self);
  const PostilAnchorPlace *second = get_second (self, best);
  double certain;

  if (best == NULL)
    return 0.0;
  certain = judge_alone (self->query, best);
  if (second != NULL)
    certain = MIN (certain, judge_against (best, second));
  /* What was taken out is not what is like it elsewhere; only the same words, and many, were moved. */
  if (best->context < 0.4 && (best->common < 1.0 || self->query->quote.n < LONG_QUOTE)
      && postil_anchor_search_is_closed (self->query))
    certain = MIN (certain, 0.6);
  return CLAMP (certain, 0.0, 1.0);
}

static gboolean
lies_over (const PostilAnchorPlace *place, const PostilAnchorPlace *const *taken, guint n_taken)
{
  for (guint i = 0; i < n_taken; i++)
    if (place->from < taken[i]->to && taken[i]->from < place->to)
      return TRUE;
  return FALSE;
}

/**
 * postil_anchor_judge_get_next:
 * @self: a judge
 * @taken: (array length=n_taken): places
 * @n_taken: their number
 *
 * Says which place has the most for it among those that lie over none of @taken.
 *
 * Returns: (nullable) (transfer none): the place, until the next is added
 */
const PostilAnchorPlace *
postil_anchor_judge_get_next (const PostilAnchorJudge *self, const PostilAnchorPlace *const *taken, guint n_taken)
{
  const PostilAnchorPlace *best = NULL;

  for (guint i = 0; i < self->n_places; i++)
    if (!lies_over (&self->places[i], taken, n_taken) && (best == NULL || self->places[i].score > best->score))
      best = &self->places[i];
  return best;
}

/**
 * postil_anchor_judge_get_doubt:
 * @self: a judge
 * @place: one that is not the best
 *
 * Says what speaks for a place by itself.
 *
 * Returns: 0 to 1, never enough to be certain
 */
double
postil_anchor_judge_get_doubt (const PostilAnchorJudge *self, const PostilAnchorPlace *place)
{
  return CLAMP (judge_alone (self->query, place), 0.0, 0.7);
}
