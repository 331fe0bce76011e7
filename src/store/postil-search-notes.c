/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search in notes: by the words of passage, comment and tags, and by conditions on the note or its article. */
#include "config.h"

#include "postil-search-table.h"

#include "postil-articles-table.h"
#include "postil-matcher-private.h"
#include "postil-notes-private.h"
#include "postil-words-private.h"

#define NO_LIMIT ((gint64) -1)

static const char newest_notes[]
    = "SELECT " POSTIL_NOTES_COLUMNS
      ", words FROM (SELECT rowid AS hit, snippet (annotation_search, -1, ?4, ?5, '…', 24) AS words "
      "FROM annotation_search WHERE annotation_search MATCH ?1) JOIN annotation ON annotation.seq = hit "
      "WHERE deleted = 0 OR ?3 ORDER BY hit DESC LIMIT ?2";
static const char best_notes[]
    = "SELECT " POSTIL_NOTES_COLUMNS " FROM (SELECT rowid AS hit, bm25 (annotation_search, 1.0, 2.0, 4.0) AS weight "
      "FROM annotation_search WHERE annotation_search MATCH ?1) JOIN annotation ON annotation.seq = hit "
      "WHERE deleted = 0 OR ?3 ORDER BY weight, annotation.seq DESC LIMIT ?2";
static const char note_snippet[] = "SELECT snippet (annotation_search, -1, ?3, ?4, '…', 24) FROM annotation_search "
                                   "WHERE annotation_search MATCH ?1 AND rowid = ?2";
static const char one_note[] = "SELECT " POSTIL_NOTES_COLUMNS " FROM annotation WHERE seq = ?1 AND (deleted = 0 OR ?2)";

static gint64
limit_of (const PostilSearchQuery *query)
{
  return query->limit ? (gint64) query->limit : NO_LIMIT;
}

static gboolean
is_trash_wanted (const PostilSearchQuery *query)
{
  return query->with_trash || postil_filter_mentions (query->filter, POSTIL_FILTER_STATE, POSTIL_STATE_TRASHED);
}

static gboolean
collect_notes (PostilDatabase *database, const char *expression, const PostilSearchQuery *search, GPtrArray *rows, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, database->notes, search->rank ? best_notes : newest_notes, error))
    return FALSE;
  postil_query_bind (&query, search->rank ? "sib" : "sibss", expression, limit_of (search), is_trash_wanted (search),
                     POSTIL_SNIPPET_BEGIN, POSTIL_SNIPPET_END);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilSearchRow *row = g_new0 (PostilSearchRow, 1);

      row->note = postil_notes_read_row (&query);
      if (!search->rank)
        row->snippet = postil_search_read_snippet (&query, POSTIL_NOTES_N_COLUMNS);
      g_ptr_array_add (rows, row);
    }
  return more == 0;
}

static gboolean
find_note_snippet (PostilDatabase *database, const char *expression, PostilSearchRow *row, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, note_snippet, error)
      || !postil_search_ask_snippet (&query, expression, row->note->sequence, &row->snippet, error))
    return FALSE;
  if (!row->snippet)
    row->snippet = g_strdup (row->note->quote);
  return TRUE;
}

/* The words alone do not decide. */
static gboolean
collect_walked (PostilDatabase *database, const PostilSearchQuery *search, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean with_trash = is_trash_wanted (search);

  /* Those in the trash are dropped afterwards, so the limit cannot be set yet. */
  if (!postil_walk_newest (database, search->filter, POSTIL_DOMAIN_NOTES, 0, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len && (search->limit == 0 || rows->len < search->limit); i++)
    {
      g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
      PostilSearchRow *row;
      int result;

      if (!postil_query_init (&query, database->notes, one_note, error))
        return FALSE;
      postil_query_bind (&query, "ib", g_array_index (ids, gint64, i), with_trash);
      result = postil_query_step (&query, error);
      if (result < 0)
        return FALSE;
      if (result == 0)
        continue;
      row = g_new0 (PostilSearchRow, 1);
      row->note = postil_notes_read_row (&query);
      g_ptr_array_add (rows, row);
    }
  return TRUE;
}

/* Gives a hit the article it belongs to, and its words where the search did not bring them. */
static gboolean
complete_note (PostilDatabase *database, const char *expression, PostilSearchRow *row, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!row->snippet && !expression)
    row->snippet = g_strdup (row->note->quote);
  if (!row->snippet && !find_note_snippet (database, expression, row, error))
    return FALSE;
  row->article_id = postil_articles_find (database, row->note->article_key, &reason);
  if (!reason)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * postil_search_notes:
 * @database: both connections
 * @query: what is looked for
 * @error: return location
 *
 * Finds notes by the words of passage, comment and tags, and by conditions on them or their article. Notes in the trash are hits
 * when the query asks for them. Errors: those of reading; never of syntax. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSearchRow): newest or best first
 */
GPtrArray *
postil_search_notes (PostilDatabase *database, const PostilSearchQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_search_row_free);
  gboolean beyond = FALSE;
  g_autofree char *expression = postil_words_expression (query->filter, TRUE, &beyond);
  g_autofree char *words = postil_words_highlight (query->filter, TRUE);

  postil_database_assert_thread (database);
  if (expression && !collect_notes (database, expression, query, rows, error))
    return NULL;
  if (beyond && !collect_walked (database, query, rows, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    if (!complete_note (database, words, g_ptr_array_index (rows, i), error))
      return NULL;
  return g_steal_pointer (&rows);
}
