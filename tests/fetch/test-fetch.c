/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching from a server on 127.0.0.1 that misbehaves in the ways of the net. */
#include "config.h"

#include "loop-server.h"

#include "postil-fetcher.h"

#include <string.h>

#define PAGE "<p>Hello</p>"

typedef struct
{
  LoopServer *server;
  PostilFetcher *fetcher;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = loop_server_new ();
  fixture->fetcher = postil_fetcher_new ();
  loop_server_answer (fixture->server, "/page", "200 OK\r\nContent-Type: text/html; charset=utf-8", PAGE, -1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->fetcher);
  loop_server_free (fixture->server);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static PostilFetched *
ask (Fixture *fixture, const PostilFetchRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  postil_fetcher_fetch_async (fixture->fetcher, request, cancellable, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return postil_fetcher_fetch_finish (fixture->fetcher, result, error);
}

static PostilFetched *
fetch (Fixture *fixture, const char *path, gsize max, GError **error)
{
  g_autofree char *url = loop_server_address (fixture->server, path);
  const PostilFetchRequest request = { .url = url, .typed = TRUE, .max_bytes = max };

  return ask (fixture, &request, NULL, error);
}

static void
test_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) fetched = NULL;

  loop_server_answer (fixture->server, "/once", "302 Found\r\nLocation: /page", NULL, 0);
  fetched = fetch (fixture, data, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fetched->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (fetched->bytes, NULL), g_bytes_get_size (fetched->bytes), PAGE, strlen (PAGE));
  g_assert_cmpstr (fetched->content_type, ==, "text/html; charset=utf-8");
  g_assert_true (g_str_has_suffix (fetched->url, "/page"));
  g_assert_null (fetched->moved);
  g_assert_true (fetched->is_private);
}

/* Nothing but what is needed is said of the reader. */
static void
test_headers (Fixture *fixture, gconstpointer data)
{
  static const char *const absent[] = { "Referer", "Cookie", "Authorization", "If-None-Match", "Accept-Language", "From" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) first = NULL;
  g_autoptr (PostilFetched) second = NULL;
  g_autofree char *agent = NULL;
  g_autofree char *encoding = NULL;

  loop_server_answer (fixture->server, "/cookie", "302 Found\r\nSet-Cookie: a=b; Path=/\r\nLocation: /page", NULL, 0);
  first = fetch (fixture, "/cookie", 1000, &error);
  second = fetch (fixture, "/page", 1000, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (loop_server_dup_header (fixture->server, "/page", absent[i]));
  agent = loop_server_dup_header (fixture->server, "/page", "User-Agent");
  g_assert_cmpstr (agent, ==, "Postil/" POSTIL_VERSION);
  encoding = loop_server_dup_header (fixture->server, "/page", "Accept-Encoding");
  g_assert_nonnull (strstr (encoding, "gzip"));
}

static void
test_conditional (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = loop_server_address (fixture->server, "/feed");
  PostilFetchRequest request = { .url = url, .typed = TRUE, .max_bytes = 1000 };
  g_autoptr (PostilFetched) first = NULL;
  g_autoptr (PostilFetched) second = NULL;
  g_autofree char *since = NULL;

  loop_server_answer_feed (fixture->server, "/feed", "<rss/>", "\"v1\"");
  first = ask (fixture, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->etag, ==, "\"v1\"");
  request.etag = first->etag;
  request.last_modified = "Sun, 01 Nov 2026 00:00:00 GMT";
  second = ask (fixture, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->status, ==, 304);
  g_assert_null (second->bytes);
  since = loop_server_dup_header (fixture->server, "/feed", "If-Modified-Since");
  g_assert_cmpstr (since, ==, request.last_modified);
  /* One connection served both. */
  g_assert_cmpuint (loop_server_count_connections (fixture->server), ==, 1);
}

/* What a server says about time and sameness. */
static void
test_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) fetched = NULL;
  g_autofree char *giant = g_strnfill (POSTIL_FETCH_MAX_VALIDATOR + 1, 'x');
  g_autofree char *head = g_strdup_printf ("200 OK\r\nETag: \"%s\"\r\nLast-Modified: Sun, 01 Nov 2026 00:00:00 GMT\r\n"
                                           "Cache-Control: private, max-age=7200",
                                           giant);

  loop_server_answer (fixture->server, "/said", head, PAGE, -1);
  fetched = fetch (fixture, "/said", 1000, &error);
  g_assert_no_error (error);
  g_assert_null (fetched->etag);
  g_assert_cmpstr (fetched->last_modified, ==, "Sun, 01 Nov 2026 00:00:00 GMT");
  g_assert_cmpint (fetched->max_age, ==, 7200);
  g_assert_cmpint (fetched->retry_after, ==, 0);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 1800);
  g_autofree char *date = g_date_time_format (later, "%a, %d %b %Y %H:%M:%S GMT");
  g_autofree char *head = g_strconcat ("503 Service Unavailable\r\nRetry-After: ", date, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) first = NULL;
  g_autoptr (PostilFetched) second = NULL;

  loop_server_answer (fixture->server, "/429", "429 Too Many Requests\r\nRetry-After: 3600", "later", -1);
  loop_server_answer (fixture->server, "/503", head, "later", -1);
  first = fetch (fixture, "/429", 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->retry_after, ==, 3600);
  g_assert_false (postil_fetched_check (first, &error));
  g_assert_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BUSY);
  g_clear_error (&error);
  second = fetch (fixture, "/503", 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (second->retry_after, >, 1700);
  g_assert_cmpint (second->retry_after, <=, 1800);
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) fetched = NULL;

  loop_server_answer (fixture->server, "/gone", "410 Gone", "no", -1);
  fetched = fetch (fixture, "/gone", 1000, &error);
  g_assert_no_error (error);
  g_assert_null (fetched->bytes);
  g_assert_false (postil_fetched_check (fetched, &error));
  g_assert_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_GONE);
}

