/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first pass of a CommonMark parser (version 0.30, appendix "A parsing strategy"), without the tree: it keeps only which quotes and
 * list items are open and what kind of block the last line is in. That is enough to close what a reader's comment leaves open,
 * and to close nothing that is closed already. */
#include "config.h"

#include "postil-markdown-outline-private.h"

#include <string.h>

#define TAB_STOP 4
#define CODE_INDENT 4

static char *
expand_tabs (const char *line, gsize length)
{
  GString *out = g_string_sized_new (length + 16);
  gsize column = 0;

  for (gsize i = 0; i < length; i++)
    {
      gsize blanks = line[i] == '\t' ? TAB_STOP - column % TAB_STOP : 0;

      for (gsize j = 0; j < blanks; j++)
        g_string_append_c (out, ' ');
      if (blanks == 0)
        g_string_append_c (out, line[i]);
      /* A column is a character: bytes inside one do not count. */
      column += blanks > 0 ? blanks : (((guchar) line[i]) & 0xc0) != 0x80;
    }
  return g_string_free (out, FALSE);
}

static gsize
indent_of (const char *p)
{
  return strspn (p, " ");
}

static const char *
skip_quote_sign (const char *p)
{
  gsize indent = indent_of (p);

  if (indent >= CODE_INDENT || p[indent] != '>')
    return NULL;
  p += indent + 1;
  return *p == ' ' ? p + 1 : p;
}

/* How many of the open containers the line goes on with; moves past their signs. */
static guint
match_containers (const PostilMarkdownOutline *self, const char **cursor)
{
  guint n = 0;

  for (; n < self->depth; n++)
    {
      gsize indent = indent_of (*cursor);
      gboolean blank = (*cursor)[indent] == '\0';

      if (self->widths[n] == 0)
        {
          const char *next = skip_quote_sign (*cursor);

          if (next == NULL)
            break;
          *cursor = next;
          continue;
        }
      /* A list item may begin with one empty line, not with two. */
      if (blank ? self->fresh && n + 1 == self->depth : indent < self->widths[n])
        break;
      *cursor += MIN (indent, self->widths[n]);
    }
  return n;
}

static gboolean
contains_without_case (const char *text, const char *part)
{
  gsize length = strlen (part);

  for (; *text != '\0'; text++)
    if (g_ascii_strncasecmp (text, part, length) == 0)
      return TRUE;
  return FALSE;
}

/* Any of the four raw tags ends any of them. */
static gboolean
ends_html (const char *text, const char *html_end)
{
  if (html_end[1] != '/')
    return strstr (text, html_end) != NULL;
  return contains_without_case (text, "</script>") || contains_without_case (text, "</pre>")
         || contains_without_case (text, "</style>") || contains_without_case (text, "</textarea>");
}

static gboolean
ends_fence (const PostilMarkdownOutline *self, const char *text)
{
  gsize indent = indent_of (text);
  gsize n = 0;

  text += indent;
  while (text[n] == self->fence)
    n++;
  return indent < CODE_INDENT && n >= self->fence_length && text[n + indent_of (text + n)] == '\0';
}

/* The line belongs to a block that takes lines as they are. */
static gboolean
goes_on_raw (PostilMarkdownOutline *self, const char *text)
{
  gboolean blank = text[indent_of (text)] == '\0';

  if (self->leaf == POSTIL_MARKDOWN_LEAF_FENCE)
    {
      if (ends_fence (self, text))
        self->leaf = POSTIL_MARKDOWN_LEAF_NONE;
      return TRUE;
    }
  if (self->leaf != POSTIL_MARKDOWN_LEAF_HTML)
    return FALSE;
  if (self->html_end != NULL ? ends_html (text, self->html_end) : blank)
    self->leaf = POSTIL_MARKDOWN_LEAF_NONE;
  return TRUE;
}

/* Starts a block that is no container; FALSE when none starts here. in_paragraph: one could go on here. */
static gboolean
start_leaf (PostilMarkdownOutline *self, const char *text, gboolean in_paragraph)
{
  const char *html_end = NULL;
  gsize fence = postil_markdown_find_fence (text);

  if (fence > 0)
    {
      self->leaf = POSTIL_MARKDOWN_LEAF_FENCE;
      self->fence = *text;
      self->fence_length = fence;
      return TRUE;
    }
  if (postil_markdown_find_html (text, self->leaf == POSTIL_MARKDOWN_LEAF_PARAGRAPH, &html_end))
    {
      gboolean over = html_end != NULL && ends_html (text, html_end);

      self->leaf = over ? POSTIL_MARKDOWN_LEAF_NONE : POSTIL_MARKDOWN_LEAF_HTML;
      self->html_end = html_end;
      return TRUE;
    }
  if (postil_markdown_is_heading (text) || (in_paragraph && postil_markdown_is_underline (text))
      || postil_markdown_is_rule (text))
    {
      self->leaf = POSTIL_MARKDOWN_LEAF_NONE;
      return TRUE;
    }
  return FALSE;
}

