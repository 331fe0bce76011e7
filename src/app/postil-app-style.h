/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The room's resources and style sheet, loaded once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void postil_app_style_register (void);
void postil_app_style_load (void);

G_END_DECLS
