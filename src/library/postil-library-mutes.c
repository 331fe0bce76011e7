/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muting: rules are searches, asked of every article once it is analysed, so that names and figures can mute too. */
#include "config.h"

#include "postil-library-mutes.h"

#include "postil-articles-table.h"
#include "postil-library-private.h"
#include "postil-mutes-private.h"
#include "postil-mutes-table.h"
#include "postil-search-language.h"
#include "postil-time.h"

typedef struct
{
  char *query;
  gint64 expires;
  gint64 id;
  GPtrArray *rules;
} Muting;

static void
muting_free (gpointer data)
{
  Muting *muting = data;

  g_free (muting->query);
  g_clear_pointer (&muting->rules, g_ptr_array_unref);
  g_free (muting);
}

static gboolean
is_over (const PostilMute *mute, gint64 now)
{
  return mute->expires != POSTIL_TIME_UNKNOWN && mute->expires <= now;
}

/* --- on arrival --- */

static gboolean
apply_one (PostilDatabase *database, const PostilMute *mute, const GArray *ids, guint *n_muted, GError **error)
{
  g_autoptr (PostilFilter) filter = postil_search_language_parse_now (mute->query, FALSE, NULL);

  for (guint i = 0; filter != NULL && i < ids->len; i++)
    {
      gboolean muted;

      if (!postil_mutes_judge (database, mute, filter, g_array_index (ids, gint64, i), &muted, error))
        return FALSE;
      *n_muted += muted;
    }
  return TRUE;
}

gboolean
postil_mutes_apply (PostilDatabase *database, const GArray *ids, gint64 now, guint *n_muted, GError **error)
{
  g_autoptr (GPtrArray) mutes = postil_mutes_list (database, error);
  gboolean indexed = FALSE;

  *n_muted = 0;
  if (mutes == NULL)
    return FALSE;
  for (guint i = 0; i < mutes->len; i++)
    {
      const PostilMute *mute = g_ptr_array_index (mutes, i);
      guint n_indexed;

      if (is_over (mute, now))
        continue;
      /* A word is only found in what is indexed. */
      if (!indexed && !postil_articles_index_waiting (database, 0, &n_indexed, error))
        return FALSE;
      indexed = TRUE;
      if (!apply_one (database, mute, ids, n_muted, error))
        return FALSE;
    }
  return TRUE;
}

/* --- rules --- */

static gboolean
add_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Muting *muting = data;
  g_autoptr (PostilFilter) filter = postil_search_language_parse_now (muting->query, FALSE, error);

  if (filter == NULL)
    return FALSE;
  muting->id = postil_mutes_add (database, muting->query, muting->expires, postil_time_now (), error);
  return muting->id != 0;
}

static void
added (PostilLibrary *self, GTask *task, gpointer data)
{
  const Muting *muting = data;

  g_task_return_pointer (task, g_memdup2 (&muting->id, sizeof muting->id), g_free);
}

/**
 * postil_library_add_mute_async:
 * @self: a library
 * @query: what is muted, in the search language
 * @expires: µs, `POSTIL_TIME_UNKNOWN`: never
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Marks what arrives from now on as read where the query finds it; what is starred or annotated apart.
 */
void
postil_library_add_mute_async (PostilLibrary *self, const char *query, gint64 expires, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const PostilLibraryJob job = { add_on_db_thread, muting_free, added, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Muting *muting = g_new0 (Muting, 1);

  g_task_set_source_tag (task, postil_library_add_mute_async);
  muting->query = g_strstrip (g_strdup (query));
  muting->expires = expires;
  postil_library_submit (task, &job, muting);
}

/**
 * postil_library_add_mute_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_QUERY` where it cannot be read, `POSTIL_STORE_ERROR` codes
 *
 * Returns: the id of the rule, 0 on failure
 */
gint64
postil_library_add_mute_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *id = g_task_propagate_pointer (G_TASK (result), error);

  return id != NULL ? *id : 0;
}

static gboolean
remove_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return postil_mutes_remove (database, ((Muting *) data)->id, error);
}

static void
removed (PostilLibrary *self, GTask *task, gpointer data)
{
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  g_task_return_boolean (task, TRUE);
}

/**
 * postil_library_remove_mute_async:
 * @self: a library
 * @id: of a rule
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes a rule; what it marked is unread again.
 */
void
postil_library_remove_mute_async (PostilLibrary *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { remove_on_db_thread, muting_free, removed, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Muting *muting = g_new0 (Muting, 1);

  g_task_set_source_tag (task, postil_library_remove_mute_async);
  muting->id = id;
  postil_library_submit (task, &job, muting);
}

/**
 * postil_library_remove_mute_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR_NOT_FOUND`, other `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether it is removed
 */
gboolean
postil_library_remove_mute_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rule_free (gpointer data)
{
  PostilMuteRule *rule = data;

  g_free (rule->query);
  g_free (rule);
}

static gboolean
list_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Muting *muting = data;
  g_autoptr (GPtrArray) mutes = postil_mutes_list (database, error);
  gint64 now = postil_time_now ();

  if (mutes == NULL)
    return FALSE;
  muting->rules = g_ptr_array_new_with_free_func (rule_free);
  for (guint i = 0; i < mutes->len; i++)
    {
      const PostilMute *mute = g_ptr_array_index (mutes, i);
      PostilMuteRule *rule = g_new0 (PostilMuteRule, 1);

      rule->id = mute->id;
      rule->query = g_strdup (mute->query);
      rule->expires = mute->expires;
      rule->n_muted = mute->n_muted;
      rule->expired = is_over (mute, now);
      g_ptr_array_add (muting->rules, rule);
    }
  return TRUE;
}

static void
listed (PostilLibrary *self, GTask *task, gpointer data)
{
  Muting *muting = data;

  g_task_return_pointer (task, g_steal_pointer (&muting->rules), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * postil_library_list_mutes_async:
 * @self: a library
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the rules, those that expired too.
 */
void
postil_library_list_mutes_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { list_on_db_thread, muting_free, listed, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_mutes_async);
  postil_library_submit (task, &job, g_new0 (Muting, 1));
}

/**
 * postil_library_list_mutes_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilMuteRule): oldest first
 */
GPtrArray *
postil_library_list_mutes_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
