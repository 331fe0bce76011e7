/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads years in every form: "2025", "'05", "82" after a day, "nineteen ninety-six", "14 A.D.". */
#include "config.h"

#include "postil-dates-private.h"

#include <stdlib.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* A word of 1 to 99 at index, tens and units together. */
static guint
scan_below_hundred (const PostilFigureJob *job, guint index, int *value)
{
  const guint sense = postil_token_number_sense (at (job, index));
  guint next = index + 1;

  if (sense != POSTIL_NUMBER_UNIT && sense != POSTIL_NUMBER_TENS)
    return 0;
  *value = (int) at (job, index)->word->number;
  if (sense != POSTIL_NUMBER_TENS)
    return next;
  next += postil_token_is_mark (at (job, next), '-') ? 1 : 0;
  if (postil_token_number_sense (at (job, next)) != POSTIL_NUMBER_UNIT || postil_token_number (at (job, next)) > 9
      || postil_token_number (at (job, next)) < 1)
    return index + 1;
  *value += (int) at (job, next)->word->number;
  return next + 1;
}

/**
 * postil_years_scan_spelled:
 * @job: the job
 * @index: a token of the sentence
 * @year: (out): the year
 *
 * Reads "nineteen ninety-six", "nineteen hundred and five", "two thousand and fifteen", "twenty ten".
 *
 * Returns: the token after it, 0 when there is none.
 */
guint
postil_years_scan_spelled (const PostilFigureJob *job, guint index, int *year)
{
  int century, rest = 0;
  guint i = scan_below_hundred (job, index, &century), end;

  if (i == 0)
    return 0;
  if (century < 10)
    {
      if (century > 2 || !postil_figures_is (job, i, "thousand"))
        return 0;
      i++;
      *year = century * 1000;
      end = scan_below_hundred (job, i + (postil_figures_is (job, i, "and") ? 1 : 0), &rest);
      *year += end > 0 ? rest : 0;
      return end > 0 ? end : i;
    }
  if (i != index + 1 || century > 21)
    return 0;
  if (postil_figures_is (job, i, "hundred"))
    {
      i++;
      end = scan_below_hundred (job, i + (postil_figures_is (job, i, "and") ? 1 : 0), &rest);
      *year = century * 100 + (end > 0 ? rest : 0);
      return end > 0 ? end : i;
    }
  end = scan_below_hundred (job, i, &rest);
  if (end == 0 || rest < 10)
    return 0;
  *year = century * 100 + rest;
  return end;
}

/* Digits at index, or -1. */
static int
digits_at (const PostilFigureJob *job, guint index, guint min_length, guint max_length)
{
  const PostilToken *token = at (job, index);
  const char *text = job->tokens->text + token->byte;
  const guint length = token->byte_end - token->byte;

  if (token->kind != POSTIL_TOKEN_NUMBER || length < min_length || length > max_length)
    return -1;
  for (guint i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return -1;
  return atoi (text);
}

/* "A.D.", "CE", "BC" after a year. */
static guint
scan_era (const PostilFigureJob *job, guint index, gboolean *before)
{
  *before = postil_figures_is_one_of (job, index, "bc b.c. bce b.c.e. b.c");
  return *before || postil_figures_is_one_of (job, index, "ad a.d. ce c.e. a.d") ? index + 1 : 0;
}

/**
 * postil_years_scan:
 * @job: the job
 * @index: a token of the sentence
 * @after_day: whether a day of a month stands before it, so that two digits may be a year
 * @year: (out): the year
 *
 * Reads a year that completes a date.
 *
 * Returns: the token after it, 0 when there is none.
 */
guint
postil_years_scan (const PostilFigureJob *job, guint index, gboolean after_day, int *year)
{
  const int pivot = (job->day.year > 0 ? job->day.year : 2020) % 100 + 20;
  guint i = index, end;
  gboolean before;
  int value;

  if (postil_dates_scan_year (job, i, year))
    return i + 1;
  value = digits_at (job, i, 1, 4);
  end = value > 0 ? scan_era (job, i + 1, &before) : 0;
  if (end > 0)
    {
      *year = before ? -1 : value;
      return before ? 0 : end;
    }
  if ((at (job, i)->c == '\'' || at (job, i)->c == 0x2019) && (value = digits_at (job, i + 1, 2, 2)) >= 0
      && postil_token_is_glued (at (job, (gint64) i + 1)))
    i++;
  else if (job->brief && after_day)
    {
      value = digits_at (job, i, 2, 2);
      if (value >= 0
          && (postil_token_is_mark (at (job, (gint64) i + 1), ':') || at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_WORD
              || postil_token_is_mark (at (job, (gint64) i + 1), '-')))
        value = -1;
    }
  else
    value = -1;
  if (value >= 0)
    {
      *year = value + (value > pivot ? 1900 : 2000);
      return i + 1;
    }
  return job->brief ? postil_years_scan_spelled (job, i, year) : 0;
}
