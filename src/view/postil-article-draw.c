/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the marks of the lines that are visible: tints below the text, lines, brackets, rings and the gutter above it. */
#include "config.h"

#include "postil-article-view-private.h"

#include "postil-margin.h"

#include <math.h>

#define RING_WIDTH 2.0f
#define CONTOUR_WIDTH 1.4f
#define RING_RADIUS 4.0f
#define HIT_ALPHA 0.28f
#define DIGIT_SIZE 17.0f
#define DIGIT_GAP 7.0f /* swatch to column */
#define BAR_WIDTH 2.0f
#define BAR_GAP 2.0f      /* bar to column */
#define FLASH_TIME 600000 /* µs */
#define LEADER_WIDTH 1.4f
#define MAX_LINES 400 /* of one mark in one snapshot */

typedef struct
{
  PostilArticleView *view;
  const PostilMark *mark;
  GArray *pieces;
  double factor;
} PieceMaker;

static gboolean
layer_shown (PostilArticleView *self, const PostilMark *mark)
{
  if (!postil_article_view_layer_is_shown (self, (PostilMarkLayer) mark->layer))
    return FALSE;
  return mark->layer == POSTIL_MARK_NOTE || (self->hidden_kinds & (1u << mark->kind)) == 0;
}

/**
 * postil_article_draw_get_visible:
 * @self: a view
 * @start: (out): first visible offset
 * @end: (out): the offset after the last visible one
 * @area: (out) (nullable): the visible part of the text, buffer coordinates
 *
 * Gives the range of whole lines that are on screen.
 *
 * Returns: %FALSE when there is no text
 */
gboolean
postil_article_draw_get_visible (PostilArticleView *self, gsize *start, gsize *end, GdkRectangle *area)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter from;
  GtkTextIter to;

  if (self->document == NULL)
    return FALSE;
  gtk_text_view_get_visible_rect (text, &visible);
  gtk_text_view_get_line_at_y (text, &from, visible.y, NULL);
  gtk_text_view_get_line_at_y (text, &to, visible.y + visible.height, NULL);
  if (!gtk_text_iter_ends_line (&to))
    gtk_text_iter_forward_to_line_end (&to);
  *start = (gsize) gtk_text_iter_get_offset (&from);
  *end = (gsize) gtk_text_iter_get_offset (&to);
  if (area != NULL)
    *area = visible;
  return TRUE;
}

/* GTK gives the box of a character in its own font, without the leading of the line; two boxes of one line may differ. */
static gboolean
on_one_line (const GdkRectangle *a, const GdkRectangle *b)
{
  return ABS ((a->y + a->height / 2) - (b->y + b->height / 2)) <= MAX (a->height, b->height) / 2;
}

/* The box of the characters from @from to before @to, which stand on one line. */
static void
add_piece (const PieceMaker *maker, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextView *text = GTK_TEXT_VIEW (maker->view);
  PostilPlacedPiece placed = { .layer = (PostilMarkLayer) maker->mark->layer, .index = maker->mark->index };
  PostilMarkPiece *piece = &placed.piece;
  GtkTextIter last = *to;
  GdkRectangle a;
  GdkRectangle b;
  float left;
  float right;
  float line_height;

  gtk_text_iter_backward_char (&last);
  gtk_text_view_get_iter_location (text, from, &a);
  gtk_text_view_get_iter_location (text, &last, &b);
  left = (float) MIN (MIN (a.x, a.x + a.width), MIN (b.x, b.x + b.width));
  right = (float) MAX (MAX (a.x, a.x + a.width), MAX (b.x, b.x + b.width));
  if (right <= left || a.height <= 0)
    return;
  piece->kind = maker->mark->layer == POSTIL_MARK_NOTE ? POSTIL_MARK_KIND_ORGANISATION : (PostilMarkKind) maker->mark->kind;
  piece->direction = (PostilChangeDirection) maker->mark->direction;
  piece->left = left;
  piece->right = right;
  line_height = roundf ((float) (a.height * maker->factor));
  piece->top = floorf ((float) a.y - (line_height - (float) a.height) / 2.0f);
  piece->bottom = piece->top + line_height;
  piece->baseline = roundf ((float) (a.y + a.height * maker->view->metrics.ascent_share));
  piece->starts = (guint32) gtk_text_iter_get_offset (from) == maker->mark->start;
  piece->ends = (guint32) gtk_text_iter_get_offset (to) == maker->mark->end;
  piece->pale = maker->mark->pale;
  piece->unit = (float) maker->view->metrics.unit;
  g_array_append_val (maker->pieces, placed);
}

