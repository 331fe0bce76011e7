/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens beside the window: another program writes to the library, a crash leaves a comment unsaved. */
#include "config.h"

#include "postil-article-pane.h"
#include "postil-banner.h"
#include "window-fixture.h"

#include <string.h>

#define DRAFT "half a thought about the money"

static GtkWidget *
find_widget (WindowFixture *fixture, GType type)
{
  return window_fixture_find_widget (GTK_WIDGET (fixture->window), type);
}

static const char *
get_banner (WindowFixture *fixture)
{
  return postil_banner_get_message (POSTIL_BANNER (find_widget (fixture, POSTIL_TYPE_BANNER)));
}

static PostilLibrary *
open_library (WindowFixture *fixture)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  PostilLibrary *library;

  postil_library_open_async (fixture->directory, NULL, window_fixture_keep_result_cb, &opened);
  library = postil_library_open_finish (window_fixture_wait_for (&opened), &error);
  g_assert_no_error (error);
  return library;
}

static void
close_library (PostilLibrary *library)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;

  postil_library_close_async (library, window_fixture_keep_result_cb, &closed);
  g_assert_true (postil_library_close_finish (library, window_fixture_wait_for (&closed), &error));
  g_assert_no_error (error);
  g_object_unref (library);
}

static gint64
get_open_article (WindowFixture *fixture)
{
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = window_fixture_list_notes (fixture);
  const PostilNote *note = g_ptr_array_index (notes, 0);
  gint64 id;

  postil_library_find_article_async (fixture->library, note->article_key, window_fixture_keep_result_cb, &found);
  id = postil_library_find_article_finish (fixture->library, window_fixture_wait_for (&found), &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

static void
make_note (WindowFixture *fixture)
{
  PostilArticlePane *pane = POSTIL_ARTICLE_PANE (find_widget (fixture, POSTIL_TYPE_ARTICLE_PANE));
  g_autoptr (GPtrArray) notes = NULL;

  window_fixture_import_samples (fixture);
  window_fixture_act (fixture, "win.next-article");
  postil_article_pane_select (pane, 60, 90);
  window_fixture_act (fixture, "win.highlight-passage");
  notes = window_fixture_list_notes (fixture);
  g_assert_cmpuint (notes->len, ==, 1);
}

static gboolean
shows (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

/* A note made by another program shows in the window that has the article open, without a hand on it. */
static void
test_outside (WindowFixture *fixture, gconstpointer data)
{
  const PostilNoteContent content = { 2, "written elsewhere", NULL };
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = NULL;
  PostilLibrary *beside;

  make_note (fixture);
  beside = open_library (fixture);
  postil_library_set_attentive (fixture->library, TRUE);
  window_fixture_settle (fixture);
  g_assert_false (shows (GTK_WIDGET (fixture->window), "written elsewhere"));
  postil_library_annotate_async (beside, get_open_article (fixture), 100, 130, &content, window_fixture_keep_result_cb, &made);
  note = postil_library_annotate_finish (beside, window_fixture_wait_for (&made), &error);
  g_assert_no_error (error);
  WAIT_FOR (shows (GTK_WIDGET (fixture->window), "written elsewhere"));
  close_library (beside);
}

static void
reopen (WindowFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  close_library (g_steal_pointer (&fixture->library));
  fixture->library = open_library (fixture);
  fixture->window = postil_window_new (GTK_APPLICATION (fixture->application), fixture->library, fixture->settings);
  g_object_ref (fixture->window);
  window_wait_present (GTK_WINDOW (fixture->window));
  window_fixture_settle (fixture);
}

static gboolean
has_draft (GtkWidget *widget)
{
  if (GTK_IS_TEXT_VIEW (widget) && gtk_widget_get_mapped (widget))
    {
      g_autofree char *text = NULL;

      g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "text", &text, NULL);
      if (g_str_equal (text, DRAFT))
        return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_draft (child))
      return TRUE;
  return FALSE;
}

/* An unsaved comment is told at the start and opened where it was; once it is open nothing is told any more. */
static void
test_draft (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = NULL;

  make_note (fixture);
  g_assert_null (get_banner (fixture));
  notes = window_fixture_list_notes (fixture);
  postil_library_keep_draft (fixture->library, &((const PostilNote *) g_ptr_array_index (notes, 0))->id, DRAFT);
  reopen (fixture);
  WAIT_FOR (get_banner (fixture) != NULL);
  g_assert_cmpstr (get_banner (fixture), ==, "An unsaved comment was found");
  window_fixture_take_picture (fixture, "draft-found");
  window_fixture_act (fixture, "win.open-draft");
  g_assert_null (get_banner (fixture));
  WAIT_FOR (has_draft (GTK_WIDGET (fixture->window)));
  window_fixture_take_picture (fixture, "draft-open");
}

static void
add_tests (void)
{
#define ADD(name, function)                                                                                                      \
  g_test_add ("/app/meanwhile/" name, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("outside", test_outside);
  ADD ("draft", test_draft);
#undef ADD
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
