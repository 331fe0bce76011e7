/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures written with ideographs: 2801亿元, 22亿美元, 三百万, 百分之五, 3倍, 2025年3月4日, 去年, 第三季度. */
#include "config.h"

#include "postil-dates-private.h"

#include <math.h>
#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* The tokens from `index` that spell `text`; 0 when they do not. */
static guint
spells (const PostilFigureJob *job, guint index, const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      const PostilToken *token = at (job, (gint64) index + n);

      if (token->kind != POSTIL_TOKEN_HAN || token->c != g_utf8_get_char (p))
        return 0;
    }
  return n;
}

typedef struct
{
  const char *text;
  const char *value;
} Row;

/* The row whose text begins at index; the longest rows stand first. */
static const char *
find_row (const PostilFigureJob *job, guint index, const Row *rows, guint *end)
{
  for (; rows->text != NULL; rows++)
    {
      const guint n = spells (job, index, rows->text);

      if (n > 0)
        {
          *end = index + n;
          return rows->value;
        }
    }
  return NULL;
}

static const Row currencies[]
    = { { "人民币", "CNY" }, { "新台币", "TWD" }, { "新台幣", "TWD" }, { "美元", "USD" }, { "美金", "USD" }, { "港元", "HKD" },
        { "港币", "HKD" },   { "欧元", "EUR" },   { "歐元", "EUR" },   { "日元", "JPY" }, { "日圆", "JPY" }, { "英镑", "GBP" },
        { "韩元", "KRW" },   { "卢布", "RUB" },   { "卢比", "INR" },   { "澳元", "AUD" }, { "加元", "CAD" }, { "瑞郎", "CHF" },
        { "新元", "SGD" },   { "元", "CNY" },     { "块", "CNY" },     { NULL, NULL } };

static const Row units[] = { { "平方公里", "square kilometre" },
                             { "平方千米", "square kilometre" },
                             { "平方米", "square metre" },
                             { "立方米", "cubic metre" },
                             { "公里", "kilometre" },
                             { "千米", "kilometre" },
                             { "厘米", "centimetre" },
                             { "毫米", "millimetre" },
                             { "纳米", "nanometre" },
                             { "米", "metre" },
                             { "英里", "mile" },
                             { "公斤", "kilogram" },
                             { "千克", "kilogram" },
                             { "克", "gram" },
                             { "吨", "tonne" },
                             { "噸", "tonne" },
                             { "公顷", "hectare" },
                             { "亩", "mu" },
                             { "千瓦时", "kilowatt-hour" },
                             { "兆瓦", "megawatt" },
                             { "吉瓦", "gigawatt" },
                             { "千瓦", "kilowatt" },
                             { "瓦", "watt" },
                             { "桶", "barrel" },
                             { "升", "litre" },
                             { "摄氏度", "celsius" },
                             { NULL, NULL } };

static const Row spans[] = { { "个月", "PM" }, { "個月", "PM" },   { "小时", "TH" }, { "小時", "TH" }, { "分钟", "TM" },
                             { "分鐘", "TM" }, { "个季度", "PQ" }, { "周年", "PY" }, { "年", "PY" },   { "天", "PD" },
                             { "周", "PW" },   { "秒", "TS" },     { NULL, NULL } };

static double
scale_of (gunichar c)
{
  switch (c)
    {
    case 0x5341: /* ten */
      return 10;
    case 0x767e:
      return 100;
    case 0x5343:
      return 1e3;
    case 0x4e07:
    case 0x842c:
      return 1e4;
    case 0x4ebf:
    case 0x5104:
      return 1e8;
    case 0x5146:
      return 1e12;
    default:
      return 0;
    }
}

