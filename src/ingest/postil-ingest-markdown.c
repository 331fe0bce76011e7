/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown to a document: headings, paragraphs, lists, quotes, code, tables, rules, and the title, author and date of a head between lines of
 * dashes. Source: the CommonMark specification 0.30 for blocks; tables as GitHub has them. Line by line, each looked at once. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-document-builder.h"
#include "postil-ingest-error.h"
#include "postil-link-private.h"
#include "postil-markdown-private.h"
#include "postil-written-date-private.h"

#include <string.h>

#define MAX_HEAD_LINES 100

typedef struct
{
  PostilMarkdownInline way;
  char **lines;
  guint at;
  GString *text; /* of the open block */
  PostilBlockKind kind;
  guint level;
  guint number;
  gboolean open;
  gboolean any; /* whether a block was written */
} Markdown;

/* Returns: (transfer full): the lines, whatever ended them */
static GStrv
split_lines (const char *text)
{
  GStrv lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize length = strlen (lines[i]);

      if (length > 0 && lines[i][length - 1] == '\r')
        lines[i][length - 1] = '\0';
    }
  return lines;
}

static void
end_block (Markdown *self)
{
  if (!self->open)
    return;
  postil_document_builder_begin_block (self->way.builder, self->kind, self->level, self->number);
  postil_markdown_write_inline (&self->way, self->text->str);
  postil_document_builder_end_block (self->way.builder);
  self->open = FALSE;
  self->any = TRUE;
}

static void
begin_block (Markdown *self, PostilBlockKind kind, guint level, guint number)
{
  end_block (self);
  self->kind = kind;
  self->level = level;
  self->number = number;
  self->open = TRUE;
  g_string_truncate (self->text, 0);
}

static void
add_line (Markdown *self, const char *line)
{
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  g_string_append (self->text, line + strspn (line, " \t"));
}

static guint
get_indent (const char *line)
{
  guint indent = 0;

  for (; *line == ' ' || *line == '\t'; line++)
    indent += *line == '\t' ? 4 - indent % 4 : 1;
  return indent;
}

static gboolean
is_only (const char *line, const char *characters)
{
  return line[strspn (line, characters)] == '\0';
}

static gboolean
is_rule (const char *line)
{
  for (const char *sign = "*-_"; *sign != '\0'; sign++)
    {
      const char set[] = { *sign, ' ', '\t', '\0' };
      guint n = 0;

      for (const char *at = line; *at != '\0'; at++)
        n += *at == *sign;
      if (n >= 3 && is_only (line, set))
        return TRUE;
    }
  return FALSE;
}

/* Reads "# Heading". Returns: its level, or 0 */
static guint
take_heading (Markdown *self, const char *line)
{
  gsize n = strspn (line, "#");
  g_autofree char *text = NULL;
  gsize length;

  if (n == 0 || n > 6 || (line[n] != ' ' && line[n] != '\t' && line[n] != '\0'))
    return 0;
  text = g_strstrip (g_strdup (line + n));
  for (length = strlen (text); length > 0 && text[length - 1] == '#'; length--)
    continue;
  if (length == 0 || text[length - 1] == ' ')
    text[length] = '\0';
  begin_block (self, n == 1 && !self->any ? POSTIL_BLOCK_TITLE : POSTIL_BLOCK_HEADING, n, 0);
  g_string_append (self->text, g_strchomp (text));
  end_block (self);
  return n;
}

/* A line of signs under a line of text makes it a heading. */
static gboolean
take_underline (Markdown *self, const char *line)
{
  gboolean first = is_only (line, "= \t");

  if (!self->open || self->kind != POSTIL_BLOCK_PARAGRAPH || (!first && !is_only (line, "- \t")) || strpbrk (line, "=-") == NULL)
    return FALSE;
  self->kind = first && !self->any ? POSTIL_BLOCK_TITLE : POSTIL_BLOCK_HEADING;
  self->level = first ? 1 : 2;
  end_block (self);
  return TRUE;
}

static gboolean
take_fence (Markdown *self, const char *line)
{
  gsize n = MAX (strspn (line, "`"), strspn (line, "~"));
  char sign = *line;

  if (n < 3 || strchr (line + n, '`') != NULL)
    return FALSE;
  end_block (self);
  postil_document_builder_begin_block (self->way.builder, POSTIL_BLOCK_CODE, 0, 0);
  for (self->at++; self->lines[self->at] != NULL; self->at++)
    {
      const char *next = self->lines[self->at];
      const char *stripped = next + strspn (next, " ");
      const char set[] = { sign, '\0' };

      if (strspn (stripped, set) >= n && is_only (stripped + strspn (stripped, set), " \t"))
        break;
      postil_document_builder_append (self->way.builder, next, -1);
      postil_document_builder_append (self->way.builder, "\n", 1);
    }
  postil_document_builder_end_block (self->way.builder);
  self->any = TRUE;
  return TRUE;
}

