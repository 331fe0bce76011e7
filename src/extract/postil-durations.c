/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads lengths of time, ages, and how often something happens: "three years", "an hour and a half", "90-day", "34 years old", "every
 * Monday", "twice a week". */
#include "config.h"

#include "postil-dates-private.h"

#include <math.h>
#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static const struct
{
  const char *name, *prefix, *letter;
  double count;
} span_units[POSTIL_N_SPAN_UNITS] = {
  [POSTIL_SPAN_UNIT_SECOND] = { "second", "PT", "S", 1 },    [POSTIL_SPAN_UNIT_MINUTE] = { "minute", "PT", "M", 1 },
  [POSTIL_SPAN_UNIT_HOUR] = { "hour", "PT", "H", 1 },        [POSTIL_SPAN_UNIT_DAY] = { "day", "P", "D", 1 },
  [POSTIL_SPAN_UNIT_WEEK] = { "week", "P", "W", 1 },         [POSTIL_SPAN_UNIT_FORTNIGHT] = { "fortnight", "P", "W", 2 },
  [POSTIL_SPAN_UNIT_MONTH] = { "month", "P", "M", 1 },       [POSTIL_SPAN_UNIT_QUARTER] = { "quarter", "P", "M", 3 },
  [POSTIL_SPAN_UNIT_YEAR] = { "year", "P", "Y", 1 },         [POSTIL_SPAN_UNIT_DECADE] = { "decade", "P", "Y", 10 },
  [POSTIL_SPAN_UNIT_CENTURY] = { "century", "P", "Y", 100 },
};

static char *
format_duration (guint unit, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.10g", value * span_units[unit].count);
  return g_strconcat (span_units[unit].prefix, number, span_units[unit].letter, NULL);
}

static PostilFound *
add_value (PostilFigureJob *job, const guint span[2], PostilFigureKind kind, double value, guint unit)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], kind);

  if (found == NULL)
    return NULL;
  found->figure.value = value;
  found->figure.unit = g_strdup (span_units[unit].name);
  if (kind == POSTIL_FIGURE_DURATION)
    found->figure.iso = format_duration (unit, value);
  return found;
}

/* "-year-old", " years old", " years of age": the token after it, 0 when it is no age. */
static guint
scan_age_tail (const PostilFigureJob *job, guint unit_index)
{
  guint i = unit_index + 1;

  if (postil_figures_is (job, i, "de") && postil_figures_is_one_of (job, (gint64) i + 1, "edad"))
    return i + 2;
  if (postil_token_is_mark (at (job, i), '-') && postil_figures_is_one_of (job, (gint64) i + 1, "old olds"))
    return i + 2;
  if (postil_figures_is_one_of (job, i, "old alt") || (job->brief && postil_figures_is (job, i, "olds")))
    return i + 1;
  if (postil_figures_is (job, i, "of") && postil_figures_is (job, (gint64) i + 1, "age"))
    return i + 2;
  return 0;
}

/* "37-jährige": the German word for an age. */
static gboolean
is_german_age (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index);

  return token->byte_end - token->byte >= 7 && memcmp (job->tokens->text + token->byte, "jährig", 7) == 0;
}

/* "âgé de 34 ans", "Ana Ruiz, de 34 años," in French and Spanish, where no word for "old" follows. */
static gboolean
follows_person (const PostilFigureJob *job, guint begin, guint unit)
{
  const PostilToken *comma = at (job, (gint64) begin - 1);
  const PostilToken *word = at (job, (gint64) begin - 2);

  if (job->language != POSTIL_LANGUAGE_FR && job->language != POSTIL_LANGUAGE_ES)
    return FALSE;
  if (postil_figures_is (job, (gint64) begin - 1, "de"))
    {
      if (word->c == 0xe2 && word->end - word->start <= 5)
        return TRUE;
      comma = word;
    }
  return postil_token_is_mark (comma, ',') && at (job, (gint64) unit + 1)->kind == POSTIL_TOKEN_MARK;
}

