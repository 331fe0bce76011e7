/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reading pane in a window: offsets, marks at the caret, selection, widths, cards, find bar. */
#include "config.h"

#include "article-sample.h"
#include "postil-article-pane.h"
#include "postil-article-view.h"
#include "postil-find-bar.h"
#include "postil-note-sheet.h"
#include "view-display.h"
#include "window-wait.h"

typedef struct
{
  GtkWidget *window;
  PostilArticlePane *pane;
  PostilArticleView *view;
  ArticleSample *sample;
  guint layer;
  guint index;
  guint n_cards;
  char *link;
} Fixture;

static void
show_card_cb (Fixture *fixture, guint layer, guint index)
{
  fixture->layer = layer;
  fixture->index = index;
  fixture->n_cards++;
}

static void
open_link_cb (Fixture *fixture, const char *uri)
{
  g_free (fixture->link);
  fixture->link = g_strdup (uri);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const int width = data != NULL ? GPOINTER_TO_INT (data) : 800;

  fixture->sample = article_sample_new (TRUE);
  fixture->pane = POSTIL_ARTICLE_PANE (postil_article_pane_new ());
  fixture->window = view_display_open (GTK_WIDGET (fixture->pane), width, 600);
  fixture->view = POSTIL_ARTICLE_VIEW (view_display_find (fixture->window, POSTIL_TYPE_ARTICLE_VIEW));
  g_signal_connect_swapped (fixture->pane, "show-card", G_CALLBACK (show_card_cb), fixture);
  g_signal_connect_swapped (fixture->pane, "open-link", G_CALLBACK (open_link_cb), fixture);
  postil_article_pane_set_article (fixture->pane, fixture->sample->article, fixture->sample->document, fixture->sample->analysis,
                                   fixture->sample->notes);
  window_wait_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  window_wait_settle ();
  article_sample_free (fixture->sample);
  g_free (fixture->link);
}

static void
test_offsets (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (fixture->view));
  const char *text = postil_document_get_text (fixture->sample->document);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *shown = NULL;

  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, (int) postil_document_get_length (fixture->sample->document));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  g_assert_cmpstr (shown, ==, text);
}

static void
test_selection (Fixture *fixture, gconstpointer data)
{
  const gsize at = article_sample_find (fixture->sample, "The timing hurts");
  gsize start;
  gsize end;

  g_assert_false (postil_article_pane_get_selection (fixture->pane, &start, &end)); /* nobody put the caret anywhere */
  postil_article_pane_select (fixture->pane, at - 1, at + 17);
  g_assert_true (postil_article_pane_has_selection (fixture->pane));
  g_assert_true (postil_article_pane_get_selection (fixture->pane, &start, &end));
  g_assert_cmpuint (start, ==, at); /* blanks at the ends do not belong to it */
  g_assert_cmpuint (end, ==, at + 16);
  postil_article_pane_clear_selection (fixture->pane);
  g_assert_false (postil_article_pane_has_selection (fixture->pane));
  g_assert_true (postil_article_pane_get_selection (fixture->pane, &start, &end)); /* the sentence at the caret */
  g_assert_cmpuint (start, <=, at);
  g_assert_cmpuint (end, >=, at);
}

static void
test_marks_at_caret (Fixture *fixture, gconstpointer data)
{
  guint index;
  gsize n_figures;
  const PostilFigure *figures = postil_analysis_get_figures (fixture->sample->analysis, &n_figures);

  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_NONE);
  g_assert_true (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, FALSE));
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_FIGURE);
  g_assert_cmpuint (index, ==, 0);
  g_assert_cmpuint (figures[0].start, ==, article_sample_find (fixture->sample, "$22 billion"));
  g_assert_true (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, FALSE));
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_FIGURE);
  g_assert_cmpuint (index, ==, 1);
  g_assert_true (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, TRUE));
  g_assert_false (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, TRUE));
  g_assert_true (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_NOTE, FALSE)
                 || postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_NOTE, TRUE));
  g_assert_nonnull (postil_article_pane_get_note_at_caret (fixture->pane));
}

static void
test_every_mark_once (Fixture *fixture, gconstpointer data)
{
  gsize n_figures;
  const PostilFigure *figures = postil_analysis_get_figures (fixture->sample->analysis, &n_figures);
  guint n_marked = 0;
  guint n = 0;

  for (gsize i = 0; i < n_figures; i++)
    n_marked += postil_mark_table_leaves_out (fixture->sample->document, &figures[i]) ? 0 : 1;
  g_assert_cmpuint (n_marked, <, n_figures); /* a mere "second" is passed over */
  while (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, FALSE))
    n++;
  g_assert_cmpuint (n, ==, n_marked);
}

