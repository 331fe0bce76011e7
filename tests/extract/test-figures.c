/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures in short texts: what is one, its span, its value, its date; and what is none. */
#include "config.h"

#include "engine-fixture.h"

#include <math.h>
#include <string.h>

static const PostilDay today = { 2025, 2, 14 };

typedef struct
{
  const char *text;
  const char *surface; /* NULL: the text holds no figure */
  PostilFigureKind kind;
  double value;
  const char *detail; /* (nullable) currency, unit or iso */
} Row;

static const Row rows[] = {
  { "It cost $18.5bn.", "$18.5bn", POSTIL_FIGURE_MONEY, 18.5e9, "USD" },
  { "It is worth US$4tn now.", "US$4tn", POSTIL_FIGURE_MONEY, 4e12, "USD" },
  { "It paid HK$88 billion.", "HK$88 billion", POSTIL_FIGURE_MONEY, 88e9, "HKD" },
  { "It paid RMB 1.2bn.", "RMB 1.2bn", POSTIL_FIGURE_MONEY, 1.2e9, "CNY" },
  { "It spent 160 billion yuan there.", "160 billion yuan", POSTIL_FIGURE_MONEY, 160e9, "CNY" },
  { "The dividend is 12 pence.", "12 pence", POSTIL_FIGURE_MONEY, 0.12, "GBP" },
  { "They gave 40 million Canadian dollars.", "40 million Canadian dollars", POSTIL_FIGURE_MONEY, 40e6, "CAD" },
  { "The state gave 3 lakh crore rupees.", "3 lakh crore rupees", POSTIL_FIGURE_MONEY, 3e12, "INR" },
  { "It sells for 15 trillion won.", "15 trillion won", POSTIL_FIGURE_MONEY, 15e12, "KRW" },
  { "It cost -$5 million.", "-$5 million", POSTIL_FIGURE_MONEY, -5e6, "USD" },
  { "Turnout was 61 per cent.", "61 per cent", POSTIL_FIGURE_PERCENT, 61, "%" },
  { "Yields moved 25 basis points.", "25 basis points", POSTIL_FIGURE_PERCENT, 25, "bp" },
  { "It moved -5.44% in all.", "-5.44%", POSTIL_FIGURE_PERCENT, -5.44, "%" },
  { "Support was 2.5 percentage points away.", "2.5 percentage points", POSTIL_FIGURE_PERCENT, 2.5, "pp" },
  { "There were 1,200 guests.", "1,200", POSTIL_FIGURE_NUMBER, 1200, NULL },
  { "It has 1.5 million users.", "1.5 million", POSTIL_FIGURE_NUMBER, 1.5e6, NULL },
  { "They counted twenty-five boats.", "twenty-five", POSTIL_FIGURE_NUMBER, 25, NULL },
  { "They counted two hundred and six boats.", "two hundred and six", POSTIL_FIGURE_NUMBER, 206, NULL },
  { "Nearly half a million came.", "half a million", POSTIL_FIGURE_NUMBER, 500000, NULL },
  { "It failed in two-thirds of cases.", "two-thirds", POSTIL_FIGURE_NUMBER, 2.0 / 3, NULL },
  { "One in five agreed.", "One in five", POSTIL_FIGURE_NUMBER, 0.2, NULL },
  { "The farm covers 40 hectares.", "40 hectares", POSTIL_FIGURE_QUANTITY, 40, "hectare" },
  { "It was 38°C outside.", "38°C", POSTIL_FIGURE_QUANTITY, 38, "celsius" },
  { "The grid lost 8.7 GW.", "8.7 GW", POSTIL_FIGURE_QUANTITY, 8.7, "gigawatt" },
  { "They pump 411,000 barrels a day.", "411,000 barrels a day", POSTIL_FIGURE_QUANTITY, 411000, "barrel per day" },
  { "It stores 12 megawatt-hours.", "12 megawatt-hours", POSTIL_FIGURE_QUANTITY, 12, "megawatt-hour" },
  { "It has 900 square feet.", "900 square feet", POSTIL_FIGURE_QUANTITY, 900, "square foot" },
  { "Output grew fivefold.", "fivefold", POSTIL_FIGURE_MULTIPLE, 5, NULL },
  { "The team halved its costs.", "halved", POSTIL_FIGURE_MULTIPLE, 0.5, NULL },
  { "It is three times the norm.", "three times", POSTIL_FIGURE_MULTIPLE, 3, NULL },
  { "It came second in the race.", "second", POSTIL_FIGURE_ORDINAL, 2, NULL },
  { "It is the 23rd ship.", "23rd", POSTIL_FIGURE_ORDINAL, 23, NULL },
  { "The talks took three years.", "three years", POSTIL_FIGURE_DURATION, 3, "P3Y" },
  { "It took two hours, 17 minutes and 12 seconds.", "two hours, 17 minutes and 12 seconds", POSTIL_FIGURE_DURATION, NAN,
    "PT2H17M12S" },
  { "腾讯的收入为2801亿元。", "2801亿元", POSTIL_FIGURE_MONEY, 280.1e9, "CNY" },
  { "百度在2025年3月4日开会。", "2025年3月4日", POSTIL_FIGURE_DATE, NAN, "2025-03-04" },
  { "A 90-day pause began.", "90-day", POSTIL_FIGURE_DURATION, 90, "P90D" },
  { "A 106-year-old boat sank.", "106-year-old", POSTIL_FIGURE_AGE, 106, "year" },
  { "The call is at 9 a.m. ET.", "9 a.m. ET", POSTIL_FIGURE_TIME, NAN, "T09:00" },
  { "The service starts in mid-2025.", "mid-2025", POSTIL_FIGURE_DATE, NAN, "2025" },
  { "The court sat on March 3, 2025.", "March 3, 2025", POSTIL_FIGURE_DATE, NAN, "2025-03-03" },
  { "The court sat on 14 February 2025.", "14 February 2025", POSTIL_FIGURE_DATE, NAN, "2025-02-14" },
  { "Sales fell in the latest quarter.", "the latest quarter", POSTIL_FIGURE_DATE, NAN, "2024-Q4" },
  { "Sales fell in Q3 2024.", "Q3 2024", POSTIL_FIGURE_DATE, NAN, "2024-Q3" },
  { "Sales fell in the third quarter of 2024.", "the third quarter of 2024", POSTIL_FIGURE_DATE, NAN, "2024-Q3" },
  { "Sales fell last month.", "last month", POSTIL_FIGURE_DATE, NAN, "2025-01" },
  { "Sales fell on Tuesday.", "Tuesday", POSTIL_FIGURE_DATE, NAN, "2025-02-11" },
  { "Sales have grown since 2019.", "2019", POSTIL_FIGURE_DATE, NAN, "2019" },
  { "Sales fell in fiscal 2024.", "fiscal 2024", POSTIL_FIGURE_DATE, NAN, "2024" },
  { "It was built in the 1990s.", "the 1990s", POSTIL_FIGURE_DATE, NAN, "199X" },
  { "It left four years ago.", "four years ago", POSTIL_FIGURE_DATE, NAN, "2021" },
  { "It ran from 2019 to 2023.", "2019 to 2023", POSTIL_FIGURE_PERIOD, NAN, "2019/2023" },
  { "It grew in the three months to September 2024.", "the three months to September 2024", POSTIL_FIGURE_PERIOD, NAN,
    "2024-07/2024-09" },
  { "It grew in the year to 31 March 2024.", "the year to 31 March 2024", POSTIL_FIGURE_PERIOD, NAN, "2023-04-01/2024-03-31" },
  { "The Boeing 737 Max and the S&P 500 hold none.", NULL, 0, 0, NULL },
  { "They doubled down on the plan.", NULL, 0, 0, NULL },
  { "One of them may march on.", NULL, 0, 0, NULL },
  { "A 5G network needs no page 12 and no Highway 61.", NULL, 0, 0, NULL },
  { "Call 0800 555 0134 or watch the 3-1 win.", NULL, 0, 0, NULL },
  { "Tencent met the tenth-rate critics of nothing.", "tenth", POSTIL_FIGURE_ORDINAL, 10, NULL },
};

