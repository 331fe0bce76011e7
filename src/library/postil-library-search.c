/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions that read and change nothing: sources with counts, hits in articles and notes, what is known of an entity,
 * and numbers about the library itself. */
#include "config.h"

#include "postil-library-search.h"

#include "postil-articles-table.h"
#include "postil-entities-table.h"
#include "postil-figures-table.h"
#include "postil-library-private.h"
#include "postil-lists-table.h"
#include "postil-maintenance.h"
#include "postil-search-language.h"
#include "postil-search-table.h"
#include "postil-searches-table.h"
#include "postil-subscriptions-private.h"
#include "postil-time.h"

#include <string.h>

#define MAX_CARD_FIGURES 50
#define MAX_CARD_TOGETHER 12

/* --- sources --- */

static PostilSource *
source_new (gint64 feed_id, const char *name, guint n_all, guint n_unread)
{
  PostilSource *source = g_new0 (PostilSource, 1);

  source->feed_id = feed_id;
  source->name = g_strdup (name);
  source->n_all = n_all;
  source->n_unread = n_unread;
  return source;
}

static void
source_free (gpointer data)
{
  PostilSource *source = data;

  g_free (source->name);
  g_free (source->query);
  g_free (source->folder);
  g_free (source->failure);
  g_free (source);
}

/**
 * postil_sources_free:
 * @sources: (transfer full): the sources
 *
 * Frees them.
 */
void
postil_sources_free (PostilSources *sources)
{
  g_clear_pointer (&sources->searches, g_ptr_array_unref);
  g_clear_pointer (&sources->feeds, g_ptr_array_unref);
  g_clear_pointer (&sources->sources, g_ptr_array_unref);
  g_clear_pointer (&sources->tags, g_ptr_array_unref);
  g_free (sources);
}

static GPtrArray *
take_counts (GPtrArray *counts)
{
  GPtrArray *sources = NULL;

  if (counts == NULL)
    return NULL;
  sources = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < counts->len; i++)
    {
      const PostilSourceCount *count = g_ptr_array_index (counts, i);

      g_ptr_array_add (sources, source_new (count->feed_id, count->name, count->n_all, count->n_unread));
    }
  g_ptr_array_unref (counts);
  return sources;
}

typedef struct
{
  PostilSources *sources;
} SourcesQuestion;

static void
sources_question_free (gpointer data)
{
  SourcesQuestion *question = data;

  g_clear_pointer (&question->sources, postil_sources_free);
  g_free (question);
}

static int
compare_feeds (gconstpointer a, gconstpointer b)
{
  const PostilSource *first = *(PostilSource *const *) a;
  const PostilSource *second = *(PostilSource *const *) b;
  const char *folder = first->folder != NULL ? first->folder : "";
  int order = g_utf8_collate (folder, second->folder != NULL ? second->folder : "");

  return order != 0 ? order : g_utf8_collate (first->name, second->name);
}

/* What the reader follows, each under the name the reader knows. */
static GPtrArray *
list_feeds (PostilDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) followed = postil_followed_load (database, TRUE, error);
  GPtrArray *feeds = NULL;

  if (followed == NULL)
    return NULL;
  feeds = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < followed->len; i++)
    {
      const PostilFollowed *one = g_ptr_array_index (followed, i);
      g_autofree char *host = NULL;
      const char *title = postil_followed_get_title (one, &host);
      PostilSource *source = source_new (one->feed->row->id, title, one->feed->n_articles, one->feed->n_unread);

      source->folder = g_strdup (one->subscription->folder);
      source->failure = g_strdup (one->feed->row->failure);
      g_ptr_array_add (feeds, source);
    }
  g_ptr_array_sort (feeds, compare_feeds);
  return feeds;
}

/* Saved searches with their counts. One that can no longer be read is listed, and finds nothing. */
static GPtrArray *
count_searches (PostilDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) saved = postil_searches_list (database, error);
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_filter_free);
  g_autofree PostilHitCount *counts = NULL;
  GPtrArray *sources;

  if (saved == NULL)
    return NULL;
  counts = g_new0 (PostilHitCount, MAX (saved->len, 1));
  for (guint i = 0; i < saved->len; i++)
    {
      const PostilSavedSearch *search = g_ptr_array_index (saved, i);
      PostilFilter *filter = postil_search_language_parse_now (search->query, FALSE, NULL);

      g_ptr_array_add (filters, filter != NULL ? filter : postil_filter_new (POSTIL_FILTER_ALL));
      counts[i] = (PostilHitCount){ .query = search->query, .filter = g_ptr_array_index (filters, i) };
    }
  if (!postil_searches_count (database, counts, saved->len, postil_time_now (), error))
    return NULL;
  sources = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < saved->len; i++)
    {
      const PostilSavedSearch *search = g_ptr_array_index (saved, i);
      PostilSource *source = source_new (search->id, search->name, counts[i].n_all, counts[i].n_unread);

      source->query = g_strdup (search->query);
      g_ptr_array_add (sources, source);
    }
  return sources;
}

