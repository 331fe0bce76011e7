/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to the worker: how it is written, how its answer is checked, and who is to blame when the worker ends over it. */
#include "config.h"

#include "postil-worker-job-private.h"

#include "postil-worker-error.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_BREACHES 2
#define MAX_OUTCOME 256 /* bytes */

/* The caller may count as soon as it has its result. */
static void
count_out (PostilWorkerJob *self)
{
  if (self->n_waiting != NULL)
    g_atomic_int_add (self->n_waiting, -1);
}

/* Makes a job; `task` is (transfer full). */
PostilWorkerJob *
postil_worker_job_new (PostilWireType type, GTask *task, int priority)
{
  PostilWorkerJob *self = g_new0 (PostilWorkerJob, 1);

  self->type = type;
  self->task = task;
  self->priority = priority;
  self->wake = -1;
  return self;
}

static void
free_job (PostilWorkerJob *self)
{
  if (self->cancel_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (self->task), self->cancel_id);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->hints, g_variant_unref);
  g_clear_object (&self->document);
  g_clear_pointer (&self->report, g_variant_builder_unref);
  g_object_unref (self->task);
  g_free (self);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  PostilWorkerJob *self = user_data;
  const guint64 one = 1;

  g_atomic_int_set (&self->cancelled, TRUE);
  /* Nothing is lost when it fails: the counter is full, so the thread is about to wake anyway. */
  if (write (self->wake, &one, sizeof one) < 0)
    return;
}

/* Has the job tell `wake` when it is cancelled. Call it before any other thread knows the job. */
void
postil_worker_job_watch (PostilWorkerJob *self, int wake)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  self->wake = wake;
  if (cancellable != NULL)
    self->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
}

/* Whether the caller no longer wants the result. */
gboolean
postil_worker_job_is_cancelled (PostilWorkerJob *self)
{
  return g_atomic_int_get (&self->cancelled);
}

/* Writes the content of the request. */
void
postil_worker_job_write (PostilWorkerJob *self, GByteArray *out)
{
  if (self->type == POSTIL_WIRE_INGEST)
    postil_message_put_ingest (out, self->hints, self->bytes);
  else if (self->type == POSTIL_WIRE_ANALYSE)
    postil_message_put_document (out, self->document);
  else
    postil_wire_put_u32 (out, self->attempt);
}

static gboolean
read_ingested (PostilWorkerJob *self, PostilWireReader *reader)
{
  PostilIngested read = { NULL };

  if (!postil_message_get_ingested (reader, &read.document, &read.feed, &read.opml))
    return FALSE;
  count_out (self);
  g_task_return_pointer (self->task, g_memdup2 (&read, sizeof read), (GDestroyNotify) postil_ingested_free);
  return TRUE;
}

static gboolean
read_analysis (PostilWorkerJob *self, PostilWireReader *reader)
{
  PostilAnalysis *analysis = postil_message_get_analysis (reader, postil_document_get_length (self->document));

  if (analysis == NULL)
    return FALSE;
  count_out (self);
  g_task_return_pointer (self->task, analysis, g_object_unref);
  return TRUE;
}

/* Notes the outcome of the present attempt and goes on to the next; returns whether that was the last. */
static gboolean
note_outcome (PostilWorkerJob *self, const char *outcome)
{
  g_variant_builder_add (self->report, "{ss}", postil_attempt_to_string (self->attempt), outcome);
  self->attempt++;
  self->n_breaches = 0;
  if (self->attempt < POSTIL_N_ATTEMPTS)
    return FALSE;
  count_out (self);
  g_task_return_pointer (self->task, g_variant_ref_sink (g_variant_builder_end (self->report)), (GDestroyNotify) g_variant_unref);
  return TRUE;
}

static gboolean
read_outcome (PostilWorkerJob *self, PostilWireReader *reader, gboolean *done)
{
  g_autofree char *outcome = postil_wire_get_string (reader, MAX_OUTCOME);

  if (outcome == NULL || !postil_wire_is_done (reader))
    return FALSE;
  *done = note_outcome (self, outcome);
  return TRUE;
}

