/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates that count from the day of publication: last month, Tuesday, two years ago, the end of the year, mid-2025. */
#include "config.h"

#include "postil-dates-private.h"

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/**
 * postil_dates_width_of_unit:
 * @unit: a unit of time
 *
 * Returns: the width of a date of that unit; %POSTIL_DATE_NONE for hours and less.
 */
PostilDateWidth
postil_dates_width_of_unit (guint unit)
{
  switch (unit)
    {
    case POSTIL_SPAN_UNIT_DAY:
      return POSTIL_DATE_DAY;
    case POSTIL_SPAN_UNIT_WEEKEND:
      return POSTIL_DATE_WEEKEND;
    case POSTIL_SPAN_UNIT_WEEK:
      return POSTIL_DATE_WEEK;
    case POSTIL_SPAN_UNIT_MONTH:
      return POSTIL_DATE_MONTH;
    case POSTIL_SPAN_UNIT_QUARTER:
      return POSTIL_DATE_QUARTER;
    case POSTIL_SPAN_UNIT_YEAR:
      return POSTIL_DATE_YEAR;
    case POSTIL_SPAN_UNIT_DECADE:
      return POSTIL_DATE_DECADE;
    case POSTIL_SPAN_UNIT_CENTURY:
      return POSTIL_DATE_CENTURY;
    default:
      return POSTIL_DATE_NONE;
    }
}

/**
 * postil_dates_shifted:
 * @job: the job
 * @width: how wide
 * @steps: how many of that width from the day of publication
 *
 * Returns: that date.
 */
PostilDate
postil_dates_shifted (const PostilFigureJob *job, PostilDateWidth width, int steps)
{
  PostilDate date;

  if (width == POSTIL_DATE_WEEK || width == POSTIL_DATE_WEEKEND)
    {
      date = postil_date_shift_days (job->day, 7 * (gint64) steps);
      return postil_date_from_day ((PostilDay){ date.year, date.part, date.day }, width);
    }
  date = postil_date_from_day (job->day, width);
  if (width == POSTIL_DATE_DECADE)
    date.year -= date.year % 10;
  return postil_date_shift (&date, steps);
}

/**
 * postil_dates_direction:
 * @job: the job
 * @index: a token of the sentence
 *
 * Returns: -1 for a word such as "last", 0 "this", 1 "next"; 2 for one that is none of them.
 */
int
postil_dates_direction (const PostilFigureJob *job, guint index)
{
  static const struct
  {
    const char *word;
    int direction;
  } words[] = {
    { "last", -1 },   { "past", -1 }, { "previous", -1 }, { "latest", -1 },   { "preceding", -1 }, { "prior", -1 }, { "this", 0 },
    { "current", 0 }, { "next", 1 },  { "coming", 1 },    { "following", 1 }, { "upcoming", 1 },   { "same", 0 },
  };

  if (!postil_token_in (at (job, index), POSTIL_WORD_RELATIVE))
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_figures_is (job, index, words[i].word))
      return words[i].direction;
  return 2;
}

