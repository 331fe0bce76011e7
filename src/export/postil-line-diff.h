/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changes from one text to another, line by line. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *postil_line_diff (const char *before, const char *after, const char *name);

G_END_DECLS
