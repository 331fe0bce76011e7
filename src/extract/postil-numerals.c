/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads numbers written in digits: groups and decimals in the language's form, fractions, exponents, and the scale after them. */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <stdlib.h>
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

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* Whether "m" after a count means metres: "100m sprint", "3m wide", and in a note "outreach is 48m". */
static gboolean
means_metres (const PostilFigureJob *job, guint index)
{
  const PostilToken *after = at (job, (gint64) index + 1);

  if (job->brief && at (job, index)->c == 'm'
      && (after->kind == POSTIL_TOKEN_MARK || postil_figures_is_one_of (job, (gint64) index + 1, "and is by to of per")))
    return TRUE;
  return postil_figures_is_one_of (job, (gint64) index + 1,
                                   "wide high tall deep long sprint race final dash above below hurdles freestyle relay x");
}

/* Whether a one- or two-letter scale may stand at `index`. */
static gboolean
accept_short_scale (const PostilFigureJob *job, guint index, gboolean money)
{
  const PostilToken *token = at (job, index);
  const gboolean one = token->end - token->start == 1, glued = postil_token_is_glued (token);

  if (job->brief && postil_figures_is (job, index, "k"))
    return TRUE;
  if (!(glued || (money && !postil_figures_is (job, index, "k"))) || (token->c == 't' && one && !money))
    return FALSE;
  if (!money && postil_figures_is (job, index, "mm") && !(job->brief && token->c == 'M'))
    return FALSE;
  if (!money && one && token->c == 'b' && job->brief)
    return FALSE;
  return money || !one || (token->c != 'm' && token->c != 'M') || !means_metres (job, index);
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
  const PostilToken *token = at (job, index);
  guint sense, i = index;
  const gboolean glued = postil_token_is_glued (token);

  if (postil_token_is_mark (token, '-') && glued)
    {
      i++;
      token = at (job, i);
      if (!postil_token_is_glued (token) || postil_token_number_sense (token) != POSTIL_NUMBER_SCALE)
        return FALSE;
    }
  sense = postil_token_number_sense (token);
  if (job->brief && glued && postil_token_is_mark (at (job, (gint64) i - 1), 0) == FALSE && token->c == 'G'
      && token->end - token->start == 1)
    {
      *scale = 1e9;
      *end = i + 1;
      return TRUE;
    }
  if (sense == POSTIL_NUMBER_SHORT_SCALE)
    {
      if (!accept_short_scale (job, i, money))
        return FALSE;
    }
  else if (sense != POSTIL_NUMBER_SCALE && sense != POSTIL_NUMBER_SCALES
           && !(sense == POSTIL_NUMBER_HUNDRED && i == index && !glued))
    return FALSE;
  *scale = postil_token_number (token);
  *end = i + 1;
  token = at (job, (gint64) i + 1);
  if (postil_token_is_mark (token, '.') && postil_token_is_glued (token) && job->language == POSTIL_LANGUAGE_DE)
    *end = i + 2;
  else if (sense != POSTIL_NUMBER_SHORT_SCALE
           && (postil_token_number_sense (token) == POSTIL_NUMBER_SCALE
               || (sense == POSTIL_NUMBER_SCALE && postil_token_number_sense (token) == POSTIL_NUMBER_SCALES)))
    {
      *scale *= postil_token_number (token);
      *end = i + 2;
    }
  return TRUE;
}

static double
vulgar_fraction (gunichar c)
{
  static const double values[]
      = { 1.0 / 7, 1.0 / 9, 0.1, 1.0 / 3, 2.0 / 3, 0.2, 0.4, 0.6, 0.8, 1.0 / 6, 5.0 / 6, 0.125, 0.375, 0.625, 0.875 };

  if (c >= 0xbc && c <= 0xbe)
    return (c - 0xbb) * 0.25;
  return c >= 0x2150 && c <= 0x215e ? values[c - 0x2150] : 0;
}

/* "1/2" at index, glued. In running text only the fractions that people measure with; "24/7" and dates are none. */
static gboolean
scan_slash_fraction (const PostilFigureJob *job, guint index, double *value)
{
  const PostilToken *slash = at (job, (gint64) index + 1), *below = at (job, (gint64) index + 2);
  double a, b;
  guint8 decimals, more;

  if ((!postil_token_is_mark (slash, '/') && !postil_token_is_mark (slash, 0x2044)) || below->kind != POSTIL_TOKEN_NUMBER
      || !postil_token_is_glued (below) || !postil_token_is_glued (slash)
      || postil_token_is_mark (at (job, (gint64) index + 3), '/'))
    return FALSE;
  if (!postil_number_scan_digits (job, index, &a, &decimals) || !postil_number_scan_digits (job, index + 2, &b, &more)
      || decimals + more > 0 || b < 2)
    return FALSE;
  *value = a / b;
  if (job->brief)
    return a > 0 && b <= 100000;
  return a > 0 && a < b && (b == 2 || b == 3 || b == 4 || b == 5 || b == 8 || b == 10 || b == 16 || b == 32 || b == 100);
}

