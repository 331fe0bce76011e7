/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One note as a block of an exported file, between its two markers. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-block-private.h belongs to the room export"
#endif

#include "postil-markdown-export.h"

G_BEGIN_DECLS

typedef struct
{
  const PostilNote *note;
  const char *id;           /* short, of this file alone */
  const char *color_name;   /* (nullable) */
  const char *url;          /* (nullable) of the article */
  PostilDocument *document; /* (nullable): only when the passage stands in it where the note says */
  PostilMarkdownStyle style;
} PostilMarkdownBlock;

void postil_markdown_append_block (GString *out, const PostilMarkdownBlock *block);
void postil_markdown_append_marked (GString *out, const char *id, const char *body);
char *postil_markdown_guard_comment (const char *comment);

G_END_DECLS
