/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window. Panes tell what the reader wants by signals and actions; the window asks the library and hands the answers down.
 * It holds the article that is open and nothing else of the library. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-app-debug.h"
#include "postil-library-safety.h"

#include <glib/gi18n.h>

/* How long a new window waits for its first lists, in ms. They come within a few; a disk that sleeps must not hide the window. */
#define PATIENCE 300

G_DEFINE_FINAL_TYPE (PostilWindow, postil_window, ADW_TYPE_APPLICATION_WINDOW)

#define TOAST_MOVES (G_USEC_PER_SEC) /* how long a toast may take to move in, and the one before it to move out */

/* A toast on its way out must not be dismissed once more. */
static void
toast_dismissed_cb (AdwToast *toast, PostilWindow *self)
{
  if (self->toast == toast)
    g_clear_weak_pointer (&self->toast);
}

/**
 * postil_window_toast_button:
 * @self: the window
 * @message: one sentence
 * @label: (nullable): what the button says; %NULL: no button
 * @action: (nullable): the action of the button
 *
 * Says what happened and offers one thing to do; a new message takes the place of the old one. Main thread.
 */
void
postil_window_toast_button (PostilWindow *self, const char *message, const char *label, const char *action)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  const gint64 now = g_get_monotonic_time ();
  AdwToast *toast;

  /* libadwaita 1.2 crashes when a toast is dismissed while it still moves in. */
  if (self->toast != NULL && now - self->toast_since < TOAST_MOVES)
    {
      adw_toast_set_title (self->toast, escaped);
      adw_toast_set_button_label (self->toast, label);
      adw_toast_set_action_name (self->toast, label != NULL ? action : NULL);
      return;
    }
  toast = adw_toast_new (escaped);
  if (label != NULL)
    {
      adw_toast_set_button_label (toast, label);
      adw_toast_set_action_name (toast, action);
    }
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  self->toast_since = now;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * postil_window_toast:
 * @self: the window
 * @message: one sentence
 * @with_undo: offer to undo the last deed
 *
 * Says what happened; a new message takes the place of the old one. Main thread.
 */
void
postil_window_toast (PostilWindow *self, const char *message, gboolean with_undo)
{
  postil_window_toast_button (self, message, with_undo ? _ ("Undo") : NULL, "win.undo");
}

/**
 * postil_window_show_message:
 * @self: the window
 * @message: one sentence
 *
 * Says something that needs no answer. Main thread.
 */
void
postil_window_show_message (PostilWindow *self, const char *message)
{
  postil_window_toast (self, message, FALSE);
}

static void
drop_open (PostilWindow *self)
{
  postil_article_pane_finish_editing (self->pane);
  postil_article_pane_set_article (self->pane, NULL, NULL, NULL, NULL);
  postil_article_page_set_record (self->page, NULL);
  g_clear_pointer (&self->open, postil_open_article_free);
  postil_window_update_actions (self);
}

static void
update_marks_menus (PostilWindow *self)
{
  for (gsize i = 0; self->open != NULL && i < G_N_ELEMENTS (self->marks_menus); i++)
    if (self->marks_menus[i] != NULL)
      {
        postil_marks_menu_set_analysis (self->marks_menus[i], self->open->document, self->open->analysis);
        postil_marks_menu_set_n_notes (self->marks_menus[i], (int) self->open->notes->len);
      }
}

