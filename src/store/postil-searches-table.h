/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches kept under a name, and how many articles they find, counted anew only where something changed. Database thread. */
#pragma once

#include "postil-filter.h"
#include "postil-saved-search.h"
#include "postil-store.h"

G_BEGIN_DECLS

/* Inserts, or with an id replaces; returns the id, 0 on failure. */
gint64 postil_searches_put (PostilDatabase *database, const PostilSavedSearch *search, GError **error);
/* What is removed is no longer listed, and can be brought back as it was. */
gboolean postil_searches_set_removed (PostilDatabase *database, gint64 id, gboolean removed, GError **error);
GPtrArray *postil_searches_list (PostilDatabase *database, GError **error);

typedef struct
{
  const char *query;          /* what the count is known by */
  const PostilFilter *filter; /* what it means */
  guint n_all;                /* (out) articles */
  guint n_unread;             /* (out) */
} PostilHitCount;

/* Counts of what is not asked for are forgotten. now: µs */
gboolean postil_searches_count (PostilDatabase *database, PostilHitCount *counts, guint n_counts, gint64 now, GError **error);

G_END_DECLS
