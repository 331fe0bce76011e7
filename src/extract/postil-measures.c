/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a number measures: percentages and points, quantities with a unit, lengths of time, ages, multiples, ranks. */
#include "config.h"

#include "postil-figures-private.h"

#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

static PostilFound *
add_value (PostilFigureJob *job, const guint span[2], PostilFigureKind kind, double value, const char *unit)
{
  PostilFound *found = postil_figures_add (job, span[0], span[1], kind);

  if (found == NULL)
    return NULL;
  found->figure.value = value;
  found->figure.unit = g_strdup (unit);
  return found;
}

/* "up two points", "0.3 of a point", "half a point": points of a percentage, not of an index or a game. */
static gboolean
means_points (const PostilFigureJob *job, guint begin, guint index, guint *last)
{
  gboolean percent = FALSE;

  if (postil_figures_is (job, index, "of") && postil_figures_is (job, (gint64) index + 1, "a")
      && postil_figures_is (job, (gint64) index + 2, "point"))
    {
      *last = index + 2;
      return TRUE;
    }
  if (postil_figures_is (job, begin, "half") && postil_figures_is (job, index, "a")
      && postil_figures_is (job, (gint64) index + 1, "point"))
    {
      *last = index + 1;
      return TRUE;
    }
  if (!postil_figures_is (job, index, "points") && !postil_figures_is (job, index, "point"))
    return FALSE;
  for (guint i = index > job->sentence->begin + 24 ? index - 24 : job->sentence->begin; i < index + 12; i++)
    percent |= postil_token_is_mark (at (job, i), '%') || postil_figures_is (job, i, "cent")
               || postil_figures_is (job, i, "percent") || postil_figures_is (job, i, "error");
  return percent;
}

/* The words for percent, percentage points and basis points; *last moves to the last token of them. */
static const char *
scan_percent_unit (const PostilFigureJob *job, guint *last)
{
  static const struct
  {
    const char *first, *second, *third, *unit; /* alternatives apart by blanks; NULL: no such word */
  } rows[] = {
    { "percentage", "points point", NULL, "pp" },
    { "percent percents pct pc prozent", NULL, NULL, "%" },
    { "per pour por", "cent ciento", NULL, "%" },
    { "basis", "points point", NULL, "bp" },
    { "bps bp", NULL, NULL, "bp" },
    { "pp ppt ppts pps", NULL, NULL, "pp" },
    { "prozentpunkte prozentpunkten prozentpunkt", NULL, NULL, "pp" },
    { "basispunkte basispunkten", NULL, NULL, "bp" },
    { "points point", "de", "pourcentage", "pp" },
    { "points point", "de", "base", "bp" },
    { "puntos punto", "porcentuales porcentual", NULL, "pp" },
    { "puntos", "básicos base", NULL, "bp" },
  };
  const PostilToken *token = at (job, *last);

  if (postil_token_is_mark (token, '%') || postil_token_is_mark (token, 0xff05))
    return "%";
  if (token->kind != POSTIL_TOKEN_WORD)
    return NULL;
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      if (!postil_figures_is_one_of (job, *last, rows[r].first)
          || (rows[r].second != NULL && !postil_figures_is_one_of (job, (gint64) *last + 1, rows[r].second))
          || (rows[r].third != NULL && !postil_figures_is_one_of (job, (gint64) *last + 2, rows[r].third)))
        continue;
      *last += rows[r].third != NULL ? 2 : rows[r].second != NULL ? 1 : 0;
      return rows[r].unit;
    }
  return job->brief && postil_figures_is (job, *last, "percentage") ? "%" : NULL;
}

