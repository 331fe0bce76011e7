/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys on the article: which mark is under the pointer, what a click means, how the keyboard goes from mark to mark. */
#include "config.h"

#include "postil-article-view-private.h"

#include "postil-margin.h"

#define CLICK_SLOP 4.0

/**
 * postil_article_input_mark_at:
 * @self: a view
 * @offset: code points
 *
 * Finds the name or figure at an offset among those that are shown.
 *
 * Returns: (transfer none) (nullable): the mark
 */
const PostilMark *
postil_article_input_mark_at (PostilArticleView *self, gsize offset)
{
  guint hidden = self->hidden_kinds;

  if (self->marks == NULL)
    return NULL;
  for (guint kind = 0; kind < POSTIL_N_MARK_KINDS; kind++)
    if (postil_mark_kind_is_name ((PostilMarkKind) kind) ? !self->show_names : !self->show_figures)
      hidden |= 1u << kind;
  return postil_mark_table_find_at (self->marks, offset, hidden);
}

/**
 * postil_article_input_link_at:
 * @self: a view
 * @offset: code points
 *
 * Finds the address of the link at an offset.
 *
 * Returns: (transfer none) (nullable): the address
 */
const char *
postil_article_input_link_at (PostilArticleView *self, gsize offset)
{
  gsize n_spans = 0;
  const PostilSpan *spans;
  gsize low = 0;
  gsize high;

  if (self->document == NULL)
    return NULL;
  spans = postil_document_get_spans (self->document, &n_spans);
  high = n_spans;
  while (low < high)
    {
      const gsize middle = low + (high - low) / 2;

      if (spans[middle].start > offset)
        high = middle;
      else
        low = middle + 1;
    }
  /* Spans nest a few deep at most; none but those of this block can reach here. */
  for (gsize i = low; i > 0 && low - i < 64; i--)
    if (spans[i - 1].kind == POSTIL_SPAN_LINK && spans[i - 1].end > offset)
      return spans[i - 1].href;
  return NULL;
}

static gboolean
offset_at_point (PostilArticleView *self, double x, double y, gsize *offset)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  GtkTextIter iter;
  GdkRectangle location;
  int buffer_x;
  int buffer_y;

  if (self->document == NULL)
    return FALSE;
  gtk_text_view_window_to_buffer_coords (text, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (text, &iter, buffer_x, buffer_y))
    return FALSE;
  gtk_text_view_get_iter_location (text, &iter, &location);
  if (buffer_y < location.y || buffer_y > location.y + location.height)
    return FALSE;
  *offset = (gsize) gtk_text_iter_get_offset (&iter);
  return TRUE;
}

/* The note whose digit or bar is at a point of the gutter; -1: none. */
static int
gutter_note_at (PostilArticleView *self, double x, double y)
{
  GtkTextView *text = GTK_TEXT_VIEW (self);
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const int edge = rtl ? self->column.column_x + self->column.column_width : self->column.column_x;
  const double unit = MAX (1.0, self->metrics.unit);
  const double away = rtl ? x - edge : edge - x;
  gsize start;
  gsize end;
  int buffer_x;
  int buffer_y;
  int found = -1;
  int row = 0;
  int previous_y = -10000;

  if (!self->show_notes || self->note_marks == NULL || away < 0.0 || away > POSTIL_COLUMN_GUTTER * self->metrics.scale
      || !postil_article_draw_get_visible (self, &start, &end, NULL))
    return -1;
  gtk_text_view_window_to_buffer_coords (text, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  for (guint i = postil_mark_table_first_reaching (self->note_marks, start); i < postil_mark_table_get_length (self->note_marks);
       i++)
    {
      const PostilMark *mark = postil_mark_table_get (self->note_marks, i);
      GtkTextIter iter;
      GdkRectangle first;
      GdkRectangle last;
      double from;

      if (mark->start >= end)
        break;
      if (mark->end <= start)
        continue;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) mark->start);
      gtk_text_view_get_iter_location (text, &iter, &first);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, (int) mark->end - 1);
      gtk_text_view_get_iter_location (text, &iter, &last);
      row = ABS (first.y - previous_y) < first.height / 2 ? row + 1 : 0;
      previous_y = first.y;
      from = (6.0 + MIN (row, 1) * 19.0) * unit;
      if (buffer_y >= first.y && buffer_y < first.y + first.height && away >= from - 2.0 && away <= from + 21.0 * unit)
        return (int) mark->index;
      if (buffer_y >= first.y && buffer_y < last.y + last.height && away <= 6.0)
        found = (int) mark->index;
    }
  return found;
}

