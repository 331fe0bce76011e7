/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learns the weights by which claims are chosen, from texts whose figures carry claims (JSON Lines): a log-linear model per question over
 * the candidates that the engine itself offers. What was chosen for the figure before is a feature of the next, so the model is trained
 * on true neighbours and on those that models of the other folds would choose. Same input, same weights. Not installed, not a test:
 * `train-claims postil.lexicon MARKED.jsonl > src/extract/postil-claim-weights.c`, then build again;
 * `train-claims postil.lexicon MARKED.jsonl --predict OTHER.jsonl` prints what the learnt model makes of other texts;
 * `train-claims postil.lexicon MARKED.jsonl --folds` prints every text as seen by a model that was not trained on its story. */
#include "config.h"

#include "postil-claims-private.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EPOCHS 8
#define FOLDS 5
#define SCALE 256
#define DECAY 3e-2
#define RATE 0.1
#define LOST_WEIGHT 0.25 /* of a choice whose right answer is not among the candidates */

typedef struct
{
  char *id, *text;
  guint story;
  JsonObject *gold;
  PostilTokens *tokens;
  GArray *sentences, *found;
  PostilNames *names;
  PostilDay day;
  gboolean english;
} Text;

typedef struct
{
  guint n;
  double weight;
  guint32 first; /* into features */
  guint16 n_features[POSTIL_CLAIM_MAX_CANDIDATES + 1];
  guint8 good[POSTIL_CLAIM_MAX_CANDIDATES + 1];
} Example;

typedef struct
{
  PostilClaimJudge judge; /* first */
  GArray *examples;       /* Example; NULL when only predicting */
  GArray *features;       /* guint16 */
  gboolean force;
  const Text *text;
  gint16 weights[POSTIL_CLAIM_N_WEIGHTS];
  double exact[POSTIL_CLAIM_N_WEIGHTS];
  double slopes[POSTIL_CLAIM_N_WEIGHTS];
} Trainer;

static PostilLexicon *lexicon;
static PostilVocabulary *vocabulary;
static PostilClaimWords *words;

static const char *const columns[] = { "measure", "period", "place", "about" };

static GPtrArray *
words_of (const char *string)
{
  g_autofree char *folded = g_utf8_casefold (string, -1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);
  static const char *const skipped[] = { "the", "a", "an", "its", "his", "her", "their" };

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      gboolean skip = word->len == 0;

      if (c != 0 && (g_unichar_isalnum (c) || c == '_'))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      for (guint i = 0; i < G_N_ELEMENTS (skipped) && !skip; i++)
        skip = g_str_equal (word->str, skipped[i]);
      if (!skip)
        g_ptr_array_add (list, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (c == 0)
        return list;
    }
}

/* How far the words of two phrases agree, as the scorer counts. */
static double
agreement (const char *a, const char *b)
{
  g_autoptr (GPtrArray) x = words_of (a), y = words_of (b);
  const guint total = x->len + y->len;
  guint same = 0;

  for (guint i = 0; i < x->len; i++)
    for (guint j = 0; j < y->len; j++)
      if (g_str_equal (x->pdata[i], y->pdata[j]))
        {
          g_ptr_array_remove_index (y, j);
          same++;
          break;
        }
  return total > 0 ? 2.0 * same / total : 0;
}

/* The marked figure that this one meets. */
static JsonObject *
gold_figure (const Text *text, const PostilFigure *figure)
{
  JsonArray *figures = json_object_get_array_member (text->gold, "figures");
  JsonObject *best = NULL;
  gint64 most = 0;

  for (guint i = 0; i < json_array_get_length (figures); i++)
    {
      JsonObject *gold = json_array_get_object_element (figures, i);
      const gint64 start = json_object_get_int_member (gold, "start"), end = json_object_get_int_member (gold, "end");
      const gint64 overlap = MIN (end, figure->end) - MAX (start, figure->start);

      if (overlap * 2 >= MIN (end - start, figure->end - figure->start) && overlap > most)
        {
          best = gold;
          most = overlap;
        }
    }
  return best;
}

