/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A library that follows feeds of a server on 127.0.0.1. */
#pragma once

#include "library-client.h"
#include "loop-server.h"

#include "postil-library-feeds.h"

typedef struct
{
  Client client;
  LoopServer *server;
} FeedClient;

void feed_client_set_up (FeedClient *self, gconstpointer data);
void feed_client_tear_down (FeedClient *self, gconstpointer data);
char *feed_client_make_feed (const char *title, guint n_entries, const char *words);
/* Follows the feed at a path; returns its id. */
gint64 feed_client_subscribe (FeedClient *self, const char *path);
PostilRefreshReport *feed_client_refresh (FeedClient *self, GCancellable *cancellable);
/* scope of ids: only that feed */
PostilRefreshReport *feed_client_refresh_one (FeedClient *self, gint64 id);
GPtrArray *feed_client_list (FeedClient *self);
PostilFeedInfo *feed_client_get (FeedClient *self, const char *path);
GPtrArray *feed_client_articles (FeedClient *self, const char *query);
void feed_client_await_index (FeedClient *self);
