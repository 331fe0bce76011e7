/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads our Markdown back with a parser that is not ours. */
#pragma once

#include <glib.h>

/* All return (transfer full). */
char *quote_reader_read_quote (const char *markdown);
char *quote_reader_read_title (const char *markdown);
char *quote_reader_read_outline (const char *markdown);
GPtrArray *quote_reader_list_links (const char *markdown);
