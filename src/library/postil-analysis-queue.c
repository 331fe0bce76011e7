/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles are listed and readable before they are analysed; this works through those that wait. It asks the database for a
 * handful of ids at a time, keeps the worker busy while articles before and after are written and read, and
 * lets the article on screen go first. An article the worker dies of is marked and never tried again by itself. */
#include "config.h"

#include "postil-analysis-queue-private.h"

#include "postil-analyses-table.h"
#include "postil-articles-table.h"
#include "postil-database.h"
#include "postil-extractor.h"
#include "postil-mutes-private.h"
#include "postil-time.h"
#include "postil-worker-error.h"

#include <glib/gi18n-lib.h>

#define MAX_RUNNING 6
#define BATCH 256

struct _PostilAnalysisQueue
{
  PostilLibrary *library; /* borrowed: it owns us */
  GPtrArray *results;     /* (element-type Analysis) done, not written yet */
  GArray *waiting;        /* (element-type gint64) next one last */
  GHashTable *running;    /* (element-type gint64) */
  GHashTable *skipped;    /* (element-type gint64) those that could not even be tried in this session */
  gint64 urgent;
  guint n_waiting;
  guint n_done;
  gboolean loading;
  gboolean storing;
  gboolean stale; /* the database may know of more than we do */
  gboolean paused;
  gboolean broken; /* the worker cannot be started; said once */
};

/* One article on its way through the worker. */
typedef struct
{
  PostilLibrary *library;
  gint64 id;
  gboolean urgent;
  gboolean again; /* analysed before, by an older engine */
  PostilDocument *document;
  PostilAnalysis *analysis;
  char *failure;
  GError *error; /* of writing it */
  guint n_muted; /* on the first of those written together: how many of them a rule marked as read */
} Analysis;

static void step (PostilAnalysisQueue *self);
static void store_results (PostilAnalysisQueue *self);

static gint64 *
copy_id (gint64 id)
{
  gint64 *copy = g_new (gint64, 1);

  *copy = id;
  return copy;
}

static void
analysis_free (gpointer data)
{
  Analysis *analysis = data;

  g_clear_object (&analysis->document);
  g_clear_object (&analysis->analysis);
  g_free (analysis->failure);
  g_clear_error (&analysis->error);
  g_object_unref (analysis->library);
  g_free (analysis);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Analysis, analysis_free)

static int
get_store_priority (const Analysis *analysis)
{
  if (analysis->urgent)
    return POSTIL_STORE_PRIORITY_READER;
  return analysis->again ? POSTIL_STORE_PRIORITY_IDLE : POSTIL_STORE_PRIORITY_NORMAL;
}

/* --- the end of some --- */

static gboolean
store_one_on_db_thread (PostilDatabase *database, Analysis *analysis)
{
  if (analysis->analysis == NULL)
    return postil_analyses_fail (database, analysis->id, analysis->failure, &analysis->error);
  return postil_analyses_put (database, analysis->id, analysis->document, analysis->analysis, &analysis->error);
}

/* With its names and figures known an article has arrived, and the rules are asked. Failing mutes nothing, and is no reason to
 * analyse again. */
static void
mute_on_db_thread (PostilDatabase *database, GPtrArray *results)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < results->len; i++)
    {
      const Analysis *analysis = g_ptr_array_index (results, i);

      if (analysis->error == NULL && !analysis->again)
        g_array_append_val (ids, analysis->id);
    }
  if (ids->len > 0
      && !postil_mutes_apply (database, ids, postil_time_now (), &((Analysis *) g_ptr_array_index (results, 0))->n_muted, &error))
    g_info ("Nothing is muted: %s", error->message);
}

/* One transaction for all that came while the last one was being written; one that fails does not stop the others. */
static gboolean
store_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *results = data;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    store_one_on_db_thread (database, g_ptr_array_index (results, i));
  if (!postil_database_commit (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  mute_on_db_thread (database, results);
  return TRUE;
}

static void
finish_one (PostilAnalysisQueue *self, Analysis *analysis)
{
  g_hash_table_remove (self->running, &analysis->id);
  self->n_done++;
  if (self->n_waiting > 0)
    self->n_waiting--;
}

static void
finish_stored (PostilAnalysisQueue *self, Analysis *analysis)
{
  const GError *error = analysis->error;

  finish_one (self, analysis);
  if (error == NULL)
    {
      postil_library_announce_article (self->library, analysis->id);
      return;
    }
  /* Gone, or with another text by now: then it waits anew. */
  self->stale = TRUE;
  if (g_error_matches (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT)
      || g_error_matches (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND))
    return;
  g_hash_table_add (self->skipped, copy_id (analysis->id));
  postil_library_announce_failure (self->library, error->message);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) library = user_data;
  PostilAnalysisQueue *self = library->queue;
  GPtrArray *results = postil_store_submit_get_data (result);
  g_autoptr (GError) error = NULL;
  gboolean stored = postil_store_submit_finish (POSTIL_STORE (source), result, &error);

  if (library->closed)
    {
      /* What came meanwhile holds on to the library; it is analysed anew another time. */
      g_ptr_array_set_size (self->results, 0);
      return;
    }
  self->storing = FALSE;
  for (guint i = 0; i < results->len; i++)
    {
      Analysis *analysis = g_ptr_array_index (results, i);

      if (!stored && analysis->error == NULL)
        analysis->error = g_error_copy (error);
      finish_stored (self, analysis);
    }
  if (((Analysis *) g_ptr_array_index (results, 0))->n_muted > 0)
    postil_library_announce (library, POSTIL_ANNOUNCE_ARTICLES);
  store_results (self);
  step (self);
  postil_library_notify_queue (library);
}

