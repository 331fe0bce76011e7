/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worker made of some files, on its way into the database in one transaction. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-import-batch-private.h belongs to the room library"
#endif

#include "postil-articles-table.h"
#include "postil-store.h"
#include "postil-worker.h"

G_BEGIN_DECLS

typedef struct
{
  guint file;   /* index of the file */
  char *name;   /* of the file */
  char *label;  /* how messages call it */
  char *folder; /* (nullable) its name */
  PostilIngested *ingested;
} PostilImportItem;

void postil_import_item_free (PostilImportItem *item);

typedef struct
{
  guint file;
  GArray *ids;   /* (element-type gint64) in the order of the file */
  char *problem; /* (nullable) */
} PostilImportOutcome;

typedef struct
{
  GPtrArray *items; /* (element-type PostilImportItem) */
  gboolean samples;
  GPtrArray *outcomes; /* (element-type PostilImportOutcome) one an item */
  GArray *updated;     /* (element-type gint64) */
  GHashTable *moved;   /* (element-type utf8) keys of articles whose notes were looked for */
  guint n_new;
  guint n_known;
  guint n_updated;
  guint n_feeds;       /* of lists of subscriptions, that are new */
  guint n_known_feeds; /* the others of these lists */
} PostilImportBatch;

/* How one article is put, and what became of it. */
typedef struct
{
  GHashTable *moved;    /* (element-type utf8) keys of articles whose notes were looked for are added */
  gboolean index_later; /* listed at once, found by its words after postil_articles_index_waiting() */
  gint64 id;
  PostilPutOutcome outcome;
} PostilArticlePut;

gboolean postil_import_put_article (PostilDatabase *database, const PostilArticle *record, PostilDocument *document,
                                    PostilArticlePut *put, GError **error);

PostilImportBatch *postil_import_batch_new (GPtrArray *items, gboolean samples);
void postil_import_batch_free (PostilImportBatch *batch);
gboolean postil_import_batch_store (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
