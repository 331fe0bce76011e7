/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures written in several units, such as "12 ft 2 in", become one quantity in the smallest of them. Source of the factors: the
 * international yard and pound agreement of 1959. */
#include "config.h"

#include "postil-figures-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *name;
  char dimension; /* length, mass, volume, angle */
  double size;    /* in the smallest unit of its dimension here; whole numbers, so that sums stay exact */
} Size;

/* Lengths in tenths of a millimetre, masses in tenths of a milligram. */
static const Size sizes[] = {
  { "millimetre", 'l', 10 },    { "centimetre", 'l', 100 },     { "decimetre", 'l', 1000 },
  { "metre", 'l', 10000 },      { "kilometre", 'l', 1e7 },      { "inch", 'l', 254 },
  { "foot", 'l', 3048 },        { "yard", 'l', 9144 },          { "mile", 'l', 16093440 },
  { "milligram", 'm', 10 },     { "gram", 'm', 1e4 },           { "kilogram", 'm', 1e7 },
  { "tonne", 'm', 1e10 },       { "ounce", 'm', 283495.23125 }, { "pound-mass", 'm', 4535923.7 },
  { "stone", 'm', 63502931.8 }, { "degree", 'a', 3600 },        { "arcminute", 'a', 60 },
  { "arcsecond", 'a', 1 },      { "litre", 'v', 1000 },         { "millilitre", 'v', 1 },
};

static const Size *
find_size (const char *unit)
{
  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (sizes); i++)
    if (g_str_equal (sizes[i].name, unit))
      return &sizes[i];
  return NULL;
}

/**
 * postil_quantities_join:
 * @job: the job
 * @first: (inout): a figure
 * @second: the one after it
 *
 * Adds @second to @first when both are parts of one measure: of one dimension, apart by a comma, "and" or nothing.
 *
 * Returns: whether they were joined.
 */
gboolean
postil_quantities_join (const PostilFigureJob *job, PostilFound *first, const PostilFound *second)
{
  guint i = first->end;
  const Size *a, *b;
  double value;

  if (first->figure.kind != POSTIL_FIGURE_QUANTITY || second->figure.kind != POSTIL_FIGURE_QUANTITY || isnan (first->figure.value)
      || isnan (second->figure.value) || second->begin > first->end + 2)
    return FALSE;
  i += postil_token_is_mark (postil_figures_token (job, i), ',') ? 1 : 0;
  i += postil_figures_is (job, i, "and") ? 1 : 0;
  a = find_size (first->figure.unit);
  b = find_size (second->figure.unit);
  if (i != second->begin || a == NULL || b == NULL || a == b || a->dimension != b->dimension)
    return FALSE;
  /* Unlike measures in a list are several: "3 km and 2 miles" in running text. */
  if (b->size > a->size && !job->brief)
    return FALSE;
  value = first->figure.value * a->size + second->figure.value * b->size;
  if (b->size < a->size)
    {
      g_free (first->figure.unit);
      first->figure.unit = g_strdup (b->name);
    }
  first->figure.value = round (value / MIN (a->size, b->size) * 1e9) / 1e9;
  first->figure.end = second->figure.end;
  first->end = second->end;
  return TRUE;
}
