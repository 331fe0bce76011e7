/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article in a list: source, date, title, first words or hits, chips. Its parts are made once and filled again and again. */
#pragma once

#include "postil-article.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_ROW_HIT_START "\xee\x80\x80" /* U+E000, before a hit in a snippet */
#define POSTIL_ROW_HIT_END "\xee\x80\x81"   /* U+E001, after it */

#define POSTIL_TYPE_ARTICLE_ROW (postil_article_row_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticleRow, postil_article_row, POSTIL, ARTICLE_ROW, GtkWidget)

GtkWidget *postil_article_row_new (void);
void postil_article_row_set_article (PostilArticleRow *self, PostilArticle *article, const char *snippet);

G_END_DECLS
