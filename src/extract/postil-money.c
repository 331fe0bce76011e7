/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads amounts of money: a sign, code or word before the number or after it, a scale, and the cents that follow. */
#include "config.h"

#include "postil-figures-private.h"

#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* What settles the currency of an amount, before it or after it. */
typedef struct
{
  guint end;
  guint currency; /* index */
  const char *code;
  double factor; /* 0.01 for cents, a million for "MUSD" */
} Unit;

static guint
find_sign (const PostilFigureJob *job, guint begin, guint end)
{
  const guint32 byte = at (job, begin)->byte;

  return postil_vocabulary_currency_sign (job->vocabulary, job->tokens->text + byte, at (job, (gint64) end - 1)->byte_end - byte);
}

static void
set_unit (Unit *unit, guint end, guint currency, double factor)
{
  const PostilCurrency *found = postil_currency_get (currency);

  *unit = (Unit){ end, currency, found->code, found->factor * factor };
}

/* A code of three capitals, in a note of any case, perhaps with a letter of scale before it: "USD", "MUSD", "KEUR". */
static gboolean
read_code (const PostilFigureJob *job, guint index, Unit *unit)
{
  const PostilToken *token = at (job, index);
  const char *text = job->tokens->text + token->byte;
  const gsize length = token->byte_end - token->byte;
  const gboolean capitals = postil_token_has (token, POSTIL_TOKEN_ALL_CAPS);
  char code[5];
  guint currency;

  if (token->kind != POSTIL_TOKEN_WORD || length < 3 || length > 4 || (!capitals && !job->brief))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    code[i] = g_ascii_toupper (text[i]);
  currency = postil_vocabulary_currency_sign (job->vocabulary, code, length);
  if (currency > 0 && (capitals || token->word == NULL || token->word->currency > 0))
    {
      set_unit (unit, index + 1, currency, 1);
      return TRUE;
    }
  if (length != 4 || !capitals)
    return FALSE;
  currency = postil_vocabulary_currency_sign (job->vocabulary, code + 1, 3);
  if (currency == 0 || strchr ("KMB", code[0]) == NULL)
    return FALSE;
  set_unit (unit, index + 1, currency, code[0] == 'K' ? 1e3 : code[0] == 'M' ? 1e6 : 1e9);
  return TRUE;
}

/* "US$", "us $", "usd$", "hk $": letters and a dollar sign. */
static gboolean
read_lettered_dollar (const PostilFigureJob *job, guint begin, Unit *unit)
{
  const PostilToken *letters = at (job, begin), *dollar = at (job, (gint64) begin + 1);
  const gsize length = letters->byte_end - letters->byte;
  char sign[8];
  guint currency;

  if (letters->kind != POSTIL_TOKEN_WORD || dollar->kind != POSTIL_TOKEN_MARK || length > 4)
    return FALSE;
  if (postil_token_is_glued (dollar) && (currency = find_sign (job, begin, begin + 2)) > 0)
    {
      set_unit (unit, begin + 2, currency, 1);
      return TRUE;
    }
  if (dollar->c != '$' || !job->brief)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    sign[i] = g_ascii_toupper (job->tokens->text[letters->byte + i]);
  sign[length] = '$';
  currency = postil_vocabulary_currency_sign (job->vocabulary, sign, length + 1);
  if (currency == 0)
    return FALSE;
  set_unit (unit, begin + 2, currency, 1);
  return TRUE;
}

static gboolean
is_currency_word (const PostilToken *token)
{
  return token->word != NULL && token->word->currency > 0;
}

