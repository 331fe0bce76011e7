/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars of one small count a week. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_BAR_CHART (postil_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (PostilBarChart, postil_bar_chart, POSTIL, BAR_CHART, GtkWidget)

GtkWidget *postil_bar_chart_new (void);
void postil_bar_chart_set_values (PostilBarChart *self, const guint *values, guint n_values);
void postil_bar_chart_set_color (PostilBarChart *self, const char *color_name);

G_END_DECLS
