/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays the words of a passage with its context beside the words of a part of the text, so that the weight of equal words is
 * greatest, and reads off where the passage begins and ends now. Borders lie between words as the old ones did: a word that was
 * replaced at the border is the passage's when its neighbour outside still stands. */
#include "config.h"

#include "postil-anchor-align-private.h"

#include <string.h>

#define MAX_WORD 48          /* longer ones are cut, so that comparing stays cheap */
#define MAX_CELLS (4u << 20) /* of the table; what is larger is not laid out */
#define ADJACENT 0.3         /* for words that stand next to each other in both */
#define SKIPPED 0.25         /* for a word of the text left out between two equal ones */
#define LONGEST_WEIGHT 12.0  /* of a word */
#define IDEOGRAPH_WEIGHT 2.5 /* a character is about half a word */
#define FIGURE_WEIGHT 2.0    /* figures are what changes */
#define MARK_WEIGHT 0.4

typedef enum
{
  TOKEN_WORD,
  TOKEN_FIGURE,
  TOKEN_IDEOGRAPH,
  TOKEN_MARK
} TokenKind;

typedef struct
{
  const gunichar *chars;
  gsize from; /* index of the first code point */
  gsize n;
  TokenKind kind;
  float weight;
} Token;

typedef struct
{
  const Token *quote;
  gsize n_quote;
  const Token *text;
  gsize n_text;
  gint32 *partners; /* for each token of the quote the one of the text, -1: none */
} Pairing;

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF)
         || (c >= 0x20000 && c < 0x40000) || (c >= 0x0E00 && c < 0x0F00);
}

static gboolean
is_word_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c);
  return !is_ideograph (c) && (g_unichar_isalnum (c) || g_unichar_ismark (c));
}

/**
 * postil_folded_is_inside_word:
 * @chars: (array length=n): folded code points
 * @n: how many
 * @at: a border between two of them
 *
 * Returns: whether a word goes on across the border
 */
gboolean
postil_folded_is_inside_word (const gunichar *chars, gsize n, gsize at)
{
  return at > 0 && at < n && is_word_char (chars[at - 1]) && is_word_char (chars[at]);
}

static gsize
read_word (const gunichar *chars, gsize n, gboolean *has_digit)
{
  gsize i = 0;

  for (; i < n && i < MAX_WORD; i++)
    {
      gboolean digit = g_unichar_isdigit (chars[i]);

      /* The point in 4.2 and the comma in 1,200. */
      if (!is_word_char (chars[i])
          && !(i > 0 && i + 1 < n && (chars[i] == '.' || chars[i] == ',') && g_unichar_isdigit (chars[i - 1])
               && g_unichar_isdigit (chars[i + 1])))
        break;
      *has_digit |= digit;
    }
  return i;
}

static void
read_token (Token *token, const gunichar *chars, gsize from, gsize n)
{
  gboolean has_digit = FALSE;
  gsize length = read_word (chars + from, n - from, &has_digit);

  *token = (Token){ chars + from, from, MAX (length, 1), TOKEN_MARK, (float) MARK_WEIGHT };
  if (length == 0)
    {
      if (is_ideograph (chars[from]))
        {
          token->kind = TOKEN_IDEOGRAPH;
          token->weight = (float) IDEOGRAPH_WEIGHT;
        }
      return;
    }
  token->kind = has_digit ? TOKEN_FIGURE : TOKEN_WORD;
  token->weight = (float) (has_digit ? FIGURE_WEIGHT : MIN ((double) length, LONGEST_WEIGHT));
}

static GArray *
split (const gunichar *chars, gsize from, gsize to)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));

  while (from < to)
    {
      Token token;

      if (chars[from] == ' ')
        {
          from++;
          continue;
        }
      read_token (&token, chars, from, to);
      g_array_append_val (tokens, token);
      from += token.n;
    }
  return tokens;
}

/* Whether a word is another but for case, or has most of its letters at both ends: a corrected spelling, another number or tense.
 * Returns the share of the weight they have in common; one changed word alone is no passage, so it is below a half. */
static float
get_likeness (const Token *a, const Token *b)
{
  gsize shorter = MIN (a->n, b->n);
  gsize longer = MAX (a->n, b->n);
  gsize before = 0;
  gsize after = 0;

  if (shorter * 2 < longer || longer < 2)
    return 0;
  while (before < shorter && g_unichar_tolower (a->chars[before]) == g_unichar_tolower (b->chars[before]))
    before++;
  if (before == longer)
    return 0.9f;
  while (after < shorter - before && a->chars[a->n - 1 - after] == b->chars[b->n - 1 - after])
    after++;
  if ((before + after) * 5 < longer * 3)
    return 0;
  return (before + after) * 5 >= longer * 4 ? 0.6f : 0.45f;
}

/* The weight two tokens have in common; 0 when nothing. */
static float
compare (const Token *a, const Token *b)
{
  if (a->kind != b->kind)
    return 0;
  if (a->n == b->n && memcmp (a->chars, b->chars, a->n * sizeof (gunichar)) == 0)
    return a->weight;
  if (a->kind == TOKEN_FIGURE)
    return 0.5f * a->weight;
  return a->kind == TOKEN_WORD ? get_likeness (a, b) * a->weight : 0;
}

