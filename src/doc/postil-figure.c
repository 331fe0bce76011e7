/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a figure: its making, clearing and rules, and the names of the kinds of figures and entities. */
#include "config.h"

#include "postil-analysis.h"

#include "postil-figure-private.h"
#include "postil-safe-text-private.h"

#include <math.h>
#include <string.h>

#define LARGEST_INCIDENTAL 100.0 /* numbers of one word above it, such as "million", are counts */

static const gsize string_offsets[POSTIL_FIGURE_N_STRINGS] = {
  G_STRUCT_OFFSET (PostilFigure, unit),          G_STRUCT_OFFSET (PostilFigure, iso),
  G_STRUCT_OFFSET (PostilFigure, mod),           G_STRUCT_OFFSET (PostilFigure, approx),
  G_STRUCT_OFFSET (PostilFigure, per),           G_STRUCT_OFFSET (PostilFigure, about),
  G_STRUCT_OFFSET (PostilFigure, claim.subject), G_STRUCT_OFFSET (PostilFigure, claim.measure),
  G_STRUCT_OFFSET (PostilFigure, claim.period),  G_STRUCT_OFFSET (PostilFigure, claim.period_iso),
  G_STRUCT_OFFSET (PostilFigure, claim.place),   G_STRUCT_OFFSET (PostilFigure, claim.attribution),
  G_STRUCT_OFFSET (PostilFigure, claim.hedge),
};

static const gsize number_offsets[POSTIL_FIGURE_N_NUMBERS] = {
  G_STRUCT_OFFSET (PostilFigure, value),         G_STRUCT_OFFSET (PostilFigure, low),
  G_STRUCT_OFFSET (PostilFigure, high),          G_STRUCT_OFFSET (PostilFigure, change.percent),
  G_STRUCT_OFFSET (PostilFigure, change.points), G_STRUCT_OFFSET (PostilFigure, change.by),
  G_STRUCT_OFFSET (PostilFigure, change.factor), G_STRUCT_OFFSET (PostilFigure, change.from),
  G_STRUCT_OFFSET (PostilFigure, change.to),
};

static const char *const entity_types[POSTIL_N_ENTITY_TYPES] = { "ORG", "PER", "LOC", "PRODUCT", "EVENT" };

static const char *const figure_kinds[POSTIL_N_FIGURE_KINDS] = {
  "money", "percent", "number", "ordinal", "quantity", "multiple", "date", "period", "duration", "time", "set", "age",
};

/* Where the string of a row is kept. */
char **
postil_figure_string_at (PostilFigure *figure, guint index)
{
  return (char **) G_STRUCT_MEMBER_P (figure, string_offsets[index]);
}

/* Where the number of a row is kept. */
double *
postil_figure_number_at (PostilFigure *figure, guint index)
{
  return (double *) G_STRUCT_MEMBER_P (figure, number_offsets[index]);
}

/**
 * postil_figure_init:
 * @figure: (out caller-allocates): a figure of any content
 *
 * Makes a figure that knows nothing: numbers NAN, strings %NULL, no currency, no change.
 *
 * Thread: any.
 */
void
postil_figure_init (PostilFigure *figure)
{
  g_return_if_fail (figure != NULL);

  memset (figure, 0, sizeof *figure);
  for (guint i = 0; i < POSTIL_FIGURE_N_NUMBERS; i++)
    *postil_figure_number_at (figure, i) = NAN;
}

/**
 * postil_figure_clear:
 * @figure: a figure that was initialised
 *
 * Frees the strings of a figure and makes it one that knows nothing.
 *
 * Thread: any.
 */
void
postil_figure_clear (PostilFigure *figure)
{
  g_return_if_fail (figure != NULL);

  for (guint i = 0; i < POSTIL_FIGURE_N_STRINGS; i++)
    g_free (*postil_figure_string_at (figure, i));
  postil_figure_init (figure);
}

/* Whether a name or string is one clean line of bounded length. */
gboolean
postil_analysis_is_string (const char *string)
{
  gsize length = strlen (string);

  return length <= 4 * POSTIL_ANALYSIS_MAX_STRING && postil_safe_text_is_line (string, length)
         && g_utf8_strlen (string, -1) <= POSTIL_ANALYSIS_MAX_STRING;
}

/* "" or three capital letters (the shape of ISO 4217), and nothing behind them. */
static gboolean
is_currency (const char currency[4])
{
  static const char none[4];

  if (memcmp (currency, none, sizeof none) == 0)
    return TRUE;

  return g_ascii_isupper (currency[0]) && g_ascii_isupper (currency[1]) && g_ascii_isupper (currency[2]) && currency[3] == '\0';
}

static void
repair_currency (char currency[4])
{
  /* What stands behind the NUL is nobody's, and must not get into a blob. */
  if (currency[0] == '\0' || !is_currency (currency))
    memset (currency, 0, 4);
}

