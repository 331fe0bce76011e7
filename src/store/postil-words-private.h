/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the full-text indexes: parts scripts that write no blanks, and makes a MATCH expression of what a person typed. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-words-private.h belongs to the room store"
#endif

#include "postil-connection-private.h"
#include "postil-search-table.h"

G_BEGIN_DECLS

char *postil_words_part (const char *text);             /* (nullable): NULL when text needs none */
void postil_words_join (char *text);                    /* in place */
char *postil_words_match_expression (GPtrArray *terms); /* (nullable): NULL when no term has a word */
gboolean postil_words_register (PostilConnection *cache, GError **error);

G_END_DECLS
