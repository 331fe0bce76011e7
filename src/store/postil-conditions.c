/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One condition of a search as constant statements. Each can fill a window of ids; where an index holds just what is wanted, or
 * the other database knows, everything is gathered at once instead. Statements bind ?1 low, ?2 high, ?3 text, ?4 what is below. */
#include "config.h"

#include "postil-matcher-private.h"
#include "postil-notes-private.h"
#include "postil-words-private.h"

#include <math.h>
#include <string.h>

#define MOST_GATHERED_FIGURES 20000 /* more are found sooner where they stand, newest article first */
#define ARTICLES "SELECT id FROM article WHERE id BETWEEN ?1 AND ?2 AND "
#define NOTES "SELECT seq FROM annotation WHERE seq BETWEEN ?1 AND ?2 AND "
#define FIGURE_HOLDS                                                                                                             \
  "(?3 < 0 OR kind = ?3) AND (?4 IS NULL OR coalesce (high, value) >= ?4) AND (?5 IS NULL OR coalesce (low, value) <= ?5) "      \
  "AND (?6 IS NULL OR currency = ?6) AND (?7 IS NULL OR unit = ?7)"

static const char articles_words[] = "SELECT rowid FROM article_search WHERE article_search MATCH ?3 AND rowid BETWEEN ?1 AND ?2";
static const char articles_author[] = ARTICLES "postil_within (byline, ?3)";
static const char articles_feed[]
    = ARTICLES "(postil_within (source, ?3) OR feed_id IN (SELECT id FROM feed WHERE postil_within (title, ?3)))";
static const char articles_language[]
    = ARTICLES "(language = ?3 COLLATE NOCASE OR lower (substr (language, 1, length (?4))) = ?4)";
static const char articles_time[] = ARTICLES "date >= ?3 AND date < ?4";
static const char articles_entity[] = "SELECT article_id FROM mention WHERE entity_id = ?3 AND article_id BETWEEN ?1 AND ?2";
static const char articles_claim[] = "SELECT article_id FROM figure WHERE article_id BETWEEN ?1 AND ?2 "
                                     "AND (postil_within (subject, ?3) OR postil_within (measure, ?3))";
static const char articles_figure[] = "SELECT article_id FROM figure WHERE article_id BETWEEN ?1 AND ?2 AND " FIGURE_HOLDS;
static const char *const articles_state[POSTIL_N_FILTER_STATES] = {
  [POSTIL_STATE_UNREAD] = ARTICLES "is_read = 0",
  [POSTIL_STATE_READ] = ARTICLES "is_read = 1",
  [POSTIL_STATE_STARRED] = ARTICLES "is_starred = 1",
  [POSTIL_STATE_ANNOTATED] = ARTICLES "n_notes > 0",
};
/* The same from indexes that hold nothing else. */
static const char *const gather_state[POSTIL_N_FILTER_STATES] = {
  [POSTIL_STATE_UNREAD] = "SELECT id FROM article INDEXED BY article_unread WHERE is_read = 0",
  [POSTIL_STATE_STARRED] = "SELECT id FROM article INDEXED BY article_starred WHERE is_starred = 1",
  [POSTIL_STATE_ANNOTATED] = "SELECT id FROM article INDEXED BY article_annotated WHERE n_notes > 0",
};
static const char gather_time[] = "SELECT id FROM article INDEXED BY article_date WHERE date >= ?1 AND date < ?2";
/* A range has no value, so all ranges are looked at. */
static const char gather_figures[]
    = "SELECT article_id FROM (SELECT article_id FROM figure INDEXED BY figure_value WHERE kind = ?1 AND value IS NULL "
      "UNION ALL SELECT article_id FROM figure INDEXED BY figure_value WHERE kind = ?1 AND value >= ?2 AND value <= ?3) "
      "LIMIT " G_STRINGIFY (MOST_GATHERED_FIGURES);
static const char gather_feed[] = "SELECT id FROM article WHERE feed_id = (SELECT id FROM feed WHERE url = ?1)";

static const char notes_words[]
    = "SELECT rowid FROM annotation_search WHERE annotation_search MATCH ?3 AND rowid BETWEEN ?1 AND ?2";
static const char notes_title[] = NOTES "postil_within (article_title, ?3)";
static const char notes_tag[] = "SELECT annotation FROM annotation_tag JOIN tag ON tag.id = annotation_tag.tag "
                                "WHERE annotation BETWEEN ?1 AND ?2 "
                                "AND (tag.folded = ?3 OR substr (tag.folded, 1, length (?4)) = ?4)";
