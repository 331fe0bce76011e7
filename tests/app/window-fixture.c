/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on a new library in a folder of its own, and hands to work it with. */
#include "config.h"

#include "window-fixture.h"

#include "postil-app-style.h"
#include "postil-view.h"

#include <glib/gstdio.h>

#define WAIT_SECONDS 20

void
window_fixture_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
window_fixture_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

void
window_fixture_spin (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (5000);
    }
}

void
window_fixture_set_up (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  static guint n_fixtures;
  static const char *const kept[] = { "window-width", "window-height", "window-maximized", "export-folder" };

  fixture->directory = g_dir_make_tmp ("postil-test-XXXXXX", &error);
  g_assert_no_error (error);
  id = g_strdup_printf ("org.example.PostilTest%u", ++n_fixtures);
  fixture->application = adw_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  postil_library_open_async (fixture->directory, NULL, window_fixture_keep_result_cb, &result);
  fixture->library = postil_library_open_finish (window_fixture_wait_for (&result), &error);
  g_assert_no_error (error);
  fixture->settings = g_settings_new (POSTIL_APPLICATION_ID);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_settings_reset (fixture->settings, kept[i]);
  fixture->window = postil_window_new (GTK_APPLICATION (fixture->application), fixture->library, fixture->settings);
  g_object_ref (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  window_fixture_spin (0.3);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
window_fixture_tear_down (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->window);
  postil_library_close_async (fixture->library, window_fixture_keep_result_cb, &result);
  g_assert_true (postil_library_close_finish (fixture->library, window_fixture_wait_for (&result), &error));
  g_assert_no_error (error);
  g_object_unref (fixture->library);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->application);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
}

/* Renders the window as it stands, for people to look at. */
void
window_fixture_take_picture (WindowFixture *fixture, const char *name)
{
  const char *folder = g_getenv ("POSTIL_TEST_PNG_DIR");
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window));
  int height = gtk_widget_get_height (GTK_WIDGET (fixture->window));
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  GtkSnapshot *snapshot;

  window_fixture_spin (0.4);
  if (folder == NULL)
    return;
  paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->window));
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  file = g_strdup_printf ("%s/window-%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, file));
}

void
window_fixture_import_samples (WindowFixture *fixture)
{
  g_autoptr (GListModel) samples = postil_library_list_samples (fixture->library);
  gint64 end = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;
  guint analysed = 0;

  g_assert_cmpuint (g_list_model_get_n_items (samples), >, 9);
  postil_window_import (fixture->window, samples, TRUE);
  while (analysed < 10 && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->library, "n-analysed", &analysed, NULL);
    }
  window_fixture_spin (1.0);
}

/* The pane of a kind somewhere below a widget. */
GtkWidget *
window_fixture_find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_fixture_find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GPtrArray *
window_fixture_list_notes (WindowFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  postil_library_list_notes_async (fixture->library, NULL, FALSE, NULL, window_fixture_keep_result_cb, &result);
  notes = postil_library_list_notes_finish (fixture->library, window_fixture_wait_for (&result), &error);
  g_assert_no_error (error);
  return notes;
}

void
window_fixture_act (WindowFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  window_fixture_spin (0.5);
}

gboolean
window_fixture_is_enabled (WindowFixture *fixture, const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), name);
}

/* Runs the tests that are added, or says why there are none. */
int
window_fixture_main (int argc, char **argv, void (*add_tests) (void))
{
  if (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL)
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  postil_view_init ();
  postil_app_style_register ();
  postil_app_style_load ();
  add_tests ();
  return g_test_run ();
}
