/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the machine found in one text: entities, their mentions, and figures. Filled by one thread, then only read. */
#include "config.h"

#include "postil-analysis.h"

#include "postil-analysis-private.h"
#include "postil-doc-error.h"
#include "postil-figure-private.h"
#include "postil-safe-text-private.h"

#include <math.h>
#include <string.h>

#define NAMELESS "\357\277\275" /* U+FFFD */

struct _PostilAnalysis
{
  GObject parent_instance;

  /* owned */
  char *language;
  GArray *entities;                           /* (element-type PostilEntity) */
  GArray *mentions;                           /* (element-type PostilMention) */
  GArray *figures;                            /* (element-type PostilFigure) */
  GHashTable *by_name[POSTIL_N_ENTITY_TYPES]; /* name, borrowed from its entity → index */

  guint engine_version;
  gboolean names_analysed;
};

G_DEFINE_FINAL_TYPE (PostilAnalysis, postil_analysis, G_TYPE_OBJECT)

static void
clear_entity (gpointer data)
{
  PostilEntity *entity = data;

  g_clear_pointer (&entity->name, g_free);
}

static void
clear_figure (gpointer data)
{
  postil_figure_clear (data);
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  const PostilMention *first = a;
  const PostilMention *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end < second->end ? -1 : first->end > second->end;
}

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const PostilFigure *first = a;
  const PostilFigure *second = b;

  if (first->start != second->start)
    return first->start < second->start ? -1 : 1;
  return first->end < second->end ? -1 : first->end > second->end;
}

static void
postil_analysis_finalize (GObject *object)
{
  PostilAnalysis *self = POSTIL_ANALYSIS (object);

  for (guint i = 0; i < POSTIL_N_ENTITY_TYPES; i++)
    g_hash_table_unref (self->by_name[i]);
  g_array_unref (self->entities);
  g_array_unref (self->mentions);
  g_array_unref (self->figures);
  g_free (self->language);

  G_OBJECT_CLASS (postil_analysis_parent_class)->finalize (object);
}

static void
postil_analysis_class_init (PostilAnalysisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = postil_analysis_finalize;
}

static void
postil_analysis_init (PostilAnalysis *self)
{
  self->entities = g_array_new (FALSE, FALSE, sizeof (PostilEntity));
  self->mentions = g_array_new (FALSE, FALSE, sizeof (PostilMention));
  self->figures = g_array_new (FALSE, FALSE, sizeof (PostilFigure));
  g_array_set_clear_func (self->entities, clear_entity);
  g_array_set_clear_func (self->figures, clear_figure);
  for (guint i = 0; i < POSTIL_N_ENTITY_TYPES; i++)
    self->by_name[i] = g_hash_table_new (g_str_hash, g_str_equal);
  self->names_analysed = TRUE;
}

/* Adds an entity; FALSE when there is one of this type and name already. `name` is taken either way. */
gboolean
postil_analysis_take_entity (PostilAnalysis *self, PostilEntityType type, char *name)
{
  PostilEntity entity = { .type = type, .name = name };

  if (g_hash_table_contains (self->by_name[type], name))
    {
      g_free (name);
      return FALSE;
    }

  g_hash_table_insert (self->by_name[type], name, GUINT_TO_POINTER (self->entities->len));
  g_array_append_val (self->entities, entity);
  return TRUE;
}

/* Adds a figure as it is and leaves the caller one that knows nothing. */
void
postil_analysis_take_figure_unrepaired (PostilAnalysis *self, PostilFigure *figure)
{
  g_array_append_vals (self->figures, figure, 1);
  postil_figure_init (figure);
}

/**
 * postil_analysis_new:
 * @language: (nullable): tag of the text's language, as found; what has not the shape of a tag is left out
 * @engine_version: version of the engine that does the analysis
 *
 * Makes an analysis that found nothing; names count as analysed.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the analysis
 */
PostilAnalysis *
postil_analysis_new (const char *language, guint engine_version)
{
  PostilAnalysis *self = g_object_new (POSTIL_TYPE_ANALYSIS, NULL);

  self->language = postil_safe_text_make_language (language);
  self->engine_version = engine_version;

  return self;
}

/**
 * postil_analysis_add_entity:
 * @self: an analysis that is not shared yet
 * @type: its type
 * @name: its canonical name, NUL-terminated; copied as one clean line of at most 2,000 code points
 *
 * Adds an entity, or finds the one of the same type and name.
 *
 * Thread: the one that fills the analysis.
 *
 * Returns: its index among the entities
 */
