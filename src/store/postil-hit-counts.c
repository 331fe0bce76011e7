/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many articles each saved search finds. The hits are kept as sets of bits; SQLite tells which rows were touched since, and only
 * those are asked again. Everything is counted anew when another program wrote, when very much changed, or, where a search speaks of
 * time, after a while. */
#include "config.h"

#include "postil-searches-table.h"

#include "postil-matcher-private.h"
#include "postil-search-table.h"

#define MOST_SINGLY 500                        /* touched articles that are asked one by one */
#define TIME_PASSES (10 * 60 * G_USEC_PER_SEC) /* µs after which "7d" may mean other articles */

static const char unread_rows[] = "SELECT id FROM article INDEXED BY article_unread WHERE is_read = 0";
static const char article_is_read[] = "SELECT is_read FROM article WHERE id = ?1";
static const char article_of_note[] = "SELECT article_key FROM annotation WHERE seq = ?1";
static const char id_of_key[] = "SELECT id FROM article WHERE key = ?1";

typedef struct
{
  PostilIdSet all;
  PostilIdSet unread;
  guint n_all;
  guint n_unread;
  gboolean counted;
  gboolean wanted;
  gint64 at; /* µs */
} Entry;

struct _PostilHitCounts
{
  GHashTable *entries; /* query -> Entry */
  gint64 cache_version;
  gint64 notes_version;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  postil_id_set_clear (&entry->all);
  postil_id_set_clear (&entry->unread);
  g_free (entry);
}

static PostilHitCounts *
hit_counts_new (void)
{
  PostilHitCounts *self = g_new0 (PostilHitCounts, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return self;
}

void
postil_hit_counts_free (PostilHitCounts *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

/* --- all anew ----------------------------------------------------------------------------------------------------------- */

static gboolean
add_unread (PostilDatabase *database, Entry *entry, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&query, database->cache, unread_rows, error))
    return FALSE;
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 id = postil_query_integer (&query, 0);

      if (postil_id_set_has (&entry->all, id))
        {
          postil_id_set_add (&entry->unread, id);
          entry->n_unread++;
        }
    }
  return more == 0;
}

static gboolean
count_all (PostilDatabase *database, Entry *entry, const PostilFilter *filter, GError **error)
{
  const PostilSearchQuery query = { .filter = filter };
  g_autoptr (GArray) ids = postil_search_article_ids (database, &query, error);
  gint64 low, high;

  entry->counted = FALSE;
  if (!ids || !postil_matcher_range (database, POSTIL_DOMAIN_ARTICLES, &low, &high, error))
    return FALSE;
  postil_id_set_clear (&entry->all);
  postil_id_set_clear (&entry->unread);
  /* With room for what arrives next. */
  postil_id_set_init (&entry->all, 1, high + high / 4 + 1024);
  postil_id_set_init (&entry->unread, 1, high + high / 4 + 1024);
  for (guint i = 0; i < ids->len; i++)
    postil_id_set_add (&entry->all, g_array_index (ids, gint64, i));
  entry->n_all = ids->len;
  entry->n_unread = 0;
  entry->counted = add_unread (database, entry, error);
  return entry->counted;
}

/* --- one by one --------------------------------------------------------------------------------------------------------- */

/* Sets a bit; the change of the number of bits. */
static int
put_bit (PostilIdSet *set, gint64 id, gboolean value)
{
  gboolean before = postil_id_set_has (set, id);

  if (value)
    postil_id_set_add (set, id);
  else
    postil_id_set_remove (set, id);
  return (int) value - (int) before;
}

static gboolean
count_one (PostilDatabase *database, Entry *entry, const PostilFilter *filter, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean present, hit = FALSE, unread = FALSE;
  int result;

  if (id > entry->all.high)
    return count_all (database, entry, filter, error);
  if (!postil_query_init (&query, database->cache, article_is_read, error))
    return FALSE;
  postil_query_bind (&query, "i", id);
  result = postil_query_step (&query, error);
  if (result < 0)
    return FALSE;
  present = result > 0;
  unread = present && postil_query_integer (&query, 0) == 0;
  if (present && !postil_search_matches (database, filter, id, &hit, error))
    return FALSE;
  entry->n_all = (guint) ((int) entry->n_all + put_bit (&entry->all, id, hit));
  entry->n_unread = (guint) ((int) entry->n_unread + put_bit (&entry->unread, id, hit && unread));
  return TRUE;
}

