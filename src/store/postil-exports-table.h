/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files an export wrote and what was in them then, so that the next one destroys nothing. Database thread only. */
#pragma once

#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* absolute file name, bytes as the system has them */
  char *article_key;
  char *hash;     /* of the file's text as we last wrote it */
  gint64 written; /* µs */
} PostilExportRow;

PostilExportRow *postil_export_row_new (void);
void postil_export_row_free (PostilExportRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportRow, postil_export_row_free)

gboolean postil_exports_put (PostilDatabase *database, const PostilExportRow *row, GError **error);
/* (nullable): NULL without an error when that path was never written */
PostilExportRow *postil_exports_get (PostilDatabase *database, const char *path, GError **error);
/* (element-type PostilExportRow), newest first */
GPtrArray *postil_exports_list_article (PostilDatabase *database, const char *article_key, GError **error);
/* (element-type utf8) keys of everything that was ever exported, sorted */
GPtrArray *postil_exports_list_keys (PostilDatabase *database, GError **error);
gboolean postil_exports_remove (PostilDatabase *database, const char *path, GError **error);

G_END_DECLS
