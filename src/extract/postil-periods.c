/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads periods: two dates that bound a stretch, and lengths that end at a date ("the three months to March"). */
#include "config.h"

#include "postil-dates-private.h"

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static void
add_period (PostilFigureJob *job, const guint span[2], const PostilDate *from, const PostilDate *to)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], POSTIL_FIGURE_PERIOD);

  if (found == NULL || !from->known || !to->known)
    return;
  if (from->width == to->width && from->width != POSTIL_DATE_QUARTER)
    {
      g_autofree char *a = postil_date_to_iso (from), *b = postil_date_to_iso (to);

      found->figure.iso = g_strconcat (a, "/", b, NULL);
    }
  else
    {
      g_autofree char *a = postil_date_first_day (from), *b = postil_date_last_day (to);

      found->figure.iso = g_strconcat (a, "/", b, NULL);
    }
}

static gboolean
is_dash (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_MARK && (token->c == '-' || token->c == 0x2013 || token->c == 0x2014);
}

/* "2023-24", "2019-2023". */
static gboolean
read_year_range (PostilFigureJob *job, guint begin, guint *next)
{
  const PostilToken *second = at (job, (gint64) begin + 2);
  PostilDate from = { POSTIL_DATE_YEAR, TRUE, 0, 0, 0 }, to = { POSTIL_DATE_YEAR, TRUE, 0, 0, 0 };
  const guint span[2] = { begin, begin + 3 };
  double value;
  guint8 decimals;

  if (!postil_dates_scan_year (job, begin, &from.year) || !is_dash (at (job, (gint64) begin + 1))
      || second->kind != POSTIL_TOKEN_NUMBER)
    return FALSE;
  if (is_dash (at (job, (gint64) begin + 3)) && postil_token_is_glued (at (job, (gint64) begin + 3)))
    return FALSE;
  if (!postil_number_scan_digits (job, begin + 2, &value, &decimals) || decimals > 0)
    return FALSE;
  to.year = (int) value;
  if (second->end - second->start == 2)
    to.year += from.year / 100 * 100;
  else if (second->end - second->start != 4)
    return FALSE;
  if (to.year <= from.year || to.year > from.year + 200)
    return FALSE;
  add_period (job, span, &from, &to);
  *next = begin + 3;
  return TRUE;
}

/* "von 2019 bis 2023", "de 2019 à 2023", "entre 2019 y 2023". */
static gboolean
is_foreign_link (const PostilFigureJob *job, guint begin, guint link)
{
  const PostilToken *token = at (job, link);

  if (job->language == POSTIL_LANGUAGE_DE)
    return postil_figures_is (job, link, "bis")
           || (postil_figures_is (job, link, "und") && postil_figures_is (job, (gint64) begin - 1, "zwischen"));
  if (job->language != POSTIL_LANGUAGE_FR && job->language != POSTIL_LANGUAGE_ES)
    return FALSE;
  if (postil_figures_is_one_of (job, link, "et y"))
    return postil_figures_is (job, (gint64) begin - 1, "entre");
  return (token->c == 0xe0 || token->c == 'a') && token->end == token->start + 1
         && postil_figures_is_one_of (job, (gint64) begin - 1, "de desde");
}

/* "2019 to 2023", "May and July 2024" after "between", "1961 to 1990". */
static gboolean
read_pair (PostilFigureJob *job, guint begin, guint *next)
{
  PostilDatePhrase from, to;
  const gboolean between = postil_figures_is (job, (gint64) begin - 1, "between");
  const gboolean since = postil_figures_is (job, (gint64) begin - 1, "from") || between;
  guint span[2], i;

  if (!postil_dates_scan_absolute (job, begin, &from))
    return FALSE;
  i = from.end;
  if (!(between && postil_figures_is (job, i, "and")) && !postil_figures_is (job, i, "to")
      && !postil_figures_is (job, i, "through") && !is_dash (at (job, i))
      && !(since && (postil_figures_is (job, i, "until") || postil_figures_is (job, i, "till")))
      && !is_foreign_link (job, begin, i))
    return FALSE;
  i += 1 + (postil_figures_is (job, (gint64) i + 1, "the") ? 1 : 0);
  if (!postil_dates_scan_absolute (job, i, &to) || (to.date.width != from.date.width && !(since && to.date.known)))
    return FALSE;
  if (from.date.width == POSTIL_DATE_MONTH && from.end == begin + 1)
    from.date.year = to.date.year - (from.date.part > to.date.part ? 1 : 0);
  if (from.date.width == POSTIL_DATE_DAY && from.end <= begin + 2)
    from.date.year = to.date.year - (from.date.part > to.date.part ? 1 : 0);
  span[0] = begin;
  span[1] = to.end;
  add_period (job, span, &from.date, &to.date);
  *next = to.end;
  return TRUE;
}

