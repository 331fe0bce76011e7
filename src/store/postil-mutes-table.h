/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that mark what arrives as read: a search, and until when. Database thread. */
#pragma once

#include "postil-filter.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *query;    /* in the search language */
  gint64 created; /* µs */
  gint64 expires; /* µs, POSTIL_TIME_UNKNOWN: never */
  guint n_muted;  /* articles it marked so far */
} PostilMute;

void postil_mute_free (PostilMute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMute, postil_mute_free)

/* Returns the id, 0 on failure. */
gint64 postil_mutes_add (PostilDatabase *database, const char *query, gint64 expires, gint64 now, GError **error);
/* What it marked is unread again. */
gboolean postil_mutes_remove (PostilDatabase *database, gint64 id, GError **error);
/* (element-type PostilMute), oldest first, those that expired too */
GPtrArray *postil_mutes_list (PostilDatabase *database, GError **error);
/* Marks an article as read when the rule's filter finds it; muted (out): whether it did */
gboolean postil_mutes_judge (PostilDatabase *database, const PostilMute *mute, const PostilFilter *filter, gint64 article_id,
                             gboolean *muted, GError **error);

G_END_DECLS