static int
digit_of (gunichar c)
{
  static const gunichar digits[] = { 0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

  for (int i = 0; i < 10; i++)
    if (digits[i] == c)
      return i;
  return c == 0x4e24 || c == 0x5169 ? 2 : c == 0x3007 ? 0 : -1;
}

/* Digits and the ideographs of scale after them: 2801亿, 1.2万亿, 3千. */
static guint
scan_mixed (const PostilFigureJob *job, guint begin, double *value)
{
  guint i = begin + 1;
  guint8 decimals;

  if (!postil_number_scan_digits (job, begin, value, &decimals))
    return 0;
  for (; at (job, i)->kind == POSTIL_TOKEN_HAN && scale_of (at (job, i)->c) >= 100
         && !(at (job, i)->c == 0x5146 && at (job, (gint64) i + 1)->c == 0x74e6); /* a trillion, but mega before watt */
       i++)
    *value *= scale_of (at (job, i)->c);
  return i;
}

/* A number all in ideographs: 三百二十万, 十五, 两千. */
static guint
scan_ideographs (const PostilFigureJob *job, guint begin, double *value)
{
  double total = 0, section = 0, digit = -1;
  guint i = begin;

  for (; at (job, i)->kind == POSTIL_TOKEN_HAN && i < begin + 24; i++)
    {
      const gunichar c = at (job, i)->c;
      const double scale = scale_of (c);

      if (digit_of (c) >= 0)
        digit = digit_of (c);
      else if (scale >= 1e4)
        {
          total = (total + section + MAX (digit, 0)) * scale;
          section = 0;
          digit = -1;
        }
      else if (scale > 0)
        {
          section += (digit < 0 ? 1 : digit) * scale;
          digit = -1;
        }
      else
        break;
    }
  *value = total + section + MAX (digit, 0);
  return i > begin ? i : 0;
}

static guint
scan_number (const PostilFigureJob *job, guint begin, double *value)
{
  return at (job, begin)->kind == POSTIL_TOKEN_NUMBER ? scan_mixed (job, begin, value) : scan_ideographs (job, begin, value);
}

/* One number and the ideograph after it, as in 3月: the number, -1 when it is another. */
static int
scan_part (const PostilFigureJob *job, guint index, const char *unit, guint *end)
{
  double value;
  guint i = at (job, index)->kind == POSTIL_TOKEN_NUMBER ? index + 1 : scan_ideographs (job, index, &value), n;
  guint8 decimals;

  if (i == 0)
    return -1;
  if (at (job, index)->kind == POSTIL_TOKEN_NUMBER
      && (!postil_number_scan_digits (job, index, &value, &decimals) || decimals > 0))
    return -1;
  n = spells (job, i, unit);
  if (n == 0 || value < 1 || value > 2200)
    return -1;
  *end = i + n;
  return (int) value;
}

static void
add_date (PostilFigureJob *job, const guint span[2], const PostilDate *date, const char *mod)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], POSTIL_FIGURE_DATE);

  if (found == NULL)
    return;
  found->figure.iso = postil_date_to_iso (date);
  found->figure.mod = g_strdup (mod);
}

/* 今年, 去年, 上个月, 昨天: the year, month or day counted from the day of publication. */
static gboolean
scan_relative (const PostilFigureJob *job, guint begin, guint *end, PostilDate *date)
{
  static const struct
  {
    const char *text;
    PostilDateWidth width;
    int steps;
  } rows[] = { { "今年", POSTIL_DATE_YEAR, 0 },       { "去年", POSTIL_DATE_YEAR, -1 },    { "明年", POSTIL_DATE_YEAR, 1 },
               { "前年", POSTIL_DATE_YEAR, -2 },      { "本月", POSTIL_DATE_MONTH, 0 },    { "上个月", POSTIL_DATE_MONTH, -1 },
               { "上月", POSTIL_DATE_MONTH, -1 },     { "下个月", POSTIL_DATE_MONTH, 1 },  { "下月", POSTIL_DATE_MONTH, 1 },
               { "上周", POSTIL_DATE_WEEK, -1 },      { "本周", POSTIL_DATE_WEEK, 0 },     { "下周", POSTIL_DATE_WEEK, 1 },
               { "昨天", POSTIL_DATE_DAY, -1 },       { "昨日", POSTIL_DATE_DAY, -1 },     { "今天", POSTIL_DATE_DAY, 0 },
               { "今日", POSTIL_DATE_DAY, 0 },        { "明天", POSTIL_DATE_DAY, 1 },      { "前天", POSTIL_DATE_DAY, -2 },
               { "上季度", POSTIL_DATE_QUARTER, -1 }, { "本季度", POSTIL_DATE_QUARTER, 0 } };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      const guint n = spells (job, begin, rows[r].text);

      if (n == 0)
        continue;
      *end = begin + n;
      *date = postil_dates_shifted (job, rows[r].width, rows[r].steps);
      return TRUE;
    }
  return FALSE;
}