static void
push (PostilMarkdownOutline *self, guint depth, guint width)
{
  self->widths[depth] = width;
  self->depth = depth + 1;
  self->fresh = TRUE;
  self->leaf = POSTIL_MARKDOWN_LEAF_NONE;
}

/* Opens a quote or a list item; moves past its sign. */
static gboolean
start_container (PostilMarkdownOutline *self, guint depth, const char **cursor, gboolean in_paragraph)
{
  gsize indent = indent_of (*cursor);
  const char *quoted = skip_quote_sign (*cursor);
  guint width = 0;

  if (depth == POSTIL_MARKDOWN_MAX_DEPTH)
    return FALSE;
  if (quoted != NULL)
    {
      push (self, depth, 0);
      *cursor = quoted;
      return TRUE;
    }
  width = postil_markdown_find_list_item (*cursor + indent, in_paragraph);
  if (width == 0)
    return FALSE;
  width += (guint) indent;
  push (self, depth, width);
  *cursor += MIN (strlen (*cursor), width);
  return TRUE;
}

static gboolean
may_define (const char *text)
{
  return *text == '[' && (strchr (text, ']') == NULL || strstr (text, "]:") != NULL);
}

/* The rest of a line in which nothing starts: it goes on with a paragraph, maybe one of containers it does not name, or begins one. */
static void
add_text (PostilMarkdownOutline *self, guint depth, const char *text)
{
  gsize indent = indent_of (text);

  if (text[indent] == '\0')
    {
      self->depth = depth;
      if (self->leaf == POSTIL_MARKDOWN_LEAF_PARAGRAPH)
        self->leaf = POSTIL_MARKDOWN_LEAF_NONE;
      return;
    }
  if (self->leaf == POSTIL_MARKDOWN_LEAF_PARAGRAPH)
    return;
  self->depth = depth;
  self->defining = may_define (text + indent);
  self->defines = self->fresh && self->defining;
  self->fresh = FALSE;
  self->leaf = indent >= CODE_INDENT ? POSTIL_MARKDOWN_LEAF_INDENTED : POSTIL_MARKDOWN_LEAF_PARAGRAPH;
}

static void
add_expanded (PostilMarkdownOutline *self, const char *text)
{
  guint depth = match_containers (self, &text);
  gboolean all = depth == self->depth;

  if (all && goes_on_raw (self, text))
    return;
  if (!all)
    self->fresh = FALSE;
  /* What takes lines as they are ends with the container it is in. */
  if (!all && self->leaf != POSTIL_MARKDOWN_LEAF_PARAGRAPH)
    {
      self->leaf = POSTIL_MARKDOWN_LEAF_NONE;
      self->depth = depth;
    }
  for (;;)
    {
      gsize indent = indent_of (text);
      gboolean in_paragraph = self->leaf == POSTIL_MARKDOWN_LEAF_PARAGRAPH && depth == self->depth;

      if (indent >= CODE_INDENT || text[indent] == '\0')
        break;
      if (skip_quote_sign (text) == NULL && start_leaf (self, text + indent, in_paragraph))
        {
          self->depth = depth;
          self->fresh = FALSE;
          return;
        }
      if (!start_container (self, depth, &text, in_paragraph))
        break;
      depth = self->depth;
    }
  add_text (self, depth, text);
}

/**
 * postil_markdown_outline_add_line:
 * @self: zeroed before the first line
 * @line: one line
 * @length: its length in bytes, without the line end
 *
 * Follows one more line. Any thread.
 */
void
postil_markdown_outline_add_line (PostilMarkdownOutline *self, const char *line, gsize length)
{
  g_autofree char *expanded = expand_tabs (line, length);

  self->defines = FALSE;
  add_expanded (self, expanded);
}

/**
 * postil_markdown_outline_needs_gap:
 * @self: after the line before
 * @line: the next line, NUL-terminated
 *
 * Finds the underline of a heading below what may be a link definition: then it is no heading, but a rule, a list item or text, and only an
 * empty line between them makes that certain.
 *
 * Returns: whether an empty line should come first; any thread
 */
gboolean
postil_markdown_outline_needs_gap (const PostilMarkdownOutline *self, const char *line)
{
  gsize indent = indent_of (line);

  return self->depth == 0 && self->leaf == POSTIL_MARKDOWN_LEAF_PARAGRAPH && self->defining && indent < CODE_INDENT
         && (line[indent] == '-' || line[indent] == '=');
}

/**
 * postil_markdown_outline_make_closing:
 * @self: after the last line
 *
 * Says which line would close what would otherwise swallow everything after the text. What is open inside a quote or a list item ends
 * with it.
 *
 * Returns: (transfer full) (nullable): the line, or %NULL when nothing of the kind is open; any thread
 */
char *
postil_markdown_outline_make_closing (const PostilMarkdownOutline *self)
{
  if (self->depth > 0)
    return NULL;
  if (self->leaf == POSTIL_MARKDOWN_LEAF_FENCE)
    return g_strnfill (self->fence_length, self->fence);
  if (self->leaf == POSTIL_MARKDOWN_LEAF_HTML && self->html_end != NULL)
    return g_strdup (self->html_end);
  return NULL;
}
