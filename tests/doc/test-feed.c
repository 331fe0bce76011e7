/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain records of feeds and articles: what they are when new, and that freeing them frees what they own. */
#include "config.h"

#include "document-checks.h"
#include "postil-article.h"
#include "postil-feed.h"

static void
test_feed (void)
{
  g_autoptr (PostilFeed) feed = postil_feed_new ();
  PostilFeedEntry *entry = postil_feed_entry_new ();
  PostilDocument *document = make_full_document ();
  gpointer watched = document;

  g_object_add_weak_pointer (G_OBJECT (document), &watched);
  g_assert_cmpint (entry->published, ==, POSTIL_TIME_UNKNOWN);
  g_assert_cmpint (entry->updated, ==, POSTIL_TIME_UNKNOWN);
  g_assert_null (entry->document);
  g_assert_cmpuint (feed->entries->len, ==, 0);

  entry->id = g_strdup ("1");
  entry->title = g_strdup ("t");
  entry->link = g_strdup ("http://e.org/");
  entry->author = g_strdup ("a");
  entry->document = document;
  feed->format = g_strdup ("rss");
  feed->title = g_strdup ("f");
  feed->link = g_strdup ("http://e.org/");
  feed->language = g_strdup ("en");
  g_ptr_array_add (feed->entries, entry);
  g_clear_pointer (&feed, postil_feed_free);
  g_assert_null (watched);

  postil_feed_free (NULL);
  postil_feed_entry_free (NULL);
  postil_feed_entry_free (postil_feed_entry_new ());
}

static void
test_article (void)
{
  PostilArticle *article = postil_article_new ();

  g_assert_cmpint (article->published, ==, POSTIL_TIME_UNKNOWN);
  g_assert_cmpint (article->analysis, ==, POSTIL_ANALYSIS_WAITING);
  article->title = g_strdup ("t");
  article->chip_names[2] = g_strdup ("c");
  g_assert_true (postil_article_ref (article) == article);
  postil_article_unref (article);
  g_assert_cmpstr (article->title, ==, "t");
  postil_article_unref (article);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/feed/feed", test_feed);
  g_test_add_func ("/doc/feed/article", test_article);

  return g_test_run ();
}
