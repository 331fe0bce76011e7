/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of an article as a table. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-figures-private.h belongs to the room export"
#endif

#include "postil-analysis.h"
#include "postil-document.h"

G_BEGIN_DECLS

void postil_markdown_append_figures (GString *out, PostilDocument *document, PostilAnalysis *analysis);
gboolean postil_markdown_is_listed (const PostilFigure *figure);
char *postil_markdown_dup_sentence (PostilDocument *document, const PostilFigure *figure);

G_END_DECLS
