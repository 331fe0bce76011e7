/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edit distance in machine words: one column of the table of distances is held as its differences, 64 rows in two words, and a
 * code point of text advances all of them at once. Source: G. Myers, "A fast bit-vector algorithm for approximate string matching
 * based on dynamic programming", J. ACM 46 (1999); blocks for patterns longer than a word as in section 4 there. */
#include "config.h"

#include "postil-anchor-pattern-private.h"

#include <string.h>

#define WORD_BITS 64
#define N_ASCII 128

struct _PostilPattern
{
  gsize n;
  gsize n_words;
  guint64 last_bit; /* of the last word */
  guint64 *rows;    /* n_words for each symbol: where it stands in the pattern; symbol 0 stands nowhere */
  guint64 *plus;    /* n_words: where the distance grows by one downwards */
  guint64 *minus;   /* n_words: where it shrinks */
  guint32 ascii[N_ASCII];
  gsize mask; /* of the table of other symbols, open addressing */
  gunichar *keys;
  guint32 *symbols; /* 0: free */
};

static gsize
find_slot (const PostilPattern *self, gunichar c)
{
  gsize slot = (c * 2654435761u >> 7) & self->mask;

  while (self->symbols[slot] != 0 && self->keys[slot] != c)
    slot = (slot + 1) & self->mask;
  return slot;
}

static const guint64 *
get_rows (const PostilPattern *self, gunichar c)
{
  guint32 symbol = c < N_ASCII ? self->ascii[c] : self->symbols[find_slot (self, c)];

  return self->rows + symbol * self->n_words;
}

static guint32
add_symbol (PostilPattern *self, gunichar c, guint32 *n_symbols)
{
  guint32 *symbol = &self->ascii[c < N_ASCII ? c : 0];

  if (c >= N_ASCII)
    {
      gsize slot = find_slot (self, c);

      self->keys[slot] = c;
      symbol = &self->symbols[slot];
    }
  if (*symbol == 0)
    *symbol = ++*n_symbols;
  return *symbol;
}

/**
 * postil_pattern_new:
 * @chars: (array length=n): code points, copied
 * @n: how many, at least 1
 * @backwards: whether the pattern is @chars from the last to the first
 *
 * Prepares a pattern. One pattern serves one thread at a time.
 *
 * Returns: (transfer full): the pattern
 */
PostilPattern *
postil_pattern_new (const gunichar *chars, gsize n, gboolean backwards)
{
  PostilPattern *self = g_new0 (PostilPattern, 1);
  g_autofree guint32 *indices = g_new (guint32, n);
  guint32 n_symbols = 0;

  self->n = n;
  self->n_words = (n + WORD_BITS - 1) / WORD_BITS;
  self->last_bit = G_GUINT64_CONSTANT (1) << ((n - 1) % WORD_BITS);
  for (self->mask = 15; self->mask < 2 * n;)
    self->mask = self->mask * 2 + 1;
  self->keys = g_new0 (gunichar, self->mask + 1);
  self->symbols = g_new0 (guint32, self->mask + 1);
  for (gsize i = 0; i < n; i++)
    indices[i] = add_symbol (self, chars[backwards ? n - 1 - i : i], &n_symbols);
  self->rows = g_new0 (guint64, (n_symbols + 1) * self->n_words);
  for (gsize i = 0; i < n; i++)
    self->rows[indices[i] * self->n_words + i / WORD_BITS] |= G_GUINT64_CONSTANT (1) << (i % WORD_BITS);
  self->plus = g_new (guint64, self->n_words);
  self->minus = g_new (guint64, self->n_words);
  return self;
}

/**
 * postil_pattern_free:
 * @self: (transfer full): a pattern
 *
 * Frees it.
 */
void
postil_pattern_free (PostilPattern *self)
{
  g_free (self->rows);
  g_free (self->plus);
  g_free (self->minus);
  g_free (self->keys);
  g_free (self->symbols);
  g_free (self);
}

