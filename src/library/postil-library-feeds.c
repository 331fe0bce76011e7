/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The use cases of feeds. What the reader follows is on the disk before anything is asked of the net, and what was dropped can be
 * followed again; notes are never touched by either. */
#include "config.h"

#include "postil-library-feeds.h"

#include "postil-address-guard.h"
#include "postil-fetcher.h"
#include "postil-library-private.h"
#include "postil-opml.h"
#include "postil-refresh-private.h"
#include "postil-subscriptions-private.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * postil_feed_info_free:
 * @info: (transfer full): a feed
 *
 * Frees it.
 */
void
postil_feed_info_free (PostilFeedInfo *info)
{
  g_free (info->url);
  g_free (info->address);
  g_free (info->title);
  g_free (info->link);
  g_strfreev (info->folders);
  g_free (info->failure);
  g_free (info);
}

/* --- the list --- */

typedef struct
{
  GPtrArray *followed; /* (element-type PostilFollowed) */
} FeedsQuestion;

static void
feeds_question_free (gpointer data)
{
  FeedsQuestion *question = data;

  g_clear_pointer (&question->followed, g_ptr_array_unref);
  g_free (question);
}

static gboolean
list_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  FeedsQuestion *question = data;

  question->followed = postil_followed_load (database, TRUE, error);
  return question->followed != NULL;
}

static PostilFeedInfo *
make_info (const PostilFollowed *followed)
{
  PostilFeedInfo *info = g_new0 (PostilFeedInfo, 1);
  const PostilFeedRow *row = followed->feed->row;
  g_autofree char *host = NULL;

  info->id = row->id;
  info->url = g_strdup (followed->subscription->url);
  info->address = g_strdup (row->address);
  info->title = g_strdup (postil_followed_get_title (followed, &host));
  info->link = g_strdup (row->link);
  info->folders = postil_folders_split (followed->subscription->folder);
  info->failure = g_strdup (row->failure);
  info->failing_since = row->failing_since;
  info->checked = row->checked;
  info->succeeded = row->succeeded;
  info->next_check = row->next_check;
  info->added = followed->subscription->added;
  info->n_failures = row->n_failures;
  info->n_articles = followed->feed->n_articles;
  info->n_unread = followed->feed->n_unread;
  return info;
}

static int
compare_folders (const char *const *a, const char *const *b)
{
  int order = 0;

  for (; order == 0 && *a != NULL && *b != NULL; a++, b++)
    order = g_utf8_collate (*a, *b);
  if (order != 0)
    return order;
  return *a != NULL ? 1 : (*b != NULL ? -1 : 0);
}

static int
compare_infos (gconstpointer a, gconstpointer b)
{
  const PostilFeedInfo *first = *(PostilFeedInfo *const *) a;
  const PostilFeedInfo *second = *(PostilFeedInfo *const *) b;
  int order = compare_folders ((const char *const *) first->folders, (const char *const *) second->folders);

  if (order == 0)
    order = g_utf8_collate (first->title, second->title);
  return order != 0 ? order : (first->id > second->id) - (first->id < second->id);
}

