/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person typed, as terms: words, phrases in quotation marks, beginnings of words. Anything is a query; nothing is wrong. */
#include "config.h"

#include "postil-search-table.h"

#include <string.h>

#define MAX_QUERY 4096 /* bytes */

/**
 * postil_search_term_new:
 * @kind: how it matches
 * @text: what it says
 *
 * Makes a term. Thread: any.
 *
 * Returns: (transfer full): a term
 */
PostilSearchTerm *
postil_search_term_new (PostilTermKind kind, const char *text)
{
  PostilSearchTerm *term = g_new0 (PostilSearchTerm, 1);

  term->kind = kind;
  term->text = g_strdup (text);
  return term;
}

/**
 * postil_search_term_free:
 * @term: (nullable) (transfer full): a term
 *
 * Frees a term. Thread: any.
 */
void
postil_search_term_free (PostilSearchTerm *term)
{
  if (!term)
    return;
  g_free (term->text);
  g_free (term);
}

static void
add_term (GPtrArray *terms, PostilTermKind kind, const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  if (*text)
    g_ptr_array_add (terms, postil_search_term_new (kind, text));
}

/* A phrase goes to the next quotation mark, or to the end. start: after the opening mark. Returns where to go on. */
static const char *
take_phrase (GPtrArray *terms, const char *start, gboolean typing)
{
  const char *end = strchr (start, '"');

  if (end)
    {
      add_term (terms, POSTIL_TERM_PHRASE, start, end);
      return end + 1;
    }
  end = start + strlen (start);
  add_term (terms, typing ? POSTIL_TERM_PREFIX : POSTIL_TERM_PHRASE, start, end);
  return end;
}

static const char *
take_word (GPtrArray *terms, const char *start, gboolean typing)
{
  const char *end = start;

  while (*end && *end != '"' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end - start > 1 && end[-1] == '*')
    add_term (terms, POSTIL_TERM_PREFIX, start, end - 1);
  else
    add_term (terms, typing && !*end ? POSTIL_TERM_PREFIX : POSTIL_TERM_WORD, start, end);
  return end;
}

/**
 * postil_search_terms_parse:
 * @query: what was typed; need not be valid UTF-8
 * @typing: the last word may not be finished, so what it begins counts too
 *
 * Takes a query apart. Thread: any.
 *
 * Returns: (transfer full) (element-type PostilSearchTerm): the terms, all of which are wanted
 */
GPtrArray *
postil_search_terms_parse (const char *query, gboolean typing)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_search_term_free);
  g_autofree char *valid = g_utf8_make_valid (query, (gssize) MIN (strlen (query), MAX_QUERY));
  const char *p = valid;

  while (*p)
    if (*p == '"')
      p = take_phrase (terms, p + 1, typing);
    else if (g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    else
      p = take_word (terms, p, typing);
  return terms;
}
