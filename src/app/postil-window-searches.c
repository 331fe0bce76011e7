/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches in the sidebar: kept from the search window, removed with Delete; undo takes either back. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-library-searches.h"

#include <glib/gi18n.h>

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (postil_library_save_search_finish (POSTIL_LIBRARY (source), result, &error) != 0)
    {
      postil_window_toast (self, _ ("The search is in the sidebar now"), TRUE);
      return;
    }
  message = g_strdup_printf (_ ("The search is not kept: %s"), error->message);
  postil_window_toast (self, message, FALSE);
}

/**
 * postil_window_save_search:
 * @self: the window
 * @query: in the search language
 *
 * Keeps a search in the sidebar, under its own words. Main thread.
 */
void
postil_window_save_search (PostilWindow *self, const char *query)
{
  g_autofree char *name = g_utf8_substring (query, 0, MIN (g_utf8_strlen (query, -1), 200));
  g_autoptr (PostilSavedSearch) search = postil_saved_search_new (name, query);

  postil_library_save_search_async (self->library, search, NULL, saved_cb, g_object_ref (self));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (postil_library_remove_search_finish (POSTIL_LIBRARY (source), result, &error))
    {
      postil_window_toast (self, _ ("Search removed"), TRUE);
      return;
    }
  message = g_strdup_printf (_ ("The search is not removed: %s"), error->message);
  postil_window_toast (self, message, FALSE);
}

/**
 * postil_window_remove_search:
 * @self: the window
 * @id: of a saved search
 *
 * Takes a search out of the sidebar. Main thread.
 */
void
postil_window_remove_search (PostilWindow *self, gint64 id)
{
  postil_library_remove_search_async (self->library, id, NULL, removed_cb, g_object_ref (self));
}