static void
feeds_listed (PostilLibrary *self, GTask *task, gpointer data)
{
  const FeedsQuestion *question = data;
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_feed_info_free);

  for (guint i = 0; i < question->followed->len; i++)
    g_ptr_array_add (infos, make_info (g_ptr_array_index (question->followed, i)));
  g_ptr_array_sort (infos, compare_infos);
  g_task_return_pointer (task, infos, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * postil_library_list_feeds_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the feeds the reader follows, with their health and the numbers of their articles.
 */
void
postil_library_list_feeds_async (PostilLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { list_on_db_thread, feeds_question_free, feeds_listed, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_feeds_async);
  postil_library_submit (task, &job, g_new0 (FeedsQuestion, 1));
}

/**
 * postil_library_list_feeds_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (element-type PostilFeedInfo): by folder, then by title
 */
GPtrArray *
postil_library_list_feeds_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- refresh --- */

typedef struct
{
  PostilRefreshScope scope;
  GArray *ids;         /* (nullable) */
  GPtrArray *passages; /* (element-type PostilPassage) */
  guint n_postponed;
} RefreshQuestion;

static void
refresh_question_free (gpointer data)
{
  RefreshQuestion *question = data;

  g_clear_pointer (&question->ids, g_array_unref);
  for (guint i = 0; question->passages != NULL && i < question->passages->len; i++)
    postil_passage_free (g_ptr_array_index (question->passages, i));
  g_clear_pointer (&question->passages, g_ptr_array_unref);
  g_free (question);
}

static gboolean
is_named (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* Whether a feed is asked now; one that wants to be left alone is, when the reader names it. */
static gboolean
is_wanted (RefreshQuestion *question, const PostilFeedRow *row, gint64 now)
{
  if (question->ids != NULL)
    return is_named (question->ids, row->id);
  if (row->hold != POSTIL_TIME_UNKNOWN && row->hold > now && row->checked <= now)
    {
      question->n_postponed++;
      return FALSE;
    }
  if (question->scope == POSTIL_REFRESH_ALL || row->checked == POSTIL_TIME_UNKNOWN)
    return TRUE;
  /* A clock that went back does not make a feed wait for years. */
  return row->next_check != POSTIL_TIME_UNKNOWN && (row->next_check <= now || row->checked > now);
}

static gboolean
choose_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  RefreshQuestion *question = data;
  g_autoptr (GPtrArray) followed = postil_followed_load (database, FALSE, error);
  gint64 now = postil_time_now ();

  if (followed == NULL)
    return FALSE;
  question->passages = g_ptr_array_new ();
  for (guint i = 0; i < followed->len; i++)
    {
      PostilFollowed *one = g_ptr_array_index (followed, i);
      g_autofree char *host = NULL;

      if (is_wanted (question, one->feed->row, now))
        {
          const char *title = postil_followed_get_title (one, &host);

          g_ptr_array_add (question->passages, postil_passage_new (g_steal_pointer (&one->feed->row), title));
        }
    }
  return TRUE;
}

static void
chosen (PostilLibrary *self, GTask *task, gpointer data)
{
  RefreshQuestion *question = data;
  g_autoptr (GPtrArray) passages = g_steal_pointer (&question->passages);

  postil_refresh_run (self->refresh, g_object_ref (task), passages, question->n_postponed);
}

/**
 * postil_library_refresh_async:
 * @self: a library
 * @scope: which feeds, when @ids is %NULL
 * @ids: (nullable) (element-type gint64): of feeds; unknown ones are no error
 * @cancellable: (nullable): a cancellable; what is stored by then stays
 * @callback: called when the articles of all these feeds are listed; they are indexed and analysed afterwards
 * @user_data: for @callback
 *
 * Asks the servers of feeds for what is new. A feed that fails is a problem in the report and in its own health; the others do
 * not notice.
 */
void
postil_library_refresh_async (PostilLibrary *self, PostilRefreshScope scope, GArray *ids, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { choose_on_db_thread, refresh_question_free, chosen, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  RefreshQuestion *question = g_new0 (RefreshQuestion, 1);

  g_task_set_source_tag (task, postil_library_refresh_async);
  question->scope = scope;
  question->ids = ids != NULL ? g_array_ref (ids) : NULL;
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_refresh_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_READ_ONLY`, `G_IO_ERROR_CANCELLED`, `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full): what became of the feeds
 */
PostilRefreshReport *
postil_library_refresh_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * postil_library_refresh_by_itself:
 * @self: a library
 *
 * Asks the feeds that are due, as postil_library_refresh_async() does, when nobody has to be asked first: the network is there and
 * is not paid by the byte, and the library can be written. What becomes of it shows in the feeds' health.
 */
void
postil_library_refresh_by_itself (PostilLibrary *self)
{
  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  if (!self->closed && !postil_library_get_read_only (self) && postil_fetch_is_network_free ())
    postil_library_refresh_async (self, POSTIL_REFRESH_DUE, NULL, NULL, NULL, NULL);
}

/**
 * postil_library_get_refresh:
 * @self: a library
 *
 * Returns: (transfer none): the progress of everything that is being refreshed
 */
PostilRefresh *
postil_library_get_refresh (PostilLibrary *self)
{
  g_return_val_if_fail (POSTIL_IS_LIBRARY (self), NULL);
  return self->refresh;
}

/* --- to add, to drop, to change --- */

typedef struct
{
  gint64 id;
  char *url;
  char *title;
  char *folder;
  gboolean is_local;
  gboolean known;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->url);
  g_free (change->title);
  g_free (change->folder);
  g_free (change);
}

static gboolean
subscribe_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Change *change = data;
  const PostilSubscription subscription = { change->url, change->title, change->folder, postil_time_now () };
  g_autoptr (PostilFeedRow) row = postil_feed_row_new ();
  g_autoptr (GError) reason = NULL;

  row->url = g_strdup (change->url);
  row->title = g_strdup (change->title != NULL ? change->title : "");
  row->is_local = change->is_local;
  change->known = !postil_followed_add (database, &subscription, row, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  change->id = postil_feeds_find (database, change->url, error);
  return change->id != 0;
}

static void
subscribed (PostilLibrary *self, GTask *task, gpointer data)
{
  const Change *change = data;

  if (change->known)
    {
      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID, _ ("You follow “%s” already"),
                               change->url);
      return;
    }
  postil_library_announce (self, POSTIL_ANNOUNCE_SOURCES);
  g_task_return_int (task, change->id);
}

