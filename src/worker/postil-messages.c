/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the frames hold. Both sides write with the same functions; the reading side takes every document and analysis through the strict
 * functions of `doc` and believes nothing else either. */
#include "config.h"

#include "postil-messages-private.h"

#include "postil-ingest-error.h"
#include "postil-worker-error.h"

#include <string.h>

#define KIND_DOCUMENT 1
#define KIND_FEED 2
#define KIND_OPML 3
#define MAX_NAMES 64 /* folders or categories of one subscription */
#define ALL_HOURS 0xffffffu
#define ALL_DAYS 0x7fu
#define MAX_MESSAGE 1000 /* bytes of an error's text */

static const char *const attempt_names[POSTIL_N_ATTEMPTS]
    = { "open", "create", "connect", "socket", "exec", "fork", "ptrace", "memory", "cpu" };

/* Returns: (transfer none): the name by which the self test reports an attempt */
const char *
postil_attempt_to_string (PostilAttempt attempt)
{
  g_assert ((guint) attempt < POSTIL_N_ATTEMPTS);
  return attempt_names[attempt];
}

/* Writes the greeting. */
void
postil_message_put_hello (GByteArray *out, const PostilHello *hello)
{
  postil_wire_put_u32 (out, hello->version);
  postil_wire_put_u32 (out, hello->protection);
  postil_wire_put_u32 (out, hello->engine);
}

/* Reads the greeting. Returns: whether it is one of this version */
gboolean
postil_message_get_hello (PostilWireReader *reader, PostilHello *hello)
{
  hello->version = postil_wire_get_u32 (reader);
  hello->protection = postil_wire_get_u32 (reader);
  hello->engine = postil_wire_get_u32 (reader);
  return postil_wire_is_done (reader) && hello->version == POSTIL_WIRE_VERSION;
}

static void
put_hint (GByteArray *out, GVariant *hints, const char *name)
{
  const char *value = NULL;

  if (hints != NULL)
    g_variant_lookup (hints, name, "&s", &value);
  if (value != NULL && strlen (value) > POSTIL_MESSAGE_MAX_STRING)
    value = NULL;
  postil_wire_put_string (out, value);
}

/* Writes a request to ingest bytes; `hints` is a{ss} (nullable). */
void
postil_message_put_ingest (GByteArray *out, GVariant *hints, GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  put_hint (out, hints, "name");
  put_hint (out, hints, "url");
  put_hint (out, hints, "content-type");
  put_hint (out, hints, "want");
  postil_wire_put_bytes (out, data, length);
}

/* Reads a request to ingest bytes. Returns: whether it is one */
gboolean
postil_message_get_ingest (PostilWireReader *reader, PostilIngestRequest *request)
{
  request->name = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  request->url = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  request->content_type = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  request->want = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  request->bytes = postil_wire_get_bytes (reader, &request->length);
  return postil_wire_is_done (reader);
}

/* Frees the strings of a request. */
void
postil_ingest_request_clear (PostilIngestRequest *request)
{
  g_free (request->name);
  g_free (request->url);
  g_free (request->content_type);
  g_free (request->want);
  *request = (PostilIngestRequest){ NULL };
}

static void
put_blob (GByteArray *out, GBytes *blob)
{
  gsize length;
  const void *data = g_bytes_get_data (blob, &length);

  postil_wire_put_bytes (out, data, length);
  g_bytes_unref (blob);
}

/* Writes a document. */
void
postil_message_put_document (GByteArray *out, PostilDocument *document)
{
  put_blob (out, postil_document_serialize (document));
}

/* Writes the answer that is one document. */
void
postil_message_put_article (GByteArray *out, PostilDocument *document)
{
  postil_wire_put_u32 (out, KIND_DOCUMENT);
  postil_message_put_document (out, document);
}

static void
put_entry (GByteArray *out, const PostilFeedEntry *entry)
{
  postil_wire_put_string (out, entry->id);
  postil_wire_put_string (out, entry->title);
  postil_wire_put_string (out, entry->link);
  postil_wire_put_string (out, entry->author);
  postil_wire_put_i64 (out, entry->published);
  postil_wire_put_i64 (out, entry->updated);
  put_blob (out, postil_document_serialize (entry->document));
}