/* 第三季度, 三季度, 上半年 after a year or alone. */
static gboolean
scan_part_of_year (const PostilFigureJob *job, guint begin, guint *end, PostilDate *date)
{
  guint i = begin + spells (job, begin, "第");
  int quarter;
  const guint upper = spells (job, begin, "上半年"), lower = spells (job, begin, "下半年");

  if (upper + lower > 0)
    {
      *end = begin + 3;
      date->width = POSTIL_DATE_HALF;
      date->part = upper > 0 ? 1 : 2;
      return TRUE;
    }
  quarter = scan_part (job, i, "季度", end);
  if (quarter < 1 || quarter > 4)
    return FALSE;
  date->width = POSTIL_DATE_QUARTER;
  date->part = quarter;
  return TRUE;
}

/* What completes a year: a month and a day, a quarter, the beginning or the end. */
static void
complete_year (const PostilFigureJob *job, guint *end, PostilDate *date, const char **mod)
{
  guint next;
  int month, day;

  if (scan_part_of_year (job, *end, &next, date))
    {
      *end = next;
      return;
    }
  month = scan_part (job, *end, "月", &next);
  if (month >= 1 && month <= 12)
    {
      *date = (PostilDate){ POSTIL_DATE_MONTH, date->known, date->year, month, 0 };
      *end = next;
      day = scan_part (job, *end, "日", &next);
      if (day >= 1 && day <= postil_date_days_in_month (date->year, month))
        {
          *date = (PostilDate){ POSTIL_DATE_DAY, date->known, date->year, month, day };
          *end = next;
          return;
        }
    }
  if (spells (job, *end, "初") + spells (job, *end, "底") + spells (job, *end, "末") + spells (job, *end, "中") == 0)
    return;
  *mod = spells (job, *end, "初") > 0 ? "start" : spells (job, *end, "中") > 0 ? "mid" : "end";
  *end += 1;
}

static gboolean
read_date (PostilFigureJob *job, guint begin, guint *next)
{
  PostilDate date = { POSTIL_DATE_YEAR, TRUE, 0, 0, 0 };
  const char *mod = NULL;
  guint end;
  int month, day;

  if (scan_relative (job, begin, &end, &date))
    {
      if (date.width == POSTIL_DATE_YEAR)
        complete_year (job, &end, &date, &mod);
    }
  else if (at (job, begin)->kind == POSTIL_TOKEN_NUMBER && (date.year = scan_part (job, begin, "年", &end)) >= 1500)
    complete_year (job, &end, &date, &mod);
  else if ((month = scan_part (job, begin, "月", &end)) >= 1 && month <= 12)
    {
      date = postil_date_nearest_month (job->day, month, FALSE);
      day = scan_part (job, end, "日", &end);
      if (day >= 1 && day <= 31)
        date = postil_date_nearest_day (job->day, month, day);
    }
  else
    {
      date = postil_date_from_day (job->day, POSTIL_DATE_YEAR);
      if (!scan_part_of_year (job, begin, &end, &date))
        return FALSE;
      if (date.width == POSTIL_DATE_QUARTER)
        date = postil_date_nearest_quarter (job->day, date.part, FALSE);
    }
  add_date (job, (const guint[]){ begin, end }, &date, mod);
  *next = end;
  return TRUE;
}

/* 百分之五, 3.5个百分点. */
static gboolean
read_percent (PostilFigureJob *job, guint begin, guint *next)
{
  const guint n = spells (job, begin, "百分之");
  double value;
  guint end, points;
  PostilFound *found;

  end = scan_number (job, begin + n, &value);
  if (end == 0)
    return FALSE;
  points = spells (job, end, "个百分点") + spells (job, end, "百分点");
  if (n == 0 && points == 0)
    return FALSE;
  end += points;
  found = postil_figures_add (job, begin, end, POSTIL_FIGURE_PERCENT);
  if (found != NULL)
    {
      found->figure.value = value;
      found->figure.unit = g_strdup (points > 0 ? "pp" : "%");
    }
  *next = end;
  return TRUE;
}

