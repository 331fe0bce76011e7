/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a file somebody may have edited: LF or CR LF, with or without a last line end. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-lines-private.h belongs to the room export"
#endif

#include <glib.h>

G_BEGIN_DECLS

/* Set text, size and, for the first line, next = 0. Offsets are bytes. */
typedef struct
{
  const char *text;
  gsize size; /* of the text */
  gsize start;
  gsize length; /* without the line end */
  gsize next;   /* start of the next line */
} PostilMarkdownLine;

gboolean postil_markdown_read_line (PostilMarkdownLine *line);
gboolean postil_markdown_line_is (const PostilMarkdownLine *line, const char *text);
gboolean postil_markdown_line_is_empty (const PostilMarkdownLine *line);
char *postil_markdown_line_dup (const PostilMarkdownLine *line);

G_END_DECLS
