/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the unit after a number: words and signs with their prefixes, powers, degrees, and units over units ("km/h", "miles per
 * hour"). */
#include "config.h"

#include "postil-figures-private.h"

#include <string.h>

static const PostilToken *
at (const PostilFigureJob *job, gint64 index)
{
  return postil_figures_token (job, index);
}

/* A unit as it is put together. */
typedef struct
{
  guint end;
  gboolean sign; /* written as a sign, not a word */
  char name[80];
} Unit;

static void
set_name (Unit *unit, const char *power, const char *prefix, const char *name)
{
  g_snprintf (unit->name, sizeof unit->name, "%s%s%s", power, prefix != NULL ? prefix : "", name);
}

static void
append_name (Unit *unit, const char *link, const char *name)
{
  g_strlcat (unit->name, link, sizeof unit->name);
  g_strlcat (unit->name, name, sizeof unit->name);
}

static gboolean
name_is (const Unit *unit, const char *names)
{
  const gsize length = strlen (unit->name);

  for (const char *p = strstr (names, unit->name); p != NULL; p = strstr (p + 1, unit->name))
    if ((p == names || p[-1] == '|') && (p[length] == '|' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

/* Whether a length of some kind: what speeds are made of. */
static gboolean
is_length (const Unit *unit)
{
  return g_str_has_suffix (unit->name, "metre") || name_is (unit, "mile|foot|inch|yard|nautical mile|light-year");
}

/* The word at index as a unit's name, dots left out. */
static gboolean
read_word (const PostilFigureJob *job, guint index, const char *power, Unit *unit)
{
  const PostilToken *token = at (job, index);
  const char *prefix;
  char folded[40];
  gsize length;
  guint found;

  if (token->kind != POSTIL_TOKEN_WORD || token->byte_end - token->byte >= sizeof folded)
    return FALSE;
  if (token->word != NULL && token->word->unit == 0 && !postil_figures_is_one_of (job, index, "bar"))
    return FALSE;
  length = postil_token_fold (job->tokens->text + token->byte, token->byte_end - token->byte, folded, sizeof folded - 1);
  folded[length] = '\0';
  found = postil_vocabulary_unit_word (job->vocabulary, folded, &prefix);
  if (found == 0)
    return FALSE;
  set_name (unit, power, prefix, postil_unit_get (found)->name);
  unit->end = index + 1;
  unit->sign = FALSE;
  return TRUE;
}

/* The sign at index, case kept, dots of "k.g." left out. */
static gboolean
read_sign (const PostilFigureJob *job, guint index, const char *power, Unit *unit)
{
  const PostilToken *token = at (job, index);
  const char *prefix, *text = job->tokens->text + token->byte;
  gsize length = token->byte_end - token->byte, n = 0;
  char clean[24];
  guint found;

  if (length >= sizeof clean || token->kind == POSTIL_TOKEN_NUMBER)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (text[i] != '.' || length == 1)
      clean[n++] = text[i];
  found = postil_vocabulary_unit_sign (job->vocabulary, clean, n, &prefix);
  if (found == 0)
    return FALSE;
  set_name (unit, power, prefix, postil_unit_get (found)->name);
  unit->end = index + 1;
  unit->sign = TRUE;
  return TRUE;
}

/* Whether a sign that is also a letter or a word means its unit here. */
static gboolean
accept_sign (const PostilFigureJob *job, const PostilNumber *number, guint index)
{
  const PostilToken *token = at (job, index), *after = at (job, (gint64) index + 1);
  const guint length = token->end - token->start;
  const gboolean glued = postil_token_is_glued (token);

  if (token->kind == POSTIL_TOKEN_MARK)
    {
      if (token->c != '"' && token->c != '\'' && token->c != 0x2033 && token->c != 0x2032)
        return token->c > 0x7f;
      return job->brief && (after->kind == POSTIL_TOKEN_MARK || !postil_token_is_glued (after));
    }
  if (postil_token_is_mark (after, '/') && postil_token_is_glued (after) && postil_token_is_glued (at (job, (gint64) index + 2)))
    return TRUE;
  if (postil_figures_is (job, index, "in"))
    return glued
           || (job->brief
               && (after->kind == POSTIL_TOKEN_MARK
                   || postil_figures_is_one_of (job, (gint64) index + 1, "more wide long tall high deep thick by")));
  if (length == 1 && number->spelled)
    return FALSE;
  if (length == 1 && !glued)
    return token->c < 0x7f
           && (strchr ("mgWLl", (int) token->c) != NULL || (job->brief && strchr ("VAJNBt", (int) token->c) != NULL));
  return length > 1 || token->c > 0x7f || strchr ("mgtlLWVAJN", (int) token->c) != NULL;
}

/* "°C", "degrees Celsius", "deg c", "degrees below zero". */
static gboolean
read_degrees (const PostilFigureJob *job, guint index, Unit *unit)
{
  const gboolean sign = postil_token_is_mark (at (job, index), 0xb0);
  guint i = index + 1;
  gboolean letter;

  if (!sign && !postil_figures_is_one_of (job, index, "degrees degree deg degs"))
    return FALSE;
  i += !sign && postil_token_is_mark (at (job, i), '.') && postil_figures_is (job, index, "deg") ? 1 : 0;
  i += !sign && postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  letter = at (job, i)->end - at (job, i)->start == 1
           && (postil_token_has (at (job, i), POSTIL_TOKEN_CAPITAL)
               || (job->brief && (sign || postil_figures_is (job, index, "deg"))));
  set_name (unit, "", NULL, "degree");
  unit->sign = sign;
  if (postil_figures_is_one_of (job, i, "celsius centigrade centigrates centigrate")
      || (letter && postil_figures_is (job, i, "c")))
    set_name (unit, "", NULL, "celsius");
  else if (postil_figures_is_one_of (job, i, "fahrenheit farenheit") || (letter && postil_figures_is (job, i, "f")))
    set_name (unit, "", NULL, "fahrenheit");
  else if (postil_figures_is (job, i, "kelvin") || (letter && sign && postil_figures_is (job, i, "k")))
    set_name (unit, "", NULL, "kelvin");
  else
    i = index;
  unit->end = i + 1;
  return TRUE;
}

/* "square", "cubic", "nautical" and the unit they change. */
static gboolean
read_compound (const PostilFigureJob *job, guint index, Unit *unit)
{
  static const struct
  {
    const char *word, *power;
  } rows[]
      = { { "square", "square " }, { "sq", "square " }, { "cubic", "cubic " }, { "cu", "cubic " },    { "nautical", "nautical " },
          { "metric", "" },        { "short", "" },     { "imperial", "" },    { "fluid", "fluid " }, { "fl", "fluid " },
          { "troy", "troy " },     { "long", "" },      { "us", "" } };
  guint i = index + 1;

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      if (!postil_figures_is (job, index, rows[r].word))
        continue;
      i += postil_token_is_mark (at (job, i), '.') ? 1 : 0;
      i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
      if (!read_word (job, i, rows[r].power, unit) && (rows[r].power[0] == '\0' || !read_sign (job, i, rows[r].power, unit)))
        return FALSE;
      if (postil_figures_is (job, index, "metric") && name_is (unit, "ton"))
        set_name (unit, "", NULL, "tonne");
      if (rows[r].power[0] == '\0' && !name_is (unit, "ton|tonne|gallon|pint|fluid ounce"))
        return FALSE;
      unit->sign = FALSE;
      return TRUE;
    }
  if (!postil_figures_is (job, index, "light"))
    return FALSE;
  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  if (!postil_figures_is (job, i, "years") && !postil_figures_is (job, i, "year"))
    return FALSE;
  set_name (unit, "", NULL, "light-year");
  unit->end = i + 1;
  return TRUE;
}

/* "²", "^2", "2", "squared" after a length. */
static void
read_power (const PostilFigureJob *job, Unit *unit)
{
  const PostilToken *token = at (job, unit->end), *next = at (job, (gint64) unit->end + 1);
  char plain[80];
  int power = 0;

  if (!is_length (unit) && !name_is (unit, "second"))
    return;
  if (postil_token_is_mark (token, 0xb2) || postil_token_is_mark (token, 0xb3))
    power = token->c == 0xb2 ? 2 : 3;
  else if (postil_figures_is (job, unit->end, "squared") || postil_figures_is (job, unit->end, "cubed"))
    power = postil_figures_is (job, unit->end, "squared") ? 2 : 3;
  else if (postil_token_is_mark (token, '^') && next->kind == POSTIL_TOKEN_NUMBER && next->end == next->start + 1
           && (next->c == '2' || next->c == '3'))
    {
      power = (int) next->c - '0';
      unit->end++;
    }
  if (power == 0)
    return;
  unit->end++;
  g_strlcpy (plain, unit->name, sizeof plain);
  set_name (unit, power == 2 ? "square " : "cubic ", NULL, plain);
}

/* "carrés", "cuadrados", "cubes", "cúbicos" after a length. */
static void
read_foreign_power (const PostilFigureJob *job, Unit *unit)
{
  const PostilToken *token = at (job, unit->end);
  const char *text = job->tokens->text + token->byte;
  char plain[80];
  const char *power;

  if (job->language == POSTIL_LANGUAGE_EN || token->kind != POSTIL_TOKEN_WORD || !is_length (unit)
      || token->byte_end - token->byte < 5)
    return;
  power = strncmp (text, "carré", 6) == 0 || strncmp (text, "cuadrado", 8) == 0 ? "square "
          : strncmp (text, "cube", 4) == 0 || strncmp (text, "cúbico", 7) == 0  ? "cubic "
                                                                                : NULL;
  if (power == NULL)
    return;
  g_strlcpy (plain, unit->name, sizeof plain);
  set_name (unit, power, NULL, plain);
  unit->end++;
}

/* A time as a denominator: "hour", "h", "ms". */
static gboolean
read_time_unit (const PostilFigureJob *job, guint index, Unit *unit)
{
  static const struct
  {
    const char *words, *name;
  } rows[] = { { "s sec secs second seconds", "second" },
               { "ms millisecond milliseconds", "millisecond" },
               { "min minute minutes mn", "minute" },
               { "h hr hour hours std stunde heure hora", "hour" },
               { "d day days tag jour día", "day" },
               { "week wk", "week" },
               { "month mo", "month" },
               { "y yr year", "year" } };

  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      if (!postil_figures_is_one_of (job, index, rows[r].words))
        continue;
      set_name (unit, "", NULL, rows[r].name);
      unit->end = index + 1;
      unit->sign = at (job, index)->end - at (job, index)->start < 3;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_base (const PostilFigureJob *job, guint index, Unit *unit)
{
  if (read_degrees (job, index, unit))
    return TRUE;
  if (!read_compound (job, index, unit) && !read_word (job, index, "", unit) && !read_sign (job, index, "", unit))
    return FALSE;
  read_power (job, unit);
  return TRUE;
}

/* Whether the two make one unit when a word joins them: a speed, a flow, a density. */
static gboolean
may_join (const Unit *above, const Unit *below)
{
  if (is_length (above))
    return name_is (below, "hour|second|minute|millisecond|litre|gallon") || g_str_has_prefix (below->name, "square second");
  if (g_str_has_suffix (above->name, "bit") || g_str_has_suffix (above->name, "byte"))
    return name_is (below, "second");
  if (name_is (above, "barrel"))
    return name_is (below, "day");
  if (name_is (above, "turn|degree|radian"))
    return name_is (below, "minute|second|hour");
  if (name_is (above, "milligram|microgram|gram|nanogram"))
    return g_str_has_suffix (below->name, "litre");
  if (name_is (above, "pound-mass|newton|watt|kilowatt|gram|kilogram"))
    return g_str_has_prefix (below->name, "square ") || g_str_has_prefix (below->name, "cubic ");
  return FALSE;
}

/* "/h", "per hour", "an hour" after a unit. */
static void
read_denominator (const PostilFigureJob *job, Unit *unit)
{
  const guint i = unit->end;
  const gboolean slash = postil_token_is_mark (at (job, i), '/') && postil_token_is_glued (at (job, i))
                         && postil_token_is_glued (at (job, (gint64) i + 1));
  Unit below = { 0 };

  if (!slash && !postil_figures_is_one_of (job, i, "per a an pro par por à la"))
    return;
  if (!read_time_unit (job, i + 1, &below) && !read_base (job, i + 1, &below))
    return;
  read_power (job, &below);
  if (!may_join (unit, &below) && !(slash && unit->sign && !name_is (&below, "year|month|week|day|tonne")))
    return;
  append_name (unit, " per ", below.name);
  unit->end = below.end;
}

/* "-hours", " hours", "-metres" that multiply the unit before. */
static void
read_product (const PostilFigureJob *job, Unit *unit)
{
  guint i = unit->end;

  i += postil_token_is_mark (at (job, i), '-') ? 1 : 0;
  if ((g_str_has_suffix (unit->name, "watt") || g_str_has_suffix (unit->name, "ampere"))
      && postil_figures_is_one_of (job, i, "hours hour hrs hr"))
    {
      append_name (unit, "-hour", "");
      unit->end = i + 1;
    }
  else if (name_is (unit, "acre") && postil_figures_is_one_of (job, i, "feet foot"))
    {
      append_name (unit, "-foot", "");
      unit->end = i + 1;
    }
  else if ((name_is (unit, "newton") || name_is (unit, "kilonewton"))
           && postil_figures_is_one_of (job, i, "metres meters metre meter"))
    {
      append_name (unit, " metre", "");
      unit->end = i + 1;
    }
  else if (name_is (unit, "pound-mass|barrel") && postil_figures_is (job, i, "of")
           && postil_figures_is (job, (gint64) i + 1, "oil") && postil_figures_is (job, (gint64) i + 2, "equivalent"))
    {
      append_name (unit, " of oil equivalent", "");
      unit->end = i + 3;
    }
}

/* "s-1", "1/s": what happens so often. */
static gboolean
read_inverse (const PostilFigureJob *job, guint index, Unit *unit)
{
  const PostilToken *one = at (job, (gint64) index + 2);

  if (!read_time_unit (job, index, unit) || !postil_token_is_mark (at (job, (gint64) index + 1), '-')
      || !postil_token_is_glued (at (job, (gint64) index + 1)) || one->c != '1' || one->end != one->start + 1
      || !postil_token_is_glued (one))
    return FALSE;
  set_name (unit, "inverse ", NULL, "second");
  unit->end = index + 3;
  return TRUE;
}

/* Words that are units only in the right company. */
static gboolean
is_other_word (const PostilFigureJob *job, const PostilNumber *number, guint index, const Unit *unit)
{
  const PostilToken *token = at (job, index);

  if (token->word != NULL && token->word->currency > 0 && !unit->sign)
    return TRUE;
  if (postil_figures_is_one_of (job, index, "bits bit") && postil_figures_is (job, unit->end, "of"))
    return TRUE;
  if (postil_figures_is_one_of (job, index, "turns revolutions bars cups moles fathoms grad stones mark"))
    return !job->brief && !number->grouped && number->decimals == 0 && number->spelled;
  if (postil_figures_is_one_of (job, index, "degrees degree") && number->spelled && postil_figures_is (job, unit->end, "in"))
    return TRUE;
  return postil_figures_is (job, index, "ps") && job->language != POSTIL_LANGUAGE_DE;
}

/**
 * postil_units_scan:
 * @job: the job
 * @number: a number
 * @name: (out caller-allocated): room for the unit's name
 * @size: room in bytes
 *
 * Reads the unit of measure after @number, with a hyphen before it or not.
 *
 * Returns: the token after the unit, 0 when there is none.
 */
guint
postil_units_scan (const PostilFigureJob *job, const PostilNumber *number, char *name, gsize size)
{
  guint i = number->end;
  const PostilToken *token = at (job, i);
  Unit unit = { 0 };

  if (token->kind == POSTIL_TOKEN_NUMBER
      || (token->kind == POSTIL_TOKEN_MARK && token->c < 0x80 && strchr ("-\"'", (int) token->c) == NULL))
    return 0;
  if (postil_token_is_mark (token, '-') && (postil_token_is_glued (token) || job->brief))
    token = at (job, ++i);
  if (token->kind == POSTIL_TOKEN_HAN || token->c == 0)
    return 0;
  if (postil_token_is_mark (token, '\'') && postil_token_is_mark (at (job, (gint64) i + 1), '\'')
      && postil_token_is_glued (at (job, (gint64) i + 1)) && job->brief)
    {
      set_name (&unit, "", NULL, "inch");
      unit.end = i + 2;
    }
  else if (!read_degrees (job, i, &unit) && !read_inverse (job, i, &unit))
    {
      if (!read_compound (job, i, &unit) && !read_word (job, i, "", &unit)
          && !(accept_sign (job, number, i) && read_sign (job, i, "", &unit)))
        {
          if (!postil_figures_is_one_of (job, i, "pounds pound"))
            return 0;
          set_name (&unit, "", NULL, "pound-mass");
          unit.end = i + 1;
        }
      if (is_other_word (job, number, i, &unit) && !name_is (&unit, "pound-mass"))
        return 0;
      read_power (job, &unit);
      read_foreign_power (job, &unit);
    }
  read_product (job, &unit);
  read_denominator (job, &unit);
  g_strlcpy (name, unit.name, size);
  return unit.end;
}
