/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes other texts of one: names of the same kind in place of its own, the same one throughout; lines in capitals and in title case. */
#include "config.h"

#include "train-private.h"

#include <string.h>

struct _TrainPool
{
  GPtrArray *names[POSTIL_N_NAME_TYPES]; /* whole names */
  GPtrArray *given;
  GPtrArray *surnames;
};

static void
add_lexicon (TrainPool *self, const PostilLexicon *lexicon)
{
  static const struct
  {
    guint8 class, type;
  } rows[] = { { POSTIL_LEXICON_ORG, POSTIL_NAME_ORG },
               { POSTIL_LEXICON_LOC, POSTIL_NAME_LOC },
               { POSTIL_LEXICON_PRODUCT, POSTIL_NAME_PRODUCT },
               { POSTIL_LEXICON_GIVEN, 0 },
               { POSTIL_LEXICON_SURNAME, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GPtrArray *to = rows[i].class == POSTIL_LEXICON_GIVEN     ? self->given
                      : rows[i].class == POSTIL_LEXICON_SURNAME ? self->surnames
                                                                : self->names[rows[i].type];

      postil_lexicon_list (lexicon, rows[i].class, to);
    }
}

TrainPool *
train_pool_new (const TrainSet *set, guint without_fold)
{
  TrainPool *self = g_new0 (TrainPool, 1);

  for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
    self->names[type] = g_ptr_array_new_with_free_func (g_free);
  self->given = g_ptr_array_new_with_free_func (g_free);
  self->surnames = g_ptr_array_new_with_free_func (g_free);
  add_lexicon (self, set->lexicon);
  for (guint i = 0; i < set->docs->len; i++)
    {
      const TrainDoc *doc = g_ptr_array_index (set->docs, i);

      for (guint s = 0; !(doc->flags & TRAIN_DEV) && doc->fold != without_fold && s < doc->spans->len; s++)
        {
          const TrainSpan *span = &g_array_index (doc->spans, TrainSpan, s);

          if (span->other == 0 && span->type < POSTIL_N_NAME_TYPES)
            g_ptr_array_add (self->names[span->type], g_strndup (doc->text + span->start, span->end - span->start));
        }
    }
  return self;
}

void
train_pool_free (TrainPool *self)
{
  for (guint type = 0; type < POSTIL_N_NAME_TYPES; type++)
    g_ptr_array_unref (self->names[type]);
  g_ptr_array_unref (self->given);
  g_ptr_array_unref (self->surnames);
  g_free (self);
}

static const char *
pick (const GPtrArray *array, guint64 *random)
{
  return array->len > 0 ? g_ptr_array_index (array, train_random (random) % array->len) : "";
}

static gboolean
is_plain_word (const char *word)
{
  return strlen (word) > 2 && g_ascii_isupper (word[0]) && g_ascii_islower (word[1]) && strpbrk (word, ".'-") == NULL;
}

/* A person's words change one by one, so that the surname alone is still the same person. */
static char *
swap_person (const TrainPool *self, const char *name, GHashTable *known, guint64 *random)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  const guint n = g_strv_length (words);

  for (guint i = 0; i < n; i++)
    {
      const char *other = g_hash_table_lookup (known, words[i]);

      if (!is_plain_word (words[i]))
        continue;
      if (other == NULL)
        {
          other = pick (n > 1 && i < n - 1 ? self->given : self->surnames, random);
          g_hash_table_insert (known, g_strdup (words[i]), g_strdup (other));
        }
      g_free (words[i]);
      words[i] = g_strdup (other);
    }
  return g_strjoinv (" ", words);
}

