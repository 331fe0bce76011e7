/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic with points of the calendar of any width, and their ISO 8601 forms as the figures' contract writes them. */
#include "config.h"

#include "postil-dates-private.h"

#include <stdlib.h>

int
postil_date_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
    return 29;
  return month >= 1 && month <= 12 ? days[month - 1] : 0;
}

/* ISO 8601 week of a day: the week of its Thursday. */
static void
iso_week (PostilDay day, int *year, int *week)
{
  const gint64 thursday = postil_day_to_number (day) - (postil_day_of_week (day) - 1) + 3;
  const PostilDay middle = postil_day_from_number (thursday);
  const PostilDay first = { middle.year, 1, 1 };

  *year = middle.year;
  *week = (int) ((thursday - postil_day_to_number (first)) / 7) + 1;
}

/**
 * postil_date_from_day:
 * @day: a valid day
 * @width: how wide a date is wanted
 *
 * Returns: the day, week, month … that holds @day.
 */
PostilDate
postil_date_from_day (PostilDay day, PostilDateWidth width)
{
  PostilDate date = { .width = width, .known = postil_day_is_valid (day), .year = day.year, .part = day.month, .day = day.day };

  if (!date.known)
    return date;
  switch (width)
    {
    case POSTIL_DATE_WEEK:
    case POSTIL_DATE_WEEKEND:
      iso_week (day, &date.year, &date.part);
      break;
    case POSTIL_DATE_QUARTER:
      date.part = (day.month + 2) / 3;
      break;
    case POSTIL_DATE_HALF:
      date.part = day.month > 6 ? 2 : 1;
      break;
    case POSTIL_DATE_SEASON:
      date.part = day.month == 12 ? 4 : (day.month + 9) % 12 / 3 + 1;
      date.year = day.month < 3 ? day.year - 1 : day.year;
      break;
    case POSTIL_DATE_NONE:
    case POSTIL_DATE_DAY:
    case POSTIL_DATE_MONTH:
    case POSTIL_DATE_YEAR:
    case POSTIL_DATE_DECADE:
    case POSTIL_DATE_CENTURY:
    default:
      break;
    }
  return date;
}

PostilDate
postil_date_shift_days (PostilDay day, gint64 days)
{
  if (!postil_day_is_valid (day))
    return (PostilDate){ .width = POSTIL_DATE_DAY };
  days = CLAMP (days, -400000, 400000);
  return postil_date_from_day (postil_day_from_number (postil_day_to_number (day) + days), POSTIL_DATE_DAY);
}

static void
shift_parts (PostilDate *date, int steps, int parts_a_year)
{
  const int count = date->year * parts_a_year + date->part - 1 + steps;

  date->year = count / parts_a_year;
  date->part = count % parts_a_year + 1;
}

/**
 * postil_date_shift:
 * @date: a date
 * @steps: how many of its own width to go; negative for the past
 *
 * Returns: the date that many days, months, quarters … away.
 */
PostilDate
postil_date_shift (const PostilDate *date, int steps)
{
  PostilDate result = *date;

  steps = CLAMP (steps, -9000, 9000);
  switch (date->width)
    {
    case POSTIL_DATE_DAY:
      return postil_date_shift_days ((PostilDay){ date->year, date->part, date->day }, steps);
    case POSTIL_DATE_MONTH:
      shift_parts (&result, steps, 12);
      break;
    case POSTIL_DATE_QUARTER:
    case POSTIL_DATE_SEASON:
      shift_parts (&result, steps, 4);
      break;
    case POSTIL_DATE_HALF:
      shift_parts (&result, steps, 2);
      break;
    case POSTIL_DATE_DECADE:
      result.year += steps * 10;
      break;
    case POSTIL_DATE_CENTURY:
      result.year += steps * 100;
      break;
    case POSTIL_DATE_NONE:
    case POSTIL_DATE_WEEKEND:
    case POSTIL_DATE_WEEK:
    case POSTIL_DATE_YEAR:
    default:
      result.year += steps;
      break;
    }
  result.known = result.known && result.year > 0 && result.year < 10000;
  return result;
}

/**
 * postil_date_to_iso:
 * @date: a date
 *
 * Returns: (transfer full) (nullable): its form, such as 2025, 2025-Q3, 199X; %NULL when the year is not known.
 */
