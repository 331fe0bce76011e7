/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going places in the article: selection, caret, jumps to a range, from mark to mark, page by page. */
#include "config.h"

#include "postil-article-view-private.h"

#define FLASH_TIME 600000 /* µs */
#define JUMP_ALIGN 0.3    /* of the page above a place that is jumped to */

static void
get_range (PostilArticleView *self, gsize start, gsize end, GtkTextIter *from, GtkTextIter *to)
{
  gtk_text_buffer_get_iter_at_offset (self->buffer, from, (int) MIN (start, G_MAXINT));
  gtk_text_buffer_get_iter_at_offset (self->buffer, to, (int) MIN (end, G_MAXINT));
}

static void
trim_blanks (GtkTextIter *from, GtkTextIter *to)
{
  while (gtk_text_iter_compare (from, to) < 0 && g_unichar_isspace (gtk_text_iter_get_char (from)))
    gtk_text_iter_forward_char (from);
  while (gtk_text_iter_compare (from, to) < 0)
    {
      GtkTextIter before = *to;

      gtk_text_iter_backward_char (&before);
      if (!g_unichar_isspace (gtk_text_iter_get_char (&before)))
        break;
      *to = before;
    }
}

/**
 * postil_article_view_get_selection:
 * @self: a view
 * @start: (out): code points
 * @end: (out): code points
 *
 * Gives the selected passage without the blanks around it; without a selection the sentence at the caret, once the reader has put
 * the caret somewhere.
 *
 * Returns: %FALSE when there is nothing to highlight
 */
gboolean
postil_article_view_get_selection (PostilArticleView *self, gsize *start, gsize *end)
{
  GtkTextIter from;
  GtkTextIter to;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self) && start != NULL && end != NULL, FALSE);
  if (self->document == NULL)
    return FALSE;
  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &from, &to))
    {
      if (!self->caret_placed)
        return FALSE;
      gtk_text_buffer_get_iter_at_mark (self->buffer, &from, gtk_text_buffer_get_insert (self->buffer));
      to = from;
      if (!gtk_text_iter_starts_sentence (&from))
        gtk_text_iter_backward_sentence_start (&from);
      to = from;
      gtk_text_iter_forward_sentence_end (&to);
    }
  trim_blanks (&from, &to);
  *start = (gsize) gtk_text_iter_get_offset (&from);
  *end = (gsize) gtk_text_iter_get_offset (&to);
  return *start < *end;
}

/**
 * postil_article_view_select:
 * @self: a view
 * @start: code points
 * @end: code points
 *
 * Selects a passage.
 */
void
postil_article_view_select (PostilArticleView *self, gsize start, gsize end)
{
  GtkTextIter from;
  GtkTextIter to;

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  get_range (self, start, end, &from, &to);
  gtk_text_buffer_select_range (self->buffer, &to, &from);
  self->caret_placed = TRUE;
}

/**
 * postil_article_view_clear_selection:
 * @self: a view
 *
 * Takes the selection and the ring of the keyboard away; the caret stays.
 */
void
postil_article_view_clear_selection (PostilArticleView *self)
{
  GtkTextIter iter;

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  postil_article_view_set_active (self, POSTIL_MARK_NONE, 0);
}

static gboolean
flash_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  PostilArticleView *self = POSTIL_ARTICLE_VIEW (widget);

  gtk_widget_queue_draw (widget);
  if (gdk_frame_clock_get_frame_time (clock) - self->flash_start < FLASH_TIME)
    return G_SOURCE_CONTINUE;
  self->flash_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
flash (PostilArticleView *self, gsize start, gsize end)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gboolean animate = FALSE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  if (!animate || clock == NULL || start >= end)
    return;
  self->flash_from = start;
  self->flash_to = end;
  self->flash_start = gdk_frame_clock_get_frame_time (clock);
  if (self->flash_tick == 0)
    self->flash_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), flash_cb, NULL, NULL);
}

static void
put_caret (PostilArticleView *self, gsize offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) MIN (offset, G_MAXINT));
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  self->caret_placed = TRUE;
}

/* Where a place that is jumped to comes to stand, as a share of the height: above what covers the foot of the text. */
static double
get_jump_align (PostilArticleView *self)
{
  const double height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));

  return JUMP_ALIGN * MAX (0.0, height - self->covered) / height;
}

static void
scroll_to_caret (PostilArticleView *self, gboolean align)
{
  if (self->covered > 0)
    align = TRUE;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (self->buffer), align ? 0.0 : 0.06, align, 0.0,
                                get_jump_align (self));
}

