/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one number: digits in the language's form, spelled-out numbers, fractions, scales ("18.5 billion", "3 lakh crore"). */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <string.h>

#define MAX_DIGITS 30

typedef struct
{
  guint groups;     /* separators seen of each kind */
  guint last;       /* digits after the last one */
  gboolean regular; /* every group but the first has three digits, or the Indian two and a last three */
} Separators;

static Separators
count_separator (const char *text, gsize length, char separator)
{
  Separators result = { .regular = TRUE };
  guint run = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == separator)
        {
          if (result.groups > 0 && run != 3 && run != 2)
            result.regular = FALSE;
          if (result.groups == 0 && (run == 0 || run > 3))
            result.regular = FALSE;
          result.groups++;
          run = 0;
        }
      else
        run++;
    }
  result.last = run;
  if (result.groups > 0 && run != 3)
    result.regular = FALSE;
  return result;
}

/**
 * postil_number_scan_digits:
 * @job: the job, for the language's decimal sign
 * @index: a token of digits
 * @value: (out): its value
 * @decimals: (out): digits after the decimal sign
 *
 * Returns: whether the token is one number; versions, dates and addresses such as "1.2.3" are not.
 */
gboolean
postil_number_scan_digits (const PostilFigureJob *job, guint index, double *value, guint8 *decimals)
{
  const PostilToken *token = postil_figures_token (job, index);
  const char *text = job->tokens->text + token->byte;
  const gsize length = token->byte_end - token->byte;
  const char point = job->decimal_comma ? ',' : '.', comma = job->decimal_comma ? '.' : ',';
  Separators points, commas;
  char clean[MAX_DIGITS + 2];
  gsize n = 0;

  if (token->kind != POSTIL_TOKEN_NUMBER || length > MAX_DIGITS)
    return FALSE;
  points = count_separator (text, length, point);
  commas = count_separator (text, length, comma);
  if (points.groups > 1 && (!points.regular || commas.groups > 0))
    return FALSE;
  /* "3,5" has no group of three: the comma is a decimal sign whatever the language. */
  if (commas.groups > 0
      && !count_separator (text, points.groups == 1 ? (gsize) (strchr (text, point) - text) : length, comma).regular)
    {
      if (commas.groups > 1 || points.groups > 0)
        return FALSE;
      points.groups = 0;
    }
  else
    commas.last = 0;
  *decimals = 0;
  for (gsize i = 0; i < length; i++)
    {
      gboolean decimal = (text[i] == point && points.groups == 1) || (text[i] == comma && commas.last > 0);

      if (g_ascii_isdigit (text[i]))
        clean[n++] = text[i];
      else if (decimal)
        {
          clean[n++] = '.';
          *decimals = MIN (length - i - 1, 20);
        }
    }
  clean[n] = '\0';
  *value = g_ascii_strtod (clean, NULL);
  return TRUE;
}

/* Whether "m" after a count means metres: "100m sprint", "3m wide". */
static gboolean
means_metres (const PostilFigureJob *job, guint index)
{
  static const char *const nouns[] = { "wide", "high",  "tall",  "deep",    "long",      "sprint", "race", "final",
                                       "dash", "above", "below", "hurdles", "freestyle", "relay",  "x" };

  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (postil_figures_is (job, (gint64) index + 1, nouns[i]))
      return TRUE;
  return FALSE;
}

/**
 * postil_number_scan_scale:
 * @job: the job
 * @index: the token after a number
 * @money: whether the number is an amount of money, where "$5 m" means millions
 * @end: (out): the token after the scale
 * @scale: (out): the scale
 *
 * Returns: whether a scale stands there.
 */
