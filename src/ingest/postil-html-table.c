/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables and images of a page. A table that holds data becomes one block with its cells; one that only lays a page out is read as if it
 * were not there. */
#include "config.h"

#include "postil-html-writer-private.h"

#include "postil-html-measure-private.h"
#include "postil-image-data-private.h"
#include "postil-link-private.h"

#include <string.h>

#define MAX_CELL 1200 /* bytes of text; longer cells are layout */
#define MIN_IMAGE 24  /* pixels; smaller ones are icons and beacons */

static gboolean
is_row_or_cell (PostilHtmlTag tag)
{
  return tag == POSTIL_HTML_TABLE || tag == POSTIL_HTML_TBODY || tag == POSTIL_HTML_THEAD || tag == POSTIL_HTML_TFOOT
         || tag == POSTIL_HTML_TR || tag == POSTIL_HTML_TD || tag == POSTIL_HTML_TH || tag == POSTIL_HTML_CAPTION;
}

/* What only pages laid out with tables put into cells. */
static gboolean
is_layout_content (const PostilHtmlNode *node)
{
  switch ((int) node->tag)
    {
    case POSTIL_HTML_TABLE:
    case POSTIL_HTML_H1:
    case POSTIL_HTML_H2:
    case POSTIL_HTML_H3:
    case POSTIL_HTML_ARTICLE:
    case POSTIL_HTML_SECTION:
    case POSTIL_HTML_BLOCKQUOTE:
    case POSTIL_HTML_PRE:
    case POSTIL_HTML_FORM:
    case POSTIL_HTML_HR:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_long_cell (const PostilHtmlNode *cell)
{
  gsize length = 0;

  for (const PostilHtmlNode *at = cell; at != NULL && length <= MAX_CELL; at = postil_html_node_next (at, cell, TRUE))
    if (at->text != NULL)
      length += strlen (at->text);
  return length > MAX_CELL;
}

/* Whether a table holds data: several rows and columns, and nothing in its cells that only layout needs. */
gboolean
postil_html_writer_is_data_table (PostilHtmlNode *table)
{
  const char *role = postil_html_node_get_attribute (table, "role");
  guint n_rows = 0, n_cells = 0;

  if (role != NULL && (strcmp (role, "presentation") == 0 || strcmp (role, "none") == 0))
    return FALSE;
  for (PostilHtmlNode *node = table->first_child; node != NULL; node = postil_html_node_next (node, table, TRUE))
    {
      if (is_layout_content (node))
        return FALSE;
      n_rows += node->tag == POSTIL_HTML_TR;
      if (node->tag != POSTIL_HTML_TD && node->tag != POSTIL_HTML_TH)
        continue;
      if (is_long_cell (node))
        return FALSE;
      n_cells++;
    }
  return n_rows >= 2 && n_cells >= n_rows + 2;
}

static guint
count_head_rows (PostilHtmlNode *table)
{
  guint n = 0;

  for (PostilHtmlNode *row = table; row != NULL; row = postil_html_node_next (row, table, TRUE))
    {
      gboolean all_heads = TRUE, has_cell = FALSE;

      if (row->tag != POSTIL_HTML_TR)
        continue;
      for (const PostilHtmlNode *cell = row->first_child; cell != NULL; cell = cell->next)
        {
          has_cell |= cell->tag == POSTIL_HTML_TH || cell->tag == POSTIL_HTML_TD;
          all_heads &= cell->tag != POSTIL_HTML_TD;
        }
      if (row->parent->tag != POSTIL_HTML_THEAD && !(all_heads && has_cell))
        return n;
      n++;
    }
  return n;
}

/* The text and spans of one cell; borders of blocks in it are blanks. */
static void
write_cell (PostilHtmlWriter *self, PostilHtmlNode *cell)
{
  PostilHtmlNode *node = cell->first_child;

  while (node != NULL)
    {
      gboolean into = !postil_html_tag_is_silent (node->tag) && !(node->measure.flags & POSTIL_HTML_DROPPED);

      if (into && node->text != NULL)
        postil_document_builder_append (self->builder, node->text, -1);
      else if (node->tag == POSTIL_HTML_BR || postil_html_tag_is_block (node->tag))
        postil_document_builder_append (self->builder, " ", 1);
      else if (into)
        postil_html_writer_enter_inline (self, node);
      if (into && node->first_child != NULL)
        {
          node = node->first_child;
          continue;
        }
      if (into && node->text == NULL && postil_html_writer_is_span (node) && !postil_html_tag_is_block (node->tag))
        postil_html_writer_end_span (self);
      while (node != cell && node->next == NULL)
        {
          node = node->parent;
          if (node != cell && postil_html_tag_is_block (node->tag))
            postil_document_builder_append (self->builder, " ", 1);
          else if (node != cell && postil_html_writer_is_span (node))
            postil_html_writer_end_span (self);
        }
      node = node == cell ? NULL : node->next;
    }
}

static void
write_row (PostilHtmlWriter *self, PostilHtmlNode *row)
{
  gboolean first = TRUE;

  for (PostilHtmlNode *cell = row->first_child; cell != NULL; cell = cell->next)
    {
      if (cell->tag != POSTIL_HTML_TD && cell->tag != POSTIL_HTML_TH)
        continue;
      if (!first)
        postil_document_builder_next_cell (self->builder);
      first = FALSE;
      write_cell (self, cell);
    }
  postil_document_builder_next_row (self->builder);
}

/* Writes a data table as one block, its caption after it. */
void
postil_html_writer_write_table (PostilHtmlWriter *self, PostilHtmlNode *table)
{
  PostilHtmlNode *caption = postil_html_node_find (table, POSTIL_HTML_CAPTION);

  postil_document_builder_begin_block (self->builder, POSTIL_BLOCK_TABLE, 0, count_head_rows (table));
  self->open = TRUE;
  for (PostilHtmlNode *row = table; row != NULL; row = postil_html_node_next (row, table, is_row_or_cell (row->tag)))
    if (row->tag == POSTIL_HTML_TR && !(row->measure.flags & POSTIL_HTML_DROPPED))
      write_row (self, row);
  postil_document_builder_end_block (self->builder);
  self->open = FALSE;
  if (caption != NULL && !(caption->measure.flags & POSTIL_HTML_DROPPED))
    {
      g_autofree char *text = postil_html_node_dup_text (caption);

      postil_document_builder_add_block (self->builder, POSTIL_BLOCK_CAPTION, 0, 0, text);
    }
}

static guint
get_size (const PostilHtmlNode *image, const char *name)
{
  const char *value = postil_html_node_get_attribute (image, name);

  return value != NULL && g_ascii_isdigit (*value) ? (guint) MIN (g_ascii_strtoull (value, NULL, 10), 100000) : G_MAXUINT;
}

/* Where the picture is: pages that load late keep the address elsewhere and a dot in src. */
static const char *
find_source (const PostilHtmlNode *image)
{
  static const char *const names[] = { "data-src", "data-original", "data-lazy-src", "data-url", "src" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = postil_html_node_get_attribute (image, names[i]);

      if (value != NULL && *value != '\0')
        return value;
    }
  return NULL;
}

static void
add_image (PostilHtmlWriter *self, const char *source, const char *alt)
{
  PostilPixels image = { NULL };
  g_autofree char *url = NULL;

  if (g_ascii_strncasecmp (source, "data:", 5) == 0)
    {
      /* Spacers are the usual thing to be written like this. */
      if (!postil_image_data_decode (source, &image) || (image.width < MIN_IMAGE && image.height < MIN_IMAGE))
        {
          g_clear_pointer (&image.pixels, g_bytes_unref);
          return;
        }
    }
  else if ((url = postil_link_resolve_web (self->base, source)) == NULL && (alt == NULL || *alt == '\0'))
    return;
  if (self->open)
    postil_document_builder_end_block (self->builder);
  self->open = FALSE;
  postil_document_builder_add_image (self->builder, &(const PostilImage){ url, alt, image.width, image.height, image.pixels });
  g_clear_pointer (&image.pixels, g_bytes_unref);
}

/* Writes an image as a block of its own, a pictogram as its character, a beacon not at all. */
void
postil_html_writer_write_image (PostilHtmlWriter *self, const PostilHtmlNode *image)
{
  const char *source = find_source (image);
  const char *alt = postil_html_node_get_attribute (image, "alt");
  guint width = get_size (image, "width"), height = get_size (image, "height");

  if (alt != NULL && self->open && *alt != '\0' && g_utf8_strlen (alt, 32) <= 2)
    {
      postil_document_builder_append (self->builder, alt, -1);
      return;
    }
  if (source == NULL || width < MIN_IMAGE || height < MIN_IMAGE)
    return;
  add_image (self, source, alt);
}
