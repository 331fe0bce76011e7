/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds words in one text whatever their case and accents, and answers in code points. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PostilTextFinder PostilTextFinder;

PostilTextFinder *postil_text_finder_new (const char *text);
void postil_text_finder_free (PostilTextFinder *self);
GArray *postil_text_finder_find (PostilTextFinder *self, const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilTextFinder, postil_text_finder_free)

G_END_DECLS
