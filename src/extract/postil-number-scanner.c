/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one number of any form: digits with a scale, spelled-out numbers, mixtures of both, decimals after "point", fractions and
 * shares ("one in five"). */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <string.h>

#define MAX_WORDS 48 /* of one number: whoever writes more makes no figure */

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static guint
sense_at (const PostilFigureJob *job, gint64 index)
{
  return postil_token_number_sense (at (job, index));
}

static double
value_at (const PostilFigureJob *job, gint64 index)
{
  return postil_token_number (at (job, index));
}

/* A hyphen that joins words; in a note it may stand apart. */
static guint
skip_hyphen (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index);

  return postil_token_is_mark (token, '-') && (postil_token_is_glued (token) || job->brief) ? index + 1 : index;
}

static gboolean
is_article (const PostilFigureJob *job, guint index)
{
  return postil_figures_is (job, index, "a") || postil_figures_is (job, index, "an");
}

/* The word that joins the parts of a number: "and", "y", "et", "und". */
static gboolean
is_and (const PostilFigureJob *job, guint index)
{
  switch (job->language)
    {
    case POSTIL_LANGUAGE_DE:
      return postil_figures_is (job, index, "und");
    case POSTIL_LANGUAGE_FR:
      return postil_figures_is (job, index, "et");
    case POSTIL_LANGUAGE_ES:
      return postil_figures_is (job, index, "y");
    case POSTIL_LANGUAGE_OTHER:
    case POSTIL_LANGUAGE_EN:
    case POSTIL_LANGUAGE_ZH:
    case POSTIL_N_LANGUAGES:
    default:
      return postil_figures_is (job, index, "and");
    }
}

/* What may stand after a bare fraction such as "a third": "of", a comparison, the end of a clause. */
static gboolean
fraction_may_end (const PostilFigureJob *job, guint end)
{
  const PostilToken *after = at (job, end);

  if (after->kind == POSTIL_TOKEN_MARK)
    return after->c != '-';
  return postil_token_in (after, POSTIL_WORD_COMPARE_UP | POSTIL_WORD_COMPARE_DOWN | POSTIL_WORD_PREPOSITION | POSTIL_WORD_VERB)
         || postil_figures_is_one_of (job, end, "of and since while de der des del") || sense_at (job, end) == POSTIL_NUMBER_SCALE
         || (job->brief && (at (job, end)->word == NULL || at (job, end)->word->unit > 0));
}

/* The denominator at index: "fifths", "twenty-firsts", after one also "fifth"; the token after it, else 0. */
static guint
scan_parts (const PostilFigureJob *job, guint index, gboolean singular, double *parts)
{
  const guint sense = sense_at (job, index);
  guint next;

  *parts = value_at (job, index);
  if (sense == POSTIL_NUMBER_TENS)
    {
      next = skip_hyphen (job, index + 1);
      *parts += value_at (job, next);
      return sense_at (job, next) == POSTIL_NUMBER_PARTS && value_at (job, next) < 10 ? next + 1 : 0;
    }
  if (sense == POSTIL_NUMBER_PARTS)
    return *parts >= 2 && (singular || *parts != 4 || !postil_figures_is (job, index, "quarter")) ? index + 1 : 0;
  return singular && sense == POSTIL_NUMBER_ORDINAL && *parts > 2 ? index + 1 : 0;
}

/* "and a half", "-and-a-half", "and three quarters" at index: the token after it, else 0. */
static guint
scan_and_fraction (const PostilFigureJob *job, guint index, double *value)
{
  guint i = index, end;
  double numerator = 1, parts;
  gboolean singular;

  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  if (!is_and (job, i))
    return 0;
  i++;
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  singular = is_article (job, i) || postil_figures_is_one_of (job, i, "one un une ein");
  if (!singular && sense_at (job, i) == POSTIL_NUMBER_UNIT)
    numerator = value_at (job, i);
  else if (!singular)
    {
      *value = 0.5;
      return postil_figures_is_one_of (job, i, "half demi demie medio media")
                     && (job->brief || job->language != POSTIL_LANGUAGE_EN)
                 ? i + 1
                 : 0;
    }
  i = skip_hyphen (job, i + 1);
  end = scan_parts (job, i, singular, &parts);
  if (end == 0 || (parts != 2 && !fraction_may_end (job, end) && postil_token_span_unit (at (job, end)) == 0))
    return 0;
  *value = numerator / parts;
  return end;
}

