/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of feeds with what their servers said last, and that of subscriptions, which outlives it. */
#include "config.h"

#include "postil-feeds-table.h"

#include "postil-database-private.h"
#include "postil-time.h"

#define COLUMNS                                                                                                                  \
  "feed.id, url, title, link, format, address, etag, last_modified, validated, body_hash, failure, checked, succeeded, "         \
  "failing_since, next_check, n_failures, wish, skip_hours, skip_days, is_local, hold"

static const char put_feed[]
    = "INSERT INTO feed (url, title, link, format, address, etag, last_modified, validated, body_hash, failure, checked, "
      "succeeded, failing_since, next_check, n_failures, wish, skip_hours, skip_days, is_local, hold) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) "
      "ON CONFLICT (url) DO UPDATE SET title = excluded.title, link = excluded.link, format = excluded.format, "
      "address = excluded.address, etag = excluded.etag, last_modified = excluded.last_modified, "
      "validated = excluded.validated, body_hash = excluded.body_hash, failure = excluded.failure, checked = excluded.checked, "
      "succeeded = excluded.succeeded, failing_since = excluded.failing_since, next_check = excluded.next_check, "
      "n_failures = excluded.n_failures, wish = excluded.wish, skip_hours = excluded.skip_hours, "
      "skip_days = excluded.skip_days, is_local = excluded.is_local, hold = excluded.hold RETURNING id";
static const char get_feed[] = "SELECT " COLUMNS " FROM feed WHERE id = ?1";
static const char find_feed[] = "SELECT id FROM feed WHERE url = ?1";
static const char remove_feed[] = "DELETE FROM feed WHERE id = ?1";
static const char list_feeds[] = "SELECT " COLUMNS " FROM feed ORDER BY feed.id";
static const char count_feeds[]
    = "SELECT " COLUMNS ", (SELECT count (*) FROM article WHERE feed_id = feed.id AND feed_id IS NOT NULL), "
      "(SELECT count (*) FROM article WHERE feed_id = feed.id AND feed_id IS NOT NULL AND is_read = 0) FROM feed ORDER BY "
      "feed.id";
static const char list_plain[]
    = "SELECT id FROM article WHERE feed_id = ?1 AND feed_id IS NOT NULL AND is_starred = 0 AND n_notes = 0 ORDER BY id";
static const char put_subscription[] = "INSERT INTO subscription (url, title, folder, added) VALUES (?1, ?2, ?3, ?4) "
                                       "ON CONFLICT (url) DO UPDATE SET title = excluded.title, folder = excluded.folder, "
                                       "added = CASE WHEN added < 0 THEN excluded.added ELSE added END";
/* One that was dropped stays under a negative time, so that it can be followed again with its name and folder. */
static const char find_subscription[] = "SELECT rowid FROM subscription WHERE url = ?1 AND added >= 0";
static const char drop_subscription[]
    = "UPDATE subscription SET added = -1 - added WHERE rowid = ?1 AND added >= 0 RETURNING url";
static const char revive_subscription[]
    = "UPDATE subscription SET added = -1 - added WHERE rowid = ?1 AND added < 0 RETURNING url";
static const char remove_subscription[] = "DELETE FROM subscription WHERE url = ?1";
static const char list_subscriptions[]
    = "SELECT url, title, folder, added FROM subscription WHERE added >= 0 ORDER BY added, url";

/**
 * postil_feed_row_new:
 *
 * Makes an empty row, never checked. Thread: any.
 *
 * Returns: (transfer full): a row
 */
PostilFeedRow *
postil_feed_row_new (void)
{
  PostilFeedRow *row = g_new0 (PostilFeedRow, 1);

  row->validated = POSTIL_TIME_UNKNOWN;
  row->checked = POSTIL_TIME_UNKNOWN;
  row->succeeded = POSTIL_TIME_UNKNOWN;
  row->failing_since = POSTIL_TIME_UNKNOWN;
  row->next_check = POSTIL_TIME_UNKNOWN;
  row->hold = POSTIL_TIME_UNKNOWN;
  return row;
}

/**
 * postil_feed_row_free:
 * @row: (nullable) (transfer full): a row
 *
 * Frees a row. Thread: any.
 */
void
postil_feed_row_free (PostilFeedRow *row)
{
  if (!row)
    return;
  g_free (row->url);
  g_free (row->title);
  g_free (row->link);
  g_free (row->format);
  g_free (row->address);
  g_free (row->etag);
  g_free (row->last_modified);
  g_free (row->body_hash);
  g_free (row->failure);
  g_free (row);
}

