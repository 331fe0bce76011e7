/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The refresher. Each feed goes its own way through four stages, which all work at once: the network, the confined worker, the
 * database, and at the end the full-text index. What waits between two of them is bounded, by number and by bytes, so that a slow
 * stage holds back those before it. A feed that fails, hangs or never ends holds up nobody but itself. */
#include "config.h"

#include "postil-refresh.h"

#include "postil-analysis-queue-private.h"
#include "postil-fetcher.h"
#include "postil-ingest-error.h"
#include "postil-refresh-private.h"

#include <glib/gi18n-lib.h>

#define MAX_FETCHING 32
#define MAX_WAITING 64               /* feeds that came and are not stored */
#define MAX_PARSING 3                /* in the worker: one it reads, and what it reads next */
#define MAX_HELD (48u * 1024 * 1024) /* bytes that came and are not read */
#define INDEX_BITE 300               /* articles in one transaction of the index: what the reader asks waits no longer */

struct _PostilRefresh
{
  GObject parent_instance;

  PostilLibrary *library; /* borrowed: it owns us; every run and every job holds it */
  GHashTable *passages;   /* (element-type gint64 PostilPassage) under way, by feed */
  GQueue queued;          /* (element-type PostilPassage) not fetched yet */
  GQueue fetched;         /* (element-type Arrival) not read yet */
  GPtrArray *ready;       /* (element-type PostilPassage) not stored yet */
  guint n_fetching;
  guint n_parsing;
  gsize n_held;
  gboolean storing;
  gboolean indexing;

  guint n_feeds;
  guint n_done;
  guint n_failed;
  guint n_new;
  guint64 n_bytes;
  guint n_indexing;
};

enum
{
  PROP_0,
  PROP_RUNNING,
  PROP_N_FEEDS,
  PROP_N_DONE,
  PROP_N_FAILED,
  PROP_N_NEW,
  PROP_N_BYTES,
  PROP_N_INDEXING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PostilRefresh, postil_refresh, G_TYPE_OBJECT)

/* One call, which waits for its feeds. */
typedef struct
{
  PostilRefresh *refresh;
  GTask *task;
  PostilRefreshReport *report;
  guint n_left;
  gulong cancelled_id;
} Run;

/* An answer between two stages. */
typedef struct
{
  PostilRefresh *refresh;
  PostilPassage *passage;
  PostilFetched *fetched;
} Arrival;

static void pump (PostilRefresh *self);

/**
 * postil_refresh_report_free:
 * @report: (transfer full): a report
 *
 * Frees it.
 */
void
postil_refresh_report_free (PostilRefreshReport *report)
{
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}

static PostilPassageMoment
get_moment (void)
{
  return (PostilPassageMoment){ postil_time_now (), g_random_double () };
}

static void
notify_progress (PostilRefresh *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_RUNNING; i < PROP_N_INDEXING; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* --- the end of a feed, and of a call --- */

static void
finish_run (Run *run)
{
  GTask *task = run->task;

  if (run->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), run->cancelled_id);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&run->report), (GDestroyNotify) postil_refresh_report_free);
  g_clear_pointer (&run->report, postil_refresh_report_free);
  g_object_unref (task);
  g_free (run);
}

static void
report_passage (const PostilPassage *passage, Run *run)
{
  PostilRefreshReport *report = run->report;

  report->n_feeds++;
  report->n_bytes += passage->n_bytes;
  report->n_new += passage->n_new;
  report->n_updated += passage->n_updated;
  if (passage->outcome == POSTIL_PASSAGE_UNCHANGED
      || (passage->outcome == POSTIL_PASSAGE_STORED && passage->n_new + passage->n_updated == 0))
    report->n_unchanged++;
  else if (passage->outcome == POSTIL_PASSAGE_FAILED)
    report->n_failed++;
  if (passage->problem != NULL)
    g_ptr_array_add (report->problems, g_strdup (passage->problem));
  if (--run->n_left == 0)
    finish_run (run);
}

