/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the text buffer with exactly the document's text, one character for one code point, and sets its blocks and spans. */
#include "config.h"

#include "postil-article-view-private.h"

#include "postil-block-paintable.h"

#define MEASURED_ROWS 200
#define MAX_COLUMNS 64
#define CELL_GAP 18.0
#define SMALLEST_TABLE 0.75

/* Widths of one table's columns, and which of them hold numbers. */
typedef struct
{
  int n_columns;
  double widths[MAX_COLUMNS];
  gboolean numeric[MAX_COLUMNS];
} TableShape;

static void
apply (PostilArticleView *self, GtkTextTag *tag, gsize from, gsize to)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) to);
  gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
}

static gsize
find_line_feed (PostilArticleView *self, gsize from, gsize to, gboolean last)
{
  const char *text = postil_document_get_text (self->document);
  const PostilUtf8Offsets *offsets = postil_document_get_offsets (self->document);
  const gsize first_byte = postil_utf8_offsets_to_byte (offsets, from);
  const gsize end_byte = postil_utf8_offsets_to_byte (offsets, to);
  const char *found
      = last ? memrchr (text + first_byte, '\n', end_byte - first_byte) : memchr (text + first_byte, '\n', end_byte - first_byte);

  return found != NULL ? postil_utf8_offsets_from_byte (offsets, (gsize) (found - text)) : G_MAXSIZE;
}

/* --- tables --- */

static gboolean
cell_is_number (const char *cell, gsize length)
{
  gboolean digit = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (cell[i]))
        digit = TRUE;
      else if (g_ascii_isalpha (cell[i]) && length > 12)
        return FALSE;
    }
  return length == 0 || digit;
}

static void
shape_table (PostilArticleView *self, const PostilBlock *block, TableShape *shape)
{
  g_autofree char *text = postil_document_dup_slice (self->document, block->start, block->end);
  g_auto (GStrv) rows = g_strsplit (text, "\n", MEASURED_ROWS + 1);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoFontDescription *font = NULL;

  memset (shape, 0, sizeof *shape);
  for (guint i = 0; i < MAX_COLUMNS; i++)
    shape->numeric[i] = TRUE;
  g_object_get (self->tags[POSTIL_TAG_BODY], "font-desc", &font, NULL);
  for (guint row = 0; rows[row] != NULL && row < MEASURED_ROWS; row++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[row], "\t", MAX_COLUMNS + 1);
      const gboolean head = row < block->number;

      pango_font_description_set_weight (font, head ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
      pango_layout_set_font_description (layout, font);
      for (int column = 0; cells[column] != NULL && column < MAX_COLUMNS; column++)
        {
          int width = 0;

          shape->n_columns = MAX (shape->n_columns, column + 1);
          pango_layout_set_text (layout, cells[column], -1);
          pango_layout_get_pixel_size (layout, &width, NULL);
          shape->widths[column] = MAX (shape->widths[column], width);
          if (!head && !cell_is_number (cells[column], strlen (cells[column])))
            shape->numeric[column] = FALSE;
        }
    }
  pango_font_description_free (font);
}

/* Columns after the first start at a tab stop; those of numbers end at one. */
static void
set_table_tag (PostilArticleView *self, GtkTextTag *tag, const TableShape *shape)
{
  const double gap = CELL_GAP * self->metrics.unit;
  PangoTabArray *tabs = pango_tab_array_new (MAX (1, shape->n_columns - 1), TRUE);
  double total = 0.0;
  double scale = 0.94;
  double x;

  for (int i = 0; i < shape->n_columns; i++)
    total += shape->widths[i] + (i > 0 ? gap : 0.0);
  if (total * scale > self->column.column_width && self->column.column_width > 0)
    scale = MAX (SMALLEST_TABLE, self->column.column_width / total);
  x = shape->widths[0] * scale;
  for (int i = 1; i < shape->n_columns; i++)
    {
      const double left = x + gap * scale;

      x = left + shape->widths[i] * scale + 2.0;
      if (shape->numeric[i])
        pango_tab_array_set_tab (tabs, i - 1, PANGO_TAB_RIGHT, (int) x);
      else
        pango_tab_array_set_tab (tabs, i - 1, PANGO_TAB_LEFT, (int) left);
    }
  g_object_set (tag, "tabs", tabs, "scale", scale, NULL);
  pango_tab_array_free (tabs);
}

