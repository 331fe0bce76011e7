/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection, caret and going places in the article that is shown, in offsets of its document. */
#include "config.h"

#include "postil-article-pane-private.h"

/**
 * postil_article_pane_has_selection:
 * @self: a pane
 *
 * Tells whether the reader selected something; a caret alone does not count.
 *
 * Returns: %TRUE with a selection
 */
gboolean
postil_article_pane_has_selection (PostilArticlePane *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self), FALSE);
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

/**
 * postil_article_pane_get_selection:
 * @self: a pane
 * @start: (out): code points
 * @end: (out): code points
 *
 * Gives the selected passage, else the sentence at the caret.
 *
 * Returns: %FALSE when there is nothing to highlight
 */
gboolean
postil_article_pane_get_selection (PostilArticlePane *self, gsize *start, gsize *end)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self), FALSE);
  return postil_article_view_get_selection (self->view, start, end);
}

/**
 * postil_article_pane_select:
 * @self: a pane
 * @start: code points
 * @end: code points
 *
 * Selects a passage.
 */
void
postil_article_pane_select (PostilArticlePane *self, gsize start, gsize end)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  postil_article_view_select (self->view, start, end);
}

/**
 * postil_article_pane_clear_selection:
 * @self: a pane
 *
 * Takes the selection away.
 */
void
postil_article_pane_clear_selection (PostilArticlePane *self)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  postil_article_view_clear_selection (self->view);
}

/**
 * postil_article_pane_jump_to:
 * @self: a pane
 * @start: code points
 * @end: code points
 *
 * Shows a place and puts the caret there.
 */
void
postil_article_pane_jump_to (PostilArticlePane *self, gsize start, gsize end)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  postil_article_view_jump_to (self->view, start, end);
}

/**
 * postil_article_pane_get_mark_at_caret:
 * @self: a pane
 * @index: (out): into the mentions, figures or notes
 *
 * Gives the mark the keyboard acts on: the ringed one, else a name or figure at the caret, else a highlight there.
 *
 * Returns: its layer; %POSTIL_MARK_NONE: no mark
 */
PostilMarkLayer
postil_article_pane_get_mark_at_caret (PostilArticlePane *self, guint *index)
{
  const PostilMark *mark;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self) && index != NULL, POSTIL_MARK_NONE);
  mark = postil_article_view_get_mark_at_caret (self->view, FALSE);
  if (mark == NULL)
    mark = postil_article_view_get_mark_at_caret (self->view, TRUE);
  if (mark == NULL)
    return POSTIL_MARK_NONE;
  *index = mark->index;
  return (PostilMarkLayer) mark->layer;
}

/**
 * postil_article_pane_get_note_at_caret:
 * @self: a pane
 *
 * Gives the note that is focused or stands at the caret.
 *
 * Returns: (transfer none) (nullable): the note
 */
PostilNote *
postil_article_pane_get_note_at_caret (PostilArticlePane *self)
{
  const PostilMark *mark;
  int focused;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self), NULL);
  focused = postil_article_view_get_focused_note (self->view);
  if (focused >= 0)
    return postil_article_pane_note_at (self, (guint) focused);
  mark = postil_article_view_get_mark_at_caret (self->view, TRUE);
  return mark != NULL ? postil_article_pane_note_at (self, mark->index) : NULL;
}

/**
 * postil_article_pane_next_mark:
 * @self: a pane
 * @layer: names, figures or notes
 * @backwards: whether to go towards the top
 *
 * Goes to the next mark.
 *
 * Returns: %FALSE when there is none in that direction
 */
gboolean
postil_article_pane_next_mark (PostilArticlePane *self, PostilMarkLayer layer, gboolean backwards)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self), FALSE);
  return postil_article_view_next_mark (self->view, layer, backwards);
}

/**
 * postil_article_pane_page_down:
 * @self: a pane
 *
 * Scrolls on by a page.
 *
 * Returns: %FALSE when the end was already in sight
 */
gboolean
postil_article_pane_page_down (PostilArticlePane *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self), FALSE);
  return postil_article_view_page_down (self->view);
}

/**
 * postil_article_pane_page_up:
 * @self: a pane
 *
 * Scrolls back by a page.
 *
 * Returns: %FALSE when the beginning was already in sight
 */
gboolean
postil_article_pane_page_up (PostilArticlePane *self)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_PANE (self), FALSE);
  return postil_article_view_page_up (self->view);
}
