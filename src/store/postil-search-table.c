/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-text search. Newest first costs nothing, since the rows lie in order of arrival; ranking costs with every hit, so it looks
 * at the newest few thousand only. */
#include "config.h"

#include "postil-search-table.h"

#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-notes-private.h"
#include "postil-words-private.h"

#include <string.h>

#define RANKED_SQL "5000" /* newest hits that ranking looks at */
#define NO_LIMIT ((gint64) -1)

static const char newest_articles[]
    = "SELECT rowid FROM article_search WHERE article_search MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
static const char oldest_ranked[] = "SELECT min (rowid) FROM (SELECT rowid FROM article_search WHERE article_search MATCH ?1 "
                                    "ORDER BY rowid DESC LIMIT " RANKED_SQL ")";
static const char best_articles[] = "SELECT rowid FROM article_search WHERE article_search MATCH ?1 AND rowid >= ?3 "
                                    "ORDER BY bm25 (article_search, 8.0, 1.0), rowid DESC LIMIT ?2";
static const char count_articles[] = "SELECT count (*) FROM article_search WHERE article_search MATCH ?1";
static const char newest_snippets[] = "SELECT snippet (article_search, 1, ?3, ?4, '…', 24), rowid FROM article_search "
                                      "WHERE article_search MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
static const char text_snippet[] = "SELECT snippet (article_search, 1, ?3, ?4, '…', 24) FROM article_search "
                                   "WHERE article_search MATCH ?1 AND rowid = ?2";
static const char title_snippet[] = "SELECT snippet (article_search, 0, ?3, ?4, '…', 24) FROM article_search "
                                    "WHERE article_search MATCH ?1 AND rowid = ?2";
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

/**
 * postil_search_row_free:
 * @row: (nullable) (transfer full): a row
 *
 * Frees a row. Thread: any.
 */
void
postil_search_row_free (PostilSearchRow *row)
{
  if (!row)
    return;
  g_clear_pointer (&row->note, postil_note_unref);
  g_free (row->snippet);
  g_free (row);
}

static gint64
limit_of (const PostilSearchQuery *query)
{
  return query->limit ? (gint64) query->limit : NO_LIMIT;
}

static gboolean
find_oldest_ranked (PostilDatabase *database, const char *expression, gint64 *oldest, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, oldest_ranked, error))
    return FALSE;
  postil_query_bind (&query, "s", expression);
  if (postil_query_step (&query, error) < 0)
    return FALSE;
  *oldest = postil_query_integer (&query, 0);
  return TRUE;
}

static gboolean
collect_hits (PostilDatabase *database, const char *expression, const PostilSearchQuery *search, GArray *ids, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gint64 oldest = 0;
  int more;

  if (search->rank && !find_oldest_ranked (database, expression, &oldest, error))
    return FALSE;
  if (!postil_query_init (&query, database->cache, search->rank ? best_articles : newest_articles, error))
    return FALSE;
  postil_query_bind (&query, search->rank ? "sii" : "si", expression, limit_of (search), oldest);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 id = postil_query_integer (&query, 0);

      g_array_append_val (ids, id);
    }
  return more == 0;
}

/**
 * postil_search_article_ids:
 * @database: both connections
 * @query: what is looked for
 * @error: return location
 *
 * Finds articles by the words of their title and text. With rank, only the newest 5,000 hits are looked at.
 *
 * Errors: those of reading; never of syntax. Thread: database.
 *
 * Returns: (transfer full) (element-type gint64): ids, newest arrival or best first
 */
