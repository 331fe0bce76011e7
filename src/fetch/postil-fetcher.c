/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fetcher's thread: it holds the connections, lets a few requests at a time go to each host, fewer to one that complains,
 * and gives the answers back to the threads that asked. */
#include "config.h"

#include "postil-fetcher.h"

#include "postil-fetch-private.h"
#include "postil-fetch-schedule.h"

#define MAX_ACTIVE 32 /* requests at once, to all hosts together */

/* A host that was asked something since the fetcher began. */
typedef struct
{
  guint n_active;
  guint n_rejections; /* in a row */
  gint64 not_before;  /* µs, monotonic */
} Host;

/* All of it belongs to the thread, but the context. */
typedef struct
{
  GMainContext *context;
  GMainLoop *loop;
  PostilFetchSessions sessions;
  GQueue waiting; /* (element-type PostilFetchJob) */
  GHashTable *hosts;
  GSource *pause;
  guint n_active;
} Engine;

struct _PostilFetcher
{
  GObject parent_instance;

  GThread *thread;
  Engine *engine;
};

G_DEFINE_FINAL_TYPE (PostilFetcher, postil_fetcher, G_TYPE_OBJECT)

/* --- in the thread --- */

static SoupSession *
make_session (void)
{
  SoupSession *session = soup_session_new_with_options ("timeout", POSTIL_FETCH_IDLE_TIMEOUT, "idle-timeout", 30, "user-agent",
                                                        "Postil/" POSTIL_VERSION, "max-conns", MAX_ACTIVE, "max-conns-per-host",
                                                        POSTIL_FETCH_PER_HOST, NULL);

  /* Names and passwords are added by hand, to one host over https; what else a server asks for it does not get. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

static gpointer
run_in_thread (gpointer data)
{
  Engine *engine = data;

  g_main_context_push_thread_default (engine->context);
  g_main_loop_run (engine->loop);
  if (engine->pause != NULL)
    g_source_destroy (engine->pause);
  g_clear_pointer (&engine->pause, g_source_unref);
  g_clear_object (&engine->sessions.open);
  g_clear_object (&engine->sessions.typed);
  g_main_context_pop_thread_default (engine->context);
  g_hash_table_unref (engine->hosts);
  g_main_loop_unref (engine->loop);
  g_main_context_unref (engine->context);
  g_free (engine);
  return NULL;
}

static Host *
get_host (Engine *engine, PostilFetchJob *job)
{
  g_autofree char *name = g_ascii_strdown (postil_fetch_job_get_host (job), -1);
  Host *host = g_hash_table_lookup (engine->hosts, name);

  if (host == NULL)
    {
      host = g_new0 (Host, 1);
      g_hash_table_insert (engine->hosts, g_steal_pointer (&name), host);
    }
  return host;
}

static void start_waiting (Engine *engine);

static gboolean
pause_over_cb (gpointer user_data)
{
  Engine *engine = user_data;

  g_clear_pointer (&engine->pause, g_source_unref);
  start_waiting (engine);
  return G_SOURCE_REMOVE;
}

static void
wait_until (Engine *engine, gint64 time)
{
  gint64 left = MAX (time - g_get_monotonic_time (), 0);

  if (engine->pause != NULL)
    return;
  engine->pause = g_timeout_source_new ((guint) (left / 1000) + 1);
  g_source_set_callback (engine->pause, pause_over_cb, engine, NULL);
  g_source_attach (engine->pause, engine->context);
}

static void
done_cb (PostilFetchJob *job, gpointer user_data)
{
  Engine *engine = user_data;
  Host *host = get_host (engine, job);

  engine->n_active--;
  host->n_active--;
  host->n_rejections = postil_fetch_job_was_rejected (job) ? host->n_rejections + 1 : 0;
  if (host->n_rejections > 0)
    host->not_before = g_get_monotonic_time ()
                       + (gint64) postil_fetch_schedule_pause (host->n_rejections, g_random_double ()) * G_TIME_SPAN_MILLISECOND;
  postil_fetch_job_free (job);
  start_waiting (engine);
}

/* A host that complains is asked one thing at a time, after a while. */
static gboolean
may_start (Engine *engine, const Host *host)
{
  if (host->n_rejections == 0)
    return host->n_active < POSTIL_FETCH_PER_HOST;
  if (host->n_active > 0)
    return FALSE;
  if (host->not_before <= g_get_monotonic_time ())
    return TRUE;
  wait_until (engine, host->not_before);
  return FALSE;
}

static void
start_waiting (Engine *engine)
{
  GList *next = NULL;

  for (GList *link = engine->waiting.head; link != NULL && engine->n_active < MAX_ACTIVE; link = next)
    {
      PostilFetchJob *job = link->data;
      Host *host = get_host (engine, job);

      next = link->next;
      if (!may_start (engine, host))
        continue;
      g_queue_delete_link (&engine->waiting, link);
      engine->n_active++;
      host->n_active++;
      postil_fetch_job_start (job, &engine->sessions, done_cb, engine);
    }
}

typedef struct
{
  Engine *engine;
  PostilFetchJob *job;
  GCancellable *cancellable;
} Arrival;

static gboolean
arrive_cb (gpointer user_data)
{
  Arrival *arrival = user_data;
  Engine *engine = arrival->engine;

  if (engine->sessions.open == NULL)
    {
      engine->sessions.open = make_session ();
      engine->sessions.typed = make_session ();
    }
  g_queue_push_tail (&engine->waiting, arrival->job);
  start_waiting (engine);
  g_free (arrival);
  return G_SOURCE_REMOVE;
}

/* --- the object --- */

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
postil_fetcher_finalize (GObject *object)
{
  PostilFetcher *self = POSTIL_FETCHER (object);
  Engine *engine = self->engine;
  g_autoptr (GSource) source = g_idle_source_new ();
  g_autoptr (GMainContext) context = g_main_context_ref (engine->context);

  /* Every request holds the fetcher, so none is under way. The last one may have let go of it in the thread itself. */
  g_source_set_callback (source, quit_cb, g_main_loop_ref (engine->loop), (GDestroyNotify) g_main_loop_unref);
  g_source_attach (source, context);
  if (g_thread_self () == self->thread)
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  G_OBJECT_CLASS (postil_fetcher_parent_class)->finalize (object);
}

static void
postil_fetcher_class_init (PostilFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_fetcher_finalize;
}

static void
postil_fetcher_init (PostilFetcher *self)
{
  Engine *engine = g_new0 (Engine, 1);

  engine->context = g_main_context_new ();
  engine->loop = g_main_loop_new (engine->context, FALSE);
  engine->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&engine->waiting);
  self->engine = engine;
  self->thread = g_thread_new ("postil-fetch", run_in_thread, engine);
}