/* "point five", "point zero eight", "point 77" at index: the token after it, else 0. */
static guint
scan_point (const PostilFigureJob *job, guint index, double *decimals)
{
  guint i = index + 1;
  double digit = 0.1;

  if (!postil_figures_is (job, index, "point")
      && !(job->language == POSTIL_LANGUAGE_DE && postil_figures_is (job, index, "komma"))
      && !(job->language == POSTIL_LANGUAGE_FR && postil_figures_is (job, index, "virgule")))
    return 0;
  *decimals = 0;
  if (at (job, i)->kind == POSTIL_TOKEN_NUMBER)
    {
      guint8 places;
      const guint n = at (job, i)->end - at (job, i)->start;

      if (!postil_number_scan_digits (job, i, decimals, &places) || places > 0 || n > 12)
        return 0;
      *decimals /= pow (10, n);
      return i + 1;
    }
  for (; sense_at (job, i) == POSTIL_NUMBER_UNIT || sense_at (job, i) == POSTIL_NUMBER_TENS; i++)
    {
      const double value = value_at (job, i);

      if (value > 9)
        digit /= 10;
      *decimals += value * digit;
      digit /= 10;
      if (sense_at (job, i) == POSTIL_NUMBER_TENS && sense_at (job, (gint64) i + 1) == POSTIL_NUMBER_UNIT)
        digit *= 10;
      if (digit < 1e-13)
        break;
    }
  return i > index + 1 ? i : 0;
}

/* What a spelled number has come to. */
typedef struct
{
  double total;
  double current;
  double last_scale;
  guint last; /* sense of the last word */
  guint words;
  guint end;
} Sum;

/* Adds the word at index when a number may go on with it. */
static gboolean
add_word (const PostilFigureJob *job, guint index, Sum *sum)
{
  const guint sense = sense_at (job, index);
  const double value = value_at (job, index);

  if (sum->words++ > MAX_WORDS)
    return FALSE;
  switch (sense)
    {
    case POSTIL_NUMBER_UNIT:
      if (sum->last == POSTIL_NUMBER_UNIT
          || (sum->last == POSTIL_NUMBER_TENS && (value > 9 || value < 1) && job->language != POSTIL_LANGUAGE_FR))
        return FALSE;
      sum->current += value;
      break;
    case POSTIL_NUMBER_TENS:
      if (job->language == POSTIL_LANGUAGE_FR && value == 20 && sum->last == POSTIL_NUMBER_UNIT && sum->current == 4)
        sum->current = 80;
      else if (sum->last == POSTIL_NUMBER_TENS || sum->last == POSTIL_NUMBER_UNIT)
        return FALSE;
      else
        sum->current += value;
      break;
    case POSTIL_NUMBER_HUNDREDS:
      if (sum->last == POSTIL_NUMBER_TENS || sum->last == POSTIL_NUMBER_UNIT || sum->last == POSTIL_NUMBER_HUNDREDS)
        return FALSE;
      sum->current += value;
      break;
    case POSTIL_NUMBER_HUNDRED:
    case POSTIL_NUMBER_SCALE:
    case POSTIL_NUMBER_SCALES:
      if (sum->last == POSTIL_NUMBER_NONE && sense == POSTIL_NUMBER_SCALES)
        return FALSE;
      if (value < 1000)
        sum->current = MAX (sum->current, 1) * value;
      else if (value < sum->last_scale)
        {
          sum->total += MAX (sum->current, 1) * value;
          sum->last_scale = value;
          sum->current = 0;
        }
      else
        {
          sum->total = (sum->total + sum->current) * value;
          sum->current = 0;
          sum->last_scale = value;
        }
      break;
    default:
      return FALSE;
    }
  sum->last = sense;
  sum->end = index + 1;
  return TRUE;
}

/* Digits inside a spelled number: "4 thousand 3 hundred", only before a smaller scale. */
static gboolean
add_digits (const PostilFigureJob *job, guint index, Sum *sum)
{
  const guint scale = sense_at (job, (gint64) index + 1);
  double value;
  guint8 decimals;

  if (at (job, index)->kind != POSTIL_TOKEN_NUMBER || (scale != POSTIL_NUMBER_HUNDRED && scale != POSTIL_NUMBER_SCALE)
      || postil_token_is_glued (at (job, (gint64) index + 1)) || value_at (job, (gint64) index + 1) >= sum->last_scale
      || !postil_number_scan_digits (job, index, &value, &decimals) || value >= sum->last_scale)
    return FALSE;
  sum->current += value;
  sum->last = POSTIL_NUMBER_UNIT;
  sum->end = index + 1;
  return TRUE;
}

