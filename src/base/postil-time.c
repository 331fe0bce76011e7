/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Civil days and points in time: day arithmetic in the proleptic Gregorian calendar and the ISO 8601 forms. Nothing here
 * looks at the locale or at the time zone of the machine.
 */
#include "config.h"

#include "postil-time.h"

#include "postil-time-scan-private.h"

#define DAYS_PER_ERA 146097  /* 400 years */
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 to 1970-01-01 */
#define MIN_YEAR 1
#define MAX_YEAR 9999

static gint64
floor_divide (gint64 dividend, gint64 divisor)
{
  gint64 quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

static int
days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return month == 2 && leap ? 29 : days[month - 1];
}

/**
 * postil_time_now:
 *
 * Reads the clock. Functions of the engine take the time as a parameter; only a border of the program calls this.
 *
 * Thread: any.
 *
 * Returns: µs since the epoch, UTC
 */
gint64
postil_time_now (void)
{
  return g_get_real_time ();
}

/**
 * postil_day_is_valid:
 * @day: a day
 *
 * Tells whether a day is on the calendar, in the years 1 to 9999. The unknown day (year 0) is not.
 *
 * Thread: any.
 *
 * Returns: whether @day exists
 */
gboolean
postil_day_is_valid (PostilDay day)
{
  return day.year >= MIN_YEAR && day.year <= MAX_YEAR && day.month >= 1 && day.month <= 12 && day.day >= 1
         && day.day <= days_in_month (day.year, day.month);
}

/**
 * postil_day_to_number:
 * @day: a valid day
 *
 * Counts the days since 1970-01-01, so that days can be added and compared. Years begin in March inside the sum, which
 * puts the leap day at their end.
 *
 * Thread: any.
 *
 * Returns: the number, negative before 1970; %G_MININT64 for a day that is not valid
 */
gint64
postil_day_to_number (PostilDay day)
{
  gint64 year;
  gint64 era;
  gint64 year_of_era;
  gint64 day_of_year;

  if (!postil_day_is_valid (day))
    return G_MININT64;

  year = day.month <= 2 ? day.year - 1 : day.year;
  era = floor_divide (year, 400);
  year_of_era = year - era * 400;
  day_of_year = (153 * ((day.month + 9) % 12) + 2) / 5 + day.day - 1;

  return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - DAYS_TO_EPOCH;
}

/**
 * postil_day_from_number:
 * @number: days since 1970-01-01
 *
 * Finds the day of a number.
 *
 * Thread: any.
 *
 * Returns: the day; the unknown day (year 0) outside the years 1 to 9999
 */
PostilDay
postil_day_from_number (gint64 number)
{
  static const PostilDay unknown = { 0, 0, 0 };
  gint64 era;
  gint64 day_of_era;
  gint64 year_of_era;
  gint64 day_of_year;
  gint64 march_month;
  PostilDay day;

  /* Four million days are well over 9,999 years: what lies beyond would only overflow the sums. */
  if (number < -4000000 || number > 4000000)
    return unknown;

  number += DAYS_TO_EPOCH;
  era = floor_divide (number, DAYS_PER_ERA);
  day_of_era = number - era * DAYS_PER_ERA;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  march_month = (5 * day_of_year + 2) / 153;

  day.day = (int) (day_of_year - (153 * march_month + 2) / 5 + 1);
  day.month = (int) (march_month < 10 ? march_month + 3 : march_month - 9);
  day.year = (int) (year_of_era + era * 400 + (day.month <= 2 ? 1 : 0));

  return postil_day_is_valid (day) ? day : unknown;
}

/**
 * postil_day_of_week:
 * @day: a valid day
 *
 * Finds the weekday.
 *
 * Thread: any.
 *
 * Returns: 1 for Monday to 7 for Sunday; 0 for a day that is not valid
 */
int
postil_day_of_week (PostilDay day)
{
  gint64 number = postil_day_to_number (day);
  gint64 since_monday;

  if (number == G_MININT64)
    return 0;

  since_monday = number + 3; /* 1970-01-01 was a Thursday */

  return (int) (since_monday - floor_divide (since_monday, 7) * 7) + 1;
}

/**
 * postil_time_to_day:
 * @time: µs since the epoch, UTC
 *
 * Finds the day a point in time falls on, in UTC.
 *
 * Thread: any.
 *
 * Returns: the day; the unknown day (year 0) for %POSTIL_TIME_UNKNOWN and outside the years 1 to 9999
 */
PostilDay
postil_time_to_day (gint64 time)
{
  return postil_day_from_number (floor_divide (time, POSTIL_USEC_PER_DAY));
}

/**
 * postil_time_from_day:
 * @day: a day
 *
 * Finds the first moment of a day, in UTC.
 *
 * Thread: any.
 *
 * Returns: µs since the epoch, UTC; %POSTIL_TIME_UNKNOWN for a day that is not valid
 */
gint64
postil_time_from_day (PostilDay day)
{
  gint64 number = postil_day_to_number (day);

  return number == G_MININT64 ? POSTIL_TIME_UNKNOWN : number * POSTIL_USEC_PER_DAY;
}

