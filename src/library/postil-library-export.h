/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes leave as files, databases as checked copies. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_written;
  guint n_unchanged;
  guint n_beside;      /* written under another name, since the file had been edited */
  GPtrArray *paths;    /* (element-type filename) of the files that hold the notes now */
  GPtrArray *problems; /* (element-type utf8) */
} PostilExportReport;

void postil_export_report_free (PostilExportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportReport, postil_export_report_free)

/* article_id 0: every annotated article that matches query (NULL: all). Files are written below folder, never outside it. */
void postil_library_export_async (PostilLibrary *self, gint64 article_id, const char *query, GFile *folder, gboolean dry_run,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PostilExportReport *postil_library_export_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* The text that an export of this article would write. */
void postil_library_preview_async (PostilLibrary *self, gint64 article_id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
char *postil_library_preview_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* file NULL: the next name in the library's own backup folder. Returns where it is. */
void postil_library_backup_async (PostilLibrary *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data);
GFile *postil_library_backup_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* (element-type utf8) one sentence a finding; empty when all is well. Full-text indexes out of step are rebuilt with repair. */
void postil_library_check_async (PostilLibrary *self, gboolean repair, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_check_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
