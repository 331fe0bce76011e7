/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs for libadwaita before 1.5: windows of their own, and the native file chooser. */
#include "config.h"

#include "postil-dialogs.h"

#include <glib/gi18n.h>

/**
 * postil_dialogs_present_about:
 * @parent: the window it belongs to
 * @facts: what it says
 *
 * Shows the About dialog. Main thread.
 */
void
postil_dialogs_present_about (GtkWindow *parent, const PostilAboutFacts *facts)
{
  AdwAboutWindow *about = ADW_ABOUT_WINDOW (adw_about_window_new ());

  g_object_set (about, "application-name", facts->name, "application-icon", facts->icon, "version", facts->version, "comments",
                facts->comments, "license-type", GTK_LICENSE_GPL_3_0, "debug-info", facts->debug_info, "transient-for", parent,
                "modal", TRUE, "developers", facts->developers, "translator-credits", _ ("translator-credits"), NULL);
  gtk_window_present (GTK_WINDOW (about));
}

/**
 * postil_dialogs_present_preferences:
 * @parent: the window it belongs to
 * @pages: (element-type AdwPreferencesPage): its pages, in order
 *
 * Shows the preferences. Main thread.
 */
void
postil_dialogs_present_preferences (GtkWindow *parent, GPtrArray *pages)
{
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (adw_preferences_window_new ());

  for (guint i = 0; i < pages->len; i++)
    adw_preferences_window_add (window, g_ptr_array_index (pages, i));
  adw_preferences_window_set_search_enabled (window, FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 720);
  gtk_window_present (GTK_WINDOW (window));
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_pointer (task, NULL, NULL);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose (GtkWindow *parent, const char *title, GtkFileChooserAction action, GTask *task)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), action == GTK_FILE_CHOOSER_ACTION_OPEN);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * postil_dialogs_open_files_async:
 * @parent: the window it belongs to
 * @title: what is asked for
 * @callback: called when the person has chosen
 * @user_data: for @callback
 *
 * Asks for files to open. Main thread.
 */
void
postil_dialogs_open_files_async (GtkWindow *parent, const char *title, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_dialogs_open_files_async);
  choose (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, task);
}

/**
 * postil_dialogs_open_files_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the files, or %NULL when nothing was chosen; main thread
 */
GListModel *
postil_dialogs_open_files_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * postil_dialogs_choose_folder_async:
 * @parent: the window it belongs to
 * @title: what is asked for
 * @callback: called when the person has chosen
 * @user_data: for @callback
 *
 * Asks for a folder. Main thread.
 */
void
postil_dialogs_choose_folder_async (GtkWindow *parent, const char *title, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_dialogs_choose_folder_async);
  choose (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, task);
}

/**
 * postil_dialogs_choose_folder_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the folder, or %NULL when nothing was chosen; main thread
 */
GFile *
postil_dialogs_choose_folder_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GListModel) files = g_task_propagate_pointer (G_TASK (result), error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}