static gboolean
sources_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  SourcesQuestion *question = data;
  PostilSources *sources = g_new0 (PostilSources, 1);
  PostilListCounts counts = { 0 };

  question->sources = sources;
  if (!postil_lists_counts (database, &counts, error))
    return FALSE;
  sources->n_articles = counts.n_articles;
  sources->n_unread = counts.n_unread;
  sources->n_starred = counts.n_starred;
  sources->n_annotated = counts.n_annotated;
  sources->n_notes = counts.n_notes;
  sources->n_samples = counts.n_samples;
  sources->searches = count_searches (database, error);
  if (sources->searches == NULL)
    return FALSE;
  sources->feeds = list_feeds (database, error);
  if (sources->feeds == NULL)
    return FALSE;
  sources->sources = take_counts (postil_lists_sites (database, error));
  if (sources->sources == NULL)
    return FALSE;
  sources->tags = take_counts (postil_lists_tags (database, error));
  return sources->tags != NULL;
}

static void
sources_loaded (PostilLibrary *self, GTask *task, gpointer data)
{
  SourcesQuestion *question = data;

  g_task_return_pointer (task, g_steal_pointer (&question->sources), (GDestroyNotify) postil_sources_free);
}

/**
 * postil_library_load_sources_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for everything the sources pane shows.
 */
void
postil_library_load_sources_async (PostilLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  static const PostilLibraryJob job
      = { sources_on_db_thread, sources_question_free, sources_loaded, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, postil_library_load_sources_async);
  postil_library_submit (task, &job, g_new0 (SourcesQuestion, 1));
}

/**
 * postil_library_load_sources_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the sources
 */
PostilSources *
postil_library_load_sources_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- search --- */

/**
 * postil_search_hit_free:
 * @hit: (transfer full): a hit
 *
 * Frees it.
 */
void
postil_search_hit_free (PostilSearchHit *hit)
{
  g_clear_pointer (&hit->note, postil_note_unref);
  g_free (hit->title);
  g_free (hit->source);
  g_free (hit->snippet);
  g_free (hit);
}

typedef struct
{
  char *query;
  guint limit;
  PostilSearchFlags flags;
  GPtrArray *hits;
} SearchQuestion;

static void
search_question_free (gpointer data)
{
  SearchQuestion *question = data;

  g_free (question->query);
  g_clear_pointer (&question->hits, g_ptr_array_unref);
  g_free (question);
}

static PostilSearchHit *
make_hit (PostilDatabase *database, PostilSearchRow *row)
{
  g_autoptr (PostilArticle) article = row->article_id != 0 ? postil_articles_get (database, row->article_id, NULL) : NULL;
  PostilSearchHit *hit = g_new0 (PostilSearchHit, 1);

  hit->is_note = row->note != NULL;
  hit->article_id = row->article_id;
  hit->note = row->note != NULL ? postil_note_ref (row->note) : NULL;
  hit->published = POSTIL_TIME_UNKNOWN;
  hit->snippet = g_strdup (row->snippet != NULL ? row->snippet : (article != NULL ? article->summary : ""));
  hit->source = g_strdup (article != NULL ? article->source : "");
  if (article != NULL)
    {
      hit->title = g_strdup (article->title);
      hit->published = article->published;
    }
  else
    {
      hit->title = g_strdup (row->note != NULL ? row->note->article_title : "");
    }
  return hit;
}

static gint64
get_hit_time (const PostilSearchHit *hit)
{
  return hit->note != NULL ? hit->note->modified : hit->published;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  gint64 first = get_hit_time (*(PostilSearchHit *const *) a);
  gint64 second = get_hit_time (*(PostilSearchHit *const *) b);

  return first == second ? 0 : (first > second ? -1 : 1);
}

static void
add_hits (PostilDatabase *database, SearchQuestion *question, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (question->hits, make_hit (database, g_ptr_array_index (rows, i)));
}

