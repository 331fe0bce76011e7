/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed is looked for when the reader pauses or presses Enter; the first feed found is chosen, and Enter follows it.
 * Nothing is followed by looking. */
#include "config.h"

#include "postil-add-feed-dialog.h"

#include "postil-library-feeds.h"
#include "postil-modal.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAUSE 900 /* ms after the last key; what is half typed is nobody's business */

struct _PostilAddFeedDialog
{
  AdwWindow parent_instance;

  /* template children */
  AdwEntryRow *address;
  AdwEntryRow *folder;
  GtkWidget *subscribe_button;
  GtkSpinner *spinner;
  GtkLabel *status;
  GtkListBox *found;

  /* owned */
  PostilLibrary *library;
  GPtrArray *candidates; /* (element-type PostilFeedCandidate) (nullable) */
  GPtrArray *checks;     /* (element-type GtkCheckButton) borrowed from the rows */
  GCancellable *cancellable;
  char *asked; /* (nullable) what is looked for, or was */
  guint pause_id;
  gboolean follow; /* Enter was pressed before the answer came */
};

G_DEFINE_FINAL_TYPE (PostilAddFeedDialog, postil_add_feed_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_FOLLOWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_status (PostilAddFeedDialog *self, const char *text)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), text[0] != '\0');
}

static void
set_busy (PostilAddFeedDialog *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

static void
clear_found (PostilAddFeedDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->found, 0)) != NULL)
    gtk_list_box_remove (self->found, GTK_WIDGET (row));
  g_ptr_array_set_size (self->checks, 0);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->found), FALSE);
  gtk_widget_set_sensitive (self->subscribe_button, FALSE);
}

/* --- to follow --- */

static const PostilFeedCandidate *
get_chosen (PostilAddFeedDialog *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      return g_ptr_array_index (self->candidates, i);
  return NULL;
}

static void
followed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilAddFeedDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = postil_library_subscribe_finish (POSTIL_LIBRARY (source), result, &error);
  const PostilFeedCandidate *chosen = self->candidates != NULL ? get_chosen (self) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (id == 0)
    {
      set_status (self, error->message);
      gtk_widget_set_sensitive (self->subscribe_button, TRUE);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_FOLLOWED], 0, id,
                 chosen != NULL && chosen->title != NULL ? chosen->title : gtk_editable_get_text (GTK_EDITABLE (self->address)));
  gtk_window_close (GTK_WINDOW (self));
}

/* A folder in a folder is typed with a slash between them. */
static void
follow_chosen (PostilAddFeedDialog *self)
{
  const PostilFeedCandidate *chosen = self->candidates != NULL ? get_chosen (self) : NULL;
  g_auto (GStrv) folders = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->folder)), "/", -1);

  if (chosen == NULL)
    return;
  gtk_widget_set_sensitive (self->subscribe_button, FALSE);
  postil_library_subscribe_async (self->library, chosen->url, NULL, (const char *const *) folders, NULL, followed_cb,
                                  g_object_ref (self));
}

/* --- to look --- */

static char *
describe (const PostilFeedCandidate *candidate)
{
  g_autofree char *count = NULL;
  g_autoptr (GDateTime) newest = NULL;
  g_autofree char *day = NULL;

  if (candidate->n_entries == 0)
    return g_strdup (candidate->url);
  count = g_strdup_printf (ngettext ("%u article", "%u articles", candidate->n_entries), candidate->n_entries);
  if (candidate->newest == POSTIL_TIME_UNKNOWN)
    return g_steal_pointer (&count);
  newest = g_date_time_new_from_unix_local (candidate->newest / G_USEC_PER_SEC);
  day = newest != NULL ? g_date_time_format (newest, "%x") : g_strdup ("");
  /* Translators: how many articles, and the day of the newest */
  return g_strdup_printf (_ ("%s, the newest of %s"), count, day);
}

static void
add_candidate (PostilAddFeedDialog *self, const PostilFeedCandidate *candidate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *subtitle = describe (candidate);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), candidate->title != NULL ? candidate->title : candidate->url);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (self->found, row);
}

static void
show_candidates (PostilAddFeedDialog *self, GPtrArray *candidates)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u feed found", "%u feeds found", candidates->len), candidates->len);

  self->candidates = candidates;
  for (guint i = 0; i < candidates->len; i++)
    add_candidate (self, g_ptr_array_index (candidates, i));
  set_status (self, count);
  gtk_widget_set_visible (GTK_WIDGET (self->found), TRUE);
  gtk_widget_set_sensitive (self->subscribe_button, TRUE);
}

