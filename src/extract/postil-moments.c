/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a note, a date and a time beside each other are one moment ("tomorrow at seven", "8am this morning", "Friday night"), and two
 * moments bound a period ("from 3 to 5pm", "Aug 8 - Aug 12", "July 13 to 15"). In running text they stay figures of their own. */
#include "config.h"

#include "postil-dates-private.h"

#include <string.h>

typedef struct
{
  guint begin;
  guint end;
  gboolean has_date;
  gboolean has_clock;
  const char *part; /* (nullable): of the day */
  PostilDatePhrase phrase;
  PostilClock clock;
  guint zone; /* token of the sign of "+0200", 0 none */
} Moment;

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* "at", "@", "around", a comma between a date and a time. */
static guint
skip_link (const PostilFigureJob *job, guint index, const char *words)
{
  guint i = index;

  i += postil_token_is_mark (at (job, i), ',') || (postil_token_is_mark (at (job, i), '-') && postil_token_is_glued (at (job, i)))
           ? 1
           : 0;
  i += postil_figures_is_one_of (job, i, words) || postil_token_is_mark (at (job, i), '@') ? 1 : 0;
  return i;
}

/* "night" after "last", "tomorrow", "Friday": the part of that day. */
static void
add_part (const PostilFigureJob *job, Moment *moment)
{
  const char *part = postil_clock_scan_part (job, moment->end);

  if (part == NULL || moment->phrase.date.width != POSTIL_DATE_DAY)
    return;
  moment->part = part;
  moment->end++;
}

/* "(Tue)" between a day and its time. */
static guint
skip_weekday_note (const PostilFigureJob *job, guint index)
{
  const PostilToken *name = at (job, (gint64) index + 1);

  return postil_token_is_mark (at (job, index), '(') && name->word != NULL && name->word->weekday > 0
                 && postil_token_is_mark (at (job, (gint64) index + 2), ')')
             ? index + 3
             : index;
}

/* "T18:32:56+1600" glued to a day. */
static gboolean
scan_iso_time (const PostilFigureJob *job, guint index, PostilClock *clock)
{
  const PostilToken *token = at (job, index);
  const char *text = job->tokens->text + token->byte;
  guint i = index + 1;

  if (token->kind != POSTIL_TOKEN_WORD || token->byte_end - token->byte != 3 || (text[0] != 'T' && text[0] != 't')
      || !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[2]))
    return FALSE;
  *clock = (PostilClock){ .hour = (text[1] - '0') * 10 + text[2] - '0', .second = -1 };
  for (int part = 0; part < 2 && postil_token_is_mark (at (job, i), ':')
                     && at (job, (gint64) i + 1)->end - at (job, (gint64) i + 1)->start == 2;
       part++, i += 2)
    {
      double value;
      guint8 decimals;

      if (!postil_number_scan_digits (job, i + 1, &value, &decimals) || value > 59)
        break;
      if (part == 0)
        clock->minute = (int) value;
      else
        clock->second = (int) value;
    }
  if ((at (job, i)->c == '+' || at (job, i)->c == '-') && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER
      && postil_token_is_glued (at (job, i)))
    i += 2;
  clock->end = i;
  return clock->hour < 24 && at (job, index)->kind == POSTIL_TOKEN_WORD;
}

/* The time that completes a date. */
static void
add_clock (const PostilFigureJob *job, Moment *moment)
{
  guint i = skip_link (job, skip_weekday_note (job, moment->end), "at around about by");
  PostilClock clock;
  gboolean near = i > moment->end && !(i == moment->end + 1 && postil_token_is_mark (at (job, moment->end), '-'));

  if (moment->phrase.date.width != POSTIL_DATE_DAY)
    return;
  if (postil_token_is_glued (at (job, moment->end)) && scan_iso_time (job, moment->end, &clock))
    ;
  else if (!postil_clock_scan (job, i, near && !postil_token_is_mark (at (job, (gint64) i - 1), ','), &clock))
    return;
  if (postil_token_is_mark (at (job, (gint64) i - 1), ',') && at (job, i)->kind == POSTIL_TOKEN_NUMBER && clock.end == i + 1)
    return;
  if (clock.hour < 12 && clock.hour > 4 && moment->part != NULL
      && (moment->part[0] == 'N' || moment->part[0] == 'E' || moment->part[0] == 'A'))
    clock.hour += 12;
  moment->clock = clock;
  moment->has_clock = TRUE;
  moment->end = clock.end;
  if (clock.hour > 0 && clock.hour < 12 && postil_figures_is (job, moment->end, "tonight"))
    {
      moment->clock.hour += 12;
      moment->end++;
    }
}

