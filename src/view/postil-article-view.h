/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article as text with its marks, highlights, gutter, header and margin: one text view that knows a document by offsets. */
#pragma once

#include "postil-article.h"
#include "postil-document.h"
#include "postil-mark-table.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_ARTICLE_VIEW (postil_article_view_get_type ())
G_DECLARE_FINAL_TYPE (PostilArticleView, postil_article_view, POSTIL, ARTICLE_VIEW, GtkTextView)

GtkWidget *postil_article_view_new (void);
void postil_article_view_set_article (PostilArticleView *self, PostilArticle *article, PostilDocument *document,
                                      PostilAnalysis *analysis, GPtrArray *notes);
void postil_article_view_set_record (PostilArticleView *self, PostilArticle *article);
void postil_article_view_set_analysis (PostilArticleView *self, PostilAnalysis *analysis);
void postil_article_view_set_notes (PostilArticleView *self, GPtrArray *notes);
void postil_article_view_set_shown (PostilArticleView *self, gboolean names, gboolean figures, gboolean notes);
void postil_article_view_set_hidden_kinds (PostilArticleView *self, guint kinds);
void postil_article_view_set_pale_repeats (PostilArticleView *self, gboolean pale_repeats);
void postil_article_view_set_font (PostilArticleView *self, const char *font, double scale);
void postil_article_view_set_caret_mode (PostilArticleView *self, gboolean caret_mode);
void postil_article_view_set_single_keys (PostilArticleView *self, gboolean single_keys);
void postil_article_view_set_rest (PostilArticleView *self, guint milliseconds);
void postil_article_view_set_chips (PostilArticleView *self, const char *const *names, const char *const *labels);
gboolean postil_article_view_get_wide (PostilArticleView *self);
GtkWidget *postil_article_view_get_margin (PostilArticleView *self);
GtkWidget *postil_article_view_get_byline (PostilArticleView *self);
PostilMarkTable *postil_article_view_get_marks (PostilArticleView *self);
PostilMarkTable *postil_article_view_get_note_marks (PostilArticleView *self);

gboolean postil_article_view_get_selection (PostilArticleView *self, gsize *start, gsize *end);
void postil_article_view_select (PostilArticleView *self, gsize start, gsize end);
void postil_article_view_point_at (PostilArticleView *self, double x, double y);
void postil_article_view_clear_selection (PostilArticleView *self);
void postil_article_view_jump_to (PostilArticleView *self, gsize start, gsize end);
const PostilMark *postil_article_view_get_mark_at_caret (PostilArticleView *self, gboolean notes);
gboolean postil_article_view_next_mark (PostilArticleView *self, PostilMarkLayer layer, gboolean backwards);
gboolean postil_article_view_page_down (PostilArticleView *self);
gboolean postil_article_view_page_up (PostilArticleView *self);
void postil_article_view_set_active (PostilArticleView *self, PostilMarkLayer layer, guint index);
void postil_article_view_leave_mark (PostilArticleView *self);
gboolean postil_article_view_has_ring (PostilArticleView *self);
void postil_article_view_set_focused_note (PostilArticleView *self, int index);
int postil_article_view_get_focused_note (PostilArticleView *self);
void postil_article_view_set_hovered_note (PostilArticleView *self, int index);
gboolean postil_article_view_get_mark_area (PostilArticleView *self, gsize start, gsize end, GdkRectangle *area);
void postil_article_view_set_covered (PostilArticleView *self, int height);
void postil_article_view_reveal (PostilArticleView *self, gsize offset);
gsize postil_article_view_get_top (PostilArticleView *self);
void postil_article_view_set_hits (PostilArticleView *self, GArray *hits, int current);

G_END_DECLS