/*
 * postil_worker_job_read:
 * @self: a job in flight; freed when it is done
 * @type: of the answer
 * @reader: at its content
 * @done: (out): whether the job has its result
 *
 * Checks an answer and hands it on.
 *
 * Returns: FALSE when it breaks a rule; the job is as it was
 */
gboolean
postil_worker_job_read (PostilWorkerJob *self, PostilWireType type, PostilWireReader *reader, gboolean *done)
{
  gboolean valid;

  *done = TRUE;
  if (type == POSTIL_WIRE_FAILED)
    {
      GError *error = postil_message_get_failure (reader);

      valid = error != NULL && self->type != POSTIL_WIRE_ATTEMPT;
      if (valid)
        {
          count_out (self);
          g_task_return_error (self->task, error);
        }
      else
        g_clear_error (&error);
    }
  else if (type != self->type + 1)
    valid = FALSE;
  else if (type == POSTIL_WIRE_INGESTED)
    valid = read_ingested (self, reader);
  else if (type == POSTIL_WIRE_ANALYSED)
    valid = read_analysis (self, reader);
  else
    valid = read_outcome (self, reader, done);
  if (valid && *done)
    free_job (self);
  return valid;
}

static const char *
get_name (PostilWorkerJob *self)
{
  const char *name = NULL;

  if (self->document != NULL)
    return postil_document_get_title (self->document);
  if (self->hints != NULL)
    g_variant_lookup (self->hints, "name", "&s", &name);
  return name != NULL ? name : "input";
}

/* Gives the caller its answer; the worker may still be at the job. */
void
postil_worker_job_abandon (PostilWorkerJob *self)
{
  if (self->abandoned)
    return;
  self->abandoned = TRUE;
  count_out (self);
  g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s was cancelled", get_name (self));
}

/* Ends the job with an error, which is (transfer full), unless the caller has its answer. */
void
postil_worker_job_fail (PostilWorkerJob *self, GError *error)
{
  if (self->abandoned)
    {
      g_error_free (error);
    }
  else
    {
      count_out (self);
      g_task_return_error (self->task, error);
    }
  free_job (self);
}

/* An attempt of the self test that costs the worker its life was refused when the limit on time took it, and succeeded otherwise. */
static gboolean
blame_attempt (PostilWorkerJob *self, PostilWorkerError cause, int status)
{
  gboolean stopped = cause == POSTIL_WORKER_ERROR_TIMEOUT
                     || (WIFSIGNALED (status) && (WTERMSIG (status) == SIGXCPU || WTERMSIG (status) == SIGSYS));
  gboolean done = note_outcome (self, stopped ? "refused" : "the worker ended");

  if (done)
    free_job (self);
  return done;
}

/*
 * postil_worker_job_blame:
 * @self: the job the worker was at when it ended; freed when it gets no other try
 * @cause: why it ended
 * @status: how, as waitpid() tells it
 *
 * Returns: whether the job is finished with; else it may be tried again
 */
gboolean
postil_worker_job_blame (PostilWorkerJob *self, PostilWorkerError cause, int status)
{
  const char *reason = "the worker ended over it";

  if (self->type == POSTIL_WIRE_ATTEMPT)
    return blame_attempt (self, cause, status);
  if (++self->n_breaches < MAX_BREACHES)
    return FALSE;
  if (cause == POSTIL_WORKER_ERROR_TIMEOUT)
    reason = "it took too long";
  else if (cause == POSTIL_WORKER_ERROR_PROTOCOL)
    reason = "the worker gave an answer that breaks the rules";
  postil_worker_job_fail (self, g_error_new (POSTIL_WORKER_ERROR, cause, "%s was given up: %s, twice", get_name (self), reason));
  return TRUE;
}

/* Orders jobs by priority, then by age. */
int
postil_worker_job_compare (gconstpointer a, gconstpointer b, gpointer unused)
{
  const PostilWorkerJob *x = a, *y = b;

  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  return x->serial < y->serial ? -1 : x->serial > y->serial;
}