static const char notes_color[] = NOTES "color = ?3";
static const char notes_time[] = NOTES "modified >= ?3 AND modified < ?4";
static const char *const notes_state[POSTIL_N_FILTER_STATES] = {
  [POSTIL_STATE_ANNOTATED] = NOTES "deleted = 0",
  [POSTIL_STATE_ORPHAN] = NOTES "orphan = 1",
  [POSTIL_STATE_TRASHED] = NOTES "deleted <> 0",
};

static const char find_entities[]
    = "SELECT id FROM entity WHERE postil_within (name, ?1) AND (?2 OR length (name) = length (?1))";
/* By another of its names: those texts that have the words know which entity they meant. */
static const char find_aliased[] = "SELECT DISTINCT entity_id FROM mention WHERE article_id IN (SELECT rowid FROM article_search "
                                   "WHERE article_search MATCH ?1 ORDER BY rowid DESC LIMIT 200) AND surface = ?2 COLLATE NOCASE";
static const char keys_of_notes[] = "SELECT seq, article_key FROM annotation WHERE seq BETWEEN ?1 AND ?2";
static const char key_of_note[] = "SELECT article_key FROM annotation WHERE seq = ?1 AND (deleted = 0 OR ?2)";
static const char id_of_key[] = "SELECT id FROM article WHERE key = ?1";
static const char list_folders[] = "SELECT url, folder FROM subscription WHERE folder IS NOT NULL";

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
collect (PostilQuery *query, GArray *ids, GError **error)
{
  int more;

  while ((more = postil_query_step (query, error)) > 0)
    {
      gint64 id = postil_query_integer (query, 0);

      g_array_append_val (ids, id);
    }
  return more == 0;
}

/* --- making ------------------------------------------------------------------------------------------------------------- */

void
postil_condition_free (PostilCondition *self)
{
  g_free (self->text);
  g_free (self->below);
  g_clear_pointer (&self->entities, g_array_unref);
  g_clear_pointer (&self->gathered, g_array_unref);
  g_free (self);
}

static gboolean
resolve_entities (PostilCondition *self, PostilDatabase *database, GError **error)
{
  g_auto (PostilQuery) names = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) aliases = POSTIL_QUERY_NONE;
  g_autoptr (PostilFilter) phrase = postil_filter_new_text (POSTIL_FILTER_WORDS, POSTIL_MATCH_PHRASE, self->filter->text);
  g_autofree char *expression = postil_words_expression (phrase, FALSE, NULL);

  self->entities = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!postil_query_init (&names, database->cache, find_entities, error))
    return FALSE;
  postil_query_bind (&names, "sb", self->filter->text, self->filter->match == POSTIL_MATCH_PREFIX);
  if (!collect (&names, self->entities, error))
    return FALSE;
  if (!expression)
    return TRUE;
  if (!postil_query_init (&aliases, database->cache, find_aliased, error))
    return FALSE;
  postil_query_bind (&aliases, "ss", expression, self->filter->text);
  return collect (&aliases, self->entities, error);
}

/* Prepares a condition; NULL without an error when it says nothing: a word without a letter or a digit. */
PostilCondition *
postil_condition_new (PostilDatabase *database, const PostilFilter *filter, PostilDomain domain, GError **error)
{
  g_autoptr (PostilCondition) self = g_new0 (PostilCondition, 1);

  self->filter = filter;
  self->domain = domain;
  switch ((int) filter->kind)
    {
    case POSTIL_FILTER_WORDS:
    case POSTIL_FILTER_TITLE:
    case POSTIL_FILTER_NOTE:
      self->text = postil_words_expression (filter, domain == POSTIL_DOMAIN_NOTES || filter->kind == POSTIL_FILTER_NOTE, NULL);
      if (domain == POSTIL_DOMAIN_NOTES && filter->kind == POSTIL_FILTER_TITLE)
        self->text = g_strdup (filter->text);
      if (!self->text)
        return NULL;
      break;
    case POSTIL_FILTER_TAG:
    case POSTIL_FILTER_FOLDER:
      self->text = postil_notes_fold (filter->text);
      self->below = g_strconcat (self->text, filter->match == POSTIL_MATCH_PREFIX ? "" : "/", NULL);
      break;
    case POSTIL_FILTER_LANGUAGE:
      self->text = g_ascii_strdown (filter->text, -1);
      self->below = g_strconcat (self->text, "-", NULL);
      break;
    case POSTIL_FILTER_ENTITY:
      if (!resolve_entities (self, database, error))
        return NULL;
      break;
    default:
      self->text = g_strdup (filter->text);
    }
  return g_steal_pointer (&self);
}

