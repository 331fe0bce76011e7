/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says about its article: title, author, dates, site, address, language. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-html-metadata-private.h belongs to the room ingest"
#endif

#include "postil-html-tree-private.h"
#include "postil-time.h"

G_BEGIN_DECLS

/* Every string is (nullable) and owned. */
typedef struct
{
  char *title;
  char *byline;
  char *site;
  char *url;
  char *base; /* of relative links */
  char *language;
  gint64 published;
  gboolean published_is_day;
  gint64 updated;
} PostilHtmlMetadata;

/* What JSON-LD says of the page's article. */
typedef struct
{
  char *headline;
  char *author;
  char *published;
  char *updated;
  char *publisher;
  char *person; /* the only one that is described beside the article */
  gboolean many_persons;
  char *language;
} PostilLinkedData;

void postil_linked_data_read (PostilLinkedData *data, const char *json, gsize length);
void postil_linked_data_clear (PostilLinkedData *data);

void postil_html_metadata_read (PostilHtmlMetadata *metadata, PostilHtmlNode *root, PostilHtmlNode *article, const char *url);
void postil_html_metadata_clear (PostilHtmlMetadata *metadata);

/* What the page shows rather than says: postil-html-shown.c. Strings are (transfer full) (nullable). */
char *postil_html_shown_find_heading (PostilHtmlNode *root, PostilHtmlNode *article, const char *title);
char *postil_html_shown_find_first_heading (PostilHtmlNode *article);
char *postil_html_shown_find_byline (PostilHtmlNode *root, const char *site);
char *postil_html_shown_find_byline_line (PostilHtmlNode *article, const char *site);
char *postil_html_shown_clean_byline (const char *raw, const char *site);
gboolean postil_html_shown_find_date (PostilHtmlNode *root, PostilHtmlNode *article, gint64 *time, gboolean *day_only);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilHtmlMetadata, postil_html_metadata_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilLinkedData, postil_linked_data_clear)

G_END_DECLS
