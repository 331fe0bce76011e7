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
  const guint from = begin > job->sentence->begin + 12 ? begin - 12 : job->sentence->begin;

  if (postil_figures_is (job, (gint64) begin - 1, "since") || postil_figures_is (job, (gint64) begin - 1, "last"))
    return FALSE;
  if (postil_figures_is (job, (gint64) begin - 1, "until") || postil_figures_is (job, (gint64) begin - 1, "by"))
    return TRUE;
  for (guint i = from; i < begin; i++)
    if (postil_token_in (&job->tokens->tokens[i], POSTIL_WORD_AHEAD))
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
  guint i = index, end;
  PostilDate today = postil_date_from_day (job->day, POSTIL_DATE_YEAR);

  if (of && postil_figures_is (job, i, "of"))
    i++;
  else if (postil_token_is_mark (at (job, i), ','))
    i++;
  if (postil_figures_is (job, i, "fiscal"))
    i++;
  if (postil_figures_is (job, i, "year"))
    i++;
  end = postil_years_scan (job, i, !of, year);
  if (end > 0)
    return end;
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

/* Months whose name or abbreviation is also another word, or a person's name. */
static gboolean
is_ordinary_word (const PostilFigureJob *job, guint index)
{
  return postil_figures_is_one_of (job, index, "may march dec jan mar april june august sep");
}

/* Whether something beside the word at index says that it is a month. */
static gboolean
is_beside_date (const PostilFigureJob *job, guint index)
{
  const PostilToken *before = at (job, (gint64) index - 1), *after = at (job, (gint64) index + 1);

  if (after->kind == POSTIL_TOKEN_NUMBER || before->kind == POSTIL_TOKEN_NUMBER
      || postil_token_number_sense (before) == POSTIL_NUMBER_ORDINAL
      || postil_token_number_sense (after) == POSTIL_NUMBER_ORDINAL)
    return TRUE;
  if (postil_token_in (before, POSTIL_WORD_RELATIVE) || postil_figures_is_one_of (job, (gint64) index - 1, "early late mid"))
    return after->kind == POSTIL_TOKEN_MARK || at (job, index)->word->month != 5
           || postil_figures_is_one_of (job, (gint64) index + 1, "of in and to");
  return postil_figures_is_one_of (job, (gint64) index - 1, "in of by until till since from to through last next this between")
         && !postil_token_in (after, POSTIL_WORD_PRONOUN);
}

/* Whether a word that may be a month is one here: "may", "march" and "mar" are words, too. */
static gboolean
is_month (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index), *before = at (job, (gint64) index - 1), *after = at (job, (gint64) index + 1);

  if (token->word == NULL || token->word->month == 0)
    return FALSE;
  if (job->language == POSTIL_LANGUAGE_FR || job->language == POSTIL_LANGUAGE_ES)
    return TRUE;
  if (!postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    return job->brief
           && (!is_ordinary_word (job, index) || is_beside_date (job, index) || job->tokens->n_tokens < 3
               || (token->word->month == 5 && postil_token_number_sense (after) != POSTIL_NUMBER_NONE));
  if (!is_ordinary_word (job, index) || job->language == POSTIL_LANGUAGE_DE || is_beside_date (job, index))
    return TRUE;
  if (postil_token_in (before, POSTIL_WORD_PREPOSITION) || postil_figures_is (job, (gint64) index - 1, "and"))
    return TRUE;
  if (job->brief && postil_token_number_sense (after) != POSTIL_NUMBER_NONE)
    return TRUE;
  if (postil_token_has (token, POSTIL_TOKEN_SENTENCE_START))
    return (token->word->month != 5 && token->word->month != 3 && after->kind == POSTIL_TOKEN_WORD
            && postil_token_in (after, POSTIL_WORD_VERB))
           || job->tokens->n_tokens < 6;
  return token->word->month != 3 || before->kind != POSTIL_TOKEN_WORD || !postil_token_has (before, POSTIL_TOKEN_CAPITAL);
}

/**
 * postil_dates_scan_day_number:
 * @job: the job
 * @index: a token of the sentence
 * @day: (out): the day
 *
 * Reads the day of a month: "14", "14th", "1er", "fourteenth", in a note also "fourteen".
 *
 * Returns: the token after it, 0 when there is none.
 */
