/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles, their texts in every version, and whether they are read or starred. Database thread only. */
#pragma once

#include "postil-article.h"
#include "postil-document.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_PUT_NEW,
  POSTIL_PUT_KNOWN,   /* same text; title, date and the like are brought up to date */
  POSTIL_PUT_UPDATED, /* another text: kept as a new version, analysis waits again */
} PostilPutOutcome;

typedef struct
{
  gint64 id;
  guint version;
  PostilPutOutcome outcome;
} PostilPutResult;

/* Of article are used: key, feed_id, source, title, byline, url, summary, language, published…, updated, added, words, sample.
 * read and starred come from what is remembered of that key; for a new key from article. */
gboolean postil_articles_put (PostilDatabase *database, const PostilArticle *article, PostilDocument *document,
                              PostilPutResult *result, GError **error);
/* The same, but search finds its words only when they were indexed; for many that come at once. */
gboolean postil_articles_put_for_later (PostilDatabase *database, const PostilArticle *article, PostilDocument *document,
                                        PostilPutResult *result, GError **error);
gboolean postil_articles_index_waiting (PostilDatabase *database, guint limit, guint *n_indexed, GError **error);
gboolean postil_articles_remove (PostilDatabase *database, const GArray *ids, GError **error);
PostilArticle *postil_articles_get (PostilDatabase *database, gint64 id, GError **error);
GPtrArray *postil_articles_get_many (PostilDatabase *database, const GArray *ids, GError **error);
gint64 postil_articles_find (PostilDatabase *database, const char *key, GError **error);
gint64 postil_articles_find_url (PostilDatabase *database, const char *url, GError **error);
PostilDocument *postil_articles_load_document (PostilDatabase *database, gint64 id, guint version, GError **error);
char *postil_articles_load_hash (PostilDatabase *database, gint64 id, guint version, GError **error);

/* changed (out) (optional) (element-type gint64): those whose state was another before, for undo */
gboolean postil_articles_set_read (PostilDatabase *database, const GArray *ids, gboolean read, GArray **changed, GError **error);
gboolean postil_articles_set_starred (PostilDatabase *database, const GArray *ids, gboolean starred, GArray **changed,
                                      GError **error);

/* (element-type gint64) newest first: waiting for analysis, or analysed by an engine older than engine_version */
GArray *postil_articles_list_waiting (PostilDatabase *database, guint engine_version, guint limit, GError **error);
guint postil_articles_count_waiting (PostilDatabase *database, guint engine_version, GError **error);

G_END_DECLS
