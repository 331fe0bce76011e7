/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed is asked again when the reader wants it, but no sooner than the feed, its server and its failures allow; a little later
 * by chance, so that the hours at which somebody reads do not stand in the logs of a hundred servers. */
#include "config.h"

#include "postil-fetch-schedule.h"

#include "postil-time.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define LONGEST_WISH (24 * 60)    /* minutes: whoever wishes for more is asked once a day */
#define LONGEST_FAILURE (24 * 60) /* minutes between two tries of a feed that fails */
#define JITTER 0.1
#define FIRST_PAUSE 500      /* ms */
#define LONGEST_PAUSE 60000u /* ms */

static gboolean
is_skipped (const PostilScheduleHints *hints, gint64 time)
{
  gint64 hour = time / G_TIME_SPAN_HOUR % 24;
  int weekday = postil_day_of_week (postil_time_to_day (time));

  return (hints->skip_hours >> hour & 1) != 0 || (hints->skip_days >> (weekday - 1) & 1) != 0;
}

/* The first time that is not skipped; when all are, the wish makes no sense. */
static gint64
leave_skipped (const PostilScheduleHints *hints, gint64 time)
{
  gint64 next = time;

  for (guint i = 0; i < 7 * 24 + 1; i++)
    {
      if (!is_skipped (hints, next))
        return next;
      next = (next / G_TIME_SPAN_HOUR + 1) * G_TIME_SPAN_HOUR;
    }
  return time;
}

/**
 * postil_fetch_schedule_next:
 * @hints: what is known
 *
 * Computes when a feed is due again. What it honours: `ttl`, `skipHours` and `skipDays` of RSS 2.0, the syndication module of RSS
 * 1.0, Cache-Control and Expires (RFC 9111), Retry-After (RFC 9110, section 10.2.3). Failures double the time up to a day. Any
 * thread.
 *
 * Returns: µs since the epoch, after hints->now
 */
gint64
postil_fetch_schedule_next (const PostilScheduleHints *hints)
{
  gint64 minutes = hints->interval != 0 ? hints->interval : POSTIL_FETCH_DEFAULT_INTERVAL;
  gint64 next;

  minutes = MAX (minutes, MIN (hints->wish, LONGEST_WISH));
  minutes = MAX (minutes, MIN (hints->max_age / 60, LONGEST_WISH));
  if (hints->n_failures > 1)
    minutes = MAX (minutes, MIN (minutes << MIN (hints->n_failures - 1, 16), LONGEST_FAILURE));
  next = hints->now + MAX (minutes * MINUTE, hints->retry_after * G_TIME_SPAN_SECOND);
  next += (gint64) ((double) (next - hints->now) * JITTER * hints->chance);
  return leave_skipped (hints, next);
}

/**
 * postil_fetch_schedule_pause:
 * @n_rejections: how often in a row a host said that it is asked too much; at least 1
 * @chance: 0 <= chance < 1
 *
 * Computes how long to wait before the next request to that host: twice as long each time, from half of it to the whole by
 * chance. Any thread.
 *
 * Returns: milliseconds
 */
guint
postil_fetch_schedule_pause (guint n_rejections, double chance)
{
  guint longest = MIN ((guint) FIRST_PAUSE << MIN (n_rejections - 1, 10), LONGEST_PAUSE);

  return longest / 2 + (guint) (longest / 2 * chance);
}
