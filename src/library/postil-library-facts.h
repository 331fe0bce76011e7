/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole lists for scripts and pages without rows of their own: articles, entities, figures. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

/* An article by its id in this cache ("17"), or by the first digits of its key, at least eight. */
void postil_library_resolve_article_async (PostilLibrary *self, const char *name, GAsyncReadyCallback callback,
                                           gpointer user_data);
PostilArticle *postil_library_resolve_article_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* (element-type PostilArticle), newest first; query NULL: all; limit 0: all */
void postil_library_list_articles_async (PostilLibrary *self, const char *query, guint limit, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *postil_library_list_articles_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

typedef struct
{
  PostilEntityType type;
  char *name;
  guint n_mentions;
  guint n_articles;
} PostilEntityRow;

typedef struct
{
  gint64 article_id;
  char *title;
  char *source;
  gint64 published; /* µs or POSTIL_TIME_UNKNOWN */
  char *surface;    /* as the text says it */
  PostilFigure figure;
} PostilLedgerRow;

/* What a list of facts is narrowed to. query is in the search language: its words are looked for in what a row shows, figure: and
 * claim: in the figure, all else in the article. */
typedef struct
{
  const char *query; /* (nullable) */
  gint64 article_id; /* 0: all */
  guint limit;       /* 0: all */
} PostilFactQuery;

/* (element-type PostilEntityRow), most mentioned first */
void postil_library_list_entities_async (PostilLibrary *self, const PostilFactQuery *query, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *postil_library_list_entities_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* (element-type PostilLedgerRow), newest article first, then by place */
void postil_library_list_figures_async (PostilLibrary *self, const PostilFactQuery *query, GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *postil_library_list_figures_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
