/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as German, French and Spanish count them from the day of publication: "im vergangenen Jahr", "l'an dernier", "hace dos años",
 * "Anfang 2025", "au premier trimestre 2024". The words of each language stand in one row. */
#include "config.h"

#include "postil-dates-private.h"

#include <string.h>

typedef struct
{
  const char *before[3];   /* words before a unit: last, this, next */
  const char *after[3];    /* words after it */
  const char *ago;         /* first word of "two years ago" */
  const char *modifier[3]; /* start, mid, end */
  const char *half;        /* of a year */
  const char *of;          /* may stand between the parts */
} Grammar;

static const Grammar grammars[POSTIL_N_LANGUAGES] = {
  [POSTIL_LANGUAGE_DE] = { { "letztes letzten letzter letzte letztem vergangenes vergangenen vergangener vergangene vergangenem "
                             "voriges vorigen vorige vorjahr",
                             "dieses diesem diesen diese dieser laufenden laufendes",
                             "nächstes nächsten nächste nächster nächstem kommenden kommendes kommende" },
                           { "", "", "" },
                           "vor",
                           { "anfang", "mitte", "ende" },
                           "halbjahr halbjahres",
                           "des der im" },
  [POSTIL_LANGUAGE_FR] = { { "", "ce cet cette", "" },
                           { "dernier dernière passé passée précédent précédente", "", "prochain prochaine" },
                           "y",
                           { "début", "mi", "fin" },
                           "semestre",
                           "de du de l'" },
  [POSTIL_LANGUAGE_ES] = { { "pasado pasada último última", "este esta presente", "próximo próxima" },
                           { "pasado pasada anterior", "actual", "próximo próxima" },
                           "hace",
                           { "principios inicios comienzos", "mediados", "finales fines" },
                           "semestre",
                           "de del" },
};

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* Whether the token reads one of the words, letters beyond ASCII folded, too. */
static gboolean
reads (const PostilFigureJob *job, guint index, const char *words)
{
  const PostilToken *token = at (job, index);
  char folded[32];
  gsize length;

  if (token->kind != POSTIL_TOKEN_WORD || token->byte_end - token->byte >= sizeof folded || words == NULL || words[0] == '\0')
    return FALSE;
  length = postil_token_fold (job->tokens->text + token->byte, token->byte_end - token->byte, folded, sizeof folded - 1);
  for (const char *p = words; *p != '\0'; p += strcspn (p, " "), p += *p == ' ')
    if (strcspn (p, " ") == length && memcmp (p, folded, length) == 0)
      return TRUE;
  return FALSE;
}

static PostilDateWidth
width_at (const PostilFigureJob *job, guint index)
{
  const PostilDateWidth width = postil_dates_width_of_unit (postil_token_span_unit (at (job, index)));

  return width == POSTIL_DATE_DAY ? POSTIL_DATE_NONE : width;
}

/* "letztes Jahr", "cette année", "l'an dernier", "el año pasado". */
static gboolean
scan_directed (const PostilFigureJob *job, const Grammar *grammar, guint begin, PostilDatePhrase *phrase)
{
  for (int direction = -1; direction <= 1; direction++)
    {
      const char *before = grammar->before[direction + 1], *after = grammar->after[direction + 1];

      if (reads (job, begin, before) && width_at (job, begin + 1) != POSTIL_DATE_NONE)
        {
          phrase->end = begin + 2;
          phrase->date = postil_dates_shifted (job, width_at (job, begin + 1), direction);
          return TRUE;
        }
      if (width_at (job, begin) != POSTIL_DATE_NONE && reads (job, begin + 1, after))
        {
          phrase->end = begin + 2;
          phrase->date = postil_dates_shifted (job, width_at (job, begin), direction);
          return TRUE;
        }
    }
  if (job->language != POSTIL_LANGUAGE_DE || !reads (job, begin, "vorjahr vorjahres vormonat"))
    return FALSE;
  phrase->end = begin + 1;
  phrase->date = postil_dates_shifted (job, reads (job, begin, "vormonat") ? POSTIL_DATE_MONTH : POSTIL_DATE_YEAR, -1);
  return TRUE;
}

