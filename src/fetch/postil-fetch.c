/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request through libsoup, without its redirects, cookies, cache, authentication or content sniffing: each hop is parsed and
 * judged by the guard here, each address is judged before the socket connects, and the body is read in pieces so that nothing
 * larger than asked for is ever held. A private address is spoken to only when it is the very host the caller typed. */
#include "config.h"

#include "postil-fetch.h"

#include "postil-address-guard.h"
#include "postil-fetch-private.h"

#include <string.h>

#define CHUNK (128 * 1024)
#define MAX_DRAINED (64 * 1024) /* of an answer that is not wanted, so that its connection can be used again */
#define TOO_MANY_REQUESTS 429   /* RFC 6585, section 4 */
#define ACCEPT                                                                                                                   \
  "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, "         \
  "text/xml;q=0.8, text/html;q=0.7, application/json;q=0.6, */*;q=0.5"

struct _PostilFetchJob
{
  GTask *task;
  const PostilFetchSessions *sessions; /* borrowed, of the fetcher */
  PostilFetchDone done;
  gpointer done_data;
  GUri *uri;
  char *host; /* of the first hop */
  char *scheme;
  char *etag;
  char *last_modified;
  char *authorization;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *inner;
  char *moved;
  gsize max_bytes;
  gsize length;
  void (*drained) (PostilFetchJob *self); /* what follows an answer that is not wanted */
  guint hops;
  gulong cancelled_id;
  GSource *timeout;
  gboolean typed;
  gboolean temporary; /* a hop so far was not for good */
  gboolean blocked;
  gboolean proxied;
  gboolean is_private;
  gboolean timed_out;
  gboolean rejected;
};

/**
 * postil_fetched_free:
 * @fetched: (transfer full): a result
 *
 * Frees a result. Any thread.
 */
void
postil_fetched_free (PostilFetched *fetched)
{
  g_free (fetched->url);
  g_free (fetched->moved);
  g_free (fetched->content_type);
  g_free (fetched->etag);
  g_free (fetched->last_modified);
  g_clear_pointer (&fetched->bytes, g_bytes_unref);
  g_free (fetched);
}

/**
 * postil_fetched_check:
 * @fetched: an answer
 * @error: return location; %POSTIL_FETCH_ERROR_GONE, %POSTIL_FETCH_ERROR_BUSY or %POSTIL_FETCH_ERROR_HTTP with a sentence that
 *   names the host
 *
 * Tells whether an answer brought something. Any thread.
 *
 * Returns: whether its status is one from 200 to 299
 */
gboolean
postil_fetched_check (const PostilFetched *fetched, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *host;
  const char *phrase = soup_status_get_phrase (fetched->status);

  if (SOUP_STATUS_IS_SUCCESSFUL (fetched->status))
    return TRUE;
  uri = g_uri_parse (fetched->url, G_URI_FLAGS_ENCODED, NULL);
  host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : fetched->url;
  if (fetched->status == SOUP_STATUS_GONE)
    g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_GONE, "%s says that it is gone for good (410)", host);
  else if (fetched->status == TOO_MANY_REQUESTS || fetched->status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BUSY, "%s asks to be left alone for a while (%u)", host,
                 fetched->status);
  else
    g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_HTTP, "%s answered %u %s", host, fetched->status, phrase);
  return FALSE;
}

/* --- the end --- */

void
postil_fetch_job_free (PostilFetchJob *self)
{
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (self->task), self->cancelled_id);
  if (self->timeout != NULL)
    g_source_destroy (self->timeout);
  g_clear_pointer (&self->timeout, g_source_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_object (&self->inner);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->authorization, g_free);
  g_free (self->host);
  g_free (self->scheme);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self->moved);
  g_object_unref (self->task);
  g_free (self);
}

static void
finish (PostilFetchJob *self)
{
  self->done (self, self->done_data);
}