static void
store_results (PostilAnalysisQueue *self)
{
  PostilLibrary *library = self->library;
  GPtrArray *results = self->results;
  int priority = POSTIL_STORE_PRIORITY_IDLE;

  if (self->storing || results->len == 0)
    return;
  for (guint i = 0; i < results->len; i++)
    priority = MIN (priority, get_store_priority (g_ptr_array_index (results, i)));
  self->results = g_ptr_array_new_with_free_func (analysis_free);
  self->storing = TRUE;
  postil_store_submit_async (library->store, priority, store_on_db_thread, results, (GDestroyNotify) g_ptr_array_unref, NULL,
                             stored_cb, g_object_ref (library));
}

/* --- in the worker --- */

/* Without a worker nothing can be analysed; articles stay readable and wait for the next session. */
static void
stop_for_want_of_a_worker (PostilAnalysisQueue *self, Analysis *analysis, const GError *error)
{
  g_autofree char *message = NULL;

  g_hash_table_remove (self->running, &analysis->id);
  if (self->broken)
    return;
  self->broken = TRUE;
  /* Translators: the reason */
  message = g_strdup_printf (_ ("All articles are safe and can be read; names and figures are not marked: %s"), error->message);
  postil_library_announce_failure (self->library, message);
  self->n_waiting = 0;
  postil_library_notify_queue (self->library);
}

static void
analysed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Analysis) analysis = user_data;
  PostilAnalysisQueue *self = analysis->library->queue;
  g_autoptr (GError) error = NULL;

  analysis->analysis = postil_worker_analyse_finish (POSTIL_WORKER (source), result, &error);
  if (analysis->library->closed)
    return;
  if (g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START)
      || g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_SANDBOX)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      stop_for_want_of_a_worker (self, analysis, error);
      return;
    }
  if (error != NULL)
    analysis->failure = g_strdup (error->message);
  g_ptr_array_add (self->results, g_steal_pointer (&analysis));
  store_results (self);
}

/* --- from the database --- */

static gboolean
load_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Analysis *analysis = data;
  g_autoptr (PostilArticle) article = postil_articles_get (database, analysis->id, error);

  if (article == NULL)
    return FALSE;
  if (article->analysis == POSTIL_ANALYSIS_FAILED)
    return TRUE;
  analysis->again = article->analysis == POSTIL_ANALYSIS_DONE;
  if (analysis->again)
    {
      g_autoptr (PostilAnalysis) present = postil_analyses_load (database, analysis->id, NULL);

      if (present != NULL && postil_analysis_get_engine_version (present) == POSTIL_EXTRACTOR_VERSION)
        return TRUE;
    }
  analysis->document = postil_articles_load_document (database, analysis->id, article->version, error);
  return analysis->document != NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Analysis) analysis = user_data;
  PostilLibrary *library = analysis->library;
  g_autoptr (GError) error = NULL;
  int priority = POSTIL_WORKER_PRIORITY_NORMAL;

  postil_store_submit_finish (POSTIL_STORE (source), result, &error);
  if (library->closed)
    return;
  if (analysis->document == NULL)
    {
      /* Removed, marked or analysed since it was listed. */
      finish_one (library->queue, analysis);
      step (library->queue);
      postil_library_notify_queue (library);
      return;
    }
  if (analysis->urgent)
    priority = POSTIL_WORKER_PRIORITY_READER;
  else if (analysis->again)
    priority = POSTIL_WORKER_PRIORITY_IDLE;
  postil_worker_analyse_async (library->worker, analysis->document, priority, NULL, analysed_cb, analysis);
  g_steal_pointer (&analysis);
}

static void
start (PostilAnalysisQueue *self, gint64 id, gboolean urgent)
{
  Analysis *analysis = g_new0 (Analysis, 1);

  g_hash_table_add (self->running, copy_id (id));
  analysis->library = g_object_ref (self->library);
  analysis->id = id;
  analysis->urgent = urgent;
  postil_store_submit_async (self->library->store, get_store_priority (analysis), load_on_db_thread, analysis, NULL, NULL,
                             loaded_cb, analysis);
}

