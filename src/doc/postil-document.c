/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document: one immutable text and sorted ranges over it. Made by PostilDocumentBuilder or from a blob. */
#include "config.h"

#include "postil-document.h"

#include "postil-document-private.h"
#include "postil-safe-text-private.h"

#include <string.h>

/* A title made of the text: longest form, code points. */
#define SHORT_WALK 2048 /* code points: walking there is cheaper than making the map */
#define MADE_TITLE_LENGTH 100
#define ELLIPSIS "\342\200\246"

struct _PostilDocument
{
  GObject parent_instance;

  /* owned */
  PostilDocumentParts parts;
  PostilUtf8Offsets *offsets;
  char *shown_title;
};

G_DEFINE_FINAL_TYPE (PostilDocument, postil_document, G_TYPE_OBJECT)

/* Cuts one line at a word, so that it and an ellipsis have at most `max_length` code points. */
static char *
shorten (char *line, glong max_length)
{
  char *cut;
  char *blank;

  if (g_utf8_strlen (line, -1) <= max_length)
    return line;

  cut = g_utf8_offset_to_pointer (line, max_length - 1);
  blank = *cut == ' ' ? cut : g_utf8_strrchr (line, cut - line, ' ');
  /* A script without blanks, or one endless word, is cut where the room ends. */
  if (blank != NULL && blank > line && g_utf8_pointer_to_offset (line, blank) >= max_length / 2)
    cut = blank;
  while (cut > line && strchr (" ,;:-", cut[-1]) != NULL)
    cut--;
  *cut = '\0';
  blank = g_strconcat (line, ELLIPSIS, NULL);
  g_free (line);

  return blank;
}

/* The text of a block as one line, NULL when it has none to show. */
static char *
block_line (PostilDocument *self, const PostilBlock *block, gsize max_length)
{
  g_autofree char *slice = NULL;

  if (block->kind == POSTIL_BLOCK_RULE || block->kind == POSTIL_BLOCK_IMAGE)
    return NULL;

  /* White space collapses, so look at more than will be kept, but never at a block of megabytes. */
  slice = postil_document_dup_slice (self, block->start, MIN (block->end, block->start + 4 * max_length));

  return postil_safe_text_make_line (slice, max_length + 1);
}

static char *
find_line (PostilDocument *self, gboolean asides)
{
  for (guint i = 0; i < self->parts.blocks->len; i++)
    {
      const PostilBlock *block = &g_array_index (self->parts.blocks, PostilBlock, i);
      char *line = NULL;

      if ((block->kind == POSTIL_BLOCK_ASIDE) == asides)
        line = block_line (self, block, MADE_TITLE_LENGTH);
      if (line != NULL)
        return line;
    }
  return NULL;
}

static char *
find_alt (PostilDocument *self)
{
  for (guint i = 0; i < self->parts.images->len; i++)
    {
      const PostilImage *image = &g_array_index (self->parts.images, PostilImage, i);

      if (image->alt != NULL)
        return g_strdup (image->alt);
    }
  return NULL;
}

static char *
make_title (PostilDocument *self)
{
  const PostilBlock *first = &g_array_index (self->parts.blocks, PostilBlock, 0);
  char *line;

  if (self->parts.title != NULL)
    return g_strdup (self->parts.title);
  if (first->kind == POSTIL_BLOCK_TITLE)
    return shorten (block_line (self, first, POSTIL_DOCUMENT_MAX_LINE), POSTIL_DOCUMENT_MAX_LINE);

  line = find_line (self, FALSE);
  if (line == NULL)
    line = find_line (self, TRUE);
  if (line == NULL)
    line = find_alt (self);
  if (line == NULL)
    line = g_strdup (self->parts.site != NULL ? self->parts.site : self->parts.url);

  return line != NULL ? shorten (line, MADE_TITLE_LENGTH) : g_strdup ("");
}

static void
postil_document_finalize (GObject *object)
{
  PostilDocument *self = POSTIL_DOCUMENT (object);

  postil_utf8_offsets_free (self->offsets);
  postil_document_parts_clear (&self->parts);
  g_free (self->shown_title);

  G_OBJECT_CLASS (postil_document_parent_class)->finalize (object);
}

