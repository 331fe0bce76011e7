/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library as its own files see it: the store, the worker, and how a use case runs on the database thread. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-library-private.h belongs to the room library"
#endif

#include "postil-fetcher.h"
#include "postil-library.h"
#include "postil-refresh.h"
#include "postil-store.h"
#include "postil-worker.h"

G_BEGIN_DECLS

typedef struct _PostilAnalysisQueue PostilAnalysisQueue;
typedef struct _PostilUndo PostilUndo;
typedef struct _PostilDraftKeeper PostilDraftKeeper;
typedef struct _PostilOutside PostilOutside;

struct _PostilLibrary
{
  GObject parent_instance;

  PostilStore *store;
  PostilWorker *worker;
  PostilAnalysisQueue *queue;
  PostilUndo *undo;
  PostilDraftKeeper *drafts;
  PostilOutside *outside;
  PostilRefresh *refresh;
  PostilFetcher *fetcher;  /* (nullable) made when something is fetched for the first time */
  GHashTable *local_hosts; /* (element-type utf8) hosts of this network that answered to what the reader typed */
  GHashTable *seen;        /* (element-type gint64) articles read by being opened, since they were unread last */
  GMainContext *context;   /* of the thread that opened the library */
  GSource *announcement;
  gboolean announce_articles;
  gint64 announced; /* µs, monotonic */
  guint n_importing;
  gboolean newer; /* read-only, since a newer version wrote it */
  gboolean closed;
};

/* A use case as a job of the database and what follows it. data is given to run on the database thread, then to done on
 * the caller's, then freed. done returns through the task; an error of run has been returned already. */
typedef struct
{
  PostilStoreJob run;
  GDestroyNotify free;
  void (*done) (PostilLibrary *self, GTask *task, gpointer data);
  int priority;
  gboolean writes;
} PostilLibraryJob;

void postil_library_submit (GTask *task, const PostilLibraryJob *job, gpointer data);

typedef enum
{
  POSTIL_ANNOUNCE_SOURCES,
  POSTIL_ANNOUNCE_ARTICLES, /* and sources */
} PostilAnnouncement;

void postil_library_announce (PostilLibrary *self, PostilAnnouncement announcement);
void postil_library_announce_article (PostilLibrary *self, gint64 id);
void postil_library_announce_notes (PostilLibrary *self, const char *article_key);
void postil_library_announce_outside (PostilLibrary *self);
void postil_library_announce_failure (PostilLibrary *self, const char *message);
void postil_library_add_importing (PostilLibrary *self, int n);
void postil_library_notify_queue (PostilLibrary *self);
void postil_library_notify_undo (PostilLibrary *self);

PostilFetcher *postil_library_get_fetcher (PostilLibrary *self);

/* A GSource of the library's own thread, attached; the caller owns a reference. */
GSource *postil_library_add_timeout (PostilLibrary *self, guint milliseconds, GSourceFunc function, gpointer user_data);

G_END_DECLS
