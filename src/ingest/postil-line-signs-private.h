/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a single line of an article gives away about itself: list marker, byline, boilerplate, end of a sentence. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-line-signs-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

gsize postil_line_get_marker (const char *line, gsize length, guint *number);
gboolean postil_line_ends_sentence (const char *line, gsize length);
gboolean postil_line_is_boilerplate (const char *line, gsize length);
char *postil_line_dup_byline (const char *line, gsize length, gboolean needs_word);

G_END_DECLS
