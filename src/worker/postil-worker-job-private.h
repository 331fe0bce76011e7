/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to the worker, from the call that made it to its result. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-worker-job-private.h belongs to the room worker"
#endif

#include "postil-messages-private.h"
#include "postil-worker-error.h"
#include "postil-worker.h"

G_BEGIN_DECLS

typedef struct
{
  PostilWireType type; /* of the request */
  int priority;
  guint64 serial; /* order among equals */
  guint32 id;     /* on the wire, while in flight */
  GTask *task;
  GBytes *bytes;            /* (nullable) to ingest */
  GVariant *hints;          /* (nullable) of the bytes */
  PostilDocument *document; /* (nullable) to analyse */
  PostilAttempt attempt;    /* of the self test */
  GVariantBuilder *report;  /* (nullable) of the self test so far */
  gsize size;               /* of the request, bytes */
  guint n_breaches;         /* how often the worker ended over it */
  int cancelled;            /* atomic */
  int wake;                 /* descriptor to tell of it */
  int *n_waiting;           /* (nullable) atomic; one less when the job has its result */
  gulong cancel_id;
  gboolean abandoned; /* the caller has its answer: cancelled */
} PostilWorkerJob;

PostilWorkerJob *postil_worker_job_new (PostilWireType type, GTask *task, int priority);
void postil_worker_job_watch (PostilWorkerJob *self, int wake);
void postil_worker_job_write (PostilWorkerJob *self, GByteArray *out);
gboolean postil_worker_job_read (PostilWorkerJob *self, PostilWireType type, PostilWireReader *reader, gboolean *done);
gboolean postil_worker_job_blame (PostilWorkerJob *self, PostilWorkerError cause, int status);
void postil_worker_job_abandon (PostilWorkerJob *self);
void postil_worker_job_fail (PostilWorkerJob *self, GError *error);
gboolean postil_worker_job_is_cancelled (PostilWorkerJob *self);
int postil_worker_job_compare (gconstpointer a, gconstpointer b, gpointer unused);

G_END_DECLS
