/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search as one types. Each change asks the library anew and drops the question before; the answer is at most a page long, so that
 * rows are plain widgets. Hits come marked by two private-use characters, which become bold text on yellow. */
#include "config.h"

#include "postil-search-dialog.h"

#include "postil-hit-label.h"
#include "postil-letter-icon.h"
#include "postil-library-error.h"
#include "postil-library-notes.h"
#include "postil-modal.h"

#include <glib/gi18n.h>

#define MOST_HITS 60
#define MOST_NOTES 600
#define ROWS_AT_ONCE 10 /* what is seen at first */
#define ROWS_LATER 4    /* between two frames, as long as rows are missing below */

struct _PostilSearchDialog
{
  AdwWindow parent_instance;

  /* template children */
  GtkSearchEntry *entry;
  GtkStack *stack;
  AdwStatusPage *hint;
  AdwStatusPage *mistake;
  GtkButton *save;
  GtkListBox *hits;

  /* owned */
  PostilLibrary *library;
  GCancellable *cancellable;
  GPtrArray *found; /* (nullable) (element-type PostilSearchHit), or of PostilNote when found_notes */
  char *ended;      /* (nullable) what Enter was pressed on without a hit, until the text changes */
  GArray *order;    /* (element-type guint) of what was found, as it is listed */
  guint next;       /* in the order: the row to be made next */
  guint adding;     /* source that makes the rest; 0: none */
  gboolean found_notes;
  gboolean notes_only;
};

G_DEFINE_FINAL_TYPE (PostilSearchDialog, postil_search_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_OPEN_HIT,
  SIGNAL_SAVE_SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_hits (PostilSearchDialog *self)
{
  GtkListBoxRow *row;

  g_clear_handle_id (&self->adding, g_source_remove);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_array_set_size (self->order, 0);
  self->next = 0;
  while ((row = gtk_list_box_get_row_at_index (self->hits, 0)) != NULL)
    gtk_list_box_remove (self->hits, GTK_WIDGET (row));
}

static GtkWidget *
make_text (const char *first, const char *second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *upper = postil_hit_label_new (first);
  GtkWidget *lower = postil_hit_label_new (second);

  gtk_widget_add_css_class (lower, "postil-secondary");
  gtk_widget_add_css_class (lower, "caption");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), upper);
  if (*second != '\0')
    gtk_box_append (GTK_BOX (box), lower);
  return box;
}

static GtkWidget *
make_date (gint64 time)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (time == POSTIL_TIME_UNKNOWN || time == 0)
    return NULL;
  date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  text = date != NULL ? g_date_time_format (date, _ ("%-e %b %Y")) : NULL;
  label = gtk_label_new (text != NULL ? text : "");
  gtk_widget_add_css_class (label, "postil-secondary");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

/* The digit of a highlight on its fill; the note's text is spoken beside it. */
static GtkWidget *
make_digit (guint color)
{
  g_autofree char *digit = g_strdup_printf ("%u", color);
  g_autofree char *style = g_strdup_printf ("postil-digit-%u", color);
  GtkWidget *label = gtk_label_new (digit);

  gtk_widget_add_css_class (label, "postil-digit");
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_note_row (const PostilNote *note, const char *title, const char *snippet)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *badge = note->color > 0 ? make_digit (note->color) : gtk_image_new_from_icon_name ("postil-notes-symbolic");
  g_autofree char *where = g_strdup_printf (_ ("in “%s”"), title);
  GtkWidget *date = make_date (note->modified);

  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), make_text (snippet, where));
  if (date != NULL)
    gtk_box_append (GTK_BOX (box), date);
  return box;
}

static GtkWidget *
make_article_row (const PostilSearchHit *hit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *badge = postil_letter_icon_new (hit->source);
  GtkWidget *date = make_date (hit->published);

  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), make_text (hit->title, hit->snippet != NULL ? hit->snippet : ""));
  if (date != NULL)
    gtk_box_append (GTK_BOX (box), date);
  return box;
}

static GtkWidget *
append_row (PostilSearchDialog *self, GtkWidget *content, const char *group, PostilNote *note, gint64 article_id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  gint64 *id = g_new (gint64, 1);

  *id = article_id;
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  g_object_set_data (G_OBJECT (row), "postil-group", (gpointer) group);
  g_object_set_data_full (G_OBJECT (row), "postil-article", id, g_free);
  if (note != NULL)
    g_object_set_data_full (G_OBJECT (row), "postil-note", postil_note_ref (note), (GDestroyNotify) postil_note_unref);
  gtk_list_box_append (self->hits, row);
  return row;
}

