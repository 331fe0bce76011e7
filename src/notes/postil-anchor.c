/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a passage again in a changed text: at its old place, else where quote and context agree best. All places where the quote
 * stands are judged by how much of prefix and suffix stands beside them; two places that are as good as each other are no place.
 * Quotes are compared after folding white space, quotation marks, dashes and soft hyphens, so that retyped text is found.  */
#include "config.h"

#include "postil-anchor.h"

#include <string.h>

/* A text as folded code points, with the place in the original of each. */
typedef struct
{
  gunichar *chars;
  guint32 *places; /* n + 1 entries: the last is the length of the original */
  gsize n;
} Folded;

static gunichar
fold_char (gunichar c)
{
  if (g_unichar_isspace (c))
    return ' ';
  switch (c)
    {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x2032:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x00AB:
    case 0x00BB:
    case 0x2033:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    default:
      return c;
    }
}

static gboolean
is_dropped (gunichar c)
{
  return c == 0x00AD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0xFEFF;
}

static void
fold_text (const char *text, gsize length, Folded *folded)
{
  gsize capacity = length + 1;
  const char *end = text + length;
  guint32 place = 0;

  folded->chars = g_new (gunichar, capacity);
  folded->places = g_new (guint32, capacity + 1);
  folded->n = 0;
  for (const char *p = text; p < end; p = g_utf8_next_char (p), place++)
    {
      gunichar raw = g_utf8_get_char (p);
      gunichar c = fold_char (raw);

      if (is_dropped (raw) || (c == ' ' && folded->n > 0 && folded->chars[folded->n - 1] == ' '))
        continue;
      folded->chars[folded->n] = c;
      folded->places[folded->n] = place;
      folded->n++;
    }
  folded->places[folded->n] = place;
}

static void
folded_clear (Folded *folded)
{
  g_free (folded->chars);
  g_free (folded->places);
}

/* Both blanks at the ends of a quote mean nothing. */
static void
folded_trim (Folded *folded)
{
  gsize skip = 0;

  while (folded->n > 0 && folded->chars[folded->n - 1] == ' ')
    folded->n--;
  while (skip < folded->n && folded->chars[skip] == ' ')
    skip++;
  memmove (folded->chars, folded->chars + skip, (folded->n - skip) * sizeof (gunichar));
  folded->n -= skip;
}

static gsize
common_before (const Folded *text, gsize at, const Folded *prefix)
{
  gsize n = 0;

  while (n < prefix->n && n < at && text->chars[at - 1 - n] == prefix->chars[prefix->n - 1 - n])
    n++;
  return n;
}

static gsize
common_after (const Folded *text, gsize at, const Folded *suffix)
{
  gsize n = 0;

  while (n < suffix->n && at + n < text->n && text->chars[at + n] == suffix->chars[n])
    n++;
  return n;
}

typedef struct
{
  gsize at;
  double context; /* share of the kept context that stands beside the quote, 0-1 */
  gsize distance;
} Candidate;

/* The best place and the next best; the latter at G_MAXSIZE when there is none. */
typedef struct
{
  Candidate best;
  Candidate second;
} Ranking;

static double
judge_context (const Folded *text, gsize at, gsize length, const Folded *prefix, const Folded *suffix)
{
  gsize kept = prefix->n + suffix->n;

  if (kept == 0)
    return 0.5;
  return (double) (common_before (text, at, prefix) + common_after (text, at + length, suffix)) / (double) kept;
}

/* Knuth, Morris and Pratt's failure table, so that a hostile text costs no more than its length. */
static guint *
failure_table (const Folded *quote)
{
  guint *failure = g_new0 (guint, quote->n + 1);
  guint k = 0;

  for (gsize i = 1; i < quote->n; i++)
    {
      while (k > 0 && quote->chars[i] != quote->chars[k])
        k = failure[k - 1];
      if (quote->chars[i] == quote->chars[k])
        k++;
      failure[i] = k;
    }
  return failure;
}