/* Returns: the length of a list item's mark with its blank, or 0 */
static gsize
get_mark (const char *line, guint *number)
{
  gsize digits = 0;

  *number = 0;
  if (strchr ("-*+", *line) != NULL && *line != '\0' && (line[1] == ' ' || line[1] == '\t'))
    return 2;
  while (digits < 9 && g_ascii_isdigit (line[digits]))
    *number = *number * 10 + (line[digits++] - '0');
  if (digits > 0 && (line[digits] == '.' || line[digits] == ')') && (line[digits + 1] == ' ' || line[digits + 1] == '\t'))
    return digits + 2;
  return 0;
}

static gboolean
take_item (Markdown *self, const char *line)
{
  guint number;
  const char *stripped = line + strspn (line, " \t");
  gsize n = get_mark (stripped, &number);

  if (n == 0 || (number > 1 && self->open && self->kind == POSTIL_BLOCK_PARAGRAPH))
    return FALSE;
  begin_block (self, POSTIL_BLOCK_LIST_ITEM, 1 + get_indent (line) / 2, number);
  stripped += n;
  /* "- [x] done" */
  if (stripped[0] == '[' && strchr (" xX", stripped[1]) != NULL && stripped[1] != '\0' && stripped[2] == ']')
    stripped += 3;
  add_line (self, stripped);
  return TRUE;
}

static gboolean
take_quote (Markdown *self, const char *line)
{
  guint level = 0;

  for (; *line == '>' || *line == ' '; line++)
    level += *line == '>';
  if (level == 0)
    return FALSE;
  if (*line == '\0')
    end_block (self);
  else if (!self->open || self->kind != POSTIL_BLOCK_QUOTE || self->level != level)
    begin_block (self, POSTIL_BLOCK_QUOTE, level, 0);
  if (self->open)
    add_line (self, line);
  return TRUE;
}

static void
write_row (Markdown *self, const char *line)
{
  g_autofree char *row = g_strstrip (g_strdup (line));
  gsize length = strlen (row);
  char *at = *row == '|' ? row + 1 : row;
  g_auto (GStrv) cells = NULL;

  if (length > 1 && row[length - 1] == '|' && row[length - 2] != '\\')
    row[length - 1] = '\0';
  cells = g_strsplit (at, "|", -1);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        postil_document_builder_next_cell (self->way.builder);
      postil_markdown_write_inline (&self->way, g_strstrip (cells[i]));
    }
  postil_document_builder_next_row (self->way.builder);
}

/* A row, a line of dashes, and rows. */
static gboolean
take_table (Markdown *self, const char *line)
{
  const char *next = self->lines[self->at + 1];

  if (strchr (line, '|') == NULL || next == NULL || !is_only (next, "|-: \t") || strchr (next, '|') == NULL
      || strchr (next, '-') == NULL)
    return FALSE;
  end_block (self);
  postil_document_builder_begin_block (self->way.builder, POSTIL_BLOCK_TABLE, 0, 1);
  write_row (self, line);
  for (self->at += 2; self->lines[self->at] != NULL && strchr (self->lines[self->at], '|') != NULL; self->at++)
    write_row (self, self->lines[self->at]);
  self->at--;
  postil_document_builder_end_block (self->way.builder);
  self->any = TRUE;
  return TRUE;
}

/* A picture in a line of its own. */
static gboolean
take_picture (Markdown *self, const char *line)
{
  const char *close = g_str_has_prefix (line, "![") ? strstr (line, "](") : NULL;
  const char *end = close != NULL ? strchr (close, ')') : NULL;
  g_autofree char *alt = NULL, *address = NULL, *url = NULL;
  PostilImage image = { NULL };

  if (end == NULL || !is_only (end + 1, " \t"))
    return FALSE;
  end_block (self);
  alt = g_strndup (line + 2, close - line - 2);
  address = g_strndup (close + 2, strcspn (close + 2, " )"));
  url = postil_link_resolve_web (self->way.base, address);
  image.url = url;
  image.alt = alt;
  postil_document_builder_add_image (self->way.builder, &image);
  self->any = TRUE;
  return TRUE;
}

