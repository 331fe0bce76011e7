/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A subscription is the reader's and lies in notes.db; what its server said lies in the cache, which may be lost. Here both are
 * brought together, and the cache's half is made anew where it is missing. */
#include "config.h"

#include "postil-subscriptions-private.h"

#include "postil-articles-table.h"
#include "postil-database.h"
#include "postil-library-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
postil_followed_free (PostilFollowed *followed)
{
  g_clear_pointer (&followed->subscription, postil_subscription_free);
  g_clear_pointer (&followed->feed, postil_feed_count_free);
  g_free (followed);
}

/* A folder is kept as lines, since its name may hold any other sign. Returns: (nullable) */
char *
postil_folders_join (const char *const *folders)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; folders != NULL && folders[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup (folders[i]);

      g_strstrip (g_strdelimit (name, "\n\r", ' '));
      if (name[0] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, name);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

GStrv
postil_folders_split (const char *folder)
{
  return folder != NULL ? g_strsplit (folder, "\n", -1) : g_new0 (char *, 1);
}

/* How the reader calls a feed: by an own name, else by the feed's. host: (out): keeps what is returned where both are missing */
const char *
postil_followed_get_title (const PostilFollowed *self, char **host)
{
  g_autoptr (GUri) uri = NULL;

  if (self->subscription->title != NULL && self->subscription->title[0] != '\0')
    return self->subscription->title;
  if (self->feed->row->title != NULL && self->feed->row->title[0] != '\0')
    return self->feed->row->title;
  uri = g_uri_parse (self->subscription->url, G_URI_FLAGS_ENCODED, NULL);
  *host = g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : self->subscription->url);
  return *host;
}

static PostilFeedCount *
make_row (PostilDatabase *database, const PostilSubscription *subscription, GError **error)
{
  PostilFeedCount *count = g_new0 (PostilFeedCount, 1);

  count->row = postil_feed_row_new ();
  count->row->url = g_strdup (subscription->url);
  count->row->title = g_strdup ("");
  count->row->id = postil_feeds_put (database, count->row, error);
  if (count->row->id == 0)
    g_clear_pointer (&count, postil_feed_count_free);
  return count;
}

/* Takes what the list of feeds says of a subscription out of it. */
static PostilFeedCount *
take_feed (GHashTable *feeds, const char *url)
{
  PostilFeedCount *count = NULL;

  g_hash_table_steal_extended (feeds, url, NULL, (gpointer *) &count);
  return count;
}

GPtrArray *
postil_followed_load (PostilDatabase *database, gboolean with_numbers, GError **error)
{
  g_autoptr (GPtrArray) subscriptions = postil_subscriptions_list (database, error);
  g_autoptr (GPtrArray) counts = subscriptions != NULL ? postil_feeds_list (database, with_numbers, error) : NULL;
  g_autoptr (GHashTable) feeds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) postil_feed_count_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_followed_free);

  if (counts == NULL)
    return NULL;
  g_ptr_array_set_free_func (counts, NULL);
  g_ptr_array_set_free_func (subscriptions, NULL);
  for (guint i = 0; i < counts->len; i++)
    {
      PostilFeedCount *count = g_ptr_array_index (counts, i);

      g_hash_table_replace (feeds, count->row->url, count);
    }
  for (guint i = 0; i < subscriptions->len; i++)
    {
      PostilFollowed *followed = g_new0 (PostilFollowed, 1);

      g_ptr_array_add (all, followed);
      followed->subscription = g_ptr_array_index (subscriptions, i);
      followed->feed = take_feed (feeds, followed->subscription->url);
    }
  for (guint i = 0; i < all->len; i++)
    {
      PostilFollowed *followed = g_ptr_array_index (all, i);

      if (followed->feed == NULL)
        followed->feed = make_row (database, followed->subscription, error);
      if (followed->feed == NULL)
        return NULL;
    }
  return g_steal_pointer (&all);
}

PostilFollowed *
postil_followed_find (PostilDatabase *database, gint64 feed_id, GError **error)
{
  g_autoptr (GPtrArray) all = postil_followed_load (database, FALSE, error);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      PostilFollowed *followed = g_ptr_array_index (all, i);

      if (followed->feed->row->id != feed_id)
        continue;
      g_ptr_array_set_free_func (all, NULL);
      g_ptr_array_remove_index (all, i);
      g_ptr_array_set_free_func (all, (GDestroyNotify) postil_followed_free);
      return followed;
    }
  g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND, _ ("There is no feed %ld"), (long) feed_id);
  return NULL;
}

