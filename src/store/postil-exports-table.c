/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of files that exports wrote: path, article, hash of the text as it left us. */
#include "config.h"

#include "postil-exports-table.h"

#include "postil-database-private.h"

#include <string.h>

static const char put_row[] = "INSERT INTO exported (path, article_key, hash, written) VALUES (?1, ?2, ?3, ?4) "
                              "ON CONFLICT (path) DO UPDATE SET article_key = excluded.article_key, hash = excluded.hash, "
                              "written = excluded.written";
static const char get_row[] = "SELECT path, article_key, hash, written FROM exported WHERE path = ?1";
static const char list_rows[]
    = "SELECT path, article_key, hash, written FROM exported WHERE article_key = ?1 ORDER BY written DESC";
static const char list_keys[] = "SELECT DISTINCT article_key FROM exported ORDER BY article_key";
static const char remove_row[] = "DELETE FROM exported WHERE path = ?1";

/**
 * postil_export_row_new:
 *
 * Makes an empty row. Thread: any.
 *
 * Returns: (transfer full): all %NULL
 */
PostilExportRow *
postil_export_row_new (void)
{
  return g_new0 (PostilExportRow, 1);
}

/**
 * postil_export_row_free:
 * @row: (nullable) (transfer full): a row
 *
 * Frees a row. Thread: any.
 */
void
postil_export_row_free (PostilExportRow *row)
{
  if (!row)
    return;
  g_free (row->path);
  g_free (row->article_key);
  g_free (row->hash);
  g_free (row);
}

static GBytes *
bytes_of_path (const char *path)
{
  return g_bytes_new (path, strlen (path));
}

static PostilExportRow *
read_row (PostilQuery *query)
{
  PostilExportRow *row = postil_export_row_new ();
  g_autoptr (GBytes) path = postil_query_bytes (query, 0);
  gsize length = 0;
  const char *data = g_bytes_get_data (path, &length);

  row->path = g_strndup (data ? data : "", length);
  row->article_key = postil_query_dup (query, 1);
  row->hash = postil_query_dup (query, 2);
  row->written = postil_query_integer (query, 3);
  return row;
}

/**
 * postil_exports_put:
 * @database: both connections
 * @row: what was written; every field set
 * @error: return location
 *
 * Remembers what an export wrote, in place of what was remembered of the same path.
 *
 * Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is remembered
 */
gboolean
postil_exports_put (PostilDatabase *database, const PostilExportRow *row, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) path = bytes_of_path (row->path);
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, put_row, error))
    {
      postil_query_bind (&query, "yssi", path, row->article_key, row->hash, row->written);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_exports_get:
 * @database: both connections
 * @path: (type filename): absolute
 * @error: return location
 *
 * Gets what was last written under a path. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when we never wrote there
 */
PostilExportRow *
postil_exports_get (PostilDatabase *database, const char *path, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) bytes = bytes_of_path (path);

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, get_row, error))
    return NULL;
  postil_query_bind (&query, "y", bytes);
  return postil_query_step (&query, error) > 0 ? read_row (&query) : NULL;
}

/**
 * postil_exports_list_article:
 * @database: both connections
 * @article_key: of the article
 * @error: return location
 *
 * Lists the files that hold an article's notes. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilExportRow): newest first
 */
GPtrArray *
postil_exports_list_article (PostilDatabase *database, const char *article_key, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_export_row_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_rows, error))
    return NULL;
  postil_query_bind (&query, "s", article_key);
  while ((more = postil_query_step (&query, error)) > 0)
    g_ptr_array_add (rows, read_row (&query));
  return more == 0 ? g_steal_pointer (&rows) : NULL;
}

/**
 * postil_exports_list_keys:
 * @database: both connections
 * @error: return location
 *
 * Lists what files were ever written for. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type utf8): keys, sorted
 */
GPtrArray *
postil_exports_list_keys (PostilDatabase *database, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_keys, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    g_ptr_array_add (keys, postil_query_dup (&query, 0));
  return more == 0 ? g_steal_pointer (&keys) : NULL;
}

/**
 * postil_exports_remove:
 * @database: both connections
 * @path: (type filename): absolute
 * @error: return location
 *
 * Forgets what was written under a path; that it is not known is no error. Thread: database.
 *
 * Returns: whether it is forgotten
 */
gboolean
postil_exports_remove (PostilDatabase *database, const char *path, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) bytes = bytes_of_path (path);
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, remove_row, error))
    {
      postil_query_bind (&query, "y", bytes);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}