/* For good as far as every hop was. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) moved = NULL;
  g_autoptr (PostilFetched) partly = NULL;
  g_autoptr (PostilFetched) lent = NULL;

  loop_server_answer (fixture->server, "/old", "301 Moved Permanently\r\nLocation: /older", NULL, 0);
  loop_server_answer (fixture->server, "/older", "308 Permanent Redirect\r\nLocation: /page", NULL, 0);
  loop_server_answer (fixture->server, "/partly", "301 Moved Permanently\r\nLocation: /lent", NULL, 0);
  loop_server_answer (fixture->server, "/lent", "307 Temporary Redirect\r\nLocation: /older", NULL, 0);
  moved = fetch (fixture, "/old", 1000, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (moved->moved, "/page"));
  partly = fetch (fixture, "/partly", 1000, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (partly->moved, "/lent"));
  lent = fetch (fixture, "/lent", 1000, &error);
  g_assert_no_error (error);
  g_assert_null (lent->moved);
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
  g_autofree char *other
      = g_strdup_printf ("302 Found\r\nLocation: http://localhost:%u/page", loop_server_get_port (fixture->server));
  g_autoptr (GError) error = NULL;

  loop_server_answer (fixture->server, "/loop", "302 Found\r\nLocation: /loop", NULL, 0);
  loop_server_answer (fixture->server, "/file", "302 Found\r\nLocation: file:///etc/passwd", NULL, 0);
  loop_server_answer (fixture->server, "/lines", "302 Found\r\nLocation: /a%0d%0aX:%20y", NULL, 0);
  loop_server_answer (fixture->server, "/other", other, NULL, 0);
  loop_server_answer (fixture->server, "/twice", "200 OK\r\nContent-Encoding: gzip, gzip", PAGE, -1);
  loop_server_fail (fixture->server, "/cut", LOOP_CUT, PAGE);
  loop_server_fail (fixture->server, "/endless", LOOP_ENDLESS, NULL);
  loop_server_fail (fixture->server, "/silent", LOOP_SILENT, NULL);
  loop_server_fail (fixture->server, "/garbage", LOOP_GARBAGE, NULL);
  g_assert_null (fetch (fixture, failure->path, failure->max, &error));
  g_assert_error (error, POSTIL_FETCH_ERROR, failure->code);
  if (failure->hits > 0)
    g_assert_cmpuint (loop_server_count (fixture->server, NULL), ==, failure->hits);
}

/* Servers that say so and do not are read all the same. */
static void
test_not_packed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) fetched = NULL;

  loop_server_answer (fixture->server, "/not-gzip", "200 OK\r\nContent-Encoding: gzip", PAGE, -1);
  fetched = fetch (fixture, "/not-gzip", 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (fetched->bytes, NULL), g_bytes_get_size (fetched->bytes), PAGE, strlen (PAGE));
}

