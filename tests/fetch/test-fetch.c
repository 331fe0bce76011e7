/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching from a server on 127.0.0.1 that misbehaves in the ways of the net. */
#include "config.h"

#include "postil-fetch.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  SoupServer *server;
  char *base; /* http://127.0.0.1:PORT */
  guint hits;
} Fixture;

static void
serve_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *other = NULL;

  fixture->hits++;
  soup_server_message_set_status (message, 302, NULL);
  if (g_str_equal (path, "/loop"))
    soup_message_headers_replace (headers, "Location", "/loop");
  else if (g_str_equal (path, "/once"))
    soup_message_headers_replace (headers, "Location", "/page");
  else if (g_str_equal (path, "/file"))
    soup_message_headers_replace (headers, "Location", "file:///etc/passwd");
  else if (g_str_equal (path, "/other"))
    {
      other = g_strdup_printf ("http://localhost:%d/page", g_uri_get_port (soup_server_message_get_uri (message)));
      soup_message_headers_replace (headers, "Location", other);
    }
  else if (g_str_equal (path, "/gone"))
    soup_server_message_set_status (message, 410, NULL);
  else
    {
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_STATIC, "<p>Hello</p>", 12);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
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
  g_assert_cmpuint (fixture->hits, ==, failure->hits);
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
