/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions: what the reader can do, each in a menu and on a key. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-export-dialog.h"
#include "postil-library-export.h"

#include <glib/gi18n.h>

static void
next_article (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_list_pane_move (POSTIL_WINDOW (user_data)->list, FALSE, FALSE);
}

static void
previous_article (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_list_pane_move (POSTIL_WINDOW (user_data)->list, TRUE, FALSE);
}

static void
next_unread (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  if (!postil_list_pane_move (self->list, FALSE, TRUE))
    postil_window_toast (self, _ ("No unread article below"), FALSE);
}

static void
previous_unread (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  if (!postil_list_pane_move (self->list, TRUE, TRUE))
    postil_window_toast (self, _ ("No unread article above"), FALSE);
}

static void
page_then_next (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  if (self->open == NULL || !postil_article_pane_page_down (self->pane))
    postil_list_pane_move (self->list, FALSE, FALSE);
}

static void
page_then_previous (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  if (self->open == NULL || !postil_article_pane_page_up (self->pane))
    postil_list_pane_move (self->list, TRUE, FALSE);
}

static void
open_article (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  if (self->open == NULL && !postil_list_pane_move (self->list, FALSE, FALSE))
    return;
  postil_window_focus_article (self);
}

static void
open_original (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  gtk_show_uri (GTK_WINDOW (self), self->open->article->url, GDK_CURRENT_TIME);
}

static void
toggle_read (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_library_set_read (self->library, &self->open->article->id, 1, !self->open->article->read);
}

static void
toggle_star (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_library_set_starred (self->library, &self->open->article->id, 1, !self->open->article->starred);
}

static void
mark_all_read (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  g_autoptr (GArray) ids = postil_list_pane_dup_unread (self->list);
  g_autofree char *message = NULL;

  if (ids->len == 0)
    return;
  postil_library_set_read (self->library, (const gint64 *) (gpointer) ids->data, ids->len, TRUE);
  message = g_strdup_printf (ngettext ("%u article marked as read", "%u articles marked as read", ids->len), ids->len);
  postil_window_toast (self, message, TRUE);
}

static void
highlight_passage (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_window_highlight (self, self->color);
}

static void
highlight (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_window_highlight (user_data, (guint) CLAMP (g_variant_get_int32 (target), 1, POSTIL_NOTE_N_COLORS));
}

static void
comment (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_window_write_note (user_data, FALSE);
}

static void
tag (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_window_write_note (user_data, TRUE);
}

static void
delete_note (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_window_delete_note (user_data);
}

static void
next_highlight (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_article_pane_next_mark (POSTIL_WINDOW (user_data)->pane, POSTIL_MARK_NOTE, FALSE);
}

static void
previous_highlight (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_article_pane_next_mark (POSTIL_WINDOW (user_data)->pane, POSTIL_MARK_NOTE, TRUE);
}

static void
next_figure (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_article_pane_next_mark (POSTIL_WINDOW (user_data)->pane, POSTIL_MARK_FIGURE, FALSE);
}

static void
previous_figure (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_article_pane_next_mark (POSTIL_WINDOW (user_data)->pane, POSTIL_MARK_FIGURE, TRUE);
}

static void
find (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_article_pane_find (POSTIL_WINDOW (user_data)->pane);
}

static void
search (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_window_present_search (user_data, FALSE);
}

static void
notes (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  postil_window_present_search (user_data, TRUE);
}

static void
go (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  const char *where = g_variant_get_string (target, NULL);

  if (g_str_equal (where, "notes"))
    {
      postil_window_present_search (self, TRUE);
      return;
    }
  if (g_str_equal (where, "figures"))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.figures", NULL);
      return;
    }
  if (g_str_equal (where, "unread"))
    postil_sources_pane_select (self->sources, POSTIL_LIST_UNREAD, 0, NULL);
  else if (g_str_equal (where, "starred"))
    postil_sources_pane_select (self->sources, POSTIL_LIST_STARRED, 0, NULL);
  else if (g_str_equal (where, "all"))
    postil_sources_pane_select (self->sources, POSTIL_LIST_ALL, 0, NULL);
  postil_shell_show_pane (self->shell, POSTIL_PANE_LIST);
  postil_list_pane_focus (self->list);
}

static void
back (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  if (!postil_shell_go_back (self->shell) || postil_shell_get_pane (self->shell) == POSTIL_PANE_LIST)
    postil_list_pane_focus (self->list);
  else
    postil_sources_pane_focus (self->sources);
}

static gboolean
has_focus (PostilWindow *self, gpointer pane)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, pane);
}

static void
next_pane (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  gboolean empty = gtk_stack_get_visible_child (self->reading) != GTK_WIDGET (self->page);

  if (has_focus (self, self->list) && self->open != NULL)
    postil_window_focus_article (self);
  else if (has_focus (self, self->list) || has_focus (self, self->page) || has_focus (self, self->welcome))
    {
      postil_shell_show_pane (self->shell, POSTIL_PANE_SOURCES);
      postil_sources_pane_focus (self->sources);
    }
  else if (empty)
    {
      postil_shell_show_pane (self->shell, POSTIL_PANE_ARTICLE);
      gtk_widget_child_focus (GTK_WIDGET (self->welcome), GTK_DIR_TAB_FORWARD);
    }
  else
    {
      postil_shell_show_pane (self->shell, POSTIL_PANE_LIST);
      postil_list_pane_focus (self->list);
    }
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!postil_library_undo_finish (POSTIL_LIBRARY (source), result, &error))
    postil_window_show_message (self, error->message);
}