/* --- pointer --- */

static gboolean
rest_cb (gpointer data)
{
  PostilArticleView *self = data;

  self->rest_source = 0;
  if (self->hover_layer == POSTIL_MARK_MENTION || self->hover_layer == POSTIL_MARK_FIGURE)
    postil_article_view_activate_mark (self, self->hover_layer, self->hover_index);
  return G_SOURCE_REMOVE;
}

static void
set_hover (PostilArticleView *self, PostilMarkLayer layer, guint index)
{
  if (self->hover_layer == layer && self->hover_index == index)
    return;
  self->hover_layer = layer;
  self->hover_index = index;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->rest > 0 && (layer == POSTIL_MARK_MENTION || layer == POSTIL_MARK_FIGURE))
    self->rest_source = g_timeout_add (self->rest, rest_cb, self);
  postil_margin_set_hovered (POSTIL_MARGIN (self->margin), layer == POSTIL_MARK_NOTE ? (int) index : -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (PostilArticleView *self, double x, double y, GtkEventController *controller)
{
  const PostilMark *mark = NULL;
  const char *uri = NULL;
  gsize offset;
  int note;

  /* While a passage is being selected nothing lights up. */
  if ((gtk_event_controller_get_current_event_state (controller) & GDK_BUTTON1_MASK) != 0)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  /* Over a card or the header: a card says itself that it is under the pointer. */
  if (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT) != GTK_WIDGET (self))
    {
      if (self->hover_layer != POSTIL_MARK_NOTE)
        set_hover (self, POSTIL_MARK_NONE, 0);
      return;
    }
  note = gutter_note_at (self, x, y);
  if (note >= 0)
    {
      set_hover (self, POSTIL_MARK_NOTE, (guint) note);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
      return;
    }
  if (offset_at_point (self, x, y, &offset))
    {
      mark = postil_article_input_mark_at (self, offset);
      uri = postil_article_input_link_at (self, offset);
      if (mark == NULL && self->show_notes && self->note_marks != NULL)
        mark = postil_mark_table_find_at (self->note_marks, offset, 0);
    }
  if (g_strcmp0 (uri, self->hover_uri) != 0)
    {
      g_free (self->hover_uri);
      self->hover_uri = g_strdup (uri);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), uri);
    }
  set_hover (self, mark != NULL ? (PostilMarkLayer) mark->layer : POSTIL_MARK_NONE, mark != NULL ? mark->index : 0);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   uri != NULL || (mark != NULL && mark->layer != POSTIL_MARK_NOTE) ? "pointer" : "text");
}

static void
leave_cb (PostilArticleView *self)
{
  set_hover (self, POSTIL_MARK_NONE, 0);
}

static void
pressed_cb (PostilArticleView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  self->pointer_x = x;
  self->pointer_y = y;
  self->caret_placed = TRUE;
  if (n_press == 1 && gutter_note_at (self, x, y) >= 0)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (PostilArticleView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const PostilMark *mark;
  const char *uri;
  gsize offset;
  int note;

  if (n_press != 1 || ABS (x - self->pointer_x) > CLICK_SLOP || ABS (y - self->pointer_y) > CLICK_SLOP)
    return;
  note = gutter_note_at (self, x, y);
  if (note >= 0)
    {
      postil_article_view_activate_mark (self, POSTIL_MARK_NOTE, (guint) note);
      return;
    }
  if (gtk_text_buffer_get_has_selection (self->buffer) || !offset_at_point (self, x, y, &offset))
    {
      postil_article_view_set_active (self, POSTIL_MARK_NONE, 0);
      return;
    }
  uri = postil_article_input_link_at (self, offset);
  mark = postil_article_input_mark_at (self, offset);
  /* A name inside a link is a mark first; Ctrl goes straight to the link. */
  if (uri != NULL && (mark == NULL || (state & GDK_CONTROL_MASK) != 0))
    {
      postil_article_view_open_link (self, uri);
      return;
    }
  if (mark == NULL && self->show_notes)
    mark = postil_mark_table_find_at (self->note_marks, offset, 0);
  if (mark != NULL)
    postil_article_view_activate_mark (self, (PostilMarkLayer) mark->layer, mark->index);
  else
    postil_article_view_set_active (self, POSTIL_MARK_NONE, 0);
}

/**
 * postil_article_view_point_at:
 * @self: a view
 * @x: px of the widget
 * @y: px of the widget
 *
 * Puts the caret at a point and rings the mark there, unless the point is inside the selection.
 */
void
postil_article_view_point_at (PostilArticleView *self, double x, double y)
{
  const PostilMark *mark;
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter at;
  gsize offset;

  g_return_if_fail (POSTIL_IS_ARTICLE_VIEW (self));
  if (!offset_at_point (self, x, y, &offset))
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, (int) offset);
  if (gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end) && gtk_text_iter_in_range (&at, &start, &end))
    return;
  gtk_text_buffer_place_cursor (self->buffer, &at);
  self->caret_placed = TRUE;
  mark = postil_article_input_mark_at (self, offset);
  postil_article_view_set_active (self, mark != NULL ? (PostilMarkLayer) mark->layer : POSTIL_MARK_NONE,
                                  mark != NULL ? mark->index : 0);
}