static const char *
gold_value (const Text *text, const PostilFigure *figure, guint question)
{
  JsonObject *gold = gold_figure (text, figure);

  if (gold == NULL)
    return NULL;
  if (question == POSTIL_CLAIM_ABOUT)
    return json_object_has_member (gold, "about") ? json_object_get_string_member (gold, "about") : NULL;
  if (!json_object_has_member (gold, "claim"))
    return NULL;
  gold = json_object_get_object_member (gold, "claim");
  return json_object_has_member (gold, columns[question]) ? json_object_get_string_member (gold, columns[question]) : NULL;
}

/* Marks the right candidates of a choice; the weight of the example is 0 when nothing is to be learnt. */
static void
mark_good (const PostilChoice *choice, const char *value, Example *example)
{
  double best = 0, scores[POSTIL_CLAIM_MAX_CANDIDATES + 1] = { 0 };
  const gboolean about = choice->question == POSTIL_CLAIM_ABOUT;

  example->weight = 1;
  example->n = choice->n;
  if (value == NULL)
    {
      example->good[0] = TRUE;
      example->weight = about ? 0 : 1;
      return;
    }
  for (guint i = 1; i < choice->n; i++)
    {
      scores[i] = agreement (value, choice->candidates[i].text);
      best = MAX (best, scores[i]);
    }
  for (guint i = 1; i < choice->n; i++)
    example->good[i] = about ? best >= 0.3 && scores[i] >= best - 0.01 : scores[i] >= 0.6;
  if (best < (about ? 0.3 : 0.6))
    {
      example->good[0] = TRUE;
      example->weight = about ? 0 : LOST_WEIGHT;
    }
}

static int
observe (PostilClaimJudge *judge, const PostilFound *found, const PostilChoice *choice)
{
  Trainer *self = (Trainer *) (gpointer) judge;
  const char *value = gold_value (self->text, &found->figure, choice->question);
  Example example = { .first = self->features->len };

  mark_good (choice, value, &example);
  if (example.weight > 0)
    {
      for (guint i = 0; i < choice->n; i++)
        {
          example.n_features[i] = choice->candidates[i].n_features;
          g_array_append_vals (self->features, choice->candidates[i].features, choice->candidates[i].n_features);
        }
      g_array_append_val (self->examples, example);
    }
  if (!self->force)
    return -1;
  for (guint i = 0; i < choice->n; i++)
    if (example.good[i])
      return (int) i;
  return -1;
}

static void
clear_claims (GArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      PostilFigure *figure = &g_array_index (found, PostilFound, i).figure;

      g_clear_pointer (&figure->about, g_free);
      g_clear_pointer (&figure->claim.subject, g_free);
      g_clear_pointer (&figure->claim.measure, g_free);
      g_clear_pointer (&figure->claim.period, g_free);
      g_clear_pointer (&figure->claim.period_iso, g_free);
      g_clear_pointer (&figure->claim.place, g_free);
      g_clear_pointer (&figure->claim.attribution, g_free);
      g_clear_pointer (&figure->claim.hedge, g_free);
    }
}

static void
read_text (Trainer *self, Text *text)
{
  PostilClaimJob job = { .tokens = text->tokens,
                         .names = text->names,
                         .sentences = text->sentences,
                         .found = text->found,
                         .words = words,
                         .judge = &self->judge,
                         .day = text->day };

  self->text = text;
  clear_claims (text->found);
  if (text->english)
    postil_claims_fill (&job);
}

static double
score_of (const Trainer *self, const guint16 *features, guint n)
{
  double score = 0;

  for (guint i = 0; i < n; i++)
    score += self->exact[features[i]];
  return score;
}

static void
learn (Trainer *self, const Example *example)
{
  const guint16 *all = (const guint16 *) (gpointer) self->features->data + example->first, *features = all;
  double scores[POSTIL_CLAIM_MAX_CANDIDATES + 1], most = -1e9, total = 0, good = 0;

  for (guint i = 0; i < example->n; features += example->n_features[i], i++)
    {
      scores[i] = score_of (self, features, example->n_features[i]);
      most = MAX (most, scores[i]);
    }
  for (guint i = 0; i < example->n; i++)
    {
      scores[i] = exp (scores[i] - most);
      total += scores[i];
      good += example->good[i] ? scores[i] : 0;
    }
  features = all;
  for (guint i = 0; i < example->n; features += example->n_features[i], i++)
    {
      const double wanted = example->good[i] && good > 0 ? scores[i] / good : 0;
      const double slope = (scores[i] / total - wanted) * example->weight;

      for (guint f = 0; f < example->n_features[i] && fabs (slope) > 1e-5; f++)
        {
          const guint16 id = features[f];
          const double g = slope + DECAY * self->exact[id];

          self->slopes[id] += g * g;
          self->exact[id] -= RATE * g / sqrt (self->slopes[id] + 1e-2);
        }
    }
}