gboolean
postil_number_scan_scale (const PostilFigureJob *job, guint index, gboolean money, guint *end, double *scale)
{
  const PostilToken *token = postil_figures_token (job, index);
  guint sense, i = index;
  gboolean glued = postil_token_is_glued (token);

  if (postil_token_is_mark (token, '-') && glued)
    {
      i++;
      token = postil_figures_token (job, i);
      if (!postil_token_is_glued (token) || postil_token_number_sense (token) != POSTIL_NUMBER_SCALE)
        return FALSE;
    }
  sense = postil_token_number_sense (token);
  if (sense == POSTIL_NUMBER_SHORT_SCALE)
    {
      const gboolean one = token->end - token->start == 1;

      if (!(glued || (money && !postil_figures_is (job, i, "k"))) || (token->c == 't' && one && !money)
          || (!money && postil_figures_is (job, i, "mm")))
        return FALSE;
      if (!money && one && (token->c == 'm' || token->c == 'M') && means_metres (job, i))
        return FALSE;
    }
  else if (sense != POSTIL_NUMBER_SCALE && !(sense == POSTIL_NUMBER_HUNDRED && i == index && !glued))
    return FALSE;
  *scale = postil_token_number (token);
  *end = i + 1;
  token = postil_figures_token (job, i + 1);
  if (postil_token_is_mark (token, '.') && postil_token_is_glued (token) && job->language == POSTIL_LANGUAGE_DE)
    *end = i + 2;
  else if (sense != POSTIL_NUMBER_SHORT_SCALE && postil_token_number_sense (token) == POSTIL_NUMBER_SCALE)
    {
      *scale *= postil_token_number (token);
      *end = i + 2;
    }
  return TRUE;
}

static double
vulgar_fraction (gunichar c)
{
  switch (c)
    {
    case 0xbc:
      return 0.25;
    case 0xbd:
      return 0.5;
    case 0xbe:
      return 0.75;
    case 0x2153:
      return 1.0 / 3;
    case 0x2154:
      return 2.0 / 3;
    case 0x215b:
      return 0.125;
    default:
      return 0;
    }
}

/* "1/2" at index, glued. */
static gboolean
scan_slash_fraction (const PostilFigureJob *job, guint index, double *value)
{
  double a, b;
  guint8 decimals;

  if (!postil_token_is_mark (postil_figures_token (job, (gint64) index + 1), '/')
      || postil_figures_token (job, (gint64) index + 2)->kind != POSTIL_TOKEN_NUMBER
      || !postil_token_is_glued (postil_figures_token (job, (gint64) index + 2))
      || postil_token_is_mark (postil_figures_token (job, (gint64) index + 3), '/'))
    return FALSE;
  if (!postil_number_scan_digits (job, index, &a, &decimals) || !postil_number_scan_digits (job, index + 2, &b, &decimals))
    return FALSE;
  if (a <= 0 || a >= b || !(b == 2 || b == 3 || b == 4 || b == 5 || b == 8 || b == 10 || b == 16))
    return FALSE;
  *value = a / b;
  return TRUE;
}

/* Groups of three digits apart by a no-break space, in French by any: "1 200 000". */
static guint
join_spaced_groups (const PostilFigureJob *job, guint begin, double *value)
{
  const PostilToken *token = postil_figures_token (job, begin);
  guint i = begin + 1;

  if (token->end - token->start > 3)
    return i;
  for (;; i++)
    {
      const PostilToken *next = postil_figures_token (job, i);
      const char *gap = job->tokens->text + next->byte;
      gboolean narrow;

      if (next->kind != POSTIL_TOKEN_NUMBER || next->end - next->start != 3
          || next->start != postil_figures_token (job, (gint64) i - 1)->end + 1)
        return i;
      narrow = next->byte >= 2 && (guchar) gap[-1] >= 0x80;
      if (!narrow && job->language != POSTIL_LANGUAGE_FR)
        return i;
      *value = *value * 1000 + g_ascii_strtod (gap, NULL);
    }
}

static gboolean
scan_numeral (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token = postil_figures_token (job, begin);
  double part;

  if (token->kind == POSTIL_TOKEN_MARK)
    {
      number->value = vulgar_fraction (token->c);
      number->fraction = TRUE;
      number->end = begin + 1;
      return number->value > 0;
    }
  if (scan_slash_fraction (job, begin, &number->value))
    {
      number->fraction = TRUE;
      number->end = begin + 3;
      return TRUE;
    }
  if (!postil_number_scan_digits (job, begin, &number->value, &number->decimals))
    return FALSE;
  number->grouped = memchr (job->tokens->text + token->byte, ',', token->byte_end - token->byte) != NULL;
  number->end = number->decimals == 0 ? join_spaced_groups (job, begin, &number->value) : begin + 1;
  token = postil_figures_token (job, number->end);
  if (token->kind == POSTIL_TOKEN_MARK && vulgar_fraction (token->c) > 0)
    {
      number->value += vulgar_fraction (token->c);
      number->end++;
    }
  else if (token->kind == POSTIL_TOKEN_NUMBER && number->decimals == 0 && scan_slash_fraction (job, number->end, &part))
    {
      number->value += part;
      number->end += 3;
    }
  return TRUE;
}

