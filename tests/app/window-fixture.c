/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window on a new library in a folder of its own, and hands to work it with. */
#include "config.h"

#include "window-fixture.h"

#include "postil-app-style.h"
#include "postil-sources-pane.h"
#include "postil-view.h"

#include <glib/gstdio.h>

#define LONGEST_TIMER 300 /* ms; what the library gathers before it tells, what a search entry waits for the next letter */
#define N_SAMPLES 13      /* articles; one more file is a later edition of another */
#define ROUNDS 3          /* an answer of the database makes the window ask for more */

void
window_fixture_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
window_fixture_wait_for (GAsyncResult **result)
{
  WAIT_FOR (*result != NULL);
  return *result;
}

/* The database answers in turn: when it has answered this, it has answered what was asked before. */
static void
hear_database (WindowFixture *fixture)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GPtrArray) notes G_GNUC_UNUSED = window_fixture_list_notes (fixture);

      window_wait_settle ();
    }
}

/* Until the window has nothing left to do, the database nothing to answer and no timer of ours to come. */
void
window_fixture_settle (WindowFixture *fixture)
{
  hear_database (fixture);
  window_wait_timers (LONGEST_TIMER);
  hear_database (fixture);
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
  window_wait_present (GTK_WINDOW (fixture->window));
  window_fixture_settle (fixture);
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

  window_fixture_settle (fixture);
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

/* Whether the library has so many articles and nothing more to do about them. */
gboolean
window_fixture_has_taken_in (WindowFixture *fixture, guint n_articles)
{
  GtkWidget *sources = window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_SOURCES_PANE);
  guint analysing = 0;
  guint importing = 0;

  g_object_get (fixture->library, "n-analysing", &analysing, "n-importing", &importing, NULL);
  return postil_sources_pane_get_n_articles (POSTIL_SOURCES_PANE (sources)) >= n_articles && analysing == 0 && importing == 0;
}

void
window_fixture_import_samples (WindowFixture *fixture)
{
  g_autoptr (GListModel) samples = postil_library_list_samples (fixture->library);

  g_assert_cmpuint (g_list_model_get_n_items (samples), >, N_SAMPLES);
  postil_window_import (fixture->window, samples, TRUE);
  WAIT_FOR (window_fixture_has_taken_in (fixture, N_SAMPLES));
  window_fixture_settle (fixture); /* the analysis begins when the articles are listed */
  WAIT_FOR (window_fixture_has_taken_in (fixture, N_SAMPLES));
  WAIT_FOR (window_fixture_has_taken_in (fixture, N_SAMPLES));
  window_fixture_settle (fixture);
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

  postil_library_list_notes_async (fixture->library, NULL, POSTIL_NOTES_KEPT, NULL, window_fixture_keep_result_cb, &result);
  notes = postil_library_list_notes_finish (fixture->library, window_fixture_wait_for (&result), &error);
  g_assert_no_error (error);
  return notes;
}

void
window_fixture_act (WindowFixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  window_fixture_settle (fixture);
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
