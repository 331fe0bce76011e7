/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast names are read, raw text in, spans out: `bench-names LEXICON TEXTS.jsonl` prints tokens and megabytes a CPU second of the names
 * alone and of the whole engine, the time to be ready, 1 MB in one text against a hundred texts, and the most memory used. */
#include "config.h"

#include "postil-extractor.h"
#include "postil-names-private.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define ROUNDS 5

typedef struct
{
  GPtrArray *texts;
  PostilLexicon *lexicon;
  PostilExtractor *extractor;
  PostilVocabulary *vocabulary;
  gsize n_bytes;
  gsize n_tokens;
} Bench;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void
read_names (Bench *bench, const char *text)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));
  g_autoptr (GArray) sentences = NULL;
  g_autoptr (PostilNames) names = NULL;

  postil_sentences_mark_lines (tokens);
  postil_vocabulary_annotate (bench->vocabulary, tokens);
  sentences = postil_sentences_new (tokens, NULL, 0);
  names = postil_names_new (tokens, bench->lexicon, sentences, POSTIL_LANGUAGE_EN);
  bench->n_tokens += tokens->n_tokens;
}

static void
read_all (Bench *bench, const char *text)
{
  g_object_unref (postil_extractor_analyse_text (bench->extractor, text, strlen (text), (PostilDay){ 0 }));
}

static double
time_texts (Bench *bench, GPtrArray *texts, void (*read) (Bench *, const char *))
{
  double best = G_MAXDOUBLE;

  for (int round = 0; round < ROUNDS; round++)
    {
      const double before = now ();

      bench->n_tokens = 0;
      for (guint i = 0; i < texts->len; i++)
        read (bench, g_ptr_array_index (texts, i));
      best = MIN (best, now () - before);
    }
  return best;
}

static void
load (Bench *bench, const char *path)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  bench->texts = g_ptr_array_new_with_free_func (g_free);
  if (!g_file_get_contents (path, &content, NULL, NULL))
    return;
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      const char *text;

      if (lines[i][0] == '\0' || !json_parser_load_from_data (parser, lines[i], -1, NULL))
        continue;
      text = json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), "text");
      bench->n_bytes += strlen (text);
      g_ptr_array_add (bench->texts, g_strdup (text));
    }
}

/* One text of a megabyte against the same bytes in a hundred. */
static void
compare_lengths (Bench *bench)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_free), many = g_ptr_array_new_with_free_func (g_free);
  GString *whole = g_string_new (NULL), *part = g_string_new (NULL);
  double long_time, short_time;

  for (guint i = 0; whole->len < 1000000 && bench->texts->len > 0; i++)
    {
      const char *text = g_ptr_array_index (bench->texts, i % bench->texts->len);

      g_string_append (whole, text);
      g_string_append (whole, "\n\n");
      g_string_append (part, text);
      g_string_append (part, "\n\n");
      if (part->len < 10000)
        continue;
      g_ptr_array_add (many, g_string_free (part, FALSE));
      part = g_string_new (NULL);
    }
  g_ptr_array_add (many, g_string_free (part, FALSE));
  g_ptr_array_add (one, g_string_free (whole, FALSE));
  long_time = time_texts (bench, one, read_names);
  short_time = time_texts (bench, many, read_names);
  printf ("names: 1 MB in one text %.1f ms, in %u texts %.1f ms: x %.2f\n", long_time * 1000, many->len, short_time * 1000,
          long_time / short_time);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMappedFile) file = argc > 2 ? g_mapped_file_new (argv[1], FALSE, NULL) : NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  Bench bench = { 0 };
  double before, names, all;
  struct rusage usage;

  if (bytes == NULL)
    {
      fprintf (stderr, "usage: bench-names LEXICON TEXTS.jsonl\n");
      return 2;
    }
  before = now ();
  bench.lexicon = postil_lexicon_new (bytes, NULL);
  printf ("ready after %.1f ms, lexicon and model %zu KiB\n", (now () - before) * 1000, g_bytes_get_size (bytes) / 1024);
  bench.extractor = postil_extractor_new (bytes, NULL);
  bench.vocabulary = postil_vocabulary_new (POSTIL_LANGUAGE_EN);
  if (bench.lexicon == NULL || bench.extractor == NULL)
    return 1;
  load (&bench, argv[2]);
  names = time_texts (&bench, bench.texts, read_names);
  printf ("names: %zu tokens, %.0f tokens/CPU s, %.1f MB/CPU s\n", bench.n_tokens, bench.n_tokens / names,
          bench.n_bytes / names / 1e6);
  names = bench.n_tokens;
  all = time_texts (&bench, bench.texts, read_all);
  printf ("names and figures: %.0f tokens/CPU s, %.1f MB/CPU s\n", names / all, bench.n_bytes / all / 1e6);
  compare_lengths (&bench);
  getrusage (RUSAGE_SELF, &usage);
  printf ("most memory used: %.1f MB\n", usage.ru_maxrss / 1024.0);
  postil_extractor_free (bench.extractor);
  postil_lexicon_free (bench.lexicon);
  postil_vocabulary_free (bench.vocabulary);
  g_ptr_array_unref (bench.texts);
  return 0;
}