/* "last month", "the latest quarter", "next Tuesday", "last June", "this autumn". */
static gboolean
scan_directed (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const int direction = postil_dates_direction (job, begin);
  const PostilToken *token;
  guint i = begin + 1, unit;

  if (direction > 1)
    return FALSE;
  i += postil_figures_is_one_of (job, i, "fiscal financial calendar working business") ? 1 : 0;
  token = at (job, i);
  if (token->word == NULL)
    return FALSE;
  unit = token->word->span_unit;
  phrase->end = i + 1;
  if (token->word->weekday > 0 && (job->brief || postil_token_has (token, POSTIL_TOKEN_CAPITAL)))
    {
      phrase->date = postil_date_weekday (job->day, token->word->weekday, direction < 0 ? -1 : direction > 0 ? 2 : 1);
      return TRUE;
    }
  if (token->word->month > 0 && (job->brief || postil_token_has (token, POSTIL_TOKEN_CAPITAL)))
    {
      phrase->date = postil_date_nearest_month (job->day, token->word->month, direction >= 0);
      phrase->date.year = job->day.year + (direction < 0 && token->word->month >= job->day.month ? -1 : 0)
                          + (direction > 0 && token->word->month <= job->day.month ? 1 : 0);
      return TRUE;
    }
  if (token->word->season > 0)
    {
      phrase->date = (PostilDate){ POSTIL_DATE_SEASON, postil_day_is_valid (job->day), job->day.year + (direction < 0 ? -1 : 0),
                                   token->word->season, 0 };
      if (direction < 0 && token->word->season < (job->day.month + 9) % 12 / 3 + 1 && job->day.month > 2)
        phrase->date.year++;
      return TRUE;
    }
  if (postil_dates_width_of_unit (unit) == POSTIL_DATE_NONE || unit == POSTIL_SPAN_UNIT_DAY)
    return FALSE;
  if (token->c != 0 && job->tokens->text[token->byte_end - 1] == 's')
    return FALSE;
  if ((postil_figures_is (job, begin, "past") && !job->brief) || postil_figures_is (job, begin, "same")
      || (unit == POSTIL_SPAN_UNIT_YEAR && postil_figures_is (job, begin, "last")
          && postil_figures_is (job, (gint64) begin - 1, "the")))
    return FALSE;
  phrase->date = postil_dates_shifted (job, postil_dates_width_of_unit (unit), direction);
  return TRUE;
}

/* "a year ago", "two days earlier", "18 months before": the number ends at `index`. */
static gboolean
scan_counted (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  PostilNumber number = { .value = 1 };
  const PostilToken *unit;
  PostilDate anchor;
  guint i = begin + 1;
  int sign = -1;
  PostilDateWidth width;

  if (!postil_figures_is (job, begin, "a") && !postil_figures_is (job, begin, "an"))
    {
      if (!postil_number_scan (job, begin, &number) || number.value < 1 || number.value > 5000)
        return FALSE;
      i = number.end;
    }
  else if (postil_number_scan (job, begin, &number) && !number.fraction)
    i = number.end;
  unit = at (job, i);
  width = postil_dates_width_of_unit (postil_token_span_unit (unit));
  if (width == POSTIL_DATE_NONE)
    return FALSE;
  if (postil_figures_is (job, (gint64) i + 1, "later")
      || (postil_figures_is (job, (gint64) i + 1, "from") && postil_figures_is (job, (gint64) i + 2, "now")))
    sign = 1;
  else if (!postil_figures_is (job, (gint64) i + 1, "ago") && !postil_figures_is (job, (gint64) i + 1, "earlier")
           && !(postil_figures_is (job, (gint64) i + 1, "before") && (at (job, (gint64) i + 2)->kind == POSTIL_TOKEN_MARK)))
    return FALSE;
  phrase->end = i + 2 + (postil_figures_is (job, (gint64) i + 1, "from") ? 1 : 0);
  if (number.value == 0)
    number.value = 1;
  anchor = postil_dates_anchor (job);
  if (width == POSTIL_DATE_YEAR && !postil_figures_is (job, (gint64) i + 1, "ago") && anchor.width != POSTIL_DATE_YEAR
      && anchor.known)
    {
      phrase->date = anchor;
      phrase->date.year += sign * (int) number.value;
    }
  else if (width == POSTIL_DATE_WEEK)
    phrase->date = postil_date_shift_days (job->day, sign * 7 * (gint64) number.value);
  else
    phrase->date = postil_dates_shifted (job, width, sign * (int) number.value);
  return TRUE;
}

