/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader follows, and what the cache knows of it, brought together. Database thread only. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-subscriptions-private.h belongs to the room library"
#endif

#include "postil-feeds-table.h"
#include "postil-opml.h"

G_BEGIN_DECLS

typedef struct
{
  PostilSubscription *subscription;
  PostilFeedCount *feed;
} PostilFollowed;

void postil_followed_free (PostilFollowed *followed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFollowed, postil_followed_free)

const char *postil_followed_get_title (const PostilFollowed *self, char **host);

/* (element-type PostilFollowed) oldest first; a feed the cache does not know yet is made known to it. */
GPtrArray *postil_followed_load (PostilDatabase *database, gboolean with_numbers, GError **error);
PostilFollowed *postil_followed_find (PostilDatabase *database, gint64 feed_id, GError **error);
/* FALSE with no error: followed already */
gboolean postil_followed_add (PostilDatabase *database, const PostilSubscription *subscription, const PostilFeedRow *row,
                              GError **error);
/* number: of the subscription, see postil_subscriptions_find() */
gboolean postil_followed_set_dropped (PostilDatabase *database, gint64 number, gboolean dropped, GError **error);
/* Adds what is not followed yet, in one transaction. */
gboolean postil_followed_add_list (PostilDatabase *database, const PostilOpml *opml, gint64 now, guint *n_new, GError **error);

char *postil_folders_join (const char *const *folders);
GStrv postil_folders_split (const char *folder);

G_END_DECLS
