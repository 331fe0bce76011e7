/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the frames hold: requests, answers, and their strict reading. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-messages-private.h belongs to the room worker"
#endif

#include "postil-wire-private.h"

#include "postil-analysis.h"
#include "postil-document.h"
#include "postil-feed.h"
#include "postil-opml.h"

G_BEGIN_DECLS

#define POSTIL_MESSAGE_MAX_STRING (64 * 1024) /* bytes */

typedef struct
{
  guint32 version;
  guint32 protection; /* PostilProtection */
  guint32 engine;
} PostilHello;

/* Strings are (nullable) and owned; `bytes` lies in the frame. */
typedef struct
{
  char *name;
  char *url;
  char *content_type;
  char *want; /* "feeds": of a page not its article, but the feeds it names */
  const guint8 *bytes;
  gsize length;
} PostilIngestRequest;

/* The attempts of the self test, in the order they are made. */
typedef enum
{
  POSTIL_ATTEMPT_OPEN,
  POSTIL_ATTEMPT_CREATE,
  POSTIL_ATTEMPT_CONNECT,
  POSTIL_ATTEMPT_SOCKET,
  POSTIL_ATTEMPT_EXEC,
  POSTIL_ATTEMPT_FORK,
  POSTIL_ATTEMPT_PTRACE,
  POSTIL_ATTEMPT_MEMORY,
  POSTIL_ATTEMPT_CPU,
  POSTIL_N_ATTEMPTS
} PostilAttempt;

const char *postil_attempt_to_string (PostilAttempt attempt);

void postil_message_put_hello (GByteArray *out, const PostilHello *hello);
gboolean postil_message_get_hello (PostilWireReader *reader, PostilHello *hello);

void postil_message_put_ingest (GByteArray *out, GVariant *hints, GBytes *bytes);
gboolean postil_message_get_ingest (PostilWireReader *reader, PostilIngestRequest *request);
void postil_ingest_request_clear (PostilIngestRequest *request);

void postil_message_put_document (GByteArray *out, PostilDocument *document);
void postil_message_put_article (GByteArray *out, PostilDocument *document);
void postil_message_put_feed (GByteArray *out, PostilFeed *feed);
void postil_message_put_opml (GByteArray *out, const PostilOpml *opml);
gboolean postil_message_get_ingested (PostilWireReader *reader, PostilDocument **document, PostilFeed **feed, PostilOpml **opml);

PostilDocument *postil_message_get_document (PostilWireReader *reader);
void postil_message_put_analysis (GByteArray *out, PostilAnalysis *analysis);
PostilAnalysis *postil_message_get_analysis (PostilWireReader *reader, gsize text_length);

void postil_message_put_failure (GByteArray *out, const GError *error);
GError *postil_message_get_failure (PostilWireReader *reader);

G_END_DECLS
