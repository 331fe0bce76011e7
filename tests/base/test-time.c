/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil days and points in time: the calendar against GLib's, ISO forms there and back, and what is refused. */
#include "config.h"

#include "postil-time.h"

#include <locale.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY (86400 * SECOND)
#define FIRST_DAY (-719162)
#define LAST_DAY 2932896

static void
assert_day (PostilDay day, int year, int month, int number)
{
  g_assert_cmpint (day.year, ==, year);
  g_assert_cmpint (day.month, ==, month);
  g_assert_cmpint (day.day, ==, number);
}

static void
test_calendar (void)
{
  GDate date;

  g_date_clear (&date, 1);
  for (gint64 number = FIRST_DAY; number <= LAST_DAY; number += 37)
    {
      PostilDay day = postil_day_from_number (number);

      /* GLib counts from 0001-01-01, which is its day 1. */
      g_date_set_julian (&date, (guint32) (number - FIRST_DAY + 1));
      assert_day (day, g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
      g_assert_cmpint (postil_day_to_number (day), ==, number);
      g_assert_cmpint (postil_day_of_week (day), ==, g_date_get_weekday (&date));
      g_assert_cmpint (postil_time_from_day (day), ==, number * DAY);
      assert_day (postil_time_to_day (number * DAY + DAY - 1), day.year, day.month, day.day);
    }
  g_assert_cmpint (postil_day_to_number (postil_day_from_number (LAST_DAY)), ==, LAST_DAY);
}

static void
test_known_days (void)
{
  g_assert_cmpint (postil_day_to_number ((PostilDay){ 1970, 1, 1 }), ==, 0);
  g_assert_cmpint (postil_day_to_number ((PostilDay){ 1969, 12, 31 }), ==, -1);
  g_assert_cmpint (postil_day_to_number ((PostilDay){ 2000, 2, 29 }), ==, 11016);
  g_assert_cmpint (postil_day_of_week ((PostilDay){ 1970, 1, 1 }), ==, 4);
  g_assert_cmpint (postil_day_of_week ((PostilDay){ 2025, 6, 9 }), ==, 1);
  g_assert_cmpint (postil_day_of_week ((PostilDay){ 2025, 6, 15 }), ==, 7);
  assert_day (postil_time_to_day (-1), 1969, 12, 31);
  assert_day (postil_time_to_day (0), 1970, 1, 1);
}

static void
test_no_day (void)
{
  static const PostilDay days[] = {
    { 0, 0, 0 },    { 0, 1, 1 },     { -4, 1, 1 },    { 10000, 1, 1 }, { 2025, 0, 1 },  { 2025, 13, 1 },
    { 2025, 1, 0 }, { 2025, 1, 32 }, { 2025, 4, 31 }, { 2025, 2, 29 }, { 1900, 2, 29 }, { 2025, 1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_assert_false (postil_day_is_valid (days[i]));
      g_assert_cmpint (postil_day_to_number (days[i]), ==, G_MININT64);
      g_assert_cmpint (postil_time_from_day (days[i]), ==, POSTIL_TIME_UNKNOWN);
      g_assert_cmpint (postil_day_of_week (days[i]), ==, 0);
      g_assert_null (postil_day_to_iso (days[i]));
    }
  g_assert_true (postil_day_is_valid ((PostilDay){ 2000, 2, 29 }));
  g_assert_true (postil_day_is_valid ((PostilDay){ 2024, 2, 29 }));
  assert_day (postil_day_from_number (FIRST_DAY - 1), 0, 0, 0);
  assert_day (postil_day_from_number (LAST_DAY + 1), 0, 0, 0);
  assert_day (postil_day_from_number (G_MININT64), 0, 0, 0);
  assert_day (postil_day_from_number (G_MAXINT64), 0, 0, 0);
  assert_day (postil_time_to_day (POSTIL_TIME_UNKNOWN), 0, 0, 0);
  g_assert_null (postil_time_to_iso (POSTIL_TIME_UNKNOWN));
  g_assert_null (postil_time_to_iso (G_MAXINT64));
}

static void
test_to_iso (void)
{
  static const struct
  {
    gint64 time;
    const char *iso;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { -1, "1969-12-31T23:59:59Z" },
    { 784111777 * SECOND + 999999, "1994-11-06T08:49:37Z" },
    { FIRST_DAY * DAY, "0001-01-01T00:00:00Z" },
    { LAST_DAY * DAY + DAY - 1, "9999-12-31T23:59:59Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = postil_time_to_iso (cases[i].time);

      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
}

static void
test_from_iso (void)
{
  static const struct
  {
    const char *string;
    const char *iso;
    gint64 usec;
    gboolean day_only;
  } cases[] = {
    { "2025-06-12", "2025-06-12T00:00:00Z", 0, TRUE },
    { "  2025-06-12\n", "2025-06-12T00:00:00Z", 0, TRUE },
    { "20250612", "2025-06-12T00:00:00Z", 0, TRUE },
    { "2025-06-12T08:09", "2025-06-12T08:09:00Z", 0, FALSE },
    { "2025-06-12T08:09Z", "2025-06-12T08:09:00Z", 0, FALSE },
    { "2025-06-12t08:09:10z", "2025-06-12T08:09:10Z", 0, FALSE },
    { "2025-06-12 08:09:10 +02:00", "2025-06-12T06:09:10Z", 0, FALSE },
    { "2025-06-12T08:09:10.5-0530", "2025-06-12T13:39:10Z", 500000, FALSE },
    { "2025-06-12T08:09:10,123456789+00", "2025-06-12T08:09:10Z", 123456, FALSE },
    { "2025-06-12T23:30:00-01:00", "2025-06-13T00:30:00Z", 0, FALSE },
    { "2025-12-31T24:00:00Z", "2026-01-01T00:00:00Z", 0, FALSE },
    { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", 0, FALSE },
    { "20250612T080910Z", "2025-06-12T08:09:10Z", 0, FALSE },
    { "20250612T0809+0100", "2025-06-12T07:09:00Z", 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      gboolean day_only = 7;
      gint64 time = 0;

      g_test_message ("%s", cases[i].string);
      g_assert_true (postil_time_from_iso (cases[i].string, &time, &day_only));
      iso = postil_time_to_iso (time);
      g_assert_cmpstr (iso, ==, cases[i].iso);
      g_assert_cmpint ((time % SECOND + SECOND) % SECOND, ==, cases[i].usec);
      g_assert_cmpint (day_only, ==, cases[i].day_only);
      g_assert_true (postil_time_from_iso (cases[i].string, &time, NULL));
    }
}

static void
test_refuses_iso (void)
{
  static const char *const refused[] = {
    NULL,
    "",
    " ",
    "2025",
    "2025-06",
    "2025-6-12",
    "25-06-12",
    "2025-02-29",
    "2025-13-01",
    "0000-01-01",
    "2025-06-12T",
    "2025-06-12T8:09",
    "2025-06-12T25:00",
    "2025-06-12T24:00:01",
    "2025-06-12T08:60",
    "2025-06-12T08:09:61",
    "2025-06-12T08:09:10+",
    "2025-06-12T08:09:10+2:3",
    "2025-06-12T08:09:10+99:00",
    "2025-06-12T08:09:10Zulu",
    "2025-06-12 yesterday",
    "2025-06-1208:09",
    "202506121",
    "12.06.2025",
    "+2025-06-12",
    "2025-06-12T08:09:10.Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gboolean day_only = 7;
      gint64 time = 42;

      g_test_message ("%s", refused[i]);
      g_assert_false (postil_time_from_iso (refused[i], &time, &day_only));
      g_assert_cmpint (time, ==, 42);
      g_assert_cmpint (day_only, ==, 7);
    }
}

static void
test_day_iso (void)
{
  g_autofree char *iso = NULL;
  PostilDay day = { 1, 1, 1 };

  g_assert_true (postil_day_from_iso ("2024-02-29", &day));
  assert_day (day, 2024, 2, 29);
  iso = postil_day_to_iso (day);
  g_assert_cmpstr (iso, ==, "2024-02-29");
  g_assert_true (postil_day_from_iso ("20240301", &day));
  assert_day (day, 2024, 3, 1);
  g_assert_false (postil_day_from_iso ("2025-02-29", &day));
  g_assert_false (postil_day_from_iso ("2025-02-28 ", &day));
  g_assert_false (postil_day_from_iso ("2025-02-28T00:00", &day));
  g_assert_false (postil_day_from_iso (NULL, &day));
  assert_day (day, 2024, 3, 1);
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20250612);

  for (int i = 0; i < 20000; i++)
    {
      gint64 day = g_rand_int_range (random, FIRST_DAY, LAST_DAY);
      gint64 time = day * DAY + g_rand_int_range (random, 0, 86400) * SECOND;
      g_autofree char *iso = postil_time_to_iso (time);
      gint64 back = 0;

      g_assert_true (postil_time_from_iso (iso, &back, NULL));
      g_assert_cmpint (back, ==, time);
    }
}

static void
test_now (void)
{
  gint64 before = g_get_real_time ();
  gint64 now = postil_time_now ();

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

int
main (int argc, char **argv)
{
  /* Nothing here may depend on where the machine stands or what it speaks. */
  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/calendar", test_calendar);
  g_test_add_func ("/base/time/known-days", test_known_days);
  g_test_add_func ("/base/time/no-day", test_no_day);
  g_test_add_func ("/base/time/to-iso", test_to_iso);
  g_test_add_func ("/base/time/from-iso", test_from_iso);
  g_test_add_func ("/base/time/refuses-iso", test_refuses_iso);
  g_test_add_func ("/base/time/day-iso", test_day_iso);
  g_test_add_func ("/base/time/round-trip", test_round_trip);
  g_test_add_func ("/base/time/now", test_now);

  return g_test_run ();
}
