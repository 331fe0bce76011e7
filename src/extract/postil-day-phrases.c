/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates that count inside a longer stretch: "first Monday of October", "last week of 2018", "the 20th of next month", "Tuesday of
 * last week", "the week after next", "the day before yesterday", "Thu 15th". */
#include "config.h"

#include "postil-dates-private.h"

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static guint
weekday_at (const PostilFigureJob *job, gint64 index)
{
  const PostilToken *token = at (job, index);

  return token->word != NULL ? token->word->weekday : 0;
}

static gint64
number_of (const PostilDate *date)
{
  return postil_day_to_number ((PostilDay){ date->year, date->part, date->day });
}

/* The first and the last day of a month, a year, a quarter or a half. */
static gboolean
bounds_of (const PostilDate *date, gint64 *first, gint64 *last)
{
  int from = 1, to = 12;

  if (!date->known)
    return FALSE;
  switch (date->width)
    {
    case POSTIL_DATE_MONTH:
      from = to = date->part;
      break;
    case POSTIL_DATE_QUARTER:
      from = date->part * 3 - 2;
      to = date->part * 3;
      break;
    case POSTIL_DATE_HALF:
      from = date->part * 6 - 5;
      to = date->part * 6;
      break;
    case POSTIL_DATE_YEAR:
      break;
    case POSTIL_DATE_NONE:
    case POSTIL_DATE_DAY:
    case POSTIL_DATE_WEEKEND:
    case POSTIL_DATE_WEEK:
    case POSTIL_DATE_SEASON:
    case POSTIL_DATE_DECADE:
    case POSTIL_DATE_CENTURY:
    default:
      return FALSE;
    }
  *first = postil_day_to_number ((PostilDay){ date->year, from, 1 });
  *last = postil_day_to_number ((PostilDay){ date->year, to, postil_date_days_in_month (date->year, to) });
  return TRUE;
}

/* "the month", "this year", "October 2014", "last month": what is counted in. */
static gboolean
scan_stretch (const PostilFigureJob *job, guint begin, PostilDatePhrase *stretch)
{
  const PostilDateWidth width = postil_dates_width_of_unit (postil_token_span_unit (at (job, (gint64) begin + 1)));

  if (postil_figures_is (job, begin, "the") && (width == POSTIL_DATE_MONTH || width == POSTIL_DATE_YEAR))
    {
      *stretch = (PostilDatePhrase){ .begin = begin, .end = begin + 2, .date = postil_dates_shifted (job, width, 0) };
      return TRUE;
    }
  begin += postil_figures_is (job, begin, "the") ? 1 : 0;
  return postil_dates_scan_absolute (job, begin, stretch) || postil_dates_scan_relative (job, begin, stretch);
}

/* The n-th unit of a stretch, counted from its end when n is negative. */
static gboolean
pick (const PostilDate *stretch, guint weekday, guint unit, int n, PostilDate *date)
{
  gint64 first, last, day;

  if (n == 0 || !bounds_of (stretch, &first, &last))
    return FALSE;
  if (weekday > 0)
    {
      if (n > 0)
        day = first + ((int) weekday - postil_day_of_week (postil_day_from_number (first)) + 7) % 7 + 7 * (n - 1);
      else
        day = last - (postil_day_of_week (postil_day_from_number (last)) - (int) weekday + 7) % 7 + 7 * (n + 1);
      *date = postil_date_from_day (postil_day_from_number (day), POSTIL_DATE_DAY);
      return day >= first && day <= last;
    }
  day = n > 0 ? first : last;
  switch (unit)
    {
    case POSTIL_SPAN_UNIT_DAY:
      *date = postil_date_from_day (postil_day_from_number (n > 0 ? first + n - 1 : last + n + 1), POSTIL_DATE_DAY);
      return TRUE;
    case POSTIL_SPAN_UNIT_WEEK:
      /* The first week is the one most of whose days lie inside; the last is whole. */
      if (n > 0)
        day += postil_day_of_week (postil_day_from_number (first)) > 4 ? 7 : 0;
      else
        day -= postil_day_of_week (postil_day_from_number (last)) < 4 ? 7 : 0;
      *date = postil_date_from_day (postil_day_from_number (day + 7 * (n > 0 ? n - 1 : n + 1)), POSTIL_DATE_WEEK);
      return TRUE;
    case POSTIL_SPAN_UNIT_MONTH:
      *date = postil_date_from_day (postil_day_from_number (day), POSTIL_DATE_MONTH);
      *date = postil_date_shift (date, n > 0 ? n - 1 : n + 1);
      return stretch->width > POSTIL_DATE_MONTH;
    default:
      return FALSE;
    }
}

