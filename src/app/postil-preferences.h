/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the preferences. */
#pragma once

#include "postil-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

GPtrArray *postil_preferences_make_pages (PostilLibrary *library, GSettings *settings);

G_END_DECLS
