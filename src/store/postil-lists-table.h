/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the panes ask: vectors of article ids for one selection, and sources with their counts. Database thread only. */
#pragma once

#include "postil-filter.h"
#include "postil-store.h"

G_BEGIN_DECLS

/* The same order as the kinds of list in the library. */
typedef enum
{
  POSTIL_SELECT_ALL = 0,
  POSTIL_SELECT_UNREAD = 1,
  POSTIL_SELECT_STARRED = 2,
  POSTIL_SELECT_ANNOTATED = 3,
  POSTIL_SELECT_FEED = 4,   /* number */
  POSTIL_SELECT_TAG = 5,    /* text */
  POSTIL_SELECT_SEARCH = 6, /* filter */
  POSTIL_SELECT_FILES = 7,
  POSTIL_SELECT_SAMPLES = 8,
  POSTIL_SELECT_SOURCE = 9, /* text */
} PostilSelection;

typedef enum
{
  POSTIL_ORDER_NEWEST = 0, /* by date of the article, else of its arrival; searches: by arrival */
  POSTIL_ORDER_OLDEST = 1,
  POSTIL_ORDER_BEST = 2, /* searches only: by rank among the newest hits */
} PostilOrder;

typedef struct
{
  PostilSelection selection;
  gint64 number;
  const char *text;           /* (nullable) */
  const PostilFilter *filter; /* of a search */
  PostilOrder order;
  guint limit; /* 0: all */
} PostilListQuery;

/* (element-type gint64) */
GArray *postil_lists_articles (PostilDatabase *database, const PostilListQuery *query, GError **error);

typedef struct
{
  gint64 feed_id; /* 0: not a feed */
  char *name;     /* feed, site or tag */
  guint n_all;    /* articles; of a tag: notes */
  guint n_unread;
} PostilSourceCount;

void postil_source_count_free (PostilSourceCount *count);

typedef struct
{
  guint n_articles;
  guint n_unread;
  guint n_starred;
  guint n_annotated; /* articles with at least one note */
  guint n_notes;     /* without the trash; also of articles that left the cache */
  guint n_samples;
  guint n_trashed;
} PostilListCounts;

/* (element-type PostilSourceCount), by name */
GPtrArray *postil_lists_feeds (PostilDatabase *database, GError **error);
GPtrArray *postil_lists_sites (PostilDatabase *database, GError **error);
GPtrArray *postil_lists_tags (PostilDatabase *database, GError **error);
gboolean postil_lists_counts (PostilDatabase *database, PostilListCounts *counts, GError **error);

G_END_DECLS