/* A unit of time, with its short forms after digits: "3h", "90min", in a note "2 m". */
static guint
unit_at (const PostilFigureJob *job, const PostilNumber *number, guint index)
{
  const PostilToken *token = at (job, index);
  const guint unit = postil_token_span_unit (token);
  const gboolean glued = postil_token_is_glued (token);

  if (unit != POSTIL_SPAN_UNIT_NONE)
    return unit == POSTIL_SPAN_UNIT_SECOND && (number->end == index && number->value == 1)
                   && postil_figures_is (job, index, "second") && number->spelled && !job->brief
               ? POSTIL_SPAN_UNIT_NONE
               : unit;
  if (token->kind != POSTIL_TOKEN_WORD || number->spelled || (!glued && !job->brief))
    return POSTIL_SPAN_UNIT_NONE;
  if (postil_figures_is (job, index, "h"))
    return POSTIL_SPAN_UNIT_HOUR;
  if (postil_figures_is (job, index, "y") && job->brief && job->language == POSTIL_LANGUAGE_EN)
    return POSTIL_SPAN_UNIT_YEAR;
  if (postil_figures_is (job, index, "d") && job->brief)
    return POSTIL_SPAN_UNIT_DAY;
  if (postil_figures_is (job, index, "s") && job->brief && glued && number->value < 100)
    return POSTIL_SPAN_UNIT_SECOND;
  return postil_figures_is (job, index, "m") && token->c == 'm' && job->brief && !glued && job->tokens->n_tokens == 2
             ? POSTIL_SPAN_UNIT_MINUTE
             : POSTIL_SPAN_UNIT_NONE;
}

/* In a note: "1 hour fifteen", "1 hour and thirty": minutes without their name at its end. */
static guint
scan_bare_minutes (const PostilFigureJob *job, guint index, double *minutes)
{
  guint i = index;
  PostilNumber number;
  const PostilToken *after;

  i += postil_figures_is (job, i, "and") ? 1 : 0;
  if (!job->brief || !postil_number_scan (job, i, &number) || number.value < 1 || number.value > 59 || number.fraction)
    return 0;
  after = at (job, number.end);
  if (after->c != 0 && after->c != '.' && after->c != ',')
    return 0;
  *minutes = number.value;
  return number.end;
}

/* "and a half" after the unit: "a year and a half". */
static gboolean
scan_half_after (const PostilFigureJob *job, guint index)
{
  return postil_figures_is (job, index, "and") && postil_figures_is (job, (gint64) index + 1, "a")
         && postil_figures_is (job, (gint64) index + 2, "half");
}

/* A word between the number and the unit: "ten more years", "two additional minutes". */
static guint
skip_degree_word (const PostilFigureJob *job, guint index)
{
  return postil_figures_is_one_of (job, index,
                                   "more extra additional fewer further full whole straight consecutive working business")
                 && postil_token_span_unit (at (job, (gint64) index + 1)) != POSTIL_SPAN_UNIT_NONE
             ? index + 1
             : index;
}

/* "and two quarters hour", "one and quarter of hour": parts of an hour in a note. */
static guint
scan_odd_fraction (const PostilFigureJob *job, guint index, double *value)
{
  guint i = index;
  double numerator = 1;

  if (!job->brief || !postil_figures_is (job, i, "and"))
    return 0;
  i++;
  if (postil_token_number_sense (at (job, i)) == POSTIL_NUMBER_UNIT)
    numerator = postil_token_number (at (job, i++));
  else
    i += postil_figures_is (job, i, "a") ? 1 : 0;
  if (!postil_figures_is_one_of (job, i, "quarter quarters half"))
    return 0;
  *value = numerator * (postil_figures_is (job, i, "half") ? 0.5 : 0.25);
  i++;
  i += postil_figures_is (job, i, "of") ? 1 : 0;
  i += postil_figures_is_one_of (job, i, "a an") ? 1 : 0;
  return i;
}