static void
train (Trainer *self)
{
  g_autofree guint *order = g_new (guint, self->examples->len + 1);
  guint32 seed = 12345;

  memset (self->exact, 0, sizeof self->exact);
  memset (self->slopes, 0, sizeof self->slopes);
  for (guint i = 0; i < self->examples->len; i++)
    order[i] = i;
  for (guint e = 0; e < EPOCHS; e++)
    {
      for (guint i = self->examples->len; i > 1; i--)
        {
          guint j, kept;

          seed = seed * 1664525u + 1013904223u;
          j = (seed >> 8) % i;
          kept = order[i - 1];
          order[i - 1] = order[j];
          order[j] = kept;
        }
      for (guint i = 0; i < self->examples->len; i++)
        learn (self, &g_array_index (self->examples, Example, order[i]));
    }
  for (guint i = 0; i < POSTIL_CLAIM_N_WEIGHTS; i++)
    self->weights[i] = (gint16) CLAMP (lround (self->exact[i] * SCALE), -32000, 32000);
}

static Trainer *
trainer_new (void)
{
  Trainer *self = g_new0 (Trainer, 1);

  self->examples = g_array_new (FALSE, FALSE, sizeof (Example));
  self->features = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->judge.weights = self->weights;
  self->judge.margins = postil_claim_margins;
  return self;
}

static void
trainer_free (Trainer *self)
{
  g_array_unref (self->examples);
  g_array_unref (self->features);
  g_free (self);
}

/* Looks at the texts of all folds but one (or, with `inside`, of that one alone). */
static void
look (Trainer *self, GPtrArray *texts, gint fold, gboolean inside)
{
  self->judge.observe = observe;
  for (guint i = 0; i < texts->len; i++)
    if (((gint) (((Text *) texts->pdata[i])->story % FOLDS) == fold) == inside)
      read_text (self, texts->pdata[i]);
}

static Trainer *
train_all (GPtrArray *texts, gint without)
{
  Trainer *self = trainer_new ();

  self->force = TRUE;
  look (self, texts, without, FALSE);
  for (gint fold = 0; fold < FOLDS; fold++)
    {
      Trainer *other;
      g_autoptr (GPtrArray) rest = g_ptr_array_new ();

      if (fold == without)
        continue;
      for (guint i = 0; i < texts->len; i++)
        if ((gint) (((Text *) texts->pdata[i])->story % FOLDS) != without)
          g_ptr_array_add (rest, texts->pdata[i]);
      other = trainer_new ();
      other->force = TRUE;
      look (other, rest, fold, FALSE);
      train (other);
      memcpy (self->weights, other->weights, sizeof self->weights);
      self->force = FALSE;
      look (self, rest, fold, TRUE);
      trainer_free (other);
    }
  train (self);
  return self;
}

static Text *
text_new (const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  Text *self = g_new0 (Text, 1);
  const char *story;
  PostilSentenceHint hint = { .flags = POSTIL_SENTENCE_HEADING };

  if (!json_parser_load_from_data (parser, line, -1, NULL))
    g_error ("a line is no JSON");
  self->gold = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  self->id = g_strdup (json_object_get_string_member (self->gold, "id"));
  self->text = g_strdup (json_object_get_string_member (self->gold, "text"));
  story = json_object_has_member (self->gold, "story") ? json_object_get_string_member (self->gold, "story") : self->id;
  self->story = g_str_hash (story);
  if (json_object_has_member (self->gold, "reference_date"))
    postil_day_from_iso (json_object_get_string_member (self->gold, "reference_date"), &self->day);
  self->tokens = postil_tokens_new (self->text, strlen (self->text));
  postil_sentences_mark_lines (self->tokens);
  postil_vocabulary_annotate (vocabulary, self->tokens);
  hint.end = (guint32) g_utf8_strlen (self->text, strcspn (self->text, "\n"));
  self->sentences = postil_sentences_new (self->tokens, &hint, 1);
  self->names = postil_names_new (self->tokens, lexicon, self->sentences, POSTIL_LANGUAGE_EN);
  self->found = postil_figures_new (vocabulary, self->tokens, self->names, self->sentences, self->day);
  self->english = TRUE;
  return self;
}

