/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as feeds and servers write them, the tidy and the untidy, and what is no date. */
#include "config.h"

#include "postil-time.h"

#include <string.h>

static const struct
{
  const char *string;
  const char *iso;
} cases[] = {
  { "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z" },
  { "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z" },
  { "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z" },
  { "Sun Nov 6 08:49:37 EST 1994", "1994-11-06T13:49:37Z" },
  { "06 Nov 1994 08:49:37 +0000", "1994-11-06T08:49:37Z" },
  { "6 Nov 1994 08:49 -0800", "1994-11-06T16:49:00Z" },
  { "Sun, 6 Nov 94 08:49 UT", "1994-11-06T08:49:00Z" },
  { "Sun, 06 Nov 1994", "1994-11-06T00:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 EDT", "2025-06-12T14:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 PDT", "2025-06-12T17:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 CST", "2025-06-12T16:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 CEST", "2025-06-12T08:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 +0530", "2025-06-12T04:30:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 +05:30", "2025-06-12T04:30:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 +8", "2025-06-12T02:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 GMT+0100", "2025-06-12T09:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 GMT-5", "2025-06-12T15:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 -0000", "2025-06-12T10:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 Z", "2025-06-12T10:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 A", "2025-06-12T10:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 XYZT", "2025-06-12T10:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00 +0200 (CEST)", "2025-06-12T08:00:00Z" },
  { "Thu, 12 Jun 2025 10:00:00.123 GMT", "2025-06-12T10:00:00Z" },
  { "Fri, 12 Jun 2025 10:00:00 GMT", "2025-06-12T10:00:00Z" },
  { "Thursday, 12 June 2025 10:00:00 GMT", "2025-06-12T10:00:00Z" },
  { "Thurs, 4 Sept 2025 10:00 GMT", "2025-09-04T10:00:00Z" },
  { "thu, 12 jun 2025 10:00:00 gmt", "2025-06-12T10:00:00Z" },
  { "THU, 12 JUN 2025 10:00:00 GMT", "2025-06-12T10:00:00Z" },
  { "\n\t Thu,  12  Jun  2025   10:00:00   GMT \n", "2025-06-12T10:00:00Z" },
  { "Thu,12 Jun 2025 10:00:00 GMT", "2025-06-12T10:00:00Z" },
  { "12-Jun-2025 10:00:00", "2025-06-12T10:00:00Z" },
  { "June 12, 2025 3:05 PM", "2025-06-12T15:05:00Z" },
  { "June 12, 2025 at 12:05 AM EST", "2025-06-12T05:05:00Z" },
  { "June 12, 2025 13:05 PM", "2025-06-12T13:05:00Z" },
  { "Jun. 12, 2025", "2025-06-12T00:00:00Z" },
  { "Thu, 12 Jun 2025 9:00:00 GMT", "2025-06-12T09:00:00Z" },
  { "Thu, 12 Jun 2025 24:00:00 GMT", "2025-06-13T00:00:00Z" },
  { "Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z" },
  { "31 Dec 49 00:00 GMT", "2049-12-31T00:00:00Z" },
  { "31 Dec 50 00:00 GMT", "1950-12-31T00:00:00Z" },
  { "31 Dec 99 23:30 -0100", "2000-01-01T00:30:00Z" },
  { "1 Jan 101 00:00 GMT", "2001-01-01T00:00:00Z" },
  { "29 Feb 2024 12:00:00 +1245", "2024-02-28T23:15:00Z" },
};

static void
test_reads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      gint64 time = 0;

      g_test_message ("%s", cases[i].string);
      g_assert_true (postil_time_from_rfc822 (cases[i].string, &time));
      iso = postil_time_to_iso (time);
      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
}

static void
test_refuses (void)
{
  static const char *const refused[] = {
    NULL,
    "",
    "   ",
    "yesterday",
    "GMT",
    "10:00:00 GMT",
    "Nov 1994",
    "6 Nov",
    "06 Foo 1994 08:49:37 GMT",
    "32 Jan 2025 00:00:00 GMT",
    "0 Jan 2025 00:00:00 GMT",
    "30 Feb 2025 00:00:00 GMT",
    "12 Jun 2025 25:00:00 GMT",
    "12 Jun 2025 10:61:00 GMT",
    "12 Jun 2025 10:00:99 GMT",
    "12 Jun 2025 10: GMT",
    "12 Jun 2025 10:00:00 +99999",
    "12 Jun 2025 10:00 11:00",
    "12 Jun 2025 2026 10:00",
    "12 Jun 20250 10:00",
    "12 Jun 2025000000000000 10:00",
    "12 Jun 2025 10:00:00 (unclosed",
    "2025-06-12T10:00:00Z",
    "12/06/2025",
    "Thu, 12 Jun 2025 10:00:00 GMT <b>",
    "Thu, 12 J\303\274n 2025",
    "Pneumonoultramicroscopic 12 Jun 2025",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gint64 time = 42;

      g_test_message ("%s", refused[i]);
      g_assert_false (postil_time_from_rfc822 (refused[i], &time));
      g_assert_cmpint (time, ==, 42);
    }
}

/* Whatever the bytes, the answer is yes with a time on the calendar or no, and nothing is read past the end. */
static void
test_nonsense (void)
{
  static const char alphabet[] = "0123456789:+-,. ()TZGMTJunFebpmAM/\t\377";
  g_autoptr (GRand) random = g_rand_new_with_seed (822);

  for (int i = 0; i < 50000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 40);
      g_autofree char *string = g_malloc0 (length + 1);
      gint64 time = 0;

      for (gsize j = 0; j < length; j++)
        string[j] = alphabet[g_rand_int_range (random, 0, (gint32) strlen (alphabet))];
      if (postil_time_from_rfc822 (string, &time))
        g_assert_cmpint (time, !=, POSTIL_TIME_UNKNOWN);
      postil_time_from_iso (string, &time, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "America/St_Johns", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time-rfc822/reads", test_reads);
  g_test_add_func ("/base/time-rfc822/refuses", test_refuses);
  g_test_add_func ("/base/time-rfc822/nonsense", test_nonsense);

  return g_test_run ();
}