static gboolean
search_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  SearchQuestion *question = data;
  g_autoptr (PostilFilter) filter
      = postil_search_language_parse_now (question->query, (question->flags & POSTIL_SEARCH_TYPING) != 0, error);
  PostilSearchQuery query = { filter, (question->flags & POSTIL_SEARCH_BEST) != 0, FALSE, question->limit };
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) articles = NULL;

  if (filter == NULL)
    return FALSE;
  notes = postil_search_notes (database, &query, error);
  if (notes == NULL)
    return FALSE;
  articles = postil_search_articles (database, &query, error);
  if (articles == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  question->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_search_hit_free);
  add_hits (database, question, notes);
  add_hits (database, question, articles);
  /* Ranks of notes and of articles cannot be compared: the reader's own words come first then. */
  if (!query.rank)
    g_ptr_array_sort (question->hits, compare_hits);
  if (question->limit > 0 && question->hits->len > question->limit)
    g_ptr_array_set_size (question->hits, (int) question->limit);
  return TRUE;
}

static void
searched (PostilLibrary *self, GTask *task, gpointer data)
{
  SearchQuestion *question = data;

  g_task_return_pointer (task, g_steal_pointer (&question->hits), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * postil_library_search_async:
 * @self: a library
 * @query: what the reader wrote, in the search language
 * @limit: most hits, notes and articles together; 0: all
 * @flags: best first (notes, then articles) instead of newest first (both together); whether it is still being typed
 * @cancellable: (nullable): cancel it when the next letter is typed
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Searches titles, texts, quotes, comments and tags, by words and conditions.
 */
void
postil_library_search_async (PostilLibrary *self, const char *query, guint limit, PostilSearchFlags flags,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { search_on_db_thread, search_question_free, searched, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SearchQuestion *question = g_new0 (SearchQuestion, 1);

  g_task_set_source_tag (task, postil_library_search_async);
  question->query = g_strdup (query);
  question->limit = limit;
  question->flags = flags;
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_search_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_QUERY` where it cannot be read, `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilSearchHit): the hits
 */
GPtrArray *
postil_library_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the entity card --- */

static void
entity_figure_free (gpointer data)
{
  PostilEntityFigure *figure = data;

  g_free (figure->measure);
  g_free (figure->period);
  g_free (figure->surface);
  g_free (figure->source);
  g_free (figure);
}

/**
 * postil_entity_facts_free:
 * @card: (transfer full): a card
 *
 * Frees it.
 */
void
postil_entity_facts_free (PostilEntityFacts *card)
{
  g_free (card->name);
  g_strfreev (card->aliases);
  g_free (card->weeks);
  g_clear_pointer (&card->figures, g_ptr_array_unref);
  g_clear_pointer (&card->together, g_ptr_array_unref);
  g_free (card);
}

typedef struct
{
  PostilEntityType type;
  char *name;
  PostilEntityFacts *card;
} CardQuestion;

static void
card_question_free (gpointer data)
{
  CardQuestion *question = data;

  g_free (question->name);
  g_clear_pointer (&question->card, postil_entity_facts_free);
  g_free (question);
}

static gboolean
load_aliases (PostilDatabase *database, PostilEntityFacts *card, GError **error)
{
  g_autoptr (GPtrArray) surfaces = postil_entities_list_surfaces (database, card->type, card->name, error);
  g_autoptr (GStrvBuilder) aliases = g_strv_builder_new ();

  if (surfaces == NULL)
    return FALSE;
  for (guint i = 0; i < surfaces->len; i++)
    {
      const PostilSurfaceCount *surface = g_ptr_array_index (surfaces, i);

      if (strcmp (surface->surface, card->name) != 0)
        g_strv_builder_add (aliases, surface->surface);
    }
  card->aliases = g_strv_builder_end (aliases);
  return TRUE;
}

static gboolean
load_weeks (PostilDatabase *database, PostilEntityFacts *card, GError **error)
{
  g_autoptr (GArray) weeks = postil_entities_list_weeks (database, card->type, card->name, &card->first_week, error);

  if (weeks == NULL)
    return FALSE;
  card->n_weeks = weeks->len;
  card->weeks = g_new0 (guint, MAX (weeks->len, 1));
  for (guint i = 0; i < weeks->len; i++)
    card->weeks[i] = g_array_index (weeks, guint, i);
  return TRUE;
}

/* What the card lists says something about the name: not a mere number word, and not a number without a name for what it counts. */
static gboolean
suits_card (const PostilFigureRow *row, gpointer unused)
{
  const PostilFigure *figure = &row->figure;
  const gboolean counts = figure->currency[0] != '\0' || (figure->unit != NULL && *figure->unit != '\0');
  const gboolean vague = figure->kind == POSTIL_FIGURE_NUMBER || figure->kind == POSTIL_FIGURE_ORDINAL
                         || figure->kind == POSTIL_FIGURE_MULTIPLE || figure->kind == POSTIL_FIGURE_QUANTITY;

  if (row->surface == NULL || postil_figure_is_incidental (figure, row->surface))
    return FALSE;
  return figure->claim.measure != NULL || counts || !vague;
}

static gboolean
load_card_figures (PostilDatabase *database, PostilEntityFacts *card, GError **error)
{
  PostilFigureQuery query = POSTIL_FIGURE_QUERY_INIT;
  g_autoptr (GPtrArray) rows = NULL;

  query.subject = card->name;
  query.limit = MAX_CARD_FIGURES;
  query.accept = suits_card;
  rows = postil_figures_list (database, &query, error);
  if (rows == NULL)
    return FALSE;
  card->figures = g_ptr_array_new_with_free_func (entity_figure_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const PostilFigureRow *row = g_ptr_array_index (rows, i);
      PostilEntityFigure *figure = g_new0 (PostilEntityFigure, 1);

      figure->article_id = row->article_id;
      figure->measure = g_strdup (row->figure.claim.measure);
      figure->period = g_strdup (row->figure.claim.period);
      figure->surface = g_strdup (row->surface);
      figure->source = g_strdup (row->source);
      figure->start = row->figure.start;
      g_ptr_array_add (card->figures, figure);
    }
  return TRUE;
}

static gboolean
load_together (PostilDatabase *database, PostilEntityFacts *card, GError **error)
{
  g_autoptr (GPtrArray) counts = postil_entities_list_together (database, card->type, card->name, MAX_CARD_TOGETHER, error);

  if (counts == NULL)
    return FALSE;
  card->together = g_ptr_array_new_with_free_func (source_free);
  for (guint i = 0; i < counts->len; i++)
    {
      const PostilEntityCount *count = g_ptr_array_index (counts, i);

      g_ptr_array_add (card->together, source_new ((gint64) count->type, count->name, count->n_articles, 0));
    }
  return TRUE;
}

static gboolean
card_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  CardQuestion *question = data;
  PostilEntityFacts *card = g_new0 (PostilEntityFacts, 1);
  g_autoptr (PostilEntityCount) count = postil_entities_get (database, question->type, question->name, error);

  question->card = card;
  if (count == NULL)
    return FALSE;
  card->type = count->type;
  card->name = g_strdup (count->name);
  card->n_mentions = count->n_mentions;
  card->n_articles = count->n_articles;
  return load_aliases (database, card, error) && load_weeks (database, card, error) && load_card_figures (database, card, error)
         && load_together (database, card, error);
}

static void
card_loaded (PostilLibrary *self, GTask *task, gpointer data)
{
  CardQuestion *question = data;

  g_task_return_pointer (task, g_steal_pointer (&question->card), (GDestroyNotify) postil_entity_facts_free);
}

/**
 * postil_library_load_entity_async:
 * @self: a library
 * @type: its type
 * @name: its canonical name
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for everything an entity's card shows, over all articles.
 */
void
postil_library_load_entity_async (PostilLibrary *self, PostilEntityType type, const char *name, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { card_on_db_thread, card_question_free, card_loaded, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CardQuestion *question = g_new0 (CardQuestion, 1);

  g_task_set_source_tag (task, postil_library_load_entity_async);
  question->type = type;
  question->name = g_strdup (name);
  postil_library_submit (task, &job, question);
}

/**
 * postil_library_load_entity_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR_NOT_FOUND` when no article mentions it
 *
 * Returns: (transfer full) (nullable): the card
 */
PostilEntityFacts *
postil_library_load_entity_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- numbers --- */

typedef struct
{
  GVariant *stats;
} StatsQuestion;

static void
stats_question_free (gpointer data)
{
  StatsQuestion *question = data;

  g_clear_pointer (&question->stats, g_variant_unref);
  g_free (question);
}

static gboolean
stats_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  StatsQuestion *question = data;
  GVariant *stats = postil_maintenance_stats (database, error);

  if (stats == NULL)
    return FALSE;
  question->stats = g_variant_take_ref (stats);
  return TRUE;
}

static void
stats_loaded (PostilLibrary *self, GTask *task, gpointer data)
{
  StatsQuestion *question = data;

  g_task_return_pointer (task, g_steal_pointer (&question->stats), (GDestroyNotify) g_variant_unref);
}

/**
 * postil_library_stats_async:
 * @self: a library
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for numbers about the library.
 */
void
postil_library_stats_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job
      = { stats_on_db_thread, stats_question_free, stats_loaded, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_stats_async);
  postil_library_submit (task, &job, g_new0 (StatsQuestion, 1));
}

/**
 * postil_library_stats_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): `a{sv}`: counts (u), sizes in bytes (t), versions (s)
 */
GVariant *
postil_library_stats_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
