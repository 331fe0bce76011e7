/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learns the weights of the name features from marked texts (JSON Lines of "text" and "entities") and prints them: an averaged
 * structured perceptron over the very decoder the engine runs. Same input, same weights. Not installed,
 * not a test: `train-names postil.lexicon 8 < MARKED.jsonl > data/lexicons/name-weights.txt`, then build again. */
#include "config.h"

#include "postil-name-job-private.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_WEIGHTS (POSTIL_NAME_N_FEATURES * POSTIL_N_NAME_TYPES)

typedef struct
{
  char *text;
  PostilTokens *tokens;
  GArray *sentences;
  guint32 *traits;
  GArray *gold; /* PostilName */
} Text;

typedef struct
{
  gint32 weights[N_WEIGHTS];
  double sums[N_WEIGHTS];
  double step;
  const PostilLexicon *lexicon;
} Trainer;

static PostilNameType
type_from_string (const char *string)
{
  static const char *const names[] = { "", "ORG", "PER", "LOC", "PRODUCT", "MISC" };

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], string))
      return i;
  return POSTIL_NAME_NONE;
}

static void
read_gold (Text *text, JsonArray *entities)
{
  guint token = 0;

  for (guint i = 0; i < json_array_get_length (entities); i++)
    {
      JsonArray *entity = json_array_get_array_element (entities, i);
      const guint start = json_array_get_int_element (entity, 0), end = json_array_get_int_element (entity, 1);
      PostilName name = { .type = type_from_string (json_array_get_string_element (entity, 2)) };

      while (token < text->tokens->n_tokens && text->tokens->tokens[token].start < start)
        token++;
      name.begin = name.end = token;
      while (name.end < text->tokens->n_tokens && text->tokens->tokens[name.end].end <= end)
        name.end++;
      if (name.end > name.begin && text->tokens->tokens[name.begin].start == start
          && text->tokens->tokens[name.end - 1].end == end)
        g_array_append_val (text->gold, name);
    }
}

static Text *
read_text (const Trainer *trainer, const PostilVocabulary *vocabulary, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  Text *text = g_new0 (Text, 1);
  JsonObject *object;
  PostilSentenceHint hint = { .flags = POSTIL_SENTENCE_HEADING };
  PostilNameJob job = { .lexicon = trainer->lexicon };

  if (!json_parser_load_from_data (parser, line, -1, NULL))
    exit (EXIT_FAILURE);
  object = json_node_get_object (json_parser_get_root (parser));
  text->text = g_strdup (json_object_get_string_member (object, "text"));
  text->tokens = postil_tokens_new (text->text, strlen (text->text));
  text->gold = g_array_new (FALSE, FALSE, sizeof (PostilName));
  postil_sentences_mark_lines (text->tokens);
  postil_vocabulary_annotate (vocabulary, text->tokens);
  hint.end = strcspn (text->text, "\n");
  text->sentences = postil_sentences_new (text->tokens, &hint, 1);
  text->traits = g_new0 (guint32, text->tokens->n_tokens + 1);
  job.tokens = text->tokens;
  job.sentences = text->sentences;
  job.traits = text->traits;
  postil_name_traits_fill (&job);
  read_gold (text, json_object_get_array_member (object, "entities"));
  return text;
}

static void
update_run (Trainer *trainer, const PostilNameJob *job, const PostilName *name, gboolean caps, int sign)
{
  const guint span[2] = { name->begin, name->end };
  PostilLexiconMatch match;
  PostilNameFeatures features;
  const gboolean known = name->type != POSTIL_NAME_NONE && postil_name_zones_match (job, span, caps, &match);

  postil_name_evidence_collect (job, span, known ? &match : NULL, &features);
  for (guint i = 0; i < features.n; i++)
    {
      const gsize at = (gsize) features.ids[i] * POSTIL_N_NAME_TYPES + name->type;

      trainer->weights[at] += sign * 16;
      trainer->sums[at] += sign * 16 * trainer->step;
    }
}

/* Adds the features of one reading of a sentence: its names and the capitalised words outside them. */
static void
update_reading (Trainer *trainer, const PostilNameJob *job, const PostilSentence *sentence, const GArray *names, int sign)
{
  const gboolean caps = (sentence->flags & POSTIL_SENTENCE_ALL_CAPS) != 0;
  guint next = 0;

  while (next < names->len && g_array_index (names, PostilName, next).begin < sentence->begin)
    next++;
  for (guint i = sentence->begin; i < sentence->end; i++)
    {
      const PostilName plain = { .begin = i, .end = i + 1, .type = POSTIL_NAME_NONE };
      const PostilToken *token = &job->tokens->tokens[i];

      if (next < names->len && g_array_index (names, PostilName, next).begin == i)
        {
          const PostilName *name = &g_array_index (names, PostilName, next++);

          update_run (trainer, job, name, caps, sign);
          i = name->end - 1;
        }
      else if (token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL))
        update_run (trainer, job, &plain, caps, sign);
    }
}

