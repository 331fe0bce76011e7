/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a passage again in a changed text: where its words stand exactly with what stood around them, else where they stand with
 * changes, else between what stood around them. The places that come into question are weighed against each other; what is not
 * certain is said to be in doubt.  */
#include "config.h"

#include "postil-anchor.h"

#include "postil-anchor-judge-private.h"

#include <string.h>

/* What is compared on each side: a machine word's worth. */
#define CONTEXT 64
/* Below this nothing is shown, not even as a question. */
#define LEAST_KEPT 0.35
#define CLEAR_CONTEXT 0.6

/* Keeps the part of a context that is next to the quote. */
static void
cut_context (PostilFolded *context, gboolean keep_end)
{
  gsize skip = keep_end && context->n > CONTEXT ? context->n - CONTEXT : 0;

  memmove (context->chars, context->chars + skip, (context->n - skip) * sizeof (gunichar));
  context->n = MIN (context->n, CONTEXT);
}

static void
query_init (PostilAnchorQuery *query, const PostilAnchor *anchor, PostilDocument *document)
{
  postil_folded_init (&query->text, postil_document_get_text (document));
  postil_folded_init (&query->quote, anchor->quote);
  postil_folded_init (&query->prefix, anchor->prefix);
  postil_folded_init (&query->suffix, anchor->suffix);
  postil_folded_trim (&query->quote);
  cut_context (&query->prefix, TRUE);
  cut_context (&query->suffix, FALSE);
  query->start = anchor->start;
}

static void
query_clear (PostilAnchorQuery *query)
{
  postil_folded_clear (&query->text);
  postil_folded_clear (&query->quote);
  postil_folded_clear (&query->prefix);
  postil_folded_clear (&query->suffix);
}

static void
add_spots (PostilAnchorJudge *judge, const GArray *spots)
{
  for (guint i = 0; i < spots->len; i++)
    postil_anchor_judge_add (judge, &g_array_index (spots, PostilAnchorSpot, i));
}

/* The exact words beside the words they stood beside need no further search; neither do words of which nothing else is known. */
static gboolean
is_clear (const PostilAnchorQuery *query, const PostilAnchorPlace *place)
{
  if (place == NULL)
    return FALSE;
  return place->context >= CLEAR_CONTEXT || query->prefix.n + query->suffix.n == 0;
}

static gboolean
find (const PostilAnchorQuery *query, gsize *start, gsize *end, double *confidence)
{
  g_autoptr (PostilAnchorJudge) judge = postil_anchor_judge_new (query);
  g_autoptr (GArray) exact = postil_anchor_search_exact (query);
  const PostilAnchorPlace *best;

  add_spots (judge, exact);
  if (!is_clear (query, postil_anchor_judge_get_best (judge)))
    {
      g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (PostilAnchorSpot));

      postil_anchor_search_near (query, near);
      postil_anchor_search_between (query, near);
      add_spots (judge, near);
    }
  best = postil_anchor_judge_get_best (judge);
  if (best == NULL || best->kept < LEAST_KEPT)
    return FALSE;
  *start = query->text.starts[best->from];
  *end = query->text.ends[best->to - 1];
  *confidence = postil_anchor_judge_get_confidence (judge);
  return TRUE;
}

/**
 * postil_anchor_find:
 * @anchor: what is known of the passage; its strings are UTF-8
 * @document: the text as it is now
 * @start: (out): code point of the first character found
 * @end: (out): code point after the last
 * @confidence: (out): 0 to 1; below %POSTIL_ANCHOR_CERTAIN the reader must be asked
 *
 * Finds a passage by its words, folded for white space, quotation marks, dashes, ligatures and forms of letters, exactly or with
 * changes. The cost is linear in the text times the 64-letter parts of the quote.
 *
 * Returns: %FALSE when the words stand nowhere, or too few of them; any thread
 */
gboolean
postil_anchor_find (const PostilAnchor *anchor, PostilDocument *document, gsize *start, gsize *end, double *confidence)
{
  PostilAnchorQuery query;
  gboolean found = FALSE;

  g_return_val_if_fail (anchor->quote != NULL, FALSE);
  query_init (&query, anchor, document);
  if (query.quote.n > 0 && query.text.n > 0)
    found = find (&query, start, end, confidence);
  query_clear (&query);
  return found;
}

static guint
list_places (const PostilAnchorQuery *query, PostilAnchorCandidate *candidates, guint n_max)
{
  g_autoptr (PostilAnchorJudge) judge = postil_anchor_judge_new (query);
  g_autoptr (GArray) spots = postil_anchor_search_exact (query);
  g_autofree const PostilAnchorPlace **taken = g_new0 (const PostilAnchorPlace *, n_max);
  guint n = 0;

  postil_anchor_search_near (query, spots);
  postil_anchor_search_between (query, spots);
  add_spots (judge, spots);
  while (n < n_max)
    {
      const PostilAnchorPlace *place = postil_anchor_judge_get_next (judge, taken, n);

      if (place == NULL || place->kept < LEAST_KEPT)
        break;
      candidates[n] = (PostilAnchorCandidate){ query->text.starts[place->from], query->text.ends[place->to - 1],
                                               n == 0 ? postil_anchor_judge_get_confidence (judge)
                                                      : postil_anchor_judge_get_doubt (judge, place) };
      taken[n++] = place;
    }
  return n;
}

/**
 * postil_anchor_list:
 * @anchor: what is known of the passage; its strings are UTF-8
 * @document: the text as it is now
 * @candidates: (out caller-allocates) (array length=n_max): the places
 * @n_max: how many at most
 *
 * Lists where the passage may stand, for the reader to choose: the place with the most for it first.
 *
 * Returns: how many there are; any thread
 */
guint
postil_anchor_list (const PostilAnchor *anchor, PostilDocument *document, PostilAnchorCandidate *candidates, guint n_max)
{
  PostilAnchorQuery query;
  guint n = 0;

  g_return_val_if_fail (anchor->quote != NULL && n_max > 0, 0);
  query_init (&query, anchor, document);
  if (query.quote.n > 0 && query.text.n > 0)
    n = list_places (&query, candidates, n_max);
  query_clear (&query);
  return n;
}
