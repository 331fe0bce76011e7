/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws what belongs to blocks rather than to words: bullets and numbers, bars of quotes, grounds of code, lines of tables. */
#include "config.h"

#include "postil-article-view-private.h"

#include <math.h>

static gsize
first_block_from (const PostilBlock *blocks, gsize n_blocks, gsize offset)
{
  gsize low = 0;
  gsize high = n_blocks;

  while (low < high)
    {
      const gsize middle = low + (high - low) / 2;

      if (blocks[middle].end >= offset)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* The lines of a block, buffer coordinates, without the space around them. */
static void
get_block_area (PostilArticleView *self, const PostilBlock *block, GdkRectangle *first, int *bottom)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  GtkTextIter iter;
  GdkRectangle last;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) block->start);
  gtk_text_view_get_iter_location (text, &iter, first);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) MAX (block->end, block->start + 1) - 1);
  gtk_text_view_get_iter_location (text, &iter, &last);
  *bottom = last.y + last.height;
}

/* Lists in plain text often bring their own marker; it is not drawn a second time. */
static gboolean
text_has_marker (PostilArticleView *self, const PostilBlock *block)
{
  const char *text = postil_document_get_text (self->document);
  const PostilUtf8Offsets *offsets = postil_document_get_offsets (self->document);
  const char *at = text + postil_utf8_offsets_to_byte (offsets, block->start);
  const gunichar first = g_utf8_get_char (at);
  const char *end;

  if (first == '-' || first == '*' || first == '+' || first == 0x2022 || first == 0x2013 || first == 0x2014 || first == 0x25e6
      || first == 0x25aa || first == 0x00b7)
    {
      const gunichar second = g_utf8_get_char (g_utf8_next_char (at));

      return second == ' ' || second == '\t' || second == 0x00a0;
    }
  end = at;
  while (g_ascii_isdigit (*end))
    end++;
  return end > at && end - at <= 3 && (*end == '.' || *end == ')') && (end[1] == ' ' || end[1] == '\t');
}

static void
draw_marker (PostilArticleView *self, GtkSnapshot *snapshot, const PostilBlock *block)
{
  static const char *const bullets[] = { "•", "◦", "▪" };
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *number = NULL;
  PangoFontDescription *font = NULL;
  GdkRectangle first;
  PangoRectangle extents;
  int bottom;
  int baseline;
  float x;

  if (text_has_marker (self, block))
    return;
  get_block_area (self, block, &first, &bottom);
  if (block->number > 0)
    number = g_strdup_printf ("%u.", block->number);
  layout
      = gtk_widget_create_pango_layout (GTK_WIDGET (self),
                                        number != NULL ? number : bullets[(MAX (block->level, 1) - 1) % G_N_ELEMENTS (bullets)]);
  g_object_get (self->tags[POSTIL_TAG_BODY], "font-desc", &font, NULL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  baseline = pango_layout_get_baseline (layout) / PANGO_SCALE;
  /* A paragraph of Arabic begins at the right whatever the interface does. */
  if (first.x > self->column.column_x + self->column.column_width / 2)
    x = (float) (first.x + MAX (first.width, 0)) + 9.0f * (float) self->metrics.unit;
  else
    x = (float) (first.x - extents.width) - 9.0f * (float) self->metrics.unit;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x, roundf ((float) (first.y + first.height * self->metrics.ascent_share))
                                                       - (float) baseline));
  gtk_snapshot_append_layout (snapshot, layout, &self->palette.secondary);
  gtk_snapshot_restore (snapshot);
}

static void
draw_quote (PostilArticleView *self, GtkSnapshot *snapshot, const PostilBlock *block, const PostilBlock *next)
{
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const guint level = CLAMP (block->level, 1, POSTIL_DEEPEST);
  GdkRectangle first;
  int bottom;

  get_block_area (self, block, &first, &bottom);
  /* Paragraphs of one quotation share their bar. */
  if (next != NULL && next->kind == POSTIL_BLOCK_QUOTE)
    bottom += (int) (15.0 * self->metrics.unit + 0.5);
  for (guint i = 0; i < level; i++)
    {
      const float inset = (float) (20.0 * self->metrics.unit * i);
      const float x = rtl ? (float) (self->column.column_x + self->column.column_width) - inset - 3.0f
                          : (float) self->column.column_x + inset;

      gtk_snapshot_append_color (snapshot, &self->palette.line,
                                 &GRAPHENE_RECT_INIT (x, (float) first.y - 2.0f, 3.0f, (float) (bottom - first.y) + 4.0f));
    }
}

