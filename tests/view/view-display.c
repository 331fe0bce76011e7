/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widgets are tested in a real window with drawing by cairo. Pictures go to POSTIL_TEST_PNG_DIR when it is set. */
#include "config.h"

#include "view-display.h"

#include "postil-view.h"
#include "window-wait.h"

gboolean
view_display_init (int *argc, char ***argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", "gtk-enable-animations", FALSE, NULL);
  postil_view_init ();
  return TRUE;
}

GtkWidget *
view_display_open (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  window_wait_present (GTK_WINDOW (window));
  return window;
}

void
view_display_save (GtkWidget *widget, const char *name)
{
  const char *directory = g_getenv ("POSTIL_TEST_PNG_DIR");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  if (directory == NULL)
    return;
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (directory, file, NULL);
  snapshot = gtk_snapshot_new ();
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

GtkWidget *
view_display_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = view_display_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
view_display_find_labelled (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = view_display_find_labelled (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Buttons with an icon only, entries and text views that have no spoken label. */
guint
view_display_count_unlabelled (GtkWidget *root)
{
  guint n = 0;
  gboolean wants = GTK_IS_TEXT_VIEW (root) || GTK_IS_SEARCH_ENTRY (root);

  if (GTK_IS_BUTTON (root) && gtk_button_get_icon_name (GTK_BUTTON (root)) != NULL)
    wants = TRUE;
  if (wants && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      g_test_message ("no label: %s", G_OBJECT_TYPE_NAME (root));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += view_display_count_unlabelled (child);
  return n;
}
