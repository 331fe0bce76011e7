/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article in a list: source, date, title, first words or hits, chips. One widget without children that draws itself. */
#pragma once

#include "postil-article.h"
#include "postil-snippet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ARTICLE_ROW (postil_article_row_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticleRow, postil_article_row, POSTIL, ARTICLE_ROW, GtkWidget)

GtkWidget *postil_article_row_new (void);
void postil_article_row_set_article (PostilArticleRow *self, PostilArticle *article, const char *snippet);

G_END_DECLS