guint
postil_dates_scan_day_number (const PostilFigureJob *job, guint index, int *day)
{
  const PostilToken *token = at (job, index);
  PostilNumber number;
  double value;
  guint end;

  if (token->kind != POSTIL_TOKEN_NUMBER && postil_token_number_sense (token) == POSTIL_NUMBER_NONE)
    return 0;
  *day = integer_of (job, index, 1, 2);
  if (postil_number_scan_ordinal (job, index, &end, &value))
    {
      *day = (int) value;
      return value >= 1 && value <= 31 ? end : 0;
    }
  if (*day < 0)
    {
      if (!job->brief || token->kind != POSTIL_TOKEN_WORD || !postil_number_scan (job, index, &number) || number.fraction
          || number.value < 1 || number.value > 31 || number.decimals > 0)
        return 0;
      *day = (int) number.value;
      return postil_token_number_sense (token) == POSTIL_NUMBER_TENS ? number.end : MIN (number.end, index + 1);
    }
  if (postil_token_is_mark (at (job, (gint64) index + 1), '.') && job->language == POSTIL_LANGUAGE_DE)
    return *day >= 1 && *day <= 31 ? index + 2 : 0;
  return *day >= 1 && *day <= 31 ? index + 1 : 0;
}

/* In a note a day of which the year is not said is ahead rather than behind, unless it is lately past. */
static void
prefer_ahead (const PostilFigureJob *job, PostilDate *date)
{
  PostilDay next = { date->year + 1, date->part, date->day };

  if (!date->known || !postil_day_is_valid (next))
    return;
  if (postil_day_to_number (next) - postil_day_to_number (job->day) <= 240)
    date->year++;
}

static gboolean
finish_month (const PostilFigureJob *job, PostilDatePhrase *phrase, int month, int day)
{
  const gboolean comma = day > 0 || job->language == POSTIL_LANGUAGE_ES;
  int year;
  guint end = scan_year_after (job, phrase->end, FALSE, &year);

  if (end > 0 && day == 0 && at (job, (gint64) end - 1)->end - at (job, (gint64) end - 1)->start < 4
      && at (job, (gint64) end - 1)->kind == POSTIL_TOKEN_NUMBER)
    end = 0;
  if (end == 0
      && (job->language == POSTIL_LANGUAGE_ES || postil_figures_is (job, phrase->end, "of")
          || (job->brief && postil_figures_is (job, phrase->end, "in"))))
    end = scan_year_after (job, phrase->end + 1, FALSE, &year);
  if (end == phrase->end + 2 && !comma && postil_token_is_mark (at (job, phrase->end), ','))
    end = 0;
  if (end > 0)
    {
      phrase->end = end;
      phrase->date = (PostilDate){ day > 0 ? POSTIL_DATE_DAY : POSTIL_DATE_MONTH, TRUE, year, month, day };
      phrase->date.known = day <= postil_date_days_in_month (year, month);
    }
  else if (day > 0)
    {
      phrase->date = postil_date_nearest_day (job->day, month, day);
      if (job->brief)
        prefer_ahead (job, &phrase->date);
    }
  else
    phrase->date = postil_date_nearest_month (job->day, month, postil_dates_look_ahead (job, phrase->begin));
  if (day > 0 && end == 0)
    phrase->date.known = phrase->date.known && day <= (month == 2 ? 29 : postil_date_days_in_month (2024, month));
  return TRUE;
}

/* The full stop of an abbreviated month, when the date goes on. */
static guint
skip_month_stop (const PostilFigureJob *job, guint month)
{
  const PostilToken *next = at (job, (gint64) month + 2);

  return month + 1
         + (postil_token_is_mark (at (job, (gint64) month + 1), '.') && at (job, month)->end - at (job, month)->start <= 4
                    && (next->kind == POSTIL_TOKEN_NUMBER || (job->brief && next->kind == POSTIL_TOKEN_WORD))
                ? 1
                : 0);
}

