/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two connections as a job sees them: transactions over several table functions. Database thread only. */
#pragma once

#include "postil-store.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_DATABASE_NOTES,
  POSTIL_DATABASE_CACHE,
  POSTIL_N_DATABASES
} PostilDatabaseFile;

/* Every table function that writes is one transaction by itself. Between begin and commit they join the job's. In notes.db one
 * that fails then leaves nothing of itself behind and the rest can go on; in the cache the whole is lost, and commit says so.
 * A job that returns FALSE or forgets to commit is rolled back. */
gboolean postil_database_begin (PostilDatabase *self, PostilDatabaseFile file, GError **error);
gboolean postil_database_commit (PostilDatabase *self, PostilDatabaseFile file, GError **error);
void postil_database_rollback (PostilDatabase *self, PostilDatabaseFile file);

gboolean postil_database_get_read_only (PostilDatabase *self);

/* Numbers that change when, and only when, another program wrote to a file or it was opened anew. */
gboolean postil_database_get_versions (PostilDatabase *self, gint64 *notes, gint64 *cache, GError **error);

G_END_DECLS