/* "Canadian dollars", "Swiss francs": the adjective settles the currency. */
static gboolean
read_adjective (const PostilFigureJob *job, guint index, Unit *unit)
{
  guint i = index;
  const PostilToken *word;

  if (at (job, i)->kind != POSTIL_TOKEN_WORD)
    return FALSE;
  if (!is_currency_word (at (job, (gint64) i + 1)) && !is_currency_word (at (job, (gint64) i + 2)))
    return FALSE;
  i += postil_figures_is_one_of (job, i, "hong new south north sri saudi costa west east central united trinidad") ? 1 : 0;
  i += postil_figures_is (job, i, "african") && postil_figures_is (job, (gint64) i + 1, "cfa") ? 1 : 0;
  word = at (job, (gint64) i + 1);
  if (word->word == NULL || word->word->currency == 0)
    return FALSE;
  for (const PostilCurrencyAdjective *a = postil_currency_adjectives; a->word != NULL; a++)
    {
      const PostilCurrency *named = postil_currency_get (word->word->currency);
      const char *code = g_str_equal (named->code, "USD") ? a->dollar : a->other;

      if (!postil_figures_is (job, i, a->word) || (code == NULL && named->factor == 1))
        continue;
      set_unit (unit, i + 2, word->word->currency, 1);
      unit->code = code != NULL ? code : a->dollar;
      return TRUE;
    }
  return FALSE;
}

/* A sign or code before the number. */
static gboolean
read_prefix (const PostilFigureJob *job, guint begin, Unit *unit)
{
  const PostilToken *token = at (job, begin);
  guint currency;

  if (token->kind == POSTIL_TOKEN_HAN)
    return FALSE;
  if (read_lettered_dollar (job, begin, unit))
    return TRUE;
  if ((token->kind == POSTIL_TOKEN_MARK || postil_token_has (token, POSTIL_TOKEN_CAPITAL) || postil_figures_is (job, begin, "kr"))
      && (currency = find_sign (job, begin, begin + 1)) > 0)
    set_unit (unit, begin + 1, currency, 1);
  else if (!read_code (job, begin, unit)
           && !(job->brief && token->word != NULL && token->word->currency > 0 && token->end - token->start > 2
                && at (job, (gint64) begin - 1)->kind != POSTIL_TOKEN_NUMBER
                && (set_unit (unit, begin + 1, token->word->currency, 1), TRUE))
           && !(job->brief && read_adjective (job, begin, unit)))
    return FALSE;
  if (postil_token_is_mark (at (job, unit->end), '.') && postil_token_is_glued (at (job, unit->end))
      && postil_figures_is_one_of (job, begin, "rs kr re fr"))
    unit->end++;
  return TRUE;
}

/* Currencies whose name is also another word: only with large amounts. */
static gboolean
is_weak (const PostilFigureJob *job, guint index, const PostilNumber *number)
{
  if (number->scale >= 1000 || number->value >= 50)
    return FALSE;
  if (job->language == POSTIL_LANGUAGE_FR && postil_figures_is_one_of (job, index, "livres"))
    return TRUE;
  return postil_figures_is_one_of (
      job, index,
      "won rand real sol mark marks dram drams kip som soms lek pula kina tala colon leone leones lev sen all top "
      "crowns sol lei mao fen try pen cup bob");
}

/* Pounds that weigh. */
static gboolean
is_weight (const PostilFigureJob *job, guint begin, guint index)
{
  if (!postil_figures_is_one_of (job, index, "pound pounds"))
    return FALSE;
  if (postil_figures_is_one_of (job, (gint64) index + 1, "of heavier lighter per overweight force"))
    return TRUE;
  for (guint i = begin > job->sentence->begin + 4 ? begin - 4 : job->sentence->begin; i < begin; i++)
    if (postil_figures_is_one_of (job, i, "weigh weighs weighed weighing weight weights lose lost gained heavy"))
      return TRUE;
  return postil_token_is_mark (at (job, (gint64) index - 1), '-') && postil_token_is_glued (at (job, (gint64) index - 1))
         && postil_figures_is (job, index, "pound");
}

