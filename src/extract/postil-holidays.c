/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feasts and holidays: those of a fixed day, those of a weekday in a month, and those that move with Easter or the moon. Sources: the
 * Gregorian and Julian computus (Meeus, Astronomical Algorithms, ch. 8); new moons of the Chinese year as published by the Hong Kong
 * Observatory. */
#include "config.h"

#include "postil-dates-private.h"

#include <string.h>

typedef enum
{
  RULE_FIXED,    /* month, day */
  RULE_NTH,      /* the n-th weekday of a month; n 5 the last */
  RULE_AFTER,    /* the weekday on or after a day */
  RULE_EASTER,   /* days from Easter */
  RULE_ORTHODOX, /* days from Orthodox Easter */
  RULE_TABLE,    /* a row of moon_days */
} Rule;

typedef struct
{
  const char *names; /* folded, apart by |; words apart by blanks */
  guint8 rule;
  gint8 month; /* or row of moon_days */
  gint8 day;   /* or n, or days from Easter */
  gint8 weekday;
  gboolean weak; /* an ordinary word: only in a note or with a year */
} Holiday;

static const Holiday holidays[] = {
  { "christmas eve|xmas eve|heiligabend|nochebuena", RULE_FIXED, 12, 24, 0, FALSE },
  { "christmas day|christmas|xmas day|xmas|x-mas|weihnachten|noël|navidad", RULE_FIXED, 12, 25, 0, FALSE },
  { "boxing day|st stephen's day|saint stephen's day", RULE_FIXED, 12, 26, 0, FALSE },
  { "new year's eve|new years eve|silvester|nochevieja", RULE_FIXED, 12, 31, 0, FALSE },
  { "new year's day|new years day|new year day|neujahr|año nuevo", RULE_FIXED, 1, 1, 0, FALSE },
  { "new year's|new years|new year", RULE_FIXED, 1, 1, 0, TRUE },
  { "epiphany|three kings' day", RULE_FIXED, 1, 6, 0, FALSE },
  { "australia day", RULE_FIXED, 1, 26, 0, FALSE },
  { "groundhog day", RULE_FIXED, 2, 2, 0, FALSE },
  { "valentine's day|valentines day|valentine day|saint valentine's day|st valentine's day|valentine's", RULE_FIXED, 2, 14, 0,
    FALSE },
  { "international women's day|women's day", RULE_FIXED, 3, 8, 0, FALSE },
  { "pi day", RULE_FIXED, 3, 14, 0, FALSE },
  { "st patrick's day|saint patrick's day|st. patrick's day|st paddy's day", RULE_FIXED, 3, 17, 0, FALSE },
  { "april fools' day|april fool's day|april fools day|april fools|april fool", RULE_FIXED, 4, 1, 0, FALSE },
  { "earth day", RULE_FIXED, 4, 22, 0, FALSE },
  { "anzac day", RULE_FIXED, 4, 25, 0, FALSE },
  { "may day|labour day|international workers' day|workers' day|tag der arbeit", RULE_FIXED, 5, 1, 0, FALSE },
  { "star wars day", RULE_FIXED, 5, 4, 0, FALSE },
  { "cinco de mayo", RULE_FIXED, 5, 5, 0, FALSE },
  { "juneteenth", RULE_FIXED, 6, 19, 0, FALSE },
  { "canada day", RULE_FIXED, 7, 1, 0, FALSE },
  { "independence day|fourth of july", RULE_FIXED, 7, 4, 0, FALSE },
  { "bastille day", RULE_FIXED, 7, 14, 0, FALSE },
  { "assumption day|assumption of mary", RULE_FIXED, 8, 15, 0, FALSE },
  { "parsi new year|jamshedi navroz", RULE_FIXED, 8, 16, 0, FALSE },
  { "nowruz|navroz|persian new year", RULE_FIXED, 3, 21, 0, FALSE },
  { "halloween|hallowe'en|halloween day|all hallows' eve", RULE_FIXED, 10, 31, 0, FALSE },
  { "all saints' day|all saints day", RULE_FIXED, 11, 1, 0, FALSE },
  { "all souls' day|all souls day|day of the dead", RULE_FIXED, 11, 2, 0, FALSE },
  { "guy fawkes night|guy fawkes day|bonfire night", RULE_FIXED, 11, 5, 0, FALSE },
  { "veterans day|veteran's day|veterans' day|remembrance day|armistice day|singles' day|singles day", RULE_FIXED, 11, 11, 0,
    FALSE },
  { "human rights day", RULE_FIXED, 12, 10, 0, FALSE },
  { "martin luther king day|martin luther king jr day|mlk day|martin luther king jr. day", RULE_NTH, 1, 3, 1, FALSE },
  { "presidents' day|presidents day|president's day|washington's birthday", RULE_NTH, 2, 3, 1, FALSE },
  { "mother's day|mothers' day|mothers day|mother day", RULE_NTH, 5, 2, 7, FALSE },
  { "memorial day|decoration day", RULE_NTH, 5, 5, 1, FALSE },
  { "father's day|fathers' day|fathers day|father day", RULE_NTH, 6, 3, 7, FALSE },
  { "labor day", RULE_NTH, 9, 1, 1, FALSE },
  { "columbus day|indigenous peoples' day", RULE_NTH, 10, 2, 1, FALSE },
  { "thanksgiving day|thanksgiving|turkey day", RULE_NTH, 11, 4, 4, FALSE },
  { "black friday", RULE_AFTER, 11, 23, 5, FALSE },
  { "small business saturday", RULE_AFTER, 11, 24, 6, FALSE },
  { "cyber monday", RULE_AFTER, 11, 26, 1, FALSE },
  { "giving tuesday", RULE_AFTER, 11, 27, 2, FALSE },
  { "victoria day", RULE_AFTER, 5, 18, 1, FALSE },
  { "early may bank holiday", RULE_NTH, 5, 1, 1, FALSE },
  { "spring bank holiday", RULE_NTH, 5, 5, 1, FALSE },
  { "summer bank holiday|august bank holiday", RULE_NTH, 8, 5, 1, FALSE },
  { "orthodox easter monday", RULE_ORTHODOX, 0, 1, 0, FALSE },
  { "orthodox good friday|orthodox great friday", RULE_ORTHODOX, 0, -2, 0, FALSE },
  { "orthodox palm sunday", RULE_ORTHODOX, 0, -7, 0, FALSE },
  { "orthodox easter sunday|orthodox easter", RULE_ORTHODOX, 0, 0, 0, FALSE },
  { "easter monday|ostermontag", RULE_EASTER, 0, 1, 0, FALSE },
  { "easter sunday|easter|ostern|pâques|pascua|ostersonntag", RULE_EASTER, 0, 0, 0, FALSE },
  { "holy saturday|easter saturday", RULE_EASTER, 0, -1, 0, FALSE },
  { "good friday|karfreitag|easter friday|viernes santo", RULE_EASTER, 0, -2, 0, FALSE },
  { "maundy thursday|holy thursday|covenant thursday", RULE_EASTER, 0, -3, 0, FALSE },
  { "palm sunday", RULE_EASTER, 0, -7, 0, FALSE },
  { "ash wednesday|aschermittwoch", RULE_EASTER, 0, -46, 0, FALSE },
  { "shrove tuesday|mardi gras|pancake day|pancake tuesday|fat tuesday", RULE_EASTER, 0, -47, 0, FALSE },
  { "rosenmontag|clean monday", RULE_EASTER, 0, -48, 0, FALSE },
  { "ascension day|ascension thursday|himmelfahrt", RULE_EASTER, 0, 39, 0, FALSE },
  { "pentecost monday|whit monday|pfingstmontag|pfingsten", RULE_EASTER, 0, 50, 0, FALSE },
  { "pentecost sunday|pentecost|whit sunday|pfingstsonntag|pentecôte", RULE_EASTER, 0, 49, 0, FALSE },
  { "trinity sunday", RULE_EASTER, 0, 56, 0, FALSE },
  { "corpus christi", RULE_EASTER, 0, 60, 0, FALSE },
  { "chinese lunar new year's day|chinese lunar new year|chinese new year's day|chinese new year|lunar new year|chinese spring "
    "festival",
    RULE_TABLE, 0, 0, 0, FALSE },
  { "eid al fitr|eid al-fitr|eid ul-fitr|eid", RULE_TABLE, 1, 0, 0, FALSE },
  { "diwali|deepavali", RULE_TABLE, 2, 0, 0, FALSE },
};

