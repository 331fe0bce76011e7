/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request at a time through libsoup, without its redirects, cookies, cache or content sniffing: each hop is parsed and judged by
 * the guard here, and the body is read in pieces so that nothing larger than asked for is ever held. A private address is spoken to
 * only when it is the very host the caller typed. */
#include "config.h"

#include "postil-fetch.h"

#include "postil-address-guard.h"

#include <libsoup/soup.h>

#define CHUNK (64 * 1024)

/* One fetch from the first hop to the last byte. */
typedef struct
{
  SoupSession *session; /* of this fetch alone: a connection to a typed host is never used for another */
  GUri *uri;
  char *typed_host;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *inner;
  gsize max_bytes;
  guint hops;
  gulong cancelled_id;
  guint timeout_id;
  gboolean blocked;
  gboolean timed_out;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_handle_id (&fetch->timeout_id, g_source_remove);
  g_clear_object (&fetch->session);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->inner);
  g_clear_pointer (&fetch->body, g_byte_array_unref);
  g_free (fetch->typed_host);
  g_free (fetch);
}

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
  g_free (fetched->content_type);
  g_bytes_unref (fetched->bytes);
  g_free (fetched);
}

static void
detach_cancellable (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), fetch->cancelled_id);
  fetch->cancelled_id = 0;
  g_clear_handle_id (&fetch->timeout_id, g_source_remove);
}

/* Says what really happened where libsoup only saw a cancelled request. */
static void
return_failure (GTask *task, GError *cause)
{
  g_autoptr (GError) owned = cause;
  Fetch *fetch = g_task_get_task_data (task);
  const char *host = g_uri_get_host (fetch->uri);

  detach_cancellable (task);
  if (fetch->blocked)
    g_task_return_new_error (task, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BLOCKED,
                             "%s is an address of this machine or its network, which nothing from the net may ask for", host);
  else if (fetch->timed_out || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_task_return_new_error (task, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_TIMEOUT, "%s did not answer in time", host);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cause->domain == POSTIL_FETCH_ERROR)
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_new_error (task, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_NETWORK, "%s could not be reached: %s", host,
                             cause->message);
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;
  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (!G_IS_INET_SOCKET_ADDRESS (address)
      || !postil_address_guard_is_private (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;
  if (g_ascii_strcasecmp (g_uri_get_host (fetch->uri), fetch->typed_host) == 0)
    return;
  fetch->blocked = TRUE;
  g_cancellable_cancel (fetch->inner);
}

static void send_hop (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  Fetch *fetch = g_task_get_task_data (task);
  PostilFetched *fetched;

  if (chunk == NULL)
    {
      return_failure (task, g_steal_pointer (&error));
      return;
    }
  if (fetch->body->len + g_bytes_get_size (chunk) > fetch->max_bytes)
    {
      detach_cancellable (task);
      g_task_return_new_error (task, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_TOO_LARGE,
                               "%s sent more than %" G_GSIZE_FORMAT " bytes", g_uri_get_host (fetch->uri), fetch->max_bytes);
      return;
    }
  if (g_bytes_get_size (chunk) > 0)
    {
      g_byte_array_append (fetch->body, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
      g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT, fetch->inner, read_cb, g_steal_pointer (&task));
      return;
    }
  detach_cancellable (task);
  fetched = g_new0 (PostilFetched, 1);
  fetched->url = g_uri_to_string (fetch->uri);
  fetched->content_type
      = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "Content-Type"));
  fetched->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&fetch->body));
  g_task_return_pointer (task, fetched, (GDestroyNotify) postil_fetched_free);
}

static gboolean
follow_redirect (GTask *task, GError **error)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "Location");
  g_autofree char *absolute = NULL;
  g_autofree char *base = g_uri_to_string (fetch->uri);
  g_autoptr (GUri) next = NULL;

  if (location == NULL || ++fetch->hops > POSTIL_FETCH_MAX_REDIRECTS)
    {
      g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_HTTP, "%s sends from one address to the next without end",
                   g_uri_get_host (fetch->uri));
      return FALSE;
    }
  absolute = g_uri_resolve_relative (base, location, G_URI_FLAGS_ENCODED, NULL);
  next = postil_address_guard_parse (absolute != NULL ? absolute : location, error);
  if (next == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (fetch->uri), "https") && g_str_equal (g_uri_get_scheme (next), "http"))
    {
      g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BLOCKED, "%s sends from https to the unprotected http",
                   g_uri_get_host (fetch->uri));
      return FALSE;
    }
  g_uri_unref (fetch->uri);
  fetch->uri = g_steal_pointer (&next);
  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Fetch *fetch = g_task_get_task_data (task);
  guint status;

  g_clear_object (&fetch->stream);
  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      return_failure (task, g_steal_pointer (&error));
      return;
    }
  status = soup_message_get_status (fetch->message);
  if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    {
      if (follow_redirect (task, &error))
        send_hop (task);
      else
        return_failure (task, g_steal_pointer (&error));
      return;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      detach_cancellable (task);
      g_task_return_new_error (task, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_HTTP, "%s answered %u %s",
                               g_uri_get_host (fetch->uri), status, soup_status_get_phrase (status));
      return;
    }
  g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT, fetch->inner, read_cb, g_steal_pointer (&task));
}

static void
send_hop (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  g_clear_object (&fetch->message);
  fetch->message = soup_message_new_from_uri (SOUP_METHOD_GET, fetch->uri);
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (fetch->message, "network-event", G_CALLBACK (network_event_cb), fetch);
  soup_session_send_async (fetch->session, fetch->message, G_PRIORITY_DEFAULT, fetch->inner, sent_cb, g_object_ref (task));
}

static gboolean
timeout_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->timeout_id = 0;
  fetch->timed_out = TRUE;
  g_cancellable_cancel (fetch->inner);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * postil_fetch_async:
 * @url: what the reader typed; http or https
 * @max_bytes: the most decoded bytes to take
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Fetches what stands at an address. Follows up to %POSTIL_FETCH_MAX_REDIRECTS redirects, none from https to http and none to a
 * private address unless it is the host of @url. Main thread.
 */
void
postil_fetch_async (const char *url, gsize max_bytes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = postil_address_guard_parse (url, &error);
  Fetch *fetch;

  g_task_set_source_tag (task, postil_fetch_async);
  if (uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  fetch = g_new0 (Fetch, 1);
  fetch->session
      = soup_session_new_with_options ("timeout", POSTIL_FETCH_IDLE_TIMEOUT, "user-agent", "Postil/" POSTIL_VERSION, NULL);
  fetch->uri = g_steal_pointer (&uri);
  fetch->typed_host = g_strdup (g_uri_get_host (fetch->uri));
  fetch->body = g_byte_array_new ();
  fetch->inner = g_cancellable_new ();
  fetch->max_bytes = max_bytes;
  g_task_set_task_data (task, fetch, fetch_free);
  if (cancellable != NULL)
    fetch->cancelled_id
        = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (fetch->inner), g_object_unref);
  fetch->timeout_id = g_timeout_add_seconds (POSTIL_FETCH_TOTAL_TIMEOUT, timeout_cb, fetch);
  send_hop (task);
}

/**
 * postil_fetch_finish:
 * @result: the result
 * @error: return location; %POSTIL_FETCH_ERROR with a sentence that names the host, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what was fetched
 */
PostilFetched *
postil_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