/* "14 February 2025", "the 14th of February", "February 14, 2025", "February 2025", "February". */
static gboolean
scan_month (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  int day = 0;
  guint i = postil_dates_scan_day_number (job, begin, &day), end;

  if (i > 0)
    {
      i += postil_figures_is (job, i, "of") || postil_figures_is (job, i, "de") ? 1 : 0;
      i += job->brief && postil_figures_is (job, i, "the") ? 1 : 0;
      if (!is_month (job, i))
        return FALSE;
      phrase->end = skip_month_stop (job, i);
      return finish_month (job, phrase, at (job, i)->word->month, day);
    }
  if (!is_month (job, begin))
    return FALSE;
  phrase->end = skip_month_stop (job, begin);
  i = phrase->end;
  i += job->brief && postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += job->brief && postil_figures_is (job, i, "the") ? 1 : 0;
  end = postil_dates_scan_day_number (job, i, &day);
  if (end > 0 && !postil_token_is_mark (at (job, end), '%') && postil_token_number_sense (at (job, end)) != POSTIL_NUMBER_SCALE
      && postil_token_number_sense (at (job, end)) != POSTIL_NUMBER_HUNDRED
      && !(at (job, i)->kind == POSTIL_TOKEN_WORD && i == phrase->end && postil_years_scan_spelled (job, i, &day) > 0))
    phrase->end = end;
  else
    day = 0;
  return finish_month (job, phrase, at (job, begin)->word->month, day);
}

static gboolean
make_day (PostilDatePhrase *phrase, int year, int month, int day)
{
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > postil_date_days_in_month (year, month))
    return FALSE;
  phrase->date = (PostilDate){ POSTIL_DATE_DAY, TRUE, year, month, day };
  return TRUE;
}

/* A year of four digits, or of two when a date in digits is certain. */
static int
full_year (const PostilFigureJob *job, int year, guint digits)
{
  const int pivot = (job->day.year > 0 ? job->day.year : 2020) % 100 + 20;

  return digits >= 4 ? year : year + (year > pivot ? 1900 : 2000);
}

/* A month by name inside a date of marks: "2019-aug-01", "Sep-23-2020", "Oct/2". */
static gboolean
scan_marked_month (const PostilFigureJob *job, guint begin, gunichar c, PostilDatePhrase *phrase)
{
  const PostilToken *first = at (job, begin), *second = at (job, (gint64) begin + 2);
  const gboolean third = postil_token_is_mark (at (job, (gint64) begin + 3), c)
                         && at (job, (gint64) begin + 4)->kind == POSTIL_TOKEN_NUMBER
                         && postil_token_is_glued (at (job, (gint64) begin + 4));
  int year, day;

  if (first->word != NULL && first->word->month > 0)
    {
      day = integer_of (job, begin + 2, 1, 2);
      if (day < 1 || day > 31 || !postil_token_is_glued (second))
        return FALSE;
      phrase->end = third ? begin + 5 : begin + 3;
      year = third ? full_year (job, integer_of (job, begin + 4, 2, 4),
                                at (job, (gint64) begin + 4)->end - at (job, (gint64) begin + 4)->start)
                   : 0;
      phrase->date = third ? (PostilDate){ POSTIL_DATE_DAY, TRUE, year, first->word->month, day }
                           : postil_date_nearest_day (job->day, first->word->month, day);
      return TRUE;
    }
  if (second->word == NULL || second->word->month == 0 || !third)
    return FALSE;
  year = integer_of (job, begin, 1, 4);
  day = integer_of (job, begin + 4, 1, 4);
  phrase->end = begin + 5;
  return year > 31 ? make_day (phrase, year, second->word->month, day)
                   : make_day (phrase, full_year (job, day, day > 99 ? 4 : 2), second->word->month, year);
}

/* "20161016". */
static gboolean
scan_compact (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const int value = integer_of (job, begin, 8, 8);

  phrase->end = begin + 1;
  return value >= 19000101 && value < 21000000 && make_day (phrase, value / 10000, value / 100 % 100, value % 100);
}

