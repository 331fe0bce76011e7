/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus that are made when they are opened first. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void postil_late_menu_set (GtkMenuButton *button, GMenuModel *model);

G_END_DECLS
