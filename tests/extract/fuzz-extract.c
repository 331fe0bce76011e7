/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds the engine bytes that nobody wrote. Built with POSTIL_LIBFUZZER it is a libFuzzer target; alone it makes its own inputs from a
 * fixed seed, by mutating texts that hold every kind of figure: fuzz-extract [RUNS]. */
#include "config.h"

#include "engine-fixture.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_INPUT 4096

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static PostilExtractor *extractor;

/**
 * LLVMFuzzerTestOneInput:
 * @data: any bytes
 * @size: how many
 *
 * Analyses the bytes as the text of a document, made valid the way documents are, and checks the analysis.
 *
 * Returns: 0.
 */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) MIN (size, LONGEST_INPUT));
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autoptr (GError) error = NULL;
  PostilDay day = { 2025, 2, 14 };

  if (extractor == NULL)
    extractor = engine_fixture_new ();
  if (size > 0 && data[0] % 8 == 0)
    day = (PostilDay){ 0, 0, 0 };
  analysis = postil_extractor_analyse_text (extractor, text, strlen (text), day);
  if (!postil_analysis_validate (analysis, (gsize) g_utf8_strlen (text, -1), &error))
    g_error ("%s", error->message);
  return 0;
}

#ifndef POSTIL_LIBFUZZER
static const char *const seeds[]
    = { "Revenue fell 11% to $18.5 billion in the latest quarter, from $20-21bn a year earlier.",
        "It rose one hundred and twenty-three thousand and two thirds, minus five point five, 1 1/2, 2½, .75 and 4e-3.",
        "From 13th to the 15th of July; July 13-15; two weeks from next Tuesday; the third last week of 2018.",
        "tomorrow at half past nine, 8.30pm today, 2004-03-04T18:32:56+1600, quarter to twelve on Wed",
        "every third week of October, twice a week, an hour and a half, 1 year, 2 days, 3 hours and 4 seconds",
        "12 ft 2 in, 5'10\", 90 km², 60 miles per hour, 40 Gbit/s, -5 degrees Fahrenheit, 2 below zero",
        "18,5 Mrd. €; 3,2 Milliarden Euro; 12. März 2024; im ersten Quartal 2024; vor zwei Jahren",
        "20 milliards d'euros; 1 200 salariés; l'année dernière; il y a deux ans; fin mars; 14h30",
        "1.200 millones de euros; 12 de marzo de 2024; hace dos años; entre 10 y 15 por ciento",
        "1600亿元 2025年2月11日 百分之五 三百万人口 第三季度 2.5个百分点 去年上半年",
        "easter 2010, orthodox easter 2018, the closest Monday to Oct 5th, black friday of this year",
        "R11.6bn KSh2.75tn 30 MUSD $20 43 cents one kuai 7-9 lakh rupees 423 0000 1 414 021 100" };

/* Changes a text: cuts, doubles and swaps stretches, writes bytes over others, joins it with another seed. */
static void
mutate (GRand *rand, GByteArray *input)
{
  const int n = g_rand_int_range (rand, 1, 8);

  for (int i = 0; i < n; i++)
    {
      const guint at = input->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) input->len) : 0;
      const guint wanted = (guint) g_rand_int_range (rand, 1, 24), length = MIN (wanted, input->len - at);
      const char *seed = seeds[g_rand_int_range (rand, 0, G_N_ELEMENTS (seeds))];

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          if (length > 0)
            g_byte_array_remove_range (input, at, length);
          break;
        case 1:
          g_byte_array_append (input, (const guint8 *) seed, (guint) g_rand_int_range (rand, 0, (gint32) strlen (seed)));
          break;
        case 2:
          for (guint k = 0; k < length; k++)
            input->data[at + k] = (guint8) g_rand_int_range (rand, 0, 256);
          break;
        case 3:
          for (guint k = 0; k < length; k++)
            input->data[at + k] = (guint8) "0123456789 .,-/:%$'"[g_rand_int_range (rand, 0, 19)];
          break;
        default:
          for (guint k = 0; k < length; k++)
            input->data[at + k] = input->data[(guint) g_rand_int_range (rand, 0, (gint32) input->len)];
          break;
        }
    }
}

static int runs = 2000;

static void
test_fuzz (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14022025);

  for (int run = 0; run < runs; run++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      const char *seed = seeds[g_rand_int_range (rand, 0, G_N_ELEMENTS (seeds))];

      g_byte_array_append (input, (const guint8 *) seed, (guint) strlen (seed));
      mutate (rand, input);
      LLVMFuzzerTestOneInput (input->data, input->len);
    }
  g_clear_pointer (&extractor, postil_extractor_free);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    runs = atoi (argv[1]);
  g_test_add_func ("/extract/fuzz", test_fuzz);
  return g_test_run ();
}
#endif
