/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps the notes safe beyond the day: what became of damaged ones, and the copies they can be restored from. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

/* What was saved from damage, or restored. */
typedef struct
{
  char *summary; /* translated, for the reader; without a full stop */
  char *aside;   /* (nullable) (type filename) what was there before, kept as it was */
  char *copy;    /* (nullable) (type filename) the backup that was drawn upon */
  guint n_notes; /* now there, the trash included */
  guint n_from_backup;
  guint n_from_history; /* as they were before their last change */
  guint n_lost;
  gboolean rows_lost; /* something could not be read that no backup has */
  GStrv lines;        /* one for each note that is not as it was last */
} PostilRescue;

void postil_rescue_free (PostilRescue *rescue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRescue, postil_rescue_free)

/* (transfer full) (nullable): of the notes that were found damaged when the library was opened */
PostilRescue *postil_library_dup_rescue (PostilLibrary *self);

typedef struct
{
  char *path;  /* (type filename) */
  gint64 time; /* µs, when it was made */
  gint64 size; /* bytes */
  guint n_notes;
  gboolean whole; /* every row of it can be read */
} PostilBackupFile;

void postil_backup_file_free (PostilBackupFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilBackupFile, postil_backup_file_free)

/* (element-type PostilBackupFile), newest first */
void postil_library_list_backups_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_list_backups_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* Makes the notes what a backup has, or with merge adds what they lack. What was there is kept in a backup of its own. */
void postil_library_restore_async (PostilLibrary *self, GFile *file, gboolean merge, GAsyncReadyCallback callback,
                                   gpointer user_data);
PostilRescue *postil_library_restore_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
