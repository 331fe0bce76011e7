/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window on a real library: what the reader does arrives in the database, and every state has a picture to look at
 * (POSTIL_TEST_PNG_DIR). */
#include "config.h"

#include "postil-article-pane.h"
#include "postil-view.h"
#include "window-fixture.h"

static void
test_empty (WindowFixture *fixture, gconstpointer data)
{
  g_assert_false (window_fixture_is_enabled (fixture, "highlight"));
  g_assert_false (window_fixture_is_enabled (fixture, "undo"));
  g_assert_false (window_fixture_is_enabled (fixture, "find"));
  window_fixture_take_picture (fixture, "empty");
}

static void
test_main_job (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) after_undo = NULL;
  const PostilNote *note;
  PostilArticlePane *pane
      = POSTIL_ARTICLE_PANE (window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_ARTICLE_PANE));

  window_fixture_import_samples (fixture);
  window_fixture_take_picture (fixture, "samples");
  window_fixture_act (fixture, "win.next-article");
  g_assert_true (window_fixture_is_enabled (fixture, "highlight-passage"));
  postil_article_pane_select (pane, 60, 120);
  window_fixture_act (fixture, "win.highlight-passage");
  window_fixture_take_picture (fixture, "highlighted");
  notes = window_fixture_list_notes (fixture);
  g_assert_cmpuint (notes->len, ==, 1);
  note = g_ptr_array_index (notes, 0);
  g_assert_cmpuint (note->color, ==, 1);
  g_assert_cmpint (g_utf8_strlen (note->quote, -1), ==, note->end - note->start);
  g_assert_true (window_fixture_is_enabled (fixture, "undo"));
  window_fixture_act (fixture, "win.comment");
  window_fixture_take_picture (fixture, "comment");
  window_fixture_act (fixture, "win.undo");
  after_undo = window_fixture_list_notes (fixture);
  g_assert_cmpuint (after_undo->len, ==, 0);
  g_assert_true (window_fixture_is_enabled (fixture, "redo"));
}

static void
test_looks (WindowFixture *fixture, gconstpointer data)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  window_fixture_import_samples (fixture);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  postil_view_set_appearance (TRUE, FALSE);
  window_fixture_take_picture (fixture, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  postil_view_set_appearance (FALSE, FALSE);
  window_wait_resize (GTK_WINDOW (fixture->window), 420, 800);
  window_fixture_take_picture (fixture, "narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 420);
  window_fixture_act (fixture, "win.back");
  window_fixture_take_picture (fixture, "narrow-list");
}

static void
add_tests (void)
{
  g_test_add ("/app/window/empty", WindowFixture, NULL, window_fixture_set_up, test_empty, window_fixture_tear_down);
  g_test_add ("/app/window/main-job", WindowFixture, NULL, window_fixture_set_up, test_main_job, window_fixture_tear_down);
  g_test_add ("/app/window/looks", WindowFixture, NULL, window_fixture_set_up, test_looks, window_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