static void
finish_passage (PostilRefresh *self, PostilPassage *passage)
{
  self->n_done++;
  self->n_new += passage->n_new;
  self->n_failed += passage->outcome == POSTIL_PASSAGE_FAILED ? 1 : 0;
  g_hash_table_steal (self->passages, &passage->row->id);
  if (!self->library->closed && passage->outcome == POSTIL_PASSAGE_FAILED)
    postil_library_announce (self->library, POSTIL_ANNOUNCE_SOURCES);
  notify_progress (self);
  for (guint i = 0; i < passage->runs->len; i++)
    report_passage (passage, g_ptr_array_index (passage->runs, i));
  postil_passage_free (passage);
}

/* --- the index --- */

typedef struct
{
  guint n_indexed;
} Indexing;

static gboolean
index_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Indexing *indexing = data;

  return postil_articles_index_waiting (database, INDEX_BITE, &indexing->n_indexed, error);
}

static void index_more (PostilRefresh *self);

/* Listing comes first: the index waits while feeds are read and stored, not while servers take their time. */
static gboolean
is_storing (PostilRefresh *self)
{
  return self->storing || self->n_parsing > 0 || self->fetched.length > 0 || self->ready->len > 0;
}

static void
set_n_indexing (PostilRefresh *self, guint n)
{
  self->n_indexing = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_INDEXING]);
}

static void
indexed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) library = user_data;
  PostilRefresh *self = library->refresh;
  const Indexing *indexing = postil_store_submit_get_data (result);
  guint n_indexed = indexing->n_indexed;
  g_autoptr (GError) error = NULL;

  self->indexing = FALSE;
  if (library->closed)
    return;
  if (!postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    {
      g_autofree char *message
          = g_strdup_printf (_ ("All articles are listed; search does not find the newest yet: %s"), error->message);

      set_n_indexing (self, 0);
      postil_library_announce_failure (library, message);
    }
  else if (n_indexed == INDEX_BITE)
    {
      set_n_indexing (self, self->n_indexing > n_indexed ? self->n_indexing - n_indexed : 1);
      if (!is_storing (self))
        index_more (self);
    }
  else if (is_storing (self))
    {
      set_n_indexing (self, MAX (self->n_indexing, 1));
    }
  else
    {
      set_n_indexing (self, 0);
      /* Searches that are shown may find more now. */
      if (n_indexed > 0)
        postil_library_announce (library, POSTIL_ANNOUNCE_ARTICLES);
    }
}

static void
index_more (PostilRefresh *self)
{
  if (self->indexing)
    return;
  self->indexing = TRUE;
  postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_IDLE, index_on_db_thread, g_new0 (Indexing, 1), g_free,
                             NULL, indexed_cb, g_object_ref (self->library));
}

/* Goes on with what an earlier session left. */
void
postil_refresh_wake_index (PostilRefresh *self)
{
  index_more (self);
}

/* --- into the database --- */

static void
take_bite (PostilRefresh *self, PostilRefreshBite *bite, guint n_changed)
{
  PostilLibrary *library = self->library;
  GHashTableIter iter;
  gpointer key = NULL;

  if (library->closed || n_changed == 0)
    return;
  postil_library_announce (library, POSTIL_ANNOUNCE_ARTICLES);
  for (guint i = 0; i < bite->updated->len; i++)
    postil_library_announce_article (library, g_array_index (bite->updated, gint64, i));
  g_hash_table_iter_init (&iter, bite->moved);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    postil_library_announce_notes (library, key);
  postil_analysis_queue_add_waiting (library->queue, n_changed);
  set_n_indexing (self, self->n_indexing + n_changed);
}

static void
fail_storing (PostilPassage *passage, const GError *error)
{
  passage->outcome = POSTIL_PASSAGE_FAILED;
  passage->n_new = passage->n_updated = 0;
  g_free (passage->problem);
  passage->problem = g_strdup_printf (_ ("“%s” was not stored: %s"), passage->title, error->message);
}