static PostilFeedRow *
read_feed (PostilQuery *query)
{
  PostilFeedRow *row = postil_feed_row_new ();

  row->id = postil_query_integer (query, 0);
  row->url = postil_query_dup (query, 1);
  row->title = postil_query_dup (query, 2);
  row->link = postil_query_dup (query, 3);
  row->format = postil_query_dup (query, 4);
  row->address = postil_query_dup (query, 5);
  row->etag = postil_query_dup (query, 6);
  row->last_modified = postil_query_dup (query, 7);
  row->validated = postil_query_time (query, 8);
  row->body_hash = postil_query_dup (query, 9);
  row->failure = postil_query_dup (query, 10);
  row->checked = postil_query_time (query, 11);
  row->succeeded = postil_query_time (query, 12);
  row->failing_since = postil_query_time (query, 13);
  row->next_check = postil_query_time (query, 14);
  row->n_failures = (guint) postil_query_integer (query, 15);
  row->wish = (guint) postil_query_integer (query, 16);
  row->skip_hours = (guint32) postil_query_integer (query, 17);
  row->skip_days = (guint) postil_query_integer (query, 18);
  row->is_local = postil_query_integer (query, 19) != 0;
  row->hold = postil_query_time (query, 20);
  return row;
}

static gint64
run_put_feed (PostilDatabase *database, const PostilFeedRow *row, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gint64 id = 0;

  if (!postil_query_init (&query, database->cache, put_feed, error))
    return 0;
  postil_query_bind (&query, "ssssssstssttttuuuubt", row->url, row->title ? row->title : "", row->link, row->format, row->address,
                     row->etag, row->last_modified, row->validated, row->body_hash, row->failure, row->checked, row->succeeded,
                     row->failing_since, row->next_check, row->n_failures, row->wish, row->skip_hours, row->skip_days,
                     row->is_local, row->hold);
  if (postil_query_step (&query, error) > 0)
    id = postil_query_integer (&query, 0);
  return id;
}

/**
 * postil_feeds_put:
 * @database: both connections
 * @row: url and title set; its id is not looked at
 * @error: return location
 *
 * Stores a feed, in place of the one with the same url. Errors: those of writing the cache. Thread: database.
 *
 * Returns: its id, 0 on failure
 */
gint64
postil_feeds_put (PostilDatabase *database, const PostilFeedRow *row, GError **error)
{
  gint64 id;

  g_return_val_if_fail (row->url != NULL, 0);
  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return 0;
  id = run_put_feed (database, row, error);
  return postil_database_end (database, POSTIL_DATABASE_CACHE, id != 0, error) ? id : 0;
}

/**
 * postil_feeds_get:
 * @database: both connections
 * @id: of a feed
 * @error: return location
 *
 * Reads a feed. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the feed
 */
PostilFeedRow *
postil_feeds_get (PostilDatabase *database, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, get_feed, error))
    return NULL;
  postil_query_bind (&query, "i", id);
  result = postil_query_step (&query, error);
  if (result == 0)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "feed %" G_GINT64_FORMAT ": not in the library", id);
  return result > 0 ? read_feed (&query) : NULL;
}

/**
 * postil_feeds_find:
 * @database: both connections
 * @url: of a feed
 * @error: return location
 *
 * Finds a feed. Errors: those of reading. Thread: database.
 *
 * Returns: its id; 0 without an error when there is none
 */
gint64
postil_feeds_find (PostilDatabase *database, const char *url, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, find_feed, error))
    return 0;
  postil_query_bind (&query, "s", url);
  return postil_query_step (&query, error) > 0 ? postil_query_integer (&query, 0) : 0;
}

/**
 * postil_feeds_remove:
 * @database: both connections
 * @id: of a feed; that it is not known is no error
 * @error: return location
 *
 * Removes a feed. Its articles stay, as if opened from files. Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether it is gone
 */
gboolean
postil_feeds_remove (PostilDatabase *database, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  if (postil_query_init (&query, database->cache, remove_feed, error))
    {
      postil_query_bind (&query, "i", id);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_CACHE, succeeded, error);
}

/**
 * postil_feed_count_free:
 * @count: (nullable) (transfer full): a feed with its numbers
 *
 * Frees it. Thread: any.
 */
void
postil_feed_count_free (PostilFeedCount *count)
{
  if (!count)
    return;
  postil_feed_row_free (count->row);
  g_free (count);
}

/**
 * postil_feeds_list:
 * @database: both connections
 * @with_numbers: whether articles are counted
 * @error: return location
 *
 * Lists the feeds, also those that came from files. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilFeedCount): by id
 */
