/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads as much of YAML as editors of notes write at the top of a file: keys with a text or a list. What is beyond that is known to
 * be there and left alone. */
#include "config.h"

#include "postil-markdown-front-private.h"

#include "postil-markdown-blocks.h"
#include "postil-markdown-lines-private.h"

#include <string.h>

#define MAX_KEYS 1000

static void
entry_free (gpointer data)
{
  PostilMarkdownEntry *entry = data;

  g_free (entry->key);
  g_ptr_array_unref (entry->values);
  g_array_unref (entry->items);
  g_free (entry);
}

void
postil_markdown_front_free (PostilMarkdownFront *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* Two to eight hexadecimal digits of an escape. */
static gboolean
append_hex (GString *out, const char **cursor, gsize n_digits)
{
  gunichar c = 0;

  for (gsize i = 0; i < n_digits; i++)
    {
      int digit = g_ascii_xdigit_value ((*cursor)[i]);

      if (digit < 0)
        return FALSE;
      c = c * 16 + (gunichar) digit;
    }
  *cursor += n_digits;
  if (c == 0 || !g_unichar_validate (c))
    return FALSE;
  g_string_append_unichar (out, c);
  return TRUE;
}

/* The sign behind a backslash of a double-quoted text (YAML 1.2, section 5.7). */
static gboolean
append_escape (GString *out, const char **cursor)
{
  static const char signs[] = "\"\\/ntrbfav e";
  static const char meanings[] = "\"\\/\n\t\r\b\f\a\v \033";
  char sign = *(*cursor)++;
  const char *found = sign != '\0' ? strchr (signs, sign) : NULL;

  if (found != NULL)
    g_string_append_c (out, meanings[found - signs]);
  else if (sign == 'x' || sign == 'u' || sign == 'U')
    return append_hex (out, cursor, sign == 'x' ? 2 : sign == 'u' ? 4 : 8);
  return found != NULL;
}

/* Reads a quoted text from its first quotation mark on; the cursor ends behind the last. */
static char *
read_quoted (const char **cursor)
{
  g_autoptr (GString) out = g_string_new (NULL);
  char quote = *(*cursor)++;

  for (;;)
    {
      char c = *(*cursor)++;

      if (c == '\0')
        return NULL;
      if (c == quote && (quote == '"' || **cursor != '\''))
        return g_string_free (g_steal_pointer (&out), FALSE);
      if (c == '\\' && quote == '"')
        {
          if (!append_escape (out, cursor))
            return NULL;
          continue;
        }
      if (c == '\'' && quote == '\'')
        (*cursor)++;
      g_string_append_c (out, c);
    }
}

/* Whether nothing but a comment follows; what was read stands before. */
static gboolean
ends_value (const char *p)
{
  gsize blanks = strspn (p, " \t");

  return p[blanks] == '\0' || (p[blanks] == '#' && (blanks > 0 || p[-1] == ' '));
}

/* (nullable): not a text on one line. ends: what ends a plain one. */
static char *
read_scalar (const char **cursor, const char *ends)
{
  const char *p = *cursor;
  gsize length = 0;

  if (*p == '"' || *p == '\'')
    return read_quoted (cursor);
  if (*p == '\0' || strchr ("|>&*!%@`{[", *p) != NULL)
    return NULL;
  while (p[length] != '\0' && strchr (ends, p[length]) == NULL && !(p[length] == '#' && length > 0 && p[length - 1] == ' '))
    length++;
  *cursor = p + length;
  while (length > 0 && (p[length - 1] == ' ' || p[length - 1] == '\t'))
    length--;
  return g_strndup (p, length);
}

/* [a, "b"] */
static gboolean
read_flow_list (PostilMarkdownEntry *entry, const char *p)
{
  p++;
  for (p += strspn (p, " "); *p != ']';)
    {
      char *value = read_scalar (&p, ",]");

      if (value == NULL)
        return FALSE;
      g_ptr_array_add (entry->values, value);
      p += strspn (p, " ");
      if (*p == ',')
        p++;
      else if (*p != ']')
        return FALSE;
      p += strspn (p, " ");
    }
  return ends_value (p + 1);
}

/* What stands behind "key:" on its line. */
static void
read_inline (PostilMarkdownEntry *entry, const char *p)
{
  char *value = NULL;

  p += strspn (p, " \t");
  if (*p == '\0' || *p == '#')
    return;
  if (*p == '[')
    {
      entry->is_list = TRUE;
      entry->is_other = !read_flow_list (entry, p);
      return;
    }
  value = read_scalar (&p, "");
  if (value != NULL)
    g_ptr_array_add (entry->values, value);
  entry->is_other = value == NULL || !ends_value (p);
}

static void
read_item (PostilMarkdownEntry *entry, const PostilMarkdownLine *line, const char *text)
{
  gsize indent = strspn (text, " ");
  const char *p = text + indent + 1;
  PostilMarkdownItem item = { line->start, line->next, (guint) indent };
  char *value = NULL;

  p += strspn (p, " ");
  value = read_scalar (&p, "");
  if (value == NULL || !ends_value (p) || (entry->values->len > 0 && entry->items->len == 0))
    {
      g_free (value);
      entry->is_other = TRUE;
      return;
    }
  entry->is_list = TRUE;
  g_ptr_array_add (entry->values, value);
  g_array_append_val (entry->items, item);
}

static PostilMarkdownEntry *
read_key (const PostilMarkdownLine *line, const char *text)
{
  const char *colon = strchr (text, ':');
  PostilMarkdownEntry *entry = NULL;

  while (colon != NULL && colon[1] != ' ' && colon[1] != '\t' && colon[1] != '\0')
    colon = strchr (colon + 1, ':');
  if (colon == NULL || colon == text)
    return NULL;
  entry = g_new0 (PostilMarkdownEntry, 1);
  entry->key = g_strchomp (g_strndup (text, (gsize) (colon - text)));
  entry->start = line->start;
  entry->values = g_ptr_array_new_with_free_func (g_free);
  entry->items = g_array_new (FALSE, TRUE, sizeof (PostilMarkdownItem));
  read_inline (entry, colon + 1);
  return entry;
}

/* One line between the fences; FALSE when it cannot be read as a line of a mapping. */
static gboolean
read_front_line (PostilMarkdownFront *self, const PostilMarkdownLine *line, const char *text)
{
  PostilMarkdownEntry *entry = self->entries->len > 0 ? g_ptr_array_index (self->entries, self->entries->len - 1) : NULL;
  gsize indent = strspn (text, " ");
  gboolean is_item = text[indent] == '-' && (text[indent + 1] == ' ' || text[indent + 1] == '\0');

  if (postil_markdown_line_is_empty (line) || text[indent] == '#')
    return TRUE;
  if (text[indent] == '\t')
    return FALSE;
  if (indent > 0 || is_item)
    {
      if (entry == NULL)
        return FALSE;
      entry->end = line->next;
      if (is_item)
        read_item (entry, line, text);
      else
        entry->is_other = TRUE;
      return TRUE;
    }
  entry = read_key (line, text);
  if (entry == NULL)
    return FALSE;
  if (self->entries->len >= MAX_KEYS || postil_markdown_front_find (self, entry->key) != NULL)
    {
      entry_free (entry);
      return FALSE;
    }
  entry->end = line->next;
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

static PostilMarkdownFrontState
read_front (PostilMarkdownFront *self, const char *file_text)
{
  PostilMarkdownLine line = { .text = file_text, .size = strlen (file_text) };

  if (g_str_has_prefix (file_text, "\xef\xbb\xbf"))
    line.next = 3;
  if (!postil_markdown_read_line (&line) || !postil_markdown_line_is (&line, "---"))
    return POSTIL_MARKDOWN_FRONT_ABSENT;
  while (postil_markdown_read_line (&line))
    {
      g_autofree char *text = NULL;

      if (postil_markdown_line_is (&line, "---") || postil_markdown_line_is (&line, "..."))
        {
          self->end = line.start;
          return POSTIL_MARKDOWN_FRONT_READ;
        }
      text = postil_markdown_line_dup (&line);
      if (!read_front_line (self, &line, text))
        return POSTIL_MARKDOWN_FRONT_UNREADABLE;
    }
  return POSTIL_MARKDOWN_FRONT_UNREADABLE;
}

PostilMarkdownFront *
postil_markdown_front_read (const char *file_text)
{
  PostilMarkdownFront *self = g_new0 (PostilMarkdownFront, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->state = read_front (self, file_text);
  if (self->state != POSTIL_MARKDOWN_FRONT_READ)
    g_ptr_array_set_size (self->entries, 0);
  return self;
}

PostilMarkdownEntry *
postil_markdown_front_find (const PostilMarkdownFront *self, const char *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      PostilMarkdownEntry *entry = g_ptr_array_index (self->entries, i);

      if (strcmp (entry->key, key) == 0)
        return entry;
    }
  return NULL;
}

char *
postil_markdown_value_hash (const char *value)
{
  return postil_markdown_block_hash (value, strlen (value));
}

/* The hashes of its values with commas; "" for none. */
char *
postil_markdown_entry_hash (const PostilMarkdownEntry *entry)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < entry->values->len; i++)
    {
      g_autofree char *hash = postil_markdown_value_hash (g_ptr_array_index (entry->values, i));

      g_string_append_printf (out, "%s%s", out->len > 0 ? "," : "", hash);
    }
  return g_string_free (out, FALSE);
}
