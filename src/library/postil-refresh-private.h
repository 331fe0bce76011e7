/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a refresh: the passage of one feed, and how it is written. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-refresh-private.h belongs to the room library"
#endif

#include "postil-articles-table.h"
#include "postil-feed.h"
#include "postil-feeds-table.h"
#include "postil-fetch.h"
#include "postil-library-private.h"
#include "postil-refresh.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_PASSAGE_UNCHANGED,
  POSTIL_PASSAGE_STORED,
  POSTIL_PASSAGE_FAILED,
  POSTIL_PASSAGE_CANCELLED,
} PostilPassageOutcome;

/* One feed on its way. */
typedef struct
{
  PostilFeedRow *row; /* as stored, then as it is to be stored */
  char *title;        /* how the reader calls it */
  GPtrArray *runs;    /* of the refresher: who waits for it */
  GCancellable *cancellable;
  gsize n_bytes;
  PostilFeed *feed; /* (nullable) what came */
  guint next;       /* entry to store */
  GHashTable *seen; /* (element-type utf8) keys of entries of this feed */
  PostilPassageOutcome outcome;
  char *problem; /* (nullable) one sentence */
  guint n_new;
  guint n_updated;
  gboolean stored; /* all of it is in the database */
} PostilPassage;

PostilPassage *postil_passage_new (PostilFeedRow *row, const char *title);
void postil_passage_free (PostilPassage *self);

/* What a fetch or its failure means for the row: health, validators, when it is due again. Pure but for what is passed. */
typedef struct
{
  gint64 now;
  double chance;
} PostilPassageMoment;

PostilFetchRequest postil_passage_get_request (const PostilPassage *self, gint64 now);
void postil_passage_take_failure (PostilPassage *self, const GError *error, gint64 retry_after,
                                  const PostilPassageMoment *moment);
void postil_passage_take_unchanged (PostilPassage *self, const PostilFetched *fetched, const PostilPassageMoment *moment);
void postil_passage_take_feed (PostilPassage *self, const PostilFetched *fetched, PostilFeed *feed,
                               const PostilPassageMoment *moment);
gboolean postil_passage_is_same (const PostilPassage *self, const PostilFetched *fetched);
/* An error of fetching or reading in the reader's words. Returns: (transfer full) */
GError *postil_passage_translate (const GError *error);

/* A bite of passages, written in one transaction. */
typedef struct
{
  GPtrArray *passages; /* (element-type PostilPassage) borrowed */
  GArray *updated;     /* (element-type gint64) articles */
  GHashTable *moved;   /* (element-type utf8) keys of articles whose notes were looked for */
  guint n_waiting;     /* articles that want analysis now */
} PostilRefreshBite;

PostilRefreshBite *postil_refresh_bite_new (GPtrArray *passages);
void postil_refresh_bite_free (PostilRefreshBite *bite);
gboolean postil_refresh_bite_store (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

/* --- the refresher of a library --- */
PostilRefresh *postil_refresh_new (PostilLibrary *library);
void postil_refresh_dispose_library (PostilRefresh *self);
void postil_refresh_wake_index (PostilRefresh *self);
/* Takes the rows and the task, which gets a report. rows: (element-type PostilPassage) */
void postil_refresh_run (PostilRefresh *self, GTask *task, GPtrArray *passages, guint n_postponed);

G_END_DECLS
