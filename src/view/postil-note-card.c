/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card in the margin lane. It lays itself out, so that the lane can ask for both of its heights without changing it. */
#include "config.h"

#include "postil-note-card.h"

#include "postil-words.h"
#include "postil-wrap-box.h"

#include <glib/gi18n.h>

#define GAP 5

struct _PostilNoteCard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *header;
  GtkLabel *digit;
  GtkLabel *meaning;
  GtkLabel *date;
  GtkLabel *comment;
  GtkLabel *first_line;
  PostilWrapBox *tags;

  guint color;
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (PostilNoteCard, postil_note_card, GTK_TYPE_WIDGET)

enum
{
  ACTIVATED,
  HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
height_of (GtkWidget *child, int width)
{
  int height = 0;

  if (gtk_widget_get_visible (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static void
pressed_cb (PostilNoteCard *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (PostilNoteCard *self, int n_press)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
key_cb (PostilNoteCard *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[ACTIVATED], 0);
  return GDK_EVENT_STOP;
}

static void
enter_cb (PostilNoteCard *self)
{
  g_signal_emit (self, signals[HOVERED], 0, TRUE);
}

static void
leave_cb (PostilNoteCard *self)
{
  g_signal_emit (self, signals[HOVERED], 0, FALSE);
}

static GtkSizeRequestMode
postil_note_card_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
postil_note_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  PostilNoteCard *self = POSTIL_NOTE_CARD (widget);
  int height;
  int part;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->header, GTK_ORIENTATION_HORIZONTAL, -1, minimum, NULL, NULL, NULL);
      *natural = MAX (*minimum, 180);
      return;
    }
  height = height_of (self->header, for_size);
  part = height_of (GTK_WIDGET (self->comment), for_size);
  height += part > 0 ? GAP + part : 0;
  part = height_of (GTK_WIDGET (self->tags), for_size);
  height += part > 0 ? GAP + 3 + part : 0;
  *minimum = *natural = height;
}

static void
allocate_child (GtkWidget *child, int y, int width, int height)
{
  GtkAllocation area = { 0, y, width, height };

  gtk_widget_set_child_visible (child, TRUE);
  if (gtk_widget_get_visible (child))
    gtk_widget_size_allocate (child, &area, -1);
}

static void
postil_note_card_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PostilNoteCard *self = POSTIL_NOTE_CARD (widget);
  const int header = height_of (self->header, width);
  int y = header + GAP;

  allocate_child (self->header, 0, width, header);
  if (self->folded)
    {
      allocate_child (GTK_WIDGET (self->first_line), y, width, height_of (GTK_WIDGET (self->first_line), width));
      gtk_widget_set_child_visible (GTK_WIDGET (self->comment), FALSE);
      gtk_widget_set_child_visible (GTK_WIDGET (self->tags), FALSE);
      return;
    }
  gtk_widget_set_child_visible (GTK_WIDGET (self->first_line), FALSE);
  if (gtk_widget_get_visible (GTK_WIDGET (self->comment)))
    {
      const int own = height_of (GTK_WIDGET (self->comment), width);

      allocate_child (GTK_WIDGET (self->comment), y, width, own);
      y += own + GAP;
    }
  allocate_child (GTK_WIDGET (self->tags), y + 3, width, height_of (GTK_WIDGET (self->tags), width));
}

static void
postil_note_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_NOTE_CARD);
  G_OBJECT_CLASS (postil_note_card_parent_class)->dispose (object);
}

static void
postil_note_card_class_init (PostilNoteCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_note_card_dispose;
  widget_class->get_request_mode = postil_note_card_get_request_mode;
  widget_class->measure = postil_note_card_measure;
  widget_class->size_allocate = postil_note_card_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-note-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, header);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, digit);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, meaning);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, date);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, comment);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, first_line);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteCard, tags);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  signals[ACTIVATED]
      = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HOVERED] = g_signal_new ("hovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_BOOLEAN);
}

