/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the sources while the library is empty: one sentence and the ways to begin. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_WELCOME (postil_welcome_get_type ())
G_DECLARE_FINAL_TYPE (PostilWelcome, postil_welcome, POSTIL, WELCOME, AdwBin)

void postil_welcome_show (PostilWelcome *self, guint n_samples);

G_END_DECLS