/**
 * postil_library_subscribe_async:
 * @self: a library
 * @url: of the feed, as postil_library_discover_async() found it
 * @title: (nullable): the reader's own name for it
 * @folders: (nullable): names of folders, the outermost first
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Follows a feed from now on. A refresh brings its articles.
 */
void
postil_library_subscribe_async (PostilLibrary *self, const char *url, const char *title, const char *const *folders,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { subscribe_on_db_thread, change_free, subscribed, POSTIL_STORE_PRIORITY_READER, TRUE };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = postil_address_guard_parse (url, &error);
  Change *change = NULL;

  g_task_set_source_tag (task, postil_library_subscribe_async);
  if (uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  change = g_new0 (Change, 1);
  change->url = g_uri_to_string (uri);
  change->title = g_strdup (title);
  change->folder = postil_folders_join (folders);
  change->is_local = g_hash_table_contains (self->local_hosts, g_uri_get_host (uri));
  postil_library_submit (g_steal_pointer (&task), &job, change);
}

/**
 * postil_library_subscribe_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_FETCH_ERROR_URL`, `POSTIL_LIBRARY_ERROR_INVALID` when it is followed already,
 *   `POSTIL_LIBRARY_ERROR_READ_ONLY`, `POSTIL_STORE_ERROR` codes
 *
 * Returns: the id of the feed; 0 on failure
 */
gint64
postil_library_subscribe_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  gint64 id = g_task_propagate_int (G_TASK (result), error);

  return MAX (id, 0);
}

static gboolean
drop_with_deed (PostilDatabase *database, const PostilFollowed *followed, GError **error)
{
  gint64 number = postil_subscriptions_find (database, followed->subscription->url, error);
  const PostilDeedRow deed = { .kind = (char *) POSTIL_DEED_UNSUBSCRIBE, .before = number, .after = number };

  return number != 0 && postil_followed_set_dropped (database, number, TRUE, error) && postil_deeds_add (database, &deed, error);
}

static gboolean
drop_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Change *change = data;
  g_autoptr (PostilFollowed) followed = postil_followed_find (database, change->id, error);

  if (followed == NULL || !postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_undo_end (database, drop_with_deed (database, followed, error), error);
}

