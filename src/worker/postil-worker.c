/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor as callers see it: each call makes a job, the thread behind it does the rest, the result comes back to the caller's context. */
#include "config.h"

#include "postil-worker.h"

#include "postil-ingest-error.h"
#include "postil-worker-place-private.h"
#include "postil-worker-supervisor-private.h"

struct _PostilWorker
{
  GObject parent_instance;

  PostilSupervisor *supervisor; /* owned */
};

G_DEFINE_FINAL_TYPE (PostilWorker, postil_worker, G_TYPE_OBJECT)

static void
postil_worker_dispose (GObject *object)
{
  postil_worker_stop (POSTIL_WORKER (object));
  G_OBJECT_CLASS (postil_worker_parent_class)->dispose (object);
}

static void
postil_worker_finalize (GObject *object)
{
  postil_supervisor_unref (POSTIL_WORKER (object)->supervisor);
  G_OBJECT_CLASS (postil_worker_parent_class)->finalize (object);
}

static void
postil_worker_class_init (PostilWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = postil_worker_dispose;
  object_class->finalize = postil_worker_finalize;
}

static void
postil_worker_init (PostilWorker *self)
{
  self->supervisor = postil_supervisor_new ();
}

/**
 * postil_worker_new:
 * @program: (nullable): the worker program; by default $POSTIL_WORKER, then the build folder, then where it is installed
 * @lexicon: (nullable): the compiled lexicon; by default $POSTIL_LEXICON, then the build folder, then where it is installed
 *
 * Makes a supervisor. The process is started by the first job and kept.
 *
 * Returns: (transfer full): the supervisor
 */
PostilWorker *
postil_worker_new (const char *program, const char *lexicon)
{
  PostilWorker *self = g_object_new (POSTIL_TYPE_WORKER, NULL);

  self->supervisor->command.program = program != NULL ? g_strdup (program) : postil_worker_place_find_program ();
  self->supervisor->command.lexicon
      = lexicon != NULL ? g_strdup (lexicon) : postil_worker_place_find_lexicon (self->supervisor->command.program);
  return self;
}

/**
 * postil_worker_set_require_sandbox:
 * @self: a supervisor that has had no job yet
 * @require_sandbox: whether to refuse to work with a layer of confinement missing
 *
 * Makes confinement a condition: jobs then fail with POSTIL_WORKER_ERROR_SANDBOX where it is not complete.
 */
void
postil_worker_set_require_sandbox (PostilWorker *self, gboolean require_sandbox)
{
  g_return_if_fail (POSTIL_IS_WORKER (self));
  g_return_if_fail (self->supervisor->thread == NULL);

  self->supervisor->command.require_sandbox = require_sandbox;
}

/**
 * postil_worker_set_deadline:
 * @self: a supervisor
 * @milliseconds: how long a job may take, to which one second is added for each MiB of it
 *
 * Sets how long a job may take; 10 s at first. Any thread.
 */
void
postil_worker_set_deadline (PostilWorker *self, guint milliseconds)
{
  g_return_if_fail (POSTIL_IS_WORKER (self));
  g_return_if_fail (milliseconds > 0 && milliseconds <= G_MAXINT);

  g_atomic_int_set (&self->supervisor->deadline, milliseconds);
}

/**
 * postil_worker_get_protection:
 * @self: a supervisor
 *
 * Tells which layers of confinement the running worker has reported. Any thread.
 *
 * Returns: the layers; POSTIL_PROTECTION_NONE before the first job
 */
PostilProtection
postil_worker_get_protection (PostilWorker *self)
{
  g_return_val_if_fail (POSTIL_IS_WORKER (self), POSTIL_PROTECTION_NONE);

  return g_atomic_int_get (&self->supervisor->protection);
}

/**
 * postil_worker_get_n_waiting:
 * @self: a supervisor
 *
 * Counts the jobs that have no result yet, those the worker is at included. Any thread.
 *
 * Returns: how many
 */
guint
postil_worker_get_n_waiting (PostilWorker *self)
{
  g_return_val_if_fail (POSTIL_IS_WORKER (self), 0);

  return g_atomic_int_get (&self->supervisor->n_waiting);
}

/**
 * postil_worker_stop:
 * @self: a supervisor
 *
 * Ends the process; jobs without a result fail with G_IO_ERROR_CANCELLED. A later job starts it anew.
 */
void
postil_worker_stop (PostilWorker *self)
{
  g_return_if_fail (POSTIL_IS_WORKER (self));

  postil_supervisor_stop (self->supervisor);
}

/**
 * postil_ingested_free:
 * @ingested: (transfer full): what became of a file
 *
 * Frees it with what it holds.
 */