guint
postil_analysis_add_entity (PostilAnalysis *self, PostilEntityType type, const char *name)
{
  g_autofree char *clean = NULL;
  gpointer index = NULL;

  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), G_MAXUINT);
  g_return_val_if_fail ((guint) type < POSTIL_N_ENTITY_TYPES, G_MAXUINT);
  g_return_val_if_fail (name != NULL, G_MAXUINT);

  if (g_hash_table_lookup_extended (self->by_name[type], name, NULL, &index))
    return GPOINTER_TO_UINT (index);

  clean = postil_safe_text_make_line (name, POSTIL_ANALYSIS_MAX_STRING);
  if (clean == NULL)
    clean = g_strdup (NAMELESS);
  if (g_hash_table_lookup_extended (self->by_name[type], clean, NULL, &index))
    return GPOINTER_TO_UINT (index);

  postil_analysis_take_entity (self, type, g_steal_pointer (&clean));

  return self->entities->len - 1;
}

/**
 * postil_analysis_add_mention:
 * @self: an analysis that is not shared yet
 * @mention: a mention; copied
 *
 * Adds a mention, in any order; postil_analysis_sort() puts them in theirs, postil_analysis_validate() checks them.
 *
 * Thread: the one that fills the analysis.
 */
void
postil_analysis_add_mention (PostilAnalysis *self, const PostilMention *mention)
{
  g_return_if_fail (POSTIL_IS_ANALYSIS (self));
  g_return_if_fail (mention != NULL);

  g_array_append_vals (self->mentions, mention, 1);
}

/**
 * postil_analysis_take_figure:
 * @self: an analysis that is not shared yet
 * @figure: a figure, initialised; its strings move to @self and it becomes one that knows nothing
 *
 * Adds a figure, in any order. Strings become clean lines of at most 2,000 code points (%NULL when nothing is left),
 * infinite numbers NAN; a currency that is not three capital letters becomes none.
 *
 * Thread: the one that fills the analysis.
 */
void
postil_analysis_take_figure (PostilAnalysis *self, PostilFigure *figure)
{
  g_return_if_fail (POSTIL_IS_ANALYSIS (self));
  g_return_if_fail (figure != NULL);

  postil_figure_repair (figure);
  postil_analysis_take_figure_unrepaired (self, figure);
}

/**
 * postil_analysis_sort:
 * @self: an analysis that is not shared yet
 *
 * Sorts mentions and figures by start, then by end; equals keep their order.
 *
 * Thread: the one that fills the analysis.
 */
void
postil_analysis_sort (PostilAnalysis *self)
{
  g_return_if_fail (POSTIL_IS_ANALYSIS (self));

  g_array_sort (self->mentions, compare_mentions);
  g_array_sort (self->figures, compare_figures);
}

static gboolean
validate_entities (PostilAnalysis *self, GError **error)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      const PostilEntity *entity = &g_array_index (self->entities, PostilEntity, i);

      if ((guint) entity->type >= POSTIL_N_ENTITY_TYPES || !postil_analysis_is_string (entity->name))
        {
          g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "entity %u: unknown type or unclean name", i);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
validate_mentions (PostilAnalysis *self, gsize text_length, GError **error)
{
  guint32 position = 0;

  for (guint i = 0; i < self->mentions->len; i++)
    {
      const PostilMention *mention = &g_array_index (self->mentions, PostilMention, i);

      if (mention->start < position || mention->end <= mention->start || mention->end > text_length)
        {
          g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "mention %u: %u to %u is out of place", i,
                       mention->start, mention->end);
          return FALSE;
        }
      /* Written so that "not a number" fails too. */
      if (mention->entity >= self->entities->len || !(mention->confidence >= 0.0f && mention->confidence <= 1.0f))
        {
          g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "mention %u: no such entity or confidence", i);
          return FALSE;
        }
      position = mention->end;
    }
  return TRUE;
}

static gboolean
validate_figures (PostilAnalysis *self, gsize text_length, GError **error)
{
  guint32 position = 0;

  for (guint i = 0; i < self->figures->len; i++)
    {
      const PostilFigure *figure = &g_array_index (self->figures, PostilFigure, i);

      if (figure->start < position || figure->end <= figure->start || figure->end > text_length)
        {
          g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "figure %u: %u to %u is out of place", i,
                       figure->start, figure->end);
          return FALSE;
        }
      if (!postil_figure_is_sound (figure))
        {
          g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "figure %u: a field is not as it must be", i);
          return FALSE;
        }
      position = figure->end;
    }
  return TRUE;
}