/* "this morning", "last night", "tonight", "tomorrow", any date. */
static gboolean
scan_date (const PostilFigureJob *job, guint begin, Moment *moment)
{
  const int direction = postil_dates_direction (job, begin);
  const char *part = direction < 2 ? postil_clock_scan_part (job, begin + 1) : NULL;
  PostilDatePhrase *phrase = &moment->phrase;
  guint i = begin;

  if (postil_figures_is (job, begin, "tonight"))
    {
      *phrase = (PostilDatePhrase){ begin, begin + 1, postil_date_from_day (job->day, POSTIL_DATE_DAY), NULL };
      moment->part = "NI";
    }
  else if (part != NULL)
    {
      *phrase = (PostilDatePhrase){ begin, begin + 2, postil_date_shift_days (job->day, direction), NULL };
      moment->part = part;
    }
  else if (postil_figures_is_one_of (job, begin, "late early") && scan_date (job, begin + 1, moment) && moment->part != NULL)
    {
      moment->begin = begin;
      return TRUE;
    }
  else
    {
      i += postil_figures_is (job, i, "the") ? 1 : 0;
      if (!postil_dates_scan (job, i, phrase))
        return FALSE;
    }
  moment->begin = MIN (begin, phrase->begin);
  moment->end = phrase->end;
  moment->has_date = TRUE;
  return TRUE;
}

/* "3pm on Tuesday", "8am this morning": the date after a time. */
static void
add_date (const PostilFigureJob *job, Moment *moment)
{
  Moment date = { 0 };
  const guint i = skip_link (job, moment->end, "on");

  if (!scan_date (job, i, &date) || date.phrase.date.width != POSTIL_DATE_DAY)
    return;
  moment->has_date = TRUE;
  moment->phrase = date.phrase;
  moment->end = date.end;
  if (date.part != NULL && moment->clock.hour < 12 && moment->clock.hour > 4
      && (date.part[0] == 'N' || date.part[0] == 'E' || date.part[0] == 'A'))
    moment->clock.hour += 12;
}

static gboolean
scan_moment (const PostilFigureJob *job, guint begin, Moment *moment)
{
  *moment = (Moment){ .begin = begin };
  if (postil_figures_is (job, begin, "right") && postil_figures_is (job, (gint64) begin + 1, "now"))
    begin++;
  if (postil_figures_is (job, begin, "now")
      && (moment->begin < begin || postil_figures_is_one_of (job, (gint64) begin - 1, "and to back go leave")))
    {
      moment->end = begin + 1;
      moment->has_date = moment->has_clock = TRUE;
      moment->phrase.date = postil_date_from_day (job->day, POSTIL_DATE_DAY);
      moment->clock.second = -1;
      return postil_day_is_valid (job->day);
    }
  if (scan_iso_time (job, begin, &moment->clock) && moment->clock.end > begin + 1)
    {
      moment->has_clock = moment->has_date = TRUE;
      moment->phrase.date = postil_date_from_day (job->day, POSTIL_DATE_DAY);
      moment->end = moment->clock.end;
      return TRUE;
    }
  if (scan_date (job, begin, moment))
    {
      if (moment->part == NULL)
        add_part (job, moment);
      add_clock (job, moment);
      return TRUE;
    }
  if (!postil_clock_scan (job, begin,
                          postil_clock_scan_part (job, begin + 1) != NULL
                              || (postil_token_is_mark (at (job, (gint64) begin + 1), ',')
                                  && postil_figures_is (job, (gint64) begin + 2, "tonight")),
                          &moment->clock))
    return FALSE;
  moment->has_clock = TRUE;
  moment->end = moment->clock.end;
  add_date (job, moment);
  return TRUE;
}

static char *
moment_to_iso (const Moment *moment)
{
  g_autofree char *day = moment->has_date ? postil_date_to_iso (&moment->phrase.date) : NULL;

  if (moment->has_clock)
    return moment->clock.second >= 0
               ? g_strdup_printf ("%sT%02d:%02d:%02d", day != NULL ? day : "", moment->clock.hour, moment->clock.minute,
                                  moment->clock.second)
               : g_strdup_printf ("%sT%02d:%02d", day != NULL ? day : "", moment->clock.hour, moment->clock.minute);
  if (moment->part != NULL)
    return day != NULL ? g_strconcat (day, "T", moment->part, NULL) : NULL;
  return g_steal_pointer (&day);
}

