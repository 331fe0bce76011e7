/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document as one blob, for the pipe between worker and program and for the cache. A blob is never trusted: what comes
 * out of it keeps every rule of a document or does not come out.
 */
#include "config.h"

#include "postil-document.h"

#include "postil-blob-private.h"
#include "postil-document-private.h"

#include <string.h>

#define MAGIC "PSTD"
#define VERSION 1

/* Smallest sizes of the records; bytes. */
#define BLOCK_SIZE 20
#define SPAN_SIZE 16
#define IMAGE_SIZE 18

#define N_STRINGS 5 /* before the text */

static void
write_ranges (GByteArray *blob, const PostilDocumentParts *parts)
{
  postil_blob_write_u32 (blob, parts->blocks->len);
  for (guint i = 0; i < parts->blocks->len; i++)
    {
      const PostilBlock *block = &g_array_index (parts->blocks, PostilBlock, i);

      postil_blob_write_u32 (blob, block->start);
      postil_blob_write_u32 (blob, block->end);
      postil_blob_write_u32 (blob, block->kind);
      postil_blob_write_u32 (blob, block->level);
      postil_blob_write_u32 (blob, block->number);
    }

  postil_blob_write_u32 (blob, parts->spans->len);
  for (guint i = 0; i < parts->spans->len; i++)
    {
      const PostilSpan *span = &g_array_index (parts->spans, PostilSpan, i);

      postil_blob_write_u32 (blob, span->start);
      postil_blob_write_u32 (blob, span->end);
      postil_blob_write_u32 (blob, span->kind);
      postil_blob_write_string (blob, span->href);
    }
}

static void
write_images (GByteArray *blob, const PostilDocumentParts *parts)
{
  postil_blob_write_u32 (blob, parts->images->len);
  for (guint i = 0; i < parts->images->len; i++)
    {
      const PostilImage *image = &g_array_index (parts->images, PostilImage, i);

      postil_blob_write_string (blob, image->url);
      postil_blob_write_string (blob, image->alt);
      postil_blob_write_u32 (blob, image->width);
      postil_blob_write_u32 (blob, image->height);
      postil_blob_write_u16 (blob, image->pixels != NULL);
      if (image->pixels != NULL)
        postil_blob_write_data (blob, g_bytes_get_data (image->pixels, NULL), g_bytes_get_size (image->pixels));
    }
}

/**
 * postil_document_serialize:
 * @self: a document
 *
 * Writes the document as one blob. The same document always makes the same bytes.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the blob
 */
GBytes *
postil_document_serialize (PostilDocument *self)
{
  const PostilDocumentParts *parts;
  GByteArray *blob;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  parts = postil_document_get_parts (self);
  blob = g_byte_array_sized_new ((guint) parts->n_bytes + 256 + BLOCK_SIZE * parts->blocks->len);

  postil_blob_write_data (blob, MAGIC, strlen (MAGIC));
  postil_blob_write_u16 (blob, VERSION);
  postil_blob_write_u16 (blob, (guint16) (parts->published_is_day != FALSE));
  postil_blob_write_i64 (blob, parts->published);
  postil_blob_write_i64 (blob, parts->updated);
  postil_blob_write_string (blob, parts->title);
  postil_blob_write_string (blob, parts->byline);
  postil_blob_write_string (blob, parts->site);
  postil_blob_write_string (blob, parts->url);
  postil_blob_write_string (blob, parts->language);
  postil_blob_write_u32 (blob, (guint32) parts->n_code_points);
  postil_blob_write_u32 (blob, (guint32) parts->n_bytes);
  postil_blob_write_data (blob, parts->text, parts->n_bytes);
  write_ranges (blob, parts);
  write_images (blob, parts);

  return g_byte_array_free_to_bytes (blob);
}

static void
read_text (PostilBlobReader *reader, PostilDocumentParts *parts)
{
  const guint8 *data;

  parts->n_code_points = postil_blob_read_u32 (reader);
  parts->n_bytes = postil_blob_read_count (reader, POSTIL_DOCUMENT_MAX_TEXT, 1);
  data = postil_blob_read_data (reader, parts->n_bytes);
  if (data == NULL)
    return;

  parts->text = g_malloc (parts->n_bytes + 1);
  memcpy (parts->text, data, parts->n_bytes);
  parts->text[parts->n_bytes] = '\0';
}

static void
read_ranges (PostilBlobReader *reader, PostilDocumentParts *parts)
{
  guint32 n_blocks = postil_blob_read_count (reader, POSTIL_DOCUMENT_MAX_BLOCKS, BLOCK_SIZE);
  guint32 n_spans;

  for (guint32 i = 0; i < n_blocks && !reader->failed; i++)
    {
      PostilBlock block;

      block.start = postil_blob_read_u32 (reader);
      block.end = postil_blob_read_u32 (reader);
      block.kind = postil_blob_read_enum (reader, POSTIL_N_BLOCK_KINDS);
      block.level = postil_blob_read_u32 (reader);
      block.number = postil_blob_read_u32 (reader);
      g_array_append_val (parts->blocks, block);
    }

  n_spans = postil_blob_read_count (reader, POSTIL_DOCUMENT_MAX_SPANS, SPAN_SIZE);
  for (guint32 i = 0; i < n_spans && !reader->failed; i++)
    {
      PostilSpan span;

      span.start = postil_blob_read_u32 (reader);
      span.end = postil_blob_read_u32 (reader);
      span.kind = postil_blob_read_enum (reader, POSTIL_N_SPAN_KINDS);
      span.href = postil_blob_read_string (reader);
      g_array_append_val (parts->spans, span);
    }
}

