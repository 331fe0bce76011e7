/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds in the window: added, dropped, refreshed by hand and by themselves, taken out as a list. What is refreshed by itself says
 * nothing but in the sources; what the reader asked for says how it went. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-add-feed-dialog.h"
#include "postil-dialogs.h"
#include "postil-library-feeds.h"

#include <glib/gi18n.h>

#define ROUND (10 * 60) /* s between two looks for feeds that are due; no feed is asked more often than it is due */

/* --- to refresh --- */

static char *
describe_report (const PostilRefreshReport *report)
{
  g_autofree char *articles = g_strdup_printf (ngettext ("%u new article", "%u new articles", report->n_new), report->n_new);
  g_autofree char *failed = NULL;

  if (report->n_failed == 0)
    return report->n_new > 0 ? g_steal_pointer (&articles) : g_strdup (_ ("Nothing new"));
  if (report->n_feeds == 1)
    return g_strdup (g_ptr_array_index (report->problems, 0));
  failed = g_strdup_printf (ngettext ("%u feed failed", "%u feeds failed", report->n_failed), report->n_failed);
  return g_strdup_printf ("%s · %s", articles, failed);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRefreshReport) report = postil_library_refresh_finish (POSTIL_LIBRARY (source), result, &error);
  g_autofree char *message = NULL;

  if (self->library == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL)
    {
      postil_window_show_message (self, error->message);
      return;
    }
  message = report->n_feeds + report->n_postponed == 0 ? g_strdup (_ ("There is no feed yet")) : describe_report (report);
  postil_window_show_message (self, message);
}

static void
refresh_all (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_library_refresh_async (self->library, POSTIL_REFRESH_ALL, NULL, NULL, refreshed_cb, g_object_ref (self));
}

static void
refresh_feed (PostilWindow *self, gint64 id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  postil_library_refresh_async (self->library, POSTIL_REFRESH_ALL, ids, NULL, refreshed_cb, g_object_ref (self));
}

/* The feed that is shown; where none is, all of them. */
static void
refresh (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  gint64 id = postil_sources_pane_get_feed (self->sources);

  if (id != 0)
    refresh_feed (self, id);
  else
    refresh_all (action, target, user_data);
}

static void
stop_refresh (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_refresh_stop (postil_library_get_refresh (POSTIL_WINDOW (user_data)->library));
}

static gboolean
round_cb (gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_library_refresh_by_itself (self->library);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_round_cb (gpointer user_data)
{
  POSTIL_WINDOW (user_data)->round_ids[0] = 0;
  round_cb (user_data);
  return G_SOURCE_REMOVE;
}

/* --- to add and to drop --- */

static void
followed_cb (PostilWindow *self, gint64 id, const char *title)
{
  refresh_feed (self, id);
}

static void
add_feed (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  PostilAddFeedDialog *dialog = postil_add_feed_dialog_new (GTK_WINDOW (self), self->library, NULL);

  g_signal_connect_object (dialog, "followed", G_CALLBACK (followed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
unsubscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->library == NULL)
    return;
  if (postil_library_unsubscribe_finish (POSTIL_LIBRARY (source), result, &error))
    postil_window_toast (self, _ ("Unsubscribed; your notes and starred articles are kept"), TRUE);
  else
    postil_window_show_message (self, error->message);
}

/**
 * postil_window_unsubscribe:
 * @self: the window
 * @id: of a feed
 *
 * Follows a feed no longer, and says how to take that back. Main thread.
 */
void
postil_window_unsubscribe (PostilWindow *self, gint64 id)
{
  postil_library_unsubscribe_async (self->library, id, unsubscribed_cb, g_object_ref (self));
}

static void
unsubscribe (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  gint64 id = postil_sources_pane_get_feed (self->sources);

  if (id != 0)
    postil_window_unsubscribe (self, id);
  else
    postil_window_show_message (self, _ ("Select a feed in the sources first"));
}

/* --- the list of feeds --- */

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->library == NULL)
    return;
  if (postil_library_export_feeds_finish (POSTIL_LIBRARY (source), result, &error))
    postil_window_show_message (self, _ ("The list of feeds is written: feeds.opml"));
  else
    postil_window_show_message (self, error->message);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = postil_dialogs_choose_folder_finish (result, &error);
  g_autoptr (GFile) file = folder != NULL ? g_file_get_child (folder, "feeds.opml") : NULL;

  if (error != NULL)
    postil_window_show_message (self, error->message);
  if (file != NULL && self->library != NULL)
    postil_library_export_feeds_async (self->library, file, exported_cb, g_object_ref (self));
}

static void
export_feeds (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_dialogs_choose_folder_async (GTK_WINDOW (self), _ ("Folder for the list of feeds"), folder_chosen_cb,
                                      g_object_ref (self));
}

/**
 * postil_window_connect_feeds:
 * @self: the window
 *
 * Adds the actions on feeds, and asks those that are due from now on. Main thread.
 */
void
postil_window_connect_feeds (PostilWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-feed", .activate = add_feed },         { .name = "unsubscribe", .activate = unsubscribe },
    { .name = "refresh", .activate = refresh },           { .name = "refresh-all", .activate = refresh_all },
    { .name = "stop-refresh", .activate = stop_refresh }, { .name = "export-feeds", .activate = export_feeds },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->round_ids[0] = g_timeout_add_seconds (2, first_round_cb, self);
  self->round_ids[1] = g_timeout_add_seconds (ROUND, round_cb, self);
}