static void
show_open (PostilWindow *self, PostilOpenArticle *open)
{
  PostilArticle *article = open->article;
  gboolean same
      = self->open != NULL && self->open->article->id == article->id && self->open->article->version == article->version;

  if (same)
    {
      postil_article_pane_set_record (self->pane, article);
      if (open->analysis != NULL)
        postil_article_pane_set_analysis (self->pane, open->analysis);
      postil_article_pane_set_notes (self->pane, open->notes);
    }
  else
    {
      postil_article_pane_finish_editing (self->pane);
      postil_article_pane_set_article (self->pane, article, open->document, open->analysis, open->notes);
      self->current = (PostilId){ { 0 } };
    }
  postil_article_page_set_record (self->page, article);
  g_clear_pointer (&self->open, postil_open_article_free);
  self->open = open;
  update_marks_menus (self);
  gtk_stack_set_visible_child_name (self->reading, "article");
  postil_window_update_actions (self);
  postil_window_show_wanted (self);
  if (self->focus_article)
    postil_window_focus_article (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  PostilOpenArticle *open = postil_library_open_article_finish (POSTIL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->library == NULL)
    {
      g_clear_pointer (&open, postil_open_article_free);
      return;
    }
  self->opening_id = 0;
  if (open == NULL)
    {
      postil_window_show_message (self, error->message);
      return;
    }
  if (!open->article->read && (self->open == NULL || self->open->article->id != open->article->id))
    postil_library_mark_seen (self->library, open->article->id);
  show_open (self, open);
  postil_app_debug_milestone ("article");
}

/* Asks for an article; what was asked before and has not come is dropped. */
static void
ask_for (PostilWindow *self, gint64 id)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  self->opening_id = id;
  postil_library_open_article_async (self->library, id, self->opening, opened_cb, g_object_ref (self));
}

/**
 * postil_window_focus_article:
 * @self: the window
 *
 * Turns to the article and brings the keyboard to its text. Main thread.
 */