/* Two numbers and a slash: "9/2012", "8/10"; in a note only. */
static gboolean
scan_two_parts (const PostilFigureJob *job, guint begin, gunichar c, PostilDatePhrase *phrase)
{
  const int a = integer_of (job, begin, 1, 4), b = integer_of (job, begin + 2, 1, 4);
  const PostilToken *after = at (job, (gint64) begin + 3);

  if (!job->brief || a < 1 || b < 1 || !postil_token_is_glued (at (job, (gint64) begin + 2))
      || (postil_token_is_glued (after) && (after->kind == POSTIL_TOKEN_WORD || after->c == c)))
    return FALSE;
  phrase->end = begin + 3;
  phrase->date = (PostilDate){ POSTIL_DATE_MONTH, TRUE, b, a, 0 };
  if (a <= 12 && b > 1900 && b < 2200 && c == '/')
    return TRUE;
  phrase->date = (PostilDate){ POSTIL_DATE_MONTH, TRUE, a, b, 0 };
  if (a > 1900 && a < 2200 && b <= 12 && at (job, (gint64) begin + 2)->end - at (job, (gint64) begin + 2)->start == 2)
    return TRUE;
  if (c != '/' || a > 12 || b > 31 || b > (a == 2 ? 29 : postil_date_days_in_month (2024, a))
      || (a < b && job->tokens->n_tokens > 4
          && !postil_token_in (at (job, (gint64) begin - 1), POSTIL_WORD_PREPOSITION | POSTIL_WORD_RELATIVE)))
    return FALSE;
  phrase->date = postil_date_nearest_day (job->day, a, b);
  return postil_day_is_valid (job->day);
}

/* "14.02.2025", "3.10.2024": one token of digits and full stops. */
static gboolean
scan_dotted (const char *text, gsize length, int *day, int *month, int *year)
{
  int parts[3] = { 0 };
  guint n = 0, digits = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && digits > 0 && digits < 3 && n < 2)
        {
          n++;
          digits = 0;
        }
      else if (g_ascii_isdigit (text[i]) && digits < 4)
        {
          parts[n] = parts[n] * 10 + (text[i] - '0');
          digits++;
        }
      else
        return FALSE;
    }
  *day = parts[0];
  *month = parts[1];
  *year = parts[2];
  return n == 2 && digits == 4;
}

/* "2025-02-14", "14/02/2025", "14.02.2025", "09/18/05", "7-16-2010". */
static gboolean
scan_numeric (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin), *mark = at (job, (gint64) begin + 1);
  const gunichar c = mark->kind == POSTIL_TOKEN_MARK && postil_token_is_glued (mark) ? mark->c : 0;
  const char *text = job->tokens->text + token->byte;
  guint digits;
  int a, b, y;

  if ((c == '-' || c == '/') && job->brief && scan_marked_month (job, begin, c, phrase))
    return TRUE;
  if (token->kind != POSTIL_TOKEN_NUMBER)
    return FALSE;
  phrase->end = begin + 1;
  if (scan_dotted (text, token->byte_end - token->byte, &a, &b, &y))
    return make_day (phrase, y, b, a);
  if (job->brief && scan_compact (job, begin, phrase))
    return TRUE;
  if (c != '-' && c != '/')
    return FALSE;
  if (!postil_token_is_mark (at (job, (gint64) begin + 3), c) || !postil_token_is_glued (at (job, (gint64) begin + 4)))
    return scan_two_parts (job, begin, c, phrase);
  phrase->end = begin + 5;
  a = integer_of (job, begin, 1, 4);
  b = integer_of (job, begin + 2, 1, 2);
  y = integer_of (job, begin + 4, 1, 4);
  digits = at (job, (gint64) begin + 4)->end - at (job, (gint64) begin + 4)->start;
  if (a > 1000 && b > 0 && y > 0)
    return make_day (phrase, a, b, y);
  if (a < 1 || b < 1 || y < 0 || (digits != 4 && !(digits == 2 && job->brief && c == '/')) || (c == '-' && !job->brief))
    return FALSE;
  y = full_year (job, y, digits);
  return a > 12 || job->decimal_comma ? make_day (phrase, y, b, a) : make_day (phrase, y, a, b);
}

