/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked at in the article: the focused or hovered note, and the places the find bar found. */
#include "config.h"

#include "postil-article-view-private.h"
#include "postil-margin.h"

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