static void
read_images (PostilBlobReader *reader, PostilDocumentParts *parts)
{
  guint32 n_images = postil_blob_read_count (reader, POSTIL_DOCUMENT_MAX_IMAGES, IMAGE_SIZE);
  guint64 n_pixels = 0;

  for (guint32 i = 0; i < n_images && !reader->failed; i++)
    {
      PostilImage image = { NULL };
      const guint8 *data = NULL;

      image.url = postil_blob_read_string (reader);
      image.alt = postil_blob_read_string (reader);
      image.width = postil_blob_read_u32 (reader);
      image.height = postil_blob_read_u32 (reader);
      if (postil_blob_read_flag (reader))
        {
          guint64 area = (guint64) image.width * image.height;

          n_pixels += MIN (area, POSTIL_DOCUMENT_MAX_PIXELS + 1);
          reader->too_large |= !reader->failed && n_pixels > POSTIL_DOCUMENT_MAX_PIXELS;
          reader->failed |= area == 0 || n_pixels > POSTIL_DOCUMENT_MAX_PIXELS;
          data = postil_blob_read_data (reader, (gsize) area * 4);
          if (data != NULL)
            image.pixels = g_bytes_new (data, (gsize) area * 4);
        }
      g_array_append_val (parts->images, image);
    }
}

/**
 * postil_document_deserialize:
 * @blob: what postil_document_serialize() wrote, or anything else
 * @error: return location for an error of %POSTIL_DOC_ERROR
 *
 * Reads a document and holds it to every rule: text, order and place of the ranges, caps, schemes of addresses, sizes of
 * images. The blob may come from anywhere.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the document, or %NULL with %POSTIL_DOC_ERROR_VERSION when the blob is of a newer version,
 *   %POSTIL_DOC_ERROR_TOO_LARGE when it is over a cap, %POSTIL_DOC_ERROR_MALFORMED when it is anything else
 */
PostilDocument *
postil_document_deserialize (GBytes *blob, GError **error)
{
  g_auto (PostilDocumentParts) parts = { NULL };
  PostilBlobReader reader = { NULL };

  g_return_val_if_fail (blob != NULL, NULL);

  postil_document_parts_init (&parts);
  reader.data = g_bytes_get_data (blob, &reader.size);
  if (!postil_blob_read_head (&reader, MAGIC, VERSION, error))
    return NULL;

  parts.published_is_day = postil_blob_read_flag (&reader);
  parts.published = postil_blob_read_i64 (&reader);
  parts.updated = postil_blob_read_i64 (&reader);
  parts.title = postil_blob_read_string (&reader);
  parts.byline = postil_blob_read_string (&reader);
  parts.site = postil_blob_read_string (&reader);
  parts.url = postil_blob_read_string (&reader);
  parts.language = postil_blob_read_string (&reader);
  read_text (&reader, &parts);
  read_ranges (&reader, &parts);
  read_images (&reader, &parts);
  if (!postil_blob_read_end (&reader, error))
    return NULL;
  if (!postil_document_parts_check (&parts, error))
    return NULL;

  return postil_document_new_take (&parts);
}

/**
 * postil_document_blob_dup_text:
 * @blob: what postil_document_serialize() wrote, or anything else
 *
 * Reads the text alone, for an index that goes through many documents: nothing but the text is looked at.
 *
 * Thread: any.
 *
 * Returns: (transfer full) (nullable): valid UTF-8; %NULL when the blob holds none
 */
char *
postil_document_blob_dup_text (GBytes *blob)
{
  PostilBlobReader reader = { NULL };
  guint32 n_bytes;
  const guint8 *data;

  g_return_val_if_fail (blob != NULL, NULL);
  reader.data = g_bytes_get_data (blob, &reader.size);
  if (!postil_blob_read_head (&reader, MAGIC, VERSION, NULL))
    return NULL;
  postil_blob_read_flag (&reader);
  postil_blob_read_i64 (&reader);
  postil_blob_read_i64 (&reader);
  for (guint i = 0; i < N_STRINGS; i++)
    {
      g_autofree char *skipped = postil_blob_read_string (&reader);

      (void) skipped;
    }
  postil_blob_read_u32 (&reader);
  n_bytes = postil_blob_read_count (&reader, POSTIL_DOCUMENT_MAX_TEXT, 1);
  data = postil_blob_read_data (&reader, n_bytes);
  if (data == NULL || memchr (data, '\0', n_bytes) != NULL || !g_utf8_validate ((const char *) data, n_bytes, NULL))
    return NULL;
  return g_strndup ((const char *) data, n_bytes);
}
