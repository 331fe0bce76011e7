/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows which blocks of a Markdown text are open, line by line, to know what its end leaves open. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-outline-private.h belongs to the room export"
#endif

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_MARKDOWN_MAX_DEPTH 100

typedef enum
{
  POSTIL_MARKDOWN_LEAF_NONE,
  POSTIL_MARKDOWN_LEAF_PARAGRAPH,
  POSTIL_MARKDOWN_LEAF_INDENTED,
  POSTIL_MARKDOWN_LEAF_FENCE,
  POSTIL_MARKDOWN_LEAF_HTML
} PostilMarkdownLeaf;

typedef struct
{
  guint widths[POSTIL_MARKDOWN_MAX_DEPTH]; /* of a list item; 0: a block quote */
  guint depth;
  gboolean fresh;    /* nothing stands in the innermost container yet */
  gboolean defining; /* the paragraph may be a link definition */
  gboolean defines;  /* the last line may begin a list item with a link definition, which leaves it as if empty */
  PostilMarkdownLeaf leaf;
  char fence;
  gsize fence_length;
  const char *html_end; /* (nullable): what ends it; NULL: an empty line */
} PostilMarkdownOutline;

void postil_markdown_outline_add_line (PostilMarkdownOutline *self, const char *line, gsize length);
gboolean postil_markdown_outline_needs_gap (const PostilMarkdownOutline *self, const char *line);
char *postil_markdown_outline_make_closing (const PostilMarkdownOutline *self);

/* What starts at a place of a line (its tabs expanded, no more than three blanks before). */
gsize postil_markdown_find_fence (const char *text);
gboolean postil_markdown_find_html (const char *text, gboolean in_paragraph, const char **html_end);
gboolean postil_markdown_is_rule (const char *text);
gboolean postil_markdown_is_heading (const char *text);
gboolean postil_markdown_is_underline (const char *text);
guint postil_markdown_find_list_item (const char *text, gboolean in_paragraph);

G_END_DECLS
