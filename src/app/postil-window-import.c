/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on their way into the library: chosen, dropped or named at the start, and what is said when they have come. A file that
 * could not be read is named with the cause, however many they were. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-library-feeds.h"
#include "postil-modal.h"

#include <glib/gi18n.h>

static char *
count_articles (const PostilImportReport *report)
{
  guint n_notes = report->n_notes_placed + report->n_notes_orphaned + report->n_notes_remembered;

  if (report->n_feeds > 0)
    return g_strdup_printf (ngettext ("%u feed added", "%u feeds added", report->n_feeds), report->n_feeds);
  if (report->n_new > 0)
    return g_strdup_printf (ngettext ("%u article added", "%u articles added", report->n_new), report->n_new);
  if (report->n_updated > 0)
    return g_strdup_printf (ngettext ("%u article updated", "%u articles updated", report->n_updated), report->n_updated);
  if (n_notes > 0)
    return g_strdup_printf (ngettext ("%u note taken in", "%u notes taken in", n_notes), n_notes);
  return NULL;
}

/* Problems before successes; one problem in full, several behind a button. */
static void
say_result (PostilWindow *self, const PostilImportReport *report)
{
  guint n_problems = report->problems->len;
  g_autofree char *count = count_articles (report);
  g_autofree char *problems = NULL;
  g_autofree char *message = NULL;

  if (n_problems == 0 && report->note_remarks->len > 0)
    postil_window_toast_button (self, count != NULL ? count : _ ("Already in the library"), _ ("Show"), "win.import-problems");
  else if (n_problems == 0)
    postil_window_show_message (self, count != NULL ? count : _ ("Already in the library"));
  else if (n_problems == 1 && count == NULL)
    postil_window_show_message (self, g_ptr_array_index (report->problems, 0));
  else
    {
      problems = g_strdup_printf (ngettext ("%u file could not be read", "%u files could not be read", n_problems), n_problems);
      message = count != NULL ? g_strdup_printf ("%s · %s", problems, count) : g_steal_pointer (&problems);
      postil_window_toast_button (self, message, _ ("Show"), "win.import-problems");
    }
}

/* Files that were not read, and notes that were not placed. */
static void
keep_problems (PostilWindow *self, const PostilImportReport *report)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < report->problems->len; i++)
    g_ptr_array_add (self->problems, g_strdup (g_ptr_array_index (report->problems, i)));
  for (guint i = 0; i < report->note_remarks->len; i++)
    g_ptr_array_add (self->problems, g_strdup (g_ptr_array_index (report->note_remarks, i)));
}

/* The last of the files is opened; the list follows when its rows have come. */
static void
show_imported (PostilWindow *self, gint64 id)
{
  postil_sources_pane_select (self->sources, POSTIL_LIST_ALL, 0, NULL);
  postil_list_pane_reveal (self->list, id);
  postil_window_open_article (self, id, TRUE);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilImportReport) report = postil_library_import_finish (POSTIL_LIBRARY (source), result, &error);

  if (report == NULL)
    {
      postil_window_show_message (self, error->message);
      return;
    }
  if (self->library == NULL)
    return; /* the window was closed meanwhile */
  if (report->article_ids->len > 0 && report->n_new + report->n_updated > 0)
    show_imported (self, g_array_index (report->article_ids, gint64, report->article_ids->len - 1));
  if (report->n_feeds > 0)
    postil_library_refresh_async (self->library, POSTIL_REFRESH_DUE, NULL, NULL, NULL, NULL);
  keep_problems (self, report);
  say_result (self, report);
}

static void
import_problems (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  PostilWindow *self = user_data;
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label;

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", (const char *) g_ptr_array_index (self->problems, i));
  label = gtk_label_new (text->str);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_window_present (postil_modal_new (GTK_WINDOW (self), _ ("Files that could not be read"), scroller));
  gtk_label_select_region (GTK_LABEL (label), 0, 0); /* the keyboard came with everything selected */
}

/**
 * postil_window_import:
 * @self: the window
 * @files: (element-type GFile): pages, texts and feed files
 * @samples: they are the sample library
 *
 * Brings files into the library, opens the last and says how it went. Main thread.
 */
void
postil_window_import (PostilWindow *self, GListModel *files, gboolean samples)
{
  postil_library_import_async (self->library, files, samples, NULL, imported_cb, g_object_ref (self));
}

static gboolean
dropped_cb (PostilWindow *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    g_list_store_append (files, at->data);
  postil_window_import (self, G_LIST_MODEL (files), FALSE);
  return TRUE;
}

/**
 * postil_window_connect_import:
 * @self: the window
 *
 * Takes files that are dropped, and adds the action that names those that could not be read. Main thread.
 */
void
postil_window_connect_import (PostilWindow *self)
{
  static const GActionEntry entries[] = { { .name = "import-problems", .activate = import_problems } };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
