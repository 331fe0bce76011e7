/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows that stand over the main one until they are closed: one look, one key to leave, never wider than a narrow parent. */
#include "config.h"

#include "postil-modal.h"

#define WIDTH 480
#define HEIGHT 560
#define LEAST_WIDTH 360

/**
 * postil_modal_fit:
 * @window: a window with a default size, not yet shown
 * @parent: the window it will stand over
 *
 * Makes a window no wider than the one it stands over, so that it can be used on a narrow screen. Main thread.
 */
void
postil_modal_fit (GtkWindow *window, GtkWindow *parent)
{
  int room = gtk_widget_get_width (GTK_WIDGET (parent));
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window) && GTK_IS_WINDOW (parent));

  gtk_window_get_default_size (window, &width, &height);
  if (room >= LEAST_WIDTH && width > room)
    gtk_window_set_default_size (window, room, height);
}

/**
 * postil_modal_new:
 * @parent: the window it stands over
 * @title: its title
 * @content: (transfer floating): what it shows
 *
 * Makes a window with a header bar that Escape closes.
 *
 * Returns: (transfer none): a window, to be presented; main thread
 */
GtkWindow *
postil_modal_new (GtkWindow *parent, const char *title, GtkWidget *content)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), content);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  postil_modal_fit (GTK_WINDOW (window), parent);
  return GTK_WINDOW (window);
}
