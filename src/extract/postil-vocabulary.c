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

#define N_SIGN_SLOTS 4096

/* A sign, code or abbreviation, case kept. */
typedef struct
{
  const char *text; /* not NUL-terminated; NULL an empty slot */
  guint8 length;
  guint8 currency; /* index, 0 none */
  guint16 unit;
} SignSlot;

struct _PostilVocabulary
{
  Slot *slots;
  SignSlot *signs;
  PostilLanguage language;
  guint n_words;
  guint n_signs;
  guint cents;
  guint pence;
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

/* "einundzwanzig", "dreihundert", "zweitausend": German writes them in one. */
static void
add_german_numbers (PostilVocabulary *self)
{
  static const char *const ones[] = { "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun" };
  static const char *const tens[] = { "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig" };

  for (guint u = 0; u < G_N_ELEMENTS (ones); u++)
    {
      g_autofree char *hundred = g_strconcat (ones[u], "hundert", NULL);
      g_autofree char *thousand = g_strconcat (ones[u], "tausend", NULL);
      PostilWord *entry = ensure_word (self, hundred, strlen (hundred));

      entry->number = 100.0 * (u + 1);
      entry->number_sense = POSTIL_NUMBER_HUNDREDS;
      entry = ensure_word (self, thousand, strlen (thousand));
      entry->number = 1000.0 * (u + 1);
      entry->number_sense = POSTIL_NUMBER_UNIT;
      for (guint t = 0; t < G_N_ELEMENTS (tens); t++)
        {
          g_autofree char *text = g_strconcat (ones[u], "und", tens[t], NULL);

          entry = ensure_word (self, text, strlen (text));
          entry->number = 20 + 10.0 * t + u + 1;
          entry->number_sense = POSTIL_NUMBER_UNIT;
        }
    }
}

/* "twentyone", "thirtyfirst": tens and units written in one. */
static void
add_joined_numbers (PostilVocabulary *self)
{
  static const char *const tens[] = { "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };
  static const char *const units[][2]
      = { { "one", "first" }, { "two", "second" },    { "three", "third" },  { "four", "fourth" }, { "five", "fifth" },
          { "six", "sixth" }, { "seven", "seventh" }, { "eight", "eighth" }, { "nine", "ninth" } };

  for (guint t = 0; t < G_N_ELEMENTS (tens); t++)
    for (guint u = 0; u < G_N_ELEMENTS (units) * 2; u++)
      {
        g_autofree char *text = g_strconcat (tens[t], units[u / 2][u % 2], NULL);
        PostilWord *entry = ensure_word (self, text, strlen (text));

        entry->number = 20 + 10.0 * t + u / 2 + 1;
        entry->number_sense = u % 2 ? POSTIL_NUMBER_ORDINAL : POSTIL_NUMBER_UNIT;
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

static SignSlot *
find_sign (const PostilVocabulary *self, const char *text, gsize length)
{
  guint32 hash = 2166136261u;
  guint i;

  for (gsize n = 0; n < length; n++)
    hash = (hash ^ (guchar) text[n]) * 16777619u;
  for (i = hash & (N_SIGN_SLOTS - 1); self->signs[i].text != NULL; i = (i + 1) & (N_SIGN_SLOTS - 1))
    if (self->signs[i].length == length && memcmp (self->signs[i].text, text, length) == 0)
      break;
  return &self->signs[i];
}

static SignSlot *
ensure_sign (PostilVocabulary *self, const char *text, gsize length)
{
  SignSlot *slot = find_sign (self, text, length);

  if (slot->text == NULL)
    {
      g_assert (self->n_signs++ < N_SIGN_SLOTS / 2);
      slot->text = text;
      slot->length = (guint8) length;
    }
  return slot;
}

static void
add_signs (PostilVocabulary *self)
{
  const char *sign;
  gsize length;

  for (guint i = 1; postil_currencies[i].words != NULL; i++)
    {
      const char *cursor = postil_currencies[i].symbols;

      while ((length = next_word (&cursor, &sign)) > 0)
        ensure_sign (self, sign, length)->currency = (guint8) i;
      if (postil_currencies[i].factor == 0.01 && postil_currencies[i].code[0] == '\0')
        self->cents = i;
      if (postil_currencies[i].factor == 0.01 && strcmp (postil_currencies[i].code, "GBP") == 0)
        self->pence = i;
    }
  for (guint i = 1; postil_units[i].words != NULL; i++)
    {
      const char *cursor = postil_units[i].symbols;

      while ((length = next_word (&cursor, &sign)) > 0)
        {
          SignSlot *slot = ensure_sign (self, sign, length);

          if (slot->unit == 0)
            slot->unit = (guint16) i;
        }
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

/* Marks the words with which a figure may begin. */
static void
mark_beginnings (PostilVocabulary *self)
{
  for (guint i = 0; i < N_SLOTS; i++)
    {
      PostilWord *word = &self->slots[i].word;

      if (self->slots[i].text != NULL
          && (word->number_sense != POSTIL_NUMBER_NONE || word->month > 0 || word->weekday > 0 || word->season > 0
              || word->day_shift > 0 || (word->classes & POSTIL_WORD_RELATIVE) != 0))
        word->classes |= POSTIL_WORD_BEGINS;
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

  self->language = language;
  self->slots = g_new0 (Slot, N_SLOTS);
  add_word_rows (self, language);
  add_number_rows (self, language);
  if (language == POSTIL_LANGUAGE_DE)
    add_german_numbers (self);
  add_joined_numbers (self);
  add_calendar_rows (self, language);
  add_money_and_units (self);
  mark_beginnings (self);
  self->signs = g_new0 (SignSlot, N_SIGN_SLOTS);
  add_signs (self);
  return self;
}

PostilLanguage
postil_vocabulary_get_language (const PostilVocabulary *self)
{
  return self->language;
}

void
postil_vocabulary_free (PostilVocabulary *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (self->slots[i].text);
  g_free (self->slots);
  g_free (self->signs);
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

const PostilCurrency *
postil_currency_get (guint index)
{
  return &postil_currencies[index];
}

guint
postil_vocabulary_cents (const PostilVocabulary *self)
{
  return self->cents;
}

guint
postil_vocabulary_pence (const PostilVocabulary *self)
{
  return self->pence;
}

/**
 * postil_vocabulary_currency_sign:
 * @self: a vocabulary
 * @text: a sign or code that stands before or after an amount, case kept
 * @length: its length in bytes
 *
 * Returns: the index of the currency, 0 when there is none.
 */
guint
postil_vocabulary_currency_sign (const PostilVocabulary *self, const char *text, gsize length)
{
  const SignSlot *slot = length > 0 && length < 16 ? find_sign (self, text, length) : NULL;

  return slot != NULL && slot->text != NULL ? slot->currency : 0;
}

const PostilUnit *
postil_unit_get (guint index)
{
  return &postil_units[index];
}

/**
 * postil_vocabulary_unit_sign:
 * @self: a vocabulary
 * @text: an abbreviation that stands after an amount, case kept
 * @length: its length in bytes
 * @prefix: (out) (nullable): the SI prefix before the unit's own sign
 *
 * Returns: the index of the unit, 0 when there is none.
 */
guint
postil_vocabulary_unit_sign (const PostilVocabulary *self, const char *text, gsize length, const char **prefix)
{
  const SignSlot *slot = length > 0 && length < 16 ? find_sign (self, text, length) : NULL;

  *prefix = NULL;
  if (slot == NULL)
    return 0;
  if (slot->text != NULL && slot->unit > 0)
    return slot->unit;
  for (const PostilUnitPrefix *p = postil_unit_prefixes; p->sign != NULL; p++)
    {
      const gsize n = strlen (p->sign);

      if (n == 0 || n >= length || memcmp (p->sign, text, n) != 0)
        continue;
      slot = find_sign (self, text + n, length - n);
      if (slot->text == NULL || slot->unit == 0 || (postil_units[slot->unit].flags & POSTIL_UNIT_PREFIX_SIGN) == 0)
        continue;
      *prefix = p->word;
      return slot->unit;
    }
  return 0;
}

/**
 * postil_vocabulary_unit_word:
 * @self: a vocabulary
 * @folded: a case-folded word, NUL-terminated
 * @prefix: (out) (nullable): the SI prefix it begins with
 *
 * Returns: the index of the unit it names, 0 when there is none.
 */
guint
postil_vocabulary_unit_word (const PostilVocabulary *self, const char *folded, const char **prefix)
{
  const PostilWord *word = postil_vocabulary_lookup (self, folded);

  *prefix = NULL;
  if (word != NULL && word->unit > 0)
    return word->unit;
  for (const PostilUnitPrefix *p = postil_unit_prefixes; p->word != NULL; p++)
    {
      const gsize n = strlen (p->word);

      if (strncmp (p->word, folded, n) != 0)
        continue;
      word = postil_vocabulary_lookup (self, folded + n);
      if (word == NULL || word->unit == 0 || (postil_units[word->unit].flags & POSTIL_UNIT_PREFIX_WORD) == 0)
        continue;
      *prefix = p->sign[0] != '\0' ? p->word : "mega";
      return word->unit;
    }
  return 0;
}

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

/**
 * postil_currency_find_symbol:
 * @text: a sign or code that stands before an amount, case kept
 * @length: its length in bytes
 *
 * Returns: the index of the currency, 0 when there is none; for callers that have no vocabulary at hand.
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

/**
 * postil_unit_find_symbol:
 * @text: an abbreviation that stands after an amount, case kept
 * @length: its length in bytes
 *
 * Returns: the index of the unit, 0 when there is none; for callers that have no vocabulary at hand.
 */
guint
postil_unit_find_symbol (const char *text, gsize length)
{
  if (length == 0 || length > 8)
    return 0;
  for (guint i = 1; postil_units[i].words != NULL; i++)
    {
      if (list_holds (postil_units[i].symbols, text, length))
        return i;
      if ((postil_units[i].flags & POSTIL_UNIT_PREFIX_SIGN) != 0 && length > 1 && strchr ("kMGTPmn", text[0]) != NULL
          && list_holds (postil_units[i].symbols, text + 1, length - 1))
        return i;
    }
  return 0;
}
