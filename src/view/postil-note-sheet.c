/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet that rises over the end of the text. While a note is edited the editor takes the place of the words. Its insides
 * are made when it rises first: a window with a margin never needs them. */
#include "config.h"

#include "postil-note-sheet.h"

#include "postil-words.h"
#include "postil-wrap-box.h"

#include <glib/gi18n.h>

struct _PostilNoteSheet
{
  GtkWidget parent_instance;

  /* template; NULL until the sheet rises first */
  GtkRevealer *revealer;
  GtkBox *body;
  GtkWidget *reading;
  GtkLabel *digit;
  GtkLabel *meaning;
  GtkLabel *date;
  GtkWidget *comment_scroller;
  GtkLabel *comment;
  PostilWrapBox *tags;
  GtkWidget *edit;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *close;

  /* children */
  GtkWidget *editor; /* (nullable) */

  guint color;
  gboolean editable;
};

G_DEFINE_FINAL_TYPE (PostilNoteSheet, postil_note_sheet, GTK_TYPE_WIDGET)

enum
{
  EDIT,
  STEP,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
edit_cb (PostilNoteSheet *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
previous_cb (PostilNoteSheet *self)
{
  g_signal_emit (self, signals[STEP], 0, TRUE);
}

static void
next_cb (PostilNoteSheet *self)
{
  g_signal_emit (self, signals[STEP], 0, FALSE);
}

static void
close_cb (PostilNoteSheet *self)
{
  postil_note_sheet_close (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
key_cb (PostilNoteSheet *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  close_cb (self);
  return GDK_EVENT_STOP;
}

static void
swipe_cb (PostilNoteSheet *self, double velocity_x, double velocity_y)
{
  if (velocity_y > 200.0)
    close_cb (self);
}

static void
postil_note_sheet_dispose (GObject *object)
{
  if (POSTIL_NOTE_SHEET (object)->revealer != NULL)
    gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_NOTE_SHEET);
  G_OBJECT_CLASS (postil_note_sheet_parent_class)->dispose (object);
}

static void
postil_note_sheet_class_init (PostilNoteSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_note_sheet_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-note-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, revealer);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, body);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, reading);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, digit);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, meaning);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, date);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, comment_scroller);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, comment);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, tags);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, edit);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, previous);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, next);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteSheet, close);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STEP]
      = g_signal_new ("step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_note_sheet_init (PostilNoteSheet *self)
{
  self->editable = TRUE;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

static void
build (PostilNoteSheet *self)
{
  GtkEventController *keys;
  GtkGesture *swipe;

  if (self->revealer != NULL)
    return;
  keys = gtk_event_controller_key_new ();
  swipe = gtk_gesture_swipe_new ();
  g_type_ensure (POSTIL_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->edit, "clicked", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->previous, "clicked", G_CALLBACK (previous_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next, "clicked", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (swipe), TRUE);
  g_signal_connect_swapped (swipe, "swipe", G_CALLBACK (swipe_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (swipe));
  gtk_widget_set_visible (self->edit, self->editable);
}

static void
open_sheet (PostilNoteSheet *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * postil_note_sheet_show_note:
 * @self: a sheet
 * @note: what to show
 * @meaning: (nullable): what its colour means
 * @number: which of the notes of the article it is, from 1; 0: the note is on the whole article
 * @total: how many there are
 *
 * Opens the sheet with a note to read.
 */
void
postil_note_sheet_show_note (PostilNoteSheet *self, PostilNote *note, const char *meaning, guint number, guint total)
{
  const char digit[2] = { (char) ('0' + MIN (note->color, POSTIL_NOTE_N_COLORS)), '\0' };
  g_autofree char *before = g_strdup_printf ("postil-color-%u", self->color);
  g_autofree char *after = g_strdup_printf ("postil-color-%u", note->color);
  g_autofree char *place = NULL;
  g_autofree char *header = NULL;
  g_autofree char *date = NULL;

  g_return_if_fail (POSTIL_IS_NOTE_SHEET (self));
  build (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self), before);
  gtk_widget_add_css_class (GTK_WIDGET (self), after);
  self->color = note->color;
  gtk_label_set_label (self->digit, digit);
  gtk_widget_set_visible (GTK_WIDGET (self->digit), note->color > 0);
  /* Translators: which of the notes of an article this is. */
  place = g_strdup_printf (_ ("note %u of %u"), number, total);
  if (number == 0)
    header = g_strdup (_ ("On the article"));
  else
    header = g_strdup_printf ("%s · %s", meaning != NULL ? meaning : "", place);
  gtk_label_set_label (self->meaning, header);
  date = postil_words_day_short (note->created, g_get_real_time ());
  gtk_label_set_label (self->date, date);
  gtk_label_set_label (self->comment, note->comment != NULL ? note->comment : "");
  gtk_widget_set_visible (self->comment_scroller, note->comment != NULL && *note->comment != '\0');
  postil_wrap_box_clear (self->tags);
  for (char **tag = note->tags; tag != NULL && *tag != NULL; tag++)
    {
      GtkWidget *chip = gtk_label_new (*tag);

      gtk_widget_add_css_class (chip, "postil-chip");
      postil_wrap_box_append (self->tags, chip);
    }
  gtk_widget_set_sensitive (self->previous, number > 1);
  gtk_widget_set_sensitive (self->next, number < total);
  open_sheet (self);
}

/**
 * postil_note_sheet_set_editable:
 * @self: a sheet
 * @editable: whether notes may be edited
 *
 * Shows or hides the button to edit.
 */
void
postil_note_sheet_set_editable (PostilNoteSheet *self, gboolean editable)
{
  g_return_if_fail (POSTIL_IS_NOTE_SHEET (self));
  self->editable = editable;
  if (self->edit != NULL)
    gtk_widget_set_visible (self->edit, editable);
}

/**
 * postil_note_sheet_set_editor:
 * @self: a sheet
 * @editor: (nullable): a widget without parent; %NULL removes it and shows the words again
 *
 * Puts an editor into the sheet and opens it.
 */
void
postil_note_sheet_set_editor (PostilNoteSheet *self, GtkWidget *editor)
{
  g_return_if_fail (POSTIL_IS_NOTE_SHEET (self));
  if (self->editor == editor)
    return;
  build (self);
  if (self->editor != NULL)
    gtk_box_remove (self->body, self->editor);
  self->editor = editor;
  gtk_widget_set_visible (self->reading, editor == NULL);
  if (editor == NULL)
    return;
  gtk_box_append (self->body, editor);
  open_sheet (self);
}

/**
 * postil_note_sheet_close:
 * @self: a sheet
 *
 * Lowers the sheet.
 */
void
postil_note_sheet_close (PostilNoteSheet *self)
{
  g_return_if_fail (POSTIL_IS_NOTE_SHEET (self));
  if (self->revealer != NULL)
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * postil_note_sheet_get_is_open:
 * @self: a sheet
 *
 * Tells whether the sheet is up.
 *
 * Returns: %TRUE while it is
 */
gboolean
postil_note_sheet_get_is_open (PostilNoteSheet *self)
{
  g_return_val_if_fail (POSTIL_IS_NOTE_SHEET (self), FALSE);
  return self->revealer != NULL && gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * postil_note_sheet_get_cover:
 * @self: a sheet
 *
 * Tells how much of what lies below an open sheet hides.
 *
 * Returns: px; 0 while it is down
 */
int
postil_note_sheet_get_cover (PostilNoteSheet *self)
{
  g_return_val_if_fail (POSTIL_IS_NOTE_SHEET (self), 0);
  return postil_note_sheet_get_is_open (self) ? gtk_widget_get_height (GTK_WIDGET (self)) : 0;
}
