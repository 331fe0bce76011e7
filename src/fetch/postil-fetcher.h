/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Speaks HTTP in a thread of its own: requests in, answers out, a few at a time for each host. */
#pragma once

#include "postil-fetch.h"

G_BEGIN_DECLS

#define POSTIL_FETCH_PER_HOST 4 /* requests at once */

#define POSTIL_TYPE_FETCHER (postil_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (PostilFetcher, postil_fetcher, POSTIL, FETCHER, GObject)

PostilFetcher *postil_fetcher_new (void);
void postil_fetcher_fetch_async (PostilFetcher *self, const PostilFetchRequest *request, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
PostilFetched *postil_fetcher_fetch_finish (PostilFetcher *self, GAsyncResult *result, GError **error);

gboolean postil_fetch_is_network_free (void);

G_END_DECLS
