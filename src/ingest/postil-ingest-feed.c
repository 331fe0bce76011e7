/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds through libxml2's SAX interface: no tree, no entities, no document type, no network, and no limits lifted. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-feed-json-private.h"
#include "postil-feed-mend-private.h"
#include "postil-feed-state-private.h"
#include "postil-ingest-error.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define CHUNK (64 * 1024) /* bytes given to the parser at a time */
#define MAX_ATTRIBUTES 64

typedef struct
{
  const char *uri;
  PostilFeedNamespace space;
} KnownNamespace;

static const KnownNamespace namespaces[] = {
  { "http://www.w3.org/2005/Atom", POSTIL_FEED_NS_ATOM },
  { "http://purl.org/atom/ns#", POSTIL_FEED_NS_ATOM },
  { "http://purl.org/rss/1.0/modules/content/", POSTIL_FEED_NS_CONTENT },
  { "http://purl.org/dc/elements/1.1/", POSTIL_FEED_NS_DC },
  { "http://purl.org/dc/elements/1.0/", POSTIL_FEED_NS_DC },
  { "http://purl.org/dc/terms/", POSTIL_FEED_NS_DC },
  { "http://www.w3.org/1999/02/22-rdf-syntax-ns#", POSTIL_FEED_NS_RDF },
  { "http://search.yahoo.com/mrss/", POSTIL_FEED_NS_MEDIA },
  { "http://search.yahoo.com/mrss", POSTIL_FEED_NS_MEDIA },
  { "http://www.rssboard.org/media-rss", POSTIL_FEED_NS_MEDIA },
  { "http://www.itunes.com/dtds/podcast-1.0.dtd", POSTIL_FEED_NS_ITUNES },
  { "http://www.itunes.com/DTDs/Podcast-1.0.dtd", POSTIL_FEED_NS_ITUNES },
  { "http://www.w3.org/1999/xhtml", POSTIL_FEED_NS_XHTML },
  { "http://purl.org/rss/1.0/", POSTIL_FEED_NS_NONE },
  { "http://purl.org/net/rss1.1#", POSTIL_FEED_NS_NONE },
  { "http://my.netscape.com/rdf/simple/0.9/", POSTIL_FEED_NS_NONE },
  { "http://channel.netscape.com/rdf/simple/0.9/", POSTIL_FEED_NS_NONE },
  { "http://backend.userland.com/rss2", POSTIL_FEED_NS_NONE },
  { "http://backend.userland.com/RSS2", POSTIL_FEED_NS_NONE },
  { "http://blogs.law.harvard.edu/tech/rss", POSTIL_FEED_NS_NONE },
};

/* A prefix that was never declared still says what it was meant for. */
static PostilFeedNamespace
find_namespace (const char *uri, const char *prefix)
{
  if (uri == NULL)
    {
      if (prefix == NULL || strcmp (prefix, "rss") == 0)
        return POSTIL_FEED_NS_NONE;
      if (strcmp (prefix, "content") == 0)
        return POSTIL_FEED_NS_CONTENT;
      if (strcmp (prefix, "dc") == 0)
        return POSTIL_FEED_NS_DC;
      if (strcmp (prefix, "rdf") == 0)
        return POSTIL_FEED_NS_RDF;
      return strcmp (prefix, "atom") == 0 ? POSTIL_FEED_NS_ATOM : POSTIL_FEED_NS_OTHER;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (namespaces); i++)
    if (strcmp (namespaces[i].uri, uri) == 0)
      return namespaces[i].space;
  return POSTIL_FEED_NS_OTHER;
}

/* A feed in a namespace nobody knows is read by the name of its root. */
static PostilFeedNamespace
find_own_namespace (PostilFeedState *state, const xmlChar *uri, const xmlChar *prefix, const xmlChar *name)
{
  PostilFeedNamespace space = find_namespace ((const char *) uri, (const char *) prefix);

  if (!state->root_seen && space == POSTIL_FEED_NS_OTHER && prefix == NULL)
    state->odd_namespace = g_strdup ((const char *) uri);
  /* Atom whose namespace was forgotten. */
  if (space == POSTIL_FEED_NS_NONE
      && (state->root_seen ? g_strcmp0 (state->feed->format, "atom") == 0 : strcmp ((const char *) name, "feed") == 0))
    return POSTIL_FEED_NS_ATOM;
  if (space != POSTIL_FEED_NS_OTHER || state->odd_namespace == NULL || g_strcmp0 (state->odd_namespace, (const char *) uri) != 0)
    return space;
  if (!state->root_seen)
    return strcmp ((const char *) name, "feed") == 0 ? POSTIL_FEED_NS_ATOM : POSTIL_FEED_NS_NONE;
  return g_strcmp0 (state->feed->format, "atom") == 0 ? POSTIL_FEED_NS_ATOM : POSTIL_FEED_NS_NONE;
}

