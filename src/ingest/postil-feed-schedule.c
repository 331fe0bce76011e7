/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often a feed wishes to be fetched, and when not: RSS 2.0's ttl, skipHours and skipDays, and the syndication module.
 * Source: rssboard.org/rss-specification, and web.resource.org/rss/1.0/modules/syndication. */
#include "config.h"

#include "postil-feed-state-private.h"

#include <string.h>

#define MAX_INTERVAL (60 * 24 * 366) /* minutes */

static const char *const periods[] = { "hourly", "daily", "weekly", "monthly", "yearly" };
static const guint period_minutes[] = { 60, 24 * 60, 7 * 24 * 60, 30 * 24 * 60, 365 * 24 * 60 };
static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

static gboolean
read_number (const char *text, guint max, guint *number)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  guint64 value;

  if (!g_ascii_string_to_unsigned (stripped, 10, 0, max, &value, NULL))
    return FALSE;
  *number = value;
  return TRUE;
}

static int
find_word (const char *text, const char *const *words, guint n)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (stripped, words[i]) == 0)
      return i;
  return -1;
}

/*
 * postil_feed_schedule_take:
 * @self: a state, outside any entry
 * @field: TTL, SKIP_HOUR, SKIP_DAY, PERIOD or FREQUENCY
 * @text: as read
 *
 * Takes what an element says about fetching; what cannot be read is no wish.
 */
void
postil_feed_schedule_take (PostilFeedState *self, PostilFeedField field, const char *text)
{
  guint number;
  int i;

  switch ((int) field)
    {
    case POSTIL_FEED_FIELD_TTL:
      if (read_number (text, MAX_INTERVAL, &number))
        self->feed->interval = number;
      break;
    case POSTIL_FEED_FIELD_SKIP_HOUR:
      /* Old feeds count from 1 to 24. */
      if (read_number (text, 24, &number))
        self->feed->skip_hours |= 1u << number % 24;
      break;
    case POSTIL_FEED_FIELD_SKIP_DAY:
      i = find_word (text, days, G_N_ELEMENTS (days));
      if (i >= 0)
        self->feed->skip_days |= 1u << i;
      break;
    case POSTIL_FEED_FIELD_PERIOD:
      i = find_word (text, periods, G_N_ELEMENTS (periods));
      if (i >= 0)
        self->period = period_minutes[i];
      break;
    case POSTIL_FEED_FIELD_FREQUENCY:
      if (read_number (text, MAX_INTERVAL, &number) && number > 0)
        self->frequency = number;
      break;
    default:
      break;
    }
}

/* Puts the syndication module's wish into the feed, unless it said it plainly. */
void
postil_feed_schedule_finish (PostilFeedState *self)
{
  if (self->feed->interval == 0 && (self->period > 0 || self->frequency > 0))
    self->feed->interval = MAX ((self->period > 0 ? self->period : 24 * 60) / MAX (self->frequency, 1), 1);
}