static void
show_state (PostilSearchDialog *self, guint n_hits)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (n_hits > 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "hits");
      gtk_list_box_select_row (self->hits, gtk_list_box_get_row_at_index (self->hits, 0));
    }
  else
    gtk_stack_set_visible_child_name (self->stack, *text != '\0' ? "nothing" : "hint");
}

/* Where the query cannot be read, and what to write instead. */
static void
show_mistake (PostilSearchDialog *self, const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  clear_hits (self);
  adw_status_page_set_description (self->mistake, escaped);
  gtk_stack_set_visible_child_name (self->stack, "mistake");
}

static void
append_hit (PostilSearchDialog *self, const PostilSearchHit *hit)
{
  GtkWidget *content = hit->is_note ? make_note_row (hit->note, hit->title, hit->snippet) : make_article_row (hit);
  GtkWidget *row = append_row (self, content, hit->is_note ? N_ ("Notes") : N_ ("Articles"), hit->note, hit->article_id);

  g_object_set_data_full (G_OBJECT (row), "postil-snippet", g_strdup (hit->snippet), g_free);
}

static void
append_note (PostilSearchDialog *self, PostilNote *note)
{
  g_autofree char *text = *note->comment != '\0' && *note->quote != '\0'
                              ? /* Translators: a comment, and the passage it is about. */
                              g_strdup_printf (_ ("%s — “%s”"), note->comment, note->quote)
                              : g_strdup (*note->comment != '\0' ? note->comment : note->quote);

  append_row (self, make_note_row (note, note->article_title, g_strdelimit (text, "\n", ' ')),
              note->orphan ? N_ ("Lost their place") : N_ ("Notes"), note, 0);
}

static void
append_some (PostilSearchDialog *self, guint most)
{
  for (guint i = 0; i < most && self->next < self->order->len; i++)
    {
      gpointer found = g_ptr_array_index (self->found, g_array_index (self->order, guint, self->next++));

      if (self->found_notes)
        append_note (self, found);
      else
        append_hit (self, found);
    }
}

static GtkAdjustment *
get_scroll (PostilSearchDialog *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->hits), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

/* Whether rows are missing within half a page below what is seen. */
static gboolean
is_short (PostilSearchDialog *self)
{
  GtkAdjustment *scroll = get_scroll (self);
  const double page = gtk_adjustment_get_page_size (scroll);

  return self->next < self->order->len && gtk_adjustment_get_value (scroll) + 1.5 * page >= gtk_adjustment_get_upper (scroll);
}

static gboolean
append_more_cb (gpointer user_data)
{
  PostilSearchDialog *self = user_data;

  self->adding = 0;
  append_some (self, ROWS_LATER);
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (PostilSearchDialog *self)
{
  if (self->adding == 0 && is_short (self))
    self->adding = g_idle_add (append_more_cb, self);
}

/* Lists what is in the order: what fits into the window at once, the rest when the reader comes near it, so that typing never waits
 * for rows nobody sees. */
static void
list_found (PostilSearchDialog *self)
{
  append_some (self, ROWS_AT_ONCE);
  show_state (self, self->order->len);
  scrolled_cb (self);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilSearchDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = postil_library_search_finish (POSTIL_LIBRARY (source), result, &error);

  if (hits == NULL)
    {
      if (g_error_matches (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY))
        show_mistake (self, error->message);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("the search failed, the old results stay: %s", error->message);
      return;
    }
  clear_hits (self);
  self->found = g_ptr_array_ref (hits);
  self->found_notes = FALSE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < hits->len; i++)
      if (((const PostilSearchHit *) g_ptr_array_index (hits, i))->is_note == (pass == 0))
        g_array_append_val (self->order, i);
  list_found (self);
}

static void
notes_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilSearchDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = postil_library_list_notes_finish (POSTIL_LIBRARY (source), result, &error);

  if (notes == NULL)
    {
      if (g_error_matches (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY))
        show_mistake (self, error->message);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("the notes could not be listed, the old list stays: %s", error->message);
      return;
    }
  clear_hits (self);
  self->found = g_ptr_array_ref (notes);
  self->found_notes = TRUE;
  for (guint i = 0; i < notes->len && i < MOST_NOTES; i++)
    g_array_append_val (self->order, i);
  list_found (self);
}

/* Looks for what is in the box; a mistake at its end is none while it is being typed. */
static void
look_for (PostilSearchDialog *self, const char *text, gboolean typing)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->notes_only)
    postil_library_list_notes_async (self->library, *text != '\0' ? text : NULL, typing ? POSTIL_NOTES_TYPING : 0,
                                     self->cancellable, notes_listed_cb, g_object_ref (self));
  else if (*text != '\0')
    postil_library_search_async (self->library, text, MOST_HITS, typing ? POSTIL_SEARCH_TYPING : 0, self->cancellable,
                                 searched_cb, g_object_ref (self));
  else
    {
      clear_hits (self);
      show_state (self, 0);
    }
}