/**
 * postil_pattern_get_cost:
 * @self: a pattern
 * @n: length of a text
 *
 * Says what a search costs, before it is made.
 *
 * Returns: how many words are advanced
 */
gsize
postil_pattern_get_cost (const PostilPattern *self, gsize n)
{
  return n > G_MAXSIZE / self->n_words ? G_MAXSIZE : n * self->n_words;
}

static void
reset (PostilPattern *self)
{
  memset (self->plus, 0xFF, self->n_words * sizeof (guint64));
  memset (self->minus, 0, self->n_words * sizeof (guint64));
}

/* One word of one column. @carry is the difference along the row above the word, -1 to 1. Returns that along its last row. */
static inline int
advance_word (guint64 *plus, guint64 *minus, guint64 rows, guint64 last_bit, int carry)
{
  guint64 p = *plus;
  guint64 m = *minus;
  guint64 vertical = rows | m;
  guint64 equal = rows | (carry < 0);
  guint64 horizontal = (((equal & p) + p) ^ p) | equal;
  guint64 grows = m | ~(horizontal | p);
  guint64 shrinks = p & horizontal;
  int out = (grows & last_bit) != 0 ? 1 : (shrinks & last_bit) != 0 ? -1 : 0;

  grows = (grows << 1) | (carry > 0);
  shrinks = (shrinks << 1) | (carry < 0);
  *plus = shrinks | ~(vertical | grows);
  *minus = grows & vertical;
  return out;
}

static int
advance (PostilPattern *self, gunichar c, int carry)
{
  const guint64 *rows = get_rows (self, c);
  gsize last = self->n_words - 1;

  for (gsize i = 0; i < last; i++)
    carry = advance_word (&self->plus[i], &self->minus[i], rows[i], G_GUINT64_CONSTANT (1) << (WORD_BITS - 1), carry);
  return advance_word (&self->plus[last], &self->minus[last], rows[last], self->last_bit, carry);
}

/* Of places that lie within half a pattern of each other the best stands for all. */
static void
note_hit (const PostilPattern *self, GArray *hits, gsize end, gsize distance)
{
  PostilPatternHit hit = { end, distance };
  PostilPatternHit *last = hits->len > 0 ? &g_array_index (hits, PostilPatternHit, hits->len - 1) : NULL;

  if (last == NULL || end - last->end > self->n / 2 + 1)
    g_array_append_val (hits, hit);
  else if (distance < last->distance)
    *last = hit;
}

/**
 * postil_pattern_search:
 * @self: a pattern
 * @chars: (array length=n): a text
 * @n: its length in code points
 * @max_distance: how many errors are borne
 * @hits: (element-type PostilPatternHit): where the hits are added, sorted by end
 *
 * Finds where the pattern ends in the text, wherever it may begin. The cost is the text times the words of the pattern.
 */
void
postil_pattern_search (PostilPattern *self, const gunichar *chars, gsize n, gsize max_distance, GArray *hits)
{
  gsize distance = self->n;

  reset (self);
  for (gsize i = 0; i < n; i++)
    {
      distance = (gsize) ((gssize) distance + advance (self, chars[i], 0));
      if (distance <= max_distance)
        note_hit (self, hits, i + 1, distance);
    }
}

/**
 * postil_pattern_measure:
 * @self: a pattern
 * @chars: (array length=n): a text; with @backwards its end
 * @n: its length in code points
 * @backwards: whether to read from the last code point to the first
 *
 * Compares the pattern with the beginning of the text, however much of it that may be.
 *
 * Returns: the least distance, at most the length of the pattern
 */
gsize
postil_pattern_measure (PostilPattern *self, const gunichar *chars, gsize n, gboolean backwards)
{
  gsize distance = self->n;
  gsize best = self->n;

  reset (self);
  for (gsize i = 0; i < MIN (n, 2 * self->n); i++)
    {
      distance = (gsize) ((gssize) distance + advance (self, chars[backwards ? n - 1 - i : i], 1));
      best = MIN (best, distance);
    }
  return best;
}
