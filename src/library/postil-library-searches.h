/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches that the reader keeps in the sidebar; their counts come with the sources. */
#pragma once

#include "postil-library.h"
#include "postil-saved-search.h"

G_BEGIN_DECLS

/* With an id, the search that has it gets another name or query. Returns the id, 0 on failure. Undo takes a new one back. */
void postil_library_save_search_async (PostilLibrary *self, const PostilSavedSearch *search, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gint64 postil_library_save_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* Undo brings it back. */
void postil_library_remove_search_async (PostilLibrary *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean postil_library_remove_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
