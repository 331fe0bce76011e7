/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes as Web Annotations (W3C Recommendation, 23 February 2017) in JSON-LD. Pure. */
#pragma once

#include "postil-note.h"

G_BEGIN_DECLS

char *postil_notes_jsonld_make_item (const PostilNote *note, const char *color_name);
char *postil_notes_jsonld_make_file (GPtrArray *items);

G_END_DECLS
