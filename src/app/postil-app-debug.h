/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What POSTIL_DEBUG makes visible of the window: timing (milestones), frames and stalls over 16 ms of our own work. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void postil_app_debug_start (void);
void postil_app_debug_milestone (const char *name);
void postil_app_debug_watch (GtkWidget *window);

G_END_DECLS