static void
style_table (PostilArticleView *self, const PostilBlock *block)
{
  GtkTextTag *tag = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
  gsize row = block->start;
  gsize last;

  g_ptr_array_add (self->table_tags, tag);
  apply (self, self->tags[POSTIL_TAG_TABLE], block->start, block->end);
  apply (self, tag, block->start, block->end);
  for (guint32 head = 0; head < block->number; head++)
    {
      const gsize end = find_line_feed (self, row, block->end, FALSE);

      apply (self, self->tags[POSTIL_TAG_TABLE_HEAD], row, end == G_MAXSIZE ? block->end : end);
      if (end == G_MAXSIZE)
        break;
      row = end + 1;
    }
  last = find_line_feed (self, block->start, block->end, TRUE);
  apply (self, self->tags[POSTIL_TAG_TABLE_LAST], last == G_MAXSIZE ? block->start : last + 1, block->end);
}

/**
 * postil_article_text_measure_tables:
 * @self: a view
 *
 * Sets the tab stops of every table from the measured widths of its columns. Of long tables the first rows are measured.
 */
void
postil_article_text_measure_tables (PostilArticleView *self)
{
  gsize n_blocks = 0;
  guint table = 0;
  const PostilBlock *blocks;

  if (self->document == NULL)
    return;
  blocks = postil_document_get_blocks (self->document, &n_blocks);
  for (gsize i = 0; i < n_blocks && table < self->table_tags->len; i++)
    if (blocks[i].kind == POSTIL_BLOCK_TABLE)
      {
        TableShape shape;

        shape_table (self, &blocks[i], &shape);
        set_table_tag (self, g_ptr_array_index (self->table_tags, table++), &shape);
      }
}

/* --- blocks --- */

static void
style_code (PostilArticleView *self, const PostilBlock *block)
{
  const gsize first = find_line_feed (self, block->start, block->end, FALSE);
  const gsize last = find_line_feed (self, block->start, block->end, TRUE);

  apply (self, self->tags[POSTIL_TAG_CODE], block->start, block->end);
  apply (self, self->tags[POSTIL_TAG_CODE_FIRST], block->start, first == G_MAXSIZE ? block->end : first);
  apply (self, self->tags[POSTIL_TAG_CODE_LAST], last == G_MAXSIZE ? block->start : last + 1, block->end);
}

static void
place_picture (PostilArticleView *self, const PostilBlock *block)
{
  gsize n_images = 0;
  const PostilImage *images = postil_document_get_images (self->document, &n_images);
  PostilBlockPaintable *paintable;
  GtkTextIter start;
  GtkTextIter end;

  if (block->kind == POSTIL_BLOCK_RULE)
    paintable = postil_block_paintable_new_rule ();
  else
    paintable = postil_block_paintable_new_image (block->number < n_images ? &images[block->number] : NULL);
  g_ptr_array_add (self->pictures, paintable);
  postil_block_paintable_set_style (paintable, gtk_widget_get_pango_context (GTK_WIDGET (self)), &self->palette.secondary,
                                    &self->palette.line, &self->palette.shade);
  postil_block_paintable_set_width (paintable, MAX (1, self->column.column_width));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) block->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) block->start + 1);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert_paintable (self->buffer, &start, GDK_PAINTABLE (paintable));
  apply (self, self->tags[POSTIL_TAG_BODY], block->start, block->start + 1);
  apply (self, self->tags[POSTIL_TAG_FIGURE], block->start, block->start + 1);
}