/* Makes strings clean lines (the empty one becomes NULL), infinities NAN, other currencies than codes none. */
void
postil_figure_repair (PostilFigure *figure)
{
  for (guint i = 0; i < POSTIL_FIGURE_N_STRINGS; i++)
    {
      char **string = postil_figure_string_at (figure, i);

      if (*string != NULL && !postil_analysis_is_string (*string))
        {
          char *clean = postil_safe_text_make_line (*string, POSTIL_ANALYSIS_MAX_STRING);

          g_free (*string);
          *string = clean;
        }
    }
  for (guint i = 0; i < POSTIL_FIGURE_N_NUMBERS; i++)
    {
      double *number = postil_figure_number_at (figure, i);

      if (isinf (*number))
        *number = NAN;
    }
  repair_currency (figure->currency);
  repair_currency (figure->change.currency);
  figure->rank = figure->rank != FALSE;
}

/* Whether a figure from anywhere is as postil_figure_repair() leaves them, its place in the text aside. */
gboolean
postil_figure_is_sound (const PostilFigure *figure)
{
  PostilFigure *rows = (PostilFigure *) figure;

  if ((guint) figure->kind >= POSTIL_N_FIGURE_KINDS || (guint) figure->change.direction > POSTIL_CHANGE_DOWN
      || !is_currency (figure->currency) || !is_currency (figure->change.currency))
    return FALSE;

  for (guint i = 0; i < POSTIL_FIGURE_N_STRINGS; i++)
    {
      const char *string = *postil_figure_string_at (rows, i);

      if (string != NULL && !postil_analysis_is_string (string))
        return FALSE;
    }
  for (guint i = 0; i < POSTIL_FIGURE_N_NUMBERS; i++)
    {
      if (isinf (*postil_figure_number_at (rows, i)))
        return FALSE;
    }
  return TRUE;
}

/**
 * postil_entity_type_to_string:
 * @type: a type of entity
 *
 * Gets the written name of a type, as in files: `ORG`, `PER`, `LOC`, `PRODUCT`, `EVENT`.
 *
 * Thread: any.
 *
 * Returns: (transfer none): the name
 */
const char *
postil_entity_type_to_string (PostilEntityType type)
{
  g_return_val_if_fail ((guint) type < POSTIL_N_ENTITY_TYPES, NULL);

  return entity_types[type];
}

/**
 * postil_entity_type_from_string:
 * @string: (nullable): NUL-terminated text
 * @type: (out): the type; untouched on failure
 *
 * Reads the written name of a type, exactly as postil_entity_type_to_string() writes it.
 *
 * Thread: any.
 *
 * Returns: whether @string is a type
 */
gboolean
postil_entity_type_from_string (const char *string, PostilEntityType *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  for (guint i = 0; string != NULL && i < POSTIL_N_ENTITY_TYPES; i++)
    {
      if (g_str_equal (string, entity_types[i]))
        {
          *type = i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_digit (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isdigit (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

/**
 * postil_figure_is_incidental:
 * @figure: a figure
 * @surface: its words as the text says them, valid UTF-8
 *
 * Tells whether a figure is a mere word of the language, such as the "one" in "one of them" or the "first" in "at first": a small
 * number or an ordinal written as a single word, that counts nothing and ranks nothing. Analyses keep such figures; people are
 * spared them until they ask.
 *
 * Thread: any.
 *
 * Returns: %TRUE when it says nothing by itself
 */
gboolean
postil_figure_is_incidental (const PostilFigure *figure, const char *surface)
{
  g_return_val_if_fail (figure != NULL && surface != NULL, FALSE);
  if (figure->kind != POSTIL_FIGURE_NUMBER && figure->kind != POSTIL_FIGURE_ORDINAL && figure->kind != POSTIL_FIGURE_QUANTITY)
    return FALSE;
  if (figure->rank || figure->currency[0] != '\0' || (figure->unit != NULL && *figure->unit != '\0'))
    return FALSE;
  /* "One adviser" counts advisers, and still says nothing. */
  if (figure->claim.measure != NULL && *figure->claim.measure != '\0' && !(fabs (figure->value) <= 1))
    return FALSE;
  return !(fabs (figure->value) > LARGEST_INCIDENTAL) && !has_digit (surface) && strpbrk (surface, " \t\n") == NULL;
}

/**
 * postil_figure_kind_to_string:
 * @kind: a kind of figure
 *
 * Gets the written name of a kind, as in files: `money`, `percent`, …
 *
 * Thread: any.
 *
 * Returns: (transfer none): the name
 */
const char *
postil_figure_kind_to_string (PostilFigureKind kind)
{
  g_return_val_if_fail ((guint) kind < POSTIL_N_FIGURE_KINDS, NULL);

  return figure_kinds[kind];
}