static void
discovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilAddFeedDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *candidates = postil_library_discover_finish (POSTIL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (candidates == NULL)
    {
      set_status (self, error->message);
      return;
    }
  show_candidates (self, candidates);
  if (self->follow && candidates->len == 1)
    follow_chosen (self);
}

static void
stop_looking (PostilAddFeedDialog *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->follow = FALSE;
  set_busy (self, FALSE);
}

static void
look (PostilAddFeedDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  stop_looking (self);
  clear_found (self);
  if (typed[0] == '\0')
    {
      set_status (self, "");
      return;
    }
  g_free (self->asked);
  self->asked = g_strdup (typed);
  set_busy (self, TRUE);
  set_status (self, _ ("Looking for feeds"));
  postil_library_discover_async (self->library, typed, self->cancellable, discovered_cb, g_object_ref (self));
}

static gboolean
paused_cb (gpointer user_data)
{
  PostilAddFeedDialog *self = user_data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->address));

  self->pause_id = 0;
  /* A word alone is no address yet. */
  if (strchr (typed, '.') != NULL || strchr (typed, ':') != NULL)
    look (self);
  return G_SOURCE_REMOVE;
}

static void
address_changed_cb (PostilAddFeedDialog *self)
{
  stop_looking (self);
  clear_found (self);
  set_status (self, "");
  g_clear_pointer (&self->asked, g_free);
  self->pause_id = g_timeout_add (PAUSE, paused_cb, self);
}

/* Enter looks, and follows what was found. */
static void
address_entered_cb (PostilAddFeedDialog *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  if (self->candidates != NULL)
    {
      follow_chosen (self);
      return;
    }
  if (g_strcmp0 (typed, self->asked) != 0 || !gtk_spinner_get_spinning (self->spinner))
    look (self);
  self->follow = TRUE;
}

/* --- the object --- */

static void
postil_add_feed_dialog_dispose (GObject *object)
{
  PostilAddFeedDialog *self = POSTIL_ADD_FEED_DIALOG (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_ADD_FEED_DIALOG);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (postil_add_feed_dialog_parent_class)->dispose (object);
}

static void
postil_add_feed_dialog_finalize (GObject *object)
{
  PostilAddFeedDialog *self = POSTIL_ADD_FEED_DIALOG (object);

  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_ptr_array_unref (self->checks);
  g_clear_object (&self->cancellable);
  g_free (self->asked);
  G_OBJECT_CLASS (postil_add_feed_dialog_parent_class)->finalize (object);
}

static void
postil_add_feed_dialog_class_init (PostilAddFeedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_add_feed_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_add_feed_dialog_finalize;
  signals[SIGNAL_FOLLOWED] = g_signal_new ("followed", POSTIL_TYPE_ADD_FEED_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-add-feed-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilAddFeedDialog, address);
  gtk_widget_class_bind_template_child (widget_class, PostilAddFeedDialog, folder);
  gtk_widget_class_bind_template_child (widget_class, PostilAddFeedDialog, subscribe_button);
  gtk_widget_class_bind_template_child (widget_class, PostilAddFeedDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PostilAddFeedDialog, status);
  gtk_widget_class_bind_template_child (widget_class, PostilAddFeedDialog, found);
}

static void
postil_add_feed_dialog_init (PostilAddFeedDialog *self)
{
  self->checks = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self, "map", G_CALLBACK (gtk_widget_grab_focus), self->address, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->address, "changed", G_CALLBACK (address_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->address, "entry-activated", G_CALLBACK (address_entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->folder, "entry-activated", G_CALLBACK (follow_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subscribe_button, "clicked", G_CALLBACK (follow_chosen), self, G_CONNECT_SWAPPED);
  clear_found (self);
  set_busy (self, FALSE);
  set_status (self, "");
}

/**
 * postil_add_feed_dialog_new:
 * @parent: the window it stands over
 * @library: the library
 * @folder: (nullable): names of folders with slashes between them, to begin with
 *
 * Makes the dialog. Main thread.
 *
 * Returns: (transfer none): a window, to be presented
 */
PostilAddFeedDialog *
postil_add_feed_dialog_new (GtkWindow *parent, PostilLibrary *library, const char *folder)
{
  PostilAddFeedDialog *self = g_object_new (POSTIL_TYPE_ADD_FEED_DIALOG, "transient-for", parent, NULL);

  self->library = g_object_ref (library);
  if (folder != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->folder), folder);
  postil_modal_fit (GTK_WINDOW (self), parent);
  return self;
}
