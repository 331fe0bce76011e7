/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library that follows feeds of a server on 127.0.0.1. */
#include "config.h"

#include "feed-client.h"

#include <string.h>

void
feed_client_set_up (FeedClient *self, gconstpointer data)
{
  client_set_up (&self->client, NULL);
  self->server = loop_server_new ();
}

void
feed_client_tear_down (FeedClient *self, gconstpointer data)
{
  client_tear_down (&self->client, NULL);
  loop_server_free (self->server);
}

char *
feed_client_make_feed (const char *title, guint n_entries, const char *words)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>");

  g_string_append_printf (xml, "<title>%s</title><link>http://news.example/</link>", title);
  for (guint i = 0; i < n_entries; i++)
    g_string_append_printf (xml,
                            "<item><guid>tag:%u</guid><title>Story %u</title><link>http://news.example/%u</link>"
                            "<pubDate>Mon, 02 Nov 2026 10:%02u:00 GMT</pubDate><description>%s, number %u.</description></item>",
                            i, i, i, i % 60, words, i);
  g_string_append (xml, "</channel></rss>\n");
  return g_string_free (xml, FALSE);
}

gint64
feed_client_subscribe (FeedClient *self, const char *path)
{
  g_autofree char *url = loop_server_address (self->server, path);
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  gint64 id;

  postil_library_subscribe_async (self->client.library, url, NULL, NULL, NULL, answer_cb, &answer);
  id = postil_library_subscribe_finish (self->client.library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static PostilRefreshReport *
refresh (FeedClient *self, GArray *ids, GCancellable *cancellable)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilRefreshReport *report;

  postil_library_refresh_async (self->client.library, POSTIL_REFRESH_ALL, ids, cancellable, answer_cb, &answer);
  report = postil_library_refresh_finish (self->client.library, await (&answer), &error);
  if (cancellable == NULL)
    g_assert_no_error (error);
  for (guint i = 0; report != NULL && i < report->problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (report->problems, i));
  return report;
}

PostilRefreshReport *
feed_client_refresh (FeedClient *self, GCancellable *cancellable)
{
  return refresh (self, NULL, cancellable);
}

PostilRefreshReport *
feed_client_refresh_one (FeedClient *self, gint64 id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  return refresh (self, ids, NULL);
}

GPtrArray *
feed_client_list (FeedClient *self)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *feeds;

  postil_library_list_feeds_async (self->client.library, NULL, answer_cb, &answer);
  feeds = postil_library_list_feeds_finish (self->client.library, await (&answer), &error);
  g_assert_no_error (error);
  return feeds;
}

PostilFeedInfo *
feed_client_get (FeedClient *self, const char *path)
{
  g_autofree char *url = loop_server_address (self->server, path);
  g_autoptr (GPtrArray) feeds = feed_client_list (self);

  g_ptr_array_set_free_func (feeds, NULL);
  for (guint i = 0; i < feeds->len; i++)
    {
      PostilFeedInfo *info = g_ptr_array_index (feeds, i);

      if (strcmp (info->url, url) == 0)
        {
          g_ptr_array_remove_index (feeds, i);
          g_ptr_array_set_free_func (feeds, (GDestroyNotify) postil_feed_info_free);
          return info;
        }
    }
  g_assert_not_reached ();
}

GPtrArray *
feed_client_articles (FeedClient *self, const char *query)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *articles;

  postil_library_list_articles_async (self->client.library, query, 0, answer_cb, &answer);
  articles = postil_library_list_articles_finish (self->client.library, await (&answer), &error);
  g_assert_no_error (error);
  return articles;
}

void
feed_client_await_index (FeedClient *self)
{
  guint n = 1;

  while (n > 0)
    {
      g_object_get (postil_library_get_refresh (self->client.library), "n-indexing", &n, NULL);
      if (n > 0)
        g_main_context_iteration (NULL, TRUE);
    }
}
