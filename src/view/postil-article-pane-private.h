/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The insides of PostilArticlePane, shared by the files for its editing and its finding. */
#pragma once

#ifndef POSTIL_VIEW_COMPILATION
#error "postil-article-pane-private.h is private to the room view"
#endif

#include "postil-article-pane.h"
#include "postil-article-view.h"
#include "postil-find-bar.h"
#include "postil-note-editor.h"
#include "postil-note-sheet.h"
#include "postil-text-finder.h"

G_BEGIN_DECLS

struct _PostilArticlePane
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *overlay;
  GtkWidget *scroller;
  PostilArticleView *view;
  PostilFindBar *find_bar;
  PostilNoteSheet *sheet;
  GMenuModel *context_menu;

  /* children */
  GtkWidget *card; /* popover, while one is shown */
  GtkWidget *menu; /* popover, once it was asked for */

  /* owned */
  PostilArticle *article;
  PostilDocument *document;
  PostilAnalysis *analysis;
  GPtrArray *notes;
  PostilTextFinder *finder;
  PostilNoteEditor *editor; /* a reference while a note is edited */
  GStrv hidden_kinds;
  GStrv color_names;
  GStrv tag_names;
  char *font;

  PostilMarkLayer card_layer;
  guint card_index;
  double text_scale;
  guint rest;
  gboolean show_names;
  gboolean show_figures;
  gboolean show_notes;
  gboolean editable;
  gboolean single_keys;
  gboolean caret_mode;
  gboolean use_default_font;
  gboolean pale_repeats;
  gboolean wide;
};

/* postil-article-pane.c */
PostilNote *postil_article_pane_note_at (PostilArticlePane *self, guint index);
int postil_article_pane_index_of (PostilArticlePane *self, const PostilId *id);
const char *postil_article_pane_get_meaning (PostilArticlePane *self, guint color);
void postil_article_pane_emit_edit (PostilArticlePane *self, PostilNote *note, guint color, const char *comment,
                                    const char *const *tags);
void postil_article_pane_emit_draft (PostilArticlePane *self, PostilNote *note, const char *comment);
void postil_article_pane_emit_delete (PostilArticlePane *self, PostilNote *note);

/* postil-article-pane-card.c */
gboolean postil_article_pane_card_point (PostilArticlePane *self);

/* postil-article-pane-menu.c */
void postil_article_pane_menu_install (GtkWidgetClass *klass);
void postil_article_pane_menu_connect (PostilArticlePane *self);

/* postil-article-pane-editing.c */
void postil_article_pane_editing_connect (PostilArticlePane *self);
void postil_article_pane_editing_follow_width (PostilArticlePane *self);
void postil_article_pane_editing_notes_changed (PostilArticlePane *self);
void postil_article_pane_editing_close (PostilArticlePane *self, gboolean focus_text);
void postil_article_pane_editing_activate (PostilArticlePane *self, guint index, gboolean open_editor);

/* postil-article-pane-finding.c */
void postil_article_pane_finding_connect (PostilArticlePane *self);
void postil_article_pane_finding_text_changed (PostilArticlePane *self);

G_END_DECLS