/**
 * postil_fetcher_new:
 *
 * Makes a fetcher, whose thread sleeps until it is asked something. Any thread.
 *
 * Returns: (transfer full): a fetcher
 */
PostilFetcher *
postil_fetcher_new (void)
{
  return g_object_new (POSTIL_TYPE_FETCHER, NULL);
}

/**
 * postil_fetcher_fetch_async:
 * @self: a fetcher
 * @request: what to ask for; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called in the caller's context when it is done
 * @user_data: for @callback
 *
 * Fetches what stands at an address. Follows up to %POSTIL_FETCH_MAX_REDIRECTS redirects, none from https to http and none to a
 * private address unless it is the host of the request and the reader typed it. Any thread.
 */
void
postil_fetcher_fetch_async (PostilFetcher *self, const PostilFetchRequest *request, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Arrival *arrival;
  PostilFetchJob *job;

  g_return_if_fail (POSTIL_IS_FETCHER (self) && request->url != NULL);
  g_task_set_source_tag (task, postil_fetcher_fetch_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  job = postil_fetch_job_new (task, request, &error);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_steal_pointer (&task);
  arrival = g_new0 (Arrival, 1);
  arrival->engine = self->engine;
  arrival->job = job;
  g_main_context_invoke (self->engine->context, arrive_cb, arrival);
}

/**
 * postil_fetcher_fetch_finish:
 * @self: a fetcher
 * @result: the result
 * @error: return location; %POSTIL_FETCH_ERROR with a sentence that names the host, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): what the server answered, whatever its status; see postil_fetched_check()
 */
PostilFetched *
postil_fetcher_fetch_finish (PostilFetcher *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