/**
 * postil_article_view_set_covered:
 * @self: a view
 * @height: px at the foot of the view that something lies over; 0: nothing
 *
 * Tells which part of the view cannot be seen, so that what is gone to is shown above it.
 */
void
postil_article_view_set_covered (PostilArticleView *self, int height)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self) && height >= 0);
  if (self->covered == height)
    return;
  self->covered = height;
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self), POSTIL_BOTTOM_EDGE + height);
}

/**
 * postil_article_view_jump_to:
 * @self: a view
 * @start: code points
 * @end: code points
 *
 * Shows a place: the caret goes to its start, so that it is read out, and a ring fades away around it.
 */
void
postil_article_view_jump_to (PostilArticleView *self, gsize start, gsize end)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (self->document == NULL)
    return;
  end = MIN (end, postil_document_get_length (self->document));
  start = MIN (start, end);
  put_caret (self, start);
  scroll_to_caret (self, TRUE);
  flash (self, start, end);
}

/**
 * postil_article_view_get_mark_at_caret:
 * @self: a view
 * @notes: whether to look for a highlight instead of a name or figure
 *
 * Gives the mark the keyboard acts on: the ringed one, else the one at the caret.
 *
 * Returns: (transfer none) (nullable): the mark
 */
const PostilMark *
postil_article_view_get_mark_at_caret (PostilArticleView *self, gboolean notes)
{
  gsize caret;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), NULL);
  if (self->document == NULL || self->marks == NULL || self->note_marks == NULL)
    return NULL;
  if (notes && self->active_layer == POSTIL_MARK_NOTE)
    return postil_mark_table_find (self->note_marks, POSTIL_MARK_NOTE, self->active_index);
  if (!notes && (self->active_layer == POSTIL_MARK_MENTION || self->active_layer == POSTIL_MARK_FIGURE))
    {
      const PostilMark *active = postil_mark_table_find (self->marks, self->active_layer, self->active_index);

      caret = postil_article_view_get_caret (self);
      if (!self->caret_mode || (active != NULL && active->start <= caret && caret < active->end))
        return active;
    }
  if (!self->caret_placed)
    return NULL;
  caret = postil_article_view_get_caret (self);
  return notes ? postil_mark_table_find_at (self->note_marks, caret, 0) : postil_article_input_mark_at (self, caret);
}

static gboolean
mark_is_wanted (PostilArticleView *self, const PostilMark *mark, PostilMarkLayer layer)
{
  if (layer != POSTIL_MARK_NONE)
    return mark->layer == layer;
  return postil_article_view_layer_is_shown (self, (PostilMarkLayer) mark->layer)
         && (self->hidden_kinds & (1u << mark->kind)) == 0;
}

/* Where the search for the next mark begins: the caret, or the top of the page when nothing was looked at yet. */
static gsize
get_departure (PostilArticleView *self, gboolean backwards)
{
  gsize start;
  gsize end;

  if (self->caret_placed)
    return postil_article_view_get_caret (self);
  if (!postil_article_draw_get_visible (self, &start, &end, NULL))
    return 0;
  if (backwards)
    return start;
  return start > 0 ? start - 1 : G_MAXSIZE; /* the first mark of the text counts as next */
}

/**
 * postil_article_view_next_mark:
 * @self: a view
 * @layer: whose marks; %POSTIL_MARK_NONE: every name and figure that is shown
 * @backwards: whether to go towards the top
 *
 * Goes to the next mark, puts the caret there and rings it.
 *
 * Returns: %FALSE when there is none in that direction
 */
gboolean
postil_article_view_next_mark (PostilArticleView *self, PostilMarkLayer layer, gboolean backwards)
{
  const PostilMarkTable *table;
  const PostilMark *found = NULL;
  gsize from;
  guint position;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), FALSE);
  table = layer == POSTIL_MARK_NOTE ? self->note_marks : self->marks;
  if (table == NULL)
    return FALSE;
  from = get_departure (self, backwards);
  position = from == G_MAXSIZE ? 0 : postil_mark_table_first_from (table, backwards ? from : from + 1);
  if (backwards)
    {
      while (found == NULL && position > 0)
        {
          found = postil_mark_table_get (table, --position);
          if (!mark_is_wanted (self, found, layer))
            found = NULL;
        }
    }
  else
    {
      for (; found == NULL && position < postil_mark_table_get_length (table); position++)
        {
          found = postil_mark_table_get (table, position);
          if (!mark_is_wanted (self, found, layer))
            found = NULL;
        }
    }
  if (found == NULL)
    return FALSE;
  put_caret (self, found->start);
  scroll_to_caret (self, FALSE);
  postil_article_view_set_active (self, (PostilMarkLayer) found->layer, found->index);
  return TRUE;
}

