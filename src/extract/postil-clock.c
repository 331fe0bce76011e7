/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads times of day: "9 a.m. ET", "14:30", "half past nine", "noon", "nine thirty p m", and parts of the day such as "morning". */
#include "config.h"

#include "postil-dates-private.h"

#include <stdlib.h>
#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* One or two digits at index, or -1. */
static int
two_digits (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index);
  const char *text = job->tokens->text + token->byte;
  const guint length = token->byte_end - token->byte;

  if (token->kind != POSTIL_TOKEN_NUMBER || length > 2 || length == 0 || (length == 2 && !g_ascii_isdigit (text[1])))
    return -1;
  return atoi (text);
}

/* "am", "p.m.", "p m": the token after it, 0 when there is none. */
static guint
read_half_day (const PostilFigureJob *job, guint index, gboolean *afternoon)
{
  guint end = 0;

  if (postil_figures_is_one_of (job, index, "a.m. am a.m p.m. pm p.m"))
    end = index + 1;
  else if (postil_figures_is_one_of (job, index, "a p") && postil_figures_is (job, (gint64) index + 1, "m"))
    end = index + 2;
  else if (job->brief && postil_figures_is_one_of (job, index, "a p") && postil_token_is_glued (at (job, index)))
    end = index + 1;
  if (end == 0)
    return 0;
  *afternoon = (at (job, index)->c | 0x20) == 'p';
  if (end == index + 2 && postil_token_is_mark (at (job, end), '.') && postil_token_is_mark (at (job, (gint64) index + 1), '.'))
    end++;
  return end;
}

/* "in the morning", "at night" after an hour. */
static guint
read_part_after (const PostilFigureJob *job, guint index, int *hour)
{
  guint i = index;

  if (postil_figures_is (job, i, "in") && postil_figures_is (job, (gint64) i + 1, "the"))
    i += 2;
  else if (postil_figures_is (job, i, "at"))
    i++;
  else
    return 0;
  if (postil_figures_is (job, i, "morning"))
    *hour = *hour % 12;
  else if (postil_figures_is (job, i, "afternoon") || postil_figures_is (job, i, "evening"))
    *hour = *hour % 12 + 12;
  else if (postil_figures_is (job, i, "night") && postil_figures_is (job, index, "at"))
    *hour = *hour % 12 + (*hour % 12 < 5 ? 0 : 12);
  else
    return 0;
  return i + 1;
}

/* A spelled number below 60 at index: the token after it, else 0. */
static guint
read_small_number (const PostilFigureJob *job, guint index, int *value)
{
  const guint sense = postil_token_number_sense (at (job, index));
  guint next = index + 1;

  if (sense != POSTIL_NUMBER_UNIT && sense != POSTIL_NUMBER_TENS)
    return 0;
  *value = (int) at (job, index)->word->number;
  next += postil_token_is_mark (at (job, next), '-') ? 1 : 0;
  if (sense == POSTIL_NUMBER_TENS && postil_token_number_sense (at (job, next)) == POSTIL_NUMBER_UNIT
      && postil_token_number (at (job, next)) < 10)
    {
      *value += (int) at (job, next)->word->number;
      return next + 1;
    }
  return *value < 60 ? index + 1 : 0;
}

/* An hour in digits or words, or noon and midnight. */
static guint
read_hour (const PostilFigureJob *job, guint index, int *hour)
{
  guint end;

  if (postil_figures_is_one_of (job, index, "noon midday midnight"))
    {
      *hour = postil_figures_is (job, index, "midnight") ? 0 : 12;
      return index + 1;
    }
  *hour = two_digits (job, index);
  end = *hour >= 0 ? index + 1 : read_small_number (job, index, hour);
  return end > 0 && *hour <= 24 ? end : 0;
}

/* "half past nine", "quarter to twelve", "ten minutes to three", "twenty after twelve". */
static gboolean
read_past_hour (const PostilFigureJob *job, guint begin, PostilClock *clock)
{
  guint i = begin;
  int minutes;
  gboolean sure = TRUE;

  if (at (job, i)->kind == POSTIL_TOKEN_NUMBER
      && (two_digits (job, i) < 0 || at (job, (gint64) i + 1)->kind != POSTIL_TOKEN_WORD))
    return FALSE;
  i += postil_figures_is (job, i, "a") ? 1 : 0;
  if (postil_figures_is (job, i, "half") || postil_figures_is (job, i, "quarter"))
    minutes = postil_figures_is (job, i++, "half") ? 30 : 15;
  else
    {
      minutes = two_digits (job, i);
      i = minutes >= 0 ? i + 1 : read_small_number (job, i, &minutes);
      if (i == 0)
        return FALSE;
      sure = postil_figures_is_one_of (job, i, "minutes minute min");
      i += sure ? 1 : 0;
    }
  if (!postil_figures_is_one_of (job, i, job->brief ? "past to after til till before of" : "past to") || minutes > 59)
    return FALSE;
  if (!sure && (!job->brief || (minutes % 5 != 0)))
    return FALSE;
  if (!postil_figures_is (job, i, "past") && !job->brief)
    return FALSE;
  clock->minute = postil_figures_is_one_of (job, i, "past after") ? minutes : -minutes;
  clock->end = read_hour (job, i + 1, &clock->hour);
  if (clock->end == 0 || clock->hour > 23 || postil_token_is_mark (at (job, clock->end), '%'))
    return FALSE;
  if (clock->minute < 0)
    {
      clock->hour = (clock->hour + 23) % 24;
      clock->minute += 60;
    }
  return TRUE;
}

