/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of the search language: days and spans of time, bounds of figures. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-search-values-private.h belongs to the room library"
#endif

#include "postil-search-language.h"

G_BEGIN_DECLS

gboolean postil_search_time_parse (const char *text, const PostilSearchContext *context, gint64 *from, gint64 *to);
/* Adds what the text asks of a figure to a tree; FALSE when it cannot be read. */
PostilFilter *postil_search_figure_parse (const char *text);

G_END_DECLS
