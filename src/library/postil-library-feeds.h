/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds the reader follows: found, added, dropped, asked for what is new, taken in and out as lists. */
#pragma once

#include "postil-library.h"
#include "postil-refresh.h"

G_BEGIN_DECLS

/* One feed with its health. */
typedef struct
{
  gint64 id;            /* of this cache */
  char *url;            /* as it was added: its identity */
  char *address;        /* (nullable) where it moved for good */
  char *title;          /* the reader's own name for it, else the feed's, else its host */
  char *link;           /* (nullable) the site */
  GStrv folders;        /* the outermost first; empty for none, never NULL */
  char *failure;        /* (nullable) why the last try failed, one sentence */
  gint64 failing_since; /* µs or POSTIL_TIME_UNKNOWN, as the times below */
  gint64 checked;
  gint64 succeeded;
  gint64 next_check;
  gint64 added;
  guint n_failures; /* in a row */
  guint n_articles;
  guint n_unread;
} PostilFeedInfo;

void postil_feed_info_free (PostilFeedInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilFeedInfo, postil_feed_info_free)

/* (element-type PostilFeedInfo) by folder, then by title */
void postil_library_list_feeds_async (PostilLibrary *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *postil_library_list_feeds_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* --- to add and to drop --- */

/* A feed that stands at an address, or that a page there names. */
typedef struct
{
  char *url;
  char *title;     /* (nullable) */
  guint n_entries; /* of a feed that was looked at; 0 where a page only names it */
  gint64 newest;   /* µs, of its newest entry, or POSTIL_TIME_UNKNOWN */
} PostilFeedCandidate;

void postil_feed_candidate_free (PostilFeedCandidate *candidate);

/* typed: what the reader typed, with or without a scheme. (element-type PostilFeedCandidate) the best first; never empty. */
void postil_library_discover_async (PostilLibrary *self, const char *typed, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_discover_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* The feed is on the disk before it is fetched for the first time; a refresh brings its articles. */
void postil_library_subscribe_async (PostilLibrary *self, const char *url, const char *title, const char *const *folders,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gint64 postil_library_subscribe_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
/* Starred and annotated articles stay, and every note does. Undo adds the feed again. */
void postil_library_unsubscribe_async (PostilLibrary *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_unsubscribe_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
void postil_library_set_feed_async (PostilLibrary *self, gint64 id, const char *title, const char *const *folders,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_set_feed_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* --- to refresh --- */

typedef enum
{
  POSTIL_REFRESH_ALL, /* every feed but those that asked to be left alone */
  POSTIL_REFRESH_DUE, /* those whose time has come */
} PostilRefreshScope;

/* ids: (element-type gint64) (nullable): these feeds, whatever the scope. Feeds under way already are not asked twice. */
void postil_library_refresh_async (PostilLibrary *self, PostilRefreshScope scope, GArray *ids, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
PostilRefreshReport *postil_library_refresh_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
PostilRefresh *postil_library_get_refresh (PostilLibrary *self);
/* The feeds that are due, unasked: not where the network is paid by the byte, nor where nothing can be written. */
void postil_library_refresh_by_itself (PostilLibrary *self);

/* --- lists of feeds; they come in through postil_library_import_async() --- */
void postil_library_export_feeds_async (PostilLibrary *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_export_feeds_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
