/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text inside a block of Markdown: emphasis, code, links, escapes. Signs that have no counterpart stay as they are. One pass: whether a
 * sign has a counterpart is asked once for each kind, and not again after the last one. */
#include "config.h"

#include "postil-markdown-private.h"

#include "postil-link-private.h"

#include <string.h>

#define MAX_OPEN 32
#define MAX_LINK_TEXT 512 /* bytes */

typedef struct
{
  const PostilMarkdownInline *way;
  const char *at;
  const char *start;
  const char *open[MAX_OPEN]; /* the signs of spans that are not ended */
  guint n_open;
  gboolean none_left[4]; /* of each sign */
  const char *bracket;   /* (nullable) the next closing one that was found */
  gboolean no_bracket;
} Inline;

static const char *const signs[] = { "**", "__", "*", "_" };

static void
append (Inline *self, const char *text, gsize length)
{
  postil_document_builder_append (self->way->builder, text, length);
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Code between as many backticks on either side. */
static gboolean
take_code (Inline *self)
{
  gsize n = strspn (self->at, "`");
  const char *from = self->at + n;

  for (const char *end = from; (end = strchr (end, '`')) != NULL;)
    {
      gsize found = strspn (end, "`");

      if (found == n)
        {
          postil_document_builder_begin_span (self->way->builder, POSTIL_SPAN_CODE, NULL);
          append (self, from, end - from);
          postil_document_builder_end_span (self->way->builder);
          self->at = end + n;
          return TRUE;
        }
      end += found;
      /* Long runs of other lengths are looked at once. */
      if (end - from > 4096)
        break;
    }
  append (self, self->at, n);
  self->at += n;
  return TRUE;
}

static gboolean
close_span (Inline *self, const char *sign)
{
  for (guint i = self->n_open; i > 0; i--)
    {
      if (self->open[i - 1] != sign)
        continue;
      for (; self->n_open >= i; self->n_open--)
        postil_document_builder_end_span (self->way->builder);
      return TRUE;
    }
  return FALSE;
}

/* Whether the sign at `at` may end a span: a letter before it, and no word goes on after it. */
static gboolean
may_close (const Inline *self, const char *at, gsize n)
{
  return at > self->start && !g_ascii_isspace (at[-1]) && (*at == '*' || !is_word (at[n]));
}

static gboolean
has_counterpart (Inline *self, guint kind)
{
  gsize n = strlen (signs[kind]);

  for (const char *at = self->at + n; !self->none_left[kind] && (at = strstr (at, signs[kind])) != NULL; at += n)
    if (may_close (self, at, n))
      return TRUE;
  self->none_left[kind] = TRUE;
  return FALSE;
}

static gboolean
take_sign (Inline *self)
{
  guint kind = 0;
  gsize n;

  while (kind < 4 && strncmp (self->at, signs[kind], strlen (signs[kind])) != 0)
    kind++;
  if (kind == 4)
    return FALSE;
  n = strlen (signs[kind]);
  if (may_close (self, self->at, n) && close_span (self, signs[kind]))
    {
      self->at += n;
      return TRUE;
    }
  if (g_ascii_isspace (self->at[n]) || self->at[n] == '\0' || self->n_open == MAX_OPEN
      || (*self->at == '_' && self->at > self->start && is_word (self->at[-1])) || !has_counterpart (self, kind))
    return FALSE;
  postil_document_builder_begin_span (self->way->builder, n == 2 ? POSTIL_SPAN_STRONG : POSTIL_SPAN_EMPHASIS, NULL);
  self->open[self->n_open++] = signs[kind];
  self->at += n;
  return TRUE;
}

/* Returns: (nullable): the bracket that ends the one at `at`, on the same level */
static const char *
find_bracket (Inline *self, const char *at)
{
  guint depth = 0;

  if (self->no_bracket)
    return NULL;
  if (self->bracket < at)
    self->bracket = strchr (at, ']');
  self->no_bracket = self->bracket == NULL;
  if (self->no_bracket || self->bracket - at > MAX_LINK_TEXT)
    return NULL;
  for (const char *end = at; *end != '\0' && end - at < MAX_LINK_TEXT; end++)
    {
      if (*end == '\\' && end[1] != '\0')
        end++;
      else if (*end == '[')
        depth++;
      else if (*end == ']' && --depth == 0)
        return end;
    }
  return NULL;
}

/* Reads "(address "title")" or "[name]" after a text in brackets. Returns: (transfer full) (nullable): the address, as written */
static char *
read_address (const Inline *self, const char *text, const char *close, const char **end)
{
  g_autofree char *name = NULL, *folded = NULL;
  const char *address;

  if (close[1] == '(')
    {
      const char *from = close + 2;
      gsize n = strcspn (from, " \n)");

      if (*from == '<')
        return NULL;
      *end = strchr (from, ')');
      return *end != NULL ? g_strndup (from, n) : NULL;
    }
  if (close[1] == '[' && close[2] != ']')
    {
      gsize n = strcspn (close + 2, "]");

      name = g_strndup (close + 2, n);
      *end = close + 2 + n;
    }
  else
    {
      name = g_strndup (text, close - text);
      *end = close[1] == '[' ? close + 2 : close;
    }
  folded = g_utf8_strdown (name, -1);
  address = self->way->addresses != NULL ? g_hash_table_lookup (self->way->addresses, folded) : NULL;
  return **end != '\0' ? g_strdup (address) : NULL;
}

/* A link's text is written with its own signs taken out; the description of a picture stands for it. */
static gboolean
take_link (Inline *self, gboolean picture)
{
  const char *text = self->at + picture + 1;
  const char *close = find_bracket (self, self->at + picture);
  const char *end = NULL;
  g_autofree char *address = close != NULL ? read_address (self, text, close, &end) : NULL;
  g_autofree char *url = NULL;

  if (address == NULL)
    return FALSE;
  url = picture ? NULL : postil_link_resolve (self->way->base, address);
  if (!picture)
    postil_document_builder_begin_span (self->way->builder, POSTIL_SPAN_LINK, url);
  for (const char *at = text; at < close;)
    {
      gsize n = MIN (strcspn (at, "*`"), (gsize) (close - at));

      append (self, at, n);
      at += n + 1;
    }
  if (!picture)
    postil_document_builder_end_span (self->way->builder);
  self->at = end + 1;
  return TRUE;
}

/* <https://…> is a link, other tags are no text. */
static gboolean
take_tag (Inline *self)
{
  gsize n = strcspn (self->at + 1, "<>");
  g_autofree char *inside = self->at[1 + n] == '>' ? g_strndup (self->at + 1, n) : NULL;
  g_autofree char *url = NULL;

  if (inside == NULL || (!g_ascii_isalpha (*inside) && strchr ("/!?", *inside) == NULL) || *inside == '\0')
    return FALSE;
  url = strstr (inside, "://") != NULL ? postil_link_resolve_web (NULL, inside) : NULL;
  if (url != NULL)
    {
      postil_document_builder_begin_span (self->way->builder, POSTIL_SPAN_LINK, url);
      append (self, inside, n);
      postil_document_builder_end_span (self->way->builder);
    }
  self->at += n + 2;
  return TRUE;
}

static gboolean
take_reference (Inline *self)
{
  static const char *const names[] = { "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&nbsp;", "\302\240" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i += 2)
    if (g_str_has_prefix (self->at, names[i]))
      {
        append (self, names[i + 1], -1);
        self->at += strlen (names[i]);
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_special (Inline *self)
{
  switch (*self->at)
    {
    case '\\':
      if (!g_ascii_ispunct (self->at[1]))
        return FALSE;
      append (self, self->at + 1, 1);
      self->at += 2;
      return TRUE;
    case '`':
      return take_code (self);
    case '*':
    case '_':
      return take_sign (self);
    case '[':
      return take_link (self, FALSE);
    case '!':
      return self->at[1] == '[' && take_link (self, TRUE);
    case '<':
      return take_tag (self);
    case '&':
      return take_reference (self);
    default:
      return FALSE;
    }
}

/*
 * postil_markdown_write_inline:
 * @self: where to and with which addresses
 * @text: the text of a block
 *
 * Writes the text of a block into the open block of the builder.
 */
void
postil_markdown_write_inline (const PostilMarkdownInline *self, const char *text)
{
  Inline state = { .way = self, .at = text, .start = text };

  while (*state.at != '\0')
    {
      gsize n = strcspn (state.at, "\\`*_[!<&");

      append (&state, state.at, n);
      state.at += n;
      if (*state.at == '\0' || take_special (&state))
        continue;
      n = strspn (state.at, "*_");
      n = MAX (n, 1);
      append (&state, state.at, n);
      state.at += n;
    }
  for (; state.n_open > 0; state.n_open--)
    postil_document_builder_end_span (self->builder);
}