static void
postil_note_card_init (PostilNoteCard *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_type_ensure (POSTIL_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
}

/**
 * postil_note_card_new:
 *
 * Makes an empty card.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_note_card_new (void)
{
  return g_object_new (POSTIL_TYPE_NOTE_CARD, NULL);
}

static void
set_color (PostilNoteCard *self, guint color)
{
  g_autofree char *before = g_strdup_printf ("postil-color-%u", self->color);
  g_autofree char *after = g_strdup_printf ("postil-color-%u", color);
  const char digit[2] = { (char) ('0' + MIN (color, 5)), '\0' };

  gtk_widget_remove_css_class (GTK_WIDGET (self), before);
  gtk_widget_add_css_class (GTK_WIDGET (self), after);
  gtk_label_set_label (self->digit, digit);
  gtk_widget_set_visible (GTK_WIDGET (self->digit), color > 0);
  self->color = color;
}

static void
set_tags (PostilNoteCard *self, const PostilNote *note)
{
  postil_wrap_box_clear (self->tags);
  for (char **tag = note->tags; tag != NULL && *tag != NULL; tag++)
    {
      GtkWidget *chip = gtk_label_new (*tag);

      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (chip, "postil-chip");
      postil_wrap_box_append (self->tags, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tags), note->tags != NULL && note->tags[0] != NULL);
}

/**
 * postil_note_card_set_note:
 * @self: a card
 * @note: what it shows
 * @meaning: (nullable): what the note's colour means
 *
 * Shows a note.
 */
void
postil_note_card_set_note (PostilNoteCard *self, PostilNote *note, const char *meaning)
{
  const gboolean has_comment = note->comment != NULL && *note->comment != '\0';
  g_autofree char *date = NULL;
  g_autofree char *spoken = NULL;
  g_autofree char *joined = NULL;

  g_return_if_fail (POSTIL_IS_NOTE_CARD (self) && note != NULL);
  set_color (self, note->color);
  set_tags (self, note);
  if (note->color == 0)
    meaning = _ ("On the article");
  date = postil_words_day_short (note->created, g_get_real_time ());
  gtk_label_set_label (self->meaning, meaning != NULL ? meaning : "");
  gtk_label_set_label (self->date, date);
  gtk_label_set_label (self->comment, note->comment != NULL ? note->comment : "");
  gtk_widget_set_visible (GTK_WIDGET (self->comment), has_comment);
  joined = note->tags != NULL ? g_strjoinv (" · ", note->tags) : NULL;
  gtk_label_set_label (self->first_line, has_comment ? note->comment : (joined != NULL ? joined : ""));
  spoken = postil_words_note (note->color, meaning, has_comment, note->tags != NULL ? g_strv_length (note->tags) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note->comment != NULL ? note->comment : "", -1);
}

/**
 * postil_note_card_set_folded:
 * @self: a card
 * @folded: whether only the header and one line are shown
 *
 * Folds the card. May be called while the lane allocates it.
 */
void
postil_note_card_set_folded (PostilNoteCard *self, gboolean folded)
{
  g_return_if_fail (POSTIL_IS_NOTE_CARD (self));
  if (self->folded == folded)
    return;
  self->folded = folded;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * postil_note_card_get_folded_height:
 * @self: a card
 *
 * Gives the height of the folded card, without the spacing its style adds.
 *
 * Returns: px
 */
int
postil_note_card_get_folded_height (PostilNoteCard *self)
{
  g_return_val_if_fail (POSTIL_IS_NOTE_CARD (self), 0);
  return height_of (self->header, -1) + GAP + height_of (GTK_WIDGET (self->first_line), -1);
}

/**
 * postil_note_card_set_ringed:
 * @self: a card
 * @ringed: whether the pointer or the focus is on the note or its highlight
 *
 * Rings the card.
 */
void
postil_note_card_set_ringed (PostilNoteCard *self, gboolean ringed)
{
  g_return_if_fail (POSTIL_IS_NOTE_CARD (self));
  if (ringed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ringed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ringed");
}
