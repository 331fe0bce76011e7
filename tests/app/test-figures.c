/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Figures: what it lists, how it is narrowed, where a row leads; and that ten thousand rows cost what is on the screen. */
#include "config.h"

#include "postil-article-pane.h"
#include "postil-figures-page.h"
#include "postil-ledger.h"
#include "window-fixture.h"

#include <string.h>

#define MANY 10000

static GtkWidget *
find_page (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (POSTIL_IS_FIGURES_PAGE (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static GListModel *
get_rows (GtkWidget *page)
{
  GtkWidget *table = window_fixture_find_widget (page, GTK_TYPE_COLUMN_VIEW);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static guint
count_rows (GtkWidget *page)
{
  GListModel *rows = get_rows (page);

  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

static void
take_picture (GtkWidget *page, const char *name)
{
  const char *folder = g_getenv ("POSTIL_TEST_PNG_DIR");
  g_autofree char *file = g_strdup_printf ("%s/%s.png", folder != NULL ? folder : "", name);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (page);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  window_wait_settle ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (page), gtk_widget_get_height (page));
  node = gtk_snapshot_to_node (snapshot);
  if (folder == NULL || node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (page)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, file));
}

/* The words at the caret of the article. */
static char *
dup_at_caret (WindowFixture *fixture, int length)
{
  GtkWidget *pane = window_fixture_find_widget (GTK_WIDGET (fixture->window), POSTIL_TYPE_ARTICLE_PANE);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (window_fixture_find_widget (pane, GTK_TYPE_TEXT_VIEW)));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  end = start;
  gtk_text_iter_forward_chars (&end, length);
  return gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
}

static gboolean
stands_at (WindowFixture *fixture, const char *surface)
{
  g_autofree char *words = dup_at_caret (fixture, (int) g_utf8_strlen (surface, -1));

  return g_str_equal (words, surface);
}

static void
test_page (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *entry;
  guint n_all;
  g_autoptr (PostilLedgerItem) item = NULL;
  g_autofree char *surface = NULL;

  window_fixture_import_samples (fixture);
  window_fixture_act (fixture, "win.figures");
  WAIT_FOR (find_page () != NULL && count_rows (find_page ()) > 10);
  page = find_page ();
  n_all = count_rows (page);
  take_picture (page, "figures");
  for (guint i = 0; i < n_all; i++)
    {
      g_autoptr (PostilLedgerItem) each = g_list_model_get_item (get_rows (page), i);
      const PostilClaim *claim = &postil_ledger_item_get_row (each)->figure.claim;

      g_assert_true (claim->subject != NULL || claim->measure != NULL);
    }
  entry = window_fixture_find_widget (page, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "figure:>10bn");
  WAIT_FOR (count_rows (page) > 0 && count_rows (page) < n_all);
  take_picture (page, "figures-searched");
  item = g_list_model_get_item (get_rows (page), 0);
  surface = g_strdup (postil_ledger_item_get_row (item)->surface);
  g_signal_emit_by_name (window_fixture_find_widget (page, GTK_TYPE_COLUMN_VIEW), "activate", 0u);
  WAIT_FOR (find_page () == NULL);
  WAIT_FOR (stands_at (fixture, surface));
}

static void
test_empty (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  window_fixture_act (fixture, "win.figures");
  WAIT_FOR (find_page () != NULL);
  page = find_page ();
  window_fixture_settle (fixture);
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (window_fixture_find_widget (page, ADW_TYPE_STATUS_PAGE))), ==,
                   "No figures yet");
  gtk_window_close (GTK_WINDOW (page));
  WAIT_FOR (find_page () == NULL);
}

static void
row_free (gpointer data)
{
  PostilLedgerRow *row = data;

  g_free (row->surface);
  g_free (row->title);
  g_free (row->source);
  postil_figure_clear (&row->figure);
  g_free (row);
}

static PostilLedgerRow *
make_row (guint number)
{
  PostilLedgerRow *row = g_new0 (PostilLedgerRow, 1);

  row->article_id = number;
  row->title = g_strdup ("A title");
  row->source = g_strdup ("A source");
  row->surface = g_strdup_printf ("$%u", number);
  row->published = (gint64) number;
  postil_figure_init (&row->figure);
  row->figure.kind = POSTIL_FIGURE_MONEY;
  row->figure.value = number;
  if (number % 7 != 0)
    row->figure.claim.subject = g_strdup_printf ("Company %u", number % 97);
  row->figure.claim.measure = number % 3 == 0 ? g_strdup ("revenue") : NULL;
  return row;
}

/* Sorted by subject, those without one last; what claims nothing is left out. */
static void
test_many (void)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  g_autoptr (PostilLedger) ledger = NULL;
  g_autofree char *before = NULL;
  guint n_claims = 0;

  for (guint i = 1; i <= MANY; i++)
    {
      PostilLedgerRow *row = make_row (i);

      g_ptr_array_add (rows, row);
      n_claims += row->figure.claim.subject != NULL || row->figure.claim.measure != NULL ? 1 : 0;
    }
  ledger = postil_ledger_new (rows);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ledger)), ==, n_claims);
  for (guint i = 0; i < n_claims; i++)
    {
      g_autoptr (PostilLedgerItem) item = g_list_model_get_item (G_LIST_MODEL (ledger), i);
      const char *subject = postil_ledger_item_get_row (item)->figure.claim.subject;

      g_assert_true (i == 0 || before != NULL || subject == NULL);
      if (before != NULL && subject != NULL)
        g_assert_cmpint (g_utf8_collate (before, subject), <=, 0);
      g_free (before);
      before = g_strdup (subject);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (ledger), n_claims));
}

static void
add_tests (void)
{
  g_test_add_func ("/app/figures/many", test_many);
#define ADD(name, function)                                                                                                      \
  g_test_add ("/app/figures/" name, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("page", test_page);
  ADD ("empty", test_empty);
#undef ADD
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