/**
 * postil_figures_read_percent:
 * @job: the job
 * @begin: the first token of a number
 * @number: the number
 * @next: (out): where to go on
 *
 * Reads a percentage, percentage points or basis points.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_percent (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next)
{
  guint i = number->end, span[2];
  const char *unit = NULL;
  double sign;

  i += postil_token_is_mark (at (job, i), '-') && postil_token_is_glued (at (job, i)) ? 1 : 0;
  unit = scan_percent_unit (job, &i);
  if (unit == NULL && means_points (job, begin, i, &i))
    unit = "pp";
  if (unit == NULL)
    return FALSE;
  /* "5% points", "2 percent points" */
  if (unit[0] == '%' && (postil_figures_is (job, (gint64) i + 1, "points") || postil_figures_is (job, (gint64) i + 1, "point")))
    {
      unit = "pp";
      i++;
    }
  span[0] = begin;
  sign = postil_figures_scan_sign (job, &span[0]);
  span[1] = i + 1;
  add_value (job, span, POSTIL_FIGURE_PERCENT, sign * number->value, unit);
  *next = i + 1;
  return TRUE;
}

/* "2 below zero", "2 degrees below zero": the token after, else 0. */
static guint
scan_below_zero (const PostilFigureJob *job, guint index)
{
  return postil_figures_is (job, index, "below") && postil_figures_is_one_of (job, (gint64) index + 1, "zero freezing")
             ? index + 2
             : 0;
}