/* Writes the answer that is a feed. */
void
postil_message_put_feed (GByteArray *out, PostilFeed *feed)
{
  postil_wire_put_u32 (out, KIND_FEED);
  postil_wire_put_string (out, feed->format);
  postil_wire_put_string (out, feed->title);
  postil_wire_put_string (out, feed->link);
  postil_wire_put_string (out, feed->language);
  postil_wire_put_u32 (out, feed->interval);
  postil_wire_put_u32 (out, feed->skip_hours);
  postil_wire_put_u32 (out, feed->skip_days);
  postil_wire_put_u32 (out, feed->entries->len);
  for (guint i = 0; i < feed->entries->len; i++)
    put_entry (out, g_ptr_array_index (feed->entries, i));
}

static void
put_names (GByteArray *out, char **names)
{
  postil_wire_put_u32 (out, g_strv_length (names));
  for (; *names != NULL; names++)
    postil_wire_put_string (out, *names);
}

/* Writes the answer that is a list of subscriptions. */
void
postil_message_put_opml (GByteArray *out, const PostilOpml *opml)
{
  postil_wire_put_u32 (out, KIND_OPML);
  postil_wire_put_string (out, opml->title);
  postil_wire_put_u32 (out, opml->n_refused);
  postil_wire_put_u32 (out, opml->feeds->len);
  for (guint i = 0; i < opml->feeds->len; i++)
    {
      const PostilOpmlFeed *feed = g_ptr_array_index (opml->feeds, i);

      postil_wire_put_string (out, feed->url);
      postil_wire_put_string (out, feed->title);
      postil_wire_put_string (out, feed->site);
      postil_wire_put_string (out, feed->description);
      put_names (out, feed->folders);
      put_names (out, feed->categories);
    }
}

/* Reads a document. Returns: (transfer full) (nullable): NULL fails the reader */
PostilDocument *
postil_message_get_document (PostilWireReader *reader)
{
  gsize length;
  const guint8 *bytes = postil_wire_get_bytes (reader, &length);
  g_autoptr (GBytes) blob = NULL;
  PostilDocument *document;

  if (bytes == NULL)
    return NULL;
  blob = g_bytes_new_static (bytes, length);
  document = postil_document_deserialize (blob, NULL);
  if (document == NULL)
    reader->failed = TRUE;
  return document;
}

static gboolean
is_web_link (const char *link)
{
  return link == NULL || g_ascii_strncasecmp (link, "http://", 7) == 0 || g_ascii_strncasecmp (link, "https://", 8) == 0;
}

static PostilFeedEntry *
get_entry (PostilWireReader *reader)
{
  PostilFeedEntry *entry = postil_feed_entry_new ();

  entry->id = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  entry->title = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  entry->link = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  entry->author = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  entry->published = postil_wire_get_i64 (reader);
  entry->updated = postil_wire_get_i64 (reader);
  entry->document = postil_message_get_document (reader);
  if (reader->failed || entry->id == NULL || !is_web_link (entry->link))
    {
      reader->failed = TRUE;
      g_clear_pointer (&entry, postil_feed_entry_free);
    }
  return entry;
}

static gboolean
is_known_format (const char *format)
{
  static const char *const formats[] = { "rss", "atom", "rdf", "json", NULL };

  return format != NULL && g_strv_contains (formats, format);
}

static PostilFeed *
get_feed (PostilWireReader *reader)
{
  g_autoptr (PostilFeed) feed = postil_feed_new ();
  guint32 n_entries;

  feed->format = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  feed->title = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  feed->link = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  feed->language = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  feed->interval = postil_wire_get_u32 (reader);
  feed->skip_hours = postil_wire_get_u32 (reader) & ALL_HOURS;
  feed->skip_days = postil_wire_get_u32 (reader) & ALL_DAYS;
  n_entries = postil_wire_get_u32 (reader);
  if (reader->failed || n_entries > POSTIL_FEED_MAX_ENTRIES || !is_known_format (feed->format) || !is_web_link (feed->link))
    return NULL;
  for (guint32 i = 0; i < n_entries; i++)
    {
      PostilFeedEntry *entry = get_entry (reader);

      if (entry == NULL)
        return NULL;
      g_ptr_array_add (feed->entries, entry);
    }
  return g_steal_pointer (&feed);
}

/* Returns: (transfer full): never NULL */
static GStrv
get_names (PostilWireReader *reader)
{
  guint32 n = postil_wire_get_u32 (reader);
  GStrv names;

  if (n > MAX_NAMES)
    reader->failed = TRUE;
  if (reader->failed)
    n = 0;
  names = g_new0 (char *, n + 1);
  for (guint32 i = 0; i < n && !reader->failed; i++)
    {
      names[i] = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
      if (names[i] == NULL)
        reader->failed = TRUE;
    }
  return names;
}