/* "13", "13th", "the fifteenth": a day whose month stands at the other end. */
static gboolean
scan_lone_day (const PostilFigureJob *job, guint begin, Moment *moment, int *day)
{
  guint i = begin, end;

  i += postil_figures_is (job, i, "the") ? 1 : 0;
  end = postil_dates_scan_day_number (job, i, day);
  if (end == 0 || (at (job, end)->word != NULL && at (job, end)->word->month > 0)
      || (at (job, end)->kind == POSTIL_TOKEN_MARK && postil_token_is_glued (at (job, end))
          && postil_token_is_glued (at (job, (gint64) end + 1))
          && (at (job, end)->c == '-' || at (job, end)->c == '/' || at (job, end)->c == ':') && begin > 0
          && at (job, (gint64) end + 2)->c == at (job, end)->c))
    return FALSE;
  *moment = (Moment){ .begin = begin, .end = end, .has_date = TRUE };
  return TRUE;
}

/* The link between two ends: a dash, "to", "through", "until", after "between" also "and". */
static guint
scan_range_link (const PostilFigureJob *job, guint begin, guint index)
{
  const PostilToken *token = at (job, index);
  const gboolean between = postil_figures_is (job, (gint64) begin - 1, "between");

  if (token->kind == POSTIL_TOKEN_MARK)
    return token->c == '-' || token->c == 0x2013 || token->c == 0x2014 ? index + 1 : 0;
  if (postil_figures_is_one_of (job, index, "to through thru until till til")
      || (between && postil_figures_is (job, index, "and")))
    return index + 1;
  return 0;
}

static void
add_period (PostilFigureJob *job, const Moment *from, const Moment *to)
{
  PostilFound *found = postil_figures_add (job, from->begin, to->end, POSTIL_FIGURE_PERIOD);
  g_autofree char *a = moment_to_iso (from), *b = moment_to_iso (to);

  if (found != NULL && a != NULL && b != NULL)
    found->figure.iso = g_strconcat (a, "/", b, NULL);
}

/* A beginning that names no year takes the end's. */
static void
borrow_year (const PostilFigureJob *job, Moment *from, Moment *to)
{
  PostilDate *a = &from->phrase.date, *b = &to->phrase.date;
  const int given = postil_token_number_sense (at (job, (gint64) from->phrase.end - 1)) == POSTIL_NUMBER_NONE
                    && at (job, (gint64) from->phrase.end - 1)->end - at (job, (gint64) from->phrase.end - 1)->start == 4
                    && at (job, (gint64) from->phrase.end - 1)->kind == POSTIL_TOKEN_NUMBER;
  const gboolean end_given = at (job, (gint64) to->phrase.end - 1)->kind == POSTIL_TOKEN_NUMBER
                             && at (job, (gint64) to->phrase.end - 1)->end - at (job, (gint64) to->phrase.end - 1)->start == 4;

  if (a->width != b->width || (a->width != POSTIL_DATE_DAY && a->width != POSTIL_DATE_MONTH) || given)
    return;
  if (end_given)
    a->year = b->year - (a->part > b->part ? 1 : 0);
  else if (b->year * 12 + b->part < a->year * 12 + a->part)
    b->year++;
}

/* "July 13 to 15", "July 13-15, 2012": the end is a day of the same month. */
static gboolean
read_same_month (PostilFigureJob *job, Moment *from, guint index, guint *next)
{
  Moment to;
  int day, year;
  guint end;

  if (from->has_clock || from->phrase.date.width != POSTIL_DATE_DAY || !scan_lone_day (job, index, &to, &day)
      || day <= from->phrase.date.day || day > 31
      || ((at (job, to.end)->c == '-' || at (job, to.end)->c == '/') && postil_token_is_glued (at (job, to.end)))
      || postil_token_is_mark (at (job, to.end), '/')
      || (postil_token_is_mark (at (job, to.end), ':') && postil_token_is_glued (at (job, to.end))))
    return FALSE;
  to.phrase.date = from->phrase.date;
  to.phrase.date.day = day;
  end = to.end + (postil_token_is_mark (at (job, to.end), ',') || postil_figures_is (job, to.end, "of") ? 1 : 0);
  if (postil_dates_scan_year (job, end, &year))
    {
      from->phrase.date.year = to.phrase.date.year = year;
      from->phrase.date.known = to.phrase.date.known = TRUE;
      to.end = end + 1;
    }
  add_period (job, from, &to);
  *next = to.end;
  return TRUE;
}

