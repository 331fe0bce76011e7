/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP: URL in, bytes out. Limits on size, time and redirects; the address guard at every hop. */
#pragma once

#include "postil-fetch-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTIL_FETCH_MAX_REDIRECTS 10
#define POSTIL_FETCH_IDLE_TIMEOUT 30   /* seconds without a byte */
#define POSTIL_FETCH_TOTAL_TIMEOUT 120 /* seconds */

typedef struct
{
  char *url;          /* where the bytes came from, after redirects */
  char *content_type; /* (nullable) as the server said it, with its charset */
  GBytes *bytes;      /* decoded */
} PostilFetched;

void postil_fetched_free (PostilFetched *fetched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFetched, postil_fetched_free)

void postil_fetch_async (const char *url, gsize max_bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);
PostilFetched *postil_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
