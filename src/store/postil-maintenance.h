/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked copies of notes.db, the check of both files, and numbers about them. Database thread only. */
#pragma once

#include "postil-store.h"

G_BEGIN_DECLS

/* path NULL: the next name in <directory>/backups, where 12 daily, 10 weekly and 9 monthly copies stay and the newest 5 always.
 * Beside them lies notes.jsonl: all notes as W3C Web Annotations, one a line.
 * The copy is complete, checked and on the disk when the path is returned; POSTIL_STORE_ERROR_DAMAGED: nothing was replaced.
 * now: µs. (transfer full) */
char *postil_maintenance_backup (PostilDatabase *database, const char *path, gint64 now, GError **error);
/* A backup when there is none younger than a day and something changed since; path (out) (optional) (nullable) */
gboolean postil_maintenance_backup_if_due (PostilDatabase *database, gint64 now, char **path, GError **error);
/* (element-type utf8) one sentence a finding; with repair, what is derived is made anew and the findings say so */
GPtrArray *postil_maintenance_check (PostilDatabase *database, gboolean repair, GError **error);
/* What became of a damaged or restored notes.db. */
typedef struct _PostilRecovery
{
  char *aside;          /* (nullable) (type filename) where the file lies that was there before, untouched */
  char *copy;           /* (nullable) (type filename) the backup that was drawn upon */
  guint n_notes;        /* now there, the trash included */
  guint n_from_backup;  /* of these: taken from the backup */
  guint n_from_history; /* of these: as they were before their last change */
  guint n_lost;         /* known to have been there, and found nowhere */
  gboolean rows_lost;   /* something could not be read and no backup has it, whatever it was */
  GPtrArray *lines;     /* (element-type utf8) one for each note that is not as it was last */
} PostilRecovery;

void postil_recovery_free (PostilRecovery *recovery);
PostilRecovery *postil_recovery_copy (const PostilRecovery *recovery);
/* Translated: where the notes are from and what is missing; (transfer full) */
char *postil_recovery_describe (const PostilRecovery *recovery);
/* (nullable) of the opening of this library */
const PostilRecovery *postil_maintenance_get_recovery (PostilDatabase *database);

/* Makes notes.db what a backup is, or with merge adds to it what it lacks. What was there is backed up first. */
PostilRecovery *postil_maintenance_restore (PostilDatabase *database, const char *path, gboolean merge, gint64 now,
                                            GError **error);

/* One copy in the library's own folder. */
typedef struct
{
  char *path;  /* (type filename) */
  gint64 time; /* µs, when it was made */
  gint64 size; /* bytes */
  guint n_notes;
  gboolean whole; /* every row of it can be read */
} PostilBackupCopy;

void postil_backup_copy_free (PostilBackupCopy *copy);
/* (element-type PostilBackupCopy), newest first */
GPtrArray *postil_maintenance_list_backups (PostilDatabase *database, GError **error);

/* a{sv}: counts (u), sizes in bytes (t), versions (s) */
GVariant *postil_maintenance_stats (PostilDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilRecovery, postil_recovery_free)

G_END_DECLS
