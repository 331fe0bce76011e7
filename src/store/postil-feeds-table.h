/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds and what their servers said last. Database thread only. */
#pragma once

#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;            /* of this cache */
  char *url;            /* of the feed, or of the file it came from; unique */
  char *title;          /* never NULL */
  char *link;           /* (nullable) the site */
  char *format;         /* (nullable) rss, atom, rdf, json */
  char *address;        /* (nullable) where it moved for good; url stays its identity */
  char *etag;           /* (nullable) */
  char *last_modified;  /* (nullable) */
  gint64 validated;     /* µs since when both are kept, or POSTIL_TIME_UNKNOWN */
  char *body_hash;      /* (nullable) of what the server sent last */
  char *failure;        /* (nullable) why the last try failed */
  gint64 checked;       /* µs, POSTIL_TIME_UNKNOWN: never */
  gint64 succeeded;     /* µs, POSTIL_TIME_UNKNOWN: never */
  gint64 failing_since; /* µs, POSTIL_TIME_UNKNOWN: it is well */
  gint64 next_check;    /* µs, POSTIL_TIME_UNKNOWN: not by itself */
  gint64 hold;          /* µs, until when its server wants to be left alone; POSTIL_TIME_UNKNOWN: it does not */
  guint n_failures;     /* in a row */
  guint wish;           /* minutes between two fetches, 0: none */
  guint32 skip_hours;   /* bit n: not in hour n, UTC */
  guint skip_days;      /* bit n: not on that day, bit 0 for Monday, UTC */
  gboolean is_local;    /* its host was of this machine or network when it was added */
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

/* A feed with the numbers of its articles. */
typedef struct
{
  PostilFeedRow *row;
  guint n_articles;
  guint n_unread;
} PostilFeedCount;

void postil_feed_count_free (PostilFeedCount *count);
/* (element-type PostilFeedCount) by id; without the numbers it costs less */
GPtrArray *postil_feeds_list (PostilDatabase *database, gboolean with_numbers, GError **error);
/* (element-type gint64) articles of a feed that nobody starred or annotated */
GArray *postil_feeds_list_plain_articles (PostilDatabase *database, gint64 id, GError **error);

/* --- subscriptions: in notes.db, so that they outlive the cache --- */
typedef struct
{
  char *url;
  char *title;  /* (nullable) the reader's own name for it */
  char *folder; /* (nullable) names of the folders it lies in, the outermost first, one a line */
  gint64 added; /* µs */
} PostilSubscription;

void postil_subscription_free (PostilSubscription *subscription);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSubscription, postil_subscription_free)
gboolean postil_subscriptions_put (PostilDatabase *database, const PostilSubscription *subscription, GError **error);
gint64 postil_subscriptions_find (PostilDatabase *database, const char *url, GError **error);
gboolean postil_subscriptions_set_dropped (PostilDatabase *database, gint64 number, gboolean dropped, char **url, GError **error);
gboolean postil_subscriptions_remove (PostilDatabase *database, const char *url, GError **error);
/* (element-type PostilSubscription) oldest first */
GPtrArray *postil_subscriptions_list (PostilDatabase *database, GError **error);

G_END_DECLS
