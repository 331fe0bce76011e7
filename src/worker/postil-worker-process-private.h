/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One running worker program: its start, its pipes, its end. Used by one thread. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-worker-process-private.h belongs to the room worker"
#endif

#include "postil-messages-private.h"

G_BEGIN_DECLS

typedef struct
{
  GPid pid;
  int to;
  int from;
  GByteArray *out; /* not yet written, from `written` on */
  gsize written;
  GByteArray *in; /* not yet understood */
  gboolean greeted;
  gboolean ended; /* its end of a pipe is closed */
  PostilHello hello;
} PostilWorkerProcess;

/* What to start. */
typedef struct
{
  char *program;
  char *lexicon;
  gboolean require_sandbox;
} PostilWorkerCommand;

typedef enum
{
  POSTIL_FRAME_NONE, /* not all of it is there yet */
  POSTIL_FRAME_READ,
  POSTIL_FRAME_GARBAGE,
} PostilFrameState;

PostilWorkerProcess *postil_worker_process_start (const PostilWorkerCommand *command, GError **error);
int postil_worker_process_kill (PostilWorkerProcess *self);
void postil_worker_process_send (PostilWorkerProcess *self, PostilWireType type, guint32 id, GByteArray *content);
void postil_worker_process_pump (PostilWorkerProcess *self, int wake, gint64 deadline);
PostilFrameState postil_worker_process_peek (PostilWorkerProcess *self, PostilWireHead *head, PostilWireReader *reader);
void postil_worker_process_drop (PostilWorkerProcess *self, const PostilWireHead *head);

G_END_DECLS
