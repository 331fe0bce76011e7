/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request from its first hop to its last byte, in the thread of the fetcher. */
#pragma once

#ifndef POSTIL_FETCH_COMPILATION
#error "postil-fetch-private.h belongs to the room fetch"
#endif

#include "postil-fetch.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A connection to a host the reader named is kept apart, so that nothing from the net ever travels over it. */
typedef struct
{
  SoupSession *open;  /* connects to public addresses only */
  SoupSession *typed; /* connects wherever the named host is */
} PostilFetchSessions;

typedef struct _PostilFetchJob PostilFetchJob;
typedef void (*PostilFetchDone) (PostilFetchJob *job, gpointer user_data);

PostilFetchJob *postil_fetch_job_new (GTask *task, const PostilFetchRequest *request, GError **error);
void postil_fetch_job_free (PostilFetchJob *self);
const char *postil_fetch_job_get_host (PostilFetchJob *self);
gboolean postil_fetch_job_was_rejected (PostilFetchJob *self);
void postil_fetch_job_start (PostilFetchJob *self, const PostilFetchSessions *sessions, PostilFetchDone done, gpointer user_data);
void postil_fetch_job_return_cancelled (PostilFetchJob *self);

/* --- postil-fetch-headers.c: pure --- */
gint64 postil_fetch_headers_get_max_age (SoupMessageHeaders *headers, gint64 now);
gint64 postil_fetch_headers_get_retry_after (SoupMessageHeaders *headers, gint64 now);
char *postil_fetch_headers_dup_validator (SoupMessageHeaders *headers, const char *name);

G_END_DECLS
