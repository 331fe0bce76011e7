/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's afternoon: reading on with the keyboard, undoing, searching, exporting, dropping files, on a narrow window and on a
 * library that may only be read. */
#include "config.h"

#include "postil-article-pane.h"
#include "postil-banner.h"
#include "postil-export-dialog.h"
#include "postil-list-pane.h"
#include "postil-search-dialog.h"
#include "postil-sources-pane.h"
#include "postil-shell.h"
#include "postil-sources-pane.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

#define USER_VERSION_OFFSET 60 /* in the first page; https://www.sqlite.org/fileformat.html, 1.3 */

static PostilArticlePane *
get_pane (WindowFixture *fixture)
{
  return POSTIL_ARTICLE_PANE (window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_ARTICLE_PANE));
}

static PostilListPane *
get_list (WindowFixture *fixture)
{
  return POSTIL_LIST_PANE (window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_LIST_PANE));
}

static guint
count_articles (WindowFixture *fixture)
{
  GtkWidget *sources = window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_SOURCES_PANE);

  return postil_sources_pane_get_n_articles (POSTIL_SOURCES_PANE (sources));
}

static guint
count_unread (WindowFixture *fixture)
{
  g_autoptr (GArray) ids = postil_list_pane_dup_unread (get_list (fixture));

  return ids->len;
}

static guint
count_notes (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) notes = window_fixture_list_notes (fixture);

  return notes->len;
}

/* The window that stands over the main one. */
static GtkWidget *
find_modal (WindowFixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return GTK_WIDGET (window);
    }
  return NULL;
}

static char *
write_file (WindowFixture *fixture, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);
  return path;
}

/* The words from the caret on. */
static char *
dup_at_caret (WindowFixture *fixture, int length)
{
  GtkWidget *view = window_fixture_find_widget (GTK_WIDGET (get_pane (fixture)), GTK_TYPE_TEXT_VIEW);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  end = start;
  gtk_text_iter_forward_chars (&end, length);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* The keyboard stays in the list while articles open beside it, and Space turns pages before it goes on. */
static void
test_reading_on (WindowFixture *fixture, gconstpointer data)
{
  guint unread;
  guint turns = 0;

  window_fixture_import_samples (fixture);
  window_fixture_act (fixture, "win.back");
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *focus;

      window_fixture_act (fixture, "win.next-article");
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (get_list (fixture))));
    }
  unread = count_unread (fixture);
  while (count_unread (fixture) == unread && turns++ < 12)
    window_fixture_act (fixture, "win.page-then-next");
  g_assert_cmpuint (turns, >, 0);
  WAIT_FOR (count_unread (fixture) == unread - 1);
  g_assert_false (postil_article_pane_page_up (get_pane (fixture)));
}

static void
check_tag_cb (GtkTextTag *tag, gpointer n_checked)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (tag), "foreground");
  g_autoptr (GdkRGBA) color = NULL;
  g_autoptr (GdkRGBA) told = NULL;
  gboolean set;

  g_object_get (tag, "foreground-set", &set, NULL);
  if (!set)
    return;
  g_assert_cmpint (pspec->flags & G_PARAM_READABLE, !=, 0);
  g_object_get (tag, "foreground", &told, "foreground-rgba", &color, NULL);
  g_assert_true (gdk_rgba_equal (told, color));
  (*(guint *) n_checked)++;
}

/* A screen reader asks for the attributes of the text: a colour that cannot be read ended the program. */
static void
test_readable_colors (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *view = window_fixture_find_widget (GTK_WIDGET (get_pane (fixture)), GTK_TYPE_TEXT_VIEW);
  guint n_checked = 0;

  window_fixture_import_samples (fixture);
  gtk_text_tag_table_foreach (gtk_text_buffer_get_tag_table (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))), check_tag_cb,
                              &n_checked);
  g_assert_cmpuint (n_checked, >, 2);
}

static void
test_undo (WindowFixture *fixture, gconstpointer data)
{
  guint unread;

  window_fixture_import_samples (fixture);
  unread = count_unread (fixture);
  g_assert_cmpuint (unread, >, 5);
  window_fixture_act (fixture, "win.mark-all-read");
  WAIT_FOR (count_unread (fixture) == 0);
  window_fixture_act (fixture, "win.undo");
  WAIT_FOR (count_unread (fixture) == unread);
  postil_article_pane_select (get_pane (fixture), 60, 120);
  window_fixture_act (fixture, "win.highlight-passage");
  WAIT_FOR (count_notes (fixture) == 1);
  window_fixture_act (fixture, "win.delete-note");
  WAIT_FOR (count_notes (fixture) == 0);
  window_fixture_act (fixture, "win.undo");
  WAIT_FOR (count_notes (fixture) == 1);
  window_fixture_act (fixture, "win.undo");
  WAIT_FOR (count_notes (fixture) == 0);
  window_fixture_act (fixture, "win.redo");
  WAIT_FOR (count_notes (fixture) == 1);
}