char *
postil_date_to_iso (const PostilDate *date)
{
  static const char *const seasons[] = { "SP", "SU", "FA", "WI" };

  if (!date->known || date->year < 1 || date->year > 9999)
    return NULL;
  switch (date->width)
    {
    case POSTIL_DATE_DAY:
      return g_strdup_printf ("%04d-%02d-%02d", date->year, date->part, date->day);
    case POSTIL_DATE_WEEK:
      return g_strdup_printf ("%04d-W%02d", date->year, date->part);
    case POSTIL_DATE_WEEKEND:
      return g_strdup_printf ("%04d-W%02d-WE", date->year, date->part);
    case POSTIL_DATE_MONTH:
      return g_strdup_printf ("%04d-%02d", date->year, date->part);
    case POSTIL_DATE_QUARTER:
      return g_strdup_printf ("%04d-Q%d", date->year, date->part);
    case POSTIL_DATE_HALF:
      return g_strdup_printf ("%04d-H%d", date->year, date->part);
    case POSTIL_DATE_SEASON:
      return g_strdup_printf ("%04d-%s", date->year, seasons[CLAMP (date->part - 1, 0, 3)]);
    case POSTIL_DATE_YEAR:
      return g_strdup_printf ("%04d", date->year);
    case POSTIL_DATE_DECADE:
      return g_strdup_printf ("%03dX", date->year / 10);
    case POSTIL_DATE_CENTURY:
      return g_strdup_printf ("%02dXX", date->year / 100);
    case POSTIL_DATE_NONE:
    default:
      return NULL;
    }
}

/* The months a date begins and ends with. */
static void
month_span (const PostilDate *date, int *first, int *last)
{
  *first = 1;
  *last = 12;
  if (date->width == POSTIL_DATE_MONTH || date->width == POSTIL_DATE_DAY)
    *first = *last = date->part;
  else if (date->width == POSTIL_DATE_QUARTER)
    {
      *first = date->part * 3 - 2;
      *last = date->part * 3;
    }
  else if (date->width == POSTIL_DATE_HALF)
    {
      *first = date->part * 6 - 5;
      *last = date->part * 6;
    }
}

/**
 * postil_date_first_day:
 * @date: a date of known year
 *
 * Returns: (transfer full): its first month, or the day itself.
 */
char *
postil_date_first_day (const PostilDate *date)
{
  int first, last;

  if (date->width == POSTIL_DATE_DAY || date->width == POSTIL_DATE_YEAR)
    return postil_date_to_iso (date);
  month_span (date, &first, &last);
  return g_strdup_printf ("%04d-%02d", date->year, first);
}

/**
 * postil_date_last_day:
 * @date: a date of known year
 *
 * Returns: (transfer full): its last month, or the day itself.
 */
char *
postil_date_last_day (const PostilDate *date)
{
  int first, last;

  if (date->width == POSTIL_DATE_DAY || date->width == POSTIL_DATE_YEAR)
    return postil_date_to_iso (date);
  month_span (date, &first, &last);
  return g_strdup_printf ("%04d-%02d", date->year, last);
}

/**
 * postil_date_nearest_month:
 * @today: the reference day
 * @month: 1-12
 * @future: whether the words speak of what is to come
 *
 * Returns: the month of that name nearest to @today, or the next one.
 */
PostilDate
postil_date_nearest_month (PostilDay today, int month, gboolean future)
{
  PostilDate date = { .width = POSTIL_DATE_MONTH, .known = postil_day_is_valid (today), .year = today.year, .part = month };
  const int ahead = (month - today.month + 12) % 12;

  if (future ? ahead <= 10 : ahead < 6)
    date.year += month < today.month ? 1 : 0;
  else
    date.year -= month > today.month ? 1 : 0;
  return date;
}

PostilDate
postil_date_nearest_day (PostilDay today, int month, int day)
{
  PostilDate date
      = { .width = POSTIL_DATE_DAY, .known = postil_day_is_valid (today), .year = today.year, .part = month, .day = day };
  gint64 best = G_MAXINT64;

  if (!date.known)
    return date;
  for (int year = today.year - 4; year <= today.year + 4; year++)
    {
      const PostilDay candidate = { year, month, MIN (day, postil_date_days_in_month (year, month)) };
      const gint64 distance = ABS (postil_day_to_number (candidate) - postil_day_to_number (today));

      if (distance < best && (month != 2 || day != 29 || candidate.day == 29))
        {
          best = distance;
          date.year = year;
        }
    }
  return date;
}

PostilDate
postil_date_nearest_quarter (PostilDay today, int quarter, gboolean future)
{
  PostilDate date = { .width = POSTIL_DATE_QUARTER, .known = postil_day_is_valid (today), .year = today.year, .part = quarter };
  const int current = (today.month + 2) / 3;

  if (future && quarter < current)
    date.year++;
  else if (!future && quarter > current)
    date.year--;
  return date;
}

/**
 * postil_date_weekday:
 * @today: the reference day
 * @weekday: 1 Monday - 7 Sunday
 * @direction: 0 today or the latest one before, 1 today or the next one, -1 strictly before, 2 strictly after
 *
 * Returns: that day.
 */
PostilDate
postil_date_weekday (PostilDay today, int weekday, int direction)
{
  int shift;

  if (!postil_day_is_valid (today))
    return (PostilDate){ .width = POSTIL_DATE_DAY };
  shift = weekday - postil_day_of_week (today);
  if (direction <= 0)
    {
      shift = shift > 0 ? shift - 7 : shift;
      shift -= direction < 0 && shift == 0 ? 7 : 0;
    }
  else
    {
      shift = shift < 0 ? shift + 7 : shift;
      shift += direction > 1 && shift == 0 ? 7 : 0;
    }
  return postil_date_shift_days (today, shift);
}
