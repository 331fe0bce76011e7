/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain records of a feed and its entries, as a parser returns them. */
#pragma once

#include "postil-document.h"

G_BEGIN_DECLS

#define POSTIL_FEED_MAX_ENTRIES 20000

/* One entry; strings are valid UTF-8, (nullable). */
typedef struct
{
  char *id;    /* the feed's own identity of the entry, else its link, else a hash of title and content */
  char *title; /* plain text */
  char *link;  /* http or https */
  char *author;
  gint64 published;         /* µs or POSTIL_TIME_UNKNOWN */
  gint64 updated;           /* µs or POSTIL_TIME_UNKNOWN */
  PostilDocument *document; /* title block and content; never NULL */
} PostilFeedEntry;

typedef struct
{
  char *format; /* rss, atom, rdf, json */
  char *title;
  char *link;         /* (nullable) the site */
  char *language;     /* (nullable) */
  guint interval;     /* minutes between two fetches, as the feed wishes it; 0 for no wish */
  guint32 skip_hours; /* bit n: it asks not to be fetched in hour n, UTC */
  guint8 skip_days;   /* bit n: not on that day, bit 0 for Monday, UTC */
  GPtrArray *entries; /* (element-type PostilFeedEntry) in the order of the file */
} PostilFeed;

PostilFeedEntry *postil_feed_entry_new (void);
void postil_feed_entry_free (PostilFeedEntry *entry);
PostilFeed *postil_feed_new (void);
void postil_feed_free (PostilFeed *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFeed, postil_feed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFeedEntry, postil_feed_entry_free)

G_END_DECLS