static void
search_changed_cb (PostilSearchDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "search.save", *text != '\0');
  /* The word that the box changed comes late: Enter may have asked for the same by then. */
  if (g_strcmp0 (text, self->ended) == 0)
    return;
  g_clear_pointer (&self->ended, g_free);
  look_for (self, text, TRUE);
}

static void
row_activated_cb (PostilSearchDialog *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_HIT], 0, g_object_get_data (G_OBJECT (row), "postil-note"),
                 *(gint64 *) g_object_get_data (G_OBJECT (row), "postil-article"),
                 g_object_get_data (G_OBJECT (row), "postil-snippet"));
  gtk_window_close (GTK_WINDOW (self));
}

/* Only what can be read can be kept; the window that asked says what became of it. */
static void
save_cb (GtkWidget *widget, const char *name, GVariant *unused)
{
  PostilSearchDialog *self = POSTIL_SEARCH_DIALOG (widget);

  g_signal_emit (self, signals[SIGNAL_SAVE_SEARCH], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_window_close (GTK_WINDOW (self));
}

/* Opens what is chosen; where nothing was found, the search is over, and a mistake at its end is told. */
static void
entry_activate_cb (PostilSearchDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->hits);

  if (row != NULL)
    {
      row_activated_cb (self, row);
      return;
    }
  g_free (self->ended);
  self->ended = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  look_for (self, self->ended, FALSE);
}

/* Down moves from the box to the results, where the list's own keys take over. */
static gboolean
entry_key_cb (PostilSearchDialog *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->hits);

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
group_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *group = g_object_get_data (G_OBJECT (row), "postil-group");
  GtkWidget *label;

  if (before != NULL && g_object_get_data (G_OBJECT (before), "postil-group") == (gpointer) group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ (group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "postil-section");
  gtk_list_box_row_set_header (row, label);
}

static void
postil_search_dialog_dispose (GObject *object)
{
  PostilSearchDialog *self = POSTIL_SEARCH_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->adding, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), POSTIL_TYPE_SEARCH_DIALOG);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (postil_search_dialog_parent_class)->dispose (object);
}

static void
postil_search_dialog_finalize (GObject *object)
{
  PostilSearchDialog *self = POSTIL_SEARCH_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->ended, g_free);
  g_array_unref (self->order);
  G_OBJECT_CLASS (postil_search_dialog_parent_class)->finalize (object);
}

static void
postil_search_dialog_class_init (PostilSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_search_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_search_dialog_finalize;
  signals[SIGNAL_SAVE_SEARCH] = g_signal_new ("save-search", POSTIL_TYPE_SEARCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "search.save", NULL, save_cb);
  signals[SIGNAL_OPEN_HIT] = g_signal_new ("open-hit", POSTIL_TYPE_SEARCH_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 3, POSTIL_TYPE_NOTE, G_TYPE_INT64, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchDialog, mistake);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchDialog, save);
  gtk_widget_class_bind_template_child (widget_class, PostilSearchDialog, hits);
}

static void
postil_search_dialog_init (PostilSearchDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_scroll (self), "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_scroll (self), "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_header_func (self->hits, group_header_cb, NULL, NULL);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hits, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * postil_search_dialog_new:
 * @parent: the window it stands over
 * @library: what is searched
 * @notes_only: list and search the notes alone
 *
 * Makes the search window; with @notes_only it begins with all notes.
 *
 * Returns: (transfer none): a window, to be presented; main thread
 */
PostilSearchDialog *
postil_search_dialog_new (GtkWindow *parent, PostilLibrary *library, gboolean notes_only)
{
  PostilSearchDialog *self = g_object_new (POSTIL_TYPE_SEARCH_DIALOG, "transient-for", parent, NULL);

  self->library = g_object_ref (library);
  self->notes_only = notes_only;
  postil_modal_fit (GTK_WINDOW (self), parent);
  if (notes_only)
    {
      /* What is kept lists articles. */
      gtk_widget_set_visible (GTK_WIDGET (self->save), FALSE);
      gtk_window_set_title (GTK_WINDOW (self), _ ("Notes"));
      g_object_set (self->entry, "placeholder-text", _ ("Search in notes"), NULL);
      adw_status_page_set_title (self->hint, _ ("No notes yet"));
      adw_status_page_set_description (self->hint, _ ("Select a passage in an article and press h to highlight it."));
      adw_status_page_set_icon_name (self->hint, "postil-notes-symbolic");
    }
  else
    g_object_set (self->entry, "placeholder-text", _ ("Search articles, passages and comments"), NULL);
  search_changed_cb (self);
  return self;
}
