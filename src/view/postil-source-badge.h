/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small square that stands for a source (its letter) or for a highlight's colour (its digit). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *postil_source_badge_new (const char *source);
void postil_source_badge_set_source (GtkWidget *badge, const char *source);
GtkWidget *postil_source_badge_new_for_color (guint color);

G_END_DECLS