static GError *
describe (PostilFetchJob *self, const GError *cause)
{
  const char *host = g_uri_get_host (self->uri);

  if (self->blocked)
    return g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BLOCKED,
                        "%s is an address of this machine or its network, which nothing from the net may ask for", host);
  if (self->timed_out || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_TIMEOUT, "%s did not answer in time", host);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cause->domain == POSTIL_FETCH_ERROR)
    return g_error_copy (cause);
  if (cause->domain == G_TLS_ERROR)
    return g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_CERTIFICATE, "%s cannot prove that it is %s: %s", host, host,
                        cause->message);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_NETWORK, "%s sent data that cannot be unpacked", host);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_NETWORK, "%s broke off in the middle of its answer", host);
  return g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_NETWORK, "%s could not be reached: %s", host, cause->message);
}

/* Says what really happened where libsoup only saw a cancelled request; takes the cause. */
static void
fail (PostilFetchJob *self, GError *cause)
{
  g_task_return_error (self->task, describe (self, cause));
  g_error_free (cause);
  finish (self);
}

static void
succeed (PostilFetchJob *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  PostilFetched *fetched = g_new0 (PostilFetched, 1);
  gint64 now = g_get_real_time ();

  fetched->status = soup_message_get_status (self->message);
  fetched->url = g_uri_to_string (self->uri);
  fetched->moved = g_steal_pointer (&self->moved);
  fetched->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  fetched->etag = postil_fetch_headers_dup_validator (headers, "ETag");
  fetched->last_modified = postil_fetch_headers_dup_validator (headers, "Last-Modified");
  fetched->max_age = postil_fetch_headers_get_max_age (headers, now);
  fetched->retry_after = postil_fetch_headers_get_retry_after (headers, now);
  fetched->is_private = self->is_private;
  if (self->body != NULL)
    {
      g_byte_array_set_size (self->body, (guint) self->length);
      fetched->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
    }
  self->rejected = fetched->status == TOO_MANY_REQUESTS || fetched->status == SOUP_STATUS_SERVICE_UNAVAILABLE;
  g_task_return_pointer (self->task, fetched, (GDestroyNotify) postil_fetched_free);
  finish (self);
}

/* --- the guard at the socket --- */

static gboolean
may_be_private (PostilFetchJob *self)
{
  return self->typed && g_ascii_strcasecmp (g_uri_get_host (self->uri), self->host) == 0;
}

/* While it connects the address is known and no packet is sent yet: closing the socket makes libsoup try the next one. */
static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  PostilFetchJob *self = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  if ((event != G_SOCKET_CLIENT_CONNECTING && event != G_SOCKET_CLIENT_CONNECTED) || !G_IS_SOCKET_CONNECTION (connection))
    return;
  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (event == G_SOCKET_CLIENT_CONNECTING)
    self->proxied = G_IS_PROXY_ADDRESS (address);
  if (self->proxied || !G_IS_INET_SOCKET_ADDRESS (address)
      || !postil_address_guard_is_private (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;
  self->is_private = TRUE;
  if (may_be_private (self))
    return;
  self->blocked = TRUE;
  g_socket_close (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)), NULL);
}

/* --- the body --- */

static void read_some (PostilFetchJob *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilFetchJob *self = user_data;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      fail (self, error);
      return;
    }
  self->length += (gsize) n;
  if (self->length > self->max_bytes)
    {
      /* The rest stays unread; the connection is of no more use. */
      g_cancellable_cancel (self->inner);
      fail (self, g_error_new (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_TOO_LARGE, "%s sent more than %" G_GSIZE_FORMAT " bytes",
                               g_uri_get_host (self->uri), self->max_bytes));
      return;
    }
  if (n > 0)
    read_some (self);
  else
    succeed (self);
}

static void
read_some (PostilFetchJob *self)
{
  if (self->length + CHUNK > self->body->len)
    g_byte_array_set_size (self->body, (guint) MAX (self->length + CHUNK, self->length + self->length / 2));
  g_input_stream_read_async (self->stream, self->body->data + self->length, self->body->len - self->length, G_PRIORITY_DEFAULT,
                             self->inner, read_cb, self);
}

