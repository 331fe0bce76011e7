/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches that the reader keeps in the sidebar; their counts come with the sources. */
#pragma once

#include "postil-library.h"
#include "postil-saved-search.h"

G_BEGIN_DECLS

/* With an id, the search that has it is replaced, or brought back as it was. Returns the id, 0 on failure. */
void postil_library_save_search_async (PostilLibrary *self, const PostilSavedSearch *search, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gint64 postil_library_save_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* Returns what it was, so that it can be saved again. */
void postil_library_remove_search_async (PostilLibrary *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
PostilSavedSearch *postil_library_remove_search_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
