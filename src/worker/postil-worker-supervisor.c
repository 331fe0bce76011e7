/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns the worker process. It starts the process when there is a job, keeps a few small jobs in flight, watches the clock of the
 * first of them, checks every answer, and kills and restarts the process on any breach. It outlives the object it works for by a moment, so what
 * both use is counted. */
#include "config.h"

#include "postil-worker-supervisor-private.h"

#include "postil-worker-error.h"

#include <errno.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_DEADLINE (20 * G_USEC_PER_SEC)
#define JOB_DEADLINE 10000    /* ms */
#define DEADLINE_PER_MIB 1000 /* ms */
#define MAX_IN_FLIGHT 8       /* jobs */
#define MAX_BYTES_IN_FLIGHT (64 * 1024)

static void
wake_up (PostilSupervisor *self)
{
  const guint64 one = 1;

  if (write (self->wake, &one, sizeof one) < 0 && errno != EAGAIN)
    g_warning ("the worker's thread cannot be woken: %s", g_strerror (errno));
}

static GError *
new_cancelled (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the job was cancelled");
}

static gboolean
collect_cancelled_cb (gpointer key, gpointer value, gpointer user_data)
{
  if (postil_worker_job_is_cancelled (value))
    g_ptr_array_add (user_data, value);
  return FALSE;
}

static gboolean
collect_all_cb (gpointer key, gpointer value, gpointer user_data)
{
  g_ptr_array_add (user_data, value);
  return FALSE;
}

/* Takes jobs out of the queue and fails each with a copy of an error, outside the lock. */
static void
fail_queued (PostilSupervisor *self, GTraverseFunc which, const GError *error)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  g_mutex_lock (&self->lock);
  g_tree_foreach (self->queue, which, jobs);
  for (guint i = 0; i < jobs->len; i++)
    g_tree_remove (self->queue, g_ptr_array_index (jobs, i));
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < jobs->len; i++)
    postil_worker_job_fail (g_ptr_array_index (jobs, i), g_error_copy (error));
}

static void
put_back (PostilSupervisor *self, PostilWorkerJob *job)
{
  g_mutex_lock (&self->lock);
  g_tree_insert (self->queue, job, job);
  g_mutex_unlock (&self->lock);
}

static gint64
get_job_deadline (PostilSupervisor *self, const PostilWorkerJob *job)
{
  gint64 allowed = (gint64) g_atomic_int_get (&self->deadline) + (gint64) (job->size >> 20) * DEADLINE_PER_MIB;

  return g_get_monotonic_time () + allowed * 1000;
}

/* The clock runs for the first job in flight, for that is the one the worker is at. */
static void
set_clock (PostilSupervisor *self)
{
  PostilWorkerJob *first = g_queue_peek_head (&self->in_flight);

  self->clock_deadline = first != NULL ? get_job_deadline (self, first) : G_MAXINT64;
}

static void
send_job (PostilSupervisor *self, PostilWorkerJob *job)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();

  postil_worker_job_write (job, content);
  job->id = ++self->last_id;
  job->size = content->len;
  postil_worker_process_send (self->process, job->type, job->id, content);
  self->bytes_in_flight += job->size;
  g_queue_push_tail (&self->in_flight, job);
  if (self->in_flight.length == 1)
    set_clock (self);
}

static PostilWorkerJob *
take_next (PostilSupervisor *self)
{
  GTreeNode *node;
  PostilWorkerJob *job = NULL;

  g_mutex_lock (&self->lock);
  node = g_tree_node_first (self->queue);
  if (node != NULL)
    {
      job = g_tree_node_value (node);
      g_tree_remove (self->queue, job);
    }
  g_mutex_unlock (&self->lock);
  return job;
}

/* Small jobs are sent ahead of the answers, so that the worker never waits for us; a self test goes alone. */
static void
fill_flight (PostilSupervisor *self)
{
  while (self->in_flight.length < MAX_IN_FLIGHT && (self->in_flight.length == 0 || self->bytes_in_flight < MAX_BYTES_IN_FLIGHT))
    {
      PostilWorkerJob *first = g_queue_peek_head (&self->in_flight);
      PostilWorkerJob *job = first == NULL || first->type != POSTIL_WIRE_ATTEMPT ? take_next (self) : NULL;

      if (job == NULL)
        return;
      if (first != NULL && job->type == POSTIL_WIRE_ATTEMPT)
        {
          put_back (self, job);
          return;
        }
      if (postil_worker_job_is_cancelled (job))
        postil_worker_job_fail (job, new_cancelled ());
      else
        send_job (self, job);
    }
}

