/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feeds a page names: those in its head first, in their order, then what it links to with the name of a feed. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-html-tree-private.h"
#include "postil-link-private.h"

#include <string.h>

#define MAX_LINKS 50
#define MAX_TITLE 200 /* code points */

typedef struct
{
  PostilOpml *links;
  GHashTable *seen; /* addresses */
  char *base;       /* (nullable) */
} Search;

static gboolean
has_word (const char *words, const char *wanted)
{
  g_auto (GStrv) parts = words != NULL ? g_strsplit_set (words, " \t\n\r\f", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (g_ascii_strcasecmp (parts[i], wanted) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_feed_type (const char *type)
{
  static const char *const types[] = { "application/rss+xml",
                                       "application/atom+xml",
                                       "application/rdf+xml",
                                       "application/feed+json",
                                       "application/json",
                                       "application/xml",
                                       "text/xml",
                                       NULL };
  g_autofree char *bare = NULL;

  if (type == NULL)
    return FALSE;
  bare = g_ascii_strdown (type, (gssize) strcspn (type, ";"));
  return g_strv_contains (types, g_strstrip (bare));
}

/* What a link to a feed is often called, where nothing else says that it is one. */
static gboolean
looks_like_feed (const char *address)
{
  static const char *const ends[] = { "/feed", "/feed/", "/rss",    "/rss/",    "/atom",    "/atom/",    ".rss",
                                      ".atom", ".rdf",   "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json" };
  g_autofree char *path = g_ascii_strdown (address, (gssize) strcspn (address, "?#"));

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (path, ends[i]))
      return TRUE;
  return FALSE;
}

static void
add (Search *search, const char *href, const char *title)
{
  g_autofree char *url = href != NULL ? postil_link_resolve_web (search->base, href) : NULL;
  g_autofree char *valid = title != NULL ? g_strstrip (g_utf8_make_valid (title, -1)) : NULL;
  g_autofree char *name = NULL;

  if (url == NULL || search->links->feeds->len >= MAX_LINKS || !g_hash_table_add (search->seen, g_strdup (url)))
    return;
  if (valid != NULL && valid[0] != '\0')
    name = g_utf8_strlen (valid, -1) > MAX_TITLE ? g_utf8_substring (valid, 0, MAX_TITLE) : g_strdup (valid);
  g_ptr_array_add (search->links->feeds, postil_opml_feed_new (url, name, NULL));
}

static void
find_base (Search *search, PostilHtmlNode *root)
{
  const PostilHtmlNode *base = postil_html_node_find (root, POSTIL_HTML_BASE);
  const char *href = base != NULL ? postil_html_node_get_attribute (base, "href") : NULL;
  char *resolved = href != NULL ? postil_link_resolve_web (search->base, href) : NULL;

  if (resolved == NULL)
    return;
  g_free (search->base);
  search->base = resolved;
}

static void
find_declared (Search *search, PostilHtmlNode *root)
{
  for (const PostilHtmlNode *node = root; node != NULL; node = postil_html_node_next (node, root, TRUE))
    if (node->tag == POSTIL_HTML_LINK && is_feed_type (postil_html_node_get_attribute (node, "type"))
        && (has_word (postil_html_node_get_attribute (node, "rel"), "alternate")
            || has_word (postil_html_node_get_attribute (node, "rel"), "feed")))
      add (search, postil_html_node_get_attribute (node, "href"), postil_html_node_get_attribute (node, "title"));
}

static void
find_linked (Search *search, PostilHtmlNode *root)
{
  for (const PostilHtmlNode *node = root; node != NULL; node = postil_html_node_next (node, root, TRUE))
    {
      const char *href = node->tag == POSTIL_HTML_A ? postil_html_node_get_attribute (node, "href") : NULL;
      g_autofree char *text = NULL;

      if (href == NULL || (!looks_like_feed (href) && !is_feed_type (postil_html_node_get_attribute (node, "type"))))
        continue;
      text = postil_html_node_dup_text (node);
      add (search, href, text);
    }
}

/**
 * postil_ingest_feed_links:
 * @bytes: a page
 * @hints: (nullable): what is known of it; its url is the base of relative links
 * @error: return location; %POSTIL_INGEST_ERROR
 *
 * Finds the feeds a page names: the link elements of its head, or where there are none the links in its text that are called
 * like one.
 *
 * Returns: (transfer full): a list with an address and a title each, perhaps empty
 */
PostilOpml *
postil_ingest_feed_links (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autofree char *html = NULL;
  g_autoptr (PostilHtmlTree) tree = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = { .seen = seen };
  PostilHtmlNode *root;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_HTML, error))
    return NULL;
  html = postil_decode (bytes, hints, &length, NULL, error);
  if (html == NULL)
    return NULL;
  tree = postil_html_tree_parse (html, length, postil_decode_get_name (hints), error);
  if (tree == NULL)
    return NULL;
  root = postil_html_tree_get_root (tree);
  search.links = postil_opml_new ();
  search.base = hints != NULL ? g_strdup (hints->url) : NULL;
  find_base (&search, root);
  find_declared (&search, root);
  if (search.links->feeds->len == 0)
    find_linked (&search, root);
  g_free (search.base);
  return search.links;
}