static void
test_shown (Fixture *fixture, gconstpointer data)
{
  const gsize money = article_sample_find (fixture->sample, "$22 billion");
  const char *const hidden[] = { "money", "no-such-kind", NULL };
  guint index;

  postil_article_pane_jump_to (fixture->pane, money + 1, money + 2);
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_FIGURE);
  g_object_set (fixture->pane, "hidden-kinds", hidden, NULL);
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_NOTE);
  g_object_set (fixture->pane, "hidden-kinds", NULL, "show-figures", FALSE, NULL);
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_NOTE);
  window_wait_settle ();
  g_object_set (fixture->pane, "show-figures", TRUE, "show-notes", FALSE, NULL);
  window_wait_settle ();
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_FIGURE);
}

static void
test_card (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = gtk_label_new ("what the card holds");

  g_object_add_weak_pointer (G_OBJECT (card), (gpointer *) &card);
  postil_article_pane_present_card (fixture->pane, card, POSTIL_MARK_FIGURE, 0);
  WAIT_FOR (view_display_find_labelled (fixture->window, "what the card holds") != NULL);
  postil_article_pane_dismiss_card (fixture->pane);
  WAIT_FOR (card == NULL);
  postil_article_pane_present_card (fixture->pane, gtk_label_new ("again"), POSTIL_MARK_MENTION, 1);
  postil_article_pane_present_card (fixture->pane, gtk_label_new ("another in its place"), POSTIL_MARK_MENTION, 2);
  WAIT_FOR (view_display_find_labelled (fixture->window, "another in its place") != NULL);
  postil_article_pane_set_article (fixture->pane, NULL, NULL, NULL, NULL);
  WAIT_FOR (view_display_find_labelled (fixture->window, "another in its place") == NULL);
}

/* The ring says what a card is about, and goes with it; a caret that is seen keeps it. */
static void
test_ring (Fixture *fixture, gconstpointer data)
{
  g_assert_true (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, FALSE));
  g_assert_true (postil_article_view_has_ring (fixture->view));
  postil_article_pane_present_card (fixture->pane, gtk_label_new ("first"), POSTIL_MARK_FIGURE, 0);
  postil_article_pane_present_card (fixture->pane, gtk_label_new ("in its place"), POSTIL_MARK_FIGURE, 0);
  WAIT_FOR (view_display_find_labelled (fixture->window, "in its place") != NULL);
  g_assert_true (postil_article_view_has_ring (fixture->view));
  postil_article_pane_dismiss_card (fixture->pane);
  WAIT_FOR (view_display_find_labelled (fixture->window, "in its place") == NULL);
  g_assert_false (postil_article_view_has_ring (fixture->view));
  g_object_set (fixture->pane, "caret-mode", TRUE, NULL);
  g_assert_true (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, FALSE));
  postil_article_pane_present_card (fixture->pane, gtk_label_new ("by caret"), POSTIL_MARK_FIGURE, 1);
  WAIT_FOR (view_display_find_labelled (fixture->window, "by caret") != NULL);
  postil_article_pane_dismiss_card (fixture->pane);
  WAIT_FOR (view_display_find_labelled (fixture->window, "by caret") == NULL);
  g_assert_true (postil_article_view_has_ring (fixture->view));
}

static gboolean
is_wide (Fixture *fixture)
{
  gboolean wide = FALSE;

  g_object_get (fixture->pane, "wide", &wide, NULL);
  return wide;
}

static void
test_widths (Fixture *fixture, gconstpointer data)
{
  WAIT_FOR (is_wide (fixture));
  WAIT_FOR (view_display_find_labelled (fixture->window, "East Asia Markets") != NULL);
  window_wait_resize (GTK_WINDOW (fixture->window), 420, 600);
  WAIT_FOR (!is_wide (fixture));
  window_wait_settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->pane)), ==, 420);
  g_assert_null (view_display_find_labelled (fixture->window, "East Asia Markets"));
  view_display_save (fixture->window, "article-narrow");
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  postil_article_pane_select (fixture->pane, article_sample_find (fixture->sample, "ByteDance has"),
                              article_sample_find (fixture->sample, "ByteDance has") + 9);
  postil_article_pane_find (fixture->pane);
  entry = view_display_find (fixture->window, GTK_TYPE_SEARCH_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "ByteDance");
  WAIT_FOR (view_display_find_labelled (fixture->window, "of 6") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "bytedance’s nothing");
  WAIT_FOR (view_display_find_labelled (fixture->window, "Nothing found") != NULL);
  view_display_save (fixture->window, "article-find");
  postil_find_bar_close (POSTIL_FIND_BAR (view_display_find (fixture->window, POSTIL_TYPE_FIND_BAR)));
  WAIT_FOR (gtk_widget_has_focus (GTK_WIDGET (fixture->view)));
}

