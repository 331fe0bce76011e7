/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain records of a list of subscriptions, as OPML carries it from one reader to another. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_OPML_MAX_FEEDS 20000
#define POSTIL_OPML_MAX_DEPTH 32 /* folders in folders */

/* One subscription; strings are valid UTF-8. */
typedef struct
{
  char *url;         /* of the feed: http or https */
  char *title;       /* (nullable) */
  char *site;        /* (nullable) http or https */
  char *description; /* (nullable) */
  GStrv folders;     /* names of the folders it lies in, the outermost first; empty for none, never NULL */
  GStrv categories;  /* as OPML 2 has them, "/News/China" or "china"; empty for none, never NULL */
} PostilOpmlFeed;

typedef struct
{
  char *title;      /* (nullable) of the list */
  GPtrArray *feeds; /* (element-type PostilOpmlFeed) in the order of the file; an address may occur twice */
  guint n_refused;  /* subscriptions left out: a command, a file, no address */
} PostilOpml;

PostilOpmlFeed *postil_opml_feed_new (const char *url, const char *title, const char *const *folders);
void postil_opml_feed_free (PostilOpmlFeed *feed);
PostilOpml *postil_opml_new (void);
void postil_opml_free (PostilOpml *opml);
char *postil_opml_write (const PostilOpml *opml, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilOpml, postil_opml_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilOpmlFeed, postil_opml_feed_free)

G_END_DECLS