static void
dropped (PostilLibrary *self, GTask *task, gpointer data)
{
  postil_undo_done (self, POSTIL_DEED_UNSUBSCRIBE, TRUE);
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  g_task_return_boolean (task, TRUE);
}

/**
 * postil_library_unsubscribe_async:
 * @self: a library
 * @id: of a feed
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Follows a feed no longer. Its articles leave the lists, but for those that are starred or annotated. Undo follows it again.
 */
void
postil_library_unsubscribe_async (PostilLibrary *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { drop_on_db_thread, change_free, dropped, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);

  g_task_set_source_tag (task, postil_library_unsubscribe_async);
  change->id = id;
  postil_library_submit (task, &job, change);
}

/**
 * postil_library_unsubscribe_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_NOT_FOUND`, `POSTIL_LIBRARY_ERROR_READ_ONLY`, `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether it is gone
 */
gboolean
postil_library_unsubscribe_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
set_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Change *change = data;
  g_autoptr (PostilFollowed) followed = postil_followed_find (database, change->id, error);

  if (followed == NULL)
    return FALSE;
  g_free (followed->subscription->title);
  g_free (followed->subscription->folder);
  followed->subscription->title = g_strdup (change->title);
  followed->subscription->folder = g_strdup (change->folder);
  return postil_subscriptions_put (database, followed->subscription, error);
}

static void
feed_set (PostilLibrary *self, GTask *task, gpointer data)
{
  postil_library_announce (self, POSTIL_ANNOUNCE_SOURCES);
  g_task_return_boolean (task, TRUE);
}

/**
 * postil_library_set_feed_async:
 * @self: a library
 * @id: of a feed
 * @title: (nullable): the reader's own name for it; %NULL for the feed's
 * @folders: (nullable): names of folders, the outermost first
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Gives a feed a name and a place.
 */
void
postil_library_set_feed_async (PostilLibrary *self, gint64 id, const char *title, const char *const *folders,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { set_on_db_thread, change_free, feed_set, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);

  g_task_set_source_tag (task, postil_library_set_feed_async);
  change->id = id;
  change->title = g_strdup (title);
  change->folder = postil_folders_join (folders);
  postil_library_submit (task, &job, change);
}

/**
 * postil_library_set_feed_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_NOT_FOUND`, `POSTIL_LIBRARY_ERROR_READ_ONLY`, `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether it is on the disk
 */
gboolean
postil_library_set_feed_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- lists of feeds --- */

static PostilOpml *
make_opml (const GPtrArray *infos)
{
  PostilOpml *opml = postil_opml_new ();

  for (guint i = 0; i < infos->len; i++)
    {
      const PostilFeedInfo *info = g_ptr_array_index (infos, i);
      PostilOpmlFeed *feed = postil_opml_feed_new (info->address != NULL ? info->address : info->url, info->title,
                                                   (const char *const *) info->folders);

      feed->site = g_strdup (info->link);
      g_ptr_array_add (opml->feeds, feed);
    }
  return opml;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
listed_for_export_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = postil_library_list_feeds_finish (POSTIL_LIBRARY (source), result, &error);
  g_autoptr (PostilOpml) opml = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;

  if (infos == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  opml = make_opml (infos);
  text = postil_opml_write (opml, postil_time_now ());
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (g_task_get_task_data (task), bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                       task);
}

/**
 * postil_library_export_feeds_async:
 * @self: a library
 * @file: where to
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Writes all feeds with their folders as OPML, which other readers take in.
 */
void
postil_library_export_feeds_async (PostilLibrary *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_export_feeds_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  postil_library_list_feeds_async (self, NULL, listed_for_export_cb, task);
}

/**
 * postil_library_export_feeds_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR`, `G_IO_ERROR` codes
 *
 * Returns: whether it is written
 */
gboolean
postil_library_export_feeds_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
