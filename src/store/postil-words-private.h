/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for the full-text indexes: parts scripts that write no blanks, and makes a MATCH expression of what a person typed. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-words-private.h belongs to the room store"
#endif

#include "postil-connection-private.h"
#include "postil-filter.h"

G_BEGIN_DECLS

char *postil_words_part (const char *text); /* (nullable): NULL when text needs none */
void postil_words_join (char *text);        /* in place */
char *postil_words_expression (const PostilFilter *filter, gboolean notes, gboolean *beyond);
char *postil_words_highlight (const PostilFilter *filter, gboolean notes);
gboolean postil_words_register (PostilConnection *cache, GError **error);

/* One row of a full-text statement that makes snippets, as a line to show; postil-search-table.c */
char *postil_search_read_snippet (PostilQuery *query, int column);
gboolean postil_search_ask_snippet (PostilQuery *query, const char *expression, gint64 row, char **snippet, GError **error);

/* A snippet from behind the title a text begins with; postil-snippet-body.c. (nullable) */
char *postil_snippet_in_body (const char *title, const char *text, const char *snippet);

G_END_DECLS