/* Goes on with the words after the first. */
static void
add_words (const PostilFigureJob *job, Sum *sum, gboolean digits)
{
  for (;;)
    {
      const gboolean scaled
          = sum->last == POSTIL_NUMBER_HUNDRED || sum->last == POSTIL_NUMBER_HUNDREDS || sum->last == POSTIL_NUMBER_SCALE;
      guint next = skip_hyphen (job, sum->end);
      double part, parts;

      if (scan_and_fraction (job, sum->end, &part) > 0)
        return;
      if (sum->last == POSTIL_NUMBER_UNIT && scan_parts (job, next, FALSE, &parts) > 0)
        return;
      if (next == sum->end && is_and (job, next)
          && (scaled || (sum->last == POSTIL_NUMBER_TENS && job->language != POSTIL_LANGUAGE_EN)))
        next++;
      if (digits && next > sum->end && sum->last != POSTIL_NUMBER_HUNDRED)
        return;
      if (next == sum->end && scaled && add_digits (job, next, sum))
        continue;
      if (!add_word (job, next, sum))
        return;
    }
}

/* After the whole: the fraction after "and", decimals after "point", a denominator. */
static void
add_tail (const PostilFigureJob *job, const Sum *sum, gboolean spelled, PostilNumber *number)
{
  const guint next = skip_hyphen (job, number->end);
  double part;
  guint end = scan_and_fraction (job, number->end, &part);

  if (end > 0 && part < 1)
    {
      number->value += part * (sum->last == POSTIL_NUMBER_SCALE && sum->last_scale < INFINITY ? sum->last_scale : 1);
      number->end = end;
      if (sense_at (job, end) == POSTIL_NUMBER_SCALE && number->scale == 1 && value_at (job, end) >= 1000)
        {
          number->scale = value_at (job, end);
          number->value *= number->scale;
          number->end = end + 1;
        }
      return;
    }
  end = scan_point (job, number->end, &part);
  if (end > 0 && number->decimals == 0)
    {
      double scale;

      number->value += part;
      number->decimals = 1;
      number->end = end;
      if (sense_at (job, end) == POSTIL_NUMBER_SCALE)
        {
          scale = value_at (job, end);
          number->value *= scale;
          number->scale = scale;
          number->end = end + 1;
        }
      return;
    }
  end = spelled ? scan_parts (job, next, FALSE, &part) : 0;
  if (end > 0 && part != 4 && part != 2 && number->scale >= 1 && fraction_may_end (job, end))
    {
      number->value /= part;
      number->fraction = TRUE;
      number->end = end;
    }
}

static gboolean
scan_spelled (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  Sum sum = { .last_scale = INFINITY, .end = begin };
  const guint sense = sense_at (job, begin), next = sense_at (job, (gint64) begin + 1);

  *number = (PostilNumber){ .scale = 1 };
  if (is_article (job, begin))
    {
      if (next != POSTIL_NUMBER_HUNDRED && next != POSTIL_NUMBER_SCALE)
        return FALSE;
      number->vague = postil_figures_is (job, (gint64) begin + 1, "dozen");
      add_word (job, begin + 1, &sum);
    }
  else if (sense == POSTIL_NUMBER_HUNDRED || sense == POSTIL_NUMBER_SCALE)
    {
      const gboolean glued = postil_token_is_glued (at (job, begin)) && begin > job->sentence->begin;

      if (glued || !(job->brief || job->language == POSTIL_LANGUAGE_FR || job->language == POSTIL_LANGUAGE_ES)
          || at (job, begin)->end - at (job, begin)->start < 3
          || (next == POSTIL_NUMBER_NONE && (at (job, (gint64) begin + 1)->word == NULL || !job->brief)
              && job->language != POSTIL_LANGUAGE_ES && job->language != POSTIL_LANGUAGE_FR)
          || !add_word (job, begin, &sum))
        return FALSE;
    }
  else if ((sense != POSTIL_NUMBER_UNIT && sense != POSTIL_NUMBER_TENS && sense != POSTIL_NUMBER_HUNDREDS)
           || !add_word (job, begin, &sum))
    return FALSE;
  add_words (job, &sum, FALSE);
  number->value = sum.total + sum.current;
  number->scale = sum.last_scale < INFINITY ? sum.last_scale : 1;
  number->bare = number->value / number->scale;
  number->spelled = TRUE;
  number->end = sum.end;
  add_tail (job, &sum, TRUE, number);
  return TRUE;
}

