/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in time as people write them in a search: 2025, 2025-02, 2025-02-14, today, yesterday, 36h, 7d, 2w, 3m, 1y. */
#include "config.h"

#include "postil-search-values-private.h"

#include "postil-time.h"

#include <string.h>

static gboolean
read_digits (const char **p, guint n, int *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *value = *value * 10 + (*(*p)++ - '0');
    }
  return TRUE;
}

/* The beginning of a civil day where the reader is; POSTIL_TIME_UNKNOWN for a day no calendar has. */
static gint64
begin_of_day (GTimeZone *zone, int year, int month, int day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new (zone ? zone : utc, year, month, day, 0, 0, 0);

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : POSTIL_TIME_UNKNOWN;
}

static gboolean
set_days (const PostilSearchContext *context, const int begin[3], const int end[3], gint64 *from, gint64 *to)
{
  *from = begin_of_day (context->zone, begin[0], begin[1], begin[2]);
  *to = begin_of_day (context->zone, end[0], end[1], end[2]);
  return *from != POSTIL_TIME_UNKNOWN && *to != POSTIL_TIME_UNKNOWN;
}

static gboolean
parse_calendar (const char *text, const PostilSearchContext *context, gint64 *from, gint64 *to)
{
  const char *p = text;
  int year, month = 0, day = 0;
  PostilDay next;

  if (!read_digits (&p, 4, &year) || year < 1 || year > 9998)
    return FALSE;
  if (*p == '\0')
    return set_days (context, (const int[]){ year, 1, 1 }, (const int[]){ year + 1, 1, 1 }, from, to);
  if (*p++ != '-' || !read_digits (&p, 2, &month) || month < 1 || month > 12)
    return FALSE;
  if (*p == '\0')
    return set_days (context, (const int[]){ year, month, 1 }, (const int[]){ year + month / 12, month % 12 + 1, 1 }, from, to);
  if (*p++ != '-' || !read_digits (&p, 2, &day) || *p != '\0' || !postil_day_is_valid ((PostilDay){ year, month, day }))
    return FALSE;
  next = postil_day_from_number (postil_day_to_number ((PostilDay){ year, month, day }) + 1);
  return set_days (context, (const int[]){ year, month, day }, (const int[]){ next.year, next.month, next.day }, from, to);
}

static gboolean
parse_named (const char *text, const PostilSearchContext *context, gint64 *from, gint64 *to)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) universal = g_date_time_new_from_unix_utc (context->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = universal ? g_date_time_to_timezone (universal, context->zone ? context->zone : utc) : NULL;
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *iso = NULL;

  if (!local || (g_ascii_strcasecmp (text, "today") != 0 && g_ascii_strcasecmp (text, "yesterday") != 0))
    return FALSE;
  day = g_date_time_add_days (local, g_ascii_strcasecmp (text, "today") == 0 ? 0 : -1);
  iso = g_date_time_format (day, "%Y-%m-%d");
  return parse_calendar (iso, context, from, to);
}

/* So long ago, to now. */
static gboolean
parse_span (const char *text, const PostilSearchContext *context, gint64 *from, gint64 *to)
{
  static const struct
  {
    char letter;
    gint64 seconds;
  } units[] = { { 'h', 3600 }, { 'd', 86400 }, { 'w', 7 * 86400 }, { 'm', 30 * 86400 }, { 'y', 365 * 86400 } };
  guint64 n = 0;
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || digits > 5 || text[digits] == '\0' || text[digits + 1] != '\0')
    return FALSE;
  n = g_ascii_strtoull (text, NULL, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_tolower (text[digits]) == units[i].letter)
      {
        *from = context->now - (gint64) n * units[i].seconds * G_USEC_PER_SEC;
        *to = context->now;
        return TRUE;
      }
  return FALSE;
}

/* from (out), to (out): µs, the second not included */
gboolean
postil_search_time_parse (const char *text, const PostilSearchContext *context, gint64 *from, gint64 *to)
{
  return parse_calendar (text, context, from, to) || parse_named (text, context, from, to)
         || parse_span (text, context, from, to);
}