#define FIRST_MOON_YEAR 2009
#define N_MOON_YEARS 23

/* Month * 100 + day for each year from 2009. */
static const guint16 moon_days[][N_MOON_YEARS]
    = { { 126, 214, 203, 123, 210, 131, 219, 208, 128, 216, 205, 125, 212, 201, 122, 210, 129, 217, 206, 126, 213, 203, 123 },
        { 920, 910, 830, 819, 808, 728, 717, 706, 625, 615, 604, 524, 513, 502, 421, 410, 330, 320, 309, 226, 214, 205, 124 },
        { 1017, 1105, 1026, 1113, 1103, 1023, 1111, 1030, 1019, 1107, 1027, 1114,
          1104, 1024, 1112, 1101, 1020, 1108, 1029, 1017, 1105, 1026, 1114 } };

static gint64
number_of (int year, int month, int day)
{
  return postil_day_to_number ((PostilDay){ year, month, day });
}

/* Easter Sunday of the Gregorian church. */
static gint64
easter (int year)
{
  const int a = year % 19, b = year / 100, c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int sum = h + l - 7 * m + 114;

  return number_of (year, sum / 31, sum % 31 + 1);
}

static gint64
orthodox_easter (int year)
{
  const int d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int sum = d + e + 114;

  return number_of (year, sum / 31, sum % 31 + 1) + year / 100 - year / 400 - 2;
}