/* Moves @at, which starts a line on screen, to the start of the next one and @stop to the end of the words on this one. */
static void
split_line (PostilArticleView *self, GtkTextIter *at, GtkTextIter *stop, const GtkTextIter *end)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  GdkRectangle here;
  GdkRectangle there;

  *stop = *at;
  if (!gtk_text_iter_ends_line (stop))
    gtk_text_view_forward_display_line_end (text, stop);
  if (gtk_text_iter_compare (stop, end) >= 0)
    {
      *stop = *end;
      *at = *end;
      return;
    }
  if (gtk_text_iter_ends_line (stop))
    {
      *at = *stop;
      gtk_text_iter_forward_line (at);
      return;
    }
  /* GTK stops before the last character of the line: a space as a rule, but a letter where the line breaks between two. */
  gtk_text_view_get_iter_location (text, at, &here);
  *at = *stop;
  do
    {
      if (!gtk_text_iter_forward_char (at))
        break;
      gtk_text_view_get_iter_location (text, at, &there);
      if (!g_unichar_isspace (gtk_text_iter_get_char (stop)))
        *stop = *at;
  } while (gtk_text_iter_compare (at, end) < 0 && on_one_line (&there, &here) && !gtk_text_iter_ends_line (at));
}

/**
 * postil_article_draw_add_pieces:
 * @self: a view
 * @mark: a range
 * @pieces: (element-type PostilPlacedPiece): gets one element for each line the range stands on
 *
 * Lays a range out in buffer coordinates.
 */
void
postil_article_draw_add_pieces (PostilArticleView *self, const PostilMark *mark, GArray *pieces)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  PieceMaker maker = { self, mark, pieces, 1.0 };
  GtkTextIter at;
  GtkTextIter end;
  GtkTextIter last;
  GdkRectangle a;
  GdkRectangle b;

  maker.factor = postil_article_tags_get_factor (self, postil_document_get_block_at (self->document, mark->start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, (int) mark->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) mark->end);
  last = end;
  gtk_text_iter_backward_char (&last);
  gtk_text_view_get_iter_location (text, &at, &a);
  gtk_text_view_get_iter_location (text, &last, &b);
  if (on_one_line (&a, &b))
    {
      add_piece (&maker, &at, &end);
      return;
    }
  for (guint line = 0; line < MAX_LINES && gtk_text_iter_compare (&at, &end) < 0; line++)
    {
      const GtkTextIter from = at;
      GtkTextIter stop;

      split_line (self, &at, &stop, &end);
      if (gtk_text_iter_compare (&stop, &from) > 0)
        add_piece (&maker, &from, &stop);
      if (gtk_text_iter_compare (&at, &from) <= 0)
        break;
    }
}

static void
collect_pieces (PostilArticleView *self, const PostilMarkTable *table, gsize start, gsize end)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (self->document, &n_blocks);
  /* The title stays calm: its names answer to pointer and keys, but have no lines. */
  const gsize calm = n_blocks > 0 && blocks[0].kind == POSTIL_BLOCK_TITLE ? blocks[0].end : 0;

  for (guint i = postil_mark_table_first_reaching (table, start); i < postil_mark_table_get_length (table); i++)
    {
      const PostilMark *mark = postil_mark_table_get (table, i);

      if (mark->start >= end)
        break;
      if (mark->end > start && mark->start >= calm && layer_shown (self, mark))
        postil_article_draw_add_pieces (self, mark, self->pieces);
    }
}

/* --- the gutter --- */

