/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rules of a document, as code: what the builder promises and what is asked of every blob before anybody sees it.
 */
#include "config.h"

#include "postil-document-private.h"

#include "postil-doc-error.h"
#include "postil-safe-text-private.h"

#include <string.h>

static void
clear_span (gpointer data)
{
  PostilSpan *span = data;

  g_clear_pointer (&span->href, g_free);
}

static void
clear_image (gpointer data)
{
  PostilImage *image = data;

  g_free ((char *) image->url);
  g_free ((char *) image->alt);
  g_clear_pointer (&image->pixels, g_bytes_unref);
}

/* Makes the parts of a document without text. */
void
postil_document_parts_init (PostilDocumentParts *parts)
{
  *parts = (PostilDocumentParts){ .published = POSTIL_TIME_UNKNOWN, .updated = POSTIL_TIME_UNKNOWN };
  parts->blocks = g_array_new (FALSE, FALSE, sizeof (PostilBlock));
  parts->spans = g_array_new (FALSE, FALSE, sizeof (PostilSpan));
  parts->images = g_array_new (FALSE, FALSE, sizeof (PostilImage));
  g_array_set_clear_func (parts->spans, clear_span);
  g_array_set_clear_func (parts->images, clear_image);
}

/* Frees what the parts own. */
void
postil_document_parts_clear (PostilDocumentParts *parts)
{
  g_clear_pointer (&parts->text, g_free);
  g_clear_pointer (&parts->blocks, g_array_unref);
  g_clear_pointer (&parts->spans, g_array_unref);
  g_clear_pointer (&parts->images, g_array_unref);
  g_clear_pointer (&parts->title, g_free);
  g_clear_pointer (&parts->byline, g_free);
  g_clear_pointer (&parts->site, g_free);
  g_clear_pointer (&parts->url, g_free);
  g_clear_pointer (&parts->language, g_free);
}

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, PostilDocError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (POSTIL_DOC_ERROR, (int) code, format, arguments);
  va_end (arguments);

  return FALSE;
}

static gboolean
check_fields (const PostilDocumentParts *parts, GError **error)
{
  const char *const lines[] = { parts->title, parts->byline, parts->site };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (lines[i] != NULL
          && (!postil_safe_text_is_line (lines[i], strlen (lines[i])) || g_utf8_strlen (lines[i], -1) > POSTIL_DOCUMENT_MAX_LINE))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: title, byline or site is no clean line");
    }
  if (parts->url != NULL && !postil_safe_text_is_url (parts->url, strlen (parts->url), FALSE))
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: its address is neither http nor https");
  if (parts->language != NULL && !postil_safe_text_is_language (parts->language, strlen (parts->language)))
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: its language is no language tag");
  if (parts->published_is_day && parts->published == POSTIL_TIME_UNKNOWN)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: a day of publication without a date");

  return TRUE;
}

static gboolean
check_images (const PostilDocumentParts *parts, GError **error)
{
  guint64 n_pixels = 0;

  for (guint i = 0; i < parts->images->len; i++)
    {
      const PostilImage *image = &g_array_index (parts->images, PostilImage, i);
      guint64 area = (guint64) image->width * image->height;

      if (image->url != NULL && !postil_safe_text_is_url (image->url, strlen (image->url), FALSE))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "image %u: its address is neither http nor https", i);
      if (image->alt != NULL
          && (!postil_safe_text_is_line (image->alt, strlen (image->alt))
              || g_utf8_strlen (image->alt, -1) > POSTIL_DOCUMENT_MAX_ALT))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "image %u: its description is no clean line", i);
      if (area > POSTIL_DOCUMENT_MAX_PIXELS || (n_pixels += area) > POSTIL_DOCUMENT_MAX_PIXELS)
        return refuse (error, POSTIL_DOC_ERROR_TOO_LARGE, "image %u: too many pixels", i);
      if (image->pixels == NULL ? image->width != 0 || image->height != 0
                                : area == 0 || g_bytes_get_size (image->pixels) != area * 4)
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "image %u: its pixels do not fit its size", i);
    }
  return TRUE;
}

