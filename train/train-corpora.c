/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the marked corpora: JSON Lines of the project's own texts, and tokens with tags of the others, whose text is put together
 * again. Their known faults are mended here. */
#include "config.h"

#include "train-private.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *file;
  const char *name;
  guint flags;
  guint every; /* one document of so many is read */
} Corpus;

static const Corpus corpora[] = {
  { "gmb/train.tsv", "gmb", TRAIN_NO_PRODUCT | TRAIN_MACHINE, 4 },
  { "gum-derived/train.tsv", "gum-derived", TRAIN_WHOLE | TRAIN_NO_MISC | TRAIN_NO_PRODUCT | TRAIN_SPLIT, 1 },
  { "redocred/train.tsv", "redocred", TRAIN_WHOLE | TRAIN_NO_PRODUCT, 1 },
  { "crossner/train.tsv", "crossner", 0, 1 },
  { "wikigold/train.tsv", "wikigold", TRAIN_WHOLE | TRAIN_NO_PRODUCT, 1 },
  { "uner-ewt/train.tsv", "uner-ewt", TRAIN_WHOLE | TRAIN_NO_MISC | TRAIN_SPLIT, 1 },
  { "uner-ewt/dev.tsv", "uner-ewt", TRAIN_WHOLE | TRAIN_NO_MISC | TRAIN_SPLIT, 1 },
  { "gmb/dev.tsv", "gmb", TRAIN_NO_PRODUCT | TRAIN_DEV, 1 },
  { "redocred/dev.tsv", "redocred", TRAIN_WHOLE | TRAIN_NO_PRODUCT | TRAIN_DEV, 1 },
  { "crossner/dev.tsv", "crossner", TRAIN_DEV, 1 },
};

TrainDoc *
train_doc_new (const char *corpus, guint flags)
{
  TrainDoc *doc = g_new0 (TrainDoc, 1);

  doc->corpus = corpus;
  doc->flags = flags;
  doc->spans = g_array_new (FALSE, FALSE, sizeof (TrainSpan));
  return doc;
}

void
train_doc_free (TrainDoc *doc)
{
  g_free (doc->text);
  g_array_unref (doc->spans);
  g_free (doc);
}

static guint8
type_from_string (const char *string)
{
  static const char *const names[] = { "", "ORG", "PER", "LOC", "PRODUCT", "MISC" };

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], string))
      return (guint8) i;
  return 0;
}

/* Classes of the lexicon that have exactly this name. */
static guint32
classes_of (const TrainSet *set, const char *text, gsize length)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, length);
  PostilLexiconHits hits;
  guint32 classes = 0;

  if (tokens->n_tokens == 0)
    return 0;
  postil_lexicon_scan (set->lexicon, tokens, 0, tokens->n_tokens, &hits);
  for (guint i = 0; i < hits.n; i++)
    if (hits.hits[i].n_tokens == tokens->n_tokens && hits.hits[i].letter_case == POSTIL_LEXICON_CASE_EXACT)
      classes |= 1u << hits.hits[i].class;
  return classes;
}