/* --- one domain through the other --------------------------------------------------------------------------------------- */

static gboolean
find_article (PostilDatabase *database, const char *key, gint64 *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  *id = 0;
  if (!postil_query_init (&query, database->cache, id_of_key, error))
    return FALSE;
  postil_query_bind (&query, "s", key);
  result = postil_query_step (&query, error);
  if (result > 0)
    *id = postil_query_integer (&query, 0);
  return result >= 0;
}

static gboolean
add_article_of_note (PostilCondition *self, PostilDatabase *database, gint64 sequence, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean with_trash = self->filter->kind == POSTIL_FILTER_STATE && self->filter->number == POSTIL_STATE_TRASHED;
  gint64 id;
  int result;

  if (!postil_query_init (&query, database->notes, key_of_note, error))
    return FALSE;
  postil_query_bind (&query, "ib", sequence, with_trash);
  result = postil_query_step (&query, error);
  if (result <= 0)
    return result == 0;
  if (!find_article (database, postil_query_text (&query, 0), &id, error))
    return FALSE;
  if (id != 0)
    g_array_append_val (self->gathered, id);
  return TRUE;
}

/* Articles that have a note for which the condition holds. */
static gboolean
gather_through_notes (PostilCondition *self, PostilDatabase *database, GError **error)
{
  g_autoptr (PostilCondition) notes = postil_condition_new (database, self->filter, POSTIL_DOMAIN_NOTES, error);
  g_auto (PostilIdSet) set = POSTIL_ID_SET_NONE;
  gint64 low, high;

  if (!notes || !postil_matcher_range (database, POSTIL_DOMAIN_NOTES, &low, &high, error))
    return FALSE;
  postil_id_set_init (&set, low, high);
  if (!postil_condition_fill (notes, database, &set, error))
    return FALSE;
  for (gint64 sequence = low; sequence <= high; sequence++)
    if (postil_id_set_has (&set, sequence) && !add_article_of_note (self, database, sequence, error))
      return FALSE;
  return TRUE;
}

/* Notes of the articles for which the condition holds. */
static gboolean
gather_through_articles (PostilCondition *self, PostilDatabase *database, GError **error)
{
  g_autoptr (PostilCondition) articles = postil_condition_new (database, self->filter, POSTIL_DOMAIN_ARTICLES, error);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_auto (PostilIdSet) set = POSTIL_ID_SET_NONE;
  gint64 low, high;
  int more;

  if (!articles || !postil_matcher_range (database, POSTIL_DOMAIN_ARTICLES, &low, &high, error)
      || !postil_condition_gather (articles, database, error))
    return FALSE;
  postil_id_set_init (&set, low, high);
  if (!postil_condition_fill (articles, database, &set, error)
      || !postil_query_init (&query, database->notes, keys_of_notes, error))
    return FALSE;
  postil_query_bind (&query, "ii", G_MININT64, G_MAXINT64);
  while ((more = postil_query_step (&query, error)) > 0)
    {
      gint64 sequence = postil_query_integer (&query, 0);
      gint64 id;

      if (!find_article (database, postil_query_text (&query, 1), &id, error))
        return FALSE;
      if (postil_id_set_has (&set, id))
        g_array_append_val (self->gathered, sequence);
    }
  return more == 0;
}

/* --- gathering ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_within_folder (const PostilCondition *self, const char *folder)
{
  g_autofree char *path = g_strdelimit (g_strdup (folder), "\n", '/');
  g_autofree char *folded = postil_notes_fold (path);

  return strcmp (folded, self->text) == 0 || g_str_has_prefix (folded, self->below);
}

static gboolean
gather_folder (PostilCondition *self, PostilDatabase *database, GError **error)
{
  g_auto (PostilQuery) folders = POSTIL_QUERY_NONE;
  int more;

  if (!postil_query_init (&folders, database->notes, list_folders, error))
    return FALSE;
  while ((more = postil_query_step (&folders, error)) > 0)
    {
      g_auto (PostilQuery) articles = POSTIL_QUERY_NONE;

      if (!is_within_folder (self, postil_query_text (&folders, 1)))
        continue;
      if (!postil_query_init (&articles, database->cache, gather_feed, error))
        return FALSE;
      postil_query_bind (&articles, "s", postil_query_text (&folders, 0));
      if (!collect (&articles, self->gathered, error))
        return FALSE;
    }
  return more == 0;
}

static gboolean
gather_with (PostilCondition *self, PostilDatabase *database, const char *sql, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, sql, error))
    return FALSE;
  if (self->filter->kind == POSTIL_FILTER_TIME)
    postil_query_bind (&query, "ii", self->filter->from, self->filter->to);
  return collect (&query, self->gathered, error);
}

/* Articles that may have such a figure, when they are few; else nothing, and each window is read instead. */
static gboolean
gather_figure_articles (PostilCondition *self, PostilDatabase *database, GError **error)
{
  const PostilFilterFigure *figure = &self->filter->figure;
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, gather_figures, error))
    return FALSE;
  postil_query_bind (&query, "idd", (gint64) figure->kind, isnan (figure->minimum) ? -G_MAXDOUBLE : figure->minimum,
                     isnan (figure->maximum) ? G_MAXDOUBLE : figure->maximum);
  if (!collect (&query, self->gathered, error))
    return FALSE;
  if (self->gathered->len >= MOST_GATHERED_FIGURES)
    g_clear_pointer (&self->gathered, g_array_unref);
  else
    self->candidates_only = TRUE;
  return TRUE;
}