/* "the year before", "the previous year", "the whole year", "the new year". */
static gboolean
scan_named_year (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  if (at (job, begin)->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  phrase->date = postil_date_from_day (job->day, POSTIL_DATE_YEAR);
  if (postil_figures_is (job, begin, "year")
      && (postil_figures_is (job, (gint64) begin + 1, "before") || postil_figures_is (job, (gint64) begin + 1, "earlier"))
      && (at (job, (gint64) begin + 2)->kind == POSTIL_TOKEN_MARK) && postil_figures_is (job, (gint64) begin - 1, "the"))
    {
      phrase->date = postil_dates_shifted (job, POSTIL_DATE_YEAR, -2);
      phrase->end = begin + 2;
      return TRUE;
    }
  if ((postil_figures_is (job, begin, "whole") || postil_figures_is (job, begin, "full"))
      && postil_figures_is (job, (gint64) begin + 1, "year") && postil_figures_is (job, (gint64) begin - 1, "the"))
    {
      phrase->end = begin + 2;
      return TRUE;
    }
  if (postil_figures_is (job, begin, "new") && postil_figures_is (job, (gint64) begin + 1, "year")
      && postil_figures_is (job, (gint64) begin - 1, "the"))
    {
      phrase->end = begin + 2;
      phrase->mod = "start";
      if (job->day.month > 6)
        phrase->date = postil_date_shift (&phrase->date, 1);
      return TRUE;
    }
  return FALSE;
}

/* In a note a weekday may be written small; its short form only where little else stands. */
static gboolean
accept_lower_case (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index);

  if (!job->brief)
    return FALSE;
  return token->end - token->start > 4 || job->tokens->n_tokens < 4 || at (job, (gint64) index + 1)->kind == POSTIL_TOKEN_NUMBER
         || (at (job, (gint64) index + 1)->word != NULL && at (job, (gint64) index + 1)->word->month > 0)
         || postil_figures_is_one_of (job, (gint64) index - 1, "on this next last every");
}

/* A note that is hardly more than a date speaks of what is to come. */
static int
weekday_direction (const PostilFigureJob *job, guint begin)
{
  if (job->brief && job->tokens->n_tokens < 6 && begin <= job->sentence->begin + 1)
    return 1;
  return postil_dates_look_ahead (job, begin) && !postil_figures_is (job, (gint64) begin - 1, "on")
                 && !postil_figures_is (job, (gint64) begin - 2, "by")
             ? 1
             : 0;
}

/* A weekday before a day without year tells the year, when the nearest one does not fit and the next one does. */
static void
fit_year (const PostilFigureJob *job, guint weekday, PostilDatePhrase *phrase)
{
  PostilDate *date = &phrase->date;

  if (!date->known || !job->brief || date->part < 1
      || postil_day_of_week ((PostilDay){ date->year, date->part, date->day }) == (int) weekday)
    return;
  if (date->day <= postil_date_days_in_month (date->year + 1, date->part)
      && postil_day_of_week ((PostilDay){ date->year + 1, date->part, date->day }) == (int) weekday
      && date->year == job->day.year)
    date->year++;
}

/* "Tuesday", "Tuesday, March 4", "yesterday". */
static gboolean
scan_day_name (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);
  PostilDatePhrase full;
  guint i = begin + 1;

  if (token->word == NULL)
    return FALSE;
  phrase->end = begin + 1;
  if (token->word->day_shift > 0)
    {
      if (job->language == POSTIL_LANGUAGE_OTHER)
        return FALSE;
      phrase->date = postil_date_shift_days (job->day, token->word->day_shift - 3);
      return TRUE;
    }
  if (token->word->weekday == 0
      || (job->language == POSTIL_LANGUAGE_EN && !postil_token_has (token, POSTIL_TOKEN_CAPITAL)
          && !accept_lower_case (job, begin)))
    return FALSE;
  if (token->end - token->start <= 3 && !postil_token_is_mark (at (job, i), '.') && !postil_token_is_mark (at (job, i), ',')
      && !job->brief)
    return FALSE;
  i += postil_token_is_mark (at (job, i), '.') && token->end - token->start <= 4 ? 1 : 0;
  i += postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += postil_figures_is (job, i, "the") ? 1 : 0;
  if (postil_dates_scan_absolute (job, i, &full) && full.date.width == POSTIL_DATE_DAY)
    {
      phrase->end = full.end;
      phrase->date = full.date;
      if (postil_token_number_sense (at (job, (gint64) full.end - 1)) != POSTIL_NUMBER_NONE
          || at (job, (gint64) full.end - 1)->end - at (job, (gint64) full.end - 1)->start != 4)
        fit_year (job, token->word->weekday, phrase);
      return TRUE;
    }
  phrase->date = postil_date_weekday (job->day, token->word->weekday, weekday_direction (job, begin));
  return TRUE;
}