/* A sign glued to the digits before it, or a word: "10$", "5 €", "43c", "70p". */
static guint
find_suffix (const PostilFigureJob *job, guint index)
{
  const PostilToken *token = at (job, index);
  const gboolean glued = postil_token_is_glued (token);

  if (token->kind == POSTIL_TOKEN_MARK)
    {
      if (token->c == 0xa2)
        return postil_vocabulary_cents (job->vocabulary);
      if (token->c <= 0x7f && !(token->c == '$' && (glued || job->brief)))
        return 0;
      return at (job, (gint64) index + 1)->kind == POSTIL_TOKEN_NUMBER && !glued ? 0 : find_sign (job, index, index + 1);
    }
  if (token->word != NULL && token->word->currency > 0)
    return token->word->currency;
  if (token->kind != POSTIL_TOKEN_WORD || token->end - token->start > 3)
    return 0;
  if (token->end - token->start == 1 && glued)
    return token->c == 'p'   ? postil_vocabulary_pence (job->vocabulary)
           : token->c == 'c' ? postil_vocabulary_cents (job->vocabulary)
                             : 0;
  return token->end - token->start > 1 && (token->c > 0x7f || !glued || postil_token_has (token, POSTIL_TOKEN_ALL_CAPS))
                 && !postil_token_has (token, POSTIL_TOKEN_DOTTED)
             ? find_sign (job, index, index + 1)
             : 0;
}

/* "pesos mexicanos", "dollars canadiens": French and Spanish name the country after the currency. */
static void
read_adjective_after (const PostilFigureJob *job, Unit *unit)
{
  static const struct
  {
    const char *words, *code;
  } rows[] = { { "mexicanos mexicains", "MXN" },    { "argentinos argentins", "ARS" },  { "chilenos chiliens", "CLP" },
               { "colombianos colombiens", "COP" }, { "canadienses canadiens", "CAD" }, { "australianos australiens", "AUD" },
               { "suizos suisses", "CHF" },         { "estadounidenses", "USD" } };

  if (job->language != POSTIL_LANGUAGE_FR && job->language != POSTIL_LANGUAGE_ES)
    return;
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    if (postil_figures_is_one_of (job, unit->end, rows[r].words))
      {
        unit->code = rows[r].code;
        unit->end++;
      }
}

/* A currency's word or sign after the number. */
static gboolean
read_suffix (const PostilFigureJob *job, guint begin, const PostilNumber *number, Unit *unit)
{
  guint i = number->end, currency;
  const PostilToken *token = at (job, i);

  if (token->kind == POSTIL_TOKEN_NUMBER || token->kind == POSTIL_TOKEN_HAN || token->c == 0)
    return FALSE;
  if (postil_token_is_mark (token, '-') && postil_token_is_glued (token))
    i++;
  if ((job->language == POSTIL_LANGUAGE_FR || job->language == POSTIL_LANGUAGE_ES) && postil_figures_is (job, i, "de"))
    i++;
  if (read_adjective (job, i, unit))
    return TRUE;
  currency = find_suffix (job, i);
  if (currency == 0)
    return read_code (job, i, unit);
  if (is_weak (job, i, number) || is_weight (job, begin, i))
    return FALSE;
  set_unit (unit, i + 1, currency, 1);
  read_adjective_after (job, unit);
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
    }
  return "";
}

static PostilFound *
add_money (PostilFigureJob *job, const guint span[2], double value, const char *code)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], POSTIL_FIGURE_MONEY);

  if (found == NULL)
    return NULL;
  found->figure.value = value;
  if (code[0] == '\0')
    code = last_currency (job);
  g_strlcpy (found->figure.currency, code, sizeof found->figure.currency);
  return found;
}