/* Digit at the first line, bar along all lines. Several on one line stand side by side, the later further out. */
static void
draw_gutter (PostilArticleView *self, GtkSnapshot *snapshot, gsize start, gsize end)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const float size = DIGIT_SIZE * (float) MAX (1.0, self->metrics.unit);
  const float column_end = (float) (self->column.column_x + self->column.column_width);
  const float bar_x = rtl ? column_end + BAR_GAP : (float) self->column.column_x - BAR_GAP - BAR_WIDTH;
  int previous_y = -10000;
  int row = 0;

  for (guint i = postil_mark_table_first_reaching (self->note_marks, start); i < postil_mark_table_get_length (self->note_marks);
       i++)
    {
      const PostilMark *mark = postil_mark_table_get (self->note_marks, i);
      GtkTextIter iter;
      GdkRectangle first;
      GdkRectangle last;
      float shift;
      float x;

      if (mark->start >= end)
        break;
      if (mark->end <= start)
        continue;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) mark->start);
      gtk_text_view_get_iter_location (text, &iter, &first);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) mark->end - 1);
      gtk_text_view_get_iter_location (text, &iter, &last);
      row = ABS (first.y - previous_y) < first.height / 2 ? row + 1 : 0;
      previous_y = first.y;
      shift = (float) MIN (row, 1) * (size + 2.0f);
      x = rtl ? column_end + DIGIT_GAP + shift : (float) self->column.column_x - DIGIT_GAP - size - shift;
      gtk_snapshot_append_color (snapshot, &self->palette.inks[mark->kind],
                                 &GRAPHENE_RECT_INIT (bar_x, (float) first.y - 1.0f, BAR_WIDTH,
                                                      (float) (last.y + last.height - first.y) + 2.0f));
      postil_mark_paint_digit (snapshot, &self->palette, context, mark->kind,
                               &GRAPHENE_RECT_INIT (roundf (x), roundf ((float) first.y + ((float) first.height - size) / 2.0f),
                                                    size, size));
    }
}

/* --- rings --- */

static void
ring_pieces (PostilArticleView *self, GtkSnapshot *snapshot, const PostilMark *mark, const GdkRGBA *color)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (PostilPlacedPiece));

  postil_article_draw_add_pieces (self, mark, pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const PostilMarkPiece *piece = &g_array_index (pieces, PostilPlacedPiece, i).piece;

      postil_mark_paint_ring (snapshot,
                              &GRAPHENE_RECT_INIT (piece->left - 1.0f, piece->top + 2.0f, piece->right - piece->left + 2.0f,
                                                   piece->bottom - piece->top - 4.0f),
                              RING_RADIUS, RING_WIDTH, color);
    }
}

/* A horizontal edge of one line of a highlight, without the part where the neighbouring line goes on. */
static void
draw_edge (GtkSnapshot *snapshot, const PostilMarkPiece *piece, const PostilMarkPiece *neighbour, float y, const GdkRGBA *color)
{
  const float from = neighbour != NULL ? CLAMP (neighbour->left, piece->left, piece->right) : piece->right;
  const float to = neighbour != NULL ? CLAMP (neighbour->right, piece->left, piece->right) : piece->right;

  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (piece->left, y, from - piece->left, CONTOUR_WIDTH));
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (to, y, piece->right - to, CONTOUR_WIDTH));
}

/* One line around a whole highlight, over line breaks; it lies inside the fill. */
static void
draw_contour (PostilArticleView *self, GtkSnapshot *snapshot, const PostilMark *mark)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (PostilPlacedPiece));
  const GdkRGBA *color = &self->palette.inks[mark->kind];

  postil_article_draw_add_pieces (self, mark, pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const PostilMarkPiece *piece = &g_array_index (pieces, PostilPlacedPiece, i).piece;
      const PostilMarkPiece *above = i > 0 ? &g_array_index (pieces, PostilPlacedPiece, i - 1).piece : NULL;
      const PostilMarkPiece *below = i + 1 < pieces->len ? &g_array_index (pieces, PostilPlacedPiece, i + 1).piece : NULL;
      const float height = piece->bottom - piece->top;

      if (above != NULL && above->bottom < piece->top - 1.0f)
        above = NULL;
      if (below != NULL && below->top > piece->bottom + 1.0f)
        below = NULL;
      gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (piece->left, piece->top, CONTOUR_WIDTH, height));
      gtk_snapshot_append_color (snapshot, color,
                                 &GRAPHENE_RECT_INIT (piece->right - CONTOUR_WIDTH, piece->top, CONTOUR_WIDTH, height));
      draw_edge (snapshot, piece, above, piece->top, color);
      draw_edge (snapshot, piece, below, piece->bottom - CONTOUR_WIDTH, color);
    }
}

