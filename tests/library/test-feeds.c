/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds are followed, refreshed, found and dropped; the servers are good and bad. */
#include "config.h"

#include "feed-client.h"

#include <string.h>

static void
test_first_and_again (FeedClient *self, gconstpointer data)
{
  g_autofree char *xml = feed_client_make_feed ("The Wire", 30, "Apple paid Alibaba");
  g_autofree char *more = feed_client_make_feed ("The Wire", 31, "Apple paid Alibaba");
  g_autoptr (PostilRefreshReport) first = NULL;
  g_autoptr (PostilRefreshReport) again = NULL;
  g_autoptr (PostilRefreshReport) later = NULL;
  g_autoptr (PostilFeedInfo) info = NULL;
  g_autoptr (GPtrArray) found = NULL;

  loop_server_answer_feed (self->server, "/feed", xml, "\"1\"");
  feed_client_subscribe (self, "/feed");
  first = feed_client_refresh (self, NULL);
  g_assert_cmpuint (first->n_feeds, ==, 1);
  g_assert_cmpuint (first->n_new, ==, 30);
  g_assert_cmpuint (first->n_bytes, ==, strlen (xml));
  again = feed_client_refresh (self, NULL);
  g_assert_cmpuint (again->n_unchanged, ==, 1);
  g_assert_cmpuint (again->n_bytes, ==, 0);
  loop_server_answer_feed (self->server, "/feed", more, "\"2\"");
  later = feed_client_refresh (self, NULL);
  g_assert_cmpuint (later->n_new, ==, 1);
  g_assert_cmpuint (later->n_updated, ==, 0);
  info = feed_client_get (self, "/feed");
  g_assert_cmpstr (info->title, ==, "The Wire");
  g_assert_cmpuint (info->n_articles, ==, 31);
  g_assert_cmpuint (info->n_unread, ==, 31);
  g_assert_null (info->failure);
  g_assert_cmpint (info->next_check, >, info->checked);
  feed_client_await_index (self);
  found = feed_client_articles (self, "Alibaba ");
  g_assert_cmpuint (found->len, ==, 31);
}

/* An entry that was edited is another version; the note on it is looked for. */
static void
test_edited (FeedClient *self, gconstpointer data)
{
  g_autofree char *before = feed_client_make_feed ("The Wire", 1, "Apple paid Alibaba");
  g_autofree char *after = feed_client_make_feed ("The Wire", 1, "Yesterday Apple paid Alibaba");
  g_autoptr (PostilRefreshReport) first = NULL;
  g_autoptr (PostilRefreshReport) second = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilOpenArticle) open = NULL;
  gint64 id;

  loop_server_answer_feed (self->server, "/feed", before, "\"1\"");
  feed_client_subscribe (self, "/feed");
  first = feed_client_refresh (self, NULL);
  articles = feed_client_articles (self, NULL);
  id = ((PostilArticle *) g_ptr_array_index (articles, 0))->id;
  note = client_annotate (&self->client, id, "Alibaba", "who?");
  loop_server_answer_feed (self->server, "/feed", after, "\"2\"");
  second = feed_client_refresh (self, NULL);
  g_assert_cmpuint (second->n_updated, ==, 1);
  g_assert_cmpuint (second->n_new, ==, 0);
  open = client_open_article (&self->client, id);
  g_assert_cmpuint (open->article->version, ==, 2);
  g_assert_cmpuint (open->notes->len, ==, 1);
  g_assert_false (((PostilNote *) g_ptr_array_index (open->notes, 0))->orphan);
}

/* Two feeds that claim the same site and the same ids are two feeds. */
static void
test_same_ids (FeedClient *self, gconstpointer data)
{
  g_autofree char *xml = feed_client_make_feed ("The Wire", 3, "Words");
  g_autoptr (PostilRefreshReport) report = NULL;

  loop_server_answer_feed (self->server, "/a", xml, "\"1\"");
  loop_server_answer_feed (self->server, "/b", xml, "\"1\"");
  feed_client_subscribe (self, "/a");
  feed_client_subscribe (self, "/b");
  report = feed_client_refresh (self, NULL);
  g_assert_cmpuint (report->n_new, ==, 6);
}