/**
 * postil_day_to_iso:
 * @day: a day
 *
 * Writes a day as `YYYY-MM-DD`.
 *
 * Thread: any.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for a day that is not valid
 */
char *
postil_day_to_iso (PostilDay day)
{
  if (!postil_day_is_valid (day))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", day.year, day.month, day.day);
}

/**
 * postil_time_to_iso:
 * @time: µs since the epoch, UTC
 *
 * Writes a point in time as `YYYY-MM-DDThh:mm:ssZ`; parts of a second are cut off.
 *
 * Thread: any.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for %POSTIL_TIME_UNKNOWN and outside the years 1 to 9999
 */
char *
postil_time_to_iso (gint64 time)
{
  PostilDay day = postil_time_to_day (time);
  gint64 second;

  if (!postil_day_is_valid (day))
    return NULL;

  second = (time - postil_time_from_day (day)) / G_USEC_PER_SEC;

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", day.year, day.month, day.day, (int) (second / 3600),
                          (int) (second / 60 % 60), (int) (second % 60));
}

/* YYYY-MM-DD or YYYYMMDD, a day that exists. */
static gboolean
scan_day (const char **cursor, PostilDay *day)
{
  const char *p = *cursor;
  gboolean dashes;

  if (!postil_time_scan_digits (&p, 4, &day->year))
    return FALSE;
  dashes = *p == '-';
  p += dashes;
  if (!postil_time_scan_digits (&p, 2, &day->month))
    return FALSE;
  if (dashes && *p++ != '-')
    return FALSE;
  if (!postil_time_scan_digits (&p, 2, &day->day) || g_ascii_isdigit (*p))
    return FALSE;

  *cursor = p;
  return postil_day_is_valid (*day);
}

/* hh:mm[:ss[.fraction]] or hhmm[ss[.fraction]]. */
static gboolean
scan_clock (const char **cursor, gint64 *usec)
{
  const char *p = *cursor;
  int hour;
  int minute;
  int second = 0;
  gint64 fraction = 0;
  gboolean colons;

  if (!postil_time_scan_digits (&p, 2, &hour))
    return FALSE;
  colons = *p == ':';
  p += colons;
  if (!postil_time_scan_digits (&p, 2, &minute))
    return FALSE;
  if (colons ? *p == ':' : g_ascii_isdigit (*p))
    {
      p += colons;
      if (!postil_time_scan_digits (&p, 2, &second))
        return FALSE;
      if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
        fraction = postil_time_scan_fraction (&p);
    }

  if (!postil_time_from_clock (hour, minute, second, usec))
    return FALSE;

  *cursor = p;
  *usec += fraction;
  return TRUE;
}

/**
 * postil_day_from_iso:
 * @string: (nullable): NUL-terminated text
 * @day: (out caller-allocates): the day; untouched on failure
 *
 * Reads a day written `YYYY-MM-DD` or `YYYYMMDD`, and nothing else.
 *
 * Thread: any. Source: ISO 8601, calendar dates.
 *
 * Returns: whether @string is a day of the calendar
 */
gboolean
postil_day_from_iso (const char *string, PostilDay *day)
{
  PostilDay read;

  g_return_val_if_fail (day != NULL, FALSE);

  if (string == NULL || !scan_day (&string, &read) || *string != '\0')
    return FALSE;

  *day = read;
  return TRUE;
}

/**
 * postil_time_from_iso:
 * @string: (nullable): NUL-terminated text
 * @time: (out): µs since the epoch, UTC; untouched on failure
 * @day_only: (out) (optional): whether only the day was given (@time is then its first moment in UTC)
 *
 * Reads a day, or a day and a time of day with an optional fraction of a second and an optional offset from UTC (without
 * one the time is taken as UTC). Extended and basic forms, `T` or a blank between day and time; white space around it is
 * passed over. A second of 60 and an hour of 24 count on into what follows.
 *
 * Thread: any. Source: ISO 8601; RFC 3339 section 5.6.
 *
 * Returns: whether @string is a point in time
 */
gboolean
postil_time_from_iso (const char *string, gint64 *time, gboolean *day_only)
{
  PostilDay day;
  gint64 clock = 0;
  gint64 offset = 0;
  gboolean has_clock = FALSE;

  g_return_val_if_fail (time != NULL, FALSE);

  if (string == NULL)
    return FALSE;

  postil_time_scan_blanks (&string);
  if (!scan_day (&string, &day))
    return FALSE;
  if (*string == 'T' || *string == 't' || (*string == ' ' && g_ascii_isdigit (string[1])))
    {
      string++;
      has_clock = scan_clock (&string, &clock);
      if (!has_clock)
        return FALSE;
      postil_time_scan_blanks (&string);
      if (*string == 'Z' || *string == 'z')
        string++;
      else if ((*string == '+' || *string == '-') && !postil_time_scan_offset (&string, &offset))
        return FALSE;
    }
  postil_time_scan_blanks (&string);
  if (*string != '\0')
    return FALSE;

  *time = postil_time_from_day (day) + clock - offset;
  if (day_only != NULL)
    *day_only = !has_clock;
  return TRUE;
}
