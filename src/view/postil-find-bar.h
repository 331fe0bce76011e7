/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar above an article in which a word is looked for: entry, count, previous, next. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_FIND_BAR (postil_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (PostilFindBar, postil_find_bar, POSTIL, FIND_BAR, GtkWidget)

/* Signals: changed (const char *text), step (gboolean backwards), closed (). */
void postil_find_bar_open (PostilFindBar *self, const char *text);
void postil_find_bar_close (PostilFindBar *self);
gboolean postil_find_bar_get_is_open (PostilFindBar *self);
void postil_find_bar_set_count (PostilFindBar *self, guint current, guint total);

G_END_DECLS
