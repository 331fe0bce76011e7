/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows that stand over the main one until they are closed: one look, one key to leave, never wider than a narrow parent. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWindow *postil_modal_new (GtkWindow *parent, const char *title, GtkWidget *content);
void postil_modal_fit (GtkWindow *window, GtkWindow *parent);

G_END_DECLS
