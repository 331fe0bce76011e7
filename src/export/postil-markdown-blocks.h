/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds our blocks in a Markdown file that may have been edited since, and tells which were. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_MARKDOWN_BLOCK_HASH_LENGTH 6
/* The name of the block that holds the figures; every other block is a note. */
#define POSTIL_MARKDOWN_BLOCK_FIGURES "figures"

typedef enum
{
  POSTIL_MARKDOWN_BLOCK_INTACT = 0, /* as we wrote it */
  POSTIL_MARKDOWN_BLOCK_EDITED = 1,
  POSTIL_MARKDOWN_BLOCK_BROKEN = 2, /* its end marker is missing, or its id stood in the file before */
} PostilMarkdownBlockState;

/* Offsets are bytes of the file; a broken block without end marker reaches to the end of its begin marker's line. */
typedef struct
{
  char id[33];         /* 8 to 32 hexadecimal digits, or POSTIL_MARKDOWN_BLOCK_FIGURES */
  char hash[7];        /* what the marker says */
  gsize start;         /* of the begin marker */
  gsize content_start; /* after the begin marker's line */
  gsize content_end;   /* start of the end marker's line */
  gsize end;           /* after the end marker's line */
  PostilMarkdownBlockState state;
} PostilMarkdownBlockRange;

char *postil_markdown_block_hash (const char *content, gsize length);
GArray *postil_markdown_scan_blocks (const char *file_text);

G_END_DECLS
