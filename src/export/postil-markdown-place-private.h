/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a block that is new goes in a file whose order the reader may have changed. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-place-private.h belongs to the room export"
#endif

#include "postil-markdown-edits-private.h"

G_BEGIN_DECLS

/* Of the file as an export makes it: one for each block, in order. */
typedef struct
{
  gsize start; /* in the made text */
  gsize end;   /* in the made text */
  guint group; /* blocks with nothing but blanks between them share it */
  gsize lead;  /* in the made text: start of what stands between the block before and the group, its headings */
  gsize lead_end;
  gboolean stands; /* it is in the file, or was put there */
  gsize file_start;
  gsize file_end;
  gboolean gap_behind; /* it was put there with an empty line behind it */
} PostilMarkdownSlot;

typedef struct
{
  const char *file_text;
  const char *made_text;
  GArray *slots;    /* (element-type PostilMarkdownSlot) */
  GArray *headings; /* (element-type PostilMarkdownHeading) of the file, outside blocks */
  gsize end;        /* where the last section of the file ends */
  PostilMarkdownEdits *edits;
} PostilMarkdownPlacer;

typedef struct
{
  gsize start;
  gsize next;        /* start of the line behind it */
  gsize section_end; /* start of the next heading of the same or a higher level */
  guint level;
  char *text;
} PostilMarkdownHeading;

void postil_markdown_placer_init (PostilMarkdownPlacer *self, const char *file_text, const char *made_text, GArray *file_blocks,
                                  GArray *made_blocks);
void postil_markdown_placer_clear (PostilMarkdownPlacer *self);
void postil_markdown_placer_insert (PostilMarkdownPlacer *self, guint slot);

G_END_DECLS
