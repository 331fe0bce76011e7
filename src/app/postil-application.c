/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application opens the library, then shows a window on it; files it is started with are imported and the first is opened. A
 * second start hands its files to the first. What must not be lost is committed by the library long before the window closes. */
#include "config.h"

#include "postil-application.h"

#include "postil-app-debug.h"
#include "postil-app-style.h"
#include "postil-dialogs.h"
#include "postil-library-export.h"
#include "postil-preferences.h"
#include "postil-view.h"
#include "postil-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _PostilApplication
{
  AdwApplication parent_instance;

  /* owned */
  GSettings *settings;
  PostilLibrary *library;
  char *directory;
  GListStore *waiting; /* files to import once the library is open */
  gboolean samples;    /* fill an empty library with the samples */
  gboolean opening;
  gboolean wanted; /* a window is to be shown as soon as the library is there */
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (PostilApplication, postil_application, ADW_TYPE_APPLICATION)

static PostilWindow *
get_window (PostilApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !POSTIL_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL ? POSTIL_WINDOW (window) : NULL;
}

static void
follow_appearance (PostilApplication *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  postil_view_set_appearance (adw_style_manager_get_dark (style), adw_style_manager_get_high_contrast (style));
}

static void
follow_theme (PostilApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  int theme = g_settings_get_enum (self->settings, "theme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[CLAMP (theme, 0, 2)]);
}

static void
import_waiting (PostilApplication *self)
{
  g_autoptr (GListStore) files = g_steal_pointer (&self->waiting);

  self->waiting = g_list_store_new (G_TYPE_FILE);
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) > 0)
    postil_window_import (get_window (self), G_LIST_MODEL (files), FALSE);
  if (self->samples)
    {
      g_autoptr (GListModel) samples = postil_library_list_samples (self->library);

      self->samples = FALSE;
      postil_window_import (get_window (self), samples, TRUE);
    }
}

/* Made when asked for: as a resource that GtkApplication knows it would cost every start a window of a hundred widgets. */
static void
shortcuts_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (POSTIL_RESOURCE_PATH "/ui/postil-shortcuts.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (overlay, user_data);
  gtk_window_present (overlay);
}

static void
add_shortcuts (PostilWindow *window)
{
  static const GActionEntry actions[] = { { "show-help-overlay", shortcuts_activated, NULL, NULL, NULL, { 0 } } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
}

static void
show_window (PostilApplication *self)
{
  PostilWindow *window = get_window (self);

  if (window == NULL)
    {
      window = postil_window_new (GTK_APPLICATION (self), self->library, self->settings);
      add_shortcuts (window);
      postil_app_debug_milestone ("window");
      postil_app_debug_watch (GTK_WIDGET (window));
    }
  postil_window_present_filled (window);
  import_waiting (self);
}

/* A library that cannot be opened is said in a window, not on a terminal nobody reads; nothing was changed. */
static void
show_failure (PostilApplication *self, const GError *error)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *message = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The library could not be opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), message);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), "Postil");
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  gtk_window_present (GTK_WINDOW (window));
}

static void
library_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  self->library = postil_library_open_finish (result, &error);
  self->opening = FALSE;
  if (self->library == NULL)
    show_failure (self, error);
  else
    {
      postil_app_debug_milestone ("library");
      if (self->wanted)
        show_window (self);
    }
  g_application_release (G_APPLICATION (self));
}

static void
open_library (PostilApplication *self)
{
  if (self->library != NULL || self->opening)
    return;
  self->opening = TRUE;
  if (self->directory == NULL)
    self->directory = g_build_filename (g_get_user_data_dir (), "postil", NULL);
  g_application_hold (G_APPLICATION (self));
  postil_library_open_async (self->directory, NULL, library_opened_cb, g_object_ref (self));
}

static void
want_window (PostilApplication *self)
{
  self->wanted = TRUE;
  if (self->library != NULL)
    show_window (self);
  else
    open_library (self);
}

