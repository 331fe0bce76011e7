/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the room view needs once in a program: resources, icons, style sheet, and the colours of light, dark and high contrast. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void postil_view_init (void);
void postil_view_set_appearance (gboolean dark, gboolean high_contrast);
gboolean postil_view_get_high_contrast (void);

G_END_DECLS
