/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that begins with its title makes snippets that repeat the title, which stands above them anyway. Here the same words are
 * looked for behind it. */
#include "config.h"

#include "postil-words-private.h"

#include "postil-search-table.h"

#include <string.h>

#define BEFORE 60 /* code points shown before the first hit */
#define AFTER 130 /* from it on */
#define ELLIPSIS "…"

/* (element-type utf8) what stands between the signs of a snippet */
static GPtrArray *
list_hits (const char *snippet)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (g_free);
  const char *at = snippet;

  while ((at = strstr (at, POSTIL_SNIPPET_BEGIN)) != NULL)
    {
      const char *end;

      at += strlen (POSTIL_SNIPPET_BEGIN);
      end = strstr (at, POSTIL_SNIPPET_END);
      if (end == NULL)
        break;
      if (end > at)
        g_ptr_array_add (hits, g_strndup (at, (gsize) (end - at)));
      at = end;
    }
  return hits;
}

static gboolean
in_word (const char *at)
{
  const gunichar c = g_utf8_get_char (at);

  /* Scripts without blanks have no edges of words. */
  return g_unichar_isalnum (c) && !g_unichar_iswide (c);
}

/* How many bytes of a hit stand at a place; 0: none. text: the beginning of what at points into */
static gsize
match_at (const char *text, const char *at, GPtrArray *hits)
{
  if (at > text && in_word (at) && in_word (g_utf8_prev_char (at)))
    return 0;
  for (guint i = 0; i < hits->len; i++)
    {
      const char *hit = g_ptr_array_index (hits, i);
      const gsize length = strlen (hit);

      if (strncmp (at, hit, length) == 0
          && (at[length] == '\0' || !in_word (at + length) || !in_word (g_utf8_prev_char (at + length))))
        return length;
    }
  return 0;
}

/* The place at most so many code points away where a word begins or ends; the far end when there is none. */
static const char *
step_back (const char *body, const char *from)
{
  const char *at = from;
  const char *edge = from;

  for (guint i = 0; i < BEFORE && at > body; i++)
    {
      at = g_utf8_prev_char (at);
      if (at == body || *(at - 1) == ' ' || g_unichar_iswide (g_utf8_get_char (at)))
        edge = at;
    }
  return edge;
}

static const char *
step_on (const char *from)
{
  const char *at = from;
  const char *edge = NULL;

  for (guint i = 0; i < AFTER && *at != '\0'; i++)
    {
      at = g_utf8_next_char (at);
      if (*at == ' ' || *at == '\0' || g_unichar_iswide (g_utf8_get_char (at)))
        edge = at;
    }
  return edge != NULL ? edge : at;
}

static char *
cut (const char *body, const char *first, GPtrArray *hits)
{
  const char *from = step_back (body, first);
  const char *end = step_on (first);
  GString *text = g_string_new (from > body ? ELLIPSIS : NULL);

  for (const char *at = from; at < end;)
    {
      const gsize length = match_at (body, at, hits);
      const char *next = length > 0 ? at + length : g_utf8_next_char (at);

      if (length > 0)
        g_string_append (text, POSTIL_SNIPPET_BEGIN);
      g_string_append_len (text, at, next - at);
      if (length > 0)
        g_string_append (text, POSTIL_SNIPPET_END);
      at = next;
    }
  if (*end != '\0')
    g_string_append (text, ELLIPSIS);
  return g_string_free (text, FALSE);
}

/* title, text, snippet: as postil_search_read_snippet() reads them, the latter with signs around hits. Returns (nullable): a
 * snippet of what follows the title, NULL when the old one may stay: it does not begin with the title, or no hit is behind it. */
char *
postil_snippet_in_body (const char *title, const char *text, const char *snippet)
{
  g_autoptr (GPtrArray) hits = NULL;
  const char *body;

  if (*title == '\0' || g_str_has_prefix (snippet, ELLIPSIS) || !g_str_has_prefix (text, title))
    return NULL;
  body = text + strlen (title);
  while (*body == ' ')
    body++;
  hits = list_hits (snippet);
  for (const char *at = body; *at != '\0' && hits->len > 0; at = g_utf8_next_char (at))
    if (match_at (body, at, hits) > 0)
      return cut (body, at, hits);
  return NULL;
}
