/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the sentence to show with a figure. The borders are those of the block, a cell of a table, or a full stop with a blank and no
 * small letter behind it; a single letter before the full stop is an initial. To show a little too much is better than to cut. */
#include "config.h"

#include "postil-sentence.h"

#include <string.h>

#define LONGEST 600 /* code points shown at most on either side */

static gboolean
is_stop (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* Full stops that need no blank behind them. */
static gboolean
is_wide_stop (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0x0964;
}

static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb || c == 0x300d || c == 0xff09;
}

/* Whether the full stop at @at belongs to an initial: "J. Smith", "U.S. output". */
static gboolean
is_initial (const char *text, const char *at)
{
  const char *letter;
  const char *before;

  if (*at != '.' || at == text)
    return FALSE;
  letter = g_utf8_prev_char (at);
  if (!g_unichar_isupper (g_utf8_get_char (letter)))
    return FALSE;
  if (letter == text)
    return TRUE;
  before = g_utf8_prev_char (letter);
  return !g_unichar_isalnum (g_utf8_get_char (before));
}

/* Whether a sentence ends between the stop at @at and the place returned, which is where the next one begins; else %NULL. */
static const char *
skip_border (const char *text, const char *at, const char *limit)
{
  const gunichar stop = g_utf8_get_char (at);
  const char *next = g_utf8_next_char (at);

  if (stop == '\n' || stop == '\t')
    return next;
  if (!is_stop (stop) && !is_wide_stop (stop))
    return NULL;
  while (next < limit && (is_closing (g_utf8_get_char (next)) || is_stop (g_utf8_get_char (next))))
    next = g_utf8_next_char (next);
  if (is_wide_stop (stop))
    return next;
  if (next >= limit || !g_unichar_isspace (g_utf8_get_char (next)) || is_initial (text, at))
    return NULL;
  while (next < limit && g_unichar_isspace (g_utf8_get_char (next)))
    next = g_utf8_next_char (next);
  return next < limit && g_unichar_islower (g_utf8_get_char (next)) ? NULL : next;
}

/**
 * postil_sentence_find:
 * @document: a text
 * @start: code points
 * @end: code points, exclusive
 * @sentence_start: (out): code points
 * @sentence_end: (out): code points, exclusive, behind the sentence's own full stop
 *
 * Finds the sentence that holds a range. A range over several sentences gives all of them.
 *
 * Thread: any.
 *
 * Returns: %FALSE when the range stands in no block
 */
gboolean
postil_sentence_find (PostilDocument *document, gsize start, gsize end, gsize *sentence_start, gsize *sentence_end)
{
  const PostilBlock *block;
  const char *text;
  g_autofree char *slice = NULL;
  const char *mark;
  const char *mark_end;
  const char *limit;
  const char *from;
  const char *to;
  gsize base;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT (document) && sentence_start != NULL && sentence_end != NULL, FALSE);
  block = start <= end ? postil_document_get_block_at (document, start) : NULL;
  if (block == NULL || end > block->end)
    return FALSE;
  base = start - block->start > LONGEST ? start - LONGEST : block->start;
  slice = postil_document_dup_slice (document, base, block->end - end > LONGEST ? end + LONGEST : block->end);
  text = slice;
  limit = slice + strlen (slice);
  mark = g_utf8_offset_to_pointer (text, (glong) (start - base));
  mark_end = g_utf8_offset_to_pointer (mark, (glong) (end - start));

  from = text;
  for (const char *at = text; at < mark; at = g_utf8_next_char (at))
    {
      const char *next = skip_border (text, at, limit);

      if (next != NULL && next <= mark)
        from = next;
    }
  to = limit;
  for (const char *at = mark_end; at < limit; at = g_utf8_next_char (at))
    {
      if (skip_border (text, at, limit) == NULL)
        continue;
      to = g_unichar_isspace (g_utf8_get_char (at)) ? at : g_utf8_next_char (at);
      while (to < limit && (is_closing (g_utf8_get_char (to)) || is_stop (g_utf8_get_char (to))))
        to = g_utf8_next_char (to);
      break;
    }
  *sentence_start = base + (gsize) g_utf8_pointer_to_offset (text, from);
  *sentence_end = base + (gsize) g_utf8_pointer_to_offset (text, to);
  return TRUE;
}
