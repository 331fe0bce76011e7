/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors of article ids for one selection, each read off an index in its order, and sources with their counts. */
#include "config.h"

#include "postil-lists-table.h"

#include "postil-database-private.h"
#include "postil-notes-private.h"
#include "postil-search-table.h"

#define NEWEST " ORDER BY date DESC, id DESC LIMIT ?1"
#define OLDEST " ORDER BY date, id LIMIT ?1"
#define BOTH(what)                                                                                                               \
  {                                                                                                                              \
    "SELECT id FROM article " what NEWEST, "SELECT id FROM article " what OLDEST                                                 \
  }

/* By selection, then newest or oldest first. ?1 limit, ?2 what is selected */
static const char *const list_articles[][2] = {
  [POSTIL_SELECT_ALL] = BOTH (""),
  [POSTIL_SELECT_UNREAD] = BOTH ("WHERE is_read = 0"),
  [POSTIL_SELECT_STARRED] = BOTH ("WHERE is_starred = 1"),
  [POSTIL_SELECT_ANNOTATED] = BOTH ("WHERE n_notes > 0"),
  [POSTIL_SELECT_FEED] = BOTH ("WHERE feed_id = ?2 AND feed_id IS NOT NULL"),
  [POSTIL_SELECT_TAG] = { NULL, NULL },
  [POSTIL_SELECT_SEARCH] = { NULL, NULL },
  [POSTIL_SELECT_FILES] = BOTH ("WHERE feed_id IS NULL AND is_sample = 0"),
  [POSTIL_SELECT_SAMPLES] = BOTH ("WHERE is_sample = 1"),
  [POSTIL_SELECT_SOURCE] = BOTH ("WHERE source = ?2"),
};

static const char keys_of_tag[]
    = "SELECT DISTINCT article_key FROM annotation JOIN annotation_tag ON annotation_tag.annotation = annotation.seq "
      "JOIN tag ON tag.id = annotation_tag.tag WHERE deleted = 0 "
      "AND (tag.folded = ?1 OR substr (tag.folded, 1, length (?2)) = ?2)";
static const char place_of_key[] = "SELECT id, date FROM article WHERE key = ?1";
static const char list_feeds[]
    = "SELECT feed.id, feed.title, count (article.id), count (article.id) FILTER (WHERE is_read = 0) "
      "FROM feed LEFT JOIN article ON article.feed_id = feed.id GROUP BY feed.id ORDER BY feed.title, feed.id";
static const char list_sites[] = "SELECT 0, source, count (*), count (*) FILTER (WHERE is_read = 0) FROM article "
                                 "WHERE feed_id IS NULL GROUP BY source ORDER BY source";
static const char list_tags[]
    = "SELECT 0, tag.name, count (*), 0 FROM tag JOIN annotation_tag ON annotation_tag.tag = tag.id "
      "JOIN annotation ON annotation.seq = annotation_tag.annotation WHERE deleted = 0 GROUP BY tag.id ORDER BY tag.folded";
static const char count_articles[]
    = "SELECT (SELECT count (*) FROM article), (SELECT count (*) FROM article WHERE is_read = 0), "
      "(SELECT count (*) FROM article WHERE is_starred = 1), (SELECT count (*) FROM article WHERE n_notes > 0), "
      "(SELECT count (*) FROM article WHERE is_sample = 1)";
static const char count_notes[]
    = "SELECT (SELECT count (*) FROM annotation), (SELECT count (*) FROM annotation WHERE deleted <> 0)";

static gboolean
collect_ids (PostilQuery *query, GArray *ids, GError **error)
{
  int more;

  while ((more = postil_query_step (query, error)) > 0)
    {
      gint64 id = postil_query_integer (query, 0);

      g_array_append_val (ids, id);
    }
  return more == 0;
}

static gboolean
select_rows (PostilDatabase *database, const PostilListQuery *query, GArray *ids, GError **error)
{
  g_auto (PostilQuery) statement = POSTIL_QUERY_NONE;
  const char *sql = list_articles[query->selection][query->order == POSTIL_ORDER_OLDEST];
  gint64 limit = query->limit ? (gint64) query->limit : (gint64) -1;

  if (!postil_query_init (&statement, database->cache, sql, error))
    return FALSE;
  if (query->selection == POSTIL_SELECT_FEED)
    postil_query_bind (&statement, "ii", limit, query->number);
  else if (query->selection == POSTIL_SELECT_SOURCE)
    postil_query_bind (&statement, "is", limit, query->text ? query->text : "");
  else
    postil_query_bind (&statement, "i", limit);
  return collect_ids (&statement, ids, error);
}

/* --- by tag: the notes know which articles, the cache knows their dates ---------------------------------------------------- */

typedef struct
{
  gint64 id;
  gint64 date;
} Place;

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;

  if (first->date != second->date)
    return first->date > second->date ? -1 : 1;
  return first->id > second->id ? -1 : first->id < second->id;
}

static int
compare_oldest (gconstpointer a, gconstpointer b)
{
  return compare_newest (b, a);
}

static gboolean
add_place (PostilDatabase *database, const char *key, GArray *places, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  Place place;
  int result;

  if (!postil_query_init (&query, database->cache, place_of_key, error))
    return FALSE;
  postil_query_bind (&query, "s", key);
  result = postil_query_step (&query, error);
  if (result <= 0)
    return result == 0;
  place = (Place){ postil_query_integer (&query, 0), postil_query_integer (&query, 1) };
  g_array_append_val (places, place);
  return TRUE;
}

