/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked at in the article: the focused or hovered note, and the places the find bar found. */
#include "config.h"

#include "postil-article-view-private.h"
#include "postil-margin.h"
#include "postil-words.h"

/* What a screen reader says of the mark the keyboard is on. */
static char *
describe_active (PostilArticleView *self)
{
  gsize n_mentions = 0;
  gsize n_entities = 0;
  gsize n_figures = 0;
  const PostilMention *mentions;
  const PostilEntity *entities;
  const PostilFigure *figures;
  g_autofree char *words = NULL;

  if (self->analysis == NULL || (self->active_layer != POSTIL_MARK_MENTION && self->active_layer != POSTIL_MARK_FIGURE))
    return g_strdup ("");
  mentions = postil_analysis_get_mentions (self->analysis, &n_mentions);
  entities = postil_analysis_get_entities (self->analysis, &n_entities);
  figures = postil_analysis_get_figures (self->analysis, &n_figures);
  if (self->active_layer == POSTIL_MARK_MENTION)
    {
      if (self->active_index >= n_mentions || mentions[self->active_index].entity >= n_entities)
        return g_strdup ("");
      return postil_words_mention (&entities[mentions[self->active_index].entity],
                                   mentions[self->active_index].confidence < POSTIL_MARK_SURE);
    }
  if (self->active_index >= n_figures)
    return g_strdup ("");
  words = postil_document_dup_slice (self->document, figures[self->active_index].start, figures[self->active_index].end);
  return postil_words_figure (&figures[self->active_index], words);
}

/**
 * postil_article_view_set_active:
 * @self: a view
 * @layer: whose mark, or %POSTIL_MARK_NONE
 * @index: its index there
 *
 * Rings a mark as the one the keyboard acts on, and describes it to assistive technology.
 */
void
postil_article_view_set_active (PostilArticleView *self, PostilMarkLayer layer, guint index)
{
  g_autofree char *description = NULL;

  if (self->active_layer == layer && self->active_index == index)
    return;
  self->active_layer = layer;
  self->active_index = index;
  description = describe_active (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_article_view_leave_mark:
 * @self: a view
 *
 * Takes the ring off a name or figure that is no longer asked about; a caret that is seen keeps the ring of the mark it stands on.
 */
void
postil_article_view_leave_mark (PostilArticleView *self)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (!self->caret_mode && self->active_layer != POSTIL_MARK_NOTE)
    postil_article_view_set_active (self, POSTIL_MARK_NONE, 0);
}

/**
 * postil_article_view_has_ring:
 * @self: a view
 *
 * Tells whether the keyboard stands on a mark.
 *
 * Returns: %TRUE when one is ringed
 */
gboolean
postil_article_view_has_ring (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), FALSE);
  return self->active_layer != POSTIL_MARK_NONE;
}

/**
 * postil_article_view_set_focused_note:
 * @self: a view
 * @index: of a note, or -1
 *
 * Rings a note on both sides; it keeps its place beside its line.
 */
void
postil_article_view_set_focused_note (PostilArticleView *self, int index)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (self->focused_note == index)
    return;
  self->focused_note = index;
  if (index >= 0)
    postil_article_view_set_active (self, POSTIL_MARK_NONE, 0);
  postil_margin_set_focused (POSTIL_MARGIN (self->margin), index);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_article_view_get_focused_note:
 * @self: a view
 *
 * Tells which note is ringed.
 *
 * Returns: an index, or -1
 */
int
postil_article_view_get_focused_note (PostilArticleView *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), -1);
  return self->focused_note;
}

/**
 * postil_article_view_set_hovered_note:
 * @self: a view
 * @index: of a note, or -1
 *
 * Rings the highlight of the card that is under the pointer, and the card.
 */
void
postil_article_view_set_hovered_note (PostilArticleView *self, int index)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  self->hover_layer = index >= 0 ? POSTIL_MARK_NOTE : POSTIL_MARK_NONE;
  self->hover_index = index >= 0 ? (guint) index : 0;
  postil_margin_set_hovered (POSTIL_MARGIN (self->margin), index);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * postil_article_view_set_hits:
 * @self: a view
 * @hits: (nullable) (element-type PostilHighlightRun): what the find bar found, sorted, not overlapping
 * @current: index of the one that is looked at, or -1
 *
 * Rings search hits.
 */
void
postil_article_view_set_hits (PostilArticleView *self, GArray *hits, int current)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (hits != NULL)
    g_array_ref (hits);
  g_clear_pointer (&self->hits, g_array_unref);
  self->hits = hits;
  self->current_hit = current;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
