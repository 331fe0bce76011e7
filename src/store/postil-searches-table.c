/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of saved searches. */
#include "config.h"

#include "postil-searches-table.h"

#include "postil-database-private.h"

#include <glib/gi18n-lib.h>

static const char insert_row[] = "INSERT INTO saved_search (name, query, created, position) VALUES (?1, ?2, ?3, "
                                 "CASE WHEN ?4 > 0 THEN ?4 ELSE (SELECT coalesce (max (position), 0) + 1 FROM saved_search) END)";
static const char replace_row[] = "INSERT INTO saved_search (name, query, created, position, id) VALUES (?1, ?2, ?3, ?4, ?5) "
                                  "ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query, "
                                  "position = excluded.position";
static const char set_removed[] = "UPDATE saved_search SET removed = ?2 WHERE id = ?1 AND removed <> ?2";
static const char list_rows[]
    = "SELECT id, name, query, position, created FROM saved_search WHERE removed = 0 ORDER BY position, id";

static PostilSavedSearch *
read_row (PostilQuery *query)
{
  PostilSavedSearch *search = postil_saved_search_new (postil_query_text (query, 1), postil_query_text (query, 2));

  search->id = postil_query_integer (query, 0);
  search->position = (int) postil_query_integer (query, 3);
  search->created = postil_query_integer (query, 4);
  return search;
}

static gboolean
write_row (PostilDatabase *database, const PostilSavedSearch *search, gint64 *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, search->id ? replace_row : insert_row, error))
    return FALSE;
  postil_query_bind (&query, search->id ? "ssiii" : "ssii", search->name, search->query, search->created,
                     (gint64) search->position, search->id);
  if (!postil_query_run (&query, error))
    return FALSE;
  *id = search->id ? search->id : sqlite3_last_insert_rowid (database->notes->handle);
  return TRUE;
}

/**
 * postil_searches_put:
 * @database: both connections
 * @search: what to keep
 * @error: return location
 *
 * Stores a search, or with an id replaces the one that has it. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: its id, 0 on failure
 */
gint64
postil_searches_put (PostilDatabase *database, const PostilSavedSearch *search, GError **error)
{
  gint64 id = 0;
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return 0;
  succeeded = write_row (database, search, &id, error);
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error) ? id : 0;
}

/**
 * postil_searches_set_removed:
 * @database: both connections
 * @id: of a saved search
 * @removed: whether it goes, or comes back
 * @error: return location
 *
 * Takes a saved search out of the list, or brings it back to its place. Errors: `POSTIL_STORE_ERROR_NOT_FOUND` when there is none
 * that can go or come, those of writing notes.db. Thread: database.
 *
 * Returns: whether it is done
 */
gboolean
postil_searches_set_removed (PostilDatabase *database, gint64 id, gboolean removed, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  succeeded = postil_query_init (&query, database->notes, set_removed, error);
  if (succeeded)
    {
      postil_query_bind (&query, "ib", id, removed);
      succeeded = postil_query_run (&query, error);
    }
  if (succeeded && sqlite3_changes (database->notes->handle) == 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, _ ("There is no saved search %ld"), (long) id);
      succeeded = FALSE;
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_searches_list:
 * @database: both connections
 * @error: return location
 *
 * Lists the saved searches. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSavedSearch): in the reader's order
 */
GPtrArray *
postil_searches_list (PostilDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) searches = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_saved_search_free);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_rows, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    g_ptr_array_add (searches, read_row (&query));
  return more == 0 ? g_steal_pointer (&searches) : NULL;
}
