/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two databases behind one thread and one queue: notes.db (precious) and cache.db (rebuildable). */
#pragma once

#include "postil-store-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Both connections, valid on the database thread only; what the table functions take. */
typedef struct _PostilDatabase PostilDatabase;

/* A unit of work on the database thread. Table functions open their own transactions or join the one begun by the job. */
typedef gboolean (*PostilStoreJob) (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

#define POSTIL_STORE_PRIORITY_READER 0
#define POSTIL_STORE_PRIORITY_NORMAL 100
#define POSTIL_STORE_PRIORITY_IDLE 200

#define POSTIL_TYPE_STORE (postil_store_get_type ())
G_DECLARE_FINAL_TYPE (PostilStore, postil_store, POSTIL, STORE, GObject)

void postil_store_open_async (const char *directory, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PostilStore *postil_store_open_finish (GAsyncResult *result, GError **error);
void postil_store_close_async (PostilStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_store_close_finish (PostilStore *self, GAsyncResult *result, GError **error);

/* read-only when notes.db was written by a newer version or cannot be written; reason in one sentence, else NULL. */
gboolean postil_store_get_read_only (PostilStore *self);
const char *postil_store_get_read_only_reason (PostilStore *self);
const char *postil_store_get_directory (PostilStore *self);
/* (nullable) what opening found damaged and saved; see postil-maintenance.h */
const struct _PostilRecovery *postil_store_get_recovery (PostilStore *self);

/* data is freed with data_free on the caller's thread after the callback. */
void postil_store_submit_async (PostilStore *self, int priority, PostilStoreJob job, gpointer data, GDestroyNotify data_free,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_store_submit_finish (PostilStore *self, GAsyncResult *result, GError **error);
gpointer postil_store_submit_get_data (GAsyncResult *result);

G_END_DECLS