/* "and a half", "-and-a-half" at index: the tokens it takes, else 0. */
static guint
and_a_half (const PostilFigureJob *job, guint index)
{
  guint i = index;

  i += postil_token_is_mark (postil_figures_token (job, i), '-');
  if (!postil_figures_is (job, i, "and"))
    return 0;
  i++;
  i += postil_token_is_mark (postil_figures_token (job, i), '-');
  if (!postil_figures_is (job, i, "a"))
    return 0;
  i++;
  i += postil_token_is_mark (postil_figures_token (job, i), '-');
  return postil_figures_is (job, i, "half") ? i + 1 - index : 0;
}

/* The next number word of a spelled number after index, past hyphens and "and"; 0 when there is none. */
static guint
next_number_word (const PostilFigureJob *job, guint index, gboolean after_hundred)
{
  guint i = index;
  const PostilToken *token = postil_figures_token (job, i);

  if (postil_token_is_mark (token, '-') && postil_token_is_glued (token))
    i++;
  else if (after_hundred && postil_figures_is (job, i, "and"))
    i++;
  token = postil_figures_token (job, i);
  switch (postil_token_number_sense (token))
    {
    case POSTIL_NUMBER_UNIT:
    case POSTIL_NUMBER_TENS:
    case POSTIL_NUMBER_HUNDRED:
    case POSTIL_NUMBER_SCALE:
      return i;
    default:
      return 0;
    }
}

static gboolean
scan_spelled (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  double total = 0, current = 0, last_scale = INFINITY;
  guint i = begin, last = POSTIL_NUMBER_NONE, next, half;
  const PostilToken *token = postil_figures_token (job, begin);

  if (postil_figures_is (job, begin, "a") || postil_figures_is (job, begin, "an"))
    {
      token = postil_figures_token (job, (gint64) begin + 1);
      if (postil_token_number_sense (token) != POSTIL_NUMBER_HUNDRED && postil_token_number_sense (token) != POSTIL_NUMBER_SCALE)
        return FALSE;
      number->vague = postil_figures_is (job, (gint64) begin + 1, "dozen");
      i++;
    }
  else if (postil_token_number_sense (token) != POSTIL_NUMBER_UNIT && postil_token_number_sense (token) != POSTIL_NUMBER_TENS)
    return FALSE;
  for (;;)
    {
      const guint sense = postil_token_number_sense (token);
      const double value = postil_token_number (token);

      if (sense == POSTIL_NUMBER_UNIT && (last == POSTIL_NUMBER_UNIT || (last == POSTIL_NUMBER_TENS && value > 9)))
        break;
      if (sense == POSTIL_NUMBER_TENS && (last == POSTIL_NUMBER_TENS || last == POSTIL_NUMBER_UNIT))
        break;
      if (sense == POSTIL_NUMBER_UNIT || sense == POSTIL_NUMBER_TENS)
        current += value;
      else if (sense == POSTIL_NUMBER_HUNDRED || value < 1000)
        current = MAX (current, 1) * value;
      else if (value < last_scale)
        {
          total += MAX (current, 1) * value;
          last_scale = value;
          number->scale = value;
          current = 0;
        }
      else
        total *= value;
      last = sense;
      number->end = i + 1;
      half = and_a_half (job, i + 1);
      if (half > 0)
        {
          current += 0.5;
          number->end = i + 1 + half;
          i = number->end - 1;
        }
      next = next_number_word (job, i + 1, last == POSTIL_NUMBER_HUNDRED || last == POSTIL_NUMBER_SCALE);
      if (next == 0)
        break;
      i = next;
      token = postil_figures_token (job, i);
    }
  number->value = total + current;
  number->bare = number->scale > 1 ? number->value / number->scale : number->value;
  number->spelled = TRUE;
  return number->end > begin;
}

