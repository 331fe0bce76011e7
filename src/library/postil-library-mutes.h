/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules that mark what arrives as read, for a while or for good. Taking a rule back takes its marks back. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  char *query;
  gint64 expires; /* µs, POSTIL_TIME_UNKNOWN: never */
  guint n_muted;
  gboolean expired;
} PostilMuteRule;

/* query in the search language; expires: µs, POSTIL_TIME_UNKNOWN: never. Returns the id, 0 on failure. */
void postil_library_add_mute_async (PostilLibrary *self, const char *query, gint64 expires, GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 postil_library_add_mute_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
void postil_library_remove_mute_async (PostilLibrary *self, gint64 id, GAsyncReadyCallback callback, gpointer user_data);
gboolean postil_library_remove_mute_finish (PostilLibrary *self, GAsyncResult *result, GError **error);
/* (element-type PostilMuteRule), oldest first */
void postil_library_list_mutes_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *postil_library_list_mutes_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
