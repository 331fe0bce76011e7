/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search in articles and notes by a filter's tree. Database thread only. */
#pragma once

#include "postil-filter.h"
#include "postil-note.h"
#include "postil-store.h"

G_BEGIN_DECLS

#define POSTIL_SNIPPET_BEGIN "\xee\x80\x80" /* U+E000 */
#define POSTIL_SNIPPET_END "\xee\x80\x81"   /* U+E001 */

typedef struct
{
  gint64 article_id; /* 0: a note whose article left the cache */
  PostilNote *note;  /* of a note hit, else NULL */
  char *snippet;     /* hits between the two signs */
} PostilSearchRow;

void postil_search_row_free (PostilSearchRow *row);

typedef struct
{
  const PostilFilter *filter; /* says nothing (no word with a letter, no condition): no hits */
  gboolean rank;              /* best first among the newest hits; else newest first */
  gboolean with_trash;        /* notes only */
  guint limit;                /* 0: all */
} PostilSearchQuery;

GArray *postil_search_article_ids (PostilDatabase *database, const PostilSearchQuery *query, GError **error);
GPtrArray *postil_search_articles (PostilDatabase *database, const PostilSearchQuery *query, GError **error);
GPtrArray *postil_search_notes (PostilDatabase *database, const PostilSearchQuery *query, GError **error);
guint postil_search_count_articles (PostilDatabase *database, const PostilFilter *filter, GError **error);
/* Whether one article is a hit: what a count that is kept up to date asks. */
gboolean postil_search_matches (PostilDatabase *database, const PostilFilter *filter, gint64 article_id, gboolean *matches,
                                GError **error);
/* (nullable): NULL without an error when no word of the filter stands in the article */
char *postil_search_snippet (PostilDatabase *database, gint64 article_id, const PostilFilter *filter, GError **error);

G_END_DECLS