static void
bitten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilRefresh) self = user_data;
  g_autoptr (PostilLibrary) library G_GNUC_UNUSED = g_object_ref (self->library);
  PostilRefreshBite *bite = postil_store_submit_get_data (result);
  g_autoptr (GPtrArray) passages = g_ptr_array_ref (bite->passages);
  g_autoptr (GPtrArray) later = self->ready;
  g_autoptr (GError) error = NULL;
  gboolean stored = postil_store_submit_finish (POSTIL_STORE (source), result, &error);

  self->storing = FALSE;
  self->ready = g_ptr_array_new ();
  if (stored)
    take_bite (self, bite, bite->n_waiting);
  for (guint i = 0; i < passages->len; i++)
    {
      PostilPassage *passage = g_ptr_array_index (passages, i);

      if (!stored)
        fail_storing (passage, error);
      if (!stored || passage->stored)
        finish_passage (self, passage);
      else
        g_ptr_array_add (self->ready, passage);
    }
  for (guint i = 0; i < later->len; i++)
    g_ptr_array_add (self->ready, g_ptr_array_index (later, i));
  pump (self);
}

static void
store_ready (PostilRefresh *self)
{
  g_autoptr (GPtrArray) passages = self->ready;

  self->ready = g_ptr_array_new ();
  self->storing = TRUE;
  postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_NORMAL, postil_refresh_bite_store,
                             postil_refresh_bite_new (passages), (GDestroyNotify) postil_refresh_bite_free, NULL, bitten_cb,
                             g_object_ref (self));
}

/* What was cancelled leaves no trace; everything else is worth a row. */
static void
settle (PostilRefresh *self, PostilPassage *passage)
{
  if (passage->outcome == POSTIL_PASSAGE_CANCELLED)
    finish_passage (self, passage);
  else
    g_ptr_array_add (self->ready, passage);
}

/* --- in the worker --- */

static void
arrival_free (Arrival *arrival)
{
  postil_fetched_free (arrival->fetched);
  g_object_unref (arrival->refresh);
  g_free (arrival);
}

static void
take_ingested (PostilPassage *passage, const PostilFetched *fetched, PostilIngested *ingested, GError *error)
{
  const PostilPassageMoment moment = get_moment ();
  g_autoptr (GError) other = NULL;

  if (ingested != NULL && ingested->feed != NULL)
    {
      postil_passage_take_feed (passage, fetched, g_steal_pointer (&ingested->feed), &moment);
      return;
    }
  if (ingested != NULL)
    other = g_error_new_literal (POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_UNSUPPORTED, "not a feed");
  postil_passage_take_failure (passage, other != NULL ? other : error, 0, &moment);
}

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Arrival *arrival = user_data;
  g_autoptr (PostilRefresh) self = g_object_ref (arrival->refresh);
  g_autoptr (PostilLibrary) library G_GNUC_UNUSED = g_object_ref (self->library);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error);

  self->n_parsing--;
  self->n_held -= g_bytes_get_size (arrival->fetched->bytes);
  take_ingested (arrival->passage, arrival->fetched, ingested, error);
  settle (self, arrival->passage);
  arrival_free (arrival);
  pump (self);
}

static void
parse (PostilRefresh *self, Arrival *arrival)
{
  const PostilFetched *fetched = arrival->fetched;
  g_autoptr (GVariant) hints = NULL;
  g_autofree char *name = g_utf8_make_valid (arrival->passage->title, -1);
  g_autofree char *type = g_utf8_make_valid (fetched->content_type != NULL ? fetched->content_type : "", -1);

  self->n_parsing++;
  hints = g_variant_ref_sink (g_variant_new_parsed ("{'name': %s, 'url': %s, 'content-type': %s}", name, fetched->url, type));
  postil_worker_ingest_async (self->library->worker, fetched->bytes, hints, arrival->passage->cancellable, ingested_cb, arrival);
}

/* --- from the net --- */