/* What may stand after a bare fraction such as "a third": "of", a comparison, the end of a clause. */
static gboolean
fraction_may_end (const PostilFigureJob *job, guint end)
{
  const PostilToken *after = postil_figures_token (job, end);

  if (after->kind == POSTIL_TOKEN_MARK)
    return after->c != '-';
  return postil_figures_is (job, end, "of")
         || postil_token_in (after,
                             POSTIL_WORD_COMPARE_UP | POSTIL_WORD_COMPARE_DOWN | POSTIL_WORD_PREPOSITION | POSTIL_WORD_VERB)
         || postil_figures_is (job, end, "and") || postil_figures_is (job, end, "since") || postil_figures_is (job, end, "while");
}

/* "two-thirds", "a quarter", "half": numerator over an ordinal or a part. */
static gboolean
scan_fraction (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token = postil_figures_token (job, begin), *part;
  double numerator = 1;
  guint i = begin + 1;
  const gboolean article = postil_figures_is (job, begin, "a") || postil_figures_is (job, begin, "one");

  if (!article && postil_token_number_sense (token) != POSTIL_NUMBER_UNIT)
    return FALSE;
  if (!postil_figures_is (job, begin, "a"))
    numerator = postil_token_number (token);
  i += postil_token_is_mark (postil_figures_token (job, i), '-');
  part = postil_figures_token (job, i);
  if (postil_token_number_sense (part) != POSTIL_NUMBER_PARTS && postil_token_number_sense (part) != POSTIL_NUMBER_ORDINAL)
    return FALSE;
  if (postil_token_number (part) < 2
      || (postil_token_number (part) == 2 && postil_token_number_sense (part) == POSTIL_NUMBER_ORDINAL))
    return FALSE;
  if ((postil_token_number_sense (part) == POSTIL_NUMBER_ORDINAL || postil_figures_is (job, i, "quarter")) != (numerator == 1))
    return FALSE;
  if (!fraction_may_end (job, i + 1)
      || (postil_token_span_unit (part) == POSTIL_SPAN_UNIT_QUARTER && !article && i == begin + 1
          && !postil_figures_is (job, (gint64) i + 1, "of")))
    return FALSE;
  if (postil_token_span_unit (part) == POSTIL_SPAN_UNIT_QUARTER && article && i == begin + 1
      && postil_figures_token (job, (gint64) i + 1)->kind == POSTIL_TOKEN_MARK
      && !postil_token_in (postil_figures_token (job, (gint64) begin - 1),
                           POSTIL_WORD_APPROX | POSTIL_WORD_VERB | POSTIL_WORD_DOWN | POSTIL_WORD_UP | POSTIL_WORD_PREPOSITION))
    return FALSE;
  number->value = numerator / postil_token_number (part);
  number->end = i + 1;
  number->fraction = number->spelled = TRUE;
  return TRUE;
}

