/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of small things that goes on in the next line, or counts those that find no place in the only one. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_WRAP_BOX (postil_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (PostilWrapBox, postil_wrap_box, POSTIL, WRAP_BOX, GtkWidget)

GtkWidget *postil_wrap_box_new (void);
void postil_wrap_box_append (PostilWrapBox *self, GtkWidget *child);
void postil_wrap_box_clear (PostilWrapBox *self);
void postil_wrap_box_set_single_line (PostilWrapBox *self, gboolean single_line);

G_END_DECLS