/* ":30" and ":56" after an hour. */
static void
read_minutes (const PostilFigureJob *job, PostilClock *clock, gboolean *sure)
{
  int value;

  for (int part = 0; part < 2; part++)
    {
      if (!postil_token_is_mark (at (job, clock->end), ':') || !postil_token_is_glued (at (job, clock->end))
          || !postil_token_is_glued (at (job, (gint64) clock->end + 1))
          || at (job, (gint64) clock->end + 1)->end - at (job, (gint64) clock->end + 1)->start != 2
          || (value = two_digits (job, clock->end + 1)) < 0 || value > 59)
        return;
      if (part == 0)
        clock->minute = value;
      else
        clock->second = value;
      clock->end += 2;
      *sure = TRUE;
    }
}

/* "ET", "GMT+1", "Pacific Standard Time". */
static void
read_zone (const PostilFigureJob *job, PostilClock *clock)
{
  guint i = clock->end;
  const PostilToken *token = at (job, i);

  if (postil_token_in (token, POSTIL_WORD_TIME_ZONE) && postil_token_has (token, POSTIL_TOKEN_ALL_CAPS))
    {
      clock->end++;
      if ((at (job, clock->end)->c == '+' || at (job, clock->end)->c == '-') && postil_token_is_glued (at (job, clock->end))
          && two_digits (job, clock->end + 1) >= 0)
        clock->end += 2;
      return;
    }
  if (postil_figures_is_one_of (job, i, "pacific eastern central mountain atlantic greenwich"))
    {
      i += postil_figures_is_one_of (job, (gint64) i + 1, "standard daylight mean") ? 2 : 1;
      clock->end = postil_figures_is (job, i, "time") ? i + 1 : clock->end;
    }
}

/* "14h30", "14 h 30" after the hour. */
static gboolean
read_french_minutes (const PostilFigureJob *job, PostilClock *clock)
{
  const PostilToken *token = at (job, clock->end);
  const char *text = job->tokens->text + token->byte;

  if (token->kind != POSTIL_TOKEN_WORD || token->c != 'h')
    return FALSE;
  if (token->byte_end - token->byte == 3 && g_ascii_isdigit (text[1]) && g_ascii_isdigit (text[2]))
    clock->minute = (text[1] - '0') * 10 + text[2] - '0';
  else if (token->byte_end - token->byte == 1 && two_digits (job, clock->end + 1) >= 0)
    clock->minute = two_digits (job, ++clock->end);
  else
    return FALSE;
  clock->end++;
  return clock->hour < 24 && clock->minute < 60;
}

/* "9", "9:30", "8.30 pm", "0930 hours". */
static gboolean
read_digits (const PostilFigureJob *job, guint begin, PostilClock *clock, gboolean *sure)
{
  double value;
  guint8 decimals;
  gboolean afternoon;
  guint end;

  clock->hour = two_digits (job, begin);
  clock->end = begin + 1;
  if (clock->hour >= 0 && job->language == POSTIL_LANGUAGE_FR && read_french_minutes (job, clock))
    *sure = TRUE;
  else if (clock->hour >= 0)
    read_minutes (job, clock, sure);
  else if (postil_number_scan_digits (job, begin, &value, &decimals) && decimals == 2 && value < 24.6
           && (read_half_day (job, clock->end, &afternoon) > 0 || postil_figures_is (job, clock->end, "uhr")
               || (job->brief && postil_figures_is (job, (gint64) begin - 1, "at") && value - (int) value < 0.6
                   && at (job, begin + 1)->kind == POSTIL_TOKEN_MARK)))
    {
      clock->hour = (int) value;
      clock->minute = (int) ((value - clock->hour) * 100 + 0.5);
      *sure = read_half_day (job, clock->end, &afternoon) == 0 && postil_figures_is (job, (gint64) begin - 1, "at");
    }
  else if (job->brief && decimals == 0 && at (job, begin)->byte_end - at (job, begin)->byte == 4 && value < 2400
           && (int) value % 100 < 60 && postil_figures_is_one_of (job, (gint64) begin + 1, "hours hrs h"))
    {
      clock->hour = (int) value / 100;
      clock->minute = (int) value % 100;
      clock->end = begin + 2;
      *sure = TRUE;
    }
  else
    return FALSE;
  end = read_half_day (job, clock->end, &afternoon);
  if (end > 0)
    {
      if (clock->hour > 12 && !*sure)
        return FALSE;
      if (clock->hour <= 12)
        clock->hour = clock->hour % 12 + (afternoon ? 12 : 0);
      clock->end = end;
      *sure = TRUE;
    }
  return clock->hour <= 24 && clock->minute < 60;
}