static void
postil_application_activate (GApplication *application)
{
  want_window (POSTIL_APPLICATION (application));
}

static void
postil_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  PostilApplication *self = POSTIL_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_list_store_append (self->waiting, files[i]);
  want_window (self);
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = postil_dialogs_open_files_finish (result, &error);
  PostilWindow *window = get_window (self);

  if (files != NULL && window != NULL)
    postil_window_import (window, files, FALSE);
  else if (error != NULL && window != NULL)
    postil_window_show_message (window, error->message);
}

static void
open_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *window = get_window (user_data);

  if (window != NULL)
    postil_dialogs_open_files_async (GTK_WINDOW (window), _ ("Open a page or text"), files_chosen_cb, g_object_ref (user_data));
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = postil_library_backup_finish (POSTIL_LIBRARY (source), result, &error);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *message = file != NULL
                                 ? g_strdup_printf (_ ("Backed up and read back: %s"), name)
                                 : g_strdup_printf (_ ("Your notes are safe, but there is no new backup: %s"), error->message);

  if (get_window (self) != NULL)
    postil_window_show_message (get_window (self), message);
}

static void
backup_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilApplication *self = user_data;

  if (self->library != NULL)
    postil_library_backup_async (self->library, NULL, backed_up_cb, g_object_ref (self));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = postil_library_check_finish (POSTIL_LIBRARY (source), result, &error);
  g_autofree char *message = NULL;

  if (findings == NULL)
    message = g_strdup (error->message);
  else if (findings->len == 0)
    message = g_strdup (_ ("The library is in order"));
  else
    message = g_strdup_printf (ngettext ("%u finding: %s", "%u findings: %s", findings->len), findings->len,
                               (const char *) g_ptr_array_index (findings, 0));
  if (get_window (self) != NULL)
    postil_window_show_message (get_window (self), message);
}

static void
check_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilApplication *self = user_data;

  if (self->library != NULL)
    postil_library_check_async (self->library, FALSE, checked_cb, g_object_ref (self));
}

static void
pause_changed (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PostilApplication *self = user_data;

  g_simple_action_set_state (action, value);
  if (self->library != NULL)
    postil_library_set_analysis_paused (self->library, g_variant_get_boolean (value));
}

static void
preferences_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilApplication *self = user_data;
  g_autoptr (GPtrArray) pages = NULL;

  if (get_window (self) == NULL)
    return;
  pages = postil_preferences_make_pages (self->library, self->settings);
  postil_dialogs_present_preferences (GTK_WINDOW (get_window (self)), pages);
}

static void
about_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  static const char *const developers[] = { "The Postil authors", NULL };
  PostilApplication *self = user_data;
  g_autofree char *debug = g_strdup_printf ("Postil %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n", POSTIL_VERSION,
                                            gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                                            adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version ());
  PostilAboutFacts facts
      = { "Postil", POSTIL_APPLICATION_ID, POSTIL_VERSION, _ ("Read the news with a pencil"), developers, debug };

  if (get_window (self) != NULL)
    postil_dialogs_present_about (GTK_WINDOW (get_window (self)), &facts);
}

static void
library_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!postil_library_close_finish (POSTIL_LIBRARY (source), result, &error))
    g_warning ("the library closed uncleanly, it will be checked at the next start: %s", error->message);
  g_clear_object (&self->library);
  g_application_release (G_APPLICATION (self));
}

/* The last window has gone: what is still being written is written, then the program ends. */
static void
window_removed_cb (PostilApplication *self, GtkWindow *window)
{
  if (!POSTIL_IS_WINDOW (window) || self->library == NULL || self->closing)
    return;
  self->closing = TRUE;
  g_application_hold (G_APPLICATION (self));
  postil_library_close_async (self->library, library_closed_cb, g_object_ref (self));
}

static void
quit_activated (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *window = get_window (user_data);

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (G_APPLICATION (user_data));
}

