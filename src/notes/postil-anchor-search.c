/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers the parts of a text where a passage may be. Every search is linear in the text and keeps a small number of the best, so
 * that a hostile text costs no more than its length. */
#include "config.h"

#include "postil-anchor-search-private.h"

#include "postil-anchor-pattern-private.h"

#include <string.h>

#define MAX_EXACT 24
#define MAX_NEAR 12
#define MAX_BETWEEN 6
/* Word steps of a search, about a second's worth: quotes of a chapter in a text of a book are not looked for with errors. */
#define MAX_COST ((gsize) 1 << 28)
#define LEAST_CONTEXT 8

/* Knuth, Morris and Pratt's failure table. */
static guint *
failure_table (const gunichar *chars, gsize n)
{
  guint *failure = g_new0 (guint, n + 1);
  guint k = 0;

  for (gsize i = 1; i < n; i++)
    {
      while (k > 0 && chars[i] != chars[k])
        k = failure[k - 1];
      if (chars[i] == chars[k])
        k++;
      failure[i] = k;
    }
  return failure;
}

static gsize
count_before (const PostilFolded *text, gsize at, const PostilFolded *prefix)
{
  gsize n = 0;

  while (n < prefix->n && n < at && text->chars[at - 1 - n] == prefix->chars[prefix->n - 1 - n])
    n++;
  return n;
}

static gsize
count_after (const PostilFolded *text, gsize at, const PostilFolded *suffix)
{
  gsize n = 0;

  while (n < suffix->n && at + n < text->n && text->chars[at + n] == suffix->chars[n])
    n++;
  return n;
}

/* The place among the kept ones is by context, then by how near the old place is. */
typedef struct
{
  PostilAnchorSpot spots[MAX_EXACT];
  gsize context[MAX_EXACT];
  gsize away[MAX_EXACT];
  guint n;
} Kept;

static void
keep (Kept *kept, const PostilAnchorSpot *spot, gsize context, gsize away)
{
  guint at = kept->n;

  while (at > 0 && (context > kept->context[at - 1] || (context == kept->context[at - 1] && away < kept->away[at - 1])))
    at--;
  if (at == MAX_EXACT)
    return;
  kept->n = MIN (kept->n + 1, MAX_EXACT);
  for (guint i = kept->n - 1; i > at; i--)
    {
      kept->spots[i] = kept->spots[i - 1];
      kept->context[i] = kept->context[i - 1];
      kept->away[i] = kept->away[i - 1];
    }
  kept->spots[at] = *spot;
  kept->context[at] = context;
  kept->away[at] = away;
}

static void
keep_exact (const PostilAnchorQuery *query, Kept *kept, gsize from)
{
  const PostilFolded *text = &query->text;
  PostilAnchorSpot spot = { from, from + query->quote.n, 0 };
  gsize start = text->starts[from];

  keep (kept, &spot, count_before (text, from, &query->prefix) + count_after (text, spot.to, &query->suffix),
        start > query->start ? start - query->start : query->start - start);
}

/**
 * postil_anchor_search_exact:
 * @query: what is looked for; the quote is not empty
 *
 * Finds where the folded quote stands letter by letter.
 *
 * Returns: (transfer full) (element-type PostilAnchorSpot): the best places, by what stands beside them
 */
GArray *
postil_anchor_search_exact (const PostilAnchorQuery *query)
{
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (PostilAnchorSpot));
  const gunichar *quote = query->quote.chars;
  const gunichar *text = query->text.chars;
  g_autofree guint *failure = failure_table (quote, query->quote.n);
  Kept kept = { 0 };
  gsize k = 0;

  for (gsize i = 0; i < query->text.n; i++)
    {
      while (k > 0 && text[i] != quote[k])
        k = failure[k - 1];
      if (text[i] == quote[k])
        k++;
      if (k < query->quote.n)
        continue;
      k = failure[k - 1];
      keep_exact (query, &kept, i + 1 - query->quote.n);
    }
  g_array_append_vals (spots, kept.spots, kept.n);
  return spots;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const PostilPatternHit *hit_a = a;
  const PostilPatternHit *hit_b = b;

  if (hit_a->distance != hit_b->distance)
    return hit_a->distance < hit_b->distance ? -1 : 1;
  return (hit_a->end > hit_b->end) - (hit_a->end < hit_b->end);
}

