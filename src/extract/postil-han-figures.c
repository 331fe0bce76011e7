/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures whose unit is written in ideographs: 2801亿元, 22亿美元, 300万, 2025年3月4日. */
#include "config.h"

#include "postil-dates-private.h"

/* The tokens from `index` that spell `text`; 0 when they do not. */
static guint
spells (const PostilFigureJob *job, guint index, const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      const PostilToken *token = postil_figures_token (job, (gint64) index + n);

      if (token->kind != POSTIL_TOKEN_HAN || token->c != g_utf8_get_char (p))
        return 0;
    }
  return n;
}

static guint
scan_scale (const PostilFigureJob *job, guint index, double *scale)
{
  static const struct
  {
    const char *text;
    double scale;
  } scales[] = { { "万亿", 1e12 }, { "亿", 1e8 }, { "万", 1e4 }, { "千", 1e3 }, { "億", 1e8 }, { "萬", 1e4 } };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const guint n = spells (job, index, scales[i].text);

      if (n > 0)
        {
          *scale = scales[i].scale;
          return index + n;
        }
    }
  *scale = 1;
  return index;
}

static guint
scan_currency (const PostilFigureJob *job, guint index, const char **code)
{
  static const char *const currencies[][2] = { { "美元", "USD" }, { "港元", "HKD" }, { "欧元", "EUR" },   { "日元", "JPY" },
                                               { "英镑", "GBP" }, { "韩元", "KRW" }, { "人民币", "CNY" }, { "元", "CNY" } };

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      const guint n = spells (job, index, currencies[i][0]);

      if (n > 0)
        {
          *code = currencies[i][1];
          return index + n;
        }
    }
  return index;
}

/* One digit group and the ideograph after it, as in 3月: the number, -1 when it is another. */
static int
scan_part (const PostilFigureJob *job, guint index, const char *unit)
{
  double value;
  guint8 decimals;

  if (postil_figures_token (job, index)->kind != POSTIL_TOKEN_NUMBER || spells (job, index + 1, unit) == 0
      || !postil_number_scan_digits (job, index, &value, &decimals) || decimals > 0 || value < 1 || value > 2200)
    return -1;
  return (int) value;
}

static gboolean
read_date (PostilFigureJob *job, guint begin, guint *next)
{
  const int year = scan_part (job, begin, "年");
  int month, day;
  PostilDate date = { POSTIL_DATE_YEAR, TRUE, year, 0, 0 };
  PostilFound *found;

  if (year < 1500)
    return FALSE;
  *next = begin + 2;
  month = scan_part (job, *next, "月");
  if (month >= 1 && month <= 12)
    {
      date = (PostilDate){ POSTIL_DATE_MONTH, TRUE, year, month, 0 };
      *next += 2;
      day = scan_part (job, *next, "日");
      if (day >= 1 && day <= postil_date_days_in_month (year, month))
        {
          date = (PostilDate){ POSTIL_DATE_DAY, TRUE, year, month, day };
          *next += 2;
        }
    }
  found = postil_figures_add (job, begin, *next, POSTIL_FIGURE_DATE);
  if (found != NULL)
    found->figure.iso = postil_date_to_iso (&date);
  return TRUE;
}

/**
 * postil_figures_read_han:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads a number of digits whose scale, currency or calendar unit is written in ideographs.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_han (PostilFigureJob *job, guint begin, guint *next)
{
  const char *code = NULL;
  double value, scale;
  guint8 decimals;
  guint end;
  PostilFound *found;

  if (postil_figures_token (job, begin)->kind != POSTIL_TOKEN_NUMBER
      || postil_figures_token (job, (gint64) begin + 1)->kind != POSTIL_TOKEN_HAN)
    return FALSE;
  if (read_date (job, begin, next))
    return TRUE;
  if (!postil_number_scan_digits (job, begin, &value, &decimals))
    return FALSE;
  end = scan_scale (job, begin + 1, &scale);
  *next = scan_currency (job, end, &code);
  if (*next == begin + 1)
    return FALSE;
  found = postil_figures_add (job, begin, *next, code != NULL ? POSTIL_FIGURE_MONEY : POSTIL_FIGURE_NUMBER);
  if (found == NULL)
    return TRUE;
  found->figure.value = value * scale;
  if (code != NULL)
    g_strlcpy (found->figure.currency, code, sizeof found->figure.currency);
  return TRUE;
}
