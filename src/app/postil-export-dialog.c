/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the real file before anything is written. The folder is remembered; a file that the reader has edited since is left alone,
 * which the message afterwards says. */
#include "config.h"

#include "postil-export-dialog.h"

#include "postil-dialogs.h"
#include "postil-modal.h"

#include <glib/gi18n.h>

struct _PostilExportDialog
{
  AdwWindow parent_instance;

  /* template children */
  GtkWidget *export_button;
  AdwActionRow *folder_row;
  AdwActionRow *scope_row;
  GtkSwitch *scope_switch;
  GtkLabel *preview_label;
  GtkTextView *preview;

  /* owned */
  PostilLibrary *library;
  GSettings *settings;
  GCancellable *cancellable;
  gint64 article_id;
  gboolean focus_given;
};

G_DEFINE_FINAL_TYPE (PostilExportDialog, postil_export_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GFile *
get_folder (PostilExportDialog *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "export-folder");
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  if (*chosen != '\0')
    return g_file_new_for_path (chosen);
  return g_file_new_build_filename (documents != NULL ? documents : g_get_home_dir (), "Postil", NULL);
}

static void
show_folder (PostilExportDialog *self)
{
  g_autoptr (GFile) folder = get_folder (self);
  g_autofree char *name = g_file_get_parse_name (folder);

  adw_action_row_set_subtitle (self->folder_row, name);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = postil_dialogs_choose_folder_finish (result, &error);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (error != NULL)
    gtk_label_set_text (self->preview_label, error->message);
  if (path == NULL)
    return;
  g_settings_set_string (self->settings, "export-folder", path);
  show_folder (self);
}

static void
folder_activated_cb (PostilExportDialog *self)
{
  postil_dialogs_choose_folder_async (GTK_WINDOW (self), _ ("Folder for exported notes"), folder_chosen_cb, g_object_ref (self));
}

/* Enter exports, from the moment there is something to export. */
static void
set_ready (PostilExportDialog *self, gboolean ready)
{
  gtk_widget_set_sensitive (self->export_button, ready);
  if (ready && !self->focus_given)
    self->focus_given = gtk_widget_grab_focus (self->export_button);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = postil_library_preview_finish (POSTIL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->preview), text != NULL ? text : "", -1);
  gtk_label_set_text (self->preview_label, text != NULL ? _ ("Preview") : error->message);
  set_ready (self, text != NULL || gtk_switch_get_active (self->scope_switch));
}

static char *
describe_report (const PostilExportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u file written", "%u files written", report->n_written), report->n_written);
  if (report->n_unchanged > 0)
    g_string_append_printf (text, ngettext (", %u unchanged", ", %u unchanged", report->n_unchanged), report->n_unchanged);
  if (report->n_beside > 0)
    g_string_append_printf (text, ngettext (", %u under another name", ", %u under other names", report->n_beside),
                            report->n_beside);
  if (report->n_kept > 0)
    g_string_append_printf (text, ngettext (", %u note as you edited it", ", %u notes as you edited them", report->n_kept),
                            report->n_kept);
  if (report->n_conflicts > 0)
    g_string_append_printf (text, ngettext (", %u note in both versions", ", %u notes in both versions", report->n_conflicts),
                            report->n_conflicts);
  if (report->problems->len > 0)
    g_string_append_printf (text, ". %s", (const char *) g_ptr_array_index (report->problems, 0));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilExportReport) report = postil_library_export_finish (POSTIL_LIBRARY (source), result, &error);
  g_autofree char *message = NULL;

  gtk_widget_set_sensitive (self->export_button, TRUE);
  if (report == NULL)
    {
      gtk_label_set_text (self->preview_label, error->message);
      return;
    }
  message = describe_report (report);
  g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, message);
  gtk_window_close (GTK_WINDOW (self));
}

static void
export_clicked_cb (PostilExportDialog *self)
{
  g_autoptr (GFile) folder = get_folder (self);
  gboolean all = gtk_switch_get_active (self->scope_switch);

  gtk_widget_set_sensitive (self->export_button, FALSE);
  postil_library_export_async (self->library, all ? 0 : self->article_id, NULL, folder, FALSE, NULL, exported_cb,
                               g_object_ref (self));
}

static void
scope_changed_cb (PostilExportDialog *self)
{
  if (gtk_switch_get_active (self->scope_switch))
    set_ready (self, TRUE);
  else if (self->article_id != 0)
    postil_library_preview_async (self->library, self->article_id, self->cancellable, previewed_cb, g_object_ref (self));
}

static void
postil_export_dialog_dispose (GObject *object)
{
  PostilExportDialog *self = POSTIL_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->library);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (postil_export_dialog_parent_class)->dispose (object);
}

static void
postil_export_dialog_finalize (GObject *object)
{
  g_clear_object (&POSTIL_EXPORT_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (postil_export_dialog_parent_class)->finalize (object);
}

static void
postil_export_dialog_class_init (PostilExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_export_dialog_finalize;
  signals[SIGNAL_EXPORTED] = g_signal_new ("exported", POSTIL_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, scope_row);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, scope_switch);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, PostilExportDialog, preview);
}

static void
postil_export_dialog_init (PostilExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->export_button, "clicked", G_CALLBACK (export_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->folder_row, "activated", G_CALLBACK (folder_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scope_switch, "notify::active", G_CALLBACK (scope_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * postil_export_dialog_new:
 * @parent: the window it stands over
 * @library: whose notes are exported
 * @settings: keeps the folder
 * @article_id: the article whose notes are shown, or 0: all annotated articles
 *
 * Makes the export window.
 *
 * Returns: (transfer none): a window, to be presented; main thread
 */
PostilExportDialog *
postil_export_dialog_new (GtkWindow *parent, PostilLibrary *library, GSettings *settings, gint64 article_id)
{
  PostilExportDialog *self = g_object_new (POSTIL_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->library = g_object_ref (library);
  self->settings = g_object_ref (settings);
  self->article_id = article_id;
  postil_modal_fit (GTK_WINDOW (self), parent);
  show_folder (self);
  gtk_widget_set_sensitive (self->export_button, FALSE);
  gtk_switch_set_active (self->scope_switch, article_id == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->scope_row), article_id != 0);
  scope_changed_cb (self);
  return self;
}