/* One bad feed never holds another; each says what is wrong, since when, and when it is tried again. */
static void
test_bad_servers (FeedClient *self, gconstpointer data)
{
  static const char *const bad[] = { "/404", "/410", "/429", "/cut", "/garbage", "/page", "/nothing", "/loop", "/away" };
  g_autofree char *xml = feed_client_make_feed ("The Wire", 3, "Words");
  g_autofree char *away
      = g_strdup_printf ("302 Found\r\nLocation: http://localhost:%u/good", loop_server_get_port (self->server));
  g_autoptr (PostilRefreshReport) report = NULL;
  g_autoptr (PostilRefreshReport) again = NULL;
  g_autoptr (PostilFeedInfo) good = NULL;
  g_autoptr (PostilFeedInfo) gone = NULL;
  g_autoptr (PostilFeedInfo) busy = NULL;
  g_autoptr (PostilFeedInfo) well = NULL;

  loop_server_answer_feed (self->server, "/good", xml, "\"1\"");
  loop_server_answer (self->server, "/410", "410 Gone", "gone", -1);
  loop_server_answer (self->server, "/429", "429 Too Many Requests\r\nRetry-After: 7200", "later", -1);
  loop_server_fail (self->server, "/cut", LOOP_CUT, xml);
  loop_server_fail (self->server, "/garbage", LOOP_GARBAGE, NULL);
  loop_server_answer (self->server, "/page", "200 OK\r\nContent-Type: text/html", "<html><body><p>Log in</p></body></html>", -1);
  loop_server_answer (self->server, "/nothing", "200 OK\r\nContent-Type: text/xml", "", -1);
  loop_server_answer (self->server, "/loop", "302 Found\r\nLocation: /loop", NULL, 0);
  loop_server_answer (self->server, "/away", away, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    feed_client_subscribe (self, bad[i]);
  feed_client_subscribe (self, "/good");
  report = feed_client_refresh (self, NULL);
  g_assert_cmpuint (report->n_feeds, ==, G_N_ELEMENTS (bad) + 1);
  g_assert_cmpuint (report->n_failed, ==, G_N_ELEMENTS (bad));
  g_assert_cmpuint (report->problems->len, ==, G_N_ELEMENTS (bad));
  g_assert_cmpuint (report->n_new, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (PostilFeedInfo) info = feed_client_get (self, bad[i]);

      g_assert_nonnull (info->failure);
      g_assert_cmpuint (info->n_failures, ==, 1);
      g_assert_cmpint (info->failing_since, ==, info->checked);
      g_assert_cmpint (info->succeeded, ==, POSTIL_TIME_UNKNOWN);
    }
  good = feed_client_get (self, "/good");
  g_assert_null (good->failure);
  gone = feed_client_get (self, "/410");
  g_assert_cmpint (gone->next_check, ==, POSTIL_TIME_UNKNOWN);
  busy = feed_client_get (self, "/429");
  g_assert_cmpint (busy->next_check - busy->checked, >=, 7200 * G_TIME_SPAN_SECOND);
  /* Who asked to be left alone is left alone. */
  loop_server_answer_feed (self->server, "/cut", xml, "\"1\"");
  again = feed_client_refresh (self, NULL);
  g_assert_cmpuint (again->n_postponed, ==, 1);
  g_assert_cmpuint (loop_server_count (self->server, "/429"), ==, 1);
  well = feed_client_get (self, "/cut");
  g_assert_null (well->failure);
  g_assert_cmpint (well->failing_since, ==, POSTIL_TIME_UNKNOWN);
}

/* A feed without validators that sends the same again is not read again; one that broke off is asked for in full. */
static void
test_validators (FeedClient *self, gconstpointer data)
{
  g_autofree char *xml = feed_client_make_feed ("The Wire", 4, "Words");
  g_autoptr (PostilRefreshReport) first = NULL;
  g_autoptr (PostilRefreshReport) same = NULL;
  g_autoptr (PostilRefreshReport) half = NULL;
  g_autoptr (PostilRefreshReport) whole = NULL;
  g_autofree char *condition G_GNUC_UNUSED = NULL;

  loop_server_answer (self->server, "/plain", "200 OK\r\nContent-Type: text/xml", xml, -1);
  feed_client_subscribe (self, "/plain");
  first = feed_client_refresh (self, NULL);
  same = feed_client_refresh (self, NULL);
  g_assert_cmpuint (same->n_unchanged, ==, 1);
  g_assert_cmpuint (same->n_bytes, ==, strlen (xml));
  loop_server_fail (self->server, "/half", LOOP_BROKEN, xml);
  feed_client_subscribe (self, "/half");
  half = feed_client_refresh (self, NULL);
  g_assert_cmpuint (half->n_new, >, 0);
  loop_server_answer_feed (self->server, "/half", xml, "\"1\"");
  whole = feed_client_refresh (self, NULL);
  g_assert_cmpuint (half->n_new + whole->n_new, ==, 4);
}

static void
test_moved (FeedClient *self, gconstpointer data)
{
  g_autofree char *xml = feed_client_make_feed ("The Wire", 2, "Words");
  g_autoptr (PostilRefreshReport) first = NULL;
  g_autoptr (PostilRefreshReport) second = NULL;
  g_autoptr (PostilFeedInfo) info = NULL;

  loop_server_answer (self->server, "/old", "301 Moved Permanently\r\nLocation: /new", NULL, 0);
  loop_server_answer_feed (self->server, "/new", xml, "\"1\"");
  feed_client_subscribe (self, "/old");
  first = feed_client_refresh (self, NULL);
  second = feed_client_refresh (self, NULL);
  g_assert_cmpuint (loop_server_count (self->server, "/old"), ==, 1);
  g_assert_cmpuint (loop_server_count (self->server, "/new"), ==, 2);
  info = feed_client_get (self, "/old");
  g_assert_true (g_str_has_suffix (info->address, "/new"));
  g_assert_cmpuint (info->n_articles, ==, 2);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* What is stored stays; what hangs is let go. */
static void
test_cancelled (FeedClient *self, gconstpointer data)
{
  g_autofree char *xml = feed_client_make_feed ("The Wire", 2, "Words");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PostilFeedInfo) good = NULL;
  g_autoptr (PostilFeedInfo) hanging = NULL;
  gboolean running = TRUE;

  loop_server_fail (self->server, "/hang", LOOP_HANG, NULL);
  loop_server_answer_feed (self->server, "/good", xml, "\"1\"");
  feed_client_subscribe (self, "/hang");
  feed_client_subscribe (self, "/good");
  g_timeout_add (300, cancel_cb, cancellable);
  g_assert_null (feed_client_refresh (self, cancellable));
  g_object_get (postil_library_get_refresh (self->client.library), "running", &running, NULL);
  g_assert_false (running);
  hanging = feed_client_get (self, "/hang");
  g_assert_null (hanging->failure);
  g_assert_cmpint (hanging->checked, ==, POSTIL_TIME_UNKNOWN);
  good = feed_client_get (self, "/good");
  g_assert_cmpuint (good->n_articles, ==, 2);
}

/* Closed in the middle: nothing hangs and nothing is half. */
static void
test_closed (FeedClient *self, gconstpointer data)
{
  g_auto (Answer) answer = { NULL };
  g_autofree char *xml = feed_client_make_feed ("The Wire", 200, "Words");

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);

      loop_server_answer_feed (self->server, path, xml, "\"1\"");
      feed_client_subscribe (self, path);
    }
  postil_library_refresh_async (self->client.library, POSTIL_REFRESH_ALL, NULL, NULL, answer_cb, &answer);
  spin (30);
  client_close (&self->client);
  await (&answer);
  client_open (&self->client);
  answer_clear (&answer);
  g_assert_cmpuint (self->client.failures->len, ==, 0);
}

