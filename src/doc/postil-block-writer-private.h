/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text of a document as it grows: where one block stands, what white space waits to be written, which spans are open.
 * PostilDocumentBuilder drives it; nothing here knows about images or fields.
 */
#pragma once

#ifndef POSTIL_DOC_COMPILATION
#error "postil-block-writer-private.h belongs to the room doc"
#endif

#include "postil-document-private.h"

G_BEGIN_DECLS

typedef struct
{
  /* the document so far */
  GString *text;
  gsize length;   /* code points */
  GArray *blocks; /* borrowed */
  GArray *spans;  /* borrowed */
  gboolean full;  /* a cap was met: nothing more goes in */

  /* the open block */
  gboolean open;
  PostilBlock block;
  gsize rewind_bytes; /* the text before the block and its separator */
  gsize rewind_length;
  guint rewind_spans;
  gboolean started; /* something of the block is in the text */
  gboolean visible; /* something of it can be seen */
  gboolean after_return;
  guint n_marks;
  guint32 n_rows;

  /* white space that is written only when something follows it */
  gboolean waits_blank;
  gboolean waits_row;
  gsize waiting_lines;
  gsize waiting_tabs;

  GArray *open_spans; /* (element-type PostilOpenSpan) outer first */
  guint n_unstarted;  /* how many of the innermost have no text yet */
  gsize n_too_deep;   /* how many more were opened than are kept */
} PostilBlockWriter;

void postil_block_writer_init (PostilBlockWriter *self, PostilDocumentParts *parts);
void postil_block_writer_clear (PostilBlockWriter *self);
void postil_block_writer_begin (PostilBlockWriter *self, const PostilBlock *block);
gboolean postil_block_writer_end (PostilBlockWriter *self);
void postil_block_writer_append (PostilBlockWriter *self, const char *text, gsize length);
void postil_block_writer_append_verbatim (PostilBlockWriter *self, const char *text, gsize length);
gboolean postil_block_writer_append_object (PostilBlockWriter *self);
void postil_block_writer_next_cell (PostilBlockWriter *self);
void postil_block_writer_next_row (PostilBlockWriter *self);
void postil_block_writer_begin_span (PostilBlockWriter *self, PostilSpanKind kind, char *href);
void postil_block_writer_end_span (PostilBlockWriter *self);

G_END_DECLS