static void
ring_mark (PostilArticleView *self, GtkSnapshot *snapshot, PostilMarkLayer layer, guint index)
{
  const PostilMark *mark;

  if (layer == POSTIL_MARK_NONE || !postil_article_view_layer_is_shown (self, layer))
    return;
  mark = postil_mark_table_find (layer == POSTIL_MARK_NOTE ? self->note_marks : self->marks, layer, index);
  if (mark != NULL && layer == POSTIL_MARK_NOTE)
    draw_contour (self, snapshot, mark);
  else if (mark != NULL)
    ring_pieces (self, snapshot, mark, &self->palette.accent);
}

static void
draw_note_rings (PostilArticleView *self, GtkSnapshot *snapshot, gsize start, gsize end)
{
  for (guint i = postil_mark_table_first_reaching (self->note_marks, start); i < postil_mark_table_get_length (self->note_marks);
       i++)
    {
      const PostilMark *mark = postil_mark_table_get (self->note_marks, i);

      if (mark->start >= end)
        break;
      if (mark->end > start && (mark->inner || self->palette.high_contrast || (int) mark->index == self->focused_note))
        draw_contour (self, snapshot, mark);
    }
}

static guint
first_hit_reaching (GArray *hits, gsize offset)
{
  guint low = 0;
  guint high = hits->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (hits, PostilHighlightRun, middle).end > offset)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

static void
draw_hits (PostilArticleView *self, GtkSnapshot *snapshot, gsize start, gsize end)
{
  for (guint i = self->hits != NULL ? first_hit_reaching (self->hits, start) : 0; self->hits != NULL && i < self->hits->len; i++)
    {
      const PostilHighlightRun *hit = &g_array_index (self->hits, PostilHighlightRun, i);
      const PostilMark mark = { .start = hit->start, .end = hit->end, .layer = POSTIL_MARK_MENTION };
      g_autoptr (GArray) pieces = NULL;
      GdkRGBA tint = self->palette.accent;

      if (hit->start >= end)
        break;
      pieces = g_array_new (FALSE, FALSE, sizeof (PostilPlacedPiece));
      postil_article_draw_add_pieces (self, &mark, pieces);
      tint.alpha = HIT_ALPHA;
      for (guint k = 0; (int) i == self->current_hit && k < pieces->len; k++)
        {
          const PostilMarkPiece *piece = &g_array_index (pieces, PostilPlacedPiece, k).piece;

          gtk_snapshot_append_color (snapshot, &tint,
                                     &GRAPHENE_RECT_INIT (piece->left, piece->top + 2.0f, piece->right - piece->left,
                                                          piece->bottom - piece->top - 4.0f));
        }
      ring_pieces (self, snapshot, &mark, &self->palette.accent);
    }
}

static void
draw_flash (PostilArticleView *self, GtkSnapshot *snapshot)
{
  const PostilMark mark = { .start = (guint32) self->flash_from, .end = (guint32) self->flash_to, .layer = POSTIL_MARK_MENTION };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  double alpha;

  if (self->flash_tick == 0 || clock == NULL)
    return;
  alpha = 1.0 - (double) (gdk_frame_clock_get_frame_time (clock) - self->flash_start) / FLASH_TIME;
  gtk_snapshot_push_opacity (snapshot, CLAMP (alpha, 0.0, 1.0));
  ring_pieces (self, snapshot, &mark, &self->palette.accent);
  gtk_snapshot_pop (snapshot);
}

/**
 * postil_article_draw_below:
 * @self: a view
 * @snapshot: in buffer coordinates
 *
 * Draws what lies under the words: tints of figures, code and table grounds. A highlight covers them.
 */
