/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads dates that count from the day of publication: last month, Tuesday, two years ago, the end of the year, mid-2025. */
#include "config.h"

#include "postil-dates-private.h"

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static PostilDateWidth
width_of_unit (guint unit)
{
  switch (unit)
    {
    case POSTIL_SPAN_UNIT_DAY:
      return POSTIL_DATE_DAY;
    case POSTIL_SPAN_UNIT_WEEK:
      return POSTIL_DATE_WEEK;
    case POSTIL_SPAN_UNIT_MONTH:
      return POSTIL_DATE_MONTH;
    case POSTIL_SPAN_UNIT_QUARTER:
      return POSTIL_DATE_QUARTER;
    case POSTIL_SPAN_UNIT_YEAR:
      return POSTIL_DATE_YEAR;
    case POSTIL_SPAN_UNIT_DECADE:
      return POSTIL_DATE_DECADE;
    case POSTIL_SPAN_UNIT_CENTURY:
      return POSTIL_DATE_CENTURY;
    default:
      return POSTIL_DATE_NONE;
    }
}

static PostilDate
shifted (const PostilFigureJob *job, PostilDateWidth width, int steps)
{
  PostilDate date;

  if (width == POSTIL_DATE_WEEK)
    {
      date = postil_date_shift_days (job->day, 7 * (gint64) steps);
      return postil_date_from_day ((PostilDay){ date.year, date.part, date.day }, POSTIL_DATE_WEEK);
    }
  date = postil_date_from_day (job->day, width);
  if (width == POSTIL_DATE_DECADE)
    date.year -= date.year % 10;
  return postil_date_shift (&date, steps);
}