static void
style_block (PostilArticleView *self, const PostilBlock *block, const PostilBlock *next)
{
  const guint level = CLAMP (block->level, 1, POSTIL_DEEPEST);

  switch (block->kind)
    {
    case POSTIL_BLOCK_TITLE:
      apply (self, self->tags[POSTIL_TAG_TITLE], block->start, block->end);
      break;
    case POSTIL_BLOCK_HEADING:
      apply (self, self->tags[POSTIL_TAG_HEADING_1 + MIN (level, 4) - 1], block->start, block->end);
      break;
    case POSTIL_BLOCK_LIST_ITEM:
      apply (self, self->list_tags[level], block->start, block->end);
      if (next != NULL && next->kind == POSTIL_BLOCK_LIST_ITEM)
        apply (self, self->tags[POSTIL_TAG_TIGHT], block->start, block->end);
      break;
    case POSTIL_BLOCK_QUOTE:
      apply (self, self->quote_tags[level], block->start, block->end);
      break;
    case POSTIL_BLOCK_CODE:
      style_code (self, block);
      break;
    case POSTIL_BLOCK_CAPTION:
      apply (self, self->tags[POSTIL_TAG_CAPTION], block->start, block->end);
      break;
    case POSTIL_BLOCK_TABLE:
      style_table (self, block);
      break;
    case POSTIL_BLOCK_RULE:
    case POSTIL_BLOCK_IMAGE:
      place_picture (self, block);
      break;
    case POSTIL_BLOCK_ASIDE:
      apply (self, self->tags[POSTIL_TAG_ASIDE], block->start, block->end);
      break;
    case POSTIL_BLOCK_PARAGRAPH:
    case POSTIL_N_BLOCK_KINDS:
    default:
      break;
    }
}

static void
style_spans (PostilArticleView *self)
{
  gsize n_spans = 0;
  const PostilSpan *spans = postil_document_get_spans (self->document, &n_spans);

  for (gsize i = 0; i < n_spans; i++)
    if (spans[i].kind < POSTIL_N_SPAN_KINDS && spans[i].start < spans[i].end)
      apply (self, self->tags[POSTIL_TAG_EMPHASIS + (int) spans[i].kind], spans[i].start, spans[i].end);
}

static void
remove_table_tags (PostilArticleView *self)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (self->buffer);

  for (guint i = 0; i < self->table_tags->len; i++)
    gtk_text_tag_table_remove (table, g_ptr_array_index (self->table_tags, i));
  g_ptr_array_set_size (self->table_tags, 0);
}

/**
 * postil_article_text_fill:
 * @self: a view with its document set, or none
 *
 * Sets the text once. A picture or rule takes the place of its U+FFFC, so that an offset in the buffer is an offset in the document.
 */
void
postil_article_text_fill (PostilArticleView *self)
{
  gsize n_blocks = 0;
  const PostilBlock *blocks;
  GtkTextIter start;

  self->filling = TRUE;
  g_ptr_array_set_size (self->pictures, 0);
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, "", 0);
  remove_table_tags (self);
  if (self->document != NULL)
    {
      gtk_text_buffer_set_text (self->buffer, postil_document_get_text (self->document),
                                (int) postil_document_get_byte_length (self->document));
      apply (self, self->tags[POSTIL_TAG_BODY], 0, postil_document_get_length (self->document));
      blocks = postil_document_get_blocks (self->document, &n_blocks);
      for (gsize i = 0; i < n_blocks; i++)
        style_block (self, &blocks[i], i + 1 < n_blocks ? &blocks[i + 1] : NULL);
      style_spans (self);
      postil_article_text_measure_tables (self);
    }
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->filling = FALSE;
}

/**
 * postil_article_text_set_width:
 * @self: a view
 * @width: of the column, px
 *
 * Fits pictures and tables to a new width of the column.
 */
void
postil_article_text_set_width (PostilArticleView *self, int width)
{
  for (guint i = 0; i < self->pictures->len; i++)
    postil_block_paintable_set_width (g_ptr_array_index (self->pictures, i), width);
  if (self->table_tags->len > 0)
    postil_article_text_measure_tables (self);
}

/**
 * postil_article_text_restyle:
 * @self: a view whose style changed
 *
 * Gives pictures the new colours and measures tables in the new font.
 */
void
postil_article_text_restyle (PostilArticleView *self)
{
  for (guint i = 0; i < self->pictures->len; i++)
    postil_block_paintable_set_style (g_ptr_array_index (self->pictures, i), gtk_widget_get_pango_context (GTK_WIDGET (self)),
                                      &self->palette.secondary, &self->palette.line, &self->palette.shade);
  postil_article_text_measure_tables (self);
}
