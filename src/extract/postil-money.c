/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads amounts of money: a sign or code before the number, or a currency's word or sign after it. */
#include "config.h"

#include "postil-figures-private.h"

#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static guint
find_symbol (const PostilFigureJob *job, guint begin, guint end)
{
  const guint32 byte = at (job, begin)->byte;

  return postil_currency_find_symbol (job->tokens->text + byte, at (job, (gint64) end - 1)->byte_end - byte);
}

/* A sign or code before the number; returns the token after it, 0 when there is none. */
static guint
scan_prefix (const PostilFigureJob *job, guint begin, guint *currency)
{
  const PostilToken *token = at (job, begin), *next = at (job, (gint64) begin + 1);
  guint i = begin;

  if (token->kind == POSTIL_TOKEN_WORD && next->kind == POSTIL_TOKEN_MARK && postil_token_is_glued (next)
      && (*currency = find_symbol (job, begin, begin + 2)) > 0)
    i = begin + 2;
  else if ((token->kind == POSTIL_TOKEN_MARK || postil_token_has (token, POSTIL_TOKEN_CAPITAL)
            || postil_figures_is (job, begin, "kr"))
           && (*currency = find_symbol (job, begin, begin + 1)) > 0)
    i = begin + 1;
  else
    return 0;
  if (postil_token_is_mark (at (job, i), '.') && postil_token_is_glued (at (job, i)) && postil_figures_is (job, begin, "rs"))
    i++;
  return i;
}

typedef struct
{
  const char *word;
  const char *dollar, *other; /* codes for dollar, and for peso, franc, krone, rupee … */
} Adjective;

/* "Canadian dollars", "Swiss francs": the adjective settles the currency. */
static const Adjective adjectives[] = {
  { "us", "USD", NULL },         { "u.s.", "USD", NULL },      { "american", "USD", NULL },  { "canadian", "CAD", NULL },
  { "australian", "AUD", NULL }, { "kong", "HKD", NULL },      { "singapore", "SGD", NULL }, { "zealand", "NZD", NULL },
  { "taiwan", "TWD", NULL },     { "taiwanese", "TWD", NULL }, { "swiss", NULL, "CHF" },     { "danish", NULL, "DKK" },
  { "norwegian", NULL, "NOK" },  { "swedish", NULL, "SEK" },   { "mexican", NULL, "MXN" },   { "indian", NULL, "INR" },
  { "pakistani", NULL, "PKR" },  { "chilean", NULL, "CLP" },   { "colombian", NULL, "COP" }, { "argentine", NULL, "ARS" },
  { "philippine", NULL, "PHP" }, { "egyptian", NULL, "EGP" },  { "turkish", NULL, "TRY" },   { "israeli", NULL, "ILS" },
  { "british", NULL, "GBP" },    { "chinese", NULL, "CNY" },   { "japanese", NULL, "JPY" },  { "korean", NULL, "KRW" },
  { "icelandic", NULL, "ISK" },  { "czech", NULL, "CZK" },     { "russian", NULL, "RUB" },   { "ukrainian", NULL, "UAH" },
  { "emirati", NULL, "AED" },    { "saudi", NULL, "SAR" },     { "kuwaiti", NULL, "KWD" },   { "polish", NULL, "PLN" },
  { "brazilian", NULL, "BRL" },  { "african", NULL, "ZAR" },   { "kenyan", NULL, "KES" },
};

typedef struct
{
  guint end;
  const char *code;
  double factor;
} Suffix;

static gboolean
scan_adjective (const PostilFigureJob *job, guint index, Suffix *suffix)
{
  guint i = index;
  const PostilToken *word;

  if (postil_figures_is (job, i, "hong") || postil_figures_is (job, i, "new") || postil_figures_is (job, i, "south"))
    i++;
  word = at (job, (gint64) i + 1);
  if (word->word == NULL || word->word->currency == 0)
    return FALSE;
  for (guint a = 0; a < G_N_ELEMENTS (adjectives); a++)
    {
      const char *code
          = g_str_equal (postil_currency_get (word->word->currency)->code, "USD") ? adjectives[a].dollar : adjectives[a].other;

      if (code == NULL || !postil_figures_is (job, i, adjectives[a].word))
        continue;
      *suffix = (Suffix){ i + 2, code, postil_currency_get (word->word->currency)->factor };
      return TRUE;
    }
  return FALSE;
}

