/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on 127.0.0.1 that answers as it is told, also in the bad ways of the net, and counts what it was asked. */
#include "config.h"

#include "loop-server.h"

#include <string.h>

typedef struct
{
  char *head; /* NULL: a fault */
  char *etag;
  GBytes *body;
  LoopFault fault;
} Page;

struct _LoopServer
{
  GMainContext *context; /* of the thread that takes connections, so that a test may wait for a program */
  GThread *thread;
  GSocketService *service;
  GTlsCertificate *certificate;
  GCancellable *end;
  guint16 port;
  char *base;
  GMutex mutex;
  GHashTable *pages;
  GHashTable *counts;   /* path -> number */
  GHashTable *requests; /* path -> last request */
  guint n_requests;
  guint n_connections;
};

static void
page_free (gpointer data)
{
  Page *page = data;

  g_free (page->head);
  g_free (page->etag);
  g_bytes_unref (page->body);
  g_free (page);
}

static gboolean
put (GOutputStream *out, const void *data, gsize length, GCancellable *cancellable)
{
  return g_output_stream_write_all (out, data, length, NULL, cancellable, NULL);
}

static gboolean
put_text (GOutputStream *out, const char *text, GCancellable *cancellable)
{
  return put (out, text, strlen (text), cancellable);
}

static void
wait_for_end (LoopServer *self)
{
  GPollFD fd = { 0 };

  if (!g_cancellable_make_pollfd (self->end, &fd))
    return;
  while (!g_cancellable_is_cancelled (self->end))
    g_poll (&fd, 1, -1);
  g_cancellable_release_fd (self->end);
}

/* Returns FALSE: the connection ends with it. */
static gboolean
serve_fault (LoopServer *self, GOutputStream *out, LoopFault fault, GBytes *body)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  g_autofree char *head = NULL;

  switch (fault)
    {
    case LOOP_CUT:
      head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", length);
      put_text (out, head, self->end);
      put (out, text, length / 2, self->end);
      break;
    case LOOP_BROKEN:
      head = g_strdup_printf ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n", (guint) length / 2);
      put_text (out, head, self->end);
      put (out, text, length / 2, self->end);
      break;
    case LOOP_HANG:
      wait_for_end (self);
      break;
    case LOOP_ENDLESS:
      put_text (out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", self->end);
      while (put_text (out, "8\r\n<a></a>\n\r\n", self->end))
        continue;
      break;
    case LOOP_GARBAGE:
      put_text (out, "\x01\x02 what is this\r\n\r\n\r\n", self->end);
      break;
    case LOOP_SILENT:
    default:
      break;
    }
  return FALSE;
}

static gboolean
serve_page (LoopServer *self, GOutputStream *out, const Page *page, const char *request)
{
  g_autofree char *head = NULL;
  gsize length = 0;
  const char *text = g_bytes_get_data (page->body, &length);

  if (page->head == NULL)
    return serve_fault (self, out, page->fault, page->body);
  if (page->etag != NULL && strstr (request, page->etag) != NULL)
    {
      head = g_strdup_printf ("HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n", page->etag);
      return put_text (out, head, self->end);
    }
  head = g_strdup_printf ("HTTP/1.1 %s\r\n%s%s%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", page->head,
                          page->etag != NULL ? "ETag: " : "", page->etag != NULL ? page->etag : "",
                          page->etag != NULL ? "\r\n" : "", length);
  return put_text (out, head, self->end) && put (out, text, length, self->end);
}

/* Under the lock. */
static guint
get_count (LoopServer *self, const char *path)
{
  gpointer count = g_hash_table_lookup (self->counts, path);

  return GPOINTER_TO_UINT (count);
}

static gboolean
serve (LoopServer *self, GOutputStream *out, const char *request)
{
  g_auto (GStrv) words = g_strsplit (request, " ", 3);
  const Page *page = NULL;

  if (g_strv_length (words) < 3)
    return FALSE;
  g_mutex_lock (&self->mutex);
  self->n_requests++;
  g_hash_table_replace (self->counts, g_strdup (words[1]), GUINT_TO_POINTER (get_count (self, words[1]) + 1));
  g_hash_table_replace (self->requests, g_strdup (words[1]), g_strdup (request));
  page = g_hash_table_lookup (self->pages, words[1]);
  g_mutex_unlock (&self->mutex);
  if (page == NULL)
    return put_text (out, "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n", self->end);
  return serve_page (self, out, page, request);
}

/* A request has no body, so it ends at the first empty line. Returns: (nullable) */
static char *
read_request (LoopServer *self, GInputStream *in)
{
  GString *text = g_string_new (NULL);
  char byte = 0;

  while (text->len < 65536 && g_input_stream_read (in, &byte, 1, self->end, NULL) == 1)
    {
      g_string_append_c (text, byte);
      if (text->len >= 4 && memcmp (text->str + text->len - 4, "\r\n\r\n", 4) == 0)
        return g_string_free (text, FALSE);
    }
  g_string_free (text, TRUE);
  return NULL;
}