static void
test_search (WindowFixture *fixture, gconstpointer data)
{
  static const char *const nasty[] = { "\"((NEAR AND* -", "a AND", "*", "字", ":::" };
  g_autofree char *words = NULL;
  GtkWidget *dialog;
  GtkWidget *entry;
  GtkWidget *hits;

  window_fixture_import_samples (fixture);
  window_fixture_act (fixture, "win.search");
  dialog = find_modal (fixture);
  g_assert_true (POSTIL_IS_SEARCH_DIALOG (dialog));
  entry = window_fixture_find_widget (dialog, GTK_TYPE_SEARCH_ENTRY);
  hits = window_fixture_find_widget (dialog, GTK_TYPE_LIST_BOX);
  for (gsize i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), nasty[i]);
      window_fixture_settle (fixture);
    }
  WAIT_FOR (gtk_list_box_get_row_at_index (GTK_LIST_BOX (hits), 0) == NULL); /* the last finds nothing */
  gtk_editable_set_text (GTK_EDITABLE (entry), "Hu Jingwen");
  WAIT_FOR (gtk_list_box_get_row_at_index (GTK_LIST_BOX (hits), 0) != NULL);
  g_signal_emit_by_name (entry, "activate");
  WAIT_FOR (find_modal (fixture) == NULL);
  window_fixture_settle (fixture);
  words = dup_at_caret (fixture, 2);
  g_assert_cmpstr (words, ==, "Hu");
}

static GtkListBoxRow *
find_saved_row (WindowFixture *fixture)
{
  GtkWidget *pane = window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_SOURCES_PANE);
  GtkWidget *box = window_fixture_find_widget (pane, GTK_TYPE_LIST_BOX);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), i)) != NULL; i++)
    {
      GtkWidget *label = window_fixture_find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL);

      if (strcmp (gtk_label_get_label (GTK_LABEL (label)), "ByteDance is:unread") == 0)
        return row;
    }
  return NULL;
}

/* A search is kept from where it was typed, lists its articles, and goes with Delete; undo takes either back. */
static void
test_saved_search (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *entry;

  window_fixture_import_samples (fixture);
  window_fixture_act (fixture, "win.search");
  dialog = find_modal (fixture);
  entry = window_fixture_find_widget (dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "is:nonsense bytedance");
  window_fixture_settle (fixture);
  window_fixture_take_picture (fixture, "search-mistake");
  gtk_editable_set_text (GTK_EDITABLE (entry), "ByteDance is:unread");
  window_fixture_settle (fixture);
  window_fixture_take_picture (fixture, "search-conditions");
  g_assert_true (gtk_widget_activate_action (dialog, "search.save", NULL));
  WAIT_FOR (find_saved_row (fixture) != NULL);
  window_fixture_settle (fixture);
  window_fixture_take_picture (fixture, "saved-search");
  gtk_widget_grab_focus (GTK_WIDGET (find_saved_row (fixture)));
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (find_saved_row (fixture)))),
                           find_saved_row (fixture));
  window_fixture_act (fixture, "win.undo");
  WAIT_FOR (find_saved_row (fixture) == NULL);
  window_fixture_act (fixture, "win.redo");
  WAIT_FOR (find_saved_row (fixture) != NULL);
}

static void
test_export (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->directory, "out", NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GDir) dir = NULL;
  const PostilNote *note;

  window_fixture_import_samples (fixture);
  postil_article_pane_select (get_pane (fixture), 60, 90);
  window_fixture_act (fixture, "win.highlight-passage");
  g_settings_set_string (fixture->settings, "export-folder", folder);
  window_fixture_act (fixture, "win.export");
  g_assert_true (POSTIL_IS_EXPORT_DIALOG (find_modal (fixture)));
  /* Enter is enough: the keyboard waits on the button. */
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (find_modal (fixture)))));
  WAIT_FOR (find_modal (fixture) == NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  path = g_build_filename (folder, g_dir_read_name (dir), NULL);
  g_assert_null (g_dir_read_name (dir));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  notes = window_fixture_list_notes (fixture);
  note = g_ptr_array_index (notes, 0);
  g_assert_nonnull (strstr (text, "postil_id:"));
  g_assert_cmpuint (note->color, ==, 1);
  g_assert_nonnull (strstr (text, "> "));
}

static void
test_narrow (WindowFixture *fixture, gconstpointer data)
{
  PostilShell *shell = POSTIL_SHELL (window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_SHELL));

  window_fixture_import_samples (fixture);
  window_wait_resize (GTK_WINDOW (fixture->window), 420, 760);
  WAIT_FOR (postil_shell_get_folded (shell));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 420);
  window_fixture_act (fixture, "win.open-article");
  g_assert_cmpint (postil_shell_get_pane (shell), ==, POSTIL_PANE_ARTICLE);
  window_fixture_act (fixture, "win.back");
  g_assert_cmpint (postil_shell_get_pane (shell), ==, POSTIL_PANE_LIST);
  window_fixture_act (fixture, "win.back");
  g_assert_cmpint (postil_shell_get_pane (shell), ==, POSTIL_PANE_SOURCES);
  window_fixture_act (fixture, "win.back");
  g_assert_cmpint (postil_shell_get_pane (shell), ==, POSTIL_PANE_SOURCES);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.go", "s", "starred");
  WAIT_FOR (postil_shell_get_pane (shell) == POSTIL_PANE_LIST);
}