/* "half of", "half the", "half a million". */
static gboolean
scan_half (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  static const char *const after[]
      = { "of", "the", "its", "their", "his", "her", "our", "those", "that", "all", "to", "and", "are", "were" };
  double scale;
  guint end;

  if (!postil_figures_is (job, begin, "half")
      || postil_token_number_sense (postil_figures_token (job, (gint64) begin - 1)) == POSTIL_NUMBER_ORDINAL)
    return FALSE;
  number->value = 0.5;
  number->end = begin + 1;
  number->fraction = number->spelled = TRUE;
  if (postil_figures_is (job, (gint64) begin + 1, "a") && postil_number_scan_scale (job, begin + 2, FALSE, &end, &scale))
    {
      number->value = 0.5 * scale;
      number->end = end;
      number->fraction = FALSE;
      return TRUE;
    }
  if (postil_figures_is (job, (gint64) begin + 1, "a") && postil_figures_is (job, (gint64) begin + 2, "point"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    if (postil_figures_is (job, (gint64) begin + 1, after[i]))
      return !postil_token_in (postil_figures_token (job, (gint64) begin - 1), POSTIL_WORD_RELATIVE);
  return postil_token_in (postil_figures_token (job, (gint64) begin - 1), POSTIL_WORD_APPROX | POSTIL_WORD_PREPOSITION);
}

/* "one in five", "nine out of ten". */
static gboolean
scan_share (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token;
  guint i = number->end;
  double whole;
  guint8 decimals;

  if (postil_figures_is (job, i, "out") && postil_figures_is (job, (gint64) i + 1, "of"))
    i += 2;
  else if (postil_figures_is (job, i, "in"))
    i++;
  else
    return FALSE;
  if ((number->decimals > 0 || number->value > 9) && !postil_figures_is (job, (gint64) i - 1, "of"))
    return FALSE;
  token = postil_figures_token (job, i);
  if (postil_token_number_sense (token) == POSTIL_NUMBER_UNIT || postil_token_number_sense (token) == POSTIL_NUMBER_TENS)
    whole = postil_token_number (token);
  else if (token->kind != POSTIL_TOKEN_NUMBER || !postil_number_scan_digits (job, i, &whole, &decimals) || whole > 1000
           || (whole > 100 && number->value > 1))
    return FALSE;
  if (whole <= number->value || postil_token_span_unit (postil_figures_token (job, (gint64) i + 1)) != POSTIL_SPAN_UNIT_NONE
      || postil_token_number_sense (postil_figures_token (job, (gint64) i + 1)) == POSTIL_NUMBER_SCALE)
    return FALSE;
  number->value /= whole;
  number->end = i + 1;
  number->fraction = TRUE;
  return begin < number->end;
}

/**
 * postil_number_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @number: (out caller-allocated): what was read
 *
 * Reads the longest number that begins at @begin, its scale with it, no sign and no unit.
 *
 * Returns: whether there is one.
 */
gboolean
postil_number_scan (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token = postil_figures_token (job, begin);
  double scale;
  guint end;

  *number = (PostilNumber){ .scale = 1 };
  if (token->kind == POSTIL_TOKEN_WORD)
    {
      if (scan_fraction (job, begin, number) || scan_half (job, begin, number))
        return TRUE;
      if (!scan_spelled (job, begin, number))
        return FALSE;
      scan_share (job, begin, number);
      return TRUE;
    }
  if (token->kind == POSTIL_TOKEN_HAN || !scan_numeral (job, begin, number))
    return FALSE;
  number->bare = number->value;
  if (scan_share (job, begin, number))
    return TRUE;
  if (postil_number_scan_scale (job, number->end, FALSE, &end, &scale))
    {
      number->scale = scale;
      number->value *= scale;
      number->end = end;
    }
  return TRUE;
}

/**
 * postil_number_scan_ordinal:
 * @job: the job
 * @begin: a token of the sentence
 * @end: (out): the token after the ordinal
 * @value: (out): its rank
 *
 * Reads "second", "23rd", "twenty-first".
 *
 * Returns: whether there is one.
 */
gboolean
postil_number_scan_ordinal (const PostilFigureJob *job, guint begin, guint *end, double *value)
{
  const PostilToken *token = postil_figures_token (job, begin);
  const PostilToken *next = postil_figures_token (job, (gint64) begin + 1);
  guint8 decimals;

  if (postil_token_number_sense (token) == POSTIL_NUMBER_ORDINAL)
    {
      *value = postil_token_number (token);
      *end = begin + 1;
      return TRUE;
    }
  if (token->kind == POSTIL_TOKEN_NUMBER && postil_token_is_glued (next)
      && (postil_figures_is (job, (gint64) begin + 1, "st") || postil_figures_is (job, (gint64) begin + 1, "nd")
          || postil_figures_is (job, (gint64) begin + 1, "rd") || postil_figures_is (job, (gint64) begin + 1, "th")))
    {
      *end = begin + 2;
      return postil_number_scan_digits (job, begin, value, &decimals) && decimals == 0;
    }
  if (postil_token_number_sense (token) == POSTIL_NUMBER_TENS && postil_token_is_mark (next, '-')
      && postil_token_number_sense (postil_figures_token (job, (gint64) begin + 2)) == POSTIL_NUMBER_ORDINAL)
    {
      *value = postil_token_number (token) + postil_token_number (postil_figures_token (job, (gint64) begin + 2));
      *end = begin + 3;
      return *value < 100;
    }
  return FALSE;
}
