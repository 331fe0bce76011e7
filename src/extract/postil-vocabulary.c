/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the word table of one language from the rows of postil-vocabulary-tables.c and tells every token what its word means. */
#include "config.h"

#include "postil-vocabulary-private.h"

#include <string.h>

#define N_SLOTS 8192 /* a power of two, several times the number of words */

typedef struct
{
  guint32 hash;
  char *text; /* folded; NULL an empty slot */
  PostilWord word;
} Slot;

struct _PostilVocabulary
{
  Slot *slots;
  guint n_words;
};

static Slot *
find_slot (const PostilVocabulary *self, guint32 hash, const char *folded, gsize length)
{
  guint i = hash & (N_SLOTS - 1);

  while (self->slots[i].text != NULL)
    {
      if (self->slots[i].hash == hash && strlen (self->slots[i].text) == length
          && memcmp (self->slots[i].text, folded, length) == 0)
        break;
      i = (i + 1) & (N_SLOTS - 1);
    }
  return &self->slots[i];
}

static PostilWord *
ensure_word (PostilVocabulary *self, const char *folded, gsize length)
{
  guint32 hash = postil_token_hash_folded (folded, length);
  Slot *slot = find_slot (self, hash, folded, length);

  if (slot->text == NULL)
    {
      g_assert (self->n_words < N_SLOTS / 2);
      slot->text = g_strndup (folded, length);
      slot->hash = hash;
      self->n_words++;
    }
  return &slot->word;
}

/* The next blank-separated word at *cursor; 0 at the end. */
static gsize
next_word (const char **cursor, const char **word)
{
  const char *p = *cursor;
  gsize length;

  while (*p == ' ')
    p++;
  length = strcspn (p, " ");
  *word = p;
  *cursor = p + length;
  return length;
}

static gboolean
speaks (guint8 languages, PostilLanguage language)
{
  return languages == 0 || (languages & (1u << language)) != 0;
}

static void
add_word_rows (PostilVocabulary *self, PostilLanguage language)
{
  const char *word;
  gsize length;

  for (const PostilWordRow *row = postil_word_rows; row->words != NULL; row++)
    {
      const char *cursor = row->words;

      if (!speaks (row->languages, language))
        continue;
      while ((length = next_word (&cursor, &word)) > 0)
        ensure_word (self, word, length)->classes |= row->classes;
    }
}

static void
add_number_rows (PostilVocabulary *self, PostilLanguage language)
{
  const char *word;
  gsize length;

  for (const PostilNumberRow *row = postil_number_rows; row->words != NULL; row++)
    {
      const char *cursor = row->words;
      double value = row->first;

      if (!speaks (row->languages, language))
        continue;
      while ((length = next_word (&cursor, &word)) > 0)
        {
          PostilWord *entry = ensure_word (self, word, length);

          entry->number = value;
          entry->number_sense = row->sense;
          value += row->step;
        }
    }
}