static gboolean
is_above_sheet (Fixture *fixture, gsize offset)
{
  GtkWidget *sheet = view_display_find (fixture->window, POSTIL_TYPE_NOTE_SHEET);
  GdkRectangle area;
  double y;

  return postil_note_sheet_get_cover (POSTIL_NOTE_SHEET (sheet)) > 40
         && postil_article_view_get_mark_area (fixture->view, offset, offset + 4, &area) && area.y >= 0
         && gtk_widget_translate_coordinates (sheet, GTK_WIDGET (fixture->view), 0, 0, NULL, &y) && area.y + area.height <= y;
}

/* On a narrow window the sheet with a note covers the foot of the text: what is found is shown above it, the last line too. */
static void
test_find_above_sheet (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;
  PostilNote *note = g_ptr_array_index (fixture->sample->notes, 0);
  const gsize length = postil_document_get_length (fixture->sample->document);
  g_autofree char *last = postil_document_dup_slice (fixture->sample->document, length - 12, length);

  window_wait_resize (GTK_WINDOW (fixture->window), 420, 500);
  WAIT_FOR (!is_wide (fixture));
  postil_article_pane_edit_note (fixture->pane, &note->id, FALSE, NULL);
  window_wait_settle ();
  postil_article_pane_find (fixture->pane);
  entry = view_display_find (fixture->window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), last);
  WAIT_FOR (is_above_sheet (fixture, length - 12));
  view_display_save (fixture->window, "article-find-above-sheet");
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_assert_null (view_display_find_labelled (fixture->window, "Marks come in a moment"));
  postil_article_pane_set_article (fixture->pane, fixture->sample->article, fixture->sample->document, NULL, NULL);
  WAIT_FOR (view_display_find_labelled (fixture->window, "Marks come in a moment") != NULL);
  postil_analysis_set_names_analysed (fixture->sample->analysis, FALSE);
  postil_article_pane_set_analysis (fixture->pane, fixture->sample->analysis);
  WAIT_FOR (view_display_find_labelled (fixture->window, "Names are not analysed") != NULL);
  fixture->sample->article->analysis = POSTIL_ANALYSIS_FAILED;
  postil_article_pane_set_article (fixture->pane, fixture->sample->article, fixture->sample->document, NULL, NULL);
  WAIT_FOR (view_display_find_labelled (fixture->window, "Not analysed") != NULL);
}

static void
test_place_is_kept (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  double before;

  g_assert_true (postil_article_pane_page_down (fixture->pane));
  WAIT_FOR (gtk_adjustment_get_value (adjustment) > 100.0);
  window_wait_settle ();
  before = gtk_adjustment_get_value (adjustment);
  postil_article_pane_set_notes (fixture->pane, NULL);
  postil_article_pane_set_analysis (fixture->pane, NULL);
  postil_article_pane_set_analysis (fixture->pane, fixture->sample->analysis);
  postil_article_pane_set_notes (fixture->pane, fixture->sample->notes);
  window_wait_settle ();
  g_assert_cmpfloat (ABS (gtk_adjustment_get_value (adjustment) - before), <, 30.0);
  while (postil_article_pane_page_down (fixture->pane))
    window_wait_settle ();
  g_assert_false (postil_article_pane_page_down (fixture->pane));
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  g_signal_emit_by_name (fixture->view, "activate-mark", (guint) POSTIL_MARK_MENTION, 3u);
  g_assert_cmpuint (fixture->n_cards, ==, 1);
  g_assert_cmpuint (fixture->layer, ==, POSTIL_MARK_MENTION);
  g_assert_cmpuint (fixture->index, ==, 3);
  g_signal_emit_by_name (fixture->view, "open-link", "https://example.org/plan");
  g_assert_cmpstr (fixture->link, ==, "https://example.org/plan");
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  postil_article_pane_find (fixture->pane);
  window_wait_settle ();
  g_assert_cmpuint (view_display_count_unlabelled (fixture->window), ==, 0);
}

static void
test_right_to_left (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_direction (GTK_WIDGET (fixture->view), GTK_TEXT_DIR_RTL);
  WAIT_FOR (gtk_text_view_get_left_margin (GTK_TEXT_VIEW (fixture->view)) > 200);
  window_wait_settle ();
  view_display_save (fixture->window, "article-rtl");
  g_assert_cmpint (gtk_text_view_get_right_margin (GTK_TEXT_VIEW (fixture->view)), ==, 44);
}