/**
 * postil_analysis_validate:
 * @self: an analysis
 * @text_length: length of the analysed text, code points
 * @error: return location for an error of %POSTIL_DOC_ERROR
 *
 * Holds the analysis to every rule: counts under the caps, mentions and figures inside the text, sorted, not empty, not
 * overlapping their like; entities there, confidence from 0 to 1; kinds, currencies, numbers and strings as they must be.
 *
 * Thread: any.
 *
 * Returns: %TRUE, or %FALSE with %POSTIL_DOC_ERROR_TOO_LARGE or %POSTIL_DOC_ERROR_MALFORMED
 */
gboolean
postil_analysis_validate (PostilAnalysis *self, gsize text_length, GError **error)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), FALSE);

  if (self->mentions->len > POSTIL_ANALYSIS_MAX_MENTIONS || self->figures->len > POSTIL_ANALYSIS_MAX_FIGURES
      || self->entities->len > POSTIL_ANALYSIS_MAX_MENTIONS)
    {
      g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_TOO_LARGE, "analysis: %u entities, %u mentions, %u figures",
                   self->entities->len, self->mentions->len, self->figures->len);
      return FALSE;
    }

  return validate_entities (self, error) && validate_mentions (self, text_length, error)
         && validate_figures (self, text_length, error);
}

/**
 * postil_analysis_get_entities:
 * @self: an analysis
 * @n_entities: (out) (optional): their number
 *
 * Gets the entities in the order they were added; mentions name them by index.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (array length=n_entities) (nullable): the entities
 */
const PostilEntity *
postil_analysis_get_entities (PostilAnalysis *self, gsize *n_entities)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), NULL);

  if (n_entities != NULL)
    *n_entities = self->entities->len;
  return (const PostilEntity *) (gpointer) self->entities->data;
}

/**
 * postil_analysis_get_mentions:
 * @self: an analysis
 * @n_mentions: (out) (optional): their number
 *
 * Gets the mentions, sorted and not overlapping once the analysis is valid.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (array length=n_mentions) (nullable): the mentions
 */
const PostilMention *
postil_analysis_get_mentions (PostilAnalysis *self, gsize *n_mentions)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), NULL);

  if (n_mentions != NULL)
    *n_mentions = self->mentions->len;
  return (const PostilMention *) (gpointer) self->mentions->data;
}

/**
 * postil_analysis_get_figures:
 * @self: an analysis
 * @n_figures: (out) (optional): their number
 *
 * Gets the figures, sorted and not overlapping once the analysis is valid.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (array length=n_figures) (nullable): the figures
 */
const PostilFigure *
postil_analysis_get_figures (PostilAnalysis *self, gsize *n_figures)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), NULL);

  if (n_figures != NULL)
    *n_figures = self->figures->len;
  return (const PostilFigure *) (gpointer) self->figures->data;
}

/**
 * postil_analysis_get_language:
 * @self: an analysis
 *
 * Gets the language the engine took the text for.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (nullable): a language tag
 */
const char *
postil_analysis_get_language (PostilAnalysis *self)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), NULL);

  return self->language;
}

/**
 * postil_analysis_get_engine_version:
 * @self: an analysis
 *
 * Gets the version of the engine that made it; a newer engine makes it anew in idle time.
 *
 * Thread: any.
 *
 * Returns: the version
 */
guint
postil_analysis_get_engine_version (PostilAnalysis *self)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), 0);

  return self->engine_version;
}

/**
 * postil_analysis_get_names_analysed:
 * @self: an analysis
 *
 * Tells whether names were looked for: not in languages the engine cannot read.
 *
 * Thread: any.
 *
 * Returns: whether no mention means no name
 */
gboolean
postil_analysis_get_names_analysed (PostilAnalysis *self)
{
  g_return_val_if_fail (POSTIL_IS_ANALYSIS (self), FALSE);

  return self->names_analysed;
}

/**
 * postil_analysis_set_names_analysed:
 * @self: an analysis that is not shared yet
 * @names_analysed: whether names were looked for
 *
 * Says whether names were looked for.
 *
 * Thread: the one that fills the analysis.
 */
void
postil_analysis_set_names_analysed (PostilAnalysis *self, gboolean names_analysed)
{
  g_return_if_fail (POSTIL_IS_ANALYSIS (self));

  self->names_analysed = names_analysed != FALSE;
}
