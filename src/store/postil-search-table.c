/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-text search. Newest first costs nothing, since the rows lie in order of arrival; ranking costs with every hit, so it looks
 * at the newest few thousand only. */
#include "config.h"

#include "postil-search-table.h"

#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-matcher-private.h"
#include "postil-words-private.h"

#include <string.h>

#define RANKED 5000 /* newest hits that ranking looks at */
#define RANKED_SQL G_STRINGIFY (RANKED)
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

static const char whole_text[] = "SELECT title, text FROM article_search WHERE rowid = ?1";

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

/* The words alone decide. */
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

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first > second ? -1 : first < second;
}

/* Adds those of ids that ranked lacks. */
static void
append_the_rest (GArray *ranked, const GArray *ids)
{
  g_autoptr (GArray) known = g_array_copy (ranked);

  g_array_sort (known, compare_descending);
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (!g_array_binary_search (known, &id, compare_descending, NULL))
        g_array_append_val (ranked, id);
    }
}

/* Puts those of the hits first that say the words best; hits by a condition alone come after them. */
static gboolean
rank_hits (PostilDatabase *database, const char *expression, GArray *ids, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);
  int more;

  if (ids->len == 0)
    return TRUE;
  if (!postil_query_init (&query, database->cache, best_articles, error))
    return FALSE;
  postil_query_bind (&query, "sii", expression, NO_LIMIT, g_array_index (ids, gint64, ids->len - 1));
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 id = postil_query_integer (&query, 0);

      if (g_array_binary_search (ids, &id, compare_descending, NULL))
        g_array_append_val (ranked, id);
    }
  append_the_rest (ranked, ids);
  g_array_set_size (ids, 0);
  g_array_append_vals (ids, ranked->data, ranked->len);
  return more == 0;
}

static gboolean
walk_hits (PostilDatabase *database, const PostilSearchQuery *search, GArray *ids, GError **error)
{
  g_autofree char *words = NULL;

  if (!postil_walk_newest (database, search->filter, POSTIL_DOMAIN_ARTICLES, search->rank ? RANKED : search->limit, ids, error))
    return FALSE;
  if (!search->rank)
    return TRUE;
  words = postil_words_highlight (search->filter, FALSE);
  if (words && !rank_hits (database, words, ids, error))
    return FALSE;
  if (search->limit && ids->len > search->limit)
    g_array_set_size (ids, search->limit);
  return TRUE;
}

/**
 * postil_search_article_ids:
 * @database: both connections
 * @query: what is looked for
 * @error: return location
 *
 * Finds articles. With rank, only the newest 5,000 hits are looked at.
 *
 * Errors: those of reading; never of syntax. Thread: database.
 *
 * Returns: (transfer full) (element-type gint64): ids, newest arrival or best first
 */
