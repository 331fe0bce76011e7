/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front matter of an exported file: only our own keys, only quoted strings. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-yaml-private.h belongs to the room export"
#endif

#include "postil-markdown-export.h"

G_BEGIN_DECLS

void postil_markdown_append_front_matter (GString *out, const PostilMarkdownInput *input, GPtrArray *notes);

GStrv postil_markdown_split_byline (const char *byline);
const char *postil_markdown_get_title (const PostilMarkdownInput *input);
const char *postil_markdown_get_site (const PostilMarkdownInput *input);
const char *postil_markdown_get_url (const PostilMarkdownInput *input);
const char *postil_markdown_get_byline (const PostilMarkdownInput *input);
char *postil_markdown_make_published (const PostilMarkdownInput *input);

G_END_DECLS