static void
postil_document_class_init (PostilDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = postil_document_finalize;
}

static void
postil_document_init (PostilDocument *self)
{
}

/* The map is made when it is first asked for: whoever only passes a document on needs none. */
static const PostilUtf8Offsets *
get_offsets (PostilDocument *self)
{
  if (g_once_init_enter (&self->offsets))
    {
      PostilUtf8Offsets *offsets = postil_utf8_offsets_new (self->parts.text, self->parts.n_bytes);

      g_once_init_leave (&self->offsets, offsets);
    }
  return self->offsets;
}

/* Makes a document of parts that keep every rule; they are moved out of `parts`. */
PostilDocument *
postil_document_new_take (PostilDocumentParts *parts)
{
  PostilDocument *self;

  g_assert (parts->blocks->len > 0);

  self = g_object_new (POSTIL_TYPE_DOCUMENT, NULL);
  self->parts = *parts;
  memset (parts, 0, sizeof *parts);
  self->shown_title = make_title (self);

  return self;
}

/* All of a document, for the writer of blobs. */
const PostilDocumentParts *
postil_document_get_parts (PostilDocument *self)
{
  return &self->parts;
}

/**
 * postil_document_get_text:
 * @self: a document
 *
 * Gets the text: valid UTF-8 without NUL, control or bidi-override characters; line feeds only between blocks and inside
 * code and tables.
 *
 * Thread: any.
 *
 * Returns: (transfer none): the text, NUL-terminated, never empty
 */
const char *
postil_document_get_text (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return self->parts.text;
}

/**
 * postil_document_get_byte_length:
 * @self: a document
 *
 * Gets the length of the text in bytes.
 *
 * Thread: any.
 *
 * Returns: bytes, at most %POSTIL_DOCUMENT_MAX_TEXT
 */
gsize
postil_document_get_byte_length (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), 0);

  return self->parts.n_bytes;
}

/**
 * postil_document_get_length:
 * @self: a document
 *
 * Gets the length of the text.
 *
 * Thread: any.
 *
 * Returns: code points
 */
gsize
postil_document_get_length (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), 0);

  return self->parts.n_code_points;
}

/**
 * postil_document_get_offsets:
 * @self: a document
 *
 * Gets the map between byte, code-point and UTF-16 offsets of the text.
 *
 * Thread: any.
 *
 * Returns: (transfer none): the map, which lives as long as the document
 */
const PostilUtf8Offsets *
postil_document_get_offsets (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return get_offsets (self);
}

/**
 * postil_document_get_blocks:
 * @self: a document
 * @n_blocks: (out) (optional): their number, at least 1
 *
 * Gets the blocks, sorted, not overlapping, one line feed between neighbours; together they cover the text.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (array length=n_blocks): the blocks
 */
const PostilBlock *
postil_document_get_blocks (PostilDocument *self, gsize *n_blocks)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  if (n_blocks != NULL)
    *n_blocks = self->parts.blocks->len;
  return (const PostilBlock *) (gpointer) self->parts.blocks->data;
}

/**
 * postil_document_get_spans:
 * @self: a document
 * @n_spans: (out) (optional): their number
 *
 * Gets the inline spans, sorted by start, then by end descending; they nest and never cross.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (array length=n_spans) (nullable): the spans
 */
const PostilSpan *
postil_document_get_spans (PostilDocument *self, gsize *n_spans)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  if (n_spans != NULL)
    *n_spans = self->parts.spans->len;
  return (const PostilSpan *) (gpointer) self->parts.spans->data;
}

/**
 * postil_document_get_images:
 * @self: a document
 * @n_images: (out) (optional): their number
 *
 * Gets the images, which blocks of the kind %POSTIL_BLOCK_IMAGE name by index.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (array length=n_images) (nullable): the images
 */
const PostilImage *
postil_document_get_images (PostilDocument *self, gsize *n_images)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  if (n_images != NULL)
    *n_images = self->parts.images->len;
  return (const PostilImage *) (gpointer) self->parts.images->data;
}

/**
 * postil_document_get_block_at:
 * @self: a document
 * @offset: code points
 *
 * Finds the block that holds a character, by binary search.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (nullable): the block; %NULL for the line feed between two blocks and from the end on
 */