GArray *
postil_search_article_ids (PostilDatabase *database, const PostilSearchQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *expression = postil_words_match_expression (query->terms);

  postil_database_assert_thread (database);
  if (expression && !collect_hits (database, expression, query, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/**
 * postil_search_count_articles:
 * @database: both connections
 * @terms: (element-type PostilSearchTerm): what is looked for
 * @error: return location
 *
 * Counts the articles that postil_search_article_ids() would find. Errors: those of reading. Thread: database.
 *
 * Returns: how many, 0 on failure
 */
guint
postil_search_count_articles (PostilDatabase *database, GPtrArray *terms, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autofree char *expression = postil_words_match_expression (terms);

  postil_database_assert_thread (database);
  if (!expression || !postil_query_init (&query, database->cache, count_articles, error))
    return 0;
  postil_query_bind (&query, "s", expression);
  return postil_query_step (&query, error) > 0 ? (guint) postil_query_integer (&query, 0) : 0;
}

/* --- snippets ----------------------------------------------------------------------------------------------------------- */

/* One line for a list: breaks, tabs and the signs of images become blanks. */
static void
flatten (char *text)
{
  static const char object[] = "\xef\xbf\xbc"; /* U+FFFC */
  char *to = text;

  for (const char *from = text; *from;)
    if (strncmp (from, object, strlen (object)) == 0)
      {
        *to++ = ' ';
        from += strlen (object);
      }
    else
      {
        *to++ = *from == '\n' || *from == '\t' ? ' ' : *from;
        from++;
      }
  *to = '\0';
}

/* A column as it is shown. */
static char *
read_snippet (PostilQuery *query, int column)
{
  char *snippet = postil_query_dup (query, column);

  if (!snippet)
    return g_strdup ("");
  postil_words_join (snippet);
  flatten (snippet);
  return snippet;
}

/* snippet (out): NULL when the row is no hit */
static gboolean
ask_snippet (PostilQuery *query, const char *expression, gint64 row, char **snippet, GError **error)
{
  int result;

  postil_query_bind (query, "siss", expression, row, POSTIL_SNIPPET_BEGIN, POSTIL_SNIPPET_END);
  result = postil_query_step (query, error);
  *snippet = result > 0 ? read_snippet (query, 0) : NULL;
  return result >= 0;
}

/* A hit that the text does not show is in the title. */
static gboolean
use_title (PostilDatabase *database, const char *expression, gint64 article_id, char **snippet, GError **error)
{
  g_auto (PostilQuery) title = POSTIL_QUERY_NONE;

  if (!*snippet || strstr (*snippet, POSTIL_SNIPPET_BEGIN))
    return TRUE;
  g_clear_pointer (snippet, g_free);
  return postil_query_init (&title, database->cache, title_snippet, error)
         && ask_snippet (&title, expression, article_id, snippet, error);
}

static gboolean
find_snippet (PostilDatabase *database, const char *expression, gint64 article_id, char **snippet, GError **error)
{
  g_auto (PostilQuery) text = POSTIL_QUERY_NONE;

  return postil_query_init (&text, database->cache, text_snippet, error)
         && ask_snippet (&text, expression, article_id, snippet, error)
         && use_title (database, expression, article_id, snippet, error);
}

/**
 * postil_search_snippet:
 * @database: both connections
 * @article_id: of an article
 * @terms: (element-type PostilSearchTerm): what is looked for
 * @error: return location
 *
 * Gets the words around the best hit in an article. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): one line with hits between `POSTIL_SNIPPET_BEGIN` and `POSTIL_SNIPPET_END`; %NULL without
 *   an error when the article is no hit
 */
char *
postil_search_snippet (PostilDatabase *database, gint64 article_id, GPtrArray *terms, GError **error)
{
  g_autofree char *expression = postil_words_match_expression (terms);
  char *snippet = NULL;

  postil_database_assert_thread (database);
  if (expression && !find_snippet (database, expression, article_id, &snippet, error))
    return NULL;
  return snippet;
}

/* In one run over the index, since every question about a beginning of words gathers all their hits anew. */
static gboolean
collect_newest (PostilDatabase *database, const char *expression, const PostilSearchQuery *search, GPtrArray *rows,
                GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, database->cache, newest_snippets, error))
    return FALSE;
  postil_query_bind (&query, "siss", expression, limit_of (search), POSTIL_SNIPPET_BEGIN, POSTIL_SNIPPET_END);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilSearchRow *row = g_new0 (PostilSearchRow, 1);

      g_ptr_array_add (rows, row);
      row->snippet = read_snippet (&query, 0);
      row->article_id = postil_query_integer (&query, 1);
      if (!use_title (database, expression, row->article_id, &row->snippet, error))
        return FALSE;
    }
  return more == 0;
}

static gboolean
collect_best (PostilDatabase *database, const char *expression, const PostilSearchQuery *search, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) ids = postil_search_article_ids (database, search, error);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      PostilSearchRow *row = g_new0 (PostilSearchRow, 1);

      g_ptr_array_add (rows, row);
      row->article_id = g_array_index (ids, gint64, i);
      if (!find_snippet (database, expression, row->article_id, &row->snippet, error))
        return FALSE;
    }
  return ids != NULL;
}

/**
 * postil_search_articles:
 * @database: both connections
 * @query: what is looked for
 * @error: return location
 *
 * Finds articles and the words around the hits. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSearchRow): newest arrival or best first
 */
GPtrArray *
postil_search_articles (PostilDatabase *database, const PostilSearchQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_search_row_free);
  g_autofree char *expression = postil_words_match_expression (query->terms);
  gboolean succeeded;

  postil_database_assert_thread (database);
  if (!expression)
    return g_steal_pointer (&rows);
  succeeded = query->rank ? collect_best (database, expression, query, rows, error)
                          : collect_newest (database, expression, query, rows, error);
  return succeeded ? g_steal_pointer (&rows) : NULL;
}

/* --- notes -------------------------------------------------------------------------------------------------------------- */

static gboolean
collect_notes (PostilDatabase *database, const char *expression, const PostilSearchQuery *search, GPtrArray *rows, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, database->notes, search->rank ? best_notes : newest_notes, error))
    return FALSE;
  postil_query_bind (&query, search->rank ? "sib" : "sibss", expression, limit_of (search), search->with_trash,
                     POSTIL_SNIPPET_BEGIN, POSTIL_SNIPPET_END);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilSearchRow *row = g_new0 (PostilSearchRow, 1);

      row->note = postil_notes_read_row (&query);
      if (!search->rank)
        row->snippet = read_snippet (&query, POSTIL_NOTES_N_COLUMNS);
      g_ptr_array_add (rows, row);
    }
  return more == 0;
}

static gboolean
find_note_snippet (PostilDatabase *database, const char *expression, PostilSearchRow *row, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, note_snippet, error)
      || !ask_snippet (&query, expression, row->note->sequence, &row->snippet, error))
    return FALSE;
  if (!row->snippet)
    row->snippet = g_strdup (row->note->quote);
  return TRUE;
}

/* Gives a hit the article it belongs to, and its words where the search did not bring them. */
static gboolean
complete_note (PostilDatabase *database, const char *expression, PostilSearchRow *row, GError **error)
{
  g_autoptr (GError) reason = NULL;

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
 * Finds notes by the words of passage, comment and tags. Errors: those of reading; never of syntax. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSearchRow): newest or best first
 */
GPtrArray *
postil_search_notes (PostilDatabase *database, const PostilSearchQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_search_row_free);
  g_autofree char *expression = postil_words_match_expression (query->terms);

  postil_database_assert_thread (database);
  if (!expression)
    return g_steal_pointer (&rows);
  if (!collect_notes (database, expression, query, rows, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    if (!complete_note (database, expression, g_ptr_array_index (rows, i), error))
      return NULL;
  return g_steal_pointer (&rows);
}
