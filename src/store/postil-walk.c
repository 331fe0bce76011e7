/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hits of a filter that words alone do not decide, newest first. The ids are looked at in windows that grow, from the newest on, so
 * that the first fifty cost little where there are many, and few are found in a handful of steps. */
#include "config.h"

#include "postil-matcher-private.h"
#include "postil-words-private.h"

#define FIRST_WINDOW 2048
#define GROWTH 4

static const char article_rows[] = "SELECT id FROM article WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC";
static const char note_rows[] = "SELECT seq FROM annotation WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq DESC";
static const char article_words[] = "SELECT rowid FROM article_search WHERE article_search MATCH ?3 AND rowid BETWEEN ?1 AND ?2 "
                                    "ORDER BY rowid DESC";
static const char note_words[]
    = "SELECT rowid FROM annotation_search WHERE annotation_search MATCH ?3 AND rowid BETWEEN ?1 AND ?2 "
      "ORDER BY rowid DESC";

typedef struct
{
  PostilDatabase *database;
  PostilDomain domain;
  PostilMatcher *matcher; /* what words do not decide */
  char *words;            /* (nullable) a MATCH expression for the rest */
  guint limit;            /* 0: all */
  GArray *ids;
} Walk;

static gboolean
is_full (const Walk *self)
{
  return self->limit > 0 && self->ids->len >= self->limit;
}

/* Rows that exist, with the words; of these the ones in the set. */
static gboolean
walk_rows (Walk *self, const PostilIdSet *set, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean notes = self->domain == POSTIL_DOMAIN_NOTES;
  const char *sql = notes ? (self->words ? note_words : note_rows) : (self->words ? article_words : article_rows);
  int more = 0;

  if (!postil_query_init (&query, notes ? self->database->notes : self->database->cache, sql, error))
    return FALSE;
  postil_query_bind (&query, self->words ? "iis" : "ii", set->low, set->high, self->words);
  while (!is_full (self) && (more = postil_query_step (&query, error)) > 0)
    {
      gint64 id = postil_query_integer (&query, 0);

      if (postil_id_set_has (set, id))
        g_array_append_val (self->ids, id);
    }
  return more >= 0;
}

static gboolean
walk_windows (Walk *self, GError **error)
{
  gint64 low, high;
  gint64 size = FIRST_WINDOW;

  if (!postil_matcher_range (self->database, self->domain, &low, &high, error))
    return FALSE;
  if (self->limit == 0)
    size = high - low + 1;
  while (high >= low && !is_full (self))
    {
      g_auto (PostilIdSet) set = POSTIL_ID_SET_NONE;

      postil_id_set_init (&set, MAX (low, high - size + 1), high);
      if (!postil_matcher_fill (self->matcher, &set, error) || !walk_rows (self, &set, error))
        return FALSE;
      high = set.low - 1;
      size *= GROWTH;
    }
  return TRUE;
}

static gboolean
is_negative (const PostilFilter *filter)
{
  return filter->kind == POSTIL_FILTER_NOT;
}

/* Whether the index of words can answer this by itself: what stands behind a "not" is asked without it. */
static gboolean
is_of_words (const PostilFilter *filter, gboolean notes)
{
  gboolean beyond = FALSE;
  g_autofree char *expression G_GNUC_UNUSED
      = postil_words_expression (is_negative (filter) ? g_ptr_array_index (filter->children, 0) : filter, notes, &beyond);

  return !beyond;
}

/* Parts what words decide from the rest; both joined by "and". */
static void
part_filter (const PostilFilter *filter, gboolean notes, PostilFilter *words, PostilFilter *rest)
{
  guint n_wanted = 0;

  if (filter->kind != POSTIL_FILTER_ALL)
    {
      postil_filter_add (rest, postil_filter_copy (filter));
      return;
    }
  for (guint i = 0; filter->children && i < filter->children->len; i++)
    {
      const PostilFilter *child = g_ptr_array_index (filter->children, i);

      n_wanted += !is_negative (child) && is_of_words (child, notes);
    }
  for (guint i = 0; filter->children && i < filter->children->len; i++)
    {
      const PostilFilter *child = g_ptr_array_index (filter->children, i);

      postil_filter_add (n_wanted > 0 && is_of_words (child, notes) ? words : rest, postil_filter_copy (child));
    }
}

/* Adds to ids the newest rows that a filter selects, newest first. limit: 0: all. */
gboolean
postil_walk_newest (PostilDatabase *database, const PostilFilter *filter, PostilDomain domain, guint limit, GArray *ids,
                    GError **error)
{
  g_autoptr (PostilFilter) words = postil_filter_new (POSTIL_FILTER_ALL);
  g_autoptr (PostilFilter) rest = postil_filter_new (POSTIL_FILTER_ALL);
  g_autoptr (PostilMatcher) matcher = NULL;
  g_autofree char *expression = NULL;
  Walk self = { .database = database, .domain = domain, .limit = limit, .ids = ids };

  part_filter (filter, domain == POSTIL_DOMAIN_NOTES, words, rest);
  expression = postil_words_expression (words, domain == POSTIL_DOMAIN_NOTES, NULL);
  matcher = postil_matcher_new (database, rest, domain, FALSE, error);
  if (!matcher)
    return FALSE;
  if (postil_matcher_says_nothing (matcher) && !expression)
    return TRUE;
  self.matcher = matcher;
  self.words = expression;
  return walk_windows (&self, error);
}