void
postil_ingested_free (PostilIngested *ingested)
{
  g_clear_object (&ingested->document);
  g_clear_pointer (&ingested->feed, postil_feed_free);
  g_clear_pointer (&ingested->opml, postil_opml_free);
  g_free (ingested);
}

static GTask *
new_task (PostilWorker *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/**
 * postil_worker_ingest_async:
 * @self: a supervisor
 * @bytes: a file or a server's answer
 * @hints: (nullable): a{ss} with any of name, url, content-type, want; a floating reference is taken
 * @cancellable: (nullable): ends the wait
 * @callback: called in the caller's context
 * @user_data: for it
 *
 * Has the worker read some bytes.
 */
void
postil_worker_ingest_async (PostilWorker *self, GBytes *bytes, GVariant *hints, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GVariant) owned = hints != NULL ? g_variant_ref_sink (hints) : NULL;
  GTask *task;
  PostilWorkerJob *job;

  g_return_if_fail (POSTIL_IS_WORKER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (hints == NULL || g_variant_is_of_type (hints, G_VARIANT_TYPE ("a{ss}")));

  task = new_task (self, cancellable, callback, user_data, postil_worker_ingest_async);
  if (g_bytes_get_size (bytes) > POSTIL_WIRE_MAX_REQUEST - 4 * POSTIL_MESSAGE_MAX_STRING)
    {
      const char *name = "input";

      if (hints != NULL)
        g_variant_lookup (hints, "name", "&s", &name);
      g_task_return_new_error (task, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_LARGE, "%s is too large to be read", name);
      g_object_unref (task);
      return;
    }
  job = postil_worker_job_new (POSTIL_WIRE_INGEST, task, POSTIL_WORKER_PRIORITY_NORMAL);
  job->bytes = g_bytes_ref (bytes);
  job->hints = g_steal_pointer (&owned);
  postil_supervisor_push (self->supervisor, job);
}

/**
 * postil_worker_ingest_finish:
 * @self: a supervisor
 * @result: from the callback
 * @error: POSTIL_INGEST_ERROR as the bytes deserve; POSTIL_WORKER_ERROR_START, _SANDBOX, _CRASHED, _TIMEOUT, _PROTOCOL, _REFUSED;
 *   G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a document, a feed or a list of subscriptions, checked
 */
PostilIngested *
postil_worker_ingest_finish (PostilWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * postil_worker_analyse_async:
 * @self: a supervisor
 * @document: what to analyse; dates in it count from the day it was published
 * @priority: lower ones go first; POSTIL_WORKER_PRIORITY_READER and the others
 * @cancellable: (nullable): ends the wait
 * @callback: called in the caller's context
 * @user_data: for it
 *
 * Has the worker find entities and figures in a document.
 */
void
postil_worker_analyse_async (PostilWorker *self, PostilDocument *document, int priority, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  PostilWorkerJob *job;

  g_return_if_fail (POSTIL_IS_WORKER (self));
  g_return_if_fail (POSTIL_IS_DOCUMENT (document));

  task = new_task (self, cancellable, callback, user_data, postil_worker_analyse_async);
  job = postil_worker_job_new (POSTIL_WIRE_ANALYSE, task, priority);
  job->document = g_object_ref (document);
  postil_supervisor_push (self->supervisor, job);
}

/**
 * postil_worker_analyse_finish:
 * @self: a supervisor
 * @result: from the callback
 * @error: POSTIL_WORKER_ERROR_START, _SANDBOX, _CRASHED, _TIMEOUT, _PROTOCOL; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the analysis, every range of it checked against the text
 */
PostilAnalysis *
postil_worker_analyse_finish (PostilWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * postil_worker_self_test_async:
 * @self: a supervisor
 * @cancellable: (nullable): ends the wait
 * @callback: called in the caller's context
 * @user_data: for it
 *
 * Has the confined worker try what it must not be able to do. Takes as long as a job may, because it tries to overstay.
 */
void
postil_worker_self_test_async (PostilWorker *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  PostilWorkerJob *job;

  g_return_if_fail (POSTIL_IS_WORKER (self));

  job = postil_worker_job_new (POSTIL_WIRE_ATTEMPT,
                               new_task (self, cancellable, callback, user_data, postil_worker_self_test_async),
                               POSTIL_WORKER_PRIORITY_NORMAL);
  job->report = g_variant_builder_new (G_VARIANT_TYPE ("a{ss}"));
  postil_supervisor_push (self->supervisor, job);
}

/**
 * postil_worker_self_test_finish:
 * @self: a supervisor
 * @result: from the callback
 * @error: POSTIL_WORKER_ERROR_START, _SANDBOX; G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a{ss}, the name of each attempt and "refused" or what happened
 */
GVariant *
postil_worker_self_test_finish (PostilWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