static PostilOpml *
get_opml (PostilWireReader *reader)
{
  g_autoptr (PostilOpml) opml = postil_opml_new ();
  guint32 n_feeds;

  opml->title = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
  opml->n_refused = postil_wire_get_u32 (reader);
  n_feeds = postil_wire_get_u32 (reader);
  if (reader->failed || n_feeds > POSTIL_OPML_MAX_FEEDS)
    return NULL;
  for (guint32 i = 0; i < n_feeds; i++)
    {
      PostilOpmlFeed *feed = g_new0 (PostilOpmlFeed, 1);

      g_ptr_array_add (opml->feeds, feed);
      feed->url = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
      feed->title = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
      feed->site = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
      feed->description = postil_wire_get_string (reader, POSTIL_MESSAGE_MAX_STRING);
      feed->folders = get_names (reader);
      feed->categories = get_names (reader);
      if (reader->failed || feed->url == NULL || !is_web_link (feed->url) || !is_web_link (feed->site))
        return NULL;
    }
  return g_steal_pointer (&opml);
}

/*
 * postil_message_get_ingested:
 * @reader: at the start of an answer
 * @document: (out) (transfer full) (nullable): set when the answer is one
 * @feed: (out) (transfer full) (nullable): set when the answer is one
 * @opml: (out) (transfer full) (nullable): set when the answer is one
 *
 * Reads the answer to a request to ingest.
 *
 * Returns: whether it keeps every rule; then exactly one of the three is set, else none
 */
gboolean
postil_message_get_ingested (PostilWireReader *reader, PostilDocument **document, PostilFeed **feed, PostilOpml **opml)
{
  guint32 kind = postil_wire_get_u32 (reader);

  *document = kind == KIND_DOCUMENT ? postil_message_get_document (reader) : NULL;
  *feed = kind == KIND_FEED ? get_feed (reader) : NULL;
  *opml = kind == KIND_OPML ? get_opml (reader) : NULL;
  if ((*document != NULL || *feed != NULL || *opml != NULL) && postil_wire_is_done (reader))
    return TRUE;
  g_clear_object (document);
  g_clear_pointer (feed, postil_feed_free);
  g_clear_pointer (opml, postil_opml_free);
  return FALSE;
}

/* Writes an analysis. */
void
postil_message_put_analysis (GByteArray *out, PostilAnalysis *analysis)
{
  put_blob (out, postil_analysis_serialize (analysis));
}

/* Reads an analysis of a text of `text_length` code points. Returns: (transfer full) (nullable) */
PostilAnalysis *
postil_message_get_analysis (PostilWireReader *reader, gsize text_length)
{
  gsize length;
  const guint8 *bytes = postil_wire_get_bytes (reader, &length);
  g_autoptr (GBytes) blob = NULL;

  if (bytes == NULL || !postil_wire_is_done (reader))
    return NULL;
  blob = g_bytes_new_static (bytes, length);
  return postil_analysis_deserialize (blob, text_length, NULL);
}

/* Writes why a request was not answered. */
void
postil_message_put_failure (GByteArray *out, const GError *error)
{
  g_autofree char *message = g_utf8_make_valid (error->message, MIN (strlen (error->message), MAX_MESSAGE - 8));

  postil_wire_put_u32 (out, error->domain == POSTIL_INGEST_ERROR);
  postil_wire_put_u32 (out, error->code);
  postil_wire_put_string (out, message);
}

/* Reads why a request was not answered. Returns: (transfer full) (nullable): of POSTIL_INGEST_ERROR or POSTIL_WORKER_ERROR_REFUSED */
GError *
postil_message_get_failure (PostilWireReader *reader)
{
  guint32 from_ingest = postil_wire_get_u32 (reader);
  guint32 code = postil_wire_get_u32 (reader);
  g_autofree char *message = postil_wire_get_string (reader, MAX_MESSAGE);

  if (!postil_wire_is_done (reader) || message == NULL)
    return NULL;
  if (from_ingest == 1 && code <= POSTIL_INGEST_ERROR_UNSUPPORTED)
    return g_error_new_literal (POSTIL_INGEST_ERROR, code, message);
  return g_error_new_literal (POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_REFUSED, message);
}