/* What a block's kind asks of its level and number. */
static gboolean
check_block_shape (const PostilDocumentParts *parts, guint index, GError **error)
{
  const PostilBlock *block = &g_array_index (parts->blocks, PostilBlock, index);
  guint32 max_level = 0;

  if ((guint) block->kind >= POSTIL_N_BLOCK_KINDS)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: unknown kind", index);
  if (block->kind == POSTIL_BLOCK_TITLE && index > 0)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: a title that does not come first", index);

  if (block->kind == POSTIL_BLOCK_HEADING)
    max_level = 6;
  else if (block->kind == POSTIL_BLOCK_LIST_ITEM || block->kind == POSTIL_BLOCK_QUOTE)
    max_level = 9;
  if (block->level > max_level || (max_level > 0 && block->level == 0))
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: level out of range", index);

  if (block->kind == POSTIL_BLOCK_IMAGE && block->number >= parts->images->len)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: an image that is not there", index);
  if (block->number != 0 && block->kind != POSTIL_BLOCK_LIST_ITEM && block->kind != POSTIL_BLOCK_TABLE
      && block->kind != POSTIL_BLOCK_IMAGE)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: a number its kind has not", index);

  return TRUE;
}

/* Whether `c` may stand in a block of this kind. */
static gboolean
allows (PostilBlockKind kind, gunichar c, PostilCharClass char_class)
{
  if (c == '\n' || c == '\t')
    return kind == POSTIL_BLOCK_CODE || kind == POSTIL_BLOCK_TABLE;

  return c == ' ' || char_class == POSTIL_CHAR_PLAIN || char_class == POSTIL_CHAR_BLANK || char_class == POSTIL_CHAR_MARK;
}

/* Checks a block's characters and moves the cursor to its end. */
static gboolean
check_block_text (const PostilBlock *block, guint index, const char **cursor, GError **error)
{
  gboolean visible = FALSE;
  guint32 n_rows = 1;
  guint n_marks = 0;

  if (block->kind == POSTIL_BLOCK_RULE || block->kind == POSTIL_BLOCK_IMAGE)
    {
      if (block->end - block->start != 1 || strncmp (*cursor, POSTIL_DOCUMENT_OBJECT, strlen (POSTIL_DOCUMENT_OBJECT)) != 0)
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: not the one object character", index);
      *cursor += strlen (POSTIL_DOCUMENT_OBJECT);
      return TRUE;
    }

  for (guint32 i = block->start; i < block->end; i++)
    {
      const guchar byte = (guchar) * *cursor;
      PostilCharClass char_class;
      gunichar c;

      /* Nearly all of nearly every text. */
      if (byte >= ' ' && byte < 0x7f)
        {
          visible |= byte != ' ';
          n_marks = 0;
          (*cursor)++;
          continue;
        }
      c = g_utf8_get_char (*cursor);
      char_class = postil_safe_text_classify (c);
      if (!allows (block->kind, c, char_class) || !postil_safe_text_passes_mark (c, char_class, &n_marks))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: U+%04X at %u", index, c, i);
      visible |= char_class == POSTIL_CHAR_PLAIN || char_class == POSTIL_CHAR_MARK;
      n_rows += c == '\n';
      *cursor = g_utf8_next_char (*cursor);
    }
  if (!visible)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: nothing in it", index);
  if (block->kind == POSTIL_BLOCK_TABLE && block->number > n_rows)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: more rows of head than rows", index);

  return TRUE;
}

static gboolean
check_blocks (const PostilDocumentParts *parts, GError **error)
{
  const char *cursor = parts->text;
  guint32 position = 0;

  for (guint i = 0; i < parts->blocks->len; i++)
    {
      const PostilBlock *block = &g_array_index (parts->blocks, PostilBlock, i);

      if (i > 0)
        {
          if (position >= parts->n_code_points || *cursor != '\n')
            return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: no line feed before it", i);
          cursor++;
          position++;
        }
      if (block->start != position || block->end <= block->start || block->end > parts->n_code_points)
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "block %u: out of place", i);
      if (!check_block_shape (parts, i, error) || !check_block_text (block, i, &cursor, error))
        return FALSE;
      position = block->end;
    }
  if (position != parts->n_code_points)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: text outside its blocks");

  return TRUE;
}

