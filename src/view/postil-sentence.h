/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence around a place in a text, found by its signs alone. */
#pragma once

#include "postil-document.h"

G_BEGIN_DECLS

gboolean postil_sentence_find (PostilDocument *document, gsize start, gsize end, gsize *sentence_start, gsize *sentence_end);

G_END_DECLS