static void
draw_code (PostilArticleView *self, GtkSnapshot *snapshot, const PostilBlock *block)
{
  GskRoundedRect outline;
  GdkRectangle first;
  int bottom;
  const float pad = 7.0f * (float) self->metrics.unit;

  get_block_area (self, block, &first, &bottom);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) self->column.column_x, (float) first.y - pad,
                                                        (float) self->column.column_width,
                                                        (float) (bottom - first.y) + 2.0f * pad),
                                   9.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.shade, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_table (PostilArticleView *self, GtkSnapshot *snapshot, const PostilBlock *block, gsize start, gsize end)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  const float pad = (float) (int) (5.0 * self->metrics.unit + 0.5);
  GtkTextIter row;
  GtkTextIter last;
  guint number = 0;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &row, (int) MAX (block->start, start));
  gtk_text_iter_set_line_offset (&row, 0);
  if (gtk_text_iter_get_offset (&row) < (int) block->start)
    gtk_text_buffer_get_iter_at_offset (self->buffer, &row, (int) block->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &last, (int) block->start);
  number = (guint) (gtk_text_iter_get_line (&row) - gtk_text_iter_get_line (&last));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &last, (int) MIN (block->end, end));
  while (gtk_text_iter_compare (&row, &last) <= 0)
    {
      GtkTextIter tail = row;
      GdkRectangle location;
      const gboolean head = number + 1 == block->number;
      float y;

      if (!gtk_text_iter_ends_line (&tail))
        gtk_text_iter_forward_to_line_end (&tail);
      gtk_text_view_get_iter_location (text, &tail, &location);
      y = (float) (location.y + location.height) + pad;
      gtk_snapshot_append_color (snapshot, head ? &self->palette.secondary : &self->palette.line,
                                 &GRAPHENE_RECT_INIT ((float) self->column.column_x, y, (float) self->column.column_width, 1.0f));
      number++;
      if (!gtk_text_iter_forward_line (&row))
        break;
    }
}

/**
 * postil_article_blocks_draw:
 * @self: a view with a document
 * @snapshot: in buffer coordinates
 * @start: first visible offset
 * @end: the offset after the last visible one
 *
 * Draws the furniture of the visible blocks.
 */
void
postil_article_blocks_draw (PostilArticleView *self, GtkSnapshot *snapshot, gsize start, gsize end)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks = postil_document_get_blocks (self->document, &n_blocks);

  for (gsize i = first_block_from (blocks, n_blocks, start); i < n_blocks && blocks[i].start <= end; i++)
    switch (blocks[i].kind)
      {
      case POSTIL_BLOCK_LIST_ITEM:
        draw_marker (self, snapshot, &blocks[i]);
        break;
      case POSTIL_BLOCK_QUOTE:
        draw_quote (self, snapshot, &blocks[i], i + 1 < n_blocks ? &blocks[i + 1] : NULL);
        break;
      case POSTIL_BLOCK_CODE:
        draw_code (self, snapshot, &blocks[i]);
        break;
      case POSTIL_BLOCK_TABLE:
        draw_table (self, snapshot, &blocks[i], start, end);
        break;
      case POSTIL_BLOCK_PARAGRAPH:
      case POSTIL_BLOCK_TITLE:
      case POSTIL_BLOCK_HEADING:
      case POSTIL_BLOCK_CAPTION:
      case POSTIL_BLOCK_RULE:
      case POSTIL_BLOCK_IMAGE:
      case POSTIL_BLOCK_ASIDE:
      case POSTIL_N_BLOCK_KINDS:
      default:
        break;
      }
}