/* The session ends: what is being written in a note is kept, and the library closes as it does with the last window. */
static gboolean
terminated_cb (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_activated },
  { .name = "backup-now", .activate = backup_activated },
  { .name = "check-library", .activate = check_activated },
  { .name = "pause-analysis", .state = "false", .change_state = pause_changed },
  { .name = "preferences", .activate = preferences_activated },
  { .name = "about", .activate = about_activated },
  { .name = "quit", .activate = quit_activated },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.open", { "<Control>o" } },
  { "win.add-feed", { "<Control>n" } },
  { "win.refresh-all", { "F5", "<Control>r" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.search", { "<Control>k" } },
  { "win.find", { "<Control>f" } },
  { "win.export", { "<Control>e" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z" } },
  { "win.back", { "<Alt>Left" } },
  { "win.next-pane", { "F6" } },
  { "win.caret-mode", { "F7" } },
  { "win.marks-list", { "F9" } },
  { "win.show-names", { "<Alt>1" } },
  { "win.show-figures", { "<Alt>2" } },
  { "win.show-notes", { "<Alt>3" } },
  { "win.show-help-overlay", { "<Control>question" } },
};

static void
postil_application_startup (GApplication *application)
{
  PostilApplication *self = POSTIL_APPLICATION (application);
  AdwStyleManager *style;

  /* The store's thread reads while GTK wakes up. A service waits until it is asked for something. */
  if (!(g_application_get_flags (application) & G_APPLICATION_IS_SERVICE))
    open_library (self);
  postil_app_style_register ();
  G_APPLICATION_CLASS (postil_application_parent_class)->startup (application);
  postil_view_init ();
  postil_app_style_load ();
  self->settings = g_settings_new (POSTIL_APPLICATION_ID);
  style = adw_style_manager_get_default ();
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (follow_appearance), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (follow_appearance), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::theme", G_CALLBACK (follow_theme), self, G_CONNECT_SWAPPED);
  follow_theme (self);
  follow_appearance (self);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  g_signal_connect (self, "window-removed", G_CALLBACK (window_removed_cb), NULL);
  g_unix_signal_add (SIGTERM, terminated_cb, self);
  g_unix_signal_add (SIGHUP, terminated_cb, self);
  postil_app_debug_milestone ("startup");
}

static int
postil_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  PostilApplication *self = POSTIL_APPLICATION (application);
  const char *directory;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Postil %s\n", POSTIL_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "data-dir", "^&ay", &directory))
    {
      self->directory = g_canonicalize_filename (directory, NULL);
      /* Another library is another program: it must not wake the one that shows the usual library. */
      g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  self->samples = g_variant_dict_contains (options, "samples");
  return -1;
}

static void
postil_application_finalize (GObject *object)
{
  PostilApplication *self = POSTIL_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->library);
  g_clear_object (&self->waiting);
  g_free (self->directory);
  G_OBJECT_CLASS (postil_application_parent_class)->finalize (object);
}

static void
postil_application_class_init (PostilApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = postil_application_finalize;
  application_class->startup = postil_application_startup;
  application_class->activate = postil_application_activate;
  application_class->open = postil_application_open;
  application_class->handle_local_options = postil_application_handle_local_options;
}

static void
postil_application_init (PostilApplication *self)
{
  static const GOptionEntry options[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Use the library in this folder"), N_ ("FOLDER") },
    { "samples", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Add the sample articles"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL },
  };

  self->waiting = g_list_store_new (G_TYPE_FILE);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE…]"));
}

/**
 * postil_application_new:
 *
 * Makes the application. Main thread.
 *
 * Returns: (transfer full): the application, to be run
 */
PostilApplication *
postil_application_new (void)
{
  return g_object_new (POSTIL_TYPE_APPLICATION, "application-id", POSTIL_APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", POSTIL_RESOURCE_PATH, NULL);
}
