/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips in one line: those that find no place are left out, all but the last one. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_CHIP_LINE (postil_chip_line_get_type ())
G_DECLARE_FINAL_TYPE (PostilChipLine, postil_chip_line, POSTIL, CHIP_LINE, GtkWidget)

void postil_chip_line_append (PostilChipLine *self, GtkWidget *child);

G_END_DECLS