/* -1 last, 0 this, 1 next; 2 for a word that is none of them. */
static int
direction_of (const PostilFigureJob *job, guint index)
{
  static const struct
  {
    const char *word;
    int direction;
  } words[] = {
    { "last", -1 },   { "past", -1 }, { "previous", -1 }, { "latest", -1 },   { "preceding", -1 }, { "prior", -1 }, { "this", 0 },
    { "current", 0 }, { "next", 1 },  { "coming", 1 },    { "following", 1 }, { "upcoming", 1 },   { "same", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (postil_figures_is (job, index, words[i].word))
      return words[i].direction;
  return 2;
}

/* "last month", "the latest quarter", "next Tuesday", "last June", "this autumn". */
static gboolean
scan_directed (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const int direction = direction_of (job, begin);
  const PostilToken *token;
  guint i = begin + 1, unit;

  if (direction > 1)
    return FALSE;
  i += postil_figures_is (job, i, "fiscal") || postil_figures_is (job, i, "financial") || postil_figures_is (job, i, "calendar")
           ? 1
           : 0;
  token = at (job, i);
  if (token->word == NULL)
    return FALSE;
  unit = token->word->span_unit;
  phrase->end = i + 1;
  if (token->word->weekday > 0 && postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    {
      phrase->date = postil_date_weekday (job->day, token->word->weekday, direction < 0 ? -1 : direction > 0 ? 2 : 1);
      return TRUE;
    }
  if (token->word->month > 0 && postil_token_has (token, POSTIL_TOKEN_CAPITAL))
    {
      phrase->date = postil_date_nearest_month (job->day, token->word->month, direction >= 0);
      phrase->date.year = job->day.year + (direction < 0 && token->word->month >= job->day.month ? -1 : 0)
                          + (direction > 0 && token->word->month <= job->day.month ? 1 : 0);
      return TRUE;
    }
  if (token->word->season > 0)
    {
      phrase->date = (PostilDate){ POSTIL_DATE_SEASON, postil_day_is_valid (job->day), job->day.year + (direction < 0 ? -1 : 0),
                                   token->word->season, 0 };
      if (direction < 0 && token->word->season < (job->day.month + 9) % 12 / 3 + 1 && job->day.month > 2)
        phrase->date.year++;
      return TRUE;
    }
  if (width_of_unit (unit) == POSTIL_DATE_NONE || unit == POSTIL_SPAN_UNIT_DAY)
    return FALSE;
  if (token->c != 0 && job->tokens->text[token->byte_end - 1] == 's')
    return FALSE;
  if (postil_figures_is (job, begin, "past") || postil_figures_is (job, begin, "same")
      || (unit == POSTIL_SPAN_UNIT_YEAR && postil_figures_is (job, begin, "last")
          && postil_figures_is (job, (gint64) begin - 1, "the")))
    return FALSE;
  phrase->date = shifted (job, width_of_unit (unit), direction);
  return TRUE;
}

/* "a year ago", "two days earlier", "18 months before": the number ends at `index`. */
static gboolean
scan_counted (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  PostilNumber number = { .value = 1 };
  const PostilToken *unit;
  PostilDate anchor;
  guint i = begin + 1;
  int sign = -1;
  PostilDateWidth width;

  if (!postil_figures_is (job, begin, "a") && !postil_figures_is (job, begin, "an"))
    {
      if (!postil_number_scan (job, begin, &number) || number.value < 1 || number.value > 5000)
        return FALSE;
      i = number.end;
    }
  else if (postil_number_scan (job, begin, &number) && !number.fraction)
    i = number.end;
  unit = at (job, i);
  width = width_of_unit (postil_token_span_unit (unit));
  if (width == POSTIL_DATE_NONE)
    return FALSE;
  if (postil_figures_is (job, (gint64) i + 1, "later")
      || (postil_figures_is (job, (gint64) i + 1, "from") && postil_figures_is (job, (gint64) i + 2, "now")))
    sign = 1;
  else if (!postil_figures_is (job, (gint64) i + 1, "ago") && !postil_figures_is (job, (gint64) i + 1, "earlier")
           && !(postil_figures_is (job, (gint64) i + 1, "before") && (at (job, (gint64) i + 2)->kind == POSTIL_TOKEN_MARK)))
    return FALSE;
  phrase->end = i + 2 + (postil_figures_is (job, (gint64) i + 1, "from") ? 1 : 0);
  if (number.value == 0)
    number.value = 1;
  anchor = postil_dates_anchor (job);
  if (width == POSTIL_DATE_YEAR && !postil_figures_is (job, (gint64) i + 1, "ago") && anchor.width != POSTIL_DATE_YEAR
      && anchor.known)
    {
      phrase->date = anchor;
      phrase->date.year += sign * (int) number.value;
    }
  else if (width == POSTIL_DATE_WEEK)
    phrase->date = postil_date_shift_days (job->day, sign * 7 * (gint64) number.value);
  else
    phrase->date = shifted (job, width, sign * (int) number.value);
  return TRUE;
}

/* "the year before", "the previous year", "the whole year", "the new year". */
static gboolean
scan_named_year (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  phrase->date = postil_date_from_day (job->day, POSTIL_DATE_YEAR);
  if (postil_figures_is (job, begin, "year")
      && (postil_figures_is (job, (gint64) begin + 1, "before") || postil_figures_is (job, (gint64) begin + 1, "earlier"))
      && (at (job, (gint64) begin + 2)->kind == POSTIL_TOKEN_MARK) && postil_figures_is (job, (gint64) begin - 1, "the"))
    {
      phrase->date = shifted (job, POSTIL_DATE_YEAR, -2);
      phrase->end = begin + 2;
      return TRUE;
    }
  if ((postil_figures_is (job, begin, "whole") || postil_figures_is (job, begin, "full"))
      && postil_figures_is (job, (gint64) begin + 1, "year") && postil_figures_is (job, (gint64) begin - 1, "the"))
    {
      phrase->end = begin + 2;
      return TRUE;
    }
  if (postil_figures_is (job, begin, "new") && postil_figures_is (job, (gint64) begin + 1, "year")
      && postil_figures_is (job, (gint64) begin - 1, "the"))
    {
      phrase->end = begin + 2;
      phrase->mod = "start";
      if (job->day.month > 6)
        phrase->date = postil_date_shift (&phrase->date, 1);
      return TRUE;
    }
  return FALSE;
}

/* "Tuesday", "Tuesday, March 4", "yesterday". */
static gboolean
scan_day_name (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);
  PostilDatePhrase full;
  guint i = begin + 1;

  if (token->word == NULL)
    return FALSE;
  phrase->end = begin + 1;
  if (token->word->day_shift > 0)
    {
      if (job->language != POSTIL_LANGUAGE_EN && job->language != POSTIL_LANGUAGE_DE && job->language != POSTIL_LANGUAGE_FR)
        return FALSE;
      phrase->date = postil_date_shift_days (job->day, token->word->day_shift - 3);
      return TRUE;
    }
  if (token->word->weekday == 0 || (job->language == POSTIL_LANGUAGE_EN && !postil_token_has (token, POSTIL_TOKEN_CAPITAL)))
    return FALSE;
  if (token->end - token->start <= 3 && !postil_token_is_mark (at (job, i), '.') && !postil_token_is_mark (at (job, i), ','))
    return FALSE;
  i += postil_token_is_mark (at (job, i), '.') && token->end - token->start <= 4 ? 1 : 0;
  i += postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += postil_figures_is (job, i, "the") ? 1 : 0;
  if (postil_dates_scan_absolute (job, i, &full) && full.date.width == POSTIL_DATE_DAY)
    {
      phrase->end = full.end;
      phrase->date = full.date;
      return TRUE;
    }
  phrase->date = postil_date_weekday (job->day, token->word->weekday,
                                      postil_dates_look_ahead (job, begin) && !postil_figures_is (job, (gint64) begin - 1, "on")
                                              && !postil_figures_is (job, (gint64) begin - 2, "by")
                                          ? 1
                                          : 0);
  return TRUE;
}

/**
 * postil_dates_scan_relative:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading
 *
 * Reads a date that counts from the reference day or from another date of the text.
 *
 * Returns: whether there is one.
 */
gboolean
postil_dates_scan_relative (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilToken *token = at (job, begin);

  *phrase = (PostilDatePhrase){ .begin = begin };
  if (token->kind == POSTIL_TOKEN_WORD && token->word == NULL)
    return FALSE;
  if (scan_directed (job, begin, phrase) || scan_counted (job, begin, phrase) || scan_named_year (job, begin, phrase)
      || scan_day_name (job, begin, phrase))
    return TRUE;
  if (token->word != NULL && token->word->season > 0
      && postil_token_in (at (job, (gint64) begin - 1), POSTIL_WORD_PREPOSITION | POSTIL_WORD_ARTICLE))
    {
      int year = job->day.year;

      phrase->end = begin + 1;
      if (postil_dates_scan_year (job, begin + 1, &year))
        phrase->end = begin + 2;
      else if (postil_figures_is (job, (gint64) begin + 1, "of") && postil_dates_scan_year (job, begin + 2, &year))
        phrase->end = begin + 3;
      phrase->date = (PostilDate){ POSTIL_DATE_SEASON, year > 0, year, token->word->season, 0 };
      return TRUE;
    }
  return FALSE;
}

/* "mid-2025", "early 2020s", "late August": what stands before the date. */
static guint
scan_modifier (const PostilFigureJob *job, guint begin, const char **mod)
{
  guint i = begin + 1;

  if (postil_figures_is (job, begin, "mid") || postil_figures_is (job, begin, "middle"))
    *mod = "mid";
  else if (postil_figures_is (job, begin, "early") || postil_figures_is (job, begin, "beginning")
           || postil_figures_is (job, begin, "start"))
    *mod = "start";
  else if (postil_figures_is (job, begin, "late") || postil_figures_is (job, begin, "end"))
    *mod = "end";
  else
    return 0;
  if (postil_figures_is (job, begin, "beginning") || postil_figures_is (job, begin, "start")
      || postil_figures_is (job, begin, "end") || postil_figures_is (job, begin, "middle"))
    {
      if (!postil_figures_is (job, i, "of"))
        return 0;
      return i + 1;
    }
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  i += postil_figures_is (job, i, "in") ? 1 : 0;
  return i;
}

/* After "the end of": also "the year", "the month", "the decade". */
static gboolean
scan_article_unit (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const PostilDateWidth width = width_of_unit (postil_token_span_unit (at (job, (gint64) begin + 1)));

  if ((!postil_figures_is (job, begin, "the") && !postil_figures_is (job, begin, "this")) || width == POSTIL_DATE_NONE
      || width == POSTIL_DATE_DAY)
    return FALSE;
  *phrase = (PostilDatePhrase){ .begin = begin, .end = begin + 2, .date = shifted (job, width, 0) };
  return TRUE;
}

/**
 * postil_dates_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @phrase: (out caller-allocated): the reading; its begin may be before @begin when an article belongs to it
 *
 * Reads any date, with its modifier.
 *
 * Returns: whether there is one.
 */
gboolean
postil_dates_scan (const PostilFigureJob *job, guint begin, PostilDatePhrase *phrase)
{
  const char *mod = NULL;
  gboolean named;
  guint inner = scan_modifier (job, begin, &mod);

  if (inner > 0)
    {
      gboolean found = FALSE;

      if (postil_figures_is (job, begin, "end") || postil_figures_is (job, begin, "start")
          || postil_figures_is (job, begin, "beginning") || postil_figures_is (job, begin, "middle"))
        found = scan_article_unit (job, inner, phrase);
      inner += !found && postil_figures_is (job, inner, "the") ? 1 : 0;
      found = found || postil_dates_scan_absolute (job, inner, phrase) || postil_dates_scan_relative (job, inner, phrase);
      if (!found)
        return FALSE;
      phrase->begin = begin;
      phrase->mod = mod;
    }
  else if (!postil_dates_scan_absolute (job, begin, phrase) && !postil_dates_scan_relative (job, begin, phrase))
    return FALSE;
  /* "the 2024 budget", "the March storm": the article belongs to the noun. */
  named = phrase->mod == NULL && phrase->end == phrase->begin + 1
          && (phrase->date.width == POSTIL_DATE_YEAR || phrase->date.width == POSTIL_DATE_MONTH
              || phrase->date.width == POSTIL_DATE_DAY);
  if (!named && postil_figures_is (job, (gint64) phrase->begin - 1, "the"))
    phrase->begin--;
  return TRUE;
}

static void
add_date (PostilFigureJob *job, const PostilDatePhrase *phrase)
{
  PostilFound *found = postil_figures_add (job, phrase->begin, phrase->end, POSTIL_FIGURE_DATE);

  if (found == NULL)
    return;
  found->figure.iso = postil_date_to_iso (&phrase->date);
  found->figure.mod = g_strdup (phrase->mod);
}

/* "9 a.m. ET", "14:30", "2:30 pm". */
static gboolean
read_time (PostilFigureJob *job, guint begin, guint *next)
{
  double value;
  guint8 decimals;
  int hour, minute = 0;
  guint i = begin + 1;
  gboolean clock = FALSE;
  PostilFound *found;

  if (at (job, begin)->kind != POSTIL_TOKEN_NUMBER || !postil_number_scan_digits (job, begin, &value, &decimals) || value > 24)
    return FALSE;
  hour = (int) value;
  if (decimals == 0 && postil_token_is_mark (at (job, i), ':') && postil_token_is_glued (at (job, i))
      && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER && postil_token_is_glued (at (job, (gint64) i + 1))
      && at (job, (gint64) i + 1)->end - at (job, (gint64) i + 1)->start == 2)
    {
      double m;

      if (!postil_number_scan_digits (job, i + 1, &m, &decimals) || m > 59)
        return FALSE;
      minute = (int) m;
      clock = TRUE;
      i += 2;
    }
  else if (decimals == 2 && value - hour < 0.6)
    minute = (int) ((value - hour) * 100 + 0.5);
  if (postil_figures_is (job, i, "a.m.") || postil_figures_is (job, i, "am") || postil_figures_is (job, i, "p.m.")
      || postil_figures_is (job, i, "pm"))
    {
      const gboolean afternoon = g_ascii_tolower (job->tokens->text[at (job, i)->byte]) == 'p';

      if (hour > 12)
        return FALSE;
      hour = hour % 12 + (afternoon ? 12 : 0);
      clock = TRUE;
      i++;
    }
  if (!clock || hour > 24)
    return FALSE;
  if (postil_token_in (at (job, i), POSTIL_WORD_TIME_ZONE) && postil_token_has (at (job, i), POSTIL_TOKEN_ALL_CAPS))
    i++;
  found = postil_figures_add (job, begin, i, POSTIL_FIGURE_TIME);
  if (found != NULL)
    found->figure.iso = g_strdup_printf ("T%02d:%02d", hour, minute);
  *next = i;
  return TRUE;
}

/**
 * postil_figures_read_date:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a time, a period or a date that begins at @begin.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_date (PostilFigureJob *job, guint begin, guint *next)
{
  PostilDatePhrase phrase;

  if (read_time (job, begin, next) || postil_periods_read (job, begin, next))
    return TRUE;
  if (!postil_dates_scan (job, begin, &phrase))
    return FALSE;
  add_date (job, &phrase);
  *next = phrase.end;
  return TRUE;
}
