/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a feed is asked again: pure, with the clock and chance as parameters. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_FETCH_DEFAULT_INTERVAL 60 /* minutes */

typedef struct
{
  gint64 now;         /* µs */
  guint interval;     /* minutes as the reader wants it; 0: POSTIL_FETCH_DEFAULT_INTERVAL */
  guint wish;         /* minutes as the feed wishes it; 0: none */
  gint64 max_age;     /* seconds the answer stays fresh; 0: not said */
  gint64 retry_after; /* seconds the server wants to be left alone; 0: not said */
  guint32 skip_hours; /* bit n: not in hour n, UTC */
  guint skip_days;    /* bit n: not on that day, bit 0 for Monday, UTC */
  guint n_failures;   /* in a row, the last one included */
  double chance;      /* 0 <= chance < 1 */
} PostilScheduleHints;

gint64 postil_fetch_schedule_next (const PostilScheduleHints *hints);
guint postil_fetch_schedule_pause (guint n_rejections, double chance);

G_END_DECLS
