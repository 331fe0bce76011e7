/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign text made harmless in Markdown, and no less readable than it has to be. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-text-private.h belongs to the room export"
#endif

#include <glib.h>

G_BEGIN_DECLS

/* Where a piece of text will stand decides what in it would be syntax. */
typedef enum
{
  POSTIL_MARKDOWN_PARAGRAPH, /* a line of a paragraph: blocks could start here; its outer blanks are kept */
  POSTIL_MARKDOWN_HEADING,   /* the rest of a "# " line */
  POSTIL_MARKDOWN_INLINE,    /* behind something else on a line */
  POSTIL_MARKDOWN_CELL       /* in a table */
} PostilMarkdownPlace;

char *postil_markdown_clean (const char *text);
gsize postil_markdown_line_length (const char *text, const char *end);
gboolean postil_markdown_is_blank (const char *text, gsize length);
void postil_markdown_append_line (GString *out, const char *line, gsize length, PostilMarkdownPlace place);
void postil_markdown_append_inline (GString *out, const char *text, PostilMarkdownPlace place);
void postil_markdown_append_code (GString *out, const char *text);

G_END_DECLS