/* "a million", "million" after a fraction and perhaps "of": multiplies it. */
static gboolean
add_scale_of (const PostilFigureJob *job, PostilNumber *number)
{
  guint i = number->end, end;
  double scale;
  const gboolean of = postil_figures_is (job, i, "of");

  i += of ? 1 : 0;
  i += is_article (job, i) ? 1 : 0;
  if (of && i != number->end + 2)
    return FALSE;
  if (sense_at (job, i) != POSTIL_NUMBER_SCALE || !postil_number_scan_scale (job, i, FALSE, &end, &scale) || scale < 1000)
    return FALSE;
  number->value *= scale;
  number->scale = scale;
  number->end = end;
  number->fraction = FALSE;
  return TRUE;
}

/* Whether "a quarter", "two quarters" say a part of the year or of something whole that is not named. */
static gboolean
is_calendar_quarter (const PostilFigureJob *job, guint begin, guint part, gboolean article)
{
  const PostilToken *after = at (job, (gint64) part + 1), *before = at (job, (gint64) begin - 1);

  if (postil_token_span_unit (at (job, part)) != POSTIL_SPAN_UNIT_QUARTER || part != begin + 1)
    return FALSE;
  if (!article)
    return !postil_figures_is (job, (gint64) part + 1, "of") && sense_at (job, (gint64) part + 1) != POSTIL_NUMBER_SCALE;
  return after->kind == POSTIL_TOKEN_MARK
         && !postil_token_in (before, POSTIL_WORD_APPROX | POSTIL_WORD_VERB | POSTIL_WORD_DOWN | POSTIL_WORD_UP
                                          | POSTIL_WORD_PREPOSITION);
}

/* "two-thirds", "a quarter", "five eighths": numerator over an ordinal or a part. */
static gboolean
scan_fraction (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  double numerator = 1, parts;
  guint i, end;
  const gboolean article
      = is_article (job, begin) || postil_figures_is (job, begin, "one")
        || (job->language != POSTIL_LANGUAGE_EN && postil_figures_is_one_of (job, begin, "ein eine einem einen un une una"));

  if (!article && sense_at (job, begin) != POSTIL_NUMBER_UNIT)
    return FALSE;
  if (!article)
    numerator = value_at (job, begin);
  i = skip_hyphen (job, begin + 1);
  end = scan_parts (job, i, article, &parts);
  if (end == 0
      || (sense_at (job, i) == POSTIL_NUMBER_PARTS && article && !postil_figures_is (job, i, "quarter")
          && job->language == POSTIL_LANGUAGE_EN))
    return FALSE;
  if (numerator == 0 || !fraction_may_end (job, end) || is_calendar_quarter (job, begin, i, article))
    return FALSE;
  *number = (PostilNumber){ .end = end, .value = numerator / parts, .scale = 1, .spelled = TRUE, .fraction = TRUE };
  add_scale_of (job, number);
  return TRUE;
}

/* "half an hour", "half-litre", "half day": the token of the unit, 0 when none follows. */
static guint
skip_half_of (const PostilFigureJob *job, guint begin)
{
  guint i = begin + 1;
  const PostilToken *unit;
  const gboolean article = is_article (job, i), hyphen = postil_token_is_mark (at (job, i), '-');

  i += article || hyphen ? 1 : 0;
  unit = at (job, i);
  if (unit->word == NULL || (unit->word->unit == 0 && unit->word->span_unit == 0) || postil_figures_is (job, i, "half"))
    return 0;
  if (!article && (unit->word->span_unit > POSTIL_SPAN_UNIT_HOUR || postil_figures_is (job, i, "second")) && !job->brief)
    return 0;
  if (job->tokens->text[unit->byte_end - 1] == 's' && !hyphen)
    return 0;
  return hyphen && unit->word->unit == 0 && unit->word->span_unit > POSTIL_SPAN_UNIT_DAY ? 0 : i;
}

