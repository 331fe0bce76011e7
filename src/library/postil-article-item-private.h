/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list, seen by its list: made empty, filled when its batch comes back. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-article-item-private.h belongs to the room library"
#endif

#include "postil-article-list.h"

G_BEGIN_DECLS

/* Called when somebody asks for the article of an item that has none yet, and when an item goes. */
typedef struct
{
  void (*wanted) (PostilArticleItem *item, gpointer list);
  void (*gone) (gint64 id, gpointer list);
} PostilArticleItemOwner;

PostilArticleItem *postil_article_item_new (gint64 id, const PostilArticleItemOwner *owner, gpointer list);
void postil_article_item_fill (PostilArticleItem *self, PostilArticle *article, const char *snippet);
gboolean postil_article_item_is_filled (PostilArticleItem *self);
void postil_article_item_disown (PostilArticleItem *self);

G_END_DECLS
