/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in time (µs since the epoch, UTC) and civil days, with their ISO 8601 forms. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A point in time that is not known. */
#define POSTIL_TIME_UNKNOWN G_MININT64

/* A civil day; year 0 means "not known". */
typedef struct
{
  int year;
  int month; /* 1-12 */
  int day;   /* 1-31 */
} PostilDay;

gint64 postil_time_now (void);
char *postil_time_to_iso (gint64 time);
gboolean postil_time_from_iso (const char *string, gint64 *time, gboolean *day_only);
gboolean postil_time_from_rfc822 (const char *string, gint64 *time);
PostilDay postil_time_to_day (gint64 time);
gint64 postil_time_from_day (PostilDay day);
gboolean postil_day_from_iso (const char *string, PostilDay *day);
char *postil_day_to_iso (PostilDay day);
gboolean postil_day_is_valid (PostilDay day);
gint64 postil_day_to_number (PostilDay day);
PostilDay postil_day_from_number (gint64 number);
int postil_day_of_week (PostilDay day);

G_END_DECLS
