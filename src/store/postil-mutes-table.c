/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of muting rules, and of what each of them marked as read. */
#include "config.h"

#include "postil-mutes-table.h"

#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-search-table.h"
#include "postil-time.h"

#include <glib/gi18n-lib.h>

static const char insert_row[] = "INSERT INTO mute (query, created, expires) VALUES (?1, ?2, ?3)";
static const char delete_row[] = "DELETE FROM mute WHERE id = ?1";
static const char list_rows[] = "SELECT id, query, created, expires, (SELECT count (*) FROM muted WHERE mute = mute.id) "
                                "FROM mute ORDER BY id";
static const char list_marked[] = "SELECT article_key FROM muted WHERE mute = ?1";
static const char forget_marked[] = "DELETE FROM muted WHERE mute = ?1";
static const char remember_marked[] = "INSERT INTO muted (mute, article_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

/**
 * postil_mute_free:
 * @self: (nullable) (transfer full): a rule
 *
 * Frees a rule. Thread: any.
 */
void
postil_mute_free (PostilMute *self)
{
  if (!self)
    return;
  g_free (self->query);
  g_free (self);
}

/**
 * postil_mutes_add:
 * @database: both connections
 * @query: in the search language; must be readable
 * @expires: µs, `POSTIL_TIME_UNKNOWN`: never
 * @now: µs
 * @error: return location
 *
 * Adds a rule for what arrives from now on. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: its id, 0 on failure
 */
gint64
postil_mutes_add (PostilDatabase *database, const char *query, gint64 expires, gint64 now, GError **error)
{
  g_auto (PostilQuery) insert = POSTIL_QUERY_NONE;
  gboolean succeeded;
  gint64 id = 0;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return 0;
  succeeded = postil_query_init (&insert, database->notes, insert_row, error);
  if (succeeded)
    {
      postil_query_bind (&insert, "sit", query, now, expires);
      succeeded = postil_query_run (&insert, error);
      id = sqlite3_last_insert_rowid (database->notes->handle);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error) ? id : 0;
}

static gboolean
run_with_id (PostilDatabase *database, const char *sql, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, sql, error))
    return FALSE;
  postil_query_bind (&query, "i", id);
  return postil_query_run (&query, error);
}

/* The articles a rule marked, as far as the cache has them. */
static GArray *
find_marked (PostilDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, database->notes, list_marked, error))
    return NULL;
  postil_query_bind (&query, "i", id);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 article = postil_articles_find (database, postil_query_text (&query, 0), NULL);

      if (article != 0)
        g_array_append_val (ids, article);
    }
  return more == 0 ? g_steal_pointer (&ids) : NULL;
}

static gboolean
take_back (PostilDatabase *database, gint64 id, GError **error)
{
  g_autoptr (GArray) ids = find_marked (database, id, error);

  if (!ids || !postil_articles_set_read (database, ids, FALSE, NULL, error) || !run_with_id (database, forget_marked, id, error)
      || !run_with_id (database, delete_row, id, error))
    return FALSE;
  if (sqlite3_changes (database->notes->handle) > 0)
    return TRUE;
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, _ ("There is no muting rule %ld"), (long) id);
  return FALSE;
}

/**
 * postil_mutes_remove:
 * @database: both connections
 * @id: of a rule
 * @error: return location
 *
 * Removes a rule; what it marked is unread again. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of writing. Thread: database.
 *
 * Returns: whether it is removed
 */
gboolean
postil_mutes_remove (PostilDatabase *database, gint64 id, GError **error)
{
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_database_end (database, POSTIL_DATABASE_NOTES, take_back (database, id, error), error);
}

/**
 * postil_mutes_list:
 * @database: both connections
 * @error: return location
 *
 * Lists the rules. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilMute): oldest first
 */
GPtrArray *
postil_mutes_list (PostilDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) mutes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_mute_free);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_rows, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilMute *mute = g_new0 (PostilMute, 1);

      mute->id = postil_query_integer (&query, 0);
      mute->query = postil_query_dup (&query, 1);
      mute->created = postil_query_integer (&query, 2);
      mute->expires = postil_query_time (&query, 3);
      mute->n_muted = (guint) postil_query_integer (&query, 4);
      g_ptr_array_add (mutes, mute);
    }
  return more == 0 ? g_steal_pointer (&mutes) : NULL;
}

static gboolean
mark (PostilDatabase *database, const PostilMute *mute, const PostilArticle *article, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (PostilQuery) remember = POSTIL_QUERY_NONE;

  g_array_append_val (ids, article->id);
  if (!postil_articles_set_read (database, ids, TRUE, NULL, error)
      || !postil_query_init (&remember, database->notes, remember_marked, error))
    return FALSE;
  postil_query_bind (&remember, "is", mute->id, article->key);
  return postil_query_run (&remember, error);
}

/**
 * postil_mutes_judge:
 * @database: both connections
 * @mute: a rule that has not expired
 * @filter: what its query means
 * @article_id: of an article that arrived
 * @muted: (out): whether it was unread, and is marked as read now
 * @error: return location
 *
 * Applies a rule to one article. What was there before the rule, and what the reader starred or annotated, is never muted. Errors: those of reading and writing.
 * Thread: database.
 *
 * Returns: whether the answer could be read and written
 */
gboolean
postil_mutes_judge (PostilDatabase *database, const PostilMute *mute, const PostilFilter *filter, gint64 article_id,
                    gboolean *muted, GError **error)
{
  g_autoptr (PostilArticle) article = postil_articles_get (database, article_id, error);

  *muted = FALSE;
  if (!article)
    return FALSE;
  if (article->added < mute->created || article->read || article->starred || article->n_notes > 0)
    return TRUE;
  if (!postil_search_matches (database, filter, article_id, muted, error))
    return FALSE;
  if (!*muted)
    return TRUE;
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_database_end (database, POSTIL_DATABASE_NOTES, mark (database, mute, article, error), error);
}