/* How many groups of three digits, each after one blank, follow the token; *narrow when every blank is a no-break one. */
static guint
count_spaced_groups (const PostilFigureJob *job, guint begin, gboolean *narrow)
{
  guint n = 0;

  *narrow = TRUE;
  for (guint i = begin + 1; n < 9; i++, n++)
    {
      const PostilToken *next = at (job, i);
      const char *text = job->tokens->text + next->byte;

      if (next->kind != POSTIL_TOKEN_NUMBER || next->start != at (job, (gint64) i - 1)->end + 1 || next->byte_end - next->byte < 3
          || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]))
        return n;
      if (next->byte_end - next->byte > 3)
        return strchr (".,", text[3]) != NULL ? n + 1 : n;
      *narrow = *narrow && (guchar) text[-1] >= 0x80;
    }
  return n;
}

/* Groups of three digits apart by a no-break space, in French by any, elsewhere two groups or more: "1 200 000". */
static guint
join_spaced_groups (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token = at (job, begin);
  gboolean narrow;
  guint n;

  if (token->end - token->start > 3)
    return begin + 1;
  n = count_spaced_groups (job, begin, &narrow);
  if (n == 0 || n > 8 || (!narrow && job->language != POSTIL_LANGUAGE_FR && n < 2))
    return begin + 1;
  for (guint i = begin + 1; i <= begin + n; i++)
    {
      double part;

      if (!postil_number_scan_digits (job, i, &part, &number->decimals) || part >= 1000)
        return i;
      number->value = number->value * 1000 + part;
    }
  return begin + n + 1;
}

/* "e10", "e-3" glued to digits: the token after it, 0 when there is none. */
static guint
scan_exponent (const PostilFigureJob *job, guint index, double *factor)
{
  const PostilToken *token = at (job, index);
  const char *text = job->tokens->text + token->byte;
  const guint length = token->byte_end - token->byte;
  int exponent;

  if (token->kind != POSTIL_TOKEN_WORD || !postil_token_is_glued (token) || (token->c | 0x20) != 'e' || length > 4)
    return 0;
  exponent = length > 1 ? atoi (text + 1) : 0;
  if (length > 1)
    {
      for (guint i = 1; i < length; i++)
        if (!g_ascii_isdigit (text[i]))
          return 0;
      index++;
    }
  else
    {
      const PostilToken *sign = at (job, (gint64) index + 1), *digits = at (job, (gint64) index + 2);
      double value;
      guint8 decimals;

      if ((!postil_token_is_mark (sign, '-') && !postil_token_is_mark (sign, '+')) || !postil_token_is_glued (sign)
          || !postil_token_is_glued (digits) || !postil_number_scan_digits (job, index + 2, &value, &decimals) || value > 300)
        return 0;
      exponent = (int) value * (sign->c == '-' ? -1 : 1);
      index += 3;
    }
  *factor = pow (10, exponent);
  return exponent > 300 ? 0 : index;
}

/* ".08": decimals without a nought before them. */
static gboolean
scan_bare_decimals (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *digits = at (job, (gint64) begin + 1);
  guint n = digits->byte_end - digits->byte;

  if (digits->kind != POSTIL_TOKEN_NUMBER || !postil_token_is_glued (digits) || n > 12
      || !postil_number_scan_digits (job, begin + 1, &number->value, &number->decimals) || number->decimals > 0)
    return FALSE;
  number->value /= pow (10, n);
  number->decimals = (guint8) n;
  number->end = begin + 2;
  return TRUE;
}

/* A fraction sign or a slashed fraction right after whole digits: "2½", "1 1/2". */
static void
add_fraction_after (const PostilFigureJob *job, PostilNumber *number)
{
  const PostilToken *token = at (job, number->end);
  double part;

  if (token->kind == POSTIL_TOKEN_MARK && vulgar_fraction (token->c) > 0)
    {
      number->value += vulgar_fraction (token->c);
      number->end++;
    }
  else if (token->kind == POSTIL_TOKEN_NUMBER && number->decimals == 0 && !postil_token_has (token, POSTIL_TOKEN_LINE_BEFORE)
           && scan_slash_fraction (job, number->end, &part) && part < 1)
    {
      number->value += part;
      number->end += 3;
    }
}

/**
 * postil_number_scan_numeral:
 * @job: the job
 * @begin: a token of the sentence: digits, a fraction sign, or a point before digits
 * @number: (out caller-allocated): what was read, without a scale
 *
 * Returns: whether a number in digits begins there.
 */
gboolean
postil_number_scan_numeral (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token = at (job, begin);
  double factor;
  guint end;

  *number = (PostilNumber){ .scale = 1 };
  if (token->kind == POSTIL_TOKEN_MARK)
    {
      if (token->c == '.')
        return scan_bare_decimals (job, begin, number);
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
  number->end = number->decimals == 0 ? join_spaced_groups (job, begin, number) : begin + 1;
  end = scan_exponent (job, number->end, &factor);
  if (end > 0)
    {
      number->value *= factor;
      number->end = end;
      return TRUE;
    }
  add_fraction_after (job, number);
  return TRUE;
}