/* A server may say beforehand that it will be too much, or pack a bomb into a bomb. */
static gboolean
begin_body (PostilFetchJob *self, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");
  goffset length = soup_message_headers_get_content_length (headers);

  if (encoding != NULL && strchr (encoding, ',') != NULL)
    {
      g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_NETWORK, "%s sent data that is packed more than once",
                   g_uri_get_host (self->uri));
      return FALSE;
    }
  if (length > 0 && (guint64) length > self->max_bytes)
    {
      g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_TOO_LARGE, "%s sends more than %" G_GSIZE_FORMAT " bytes",
                   g_uri_get_host (self->uri), self->max_bytes);
      return FALSE;
    }
  self->body = g_byte_array_sized_new ((guint) (encoding == NULL ? MAX (length, 0) : 0) + CHUNK);
  return TRUE;
}

/* --- what is not wanted --- */

static void drain (PostilFetchJob *self);

static void
skipped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilFetchJob *self = user_data;
  gssize n = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);

  self->length += (gsize) MAX (n, 0);
  if (n > 0 && self->length < MAX_DRAINED)
    drain (self);
  else
    self->drained (self);
}

static void
drain (PostilFetchJob *self)
{
  g_input_stream_skip_async (self->stream, MAX_DRAINED, G_PRIORITY_DEFAULT, self->inner, skipped_cb, self);
}

/* --- hops --- */

static void send_hop (PostilFetchJob *self);

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND || status == SOUP_STATUS_SEE_OTHER
         || status == SOUP_STATUS_TEMPORARY_REDIRECT || status == SOUP_STATUS_PERMANENT_REDIRECT;
}

static gboolean
follow_redirect (PostilFetchJob *self, GError **error)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  guint status = soup_message_get_status (self->message);
  g_autofree char *absolute = NULL;
  g_autofree char *base = g_uri_to_string (self->uri);
  g_autoptr (GUri) next = NULL;

  if (location == NULL || ++self->hops > POSTIL_FETCH_MAX_REDIRECTS)
    {
      g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_HTTP, "%s sends from one address to the next without end",
                   g_uri_get_host (self->uri));
      return FALSE;
    }
  absolute = g_uri_resolve_relative (base, location, G_URI_FLAGS_ENCODED, NULL);
  next = postil_address_guard_parse (absolute != NULL ? absolute : location, error);
  if (next == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (self->uri), "https") && g_str_equal (g_uri_get_scheme (next), "http"))
    {
      g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BLOCKED, "%s sends from https to the unprotected http",
                   g_uri_get_host (self->uri));
      return FALSE;
    }
  g_uri_unref (self->uri);
  self->uri = g_steal_pointer (&next);
  self->temporary = self->temporary || (status != SOUP_STATUS_MOVED_PERMANENTLY && status != SOUP_STATUS_PERMANENT_REDIRECT);
  if (!self->temporary)
    {
      g_free (self->moved);
      self->moved = g_uri_to_string (self->uri);
    }
  return TRUE;
}

static void
follow (PostilFetchJob *self)
{
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (self->inner, &error) || !follow_redirect (self, &error))
    fail (self, error);
  else
    send_hop (self);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilFetchJob *self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->stream);
  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      fail (self, g_steal_pointer (&error));
      return;
    }
  self->length = 0;
  self->drained = is_redirect (soup_message_get_status (self->message)) ? follow : succeed;
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message)))
    drain (self);
  else if (begin_body (self, &error))
    read_some (self);
  else
    fail (self, g_steal_pointer (&error));
}

