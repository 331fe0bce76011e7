/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The protocol between the program and its confined worker: frames with a fixed head, and what is in them. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-wire-private.h belongs to the room worker"
#endif

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_WIRE_VERSION 3
#define POSTIL_WIRE_HEAD 16                        /* bytes: magic, type, id, length; little-endian */
#define POSTIL_WIRE_MAGIC 0x4c545350u              /* PSTL */
#define POSTIL_WIRE_MAX_REQUEST (80 * 1024 * 1024) /* bytes */
#define POSTIL_WIRE_MAX_REPLY (256 * 1024 * 1024)  /* bytes */

/* Status with which the worker ends when it cannot start. */
#define POSTIL_WORKER_EXIT_USAGE 64
#define POSTIL_WORKER_EXIT_LEXICON 66
#define POSTIL_WORKER_EXIT_SANDBOX 77

typedef enum
{
  POSTIL_WIRE_HELLO = 1, /* worker to program, once: version, protection, engine */
  POSTIL_WIRE_INGEST,
  POSTIL_WIRE_INGESTED,
  POSTIL_WIRE_ANALYSE,
  POSTIL_WIRE_ANALYSED,
  POSTIL_WIRE_ATTEMPT,
  POSTIL_WIRE_ATTEMPTED,
  POSTIL_WIRE_FAILED, /* in place of any answer: code and message */
} PostilWireType;

typedef struct
{
  guint32 type;
  guint32 id;
  guint32 length; /* of what follows, in bytes */
} PostilWireHead;

/* Reads a frame's content; after the first thing that does not fit, everything is NULL or 0 and `failed` is set. */
typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean failed;
} PostilWireReader;

void postil_wire_write_head (guint8 bytes[POSTIL_WIRE_HEAD], const PostilWireHead *head);
gboolean postil_wire_read_head (const guint8 bytes[POSTIL_WIRE_HEAD], gsize max_length, PostilWireHead *head);

void postil_wire_put_u32 (GByteArray *out, guint32 value);
void postil_wire_put_i64 (GByteArray *out, gint64 value);
void postil_wire_put_bytes (GByteArray *out, const void *bytes, gsize length);
void postil_wire_put_string (GByteArray *out, const char *string);

guint32 postil_wire_get_u32 (PostilWireReader *reader);
gint64 postil_wire_get_i64 (PostilWireReader *reader);
const guint8 *postil_wire_get_bytes (PostilWireReader *reader, gsize *length);
char *postil_wire_get_string (PostilWireReader *reader, gsize max_length);
gboolean postil_wire_is_done (const PostilWireReader *reader);

G_END_DECLS
