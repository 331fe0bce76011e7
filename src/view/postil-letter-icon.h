/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first letter of a source on a colour of its own: the same name has the same colour everywhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_LETTER_ICON_SIZE 16 /* px */

#define POSTIL_TYPE_LETTER_ICON (postil_letter_icon_get_type ())
G_DECLARE_FINAL_TYPE (PostilLetterIcon, postil_letter_icon, POSTIL, LETTER_ICON, GtkWidget)

GtkWidget *postil_letter_icon_new (const char *name);
void postil_letter_icon_set_name (PostilLetterIcon *self, const char *name);
void postil_letter_icon_draw (GtkSnapshot *snapshot, PangoContext *context, const char *name);
guint postil_letter_icon_color_of (const char *name);

G_END_DECLS