static PostilWorkerJob *
pop_flight (PostilSupervisor *self)
{
  PostilWorkerJob *job = g_queue_pop_head (&self->in_flight);

  if (job != NULL)
    self->bytes_in_flight -= job->size;
  set_clock (self);
  return job;
}

/* A worker that never greeted cannot be started; no job can be done then. */
static void
report_start (PostilSupervisor *self, PostilWorkerError cause, int status)
{
  g_autoptr (GError) error = NULL;

  if (WIFEXITED (status) && WEXITSTATUS (status) == POSTIL_WORKER_EXIT_SANDBOX)
    error
        = g_error_new_literal (POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_SANDBOX, "the worker cannot be confined on this system");
  else if (WIFEXITED (status) && WEXITSTATUS (status) == POSTIL_WORKER_EXIT_LEXICON)
    error = g_error_new (POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START, "the lexicon %s cannot be used", self->command.lexicon);
  else
    error
        = g_error_new (POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START, "the worker %s does not start: %s", self->command.program,
                       cause == POSTIL_WORKER_ERROR_PROTOCOL  ? "it is not of this version"
                       : cause == POSTIL_WORKER_ERROR_TIMEOUT ? "it says nothing"
                                                              : "it ends at once");
  fail_queued (self, collect_all_cb, error);
}

/* Ends the process; the job it was at is to blame, the others in flight are sent again. */
static void
end_process (PostilSupervisor *self, PostilWorkerError cause)
{
  gboolean greeted = self->process->greeted;
  int status = postil_worker_process_kill (g_steal_pointer (&self->process));
  PostilWorkerJob *job = pop_flight (self);

  if (job != NULL && postil_worker_job_is_cancelled (job))
    postil_worker_job_fail (job, new_cancelled ());
  else if (job != NULL && !postil_worker_job_blame (job, cause, status))
    put_back (self, job);
  while ((job = pop_flight (self)) != NULL)
    put_back (self, job);
  if (!greeted)
    report_start (self, cause, status);
}

static gboolean
read_greeting (PostilSupervisor *self, const PostilWireHead *head, PostilWireReader *reader)
{
  if (head->type != POSTIL_WIRE_HELLO || head->id != 0 || !postil_message_get_hello (reader, &self->process->hello))
    return FALSE;
  self->process->greeted = TRUE;
  g_atomic_int_set (&self->protection, self->process->hello.protection & POSTIL_PROTECTION_ALL);
  self->clock_deadline = G_MAXINT64;
  return TRUE;
}

/* An answer must be the one to the first job in flight. */
static gboolean
read_answer (PostilSupervisor *self, const PostilWireHead *head, PostilWireReader *reader)
{
  PostilWorkerJob *job = g_queue_peek_head (&self->in_flight);
  gboolean done;
  gsize size;

  if (job == NULL || head->id != job->id)
    return FALSE;
  if (postil_worker_job_is_cancelled (job))
    {
      postil_worker_job_fail (pop_flight (self), new_cancelled ());
      return TRUE;
    }
  size = job->size;
  if (!postil_worker_job_read (job, head->type, reader, &done))
    return FALSE;
  if (!done)
    {
      put_back (self, pop_flight (self));
      return TRUE;
    }
  g_queue_pop_head (&self->in_flight);
  self->bytes_in_flight -= size;
  set_clock (self);
  return TRUE;
}

static void
read_frames (PostilSupervisor *self)
{
  PostilWireHead head;
  PostilWireReader reader;
  PostilFrameState state;

  while ((state = postil_worker_process_peek (self->process, &head, &reader)) == POSTIL_FRAME_READ)
    {
      gboolean valid = self->process->greeted ? read_answer (self, &head, &reader) : read_greeting (self, &head, &reader);

      if (!valid)
        {
          end_process (self, POSTIL_WORKER_ERROR_PROTOCOL);
          return;
        }
      postil_worker_process_drop (self->process, &head);
    }
  if (state == POSTIL_FRAME_GARBAGE)
    end_process (self, POSTIL_WORKER_ERROR_PROTOCOL);
  else if (self->process->ended)
    end_process (self, POSTIL_WORKER_ERROR_CRASHED);
}

static gboolean
has_queued (PostilSupervisor *self)
{
  gboolean queued;

  g_mutex_lock (&self->lock);
  queued = g_tree_nnodes (self->queue) > 0;
  g_mutex_unlock (&self->lock);
  return queued;
}