static gboolean
same_in_sentence (const GArray *a, const GArray *b, const PostilSentence *sentence)
{
  guint i = 0, j = 0;

  for (;;)
    {
      const PostilName *x, *y;

      while (i < a->len && g_array_index (a, PostilName, i).begin < sentence->begin)
        i++;
      while (j < b->len && g_array_index (b, PostilName, j).begin < sentence->begin)
        j++;
      x = i < a->len && g_array_index (a, PostilName, i).begin < sentence->end ? &g_array_index (a, PostilName, i) : NULL;
      y = j < b->len && g_array_index (b, PostilName, j).begin < sentence->end ? &g_array_index (b, PostilName, j) : NULL;
      if (x == NULL || y == NULL)
        return x == y;
      if (x->begin != y->begin || x->end != y->end || x->type != y->type)
        return FALSE;
      i++;
      j++;
    }
}

static void
train_pass (Trainer *trainer, PostilNameJob *job, const Text *text)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (PostilName));

  postil_name_zones_read (job, names);
  for (guint s = 0; s < text->sentences->len; s++)
    {
      const PostilSentence *sentence = &g_array_index (text->sentences, PostilSentence, s);

      if (same_in_sentence (names, text->gold, sentence))
        continue;
      update_reading (trainer, job, sentence, text->gold, 1);
      update_reading (trainer, job, sentence, names, -1);
    }
  if (!job->second_pass)
    for (guint i = 0; i < names->len; i++)
      postil_name_memory_learn (job->memory, job, &g_array_index (names, PostilName, i));
}

static void
train_text (Trainer *trainer, const Text *text)
{
  PostilNameJob job
      = { .tokens = text->tokens, .lexicon = trainer->lexicon, .sentences = text->sentences, .traits = text->traits };

  job.weights = trainer->weights;
  job.training = TRUE;
  job.memory = postil_name_memory_new ();
  postil_name_memory_count_words (job.memory, &job);
  train_pass (trainer, &job, text);
  job.second_pass = TRUE;
  train_pass (trainer, &job, text);
  postil_name_memory_free (job.memory);
  trainer->step++;
}

static void
print_weights (const Trainer *trainer)
{
  for (guint row = 0; row < POSTIL_NAME_N_FEATURES; row++)
    {
      int weights[POSTIL_N_NAME_TYPES];
      gboolean used = FALSE;

      for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
        {
          const gsize at = (gsize) row * POSTIL_N_NAME_TYPES + type;

          weights[type] = (int) lround (trainer->weights[at] - trainer->sums[at] / trainer->step);
          used |= weights[type] != 0;
        }
      if (used)
        printf ("%u %d %d %d %d %d %d\n", row, weights[0], weights[1], weights[2], weights[3], weights[4], weights[5]);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GMappedFile) file = argc > 2 ? g_mapped_file_new (argv[1], FALSE, NULL) : NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (PostilLexicon) lexicon = bytes != NULL ? postil_lexicon_new (bytes, NULL) : NULL;
  g_autoptr (PostilVocabulary) vocabulary = postil_vocabulary_new (POSTIL_LANGUAGE_EN);
  g_autofree Trainer *trainer = g_new0 (Trainer, 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  const int skip = argc > 3 ? atoi (argv[3]) : 0;
  char *line = NULL;
  gsize size = 0;

  if (lexicon == NULL)
    {
      fprintf (stderr, "usage: train-names LEXICON EPOCHS [SKIP_EVERY] < MARKED.jsonl > WEIGHTS\n");
      return 2;
    }
  trainer->lexicon = lexicon;
  trainer->step = 1;
  for (int n = 0; getline (&line, &size, stdin) > 0; n++)
    if (skip == 0 || n % skip != 0)
      g_ptr_array_add (texts, read_text (trainer, vocabulary, line));
  free (line);
  for (int epoch = 0; epoch < atoi (argv[2]); epoch++)
    /* A fixed stride stands in for shuffling. */
    for (guint i = 0, at = (guint) epoch; i < texts->len; i++, at += 613)
      train_text (trainer, g_ptr_array_index (texts, at % texts->len));
  print_weights (trainer);
  return 0;
}
