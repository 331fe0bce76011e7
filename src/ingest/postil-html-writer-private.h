/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a part of a page into a document: blocks, spans, images, tables. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-html-writer-private.h belongs to the room ingest"
#endif

#include "postil-document-builder.h"
#include "postil-html-tree-private.h"

G_BEGIN_DECLS

#define POSTIL_HTML_WRITER_MAX_SPANS 64

typedef struct
{
  PostilSpanKind kind;
  char *href; /* (nullable) owned */
} PostilHtmlOpenSpan;

/* What the elements around the present place make of text. */
typedef struct
{
  PostilBlockKind kind;
  guint level;
  guint number;
  gboolean fresh; /* a list item whose marker is not used up */
} PostilHtmlContext;

typedef struct
{
  PostilDocumentBuilder *builder;
  const char *base;  /* (nullable) of relative links */
  const char *title; /* (nullable) a heading that repeats it is left out */
  GArray *contexts;  /* element-type PostilHtmlContext, the innermost last */
  PostilHtmlOpenSpan spans[POSTIL_HTML_WRITER_MAX_SPANS];
  guint n_spans;
  guint n_lost_spans; /* open beyond the cap */
  guint n_breaks;     /* line breaks since the last text */
  guint list_depth;
  guint quote_depth;
  gboolean open; /* whether a block is */
  gboolean title_seen;
} PostilHtmlWriter;

void postil_html_writer_write (PostilDocumentBuilder *builder, PostilHtmlNode *root, const char *base, const char *title);

/* Inside the room's writer files only. */
gboolean postil_html_writer_is_data_table (PostilHtmlNode *table);
void postil_html_writer_write_table (PostilHtmlWriter *self, PostilHtmlNode *table);
void postil_html_writer_write_image (PostilHtmlWriter *self, const PostilHtmlNode *image);
void postil_html_writer_begin_span (PostilHtmlWriter *self, PostilSpanKind kind, char *href);
void postil_html_writer_end_span (PostilHtmlWriter *self);
gboolean postil_html_writer_enter_inline (PostilHtmlWriter *self, const PostilHtmlNode *node);
gboolean postil_html_writer_is_span (const PostilHtmlNode *node);

G_END_DECLS