/* --- keys --- */

static gboolean
activate_at_caret (PostilArticleView *self)
{
  const PostilMark *mark = NULL;
  const char *uri;

  if (self->active_layer == POSTIL_MARK_NONE && !self->caret_mode)
    return FALSE;
  mark = postil_article_view_get_mark_at_caret (self, FALSE);
  if (mark == NULL)
    mark = postil_article_view_get_mark_at_caret (self, TRUE);
  if (mark != NULL)
    {
      postil_article_view_activate_mark (self, (PostilMarkLayer) mark->layer, mark->index);
      return TRUE;
    }
  uri = postil_article_input_link_at (self, postil_article_view_get_caret (self));
  if (uri != NULL)
    postil_article_view_open_link (self, uri);
  return uri != NULL;
}

/* Esc on a note goes back to the text; an editor has an answer of its own. */
static gboolean
leave_margin (PostilArticleView *self, guint key)
{
  if (key != GDK_KEY_Escape || gtk_widget_get_focus_child (GTK_WIDGET (self)) != self->margin
      || postil_margin_get_editor_index (POSTIL_MARGIN (self->margin)) >= 0)
    return GDK_EVENT_PROPAGATE;
  postil_article_view_set_focused_note (self, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (PostilArticleView *self, guint key, guint code, GdkModifierType state)
{
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (!gtk_widget_is_focus (GTK_WIDGET (self)))
    return leave_margin (self, key);
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      return modifiers == 0 && activate_at_caret (self);
    case GDK_KEY_e:
      return ((self->single_keys && modifiers == 0) || modifiers == (GDK_ALT_MASK | GDK_SHIFT_MASK)) && activate_at_caret (self);
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_KP_Tab:
      if (!self->caret_mode || (modifiers & ~GDK_SHIFT_MASK) != 0)
        return GDK_EVENT_PROPAGATE;
      return postil_article_view_next_mark (self, POSTIL_MARK_NONE, (state & GDK_SHIFT_MASK) != 0);
    case GDK_KEY_Escape:
      if (modifiers != 0
          || (!gtk_text_buffer_get_has_selection (self->buffer) && self->active_layer == POSTIL_MARK_NONE
              && self->focused_note < 0))
        return GDK_EVENT_PROPAGATE;
      postil_article_view_set_focused_note (self, -1);
      postil_article_view_clear_selection (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* In caret mode the mark the caret stands on is ringed. */
static void
caret_moved_cb (PostilArticleView *self)
{
  const PostilMark *mark;

  if (self->filling || !self->caret_mode || self->document == NULL)
    return;
  self->caret_placed = TRUE;
  mark = postil_article_view_get_mark_at_caret (self, FALSE);
  postil_article_view_set_active (self, mark != NULL ? (PostilMarkLayer) mark->layer : POSTIL_MARK_NONE,
                                  mark != NULL ? mark->index : 0);
}

/**
 * postil_article_input_connect:
 * @self: a new view with its buffer
 *
 * Attaches the controllers.
 */
void
postil_article_input_connect (PostilArticleView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (caret_moved_cb), self, G_CONNECT_SWAPPED);
}

/**
 * postil_article_input_forget:
 * @self: a view
 *
 * Forgets what was under the pointer, when the text or its marks change or the view goes away.
 */
void
postil_article_input_forget (PostilArticleView *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->hover_layer = POSTIL_MARK_NONE;
  g_clear_pointer (&self->hover_uri, g_free);
}