/* "and forty-two cents", "43c", in a note also "and 43" at its end: where it ends, 0 when nothing follows. */
static guint
read_minor (const PostilFigureJob *job, guint index, const Unit *major, double *value)
{
  guint i = index, currency;
  PostilNumber number;
  const PostilToken *after;

  if (major->factor < 1 && major->currency != 0)
    return 0;
  i += postil_token_is_mark (at (job, i), ',') ? 1 : 0;
  i += postil_figures_is_one_of (job, i, "and und et con y") ? 1 : 0;
  if (!postil_number_scan (job, i, &number) || number.decimals > 0 || number.fraction || number.value < 1 || number.value > 99)
    return 0;
  currency = find_suffix (job, number.end);
  if (currency > 0 && postil_currency_get (currency)->factor < 1)
    {
      *value = number.value * postil_currency_get (currency)->factor;
      return number.end + 1;
    }
  after = at (job, number.end);
  if (currency > 0 || !job->brief || postil_token_is_mark (at (job, index), ',')
      || (after->c != 0 && after->c != '.' && after->c != '?'))
    return 0;
  *value = number.value / 100;
  return number.end;
}

/* Where the minus before an amount stands, or `begin`. */
static guint
find_minus (const PostilFigureJob *job, guint begin)
{
  const PostilToken *before = at (job, (gint64) begin - 1);

  if (before->kind != POSTIL_TOKEN_MARK || (before->c != '-' && before->c != 0x2212 && before->c != '+')
      || !postil_token_is_glued (at (job, begin)) || !postil_token_has (before, POSTIL_TOKEN_SPACE_BEFORE))
    return begin;
  return begin - 1;
}

static gboolean
read_prefixed (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  guint i, end, span[2] = { find_minus (job, begin), 0 };
  double scale, sign = 1, minor;
  Unit unit, suffix;

  if (!read_prefix (job, begin, &unit))
    return FALSE;
  i = unit.end;
  if (span[0] < begin && at (job, span[0])->c != '+')
    sign = -1;
  if ((at (job, i)->c == '-' || at (job, i)->c == 0x2212) && at (job, (gint64) i + 1)->kind == POSTIL_TOKEN_NUMBER)
    {
      sign = -1;
      i++;
    }
  if ((at (job, i)->kind != POSTIL_TOKEN_NUMBER && at (job, i)->c != '.')
      || postil_token_has (at (job, i), POSTIL_TOKEN_LINE_BEFORE) || !postil_number_scan (job, i, &number) || number.fraction)
    return FALSE;
  if (at (job, begin)->kind == POSTIL_TOKEN_WORD && !postil_token_is_glued (at (job, i)) && is_weak (job, begin, &number))
    return FALSE;
  if (number.scale == 1 && postil_number_scan_scale (job, number.end, TRUE, &end, &scale))
    {
      number.value *= scale;
      number.end = end;
    }
  span[1] = number.end;
  number.value *= unit.factor;
  /* "$5 million US dollars", "C$ 5 million (Canadian)": a word after the amount may settle the currency. */
  if (read_adjective (job, number.end, &suffix)
      || (job->brief && find_suffix (job, number.end) > 0 && at (job, number.end)->word != NULL
          && read_suffix (job, begin, &number, &suffix) && g_str_equal (suffix.code, unit.code) && suffix.factor >= 1))
    {
      span[1] = suffix.end;
      unit.code = suffix.code;
    }
  if (number.decimals == 0 && number.scale == 1 && (end = read_minor (job, span[1], &unit, &minor)) > 0)
    {
      number.value += minor;
      span[1] = end;
    }
  add_money (job, span, sign * number.value, unit.code);
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
  Unit unit;
  guint span[2] = { begin, 0 }, end;
  double scale, minor, sign;

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
      if (read_suffix (job, begin, &scaled, &unit))
        number = scaled;
    }
  if (!read_suffix (job, begin, &number, &unit))
    return FALSE;
  sign = postil_figures_scan_sign (job, &span[0]);
  span[1] = unit.end;
  /* Divided, not multiplied, so that 35 øre are 0.35 to the last bit. */
  number.value = unit.factor < 1 ? number.value / (1 / unit.factor) : number.value * unit.factor;
  if (number.decimals == 0 && number.scale == 1 && (end = read_minor (job, span[1], &unit, &minor)) > 0)
    {
      number.value += minor;
      span[1] = end;
    }
  add_money (job, span, sign * number.value, unit.code);
  *next = span[1];
  return TRUE;
}
