/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands under an article's title: who, when, how long; how far the analysis is; buttons to what is worth knowing. */
#pragma once

#include "postil-article.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_BYLINE (postil_byline_get_type ())
G_DECLARE_FINAL_TYPE (PostilByline, postil_byline, POSTIL, BYLINE, GtkWidget)

GtkWidget *postil_byline_new (void);
void postil_byline_set (PostilByline *self, PostilArticle *article, PostilAnalysis *analysis, gboolean narrow);
void postil_byline_set_chips (PostilByline *self, const char *const *names, const char *const *labels);

G_END_DECLS
