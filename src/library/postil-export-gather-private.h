/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which articles an export writes, and everything one file is made of. Database thread only. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-export-gather-private.h belongs to the room library"
#endif

#include "postil-analysis.h"
#include "postil-article.h"
#include "postil-document.h"
#include "postil-library-export.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  PostilArticle *article;
  PostilDocument *document; /* (nullable) lost with the cache */
  PostilAnalysis *analysis; /* (nullable) */
  GPtrArray *notes;         /* (element-type PostilNote) */
  GHashTable *written;      /* (element-type filename utf8) hashes of its files in the folder, by name */
} PostilExportSource;

void postil_export_source_free (PostilExportSource *source);
GPtrArray *postil_export_gather_keys (PostilDatabase *database, gint64 article_id, const char *query, gboolean annotated,
                                      GError **error);
GHashTable *postil_export_gather_written (PostilDatabase *database, const char *key, const char *folder, GError **error);
extern const char *const postil_export_color_names[];
/* folder (nullable): NULL when nothing will be written */
PostilExportSource *postil_export_gather (PostilDatabase *database, const char *key, const char *folder, GError **error);
char *postil_export_source_to_markdown (const PostilExportSource *source, PostilExportTemplate template, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportSource, postil_export_source_free)

G_END_DECLS
