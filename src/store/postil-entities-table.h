/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entities across all articles: how often, under which names, when, and with whom. Database thread only. */
#pragma once

#include "postil-analysis.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  PostilEntityType type;
  char *name;
  guint n_mentions;
  guint n_articles;
} PostilEntityCount;

void postil_entity_count_free (PostilEntityCount *count);

typedef struct
{
  char *surface;
  guint n_mentions;
} PostilSurfaceCount;

void postil_surface_count_free (PostilSurfaceCount *count);

/* (element-type PostilEntityCount), most mentioned first; beginning: only names that begin so (nullable); limit 0: all */
GPtrArray *postil_entities_list (PostilDatabase *database, const char *beginning, guint limit, GError **error);
/* (element-type PostilEntityCount) of one article */
GPtrArray *postil_entities_list_article (PostilDatabase *database, gint64 article_id, GError **error);
/* POSTIL_STORE_ERROR_NOT_FOUND when no article mentions it */
PostilEntityCount *postil_entities_get (PostilDatabase *database, PostilEntityType type, const char *name, GError **error);
/* (element-type PostilSurfaceCount), most frequent first */
GPtrArray *postil_entities_list_surfaces (PostilDatabase *database, PostilEntityType type, const char *name, GError **error);
/* (element-type guint) mentions by week without gaps, oldest first; first_week: µs, its Monday */
GArray *postil_entities_list_weeks (PostilDatabase *database, PostilEntityType type, const char *name, gint64 *first_week,
                                    GError **error);
/* (element-type PostilEntityCount): n_articles = articles with both, n_mentions = its mentions there; most articles first */
GPtrArray *postil_entities_list_together (PostilDatabase *database, PostilEntityType type, const char *name, guint limit,
                                          GError **error);
/* (element-type gint64), newest first */
GArray *postil_entities_list_articles (PostilDatabase *database, PostilEntityType type, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilEntityCount, postil_entity_count_free)

G_END_DECLS