/* libxml2 gives five pointers an attribute: name, prefix, namespace, first and last byte of the value. */
static void
start_element_cb (void *user_data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **declared, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  PostilFeedState *state = user_data;
  const char *pairs[MAX_ATTRIBUTES * 2 + 1] = { NULL };
  char *owned[MAX_ATTRIBUTES * 2];
  int n = MIN (n_attributes, MAX_ATTRIBUTES);

  for (int i = 0; i < n; i++)
    {
      const char *attribute_prefix = (const char *) attributes[i * 5 + 1];
      const char *local = (const char *) attributes[i * 5];

      owned[i * 2] = attribute_prefix != NULL ? g_strconcat (attribute_prefix, ":", local, NULL) : g_strdup (local);
      owned[i * 2 + 1] = g_strndup ((const char *) attributes[i * 5 + 3], attributes[i * 5 + 4] - attributes[i * 5 + 3]);
      pairs[i * 2] = owned[i * 2];
      pairs[i * 2 + 1] = owned[i * 2 + 1];
    }
  postil_feed_state_begin (state, find_own_namespace (state, uri, prefix, name), (const char *) name, pairs);
  for (int i = 0; i < n * 2; i++)
    g_free (owned[i]);
}

static void
end_element_cb (void *user_data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  postil_feed_state_end (user_data, (const char *) name);
}

static void
characters_cb (void *user_data, const xmlChar *text, int length)
{
  postil_feed_state_append (user_data, (const char *) text, length);
}

static void
error_cb (void *user_data, xmlErrorPtr error)
{
}

static void
parse (PostilFeedState *state, const char *xml, gsize length)
{
  xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element_cb,
    .endElementNs = end_element_cb,
    .characters = characters_cb,
    .ignorableWhitespace = characters_cb,
    .cdataBlock = characters_cb,
    .serror = error_cb,
  };
  xmlParserCtxtPtr context = xmlCreatePushParserCtxt (&handler, state, NULL, 0, NULL);

  if (context == NULL)
    return;
  xmlCtxtUseOptions (context,
                     XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding (context, XML_CHAR_ENCODING_UTF8);
  for (gsize at = 0; at < length && !state->full; at += CHUNK)
    xmlParseChunk (context, xml + at, MIN (CHUNK, length - at), FALSE);
  if (!state->full)
    xmlParseChunk (context, NULL, 0, TRUE);
  xmlFreeParserCtxt (context);
}

/**
 * postil_ingest_feed:
 * @bytes: a feed
 * @hints: (nullable): its name for messages, its address for relative links, its content type
 * @error: POSTIL_INGEST_ERROR_EMPTY, _BINARY, _TOO_LARGE, _TOO_COMPLEX, _MALFORMED
 *
 * Reads a feed: RSS, RSS 1.0, Atom and JSON Feed. Usual mistakes are mended; a file that breaks off gives the entries up to there. At most
 * POSTIL_FEED_MAX_ENTRIES. Any thread.
 *
 * Returns: (transfer full) (nullable): the feed with a document for every entry
 */
PostilFeed *
postil_ingest_feed (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autofree char *text = NULL, *xml = NULL;
  const char *name = postil_decode_get_name (hints);
  PostilFeedState state;
  PostilFeed *feed;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_FEED, error))
    return NULL;
  text = postil_decode (bytes, hints, &length, NULL, error);
  if (text == NULL)
    return NULL;
  if (postil_feed_json_is (text))
    return postil_feed_json_read (text, length, hints != NULL ? hints->url : NULL, name, error);
  xml = postil_feed_mend (text, length, name, &length, error);
  if (xml == NULL)
    return NULL;
  g_clear_pointer (&text, g_free);
  postil_feed_state_init (&state, hints != NULL ? hints->url : NULL);
  parse (&state, xml, length);
  postil_feed_state_finish (&state);
  feed = g_steal_pointer (&state.feed);
  postil_feed_state_clear (&state);
  if (feed->format != NULL)
    return feed;
  postil_feed_free (feed);
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED, "%s is no feed that can be read", name);
  return NULL;
}