/* A currency's word or sign after the number. */
static gboolean
scan_suffix (const PostilFigureJob *job, const PostilNumber *number, Suffix *suffix)
{
  guint i = number->end, currency;
  const PostilToken *token = at (job, i);
  const PostilCurrency *found;

  if (postil_token_is_mark (token, '-') && postil_token_is_glued (token))
    token = at (job, ++i);
  if ((job->language == POSTIL_LANGUAGE_FR || job->language == POSTIL_LANGUAGE_ES) && postil_figures_is (job, i, "de"))
    token = at (job, ++i);
  if (scan_adjective (job, i, suffix))
    return TRUE;
  if (token->kind == POSTIL_TOKEN_MARK)
    currency = token->c > 0x7f || (token->c == '$' && postil_token_is_glued (token)) ? find_symbol (job, i, i + 1) : 0;
  else
    currency = token->word != NULL ? token->word->currency : 0;
  if (currency == 0 && token->kind == POSTIL_TOKEN_WORD && postil_token_has (token, POSTIL_TOKEN_ALL_CAPS)
      && token->end - token->start == 3)
    currency = find_symbol (job, i, i + 1);
  if (currency == 0 && token->c == 0xa2)
    currency = postil_vocabulary_cents ();
  if (currency == 0 && token->kind == POSTIL_TOKEN_WORD && postil_token_is_glued (token) && token->end - token->start == 1
      && token->c == 'p')
    currency = postil_vocabulary_pence ();
  if (currency == 0)
    return FALSE;
  if ((postil_figures_is (job, i, "won") || postil_figures_is (job, i, "rand") || postil_figures_is (job, i, "real")
       || postil_figures_is (job, i, "sol"))
      && number->scale < 2 && number->value < 50)
    return FALSE;
  if ((postil_figures_is (job, i, "pound") || postil_figures_is (job, i, "pounds"))
      && (postil_figures_is (job, (gint64) i + 1, "of") || postil_figures_is (job, (gint64) i + 1, "heavier")
          || postil_figures_is (job, (gint64) i + 1, "per")))
    return FALSE;
  found = postil_currency_get (currency);
  *suffix = (Suffix){ i + 1, found->code, found->factor };
  return TRUE;
}

/* Cents and kroner say no country: they are those of the money named last, when it has such. */
static const char *
last_currency (const PostilFigureJob *job)
{
  static const char *const with_cents[]
      = { "USD", "EUR", "AUD", "CAD", "NZD", "HKD", "SGD", "ZAR", "KES", "NOK", "DKK", "SEK", "MXN", "CLP", "COP", "ARS", "PHP" };

  for (guint i = job->found->len - 1; i > 0 && i + 20 > job->found->len; i--)
    {
      const PostilFigure *figure = &g_array_index (job->found, PostilFound, i - 1).figure;

      if (figure->kind != POSTIL_FIGURE_MONEY || figure->currency[0] == '\0')
        continue;
      for (guint c = 0; c < G_N_ELEMENTS (with_cents); c++)
        if (g_str_equal (with_cents[c], figure->currency))
          return with_cents[c];
      return "";
    }
  return "";
}

static void
add_money (PostilFigureJob *job, const guint span[2], double value, const char *code)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], POSTIL_FIGURE_MONEY);

  if (found == NULL)
    return;
  found->figure.value = value;
  if (code[0] == '\0')
    code = last_currency (job);
  g_strlcpy (found->figure.currency, code, sizeof found->figure.currency);
}

static gboolean
is_minus (const PostilToken *token)
{
  return token->kind == POSTIL_TOKEN_MARK && (token->c == '-' || token->c == 0x2212);
}

static gboolean
read_prefixed (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  guint currency, i, end, span[2] = { begin, 0 };
  double scale, sign = 1;
  Suffix suffix;

  i = scan_prefix (job, begin, &currency);
  if (i == 0)
    return FALSE;
  if (is_minus (at (job, i)) && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER)
    {
      sign = -1;
      i++;
    }
  else if (is_minus (at (job, (gint64) begin - 1)) && postil_token_is_glued (at (job, begin))
           && postil_token_has (at (job, (gint64) begin - 1), POSTIL_TOKEN_SPACE_BEFORE))
    {
      sign = -1;
      span[0]--;
    }
  if (at (job, i)->kind != POSTIL_TOKEN_NUMBER || !postil_number_scan (job, i, &number) || number.fraction)
    return FALSE;
  if (number.scale == 1 && postil_number_scan_scale (job, number.end, TRUE, &end, &scale))
    {
      number.value *= scale;
      number.end = end;
    }
  span[1] = number.end;
  /* "$5 million US dollars", "C$ 5 million (Canadian)": a word after the amount may settle the currency. */
  if (scan_adjective (job, number.end, &suffix))
    {
      span[1] = suffix.end;
      add_money (job, span, sign * number.value, suffix.code);
    }
  else
    add_money (job, span, sign * number.value, postil_currency_get (currency)->code);
  *next = span[1];
  return TRUE;
}

/**
 * postil_figures_read_money:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads an amount of money that begins at @begin.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_money (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  Suffix suffix;
  guint span[2] = { begin, 0 }, end;
  double scale;

  if (read_prefixed (job, begin, next))
    return TRUE;
  if (!postil_number_scan (job, begin, &number) || (number.fraction && number.value < 0.05))
    return FALSE;
  if (number.scale == 1 && postil_number_scan_scale (job, number.end, TRUE, &end, &scale) && !number.spelled)
    {
      PostilNumber scaled = number;

      scaled.end = end;
      scaled.scale = scale;
      scaled.value *= scale;
      if (scan_suffix (job, &scaled, &suffix))
        number = scaled;
    }
  if (!scan_suffix (job, &number, &suffix))
    return FALSE;
  span[1] = suffix.end;
  add_money (job, span, number.value * suffix.factor, suffix.code);
  *next = suffix.end;
  return TRUE;
}
