/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a feed is asked again, by a clock that stands still and a chance that is known. */
#include "config.h"

#include "postil-fetch-schedule.h"
#include "postil-time.h"

/* 2026-11-20T12:30:00Z, a Friday. */
#define NOW G_GINT64_CONSTANT (1795177800000000)
#define MINUTES(n) ((n) *G_TIME_SPAN_MINUTE)
#define FRIDAY (1u << 4)

static gint64
wait_for (PostilScheduleHints hints)
{
  hints.now = NOW;
  return postil_fetch_schedule_next (&hints) - NOW;
}

#define WAIT(...) wait_for ((PostilScheduleHints){ __VA_ARGS__ })

static void
test_interval (void)
{
  g_assert_cmpint (WAIT (.now = 0), ==, MINUTES (POSTIL_FETCH_DEFAULT_INTERVAL));
  g_assert_cmpint (WAIT (.interval = 15), ==, MINUTES (15));
  g_assert_cmpint (WAIT (.interval = 15, .wish = 240), ==, MINUTES (240));
  g_assert_cmpint (WAIT (.interval = 60, .wish = 5), ==, MINUTES (60));
  g_assert_cmpint (WAIT (.wish = 525600), ==, MINUTES (24 * 60));
  g_assert_cmpint (WAIT (.max_age = 7200), ==, MINUTES (120));
  g_assert_cmpint (WAIT (.max_age = 31536000), ==, MINUTES (24 * 60));
}

static void
test_failures (void)
{
  g_assert_cmpint (WAIT (.n_failures = 1), ==, MINUTES (60));
  g_assert_cmpint (WAIT (.n_failures = 2), ==, MINUTES (120));
  g_assert_cmpint (WAIT (.n_failures = 4), ==, MINUTES (480));
  g_assert_cmpint (WAIT (.n_failures = 4000), ==, MINUTES (24 * 60));
  g_assert_cmpint (WAIT (.retry_after = 2 * 24 * 3600), ==, MINUTES (2 * 24 * 60));
  g_assert_cmpint (WAIT (.retry_after = 10), ==, MINUTES (60));
}

static void
test_jitter (void)
{
  g_assert_cmpint (WAIT (.chance = 0.5), ==, MINUTES (63));
  g_assert_cmpint (WAIT (.chance = 0.999), <, MINUTES (66));
}

static void
test_skipped (void)
{
  /* 13:30 lies in a skipped hour, and so does all of the next. */
  g_assert_cmpint (WAIT (.skip_hours = 1u << 13 | 1u << 14), ==, MINUTES (150));
  /* Not on Fridays: midnight of Saturday. */
  g_assert_cmpint (WAIT (.skip_days = FRIDAY), ==, MINUTES (11 * 60 + 30));
  /* Never is no wish. */
  g_assert_cmpint (WAIT (.skip_hours = 0xffffff), ==, MINUTES (60));
  g_assert_cmpint (WAIT (.skip_days = 0x7f), ==, MINUTES (60));
}

static void
test_pause (void)
{
  g_assert_cmpuint (postil_fetch_schedule_pause (1, 0.0), ==, 250);
  g_assert_cmpuint (postil_fetch_schedule_pause (1, 0.5), ==, 375);
  g_assert_cmpuint (postil_fetch_schedule_pause (3, 0.0), ==, 1000);
  g_assert_cmpuint (postil_fetch_schedule_pause (1000, 0.999), <=, 60000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fetch/schedule/interval", test_interval);
  g_test_add_func ("/fetch/schedule/failures", test_failures);
  g_test_add_func ("/fetch/schedule/jitter", test_jitter);
  g_test_add_func ("/fetch/schedule/skipped", test_skipped);
  g_test_add_func ("/fetch/schedule/pause", test_pause);
  return g_test_run ();
}