/* Notes and stars outlive the feed; undo follows it again. */
static void
test_unsubscribe (FeedClient *self, gconstpointer data)
{
  g_autofree char *xml = feed_client_make_feed ("The Wire", 5, "Apple paid Alibaba");
  g_autoptr (PostilRefreshReport) report = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { NULL };
  gint64 id, starred;

  loop_server_answer_feed (self->server, "/feed", xml, "\"1\"");
  id = feed_client_subscribe (self, "/feed");
  report = feed_client_refresh (self, NULL);
  before = feed_client_articles (self, NULL);
  note = client_annotate (&self->client, ((PostilArticle *) g_ptr_array_index (before, 0))->id, "Alibaba", "who?");
  starred = ((PostilArticle *) g_ptr_array_index (before, 1))->id;
  postil_library_set_starred (self->client.library, &starred, 1, TRUE);
  postil_library_unsubscribe_async (self->client.library, id, answer_cb, &answer);
  g_assert_true (postil_library_unsubscribe_finish (self->client.library, await (&answer), &error));
  after = feed_client_articles (self, NULL);
  g_assert_cmpuint (after->len, ==, 2);
  notes = client_list_notes (&self->client, NULL, FALSE);
  g_assert_cmpuint (notes->len, ==, 1);
  feeds = feed_client_list (self);
  g_assert_cmpuint (feeds->len, ==, 0);
  client_undo (&self->client);
  again = feed_client_list (self);
  g_assert_cmpuint (again->len, ==, 1);
}

