/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine knows about single words of a language: numbers, months, units of time and measure, currencies, directions. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-tokenizer-private.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_LANGUAGE_OTHER,
  POSTIL_LANGUAGE_EN,
  POSTIL_LANGUAGE_DE,
  POSTIL_LANGUAGE_FR,
  POSTIL_LANGUAGE_ES,
  POSTIL_LANGUAGE_ZH,
  POSTIL_N_LANGUAGES
} PostilLanguage;

typedef enum
{
  POSTIL_NUMBER_NONE,
  POSTIL_NUMBER_UNIT, /* zero to nineteen */
  POSTIL_NUMBER_TENS,
  POSTIL_NUMBER_HUNDRED,
  POSTIL_NUMBER_SCALE,       /* thousand, million */
  POSTIL_NUMBER_SCALES,      /* thousands, dozens: a scale only after a number */
  POSTIL_NUMBER_HUNDREDS,    /* doscientos: a multiple of hundred in one word */
  POSTIL_NUMBER_SHORT_SCALE, /* bn, m, k: only glued to digits or after a currency */
  POSTIL_NUMBER_ORDINAL,     /* third: also the denominator of a fraction */
  POSTIL_NUMBER_PARTS,       /* thirds, quarters: the denominator only */
} PostilNumberSense;

typedef enum
{
  POSTIL_SPAN_UNIT_NONE,
  POSTIL_SPAN_UNIT_SECOND,
  POSTIL_SPAN_UNIT_MINUTE,
  POSTIL_SPAN_UNIT_HOUR,
  POSTIL_SPAN_UNIT_DAY,
  POSTIL_SPAN_UNIT_WEEKEND,
  POSTIL_SPAN_UNIT_WEEK,
  POSTIL_SPAN_UNIT_FORTNIGHT,
  POSTIL_SPAN_UNIT_MONTH,
  POSTIL_SPAN_UNIT_QUARTER,
  POSTIL_SPAN_UNIT_HALF,
  POSTIL_SPAN_UNIT_SEASON,
  POSTIL_SPAN_UNIT_YEAR,
  POSTIL_SPAN_UNIT_DECADE,
  POSTIL_SPAN_UNIT_CENTURY,
  POSTIL_N_SPAN_UNITS
} PostilSpanUnit;

/* Classes of words; a word may be in several. */
typedef enum
{
  POSTIL_WORD_APPROX = 1 << 0,     /* about, nearly */
  POSTIL_WORD_UP = 1 << 1,         /* rose, growth */
  POSTIL_WORD_DOWN = 1 << 2,       /* fell, decline */
  POSTIL_WORD_COMPARE_UP = 1 << 3, /* more, higher: after a percentage */
  POSTIL_WORD_COMPARE_DOWN = 1 << 4,
  POSTIL_WORD_ARTICLE = 1 << 5,
  POSTIL_WORD_PREPOSITION = 1 << 6,
  POSTIL_WORD_FUNCTION = 1 << 7, /* never part of a name, never evidence of one */
  POSTIL_WORD_SAYS = 1 << 8,
  POSTIL_WORD_MODAL = 1 << 9,
  POSTIL_WORD_ABBREVIATION = 1 << 10, /* a full stop after it ends no sentence */
  POSTIL_WORD_RANKS = 1 << 11,
  POSTIL_WORD_LABEL = 1 << 12,    /* page, chapter, flight: the number after it is a name */
  POSTIL_WORD_RELATIVE = 1 << 13, /* last, next, this */
  POSTIL_WORD_TIME_ZONE = 1 << 14,
  POSTIL_WORD_CALENDAR = 1 << 15, /* capitalised but no name: Monday, March, Christmas, Q3 */
  POSTIL_WORD_GENERIC = 1 << 16,  /* capitalised by habit, no name: CEO, AI, Chairman */
  POSTIL_WORD_VERB = 1 << 17,     /* auxiliaries and verbs that end a subject */
  POSTIL_WORD_PRONOUN = 1 << 18,
  POSTIL_WORD_PLACE = 1 << 19,        /* River, Street: ends a place's name */
  POSTIL_WORD_EVENT = 1 << 20,        /* Cup, Act: ends the name of an event or a work */
  POSTIL_WORD_COMPANY_NOUN = 1 << 21, /* shares, executives: follows a company's name */
  POSTIL_WORD_COMPANY_ROLE = 1 << 22, /* startup, lender: precedes it */
  POSTIL_WORD_PLACE_ROLE = 1 << 23,
  POSTIL_WORD_PRODUCT_ROLE = 1 << 24,
  POSTIL_WORD_PARTICLE = 1 << 25, /* de, van: inside a person's name */
  POSTIL_WORD_AHEAD = 1 << 28,    /* speaks of what is to come */
  POSTIL_WORD_BEGINS = 1 << 27,   /* a figure may begin with it */
  POSTIL_WORD_HOLIDAY = 1 << 26,  /* begins the name of a holiday */
} PostilWordClass;