/* The day of a holiday in a year; -1 when it is not known. */
static gint64
day_of (const Holiday *holiday, int year)
{
  gint64 day;

  switch ((Rule) holiday->rule)
    {
    case RULE_FIXED:
      return number_of (year, holiday->month, holiday->day);
    case RULE_NTH:
      day = number_of (year, holiday->month, holiday->day == 5 ? postil_date_days_in_month (year, holiday->month) - 6 : 1);
      day += (holiday->weekday - postil_day_of_week (postil_day_from_number (day)) + 7) % 7;
      return day + (holiday->day == 5 ? 0 : 7 * (holiday->day - 1));
    case RULE_AFTER:
      day = number_of (year, holiday->month, holiday->day);
      return day + (holiday->weekday - postil_day_of_week (postil_day_from_number (day)) + 7) % 7;
    case RULE_EASTER:
      return easter (year) + holiday->day;
    case RULE_ORTHODOX:
      return orthodox_easter (year) + holiday->day;
    case RULE_TABLE:
      if (year < FIRST_MOON_YEAR || year >= FIRST_MOON_YEAR + N_MOON_YEARS)
        return -1;
      return number_of (year, moon_days[holiday->month][year - FIRST_MOON_YEAR] / 100,
                        moon_days[holiday->month][year - FIRST_MOON_YEAR] % 100);
    default:
      return -1;
    }
}

/* Whether the tokens from index spell one of the names; the token after it, else 0. */
static guint
match_names (const PostilFigureJob *job, guint index, const char *names)
{
  const char *name = names;
  const PostilToken *first = postil_figures_token (job, index);
  const gunichar initial = first->c < 0x80 ? (first->c | 0x20) : 0;

  while (*name != '\0')
    {
      const gsize length = strcspn (name, "|");
      gsize done = 0;
      guint i = index;

      if (initial != 0 && (guchar) name[0] != initial)
        {
          name += length + (name[length] == '|');
          continue;
        }
      while (done < length && i < job->sentence->end)
        {
          const PostilToken *token = postil_figures_token (job, i);
          const gsize n = token->byte_end - token->byte;
          char folded[32];
          gsize m;

          if (n + 4 > sizeof folded || (i > index && postil_token_has (token, POSTIL_TOKEN_LINE_BEFORE)))
            break;
          m = postil_token_fold (job->tokens->text + token->byte, n, folded, sizeof folded);
          if (done + m > length || memcmp (name + done, folded, m) != 0)
            break;
          done += m;
          i++;
          if (done < length && name[done] == ' ')
            done++;
        }
      if (done == length && i > index && first->kind == POSTIL_TOKEN_WORD)
        return i;
      name += length + (name[length] == '|');
    }
  return 0;
}