/* --- lists --- */

static void
test_lists (FeedClient *self, gconstpointer data)
{
  static const char opml[] = "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>Mine</title></head><body>"
                             "<outline text=\"News\"><outline text=\"China\"><outline type=\"rss\" text=\"A\" "
                             "xmlUrl=\"http://a.example/feed\"/></outline>"
                             "<outline type=\"rss\" text=\"B\" xmlUrl=\"http://b.example/feed\"/></outline>"
                             "<outline type=\"rss\" text=\"Evil\" xmlUrl=\"|touch x\"/>"
                             "<outline type=\"rss\" text=\"Worse\" xmlUrl=\"file:///etc/passwd\"/></body></opml>";
  g_autofree char *path = client_write (&self->client, "list.opml", opml, -1);
  g_autofree char *copy = g_build_filename (self->client.root, "copy.opml", NULL);
  g_autoptr (PostilImportReport) report = client_import (&self->client, path, NULL);
  g_autoptr (PostilImportReport) again = client_import (&self->client, path, NULL);
  g_autoptr (GPtrArray) feeds = feed_client_list (self);
  g_autoptr (GFile) file = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { NULL };
  g_autofree char *written = NULL;
  const PostilFeedInfo *info;

  g_assert_cmpuint (report->n_feeds, ==, 2);
  g_assert_cmpuint (report->problems->len, ==, 1);
  g_assert_cmpuint (again->n_feeds, ==, 0);
  g_assert_cmpuint (again->n_known_feeds, ==, 2);
  g_assert_cmpuint (feeds->len, ==, 2);
  info = g_ptr_array_index (feeds, 1);
  g_assert_cmpstr (info->url, ==, "http://a.example/feed");
  g_assert_cmpstr (info->folders[0], ==, "News");
  g_assert_cmpstr (info->folders[1], ==, "China");
  postil_library_export_feeds_async (self->client.library, file, answer_cb, &answer);
  g_assert_true (postil_library_export_feeds_finish (self->client.library, await (&answer), &error));
  g_assert_true (g_file_get_contents (copy, &written, NULL, NULL));
  g_assert_nonnull (strstr (written, "http://a.example/feed"));
  g_assert_null (strstr (written, "touch"));
}

