/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor of postil-worker: starts it on demand, queues jobs, validates what comes back, kills and restarts it on breach. */
#pragma once

#include "postil-analysis.h"
#include "postil-document.h"
#include "postil-feed.h"
#include "postil-opml.h"
#include "postil-protection.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define POSTIL_WORKER_PRIORITY_READER 0 /* the article on screen */
#define POSTIL_WORKER_PRIORITY_NORMAL 100
#define POSTIL_WORKER_PRIORITY_IDLE 200

/* What became of a file: a single document, a feed of them, or a list of subscriptions. Exactly one is set. */
typedef struct
{
  PostilDocument *document;
  PostilFeed *feed;
  PostilOpml *opml;
} PostilIngested;

void postil_ingested_free (PostilIngested *ingested);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilIngested, postil_ingested_free)

#define POSTIL_TYPE_WORKER (postil_worker_get_type ())
G_DECLARE_FINAL_TYPE (PostilWorker, postil_worker, POSTIL, WORKER, GObject)

/* program and lexicon (nullable): where they are; by default $POSTIL_WORKER and the build or install folders. */
PostilWorker *postil_worker_new (const char *program, const char *lexicon);
void postil_worker_set_require_sandbox (PostilWorker *self, gboolean require_sandbox);
void postil_worker_set_deadline (PostilWorker *self, guint milliseconds);
PostilProtection postil_worker_get_protection (PostilWorker *self);
guint postil_worker_get_n_waiting (PostilWorker *self);
void postil_worker_stop (PostilWorker *self);

void postil_worker_ingest_async (PostilWorker *self, GBytes *bytes,
                                 GVariant *hints, /* a{ss}: name, url, content-type, want; (nullable) */
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
PostilIngested *postil_worker_ingest_finish (PostilWorker *self, GAsyncResult *result, GError **error);

void postil_worker_analyse_async (PostilWorker *self, PostilDocument *document, int priority, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
PostilAnalysis *postil_worker_analyse_finish (PostilWorker *self, GAsyncResult *result, GError **error);

/* name of each attempt -> "refused" or what happened: a{ss} */
void postil_worker_self_test_async (PostilWorker *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GVariant *postil_worker_self_test_finish (PostilWorker *self, GAsyncResult *result, GError **error);

G_END_DECLS