/**
 * postil_figures_read_quantity:
 * @job: the job
 * @begin: the first token of a number
 * @number: the number
 * @next: (out): where to go on
 *
 * Reads a number with a unit of measure.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_quantity (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next)
{
  char name[80];
  guint span[2] = { begin, postil_units_scan (job, number, name, sizeof name) }, zero;
  double sign;

  zero = scan_below_zero (job, span[1] > 0 ? span[1] : number->end);
  if (span[1] == 0 && zero > 0)
    {
      g_strlcpy (name, "degree", sizeof name);
      span[1] = number->end;
    }
  if (span[1] == 0)
    return FALSE;
  sign = postil_figures_scan_sign (job, &span[0]);
  if (zero > 0 && (g_str_equal (name, "degree") || g_str_equal (name, "celsius") || g_str_equal (name, "fahrenheit")))
    {
      sign = -1;
      span[1] = zero;
    }
  add_value (job, span, POSTIL_FIGURE_QUANTITY, sign * number->value, name);
  *next = span[1];
  return TRUE;
}

/* The factor a word says: "doubled" 2, "halves" 0.5, "fivefold" 5; 0 when it says none. */
static double
factor_of (const PostilFigureJob *job, guint index)
{
  static const struct
  {
    const char *stem;
    double factor;
  } stems[] = {
    { "doubl", 2 },   { "tripl", 3 },     { "trebl", 3 }, { "quadrupl", 4 }, { "quintupl", 5 },
    { "halve", 0.5 }, { "halving", 0.5 }, { "twice", 2 }, { "thrice", 3 },
  };
  static const struct
  {
    const char *stem;
    double factor;
  } foreign[] = { { "verdoppelt", 2 },    { "verdoppelte", 2 }, { "verdoppelten", 2 }, { "verdreifacht", 3 },
                  { "verdreifachte", 3 }, { "halbiert", 0.5 },  { "halbierte", 0.5 },  { "doublé", 2 },
                  { "doublée", 2 },       { "triplé", 3 },      { "triplée", 3 },      { "duplicó", 2 },
                  { "duplicado", 2 },     { "duplicaron", 2 },  { "triplicó", 3 },     { "triplicado", 3 } };
  static const char *const ends[] = { "e", "ed", "es", "ing", "d", "s", "" };
  const PostilToken *token = at (job, index);
  char word[24];
  gsize length;

  if (token->kind != POSTIL_TOKEN_WORD || token->byte_end - token->byte >= sizeof word)
    return 0;
  length = postil_token_fold (job->tokens->text + token->byte, token->byte_end - token->byte, word, sizeof word - 1);
  word[length] = '\0';
  for (guint s = 0; s < G_N_ELEMENTS (stems); s++)
    {
      if (!g_str_has_prefix (word, stems[s].stem))
        continue;
      for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
        if (g_str_equal (word + strlen (stems[s].stem), ends[e]))
          return stems[s].factor;
    }
  for (guint f = 0; job->language != POSTIL_LANGUAGE_EN && f < G_N_ELEMENTS (foreign); f++)
    if (g_str_equal (word, foreign[f].stem))
      return foreign[f].factor;
  if (length > 5 && g_str_has_suffix (word, "fold"))
    {
      static const char *const numbers[] = { "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };

      for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
        if (strncmp (word, numbers[n], length - 4) == 0 && strlen (numbers[n]) == length - 4)
          return n + 2;
    }
  return 0;
}

/* "twice as many", "half as much again". */
static guint
scan_as_much (const PostilFigureJob *job, guint end, double *value)
{
  if (!postil_figures_is (job, end, "as")
      || (!postil_figures_is (job, (gint64) end + 1, "much") && !postil_figures_is (job, (gint64) end + 1, "many")))
    return end;
  if (!postil_figures_is (job, (gint64) end + 2, "again"))
    return end + 2;
  *value += 1;
  return end + 3;
}

static gboolean
is_trap (const PostilFigureJob *job, guint begin)
{
  static const char *const after[]
      = { "down",   "digit", "digits", "check",    "agent", "standard", "bed",  "room", "glazing", "act",
          "header", "time",  "helix",  "espresso", "play",  "crown",    "jump", "bill", "threat" };
  guint i = begin + 1;

  if (postil_figures_is (job, i, "a") || postil_figures_is (job, begin, "halving"))
    return FALSE;
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  if (postil_figures_is (job, i, "as") && !postil_figures_is (job, (gint64) i + 1, "much")
      && !postil_figures_is (job, (gint64) i + 1, "many"))
    return !postil_figures_is (job, begin, "twice");
  for (guint w = 0; w < G_N_ELEMENTS (after); w++)
    if (postil_figures_is (job, i, after[w]))
      return TRUE;
  return postil_figures_is (job, begin, "doubles") && postil_token_in (at (job, i), POSTIL_WORD_PREPOSITION)
         && !postil_figures_is (job, i, "to") && !postil_figures_is (job, i, "from");
}

/**
 * postil_figures_read_multiple:
 * @job: the job
 * @begin: a token of the sentence
 * @number: (nullable): the number that begins there, else a word of multiplication is looked for
 * @next: (out): where to go on
 *
 * Reads "three times", "10-fold", "doubled", "half as much".
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_multiple (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next)
{
  guint span[2] = { begin, begin + 1 }, i;
  double value;

  if (number == NULL)
    {
      value = postil_figures_is (job, begin, "half") && postil_figures_is (job, (gint64) begin + 1, "as")
                      && (postil_figures_is (job, (gint64) begin + 2, "much")
                          || postil_figures_is (job, (gint64) begin + 2, "many"))
                  ? 0.5
                  : factor_of (job, begin);
      if (value == 0 || is_trap (job, begin))
        return FALSE;
      span[1] = scan_as_much (job, begin + 1, &value);
    }
  else
    {
      value = number->value;
      i = number->end;
      if (number->fraction && number->value < 1)
        {
          span[1] = scan_as_much (job, i, &value);
          if (span[1] == i)
            return FALSE;
        }
      else
        {
          i += postil_token_is_mark (at (job, i), '-') && postil_token_is_glued (at (job, i)) ? 1 : 0;
          if (!postil_figures_is_one_of (job, i, job->language == POSTIL_LANGUAGE_EN ? "times fold" : "times fold mal fois veces")
              && !(postil_figures_is (job, i, "x") && postil_token_is_glued (at (job, i))
                   && at (job, (gint64) i + 1)->kind != POSTIL_TOKEN_NUMBER))
            return FALSE;
          span[1] = scan_as_much (job, i + 1, &value);
        }
    }
  add_value (job, span, POSTIL_FIGURE_MULTIPLE, value, NULL);
  *next = span[1];
  return TRUE;
}

/* "No. 1", "number one". */
static gboolean
read_numbered (PostilFigureJob *job, guint begin, guint *next)
{
  PostilNumber number;
  PostilFound *found;
  guint i = begin + 1;
  const gboolean no
      = postil_figures_is (job, begin, "no") && postil_token_is_mark (at (job, i), '.') && postil_token_is_glued (at (job, i));

  if (!no && !postil_figures_is (job, begin, "number"))
    return FALSE;
  i += no ? 1 : 0;
  if (!postil_number_scan (job, i, &number) || number.value < 1 || number.value > 999 || number.decimals > 0 || number.scale > 1)
    return FALSE;
  if (!no && (!number.spelled || number.value > 10))
    return FALSE;
  found = postil_figures_add (job, begin, number.end, POSTIL_FIGURE_ORDINAL);
  if (found != NULL)
    {
      found->figure.value = number.value;
      found->figure.rank = TRUE;
    }
  *next = number.end;
  return TRUE;
}

/* Whether an ordinal says a place in an order of merit: "ranks second", "third behind", "the second-largest". */
static gboolean
is_rank (const PostilFigureJob *job, guint begin, guint end)
{
  for (guint i = begin > job->sentence->begin + 3 ? begin - 3 : job->sentence->begin; i < begin; i++)
    if (postil_token_in (at (job, i), POSTIL_WORD_RANKS))
      return TRUE;
  end += postil_token_is_mark (at (job, end), '-') ? 1 : 0;
  return postil_figures_is (job, end, "place") || postil_figures_is (job, end, "largest")
         || postil_figures_is (job, end, "biggest") || postil_figures_is (job, end, "globally")
         || postil_figures_is (job, end, "worldwide") || postil_figures_is (job, end, "behind")
         || postil_figures_is (job, end, "highest") || postil_figures_is (job, end, "most");
}

/**
 * postil_figures_read_ordinal:
 * @job: the job
 * @begin: a token of the sentence
 * @next: (out): where to go on
 *
 * Reads an ordinal number or a rank.
 *
 * Returns: whether there is one.
 */
gboolean
postil_figures_read_ordinal (PostilFigureJob *job, guint begin, guint *next)
{
  static const char *const idioms[] = { "hand", "aid", "thoughts", "name", "lady", "nature", "thing", "party", "parties" };
  PostilFound *found;
  double value;
  guint end;

  if (read_numbered (job, begin, next))
    return TRUE;
  if (!postil_number_scan_ordinal (job, begin, &end, &value))
    return FALSE;
  *next = end;
  for (guint i = 0; i < G_N_ELEMENTS (idioms); i++)
    if (postil_figures_is (job, end + (postil_token_is_mark (at (job, end), '-') ? 1 : 0), idioms[i]))
      return TRUE;
  if (postil_figures_is (job, (gint64) begin - 1, "at")
      || (postil_figures_is (job, end, "to") && postil_figures_is (job, (gint64) end + 1, "none"))
      || postil_figures_is (job, (gint64) begin - 1, "split")
      || (postil_figures_is (job, (gint64) begin - 1, "a") && postil_figures_is (job, begin, "second")
          && at (job, end)->kind == POSTIL_TOKEN_MARK))
    return TRUE;
  if (postil_token_has (at (job, begin), POSTIL_TOKEN_SENTENCE_START) && at (job, end)->kind == POSTIL_TOKEN_MARK
      && at (job, end)->c == ',')
    return TRUE;
  found = postil_figures_add (job, begin, end, POSTIL_FIGURE_ORDINAL);
  if (found != NULL)
    {
      found->figure.value = value;
      found->figure.rank = is_rank (job, begin, end);
    }
  return TRUE;
}