/* "first Monday of October", "last week of 2018", "the fifth last day of May", "3rd thursday this september". */
static gboolean
scan_nth (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  PostilDatePhrase stretch;
  double value = 1;
  guint i = begin, weekday, unit;
  gboolean last;

  if (!postil_figures_is (job, i, "last") && !postil_number_scan_ordinal (job, i, &i, &value))
    return FALSE;
  if (value > 31)
    return FALSE;
  last = postil_figures_is (job, i, "last");
  i += last ? 1 : 0;
  weekday = weekday_at (job, i);
  unit = postil_token_span_unit (at (job, i));
  if (weekday == 0 && unit != POSTIL_SPAN_UNIT_DAY && unit != POSTIL_SPAN_UNIT_WEEK && unit != POSTIL_SPAN_UNIT_MONTH)
    return FALSE;
  i++;
  if (postil_figures_is_one_of (job, i, "of in"))
    i++;
  else if (!postil_figures_is_one_of (job, i, "this last next") || !job->brief)
    return FALSE;
  if (!scan_stretch (job, i, &stretch) || !pick (&stretch.date, weekday, unit, last ? -(int) value : (int) value, &phrase->date))
    return FALSE;
  phrase->end = stretch.end;
  weekday = postil_figures_is (job, phrase->end, "on") ? weekday_at (job, (gint64) phrase->end + 1) : 0;
  weekday = weekday == 0 && postil_token_is_mark (at (job, phrase->end), '.')
                    && postil_figures_is (job, (gint64) phrase->end + 1, "on")
                ? weekday_at (job, (gint64) phrase->end + 2)
                : weekday;
  if (unit == POSTIL_SPAN_UNIT_WEEK && weekday > 0 && job->brief)
    {
      gint64 first, bound;
      int n = last ? -(int) value : (int) value;

      if (!bounds_of (&stretch.date, &first, &bound) || n < 1)
        return TRUE;
      first -= postil_day_of_week (postil_day_from_number (first)) - 1;
      phrase->date = postil_date_from_day (postil_day_from_number (first + 7 * (n - 1) + weekday - 1), POSTIL_DATE_DAY);
      phrase->end += postil_figures_is (job, phrase->end, "on") ? 2 : 3;
    }
  return TRUE;
}

/* "20 of next month", "the 15th of this month". */
static gboolean
scan_day_of_month (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  int day, direction;
  guint i = postil_dates_scan_day_number (job, begin, &day);

  if (i == 0)
    return FALSE;
  i += postil_figures_is (job, i, "day") ? 1 : 0;
  if (!postil_figures_is (job, i, "of"))
    return FALSE;
  i++;
  i += postil_figures_is (job, i, "the") ? 1 : 0;
  direction = postil_dates_direction (job, i);
  if (direction < 2)
    i++;
  else if (postil_figures_is (job, (gint64) i - 1, "the"))
    direction = 0;
  else
    return FALSE;
  if (postil_token_span_unit (at (job, i)) != POSTIL_SPAN_UNIT_MONTH)
    return FALSE;
  phrase->end = i + 1;
  phrase->date = postil_dates_shifted (job, POSTIL_DATE_MONTH, direction);
  phrase->date.width = POSTIL_DATE_DAY;
  phrase->date.day = day;
  return day <= postil_date_days_in_month (phrase->date.year, phrase->date.part);
}

static PostilDate
weekday_of_week (const PostilFigureJob *job, guint weekday, int weeks)
{
  PostilDate date = postil_date_shift_days (job->day, 7 * (gint64) weeks);

  if (!date.known)
    return date;
  return postil_date_from_day (
      postil_day_from_number (number_of (&date) - postil_day_of_week ((PostilDay){ date.year, date.part, date.day }) + weekday),
      POSTIL_DATE_DAY);
}

/* The next month, from this one on, whose day of that number falls on that weekday. */
static PostilDate
day_on_weekday (const PostilFigureJob *job, int day, guint weekday)
{
  PostilDate date = postil_date_from_day (job->day, POSTIL_DATE_DAY);

  date.day = day;
  for (int step = 0; date.known && step < 120; step++)
    {
      if (day <= postil_date_days_in_month (date.year, date.part)
          && postil_day_of_week ((PostilDay){ date.year, date.part, day }) == (int) weekday
          && (step > 0 || day >= job->day.day - 7))
        return date;
      date.part++;
      date.year += date.part > 12 ? 1 : 0;
      date.part = date.part > 12 ? 1 : date.part;
    }
  return date;
}

