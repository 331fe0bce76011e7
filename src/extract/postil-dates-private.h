/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of the calendar of any width, and how they resolve against the day a text was published. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-figures-private.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_DATE_NONE,
  POSTIL_DATE_DAY,
  POSTIL_DATE_WEEKEND, /* part counts ISO weeks */
  POSTIL_DATE_WEEK,
  POSTIL_DATE_MONTH,
  POSTIL_DATE_QUARTER,
  POSTIL_DATE_HALF,
  POSTIL_DATE_SEASON,
  POSTIL_DATE_YEAR,
  POSTIL_DATE_DECADE,
  POSTIL_DATE_CENTURY,
} PostilDateWidth;

/* A point of the calendar; `part` counts months, quarters, halves, seasons or ISO weeks from 1. */
typedef struct
{
  PostilDateWidth width;
  gboolean known; /* the year is known; else the words do not settle it */
  int year;
  int part;
  int day;
} PostilDate;

PostilDate postil_date_from_day (PostilDay day, PostilDateWidth width);
PostilDate postil_date_shift (const PostilDate *date, int steps);
PostilDate postil_date_shift_days (PostilDay day, gint64 days);
char *postil_date_to_iso (const PostilDate *date);
char *postil_date_first_day (const PostilDate *date);
char *postil_date_last_day (const PostilDate *date);
PostilDate postil_date_nearest_month (PostilDay today, int month, gboolean future);
PostilDate postil_date_nearest_day (PostilDay today, int month, int day);
PostilDate postil_date_nearest_quarter (PostilDay today, int quarter, gboolean future);
PostilDate postil_date_weekday (PostilDay today, int weekday, int direction);
int postil_date_days_in_month (int year, int month);

/* A time of day; second -1 where none is said. */
typedef struct
{
  guint end;
  int hour;
  int minute;
  int second;
} PostilClock;

/* One reading of a date phrase. */
typedef struct
{
  guint begin;
  guint end;
  PostilDate date;
  const char *mod; /* (nullable) start, mid, end */
} PostilDatePhrase;

/* --- postil-foreign-dates.c --- */
gboolean postil_foreign_dates_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase);

/* --- postil-clock.c --- */
gboolean postil_clock_scan (const PostilFigureJob *job, guint begin, gboolean near, PostilClock *clock);
const char *postil_clock_scan_part (const PostilFigureJob *job, guint index);

/* --- postil-holidays.c --- */
gboolean postil_holidays_scan (const PostilFigureJob *job, guint begin, int direction, PostilDatePhrase *phrase);

/* --- postil-years.c --- */
guint postil_years_scan (const PostilFigureJob *job, guint index, gboolean after_day, int *year);
guint postil_years_scan_spelled (const PostilFigureJob *job, guint index, int *year);

/* --- postil-day-phrases.c --- */
gboolean postil_day_phrases_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase);
guint postil_dates_scan_day_number (const PostilFigureJob *job, guint index, int *day);
guint postil_dates_plural_weekday (const PostilFigureJob *job, guint index);
PostilDate postil_dates_shifted (const PostilFigureJob *job, PostilDateWidth width, int steps);
PostilDateWidth postil_dates_width_of_unit (guint unit);
int postil_dates_direction (const PostilFigureJob *job, guint index);

/* --- postil-offsets.c --- */
gboolean postil_offsets_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase);
gboolean postil_offsets_point_ahead (const PostilFigureJob *job, guint begin);
PostilDate postil_offsets_add (const PostilDate *anchor, guint unit, double count);

/* --- postil-moments.c --- */
gboolean postil_moments_read (PostilFigureJob *job, guint begin, guint *next);

/* --- postil-durations.c --- */
gboolean postil_sets_read (PostilFigureJob *job, guint begin, guint *next);

gboolean postil_dates_scan_absolute (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase);
gboolean postil_dates_scan_relative (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase);
gboolean postil_dates_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase);
gboolean postil_dates_scan_year (const PostilFigureJob *job, guint index, int *year);
gboolean postil_dates_look_ahead (const PostilFigureJob *job, guint begin);
PostilDate postil_dates_anchor (const PostilFigureJob *job);
gboolean postil_periods_read_length (PostilFigureJob *job, guint begin, guint *next);
gboolean postil_periods_read (PostilFigureJob *job, guint begin, guint *next);

G_END_DECLS