/* Whether a name stands alone in its document: no other mark holds one of its words. */
static gboolean
is_lone (const TrainDoc *doc, const TrainSpan *span)
{
  g_autofree char *name = g_strndup (doc->text + span->start, span->end - span->start);
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  const gsize length = span->end - span->start;

  for (guint s = 0; s < doc->spans->len; s++)
    {
      const TrainSpan *other = &g_array_index (doc->spans, TrainSpan, s);
      g_autofree char *text = g_strndup (doc->text + other->start, other->end - other->start);

      if (other->end - other->start == length && g_str_equal (text, name))
        {
          if (other->type != span->type)
            return FALSE;
          continue;
        }
      for (guint w = 0; words[w] != NULL; w++)
        if (strlen (words[w]) > 3 && strstr (text, words[w]) != NULL)
          return FALSE;
    }
  return TRUE;
}

static char *
swap_name (const TrainPool *self, const TrainDoc *doc, const TrainSpan *span, GHashTable *known, guint64 *random)
{
  g_autofree char *name = g_strndup (doc->text + span->start, span->end - span->start);
  const char *other = g_hash_table_lookup (known, name);

  if (span->type == POSTIL_NAME_PER)
    return swap_person (self, name, known, random);
  if (other != NULL)
    return g_strdup (other);
  other = name;
  if (span->type < POSTIL_NAME_MISC && span->other == 0 && train_random (random) % 3 > 0 && is_lone (doc, span))
    other = pick (self->names[span->type], random);
  g_hash_table_insert (known, g_strdup (name), g_strdup (other));
  return g_strdup (other);
}

/**
 * train_pool_swap:
 * @self: a pool
 * @doc: a text
 * @random: (inout): the state of chance
 *
 * Returns: (transfer full): the same text with other names.
 */
TrainDoc *
train_pool_swap (const TrainPool *self, const TrainDoc *doc, guint64 *random)
{
  TrainDoc *other = train_doc_new (doc->corpus, doc->flags);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GString *text = g_string_new (NULL);
  guint32 done = 0;

  for (guint s = 0; s < doc->spans->len; s++)
    {
      const TrainSpan *span = &g_array_index (doc->spans, TrainSpan, s);
      g_autofree char *name = swap_name (self, doc, span, known, random);
      TrainSpan copy = *span;

      g_string_append_len (text, doc->text + done, span->start - done);
      copy.start = text->len;
      g_string_append (text, name);
      copy.end = text->len;
      g_array_append_val (other->spans, copy);
      done = span->end;
    }
  g_string_append (text, doc->text + done);
  other->text = g_string_free (text, FALSE);
  other->fold = doc->fold;
  return other;
}

/* Upper case, or a capital on every longer word; only letters whose size in bytes stays. */
static void
raise_range (char *text, gsize begin, gsize end, gboolean all)
{
  gboolean start = TRUE;

  for (gsize i = begin; i < end; i++)
    {
      const gsize length = strspn (text + i, "abcdefghijklmnopqrstuvwxyz");

      if (all || (start && length > 3))
        text[i] = g_ascii_toupper (text[i]);
      start = text[i] == ' ';
    }
}

/**
 * train_doc_shout:
 * @doc: a text
 * @random: (inout): the state of chance
 *
 * Returns: (transfer full): the same text with its first line, or another, in capitals or in title case.
 */
TrainDoc *
train_doc_shout (const TrainDoc *doc, guint64 *random)
{
  TrainDoc *other = train_doc_new (doc->corpus, doc->flags);
  const gboolean all = train_random (random) % 2 == 0;
  gsize begin = 0, length = strlen (doc->text), end;

  other->text = g_strdup (doc->text);
  other->fold = doc->fold;
  g_array_append_vals (other->spans, doc->spans->data, doc->spans->len);
  if (train_random (random) % 3 == 0)
    {
      const char *line = strstr (doc->text + train_random (random) % (length + 1), "\n\n");

      begin = line != NULL ? line + 2 - doc->text : 0;
    }
  end = begin + strcspn (doc->text + begin, "\n");
  if (end - begin > 160 && begin == 0 && doc->flags & TRAIN_WHOLE)
    return other;
  raise_range (other->text, begin, end, all);
  return other;
}
