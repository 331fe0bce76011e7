/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor keeps what was typed as a draft while it is typed and asks for it to be saved when the reader leaves. It
 * says "Saved" only when it is told so. */
#include "config.h"

#include "postil-note-editor.h"

#include "postil-tag-entry.h"
#include "postil-words.h"

#include <glib/gi18n.h>

#define DRAFT_DELAY 100 /* ms after the first key that is not kept; the library waits longer */
#define LEAST_HEIGHT 46 /* px of the comment */
#define MOST_HEIGHT 240

struct _PostilNoteEditor
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *colors;
  GtkToggleButton *color_1;
  GtkToggleButton *color_2;
  GtkToggleButton *color_3;
  GtkToggleButton *color_4;
  GtkToggleButton *color_5;
  GtkWidget *delete;
  GtkLabel *meaning;
  GtkImage *status_icon;
  GtkLabel *status;
  GtkScrolledWindow *scroller;
  GtkTextView *comment;
  PostilTagEntry *tags;

  /* owned */
  PostilNote *note;
  char *sent; /* the comment that was last asked to be saved */
  char *meanings[POSTIL_NOTE_N_COLORS + 1];
  guint draft_source;
  guint height_source;
  guint color;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (PostilNoteEditor, postil_note_editor, GTK_TYPE_WIDGET)

enum
{
  SAVE,
  DRAFT,
  DELETE,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkToggleButton *
get_swatch (PostilNoteEditor *self, guint color)
{
  GtkToggleButton *const swatches[] = { NULL, self->color_1, self->color_2, self->color_3, self->color_4, self->color_5 };

  return color < G_N_ELEMENTS (swatches) ? swatches[color] : NULL;
}

static char *
get_comment (PostilNoteEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->comment);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
set_status (PostilNoteEditor *self, const char *text, gboolean saved, gboolean failed)
{
  gtk_label_set_label (self->status, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), failed ? text : NULL);
  gtk_image_set_from_icon_name (self->status_icon, failed ? "dialog-warning-symbolic" : "object-select-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->status_icon), saved || failed);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "postil-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "postil-error");
}

static void
show_color (PostilNoteEditor *self, guint color)
{
  GtkToggleButton *swatch = get_swatch (self, color);
  g_autofree char *before = g_strdup_printf ("postil-color-%u", self->color);
  g_autofree char *after = g_strdup_printf ("postil-color-%u", color);
  const gboolean loading = self->loading;

  gtk_widget_remove_css_class (GTK_WIDGET (self), before);
  gtk_widget_add_css_class (GTK_WIDGET (self), after);
  self->color = color;
  self->loading = TRUE;
  if (swatch != NULL)
    gtk_toggle_button_set_active (swatch, TRUE);
  self->loading = loading;
  gtk_widget_set_visible (self->colors, color > 0);
  gtk_label_set_label (self->meaning,
                       color == 0 ? _ ("On the article") : (self->meanings[color] != NULL ? self->meanings[color] : ""));
}

static void
set_color (PostilNoteEditor *self, guint color)
{
  if (self->note == NULL || color == self->color || self->color == 0)
    return;
  show_color (self, color);
  set_status (self, "", FALSE, FALSE);
  g_signal_emit (self, signals[SAVE], 0, color, NULL, NULL);
}

/* A text view in a scrolled window does not ask for the height of its text by itself. */
static gboolean
update_height_cb (gpointer data)
{
  PostilNoteEditor *self = data;
  GtkTextIter end;
  GdkRectangle last;
  int height;

  self->height_source = 0;
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->comment), &end);
  gtk_text_view_get_iter_location (self->comment, &end, &last);
  height = CLAMP (last.y + last.height, LEAST_HEIGHT, MOST_HEIGHT);
  if (gtk_scrolled_window_get_min_content_height (self->scroller) != height)
    gtk_scrolled_window_set_min_content_height (self->scroller, height);
  return G_SOURCE_REMOVE;
}

static void
queue_height (PostilNoteEditor *self)
{
  if (self->height_source == 0)
    self->height_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_height_cb, self, NULL);
}

/* --- callbacks --- */

static void
swatch_toggled_cb (PostilNoteEditor *self, GtkToggleButton *button)
{
  if (self->loading || !gtk_toggle_button_get_active (button))
    return;
  for (guint color = 1; color <= POSTIL_NOTE_N_COLORS; color++)
    if (get_swatch (self, color) == button)
      set_color (self, color);
}

static gboolean
draft_cb (gpointer data)
{
  PostilNoteEditor *self = data;
  g_autofree char *comment = get_comment (self);

  self->draft_source = 0;
  g_signal_emit (self, signals[DRAFT], 0, comment);
  return G_SOURCE_REMOVE;
}

static void
comment_changed_cb (PostilNoteEditor *self)
{
  queue_height (self);
  if (self->loading)
    return;
  set_status (self, "", FALSE, FALSE);
  if (self->draft_source == 0)
    self->draft_source = g_timeout_add (DRAFT_DELAY, draft_cb, self);
}

