/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu on the text: what a reader does with a passage. GTK's own menu is made for writing and is not shown. */
#include "config.h"

#include "postil-article-pane-private.h"

static void
copy (GtkWidget *widget, const char *name, GVariant *target)
{
  gtk_widget_activate_action (GTK_WIDGET (POSTIL_ARTICLE_PANE (widget)->view), "clipboard.copy", NULL);
}

static void
select_all (GtkWidget *widget, const char *name, GVariant *target)
{
  gtk_widget_activate_action (GTK_WIDGET (POSTIL_ARTICLE_PANE (widget)->view), "selection.select-all", NULL);
}

/* The text gets the keyboard back when the menu goes. */
static void
closed_cb (PostilArticlePane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
open_menu (PostilArticlePane *self, double x, double y)
{
  GdkRectangle point = { 0, 0, 1, 1 };
  double pane_x = x;
  double pane_y = y;

  if (self->document == NULL)
    return;
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (self->context_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.copy", postil_article_pane_has_selection (self));
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &pane_x, &pane_y);
  point.x = (int) pane_x;
  point.y = (int) pane_y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &point);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (PostilArticlePane *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  if (gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT) != view)
    return; /* a field of the editor has a menu of its own */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  postil_article_view_point_at (self->view, x, y);
  open_menu (self, x, y);
}

static gboolean
key_cb (PostilArticlePane *self, guint key, guint code, GdkModifierType state)
{
  const gboolean wanted = key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0);
  GdkRectangle area = { 0, 0, 0, 0 };
  gsize start;
  gsize end;

  if (!wanted || !gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return GDK_EVENT_PROPAGATE;
  if (!postil_article_view_get_selection (self->view, &start, &end)
      || !postil_article_view_get_mark_area (self->view, start, end, &area))
    area = (GdkRectangle){ gtk_widget_get_width (GTK_WIDGET (self->view)) / 3,
                           gtk_widget_get_height (GTK_WIDGET (self->view)) / 3, 0, 0 };
  open_menu (self, area.x, area.y + area.height);
  return GDK_EVENT_STOP;
}

/**
 * postil_article_pane_menu_install:
 * @klass: the class of the pane
 *
 * Installs the actions of the menu that the text itself answers.
 */
void
postil_article_pane_menu_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "pane.copy", NULL, copy);
  gtk_widget_class_install_action (klass, "pane.select-all", NULL, select_all);
}

/**
 * postil_article_pane_menu_connect:
 * @self: a new pane
 *
 * Opens the menu on a secondary click, Shift+F10 and the menu key.
 */
void
postil_article_pane_menu_connect (PostilArticlePane *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}