/* "Tuesday of last week", "Friday next week", "Thu 15th", "Tuesday the 14th". */
static gboolean
scan_weekday (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const guint weekday = weekday_at (job, begin);
  guint i = begin + 1, end;
  int direction, day;

  if (weekday == 0 || (!job->brief && !postil_token_has (at (job, begin), POSTIL_TOKEN_CAPITAL)))
    return FALSE;
  i += postil_figures_is (job, i, "of") ? 1 : 0;
  direction = postil_dates_direction (job, i);
  if (direction < 2 && postil_token_span_unit (at (job, (gint64) i + 1)) == POSTIL_SPAN_UNIT_WEEK)
    {
      phrase->date = weekday_of_week (job, weekday, direction);
      phrase->end = i + 2;
      return TRUE;
    }
  if (!job->brief || i > begin + 1)
    return FALSE;
  i += postil_token_is_mark (at (job, i), '.') || postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += postil_figures_is (job, i, "the") ? 1 : 0;
  end = postil_dates_scan_day_number (job, i, &day);
  if (end == 0 || (at (job, end)->word != NULL && (at (job, end)->word->month > 0 || postil_figures_is (job, end, "of")))
      || postil_token_is_mark (at (job, end), ':') || postil_token_is_mark (at (job, end), '/')
      || postil_figures_is_one_of (job, end, "am pm a.m. p.m. a p of") || at (job, i)->kind != POSTIL_TOKEN_NUMBER)
    {
      double value;
      guint ordinal;

      if (at (job, i)->kind != POSTIL_TOKEN_WORD || !postil_number_scan_ordinal (job, i, &ordinal, &value) || value > 31
          || postil_figures_is (job, ordinal, "of"))
        return FALSE;
      end = ordinal;
      day = (int) value;
    }
  phrase->date = day_on_weekday (job, day, weekday);
  phrase->end = end;
  return TRUE;
}

/* "the day before yesterday", "the week after next", "March after next". */
static gboolean
scan_after_next (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);
  const PostilDateWidth width = postil_dates_width_of_unit (postil_token_span_unit (token));
  const gboolean after = postil_figures_is (job, (gint64) begin + 1, "after");

  if (!after && !postil_figures_is (job, (gint64) begin + 1, "before"))
    return FALSE;
  phrase->end = begin + 3;
  if (width == POSTIL_DATE_DAY && postil_figures_is (job, (gint64) begin + 2, after ? "tomorrow" : "yesterday"))
    {
      phrase->date = postil_date_shift_days (job->day, after ? 2 : -2);
      return TRUE;
    }
  if (!postil_figures_is (job, (gint64) begin + 2, after ? "next" : "last"))
    return FALSE;
  if (token->word != NULL && token->word->month > 0)
    {
      phrase->date = postil_date_nearest_month (job->day, token->word->month, TRUE);
      phrase->date.year += after ? 1 : -2;
      return TRUE;
    }
  if (width <= POSTIL_DATE_DAY)
    return FALSE;
  phrase->date = postil_dates_shifted (job, width, after ? 2 : -2);
  return TRUE;
}

/* "on the 15th", "the 1st" in a note: a day of this month or the next. */
static gboolean
scan_bare_day (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  int day;
  guint end;
  double value;
  const PostilToken *after;

  if (!postil_figures_is (job, (gint64) begin - 1, "the") || !postil_number_scan_ordinal (job, begin, &end, &value) || value > 31
      || (at (job, begin)->kind != POSTIL_TOKEN_NUMBER && !job->brief))
    return FALSE;
  after = at (job, end);
  if (!(job->brief && begin == job->sentence->begin + 1)
      && !postil_figures_is_one_of (job, (gint64) begin - 2, "on by until till since before after from"))
    return FALSE;
  if (after->kind != POSTIL_TOKEN_MARK && !postil_figures_is_one_of (job, end, "and to at through until"))
    return FALSE;
  if (postil_token_is_mark (after, '-') || (at (job, begin)->kind == POSTIL_TOKEN_WORD && value < 4))
    return FALSE;
  day = (int) value;
  phrase->end = end;
  phrase->date = postil_date_from_day (job->day, POSTIL_DATE_DAY);
  phrase->date.part += day < job->day.day ? 1 : 0;
  phrase->date.year += phrase->date.part > 12 ? 1 : 0;
  phrase->date.part = phrase->date.part > 12 ? 1 : phrase->date.part;
  phrase->date.day = day;
  return !phrase->date.known || day <= postil_date_days_in_month (phrase->date.year, phrase->date.part);
}