enum
{
  STEP_NONE,
  STEP_PAIR,
  STEP_SKIP_QUOTE,
  STEP_SKIP_TEXT
};

/* One row of the table: @above holds the scores of the row before, @here gets those of row @i. */
static void
fill_row (const Pairing *pairing, gsize i, const float *above, float *here, guint8 *steps)
{
  gsize width = pairing->n_text + 1;

  here[0] = 0;
  steps[i * width] = STEP_SKIP_QUOTE;
  for (gsize j = 1; j < width; j++)
    {
      float common = compare (&pairing->quote[i - 1], &pairing->text[j - 1]);
      float best = above[j];
      guint8 step = STEP_SKIP_QUOTE;

      if (here[j - 1] - (float) SKIPPED > best)
        {
          best = here[j - 1] - (float) SKIPPED;
          step = STEP_SKIP_TEXT;
        }
      if (common > 0)
        {
          common += above[j - 1] + (steps[(i - 1) * width + j - 1] == STEP_PAIR ? (float) ADJACENT : 0);
          if (common >= best)
            {
              best = common;
              step = STEP_PAIR;
            }
        }
      here[j] = best;
      steps[i * width + j] = step;
    }
}

static void
trace (const Pairing *pairing, const guint8 *steps, gsize j)
{
  gsize width = pairing->n_text + 1;
  gsize i = pairing->n_quote;

  while (i > 0)
    {
      guint8 step = steps[i * width + j];

      if (step == STEP_SKIP_TEXT)
        {
          j--;
          continue;
        }
      i--;
      pairing->partners[i] = step == STEP_PAIR ? (gint32) --j : -1;
    }
}

static void
pair (const Pairing *pairing)
{
  gsize width = pairing->n_text + 1;
  g_autofree guint8 *steps = g_malloc0 ((pairing->n_quote + 1) * width);
  g_autofree float *rows = g_new0 (float, 2 * width);
  float *above = rows;
  float *here = rows + width;
  gsize best = 0;

  for (gsize i = 1; i <= pairing->n_quote; i++)
    {
      float *spare = above;

      fill_row (pairing, i, above, here, steps);
      above = here;
      here = spare;
    }
  for (gsize j = 1; j < width; j++)
    if (above[j] > above[best])
      best = j;
  trace (pairing, steps, best);
}

/* The nearest paired token from @at on in direction @step, before @stop; -1: none. */
static gssize
find_partner (const Pairing *pairing, gssize at, gssize step, gssize stop)
{
  for (; at != stop; at += step)
    if (pairing->partners[at] >= 0)
      return at;
  return -1;
}

/* How many tokens beside the nearest paired one inside still belong to the quote. @gap_text tokens lie between that one and the
 * nearest paired one outside (G_MAXSIZE: there is none), @inside and @outside unpaired ones of the old passage. */
static gsize
share_gap (gsize gap_text, gsize inside, gsize outside)
{
  if (inside == 0)
    return 0;
  if (gap_text == G_MAXSIZE)
    return inside;
  if (outside == 0)
    return gap_text;
  return (2 * gap_text * inside + inside + outside) / (2 * (inside + outside));
}

/* The first token of the text that is the quote's, when @first is the quote's first. */
static gsize
find_first (const Pairing *pairing, gsize first, gsize inner)
{
  gssize outer = find_partner (pairing, (gssize) first - 1, -1, -1);
  gsize place = (gsize) pairing->partners[inner];
  gsize gap = outer < 0 ? G_MAXSIZE : place - (gsize) pairing->partners[outer] - 1;

  return place - MIN (place, share_gap (gap, inner - first, outer < 0 ? 0 : first - 1 - (gsize) outer));
}

static gsize
find_last (const Pairing *pairing, gsize last, gsize inner)
{
  gssize outer = find_partner (pairing, (gssize) last + 1, 1, (gssize) pairing->n_quote);
  gsize place = (gsize) pairing->partners[inner];
  gsize gap = outer < 0 ? G_MAXSIZE : (gsize) pairing->partners[outer] - place - 1;

  return MIN (pairing->n_text - 1, place + share_gap (gap, last - inner, outer < 0 ? 0 : (gsize) outer - last - 1));
}

static void
weigh (const Pairing *pairing, const gsize quote[2], const gsize text[2], PostilAlignment *alignment)
{
  double common = 0;
  double old = 0;
  double now = 0;

  for (gsize i = quote[0]; i <= quote[1]; i++)
    {
      old += (double) pairing->quote[i].weight;
      if (pairing->partners[i] >= 0)
        common += (double) compare (&pairing->quote[i], &pairing->text[pairing->partners[i]]);
    }
  for (gsize j = text[0]; j <= text[1]; j++)
    now += (double) pairing->text[j].weight;
  alignment->kept = common / old;
  alignment->common = 2 * common / (old + now);
}