static gboolean
is_of_the_other_domain (const PostilCondition *self)
{
  PostilFilterKind kind = self->filter->kind;

  if (self->domain == POSTIL_DOMAIN_ARTICLES)
    return kind == POSTIL_FILTER_NOTE || kind == POSTIL_FILTER_TAG || kind == POSTIL_FILTER_COLOR
           || (kind == POSTIL_FILTER_STATE && !articles_state[self->filter->number]);
  return kind == POSTIL_FILTER_AUTHOR || kind == POSTIL_FILTER_FEED || kind == POSTIL_FILTER_FOLDER
         || kind == POSTIL_FILTER_ENTITY || kind == POSTIL_FILTER_LANGUAGE || kind == POSTIL_FILTER_CLAIM
         || (kind == POSTIL_FILTER_TIME && self->filter->number == 1) || kind == POSTIL_FILTER_FIGURE
         || (kind == POSTIL_FILTER_STATE && !notes_state[self->filter->number]);
}

/* Whether a window cannot be asked for, since no statement of this domain knows. */
static gboolean
must_be_gathered (const PostilCondition *self)
{
  return is_of_the_other_domain (self) || self->filter->kind == POSTIL_FILTER_FOLDER;
}

static gboolean
run_gathering (PostilCondition *self, PostilDatabase *database, GError **error)
{
  const PostilFilter *filter = self->filter;

  if (is_of_the_other_domain (self))
    return self->domain == POSTIL_DOMAIN_ARTICLES ? gather_through_notes (self, database, error)
                                                  : gather_through_articles (self, database, error);
  if (filter->kind == POSTIL_FILTER_FOLDER)
    return gather_folder (self, database, error);
  if (filter->kind == POSTIL_FILTER_FIGURE)
    return gather_figure_articles (self, database, error);
  return gather_with (self, database, filter->kind == POSTIL_FILTER_TIME ? gather_time : gather_state[filter->number], error);
}

static gboolean
is_worth_gathering (const PostilCondition *self)
{
  const PostilFilter *filter = self->filter;
  const PostilFilterFigure *figure = &filter->figure;

  if (must_be_gathered (self))
    return TRUE;
  if (self->domain == POSTIL_DOMAIN_NOTES)
    return FALSE;
  if (filter->kind == POSTIL_FILTER_FIGURE)
    return figure->kind >= 0 && !(isnan (figure->minimum) && isnan (figure->maximum));
  return filter->kind == POSTIL_FILTER_TIME || (filter->kind == POSTIL_FILTER_STATE && gather_state[filter->number]);
}

/* Gathers all that the condition selects, where that is cheaper than asking window by window. */
gboolean
postil_condition_gather (PostilCondition *self, PostilDatabase *database, GError **error)
{
  if (self->gathered || !is_worth_gathering (self))
    return TRUE;
  self->gathered = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!run_gathering (self, database, error))
    return FALSE;
  if (self->gathered)
    g_array_sort (self->gathered, compare_ids);
  return TRUE;
}

/* --- filling ------------------------------------------------------------------------------------------------------------ */