static gboolean
connected_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  LoopServer *self = user_data;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GInputStream) in = NULL;
  gboolean more = TRUE;

  g_mutex_lock (&self->mutex);
  self->n_connections++;
  g_mutex_unlock (&self->mutex);
  if (self->certificate != NULL)
    stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  else
    stream = g_object_ref (G_IO_STREAM (connection));
  in = g_buffered_input_stream_new (g_io_stream_get_input_stream (stream));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (in), FALSE);
  while (more)
    {
      g_autofree char *request = read_request (self, in);

      more = request != NULL && serve (self, g_io_stream_get_output_stream (stream), request);
    }
  g_io_stream_close (stream, NULL, NULL);
  return TRUE;
}

static gpointer
take_connections_in_thread (gpointer data)
{
  LoopServer *self = data;

  while (!g_cancellable_is_cancelled (self->end))
    g_main_context_iteration (self->context, TRUE);
  return NULL;
}

LoopServer *
loop_server_new_tls (GTlsCertificate *certificate)
{
  LoopServer *self = g_new0 (LoopServer, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_mutex_init (&self->mutex);
  self->certificate = certificate;
  self->end = g_cancellable_new ();
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, page_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &bound, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (connected_cb), self);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->base = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http", self->port);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("loop-server", take_connections_in_thread, self);
  return self;
}

LoopServer *
loop_server_new (void)
{
  return loop_server_new_tls (NULL);
}

/* The threads that serve hold the service, and it is not gone before they are. */
static void
gone_cb (gpointer data, GObject *service)
{
  g_atomic_int_set ((int *) data, TRUE);
}

void
loop_server_free (LoopServer *self)
{
  int gone = FALSE;

  g_cancellable_cancel (self->end);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_weak_ref (G_OBJECT (self->service), gone_cb, &gone);
  g_object_unref (self->service);
  while (!g_atomic_int_get (&gone))
    {
      g_main_context_iteration (self->context, FALSE);
      g_thread_yield ();
    }
  g_main_context_unref (self->context);
  g_object_unref (self->end);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self->base);
  g_free (self);
}

const char *
loop_server_get_base (LoopServer *self)
{
  return self->base;
}

guint
loop_server_get_port (LoopServer *self)
{
  return self->port;
}

char *
loop_server_address (LoopServer *self, const char *path)
{
  return g_strconcat (self->base, path, NULL);
}

static void
put_page (LoopServer *self, const char *path, const Page *page)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->pages, g_strdup (path), g_memdup2 (page, sizeof *page));
  g_mutex_unlock (&self->mutex);
}

void
loop_server_answer (LoopServer *self, const char *path, const char *head, const char *body, gssize length)
{
  const char *text = body != NULL ? body : "";
  const Page page = { g_strdup (head), NULL, g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length), LOOP_CUT };

  put_page (self, path, &page);
}

void
loop_server_answer_feed (LoopServer *self, const char *path, const char *body, const char *etag)
{
  const Page page = { g_strdup ("200 OK\r\nContent-Type: application/xml; charset=utf-8"), g_strdup (etag),
                      g_bytes_new (body, strlen (body)), LOOP_CUT };

  put_page (self, path, &page);
}

void
loop_server_fail (LoopServer *self, const char *path, LoopFault fault, const char *body)
{
  const char *text = body != NULL ? body : "";
  const Page page = { NULL, NULL, g_bytes_new (text, strlen (text)), fault };

  put_page (self, path, &page);
}

guint
loop_server_count (LoopServer *self, const char *path)
{
  guint count = 0;

  g_mutex_lock (&self->mutex);
  count = path != NULL ? get_count (self, path) : self->n_requests;
  g_mutex_unlock (&self->mutex);
  return count;
}

guint
loop_server_count_connections (LoopServer *self)
{
  guint count = 0;

  g_mutex_lock (&self->mutex);
  count = self->n_connections;
  g_mutex_unlock (&self->mutex);
  return count;
}

char *
loop_server_dup_header (LoopServer *self, const char *path, const char *name)
{
  g_autofree char *request = NULL;
  g_auto (GStrv) lines = NULL;

  g_mutex_lock (&self->mutex);
  request = g_strdup (g_hash_table_lookup (self->requests, path));
  g_mutex_unlock (&self->mutex);
  lines = request != NULL ? g_strsplit (request, "\r\n", -1) : NULL;
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, strlen (name)) == 0 && lines[i][strlen (name)] == ':')
      return g_strdup (g_strstrip (lines[i] + strlen (name) + 1));
  return NULL;
}
