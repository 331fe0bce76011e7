/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search over facts. The tree is walked for every row; what only an article can answer is asked once, before. */
#include "config.h"

#include "postil-fact-filter-private.h"

#include "postil-search-language.h"
#include "postil-search-table.h"

#include <math.h>
#include <string.h>

struct _PostilFactFilter
{
  PostilFilter *filter;
  GHashTable *folded;   /* PostilFilter -> its text as it is compared */
  GHashTable *articles; /* PostilFilter -> (element-type gint64) the articles for which it holds */
};

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  return g_utf8_casefold (normal ? normal : text, -1);
}

static gboolean
is_of_facts (const PostilFilter *filter)
{
  return filter->kind <= POSTIL_FILTER_WORDS || filter->kind == POSTIL_FILTER_FIGURE || filter->kind == POSTIL_FILTER_CLAIM;
}

static gboolean
ask_articles (PostilFactFilter *self, PostilDatabase *database, const PostilFilter *filter, GError **error)
{
  const PostilSearchQuery query = { .filter = filter };
  g_autoptr (GArray) ids = postil_search_article_ids (database, &query, error);
  GHashTable *set;

  if (!ids)
    return FALSE;
  set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  g_hash_table_insert (self->articles, (gpointer) filter, set);
  return TRUE;
}

static gboolean
prepare (PostilFactFilter *self, PostilDatabase *database, const PostilFilter *filter, GError **error)
{
  for (guint i = 0; filter->children && i < filter->children->len; i++)
    if (!prepare (self, database, g_ptr_array_index (filter->children, i), error))
      return FALSE;
  if (filter->kind == POSTIL_FILTER_WORDS || filter->kind == POSTIL_FILTER_CLAIM)
    g_hash_table_insert (self->folded, (gpointer) filter, fold (filter->text));
  return is_of_facts (filter) || ask_articles (self, database, filter, error);
}

