/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs for libadwaita 1.5 and newer (GTK 4.10 and newer): dialogs inside the window, and GtkFileDialog. */
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
  AdwAboutDialog *about = ADW_ABOUT_DIALOG (adw_about_dialog_new ());

  g_object_set (about, "application-name", facts->name, "application-icon", facts->icon, "version", facts->version, "comments",
                facts->comments, "license-type", GTK_LICENSE_GPL_3_0, "debug-info", facts->debug_info, "developers",
                facts->developers, "translator-credits", _ ("translator-credits"), NULL);
  adw_dialog_present (ADW_DIALOG (about), GTK_WIDGET (parent));
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
  AdwPreferencesDialog *dialog = ADW_PREFERENCES_DIALOG (adw_preferences_dialog_new ());

  for (guint i = 0; i < pages->len; i++)
    adw_preferences_dialog_add (dialog, g_ptr_array_index (pages, i));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (parent));
}

static void
files_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GListModel *files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);

  if (files == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, files, g_object_unref);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  if (folder == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, folder, g_object_unref);
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
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  g_task_set_source_tag (task, postil_dialogs_open_files_async);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_open_multiple (dialog, parent, NULL, files_opened_cb, task);
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
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  g_task_set_source_tag (task, postil_dialogs_choose_folder_async);
  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_select_folder (dialog, parent, NULL, folder_chosen_cb, task);
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
  return g_task_propagate_pointer (G_TASK (result), error);
}