static gboolean
select_tag (PostilDatabase *database, const PostilListQuery *query, GArray *ids, GError **error)
{
  g_auto (PostilQuery) keys = POSTIL_QUERY_NONE;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autofree char *tag = postil_notes_fold (query->text ? query->text : "");
  g_autofree char *below = g_strconcat (tag, "/", NULL);
  int more;

  if (!postil_query_init (&keys, database->notes, keys_of_tag, error))
    return FALSE;
  postil_query_bind (&keys, "ss", tag, below);
  while ((more = postil_query_step (&keys, error)) > 0)
    if (!add_place (database, postil_query_text (&keys, 0), places, error))
      return FALSE;
  if (more < 0)
    return FALSE;
  g_array_sort (places, query->order == POSTIL_ORDER_OLDEST ? compare_oldest : compare_newest);
  for (guint i = 0; i < places->len && (query->limit == 0 || i < query->limit); i++)
    g_array_append_val (ids, g_array_index (places, Place, i).id);
  return TRUE;
}

static GArray *
select_search (PostilDatabase *database, const PostilListQuery *query, GError **error)
{
  const PostilSearchQuery search = { .filter = query->filter,
                                     .rank = query->order == POSTIL_ORDER_BEST,
                                     .limit = query->order == POSTIL_ORDER_OLDEST ? 0 : query->limit };
  GArray *ids = postil_search_article_ids (database, &search, error);

  if (!ids || query->order != POSTIL_ORDER_OLDEST)
    return ids;
  for (guint i = 0; i < ids->len / 2; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      g_array_index (ids, gint64, i) = g_array_index (ids, gint64, ids->len - 1 - i);
      g_array_index (ids, gint64, ids->len - 1 - i) = id;
    }
  if (query->limit && ids->len > query->limit)
    g_array_set_size (ids, query->limit);
  return ids;
}

/**
 * postil_lists_articles:
 * @database: both connections
 * @query: which articles in which order
 * @error: return location
 *
 * Lists the articles of one selection; a text that nothing matches selects none. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type gint64): their ids
 */
GArray *
postil_lists_articles (PostilDatabase *database, const PostilListQuery *query, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gboolean succeeded;

  g_return_val_if_fail ((guint) query->selection < G_N_ELEMENTS (list_articles), NULL);
  postil_database_assert_thread (database);
  if (query->selection == POSTIL_SELECT_SEARCH)
    return select_search (database, query, error);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  succeeded = query->selection == POSTIL_SELECT_TAG ? select_tag (database, query, ids, error)
                                                    : select_rows (database, query, ids, error);
  return succeeded ? g_steal_pointer (&ids) : NULL;
}

/* --- sources ------------------------------------------------------------------------------------------------------------ */

/**
 * postil_source_count_free:
 * @count: (nullable) (transfer full): a count
 *
 * Frees a count. Thread: any.
 */
void
postil_source_count_free (PostilSourceCount *count)
{
  if (!count)
    return;
  g_free (count->name);
  g_free (count);
}

static GPtrArray *
list_counts (PostilDatabase *database, PostilConnection *connection, const char *sql, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_source_count_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, connection, sql, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilSourceCount *count = g_new0 (PostilSourceCount, 1);

      count->feed_id = postil_query_integer (&query, 0);
      count->name = postil_query_dup (&query, 1);
      count->n_all = (guint) postil_query_integer (&query, 2);
      count->n_unread = (guint) postil_query_integer (&query, 3);
      g_ptr_array_add (counts, count);
    }
  return more == 0 ? g_steal_pointer (&counts) : NULL;
}

/**
 * postil_lists_feeds:
 * @database: both connections
 * @error: return location
 *
 * Lists the feeds with their counts. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSourceCount): by name
 */
GPtrArray *
postil_lists_feeds (PostilDatabase *database, GError **error)
{
  return list_counts (database, database->cache, list_feeds, error);
}

/**
 * postil_lists_sites:
 * @database: both connections
 * @error: return location
 *
 * Lists the sources of articles that came from no feed. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSourceCount): by name
 */
GPtrArray *
postil_lists_sites (PostilDatabase *database, GError **error)
{
  return list_counts (database, database->cache, list_sites, error);
}

/**
 * postil_lists_tags:
 * @database: both connections
 * @error: return location
 *
 * Lists the tags with the number of notes outside the trash. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSourceCount): by name
 */
GPtrArray *
postil_lists_tags (PostilDatabase *database, GError **error)
{
  return list_counts (database, database->notes, list_tags, error);
}

/**
 * postil_lists_counts:
 * @database: both connections
 * @counts: (out): the numbers
 * @error: return location
 *
 * Counts articles and notes by what is known of them. Errors: those of reading. Thread: database.
 *
 * Returns: whether @counts is set
 */
gboolean
postil_lists_counts (PostilDatabase *database, PostilListCounts *counts, GError **error)
{
  g_auto (PostilQuery) articles = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) notes = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&articles, database->cache, count_articles, error) || postil_query_step (&articles, error) < 0
      || !postil_query_init (&notes, database->notes, count_notes, error) || postil_query_step (&notes, error) < 0)
    return FALSE;
  counts->n_articles = (guint) postil_query_integer (&articles, 0);
  counts->n_unread = (guint) postil_query_integer (&articles, 1);
  counts->n_starred = (guint) postil_query_integer (&articles, 2);
  counts->n_annotated = (guint) postil_query_integer (&articles, 3);
  counts->n_samples = (guint) postil_query_integer (&articles, 4);
  counts->n_trashed = (guint) postil_query_integer (&notes, 1);
  counts->n_notes = (guint) postil_query_integer (&notes, 0) - counts->n_trashed;
  return TRUE;
}
