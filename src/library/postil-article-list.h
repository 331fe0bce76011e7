/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of articles as a model of ids: items are stubs that fill themselves when a row is bound. Main thread. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_LIST_ALL = 0,
  POSTIL_LIST_UNREAD = 1,
  POSTIL_LIST_STARRED = 2,
  POSTIL_LIST_ANNOTATED = 3,
  POSTIL_LIST_FEED = 4,   /* number = feed id */
  POSTIL_LIST_TAG = 5,    /* text = tag */
  POSTIL_LIST_SEARCH = 6, /* text = query */
  POSTIL_LIST_FILES = 7,  /* opened from files, samples apart */
  POSTIL_LIST_SAMPLES = 8,
  POSTIL_LIST_SOURCE = 9, /* text = PostilArticle.source */
} PostilListKind;

typedef enum
{
  POSTIL_SORT_NEWEST = 0,
  POSTIL_SORT_OLDEST = 1,
  POSTIL_SORT_BEST = 2, /* searches only */
} PostilSort;

#define POSTIL_TYPE_ARTICLE_ITEM (postil_article_item_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticleItem, postil_article_item, POSTIL, ARTICLE_ITEM, GObject)

/* Property "article" (PostilArticle, NULL until filled; notifies). Asking for it starts the filling. */
gint64 postil_article_item_get_id (PostilArticleItem *self);
PostilArticle *postil_article_item_get_article (PostilArticleItem *self);
/* The words of a search hit around the match, hits between U+E000 and U+E001; (nullable) */
const char *postil_article_item_get_snippet (PostilArticleItem *self);

#define POSTIL_TYPE_ARTICLE_LIST (postil_article_list_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticleList, postil_article_list, POSTIL, ARTICLE_LIST, GObject)

/* Properties: loading (boolean), n-items via GListModel, n-unread (uint), error (string, NULL): what was wrong with a query. */
PostilArticleList *postil_article_list_new (PostilLibrary *library);
void postil_article_list_show (PostilArticleList *self, PostilListKind kind, gint64 number, const char *text);
void postil_article_list_set_sort (PostilArticleList *self, PostilSort sort);
guint postil_article_list_find (PostilArticleList *self, gint64 id); /* position or GTK's invalid position (G_MAXUINT) */
guint postil_article_list_next_unread (PostilArticleList *self, guint position, gboolean backwards);

G_END_DECLS