/* "half of", "half the", "half a million", "quarter million". */
static gboolean
scan_half (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const gboolean half = sense_at (job, begin) == POSTIL_NUMBER_PARTS && postil_figures_is (job, begin, "half");
  const PostilToken *before = at (job, (gint64) begin - 1);
  guint end;

  if ((!half && (sense_at (job, begin) != POSTIL_NUMBER_PARTS || !postil_figures_is (job, begin, "quarter")))
      || postil_token_number_sense (before) == POSTIL_NUMBER_ORDINAL)
    return FALSE;
  *number = (PostilNumber){ .end = begin + 1, .value = half ? 0.5 : 0.25, .scale = 1, .spelled = TRUE, .fraction = TRUE };
  if (add_scale_of (job, number))
    return TRUE;
  end = skip_half_of (job, begin);
  if (end > 0)
    {
      number->end = end;
      return TRUE;
    }
  if (!half)
    return FALSE;
  if (postil_figures_is (job, (gint64) begin + 1, "a") && postil_figures_is (job, (gint64) begin + 2, "point"))
    return TRUE;
  if (postil_figures_is_one_of (job, (gint64) begin + 1, "of the its their his her our those that all to and are were"))
    return !postil_token_in (before, POSTIL_WORD_RELATIVE);
  if (postil_token_is_mark (at (job, (gint64) begin + 1), '-'))
    return FALSE;
  return postil_token_in (before, POSTIL_WORD_APPROX | POSTIL_WORD_PREPOSITION);
}

/* A whole number after "in", "out of", "over": digits or words. */
static guint
scan_whole (const PostilFigureJob *job, guint begin, double *value)
{
  PostilNumber whole;
  guint8 decimals;

  if (at (job, begin)->kind == POSTIL_TOKEN_NUMBER)
    return postil_number_scan_digits (job, begin, value, &decimals) && decimals == 0 ? begin + 1 : 0;
  if (!scan_spelled (job, begin, &whole))
    return 0;
  *value = whole.value;
  return whole.end;
}

/* "one in five", "nine out of ten", in a note "one over three". */
static gboolean
scan_share (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  guint i = number->end, end;
  double whole;
  const gboolean out = postil_figures_is (job, i, "out") && postil_figures_is (job, (gint64) i + 1, "of");
  const gboolean over = job->brief && postil_figures_is (job, i, "over");

  if (!out && !over && !postil_figures_is (job, i, "in"))
    return FALSE;
  if (!out && !over && (number->decimals > 0 || number->value > 9))
    return FALSE;
  i += out ? 2 : 1;
  end = scan_whole (job, i, &whole);
  if (end == 0 || whole == 0 || (!out && !over && (whole > 1000 || (whole > 100 && number->value > 1))))
    return FALSE;
  if ((!over && whole <= number->value) || postil_token_span_unit (at (job, end)) != POSTIL_SPAN_UNIT_NONE
      || sense_at (job, end) == POSTIL_NUMBER_SCALE || (over && at (job, end)->kind == POSTIL_TOKEN_WORD)
      || postil_token_is_mark (at (job, end), '/'))
    return FALSE;
  number->value /= whole;
  number->end = end;
  number->fraction = TRUE;
  return begin < number->end;
}

/* "minus", "negative" before a number. */
static gboolean
is_negative_word (const PostilFigureJob *job, guint index)
{
  if (sense_at (job, index) != POSTIL_NUMBER_NONE || postil_figures_is (job, (gint64) index - 1, "or")
      || postil_figures_is (job, (gint64) index - 1, "oder"))
    return FALSE;
  return (job->language == POSTIL_LANGUAGE_EN && postil_figures_is (job, index, "negative"))
         || postil_figures_is_one_of (job, index, "minus moins menos");
}

static gboolean
scan_digits_and_words (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  Sum sum = { .last = POSTIL_NUMBER_NONE };
  double scale;
  guint end;

  if (!postil_number_scan_numeral (job, begin, number))
    return FALSE;
  number->bare = number->value;
  if (scan_share (job, begin, number))
    return TRUE;
  if (number->fraction && number->value < 1)
    {
      add_scale_of (job, number);
      return TRUE;
    }
  if (postil_number_scan_scale (job, number->end, FALSE, &end, &scale))
    {
      number->value *= scale;
      number->scale = scale;
      number->end = end;
      sum = (Sum){ .total = number->value,
                   .last_scale = scale >= 1000 ? scale : 1000,
                   .last = scale < 1000 ? POSTIL_NUMBER_HUNDRED : POSTIL_NUMBER_SCALE,
                   .end = end };
      if (at (job, (gint64) end - 1)->end - at (job, (gint64) end - 1)->start < 3)
        return TRUE;
      add_words (job, &sum, TRUE);
      number->value = sum.total + sum.current;
      number->end = sum.end;
    }
  add_tail (job, &sum, FALSE, number);
  return TRUE;
}