static void
check_row (PostilExtractor *extractor, const Row *row)
{
  g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, row->text, strlen (row->text), today);
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);
  g_autofree char *surface = NULL;

  g_test_message ("%s", row->text);
  if (row->surface == NULL)
    {
      g_assert_cmpuint (n, ==, 0);
      return;
    }
  g_assert_cmpuint (n, ==, 1);
  surface = engine_fixture_slice (row->text, figures->start, figures->end);
  g_assert_cmpstr (surface, ==, row->surface);
  g_assert_cmpint (figures->kind, ==, row->kind);
  if (isnan (row->value))
    g_assert_true (isnan (figures->value));
  else
    g_assert_cmpfloat_with_epsilon (figures->value, row->value, fabs (row->value) * 1e-9);
  if (row->detail != NULL && row->kind == POSTIL_FIGURE_MONEY)
    g_assert_cmpstr (figures->currency, ==, row->detail);
  else if (row->detail != NULL && figures->iso != NULL)
    g_assert_cmpstr (figures->iso, ==, row->detail);
  else if (row->detail != NULL)
    g_assert_cmpstr (figures->unit, ==, row->detail);
}

static void
test_rows (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (extractor, &rows[i]);
}

static const PostilFigure *
first_figure (PostilExtractor *extractor, const char *text, PostilAnalysis **analysis)
{
  gsize n;
  const PostilFigure *figures;

  *analysis = postil_extractor_analyse_text (extractor, text, strlen (text), today);
  figures = postil_analysis_get_figures (*analysis, &n);
  g_assert_cmpuint (n, >, 0);
  return figures;
}