/* "from 13 to 15 July", "10 - 22 August 2012", "3 to 5pm": the beginning is bare. */
static gboolean
read_bare_begin (PostilFigureJob *job, guint begin, guint *next)
{
  Moment from, to;
  int day;
  guint link;

  if (!scan_lone_day (job, begin, &from, &day))
    return FALSE;
  link = scan_range_link (job, begin, from.end);
  if (link == 0)
    return FALSE;
  link += postil_figures_is (job, link, "the") && postil_token_number_sense (at (job, (gint64) link + 1)) == 0
                  && at (job, (gint64) link + 1)->kind != POSTIL_TOKEN_NUMBER
              ? 1
              : 0;
  if (!scan_moment (job, link, &to) || to.begin < link)
    return FALSE;
  if (to.has_clock && !to.has_date && day <= 12 && at (job, begin)->kind == POSTIL_TOKEN_NUMBER && from.end == begin + 1)
    {
      from.has_date = FALSE;
      from.has_clock = TRUE;
      from.clock = (PostilClock){ .end = from.end, .hour = day, .second = -1 };
      if (to.clock.hour >= 12 && day + 12 <= to.clock.hour && day < 12)
        from.clock.hour += 12;
    }
  else if (!to.has_clock && to.has_date && to.phrase.date.width == POSTIL_DATE_DAY && to.phrase.date.day > day)
    {
      from.phrase.date = to.phrase.date;
      from.phrase.date.day = day;
    }
  else
    return FALSE;
  add_period (job, &from, &to);
  *next = to.end;
  return TRUE;
}

/* "next three days", "last 2 weeks", "the following 2 quarters": whole units beside the present one. */
static gboolean
read_directed_count (PostilFigureJob *job, guint begin, guint *next)
{
  const int direction = postil_dates_direction (job, begin);
  PostilNumber number;
  Moment from = { .begin = begin, .has_date = TRUE }, to = { .has_date = TRUE };
  PostilDateWidth width;
  guint i = begin + 1;
  int count;

  if (direction == 2 || direction == 0 || !postil_number_scan (job, i, &number) || number.value < 2 || number.value > 1000
      || number.fraction)
    return FALSE;
  i = number.end;
  width = postil_dates_width_of_unit (postil_token_span_unit (at (job, i)));
  if (width == POSTIL_DATE_NONE || postil_figures_is (job, (gint64) i + 1, "of"))
    return FALSE;
  count = (int) number.value;
  from.phrase.date = postil_dates_shifted (job, width, direction < 0 ? -count : 1);
  to.phrase.date = postil_dates_shifted (job, width, direction < 0 ? -1 : count);
  if (width == POSTIL_DATE_WEEK)
    {
      const PostilDate week = postil_date_shift_days (job->day, 1 - (job->day.year > 0 ? postil_day_of_week (job->day) : 1));
      const PostilDay monday = { week.year, week.part, week.day };

      from.phrase.date = postil_date_shift_days (monday, direction < 0 ? -7 * count : 7);
      to.phrase.date = postil_date_shift_days (monday, direction < 0 ? -1 : 7 * count + 6);
    }
  to.end = i + 1;
  add_period (job, &from, &to);
  *next = to.end;
  return TRUE;
}

/* "all day", "all week": the whole of the present one. */
static gboolean
read_all (PostilFigureJob *job, guint begin, guint *next)
{
  const guint unit = postil_token_span_unit (at (job, (gint64) begin + 1));
  PostilDate date;
  PostilFound *found;

  if (!postil_figures_is (job, begin, "all") || unit < POSTIL_SPAN_UNIT_DAY || unit == POSTIL_SPAN_UNIT_SEASON
      || unit == POSTIL_SPAN_UNIT_HALF || job->tokens->text[at (job, (gint64) begin + 1)->byte_end - 1] == 's')
    return FALSE;
  date = postil_dates_shifted (job, postil_dates_width_of_unit (unit), 0);
  found = postil_figures_add (job, begin, begin + 2, unit == POSTIL_SPAN_UNIT_DAY ? POSTIL_FIGURE_DURATION : POSTIL_FIGURE_DATE);
  if (found != NULL)
    found->figure.iso = unit == POSTIL_SPAN_UNIT_DAY ? g_strdup ("P1D") : postil_date_to_iso (&date);
  *next = begin + 2;
  return TRUE;
}