/**
 * postil_dates_scan_relative:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading
 *
 * Reads a date that counts from the reference day or from another date of the text.
 *
 * Returns: whether there is one.
 */
gboolean
postil_dates_scan_relative (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);

  *phrase = (PostilDatePhrase){ .begin = begin };
  if (token->kind == POSTIL_TOKEN_WORD && token->word == NULL)
    return FALSE;
  if (scan_directed (job, begin, phrase) || scan_counted (job, begin, phrase) || scan_named_year (job, begin, phrase)
      || scan_day_name (job, begin, phrase))
    return TRUE;
  if (token->word != NULL && token->word->season > 0
      && postil_token_in (at (job, (gint64) begin - 1), POSTIL_WORD_PREPOSITION | POSTIL_WORD_ARTICLE))
    {
      int year = job->day.year;

      phrase->end = begin + 1;
      if (postil_dates_scan_year (job, begin + 1, &year))
        phrase->end = begin + 2;
      else if (postil_figures_is (job, (gint64) begin + 1, "of") && postil_dates_scan_year (job, begin + 2, &year))
        phrase->end = begin + 3;
      phrase->date = (PostilDate){ POSTIL_DATE_SEASON, year > 0, year, token->word->season, 0 };
      return TRUE;
    }
  return FALSE;
}

/* "mid-2025", "early 2020s", "late August": what stands before the date. */
static guint
scan_modifier (const PostilFigureJob *job, guint begin, const char **mod)
{
  guint i = begin + 1;

  if (at (job, begin)->word == NULL)
    return 0;
  if (postil_figures_is (job, begin, "mid") || postil_figures_is (job, begin, "middle"))
    *mod = "mid";
  else if (postil_figures_is (job, begin, "early") || postil_figures_is (job, begin, "beginning")
           || postil_figures_is (job, begin, "start"))
    *mod = "start";
  else if (postil_figures_is (job, begin, "late") || postil_figures_is (job, begin, "end"))
    *mod = "end";
  else
    return 0;
  if (postil_figures_is (job, begin, "beginning") || postil_figures_is (job, begin, "start")
      || postil_figures_is (job, begin, "end") || postil_figures_is (job, begin, "middle"))
    {
      if (!postil_figures_is (job, i, "of"))
        return 0;
      return i + 1;
    }
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  i += postil_figures_is (job, i, "in") ? 1 : 0;
  return i;
}

/* After "the end of": also "the year", "the month", "the decade". */
static gboolean
scan_article_unit (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilDateWidth width = postil_dates_width_of_unit (postil_token_span_unit (at (job, (gint64) begin + 1)));

  if ((!postil_figures_is (job, begin, "the") && !postil_figures_is (job, begin, "this")) || width == POSTIL_DATE_NONE
      || width == POSTIL_DATE_DAY)
    return FALSE;
  *phrase = (PostilDatePhrase){ .begin = begin, .end = begin + 2, .date = postil_dates_shifted (job, width, 0) };
  return TRUE;
}

/* "end of month", "end of week" in a note. */
static gboolean
scan_bare_unit (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const guint unit = postil_token_span_unit (at (job, begin));

  if (unit != POSTIL_SPAN_UNIT_WEEK && unit != POSTIL_SPAN_UNIT_MONTH && unit != POSTIL_SPAN_UNIT_QUARTER
      && unit != POSTIL_SPAN_UNIT_YEAR)
    return FALSE;
  *phrase = (PostilDatePhrase){ .begin = begin,
                                .end = begin + 1,
                                .date = postil_dates_shifted (job, postil_dates_width_of_unit (unit), 0) };
  return TRUE;
}