struct _PostilWord
{
  double number;
  guint32 classes;
  guint8 number_sense;
  guint8 month;   /* 1-12 */
  guint8 weekday; /* 1 Monday - 7 Sunday */
  guint8 span_unit;
  guint8 season;   /* 1 spring - 4 winter */
  guint8 currency; /* index into the currencies, 0 none */
  guint8 unit;     /* index into the units, 0 none */
  gint8 day_shift; /* today, yesterday: shift + 3, 0 none */
};

typedef struct
{
  char code[4];
  double factor;       /* 0.01 for cents */
  const char *words;   /* folded, separated by blanks */
  const char *symbols; /* before the amount, case kept, separated by blanks */
} PostilCurrency;

/* "Canadian" settles which dollar is meant, "Swiss" which franc. */
typedef struct
{
  const char *word;
  const char *dollar; /* (nullable) */
  const char *other;  /* (nullable): code for peso, franc, krone, rupee … */
} PostilCurrencyAdjective;

typedef enum
{
  POSTIL_UNIT_PREFIX_WORD = 1 << 0, /* kilo-metre */
  POSTIL_UNIT_PREFIX_SIGN = 1 << 1, /* k-m */
} PostilUnitFlags;

typedef struct
{
  const char *name;    /* as the analysis says it */
  const char *words;   /* folded, separated by blanks */
  const char *symbols; /* case kept, separated by blanks */
  guint8 flags;
} PostilUnit;

typedef struct
{
  const char *word;
  const char *sign;
} PostilUnitPrefix;

typedef struct _PostilVocabulary PostilVocabulary;

PostilVocabulary *postil_vocabulary_new (PostilLanguage language);
PostilLanguage postil_vocabulary_get_language (const PostilVocabulary *self);
void postil_vocabulary_free (PostilVocabulary *self);
void postil_vocabulary_annotate (const PostilVocabulary *self, PostilTokens *tokens);
const PostilWord *postil_vocabulary_lookup (const PostilVocabulary *self, const char *folded);

const PostilCurrency *postil_currency_get (guint index);
guint postil_vocabulary_cents (const PostilVocabulary *self);
guint postil_vocabulary_pence (const PostilVocabulary *self);
guint postil_vocabulary_currency_sign (const PostilVocabulary *self, const char *text, gsize length);
const PostilUnit *postil_unit_get (guint index);
guint postil_currency_find_symbol (const char *text, gsize length);
guint postil_unit_find_symbol (const char *text, gsize length);
guint postil_vocabulary_unit_sign (const PostilVocabulary *self, const char *text, gsize length, const char **prefix);
guint postil_vocabulary_unit_word (const PostilVocabulary *self, const char *folded, const char **prefix);

/* Read-only tables of postil-vocabulary-tables.c. */
typedef struct
{
  const char *words;
  guint32 classes;
  guint8 languages; /* bit per PostilLanguage; 0 all */
} PostilWordRow;

typedef struct
{
  const char *words; /* consecutive words count up from `first` by `step` */
  double first;
  double step;
  guint8 sense;
  guint8 languages;
} PostilNumberRow;

typedef enum
{
  POSTIL_CALENDAR_MONTH,
  POSTIL_CALENDAR_WEEKDAY,
  POSTIL_CALENDAR_SPAN_UNIT,
  POSTIL_CALENDAR_SEASON,
  POSTIL_CALENDAR_DAY_SHIFT,
} PostilCalendarSense;

typedef struct
{
  const char *words; /* alternatives of one value */
  guint8 sense;
  gint8 value;
  guint8 languages;
} PostilCalendarRow;

extern const PostilWordRow postil_word_rows[];
extern const PostilNumberRow postil_number_rows[];
extern const PostilCalendarRow postil_calendar_rows[];
extern const PostilCurrency postil_currencies[];
extern const PostilCurrencyAdjective postil_currency_adjectives[];
extern const PostilUnit postil_units[];
extern const PostilUnitPrefix postil_unit_prefixes[];

static inline gboolean
postil_token_in (const PostilToken *token, guint32 classes)
{
  return token->word != NULL && (token->word->classes & classes) != 0;
}

static inline guint
postil_token_span_unit (const PostilToken *token)
{
  return token->word != NULL ? token->word->span_unit : POSTIL_SPAN_UNIT_NONE;
}

static inline guint
postil_token_number_sense (const PostilToken *token)
{
  return token->word != NULL ? token->word->number_sense : POSTIL_NUMBER_NONE;
}

static inline double
postil_token_number (const PostilToken *token)
{
  return token->word != NULL ? token->word->number : 0;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilVocabulary, postil_vocabulary_free)

G_END_DECLS
