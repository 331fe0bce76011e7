/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses in Markdown: only the web's and mail's become links, and one can point at a passage. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-link-private.h belongs to the room export"
#endif

#include "postil-note.h"

G_BEGIN_DECLS

void postil_markdown_append_link (GString *out, const char *text, const char *url);
char *postil_markdown_make_passage_url (const char *url, const PostilNote *note);

G_END_DECLS
