/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates that name a point of the calendar: days, months, quarters, halves, years, decades. */
#include "config.h"

#include "postil-dates-private.h"

#include <stdlib.h>
#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static int
integer_of (const PostilFigureJob *job, guint index, guint min_digits, guint max_digits)
{
  const PostilToken *token = at (job, index);
  const char *text = job->tokens->text + token->byte;
  const guint length = token->end - token->start;
  int value = 0;

  if (token->kind != POSTIL_TOKEN_NUMBER || length < min_digits || length > max_digits)
    return -1;
  for (guint i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

/**
 * postil_dates_scan_year:
 * @job: the job
 * @index: a token
 * @year: (out): the year
 *
 * Returns: whether the token may be a year by its form.
 */
gboolean
postil_dates_scan_year (const PostilFigureJob *job, guint index, int *year)
{
  const PostilToken *next = at (job, (gint64) index + 1);

  *year = integer_of (job, index, 4, 4);
  if (*year < 1500 || *year > 2199 || (job->masked != NULL && index < job->sentence->end && job->masked[index]))
    return FALSE;
  return next->kind == POSTIL_TOKEN_MARK || !postil_token_is_glued (next);
}

/* Whether the clause speaks of what is to come. */
gboolean
postil_dates_look_ahead (const PostilFigureJob *job, guint begin)
{
  static const char *const words[] = { "will",   "would", "plans",  "plan", "planned",   "due",  "expects", "expected",
                                       "expect", "may",   "should", "next", "scheduled", "aims", "hopes" };
  const guint from = begin > job->sentence->begin + 12 ? begin - 12 : job->sentence->begin;

  if (postil_figures_is (job, (gint64) begin - 1, "since") || postil_figures_is (job, (gint64) begin - 1, "last"))
    return FALSE;
  if (postil_figures_is (job, (gint64) begin - 1, "until") || postil_figures_is (job, (gint64) begin - 1, "by"))
    return TRUE;
  for (guint i = from; i < begin; i++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      if (postil_figures_is (job, i, words[w]))
        return TRUE;
  return FALSE;
}

/* The last date of a known year that the text named: what "a year earlier" counts from. */
PostilDate
postil_dates_anchor (const PostilFigureJob *job)
{
  PostilDate date = postil_date_from_day (job->day, POSTIL_DATE_YEAR);

  for (guint i = job->found->len; i > 0 && i + 12 > job->found->len; i--)
    {
      const PostilFigure *figure = &g_array_index (job->found, PostilFound, i - 1).figure;
      const char *iso = figure->iso;

      if (figure->kind != POSTIL_FIGURE_DATE || iso == NULL || strlen (iso) < 7 || !g_ascii_isdigit (iso[3]))
        continue;
      date.year = atoi (iso);
      if (iso[5] == 'Q' || iso[5] == 'H')
        {
          date.width = iso[5] == 'Q' ? POSTIL_DATE_QUARTER : POSTIL_DATE_HALF;
          date.part = iso[6] - '0';
          date.known = TRUE;
          return date;
        }
      break;
    }
  return postil_date_from_day (job->day, POSTIL_DATE_YEAR);
}

/* The year after a month or a quarter: "2025", ", 2025", "of 2025", "of last year". */
static guint
scan_year_after (const PostilFigureJob *job, guint index, gboolean of, int *year)
{
  guint i = index;
  PostilDate today = postil_date_from_day (job->day, POSTIL_DATE_YEAR);

  if (of && postil_figures_is (job, i, "of"))
    i++;
  else if (postil_token_is_mark (at (job, i), ','))
    i++;
  if (postil_figures_is (job, i, "fiscal"))
    i++;
  if (postil_figures_is (job, i, "year"))
    i++;
  if (postil_dates_scan_year (job, i, year))
    return i + 1;
  if (of && today.known && postil_figures_is (job, (gint64) i + 1, "year"))
    {
      *year = today.year;
      if (postil_figures_is (job, i, "last"))
        *year -= 1;
      else if (postil_figures_is (job, i, "next"))
        *year += 1;
      else if (!postil_figures_is (job, i, "this") && !postil_figures_is (job, i, "the"))
        return 0;
      return i + 2;
    }
  return 0;
}

/* Whether a word that may be a month is one here: "may", "march" and "mar" are words, too. */
static gboolean
is_month (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index), *before = at (job, (gint64) index - 1), *after = at (job, (gint64) index + 1);
  gboolean ordinary;

  if (token->word == NULL || token->word->month == 0)
    return FALSE;
  if (job->language == POSTIL_LANGUAGE_FR || job->language == POSTIL_LANGUAGE_ES)
    return TRUE;
  if (!postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    return FALSE;
  ordinary = token->word->month == 5 || postil_token_is (job->tokens, index, "march")
             || postil_token_is (job->tokens, index, "dec") || postil_token_is (job->tokens, index, "jan")
             || postil_token_is (job->tokens, index, "mar") || postil_token_is (job->tokens, index, "april")
             || postil_token_is (job->tokens, index, "june") || postil_token_is (job->tokens, index, "august");
  if (!ordinary || job->language == POSTIL_LANGUAGE_DE)
    return TRUE;
  if (after->kind == POSTIL_TOKEN_NUMBER || before->kind == POSTIL_TOKEN_NUMBER
      || postil_token_in (before, POSTIL_WORD_PREPOSITION | POSTIL_WORD_RELATIVE)
      || postil_figures_is (job, (gint64) index - 1, "early") || postil_figures_is (job, (gint64) index - 1, "late")
      || postil_figures_is (job, (gint64) index - 1, "and") || postil_figures_is (job, (gint64) index - 1, "mid"))
    return TRUE;
  if (postil_token_has (token, POSTIL_TOKEN_SENTENCE_START))
    return token->word->month != 5 && token->word->month != 3 && after->kind == POSTIL_TOKEN_WORD
           && postil_token_in (after, POSTIL_WORD_VERB);
  return token->word->month != 3 || before->kind != POSTIL_TOKEN_WORD || !postil_token_has (before, POSTIL_TOKEN_CAPITAL);
}

/* A day of the month: "14", "14th", "1er". */
static guint
scan_day_number (const PostilFigureJob *job, guint index, int *day)
{
  double value;
  guint end;

  *day = integer_of (job, index, 1, 2);
  if (*day < 0)
    return 0;
  if (postil_number_scan_ordinal (job, index, &end, &value))
    return *day >= 1 && *day <= 31 ? end : 0;
  if (postil_token_is_mark (at (job, (gint64) index + 1), '.') && job->language == POSTIL_LANGUAGE_DE)
    return *day >= 1 && *day <= 31 ? index + 2 : 0;
  return *day >= 1 && *day <= 31 ? index + 1 : 0;
}

static gboolean
finish_month (const PostilFigureJob *job, PostilDatePhrase *phrase, int month, int day)
{
  const guint comma = day > 0 || job->language == POSTIL_LANGUAGE_ES ? 1 : 0;
  int year;
  guint end = scan_year_after (job, phrase->end, FALSE, &year);

  if (end == 0 && (job->language == POSTIL_LANGUAGE_ES || postil_figures_is (job, phrase->end, "of")))
    end = scan_year_after (job, phrase->end + 1, FALSE, &year);
  if (end == phrase->end + 2 && comma == 0 && postil_token_is_mark (at (job, phrase->end), ','))
    end = 0;
  if (end > 0)
    {
      phrase->end = end;
      phrase->date = (PostilDate){ day > 0 ? POSTIL_DATE_DAY : POSTIL_DATE_MONTH, TRUE, year, month, day };
    }
  else if (day > 0)
    phrase->date = postil_date_nearest_day (job->day, month, day);
  else
    phrase->date = postil_date_nearest_month (job->day, month, postil_dates_look_ahead (job, phrase->begin));
  return TRUE;
}

/* "14 February 2025", "the 14th of February", "February 14, 2025", "February 2025", "February". */
static gboolean
scan_month (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  int day = 0;
  guint i = scan_day_number (job, begin, &day), end;

  if (i > 0)
    {
      i += postil_figures_is (job, i, "of") || postil_figures_is (job, i, "de") ? 1 : 0;
      if (!is_month (job, i))
        return FALSE;
      phrase->end = i + 1;
      phrase->end += postil_token_is_mark (at (job, phrase->end), '.') && at (job, i)->end - at (job, i)->start <= 4
                             && at (job, (gint64) phrase->end + 1)->kind == POSTIL_TOKEN_NUMBER
                         ? 1
                         : 0;
      return finish_month (job, phrase, at (job, i)->word->month, day);
    }
  if (!is_month (job, begin))
    return FALSE;
  phrase->end = begin + 1;
  if (postil_token_is_mark (at (job, phrase->end), '.') && at (job, begin)->end - at (job, begin)->start <= 4
      && at (job, (gint64) phrase->end + 1)->kind == POSTIL_TOKEN_NUMBER)
    phrase->end++;
  end = scan_day_number (job, phrase->end, &day);
  if (end > 0 && !postil_token_is_mark (at (job, end), '%') && postil_token_number_sense (at (job, end)) != POSTIL_NUMBER_SCALE)
    phrase->end = end;
  else
    day = 0;
  return finish_month (job, phrase, at (job, begin)->word->month, day);
}

static gboolean
make_day (PostilDatePhrase *phrase, int year, int month, int day)
{
  if (month < 1 || month > 12 || day < 1 || day > postil_date_days_in_month (year, month))
    return FALSE;
  phrase->date = (PostilDate){ POSTIL_DATE_DAY, TRUE, year, month, day };
  return TRUE;
}

/* "2025-02-14", "14/02/2025", "14.02.2025". */
static gboolean
scan_numeric (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin), *mark = at (job, (gint64) begin + 1);
  const gunichar c = mark->kind == POSTIL_TOKEN_MARK && postil_token_is_glued (mark) ? mark->c : 0;
  const char *text = job->tokens->text + token->byte;
  int a, b, y;

  if (token->kind != POSTIL_TOKEN_NUMBER)
    return FALSE;
  phrase->end = begin + 1;
  if (token->byte_end - token->byte == 10 && text[2] == '.' && text[5] == '.')
    return make_day (phrase, atoi (text + 6), atoi (text + 3), atoi (text));
  phrase->end = begin + 5;
  if ((c != '-' && c != '/') || !postil_token_is_mark (at (job, (gint64) begin + 3), c)
      || !postil_token_is_glued (at (job, (gint64) begin + 4)))
    return FALSE;
  a = integer_of (job, begin, 1, 4);
  b = integer_of (job, begin + 2, 1, 2);
  y = integer_of (job, begin + 4, 1, 4);
  if (a > 1000 && b > 0 && y > 0)
    return make_day (phrase, a, b, y);
  if (c != '/' || y < 1000 || a < 1 || b < 1)
    return FALSE;
  return a > 12 ? make_day (phrase, y, b, a) : make_day (phrase, y, a, b);
}

/* "Q3 2024", "Q3 of fiscal 2024", "H1", "FY2025", "3Q24". */
static gboolean
scan_short_form (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);
  const char *text = job->tokens->text + token->byte;
  const guint length = token->byte_end - token->byte;
  int year;

  if (token->kind != POSTIL_TOKEN_WORD || !postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    return FALSE;
  if (length == 2
      && ((text[0] == 'Q' && text[1] >= '1' && text[1] <= '4') || (text[0] == 'H' && (text[1] == '1' || text[1] == '2'))))
    {
      const PostilDateWidth width = text[0] == 'Q' ? POSTIL_DATE_QUARTER : POSTIL_DATE_HALF;
      const guint end = scan_year_after (job, begin + 1, TRUE, &year);

      phrase->end = end > 0 ? end : begin + 1;
      phrase->date = postil_date_nearest_quarter (job->day, text[1] - '0', postil_dates_look_ahead (job, begin));
      if (width == POSTIL_DATE_HALF)
        phrase->date.year = job->day.year;
      if (end > 0)
        phrase->date = (PostilDate){ width, TRUE, year, text[1] - '0', 0 };
      phrase->date.width = width;
      return TRUE;
    }
  if (text[0] != 'F' || text[1] != 'Y' || length < 2)
    return FALSE;
  phrase->end = begin + 1;
  year = length == 4 || length == 6 ? atoi (text + 2) : 0;
  if (length == 2)
    {
      if (!postil_dates_scan_year (job, begin + 1, &year))
        return FALSE;
      phrase->end = begin + 2;
    }
  phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, year < 100 ? 2000 + year : year, 0, 0 };
  return year > 0;
}

/* "the third quarter of 2024", "second half", "the June quarter", "first-quarter". */
static gboolean
scan_quarter (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *unit;
  const gboolean future = postil_dates_look_ahead (job, begin);
  guint i = begin, end;
  int part, year;
  double value;

  if (at (job, i)->word != NULL && at (job, i)->word->month > 0 && postil_token_has (at (job, i), POSTIL_TOKEN_CAPITAL)
      && postil_figures_is (job, (gint64) i + 1, "quarter"))
    {
      part = (at (job, i)->word->month + 2) / 3;
      i++;
    }
  else if (postil_number_scan_ordinal (job, i, &i, &value) && value <= 4)
    part = (int) value;
  else
    return FALSE;
  i += postil_figures_is (job, i, "fiscal") ? 1 : 0;
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  unit = at (job, i);
  if (postil_token_span_unit (unit) != POSTIL_SPAN_UNIT_QUARTER && !(postil_figures_is (job, i, "half") && part <= 2))
    return FALSE;
  if (postil_figures_is (job, i, "quarters"))
    return FALSE;
  phrase->end = i + 1;
  if (postil_figures_is (job, i, "half") && !postil_figures_is (job, i + 1, "of")
      && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_WORD
      && !postil_token_in (at (job, (gint64) i + 1), POSTIL_WORD_FUNCTION | POSTIL_WORD_VERB)
      && !postil_token_is_mark (at (job, (gint64) i - 1), '-'))
    return FALSE;
  phrase->date = postil_date_nearest_quarter (job->day, part, future);
  if (postil_figures_is (job, i, "half"))
    {
      phrase->date.width = POSTIL_DATE_HALF;
      phrase->date.year = job->day.year - (!future && part == 2 && job->day.month <= 6 ? 1 : 0);
    }
  end = scan_year_after (job, i + 1, TRUE, &year);
  if (end > 0 && !postil_token_is_mark (at (job, (gint64) i + 1), ','))
    {
      phrase->end = end;
      phrase->date.year = year;
      phrase->date.known = TRUE;
    }
  return TRUE;
}

/* A bare year needs a reason: words that go with dates, or its own round form without a unit after it. */
static gboolean
is_year_here (const PostilFigureJob *job, guint index, int year)
{
  static const char *const units[]
      = { "people", "employees", "workers", "jobs", "miles", "copies", "points", "votes", "homes", "cars" };
  const PostilToken *before = at (job, (gint64) index - 1), *after = at (job, (gint64) index + 1);

  if (year < 1700 || year > 2150)
    return FALSE;
  if (after->kind == POSTIL_TOKEN_MARK && (after->c == '%' || after->c == 0xb0))
    return FALSE;
  if (postil_unit_find_symbol (job->tokens->text + after->byte, after->byte_end - after->byte) > 0
      || (after->word != NULL && after->word->currency > 0))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (postil_figures_is (job, (gint64) index + 1, units[i]))
      return FALSE;
  if (postil_token_is_mark (before, '-') && postil_token_is_glued (before)
      && at (job, (gint64) index - 2)->kind == POSTIL_TOKEN_NUMBER)
    return FALSE;
  if (postil_token_in (before, POSTIL_WORD_APPROX) && !postil_figures_is (job, (gint64) index - 1, "around"))
    return FALSE;
  return year >= 1900 || postil_token_in (before, POSTIL_WORD_PREPOSITION);
}

/* "1990s", "the 2010s", "2025", "fiscal 2026", "fiscal year 2026". */
static gboolean
scan_year_phrase (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  guint i = begin;
  int year;

  if (postil_figures_is (job, i, "fiscal")
      || (postil_figures_is (job, i, "financial") && postil_figures_is (job, (gint64) i + 1, "year")))
    {
      i++;
      i += postil_figures_is (job, i, "year") ? 1 : 0;
      phrase->end = i + 1;
      phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, 0, 0, 0 };
      return postil_dates_scan_year (job, i, &phrase->date.year);
    }
  year = integer_of (job, i, 4, 4);
  if (year >= 1500 && year < 2200 && year % 10 == 0 && postil_figures_is (job, (gint64) i + 1, "s")
      && postil_token_is_glued (at (job, (gint64) i + 1)))
    {
      phrase->end = i + 2;
      phrase->date = (PostilDate){ POSTIL_DATE_DECADE, TRUE, year, 0, 0 };
      return TRUE;
    }
  if (!postil_dates_scan_year (job, i, &year) || !is_year_here (job, i, year))
    return FALSE;
  phrase->end = i + 1;
  phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, year, 0, 0 };
  return TRUE;
}

/**
 * postil_dates_scan_absolute:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading
 *
 * Reads a date that names its place in the calendar, without leading article or modifier.
 *
 * Returns: whether there is one.
 */
gboolean
postil_dates_scan_absolute (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  *phrase = (PostilDatePhrase){ .begin = begin };
  return scan_quarter (job, begin, phrase) || scan_month (job, begin, phrase) || scan_numeric (job, begin, phrase)
         || scan_short_form (job, begin, phrase) || scan_year_phrase (job, begin, phrase);
}