static void
take_line (Markdown *self, const char *line)
{
  const char *stripped = line + strspn (line, " \t");

  if (*stripped == '\0')
    end_block (self);
  else if (!self->open && get_indent (line) >= 4 && self->kind != POSTIL_BLOCK_LIST_ITEM)
    postil_document_builder_add_block (self->way.builder, POSTIL_BLOCK_CODE, 0, 0, line + MIN (4, stripped - line));
  else if (take_fence (self, stripped) || take_heading (self, stripped) != 0 || take_underline (self, stripped))
    return;
  else if (is_rule (stripped))
    {
      end_block (self);
      postil_document_builder_add_block (self->way.builder, POSTIL_BLOCK_RULE, 0, 0, NULL);
    }
  else if (take_quote (self, stripped) || take_item (self, line) || take_table (self, stripped) || take_picture (self, stripped))
    return;
  else
    {
      if (!self->open)
        begin_block (self, POSTIL_BLOCK_PARAGRAPH, 0, 0);
      add_line (self, stripped);
    }
}

/* "[name]: address" lines, which are no text. */
static GHashTable *
take_addresses (char **lines)
{
  GHashTable *addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; *lines != NULL; lines++)
    {
      const char *line = *lines + strspn (*lines, " ");
      const char *close = *line == '[' && line[1] != '^' ? strstr (line, "]:") : NULL;
      g_autofree char *name = NULL;

      if (close == NULL || line - *lines > 3)
        continue;
      name = g_strndup (line + 1, close - line - 1);
      close += 2 + strspn (close + 2, " \t");
      g_hash_table_insert (addresses, g_utf8_strdown (name, -1), g_strndup (close, strcspn (close, " \t")));
      **lines = '\0';
    }
  return addresses;
}

static void
take_head_line (PostilDocumentBuilder *builder, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;
  gsize n = colon != NULL ? (gsize) (colon - line) : 0;
  gint64 time;
  gboolean day_only;

  if (n == 0)
    return;
  if (strlen (value) > 1 && strchr ("\"'", *value) != NULL && value[strlen (value) - 1] == *value)
    {
      value[strlen (value) - 1] = '\0';
      memmove (value, value + 1, strlen (value));
    }
  if (g_ascii_strncasecmp (line, "title", MAX (n, 5)) == 0)
    postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, value);
  else if (g_ascii_strncasecmp (line, "author", MAX (n, 6)) == 0)
    postil_document_builder_set_byline (builder, value);
  else if (g_ascii_strncasecmp (line, "date", MAX (n, 4)) == 0 && postil_written_date_parse (value, &time, &day_only))
    postil_document_builder_set_published (builder, time, day_only);
}

/* Returns: the first line after the head, or 0 when there is none */
static guint
take_head (PostilDocumentBuilder *builder, char **lines)
{
  guint end = 1;

  if (lines[0] == NULL || strcmp (lines[0], "---") != 0)
    return 0;
  while (end < MAX_HEAD_LINES && lines[end] != NULL && strcmp (lines[end], "---") != 0)
    end++;
  if (end == MAX_HEAD_LINES || lines[end] == NULL)
    return 0;
  for (guint i = 1; i < end; i++)
    take_head_line (builder, lines[i]);
  return end + 1;
}

/**
 * postil_ingest_markdown:
 * @bytes: Markdown
 * @hints: (nullable): its name for messages and the title of last resort, its address for relative links, its content type
 * @error: POSTIL_INGEST_ERROR_EMPTY, _BINARY, _TOO_LARGE
 *
 * Makes a document of Markdown; a first heading of the first level is the title. Tags of HTML in it are left out. Any thread.
 *
 * Returns: (transfer full) (nullable): the document
 */
PostilDocument *
postil_ingest_markdown (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (GHashTable) addresses = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Markdown self = { 0 };
  PostilDocument *document;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_TEXT, error))
    return NULL;
  text = postil_decode (bytes, hints, NULL, NULL, error);
  if (text == NULL)
    return NULL;
  lines = split_lines (text);
  self = (Markdown){ .lines = lines, .at = take_head (builder, lines), .text = g_string_new (NULL) };
  self.any = self.at > 0;
  addresses = take_addresses (lines + self.at);
  self.way = (PostilMarkdownInline){ builder, addresses, hints != NULL ? hints->url : NULL };
  for (; lines[self.at] != NULL; self.at++)
    take_line (&self, lines[self.at]);
  end_block (&self);
  g_string_free (self.text, TRUE);
  document = postil_document_builder_finish (builder, NULL);
  if (document == NULL)
    g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_EMPTY, "%s holds no text", postil_decode_get_name (hints));
  return document;
}