GPtrArray *
postil_feeds_list (PostilDatabase *database, gboolean with_numbers, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_feed_count_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, with_numbers ? count_feeds : list_feeds, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilFeedCount *count = g_new0 (PostilFeedCount, 1);

      count->row = read_feed (&query);
      count->n_articles = with_numbers ? (guint) postil_query_integer (&query, 21) : 0;
      count->n_unread = with_numbers ? (guint) postil_query_integer (&query, 22) : 0;
      g_ptr_array_add (list, count);
    }
  return more == 0 ? g_steal_pointer (&list) : NULL;
}

/**
 * postil_feeds_list_plain_articles:
 * @database: both connections
 * @id: of a feed
 * @error: return location
 *
 * Lists the articles of a feed that nobody starred or annotated: those that may go with it. Errors: those of reading. Thread:
 * database.
 *
 * Returns: (transfer full) (element-type gint64): their ids
 */
GArray *
postil_feeds_list_plain_articles (PostilDatabase *database, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, list_plain, error))
    return NULL;
  postil_query_bind (&query, "i", id);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 article = postil_query_integer (&query, 0);

      g_array_append_val (ids, article);
    }
  return more == 0 ? g_steal_pointer (&ids) : NULL;
}

/* --- subscriptions ------------------------------------------------------------------------------------------------------ */

/**
 * postil_subscription_free:
 * @subscription: (nullable) (transfer full): a subscription
 *
 * Frees a subscription. Thread: any.
 */
void
postil_subscription_free (PostilSubscription *subscription)
{
  if (!subscription)
    return;
  g_free (subscription->url);
  g_free (subscription->title);
  g_free (subscription->folder);
  g_free (subscription);
}

/**
 * postil_subscriptions_put:
 * @database: both connections
 * @subscription: url set
 * @error: return location
 *
 * Remembers a subscription, or its other name or folder. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is on the disk
 */
gboolean
postil_subscriptions_put (PostilDatabase *database, const PostilSubscription *subscription, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, put_subscription, error))
    {
      postil_query_bind (&query, "sssi", subscription->url, subscription->title, subscription->folder, subscription->added);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_subscriptions_remove:
 * @database: both connections
 * @url: of a feed; that it is not known is no error
 * @error: return location
 *
 * Forgets a subscription. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is gone
 */
gboolean
postil_subscriptions_remove (PostilDatabase *database, const char *url, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, remove_subscription, error))
    {
      postil_query_bind (&query, "s", url);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_subscriptions_list:
 * @database: both connections
 * @error: return location
 *
 * Lists the subscriptions. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSubscription): oldest first
 */
GPtrArray *
postil_subscriptions_list (PostilDatabase *database, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_subscription_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_subscriptions, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilSubscription *subscription = g_new0 (PostilSubscription, 1);

      subscription->url = postil_query_dup (&query, 0);
      subscription->title = postil_query_dup (&query, 1);
      subscription->folder = postil_query_dup (&query, 2);
      subscription->added = postil_query_integer (&query, 3);
      g_ptr_array_add (list, subscription);
    }
  return more == 0 ? g_steal_pointer (&list) : NULL;
}

/**
 * postil_subscriptions_find:
 * @database: both connections
 * @url: of a feed
 * @error: return location
 *
 * Finds a subscription. Errors: those of reading. Thread: database.
 *
 * Returns: its number, which stays the same; 0 without an error when there is none
 */
gint64
postil_subscriptions_find (PostilDatabase *database, const char *url, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, find_subscription, error))
    return 0;
  postil_query_bind (&query, "s", url);
  return postil_query_step (&query, error) > 0 ? postil_query_integer (&query, 0) : 0;
}

/**
 * postil_subscriptions_set_dropped:
 * @database: both connections
 * @number: of a subscription
 * @dropped: whether it is one no longer
 * @url: (out) (transfer full): of its feed, %NULL when nothing changed
 * @error: return location
 *
 * Drops a subscription, or revives it with its name, folder and place. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is on the disk; that nothing changed is no error
 */
gboolean
postil_subscriptions_set_dropped (PostilDatabase *database, gint64 number, gboolean dropped, char **url, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result = -1;

  *url = NULL;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, dropped ? drop_subscription : revive_subscription, error))
    {
      postil_query_bind (&query, "i", number);
      result = postil_query_step (&query, error);
    }
  if (result > 0)
    *url = postil_query_dup (&query, 0);
  postil_query_reset (&query);
  return postil_database_end (database, POSTIL_DATABASE_NOTES, result >= 0, error);
}