static void
take_fetched (PostilRefresh *self, PostilPassage *passage, PostilFetched *fetched)
{
  const PostilPassageMoment moment = get_moment ();
  g_autoptr (GError) error = NULL;
  Arrival *arrival = NULL;

  passage->n_bytes = fetched->bytes != NULL ? g_bytes_get_size (fetched->bytes) : 0;
  self->n_bytes += passage->n_bytes;
  if (fetched->status == 304 || (fetched->bytes != NULL && postil_passage_is_same (passage, fetched)))
    postil_passage_take_unchanged (passage, fetched, &moment);
  else if (!postil_fetched_check (fetched, &error))
    postil_passage_take_failure (passage, error, fetched->retry_after, &moment);
  else
    {
      arrival = g_new0 (Arrival, 1);
      arrival->refresh = g_object_ref (self);
      arrival->passage = passage;
      arrival->fetched = fetched;
      self->n_held += passage->n_bytes;
      g_queue_push_tail (&self->fetched, arrival);
      return;
    }
  postil_fetched_free (fetched);
  settle (self, passage);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilPassage *passage = user_data;
  g_autoptr (PostilRefresh) self = g_object_ref (((Run *) g_ptr_array_index (passage->runs, 0))->refresh);
  g_autoptr (PostilLibrary) library G_GNUC_UNUSED = g_object_ref (self->library);
  g_autoptr (GError) error = NULL;
  PostilFetched *fetched = postil_fetcher_fetch_finish (POSTIL_FETCHER (source), result, &error);

  self->n_fetching--;
  if (fetched != NULL)
    {
      take_fetched (self, passage, fetched);
    }
  else
    {
      const PostilPassageMoment moment = get_moment ();

      postil_passage_take_failure (passage, error, 0, &moment);
      settle (self, passage);
    }
  pump (self);
}

static void
fetch (PostilRefresh *self, PostilPassage *passage)
{
  const PostilFetchRequest request = postil_passage_get_request (passage, postil_time_now ());

  self->n_fetching++;
  postil_fetcher_fetch_async (postil_library_get_fetcher (self->library), &request, passage->cancellable, fetched_cb, passage);
}

/* --- all stages --- */

static gboolean
has_room (PostilRefresh *self)
{
  guint n_waiting = self->fetched.length + self->n_parsing + self->ready->len;

  return self->n_fetching < MAX_FETCHING && self->n_held < MAX_HELD && n_waiting < MAX_WAITING;
}

static void
pump (PostilRefresh *self)
{
  g_autoptr (PostilRefresh) held G_GNUC_UNUSED = g_object_ref (self);

  while (self->queued.length > 0 && has_room (self))
    fetch (self, g_queue_pop_head (&self->queued));
  while (self->fetched.length > 0 && self->n_parsing < MAX_PARSING)
    parse (self, g_queue_pop_head (&self->fetched));
  if (!self->storing && self->ready->len > 0)
    store_ready (self);
  if (self->n_indexing > 0 && !is_storing (self) && !self->library->closed)
    index_more (self);
}

static void
drop_queued (PostilRefresh *self)
{
  PostilPassage *passage = NULL;

  while ((passage = g_queue_pop_head (&self->queued)) != NULL)
    {
      passage->outcome = POSTIL_PASSAGE_CANCELLED;
      finish_passage (self, passage);
    }
}

/**
 * postil_refresh_stop:
 * @self: a refresh
 *
 * Stops everything under way. What is stored stays; a feed that was not asked yet, or is not read yet, is as it was.
 */
void
postil_refresh_stop (PostilRefresh *self)
{
  g_autoptr (PostilLibrary) library = NULL;
  GHashTableIter iter;
  gpointer passage = NULL;

  g_return_if_fail (POSTIL_IS_REFRESH (self));
  if (self->library == NULL)
    return;
  library = g_object_ref (self->library);
  g_hash_table_iter_init (&iter, self->passages);
  while (g_hash_table_iter_next (&iter, NULL, &passage))
    g_cancellable_cancel (((PostilPassage *) passage)->cancellable);
  drop_queued (self);
}

/* A call that is cancelled takes with it the feeds nobody else waits for. */
static gboolean
cancel_run_cb (gpointer user_data)
{
  GTask *task = user_data;
  PostilLibrary *library = g_task_get_source_object (task);
  PostilRefresh *self = library->refresh;
  g_autoptr (GList) passages = g_hash_table_get_values (self->passages);

  for (GList *link = passages; link != NULL; link = link->next)
    {
      PostilPassage *passage = link->data;
      Run *run = g_ptr_array_index (passage->runs, 0);

      if (passage->runs->len != 1 || run->task != task)
        continue;
      g_cancellable_cancel (passage->cancellable);
      if (!g_queue_remove (&self->queued, passage))
        continue;
      passage->outcome = POSTIL_PASSAGE_CANCELLED;
      finish_passage (self, passage);
    }
  return G_SOURCE_REMOVE;
}

