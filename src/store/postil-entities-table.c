/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about entities across articles, answered from the rows of mentions. */
#include "config.h"

#include "postil-entities-table.h"

#include "postil-database-private.h"
#include "postil-time.h"

#define WEEK G_GINT64_CONSTANT (604800000000)   /* µs */
#define MONDAY G_GINT64_CONSTANT (345600000000) /* of the first full week after the epoch, a Thursday */
#define MAX_WEEKS 1040

static const char list_all[] = "SELECT type, name, n_mentions, n_articles FROM entity WHERE n_mentions > 0 "
                               "ORDER BY n_mentions DESC, name LIMIT ?1";
static const char list_beginning[]
    = "SELECT type, name, n_mentions, n_articles FROM entity WHERE n_mentions > 0 "
      "AND lower (substr (name, 1, length (?2))) = lower (?2) ORDER BY n_mentions DESC, name LIMIT ?1";
static const char list_of_article[]
    = "SELECT type, name, sum (n), 1 FROM mention JOIN entity ON entity.id = entity_id WHERE article_id = ?1 "
      "GROUP BY entity_id ORDER BY sum (n) DESC, min (first_offset)";
static const char get_entity[]
    = "SELECT type, name, n_mentions, n_articles FROM entity WHERE name = ?1 AND type = ?2 AND n_mentions > 0";
static const char list_surfaces[]
    = "SELECT surface, sum (n) FROM mention WHERE entity_id = (SELECT id FROM entity WHERE name = ?1 "
      "AND type = ?2) GROUP BY surface ORDER BY sum (n) DESC, surface";
static const char list_dates[]
    = "SELECT article.date, sum (n) FROM mention JOIN article ON article.id = article_id WHERE entity_id = "
      "(SELECT id FROM entity WHERE name = ?1 AND type = ?2) GROUP BY article_id ORDER BY article.date DESC";
static const char list_together[]
    = "SELECT type, name, sum (other.n), count (DISTINCT other.article_id) FROM mention AS other "
      "JOIN entity ON entity.id = other.entity_id WHERE other.article_id IN (SELECT article_id FROM mention WHERE entity_id = "
      "(SELECT id FROM entity WHERE name = ?1 AND type = ?2)) AND NOT (name = ?1 AND type = ?2) GROUP BY other.entity_id "
      "ORDER BY count (DISTINCT other.article_id) DESC, sum (other.n) DESC, name LIMIT ?3";
static const char list_articles[] = "SELECT id FROM article WHERE id IN (SELECT article_id FROM mention WHERE entity_id = "
                                    "(SELECT id FROM entity WHERE name = ?1 AND type = ?2)) ORDER BY date DESC, id DESC";

/**
 * postil_entity_count_free:
 * @count: (nullable) (transfer full): a count
 *
 * Frees a count. Thread: any.
 */
void
postil_entity_count_free (PostilEntityCount *count)
{
  if (!count)
    return;
  g_free (count->name);
  g_free (count);
}

/**
 * postil_surface_count_free:
 * @count: (nullable) (transfer full): a count
 *
 * Frees a count. Thread: any.
 */
void
postil_surface_count_free (PostilSurfaceCount *count)
{
  if (!count)
    return;
  g_free (count->surface);
  g_free (count);
}

static PostilEntityCount *
read_count (PostilQuery *query)
{
  PostilEntityCount *count = g_new0 (PostilEntityCount, 1);
  gint64 type = postil_query_integer (query, 0);

  count->type = (PostilEntityType) type;
  count->name = postil_query_dup (query, 1);
  count->n_mentions = (guint) postil_query_integer (query, 2);
  count->n_articles = (guint) postil_query_integer (query, 3);
  return count;
}

static GPtrArray *
collect_counts (PostilQuery *query, GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_entity_count_free);
  int more;

  while ((more = postil_query_step (query, error)) > 0)
    g_ptr_array_add (counts, read_count (query));
  return more == 0 ? g_steal_pointer (&counts) : NULL;
}

/* Readies a question about one entity: ?1 its name, ?2 its type. */
static gboolean
ask_about (PostilDatabase *database, const char *sql, PostilEntityType type, const char *name, PostilQuery *query, GError **error)
{
  postil_database_assert_thread (database);
  if (!postil_query_init (query, database->cache, sql, error))
    return FALSE;
  postil_query_bind (query, "su", name, (guint) type);
  return TRUE;
}

/**
 * postil_entities_list:
 * @database: both connections
 * @beginning: (nullable): only names that begin so, letter case aside (of ASCII)
 * @limit: at most so many, 0: all
 * @error: return location
 *
 * Lists the entities of all articles. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilEntityCount): the most mentioned first
 */
GPtrArray *
postil_entities_list (PostilDatabase *database, const char *beginning, guint limit, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean narrowed = beginning && *beginning;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, narrowed ? list_beginning : list_all, error))
    return NULL;
  postil_query_bind (&query, narrowed ? "is" : "i", limit ? (gint64) limit : (gint64) -1, beginning);
  return collect_counts (&query, error);
}

