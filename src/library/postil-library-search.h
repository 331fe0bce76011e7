/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the library: sources with counts, search in articles and notes, entities, figures, numbers about itself. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

/* One row of the sources. */
typedef struct
{
  gint64 feed_id; /* 0: not a feed; of a saved search its id */
  char *name;     /* source, tag or saved search */
  char *query;    /* (nullable) of a saved search */
  char *folder;   /* (nullable) of a feed: the names of its folders, the outermost first, one a line */
  char *failure;  /* (nullable) of a feed: why it could not be refreshed */
  guint n_all;
  guint n_unread;
} PostilSource;

typedef struct
{
  guint n_articles;
  guint n_unread;
  guint n_starred;
  guint n_annotated;
  guint n_notes;
  guint n_samples;
  GPtrArray *searches; /* (element-type PostilSource) saved searches, in the reader's order */
  GPtrArray *feeds;    /* (element-type PostilSource) feeds, by folder, then by name; those in no folder first */
  GPtrArray *sources;  /* (element-type PostilSource) sites of opened files and samples, by name */
  GPtrArray *tags;     /* (element-type PostilSource) tags with their number of notes, by name */
} PostilSources;

void postil_sources_free (PostilSources *sources);
void postil_library_load_sources_async (PostilLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
PostilSources *postil_library_load_sources_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

typedef struct
{
  gboolean is_note;
  gint64 article_id; /* 0 when the article left the cache */
  PostilNote *note;  /* of a note hit, else NULL */
  char *title;       /* of the article */
  char *source;
  gint64 published;
  char *snippet; /* hits between U+E000 and U+E001 */
} PostilSearchHit;

void postil_search_hit_free (PostilSearchHit *hit);

typedef enum
{
  POSTIL_SEARCH_NEWEST = 0,
  POSTIL_SEARCH_BEST = 1 << 0,   /* best first */
  POSTIL_SEARCH_TYPING = 1 << 1, /* the end of the query may be unfinished */
} PostilSearchFlags;

/* A query in the search language: see postil-search-language.h. (element-type PostilSearchHit) */
void postil_library_search_async (PostilLibrary *self, const char *query, guint limit, PostilSearchFlags flags,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* What the entity card shows. */
typedef struct
{
  PostilEntityType type;
  char *name;
  guint n_mentions;
  guint n_articles;
  GStrv aliases; /* other surfaces, most frequent first */
  guint n_weeks;
  guint *weeks;        /* mentions by week, oldest first */
  gint64 first_week;   /* µs, start of the first */
  GPtrArray *figures;  /* (element-type PostilEntityFigure) */
  GPtrArray *together; /* (element-type PostilSource): name, n_all = articles; feed_id = PostilEntityType */
} PostilEntityFacts;

typedef struct
{
  gint64 article_id;
  char *measure; /* (nullable) */
  char *period;  /* (nullable) */
  char *surface; /* as the text says it */
  char *source;
  guint start; /* code points in that article */
} PostilEntityFigure;

void postil_entity_facts_free (PostilEntityFacts *card);
void postil_library_load_entity_async (PostilLibrary *self, PostilEntityType type, const char *name, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
PostilEntityFacts *postil_library_load_entity_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* Numbers about the library, for `stats` and preferences: a{sv} */
void postil_library_stats_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
GVariant *postil_library_stats_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSources, postil_sources_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilEntityFacts, postil_entity_facts_free)

G_END_DECLS
