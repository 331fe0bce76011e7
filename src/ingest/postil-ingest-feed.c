/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds: which namespace an element is in, and from bytes to the feed. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-feed-json-private.h"
#include "postil-feed-mend-private.h"
#include "postil-feed-state-private.h"
#include "postil-ingest-error.h"
#include "postil-xml-private.h"

#include <string.h>

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
  { "http://purl.org/rss/1.0/modules/syndication/", POSTIL_FEED_NS_SY },
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
      if (strcmp (prefix, "sy") == 0)
        return POSTIL_FEED_NS_SY;
      return strcmp (prefix, "atom") == 0 ? POSTIL_FEED_NS_ATOM : POSTIL_FEED_NS_OTHER;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (namespaces); i++)
    if (strcmp (namespaces[i].uri, uri) == 0)
      return namespaces[i].space;
  return POSTIL_FEED_NS_OTHER;
}

/* A feed in a namespace nobody knows is read by the name of its root. */
static PostilFeedNamespace
find_own_namespace (PostilFeedState *state, const PostilXmlName *name)
{
  PostilFeedNamespace space;

  if (name->uri == NULL || name->uri != state->last_uri)
    state->last_space = find_namespace (name->uri, name->prefix);
  state->last_uri = name->uri;
  space = state->last_space;
  if (!state->root_seen && space == POSTIL_FEED_NS_OTHER && name->prefix == NULL)
    state->odd_namespace = g_strdup (name->uri);
  /* Atom whose namespace was forgotten. */
  if (space == POSTIL_FEED_NS_NONE
      && (state->root_seen ? g_strcmp0 (state->feed->format, "atom") == 0 : strcmp (name->local, "feed") == 0))
    return POSTIL_FEED_NS_ATOM;
  if (space != POSTIL_FEED_NS_OTHER || state->odd_namespace == NULL || g_strcmp0 (state->odd_namespace, name->uri) != 0)
    return space;
  if (!state->root_seen)
    return strcmp (name->local, "feed") == 0 ? POSTIL_FEED_NS_ATOM : POSTIL_FEED_NS_NONE;
  return g_strcmp0 (state->feed->format, "atom") == 0 ? POSTIL_FEED_NS_ATOM : POSTIL_FEED_NS_NONE;
}

static void
begin_cb (gpointer user_data, const PostilXmlName *name, const char *const *attributes)
{
  PostilFeedState *state = user_data;

  postil_feed_state_begin (state, find_own_namespace (state, name), name->local, (const char **) attributes);
}

static void
end_cb (gpointer user_data, const PostilXmlName *name)
{
  postil_feed_state_end (user_data, name->local);
}

static void
text_cb (gpointer user_data, const char *text, gsize length)
{
  postil_feed_state_append (user_data, text, length);
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
  const PostilXmlHandler handler = { .begin = begin_cb, .end = end_cb, .text = text_cb };
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
  postil_xml_parse (xml, length, &handler, &state, &state.full);
  postil_feed_state_finish (&state);
  feed = g_steal_pointer (&state.feed);
  postil_feed_state_clear (&state);
  if (feed->format != NULL)
    return feed;
  postil_feed_free (feed);
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED, "%s is no feed that can be read", name);
  return NULL;
}