static PostilDate
step_back (const PostilDate *end, guint unit, int count)
{
  PostilDate from = *end;
  PostilDay day = { end->year, end->part, end->day };

  if (end->width == POSTIL_DATE_MONTH)
    return postil_date_shift (&from, -(unit == POSTIL_SPAN_UNIT_YEAR      ? 12 * count
                                       : unit == POSTIL_SPAN_UNIT_QUARTER ? 3 * count
                                                                          : count)
                                         + 1);
  if (unit == POSTIL_SPAN_UNIT_WEEK)
    return postil_date_shift_days (day, -7 * (gint64) count + 1);
  if (unit == POSTIL_SPAN_UNIT_DAY)
    return postil_date_shift_days (day, -(gint64) count + 1);
  from = postil_date_shift_days (day, 1);
  day = (PostilDay){ from.year, from.part, from.day };
  from = postil_date_from_day (day, POSTIL_DATE_MONTH);
  from = postil_date_shift (&from, -(unit == POSTIL_SPAN_UNIT_YEAR      ? 12 * count
                                     : unit == POSTIL_SPAN_UNIT_QUARTER ? 3 * count
                                                                        : count));
  day = (PostilDay){ from.year, from.part, MIN (day.day, postil_date_days_in_month (from.year, from.part)) };
  return postil_date_from_day (day, POSTIL_DATE_DAY);
}

/* "the three months to September", "the year to 31 March", "26 weeks to 28 September". */
static gboolean
read_length_to (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number = { .value = 1 };
  PostilDatePhrase end;
  PostilDate from;
  guint i = begin, unit, span[2];

  if (postil_number_scan (job, i, &number))
    i = number.end;
  else
    number.value = 1;
  if (i == begin && !postil_figures_is (job, (gint64) i - 1, "the") && !postil_figures_is (job, (gint64) i - 1, "a"))
    return FALSE;
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  i += postil_figures_is (job, i, "fiscal") || postil_figures_is (job, i, "financial") ? 1 : 0;
  unit = postil_token_span_unit (at (job, i));
  if (unit < POSTIL_SPAN_UNIT_DAY || unit == POSTIL_SPAN_UNIT_HALF || number.value < 1 || number.value > 500)
    return FALSE;
  i++;
  if (postil_figures_is (job, i, "ended") || postil_figures_is (job, i, "ending"))
    i += postil_figures_is (job, (gint64) i + 1, "in") || postil_figures_is (job, (gint64) i + 1, "on") ? 2 : 1;
  else if (postil_figures_is (job, i, "to"))
    i += postil_figures_is (job, (gint64) i + 1, "the") && postil_figures_is (job, (gint64) i + 2, "end")
                 && postil_figures_is (job, (gint64) i + 3, "of")
             ? 4
             : 1;
  else
    return FALSE;
  if (!postil_dates_scan_absolute (job, i, &end) || (end.date.width != POSTIL_DATE_DAY && end.date.width != POSTIL_DATE_MONTH)
      || !end.date.known)
    return FALSE;
  from = step_back (&end.date, unit, (int) number.value);
  span[0] = begin - (postil_figures_is (job, (gint64) begin - 1, "the") ? 1 : 0);
  span[1] = end.end;
  add_period (job, span, &from, &end.date);
  *next = end.end;
  return TRUE;
}

/* What "the first nine months of" may be counted in: "2024", "the year", "last year", "October". */
static gboolean
scan_whole (const PostilFigureJob *job, guint begin, PostilDatePhrase *whole)
{
  const PostilDateWidth width = postil_dates_width_of_unit (postil_token_span_unit (at (job, (gint64) begin + 1)));
  const int direction = postil_figures_is (job, begin, "the") ? 0 : postil_dates_direction (job, begin);

  if (width >= POSTIL_DATE_MONTH && direction < 2)
    {
      *whole = (PostilDatePhrase){ begin, begin + 2, postil_dates_shifted (job, width, direction), NULL };
      return TRUE;
    }
  return postil_dates_scan_absolute (job, begin, whole);
}

