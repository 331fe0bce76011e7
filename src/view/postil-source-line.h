/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line above an article's title: the source with its letter, and the title itself where the text does not bring one. */
#pragma once

#include "postil-article.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_SOURCE_LINE (postil_source_line_get_type ())
G_DECLARE_FINAL_TYPE (PostilSourceLine, postil_source_line, POSTIL, SOURCE_LINE, GtkWidget)

GtkWidget *postil_source_line_new (void);
void postil_source_line_set (PostilSourceLine *self, PostilArticle *article, gboolean with_title, gboolean with_date);

G_END_DECLS
