/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table groups share: both connections, the thread they belong to, and the way they are opened and closed. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-database-private.h belongs to the room store"
#endif

#include "postil-connection-private.h"
#include "postil-database.h"
#include "postil-lock-private.h"
#include "postil-maintenance.h"

G_BEGIN_DECLS

typedef struct _PostilHitCounts PostilHitCounts;

struct _PostilDatabase
{
  char *directory;
  GThread *thread;
  PostilLock *lock; /* (nullable) where the folder cannot be written */
  PostilConnection *notes;
  PostilConnection *cache;
  gboolean read_only;
  PostilStoreError read_only_cause;
  char *read_only_reason;      /* one sentence, else NULL */
  PostilRecovery *recovery;    /* (nullable) what opening found damaged and saved */
  gint64 seen_version;         /* of notes.db, to learn that another program wrote */
  gboolean state_pending;      /* the cache has to copy from notes.db */
  PostilHitCounts *hit_counts; /* (nullable) of saved searches */
};

#define postil_database_assert_thread(self) g_assert ((self)->thread == g_thread_self ())

PostilDatabase *postil_database_open (const char *directory, GError **error);
void postil_database_free (PostilDatabase *self);
void postil_database_begin_job (PostilDatabase *self, GCancellable *cancellable);
void postil_database_end_job (PostilDatabase *self, gboolean succeeded);
PostilConnection *postil_database_get_connection (PostilDatabase *self, PostilDatabaseFile file);

/* Commits when succeeded, else rolls back; the whole call's answer. */
gboolean postil_database_end (PostilDatabase *self, PostilDatabaseFile file, gboolean succeeded, GError **error);

/* The files of one library; both halves of opening. */
gboolean postil_database_open_notes (PostilDatabase *self, GError **error);
gboolean postil_database_open_cache (PostilDatabase *self, GError **error);
char *postil_database_dup_path (PostilDatabase *self, const char *name);

/* --- postil-hit-counts.c --- */
void postil_hit_counts_free (PostilHitCounts *self);

void postil_database_doubt (PostilDatabase *self, PostilDatabaseFile file);
void postil_database_remember_notes (PostilDatabase *self);

/* --- postil-migrations.c --- */
typedef struct
{
  int version; /* after it: major * 1000 + minor */
  const char *resource;
} PostilMigration;

typedef struct
{
  int application_id;
  const PostilMigration *migrations;
  guint n_migrations;
} PostilSchema;

extern const PostilSchema postil_schema_notes;
extern const PostilSchema postil_schema_cache;

int postil_schema_newest (const PostilSchema *schema);
gboolean postil_migrations_apply (PostilConnection *connection, const PostilSchema *schema, int from, GError **error);

/* --- postil-state.c: the cache's copies of what notes.db remembers of articles --- */
gboolean postil_state_sync (PostilDatabase *self, GError **error);

/* --- postil-analyses-table.c: takes an article's rows away, and its share in the counts of entities --- */
gboolean postil_analyses_forget (PostilDatabase *self, gint64 article_id, GError **error);

/* --- postil-backup.c --- */
gboolean postil_backup_keep (PostilDatabase *self, const char *kind, char **path, GError **error);
gboolean postil_backup_copy (PostilConnection *notes, const char *path, GError **error);
char *postil_backup_describe (const char *answer);
gboolean postil_backup_check (PostilConnection *connection, const char *pragma, GError **error);
gboolean postil_backup_seal (const char *path, GError **error);
gboolean postil_backup_sync_folder (const char *path, GError **error);
GPtrArray *postil_backup_list_names (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDatabase, postil_database_free)

G_END_DECLS