/**
 * postil_figures_read_duration:
 * @job: the job
 * @begin: the first token of a number
 * @number: the number
 * @next: (out): where to go on
 *
 * Reads a length of time or an age.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_duration (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next)
{
  guint i = number->end, unit, span[2] = { begin, 0 }, end;
  double value = number->value, part = 0;
  PostilFound *found;

  end = number->value == floor (number->value) ? scan_odd_fraction (job, i, &part) : 0;
  if (end > 0 && postil_token_span_unit (at (job, end)) != POSTIL_SPAN_UNIT_NONE)
    {
      value += part;
      i = end;
    }
  else if (job->brief && postil_figures_is (job, i, "of") && number->decimals == 0 && value != floor (value))
    i += postil_figures_is_one_of (job, (gint64) i + 1, "a an") ? 2 : 1;
  i += postil_token_is_mark (at (job, i), '-') && (postil_token_is_glued (at (job, i)) || job->brief) ? 1 : 0;
  i = skip_degree_word (job, i);
  if (job->language == POSTIL_LANGUAGE_DE && is_german_age (job, i))
    {
      span[1] = i + 1;
      add_value (job, span, POSTIL_FIGURE_AGE, value, POSTIL_SPAN_UNIT_YEAR);
      *next = i + 1;
      return TRUE;
    }
  unit = unit_at (job, number, i);
  if (unit == POSTIL_SPAN_UNIT_NONE || span_units[unit].name == NULL || number->value < 0)
    return FALSE;
  if (number->fraction && value < 1 && unit >= POSTIL_SPAN_UNIT_QUARTER && !postil_figures_is (job, begin, "half"))
    return FALSE;
  span[1] = scan_age_tail (job, i);
  if (span[1] == 0 && unit == POSTIL_SPAN_UNIT_YEAR && follows_person (job, begin, i))
    span[1] = i + 1;
  if (span[1] > 0)
    {
      add_value (job, span, POSTIL_FIGURE_AGE, value, unit);
      *next = span[1];
      return TRUE;
    }
  span[1] = i + 1;
  if (scan_half_after (job, i + 1))
    {
      value += 0.5;
      span[1] = i + 4;
    }
  else if (unit == POSTIL_SPAN_UNIT_HOUR && (end = scan_bare_minutes (job, i + 1, &part)) > 0)
    {
      value = value * 60 + part;
      unit = POSTIL_SPAN_UNIT_MINUTE;
      span[1] = end;
    }
  found = add_value (job, span, POSTIL_FIGURE_DURATION, value, unit);
  if (found != NULL && value > 0 && value < 1 && unit == POSTIL_SPAN_UNIT_HOUR)
    {
      g_free (found->figure.iso);
      found->figure.iso = format_duration (POSTIL_SPAN_UNIT_MINUTE, value * 60);
    }
  *next = span[1];
  return TRUE;
}

/* --- how often --- */

/* "daily", "weekly": adjectives and adverbs of repetition. */
static const struct
{
  const char *words, *iso;
} repeated[] = {
  { "hourly", "PT1H" },  { "daily", "P1D" },    { "nightly", "P1D" },   { "weekly", "P1W" },     { "fortnightly", "P2W" },
  { "biweekly", "P2W" }, { "monthly", "P1M" },  { "bimonthly", "P2M" }, { "quarterly", "P3M" },  { "yearly", "P1Y" },
  { "annually", "P1Y" }, { "annual", "P1Y" },   { "biannual", "P6M" },  { "semiannual", "P6M" }, { "semiannually", "P6M" },
  { "biennial", "P2Y" }, { "everyday", "P1D" }, { "bi-weekly", "P2W" },
};

static gboolean
add_set (PostilFigureJob *job, guint begin, guint end, char *iso, guint *next)
{
  PostilFound *found = postil_figures_add (job, begin, end, POSTIL_FIGURE_SET);

  if (found != NULL)
    found->figure.iso = iso;
  else
    g_free (iso);
  *next = end;
  return TRUE;
}

static gboolean
read_repeated_word (PostilFigureJob *job, guint begin, guint *next)
{
  for (guint r = 0; r < G_N_ELEMENTS (repeated); r++)
    if (postil_figures_is (job, begin, repeated[r].words))
      return add_set (job, begin, begin + 1, g_strdup (repeated[r].iso), next);
  if (postil_figures_is (job, begin, "semi") && postil_token_is_mark (at (job, (gint64) begin + 1), '-')
      && postil_figures_is_one_of (job, (gint64) begin + 2, "annual annually monthly weekly"))
    return add_set (job, begin, begin + 3, g_strdup (postil_figures_is (job, (gint64) begin + 2, "weekly") ? "P3D" : "P6M"),
                    next);
  if (postil_figures_is_one_of (job, begin, "weekends weekdays"))
    return add_set (job, begin, begin + 1, g_strdup (postil_figures_is (job, begin, "weekends") ? "XXXX-WXX-WE" : "XXXX-WXX"),
                    next);
  return FALSE;
}

/* The part of the day after a weekday: "every Tuesday afternoon". */
static guint
skip_part (const PostilFigureJob *job, guint index)
{
  return postil_clock_scan_part (job, index) != NULL ? index + 1 : index;
}

