/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speed of the figures alone: raw text in, spans and values out, no names. Prints megabytes per second of processor time, the share of
 * each step, and what one text of 1 MB costs against 100 texts of 10 KB. bench-figures TEXTFILE */
#include "config.h"

#include "postil-extractor.h"
#include "postil-figures-private.h"
#include "postil-sentences-private.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define ROUNDS 7

typedef struct
{
  double tokens;
  double words;
  double sentences;
  double figures;
  guint n_figures;
} Cost;

static double
seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

static double
total_of (const Cost *cost)
{
  return cost->tokens + cost->words + cost->sentences + cost->figures;
}

static void
run (const PostilVocabulary *vocabulary, const char *text, gsize length, Cost *cost)
{
  const double a = seconds ();
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, length);
  const double b = seconds ();
  PostilNames names = { g_array_new (FALSE, FALSE, 1), g_array_new (FALSE, FALSE, 1), NULL };
  g_autoptr (GArray) sentences = NULL;
  GArray *found;
  double c, d;

  postil_vocabulary_annotate (vocabulary, tokens);
  c = seconds ();
  postil_sentences_mark_lines (tokens);
  sentences = postil_sentences_new (tokens, NULL, 0);
  d = seconds ();
  names.numbered = g_new0 (guint8, tokens->n_tokens + 1);
  found = postil_figures_new (vocabulary, tokens, &names, sentences, (PostilDay){ 2025, 2, 14 });
  cost->figures += seconds () - d;
  cost->sentences += d - c;
  cost->words += c - b;
  cost->tokens += b - a;
  cost->n_figures += found->len;
  for (guint i = 0; i < found->len; i++)
    postil_figure_clear (&g_array_index (found, PostilFound, i).figure);
  g_array_unref (found);
  g_array_unref (names.names);
  g_array_unref (names.entities);
  g_free (names.numbered);
}

/* The cheapest of several rounds over the pieces of a text. */
static Cost
measure (const PostilVocabulary *vocabulary, const char *text, gsize length, gsize piece)
{
  Cost best = { 0 };

  for (int round = 0; round < ROUNDS; round++)
    {
      Cost cost = { 0 };

      for (gsize at = 0, end; at < length; at = end)
        {
          end = MIN (length, at + piece);
          while (end < length && ((guchar) text[end] & 0xc0) == 0x80)
            end++;
          run (vocabulary, text + at, end - at, &cost);
        }
      if (round == 0 || total_of (&cost) < total_of (&best))
        best = cost;
    }
  return best;
}

int
main (int argc, char **argv)
{
  g_autoptr (PostilVocabulary) vocabulary = postil_vocabulary_new (POSTIL_LANGUAGE_EN);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *file = NULL;
  gsize length;
  Cost whole, pieces;

  if (argc < 2 || !g_file_get_contents (argv[1], &file, &length, NULL) || length == 0
      || !g_utf8_validate (file, (gssize) length, NULL))
    {
      fprintf (stderr, "usage: bench-figures TEXTFILE\n");
      return 2;
    }
  while (text->len < 1000000)
    g_string_append_len (text, file, (gssize) length);
  whole = measure (vocabulary, text->str, text->len, text->len);
  pieces = measure (vocabulary, text->str, text->len, text->len / 100);
  printf ("figures                      %8.1f MB per CPU second\n", (double) text->len / total_of (&whole) / 1e6);
  printf ("  tokens                     %8.1f %%\n", 100 * whole.tokens / total_of (&whole));
  printf ("  words                      %8.1f %%\n", 100 * whole.words / total_of (&whole));
  printf ("  sentences                  %8.1f %%\n", 100 * whole.sentences / total_of (&whole));
  printf ("  figures                    %8.1f %%, %u found\n", 100 * whole.figures / total_of (&whole), whole.n_figures);
  printf ("one of 1 MB : 100 of 10 KB   %8.3f\n", total_of (&whole) / total_of (&pieces));
  return 0;
}
