/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that shows one widget at a time, for tests of widgets; it writes pictures where POSTIL_TEST_PNG_DIR says. */
#pragma once

#include <gtk/gtk.h>

gboolean stage_init (int *argc, char ***argv);
void stage_show (GtkWidget *child, int width, int height);
void stage_save (const char *name);
void stage_clear (void);
void stage_set_dark (gboolean dark);
void stage_set_scale (double scale);
void stage_set_direction (GtkTextDirection direction);
GtkWidget *stage_find (GtkWidget *root, GType type, guint number);
