/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a document block by block. Whatever is put in, what comes out keeps every rule of PostilDocument: the builder
 * repairs, drops and closes, and fails only when there is no text at all.
 */
#include "config.h"

#include "postil-document-builder.h"

#include "postil-block-writer-private.h"
#include "postil-doc-error.h"
#include "postil-safe-text-private.h"

#include <string.h>

struct _PostilDocumentBuilder
{
  PostilDocumentParts parts; /* its text stays in the writer until the end */
  PostilBlockWriter writer;
  guint64 n_pixels;
};

static void
start_over (PostilDocumentBuilder *self)
{
  postil_document_parts_init (&self->parts);
  postil_block_writer_init (&self->writer, &self->parts);
  self->n_pixels = 0;
}

static guint32
clamp_level (PostilBlockKind kind, guint level)
{
  if (kind == POSTIL_BLOCK_HEADING)
    return CLAMP (level, 1, 6);
  if (kind == POSTIL_BLOCK_LIST_ITEM || kind == POSTIL_BLOCK_QUOTE)
    return CLAMP (level, 1, 9);
  return 0;
}

/* Text that comes outside any block is a paragraph of its own. */
static void
ensure_block (PostilDocumentBuilder *self)
{
  if (!self->writer.open)
    postil_document_builder_begin_block (self, POSTIL_BLOCK_PARAGRAPH, 0, 0);
}

static gboolean
holds_text (PostilDocumentBuilder *self)
{
  return self->writer.block.kind != POSTIL_BLOCK_RULE && self->writer.block.kind != POSTIL_BLOCK_IMAGE;
}

/**
 * postil_document_builder_new:
 *
 * Makes a builder without any block.
 *
 * Thread: any, one at a time.
 *
 * Returns: (transfer full): the builder
 */
PostilDocumentBuilder *
postil_document_builder_new (void)
{
  PostilDocumentBuilder *self = g_new0 (PostilDocumentBuilder, 1);

  start_over (self);
  return self;
}

/**
 * postil_document_builder_free:
 * @self: (nullable) (transfer full): a builder
 *
 * Frees the builder and what was not finished.
 *
 * Thread: any.
 */
void
postil_document_builder_free (PostilDocumentBuilder *self)
{
  if (self == NULL)
    return;

  postil_block_writer_clear (&self->writer);
  postil_document_parts_clear (&self->parts);
  g_free (self);
}