/* "vor zwei Jahren", "il y a deux ans", "hace tres meses". */
static gboolean
scan_ago (const PostilFigureJob *job, const Grammar *grammar, guint begin, PostilDatePhrase *phrase)
{
  PostilNumber number;
  PostilDate day;
  guint i = begin + 1, unit;

  if (job->language == POSTIL_LANGUAGE_FR)
    {
      if (!reads (job, begin, "il") || !reads (job, i, "y") || !reads (job, i + 1, "a"))
        return FALSE;
      i += 2;
    }
  else if (!reads (job, begin, grammar->ago))
    return FALSE;
  if (!postil_number_scan (job, i, &number) && !reads (job, i, "einem einer einen un une una"))
    return FALSE;
  if (number.end <= i || reads (job, i, "einem einer einen un une una"))
    number = (PostilNumber){ .end = i + 1, .value = 1 };
  unit = postil_token_span_unit (at (job, number.end));
  if (unit < POSTIL_SPAN_UNIT_DAY || number.value < 1 || number.value > 1000)
    return FALSE;
  phrase->end = number.end + 1;
  if (unit >= POSTIL_SPAN_UNIT_MONTH)
    phrase->date = postil_dates_shifted (job, postil_dates_width_of_unit (unit), -(int) number.value);
  else
    {
      day = postil_date_from_day (job->day, POSTIL_DATE_DAY);
      phrase->date = postil_offsets_add (&day, unit, -number.value);
    }
  return phrase->date.width != POSTIL_DATE_NONE;
}

/* "ersten Quartal 2024", "premier semestre de 2024", "primer trimestre". */
static gboolean
scan_part_of_year (const PostilFigureJob *job, const Grammar *grammar, guint begin, PostilDatePhrase *phrase)
{
  double value;
  guint i, year_index;
  int year;
  gboolean half;

  if (at (job, begin)->kind == POSTIL_TOKEN_NUMBER && postil_token_is_mark (at (job, (gint64) begin + 1), '.')
      && job->language == POSTIL_LANGUAGE_DE && at (job, begin)->end - at (job, begin)->start == 1)
    {
      value = at (job, begin)->c - '0';
      i = begin + 2;
    }
  else if (!postil_number_scan_ordinal (job, begin, &i, &value))
    return FALSE;
  half = reads (job, i, grammar->half);
  if ((!half && postil_token_span_unit (at (job, i)) != POSTIL_SPAN_UNIT_QUARTER) || value < 1 || value > (half ? 2 : 4))
    return FALSE;
  year_index = i + 1 + (reads (job, i + 1, grammar->of) ? 1 : 0);
  phrase->end = i + 1;
  phrase->date = postil_date_nearest_quarter (job->day, (int) value, FALSE);
  if (half)
    phrase->date.year = job->day.year;
  phrase->date.width = half ? POSTIL_DATE_HALF : POSTIL_DATE_QUARTER;
  if (postil_dates_scan_year (job, year_index, &year))
    {
      phrase->end = year_index + 1;
      phrase->date.year = year;
      phrase->date.known = TRUE;
    }
  else if (reads (job, year_index, grammar->before[0]) && width_at (job, year_index + 1) == POSTIL_DATE_YEAR)
    {
      phrase->end = year_index + 2;
      phrase->date.year = job->day.year - 1;
    }
  return TRUE;
}

/* "Anfang 2025", "début mars", "mi-2025", "a finales de marzo". */
static gboolean
scan_modified (const PostilFigureJob *job, const Grammar *grammar, guint begin, PostilDatePhrase *phrase)
{
  static const char *const mods[] = { "start", "mid", "end" };
  PostilDatePhrase inner;
  guint i = begin + 1;

  for (guint m = 0; m < G_N_ELEMENTS (mods); m++)
    {
      if (!reads (job, begin, grammar->modifier[m]))
        continue;
      i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
      i += reads (job, i, grammar->of) ? 1 : 0;
      if (!postil_dates_scan_absolute (job, i, &inner) && !scan_directed (job, grammar, i, &inner))
        return FALSE;
      if (inner.date.width < POSTIL_DATE_MONTH)
        return FALSE;
      phrase->end = inner.end;
      phrase->date = inner.date;
      phrase->mod = mods[m];
      return TRUE;
    }
  return FALSE;
}

/**
 * postil_foreign_dates_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading
 *
 * Reads a date that counts from the day of publication in a text that is not English.
 *
 * Returns: whether there is one.
 */
gboolean
postil_foreign_dates_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const Grammar *grammar = &grammars[job->language];

  *phrase = (PostilDatePhrase){ .begin = begin };
  if (grammar->ago == NULL)
    return FALSE;
  return scan_directed (job, grammar, begin, phrase) || scan_ago (job, grammar, begin, phrase)
         || scan_part_of_year (job, grammar, begin, phrase) || scan_modified (job, grammar, begin, phrase);
}