/* "in 5 minutes", "two hours ago": a time so far from the beginning of the day of publication, which is all that is known. */
static gboolean
read_clock_offset (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number = { .value = 1, .end = begin + 1 };
  guint unit, end;
  gint64 seconds;
  gboolean ago;
  PostilDay day;
  PostilFound *found;

  if ((!postil_figures_is_one_of (job, begin, "a an") && !postil_number_scan (job, begin, &number)) || number.value > 1e6)
    return FALSE;
  unit = postil_token_span_unit (at (job, number.end));
  end = number.end + 1;
  ago = postil_figures_is_one_of (job, end, "ago earlier");
  if ((unit != POSTIL_SPAN_UNIT_MINUTE && unit != POSTIL_SPAN_UNIT_HOUR) || !postil_day_is_valid (job->day)
      || (!ago && !postil_figures_is (job, end, "later")
          && !(postil_figures_is (job, end, "from") && postil_figures_is (job, (gint64) end + 1, "now"))
          && !(postil_figures_is (job, (gint64) begin - 1, "in") && postil_offsets_point_ahead (job, begin - 1)
               && at (job, end)->kind == POSTIL_TOKEN_MARK && at (job, end)->c != ',')))
    return FALSE;
  seconds = (gint64) (number.value * (unit == POSTIL_SPAN_UNIT_HOUR ? 3600 : 60)) * (ago ? -1 : 1);
  seconds += postil_day_to_number (job->day) * 86400;
  day = postil_day_from_number (seconds / 86400);
  end += at (job, end)->kind == POSTIL_TOKEN_WORD ? (postil_figures_is (job, end, "from") ? 2 : 1) : 0;
  found = postil_figures_add (job, begin, end, POSTIL_FIGURE_TIME);
  if (found != NULL)
    found->figure.iso = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", day.year, day.month, day.day, (int) (seconds % 86400 / 3600),
                                         (int) (seconds % 3600 / 60));
  *next = end;
  return TRUE;
}

/* The thirds of a month, the ends of a week, the first quarter and the last four months of a year. Source: the usage of calendars
 * that resolve "early March" to days; in running text the modifier is kept apart instead. */
static gboolean
resolve_modifier (const PostilDatePhrase *phrase, PostilDate *from, PostilDate *to)
{
  const PostilDate *date = &phrase->date;
  const gboolean start = phrase->mod[0] == 's', end = phrase->mod[0] == 'e';
  PostilDate monday;
  gint64 day;

  if (!date->known)
    return FALSE;
  *from = *to = *date;
  switch (date->width)
    {
    case POSTIL_DATE_MONTH:
      from->width = to->width = POSTIL_DATE_DAY;
      from->day = start ? 1 : end ? 21 : 11;
      to->day = start ? 10 : end ? postil_date_days_in_month (date->year, date->part) : 20;
      return TRUE;
    case POSTIL_DATE_WEEK:
      day = postil_day_to_number ((PostilDay){ date->year, 1, 4 });
      day += 7 * (date->part - 1) - (postil_day_of_week (postil_day_from_number (day)) - 1);
      monday = postil_date_from_day (postil_day_from_number (day), POSTIL_DATE_DAY);
      *from = postil_date_shift_days ((PostilDay){ monday.year, monday.part, monday.day }, start ? 0 : end ? 4 : 2);
      *to = postil_date_shift_days ((PostilDay){ monday.year, monday.part, monday.day }, start ? 2 : end ? 6 : 3);
      return TRUE;
    case POSTIL_DATE_YEAR:
      from->width = to->width = POSTIL_DATE_MONTH;
      from->part = start ? 1 : end ? 9 : 4;
      to->part = start ? 3 : end ? 12 : 8;
      return TRUE;
    case POSTIL_DATE_NONE:
    case POSTIL_DATE_DAY:
    case POSTIL_DATE_WEEKEND:
    case POSTIL_DATE_QUARTER:
    case POSTIL_DATE_HALF:
    case POSTIL_DATE_SEASON:
    case POSTIL_DATE_DECADE:
    case POSTIL_DATE_CENTURY:
    default:
      return FALSE;
    }
}