static void
run_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, cancel_run_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static Run *
run_new (PostilRefresh *self, GTask *task, guint n_postponed)
{
  Run *run = g_new0 (Run, 1);

  run->refresh = self;
  run->task = task;
  run->report = g_new0 (PostilRefreshReport, 1);
  run->report->n_postponed = n_postponed;
  run->report->problems = g_ptr_array_new_with_free_func (g_free);
  if (g_hash_table_size (self->passages) == 0)
    {
      self->n_feeds = self->n_done = self->n_failed = self->n_new = 0;
      self->n_bytes = 0;
    }
  return run;
}

static void
add_passage (PostilRefresh *self, Run *run, PostilPassage *passage)
{
  PostilPassage *present = g_hash_table_lookup (self->passages, &passage->row->id);

  run->n_left++;
  if (present != NULL)
    {
      g_ptr_array_add (present->runs, run);
      postil_passage_free (passage);
      return;
    }
  g_ptr_array_add (passage->runs, run);
  g_hash_table_insert (self->passages, &passage->row->id, passage);
  g_queue_push_tail (&self->queued, passage);
  self->n_feeds++;
}

/* Asks the servers of some feeds; takes the passages, and the task, which gets a report. */
void
postil_refresh_run (PostilRefresh *self, GTask *task, GPtrArray *passages, guint n_postponed)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Run *run = run_new (self, task, n_postponed);

  for (guint i = 0; i < passages->len; i++)
    add_passage (self, run, g_ptr_array_index (passages, i));
  if (run->n_left == 0)
    {
      finish_run (run);
      return;
    }
  if (cancellable != NULL)
    run->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (run_cancelled_cb), task, NULL);
  notify_progress (self);
  pump (self);
}

/* --- the object --- */

static void
postil_refresh_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  PostilRefresh *self = POSTIL_REFRESH (object);

  switch (property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, g_hash_table_size (self->passages) > 0);
      break;
    case PROP_N_FEEDS:
      g_value_set_uint (value, self->n_feeds);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;
    case PROP_N_FAILED:
      g_value_set_uint (value, self->n_failed);
      break;
    case PROP_N_NEW:
      g_value_set_uint (value, self->n_new);
      break;
    case PROP_N_BYTES:
      g_value_set_uint64 (value, self->n_bytes);
      break;
    case PROP_N_INDEXING:
      g_value_set_uint (value, self->n_indexing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
postil_refresh_finalize (GObject *object)
{
  PostilRefresh *self = POSTIL_REFRESH (object);

  g_hash_table_unref (self->passages);
  g_ptr_array_unref (self->ready);
  G_OBJECT_CLASS (postil_refresh_parent_class)->finalize (object);
}

static void
postil_refresh_class_init (PostilRefreshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = postil_refresh_get_property;
  object_class->finalize = postil_refresh_finalize;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_N_FEEDS] = g_param_spec_uint ("n-feeds", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_FAILED] = g_param_spec_uint ("n-failed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_NEW] = g_param_spec_uint ("n-new", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_BYTES] = g_param_spec_uint64 ("n-bytes", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_N_INDEXING] = g_param_spec_uint ("n-indexing", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postil_refresh_init (PostilRefresh *self)
{
  self->passages = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->ready = g_ptr_array_new ();
  g_queue_init (&self->queued);
  g_queue_init (&self->fetched);
}

/* Makes the refresher of a library, which is borrowed. */
PostilRefresh *
postil_refresh_new (PostilLibrary *library)
{
  PostilRefresh *self = g_object_new (POSTIL_TYPE_REFRESH, NULL);

  self->library = library;
  return self;
}

/* The library is no more; whoever still holds the refresher sees it at rest. */
void
postil_refresh_dispose_library (PostilRefresh *self)
{
  self->library = NULL;
}
