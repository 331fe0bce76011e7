/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All marks of an article in order, in words: the twin of the drawn marks for assistive technology. */
#pragma once

#include "postil-analysis.h"
#include "postil-document.h"
#include "postil-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_MARKS_LIST (postil_marks_list_get_type ())
G_DECLARE_FINAL_TYPE (PostilMarksList, postil_marks_list, POSTIL, MARKS_LIST, GtkWidget)

/* Signal: jump (guint start, guint end), code points of the document. */
GtkWidget *postil_marks_list_new (void);
void postil_marks_list_set (PostilMarksList *self, PostilDocument *document, PostilAnalysis *analysis, GPtrArray *notes,
                            const char *const *color_names);

G_END_DECLS