static const char *
find_statement (const PostilCondition *self)
{
  gboolean notes = self->domain == POSTIL_DOMAIN_NOTES;

  switch ((int) self->filter->kind)
    {
    case POSTIL_FILTER_WORDS:
    case POSTIL_FILTER_NOTE:
      return notes ? notes_words : articles_words;
    case POSTIL_FILTER_TITLE:
      return notes ? notes_title : articles_words;
    case POSTIL_FILTER_AUTHOR:
      return articles_author;
    case POSTIL_FILTER_FEED:
      return articles_feed;
    case POSTIL_FILTER_TAG:
      return notes_tag;
    case POSTIL_FILTER_ENTITY:
      return articles_entity;
    case POSTIL_FILTER_LANGUAGE:
      return articles_language;
    case POSTIL_FILTER_CLAIM:
      return articles_claim;
    case POSTIL_FILTER_COLOR:
      return notes_color;
    case POSTIL_FILTER_STATE:
      return notes ? notes_state[self->filter->number] : articles_state[self->filter->number];
    case POSTIL_FILTER_TIME:
      return notes ? notes_time : articles_time;
    case POSTIL_FILTER_FIGURE:
      return articles_figure;
    default:
      g_assert_not_reached ();
    }
}

static void
bind_condition (const PostilCondition *self, PostilQuery *query, gint64 low, gint64 high)
{
  const PostilFilter *filter = self->filter;
  const PostilFilterFigure *figure = &filter->figure;

  switch ((int) filter->kind)
    {
    case POSTIL_FILTER_TAG:
    case POSTIL_FILTER_LANGUAGE:
      postil_query_bind (query, "iiss", low, high, self->text, self->below);
      break;
    case POSTIL_FILTER_COLOR:
      postil_query_bind (query, "iii", low, high, (gint64) filter->number);
      break;
    case POSTIL_FILTER_STATE:
      postil_query_bind (query, "ii", low, high);
      break;
    case POSTIL_FILTER_TIME:
      postil_query_bind (query, "iiii", low, high, filter->from, filter->to);
      break;
    case POSTIL_FILTER_FIGURE:
      postil_query_bind (query, "iiiddss", low, high, (gint64) figure->kind, figure->minimum, figure->maximum, figure->currency,
                         figure->unit);
      break;
    default:
      postil_query_bind (query, "iis", low, high, self->text);
    }
}

static gboolean
add_rows (PostilQuery *query, PostilIdSet *set, GError **error)
{
  int more;

  while ((more = postil_query_step (query, error)) > 0)
    postil_id_set_add (set, postil_query_integer (query, 0));
  return more == 0;
}

static gboolean
fill_window (const PostilCondition *self, PostilDatabase *database, gint64 low, gint64 high, PostilIdSet *set, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  PostilConnection *connection = self->domain == POSTIL_DOMAIN_NOTES ? database->notes : database->cache;

  if (!postil_query_init (&query, connection, find_statement (self), error))
    return FALSE;
  bind_condition (self, &query, low, high);
  return add_rows (&query, set, error);
}

static gboolean
fill_entities (const PostilCondition *self, PostilDatabase *database, PostilIdSet *set, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, articles_entity, error))
    return FALSE;
  for (guint i = 0; i < self->entities->len; i++)
    {
      postil_query_reset (&query);
      postil_query_bind (&query, "iii", set->low, set->high, g_array_index (self->entities, gint64, i));
      if (!add_rows (&query, set, error))
        return FALSE;
    }
  return TRUE;
}

/* From the first gathered id that is not below the window. */
static guint
find_first (const GArray *ids, gint64 low)
{
  guint first = 0;
  guint last = ids->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (g_array_index (ids, gint64, middle) < low)
        first = middle + 1;
      else
        last = middle;
    }
  return first;
}

static gboolean
fill_gathered (const PostilCondition *self, PostilDatabase *database, PostilIdSet *set, GError **error)
{
  gint64 previous = G_MININT64;

  for (guint i = find_first (self->gathered, set->low); i < self->gathered->len; i++)
    {
      gint64 id = g_array_index (self->gathered, gint64, i);

      if (id > set->high)
        break;
      if (!self->candidates_only)
        postil_id_set_add (set, id);
      else if (id != previous && !fill_window (self, database, id, id, set, error))
        return FALSE;
      previous = id;
    }
  return TRUE;
}

/* Adds the ids within the set's window for which the condition holds. */
gboolean
postil_condition_fill (PostilCondition *self, PostilDatabase *database, PostilIdSet *set, GError **error)
{
  if (!self->gathered && must_be_gathered (self) && !postil_condition_gather (self, database, error))
    return FALSE;
  if (self->gathered)
    return fill_gathered (self, database, set, error);
  if (self->entities)
    return fill_entities (self, database, set, error);
  return fill_window (self, database, set->low, set->high, set, error);
}