static void
undo (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  const char *label = postil_library_get_undo_label (self->library);
  g_autofree char *message = NULL;

  if (label == NULL)
    return;
  message = g_strdup_printf (_ ("Undone: %s"), label);
  postil_window_toast (self, message, FALSE);
  postil_library_undo_async (self->library, undone_cb, g_object_ref (self));
}

static void
redo (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  const char *label = postil_library_get_redo_label (self->library);
  g_autofree char *message = NULL;

  if (label == NULL)
    return;
  message = g_strdup_printf (_ ("Redone: %s"), label);
  postil_window_toast (self, message, FALSE);
  postil_library_redo_async (self->library, undone_cb, g_object_ref (self));
}

static void
exported_cb (PostilWindow *self, const char *message)
{
  postil_window_show_message (self, message);
}

static void
export_notes (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  PostilExportDialog *dialog = postil_export_dialog_new (GTK_WINDOW (self), self->library, self->settings,
                                                         self->open != NULL ? self->open->article->id : 0);

  postil_article_pane_finish_editing (self->pane);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_samples (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  g_autoptr (GListModel) samples = postil_library_list_samples (self->library);

  postil_window_import (self, samples, TRUE);
}

static void
samples_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (postil_library_remove_samples_finish (POSTIL_LIBRARY (source), result, &error))
    postil_window_show_message (self, _ ("Sample articles removed; your notes on them are kept"));
  else
    postil_window_show_message (self, error->message);
}

static void
remove_samples (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;

  postil_library_remove_samples_async (self->library, samples_removed_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "next-article", .activate = next_article },
  { .name = "previous-article", .activate = previous_article },
  { .name = "next-unread", .activate = next_unread },
  { .name = "previous-unread", .activate = previous_unread },
  { .name = "page-then-next", .activate = page_then_next },
  { .name = "page-then-previous", .activate = page_then_previous },
  { .name = "open-article", .activate = open_article },
  { .name = "open-original", .activate = open_original },
  { .name = "toggle-read", .activate = toggle_read },
  { .name = "toggle-star", .activate = toggle_star },
  { .name = "mark-all-read", .activate = mark_all_read },
  { .name = "highlight-passage", .activate = highlight_passage },
  { .name = "highlight", .activate = highlight, .parameter_type = "i" },
  { .name = "comment", .activate = comment },
  { .name = "tag", .activate = tag },
  { .name = "delete-note", .activate = delete_note },
  { .name = "next-highlight", .activate = next_highlight },
  { .name = "previous-highlight", .activate = previous_highlight },
  { .name = "next-figure", .activate = next_figure },
  { .name = "previous-figure", .activate = previous_figure },
  { .name = "find", .activate = find },
  { .name = "search", .activate = search },
  { .name = "notes", .activate = notes },
  { .name = "go", .activate = go, .parameter_type = "s" },
  { .name = "back", .activate = back },
  { .name = "next-pane", .activate = next_pane },
  { .name = "undo", .activate = undo },
  { .name = "redo", .activate = redo },
  { .name = "export", .activate = export_notes },
  { .name = "add-samples", .activate = add_samples },
  { .name = "remove-samples", .activate = remove_samples },
};

/**
 * postil_window_add_actions:
 * @self: the window
 *
 * Adds the window's actions. Main thread.
 */
void
postil_window_add_actions (PostilWindow *self)
{
  static const char *const settings[] = { "show-names", "show-figures", "show-notes" };
  g_autoptr (GPropertyAction) caret = g_property_action_new ("caret-mode", self->pane, "caret-mode");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (caret));
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, settings[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
}

static void
set_enabled (PostilWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/**
 * postil_window_update_actions:
 * @self: the window
 *
 * Switches off what cannot be done now. Main thread.
 */
void
postil_window_update_actions (PostilWindow *self)
{
  static const char *const reading[]
      = { "next-highlight", "previous-highlight", "next-figure", "previous-figure", "find", "show-card", "marks-list" };
  static const char *const writing[]
      = { "highlight-passage", "highlight", "comment", "tag", "delete-note", "toggle-read", "toggle-star" };
  gboolean open = self->open != NULL;
  gboolean writable = open && !postil_library_get_read_only (self->library);

  for (gsize i = 0; i < G_N_ELEMENTS (reading); i++)
    set_enabled (self, reading[i], open);
  for (gsize i = 0; i < G_N_ELEMENTS (writing); i++)
    set_enabled (self, writing[i], writable);
  set_enabled (self, "mark-all-read", !postil_library_get_read_only (self->library));
  set_enabled (self, "open-original", open && self->open->article->url != NULL);
  set_enabled (self, "undo", postil_library_get_undo_label (self->library) != NULL);
  set_enabled (self, "redo", postil_library_get_redo_label (self->library) != NULL);
}