typedef struct
{
  GArray *ids;
  guint n;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_pointer (&waiting->ids, g_array_unref);
  g_free (waiting);
}

static gboolean
list_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Waiting *waiting = data;

  waiting->ids = postil_articles_list_waiting (database, POSTIL_EXTRACTOR_VERSION, BATCH, error);
  if (waiting->ids != NULL)
    waiting->n = postil_articles_count_waiting (database, POSTIL_EXTRACTOR_VERSION, error);
  return waiting->ids != NULL;
}

static void
take_waiting (PostilAnalysisQueue *self, const Waiting *waiting)
{
  guint n_new = 0;

  for (guint i = waiting->ids->len; i > 0; i--)
    {
      gint64 id = g_array_index (waiting->ids, gint64, i - 1);

      if (g_hash_table_contains (self->skipped, &id) || g_hash_table_contains (self->running, &id))
        continue;
      g_array_append_val (self->waiting, id);
      n_new++;
    }
  /* A full answer may not be the whole one. */
  self->stale = self->stale || (n_new > 0 && waiting->ids->len >= BATCH);
  self->n_waiting = n_new == 0 && g_hash_table_size (self->running) == 0 ? 0 : waiting->n;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) library = user_data;
  PostilAnalysisQueue *self = library->queue;
  g_autoptr (GError) error = NULL;

  if (library->closed)
    return;
  self->loading = FALSE;
  if (postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    take_waiting (self, postil_store_submit_get_data (result));
  else
    postil_library_announce_failure (library, error->message);
  step (self);
  postil_library_notify_queue (library);
}

static void
load_waiting (PostilAnalysisQueue *self)
{
  self->loading = TRUE;
  self->stale = FALSE;
  postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_NORMAL, list_on_db_thread, g_new0 (Waiting, 1),
                             waiting_free, NULL, listed_cb, g_object_ref (self->library));
}

static gint64
take_next (PostilAnalysisQueue *self)
{
  gint64 id = 0;

  if (self->waiting->len == 0)
    return 0;
  id = g_array_index (self->waiting, gint64, self->waiting->len - 1);
  g_array_set_size (self->waiting, self->waiting->len - 1);
  return id;
}

static void
step (PostilAnalysisQueue *self)
{
  PostilLibrary *library = self->library;

  if (library->closed || library->store == NULL || self->broken || postil_store_get_read_only (library->store))
    return;
  if (self->urgent != 0 && !self->paused && !g_hash_table_contains (self->running, &self->urgent))
    start (self, self->urgent, TRUE);
  self->urgent = 0;
  while (!self->paused && g_hash_table_size (self->running) < MAX_RUNNING && self->waiting->len > 0)
    {
      gint64 id = take_next (self);

      if (!g_hash_table_contains (self->running, &id))
        start (self, id, FALSE);
    }
  if (self->waiting->len == 0 && self->stale && !self->loading)
    load_waiting (self);
  else if (self->waiting->len == 0 && !self->loading && g_hash_table_size (self->running) == 0)
    self->n_waiting = self->n_done = 0;
}

/* --- for the library --- */

PostilAnalysisQueue *
postil_analysis_queue_new (PostilLibrary *library)
{
  PostilAnalysisQueue *self = g_new0 (PostilAnalysisQueue, 1);

  self->library = library;
  self->results = g_ptr_array_new_with_free_func (analysis_free);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->running = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->skipped = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
postil_analysis_queue_free (PostilAnalysisQueue *self)
{
  g_ptr_array_unref (self->results);
  g_array_unref (self->waiting);
  g_hash_table_unref (self->running);
  g_hash_table_unref (self->skipped);
  g_free (self);
}

/* Asks the database what waits; the first time, and whenever that may have changed. */
void
postil_analysis_queue_wake (PostilAnalysisQueue *self)
{
  self->stale = TRUE;
  g_array_set_size (self->waiting, 0);
  step (self);
}

void
postil_analysis_queue_add_waiting (PostilAnalysisQueue *self, guint n_articles)
{
  if (n_articles == 0 || self->broken)
    return;
  self->n_waiting += n_articles;
  postil_analysis_queue_wake (self);
  postil_library_notify_queue (self->library);
}

void
postil_analysis_queue_hurry (PostilAnalysisQueue *self, gint64 article_id)
{
  self->urgent = article_id;
  step (self);
}

void
postil_analysis_queue_set_paused (PostilAnalysisQueue *self, gboolean paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  step (self);
}

guint
postil_analysis_queue_get_n_waiting (PostilAnalysisQueue *self)
{
  return self->n_waiting;
}

guint
postil_analysis_queue_get_n_done (PostilAnalysisQueue *self)
{
  return self->n_done;
}
