/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache's copies of what notes.db remembers of articles: read, starred, how many notes. notes.db numbers each change; the
 * cache knows the last number it copied. So nothing is missed when the program dies between two commits, when another program
 * writes, when the cache is begun anew, or when a backup of notes.db is put back. */
#include "config.h"

#include "postil-database-private.h"

static const char select_epoch[] = "SELECT value FROM meta WHERE name = 'epoch'";
static const char select_newest[] = "SELECT coalesce (max (seq), 0) FROM article_state";
static const char select_copied[]
    = "SELECT (SELECT value FROM meta WHERE name = 'state_epoch'), (SELECT value FROM meta WHERE name = 'state_seq')";
static const char select_changes[]
    = "SELECT article_key, is_read, is_starred, n_notes FROM article_state WHERE seq > ?1 ORDER BY seq";
static const char forget_copies[] = "UPDATE article SET is_read = 0, is_starred = 0, n_notes = 0 "
                                    "WHERE is_read <> 0 OR is_starred <> 0 OR n_notes <> 0";
static const char update_copy[] = "UPDATE article SET is_read = ?2, is_starred = ?3, n_notes = ?4 WHERE key = ?1";
static const char remember[] = "INSERT INTO meta (name, value) VALUES ('state_epoch', ?1), ('state_seq', ?2) "
                               "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

typedef struct
{
  char *epoch;
  gint64 seq;
} Mark;

static void
mark_clear (Mark *mark)
{
  g_free (mark->epoch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mark, mark_clear)

static gboolean
read_source (PostilDatabase *self, Mark *mark, GError **error)
{
  g_auto (PostilQuery) epoch = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) newest = POSTIL_QUERY_NONE;

  if (!postil_query_init (&epoch, self->notes, select_epoch, error) || postil_query_step (&epoch, error) < 0
      || !postil_query_init (&newest, self->notes, select_newest, error) || postil_query_step (&newest, error) < 0)
    return FALSE;
  mark->epoch = postil_query_dup (&epoch, 0);
  mark->seq = postil_query_integer (&newest, 0);
  return TRUE;
}

static gboolean
read_copied (PostilDatabase *self, Mark *mark, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, self->cache, select_copied, error) || postil_query_step (&query, error) < 0)
    return FALSE;
  mark->epoch = postil_query_dup (&query, 0);
  mark->seq = postil_query_integer (&query, 1);
  return TRUE;
}

static gboolean
copy_changes (PostilDatabase *self, gint64 after, GError **error)
{
  g_auto (PostilQuery) source = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) copy = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&source, self->notes, select_changes, error)
      || !postil_query_init (&copy, self->cache, update_copy, error))
    return FALSE;
  postil_query_bind (&source, "i", after);
  while ((more = postil_query_step (&source, error)) > 0)
    {
      postil_query_bind (&copy, "siii", postil_query_text (&source, 0), postil_query_integer (&source, 1),
                         postil_query_integer (&source, 2), postil_query_integer (&source, 3));
      if (!postil_query_run (&copy, error))
        return FALSE;
    }
  return more == 0;
}

static gboolean
copy (PostilDatabase *self, const Mark *source, const Mark *copied, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) forget = POSTIL_QUERY_NONE;
  gboolean anew = g_strcmp0 (source->epoch, copied->epoch) != 0 || copied->seq > source->seq;

  if (anew && (!postil_query_init (&forget, self->cache, forget_copies, error) || !postil_query_run (&forget, error)))
    return FALSE;
  if (!copy_changes (self, anew ? 0 : copied->seq, error) || !postil_query_init (&query, self->cache, remember, error))
    return FALSE;
  postil_query_bind (&query, "si", source->epoch, source->seq);
  return postil_query_run (&query, error);
}

/* Copies what changed since the last time. The number is read before the rows: a change in between is copied again, never lost. */
gboolean
postil_state_sync (PostilDatabase *self, GError **error)
{
  g_auto (Mark) source = { NULL, 0 };
  g_auto (Mark) copied = { NULL, 0 };

  if (!read_source (self, &source, error) || !read_copied (self, &copied, error))
    return FALSE;
  if (g_strcmp0 (source.epoch, copied.epoch) == 0 && source.seq == copied.seq)
    return TRUE;
  if (!postil_database_begin (self, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  if (copy (self, &source, &copied, error))
    return postil_database_commit (self, POSTIL_DATABASE_CACHE, error);
  postil_database_rollback (self, POSTIL_DATABASE_CACHE);
  return FALSE;
}
