/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of marks on and off, in groups, with the count in this article; at the same time the legend. */
#pragma once

#include "postil-analysis.h"
#include "postil-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_MARKS_MENU (postil_marks_menu_get_type ())
G_DECLARE_FINAL_TYPE (PostilMarksMenu, postil_marks_menu, POSTIL, MARKS_MENU, GtkPopover)

/* The pane has the properties show-names, show-figures, show-notes (boolean), hidden-kinds and color-names (GStrv). */
GtkWidget *postil_marks_menu_new (GObject *pane);
void postil_marks_menu_set_analysis (PostilMarksMenu *self, PostilDocument *document, PostilAnalysis *analysis);
void postil_marks_menu_set_n_notes (PostilMarksMenu *self, int n_notes);

G_END_DECLS
