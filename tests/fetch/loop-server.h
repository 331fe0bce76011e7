/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on 127.0.0.1 that answers as it is told, also in the bad ways of the net, and counts what it was asked. */
#pragma once

#include <gio/gio.h>

typedef enum
{
  LOOP_CUT,     /* says it sends all, sends half, and closes */
  LOOP_BROKEN,  /* half in chunks, then closes */
  LOOP_HANG,    /* takes the request and says nothing until the server ends */
  LOOP_ENDLESS, /* chunks without end */
  LOOP_SILENT,  /* closes without a word */
  LOOP_GARBAGE, /* what is no HTTP */
} LoopFault;

typedef struct _LoopServer LoopServer;

LoopServer *loop_server_new (void);
/* certificate: borrowed; the server then speaks TLS */
LoopServer *loop_server_new_tls (GTlsCertificate *certificate);
void loop_server_free (LoopServer *self);
const char *loop_server_get_base (LoopServer *self); /* http://127.0.0.1:PORT */
guint loop_server_get_port (LoopServer *self);
char *loop_server_address (LoopServer *self, const char *path);

/* head: the status and header lines without the last line end, such as "302 Found\r\nLocation: /b". body: (nullable) */
void loop_server_answer (LoopServer *self, const char *path, const char *head, const char *body, gssize length);
/* Answers 304 to whoever shows the ETag. */
void loop_server_answer_feed (LoopServer *self, const char *path, const char *body, const char *etag);
void loop_server_fail (LoopServer *self, const char *path, LoopFault fault, const char *body);

guint loop_server_count (LoopServer *self, const char *path); /* requests; NULL: of all paths */
guint loop_server_count_connections (LoopServer *self);
/* What the last request for a path said; (nullable) */
char *loop_server_dup_header (LoopServer *self, const char *path, const char *name);