static gboolean
scan_any (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  const PostilToken *token = at (job, begin);

  if (token->kind != POSTIL_TOKEN_WORD)
    return token->kind != POSTIL_TOKEN_HAN && scan_digits_and_words (job, begin, number);
  if (token->word == NULL)
    return FALSE;
  if (is_negative_word (job, begin))
    {
      token = at (job, (gint64) begin + 1);
      if (token->kind == POSTIL_TOKEN_WORD ? sense_at (job, (gint64) begin + 1) == POSTIL_NUMBER_NONE
                                           : token->kind != POSTIL_TOKEN_NUMBER)
        return FALSE;
      if (token->kind == POSTIL_TOKEN_NUMBER ? !scan_digits_and_words (job, begin + 1, number)
                                             : !scan_spelled (job, begin + 1, number))
        return FALSE;
      scan_share (job, begin + 1, number);
      number->value = -number->value;
      return TRUE;
    }
  if (job->brief && postil_figures_is (job, begin, "point") && at (job, (gint64) begin + 1)->kind == POSTIL_TOKEN_NUMBER)
    {
      *number = (PostilNumber){ .scale = 1, .decimals = 1 };
      number->end = scan_point (job, begin, &number->value);
      return number->end > 0;
    }
  if (scan_fraction (job, begin, number) || scan_half (job, begin, number))
    return TRUE;
  if (!scan_spelled (job, begin, number))
    return FALSE;
  scan_share (job, begin, number);
  return TRUE;
}

/**
 * postil_number_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @number: (out caller-allocated): what was read
 *
 * Reads the longest number that begins at @begin, its scale with it, a sign only when it is a word, and no unit.
 *
 * Returns: whether there is one.
 */
gboolean
postil_number_scan (const PostilFigureJob *job, guint begin, PostilNumber *number)
{
  PostilNumberSeen *seen = job->seen;

  if (seen->begin != begin)
    {
      seen->begin = begin;
      seen->found = scan_any (job, begin, &seen->number);
    }
  *number = seen->number;
  return seen->found;
}

/**
 * postil_number_scan_ordinal:
 * @job: the job
 * @begin: a token of the sentence
 * @end: (out): the token after the ordinal
 * @value: (out): its rank
 *
 * Reads "second", "23rd", "twenty-first", "one hundred and twenty-fifth".
 *
 * Returns: whether there is one.
 */
gboolean
postil_number_scan_ordinal (const PostilFigureJob *job, guint begin, guint *end, double *value)
{
  Sum sum = { .last_scale = INFINITY, .end = begin };
  guint next, sense = sense_at (job, begin);
  guint8 decimals;

  if (sense == POSTIL_NUMBER_ORDINAL)
    {
      *value = value_at (job, begin);
      *end = begin + 1;
      return TRUE;
    }
  if (at (job, begin)->kind == POSTIL_TOKEN_NUMBER)
    {
      if (!postil_token_is_glued (at (job, (gint64) begin + 1))
          || !postil_figures_is_one_of (job, (gint64) begin + 1,
                                        job->language == POSTIL_LANGUAGE_EN ? "st nd rd th" : "st nd rd th er ère e ème º ª"))
        return FALSE;
      *end = begin + 2;
      return postil_number_scan_digits (job, begin, value, &decimals) && decimals == 0;
    }
  if (sense != POSTIL_NUMBER_TENS && sense != POSTIL_NUMBER_UNIT && sense != POSTIL_NUMBER_HUNDRED)
    return FALSE;
  if (!add_word (job, begin, &sum))
    return FALSE;
  for (;;)
    {
      next = skip_hyphen (job, sum.end);
      next += next == sum.end && is_and (job, next) ? 1 : 0;
      if (sense_at (job, next) == POSTIL_NUMBER_ORDINAL)
        break;
      if (!add_word (job, next, &sum))
        return FALSE;
    }
  *value = value_at (job, next);
  if (*value >= 100)
    *value = (sum.total + sum.current) * *value;
  else if ((sum.last == POSTIL_NUMBER_TENS && *value > 9) || sum.last == POSTIL_NUMBER_UNIT)
    return FALSE;
  else
    *value += sum.total + sum.current;
  *end = next + 1;
  return TRUE;
}