/* query: in the search language. Errors: POSTIL_LIBRARY_ERROR_QUERY, those of reading. */
PostilFactFilter *
postil_fact_filter_new (PostilDatabase *database, const char *query, GError **error)
{
  g_autoptr (PostilFactFilter) self = g_new0 (PostilFactFilter, 1);

  self->folded = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->articles = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  self->filter = postil_search_language_parse_now (query, FALSE, error);
  if (!self->filter || !prepare (self, database, self->filter, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
postil_fact_filter_free (PostilFactFilter *self)
{
  g_clear_pointer (&self->folded, g_hash_table_unref);
  g_clear_pointer (&self->articles, g_hash_table_unref);
  g_clear_pointer (&self->filter, postil_filter_free);
  g_free (self);
}

/* --- figures ------------------------------------------------------------------------------------------------------------ */

static gboolean
is_in (const char *text, const char *part)
{
  g_autofree char *folded = text ? fold (text) : NULL;

  return folded && strstr (folded, part) != NULL;
}

static gboolean
shows_words (const PostilFigureRow *row, const char *words)
{
  const PostilClaim *claim = &row->figure.claim;
  const char *const texts[] = { row->surface,
                                row->figure.about,
                                claim->subject,
                                claim->measure,
                                claim->period,
                                claim->place,
                                claim->attribution,
                                row->source,
                                row->article_title,
                                row->figure.currency,
                                postil_figure_kind_to_string (row->figure.kind) };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (is_in (texts[i], words))
      return TRUE;
  return FALSE;
}

static gboolean
has_figure (const PostilFigure *figure, const PostilFilterFigure *wanted)
{
  double high = isnan (figure->high) ? figure->value : figure->high;
  double low = isnan (figure->low) ? figure->value : figure->low;

  return (wanted->kind < 0 || (int) figure->kind == wanted->kind) && (isnan (wanted->minimum) || high >= wanted->minimum)
         && (isnan (wanted->maximum) || low <= wanted->maximum)
         && (!wanted->currency || strcmp (figure->currency, wanted->currency) == 0)
         && (!wanted->unit || g_strcmp0 (figure->unit, wanted->unit) == 0);
}

static gboolean
holds (const PostilFactFilter *self, const PostilFilter *filter, const PostilFigureRow *row)
{
  guint n_held = 0;
  guint n = filter->children ? filter->children->len : 0;

  switch ((int) filter->kind)
    {
    case POSTIL_FILTER_WORDS:
      return shows_words (row, g_hash_table_lookup (self->folded, filter));
    case POSTIL_FILTER_CLAIM:
      return is_in (row->figure.claim.subject, g_hash_table_lookup (self->folded, filter))
             || is_in (row->figure.claim.measure, g_hash_table_lookup (self->folded, filter));
    case POSTIL_FILTER_FIGURE:
      return has_figure (&row->figure, &filter->figure);
    case POSTIL_FILTER_ALL:
    case POSTIL_FILTER_ANY:
    case POSTIL_FILTER_NOT:
      break;
    default:
      return g_hash_table_contains (g_hash_table_lookup (self->articles, filter), &row->article_id);
    }
  for (guint i = 0; i < n; i++)
    n_held += holds (self, g_ptr_array_index (filter->children, i), row);
  if (filter->kind == POSTIL_FILTER_NOT)
    return n_held == 0;
  return filter->kind == POSTIL_FILTER_ANY ? n_held > 0 : n > 0 && n_held == n;
}

static gboolean
accept_row (const PostilFigureRow *row, gpointer data)
{
  const PostilFactFilter *self = data;

  return holds (self, self->filter, row);
}

/* Gives a list of figures what the search says; query keeps pointers into self. A bound that every row must meet narrows what is
 * read at all. */
void
postil_fact_filter_narrow (PostilFactFilter *self, PostilFigureQuery *query)
{
  const PostilFilter *bound = self->filter->kind == POSTIL_FILTER_FIGURE ? self->filter : NULL;

  for (guint i = 0; self->filter->kind == POSTIL_FILTER_ALL && self->filter->children && i < self->filter->children->len; i++)
    {
      const PostilFilter *child = g_ptr_array_index (self->filter->children, i);

      if (child->kind == POSTIL_FILTER_FIGURE)
        bound = child;
    }
  if (bound)
    {
      query->kind = bound->figure.kind;
      query->minimum = bound->figure.minimum;
      query->maximum = bound->figure.maximum;
      query->currency = bound->figure.currency;
      query->unit = bound->figure.unit;
    }
  query->accept = accept_row;
  query->accept_data = self;
}

/* --- entities ----------------------------------------------------------------------------------------------------------- */

static gboolean
name_holds (const PostilFactFilter *self, const PostilFilter *filter, const char *name, const char *type)
{
  guint n_held = 0;
  guint n = filter->children ? filter->children->len : 0;

  if (filter->kind == POSTIL_FILTER_WORDS)
    return is_in (name, g_hash_table_lookup (self->folded, filter)) || is_in (type, g_hash_table_lookup (self->folded, filter));
  if (filter->kind > POSTIL_FILTER_NOT)
    return TRUE;
  for (guint i = 0; i < n; i++)
    n_held += name_holds (self, g_ptr_array_index (filter->children, i), name, type);
  if (filter->kind == POSTIL_FILTER_NOT)
    return n_held == 0 || !postil_filter_mentions (filter, POSTIL_FILTER_WORDS, -1);
  return filter->kind == POSTIL_FILTER_ANY ? n_held > 0 : n > 0 && n_held == n;
}

/* Whether the words of the search stand in an entity's name or type; conditions on articles are left to
 * postil_fact_filter_get_articles(). */
gboolean
postil_fact_filter_accepts_name (PostilFactFilter *self, const char *name, const char *type)
{
  return name_holds (self, self->filter, name, type);
}

static gboolean
add_conditions (const PostilFilter *filter, PostilFilter *conditions)
{
  if (filter->kind == POSTIL_FILTER_WORDS)
    return FALSE;
  if (filter->kind == POSTIL_FILTER_ALL)
    {
      gboolean any = FALSE;

      for (guint i = 0; filter->children && i < filter->children->len; i++)
        any |= add_conditions (g_ptr_array_index (filter->children, i), conditions);
      return any;
    }
  if (filter->kind <= POSTIL_FILTER_NOT && postil_filter_mentions (filter, POSTIL_FILTER_WORDS, -1))
    return FALSE;
  postil_filter_add (conditions, postil_filter_copy (filter));
  return TRUE;
}

/* The articles that the conditions of the search leave, those on words apart; NULL without an error: all. */
GHashTable *
postil_fact_filter_get_articles (PostilFactFilter *self, PostilDatabase *database, GError **error)
{
  g_autoptr (PostilFilter) conditions = postil_filter_new (POSTIL_FILTER_ALL);
  const PostilSearchQuery query = { .filter = conditions };
  g_autoptr (GArray) ids = NULL;
  GHashTable *set;

  if (!add_conditions (self->filter, conditions))
    return NULL;
  ids = postil_search_article_ids (database, &query, error);
  if (!ids)
    return NULL;
  set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  return set;
}
