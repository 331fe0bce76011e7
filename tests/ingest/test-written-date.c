/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as pages write them, the lines that are nothing but a date, and the lines that name an author. */
#include "config.h"

#include "postil-line-signs-private.h"
#include "postil-written-date-private.h"

#include <string.h>

static void
check_day (const char *text, const char *expected)
{
  gint64 time;
  gboolean day_only;
  g_autofree char *found = NULL;

  if (postil_written_date_parse (text, &time, &day_only))
    found = postil_day_to_iso (postil_time_to_day (time));
  g_assert_cmpstr (found, ==, expected);
}

static void
test_days (void)
{
  check_day ("2025-02-11", "2025-02-11");
  check_day ("2025-02-11T23:30:00Z", "2025-02-11");
  check_day ("Tue, 11 Feb 2025 10:00:00 +0100", "2025-02-11");
  check_day ("11 February 2025", "2025-02-11");
  check_day ("February 11th, 2025", "2025-02-11");
  check_day ("11. Februar 2025", "2025-02-11");
  check_day ("Dienstag, 11. Februar 2025, 10:15 Uhr", "2025-02-11");
  check_day ("11 février 2025", "2025-02-11");
  check_day ("11 de febrero de 2025", "2025-02-11");
  check_day ("1er août 2024", "2024-08-01");
  check_day ("2025 Feb 11", "2025-02-11");
  check_day ("11.02.2025", "2025-02-11");
  check_day ("25/12/2024", "2024-12-25");
  check_day ("12/25/2024", "2024-12-25");
  check_day ("04/04/2024", "2024-04-04");
  check_day ("03/04/2024", NULL);
  check_day ("31 February 2025", NULL);
  check_day ("11 February", NULL);
  check_day ("yesterday", NULL);
  check_day ("", NULL);
  check_day (NULL, NULL);
}

static void
test_whole_lines (void)
{
  gint64 time;

  g_assert_true (postil_written_date_find ("Published: Monday, 3 March 2024 at 10:15 pm GMT", TRUE, &time));
  g_assert_true (postil_written_date_find ("3 March 2024", TRUE, &time));
  g_assert_false (postil_written_date_find ("On 3 March 2024 the council voted", TRUE, &time));
  g_assert_true (postil_written_date_find ("On 3 March 2024 the council voted", FALSE, &time));
  g_assert_false (postil_written_date_find ("3 March 2024 and 17 ships 2023", TRUE, &time));
}

static void
check_byline (const char *line, const char *expected)
{
  g_autofree char *found = postil_line_dup_byline (line, strlen (line), TRUE);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_bylines (void)
{
  check_byline ("By Marta Lindqvist", "Marta Lindqvist");
  check_byline ("Von Käthe Ruß und Jürgen Mörk", "Käthe Ruß und Jürgen Mörk");
  check_byline ("By Ana María de la Cruz", "Ana María de la Cruz");
  check_byline ("by: Li Wei | Reporter", "Li Wei");
  check_byline ("By the end of the year, all of it was gone.", NULL);
  check_byline ("By 2025", NULL);
  check_byline ("Marta Lindqvist", NULL);
  check_byline ("Bystanders Saw It", NULL);
}

static void
test_markers (void)
{
  static const struct
  {
    const char *line;
    gsize length;
    guint number;
  } cases[] = { { "- item", 2, 0 }, { "  * item", 4, 0 },    { "• item", 4, 0 },       { "1. item", 3, 1 }, { "12) item", 4, 12 },
                { "-item", 0, 0 },  { "1.5 million", 0, 0 }, { "2024. A year", 0, 0 }, { "-", 0, 0 },       { "", 0, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint number;

      g_assert_cmpuint (postil_line_get_marker (cases[i].line, strlen (cases[i].line), &number), ==, cases[i].length);
      g_assert_cmpuint (number, ==, cases[i].number);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/lines/days", test_days);
  g_test_add_func ("/ingest/lines/whole", test_whole_lines);
  g_test_add_func ("/ingest/lines/bylines", test_bylines);
  g_test_add_func ("/ingest/lines/markers", test_markers);
  return g_test_run ();
}