/* "nine thirty p m", "nine o'clock", "noon"; minutes only when something says that it is a time. */
static gboolean
read_words (const PostilFigureJob *job, guint begin, PostilClock *clock, gboolean *sure)
{
  guint end;
  gboolean afternoon;
  int minute;

  clock->end = read_hour (job, begin, &clock->hour);
  if (clock->end == 0)
    return FALSE;
  if (postil_token_number_sense (at (job, begin)) == POSTIL_NUMBER_NONE)
    {
      *sure = !postil_figures_is (job, begin, "midday") || job->brief;
      return TRUE;
    }
  if (clock->hour > 12)
    return FALSE;
  end = read_small_number (job, clock->end, &minute);
  if (end == clock->end + 1 && minute < 10)
    end = 0;
  if (end > 0 && job->brief
      && (read_half_day (job, end, &afternoon) > 0 || postil_figures_is_one_of (job, (gint64) begin - 1, "at around by")))
    {
      clock->minute = minute;
      clock->end = end;
      *sure = TRUE;
    }
  end = read_half_day (job, clock->end, &afternoon);
  if (end == 0)
    return TRUE;
  clock->hour = clock->hour % 12 + (afternoon ? 12 : 0);
  clock->end = end;
  *sure = TRUE;
  return TRUE;
}

/**
 * postil_clock_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @near: whether a date beside it says that a bare hour is meant
 * @clock: (out caller-allocated): the reading
 *
 * Reads a time of day.
 *
 * Returns: whether there is one.
 */
gboolean
postil_clock_scan (const PostilFigureJob *job, guint begin, gboolean near, PostilClock *clock)
{
  const PostilToken *token = at (job, begin);
  gboolean sure = FALSE;
  guint end;
  int hour;

  *clock = (PostilClock){ .second = -1 };
  if (token->kind == POSTIL_TOKEN_WORD && (token->word == NULL || (token->word->classes & POSTIL_WORD_BEGINS) == 0))
    return FALSE;
  if (token->kind == POSTIL_TOKEN_NUMBER || token->word != NULL)
    {
      if (read_past_hour (job, begin, clock))
        sure = TRUE;
      else
        {
          *clock = (PostilClock){ .second = -1 };
          if (token->kind == POSTIL_TOKEN_NUMBER ? !read_digits (job, begin, clock, &sure)
                                                 : !read_words (job, begin, clock, &sure))
            return FALSE;
        }
    }
  else
    return FALSE;
  if (postil_figures_is_one_of (job, clock->end, "o'clock o’clock oclock uhr"))
    {
      clock->end++;
      sure = TRUE;
    }
  hour = clock->hour;
  end = read_part_after (job, clock->end, &hour);
  if (end > 0 && clock->hour <= 12 && (sure || job->brief || postil_figures_is (job, (gint64) begin - 1, "at")))
    {
      clock->hour = hour;
      clock->end = end;
      sure = TRUE;
    }
  if (!sure
      && !(near && clock->hour <= 24 && (at (job, clock->end)->kind == POSTIL_TOKEN_MARK || job->brief)
           && !postil_token_is_mark (at (job, clock->end), '%')))
    return FALSE;
  read_zone (job, clock);
  if (clock->hour == 24)
    clock->hour = 0;
  return TRUE;
}

/**
 * postil_clock_scan_part:
 * @job: the job
 * @index: a token of the sentence
 *
 * Returns: (nullable): the two letters for the part of the day the token names: MO, AF, EV, NI.
 */
const char *
postil_clock_scan_part (const PostilFigureJob *job, guint index)
{
  if (postil_figures_is_one_of (job, index, "morning mornings"))
    return "MO";
  if (postil_figures_is_one_of (job, index, "afternoon afternoons"))
    return "AF";
  if (postil_figures_is_one_of (job, index, "evening evenings"))
    return "EV";
  return postil_figures_is_one_of (job, index, "night nights tonight") ? "NI" : NULL;
}
