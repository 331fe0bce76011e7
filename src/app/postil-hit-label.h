/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label that shows the hits of a search. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *postil_hit_label_new (const char *text);

G_END_DECLS
