/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window's test knows what is to come, so it waits for that. Where nothing is to come, it waits until the windows have nothing
 * left to do: every event of the display is handled, no source is ready, and each window has drawn what it knew then. Machines
 * differ in speed only, so the limit is there for what never comes. */
#include "config.h"

#include "window-wait.h"

#define LIMIT (60 * G_USEC_PER_SEC)
#define ROUNDS 3 /* drawing makes sources ready, and they ask for drawing again */

gint64
window_wait_begin (void)
{
  return g_get_monotonic_time ();
}

void
window_wait_turn (gint64 begun, const char *what, const char *where)
{
  if (g_get_monotonic_time () - begun > LIMIT)
    g_error ("%s: waited in vain for: %s", where, what);
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (500);
}

static void
drain (void)
{
  const gint64 begun = window_wait_begin ();

  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    g_assert_cmpint (g_get_monotonic_time () - begun, <, LIMIT);
}

static void
painted_cb (guint *n_painted)
{
  (*n_painted)++;
}

/* Lets a window draw a frame that is asked for now. */
static void
draw (GtkWidget *window)
{
  g_autoptr (GdkFrameClock) frame_clock = g_object_ref (gtk_widget_get_frame_clock (window));
  guint n_painted = 0;
  const gulong handler = g_signal_connect_swapped (frame_clock, "after-paint", G_CALLBACK (painted_cb), &n_painted);

  gdk_frame_clock_request_phase (frame_clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  WAIT_FOR (n_painted > 0 || !gtk_widget_get_mapped (window));
  g_signal_handler_disconnect (frame_clock, handler);
}

/* Until no window has anything left to do. Timers that have not run out yet are not waited for: wait for what they bring. */
void
window_wait_settle (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref);
      GListModel *toplevels = gtk_window_get_toplevels ();

      drain ();
      for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
        g_ptr_array_add (windows, g_list_model_get_item (toplevels, i));
      for (guint i = 0; i < windows->len; i++)
        if (gtk_widget_get_mapped (g_ptr_array_index (windows, i)))
          draw (g_ptr_array_index (windows, i));
    }
  drain ();
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until every timer that runs now with less than that has been answered. A timer of ours that is set after them comes after
 * them, however late the main loop is, so this is an order and no race. */
void
window_wait_timers (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, milliseconds, passed_cb, &passed, NULL);
  WAIT_FOR (passed);
}

/* Shows a window and gives it the keyboard. There is no window manager to do that, so the second request, of a window that is
 * there, is the one the display grants; a window that just took the display's focus away may want it asked again. */
void
window_wait_present (GtkWindow *window)
{
  const gint64 begun = window_wait_begin ();

  gtk_window_present (window);
  WAIT_FOR (gtk_widget_get_mapped (GTK_WIDGET (window)));
  while (!gtk_window_is_active (window))
    {
      window_wait_settle ();
      if (!gtk_window_is_active (window))
        gtk_window_present (window);
      window_wait_turn (begun, "the window has the keyboard", G_STRLOC);
    }
  window_wait_settle ();
}

/* Gives a window that is shown another size, and waits until it is as wide. */
void
window_wait_resize (GtkWindow *window, int width, int height)
{
  const gboolean shrinks = gtk_widget_get_width (GTK_WIDGET (window)) > width;

  gtk_window_set_default_size (window, width, height);
  WAIT_FOR (shrinks ? gtk_widget_get_width (GTK_WIDGET (window)) <= width : gtk_widget_get_width (GTK_WIDGET (window)) >= width);
  window_wait_settle ();
}
