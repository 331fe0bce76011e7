/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists show of an article, made from its document; and the key under which it is known again. Pure; any thread. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-article-record-private.h belongs to the room library"
#endif

#include "postil-article.h"
#include "postil-document.h"
#include "postil-feed.h"

G_BEGIN_DECLS

/* Where a file came from, as far as it names what it holds. */
typedef struct
{
  const char *name;   /* of the file, without folders */
  const char *folder; /* the name of its folder */
  gint64 now;         /* µs */
  gboolean sample;
  const char *feed_url; /* (nullable) of a feed the reader follows: the identity of all its entries */
  gint64 feed_id;
} PostilOrigin;

PostilArticle *postil_article_record_from_document (PostilDocument *document, const PostilOrigin *origin);
PostilArticle *postil_article_record_from_entry (const PostilFeed *feed, const PostilFeedEntry *entry,
                                                 const PostilOrigin *origin);
/* The key an article of this address has when it is opened as a page; and one for what is known by its title alone. */
char *postil_article_record_make_page_key (const char *url);
char *postil_article_record_make_title_key (const char *title);

G_END_DECLS
