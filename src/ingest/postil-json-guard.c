/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over JSON before the parser sees it. Nesting, the members of an object and the values in all are counted, for the parser is
 * recursive and takes many bytes a value. Usual mistakes are mended: comments, a comma too many, line ends inside a string, escapes that mean
 * no character. A list of objects that breaks off ends after its last whole object. */
#include "config.h"

#include "postil-json-guard-private.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
  GString *out;
  char open[POSTIL_JSON_MAX_DEPTH]; /* the brackets around the place, outermost first */
  guint members[POSTIL_JSON_MAX_DEPTH];
  guint depth;
  guint n_values;
  gsize whole_end; /* where the last whole object of a list in the outermost object ends in `out`, or 0 */
  gboolean refused;
} Guard;

/* Reads the four figures of \uXXXX; -1 for none. */
static int
read_unit (const char *at, const char *end)
{
  int value = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (at[i]);
    }
  return value;
}

/* Halves of a pair that stand alone and NUL are no characters. */
static void
copy_unit (Guard *self)
{
  int unit = read_unit (self->at, self->end);
  int low = read_unit (self->at + 6 < self->end ? self->at + 6 : self->end, self->end);

  if (unit >= 0xd800 && unit < 0xdc00 && low >= 0xdc00 && low < 0xe000)
    {
      g_string_append_len (self->out, self->at, 12);
      self->at += 12;
      return;
    }
  if (unit <= 0 || (unit >= 0xd800 && unit < 0xe000))
    g_string_append (self->out, "\\ufffd");
  else
    g_string_append_len (self->out, self->at, 6);
  self->at += unit < 0 ? 2 : 6;
}

static void
copy_escape (Guard *self)
{
  char next = self->at + 1 < self->end ? self->at[1] : '\0';

  if (next == 'u')
    {
      copy_unit (self);
      return;
    }
  if (next != '\0' && strchr ("\"\\/bfnrt", next) != NULL)
    {
      g_string_append_len (self->out, self->at, 2);
      self->at += 2;
      return;
    }
  g_string_append (self->out, "\\\\");
  self->at++;
}

/* Copies a string with its quotes; one that is never closed is left open. */
static void
copy_string (Guard *self)
{
  g_string_append_c (self->out, *self->at++);
  while (self->at < self->end && *self->at != '"')
    {
      const char *run = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar) *self->at >= ' ')
        self->at++;
      g_string_append_len (self->out, run, self->at - run);
      if (self->at >= self->end || *self->at == '"')
        continue;
      if (*self->at == '\\')
        copy_escape (self);
      else
        g_string_append (self->out, *self->at++ == '\n' ? "\\n" : " ");
    }
  if (self->at < self->end)
    g_string_append_c (self->out, *self->at++);
}

static void
skip_comment (Guard *self)
{
  gboolean line = self->at + 1 < self->end && self->at[1] == '/';
  gboolean block = self->at + 1 < self->end && self->at[1] == '*';
  const char *stop = line ? "\n" : "*/";
  const char *found = line || block ? g_strstr_len (self->at + 2, self->end - self->at - 2, stop) : NULL;

  if (found != NULL)
    self->at = found + strlen (stop);
  else
    self->at = line || block ? self->end : self->at + 1;
}

static void
open_bracket (Guard *self)
{
  if (self->depth == POSTIL_JSON_MAX_DEPTH)
    {
      self->refused = TRUE;
      return;
    }
  self->open[self->depth] = *self->at;
  self->members[self->depth++] = 0;
  self->n_values++;
  g_string_append_c (self->out, *self->at++);
}

static void
drop_comma (GString *out)
{
  gsize n = out->len;

  while (n > 0 && g_ascii_isspace (out->str[n - 1]))
    n--;
  if (n > 0 && out->str[n - 1] == ',')
    g_string_truncate (out, n - 1);
}

static void
close_bracket (Guard *self)
{
  drop_comma (self->out);
  g_string_append_c (self->out, *self->at++);
  if (self->depth > 0)
    self->depth--;
  if (self->depth == 2 && self->open[0] == '{' && self->open[1] == '[' && self->open[2] == '{')
    self->whole_end = self->out->len;
}

static void
count_comma (Guard *self)
{
  self->n_values++;
  if (self->depth > 0 && self->open[self->depth - 1] == '{' && ++self->members[self->depth - 1] >= POSTIL_JSON_MAX_MEMBERS)
    self->refused = TRUE;
  g_string_append_c (self->out, *self->at++);
}

static void
guard_next (Guard *self)
{
  char c = *self->at;

  if (c == '"')
    copy_string (self);
  else if (c == '{' || c == '[')
    open_bracket (self);
  else if (c == '}' || c == ']')
    close_bracket (self);
  else if (c == ',')
    count_comma (self);
  else if (c == '/')
    skip_comment (self);
  else
    {
      g_string_append_c (self->out, c);
      self->at++;
    }
  if (self->n_values > POSTIL_JSON_MAX_VALUES)
    self->refused = TRUE;
}

/*
 * postil_json_guard:
 * @json: valid UTF-8, `length` bytes
 * @length: in bytes
 * @new_length: (out): in bytes
 *
 * Checks and mends JSON. Linear.
 *
 * Returns: (transfer full) (nullable): JSON that may be parsed, though it need not be right; NULL when it is too deep or has too much in it
 */
char *
postil_json_guard (const char *json, gsize length, gsize *new_length)
{
  Guard self = { .at = json, .end = json + length };

  self.out = g_string_sized_new (length + 64);
  while (self.at < self.end && !self.refused)
    guard_next (&self);
  if (self.depth > 0 && self.whole_end > 0 && !self.refused)
    {
      g_string_truncate (self.out, self.whole_end);
      g_string_append (self.out, "]}");
    }
  *new_length = self.out->len;
  return g_string_free (self.out, self.refused);
}
