/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked copies of notes.db, the check of both files, and numbers about them. Database thread only. */
#pragma once

#include "postil-store.h"

G_BEGIN_DECLS

/* path NULL: the next name in <directory>/backups, where 12 daily, 10 weekly and 9 monthly copies stay and the newest 5 always.
 * The copy is complete, checked and on the disk when the path is returned; POSTIL_STORE_ERROR_DAMAGED: nothing was replaced.
 * now: µs. (transfer full) */
char *postil_maintenance_backup (PostilDatabase *database, const char *path, gint64 now, GError **error);
/* A backup when there is none younger than a day and something changed since; path (out) (optional) (nullable) */
gboolean postil_maintenance_backup_if_due (PostilDatabase *database, gint64 now, char **path, GError **error);
/* (element-type utf8) one sentence a finding; with repair, what is derived is made anew and the findings say so */
GPtrArray *postil_maintenance_check (PostilDatabase *database, gboolean repair, GError **error);
/* a{sv}: counts (u), sizes in bytes (t), versions (s) */
GVariant *postil_maintenance_stats (PostilDatabase *database, GError **error);

G_END_DECLS