/* 第三: an ordinal. */
static gboolean
read_ordinal (PostilFigureJob *job, guint begin, guint *next)
{
  double value;
  guint end;
  PostilFound *found;

  if (spells (job, begin, "第") == 0)
    return FALSE;
  end = scan_number (job, begin + 1, &value);
  if (end == 0)
    return FALSE;
  found = postil_figures_add (job, begin, end, POSTIL_FIGURE_ORDINAL);
  if (found != NULL)
    found->figure.value = value;
  *next = end;
  return TRUE;
}

static PostilFound *
add_value (PostilFigureJob *job, const guint span[2], PostilFigureKind kind, double value)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], kind);

  if (found != NULL)
    found->figure.value = value;
  return found;
}

/* What a number counts: money, a measure, time, age, a multiple. */
static gboolean
read_counted (PostilFigureJob *job, guint begin, guint number_end, double value, guint *next)
{
  PostilFound *found;
  guint end = number_end;
  const char *row = find_row (job, number_end, currencies, &end);

  *next = end;
  if (row != NULL)
    {
      *next = end = end + (g_str_equal (row, "CNY") && spells (job, number_end, "元") > 0 ? spells (job, end, "人民币") : 0);
      found = add_value (job, (const guint[]){ begin, end }, POSTIL_FIGURE_MONEY, value);
      if (found != NULL)
        g_strlcpy (found->figure.currency, row, sizeof found->figure.currency);
      return TRUE;
    }
  if ((row = find_row (job, number_end, units, next)) != NULL)
    {
      found = add_value (job, (const guint[]){ begin, *next }, POSTIL_FIGURE_QUANTITY, value);
      if (found != NULL)
        found->figure.unit = g_strdup (row);
      return TRUE;
    }
  if (spells (job, number_end, "岁") + spells (job, number_end, "歲") > 0)
    {
      *next = number_end + 1;
      found = add_value (job, (const guint[]){ begin, *next }, POSTIL_FIGURE_AGE, value);
      if (found != NULL)
        found->figure.unit = g_strdup ("year");
      return TRUE;
    }
  if (spells (job, number_end, "倍") > 0)
    {
      *next = number_end + 1;
      add_value (job, (const guint[]){ begin, *next }, POSTIL_FIGURE_MULTIPLE, value);
      return TRUE;
    }
  if ((row = find_row (job, number_end, spans, next)) != NULL && value < 1000)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      found = add_value (job, (const guint[]){ begin, *next }, POSTIL_FIGURE_DURATION, value);
      g_ascii_formatd (number, sizeof number, "%.10g", row[1] == 'Q' ? value * 3 : value);
      if (found != NULL)
        found->figure.iso = g_strdup_printf ("P%s%s%c", row[0] == 'T' ? "T" : "", number, row[1] == 'Q' ? 'M' : row[1]);
      return TRUE;
    }
  return FALSE;
}

/**
 * postil_figures_read_han:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a figure whose number, scale, currency or unit is written in ideographs.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_han (PostilFigureJob *job, guint begin, guint *next)
{
  const PostilToken *token = at (job, begin);
  const gboolean digits = token->kind == POSTIL_TOKEN_NUMBER;
  double value;
  guint end;

  if (digits ? at (job, (gint64) begin + 1)->kind != POSTIL_TOKEN_HAN : token->kind != POSTIL_TOKEN_HAN)
    return FALSE;
  if (read_date (job, begin, next) || read_percent (job, begin, next) || read_ordinal (job, begin, next))
    return TRUE;
  end = scan_number (job, begin, &value);
  if (end == 0)
    return FALSE;
  if (read_counted (job, begin, end, value, next))
    return TRUE;
  /* Ideographs alone are too often part of a word: 一些, 万一. */
  if (digits ? end == begin + 1 : end < begin + 2 || value < 10)
    return FALSE;
  *next = end;
  add_value (job, (const guint[]){ begin, end }, POSTIL_FIGURE_NUMBER, value);
  return TRUE;
}
