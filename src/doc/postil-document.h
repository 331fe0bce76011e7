/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article is one text; everything else is a range on it. All offsets are Unicode code points, ends exclusive. */
#pragma once

#include "postil-time.h"
#include "postil-utf8-offsets.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Caps that hold for every document, whoever made it. */
#define POSTIL_DOCUMENT_MAX_TEXT (16 * 1024 * 1024) /* bytes */
#define POSTIL_DOCUMENT_MAX_BLOCKS 200000
#define POSTIL_DOCUMENT_MAX_SPANS 400000
#define POSTIL_DOCUMENT_MAX_IMAGES 200
#define POSTIL_DOCUMENT_MAX_PIXELS (4 * 1024 * 1024) /* of all carried images together */

/* The stored values; never renumber. */
typedef enum
{
  POSTIL_BLOCK_PARAGRAPH = 0,
  POSTIL_BLOCK_TITLE = 1,     /* the article's headline, at most one, before all other blocks */
  POSTIL_BLOCK_HEADING = 2,   /* level 1-6 */
  POSTIL_BLOCK_LIST_ITEM = 3, /* level = depth 1-9; number = 0 for a bullet, else the item's number */
  POSTIL_BLOCK_QUOTE = 4,     /* level = depth 1-9 */
  POSTIL_BLOCK_CODE = 5,      /* keeps its line feeds */
  POSTIL_BLOCK_CAPTION = 6,   /* of the image or table before it */
  POSTIL_BLOCK_TABLE = 7,     /* rows end in LF, cells in TAB; number = rows of head */
  POSTIL_BLOCK_RULE = 8,      /* one U+FFFC */
  POSTIL_BLOCK_IMAGE = 9,     /* one U+FFFC; number = index into the images */
  POSTIL_BLOCK_ASIDE = 10,    /* text that came with the file but is no part of the article: boilerplate, footers */
  POSTIL_N_BLOCK_KINDS
} PostilBlockKind;

/* Blocks are sorted, do not overlap, and are separated by exactly one LF that belongs to none of them. */
typedef struct
{
  guint32 start;
  guint32 end;
  PostilBlockKind kind;
  guint32 level;
  guint32 number;
} PostilBlock;

typedef enum
{
  POSTIL_SPAN_EMPHASIS = 0,
  POSTIL_SPAN_STRONG = 1,
  POSTIL_SPAN_CODE = 2,
  POSTIL_SPAN_LINK = 3, /* href is set: http, https or mailto only */
  POSTIL_SPAN_SUPERSCRIPT = 4,
  POSTIL_SPAN_SUBSCRIPT = 5,
  POSTIL_N_SPAN_KINDS
} PostilSpanKind;

/* Spans are sorted by start, then by end descending; they may nest; each lies inside one block. */
typedef struct
{
  guint32 start;
  guint32 end;
  PostilSpanKind kind;
  char *href; /* (nullable) owned by the document */
} PostilSpan;

/* An image of the article. Pixels are carried only when the file itself brought them. All is owned by the document. */
typedef struct
{
  const char *url; /* (nullable) where it is, never loaded by itself */
  const char *alt; /* (nullable) */
  guint32 width;   /* of `pixels`, else 0 */
  guint32 height;  /* of `pixels`, else 0 */
  GBytes *pixels;  /* (nullable) RGBA, 8 bits each, not premultiplied, width * height * 4 bytes */
} PostilImage;

#define POSTIL_TYPE_DOCUMENT (postil_document_get_type ())
G_DECLARE_FINAL_TYPE (PostilDocument, postil_document, POSTIL, DOCUMENT, GObject)

/* --- reading: immutable, safe from any thread --- */
const char *postil_document_get_text (PostilDocument *self);
gsize postil_document_get_byte_length (PostilDocument *self);
gsize postil_document_get_length (PostilDocument *self);
const PostilUtf8Offsets *postil_document_get_offsets (PostilDocument *self);
const PostilBlock *postil_document_get_blocks (PostilDocument *self, gsize *n_blocks);
const PostilSpan *postil_document_get_spans (PostilDocument *self, gsize *n_spans);
const PostilImage *postil_document_get_images (PostilDocument *self, gsize *n_images);
const PostilBlock *postil_document_get_block_at (PostilDocument *self, gsize offset);
char *postil_document_dup_slice (PostilDocument *self, gsize start, gsize end);

const char *postil_document_get_title (PostilDocument *self);
const char *postil_document_get_byline (PostilDocument *self);
const char *postil_document_get_site (PostilDocument *self);
const char *postil_document_get_url (PostilDocument *self);
const char *postil_document_get_language (PostilDocument *self);
gint64 postil_document_get_published (PostilDocument *self);
gboolean postil_document_get_published_is_day (PostilDocument *self);
gint64 postil_document_get_updated (PostilDocument *self);

/* --- one blob with a version --- */
GBytes *postil_document_serialize (PostilDocument *self);
PostilDocument *postil_document_deserialize (GBytes *blob, GError **error);
char *postil_document_blob_dup_text (GBytes *blob);
char *postil_document_hash_text (PostilDocument *self);

G_END_DECLS