static const Holiday *
find_holiday (const PostilFigureJob *job, guint begin, guint *end)
{
  const Holiday *best = NULL;

  *end = 0;
  for (guint h = 0; h < G_N_ELEMENTS (holidays); h++)
    {
      const guint found = match_names (job, begin, holidays[h].names);

      if (found > *end)
        {
          *end = found;
          best = &holidays[h];
        }
    }
  return best;
}

/* A first look, so that most words cost little. */
static gboolean
may_be_holiday (const PostilFigureJob *job, guint begin)
{
  const PostilToken *token = postil_figures_token (job, begin);
  const guint flags = token->word != NULL ? token->word->classes : 0;

  if (token->kind != POSTIL_TOKEN_WORD || (flags & POSTIL_WORD_HOLIDAY) == 0)
    return FALSE;
  return job->brief || postil_token_has (token, POSTIL_TOKEN_CAPITAL);
}

/**
 * postil_holidays_scan:
 * @job: the job
 * @begin: a token of the sentence
 * @direction: -1 the last one, 0 the nearest or next one, 1 the next one
 * @phrase: (out caller-allocated): the reading
 *
 * Reads the name of a holiday, with a year after it when there is one.
 *
 * Returns: whether there is one.
 */
gboolean
postil_holidays_scan (const PostilFigureJob *job, guint begin, int direction, PostilDatePhrase *phrase)
{
  const Holiday *holiday;
  const gint64 today = postil_day_is_valid (job->day) ? postil_day_to_number (job->day) : 0;
  int year = job->day.year, stated;
  guint end, year_end;
  gboolean given;
  gint64 day, best = -1;

  if (!may_be_holiday (job, begin) || (holiday = find_holiday (job, begin, &end)) == NULL)
    return FALSE;
  year_end
      = end
        + (postil_token_is_mark (postil_figures_token (job, end), ',') || postil_figures_is_one_of (job, end, "of in") ? 1 : 0);
  given = postil_dates_scan_year (job, year_end, &stated);
  year = given ? stated : year;
  if (!given && postil_figures_is_one_of (job, year_end, "this last next")
      && postil_figures_is (job, (gint64) year_end + 1, "year"))
    {
      given = year > 0;
      year += postil_figures_is (job, year_end, "last") ? -1 : postil_figures_is (job, year_end, "next") ? 1 : 0;
      year_end++;
    }
  if (holiday->weak && !given && !(job->brief && job->tokens->n_tokens < 8))
    return FALSE;
  *phrase = (PostilDatePhrase){ .begin = begin, .end = given ? year_end + 1 : end, .date = { .width = POSTIL_DATE_DAY } };
  if (year == 0)
    return TRUE;
  if (given)
    best = day_of (holiday, year);
  else
    for (int y = year - 1; y <= year + 1; y++)
      {
        day = day_of (holiday, y);
        if (day < 0)
          continue;
        if (direction < 0 ? day < today : direction > 0 ? day > today && best < 0 : best < 0 || (day >= today && best < today))
          best = day;
      }
  /* In news a holiday lately past is meant rather than one far ahead. */
  if (!given && direction == 0 && !(job->brief && begin <= job->sentence->begin + 2) && best > today + 200
      && !postil_dates_look_ahead (job, begin))
    best = day_of (holiday, year - 1) > 0 && day_of (holiday, year) > today ? day_of (holiday, year - 1) : day_of (holiday, year);
  if (best < 0)
    return TRUE;
  if (postil_figures_is (job, phrase->end, "weekend"))
    {
      phrase->date = postil_date_from_day (postil_day_from_number (best - 3), POSTIL_DATE_WEEKEND);
      phrase->end++;
      return TRUE;
    }
  phrase->date = postil_date_from_day (postil_day_from_number (best), POSTIL_DATE_DAY);
  return TRUE;
}
