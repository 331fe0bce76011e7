/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns the worker process, and what it shares with the object callers see. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-worker-supervisor-private.h belongs to the room worker"
#endif

#include "postil-worker-job-private.h"
#include "postil-worker-process-private.h"

G_BEGIN_DECLS

typedef struct
{
  PostilWorkerCommand command;
  guint deadline; /* ms, atomic */
  int protection; /* atomic */
  int n_waiting;  /* atomic: queued and in flight */
  int wake;       /* event descriptor */

  GMutex lock;
  GTree *queue; /* PostilWorkerJob to itself, in order */
  guint64 serial;
  gboolean stopping;
  GThread *thread;

  /* The thread's own. */
  PostilWorkerProcess *process;
  GQueue in_flight; /* in the order they were sent */
  gsize bytes_in_flight;
  guint32 last_id;
  gint64 clock_deadline; /* of the first in flight, or of the greeting */
} PostilSupervisor;

PostilSupervisor *postil_supervisor_new (void);
void postil_supervisor_unref (PostilSupervisor *self);
void postil_supervisor_push (PostilSupervisor *self, PostilWorkerJob *job);
void postil_supervisor_stop (PostilSupervisor *self);

G_END_DECLS
