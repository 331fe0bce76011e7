/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right pane: header bar with the deeds on an article, and the reading pane or what to do first. */
#pragma once

#include "postil-article-pane.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ARTICLE_PAGE (postil_article_page_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticlePage, postil_article_page, POSTIL, ARTICLE_PAGE, AdwBin)

PostilArticlePane *postil_article_page_get_pane (PostilArticlePage *self);
AdwHeaderBar *postil_article_page_get_header (PostilArticlePage *self);
GtkWidget *postil_article_page_get_back_button (PostilArticlePage *self);
void postil_article_page_set_marks_menus (PostilArticlePage *self, GtkMenuButtonCreatePopupFunc make, gpointer user_data);
/* NULL: no article is open. */
void postil_article_page_set_record (PostilArticlePage *self, PostilArticle *article);
/* One sentence above the article until it is changed; NULL: none. */

G_END_DECLS