/* Titles out of persons' names, people's adjectives out of places, countries that act either way. */
static void
mend (const TrainSet *set, TrainDoc *doc, TrainSpan *span)
{
  const char *text = doc->text + span->start;
  const gsize length = span->end - span->start;
  const guint32 classes = classes_of (set, text, length);

  if (span->type == TRAIN_ANY)
    return;
  if (span->type == POSTIL_NAME_PER)
    {
      g_autoptr (PostilTokens) tokens = postil_tokens_new (text, length);
      PostilLexiconHits hits;
      guint title = 0;

      postil_lexicon_scan (set->lexicon, tokens, 0, tokens->n_tokens, &hits);
      for (guint i = 0; i < hits.n; i++)
        if (hits.hits[i].class == POSTIL_LEXICON_TITLE && hits.hits[i].letter_case == POSTIL_LEXICON_CASE_EXACT)
          title = hits.hits[i].n_tokens;
      if (title > 0 && title < tokens->n_tokens && tokens->tokens[title].kind == POSTIL_TOKEN_WORD)
        span->start += tokens->tokens[title].byte;
    }
  if (span->type != POSTIL_NAME_MISC && span->type != POSTIL_NAME_PRODUCT && length > 4
      && g_ascii_strncasecmp (text, "the ", 4) == 0 && (classes & (POSTIL_LEXICON_BIT (ORG) | POSTIL_LEXICON_BIT (LOC))) == 0)
    span->start += 4;
  if (span->type != POSTIL_NAME_PRODUCT && classes & POSTIL_LEXICON_BIT (DEMONYM)
      && !(classes & (POSTIL_LEXICON_BIT (LOC) | POSTIL_LEXICON_BIT (ORG))))
    span->type = POSTIL_NAME_MISC;
  if (span->type == POSTIL_NAME_ORG && classes & POSTIL_LEXICON_BIT (LOC) && !(classes & POSTIL_LEXICON_BIT (ORG)))
    span->other = POSTIL_NAME_LOC;
  if (span->type == POSTIL_NAME_MISC && doc->flags & TRAIN_NO_PRODUCT
      && (classes & (POSTIL_LEXICON_BIT (DEMONYM) | POSTIL_LEXICON_BIT (MISC))) == 0)
    span->other = POSTIL_NAME_PRODUCT;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const TrainSpan *left = a, *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

static gboolean
is_marked (const TrainDoc *doc, guint32 start, guint32 end)
{
  for (guint s = 0; s < doc->spans->len; s++)
    if (g_array_index (doc->spans, TrainSpan, s).start < end && start < g_array_index (doc->spans, TrainSpan, s).end)
      return TRUE;
  return FALSE;
}

/* Organisations of several words that stand in the lexicon just so, and that a program's marks passed over: nobody knows. */
static void
doubt (const TrainSet *set, TrainDoc *doc)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (doc->text, strlen (doc->text));

  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      PostilLexiconHits hits;
      TrainSpan span = { .start = tokens->tokens[i].byte, .type = TRAIN_ANY };

      postil_lexicon_scan (set->lexicon, tokens, i, tokens->n_tokens, &hits);
      for (guint h = 0; h < hits.n; h++)
        if (hits.hits[h].class == POSTIL_LEXICON_ORG && hits.hits[h].n_tokens > 1
            && hits.hits[h].letter_case == POSTIL_LEXICON_CASE_EXACT)
          span.end = MAX (span.end, tokens->tokens[i + hits.hits[h].n_tokens - 1].byte_end);
      if (span.end > 0 && !is_marked (doc, span.start, span.end))
        g_array_append_val (doc->spans, span);
    }
  g_array_sort (doc->spans, compare_spans);
}

static gboolean
holds (const char *marks, const char *token)
{
  g_autofree char *padded = g_strdup_printf (" %s ", token);

  return strstr (marks, padded) != NULL;
}

typedef struct
{
  TrainSet *set;
  const Corpus *corpus;
  TrainDoc *doc;
  GString *text;
  char *before; /* the token before */
  gboolean quoted;
  gboolean glue;
  guint n_docs;
} Reader;

static gboolean
is_glued (Reader *reader, const char *token)
{
  const gboolean hyphen = g_str_equal (token, "-") && reader->corpus->flags & TRAIN_SPLIT;
  gboolean glued = reader->text->len == 0 || g_str_has_suffix (reader->text->str, "\n") || reader->glue
                   || holds (" , . ; : ? ! ) ] } % 's ’s n't n’t 're 've 'll 'd 'm ' ’ ” ... ", token);

  reader->glue = hyphen && reader->text->len > 0;
  if (hyphen)
    return TRUE;
  if (g_str_equal (token, "\""))
    {
      reader->quoted = !reader->quoted;
      glued = !reader->quoted || reader->glue || glued;
      reader->glue = reader->quoted;
      return glued;
    }
  if (holds (" ( [ { $ £ € “ ‘ # ", token))
    reader->glue = TRUE;
  return glued;
}

static void
finish_doc (Reader *reader)
{
  TrainDoc *doc = reader->doc;

  reader->doc = NULL;
  if (doc == NULL)
    return;
  if (doc->spans->len == 0 && reader->text->len < 20)
    {
      train_doc_free (doc);
      return;
    }
  if (reader->n_docs++ % reader->corpus->every > 0)
    {
      train_doc_free (doc);
      return;
    }
  doc->text = g_strdup (reader->text->str);
  doc->fold = reader->n_docs / reader->corpus->every % 3;
  for (guint i = 0; i < doc->spans->len; i++)
    mend (reader->set, doc, &g_array_index (doc->spans, TrainSpan, i));
  if (doc->flags & TRAIN_MACHINE)
    doubt (reader->set, doc);
  g_ptr_array_add (reader->set->docs, doc);
}

static void
start_doc (Reader *reader)
{
  finish_doc (reader);
  reader->doc = train_doc_new (reader->corpus->name, reader->corpus->flags);
  g_string_truncate (reader->text, 0);
}

/* "Hefei-based": corpora that do not split at hyphens mark the whole or nothing. */
static gboolean
is_compound (const Reader *reader, const char *token)
{
  const char *hyphen = strchr (token, '-');

  return !(reader->corpus->flags & TRAIN_SPLIT) && hyphen != NULL && hyphen > token + 1 && g_ascii_isupper (token[0])
         && g_ascii_islower (hyphen[1]) && strlen (hyphen) > 3;
}