static void
set_calendar (PostilWord *word, const PostilCalendarRow *row)
{
  switch ((PostilCalendarSense) row->sense)
    {
    case POSTIL_CALENDAR_MONTH:
      word->month = row->value;
      break;
    case POSTIL_CALENDAR_WEEKDAY:
      word->weekday = row->value;
      break;
    case POSTIL_CALENDAR_SPAN_UNIT:
      word->span_unit = row->value;
      break;
    case POSTIL_CALENDAR_SEASON:
      word->season = row->value;
      break;
    case POSTIL_CALENDAR_DAY_SHIFT:
      word->day_shift = row->value;
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
add_calendar_rows (PostilVocabulary *self, PostilLanguage language)
{
  const char *word;
  gsize length;

  for (const PostilCalendarRow *row = postil_calendar_rows; row->words != NULL; row++)
    {
      const char *cursor = row->words;

      if (!speaks (row->languages, language))
        continue;
      while ((length = next_word (&cursor, &word)) > 0)
        set_calendar (ensure_word (self, word, length), row);
    }
}

static void
add_money_and_units (PostilVocabulary *self)
{
  const char *word;
  gsize length;

  for (guint i = 1; postil_currencies[i].words != NULL; i++)
    {
      const char *cursor = postil_currencies[i].words;

      while ((length = next_word (&cursor, &word)) > 0)
        ensure_word (self, word, length)->currency = i;
    }
  for (guint i = 1; postil_units[i].words != NULL; i++)
    {
      const char *cursor = postil_units[i].words;

      while ((length = next_word (&cursor, &word)) > 0)
        ensure_word (self, word, length)->unit = i;
    }
}

/**
 * postil_vocabulary_new:
 * @language: whose words win where languages differ ("billion")
 *
 * Returns: (transfer full): the table; immutable, usable from any thread.
 */
PostilVocabulary *
postil_vocabulary_new (PostilLanguage language)
{
  PostilVocabulary *self = g_new0 (PostilVocabulary, 1);

  self->slots = g_new0 (Slot, N_SLOTS);
  add_word_rows (self, language);
  add_number_rows (self, language);
  add_calendar_rows (self, language);
  add_money_and_units (self);
  return self;
}

void
postil_vocabulary_free (PostilVocabulary *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (self->slots[i].text);
  g_free (self->slots);
  g_free (self);
}

/**
 * postil_vocabulary_lookup:
 * @self: a vocabulary
 * @folded: a case-folded word, NUL-terminated
 *
 * Returns: (nullable): what the word means; owned by @self.
 */
const PostilWord *
postil_vocabulary_lookup (const PostilVocabulary *self, const char *folded)
{
  gsize length = strlen (folded);
  const Slot *slot = find_slot (self, postil_token_hash_folded (folded, length), folded, length);

  return slot->text != NULL ? &slot->word : NULL;
}

/**
 * postil_vocabulary_annotate:
 * @self: a vocabulary; must outlive @tokens
 * @tokens: tokens
 *
 * Sets the word of every token that the vocabulary knows.
 */
void
postil_vocabulary_annotate (const PostilVocabulary *self, PostilTokens *tokens)
{
  char folded[64];

  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      PostilToken *token = &tokens->tokens[i];
      const Slot *slot = &self->slots[token->hash & (N_SLOTS - 1)];
      gsize length;

      token->word = NULL;
      if (token->kind != POSTIL_TOKEN_WORD || slot->text == NULL || token->byte_end - token->byte > sizeof folded)
        continue;
      length = postil_token_fold (tokens->text + token->byte, token->byte_end - token->byte, folded, sizeof folded);
      slot = find_slot (self, token->hash, folded, length);
      if (slot->text != NULL)
        token->word = &slot->word;
    }
}

/* Whether `list` (blank-separated) holds exactly this text. */
static gboolean
list_holds (const char *list, const char *text, gsize length)
{
  const char *word;
  gsize n;

  while ((n = next_word (&list, &word)) > 0)
    if (n == length && memcmp (word, text, n) == 0)
      return TRUE;
  return FALSE;
}

const PostilCurrency *
postil_currency_get (guint index)
{
  return &postil_currencies[index];
}

static guint
find_currency (const char *code, double factor)
{
  for (guint i = 1; postil_currencies[i].words != NULL; i++)
    if (postil_currencies[i].factor == factor && strcmp (postil_currencies[i].code, code) == 0)
      return i;
  return 0;
}

guint
postil_vocabulary_cents (void)
{
  return find_currency ("", 0.01);
}

guint
postil_vocabulary_pence (void)
{
  return find_currency ("GBP", 0.01);
}

/**
 * postil_currency_find_symbol:
 * @text: a sign or code that stands before an amount, case kept
 * @length: its length in bytes
 *
 * Returns: the index of the currency, 0 when there is none.
 */
guint
postil_currency_find_symbol (const char *text, gsize length)
{
  if (length == 0 || length > 6)
    return 0;
  for (guint i = 1; postil_currencies[i].words != NULL; i++)
    if (list_holds (postil_currencies[i].symbols, text, length))
      return i;
  return 0;
}

const PostilUnit *
postil_unit_get (guint index)
{
  return &postil_units[index];
}

/**
 * postil_unit_find_symbol:
 * @text: an abbreviation that stands after an amount, case kept
 * @length: its length in bytes
 *
 * Returns: the index of the unit, 0 when there is none.
 */
guint
postil_unit_find_symbol (const char *text, gsize length)
{
  if (length == 0 || length > 8)
    return 0;
  for (guint i = 1; postil_units[i].words != NULL; i++)
    if (list_holds (postil_units[i].symbols, text, length))
      return i;
  return 0;
}