static void
tags_changed_cb (PostilNoteEditor *self)
{
  g_auto (GStrv) tags = NULL;

  if (self->loading || self->note == NULL)
    return;
  tags = postil_tag_entry_get_tags (self->tags);
  set_status (self, "", FALSE, FALSE);
  g_signal_emit (self, signals[SAVE], 0, 0u, NULL, tags);
}

static void
delete_cb (PostilNoteEditor *self)
{
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_signal_emit (self, signals[DELETE], 0);
}

static void
focus_left_cb (PostilNoteEditor *self)
{
  if (self->note != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    postil_note_editor_flush (self);
}

static gboolean
key_cb (PostilNoteEditor *self, guint key, guint code, GdkModifierType state)
{
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers == GDK_CONTROL_MASK && key >= GDK_KEY_1 && key <= GDK_KEY_5)
    {
      set_color (self, key - GDK_KEY_1 + 1);
      return GDK_EVENT_STOP;
    }
  if (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    {
      postil_note_editor_flush (self);
      g_signal_emit (self, signals[CLOSED], 0);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* Between its fields the editor keeps the click to itself: the article behind it would take the focus. */
static void
pressed_cb (PostilNoteEditor *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* After the fields had their chance: the first Esc closes what is offered, the next one the editor. */
static gboolean
escape_cb (PostilNoteEditor *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  postil_note_editor_flush (self);
  g_signal_emit (self, signals[CLOSED], 0);
  return GDK_EVENT_STOP;
}

/* --- virtual functions --- */

static void
postil_note_editor_dispose (GObject *object)
{
  PostilNoteEditor *self = POSTIL_NOTE_EDITOR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->height_source, g_source_remove);
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_clear_pointer (&self->note, postil_note_unref); /* the focus that leaves now saves nothing */
  gtk_widget_dispose_template (GTK_WIDGET (object), POSTIL_TYPE_NOTE_EDITOR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child); /* those the template does not bind */
  G_OBJECT_CLASS (postil_note_editor_parent_class)->dispose (object);
}

static void
postil_note_editor_finalize (GObject *object)
{
  PostilNoteEditor *self = POSTIL_NOTE_EDITOR (object);

  g_clear_pointer (&self->note, postil_note_unref);
  g_free (self->sent);
  for (guint i = 0; i < G_N_ELEMENTS (self->meanings); i++)
    g_free (self->meanings[i]);
  G_OBJECT_CLASS (postil_note_editor_parent_class)->finalize (object);
}

static void
postil_note_editor_class_init (PostilNoteEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = postil_note_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = postil_note_editor_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, POSTIL_RESOURCE_PATH "/ui/postil-note-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, colors);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, color_1);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, color_2);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, color_3);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, color_4);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, color_5);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, delete);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, meaning);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, status_icon);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, status);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, comment);
  gtk_widget_class_bind_template_child (widget_class, PostilNoteEditor, tags);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  signals[SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                G_TYPE_UINT, G_TYPE_STRING, G_TYPE_STRV);
  signals[DRAFT]
      = g_signal_new ("draft", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DELETE] = g_signal_new ("delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
postil_note_editor_init (PostilNoteEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *escape = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *comment_focus = gtk_event_controller_focus_new ();

  g_type_ensure (POSTIL_TYPE_TAG_ENTRY);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint color = 1; color <= POSTIL_NOTE_N_COLORS; color++)
    g_signal_connect_object (get_swatch (self, color), "toggled", G_CALLBACK (swatch_toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->comment), "changed", G_CALLBACK (comment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed", G_CALLBACK (queue_height), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tags, "changed", G_CALLBACK (tags_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->delete, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (comment_focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->comment), comment_focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (escape, "key-pressed", G_CALLBACK (escape_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), escape);
}

/**
 * postil_note_editor_new:
 *
 * Makes an editor without note.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
postil_note_editor_new (void)
{
  return g_object_new (POSTIL_TYPE_NOTE_EDITOR, NULL);
}

/**
 * postil_note_editor_begin:
 * @self: an editor
 * @note: what is edited
 * @draft: (nullable): replaces the stored comment
 *
 * Takes a note up.
 */
void
postil_note_editor_begin (PostilNoteEditor *self, PostilNote *note, const char *draft)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self) && note != NULL);
  postil_note_ref (note);
  g_clear_pointer (&self->note, postil_note_unref);
  self->note = note;
  g_free (self->sent);
  self->sent = g_strdup (note->comment != NULL ? note->comment : "");
  buffer = gtk_text_view_get_buffer (self->comment);
  self->loading = TRUE;
  show_color (self, MIN (note->color, POSTIL_NOTE_N_COLORS));
  gtk_text_buffer_begin_irreversible_action (buffer); /* Ctrl+Z does not go behind what was there */
  gtk_text_buffer_set_text (buffer, draft != NULL ? draft : self->sent, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  postil_tag_entry_set_tags (self->tags, (const char *const *) note->tags);
  self->loading = FALSE;
  set_status (self, "", FALSE, FALSE);
}

/**
 * postil_note_editor_update:
 * @self: an editor
 * @note: the same note as it is stored now
 *
 * Learns of a new revision. Words that are being written are left alone.
 */
void
postil_note_editor_update (PostilNoteEditor *self, PostilNote *note)
{
  g_auto (GStrv) tags = NULL;

  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self) && note != NULL);
  postil_note_ref (note);
  g_clear_pointer (&self->note, postil_note_unref);
  self->note = note;
  if (note->color != self->color)
    show_color (self, MIN (note->color, POSTIL_NOTE_N_COLORS));
  tags = postil_tag_entry_get_tags (self->tags);
  if (note->tags != NULL && g_strv_length (tags) != g_strv_length (note->tags))
    {
      self->loading = TRUE;
      postil_tag_entry_set_tags (self->tags, (const char *const *) note->tags);
      self->loading = FALSE;
    }
}

/**
 * postil_note_editor_get_note:
 * @self: an editor
 *
 * Gives the note that is edited.
 *
 * Returns: (transfer none) (nullable): the note
 */
PostilNote *
postil_note_editor_get_note (PostilNoteEditor *self)
{
  g_return_val_if_fail (POSTIL_IS_NOTE_EDITOR (self), NULL);
  return self->note;
}

/**
 * postil_note_editor_set_meanings:
 * @self: an editor
 * @meanings: (nullable) (array zero-terminated=1): what the five colours mean
 *
 * Sets the words for the colours.
 */
void
postil_note_editor_set_meanings (PostilNoteEditor *self, const char *const *meanings)
{
  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  for (guint color = 1; color <= POSTIL_NOTE_N_COLORS; color++)
    {
      GtkWidget *swatch = GTK_WIDGET (get_swatch (self, color));
      const char *meaning = meanings != NULL && *meanings != NULL ? *meanings++ : "";
      g_autofree char *spoken = postil_words_note (color, meaning, FALSE, 0);

      g_free (self->meanings[color]);
      self->meanings[color] = g_strdup (meaning);
      gtk_widget_set_tooltip_text (swatch, meaning);
      gtk_accessible_update_property (GTK_ACCESSIBLE (swatch), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
  show_color (self, self->color);
}

/**
 * postil_note_editor_set_tag_names:
 * @self: an editor
 * @names: (nullable) (array zero-terminated=1): the tags there are
 *
 * Sets what is offered while a tag is written.
 */
void
postil_note_editor_set_tag_names (PostilNoteEditor *self, const char *const *names)
{
  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  postil_tag_entry_set_names (self->tags, names);
}

/**
 * postil_note_editor_focus:
 * @self: an editor
 * @in_tags: whether to begin in the tags instead of the comment
 *
 * Puts the keyboard into the editor, at the end of what is written.
 */
void
postil_note_editor_focus (PostilNoteEditor *self, gboolean in_tags)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;

  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  if (in_tags)
    {
      postil_tag_entry_focus (self->tags);
      return;
    }
  buffer = gtk_text_view_get_buffer (self->comment);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->comment));
}

/**
 * postil_note_editor_flush:
 * @self: an editor
 *
 * Asks for everything written to be saved now.
 */
void
postil_note_editor_flush (PostilNoteEditor *self)
{
  g_autofree char *comment = NULL;

  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  g_clear_handle_id (&self->draft_source, g_source_remove);
  if (self->note == NULL)
    return;
  postil_tag_entry_commit (self->tags);
  comment = get_comment (self);
  if (g_str_equal (comment, self->sent))
    return;
  g_free (self->sent);
  self->sent = g_strdup (comment);
  g_signal_emit (self, signals[SAVE], 0, 0u, comment, NULL);
}

/**
 * postil_note_editor_abandon:
 * @self: an editor
 *
 * Forgets what was written, because the note goes.
 */
void
postil_note_editor_abandon (PostilNoteEditor *self)
{
  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_clear_pointer (&self->note, postil_note_unref);
}

/**
 * postil_note_editor_set_saved:
 * @self: an editor
 * @time: µs since the epoch
 *
 * Says that what was asked to be saved is safe on the disk.
 */
void
postil_note_editor_set_saved (PostilNoteEditor *self, gint64 time)
{
  g_autofree char *comment = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  comment = get_comment (self);
  if (!g_str_equal (comment, self->sent))
    return; /* more was written since */
  clock = postil_words_clock (time);
  /* Translators: a note was saved at this time of day. */
  text = g_strdup_printf (_ ("Saved %s"), clock);
  set_status (self, text, TRUE, FALSE);
}

/**
 * postil_note_editor_set_failed:
 * @self: an editor
 * @message: (nullable): why
 *
 * Says that saving failed. What was written stays and is tried again at the next occasion.
 */
void
postil_note_editor_set_failed (PostilNoteEditor *self, const char *message)
{
  g_autofree char *text = NULL;

  g_return_if_fail (POSTIL_IS_NOTE_EDITOR (self));
  /* Translators: a note could not be saved; %s says why. */
  text = message != NULL ? g_strdup_printf (_ ("Not saved: %s"), message) : g_strdup (_ ("Not saved"));
  set_status (self, text, FALSE, TRUE);
  g_free (self->sent);
  self->sent = g_strdup (self->note != NULL && self->note->comment != NULL ? self->note->comment : "");
}