static gboolean
is_followed (PostilDatabase *database, const char *url, gboolean *followed, GError **error)
{
  g_autoptr (GPtrArray) all = postil_subscriptions_list (database, error);

  for (guint i = 0; all != NULL && !*followed && i < all->len; i++)
    *followed = strcmp (((const PostilSubscription *) g_ptr_array_index (all, i))->url, url) == 0;
  return all != NULL;
}

gboolean
postil_followed_add (PostilDatabase *database, const PostilSubscription *subscription, const PostilFeedRow *row, GError **error)
{
  gboolean followed = FALSE;

  if (!is_followed (database, subscription->url, &followed, error) || followed)
    return FALSE;
  return postil_feeds_put (database, row, error) != 0 && postil_subscriptions_put (database, subscription, error);
}

/* Articles nobody starred or annotated go with their feed. */
static gboolean
forget_feed (PostilDatabase *database, const char *url, GError **error)
{
  gint64 id = postil_feeds_find (database, url, NULL);
  g_autoptr (GArray) plain = id != 0 ? postil_feeds_list_plain_articles (database, id, error) : NULL;

  if (id == 0)
    return TRUE;
  return plain != NULL && postil_articles_remove (database, plain, error) && postil_feeds_remove (database, id, error);
}

/* Drops a subscription, or follows it again; the articles come with the next refresh then. Joins the transaction of notes.db. */
gboolean
postil_followed_set_dropped (PostilDatabase *database, gint64 number, gboolean dropped, GError **error)
{
  g_autofree char *url = NULL;
  g_autoptr (PostilFeedRow) row = NULL;

  if (!postil_subscriptions_set_dropped (database, number, dropped, &url, error))
    return FALSE;
  if (url == NULL)
    return TRUE;
  if (dropped)
    return forget_feed (database, url, error);
  row = postil_feed_row_new ();
  row->url = g_strdup (url);
  return postil_feeds_find (database, url, NULL) != 0 || postil_feeds_put (database, row, error) != 0;
}

static gboolean
add_listed (PostilDatabase *database, const PostilOpmlFeed *feed, GHashTable *urls, gint64 now, GError **error)
{
  g_autofree char *folder = postil_folders_join ((const char *const *) feed->folders);
  const PostilSubscription subscription = { feed->url, feed->title, folder, now };
  g_autoptr (PostilFeedRow) row = NULL;

  if (!g_hash_table_add (urls, g_strdup (feed->url)))
    return TRUE;
  row = postil_feed_row_new ();
  row->url = g_strdup (feed->url);
  row->title = g_strdup (feed->title != NULL ? feed->title : "");
  row->link = g_strdup (feed->site);
  return (postil_feeds_find (database, row->url, NULL) != 0 || postil_feeds_put (database, row, error) != 0)
         && postil_subscriptions_put (database, &subscription, error);
}

static gboolean
add_all (PostilDatabase *database, const PostilOpml *opml, GHashTable *urls, gint64 now, GError **error)
{
  for (guint i = 0; i < opml->feeds->len; i++)
    /* One more each, so that they keep their order. */
    if (!add_listed (database, g_ptr_array_index (opml->feeds, i), urls, now + i, error))
      return FALSE;
  return TRUE;
}

gboolean
postil_followed_add_list (PostilDatabase *database, const PostilOpml *opml, gint64 now, guint *n_new, GError **error)
{
  g_autoptr (GPtrArray) present = postil_subscriptions_list (database, error);
  g_autoptr (GHashTable) urls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_before;

  if (present == NULL)
    return FALSE;
  for (guint i = 0; i < present->len; i++)
    g_hash_table_add (urls, g_strdup (((const PostilSubscription *) g_ptr_array_index (present, i))->url));
  n_before = g_hash_table_size (urls);
  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    {
      postil_database_rollback (database, POSTIL_DATABASE_CACHE);
      return FALSE;
    }
  if (!add_all (database, opml, urls, now, error))
    {
      postil_database_rollback (database, POSTIL_DATABASE_NOTES);
      postil_database_rollback (database, POSTIL_DATABASE_CACHE);
      return FALSE;
    }
  *n_new = g_hash_table_size (urls) - n_before;
  return postil_database_commit (database, POSTIL_DATABASE_NOTES, error)
         && postil_database_commit (database, POSTIL_DATABASE_CACHE, error);
}