/* "Q3 2024", "Q3 of fiscal 2024", "H1", "FY2025", "3Q24". */
static gboolean
scan_short_form (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);
  const char *text = job->tokens->text + token->byte;
  const guint length = token->byte_end - token->byte;
  int year;

  const char first = (char) (job->brief ? g_ascii_toupper (text[0]) : text[0]);

  if (token->kind != POSTIL_TOKEN_WORD || (!postil_token_has (token, POSTIL_TOKEN_CAPITAL) && !job->brief))
    return FALSE;
  if (length == 2 && ((first == 'Q' && text[1] >= '1' && text[1] <= '4') || (first == 'H' && (text[1] == '1' || text[1] == '2'))))
    {
      const PostilDateWidth width = first == 'Q' ? POSTIL_DATE_QUARTER : POSTIL_DATE_HALF;
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
  if (length < 2 || text[0] != 'F' || text[1] != 'Y')
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
  if (job->brief && !future)
    phrase->date.year = job->day.year;
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

/* "2018 March 18", "2017 april". */
static gboolean
scan_year_first (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  int year, day = 0;
  guint end;

  if (!job->brief || !postil_dates_scan_year (job, begin, &year))
    return FALSE;
  if ((scan_quarter (job, begin + 1, phrase) || scan_short_form (job, begin + 1, phrase))
      && phrase->date.width != POSTIL_DATE_YEAR)
    {
      phrase->date.year = year;
      phrase->date.known = TRUE;
      return TRUE;
    }
  if (!is_month (job, begin + 1))
    return FALSE;
  end = postil_dates_scan_day_number (job, begin + 2, &day);
  phrase->end = end > 0 ? end : begin + 2;
  phrase->date = (PostilDate){ end > 0 ? POSTIL_DATE_DAY : POSTIL_DATE_MONTH, TRUE, year,
                               at (job, (gint64) begin + 1)->word->month, end > 0 ? day : 0 };
  return TRUE;
}

/* A bare year needs a reason: words that go with dates, or its own round form without a unit after it. */
static gboolean
is_year_here (const PostilFigureJob *job, guint index, int year)
{
  static const char units[] = "people employees workers jobs miles copies points votes homes cars";
  const char *prefix;
  const PostilToken *before = at (job, (gint64) index - 1), *after = at (job, (gint64) index + 1);

  if (year < 1700 || year > 2150)
    return FALSE;
  if (job->brief && job->language == POSTIL_LANGUAGE_EN && after->kind == POSTIL_TOKEN_WORD
      && !postil_token_has (after, POSTIL_TOKEN_CAPITAL)
      && !postil_token_in (after, POSTIL_WORD_FUNCTION | POSTIL_WORD_VERB | POSTIL_WORD_MODAL)
      && !postil_token_in (before, POSTIL_WORD_PREPOSITION | POSTIL_WORD_ARTICLE) && before->c != 0)
    return FALSE;
  if (after->c == '-' && postil_token_is_glued (after) && postil_token_is_mark (at (job, (gint64) index + 3), '-'))
    return FALSE;
  if (after->kind == POSTIL_TOKEN_MARK && (after->c == '%' || after->c == 0xb0))
    return FALSE;
  if (after->kind == POSTIL_TOKEN_WORD
      && (postil_vocabulary_unit_sign (job->vocabulary, job->tokens->text + after->byte, after->byte_end - after->byte, &prefix)
              > 0
          || (after->word != NULL && after->word->currency > 0)))
    return !postil_figures_is (job, (gint64) index + 1, "in") ? FALSE : year >= 1900;
  if (postil_figures_is_one_of (job, (gint64) index + 1, units))
    return FALSE;
  if (postil_token_is_mark (before, '-') && postil_token_is_glued (before)
      && at (job, (gint64) index - 2)->kind == POSTIL_TOKEN_NUMBER)
    return FALSE;
  if (postil_token_in (before, POSTIL_WORD_APPROX) && !postil_figures_is (job, (gint64) index - 1, "around"))
    return FALSE;
  return year >= 1900 || postil_token_in (before, POSTIL_WORD_PREPOSITION);
}

/* "14 A.D.", "the '90s", "the nineties", "the 19th century", in a note "in nineteen ninety-six", "year 2012". */
static gboolean
scan_odd_year (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  static const char *const decades[]
      = { "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties" };
  const PostilToken *token = at (job, begin), *before = at (job, (gint64) begin - 1);
  const gboolean the = postil_figures_is (job, (gint64) begin - 1, "the") || postil_token_is_mark (before, '\'')
                       || postil_token_is_mark (before, 0x2019);
  double value;
  guint end;
  int year;

  if (token->kind == POSTIL_TOKEN_NUMBER && integer_of (job, begin, 2, 2) >= 20 && integer_of (job, begin, 2, 2) % 10 == 0 && the
      && postil_figures_is (job, (gint64) begin + 1, "s") && postil_token_is_glued (at (job, (gint64) begin + 1)))
    {
      phrase->end = begin + 2;
      phrase->date = (PostilDate){ POSTIL_DATE_DECADE, TRUE, 1900 + integer_of (job, begin, 2, 2), 0, 0 };
      return TRUE;
    }
  for (guint d = 0; the && token->kind == POSTIL_TOKEN_WORD && d < G_N_ELEMENTS (decades); d++)
    if (postil_figures_is (job, begin, decades[d]))
      {
        phrase->end = begin + 1;
        phrase->date = (PostilDate){ POSTIL_DATE_DECADE, TRUE, 1920 + 10 * (int) d, 0, 0 };
        return TRUE;
      }
  if (postil_number_scan_ordinal (job, begin, &end, &value) && value < 23 && postil_figures_is (job, end, "century"))
    {
      phrase->end = end + 1;
      phrase->date = (PostilDate){ POSTIL_DATE_CENTURY, TRUE, ((int) value - 1) * 100, 0, 0 };
      return value >= 1;
    }
  if (token->kind == POSTIL_TOKEN_NUMBER && !postil_dates_scan_year (job, begin, &year)
      && (end = postil_years_scan (job, begin, FALSE, &year)) == begin + 2)
    {
      phrase->end = end;
      phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, year, 0, 0 };
      return TRUE;
    }
  if (job->brief && postil_figures_is (job, begin, "year"))
    {
      phrase->end = postil_years_scan (job, begin + 1, FALSE, &year);
      phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, year, 0, 0 };
      return phrase->end > 0;
    }
  if (!job->brief || token->kind != POSTIL_TOKEN_WORD
      || !postil_figures_is_one_of (job, (gint64) begin - 1, "in since until by from"))
    return FALSE;
  phrase->end = postil_years_scan_spelled (job, begin, &year);
  phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, year, 0, 0 };
  return phrase->end > begin + 1 && year >= 1100 && year < 2200 && at (job, phrase->end)->kind != POSTIL_TOKEN_NUMBER
         && (at (job, phrase->end)->kind == POSTIL_TOKEN_MARK
             || postil_token_in (at (job, phrase->end), POSTIL_WORD_FUNCTION | POSTIL_WORD_VERB));
}

/* "1990s", "the 2010s", "2025", "fiscal 2026", "fiscal year 2026". */
static gboolean
scan_year_phrase (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  guint i = begin;
  int year;

  if (at (job, i)->kind == POSTIL_TOKEN_NUMBER && at (job, i)->end - at (job, i)->start == 4)
    ;
  else if (postil_figures_is (job, i, "fiscal")
           || (postil_figures_is (job, i, "financial") && postil_figures_is (job, (gint64) i + 1, "year")))
    {
      i++;
      i += postil_figures_is (job, i, "year") ? 1 : 0;
      phrase->end = i + 1;
      phrase->date = (PostilDate){ POSTIL_DATE_YEAR, TRUE, 0, 0, 0 };
      return postil_dates_scan_year (job, i, &phrase->date.year);
    }
  if ((at (job, i)->kind == POSTIL_TOKEN_WORD || at (job, i)->end - at (job, i)->start < 5) && scan_odd_year (job, i, phrase))
    return TRUE;
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
  return scan_numeric (job, begin, phrase) || scan_quarter (job, begin, phrase) || scan_year_first (job, begin, phrase)
         || scan_month (job, begin, phrase) || scan_short_form (job, begin, phrase) || scan_year_phrase (job, begin, phrase);
}
