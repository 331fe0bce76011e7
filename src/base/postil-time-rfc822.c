/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads the dates of feeds and HTTP: RFC 822 and its heirs, and what publishers write instead: weekday or not, seconds or
 * not, two or four digits of the year, month before the day, dashes, long names, zones by name or number.
 */
#include "config.h"

#include "postil-time.h"

#include "postil-time-scan-private.h"

#include <string.h>

typedef struct
{
  const char *cursor;
  PostilDay day; /* parts not yet read are 0 */
  gboolean has_year;
  gboolean has_clock;
  int hour;
  int minute;
  int second;
  int half; /* 0, or 'a' or 'p' of a 12-hour clock */
  gint64 offset;
} Reading;

static const struct
{
  const char *name;
  int minutes;
} zones[] = {
  { "acdt", 630 }, { "acst", 570 }, { "adt", -180 }, { "aedt", 660 }, { "aest", 600 }, { "akdt", -480 }, { "akst", -540 },
  { "ast", -240 }, { "awst", 480 }, { "bst", 60 },   { "cdt", -300 }, { "cest", 120 }, { "cet", 60 },    { "cst", -360 },
  { "edt", -240 }, { "eest", 180 }, { "eet", 120 },  { "est", -300 }, { "gmt", 0 },    { "hkt", 480 },   { "hst", -600 },
  { "ist", 330 },  { "jst", 540 },  { "kst", 540 },  { "mdt", -360 }, { "met", 60 },   { "mest", 120 },  { "msk", 180 },
  { "mst", -420 }, { "ndt", -150 }, { "nst", -210 }, { "nzdt", 780 }, { "nzst", 720 }, { "pdt", -420 },  { "pst", -480 },
  { "sast", 120 }, { "sgt", 480 },  { "ut", 0 },     { "utc", 0 },    { "west", 60 },  { "wet", 0 },
};

/* Whether `word` (lower case) is `name` or at least its first three letters. */
static gboolean
abbreviates (const char *word, const char *name)
{
  return strlen (word) >= 3 && g_str_has_prefix (name, word);
}

static int
month_of_word (const char *word)
{
  static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december" };

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      if (abbreviates (word, months[i]))
        return (int) i + 1;
    }
  return 0;
}

static gboolean
is_weekday (const char *word)
{
  static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  for (gsize i = 0; i < G_N_ELEMENTS (weekdays); i++)
    {
      if (abbreviates (word, weekdays[i]))
        return TRUE;
    }
  return FALSE;
}

/* A zone nobody knows says nothing about the offset and counts as UTC (RFC 5322 section 4.3), as do military letters. */
static gint64
offset_of_word (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      if (g_str_equal (word, zones[i].name))
        return zones[i].minutes * 60 * (gint64) G_USEC_PER_SEC;
    }
  return 0;
}

static gboolean
read_word (Reading *self)
{
  char word[12];
  gsize length = 0;
  int month;

  for (; g_ascii_isalpha (*self->cursor); self->cursor++)
    {
      if (length == sizeof word - 1)
        return FALSE;
      word[length++] = g_ascii_tolower (*self->cursor);
    }
  word[length] = '\0';

  month = month_of_word (word);
  if (month > 0 && self->day.month == 0)
    self->day.month = month;
  else if (self->has_clock && self->half == 0 && (g_str_equal (word, "am") || g_str_equal (word, "pm")))
    self->half = word[0];
  else if (self->has_clock && !is_weekday (word))
    self->offset = offset_of_word (word);
  else if (!is_weekday (word) && !g_str_equal (word, "at"))
    return FALSE;

  return TRUE;
}

/* What follows `hour` and its colon. */
static gboolean
read_clock (Reading *self, int hour)
{
  self->cursor++;
  if (self->has_clock || !postil_time_scan_digits (&self->cursor, 2, &self->minute))
    return FALSE;
  if (*self->cursor == ':')
    {
      self->cursor++;
      if (postil_time_scan_number (&self->cursor, &self->second) == 0)
        return FALSE;
      if (*self->cursor == '.' && g_ascii_isdigit (self->cursor[1]))
        postil_time_scan_fraction (&self->cursor);
    }
  self->hour = hour;
  self->has_clock = TRUE;
  return TRUE;
}

/* RFC 5322 section 4.3: two digits up to 49 are of this century, all other short years count from 1900. */
static int
full_year (int year, int n_digits)
{
  if (n_digits >= 4)
    return year;
  return n_digits == 2 && year < 50 ? year + 2000 : year + 1900;
}

static gboolean
read_number (Reading *self)
{
  int number;
  int n_digits = postil_time_scan_number (&self->cursor, &number);

  if (n_digits == 0)
    return FALSE;
  if (*self->cursor == ':')
    return read_clock (self, number);
  if (self->day.day == 0 && n_digits <= 2)
    {
      self->day.day = number;
      return number > 0;
    }
  if (self->has_year || n_digits < 2)
    return FALSE;
  self->day.year = full_year (number, n_digits);
  self->has_year = TRUE;
  return TRUE;
}

static gboolean
read_comment (Reading *self)
{
  const char *end = strchr (self->cursor, ')');

  if (end == NULL)
    return FALSE;
  self->cursor = end + 1;
  return TRUE;
}

static gboolean
read_piece (Reading *self)
{
  char c = *self->cursor;

  if (g_ascii_isdigit (c))
    return read_number (self);
  if (g_ascii_isalpha (c))
    return read_word (self);
  if (c == '(')
    return read_comment (self);
  if ((c == '+' || c == '-') && self->has_clock && g_ascii_isdigit (self->cursor[1]))
    {
      /* asctime puts the year last, so a dash there can only open an offset. */
      return postil_time_scan_offset (&self->cursor, &self->offset);
    }
  if (c != ',' && c != '.' && c != '-')
    return FALSE;
  self->cursor++;
  return TRUE;
}

/* The hour on a 24-hour clock; "13:00 PM" already is on one. */
static int
full_hour (const Reading *self)
{
  if (self->half == 0 || self->hour > 12)
    return self->hour;

  return self->hour % 12 + (self->half == 'p' ? 12 : 0);
}

/**
 * postil_time_from_rfc822:
 * @string: (nullable): NUL-terminated text
 * @time: (out): µs since the epoch, UTC; untouched on failure
 *
 * Reads a date as feeds and servers write it: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
 * `Sun Nov  6 08:49:37 1994`, and the same without weekday, seconds, zone or time of day (midnight UTC then). A weekday
 * that does not fit is passed over. Zones are numbers or the usual names; unknown names count as UTC.
 *
 * Thread: any. Source: RFC 822 section 5, RFC 850 section 2.1.4, RFC 1123 section 5.2.14, RFC 5322 section 4.3.
 *
 * Returns: whether @string is a date
 */
gboolean
postil_time_from_rfc822 (const char *string, gint64 *time)
{
  Reading reading = { .cursor = string };
  gint64 clock;

  g_return_val_if_fail (time != NULL, FALSE);

  if (string == NULL)
    return FALSE;

  postil_time_scan_blanks (&reading.cursor);
  while (*reading.cursor != '\0')
    {
      if (!read_piece (&reading))
        return FALSE;
      postil_time_scan_blanks (&reading.cursor);
    }
  if (!postil_day_is_valid (reading.day)
      || !postil_time_from_clock (full_hour (&reading), reading.minute, reading.second, &clock))
    return FALSE;

  *time = postil_time_from_day (reading.day) + clock - reading.offset;
  return TRUE;
}
