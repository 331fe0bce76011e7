/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a document block by block: repairs text, places separators, keeps every rule of PostilDocument. One thread at a time. */
#pragma once

#include "postil-document.h"

G_BEGIN_DECLS

typedef struct _PostilDocumentBuilder PostilDocumentBuilder;

PostilDocumentBuilder *postil_document_builder_new (void);
void postil_document_builder_free (PostilDocumentBuilder *self);

void postil_document_builder_begin_block (PostilDocumentBuilder *self, PostilBlockKind kind, guint level, guint number);
void postil_document_builder_append (PostilDocumentBuilder *self, const char *text, gssize length);
void postil_document_builder_append_verbatim (PostilDocumentBuilder *self, const char *text, gssize length);
void postil_document_builder_begin_span (PostilDocumentBuilder *self, PostilSpanKind kind, const char *href);
void postil_document_builder_end_span (PostilDocumentBuilder *self);
void postil_document_builder_next_cell (PostilDocumentBuilder *self);
void postil_document_builder_next_row (PostilDocumentBuilder *self);
gboolean postil_document_builder_end_block (PostilDocumentBuilder *self);
void postil_document_builder_add_block (PostilDocumentBuilder *self, PostilBlockKind kind, guint level, guint number,
                                        const char *text);
void postil_document_builder_add_image (PostilDocumentBuilder *self, const PostilImage *image);
gsize postil_document_builder_get_length (PostilDocumentBuilder *self);

void postil_document_builder_set_title (PostilDocumentBuilder *self, const char *title);
void postil_document_builder_set_byline (PostilDocumentBuilder *self, const char *byline);
void postil_document_builder_set_site (PostilDocumentBuilder *self, const char *site);
void postil_document_builder_set_url (PostilDocumentBuilder *self, const char *url);
void postil_document_builder_set_language (PostilDocumentBuilder *self, const char *language);
void postil_document_builder_set_published (PostilDocumentBuilder *self, gint64 published, gboolean day_only);
void postil_document_builder_set_updated (PostilDocumentBuilder *self, gint64 updated);

PostilDocument *postil_document_builder_finish (PostilDocumentBuilder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDocumentBuilder, postil_document_builder_free)

G_END_DECLS
