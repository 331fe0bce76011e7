/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of every search box, of saved searches and of the command line: text to a filter's tree, or an error that says
 * where and what to write instead. Pure; any thread. */
#pragma once

#include "postil-filter.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 now;      /* µs: what "7d" counts from */
  GTimeZone *zone; /* (nullable) whose days are meant; NULL: UTC */
  gboolean typing; /* the end may be unfinished: its last word is a beginning, and what is not yet right is left out */
} PostilSearchContext;

PostilFilter *postil_search_language_parse (const char *query, const PostilSearchContext *context, GError **error);
/* As the reader's clock and time zone say now. */
PostilFilter *postil_search_language_parse_now (const char *query, gboolean typing, GError **error);
/* Words that could follow what is written before the end of a query, the part already written included. */
GStrv postil_search_language_complete (const char *query);

G_END_DECLS