static void
test_caret_mode (Fixture *fixture, gconstpointer data)
{
  const gsize at = article_sample_find (fixture->sample, "Cupertino");
  guint index;

  g_assert_false (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (fixture->view)));
  g_object_set (fixture->pane, "caret-mode", TRUE, NULL);
  g_assert_true (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (fixture->view)));
  postil_article_pane_select (fixture->pane, at + 2, at + 2);
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_MENTION);
  postil_article_pane_select (fixture->pane, at - 2, at - 2); /* the mark goes with the caret */
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_NONE);
  g_assert_true (postil_article_view_next_mark (fixture->view, POSTIL_MARK_NONE, FALSE));
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_MENTION);
  g_object_set (fixture->pane, "caret-mode", FALSE, NULL);
  g_assert_false (gtk_text_view_get_cursor_visible (GTK_TEXT_VIEW (fixture->view)));
}

static void
test_font (Fixture *fixture, gconstpointer data)
{
  const int column = gtk_text_view_get_right_margin (GTK_TEXT_VIEW (fixture->view));
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  const double height = gtk_adjustment_get_upper (adjustment);

  g_object_set (fixture->pane, "use-default-font", FALSE, "font", "Serif 15", "text-scale", 1.5, NULL);
  WAIT_FOR (gtk_adjustment_get_upper (adjustment) > height * 1.5);
  window_wait_settle ();
  view_display_save (fixture->window, "article-font");
  g_assert_cmpint (gtk_text_view_get_right_margin (GTK_TEXT_VIEW (fixture->view)), ==, column); /* the pane is the limit */
  g_object_set (fixture->pane, "use-default-font", TRUE, "text-scale", 1.0, NULL);
  WAIT_FOR (ABS (gtk_adjustment_get_upper (adjustment) - height) < 40.0);
}

static gboolean
is_in_sight (Fixture *fixture, gsize start, gsize end)
{
  GdkRectangle area;

  return postil_article_view_get_mark_area (fixture->view, start, end, &area) && area.y > 0 && area.y + area.height < 600;
}

static void
test_jump_at_once (Fixture *fixture, gconstpointer data)
{
  const gsize at = article_sample_find (fixture->sample, "Handsets sold");

  postil_article_pane_set_article (fixture->pane, fixture->sample->article, fixture->sample->document, fixture->sample->analysis,
                                   fixture->sample->notes);
  postil_article_pane_jump_to (fixture->pane, at, at + 8); /* nothing is laid out yet */
  WAIT_FOR (is_in_sight (fixture, at, at + 8));
  window_wait_settle ();
  g_assert_true (is_in_sight (fixture, at, at + 8)); /* and it stays */
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  gsize start;
  gsize end;
  guint index;

  postil_article_pane_set_article (fixture->pane, NULL, NULL, NULL, NULL);
  window_wait_settle ();
  g_assert_false (postil_article_pane_get_selection (fixture->pane, &start, &end));
  g_assert_cmpint (postil_article_pane_get_mark_at_caret (fixture->pane, &index), ==, POSTIL_MARK_NONE);
  g_assert_null (postil_article_pane_get_note_at_caret (fixture->pane));
  g_assert_false (postil_article_pane_next_mark (fixture->pane, POSTIL_MARK_FIGURE, FALSE));
  g_assert_false (postil_article_pane_page_down (fixture->pane));
  postil_article_pane_jump_to (fixture->pane, 10, 20);
  postil_article_pane_find (fixture->pane);
  postil_article_pane_finish_editing (fixture->pane);
  window_wait_settle ();
}

#define ADD(name, function, width)                                                                                               \
  g_test_add ("/view/article-pane/" name, Fixture, GINT_TO_POINTER (width), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (!view_display_init (&argc, &argv))
    return 0;
  ADD ("offsets", test_offsets, 800);
  ADD ("selection", test_selection, 800);
  ADD ("marks-at-caret", test_marks_at_caret, 800);
  ADD ("every-mark-once", test_every_mark_once, 800);
  ADD ("shown", test_shown, 800);
  ADD ("card", test_card, 800);
  ADD ("ring", test_ring, 800);
  ADD ("widths", test_widths, 800);
  ADD ("find", test_find, 800);
  ADD ("find-above-sheet", test_find_above_sheet, 800);
  ADD ("states", test_states, 800);
  ADD ("place-is-kept", test_place_is_kept, 800);
  ADD ("activate", test_activate, 800);
  ADD ("labels", test_labels, 800);
  ADD ("right-to-left", test_right_to_left, 800);
  ADD ("caret-mode", test_caret_mode, 800);
  ADD ("font", test_font, 800);
  ADD ("jump-at-once", test_jump_at_once, 800);
  ADD ("empty", test_empty, 800);
  return g_test_run ();
}
