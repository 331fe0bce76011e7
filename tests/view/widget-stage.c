/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage of the widget tests. Without a display there is none and the test skips. */
#include "config.h"

#include "widget-stage.h"

#include "postil-view.h"
#include "window-wait.h"

#include <adwaita.h>
#include <locale.h>

static GtkWidget *window;

/* FALSE: no display, skip. */
gboolean
stage_init (int *argc, char ***argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  if (!gtk_init_check ())
    return FALSE;
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_init (argc, argv, NULL);
  postil_view_init ();
  stage_set_dark (FALSE);
  window = gtk_window_new ();
  gtk_window_set_titlebar (GTK_WINDOW (window), g_object_new (GTK_TYPE_BOX, "visible", FALSE, NULL));
  gtk_widget_add_css_class (window, "view");
  return TRUE;
}

void
stage_show (GtkWidget *child, int width, int height)
{
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  window_wait_present (GTK_WINDOW (window));
}

void
stage_clear (void)
{
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  stage_set_dark (FALSE);
  stage_set_scale (1.0);
  stage_set_direction (GTK_TEXT_DIR_LTR);
}

/* Popovers have a surface of their own, so the picture is that of the window and of what floats over it. */
void
stage_save (const char *name)
{
  const char *directory = g_getenv ("POSTIL_TEST_PNG_DIR");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;
  GtkWidget *child = gtk_window_get_child (GTK_WINDOW (window));
  GtkWidget *subject = GTK_IS_WIDGET (child) && g_object_get_data (G_OBJECT (child), "stage-popover") != NULL
                           ? g_object_get_data (G_OBJECT (child), "stage-popover")
                           : window;

  if (directory == NULL)
    return;
  window_wait_settle ();
  snapshot = gtk_snapshot_new ();
  paintable = gtk_widget_paintable_new (subject);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (subject), gtk_widget_get_height (subject));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (subject)), node, NULL);
  path = g_strdup_printf ("%s/%s.png", directory, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
stage_set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  postil_view_set_appearance (dark, FALSE);
}

void
stage_set_scale (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

/* Of widgets made from now on. */
void
stage_set_direction (GtkTextDirection direction)
{
  gtk_widget_set_default_direction (direction);
}

static GtkWidget *
find_from (GtkWidget *root, GType type, guint *number)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (*number)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_from (child, type, number);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The widget of a type with that number, counted from 0 in the order of the tree, or NULL. */
GtkWidget *
stage_find (GtkWidget *root, GType type, guint number)
{
  return find_from (root, type, &number);
}