static GArray *
search_pattern (const PostilFolded *pattern, const PostilFolded *text, gsize max_distance, guint max_hits)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (PostilPatternHit));
  g_autoptr (PostilPattern) prepared = postil_pattern_new (pattern->chars, pattern->n, FALSE);

  if (postil_pattern_get_cost (prepared, text->n) > MAX_COST)
    return hits;
  postil_pattern_search (prepared, text->chars, text->n, max_distance, hits);
  if (hits->len > max_hits)
    {
      g_array_sort (hits, compare_hits);
      g_array_set_size (hits, max_hits);
    }
  return hits;
}

static void
add_window (const PostilAnchorQuery *query, GArray *spots, gsize from, gsize to, gsize distance)
{
  gsize slack = query->quote.n / 4 + 16;
  gsize before = query->prefix.n + slack;
  gsize after = query->suffix.n + slack;
  PostilAnchorSpot spot
      = { from - MIN (from, before), query->text.n - to > after ? to + after : query->text.n, MAX (distance, 1) };

  g_array_append_val (spots, spot);
}

/**
 * postil_anchor_search_near:
 * @query: what is looked for
 * @spots: (element-type PostilAnchorSpot): where the windows are added
 *
 * Finds where the quote stands with errors, at most near half of its length.
 */
void
postil_anchor_search_near (const PostilAnchorQuery *query, GArray *spots)
{
  gsize n = query->quote.n;
  g_autoptr (GArray) hits = search_pattern (&query->quote, &query->text, n < 16 ? n / 3 : n * 9 / 20, MAX_NEAR);

  for (guint i = 0; i < hits->len; i++)
    {
      const PostilPatternHit *hit = &g_array_index (hits, PostilPatternHit, i);

      add_window (query, spots, hit->end - MIN (hit->end, n), hit->end, hit->distance);
    }
}

/**
 * postil_anchor_search_between:
 * @query: what is looked for
 * @spots: (element-type PostilAnchorSpot): where the windows are added
 *
 * Finds where prefix and suffix still stand with something between them that may be the edited passage, at most three times as
 * long as it was.
 */
void
postil_anchor_search_between (const PostilAnchorQuery *query, GArray *spots)
{
  const PostilFolded *prefix = &query->prefix;
  const PostilFolded *suffix = &query->suffix;
  gsize reach = 3 * query->quote.n + 64;
  guint n_added = 0;
  g_autoptr (GArray) befores = NULL;
  g_autoptr (GArray) afters = NULL;

  if (prefix->n < LEAST_CONTEXT || suffix->n < LEAST_CONTEXT)
    return;
  befores = search_pattern (prefix, &query->text, prefix->n / 6, MAX_NEAR);
  if (befores->len == 0)
    return;
  afters = search_pattern (suffix, &query->text, suffix->n / 6, MAX_NEAR);
  for (guint i = 0; i < befores->len; i++)
    for (guint j = 0; j < afters->len && n_added < MAX_BETWEEN; j++)
      {
        gsize from = g_array_index (befores, PostilPatternHit, i).end;
        gsize to = g_array_index (afters, PostilPatternHit, j).end;

        if (to <= from + suffix->n || to - suffix->n - from > reach)
          continue;
        add_window (query, spots, from, to - suffix->n, query->quote.n);
        n_added++;
      }
}

/**
 * postil_anchor_search_is_closed:
 * @query: what is looked for
 *
 * Says whether what stood around the passage stands together now, so that the passage was taken out.
 *
 * Returns: whether it was
 */
gboolean
postil_anchor_search_is_closed (const PostilAnchorQuery *query)
{
  PostilFolded joined = { 0 };
  gsize n_prefix = query->prefix.n;
  gsize skip = 0;
  g_autofree gunichar *chars = g_new (gunichar, n_prefix + query->suffix.n + 1);
  g_autoptr (GArray) hits = NULL;

  if (n_prefix < LEAST_CONTEXT || query->suffix.n < LEAST_CONTEXT)
    return FALSE;
  memcpy (chars, query->prefix.chars, n_prefix * sizeof (gunichar));
  if (chars[n_prefix - 1] == ' ' && query->suffix.chars[0] == ' ')
    skip = 1;
  memcpy (chars + n_prefix, query->suffix.chars + skip, (query->suffix.n - skip) * sizeof (gunichar));
  joined.chars = chars;
  joined.n = n_prefix + query->suffix.n - skip;
  hits = search_pattern (&joined, &query->text, joined.n / 16 + 1, 1);
  return hits->len > 0;
}
