/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the lines of a file without copying them. */
#include "config.h"

#include "postil-markdown-lines-private.h"

#include <string.h>

/* Moves on to the line that starts at `next`; FALSE after the last. */
gboolean
postil_markdown_read_line (PostilMarkdownLine *line)
{
  const char *p = line->text + line->next;
  const char *feed = NULL;

  if (line->next >= line->size)
    return FALSE;
  line->start = line->next;
  feed = memchr (p, '\n', line->size - line->start);
  line->length = feed != NULL ? (gsize) (feed - p) : line->size - line->start;
  line->next = line->start + line->length + (feed != NULL ? 1 : 0);
  if (line->length > 0 && p[line->length - 1] == '\r')
    line->length--;
  return TRUE;
}

gboolean
postil_markdown_line_is (const PostilMarkdownLine *line, const char *text)
{
  return strlen (text) == line->length && memcmp (line->text + line->start, text, line->length) == 0;
}

gboolean
postil_markdown_line_is_empty (const PostilMarkdownLine *line)
{
  for (gsize i = 0; i < line->length; i++)
    if (line->text[line->start + i] != ' ' && line->text[line->start + i] != '\t')
      return FALSE;
  return TRUE;
}

char *
postil_markdown_line_dup (const PostilMarkdownLine *line)
{
  return g_strndup (line->text + line->start, line->length);
}