/**
 * postil_document_builder_begin_block:
 * @self: a builder
 * @kind: what the block is
 * @level: heading level 1-6, depth of a list item or quote 1-9, clamped; else ignored
 * @number: number of a list item (0 for a bullet) or rows of head of a table (clamped to its rows); else ignored
 *
 * Begins a block; one that is open ends first. A title that is not the first block becomes a heading of level 1. A rule
 * is complete at once and takes no text; an image begun this way is one without address.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_begin_block (PostilDocumentBuilder *self, PostilBlockKind kind, guint level, guint number)
{
  PostilBlock block = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) kind < POSTIL_N_BLOCK_KINDS);

  if (kind == POSTIL_BLOCK_IMAGE)
    {
      postil_document_builder_add_image (self, &(const PostilImage){ 0 });
      return;
    }

  postil_block_writer_end (&self->writer);
  if (kind == POSTIL_BLOCK_TITLE && self->parts.blocks->len > 0)
    {
      kind = POSTIL_BLOCK_HEADING;
      level = 1;
    }
  block.kind = kind;
  block.level = clamp_level (kind, level);
  block.number = kind == POSTIL_BLOCK_LIST_ITEM || kind == POSTIL_BLOCK_TABLE ? number : 0;
  postil_block_writer_begin (&self->writer, &block);
  if (kind == POSTIL_BLOCK_RULE)
    postil_block_writer_append_object (&self->writer);
}

/**
 * postil_document_builder_append:
 * @self: a builder
 * @text: (array length=length) (nullable): text of any bytes
 * @length: bytes of @text, or -1 when it ends in NUL
 *
 * Appends text to the open block, or to a new paragraph. What is no UTF-8, NUL and the object character become U+FFFD;
 * control characters, bidi overrides and combining marks beyond 32 in a row fall away. White space (blank, tab, line ends
 * of all kinds) collapses to one blank, over several calls too, and vanishes at the ends of a block or cell; code keeps
 * its blanks, tabs and line feeds and loses only line feeds at its ends. A character cut in two by calls is not joined.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_append (PostilDocumentBuilder *self, const char *text, gssize length)
{
  g_return_if_fail (self != NULL);

  if (text == NULL || length == 0)
    return;

  ensure_block (self);
  if (holds_text (self))
    postil_block_writer_append (&self->writer, text, length < 0 ? strlen (text) : (gsize) length);
}

/**
 * postil_document_builder_append_verbatim:
 * @self: a builder
 * @text: (array length=length) (nullable): text of any bytes
 * @length: bytes of @text, or -1 when it ends in NUL
 *
 * Appends text to the open block, or to a new paragraph, so that no offset moves: each code point of @text becomes
 * exactly one of the document. Nothing collapses or vanishes at the ends; white space other than blanks becomes a blank
 * (code keeps tabs and line feeds; of CR LF the CR becomes a blank), and what must not be in a document becomes U+FFFD
 * (of bytes that are no UTF-8, each longest start of a sequence makes one).
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_append_verbatim (PostilDocumentBuilder *self, const char *text, gssize length)
{
  g_return_if_fail (self != NULL);

  if (text == NULL || length == 0)
    return;

  ensure_block (self);
  if (holds_text (self))
    postil_block_writer_append_verbatim (&self->writer, text, length < 0 ? strlen (text) : (gsize) length);
}

/**
 * postil_document_builder_begin_span:
 * @self: a builder
 * @kind: what the span is
 * @href: (nullable): the address of a link
 *
 * Begins a span inside the open block, or inside a new paragraph. Spans nest; one left open ends with its block, one
 * without text vanishes. A link whose address is not http, https or mailto makes no span, but its end must still be told.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_begin_span (PostilDocumentBuilder *self, PostilSpanKind kind, const char *href)
{
  char *url = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) kind < POSTIL_N_SPAN_KINDS);

  ensure_block (self);
  if (kind == POSTIL_SPAN_LINK)
    url = postil_safe_text_make_url (href, TRUE);
  postil_block_writer_begin_span (&self->writer, kind, url);
}

/**
 * postil_document_builder_end_span:
 * @self: a builder
 *
 * Ends the innermost open span; without one nothing happens.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_end_span (PostilDocumentBuilder *self)
{
  g_return_if_fail (self != NULL);

  postil_block_writer_end_span (&self->writer);
}

/**
 * postil_document_builder_next_cell:
 * @self: a builder
 *
 * Ends a cell: writes the TAB between it and the next one. Call it between the cells of a row. Outside a table nothing
 * happens.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_next_cell (PostilDocumentBuilder *self)
{
  g_return_if_fail (self != NULL);

  if (self->writer.open && self->writer.block.kind == POSTIL_BLOCK_TABLE)
    postil_block_writer_next_cell (&self->writer);
}

/**
 * postil_document_builder_next_row:
 * @self: a builder
 *
 * Ends a row: writes the line feed between it and the next one. Call it before, between or after the rows; rows without
 * anything in them vanish. Outside a table nothing happens.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_next_row (PostilDocumentBuilder *self)
{
  g_return_if_fail (self != NULL);

  if (self->writer.open && self->writer.block.kind == POSTIL_BLOCK_TABLE)
    postil_block_writer_next_row (&self->writer);
}

/**
 * postil_document_builder_end_block:
 * @self: a builder
 *
 * Ends the open block. A block in which nothing can be seen vanishes with its spans.
 *
 * Thread: any, one at a time.
 *
 * Returns: whether a block was open and stays
 */
gboolean
postil_document_builder_end_block (PostilDocumentBuilder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return postil_block_writer_end (&self->writer);
}

/**
 * postil_document_builder_add_block:
 * @self: a builder
 * @kind: as in postil_document_builder_begin_block()
 * @level: as there
 * @number: as there
 * @text: (nullable): NUL-terminated text, as in postil_document_builder_append()
 *
 * Begins a block, appends its text and ends it.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_add_block (PostilDocumentBuilder *self, PostilBlockKind kind, guint level, guint number, const char *text)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) kind < POSTIL_N_BLOCK_KINDS);

  postil_document_builder_begin_block (self, kind, level, number);
  if (self->writer.open)
    postil_document_builder_append (self, text, -1);
  postil_document_builder_end_block (self);
}

/* Puts the pixels of `source` into `image` when they fit their size and the cap. */
static void
carry_pixels (PostilDocumentBuilder *self, PostilImage *image, const PostilImage *source)
{
  guint64 area = (guint64) source->width * source->height;

  if (source->pixels == NULL || area == 0 || area > POSTIL_DOCUMENT_MAX_PIXELS - self->n_pixels
      || g_bytes_get_size (source->pixels) != area * 4)
    return;

  image->width = source->width;
  image->height = source->height;
  image->pixels = g_bytes_ref (source->pixels);
  self->n_pixels += area;
}

/**
 * postil_document_builder_add_image:
 * @self: a builder
 * @image: (transfer none): the image; its strings are copied, its pixels shared. The address is kept only when http or
 *   https, the description becomes one clean line. Pixels are left out when their size is not width * height * 4 bytes or
 *   all images together would carry more than %POSTIL_DOCUMENT_MAX_PIXELS
 *
 * Adds an image and its block; a block that is open ends first. Images beyond %POSTIL_DOCUMENT_MAX_IMAGES are left out.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_add_image (PostilDocumentBuilder *self, const PostilImage *image)
{
  PostilBlock block = { .kind = POSTIL_BLOCK_IMAGE };
  PostilImage kept = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (image != NULL);

  postil_block_writer_end (&self->writer);
  if (self->parts.images->len >= POSTIL_DOCUMENT_MAX_IMAGES)
    return;

  block.number = self->parts.images->len;
  postil_block_writer_begin (&self->writer, &block);
  if (postil_block_writer_append_object (&self->writer))
    {
      kept.url = postil_safe_text_make_url (image->url, FALSE);
      kept.alt = postil_safe_text_make_line (image->alt, POSTIL_DOCUMENT_MAX_ALT);
      carry_pixels (self, &kept, image);
      g_array_append_val (self->parts.images, kept);
    }
  postil_block_writer_end (&self->writer);
}

/**
 * postil_document_builder_get_length:
 * @self: a builder
 *
 * Gets the length of the text so far, without white space that is written only if something follows it. In an open
 * block that has text, this is where the next character goes when no white space comes before it.
 *
 * Thread: any, one at a time.
 *
 * Returns: code points
 */
