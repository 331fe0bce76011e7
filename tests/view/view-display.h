/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of widgets share: a display or a skip, a window, pictures, finding widgets. */
#pragma once

#include <gtk/gtk.h>

gboolean view_display_init (int *argc, char ***argv);
GtkWidget *view_display_open (GtkWidget *child, int width, int height);
void view_display_save (GtkWidget *widget, const char *name);
GtkWidget *view_display_find (GtkWidget *root, GType type);
GtkWidget *view_display_find_labelled (GtkWidget *root, const char *text);
guint view_display_count_unlabelled (GtkWidget *root);
