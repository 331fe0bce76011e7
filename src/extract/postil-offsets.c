/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates so far from another: "two weeks from next Tuesday", "a year after Christmas", "three Fridays from now", "in three weeks",
 * "a fortnight later". */
#include "config.h"

#include "postil-dates-private.h"

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/**
 * postil_offsets_add:
 * @anchor: a day
 * @unit: a unit of time of a day or more
 * @count: how many, negative for the past
 *
 * Returns: the day that far away; the end of the month where the month is too short.
 */
PostilDate
postil_offsets_add (const PostilDate *anchor, guint unit, double count)
{
  PostilDate date = *anchor, month;
  const PostilDay day = { anchor->year, anchor->part, anchor->day };
  int months;

  if (!date.known)
    return date;
  switch (unit)
    {
    case POSTIL_SPAN_UNIT_DAY:
      return postil_date_shift_days (day, (gint64) count);
    case POSTIL_SPAN_UNIT_WEEK:
      return postil_date_shift_days (day, (gint64) (count * 7));
    case POSTIL_SPAN_UNIT_FORTNIGHT:
      return postil_date_shift_days (day, (gint64) (count * 14));
    default:
      break;
    }
  months = (int) (count
                  * (unit == POSTIL_SPAN_UNIT_MONTH     ? 1
                     : unit == POSTIL_SPAN_UNIT_QUARTER ? 3
                     : unit == POSTIL_SPAN_UNIT_YEAR    ? 12
                     : unit == POSTIL_SPAN_UNIT_DECADE  ? 120
                                                        : 1200));
  month = postil_date_from_day (day, POSTIL_DATE_MONTH);
  month = postil_date_shift (&month, CLAMP (months, -9000, 9000));
  date.year = month.year;
  date.part = month.part;
  date.known = month.known;
  date.day = MIN (date.day, postil_date_days_in_month (date.year, date.part));
  return date;
}

/* What is counted from: "now", or a day. */
static gboolean
scan_anchor (const PostilFigureJob *job, guint begin, PostilDatePhrase *anchor)
{
  if (postil_figures_is_one_of (job, begin, "now today"))
    {
      *anchor = (PostilDatePhrase){ begin, begin + 1, postil_date_from_day (job->day, POSTIL_DATE_DAY), NULL };
      return TRUE;
    }
  begin += postil_figures_is (job, begin, "the") ? 1 : 0;
  return postil_dates_scan (job, begin, anchor);
}

/* The first day of an anchor that is wider. */
static PostilDate
first_day (const PostilDate *date)
{
  PostilDate day = { POSTIL_DATE_DAY, date->known, date->year, 1, 1 };

  if (date->width == POSTIL_DATE_DAY)
    return *date;
  if (date->width == POSTIL_DATE_MONTH)
    day.part = date->part;
  else if (date->width == POSTIL_DATE_QUARTER)
    day.part = date->part * 3 - 2;
  else if (date->width != POSTIL_DATE_YEAR)
    day.known = FALSE;
  return day;
}

/* The number before a unit: "a", "two", "one additional". */
static guint
scan_count (const PostilFigureJob *job, guint begin, double *count)
{
  PostilNumber number;

  *count = 1;
  if ((postil_figures_is (job, begin, "a") || postil_figures_is (job, begin, "an"))
      && postil_token_span_unit (at (job, (gint64) begin + 1)) != POSTIL_SPAN_UNIT_NONE)
    return begin + 1;
  if (!postil_number_scan (job, begin, &number) || number.value < 0 || number.value > 5000 || number.fraction)
    return 0;
  *count = number.value;
  return number.end;
}

/* "three Fridays from now", "4 tuesdays ago". */
static gboolean
scan_weekdays (const PostilFigureJob *job, guint unit, double count, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, unit);
  PostilDate date;
  const guint weekday = MAX (postil_dates_plural_weekday (job, unit), token->word != NULL ? token->word->weekday : 0);

  if (weekday == 0)
    return FALSE;
  phrase->end = unit + 3;
  if (postil_figures_is (job, (gint64) unit + 1, "from") && postil_figures_is_one_of (job, (gint64) unit + 2, "now today"))
    date = postil_date_weekday (job->day, (int) weekday, 2);
  else if (postil_figures_is (job, (gint64) unit + 1, "ago"))
    {
      phrase->end = unit + 2;
      date = postil_date_weekday (job->day, (int) weekday, -1);
      count = 2 - count;
    }
  else
    return FALSE;
  phrase->date
      = date.known ? postil_date_shift_days ((PostilDay){ date.year, date.part, date.day }, 7 * ((gint64) count - 1)) : date;
  return TRUE;
}

/**
 * postil_offsets_point_ahead:
 * @job: the job
 * @begin: the token "in"
 *
 * Returns: whether "in three weeks" means then, not how long something takes.
 */
