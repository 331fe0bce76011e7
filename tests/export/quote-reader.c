/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads our Markdown back with a parser that is not ours: whatever it takes for syntax in what should be plain text is written as the
 * name of the node, so that no comparison holds. */
#include "config.h"

#include "quote-reader.h"

#include <cmark.h>
#include <string.h>

/* Front matter is no part of CommonMark. */
static const char *
skip_front_matter (const char *markdown)
{
  const char *end = g_str_has_prefix (markdown, "---\n") ? strstr (markdown, "\n---\n") : NULL;

  return end != NULL ? end + strlen ("\n---\n") : markdown;
}

static cmark_node *
parse (const char *markdown)
{
  const char *body = skip_front_matter (markdown);

  return cmark_parse_document (body, strlen (body), CMARK_OPT_DEFAULT);
}

static void
append_inlines (GString *out, cmark_node *block)
{
  for (cmark_node *node = cmark_node_first_child (block); node != NULL; node = cmark_node_next (node))
    if (cmark_node_get_type (node) == CMARK_NODE_TEXT)
      g_string_append (out, cmark_node_get_literal (node));
    else if (cmark_node_get_type (node) == CMARK_NODE_LINEBREAK)
      g_string_append_c (out, '\n');
    else
      g_string_append_printf (out, "<<%s>>", cmark_node_get_type_string (node));
}

static cmark_node *
find_first (cmark_node *document, cmark_node_type type)
{
  cmark_node *node = cmark_node_first_child (document);

  while (node != NULL && cmark_node_get_type (node) != type)
    node = cmark_node_next (node);
  return node;
}

/* The text of the first quote: paragraphs and hard line breaks make lines. */
char *
quote_reader_read_quote (const char *markdown)
{
  GString *out = g_string_new (NULL);
  cmark_node *document = parse (markdown);
  cmark_node *quote = find_first (document, CMARK_NODE_BLOCK_QUOTE);
  cmark_node *node = quote != NULL ? cmark_node_first_child (quote) : NULL;

  if (quote == NULL)
    g_string_append (out, "<<no quote>>");
  for (; node != NULL; node = cmark_node_next (node))
    {
      if (out->len > 0)
        g_string_append_c (out, '\n');
      if (cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH)
        append_inlines (out, node);
      else
        g_string_append_printf (out, "<<%s>>", cmark_node_get_type_string (node));
    }
  cmark_node_free (document);
  return g_string_free (out, FALSE);
}

char *
quote_reader_read_title (const char *markdown)
{
  GString *out = g_string_new (NULL);
  cmark_node *document = parse (markdown);
  cmark_node *heading = find_first (document, CMARK_NODE_HEADING);

  if (heading != NULL)
    append_inlines (out, heading);
  cmark_node_free (document);
  return g_string_free (out, FALSE);
}

/* The blocks of the document itself, one letter each: h heading, m marker, q quote, p paragraph, else the parser's word. */
char *
quote_reader_read_outline (const char *markdown)
{
  GString *out = g_string_new (NULL);
  cmark_node *document = parse (markdown);

  for (cmark_node *node = cmark_node_first_child (document); node != NULL; node = cmark_node_next (node))
    {
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_HEADING)
        g_string_append_c (out, 'h');
      else if (type == CMARK_NODE_BLOCK_QUOTE)
        g_string_append_c (out, 'q');
      else if (type == CMARK_NODE_PARAGRAPH)
        g_string_append_c (out, 'p');
      else if (type == CMARK_NODE_HTML_BLOCK && g_str_has_prefix (cmark_node_get_literal (node), "<!-- postil:file "))
        continue; /* the last line of every file */
      else if (type == CMARK_NODE_HTML_BLOCK && g_str_has_prefix (cmark_node_get_literal (node), "<!-- postil:"))
        g_string_append_c (out, 'm');
      else
        g_string_append_printf (out, "(%s)", cmark_node_get_type_string (node));
    }
  cmark_node_free (document);
  return g_string_free (out, FALSE);
}

/* (element-type utf8): the address of every link and image, and every piece of raw HTML that is no marker of ours. */
GPtrArray *
quote_reader_list_links (const char *markdown)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_free);
  cmark_node *document = parse (markdown);
  cmark_iter *iter = cmark_iter_new (document);

  while (cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      cmark_node_type type = cmark_node_get_type (node);

      if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
        g_ptr_array_add (links, g_strdup (cmark_node_get_url (node)));
      else if (type == CMARK_NODE_HTML_INLINE
               || (type == CMARK_NODE_HTML_BLOCK && !g_str_has_prefix (cmark_node_get_literal (node), "<!-- postil:")))
        g_ptr_array_add (links, g_strdup_printf ("html: %s", cmark_node_get_literal (node)));
    }
  cmark_iter_free (iter);
  cmark_node_free (document);
  return links;
}
