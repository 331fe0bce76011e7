/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folds a text once, one code point to one code point, so that a place in the folded text is a place in the article. */
#include "config.h"

#include "postil-text-finder.h"

#include "postil-mark-table.h"

#define MAX_HITS 100000

struct _PostilTextFinder
{
  gunichar *folded;
  glong length;
};

/* Lower case, without accents, straight quotes, plain blanks. Never more than one code point. */
static gunichar
fold (gunichar c)
{
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  switch (c)
    {
    case 0x00a0:
    case 0x202f:
    case 0x2009:
      return ' ';
    case 0x2018:
    case 0x2019:
    case 0x02bc:
      return '\'';
    case 0x201c:
    case 0x201d:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
      return '-';
    default:
      break;
    }
  c = g_unichar_tolower (c);
  if (g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base)) > 1 && c < 0xac00)
    return base[0];
  return c;
}

static gunichar *
fold_text (const char *text, glong *length)
{
  gunichar *points = g_utf8_to_ucs4_fast (text, -1, length);

  for (glong i = 0; i < *length; i++)
    points[i] = points[i] == '\n' || points[i] == '\t' ? ' ' : fold (points[i]);
  return points;
}

/**
 * postil_text_finder_new:
 * @text: valid UTF-8
 *
 * Prepares a text for searching.
 *
 * Thread: any.
 *
 * Returns: (transfer full): a finder
 */
PostilTextFinder *
postil_text_finder_new (const char *text)
{
  PostilTextFinder *self;

  g_return_val_if_fail (text != NULL, NULL);
  self = g_new0 (PostilTextFinder, 1);
  self->folded = fold_text (text, &self->length);
  return self;
}

/**
 * postil_text_finder_free:
 * @self: (transfer full) (nullable): a finder
 *
 * Frees a finder.
 */
void
postil_text_finder_free (PostilTextFinder *self)
{
  if (self == NULL)
    return;
  g_free (self->folded);
  g_free (self);
}

/**
 * postil_text_finder_find:
 * @self: a finder
 * @words: valid UTF-8; blanks at the ends count only between words
 *
 * Finds every place of some words. The answer is cut at 100,000 places.
 *
 * Thread: any, one at a time.
 *
 * Returns: (transfer full) (element-type PostilHighlightRun): places in code points, sorted, not overlapping
 */
GArray *
postil_text_finder_find (PostilTextFinder *self, const char *words)
{
  GArray *hits = g_array_new (FALSE, TRUE, sizeof (PostilHighlightRun));
  g_autofree char *stripped = NULL;
  g_autofree gunichar *wanted = NULL;
  glong n = 0;
  glong at = 0;

  g_return_val_if_fail (self != NULL && words != NULL, hits);
  stripped = g_strstrip (g_strdup (words));
  wanted = fold_text (stripped, &n);
  if (n == 0)
    return hits;
  while (at + n <= self->length && hits->len < MAX_HITS)
    {
      if (self->folded[at] == wanted[0] && memcmp (&self->folded[at], wanted, (gsize) n * sizeof (gunichar)) == 0)
        {
          const PostilHighlightRun hit = { (guint32) at, (guint32) (at + n), 0 };

          g_array_append_val (hits, hit);
          at += n;
        }
      else
        {
          at++;
        }
    }
  return hits;
}