static GtkDropTarget *
find_drop_target (WindowFixture *fixture)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static void
test_drop (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *good
      = write_file (fixture, "ein Name – 字节.txt", "A headline\n\nApple paid $3 billion to ByteDance in 2024.\n");
  g_autofree char *empty = write_file (fixture, "empty.txt", "");
  GSList *files = g_slist_append (NULL, g_file_new_for_path (good));
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;
  GtkWidget *label;

  files = g_slist_append (files, g_file_new_for_path (empty));
  files = g_slist_append (files, g_file_new_for_path (fixture->directory));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (fixture), "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
  g_slist_free_full (files, g_object_unref);
  WAIT_FOR (count_articles (fixture) == 1);
  WAIT_FOR (window_fixture_is_enabled (fixture, "highlight-passage"));
  WAIT_FOR (window_fixture_has_taken_in (fixture, 1));
  window_fixture_act (fixture, "win.import-problems");
  label = window_fixture_find_widget (gtk_window_get_child (GTK_WINDOW (find_modal (fixture))), GTK_TYPE_SCROLLED_WINDOW);
  label = window_fixture_find_widget (label, GTK_TYPE_LABEL);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)), "empty.txt"));
  gtk_window_close (GTK_WINDOW (find_modal (fixture)));
}

/* As if a newer version had written it. */
static void
make_newer (const char *directory)
{
  static const guint8 version[] = { 0, 1, 0x82, 0xb8 };
  g_autofree char *path = g_build_filename (directory, "notes.db", NULL);
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, USER_VERSION_OFFSET, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (version, 1, sizeof version, file), ==, sizeof version);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
reopen (WindowFixture *fixture)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->window);
  postil_library_close_async (fixture->library, window_fixture_keep_result_cb, &closed);
  g_assert_true (postil_library_close_finish (fixture->library, window_fixture_wait_for (&closed), &error));
  g_clear_object (&fixture->library);
  make_newer (fixture->directory);
  postil_library_open_async (fixture->directory, NULL, window_fixture_keep_result_cb, &opened);
  fixture->library = postil_library_open_finish (window_fixture_wait_for (&opened), &error);
  g_assert_no_error (error);
  fixture->window = postil_window_new (GTK_APPLICATION (fixture->application), fixture->library, fixture->settings);
  g_object_ref (fixture->window);
  window_wait_present (GTK_WINDOW (fixture->window));
  WAIT_FOR (count_articles (fixture) > 0);
  window_fixture_settle (fixture);
}

static void
test_read_only (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_import_samples (fixture);
  postil_article_pane_select (get_pane (fixture), 60, 90);
  window_fixture_act (fixture, "win.highlight-passage");
  reopen (fixture);
  g_assert_true (postil_library_get_read_only (fixture->library));
  window_fixture_act (fixture, "win.next-article");
  window_fixture_take_picture (fixture, "read-only");
  g_assert_cmpstr (postil_banner_get_message (
                       POSTIL_BANNER (window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_BANNER))),
                   !=, NULL);
  window_wait_resize (GTK_WINDOW (fixture->window), 420, 600);
  window_fixture_act (fixture, "win.back");
  window_fixture_take_picture (fixture, "read-only-narrow");
  g_assert_false (window_fixture_is_enabled (fixture, "highlight-passage"));
  g_assert_false (window_fixture_is_enabled (fixture, "comment"));
  g_assert_false (window_fixture_is_enabled (fixture, "delete-note"));
  g_assert_false (window_fixture_is_enabled (fixture, "toggle-star"));
  g_assert_true (window_fixture_is_enabled (fixture, "export"));
  g_assert_true (window_fixture_is_enabled (fixture, "search"));
  WAIT_FOR (count_notes (fixture) == 1);
}

/* Mirrored, and with text of one and a half and twice the size: nothing is cut off, the window stays as narrow as it may be. */
static void
test_large_and_mirrored (WindowFixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  window_fixture_import_samples (fixture);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window_fixture_act (fixture, "win.next-article");
  window_fixture_take_picture (fixture, "mirrored");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_object_set (settings, "gtk-xft-dpi", 144 * 1024, NULL);
  window_fixture_take_picture (fixture, "large");
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  window_wait_resize (GTK_WINDOW (fixture->window), 420, 760);
  window_fixture_take_picture (fixture, "huge-narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 420);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
add_tests (void)
{
#define ADD(name, function)                                                                                                      \
  g_test_add ("/app/reading/" name, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("on", test_reading_on);
  ADD ("readable-colors", test_readable_colors);
  ADD ("undo", test_undo);
  ADD ("search", test_search);
  ADD ("saved-search", test_saved_search);
  ADD ("export", test_export);
  ADD ("narrow", test_narrow);
  ADD ("drop", test_drop);
  ADD ("read-only", test_read_only);
  ADD ("large-and-mirrored", test_large_and_mirrored);
#undef ADD
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
