/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window on a real library: what the reader does arrives in the database, and every state has a picture to look at
 * (POSTIL_TEST_PNG_DIR). */
#include "config.h"

#include "postil-app-style.h"
#include "postil-article-pane.h"
#include "postil-library-notes.h"
#include "postil-view.h"
#include "postil-window.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#define WAIT_SECONDS 20

typedef struct
{
  char *directory;
  AdwApplication *application;
  PostilLibrary *library;
  GSettings *settings;
  PostilWindow *window;
} Fixture;

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
spin (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (5000);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  static guint n_fixtures;

  fixture->directory = g_dir_make_tmp ("postil-test-XXXXXX", &error);
  g_assert_no_error (error);
  id = g_strdup_printf ("org.example.PostilTest%u", ++n_fixtures);
  fixture->application = adw_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (fixture->application), NULL, &error);
  g_assert_no_error (error);
  postil_library_open_async (fixture->directory, NULL, keep_result_cb, &result);
  fixture->library = postil_library_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  fixture->settings = g_settings_new (POSTIL_APPLICATION_ID);
  fixture->window = postil_window_new (GTK_APPLICATION (fixture->application), fixture->library, fixture->settings);
  g_object_ref (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  spin (0.3);
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

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->window);
  postil_library_close_async (fixture->library, keep_result_cb, &result);
  g_assert_true (postil_library_close_finish (fixture->library, wait_for (&result), &error));
  g_assert_no_error (error);
  g_object_unref (fixture->library);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->application);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
}

/* Renders the window as it stands, for people to look at. */
static void
take_picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("POSTIL_TEST_PNG_DIR");
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window));
  int height = gtk_widget_get_height (GTK_WIDGET (fixture->window));
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL;
  GtkSnapshot *snapshot;

  spin (0.4);
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

static void
import_samples (Fixture *fixture)
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
  spin (1.0);
}

/* The pane of a kind somewhere below a widget. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GPtrArray *
list_notes (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  postil_library_list_notes_async (fixture->library, NULL, FALSE, NULL, keep_result_cb, &result);
  notes = postil_library_list_notes_finish (fixture->library, wait_for (&result), &error);
  g_assert_no_error (error);
  return notes;
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  spin (0.5);
}

static gboolean
is_enabled (Fixture *fixture, const char *name)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), name);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_enabled (fixture, "highlight"));
  g_assert_false (is_enabled (fixture, "undo"));
  g_assert_false (is_enabled (fixture, "find"));
  take_picture (fixture, "empty");
}

static void
test_main_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) after_undo = NULL;
  const PostilNote *note;
  PostilArticlePane *pane = POSTIL_ARTICLE_PANE (find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_ARTICLE_PANE));

  import_samples (fixture);
  take_picture (fixture, "samples");
  act (fixture, "win.next-article");
  g_assert_true (is_enabled (fixture, "highlight-passage"));
  postil_article_pane_select (pane, 60, 120);
  act (fixture, "win.highlight-passage");
  take_picture (fixture, "highlighted");
  notes = list_notes (fixture);
  g_assert_cmpuint (notes->len, ==, 1);
  note = g_ptr_array_index (notes, 0);
  g_assert_cmpuint (note->color, ==, 1);
  g_assert_cmpint (g_utf8_strlen (note->quote, -1), ==, note->end - note->start);
  g_assert_true (is_enabled (fixture, "undo"));
  act (fixture, "win.comment");
  take_picture (fixture, "comment");
  act (fixture, "win.undo");
  after_undo = list_notes (fixture);
  g_assert_cmpuint (after_undo->len, ==, 0);
  g_assert_true (is_enabled (fixture, "redo"));
}

static void
test_looks (Fixture *fixture, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  import_samples (fixture);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  postil_view_set_appearance (TRUE, FALSE);
  take_picture (fixture, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  postil_view_set_appearance (FALSE, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 420, 800);
  take_picture (fixture, "narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 420);
  act (fixture, "win.back");
  take_picture (fixture, "narrow-list");
}

int
main (int argc, char **argv)
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
  g_test_add ("/app/window/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/app/window/main-job", Fixture, NULL, set_up, test_main_job, tear_down);
  g_test_add ("/app/window/looks", Fixture, NULL, set_up, test_looks, tear_down);
  return g_test_run ();
}