/* --- to find --- */

static GPtrArray *
discover (FeedClient *self, const char *path, GError **error)
{
  g_autofree char *url = loop_server_address (self->server, path);
  g_auto (Answer) answer = { NULL };

  postil_library_discover_async (self->client.library, url, NULL, answer_cb, &answer);
  return postil_library_discover_finish (self->client.library, await (&answer), error);
}

static void
test_discover (FeedClient *self, gconstpointer data)
{
  static const char page[] = "<html><head><base href=\"/sub/\"><title>x</title>"
                             "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"News &amp; more\" href=\"news.xml\">"
                             "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/atom\">"
                             "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"file:///etc/passwd\">"
                             "<link rel=\"stylesheet\" href=\"a.css\"></head><body><p>Hello</p></body></html>";
  static const char linked[] = "<html><body><p>Read <a href=\"/all/feed.xml\">our feed</a>.</p></body></html>";
  static const char plain[] = "<html><body><p>Nothing here.</p></body></html>";
  g_autofree char *xml = feed_client_make_feed ("The Wire", 2, "Words");
  g_autoptr (GPtrArray) direct = NULL;
  g_autoptr (GPtrArray) named = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) customary = NULL;
  g_autoptr (GError) error = NULL;
  const PostilFeedCandidate *candidate;

  loop_server_answer_feed (self->server, "/feed-itself", xml, "\"1\"");
  loop_server_answer (self->server, "/page", "200 OK\r\nContent-Type: text/html", page, -1);
  loop_server_answer (self->server, "/linked", "200 OK\r\nContent-Type: text/html", linked, -1);
  loop_server_answer (self->server, "/plain", "200 OK\r\nContent-Type: text/html", plain, -1);
  g_assert_null (discover (self, "/plain", &error));
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  direct = discover (self, "/feed-itself", &error);
  g_assert_no_error (error);
  candidate = g_ptr_array_index (direct, 0);
  g_assert_cmpstr (candidate->title, ==, "The Wire");
  g_assert_cmpuint (candidate->n_entries, ==, 2);
  named = discover (self, "/page", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (named->len, ==, 2);
  candidate = g_ptr_array_index (named, 0);
  g_assert_true (g_str_has_suffix (candidate->url, "/sub/news.xml"));
  g_assert_cmpstr (candidate->title, ==, "News & more");
  found = discover (self, "/linked", &error);
  g_assert_no_error (error);
  candidate = g_ptr_array_index (found, 0);
  g_assert_true (g_str_has_suffix (candidate->url, "/all/feed.xml"));
  g_assert_cmpstr (candidate->title, ==, "our feed");
  loop_server_answer_feed (self->server, "/rss.xml", xml, "\"1\"");
  customary = discover (self, "/plain", &error);
  g_assert_no_error (error);
  candidate = g_ptr_array_index (customary, 0);
  g_assert_true (g_str_has_suffix (candidate->url, "/rss.xml"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                                                      \
  g_test_add ("/library/feeds/" name, FeedClient, NULL, feed_client_set_up, function, feed_client_tear_down)
  ADD ("first-and-again", test_first_and_again);
  ADD ("edited", test_edited);
  ADD ("same-ids", test_same_ids);
  ADD ("bad-servers", test_bad_servers);
  ADD ("validators", test_validators);
  ADD ("moved", test_moved);
  ADD ("cancelled", test_cancelled);
  ADD ("closed", test_closed);
  ADD ("unsubscribe", test_unsubscribe);
  ADD ("lists", test_lists);
  ADD ("discover", test_discover);
#undef ADD
  return g_test_run ();
}
