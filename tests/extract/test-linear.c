/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cost of the engine is linear in its input, for ordinary and for adversarial texts. */
#include "config.h"

#include "engine-fixture.h"

#include <string.h>
#include <time.h>

static double
cpu_seconds (PostilExtractor *extractor, const GString *text)
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < 3; round++)
    {
      const clock_t before = clock ();
      g_autoptr (PostilAnalysis) analysis
          = postil_extractor_analyse_text (extractor, text->str, text->len, (PostilDay){ 2025, 2, 14 });

      g_assert_nonnull (analysis);
      best = MIN (best, (double) (clock () - before) / CLOCKS_PER_SEC);
    }
  return best;
}

static void
test_linear (gconstpointer data)
{
  const char *piece = data;
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  double small, large;

  while (text->len < 256 * 1024)
    g_string_append (text, piece);
  small = cpu_seconds (extractor, text);
  while (text->len < 512 * 1024)
    g_string_append (text, piece);
  large = cpu_seconds (extractor, text);
  g_test_message ("%.3f s and %.3f s", small, large);
  g_assert_cmpfloat (large, <=, small * 2.5 + 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/extract/linear/news", "Toyota sold 2.3m cars in 2024, said Kenji Aoyama of Nomura in Tokyo. ",
                        test_linear);
  g_test_add_data_func ("/extract/linear/numbers", "1,1,1", test_linear);
  g_test_add_data_func ("/extract/linear/chain", "1-1 1 ", test_linear);
  g_test_add_data_func ("/extract/linear/brackets", "((((", test_linear);
  g_test_add_data_func ("/extract/linear/shout", "aaaa!", test_linear);
  g_test_add_data_func ("/extract/linear/capitals", "Bank Of The ", test_linear);
  g_test_add_data_func ("/extract/linear/spelled", "one hundred and ", test_linear);
  g_test_add_data_func ("/extract/linear/hundreds", "hundred million ", test_linear);
  g_test_add_data_func ("/extract/linear/groups", "1 000 ", test_linear);
  g_test_add_data_func ("/extract/linear/fractions", "1/2", test_linear);
  g_test_add_data_func ("/extract/linear/dates", "3 May to ", test_linear);
  g_test_add_data_func ("/extract/linear/last", "last third ", test_linear);
  g_test_add_data_func ("/extract/linear/currencies", "$$ 1 USD ", test_linear);
  g_test_add_data_func ("/extract/linear/signs", "- - -1", test_linear);
  g_test_add_data_func ("/extract/linear/ideographs", "\xe4\xb8\x87\xe4\xba\xbf", test_linear);
  g_test_add_data_func ("/extract/linear/addresses", "http://www.", test_linear);
  g_test_add_data_func ("/extract/linear/marks", "\xcc\x81", test_linear);
  return g_test_run ();
}
