/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a page is the article: every element measured, boilerplate marked, the best container chosen. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-html-measure-private.h belongs to the room ingest"
#endif

#include "postil-html-tree-private.h"

G_BEGIN_DECLS

/* What class, id, role and itemprop say of an element; bits of measure.flags. */
typedef enum
{
  POSTIL_HTML_DROPPED = 1 << 0,   /* not shown, or no part of the article */
  POSTIL_HTML_JUNK = 1 << 1,      /* its names say it is something around an article */
  POSTIL_HTML_COMMENTS = 1 << 2,  /* its names say readers wrote it */
  POSTIL_HTML_BODY_HINT = 1 << 3, /* its names say it is the article's text */
  POSTIL_HTML_HIDDEN = 1 << 4,
  POSTIL_HTML_BYLINE = 1 << 5,
  POSTIL_HTML_DATE = 1 << 6,
  POSTIL_HTML_EXACT_HINT = 1 << 7, /* marked as article text by its author, not only by a class name */
  POSTIL_HTML_IN_LINK = 1 << 8,    /* it is a link or lies in one */
} PostilHtmlFlags;

guint16 postil_html_hints_read (const PostilHtmlNode *node);
gboolean postil_html_hints_is_hidden (const PostilHtmlNode *node);
gboolean postil_html_hints_is_end_heading (const PostilHtmlNode *node, gboolean *certain);
gboolean postil_html_hints_is_call (const PostilHtmlNode *node);

PostilHtmlNode *postil_html_measure_find_article (PostilHtmlNode *root);
void postil_html_measure_hide (PostilHtmlNode *root);
void postil_html_measure_drop_credits (PostilHtmlNode *article, gboolean byline, gboolean date);

G_END_DECLS
