/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the builder and the reader of blobs hand a finished document over, and the rules both are held to. */
#pragma once

#ifndef POSTIL_DOC_COMPILATION
#error "postil-document-private.h belongs to the room doc"
#endif

#include "postil-document.h"

G_BEGIN_DECLS

/* Longest title, byline and site; code points. */
#define POSTIL_DOCUMENT_MAX_LINE 2000
#define POSTIL_DOCUMENT_MAX_ALT 20000

/* How deep spans may lie in one another. */
#define POSTIL_DOCUMENT_MAX_NESTING 64

/* U+FFFC, the whole text of a rule or an image. */
#define POSTIL_DOCUMENT_OBJECT "\357\277\274"

/* Everything a document holds, owned. */
typedef struct
{
  char *text;
  gsize n_bytes;
  gsize n_code_points;
  GArray *blocks; /* (element-type PostilBlock) */
  GArray *spans;  /* (element-type PostilSpan) clears its elements */
  GArray *images; /* (element-type PostilImage) clears its elements */
  char *title;
  char *byline;
  char *site;
  char *url;
  char *language;
  gint64 published;
  gint64 updated;
  gboolean published_is_day;
} PostilDocumentParts;

void postil_document_parts_init (PostilDocumentParts *parts);
void postil_document_parts_clear (PostilDocumentParts *parts);
gboolean postil_document_parts_check (const PostilDocumentParts *parts, GError **error);
const PostilDocumentParts *postil_document_get_parts (PostilDocument *self);
PostilDocument *postil_document_new_take (PostilDocumentParts *parts);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilDocumentParts, postil_document_parts_clear)

G_END_DECLS