/* "every Monday", "each year", "every three weeks", "every other day", "every third week of October", "alternate Fridays". */
static gboolean
read_every (PostilFigureJob *job, guint begin, guint *next)
{
  guint i = begin + 1, end;
  double value = 1;
  const PostilToken *token;
  PostilNumber number;
  const char *part;

  if (!postil_figures_is_one_of (job, begin, "every each alternate"))
    return FALSE;
  if (postil_figures_is (job, i, "other") || postil_figures_is (job, begin, "alternate"))
    {
      value = 2;
      i += postil_figures_is (job, i, "other") ? 1 : 0;
    }
  else if (postil_number_scan_ordinal (job, i, &end, &value))
    i = end;
  else if (postil_number_scan (job, i, &number) && !number.fraction)
    {
      value = number.value;
      i = number.end;
    }
  token = at (job, i);
  if (postil_dates_plural_weekday (job, i) > 0)
    return add_set (job, begin, i + 1, g_strdup_printf ("XXXX-WXX-%u", postil_dates_plural_weekday (job, i)), next);
  if (token->word == NULL)
    return FALSE;
  part = postil_clock_scan_part (job, i);
  if (part != NULL)
    return add_set (job, begin, i + 1, g_strconcat ("XXXX-XX-XXT", part, NULL), next);
  if (token->word->weekday > 0)
    return add_set (job, begin, skip_part (job, i + 1), g_strdup_printf ("XXXX-WXX-%d", token->word->weekday), next);
  if (token->word->month > 0)
    return add_set (job, begin, i + 1, g_strdup_printf ("XXXX-%02d", token->word->month), next);
  if (token->word->season > 0)
    return add_set (job, begin, i + 1, g_strdup_printf ("XXXX-%s", &"SP\0SU\0FA\0WI"[3 * (token->word->season - 1)]), next);
  if (token->word->span_unit == POSTIL_SPAN_UNIT_WEEKEND)
    return add_set (job, begin, i + 1, g_strdup ("XXXX-WXX-WE"), next);
  if (token->word->span_unit == POSTIL_SPAN_UNIT_NONE || span_units[token->word->span_unit].name == NULL)
    return FALSE;
  end = i + 1;
  if (postil_figures_is (job, end, "of") && at (job, (gint64) end + 1)->word != NULL
      && at (job, (gint64) end + 1)->word->month > 0)
    end += 2;
  return add_set (job, begin, end, format_duration (token->word->span_unit, value), next);
}

/* "twice a week", "three times per day", "once a year". */
static gboolean
read_times (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  guint i = begin + 1, unit;

  if (!postil_figures_is_one_of (job, begin, "once twice thrice"))
    {
      if (!postil_number_scan (job, begin, &number) || !postil_figures_is (job, number.end, "times"))
        return FALSE;
      i = number.end + 1;
    }
  if (!postil_figures_is_one_of (job, i, "a an per every each"))
    return FALSE;
  unit = postil_token_span_unit (at (job, (gint64) i + 1));
  if (unit == POSTIL_SPAN_UNIT_NONE || span_units[unit].name == NULL)
    return FALSE;
  return add_set (job, begin, i + 2, format_duration (unit, 1), next);
}

/* "Thursdays", "Mondays": plural weekdays, with a year or not. */
static gboolean
read_plural_weekday (PostilFigureJob *job, guint begin, guint *next)
{
  const guint weekday = postil_dates_plural_weekday (job, begin);
  guint end = begin + 1;
  int year;

  if (weekday == 0)
    return FALSE;
  if (postil_figures_is (job, end, "in") && postil_dates_scan_year (job, end + 1, &year))
    end += 2;
  return add_set (job, begin, end, g_strdup_printf ("XXXX-WXX-%u", weekday), next);
}

/* "a few minutes", "several weeks" in a note: three. */
static gboolean
read_few (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number = { .value = 3, .scale = 1, .spelled = TRUE };

  if (postil_figures_is (job, begin, "several"))
    number.end = begin + 1;
  else if (postil_figures_is (job, begin, "a") && postil_figures_is (job, (gint64) begin + 1, "few"))
    number.end = begin + 2;
  else
    return FALSE;
  return postil_token_span_unit (at (job, number.end)) != POSTIL_SPAN_UNIT_NONE
         && !postil_figures_is_one_of (job, (gint64) number.end + 1, "ago later earlier")
         && postil_figures_read_duration (job, begin, &number, next);
}

/**
 * postil_sets_read:
 * @job: the job of a note
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads how often something happens.
 *
 * Returns: whether there is one.
 */
gboolean
postil_sets_read (PostilFigureJob *job, guint begin, guint *next)
{
  if (at (job, begin)->kind == POSTIL_TOKEN_WORD && read_repeated_word (job, begin, next))
    return TRUE;
  return read_few (job, begin, next) || read_every (job, begin, next) || read_times (job, begin, next)
         || read_plural_weekday (job, begin, next);
}