void
postil_article_draw_below (PostilArticleView *self, GtkSnapshot *snapshot)
{
  gsize start;
  gsize end;

  g_array_set_size (self->pieces, 0);
  if (!postil_article_draw_get_visible (self, &start, &end, NULL))
    return;
  postil_article_blocks_draw (self, snapshot, start, end);
  collect_pieces (self, self->marks, start, end);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const PostilPlacedPiece *placed = &g_array_index (self->pieces, PostilPlacedPiece, i);

      if (placed->layer == POSTIL_MARK_FIGURE)
        postil_mark_paint_tint (snapshot, &self->palette, &placed->piece);
    }
}

/**
 * postil_article_draw_above:
 * @self: a view
 * @snapshot: in buffer coordinates
 *
 * Draws what lies over the words: lines, brackets, rings, search hits, and the gutter. Uses the pieces of the call of
 * postil_article_draw_below() before it.
 */
void
postil_article_draw_above (PostilArticleView *self, GtkSnapshot *snapshot)
{
  gsize start;
  gsize end;

  if (!postil_article_draw_get_visible (self, &start, &end, NULL))
    return;
  for (guint i = 0; i < self->pieces->len; i++)
    postil_mark_paint_line (snapshot, &self->palette, &g_array_index (self->pieces, PostilPlacedPiece, i).piece);
  if (self->show_notes)
    {
      draw_note_rings (self, snapshot, start, end);
      draw_gutter (self, snapshot, start, end);
    }
  draw_hits (self, snapshot, start, end);
  ring_mark (self, snapshot, self->hover_layer, self->hover_index);
  if (self->active_layer != self->hover_layer || self->active_index != self->hover_index)
    ring_mark (self, snapshot, self->active_layer, self->active_index);
  draw_flash (self, snapshot);
}

/* From the edge of the column, level with the highlight's first line, to the header of its note. */
static void
draw_leader (PostilArticleView *self, GtkSnapshot *snapshot, int index)
{
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const PostilMark *mark = postil_mark_table_find (self->note_marks, POSTIL_MARK_NOTE, (guint) index);
  GdkRectangle line;
  GdkRectangle card;
  float from_x;
  float from_y;
  float to_x;
  float to_y;
  graphene_rect_t area;
  cairo_t *cr;

  if (mark == NULL || !postil_article_view_get_mark_area (self, mark->start, mark->end, &line)
      || !postil_margin_get_card_area (POSTIL_MARGIN (self->margin), index, &card))
    return;
  from_x = rtl ? (float) self->column.column_x - 4.0f : (float) (self->column.column_x + self->column.column_width) + 4.0f;
  from_y = (float) line.y + (float) line.height / 2.0f;
  to_x = (float) (self->column.lane_x - POSTIL_MARGIN_OVERHANG + card.x + (rtl ? card.width : 0));
  to_y = (float) card.y + 17.0f;
  if (fabsf (to_y - from_y) < 6.0f)
    to_y = from_y;
  graphene_rect_init (&area, MIN (from_x, to_x) - 2.0f, MIN (from_y, to_y) - 2.0f, fabsf (to_x - from_x) + 4.0f,
                      fabsf (to_y - from_y) + 4.0f);
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  gdk_cairo_set_source_rgba (cr, &self->palette.inks[mark->kind]);
  cairo_set_line_width (cr, LEADER_WIDTH);
  cairo_move_to (cr, from_x, from_y);
  cairo_line_to (cr, to_x, to_y);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/**
 * postil_article_draw_over_children:
 * @self: a view
 * @snapshot: in coordinates of the widget
 *
 * Draws the leader between a highlight and its note while either is under the pointer or has the focus.
 */
void
postil_article_draw_over_children (PostilArticleView *self, GtkSnapshot *snapshot)
{
  if (self->document == NULL || !self->show_notes || self->column.lane_width <= 0)
    return;
  if (self->focused_note >= 0)
    draw_leader (self, snapshot, self->focused_note);
  if (self->hover_layer == POSTIL_MARK_NOTE && (int) self->hover_index != self->focused_note)
    draw_leader (self, snapshot, (int) self->hover_index);
}