static void
test_ranges (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (PostilAnalysis) one = NULL;
  g_autoptr (PostilAnalysis) two = NULL;
  const PostilFigure *figure = first_figure (extractor, "It is valued at $5-6 billion.", &one);

  g_assert_true (isnan (figure->value));
  g_assert_cmpfloat (figure->low, ==, 5e9);
  g_assert_cmpfloat (figure->high, ==, 6e9);
  figure = first_figure (extractor, "Between 10% and 15% of staff leave.", &two);
  g_assert_cmpfloat (figure->low, ==, 10);
  g_assert_cmpfloat (figure->high, ==, 15);
}

static void
test_change (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (PostilAnalysis) analysis = NULL;
  gsize n;
  const PostilFigure *figures = first_figure (extractor, "Phone sales fell by 11% to $18.5 billion.", &analysis);

  postil_analysis_get_figures (analysis, &n);
  g_assert_cmpuint (n, ==, 2);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpint (figures[i].change.direction, ==, POSTIL_CHANGE_DOWN);
      g_assert_cmpfloat (figures[i].change.percent, ==, 11);
      g_assert_cmpfloat (figures[i].change.to, ==, 18.5e9);
      g_assert_true (isnan (figures[i].change.from));
    }
  g_assert_cmpstr (figures[0].about, ==, "Phone sales");
}

static void
test_claim (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (PostilAnalysis) analysis = NULL;
  const PostilFigure *figures = first_figure (extractor, "ByteDance doubles its AI investment to $22 billion.", &analysis);

  g_assert_cmpstr (figures[1].claim.subject, ==, "ByteDance");
  g_assert_cmpstr (figures[1].claim.measure, ==, "AI investment");
  g_assert_null (figures[1].claim.attribution);
}

static void
test_rate_and_approximation (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (PostilAnalysis) one = NULL;
  g_autoptr (PostilAnalysis) two = NULL;
  const PostilFigure *figure = first_figure (extractor, "Oil fell to about $60.23 a barrel.", &one);

  g_assert_cmpstr (figure->per, ==, "barrel");
  g_assert_cmpstr (figure->approx, ==, "~");
  figure = first_figure (extractor, "It hired at least 300 people.", &two);
  g_assert_cmpstr (figure->approx, ==, ">=");
}

/* Without a day of publication a relative date is marked, and says nothing it cannot know. */
static void
test_unknown_day (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  const char *text = "Sales fell last month and on Tuesday, but not in 2019.";
  g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, text, strlen (text), (PostilDay){ 0 });
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);

  g_assert_cmpuint (n, ==, 3);
  g_assert_null (figures[0].iso);
  g_assert_null (figures[1].iso);
  g_assert_cmpstr (figures[2].iso, ==, "2019");
}

static void
test_german_and_french (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (PostilAnalysis) german = NULL;
  g_autoptr (PostilAnalysis) french = NULL;
  const PostilFigure *figure = first_figure (
      extractor,
      "Der Umsatz der Firma ist im Jahr auf 18,5 Mrd. € gestiegen, und das war nicht mehr als ein Anfang für die Leute.",
      &german);

  g_assert_cmpstr (postil_analysis_get_language (german), ==, "de");
  g_assert_cmpfloat_with_epsilon (figure->value, 18.5e9, 1);
  g_assert_cmpstr (figure->currency, ==, "EUR");
  figure = first_figure (
      extractor,
      "Les ventes de la société ont reculé de 11 % dans le pays, et les dirigeants ne sont pas surpris par ce chiffre.", &french);
  g_assert_cmpstr (postil_analysis_get_language (french), ==, "fr");
  g_assert_cmpint (figure->kind, ==, POSTIL_FIGURE_PERCENT);
  g_assert_cmpfloat (figure->value, ==, 11);
}

/* People who ask why a figure was marked get its value and the rule. */
static void
test_explain (void)
{
  static const char text[] = "Sales rose to between $5 billion and $6 billion last month.";
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autofree char *lines = postil_extractor_explain (extractor, text, strlen (text), today);

  g_assert_nonnull (strstr (lines, "money 22-47: $5 billion and $6 billion\n  from 5000000000 to 6000000000 USD\n"
                                   "  rule: amount of money, two ends of a range\n"));
  g_assert_nonnull (strstr (lines, "date 48-58: last month\n  2025-01\n  rule: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/figures/rows", test_rows);
  g_test_add_func ("/extract/figures/ranges", test_ranges);
  g_test_add_func ("/extract/figures/change", test_change);
  g_test_add_func ("/extract/figures/claim", test_claim);
  g_test_add_func ("/extract/figures/rate", test_rate_and_approximation);
  g_test_add_func ("/extract/figures/unknown-day", test_unknown_day);
  g_test_add_func ("/extract/figures/languages", test_german_and_french);
  g_test_add_func ("/extract/figures/explain", test_explain);
  return g_test_run ();
}