static gboolean
add_article_of_note (PostilDatabase *database, gint64 sequence, GHashTable *ids, GError **error)
{
  g_auto (PostilQuery) note = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) article = POSTIL_QUERY_NONE;
  int result;

  if (!postil_query_init (&note, database->notes, article_of_note, error))
    return FALSE;
  postil_query_bind (&note, "i", sequence);
  result = postil_query_step (&note, error);
  if (result <= 0)
    return result == 0;
  if (!postil_query_init (&article, database->cache, id_of_key, error))
    return FALSE;
  postil_query_bind (&article, "s", postil_query_text (&note, 0));
  result = postil_query_step (&article, error);
  if (result > 0)
    {
      gint64 id = postil_query_integer (&article, 0);

      g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
    }
  return result >= 0;
}

/* The articles that were written to, or whose notes were, since the last call. ids (out): NULL when they are too many. */
static gboolean
take_touched (PostilDatabase *database, GHashTable **ids, GError **error)
{
  g_autoptr (GArray) articles = postil_connection_take_touched (database->cache);
  g_autoptr (GArray) notes = postil_connection_take_touched (database->notes);
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  *ids = NULL;
  if (!articles || !notes)
    return TRUE;
  for (guint i = 0; i < articles->len; i++)
    g_hash_table_add (set, g_memdup2 (&g_array_index (articles, gint64, i), sizeof (gint64)));
  for (guint i = 0; i < notes->len; i++)
    if (!add_article_of_note (database, g_array_index (notes, gint64, i), set, error))
      return FALSE;
  if (g_hash_table_size (set) <= MOST_SINGLY)
    *ids = g_steal_pointer (&set);
  return TRUE;
}

/* Whether nobody else wrote since the last call. */
static gboolean
is_alone (PostilDatabase *database, PostilHitCounts *self, GError **error)
{
  gint64 cache = 0, notes = 0;
  gboolean alone;

  if (!postil_database_get_versions (database, &notes, &cache, error))
    return FALSE;
  alone = cache == self->cache_version && notes == self->notes_version;
  self->cache_version = cache;
  self->notes_version = notes;
  return alone;
}

static gboolean
bring_up (PostilDatabase *database, Entry *entry, const PostilHitCount *count, GHashTable *touched, gint64 now, GError **error)
{
  gboolean stale
      = !entry->counted || !touched
        || (postil_filter_mentions (count->filter, POSTIL_FILTER_TIME, -1) && (now < entry->at || now - entry->at > TIME_PASSES));
  GHashTableIter iter;
  gpointer id;

  if (stale)
    {
      entry->at = now;
      return count_all (database, entry, count->filter, error);
    }
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!count_one (database, entry, count->filter, *(const gint64 *) id, error))
      {
        entry->counted = FALSE;
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_unwanted (gpointer query, gpointer data, gpointer unused)
{
  Entry *entry = data;
  gboolean wanted = entry->wanted;

  entry->wanted = FALSE;
  return !wanted;
}

static void
count_nothing_as_known (PostilHitCounts *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    ((Entry *) entry)->counted = FALSE;
}

/**
 * postil_searches_count:
 * @database: both connections
 * @counts: (array length=n_counts): searches, whose numbers are filled in
 * @n_counts: how many
 * @now: µs
 * @error: return location
 *
 * Counts what searches find; after the first time at a cost that grows with what changed, not with the library.
 *
 * Errors: those of reading. Thread: database.
 *
 * Returns: whether all are counted
 */
gboolean
postil_searches_count (PostilDatabase *database, PostilHitCount *counts, guint n_counts, gint64 now, GError **error)
{
  g_autoptr (GHashTable) touched = NULL;
  PostilHitCounts *self;

  postil_database_assert_thread (database);
  if (!database->hit_counts)
    database->hit_counts = hit_counts_new ();
  self = database->hit_counts;
  if (!is_alone (database, self, error))
    count_nothing_as_known (self);
  if (!take_touched (database, &touched, error))
    {
      count_nothing_as_known (self);
      return FALSE;
    }
  for (guint i = 0; i < n_counts; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, counts[i].query);

      if (!entry)
        {
          entry = g_new0 (Entry, 1);
          entry->all.high = entry->unread.high = -1;
          g_hash_table_insert (self->entries, g_strdup (counts[i].query), entry);
        }
      entry->wanted = TRUE;
    }
  /* What is dropped here would else miss what was touched. */
  g_hash_table_foreach_remove (self->entries, is_unwanted, NULL);
  for (guint i = 0; i < n_counts; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, counts[i].query);

      if (!bring_up (database, entry, &counts[i], touched, now, error))
        {
          count_nothing_as_known (self);
          return FALSE;
        }
      counts[i].n_all = entry->n_all;
      counts[i].n_unread = entry->n_unread;
    }
  return TRUE;
}