static gboolean
check_href (const PostilSpan *span)
{
  if (span->kind != POSTIL_SPAN_LINK)
    return span->href == NULL;

  return span->href != NULL && postil_safe_text_is_url (span->href, strlen (span->href), TRUE);
}

static gboolean
check_spans (const PostilDocumentParts *parts, GError **error)
{
  guint32 open_ends[POSTIL_DOCUMENT_MAX_NESTING];
  guint depth = 0;
  guint block = 0;

  for (guint i = 0; i < parts->spans->len; i++)
    {
      const PostilSpan *span = &g_array_index (parts->spans, PostilSpan, i);
      const PostilSpan *before = i > 0 ? &g_array_index (parts->spans, PostilSpan, i - 1) : NULL;

      if ((guint) span->kind >= POSTIL_N_SPAN_KINDS || !check_href (span))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "span %u: unknown kind or refused address", i);
      if (before != NULL && (span->start < before->start || (span->start == before->start && span->end > before->end)))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "span %u: not sorted", i);
      while (block < parts->blocks->len && g_array_index (parts->blocks, PostilBlock, block).end <= span->start)
        block++;
      if (span->end <= span->start || block == parts->blocks->len
          || span->start < g_array_index (parts->blocks, PostilBlock, block).start
          || span->end > g_array_index (parts->blocks, PostilBlock, block).end)
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "span %u: not inside one block", i);
      while (depth > 0 && open_ends[depth - 1] <= span->start)
        depth--;
      if (depth == POSTIL_DOCUMENT_MAX_NESTING || (depth > 0 && span->end > open_ends[depth - 1]))
        return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "span %u: crosses another or lies too deep", i);
      open_ends[depth++] = span->end;
    }
  return TRUE;
}

static gboolean
check_caps (const PostilDocumentParts *parts, GError **error)
{
  if (parts->n_bytes > POSTIL_DOCUMENT_MAX_TEXT)
    return refuse (error, POSTIL_DOC_ERROR_TOO_LARGE, "document: %" G_GSIZE_FORMAT " bytes of text", parts->n_bytes);
  if (parts->blocks->len > POSTIL_DOCUMENT_MAX_BLOCKS)
    return refuse (error, POSTIL_DOC_ERROR_TOO_LARGE, "document: %u blocks", parts->blocks->len);
  if (parts->spans->len > POSTIL_DOCUMENT_MAX_SPANS)
    return refuse (error, POSTIL_DOC_ERROR_TOO_LARGE, "document: %u spans", parts->spans->len);
  if (parts->images->len > POSTIL_DOCUMENT_MAX_IMAGES)
    return refuse (error, POSTIL_DOC_ERROR_TOO_LARGE, "document: %u images", parts->images->len);

  return TRUE;
}

/* Code points of valid UTF-8: every byte but those that continue one. */
static gsize
count_code_points (const char *text, gsize n_bytes)
{
  gsize count = 0;

  for (gsize i = 0; i < n_bytes; i++)
    count += ((guchar) text[i] & 0xc0) != 0x80;
  return count;
}

/* Holds parts of unknown origin to every rule of a document. `text` ends in NUL after `n_bytes`. */
gboolean
postil_document_parts_check (const PostilDocumentParts *parts, GError **error)
{
  if (!check_caps (parts, error))
    return FALSE;
  if (parts->text == NULL || parts->n_bytes == 0)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: no text");
  if (!g_utf8_validate (parts->text, (gssize) parts->n_bytes, NULL)
      || count_code_points (parts->text, parts->n_bytes) != parts->n_code_points)
    return refuse (error, POSTIL_DOC_ERROR_MALFORMED, "document: the text is no UTF-8 of the stated length");

  return check_fields (parts, error) && check_images (parts, error) && check_blocks (parts, error) && check_spans (parts, error);
}
