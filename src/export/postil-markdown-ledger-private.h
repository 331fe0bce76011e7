/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last line of an exported file: what an export wrote into it, so that a later one knows what the reader did since. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-ledger-private.h belongs to the room export"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean found;
  gsize start;      /* of its line, bytes */
  gsize end;        /* after its line */
  gboolean whole;   /* the file is to the letter as an export made it, merged with nothing */
  GHashTable *keys; /* (element-type utf8 utf8) key of the front matter -> short hashes of its values, with commas */
  GHashTable *ids;  /* (element-type utf8) of every block that was ever written */
} PostilMarkdownLedger;

PostilMarkdownLedger *postil_markdown_ledger_new (void);
PostilMarkdownLedger *postil_markdown_ledger_read (const char *file_text);
void postil_markdown_ledger_free (PostilMarkdownLedger *self);
char *postil_markdown_ledger_make_line (const PostilMarkdownLedger *self, const char *digest);
char *postil_markdown_ledger_digest (const char *before, gsize before_length, const char *after);
void postil_markdown_append_ledger (GString *file_text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMarkdownLedger, postil_markdown_ledger_free)

G_END_DECLS
