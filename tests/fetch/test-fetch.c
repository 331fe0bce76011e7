/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching from a server on 127.0.0.1 that misbehaves in the ways of the net. */
#include "config.h"

#include "postil-fetch.h"

#include <string.h>

typedef struct
{
  GSocketService *service;
  guint16 port;
  char *base; /* http://127.0.0.1:PORT */
  guint hits;
} Fixture;

/* Answers of the server, by path. */
static char *
answer (const Fixture *fixture, const char *path)
{
  if (g_str_equal (path, "/loop"))
    return g_strdup ("302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
  if (g_str_equal (path, "/once"))
    return g_strdup ("302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n");
  if (g_str_equal (path, "/file"))
    return g_strdup ("302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
  if (g_str_equal (path, "/other"))
    return g_strdup_printf ("302 Found\r\nLocation: http://localhost:%u/page\r\nContent-Length: 0\r\n\r\n", fixture->port);
  if (g_str_equal (path, "/gone"))
    return g_strdup ("410 Gone\r\nContent-Length: 0\r\n\r\n");
  return g_strdup ("200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n\r\n<p>Hello</p>");
}

/* One request a connection, served where the test waits for nothing else: the client sends it whole before it listens. */
static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  Fixture *fixture = user_data;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[4096] = { 0 };
  g_auto (GStrv) words = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *whole = NULL;

  if (g_input_stream_read (in, request, sizeof request - 1, NULL, NULL) <= 0)
    return TRUE;
  words = g_strsplit (request, " ", 3);
  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_atomic_int_inc (&fixture->hits);
  rest = answer (fixture, words[1]);
  whole = g_strconcat ("HTTP/1.1 ", rest, NULL);
  g_output_stream_write_all (out, whole, strlen (whole), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  fixture->service = g_threaded_socket_service_new (4);
  g_socket_listener_add_address (G_SOCKET_LISTENER (fixture->service), any_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->service, "run", G_CALLBACK (incoming_cb), fixture);
  fixture->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  fixture->base = g_strdup_printf ("http://127.0.0.1:%u", fixture->port);
  g_socket_service_start (fixture->service);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_socket_service_stop (fixture->service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->service));
  g_object_unref (fixture->service);
  g_free (fixture->base);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static PostilFetched *
fetch (Fixture *fixture, const char *path, gsize max, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *url = g_strconcat (fixture->base, path, NULL);

  postil_fetch_async (url, max, cancellable, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return postil_fetch_finish (result, error);
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) fetched = fetch (fixture, data, 1000, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (fetched->bytes, NULL), g_bytes_get_size (fetched->bytes), "<p>Hello</p>", 12);
  g_assert_cmpstr (fetched->content_type, ==, "text/html; charset=utf-8");
  g_assert_true (g_str_has_suffix (fetched->url, "/page"));
}

typedef struct
{
  const char *path;
  gsize max;
  int code;
  guint hits;
} Failure;

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (fixture, failure->path, failure->max, NULL, &error));
  g_assert_error (error, POSTIL_FETCH_ERROR, failure->code);
  g_assert_cmpint (g_atomic_int_get (&fixture->hits), ==, (int) failure->hits);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (fetch (fixture, "/page", 1000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  static const Failure loop = { "/loop", 1000, POSTIL_FETCH_ERROR_HTTP, POSTIL_FETCH_MAX_REDIRECTS + 1 };
  static const Failure file = { "/file", 1000, POSTIL_FETCH_ERROR_URL, 1 };
  static const Failure other = { "/other", 1000, POSTIL_FETCH_ERROR_BLOCKED, 1 };
  static const Failure gone = { "/gone", 1000, POSTIL_FETCH_ERROR_HTTP, 1 };
  static const Failure large = { "/page", 11, POSTIL_FETCH_ERROR_TOO_LARGE, 1 };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fetch/page", Fixture, "/page", set_up, test_page, tear_down);
  g_test_add ("/fetch/redirected", Fixture, "/once", set_up, test_page, tear_down);
  g_test_add ("/fetch/endless-redirect", Fixture, &loop, set_up, test_failure, tear_down);
  g_test_add ("/fetch/redirect-to-file", Fixture, &file, set_up, test_failure, tear_down);
  g_test_add ("/fetch/redirect-to-another-local-host", Fixture, &other, set_up, test_failure, tear_down);
  g_test_add ("/fetch/gone", Fixture, &gone, set_up, test_failure, tear_down);
  g_test_add ("/fetch/too-large", Fixture, &large, set_up, test_failure, tear_down);
  g_test_add ("/fetch/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