GArray *
postil_search_article_ids (PostilDatabase *database, const PostilSearchQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean beyond = FALSE;
  g_autofree char *expression = postil_words_expression (query->filter, FALSE, &beyond);

  postil_database_assert_thread (database);
  if (expression && !collect_hits (database, expression, query, ids, error))
    return NULL;
  if (beyond && !walk_hits (database, query, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/**
 * postil_search_count_articles:
 * @database: both connections
 * @filter: what is looked for
 * @error: return location
 *
 * Counts the articles that postil_search_article_ids() would find. Errors: those of reading. Thread: database.
 *
 * Returns: how many, 0 on failure
 */
guint
postil_search_count_articles (PostilDatabase *database, const PostilFilter *filter, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean beyond = FALSE;
  g_autofree char *expression = postil_words_expression (filter, FALSE, &beyond);

  postil_database_assert_thread (database);
  if (beyond)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

      return postil_walk_newest (database, filter, POSTIL_DOMAIN_ARTICLES, 0, ids, error) ? ids->len : 0;
    }
  if (!expression || !postil_query_init (&query, database->cache, count_articles, error))
    return 0;
  postil_query_bind (&query, "s", expression);
  return postil_query_step (&query, error) > 0 ? (guint) postil_query_integer (&query, 0) : 0;
}

/**
 * postil_search_matches:
 * @database: both connections
 * @filter: what is looked for
 * @article_id: of an article that exists
 * @matches: (out): whether it is a hit
 * @error: return location
 *
 * Asks about one article alone, at a cost that does not grow with the library. Errors: those of reading. Thread: database.
 *
 * Returns: whether the answer could be read
 */
gboolean
postil_search_matches (PostilDatabase *database, const PostilFilter *filter, gint64 article_id, gboolean *matches, GError **error)
{
  g_autoptr (PostilMatcher) matcher = postil_matcher_new (database, filter, POSTIL_DOMAIN_ARTICLES, TRUE, error);
  g_auto (PostilIdSet) set = POSTIL_ID_SET_NONE;

  postil_database_assert_thread (database);
  *matches = FALSE;
  if (!matcher)
    return FALSE;
  if (postil_matcher_says_nothing (matcher))
    return TRUE;
  postil_id_set_init (&set, article_id, article_id);
  if (!postil_matcher_fill (matcher, &set, error))
    return FALSE;
  *matches = postil_id_set_has (&set, article_id);
  return TRUE;
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
char *
postil_search_read_snippet (PostilQuery *query, int column)
{
  char *snippet = postil_query_dup (query, column);

  if (!snippet)
    return g_strdup ("");
  postil_words_join (snippet);
  flatten (snippet);
  return snippet;
}

/* snippet (out): NULL when the row is no hit */
gboolean
postil_search_ask_snippet (PostilQuery *query, const char *expression, gint64 row, char **snippet, GError **error)
{
  int result;

  postil_query_bind (query, "siss", expression, row, POSTIL_SNIPPET_BEGIN, POSTIL_SNIPPET_END);
  result = postil_query_step (query, error);
  *snippet = result > 0 ? postil_search_read_snippet (query, 0) : NULL;
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
         && postil_search_ask_snippet (&title, expression, article_id, snippet, error);
}

/* The title stands above the snippet; when the words are in the text behind it too, that is what to show. */
static gboolean
leave_title (PostilDatabase *database, gint64 article_id, char **snippet, GError **error)
{
  g_auto (PostilQuery) whole = POSTIL_QUERY_NONE;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  char *behind;
  int result;

  if (!*snippet || !strstr (*snippet, POSTIL_SNIPPET_BEGIN) || g_str_has_prefix (*snippet, "…"))
    return TRUE;
  if (!postil_query_init (&whole, database->cache, whole_text, error))
    return FALSE;
  postil_query_bind (&whole, "i", article_id);
  result = postil_query_step (&whole, error);
  if (result <= 0)
    return result == 0;
  title = postil_search_read_snippet (&whole, 0);
  text = postil_search_read_snippet (&whole, 1);
  behind = postil_snippet_in_body (title, text, *snippet);
  if (behind)
    {
      g_free (*snippet);
      *snippet = behind;
    }
  return TRUE;
}

static gboolean
find_snippet (PostilDatabase *database, const char *expression, gint64 article_id, char **snippet, GError **error)
{
  g_auto (PostilQuery) text = POSTIL_QUERY_NONE;

  return postil_query_init (&text, database->cache, text_snippet, error)
         && postil_search_ask_snippet (&text, expression, article_id, snippet, error)
         && leave_title (database, article_id, snippet, error) && use_title (database, expression, article_id, snippet, error);
}

/**
 * postil_search_snippet:
 * @database: both connections
 * @article_id: of an article
 * @filter: what is looked for
 * @error: return location
 *
 * Gets the words around the best hit in an article. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): one line with hits between `POSTIL_SNIPPET_BEGIN` and `POSTIL_SNIPPET_END`; %NULL without
 *   an error when none of the wanted words stands in it
 */
char *
postil_search_snippet (PostilDatabase *database, gint64 article_id, const PostilFilter *filter, GError **error)
{
  g_autofree char *expression = postil_words_highlight (filter, FALSE);
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
      row->snippet = postil_search_read_snippet (&query, 0);
      row->article_id = postil_query_integer (&query, 1);
      if (!leave_title (database, row->article_id, &row->snippet, error)
          || !use_title (database, expression, row->article_id, &row->snippet, error))
        return FALSE;
    }
  return more == 0;
}

/* Row by row; words: (nullable) a condition may find articles without any. */
static gboolean
collect_one_by_one (PostilDatabase *database, const char *words, const PostilSearchQuery *search, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) ids = postil_search_article_ids (database, search, error);

  for (guint i = 0; ids && i < ids->len; i++)
    {
      PostilSearchRow *row = g_new0 (PostilSearchRow, 1);

      g_ptr_array_add (rows, row);
      row->article_id = g_array_index (ids, gint64, i);
      if (words && !find_snippet (database, words, row->article_id, &row->snippet, error))
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
 * Finds articles and the words around the hits; a hit by conditions alone has no snippet. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSearchRow): newest arrival or best first
 */
GPtrArray *
postil_search_articles (PostilDatabase *database, const PostilSearchQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_search_row_free);
  gboolean beyond = FALSE;
  g_autofree char *expression = postil_words_expression (query->filter, FALSE, &beyond);
  g_autofree char *words = NULL;
  gboolean succeeded;

  postil_database_assert_thread (database);
  if (!expression && !beyond)
    return g_steal_pointer (&rows);
  words = postil_words_highlight (query->filter, FALSE);
  succeeded = query->rank || beyond ? collect_one_by_one (database, words, query, rows, error)
                                    : collect_newest (database, expression, query, rows, error);
  return succeeded ? g_steal_pointer (&rows) : NULL;
}