static void
start_process (PostilSupervisor *self)
{
  g_autoptr (GError) error = NULL;

  self->process = postil_worker_process_start (&self->command, &error);
  self->clock_deadline = g_get_monotonic_time () + START_DEADLINE;
  if (self->process == NULL)
    {
      g_autoptr (GError) report
          = g_error_new (POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START, "the worker cannot be started: %s", error->message);

      self->clock_deadline = G_MAXINT64;
      fail_queued (self, collect_all_cb, report);
    }
}

/* A cancelled job in flight is answered at once; the worker may go on with it until its deadline. */
static void
sweep_cancelled (PostilSupervisor *self)
{
  g_autoptr (GError) error = new_cancelled ();

  fail_queued (self, collect_cancelled_cb, error);
  for (GList *link = self->in_flight.head; link != NULL; link = link->next)
    if (postil_worker_job_is_cancelled (link->data))
      postil_worker_job_abandon (link->data);
}

static gboolean
is_stopping (PostilSupervisor *self)
{
  gboolean stopping;

  g_mutex_lock (&self->lock);
  stopping = self->stopping;
  g_mutex_unlock (&self->lock);
  return stopping;
}

static void
wind_up (PostilSupervisor *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the worker was stopped");
  PostilWorkerJob *job;

  if (self->process != NULL)
    postil_worker_process_kill (g_steal_pointer (&self->process));
  while ((job = pop_flight (self)) != NULL)
    postil_worker_job_fail (job, g_error_copy (error));
  fail_queued (self, collect_all_cb, error);
}

static gpointer
run_in_thread (gpointer data)
{
  PostilSupervisor *self = data;
  sigset_t broken_pipe;

  /* A worker that has gone is seen by the failed write, not by a signal. */
  sigemptyset (&broken_pipe);
  sigaddset (&broken_pipe, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &broken_pipe, NULL);
  while (!is_stopping (self))
    {
      sweep_cancelled (self);
      if (self->process == NULL && has_queued (self))
        start_process (self);
      if (self->process != NULL && self->process->greeted)
        fill_flight (self);
      postil_worker_process_pump (self->process, self->wake, self->process != NULL ? self->clock_deadline : G_MAXINT64);
      if (self->process != NULL)
        read_frames (self);
      if (self->process != NULL && g_get_monotonic_time () >= self->clock_deadline)
        end_process (self, POSTIL_WORKER_ERROR_TIMEOUT);
    }
  wind_up (self);
  postil_supervisor_unref (self);
  return NULL;
}

static void
free_supervisor (gpointer data)
{
  PostilSupervisor *self = data;

  g_free (self->command.program);
  g_free (self->command.lexicon);
  g_tree_unref (self->queue);
  g_mutex_clear (&self->lock);
  close (self->wake);
}

/* Makes a supervisor without a thread; the command is filled by its owner before the first job. */
PostilSupervisor *
postil_supervisor_new (void)
{
  PostilSupervisor *self = g_atomic_rc_box_new0 (PostilSupervisor);

  g_mutex_init (&self->lock);
  self->queue = g_tree_new_full (postil_worker_job_compare, NULL, NULL, NULL);
  self->deadline = JOB_DEADLINE;
  self->clock_deadline = G_MAXINT64;
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->wake < 0)
    g_error ("no descriptor is left for the worker: %s", g_strerror (errno));
  return self;
}

/* Drops a reference. */
void
postil_supervisor_unref (PostilSupervisor *self)
{
  g_atomic_rc_box_release_full (self, free_supervisor);
}

/* Queues a job, which is (transfer full), and starts the thread if none runs. Any thread. */
void
postil_supervisor_push (PostilSupervisor *self, PostilWorkerJob *job)
{
  g_atomic_int_inc (&self->n_waiting);
  job->n_waiting = &self->n_waiting;
  postil_worker_job_watch (job, self->wake);
  g_mutex_lock (&self->lock);
  job->serial = ++self->serial;
  g_tree_insert (self->queue, job, job);
  if (self->thread == NULL)
    {
      self->stopping = FALSE;
      self->thread = g_thread_new ("postil-worker", run_in_thread, g_atomic_rc_box_acquire (self));
    }
  g_mutex_unlock (&self->lock);
  wake_up (self);
}

/* Ends the thread and its process; jobs without a result fail. Returns when it has, except in the thread itself. */
void
postil_supervisor_stop (PostilSupervisor *self)
{
  GThread *thread;

  g_mutex_lock (&self->lock);
  thread = g_steal_pointer (&self->thread);
  self->stopping = TRUE;
  g_mutex_unlock (&self->lock);
  if (thread == NULL)
    return;
  wake_up (self);
  /* The last reference to a task, and with it to the object, may be dropped by the thread. */
  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else
    g_thread_join (thread);
  g_atomic_int_set (&self->protection, POSTIL_PROTECTION_NONE);
}
