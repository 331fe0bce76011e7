/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A search that the reader keeps under a name. */
#include "config.h"

#include "postil-saved-search.h"

/**
 * postil_saved_search_new:
 * @name: what the sidebar shows
 * @query: in the search language
 *
 * Makes a search that is not stored yet. Thread: any.
 *
 * Returns: (transfer full): a search
 */
PostilSavedSearch *
postil_saved_search_new (const char *name, const char *query)
{
  PostilSavedSearch *self = g_new0 (PostilSavedSearch, 1);

  self->name = g_strdup (name);
  self->query = g_strdup (query);
  return self;
}

/**
 * postil_saved_search_free:
 * @self: (nullable) (transfer full): a search
 *
 * Frees a search. Thread: any.
 */
void
postil_saved_search_free (PostilSavedSearch *self)
{
  if (!self)
    return;
  g_free (self->name);
  g_free (self->query);
  g_free (self);
}