static void
add_token (Reader *reader, const char *given, const char *tag)
{
  const char *token = g_str_equal (given, "-LRB-") ? "(" : g_str_equal (given, "-RRB-") ? ")" : given;
  TrainSpan span = { .type = strlen (tag) > 2 ? type_from_string (tag + 2) : 0 };

  if (g_str_equal (token, "``"))
    token = "“";
  else if (g_str_equal (token, "''"))
    token = "”";
  if (reader->doc == NULL)
    start_doc (reader);
  if (!is_glued (reader, token))
    g_string_append_c (reader->text, ' ');
  span.start = reader->text->len;
  g_string_append (reader->text, token);
  span.end = reader->text->len;
  if (is_compound (reader, token) && tag[0] != 'I')
    {
      span.type = TRAIN_ANY;
      g_array_append_val (reader->doc->spans, span);
    }
  else if (tag[0] == 'B' && span.type != 0)
    g_array_append_val (reader->doc->spans, span);
  else if (tag[0] == 'I' && reader->doc->spans->len > 0)
    g_array_index (reader->doc->spans, TrainSpan, reader->doc->spans->len - 1).end = span.end;
}

static void
end_sentence (Reader *reader)
{
  const char *text = reader->text->str;

  reader->quoted = reader->glue = FALSE;
  if (reader->doc == NULL || reader->text->len == 0)
    return;
  if (!(reader->corpus->flags & TRAIN_WHOLE))
    finish_doc (reader);
  else if (strchr (".?!\"", text[reader->text->len - 1]) == NULL)
    g_string_append (reader->text, "\n\n");
}

static void
read_tokens (TrainSet *set, const Corpus *corpus, const char *path)
{
  Reader reader = { .set = set, .corpus = corpus, .text = g_string_new (NULL) };
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    {
      g_printerr ("%s is missing\n", path);
      exit (EXIT_FAILURE);
    }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');

      if (tab == NULL)
        {
          end_sentence (&reader);
          continue;
        }
      *tab = '\0';
      if (g_str_equal (lines[i], "-DOCSTART-"))
        finish_doc (&reader);
      else if (g_utf8_validate (lines[i], -1, NULL))
        add_token (&reader, lines[i], tab + 1);
    }
  finish_doc (&reader);
  g_string_free (reader.text, TRUE);
}

static void
read_own (TrainSet *set, const char *path, const char *name, guint flags)
{
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    {
      g_printerr ("%s is missing\n", path);
      exit (EXIT_FAILURE);
    }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      TrainDoc *doc;
      JsonObject *object;
      JsonArray *entities;

      if (lines[i][0] == '\0' || !json_parser_load_from_data (parser, lines[i], -1, NULL))
        continue;
      object = json_node_get_object (json_parser_get_root (parser));
      entities = json_object_get_array_member (object, "entities");
      doc = train_doc_new (name, flags);
      doc->text = g_strdup (json_object_get_string_member (object, "text"));
      doc->fold = i % 3;
      for (guint e = 0; e < json_array_get_length (entities); e++)
        {
          JsonArray *row = json_array_get_array_element (entities, e);
          const TrainSpan span = {
            .start = g_utf8_offset_to_pointer (doc->text, json_array_get_int_element (row, 0)) - doc->text,
            .end = g_utf8_offset_to_pointer (doc->text, json_array_get_int_element (row, 1)) - doc->text,
            .type = type_from_string (json_array_get_string_element (row, 2)),
          };

          g_array_append_val (doc->spans, span);
        }
      g_ptr_array_add (set->docs, doc);
    }
}

/**
 * train_corpora_read:
 * @set: a set with its lexicon
 * @folder: where the corpora are
 *
 * Reads every corpus that a shipped model may learn from.
 */
void
train_corpora_read (TrainSet *set, const char *folder)
{
  g_autofree char *own = g_build_filename (folder, "own", "own.jsonl", NULL);
  g_autofree char *pud = g_build_filename (folder, "uner-pud", "dev-news.jsonl", NULL);

  read_own (set, own, "own", TRAIN_OWN | TRAIN_WHOLE);
  read_own (set, pud, "uner-pud", TRAIN_WHOLE | TRAIN_NO_MISC | TRAIN_DEV);
  for (guint i = 0; i < G_N_ELEMENTS (corpora); i++)
    {
      g_autofree char *path = g_build_filename (folder, corpora[i].file, NULL);

      read_tokens (set, &corpora[i], path);
    }
}
