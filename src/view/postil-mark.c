/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which kind of line a find of the machine gets, and the names of the kinds in the settings. */
#include "config.h"

#include "postil-mark.h"

static const char *const kind_names[POSTIL_N_MARK_KINDS] = {
  "organisation", "person", "place", "product", "event", "money", "percent", "quantity", "date",
};

/* The stored names of entity types, which settings may use as well. */
static const char *const short_names[] = { "org", "per", "loc" };

/**
 * postil_mark_kind_of_entity:
 * @type: an entity type
 *
 * Gives the kind of mark an entity type is drawn as.
 *
 * Thread: any.
 *
 * Returns: the kind
 */
PostilMarkKind
postil_mark_kind_of_entity (PostilEntityType type)
{
  switch (type)
    {
    case POSTIL_ENTITY_PER:
      return POSTIL_MARK_KIND_PERSON;
    case POSTIL_ENTITY_LOC:
      return POSTIL_MARK_KIND_PLACE;
    case POSTIL_ENTITY_PRODUCT:
      return POSTIL_MARK_KIND_PRODUCT;
    case POSTIL_ENTITY_EVENT:
      return POSTIL_MARK_KIND_EVENT;
    case POSTIL_ENTITY_ORG:
    case POSTIL_N_ENTITY_TYPES:
    default:
      return POSTIL_MARK_KIND_ORGANISATION;
    }
}

/**
 * postil_mark_kind_of_figure:
 * @kind: a figure kind
 *
 * Gives the kind of mark a figure is drawn as: money, percent and growth, quantity and rank, or date and period.
 *
 * Thread: any.
 *
 * Returns: the kind
 */
PostilMarkKind
postil_mark_kind_of_figure (PostilFigureKind kind)
{
  switch (kind)
    {
    case POSTIL_FIGURE_MONEY:
      return POSTIL_MARK_KIND_MONEY;
    case POSTIL_FIGURE_PERCENT:
    case POSTIL_FIGURE_MULTIPLE:
      return POSTIL_MARK_KIND_PERCENT;
    case POSTIL_FIGURE_DATE:
    case POSTIL_FIGURE_PERIOD:
    case POSTIL_FIGURE_DURATION:
    case POSTIL_FIGURE_TIME:
    case POSTIL_FIGURE_SET:
      return POSTIL_MARK_KIND_DATE;
    case POSTIL_FIGURE_NUMBER:
    case POSTIL_FIGURE_ORDINAL:
    case POSTIL_FIGURE_QUANTITY:
    case POSTIL_FIGURE_AGE:
    case POSTIL_N_FIGURE_KINDS:
    default:
      return POSTIL_MARK_KIND_QUANTITY;
    }
}

/**
 * postil_mark_kind_to_string:
 * @kind: a kind
 *
 * Gives the name of a kind as settings keep it. Not for the reader's eyes.
 *
 * Thread: any.
 *
 * Returns: (transfer none): the name
 */
const char *
postil_mark_kind_to_string (PostilMarkKind kind)
{
  g_return_val_if_fail (kind < POSTIL_N_MARK_KINDS, "");
  return kind_names[kind];
}

/**
 * postil_mark_kind_from_string:
 * @string: a name such as `organisation`, or a stored entity type such as `org`
 * @kind: (out): the kind
 *
 * Reads the name of a kind as settings keep it.
 *
 * Thread: any.
 *
 * Returns: %FALSE when the name is not known
 */
gboolean
postil_mark_kind_from_string (const char *string, PostilMarkKind *kind)
{
  g_return_val_if_fail (string != NULL && kind != NULL, FALSE);
  for (guint i = 0; i < POSTIL_N_MARK_KINDS; i++)
    {
      if (g_ascii_strcasecmp (string, kind_names[i]) == 0
          || (i < G_N_ELEMENTS (short_names) && g_ascii_strcasecmp (string, short_names[i]) == 0))
        {
          *kind = (PostilMarkKind) i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * postil_mark_kind_is_name:
 * @kind: a kind
 *
 * Tells names, drawn as lines, from figures, drawn as brackets.
 *
 * Thread: any.
 *
 * Returns: %TRUE for a name
 */
gboolean
postil_mark_kind_is_name (PostilMarkKind kind)
{
  return kind <= POSTIL_MARK_KIND_EVENT;
}
