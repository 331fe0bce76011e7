/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places what stands around the text: the header above and below the title, the margin lane with its notes beside their lines. */
#include "config.h"

#include "postil-article-view-private.h"
#include "postil-margin.h"

#define TOP_EDGE 26 /* px above the source line */
#define NARROW_TOP 14
#define HEADER_GAP 5    /* px between source line and title */
#define BYLINE_GAP 9    /* px between title and byline */
#define MOST_BEYOND 8   /* notes placed before and after the visible lines, so that those in sight do not jump */
#define HEADER_LIFT 4   /* px of a card above the line box it belongs to */
#define HEADER_BELOW 15 /* px between the header and the first paragraph */

/**
 * postil_article_layout_has_title:
 * @self: a view
 *
 * Tells whether the text brings its own title.
 *
 * Returns: %TRUE when the first block is one
 */
gboolean
postil_article_layout_has_title (PostilArticleView *self)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = self->document != NULL ? postil_document_get_blocks (self->document, &n_blocks) : NULL;

  return n_blocks > 0 && blocks[0].kind == POSTIL_BLOCK_TITLE && blocks[0].end > blocks[0].start;
}

static int
height_for (GtkWidget *child, int width)
{
  int height = 0;

  if (!gtk_widget_get_visible (child))
    return 0;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/**
 * postil_article_layout_reserve_header:
 * @self: a view
 *
 * Reserves the room of the header: above the title in the top margin, below it in the title's own spacing.
 */
void
postil_article_layout_reserve_header (PostilArticleView *self)
{
  const int width = self->column.column_width;
  const int top_edge = self->column.lane_width > 0 ? TOP_EDGE : NARROW_TOP;
  int top = top_edge + height_for (self->source_line, width) + HEADER_GAP;
  int below = height_for (self->byline, width) + HEADER_BELOW;

  if (postil_article_layout_has_title (self))
    {
      below += BYLINE_GAP;
    }
  else
    {
      top += below + BYLINE_GAP - HEADER_GAP;
      below = 0;
    }
  if (gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self)) != top)
    gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self), top);
  if (self->header_height != below)
    {
      self->header_height = below;
      g_object_set (self->tags[POSTIL_TAG_TITLE], "pixels-below-lines", below, NULL);
    }
}

static void
allocate_at (GtkWidget *child, int x, int y, int width, int height)
{
  GtkAllocation area = { x, y, width, height };
  int smallest = 0;

  if (!gtk_widget_get_visible (child))
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &smallest, NULL, NULL, NULL);
  area.width = MAX (area.width, smallest);
  gtk_widget_size_allocate (child, &area, -1);
}

static int
text_to_widget_y (PostilArticleView *self, int y)
{
  int widget_y = 0;

  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, 0, y, NULL, &widget_y);
  return widget_y;
}

/**
 * postil_article_layout_place_header:
 * @self: a view
 *
 * Allocates the header at its places in the text, wherever that is scrolled to.
 */
void
postil_article_layout_place_header (PostilArticleView *self)
{
  const int width = self->column.column_width;
  const int top_edge = self->column.lane_width > 0 ? TOP_EDGE : NARROW_TOP;
  const int source_height = height_for (self->source_line, width);
  const int byline_height = height_for (self->byline, width);
  const int source_y = text_to_widget_y (self, 0) - gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self)) + top_edge;
  int byline_y = source_y + source_height + BYLINE_GAP;

  if (width <= 0)
    return;
  allocate_at (self->source_line, self->column.column_x, source_y, width, source_height);
  if (postil_article_layout_has_title (self))
    {
      gsize n_blocks = 0;
      const PostilBlock *title = postil_document_get_blocks (self->document, &n_blocks);
      GtkTextIter iter;
      GdkRectangle last;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) title->end);
      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &last);
      byline_y = text_to_widget_y (self, last.y + last.height) + BYLINE_GAP;
    }
  allocate_at (self->byline, self->column.column_x, byline_y, width, byline_height);
}

/* Notes on the whole article stand beside its title. */
static void
add_notes_on_article (PostilArticleView *self, GArray *anchors, gsize start)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (self->notes, i);
      PostilMarginAnchor anchor = { .index = i };

      if (!postil_note_is_on_article (note) || note->deleted != 0 || (start > 0 && (int) i != self->focused_note))
        continue;
      anchor.y = text_to_widget_y (self, 0);
      g_array_append_val (anchors, anchor);
    }
}

/* The notes of the visible lines and a page around them, each with the top of its first line in the margin's coordinates. */
static GArray *
collect_anchors (PostilArticleView *self)
{
  GArray *anchors = g_array_new (FALSE, TRUE, sizeof (PostilMarginAnchor));
  GtkTextView *text = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  gsize start;
  gsize end;
  guint first;
  guint last;

  if (self->note_marks == NULL || self->notes == NULL || !self->show_notes
      || !postil_article_draw_get_visible (self, &start, &end, &visible))
    return anchors;
  first = postil_mark_table_first_from (self->note_marks, start);
  last = postil_mark_table_first_from (self->note_marks, end);
  first -= MIN (first, MOST_BEYOND);
  last = MIN (last + MOST_BEYOND, postil_mark_table_get_length (self->note_marks));
  add_notes_on_article (self, anchors, start);
  for (guint i = 0; i < postil_mark_table_get_length (self->note_marks); i++)
    {
      const PostilMark *mark = postil_mark_table_get (self->note_marks, i);
      const gboolean focused = (int) mark->index == self->focused_note;
      PostilMarginAnchor anchor = { .index = mark->index };
      GtkTextIter iter;
      GdkRectangle line;

      if ((i < first || i >= last) && !focused)
        continue; /* the focused note is placed wherever it is: it may be the one being written */
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) mark->start);
      gtk_text_view_get_iter_location (text, &iter, &line);
      if ((line.y < visible.y - visible.height || line.y > visible.y + 2 * visible.height) && !focused)
        continue;
      /* The card's header is level with the line: it stands a little higher than the line's box. */
      anchor.y = text_to_widget_y (self, line.y) - (int) ((self->metrics.line_height - line.height) / 2.0) - HEADER_LIFT;
      g_array_append_val (anchors, anchor);
    }
  return anchors;
}

/**
 * postil_article_layout_place_margin:
 * @self: a view
 *
 * Allocates the margin lane and moves its cards beside their lines.
 */
void
postil_article_layout_place_margin (PostilArticleView *self)
{
  g_autoptr (GArray) anchors = NULL;

  if (self->column.lane_width <= 0)
    return;
  anchors = collect_anchors (self);
  postil_margin_move_anchors (POSTIL_MARGIN (self->margin), anchors);
  allocate_at (self->margin, self->column.lane_x - POSTIL_MARGIN_OVERHANG, 0,
               self->column.lane_width + 2 * POSTIL_MARGIN_OVERHANG, gtk_widget_get_height (GTK_WIDGET (self)));
}

/**
 * postil_article_layout_update_cards:
 * @self: a view
 *
 * Makes the cards of the notes near the visible lines and drops the others. Not to be called during allocation.
 */
void
postil_article_layout_update_cards (PostilArticleView *self)
{
  g_autoptr (GArray) anchors = NULL;

  g_clear_handle_id (&self->cards_source, g_source_remove);
  if (self->column.lane_width <= 0)
    return;
  anchors = collect_anchors (self);
  postil_margin_set_anchors (POSTIL_MARGIN (self->margin), anchors);
}