/* A note that is nothing but "end of April", "early next week": the days that it covers. */
static gboolean
read_lone_modified (PostilFigureJob *job, const Moment *moment, guint *next)
{
  Moment from = *moment, to = *moment;
  guint first = moment->begin;

  while (first > job->sentence->begin && postil_figures_is_one_of (job, (gint64) first - 1, "at the in by around"))
    first--;
  if (moment->phrase.mod == NULL || first > job->sentence->begin || moment->end < job->sentence->end
      || !resolve_modifier (&moment->phrase, &from.phrase.date, &to.phrase.date))
    return FALSE;
  add_period (job, &from, &to);
  *next = moment->end;
  return TRUE;
}

/* "for 10 days from 18th Dec": a length after which its beginning stands. */
static gboolean
read_length_from (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number = { .value = 1, .end = begin + 1 };
  Moment from, to;
  guint i, unit;

  if (!postil_figures_is (job, (gint64) begin - 1, "for")
      || (!postil_figures_is_one_of (job, begin, "a an") && !postil_number_scan (job, begin, &number)) || number.value > 1000)
    return FALSE;
  unit = postil_token_span_unit (at (job, number.end));
  if (unit < POSTIL_SPAN_UNIT_DAY)
    return FALSE;
  i = number.end + 1;
  i += postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  if (!postil_figures_is_one_of (job, i, "from starting beginning") || !scan_date (job, i + 1, memset (&from, 0, sizeof from))
      || from.phrase.date.width != POSTIL_DATE_DAY)
    return FALSE;
  to = from;
  to.phrase.date = postil_offsets_add (&from.phrase.date, unit, number.value);
  from.begin = begin - 1;
  add_period (job, &from, &to);
  *next = to.end;
  return TRUE;
}

static gboolean
read_interval (PostilFigureJob *job, Moment *from, guint *next)
{
  Moment to;
  guint link = scan_range_link (job, from->begin, from->end);

  if (link == 0)
    return FALSE;
  if (from->has_date && read_same_month (job, from, link, next))
    return TRUE;
  link += postil_figures_is (job, link, "the") ? 1 : 0;
  if (!scan_moment (job, link, &to) || from->has_clock != to.has_clock)
    {
      if (!postil_figures_is_one_of (job, link, "now today") || !from->has_date)
        return FALSE;
      to = (Moment){ .end = link + 1, .has_date = TRUE };
      to.phrase.date = postil_date_from_day (job->day, POSTIL_DATE_DAY);
    }
  if (to.has_clock && to.end == link + 1 && postil_figures_is (job, link, "now"))
    to.has_clock = FALSE;
  if (from->has_date && to.has_date)
    {
      const gboolean weekdays = from->phrase.end == from->phrase.begin + 1 && at (job, from->phrase.begin)->word != NULL
                                && at (job, from->phrase.begin)->word->weekday > 0;

      borrow_year (job, from, &to);
      if (weekdays && to.phrase.date.known && from->phrase.date.known
          && postil_day_to_number ((PostilDay){ to.phrase.date.year, to.phrase.date.part, to.phrase.date.day })
                 < postil_day_to_number ((PostilDay){ from->phrase.date.year, from->phrase.date.part, from->phrase.date.day }))
        to.phrase.date = postil_date_shift_days ((PostilDay){ to.phrase.date.year, to.phrase.date.part, to.phrase.date.day }, 7);
    }
  else if (!from->has_date && to.has_date)
    {
      from->has_date = TRUE;
      from->phrase = to.phrase;
    }
  else if (from->has_date && to.has_clock)
    {
      to.has_date = TRUE;
      to.phrase = from->phrase;
    }
  add_period (job, from, &to);
  *next = to.end;
  return TRUE;
}

/**
 * postil_moments_read:
 * @job: the job of a note
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a moment with a time of day, or a period between two moments; a plain date is left to the caller.
 *
 * Returns: whether there is one.
 */
gboolean
postil_moments_read (PostilFigureJob *job, guint begin, guint *next)
{
  Moment moment;
  PostilFound *found;

  if (read_all (job, begin, next) || read_clock_offset (job, begin, next) || read_directed_count (job, begin, next)
      || read_length_from (job, begin, next) || read_bare_begin (job, begin, next))
    return TRUE;
  if (!scan_moment (job, begin, &moment))
    return FALSE;
  if (read_interval (job, &moment, next) || (!moment.has_clock && moment.part == NULL && read_lone_modified (job, &moment, next)))
    return TRUE;
  if (!moment.has_clock && moment.part == NULL)
    return FALSE;
  found = postil_figures_add (job, moment.begin, moment.end, POSTIL_FIGURE_TIME);
  if (found != NULL)
    found->figure.iso = moment_to_iso (&moment);
  *next = moment.end;
  return TRUE;
}