gsize
postil_document_builder_get_length (PostilDocumentBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->writer.length;
}

static void
set_line (char **field, const char *text)
{
  g_free (*field);
  *field = postil_safe_text_make_line (text, POSTIL_DOCUMENT_MAX_LINE);
}

/**
 * postil_document_builder_set_title:
 * @self: a builder
 * @title: (nullable): the title, NUL-terminated; made one clean line of at most 2,000 code points
 *
 * Sets what to call the document; without it the title block or the first words serve.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_title (PostilDocumentBuilder *self, const char *title)
{
  g_return_if_fail (self != NULL);

  set_line (&self->parts.title, title);
}

/**
 * postil_document_builder_set_byline:
 * @self: a builder
 * @byline: (nullable): who wrote it, NUL-terminated; made one clean line of at most 2,000 code points
 *
 * Sets who wrote the article.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_byline (PostilDocumentBuilder *self, const char *byline)
{
  g_return_if_fail (self != NULL);

  set_line (&self->parts.byline, byline);
}

/**
 * postil_document_builder_set_site:
 * @self: a builder
 * @site: (nullable): the name of the site, NUL-terminated; made one clean line of at most 2,000 code points
 *
 * Sets where the article was published.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_site (PostilDocumentBuilder *self, const char *site)
{
  g_return_if_fail (self != NULL);

  set_line (&self->parts.site, site);
}

/**
 * postil_document_builder_set_url:
 * @self: a builder
 * @url: (nullable): the address, NUL-terminated; kept only when http or https
 *
 * Sets the address of the article.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_url (PostilDocumentBuilder *self, const char *url)
{
  g_return_if_fail (self != NULL);

  g_free (self->parts.url);
  self->parts.url = postil_safe_text_make_url (url, FALSE);
}

/**
 * postil_document_builder_set_language:
 * @self: a builder
 * @language: (nullable): a language tag, NUL-terminated; kept only when it has the shape of one (`en`, `zh-Hans`, `pt_BR`)
 *
 * Sets the language of the text.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_language (PostilDocumentBuilder *self, const char *language)
{
  g_return_if_fail (self != NULL);

  g_free (self->parts.language);
  self->parts.language = postil_safe_text_make_language (language);
}

/**
 * postil_document_builder_set_published:
 * @self: a builder
 * @published: µs since the epoch, UTC, or %POSTIL_TIME_UNKNOWN
 * @day_only: whether only the day is known
 *
 * Sets when the article was published.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_published (PostilDocumentBuilder *self, gint64 published, gboolean day_only)
{
  g_return_if_fail (self != NULL);

  self->parts.published = published;
  self->parts.published_is_day = day_only && published != POSTIL_TIME_UNKNOWN;
}

/**
 * postil_document_builder_set_updated:
 * @self: a builder
 * @updated: µs since the epoch, UTC, or %POSTIL_TIME_UNKNOWN
 *
 * Sets when the article says it was last changed.
 *
 * Thread: any, one at a time.
 */
void
postil_document_builder_set_updated (PostilDocumentBuilder *self, gint64 updated)
{
  g_return_if_fail (self != NULL);

  self->parts.updated = updated;
}

/**
 * postil_document_builder_finish:
 * @self: a builder
 * @error: return location for an error of %POSTIL_DOC_ERROR
 *
 * Ends the open block and makes the document. Text, blocks, spans and images beyond the caps were left out, which is no
 * error. Either way the builder is empty afterwards and may be used again.
 *
 * Thread: any, one at a time.
 *
 * Returns: (transfer full): the document, or %NULL with %POSTIL_DOC_ERROR_MALFORMED when there is no text at all
 */
PostilDocument *
postil_document_builder_finish (PostilDocumentBuilder *self, GError **error)
{
  g_auto (PostilDocumentParts) parts = { NULL };

  g_return_val_if_fail (self != NULL, NULL);

  postil_block_writer_end (&self->writer);
  parts = self->parts;
  parts.n_bytes = self->writer.text->len;
  parts.n_code_points = self->writer.length;
  parts.text = g_string_free (g_steal_pointer (&self->writer.text), FALSE);
  postil_block_writer_clear (&self->writer);
  start_over (self);
  if (parts.blocks->len == 0)
    {
      g_set_error_literal (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "document: there is no text in it");
      return NULL;
    }

  return postil_document_new_take (&parts);
}