/* "week 23", "week of June 3", "EOM", "EOY". */
static gboolean
scan_week (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  PostilDatePhrase day;
  double value;
  guint8 decimals;

  if (postil_figures_is_one_of (job, begin, "bom eom boy eoy") && job->brief)
    {
      const gboolean month = postil_figures_is_one_of (job, begin, "bom eom");

      phrase->end = begin + 1;
      phrase->mod = (at (job, begin)->c | 0x20) == 'b' ? "start" : "end";
      phrase->date = postil_dates_shifted (job, month ? POSTIL_DATE_MONTH : POSTIL_DATE_YEAR, 0);
      return TRUE;
    }
  if (!postil_figures_is (job, begin, "week"))
    return FALSE;
  if (at (job, (gint64) begin + 1)->kind == POSTIL_TOKEN_NUMBER && job->brief
      && postil_number_scan_digits (job, begin + 1, &value, &decimals) && decimals == 0 && value >= 1 && value <= 53)
    {
      int year = job->day.year;

      phrase->end = begin + 2;
      phrase->end += postil_dates_scan_year (job, begin + 2, &year) ? 1 : 0;
      phrase->date = (PostilDate){ POSTIL_DATE_WEEK, job->day.year > 0 || phrase->end > begin + 2,
                                   phrase->end > begin + 2 ? year : job->day.year, (int) value, 0 };
      return TRUE;
    }
  if (!postil_figures_is_one_of (job, (gint64) begin + 1, "of beginning starting")
      || !postil_dates_scan_absolute (job, begin + 2, &day) || day.date.width != POSTIL_DATE_DAY || !day.date.known)
    return FALSE;
  phrase->end = day.end;
  phrase->date = postil_date_from_day ((PostilDay){ day.date.year, day.date.part, day.date.day }, POSTIL_DATE_WEEK);
  return TRUE;
}

/* "the closest Monday to Oct 5th", "the second closest xmas to today". */
static gboolean
scan_closest (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  PostilDatePhrase holiday, anchor;
  double rank = 1;
  guint i = begin, weekday;
  gint64 days[3], around;

  if (!postil_figures_is_one_of (job, i, "closest nearest") && !postil_number_scan_ordinal (job, i, &i, &rank))
    return FALSE;
  if (!postil_figures_is_one_of (job, i, "closest nearest") || rank > 3)
    return FALSE;
  i++;
  weekday = weekday_at (job, i);
  holiday.end = i + 1;
  if ((weekday == 0 && !postil_holidays_scan (job, i, 0, &holiday)) || !postil_figures_is (job, holiday.end, "to"))
    return FALSE;
  if (!postil_dates_scan (job, holiday.end + 1, &anchor) || !anchor.date.known || anchor.date.width != POSTIL_DATE_DAY)
    return FALSE;
  around = number_of (&anchor.date);
  for (int n = 0; n < 3; n++)
    {
      PostilFigureJob then = *job;

      if (weekday > 0)
        days[n] = around - (postil_day_of_week (postil_day_from_number (around)) - (int) weekday + 7) % 7 + 7 * (n - 1);
      else
        {
          then.day = postil_day_from_number (around + 365 * (n - 1));
          if (!postil_holidays_scan (&then, i, 0, &holiday) || !holiday.date.known)
            return FALSE;
          days[n] = number_of (&holiday.date);
        }
    }
  for (int n = 0; n < 3; n++)
    {
      int better = 0;

      for (int m = 0; m < 3; m++)
        better += ABS (days[m] - around) < ABS (days[n] - around);
      if (better + 1 == (int) rank)
        phrase->date = postil_date_from_day (postil_day_from_number (days[n]), POSTIL_DATE_DAY);
    }
  phrase->end = anchor.end;
  return TRUE;
}

/**
 * postil_dates_plural_weekday:
 * @job: the job
 * @index: a token of the sentence
 *
 * Returns: 1 for "Mondays" to 7 for "Sundays", 0 for any other word.
 */
guint
postil_dates_plural_weekday (const PostilFigureJob *job, guint index)
{
  static const char *const names[] = { "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays" };

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    if (postil_figures_is (job, index, names[n]))
      return n + 1;
  return 0;
}

/**
 * postil_day_phrases_scan:
 * @job: the job
 * @begin: a token of the sentence, an article left out
 * @phrase: (out caller-allocated): the reading
 *
 * Reads a date that is counted inside another.
 *
 * Returns: whether there is one.
 */
gboolean
postil_day_phrases_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);

  *phrase = (PostilDatePhrase){ .begin = begin };
  if (token->kind == POSTIL_TOKEN_NUMBER
      && (token->end - token->start > 2 || at (job, (gint64) begin + 1)->kind != POSTIL_TOKEN_WORD))
    return FALSE;
  return scan_nth (job, begin, phrase) || scan_weekday (job, begin, phrase) || scan_day_of_month (job, begin, phrase)
         || scan_after_next (job, begin, phrase) || scan_week (job, begin, phrase)
         || (job->brief && scan_closest (job, begin, phrase)) || scan_bare_day (job, begin, phrase);
}