static gsize
distance_between (gsize a, gsize b)
{
  return a > b ? a - b : b - a;
}

static gboolean
is_better (const Candidate *a, const Candidate *b)
{
  if (a->context != b->context)
    return a->context > b->context;
  return a->distance < b->distance;
}

static void
rank (Ranking *ranking, const Candidate *candidate, gboolean first)
{
  if (first)
    ranking->best = *candidate;
  else if (is_better (candidate, &ranking->best))
    {
      ranking->second = ranking->best;
      ranking->best = *candidate;
    }
  else if (ranking->second.at == G_MAXSIZE || is_better (candidate, &ranking->second))
    ranking->second = *candidate;
}

/* Finds all places of the quote and keeps the two best. */
static gboolean
find_best (const Folded *text, const Folded *quote, const Folded context[2], gsize old_start, Ranking *ranking)
{
  g_autofree guint *failure = failure_table (quote);
  guint k = 0;
  gboolean found = FALSE;

  ranking->second.at = G_MAXSIZE;
  for (gsize i = 0; i < text->n; i++)
    {
      Candidate candidate;

      while (k > 0 && text->chars[i] != quote->chars[k])
        k = failure[k - 1];
      if (text->chars[i] == quote->chars[k])
        k++;
      if (k < quote->n)
        continue;
      k = failure[k - 1];
      candidate.at = i + 1 - quote->n;
      candidate.context = judge_context (text, candidate.at, quote->n, &context[0], &context[1]);
      candidate.distance = distance_between (text->places[candidate.at], old_start);
      rank (ranking, &candidate, !found);
      found = TRUE;
    }
  return found;
}

/* A quote alone in the text is certain by its length; one of several needs its context or its old place. */
static double
judge_confidence (const Folded *quote, const Ranking *ranking)
{
  const Candidate *best = &ranking->best;
  const Candidate *second = &ranking->second;
  double certain;

  if (second->at == G_MAXSIZE)
    certain = quote->n >= 24 ? 0.9 : quote->n >= 8 ? 0.8 : 0.55;
  else if (best->distance == 0 && best->context >= second->context)
    certain = 0.85;
  else
    certain = 0.45 + (best->context - second->context);
  return MIN (1.0, certain + 0.5 * best->context * (best->context > 0.4 ? 1.0 : 0.4));
}

static gboolean
find_in_folded (const PostilAnchor *anchor, Folded parts[4], gsize *start, gsize *end, double *confidence)
{
  Folded *text = &parts[0];
  Folded *quote = &parts[1];
  Ranking ranking = { 0 };

  folded_trim (quote);
  if (quote->n == 0 || quote->n > text->n || !find_best (text, quote, &parts[2], anchor->start, &ranking))
    return FALSE;
  *start = text->places[ranking.best.at];
  *end = (gsize) text->places[ranking.best.at + quote->n - 1] + 1;
  *confidence = judge_confidence (quote, &ranking);
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
 * Finds a passage by its exact words, folded for white space, quotation marks and dashes. The cost is linear in the text.
 *
 * Returns: %FALSE when the words stand nowhere; any thread
 */
gboolean
postil_anchor_find (const PostilAnchor *anchor, PostilDocument *document, gsize *start, gsize *end, double *confidence)
{
  const char *sources[4] = { postil_document_get_text (document), anchor->quote, anchor->prefix, anchor->suffix };
  Folded parts[4];
  gboolean found;

  g_return_val_if_fail (anchor->quote != NULL, FALSE);
  for (gsize i = 0; i < 4; i++)
    fold_text (sources[i] != NULL ? sources[i] : "", sources[i] != NULL ? strlen (sources[i]) : 0, &parts[i]);
  found = find_in_folded (anchor, parts, start, end, confidence);
  for (gsize i = 0; i < 4; i++)
    folded_clear (&parts[i]);
  return found;
}
