/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of a text that are collected first and made together, so that nobody counts moving offsets. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-edits-private.h belongs to the room export"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PostilMarkdownEdits PostilMarkdownEdits;

PostilMarkdownEdits *postil_markdown_edits_new (const char *text);
void postil_markdown_edits_free (PostilMarkdownEdits *self);
void postil_markdown_edits_add (PostilMarkdownEdits *self, gsize at, gsize removed, const char *inserted);
char *postil_markdown_edits_apply (PostilMarkdownEdits *self);
char *postil_markdown_dress (const char *lf_text, const char *like);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMarkdownEdits, postil_markdown_edits_free)

G_END_DECLS
