/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of the figures of any text: sorted, apart, on borders of code points, inside the text, the same every time, and the
 * same whether paragraphs stand alone or together. The texts are those of the cases and the seeds of a fixed generator. */
#include "config.h"

#include "engine-fixture.h"

#include <math.h>
#include <string.h>

static PostilExtractor *extractor;

static const PostilDay today = { 2025, 2, 14 };

/* A paragraph long enough not to be a note, so that its figures do not depend on what stands beside it. */
static const char paragraph[]
    = "Larkfield said on Tuesday that revenue fell 11% to $18.5 billion in the three months to September 2024, while costs grew "
      "from €1.2bn to €1.4bn. The plant makes 8.7 GW of cells a year and employs 1,200 people, one in five of them since 2019. "
      "It "
      "expects between 10% and 15% fewer orders by the end of 2027, and a third of its sites may close within 90 days, said the "
      "34-year-old chief, who took over two years ago.";

static char *
describe (const char *text, gsize length)
{
  g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, text, length, today);
  g_autoptr (GString) string = g_string_new (NULL);
  const glong n_code_points = g_utf8_strlen (text, (gssize) length);
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);
  guint32 last = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *surface = NULL;

      g_assert_cmpuint (figures[i].start, <, figures[i].end);
      g_assert_cmpuint (figures[i].start, >=, last);
      g_assert_cmpint ((glong) figures[i].end, <=, n_code_points);
      g_assert_true (isnan (figures[i].low) || figures[i].low <= figures[i].high);
      surface = engine_fixture_slice (text, figures[i].start, figures[i].end);
      g_assert_true (g_utf8_validate (surface, -1, NULL));
      g_assert_false (g_unichar_isspace (g_utf8_get_char (surface)));
      last = figures[i].end;
      g_string_append_printf (string, "%s %s %.9g %.9g %.9g %s %s %s %s\n", surface,
                              postil_figure_kind_to_string (figures[i].kind), figures[i].value, figures[i].low, figures[i].high,
                              figures[i].currency, figures[i].unit != NULL ? figures[i].unit : "-",
                              figures[i].iso != NULL ? figures[i].iso : "-", figures[i].mod != NULL ? figures[i].mod : "-");
    }
  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
test_cases (void)
{
  g_autoptr (GDir) dir = g_dir_open (POSTIL_TEST_CASES, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (POSTIL_TEST_CASES, name, "input.txt", NULL);
      g_autofree char *text = NULL, *first = NULL, *second = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      first = describe (text, length);
      second = describe (text, length);
      g_assert_cmpstr (first, ==, second);
      n++;
    }
  g_assert_cmpuint (n, >, 200);
}

/* Texts put together from words that begin and end figures, wherever they fall. */
static void
test_mixtures (void)
{
  static const char *const pieces[]
      = { "1",       "2024",  "1,200",      "3.5",     "$",     "€",    "%",       "-",    "–",  "/",   ":",    "th",
          "million", "and",   "a",          "half",    "third", "one",  "dozen",   "May",  "in", "the", "last", "week",
          "of",      "from",  "to",         "between", "12",    "km",   "²",       "°C",   "C",  "per", "hour", "Christmas",
          "every",   "万",    "亿元",       "年",      "月",    "noon", ".",       ",",    "'",  "\"",  "(",    ")",
          "minus",   "point", "2024-02-30", "é",       "\n\n",  "Q3",   "R11.6bn", "https" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250214);

  for (int round = 0; round < 4000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const int n = g_rand_int_range (rand, 1, 24);
      g_autofree char *description = NULL;

      for (int i = 0; i < n; i++)
        {
          g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
          if (g_rand_boolean (rand))
            g_string_append_c (text, ' ');
        }
      description = describe (text->str, text->len);
      g_assert_nonnull (description);
    }
}

static void
test_concatenation (void)
{
  g_autofree char *alone = describe (paragraph, strlen (paragraph));
  g_autofree char *both = g_strconcat (paragraph, "\n\n", paragraph, NULL);
  g_autofree char *together = describe (both, strlen (both));
  g_autofree char *twice = g_strconcat (alone, alone, NULL);

  g_assert_cmpstr (together, ==, twice);
}

/* No day of publication: dates that count from it have no value, and nothing else changes. */
static void
test_no_day (void)
{
  g_autoptr (PostilAnalysis) analysis
      = postil_extractor_analyse_text (extractor, paragraph, strlen (paragraph), (PostilDay){ 0, 0, 0 });
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);

  g_assert_cmpuint (n, >, 10);
  for (gsize i = 0; i < n; i++)
    g_assert_true (figures[i].iso == NULL || !g_str_has_prefix (figures[i].iso, "0000"));
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  extractor = engine_fixture_new ();
  g_test_add_func ("/extract/figure-properties/cases", test_cases);
  g_test_add_func ("/extract/figure-properties/mixtures", test_mixtures);
  g_test_add_func ("/extract/figure-properties/concatenation", test_concatenation);
  g_test_add_func ("/extract/figure-properties/no-day", test_no_day);
  result = g_test_run ();
  postil_extractor_free (extractor);
  return result;
}
