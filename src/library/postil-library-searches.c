/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping, renaming and removing searches. One that cannot be read is not kept. */
#include "config.h"

#include "postil-library-searches.h"

#include "postil-library-private.h"
#include "postil-search-language.h"
#include "postil-searches-table.h"
#include "postil-time.h"
#include "postil-undo-private.h"

typedef struct
{
  PostilSavedSearch *search; /* (nullable) to be saved */
  gint64 id;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_clear_pointer (&keeping->search, postil_saved_search_free);
  g_free (keeping);
}

static gboolean
save_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Keeping *keeping = data;
  g_autoptr (PostilFilter) filter = postil_search_language_parse_now (keeping->search->query, FALSE, error);

  if (filter == NULL)
    return FALSE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  keeping->id = postil_searches_put (database, keeping->search, error);
  return postil_undo_end (database,
                          keeping->id != 0
                              && (keeping->search->id != 0
                                  || postil_undo_keep_search (database, POSTIL_DEED_SAVE_SEARCH, keeping->id, error)),
                          error);
}

static void
saved (PostilLibrary *self, GTask *task, gpointer data)
{
  Keeping *keeping = data;

  if (keeping->search->id == 0)
    postil_undo_done (self, POSTIL_DEED_SAVE_SEARCH, TRUE);
  postil_library_announce (self, POSTIL_ANNOUNCE_SOURCES);
  g_task_return_pointer (task, g_memdup2 (&keeping->id, sizeof keeping->id), g_free);
}

/**
 * postil_library_save_search_async:
 * @self: a library
 * @search: what to keep; its name and query are trimmed; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Keeps a search in the sidebar.
 */
void
postil_library_save_search_async (PostilLibrary *self, const PostilSavedSearch *search, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { save_on_db_thread, keeping_free, saved, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  g_task_set_source_tag (task, postil_library_save_search_async);
  keeping->search = postil_saved_search_new (search->name, search->query);
  g_strstrip (keeping->search->name);
  g_strstrip (keeping->search->query);
  keeping->search->id = search->id;
  keeping->search->position = search->position;
  keeping->search->created = search->created != 0 ? search->created : postil_time_now ();
  postil_library_submit (task, &job, keeping);
}

/**
 * postil_library_save_search_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_QUERY` where it cannot be read, `POSTIL_STORE_ERROR` codes
 *
 * Returns: its id, 0 on failure
 */
gint64
postil_library_save_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *id = g_task_propagate_pointer (G_TASK (result), error);

  return id != NULL ? *id : 0;
}

static gboolean
remove_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Keeping *keeping = data;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_undo_end (database,
                          postil_searches_set_removed (database, keeping->id, TRUE, error)
                              && postil_undo_keep_search (database, POSTIL_DEED_REMOVE_SEARCH, keeping->id, error),
                          error);
}

static void
removed (PostilLibrary *self, GTask *task, gpointer data)
{
  postil_undo_done (self, POSTIL_DEED_REMOVE_SEARCH, TRUE);
  postil_library_announce (self, POSTIL_ANNOUNCE_SOURCES);
  g_task_return_boolean (task, TRUE);
}

/**
 * postil_library_remove_search_async:
 * @self: a library
 * @id: of a saved search
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes a search out of the sidebar.
 */
void
postil_library_remove_search_async (PostilLibrary *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const PostilLibraryJob job = { remove_on_db_thread, keeping_free, removed, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);

  g_task_set_source_tag (task, postil_library_remove_search_async);
  keeping->id = id;
  postil_library_submit (task, &job, keeping);
}

/**
 * postil_library_remove_search_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR_NOT_FOUND`, other `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether it is removed
 */
gboolean
postil_library_remove_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