void
postil_window_focus_article (PostilWindow *self)
{
  self->focus_article = self->open == NULL;
  postil_shell_show_pane (self->shell, POSTIL_PANE_ARTICLE);
  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

/**
 * postil_window_open_article:
 * @self: the window
 * @id: an article
 * @by_hand: the reader asked for it, so a narrow window turns to it
 *
 * Opens an article; its text comes a moment later. Main thread.
 */
void
postil_window_open_article (PostilWindow *self, gint64 id, gboolean by_hand)
{
  if (self->open == NULL || self->open->article->id != id || self->opening_id != 0)
    ask_for (self, id);
  else
    postil_window_show_wanted (self);
  if (!by_hand && !postil_shell_get_folded (self->shell))
    postil_shell_show_pane (self->shell, POSTIL_PANE_ARTICLE);
  if (by_hand)
    postil_window_focus_article (self);
}

/**
 * postil_window_reload_open:
 * @self: the window
 *
 * Asks for the open article again, after something about it changed. Main thread.
 */
void
postil_window_reload_open (PostilWindow *self)
{
  if (self->open != NULL && self->opening_id == 0)
    ask_for (self, self->open->article->id);
}

static void
article_changed_cb (PostilWindow *self, gint64 id)
{
  if (self->open != NULL && self->open->article->id == id)
    postil_window_reload_open (self);
}

static void
notes_changed_cb (PostilWindow *self, const char *key)
{
  if (self->open != NULL && g_str_equal (self->open->article->key, key))
    postil_window_reload_open (self);
}

static void
show_list_cb (PostilWindow *self, int kind, gint64 number, const char *text, const char *title)
{
  postil_list_pane_show (self->list, (PostilListKind) kind, number, text, title);
}

static void
enter_list_cb (PostilWindow *self)
{
  postil_shell_show_pane (self->shell, POSTIL_PANE_LIST);
  if (gtk_widget_get_visible (GTK_WIDGET (self->list)))
    postil_list_pane_focus (self->list);
}

/* Delete on a row of the sources. */
static void
remove_list_cb (PostilWindow *self, int kind, gint64 number)
{
  if (kind == POSTIL_LIST_SEARCH)
    postil_window_remove_search (self, number);
  else if (kind == POSTIL_LIST_FEED)
    postil_window_unsubscribe (self, number);
}

static void
show_page_cb (PostilWindow *self, const char *name)
{
  g_autofree char *action = g_strconcat ("win.", name, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
open_article_cb (PostilWindow *self, gint64 id, gboolean by_hand)
{
  postil_window_open_article (self, id, by_hand);
}

/* An empty library begins with the welcome page; the first article ends it. */
static void
update_welcome (PostilWindow *self)
{
  gboolean empty = postil_sources_pane_get_n_articles (self->sources) == 0;
  g_auto (GStrv) tags = postil_sources_pane_dup_tag_names (self->sources);

  if (empty)
    {
      g_autoptr (GListModel) samples = postil_library_list_samples (self->library);

      postil_welcome_show (self->welcome, g_list_model_get_n_items (samples));
    }
  if (empty && self->open != NULL)
    drop_open (self);
  gtk_stack_set_visible_child_name (self->reading, empty ? "welcome" : "article");
  gtk_widget_set_visible (GTK_WIDGET (self->list), !empty);
  if (empty)
    postil_shell_show_pane (self->shell, POSTIL_PANE_ARTICLE);
  g_object_set (self->pane, "tag-names", tags, NULL);
  postil_window_update_actions (self);
}

static void
present_if_filled (PostilWindow *self)
{
  if (self->patience_id == 0 || !self->list_filled || !self->sources_loaded)
    return;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  PostilWindow *self = user_data;

  self->patience_id = 0;
  gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
list_filled_cb (PostilWindow *self)
{
  self->list_filled = TRUE;
  present_if_filled (self);
}

static void
sources_loaded_cb (PostilWindow *self)
{
  update_welcome (self);
  self->sources_loaded = TRUE;
  present_if_filled (self);
}

/* Each of the two buttons gets its menu when it opens it first. */
static void
make_marks_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  PostilWindow *self = user_data;
  const guint at = self->marks_menus[0] == NULL ? 0 : 1;
  GtkWidget *menu;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = postil_marks_menu_new (G_OBJECT (self->pane));
  self->marks_menus[at] = POSTIL_MARKS_MENU (menu);
  gtk_menu_button_set_popover (button, menu);
  update_marks_menus (self);
}

/* A card opens when the pointer rests on a mark, if the reader wants that. */
static void
follow_rest (PostilWindow *self)
{
  gboolean hover = g_settings_get_boolean (self->settings, "hover-cards");

  g_object_set (self->pane, "rest", hover ? g_settings_get_uint (self->settings, "rest-on-mark") : 0, NULL);
}

static void
bind_settings (PostilWindow *self)
{
  static const char *const shared[]
      = { "show-names", "show-figures", "show-notes", "hidden-kinds", "use-default-font", "text-scale", "pale-repeats" };

  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    g_settings_bind (self->settings, shared[i], self->pane, shared[i], G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->settings, "changed::hover-cards", G_CALLBACK (follow_rest), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::rest-on-mark", G_CALLBACK (follow_rest), self, G_CONNECT_SWAPPED);
  follow_rest (self);
  g_settings_bind (self->settings, "article-font", self->pane, "font", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "highlight-meanings", self->pane, "color-names", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "single-letter-keys", self->pane, "single-keys", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
read_only_changed_cb (PostilWindow *self)
{
  gboolean read_only = postil_library_get_read_only (self->library);
  g_autofree char *reason = NULL;
  g_autoptr (PostilRescue) rescue = NULL;

  g_object_get (self->library, "read-only-reason", &reason, NULL);
  g_object_set (self->pane, "editable", !read_only, NULL);
  rescue = postil_library_dup_rescue (self->library);
  if (read_only)
    postil_banner_warn (self->banner, reason != NULL ? reason : _ ("The library can only be read"));
  else if (rescue != NULL)
    postil_banner_warn (self->banner, rescue->summary);
  else
    postil_banner_hide (self->banner);
  postil_window_update_actions (self);
}

static void
attention_cb (PostilWindow *self)
{
  if (self->library != NULL)
    postil_library_set_attentive (self->library, gtk_window_is_active (GTK_WINDOW (self)));
}

static void
connect_library (PostilWindow *self)
{
  GObject *library = G_OBJECT (self->library);

  g_signal_connect_object (library, "article-changed", G_CALLBACK (article_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notes-changed", G_CALLBACK (notes_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "changed-outside", G_CALLBACK (postil_window_reload_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "failed", G_CALLBACK (postil_window_show_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::undo-label", G_CALLBACK (postil_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::redo-label", G_CALLBACK (postil_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "notify::read-only", G_CALLBACK (read_only_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (attention_cb), self, 0);
  g_signal_connect_object (self->sources, "loaded", G_CALLBACK (sources_loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "show-list", G_CALLBACK (show_list_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "enter-list", G_CALLBACK (enter_list_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "remove-list", G_CALLBACK (remove_list_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "show-page", G_CALLBACK (show_page_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "filled", G_CALLBACK (list_filled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "open-article", G_CALLBACK (open_article_cb), self, G_CONNECT_SWAPPED);
  postil_sources_pane_set_library (self->sources, self->library);
  postil_list_pane_set_library (self->list, self->library);
  postil_list_pane_show (self->list, POSTIL_LIST_ALL, 0, NULL, _ ("All articles"));
  postil_list_pane_focus (self->list);
}

static gboolean
postil_window_close_request (GtkWindow *window)
{
  PostilWindow *self = POSTIL_WINDOW (window);

  postil_article_pane_finish_editing (self->pane);
  return GTK_WINDOW_CLASS (postil_window_parent_class)->close_request (window);
}

static void
postil_window_dispose (GObject *object)
{
  PostilWindow *self = POSTIL_WINDOW (object);

  /* A window that goes takes the keyboard from the editor, which would save into a window half gone. */
  if (self->library != NULL)
    postil_article_pane_finish_editing (self->pane);
  g_cancellable_cancel (self->opening);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_handle_id (&self->round_ids[0], g_source_remove);
  g_clear_handle_id (&self->round_ids[1], g_source_remove);
  g_clear_weak_pointer (&self->toast);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_WINDOW);
  g_clear_object (&self->opening);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->open, postil_open_article_free);
  g_clear_pointer (&self->wanted, postil_note_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->wanted_snippet, g_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  G_OBJECT_CLASS (postil_window_parent_class)->dispose (object);
}

static void
postil_window_class_init (PostilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = postil_window_close_request;
  g_type_ensure (POSTIL_TYPE_SHELL);
  g_type_ensure (POSTIL_TYPE_SOURCES_PANE);
  g_type_ensure (POSTIL_TYPE_LIST_PANE);
  g_type_ensure (POSTIL_TYPE_ARTICLE_PAGE);
  g_type_ensure (POSTIL_TYPE_WELCOME);
  g_type_ensure (POSTIL_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, sources);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, list);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, page);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, reading);
  gtk_widget_class_bind_template_child (widget_class, PostilWindow, welcome);
}

static void
postil_window_init (PostilWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->color = 1;
  self->pane = postil_article_page_get_pane (self->page);
  postil_shell_adopt_header (self->shell, POSTIL_PANE_SOURCES, postil_sources_pane_get_header (self->sources), NULL);
  postil_shell_adopt_header (self->shell, POSTIL_PANE_LIST, postil_list_pane_get_header (self->list),
                             postil_list_pane_get_back_button (self->list));
  postil_shell_adopt_header (self->shell, POSTIL_PANE_ARTICLE, postil_article_page_get_header (self->page),
                             postil_article_page_get_back_button (self->page));
}

/**
 * postil_window_new:
 * @application: the application
 * @library: the library it shows
 * @settings: the settings
 *
 * Makes the main window.
 *
 * Returns: (transfer none): a window, to be presented; main thread
 */
PostilWindow *
postil_window_new (GtkApplication *application, PostilLibrary *library, GSettings *settings)
{
  PostilWindow *self = g_object_new (POSTIL_TYPE_WINDOW, "application", application, NULL);

  self->library = g_object_ref (library);
  self->settings = g_object_ref (settings);
  /* First of all: the store's thread answers while the rest is connected. */
  connect_library (self);
  postil_window_add_actions (self);
  postil_window_add_keys (self);
  postil_window_connect_notes (self);
  postil_window_connect_cards (self);
  postil_article_page_set_marks_menus (self->page, make_marks_menu_cb, self);
  postil_window_connect_import (self);
  postil_window_connect_feeds (self);
  bind_settings (self);
  read_only_changed_cb (self);
  postil_window_offer_drafts (self);
  return self;
}

/**
 * postil_window_present_filled:
 * @self: the window
 *
 * Presents the window; a new one as soon as its first lists are there, so that it is laid out and drawn once, not once empty and once
 * filled. Main thread.
 */
void
postil_window_present_filled (PostilWindow *self)
{
  g_return_if_fail (POSTIL_IS_WINDOW (self));

  if (self->list_filled && self->sources_loaded)
    gtk_window_present (GTK_WINDOW (self));
  else if (self->patience_id == 0)
    self->patience_id = g_timeout_add (PATIENCE, patience_ended_cb, self);
}