/* A date without modifier. */
static gboolean
scan_plain (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  int direction = 0;
  guint holiday = begin;

  if (job->language != POSTIL_LANGUAGE_EN && postil_foreign_dates_scan (job, begin, phrase))
    return TRUE;
  if (postil_offsets_scan (job, begin, phrase) || postil_day_phrases_scan (job, begin, phrase)
      || postil_dates_scan_absolute (job, begin, phrase) || postil_dates_scan_relative (job, begin, phrase))
    return TRUE;
  if (postil_dates_direction (job, begin) < 2)
    {
      direction = postil_dates_direction (job, begin);
      holiday++;
    }
  if (!postil_holidays_scan (job, holiday, direction, phrase))
    return FALSE;
  phrase->begin = begin;
  return TRUE;
}

/**
 * postil_dates_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading; its begin may be before @begin when an article belongs to it
 *
 * Reads any date, with its modifier.
 *
 * Returns: whether there is one.
 */
gboolean
postil_dates_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const char *mod = NULL;
  gboolean named;
  guint inner = scan_modifier (job, begin, &mod);

  if (inner > 0)
    {
      gboolean found = FALSE;

      if (postil_figures_is (job, begin, "end") || postil_figures_is (job, begin, "start")
          || postil_figures_is (job, begin, "beginning") || postil_figures_is (job, begin, "middle"))
        found = scan_article_unit (job, inner, phrase);
      inner += !found && postil_figures_is (job, inner, "the") ? 1 : 0;
      inner += job->brief && postil_figures_is (job, inner, "around") ? 1 : 0;
      found = found || (job->brief && scan_bare_unit (job, inner, phrase)) || scan_plain (job, inner, phrase);
      if (!found)
        return FALSE;
      phrase->begin = begin;
      phrase->mod = mod;
    }
  else if (!scan_plain (job, begin, phrase))
    return FALSE;
  /* "the 2024 budget", "the March storm": the article belongs to the noun. */
  named = phrase->mod == NULL && phrase->end == phrase->begin + 1
          && (phrase->date.width == POSTIL_DATE_YEAR || phrase->date.width == POSTIL_DATE_MONTH
              || phrase->date.width == POSTIL_DATE_DAY);
  if (!named && postil_figures_is (job, (gint64) phrase->begin - 1, "the"))
    phrase->begin--;
  return TRUE;
}

static void
add_date (PostilFigureJob *job, const PostilDatePhrase *phrase)
{
  PostilFound *found = postil_figures_add (job, phrase->begin, phrase->end, POSTIL_FIGURE_DATE);

  if (found == NULL)
    return;
  found->figure.iso = postil_date_to_iso (&phrase->date);
  found->figure.mod = g_strdup (phrase->mod);
}

/* "9 a.m. ET", "14:30", "2:30 pm". */
static gboolean
read_time (PostilFigureJob *job, guint begin, guint *next)
{
  PostilClock clock;
  PostilFound *found;

  if (!postil_clock_scan (job, begin, FALSE, &clock))
    return FALSE;
  found = postil_figures_add (job, begin, clock.end, POSTIL_FIGURE_TIME);
  if (found != NULL)
    found->figure.iso = g_strdup_printf ("T%02d:%02d", clock.hour, clock.minute);
  *next = clock.end;
  return TRUE;
}

/**
 * postil_figures_read_date:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a time, a period or a date that begins at @begin.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_date (PostilFigureJob *job, guint begin, guint *next)
{
  PostilDatePhrase phrase;

  if (job->brief)
    job->rule = "date, time or period of a note";
  if (job->brief
      && (postil_sets_read (job, begin, next) || postil_periods_read_length (job, begin, next)
          || postil_moments_read (job, begin, next)))
    return TRUE;
  job->rule = "time of day or period";
  if (read_time (job, begin, next) || postil_periods_read (job, begin, next))
    return TRUE;
  job->rule = "date";
  if (!postil_dates_scan (job, begin, &phrase))
    return FALSE;
  add_date (job, &phrase);
  *next = phrase.end;
  return TRUE;
}