/**
 * postil_entities_list_article:
 * @database: both connections
 * @article_id: of an article
 * @error: return location
 *
 * Lists the entities of one article. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilEntityCount): the most mentioned first
 */
GPtrArray *
postil_entities_list_article (PostilDatabase *database, gint64 article_id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, list_of_article, error))
    return NULL;
  postil_query_bind (&query, "i", article_id);
  return collect_counts (&query, error);
}

/**
 * postil_entities_get:
 * @database: both connections
 * @type: of the entity
 * @name: its canonical name, exactly
 * @error: return location
 *
 * Counts the mentions of one entity. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): its counts
 */
PostilEntityCount *
postil_entities_get (PostilDatabase *database, PostilEntityType type, const char *name, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  if (!ask_about (database, get_entity, type, name, &query, error))
    return NULL;
  result = postil_query_step (&query, error);
  if (result == 0)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "entity “%s”: no article mentions it", name);
  return result > 0 ? read_count (&query) : NULL;
}

/**
 * postil_entities_list_surfaces:
 * @database: both connections
 * @type: of the entity
 * @name: its canonical name, exactly
 * @error: return location
 *
 * Lists how articles write an entity. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilSurfaceCount): the most frequent first
 */
GPtrArray *
postil_entities_list_surfaces (PostilDatabase *database, PostilEntityType type, const char *name, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_surface_count_free);
  int more;

  if (!ask_about (database, list_surfaces, type, name, &query, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      PostilSurfaceCount *count = g_new0 (PostilSurfaceCount, 1);

      count->surface = postil_query_dup (&query, 0);
      count->n_mentions = (guint) postil_query_integer (&query, 1);
      g_ptr_array_add (surfaces, count);
    }
  return more == 0 ? g_steal_pointer (&surfaces) : NULL;
}

/* The number of the week of a time, counted from a Monday; rounds down before it too. */
static gint64
week_of (gint64 time)
{
  gint64 since = time - MONDAY;

  return since >= 0 ? since / WEEK : -((-since + WEEK - 1) / WEEK);
}

/* Adds mentions to the week of a date; dates come newest first, so the array grows towards the past and is turned at the end. */
static void
add_to_week (GArray *weeks, gint64 newest, gint64 week, guint n_mentions)
{
  guint index = (guint) MIN (newest - week, MAX_WEEKS - 1);

  if (index >= weeks->len)
    g_array_set_size (weeks, index + 1);
  g_array_index (weeks, guint, index) += n_mentions;
}

static void
turn (GArray *weeks)
{
  for (guint i = 0; i < weeks->len / 2; i++)
    {
      guint week = g_array_index (weeks, guint, i);

      g_array_index (weeks, guint, i) = g_array_index (weeks, guint, weeks->len - 1 - i);
      g_array_index (weeks, guint, weeks->len - 1 - i) = week;
    }
}

/**
 * postil_entities_list_weeks:
 * @database: both connections
 * @type: of the entity
 * @name: its canonical name, exactly
 * @first_week: (out) (optional): µs since the epoch, the Monday on which the first week begins (UTC); 0 when there is none
 * @error: return location
 *
 * Counts the mentions of an entity by the week of the article. What is more than twenty years older than the newest counts to
 * the first week.
 *
 * Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type guint): without gaps, oldest first
 */
GArray *
postil_entities_list_weeks (PostilDatabase *database, PostilEntityType type, const char *name, gint64 *first_week, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GArray) weeks = g_array_new (FALSE, TRUE, sizeof (guint));
  gint64 newest = 0;
  int more;

  if (!ask_about (database, list_dates, type, name, &query, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 week = week_of (postil_query_integer (&query, 0));

      if (weeks->len == 0)
        newest = week;
      add_to_week (weeks, newest, week, (guint) postil_query_integer (&query, 1));
    }
  if (more < 0)
    return NULL;
  turn (weeks);
  if (first_week)
    *first_week = weeks->len > 0 ? (newest - weeks->len + 1) * WEEK + MONDAY : 0;
  return g_steal_pointer (&weeks);
}

/**
 * postil_entities_list_together:
 * @database: both connections
 * @type: of the entity
 * @name: its canonical name, exactly
 * @limit: at most so many, 0: all
 * @error: return location
 *
 * Lists the entities that stand in the same articles. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilEntityCount): that with the most common articles first
 */
GPtrArray *
postil_entities_list_together (PostilDatabase *database, PostilEntityType type, const char *name, guint limit, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, list_together, error))
    return NULL;
  postil_query_bind (&query, "sui", name, (guint) type, limit ? (gint64) limit : (gint64) -1);
  return collect_counts (&query, error);
}

/**
 * postil_entities_list_articles:
 * @database: both connections
 * @type: of the entity
 * @name: its canonical name, exactly
 * @error: return location
 *
 * Lists the articles that mention an entity. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type gint64): ids, newest first
 */
GArray *
postil_entities_list_articles (PostilDatabase *database, PostilEntityType type, const char *name, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  int more;

  if (!ask_about (database, list_articles, type, name, &query, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 id = postil_query_integer (&query, 0);

      g_array_append_val (ids, id);
    }
  return more == 0 ? g_steal_pointer (&ids) : NULL;
}