/* Sixteen mebibytes of nothing, packed a thousand to one: the rest is never unpacked. */
static void
test_bomb (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, packer);
  g_autofree char *nothing = g_malloc0 (1024 * 1024);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 16; i++)
    g_assert_true (g_output_stream_write_all (packed, nothing, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  loop_server_answer (fixture->server, "/bomb", "200 OK\r\nContent-Encoding: gzip",
                      g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                      (gssize) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
  g_assert_null (fetch (fixture, "/bomb", 1024 * 1024, &error));
  g_assert_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_TOO_LARGE);
}

/* Whatever the spelling: nothing on this machine is asked unless the reader typed it. */
static void
test_spellings (Fixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "127.0.0.1",
                                       "localhost",
                                       "LOCALHOST",
                                       "localhost.",
                                       "a.localhost",
                                       "127.1",
                                       "0",
                                       "2130706433",
                                       "0x7f000001",
                                       "0x7f.1",
                                       "0177.0.0.1",
                                       "017700000001",
                                       "127.0.1",
                                       "0.0.0.0",
                                       "[::1]",
                                       "[::]",
                                       "[::ffff:127.0.0.1]",
                                       "[::ffff:7f00:1]",
                                       "10.0.0.1",
                                       "192.168.0.1",
                                       "169.254.169.254",
                                       "[fe80::1]",
                                       "[fd00::1]",
                                       "172.16.0.1",
                                       "[64:ff9b::7f00:1]" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url = g_strdup_printf ("http://%s:%u/page", hosts[i], loop_server_get_port (fixture->server));
      const PostilFetchRequest request = { .url = url, .max_bytes = 1000 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", url);
      g_assert_null (ask (fixture, &request, NULL, &error));
      g_assert_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_BLOCKED);
    }
  g_assert_cmpuint (loop_server_count (fixture->server, NULL), ==, 0);
  g_assert_cmpuint (loop_server_count_connections (fixture->server), ==, 0);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Before it begins, and while the server says nothing. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = loop_server_address (fixture->server, "/hang");
  const PostilFetchRequest request = { .url = url, .typed = TRUE, .max_bytes = 1000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();

  loop_server_fail (fixture->server, "/hang", LOOP_HANG, NULL);
  g_cancellable_cancel (before);
  g_assert_null (ask (fixture, &request, before, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_timeout_add (20, cancel_cb, during);
  g_assert_null (ask (fixture, &request, during, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Many at once: all answered, few connections. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = loop_server_address (fixture->server, "/page");
  const PostilFetchRequest request = { .url = url, .typed = TRUE, .max_bytes = 1000 };
  GAsyncResult *results[40] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    postil_fetcher_fetch_async (fixture->fetcher, &request, NULL, done_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (PostilFetched) fetched = NULL;
      g_autoptr (GError) error = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      fetched = postil_fetcher_fetch_finish (fixture->fetcher, results[i], &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (loop_server_count (fixture->server, "/page"), ==, G_N_ELEMENTS (results));
  g_assert_cmpuint (loop_server_count_connections (fixture->server), <=, POSTIL_FETCH_PER_HOST);
}

int
main (int argc, char **argv)
{
  static const Failure loop = { "/loop", 1000, POSTIL_FETCH_ERROR_HTTP, POSTIL_FETCH_MAX_REDIRECTS + 1 };
  static const Failure file = { "/file", 1000, POSTIL_FETCH_ERROR_URL, 1 };
  static const Failure lines = { "/lines", 1000, POSTIL_FETCH_ERROR_URL, 1 };
  static const Failure other = { "/other", 1000, POSTIL_FETCH_ERROR_BLOCKED, 1 };
  static const Failure large = { "/page", 11, POSTIL_FETCH_ERROR_TOO_LARGE, 1 };
  static const Failure twice = { "/twice", 1000, POSTIL_FETCH_ERROR_NETWORK, 1 };
  static const Failure cut = { "/cut", 1000, POSTIL_FETCH_ERROR_NETWORK, 1 };
  static const Failure endless = { "/endless", 100000, POSTIL_FETCH_ERROR_TOO_LARGE, 1 };
  static const Failure silent = { "/silent", 1000, POSTIL_FETCH_ERROR_NETWORK, 0 };
  static const Failure garbage = { "/garbage", 1000, POSTIL_FETCH_ERROR_NETWORK, 0 };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fetch/page", Fixture, "/page", set_up, test_page, tear_down);
  g_test_add ("/fetch/redirected", Fixture, "/once", set_up, test_page, tear_down);
  g_test_add ("/fetch/headers", Fixture, NULL, set_up, test_headers, tear_down);
  g_test_add ("/fetch/conditional", Fixture, NULL, set_up, test_conditional, tear_down);
  g_test_add ("/fetch/said", Fixture, NULL, set_up, test_said, tear_down);
  g_test_add ("/fetch/busy", Fixture, NULL, set_up, test_busy, tear_down);
  g_test_add ("/fetch/gone", Fixture, NULL, set_up, test_status, tear_down);
  g_test_add ("/fetch/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add ("/fetch/endless-redirect", Fixture, &loop, set_up, test_failure, tear_down);
  g_test_add ("/fetch/redirect-to-file", Fixture, &file, set_up, test_failure, tear_down);
  g_test_add ("/fetch/redirect-with-line-ends", Fixture, &lines, set_up, test_failure, tear_down);
  g_test_add ("/fetch/redirect-to-another-local-host", Fixture, &other, set_up, test_failure, tear_down);
  g_test_add ("/fetch/too-large", Fixture, &large, set_up, test_failure, tear_down);
  g_test_add ("/fetch/packed-twice", Fixture, &twice, set_up, test_failure, tear_down);
  g_test_add ("/fetch/not-packed", Fixture, NULL, set_up, test_not_packed, tear_down);
  g_test_add ("/fetch/cut", Fixture, &cut, set_up, test_failure, tear_down);
  g_test_add ("/fetch/endless", Fixture, &endless, set_up, test_failure, tear_down);
  g_test_add ("/fetch/silent", Fixture, &silent, set_up, test_failure, tear_down);
  g_test_add ("/fetch/garbage", Fixture, &garbage, set_up, test_failure, tear_down);
  g_test_add ("/fetch/bomb", Fixture, NULL, set_up, test_bomb, tear_down);
  g_test_add ("/fetch/spellings", Fixture, NULL, set_up, test_spellings, tear_down);
  g_test_add ("/fetch/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/fetch/many", Fixture, NULL, set_up, test_many, tear_down);
  return g_test_run ();
}