/* A passage that began or ended inside a word does so again, if that word or its part outside still stands. */
static void
cut_words (const PostilPassage *self, const Pairing *pairing, const gsize quote[2], const gsize text[2],
           PostilAlignment *alignment)
{
  const Token *head = &pairing->text[text[0]];
  const Token *tail = &pairing->text[text[1]];
  gsize before = self->from > pairing->quote[quote[0]].from ? self->from - pairing->quote[quote[0]].from : 0;
  gsize last_end = pairing->quote[quote[1]].from + pairing->quote[quote[1]].n;
  gsize after = last_end > self->to ? last_end - self->to : 0;

  alignment->from = head->from;
  alignment->to = tail->from + tail->n;
  if (before < head->n
      && (pairing->partners[quote[0]] == (gint32) text[0]
          || memcmp (head->chars, pairing->quote[quote[0]].chars, before * sizeof (gunichar)) == 0))
    alignment->from += before;
  if (after < tail->n && alignment->to - after > alignment->from
      && (pairing->partners[quote[1]] == (gint32) text[1]
          || memcmp (tail->chars + tail->n - after, self->chars + self->to, after * sizeof (gunichar)) == 0))
    alignment->to -= after;
}

static gboolean
read_borders (const PostilPassage *self, const Pairing *pairing, PostilAlignment *alignment)
{
  gsize quote[2] = { 0, pairing->n_quote };
  gsize text[2];
  gssize inner[2];

  while (quote[0] < pairing->n_quote && pairing->quote[quote[0]].from + pairing->quote[quote[0]].n <= self->from)
    quote[0]++;
  while (quote[1] > quote[0] && pairing->quote[quote[1] - 1].from >= self->to)
    quote[1]--;
  if (quote[1] == quote[0])
    return FALSE;
  quote[1]--;
  inner[0] = find_partner (pairing, (gssize) quote[0], 1, (gssize) quote[1] + 1);
  if (inner[0] < 0)
    return FALSE;
  inner[1] = find_partner (pairing, (gssize) quote[1], -1, (gssize) quote[0] - 1);
  text[0] = find_first (pairing, quote[0], (gsize) inner[0]);
  text[1] = find_last (pairing, quote[1], (gsize) inner[1]);
  weigh (pairing, quote, text, alignment);
  cut_words (self, pairing, quote, text, alignment);
  return TRUE;
}

/**
 * postil_passage_init:
 * @self: what to fill; to be cleared with postil_passage_clear()
 * @prefix: what stood before
 * @quote: the passage
 * @suffix: what stood after
 *
 * Puts the three together. Any thread.
 */
void
postil_passage_init (PostilPassage *self, const PostilFolded *prefix, const PostilFolded *quote, const PostilFolded *suffix)
{
  self->n = prefix->n + quote->n + suffix->n;
  self->chars = g_new (gunichar, self->n + 1);
  self->from = prefix->n;
  self->to = prefix->n + quote->n;
  memcpy (self->chars, prefix->chars, prefix->n * sizeof (gunichar));
  memcpy (self->chars + self->from, quote->chars, quote->n * sizeof (gunichar));
  memcpy (self->chars + self->to, suffix->chars, suffix->n * sizeof (gunichar));
}

/**
 * postil_passage_clear:
 * @self: a passage
 *
 * Frees what it owns.
 */
void
postil_passage_clear (PostilPassage *self)
{
  g_clear_pointer (&self->chars, g_free);
}

/**
 * postil_passage_align:
 * @self: the passage
 * @text: a folded text
 * @from: where in it to look, index
 * @to: exclusive; both are widened to whole words
 * @alignment: (out): what was found
 *
 * Lays the passage beside a part of the text. The cost is the words of one times those of the other, and bounded.
 *
 * Returns: %FALSE when no word of the quote stands there, or the two are too long
 */
gboolean
postil_passage_align (const PostilPassage *self, const PostilFolded *text, gsize from, gsize to, PostilAlignment *alignment)
{
  g_autoptr (GArray) quote_tokens = split (self->chars, 0, self->n);
  g_autoptr (GArray) text_tokens = NULL;
  g_autofree gint32 *partners = NULL;
  Pairing pairing;

  for (guint i = 0; i < MAX_WORD && postil_folded_is_inside_word (text->chars, text->n, from); i++)
    from--;
  for (guint i = 0; i < MAX_WORD && postil_folded_is_inside_word (text->chars, text->n, to); i++)
    to++;
  text_tokens = split (text->chars, from, to);
  if (quote_tokens->len == 0 || text_tokens->len == 0 || text_tokens->len > MAX_CELLS / quote_tokens->len)
    return FALSE;
  partners = g_new (gint32, quote_tokens->len);
  pairing = (Pairing){ &g_array_index (quote_tokens, Token, 0), quote_tokens->len, &g_array_index (text_tokens, Token, 0),
                       text_tokens->len, partners };
  pair (&pairing);
  return read_borders (self, &pairing, alignment);
}
