/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search asks of a figure: what it is of (a kind, a currency, a unit), and bounds: ">10bn", "usd>=1e9", "percent<-5",
 * "eur1bn..2bn", "km". */
#include "config.h"

#include "postil-search-values-private.h"

#include "postil-analysis.h"

#include <math.h>
#include <string.h>

/* Codes of ISO 4217 in use, and what people write for the commonest. */
static const char currency_codes[]
    = " AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY "
      "COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR "
      "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR "
      "MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD "
      "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD "
      "XOF XPF YER ZAR ZMW ZWL ";

static const struct
{
  const char *word;
  const char *code;
} currency_words[] = {
  { "$", "USD" },    { "€", "EUR" },     { "£", "GBP" },   { "¥", "JPY" },        { "us$", "USD" }, { "dollar", "USD" },
  { "euro", "EUR" }, { "pound", "GBP" }, { "yen", "JPY" }, { "renminbi", "CNY" }, { "rmb", "CNY" }, { "yuan", "CNY" },
  { "₹", "INR" },    { "₩", "KRW" },     { "hk$", "HKD" }, { "rupee", "INR" },    { "won", "KRW" }, { "franc", "CHF" },
};

static const char *const kind_names[POSTIL_N_FIGURE_KINDS]
    = { "money", "percent", "number", "ordinal", "quantity", "multiple", "date", "period", "duration", "time", "set", "age" };

static const struct
{
  const char *word;
  double factor;
} scales[] = {
  { "", 1 },    { "k", 1e3 },  { "thousand", 1e3 }, { "m", 1e6 },  { "mn", 1e6 },  { "million", 1e6 },
  { "b", 1e9 }, { "bn", 1e9 }, { "billion", 1e9 },  { "t", 1e12 }, { "tn", 1e12 }, { "trillion", 1e12 },
};

/* A number with its scale, or a percentage; percent (out) only ever set. */
static gboolean
parse_number (const char *text, double *value, gboolean *percent)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *p = text;
  char *end = NULL;
  double number;

  for (; *p && (g_ascii_isdigit (*p) || strchr ("+-.,eE", *p)); p++)
    {
      /* "e" belongs to the number when an exponent follows. */
      if ((*p == 'e' || *p == 'E') && !g_ascii_isdigit (p[1]) && !(p[1] && strchr ("+-", p[1]) && g_ascii_isdigit (p[2])))
        break;
      if (*p != ',')
        g_string_append_c (digits, *p);
    }
  number = g_ascii_strtod (digits->str, &end);
  if (digits->len == 0 || *end != '\0' || !isfinite (number))
    return FALSE;
  if (strcmp (p, "%") == 0)
    {
      *percent = TRUE;
      *value = number;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_ascii_strcasecmp (p, scales[i].word) == 0)
      {
        *value = number * scales[i].factor;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_range (const char *text, PostilFilterFigure *figure, gboolean *percent)
{
  const char *dots = strstr (text, "..");
  g_autofree char *first = dots ? g_strndup (text, (gsize) (dots - text)) : g_strdup (text);

  if (*first && !parse_number (first, &figure->minimum, percent))
    return FALSE;
  if (!dots)
    {
      figure->maximum = figure->minimum;
      return *first != '\0';
    }
  return (dots[2] == '\0' && *first) || parse_number (dots + 2, &figure->maximum, percent);
}

/* text: from the sign that compares, or the number, on */
static gboolean
parse_bounds (const char *text, PostilFilterFigure *figure, gboolean *percent)
{
  gboolean equal = text[0] && text[1] == '=';
  double value;

  if (text[0] != '<' && text[0] != '>')
    return parse_range (text[0] == '=' ? text + 1 : text, figure, percent);
  if (!parse_number (text + 1 + equal, &value, percent))
    return FALSE;
  if (text[0] == '>')
    figure->minimum = equal ? value : nextafter (value, (double) INFINITY);
  else
    figure->maximum = equal ? value : nextafter (value, (double) -INFINITY);
  return TRUE;
}

static const char *
find_currency (const char *word)
{
  g_autofree char *code = NULL;
  const char *found;

  for (gsize i = 0; i < G_N_ELEMENTS (currency_words); i++)
    if (g_ascii_strcasecmp (word, currency_words[i].word) == 0)
      return currency_words[i].code;
  if (strlen (word) != 3)
    return NULL;
  code = g_ascii_strup (word, -1);
  found = strstr (currency_codes, code);
  return found && found[-1] == ' ' && found[3] == ' ' ? found : NULL;
}

/* What the figure is of. */
static void
set_subject (const char *word, PostilFilterFigure *figure)
{
  const char *currency = find_currency (word);

  if (currency)
    {
      figure->kind = POSTIL_FIGURE_MONEY;
      figure->currency = g_strndup (currency, 3);
      return;
    }
  for (int i = 0; i < POSTIL_N_FIGURE_KINDS; i++)
    if (g_ascii_strcasecmp (word, kind_names[i]) == 0)
      {
        figure->kind = i;
        return;
      }
  if (strcmp (word, "%") == 0)
    figure->kind = POSTIL_FIGURE_PERCENT;
  else
    {
      figure->kind = POSTIL_FIGURE_QUANTITY;
      figure->unit = g_strdup (word);
    }
}

/* A bare number may be any kind that counts or measures. */
static PostilFilter *
make_any (const PostilFilterFigure *bounds)
{
  static const PostilFigureKind kinds[] = { POSTIL_FIGURE_MONEY, POSTIL_FIGURE_NUMBER, POSTIL_FIGURE_QUANTITY };
  PostilFilter *any = postil_filter_new (POSTIL_FILTER_ANY);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      PostilFilter *child = postil_filter_new (POSTIL_FILTER_FIGURE);

      child->figure = (PostilFilterFigure){ (int) kinds[i], bounds->minimum, bounds->maximum, NULL, NULL };
      postil_filter_add (any, child);
    }
  return any;
}

/* Returns (transfer full) (nullable): a tree, NULL when the text cannot be read */
PostilFilter *
postil_search_figure_parse (const char *text)
{
  g_autoptr (PostilFilter) filter = postil_filter_new (POSTIL_FILTER_FIGURE);
  gsize length = strcspn (text, "<>=0123456789-+.");
  g_autofree char *word = g_strndup (text, length);
  gboolean percent = FALSE;

  if (text[length] == '\0' && length == 0)
    return NULL;
  if (text[length] != '\0' && !parse_bounds (text + length, &filter->figure, &percent))
    return NULL;
  if (percent)
    filter->figure.kind = POSTIL_FIGURE_PERCENT;
  else if (length > 0)
    set_subject (g_strstrip (word), &filter->figure);
  else
    return make_any (&filter->figure);
  return g_steal_pointer (&filter);
}