/**
 * postil_article_view_page_down:
 * @self: a view
 *
 * Scrolls on by a page less two lines.
 *
 * Returns: %FALSE when the end of the article was already in sight
 */
gboolean
postil_article_view_page_down (PostilArticleView *self)
{
  GtkAdjustment *adjustment;
  double value;
  double last;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), FALSE);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  if (adjustment == NULL)
    return FALSE;
  value = gtk_adjustment_get_value (adjustment);
  last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  if (value >= last - gtk_text_view_get_bottom_margin (GTK_TEXT_VIEW (self)) + 1.0 || value >= last - 1.0)
    return FALSE;
  gtk_adjustment_set_value (
      adjustment, MIN (last, value + MAX (40.0, gtk_adjustment_get_page_size (adjustment) - 2.0 * self->metrics.line_height)));
  return TRUE;
}

/**
 * postil_article_view_page_up:
 * @self: a view
 *
 * Scrolls back by a page less two lines.
 *
 * Returns: %FALSE when the beginning of the article was already in sight
 */
gboolean
postil_article_view_page_up (PostilArticleView *self)
{
  GtkAdjustment *adjustment;
  double value;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), FALSE);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  value = adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0.0;
  if (value < 1.0)
    return FALSE;
  gtk_adjustment_set_value (
      adjustment, MAX (0.0, value - MAX (40.0, gtk_adjustment_get_page_size (adjustment) - 2.0 * self->metrics.line_height)));
  return TRUE;
}

/**
 * postil_article_view_get_mark_area:
 * @self: a view
 * @start: code points
 * @end: code points
 * @area: (out): the part of the range on its first line, px of the widget
 *
 * Tells where to point at a range.
 *
 * Returns: %FALSE when the range is not on screen
 */
gboolean
postil_article_view_get_mark_area (PostilArticleView *self, gsize start, gsize end, GdkRectangle *area)
{
  const PostilMark mark = { .start = (guint32) start, .end = (guint32) end, .layer = POSTIL_MARK_MENTION };
  g_autoptr (GArray) pieces = NULL;
  const PostilMarkPiece *piece;
  int x = 0;
  int y = 0;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self) && area != NULL, FALSE);
  if (self->document == NULL || start >= end || end > postil_document_get_length (self->document))
    return FALSE;
  pieces = g_array_new (FALSE, FALSE, sizeof (PostilPlacedPiece));
  postil_article_draw_add_pieces (self, &mark, pieces);
  if (pieces->len == 0)
    return FALSE;
  piece = &g_array_index (pieces, PostilPlacedPiece, 0).piece;
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) piece->left, (int) piece->top, &x,
                                         &y);
  *area = (GdkRectangle){ x, y, (int) (piece->right - piece->left), (int) (piece->bottom - piece->top) };
  return y + area->height > 0 && y < gtk_widget_get_height (GTK_WIDGET (self));
}

/**
 * postil_article_view_reveal:
 * @self: a view
 * @offset: code points
 *
 * Scrolls a place into sight when it is not. Caret and selection stay.
 */
void
postil_article_view_reveal (PostilArticleView *self, gsize offset)
{
  GtkTextIter iter;
  GtkTextMark *mark;
  gsize start;
  gsize end;
  GdkRectangle visible;
  GdkRectangle location;

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) MIN (offset, G_MAXINT));
  if (postil_article_draw_get_visible (self, &start, &end, &visible) && offset >= start && offset < end)
    {
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &location);
      if (location.y >= visible.y + 8 && location.y + location.height <= visible.y + visible.height - self->covered - 8)
        return;
    }
  mark = gtk_text_buffer_get_mark (self->buffer, "postil-reveal");
  if (mark == NULL)
    mark = gtk_text_buffer_create_mark (self->buffer, "postil-reveal", &iter, TRUE);
  else
    gtk_text_buffer_move_mark (self->buffer, mark, &iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), mark, 0.0, TRUE, 0.0, get_jump_align (self));
}

/**
 * postil_article_view_get_top:
 * @self: a view
 *
 * Gives the first place that is on screen.
 *
 * Returns: code points
 */
gsize
postil_article_view_get_top (PostilArticleView *self)
{
  gsize start = 0;
  gsize end;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_VIEW (self), 0);
  return postil_article_draw_get_visible (self, &start, &end, NULL) ? start : 0;
}