static GPtrArray *
read_file (const char *path)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *texts = g_ptr_array_new ();

  if (!g_file_get_contents (path, &content, NULL, NULL))
    g_error ("%s cannot be read", path);
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_ptr_array_add (texts, text_new (lines[i]));
  return texts;
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static JsonObject *
object_of (const PostilFigure *figure)
{
  JsonObject *object = json_object_new (), *claim = json_object_new ();

  json_object_set_int_member (object, "start", figure->start);
  json_object_set_int_member (object, "end", figure->end);
  set_string (object, "kind", postil_figure_kind_to_string (figure->kind));
  set_string (object, "about", figure->about);
  set_string (claim, "subject", figure->claim.subject);
  set_string (claim, "measure", figure->claim.measure);
  set_string (claim, "period", figure->claim.period);
  set_string (claim, "period_iso", figure->claim.period_iso);
  set_string (claim, "place", figure->claim.place);
  set_string (claim, "attribution", figure->claim.attribution);
  set_string (claim, "hedge", figure->claim.hedge);
  if (json_object_get_size (claim) > 0)
    json_object_set_object_member (object, "claim", json_object_ref (claim));
  json_object_unref (claim);
  return object;
}

static void
print_text (Trainer *self, Text *text)
{
  JsonObject *object = json_object_new ();
  JsonArray *figures = json_array_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;

  self->judge.observe = NULL;
  read_text (self, text);
  for (guint i = 0; i < text->found->len; i++)
    json_array_add_object_element (figures, object_of (&g_array_index (text->found, PostilFound, i).figure));
  json_object_set_string_member (object, "id", text->id);
  json_object_set_array_member (object, "figures", figures);
  json_node_take_object (root, object);
  json = json_to_string (root, FALSE);
  puts (json);
}

static void
print_weights (const Trainer *self)
{
  puts ("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
        "/* The weights of the claims' features, learnt by tests/extract/train-claims from marked news texts; do not edit. */\n"
        "#include \"config.h\"\n\n#include \"postil-claims-private.h\"\n\n"
        "/* clang-format off */\n"
        "const gint16 postil_claim_weights[POSTIL_CLAIM_N_WEIGHTS] = {");
  for (guint i = 0; i < POSTIL_CLAIM_N_WEIGHTS; i++)
    printf ("%s%d,%s", i % 32 == 0 ? "  " : "", self->weights[i], i % 32 == 31 ? "\n" : "");
  puts ("};\n/* clang-format on */");
}

static void
predict_folds (GPtrArray *texts)
{
  for (gint fold = 0; fold < FOLDS; fold++)
    {
      Trainer *self = train_all (texts, fold);

      for (guint i = 0; i < texts->len; i++)
        if ((gint) (((Text *) texts->pdata[i])->story % FOLDS) == fold)
          print_text (self, texts->pdata[i]);
      trainer_free (self);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GMappedFile) file = argc > 2 ? g_mapped_file_new (argv[1], FALSE, NULL) : NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  GPtrArray *texts, *others;
  Trainer *trainer;

  if (bytes == NULL)
    {
      fprintf (stderr, "usage: train-claims LEXICON MARKED.jsonl [--predict OTHER.jsonl | --folds]\n");
      return 2;
    }
  lexicon = postil_lexicon_new (bytes, NULL);
  vocabulary = postil_vocabulary_new (POSTIL_LANGUAGE_EN);
  words = postil_claim_words_new ();
  texts = read_file (argv[2]);
  if (argc > 3 && g_str_equal (argv[3], "--folds"))
    {
      predict_folds (texts);
      return 0;
    }
  trainer = train_all (texts, -1);
  if (argc <= 4)
    {
      print_weights (trainer);
      return 0;
    }
  others = read_file (argv[4]);
  for (guint i = 0; i < others->len; i++)
    print_text (trainer, others->pdata[i]);
  return 0;
}
