/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds and what their servers said last. Database thread only. */
#pragma once

#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;           /* of this cache */
  char *url;           /* of the feed, or of the file it came from; unique */
  char *title;         /* never NULL */
  char *link;          /* (nullable) the site */
  char *format;        /* (nullable) rss, atom, rdf, json */
  char *etag;          /* (nullable) */
  char *last_modified; /* (nullable) */
  char *failure;       /* (nullable) why the last try failed */
  gint64 checked;      /* µs, POSTIL_TIME_UNKNOWN: never */
  gint64 next_check;   /* µs, POSTIL_TIME_UNKNOWN: not by itself */
  guint n_failures;    /* in a row */
} PostilFeedRow;

PostilFeedRow *postil_feed_row_new (void);
void postil_feed_row_free (PostilFeedRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFeedRow, postil_feed_row_free)

/* Inserts or replaces by url; returns the id, 0 on failure. */
gint64 postil_feeds_put (PostilDatabase *database, const PostilFeedRow *row, GError **error);
PostilFeedRow *postil_feeds_get (PostilDatabase *database, gint64 id, GError **error);
gint64 postil_feeds_find (PostilDatabase *database, const char *url, GError **error);
/* Its articles stay, as opened from files; their notes are never touched. */
gboolean postil_feeds_remove (PostilDatabase *database, gint64 id, GError **error);

/* --- subscriptions: in notes.db, so that they outlive the cache --- */
typedef struct
{
  char *url;
  char *title;  /* (nullable) the reader's own name for it */
  char *folder; /* (nullable) */
  gint64 added; /* µs */
} PostilSubscription;

void postil_subscription_free (PostilSubscription *subscription);
gboolean postil_subscriptions_put (PostilDatabase *database, const PostilSubscription *subscription, GError **error);
gboolean postil_subscriptions_remove (PostilDatabase *database, const char *url, GError **error);
GPtrArray *postil_subscriptions_list (PostilDatabase *database, GError **error);

G_END_DECLS