/* The first and the last day of a year or a month. */
static gboolean
whole_bounds (const PostilDate *date, PostilDate *first, PostilDate *last)
{
  const gboolean month = date->width == POSTIL_DATE_MONTH;

  if (!month && date->width != POSTIL_DATE_YEAR)
    return FALSE;
  *first = (PostilDate){ POSTIL_DATE_DAY, date->known, date->year, month ? date->part : 1, 1 };
  *last = (PostilDate){ POSTIL_DATE_DAY, date->known, date->year, month ? date->part : 12, 0 };
  last->day = postil_date_days_in_month (last->year, last->part);
  return TRUE;
}

/* "the first two months of the year", "the first nine months of 2024", "the last 3 weeks of this year". */
static gboolean
read_first_months (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  PostilDatePhrase whole;
  PostilDate from, to;
  guint i, unit, span[2];
  const gboolean last = postil_figures_is (job, begin, "last");
  int count;

  if (at (job, begin)->kind != POSTIL_TOKEN_WORD || (!postil_figures_is (job, begin, "first") && !last)
      || !postil_number_scan (job, begin + 1, &number) || number.value < 2 || number.value > 400)
    return FALSE;
  i = number.end;
  unit = postil_token_span_unit (at (job, i));
  if ((unit != POSTIL_SPAN_UNIT_MONTH && unit != POSTIL_SPAN_UNIT_DAY && unit != POSTIL_SPAN_UNIT_WEEK
       && unit != POSTIL_SPAN_UNIT_QUARTER)
      || !postil_figures_is (job, (gint64) i + 1, "of") || !scan_whole (job, i + 2, &whole)
      || !whole_bounds (&whole.date, &from, &to))
    return FALSE;
  count = (int) number.value;
  if (unit == POSTIL_SPAN_UNIT_MONTH || unit == POSTIL_SPAN_UNIT_QUARTER)
    {
      count *= unit == POSTIL_SPAN_UNIT_QUARTER ? 3 : 1;
      if (whole.date.width != POSTIL_DATE_YEAR || count > 11)
        return FALSE;
      from = (PostilDate){ POSTIL_DATE_MONTH, from.known, from.year, last ? 13 - count : 1, 0 };
      to = postil_date_shift (&from, count - 1);
    }
  else
    {
      count *= unit == POSTIL_SPAN_UNIT_WEEK ? 7 : 1;
      if (last)
        from = postil_date_shift_days ((PostilDay){ to.year, to.part, to.day }, 1 - count);
      else
        to = postil_date_shift_days ((PostilDay){ from.year, from.part, from.day }, count - 1);
    }
  span[0] = begin - (postil_figures_is (job, (gint64) begin - 1, "the") ? 1 : 0);
  span[1] = whole.end;
  add_period (job, span, &from, &to);
  *next = whole.end;
  return TRUE;
}

/* "year to date", "so far this year". */
static gboolean
read_to_date (PostilFigureJob *job, guint begin, guint *next)
{
  const guint span[2] = { begin, begin + 5 };
  const PostilDate from = { POSTIL_DATE_DAY, job->day.year > 0, job->day.year, 1, 1 };
  PostilDate to = postil_date_from_day (job->day, POSTIL_DATE_DAY);

  if (at (job, begin)->kind != POSTIL_TOKEN_WORD || !postil_figures_is (job, begin, "year")
      || !is_dash (at (job, (gint64) begin + 1)) || !postil_figures_is (job, (gint64) begin + 2, "to")
      || !is_dash (at (job, (gint64) begin + 3)) || !postil_figures_is (job, (gint64) begin + 4, "date"))
    return FALSE;
  add_period (job, span, &from, &to);
  *next = begin + 5;
  return TRUE;
}

/**
 * postil_periods_read_length:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a period that is a number of units at the beginning or the end of another.
 *
 * Returns: whether there is one.
 */
gboolean
postil_periods_read_length (PostilFigureJob *job, guint begin, guint *next)
{
  return read_first_months (job, begin, next) || read_length_to (job, begin, next);
}

/**
 * postil_periods_read:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a period that begins at @begin; both ends are included in its form.
 *
 * Returns: whether there is one.
 */
gboolean
postil_periods_read (PostilFigureJob *job, guint begin, guint *next)
{
  return read_year_range (job, begin, next) || read_first_months (job, begin, next) || read_length_to (job, begin, next)
         || read_to_date (job, begin, next) || read_pair (job, begin, next);
}
