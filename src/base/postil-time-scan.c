/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small pieces the readers of dates share: digits, clocks, offsets. ASCII only, whatever the locale. */
#include "config.h"

#include "postil-time-scan-private.h"

/* Passes over ASCII white space. */
void
postil_time_scan_blanks (const char **cursor)
{
  while (g_ascii_isspace (**cursor))
    (*cursor)++;
}

/* Reads exactly `n_digits` digits; more may follow. */
gboolean
postil_time_scan_digits (const char **cursor, int n_digits, int *value)
{
  const char *p = *cursor;
  int sum = 0;

  for (int i = 0; i < n_digits; i++, p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      sum = sum * 10 + g_ascii_digit_value (*p);
    }

  *cursor = p;
  *value = sum;
  return TRUE;
}

/* Reads all digits there are; returns how many, 0 when there are none or so many that they mean no date. */
int
postil_time_scan_number (const char **cursor, int *value)
{
  int n_digits = 0;

  while (g_ascii_isdigit ((*cursor)[n_digits]))
    {
      if (++n_digits > 6)
        return 0;
    }

  return postil_time_scan_digits (cursor, n_digits, value) ? n_digits : 0;
}

/* Reads a point or comma and the digits after it; returns µs, cut off below that. */
gint64
postil_time_scan_fraction (const char **cursor)
{
  const char *p = *cursor + 1;
  gint64 weight = G_USEC_PER_SEC / 10;
  gint64 sum = 0;

  for (; g_ascii_isdigit (*p); p++, weight /= 10)
    sum += weight * g_ascii_digit_value (*p);

  *cursor = p;
  return sum;
}

/* Reads a sign and h, hh, hmm, hhmm or hh:mm. */
gboolean
postil_time_scan_offset (const char **cursor, gint64 *usec)
{
  const char *p = *cursor;
  gint64 sign = *p == '-' ? -1 : 1;
  int number = 0;
  int minutes = 0;
  int n_digits;

  p++;
  n_digits = postil_time_scan_number (&p, &number);
  if (n_digits == 0 || n_digits > 4)
    return FALSE;
  if (n_digits > 2)
    {
      minutes = number % 100;
      number /= 100;
    }
  else if (*p == ':')
    {
      p++;
      if (!postil_time_scan_digits (&p, 2, &minutes))
        return FALSE;
    }
  if (number > 24 || minutes > 59)
    return FALSE;

  *cursor = p;
  *usec = sign * (number * 60 + minutes) * 60 * G_USEC_PER_SEC;
  return TRUE;
}

/* Checks a time of day; 24:00:00 and a leap second count on into what follows. */
gboolean
postil_time_from_clock (int hour, int minute, int second, gint64 *usec)
{
  if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute > 0 || second > 0)))
    return FALSE;

  *usec = ((gint64) hour * 3600 + minute * 60 + second) * G_USEC_PER_SEC;
  return TRUE;
}