gboolean
postil_offsets_point_ahead (const PostilFigureJob *job, guint begin)
{
  if (begin <= job->sentence->begin + 1)
    return job->tokens->n_tokens < 8;
  for (guint i = job->sentence->begin; i < begin; i++)
    if (postil_figures_is_one_of (job, i, "will shall ll 'll going want leave leaves leaving back meet see due arrives starts"))
      return TRUE;
  return FALSE;
}

/* "2 weeks and 2 days ago": the rest of a count in several units. */
static guint
scan_more_units (const PostilFigureJob *job, guint index, int sign, PostilDate *date)
{
  guint i = index, end;
  double count;

  i += postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += postil_figures_is (job, i, "and") ? 1 : 0;
  end = scan_count (job, i, &count);
  if (end == 0 || postil_token_span_unit (at (job, end)) < POSTIL_SPAN_UNIT_DAY
      || !postil_figures_is (job, (gint64) end + 1, "ago"))
    return 0;
  *date = postil_offsets_add (date, postil_token_span_unit (at (job, end)), sign * count);
  return end + 1;
}

/* In a note: "3 weeks ago", "a fortnight later", "in three weeks". */
static gboolean
scan_from_today (const PostilFigureJob *job, const guint span[2], guint unit, double count, PostilDatePhrase *phrase)
{
  const guint begin = span[0], i = span[1];
  const PostilDate day = postil_date_from_day (job->day, POSTIL_DATE_DAY);
  const PostilToken *after = at (job, (gint64) i + 1);

  if (!job->brief)
    return FALSE;
  if (unit == POSTIL_SPAN_UNIT_FORTNIGHT && postil_figures_is_one_of (job, i, "ago later back earlier")
      && after->kind == POSTIL_TOKEN_MARK)
    {
      phrase->end = i + 1;
      phrase->date = postil_offsets_add (&day, unit, postil_figures_is (job, i, "later") ? count : -count);
      return TRUE;
    }
  if (!postil_figures_is (job, (gint64) begin - 1, "in")
      || (at (job, i)->kind != POSTIL_TOKEN_MARK && !postil_figures_is (job, (gint64) i + 1, "time"))
      || !postil_offsets_point_ahead (job, begin - 1))
    return FALSE;
  phrase->end = i;
  phrase->date = postil_offsets_add (&day, unit, count);
  return TRUE;
}

static gboolean
scan_units (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  PostilDatePhrase anchor;
  PostilDate day;
  double count;
  guint i = scan_count (job, begin, &count), unit;
  gboolean before;

  if (i == 0)
    return FALSE;
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  if (scan_weekdays (job, i, count, phrase))
    return TRUE;
  unit = postil_token_span_unit (at (job, i));
  if (unit < POSTIL_SPAN_UNIT_DAY || unit == POSTIL_SPAN_UNIT_WEEKEND || unit == POSTIL_SPAN_UNIT_SEASON
      || unit == POSTIL_SPAN_UNIT_HALF)
    return FALSE;
  i++;
  day = postil_date_from_day (job->day, POSTIL_DATE_DAY);
  if (postil_figures_is (job, i, "hence"))
    {
      phrase->end = i + 1;
      phrase->date = postil_offsets_add (&day, unit, count);
      return TRUE;
    }
  if (scan_from_today (job, (const guint[]){ begin, i }, unit, count, phrase))
    return TRUE;
  day = postil_offsets_add (&day, unit, -count);
  phrase->end = job->brief ? scan_more_units (job, i, -1, &day) : 0;
  if (phrase->end > 0)
    {
      phrase->end++;
      phrase->date = day;
      return TRUE;
    }
  before = postil_figures_is (job, i, "before");
  if (!before && !postil_figures_is_one_of (job, i, "from after since following") && !postil_token_is_mark (at (job, i), ','))
    return FALSE;
  if (postil_token_is_mark (at (job, i), ',') || postil_figures_is (job, i, "since"))
    return FALSE;
  if (!scan_anchor (job, i + 1, &anchor))
    return FALSE;
  day = first_day (&anchor.date);
  phrase->end = anchor.end;
  phrase->date = postil_offsets_add (&day, unit, before ? -count : count);
  return job->brief || anchor.date.width == POSTIL_DATE_DAY;
}

/**
 * postil_offsets_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading
 *
 * Reads a date that is counted from another day.
 *
 * Returns: whether there is one.
 */
gboolean
postil_offsets_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);

  *phrase = (PostilDatePhrase){ .begin = begin };
  if (token->kind == POSTIL_TOKEN_WORD && postil_token_number_sense (token) == POSTIL_NUMBER_NONE
      && !postil_figures_is_one_of (job, begin, "a an"))
    return FALSE;
  return scan_units (job, begin, phrase);
}
