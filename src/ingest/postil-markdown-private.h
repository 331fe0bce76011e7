/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text inside a block of Markdown. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-markdown-private.h belongs to the room ingest"
#endif

#include "postil-document-builder.h"

G_BEGIN_DECLS

/* `addresses` are those of [names] (nullable): lower-case names to addresses; `base` (nullable) is for relative ones. */
typedef struct
{
  PostilDocumentBuilder *builder;
  GHashTable *addresses;
  const char *base;
} PostilMarkdownInline;

void postil_markdown_write_inline (const PostilMarkdownInline *self, const char *text);

G_END_DECLS