const PostilBlock *
postil_document_get_block_at (PostilDocument *self, gsize offset)
{
  guint low = 0;
  guint high;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  high = self->parts.blocks->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const PostilBlock *block = &g_array_index (self->parts.blocks, PostilBlock, middle);

      if (offset < block->start)
        high = middle;
      else if (offset >= block->end)
        low = middle + 1;
      else
        return block;
    }
  return NULL;
}

/**
 * postil_document_dup_slice:
 * @self: a document
 * @start: code points
 * @end: code points, exclusive
 *
 * Copies a part of the text. Offsets beyond the end count as the end; a range turned round is empty.
 *
 * Thread: any.
 *
 * Returns: (transfer full): the part, NUL-terminated
 */
char *
postil_document_dup_slice (PostilDocument *self, gsize start, gsize end)
{
  gsize first;

  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  if (end <= start)
    return g_strdup ("");

  if (end <= SHORT_WALK && end <= self->parts.n_code_points)
    {
      const char *from = g_utf8_offset_to_pointer (self->parts.text, (glong) start);

      return g_strndup (from, g_utf8_offset_to_pointer (from, (glong) (end - start)) - from);
    }
  first = postil_utf8_offsets_to_byte (get_offsets (self), start);

  return g_strndup (self->parts.text + first, postil_utf8_offsets_to_byte (get_offsets (self), end) - first);
}

/**
 * postil_document_get_title:
 * @self: a document
 *
 * Gets what to call the document: its title as set, else the text of its title block, else its first words, cut at a word
 * to at most 100 characters with an ellipsis, else what its first image shows, its site or its address.
 *
 * Thread: any.
 *
 * Returns: (transfer none): one clean line; empty only for a document of nameless images and rules
 */
const char *
postil_document_get_title (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return self->shown_title;
}

/**
 * postil_document_get_byline:
 * @self: a document
 *
 * Gets who wrote it, as printed.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (nullable): one clean line
 */
const char *
postil_document_get_byline (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return self->parts.byline;
}

/**
 * postil_document_get_site:
 * @self: a document
 *
 * Gets the name of the site or paper.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (nullable): one clean line
 */
const char *
postil_document_get_site (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return self->parts.site;
}

/**
 * postil_document_get_url:
 * @self: a document
 *
 * Gets the address of the article.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (nullable): an http or https address
 */
const char *
postil_document_get_url (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return self->parts.url;
}

/**
 * postil_document_get_language:
 * @self: a document
 *
 * Gets the language tag.
 *
 * Thread: any.
 *
 * Returns: (transfer none) (nullable): a tag in the shape of RFC 5646
 */
const char *
postil_document_get_language (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return self->parts.language;
}

/**
 * postil_document_get_published:
 * @self: a document
 *
 * Gets when it was published.
 *
 * Thread: any.
 *
 * Returns: µs since the epoch, UTC, or %POSTIL_TIME_UNKNOWN
 */
gint64
postil_document_get_published (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), POSTIL_TIME_UNKNOWN);

  return self->parts.published;
}

/**
 * postil_document_get_published_is_day:
 * @self: a document
 *
 * Tells whether only the day of publication is known.
 *
 * Thread: any.
 *
 * Returns: whether the time of day means nothing
 */
gboolean
postil_document_get_published_is_day (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), FALSE);

  return self->parts.published_is_day;
}

/**
 * postil_document_get_updated:
 * @self: a document
 *
 * Gets when it was last changed, as it says itself.
 *
 * Thread: any.
 *
 * Returns: µs since the epoch, UTC, or %POSTIL_TIME_UNKNOWN
 */
gint64
postil_document_get_updated (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), POSTIL_TIME_UNKNOWN);

  return self->parts.updated;
}

/**
 * postil_document_hash_text:
 * @self: a document
 *
 * Makes the SHA-256 of the text, which names this version of it.
 *
 * Thread: any.
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
postil_document_hash_text (PostilDocument *self)
{
  g_return_val_if_fail (POSTIL_IS_DOCUMENT (self), NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->parts.text, (gssize) self->parts.n_bytes);
}