static void
add_headers (PostilFetchJob *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  soup_message_headers_replace (headers, "Accept", ACCEPT);
  if (self->etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", self->etag);
  if (self->last_modified != NULL)
    soup_message_headers_replace (headers, "If-Modified-Since", self->last_modified);
  if (self->authorization != NULL && g_str_equal (g_uri_get_scheme (self->uri), "https") && g_str_equal (self->scheme, "https")
      && g_ascii_strcasecmp (g_uri_get_host (self->uri), self->host) == 0)
    soup_message_headers_replace (headers, "Authorization", self->authorization);
}

static void
send_hop (PostilFetchJob *self)
{
  SoupSession *session = may_be_private (self) ? self->sessions->typed : self->sessions->open;

  g_clear_object (&self->message);
  /* A proxy would connect for us where the guard does not see it, so a host that says itself where it is is judged first. */
  if (!may_be_private (self) && postil_address_guard_names_private (g_uri_get_host (self->uri)))
    {
      self->blocked = TRUE;
      fail (self, g_error_new_literal (POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BLOCKED, "blocked"));
      return;
    }
  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  add_headers (self);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  soup_session_send_async (session, self->message, G_PRIORITY_DEFAULT, self->inner, sent_cb, self);
}

/* --- for the fetcher --- */

static gboolean
timeout_cb (gpointer user_data)
{
  PostilFetchJob *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

/* How a caller in another thread ends a job: in the fetcher's, where the sources of the cancellable live. */
typedef struct
{
  GMainContext *context;
  GCancellable *inner;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_main_context_unref (ending->context);
  g_object_unref (ending->inner);
  g_free (ending);
}

static gboolean
end_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Ending *ending = user_data;

  g_main_context_invoke_full (ending->context, G_PRIORITY_DEFAULT, end_cb, g_object_ref (ending->inner), g_object_unref);
}

static void
watch_caller (PostilFetchJob *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  Ending *ending = NULL;

  if (cancellable == NULL)
    return;
  ending = g_new0 (Ending, 1);
  ending->context = g_main_context_ref_thread_default ();
  ending->inner = g_object_ref (self->inner);
  self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), ending, ending_free);
}

/* Makes a job; `task` is (transfer full) on success. Any thread; everything else in the fetcher's. */
PostilFetchJob *
postil_fetch_job_new (GTask *task, const PostilFetchRequest *request, GError **error)
{
  g_autoptr (GUri) uri = postil_address_guard_parse (request->url, error);
  PostilFetchJob *self;

  if (uri == NULL)
    return NULL;
  self = g_new0 (PostilFetchJob, 1);
  self->task = task;
  self->uri = g_steal_pointer (&uri);
  self->host = g_strdup (g_uri_get_host (self->uri));
  self->scheme = g_strdup (g_uri_get_scheme (self->uri));
  self->etag = g_strdup (request->etag);
  self->last_modified = g_strdup (request->last_modified);
  self->authorization = g_strdup (request->authorization);
  self->typed = request->typed;
  self->max_bytes = MIN (request->max_bytes, G_MAXUINT / 2);
  self->inner = g_cancellable_new ();
  return self;
}

const char *
postil_fetch_job_get_host (PostilFetchJob *self)
{
  return self->host;
}

/* Whether the server said that we ask too much. */
gboolean
postil_fetch_job_was_rejected (PostilFetchJob *self)
{
  return self->rejected;
}

/* Answers a job that was cancelled before it began; free it afterwards. */
void
postil_fetch_job_return_cancelled (PostilFetchJob *self)
{
  g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "fetching from %s was cancelled", self->host);
}

/* Sends the request; done is called once, when the task has its answer, and frees the job. */
void
postil_fetch_job_start (PostilFetchJob *self, const PostilFetchSessions *sessions, PostilFetchDone done, gpointer user_data)
{
  self->sessions = sessions;
  self->done = done;
  self->done_data = user_data;
  watch_caller (self);
  self->timeout = g_timeout_source_new_seconds (POSTIL_FETCH_TOTAL_TIMEOUT);
  g_source_set_callback (self->timeout, timeout_cb, self, NULL);
  g_source_attach (self->timeout, g_main_context_get_thread_default ());
  send_hop (self);
}
