/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few words around the hits of a search, as the library hands them over: plain text with signs before and after a hit. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_ROW_HIT_START "\xee\x80\x80" /* U+E000, before a hit in a snippet */
#define POSTIL_ROW_HIT_END "\xee\x80\x81"   /* U+E001, after it */

char *postil_snippet_to_plain (const char *snippet, const GdkRGBA *color, PangoAttrList **attributes);

G_END_DECLS
