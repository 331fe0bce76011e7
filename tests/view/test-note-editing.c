/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing notes in place: drafts, saving, what "Saved" means, colours, tags, the sheet of narrow windows. */
#include "config.h"

#include "article-sample.h"
#include "postil-article-pane.h"
#include "postil-article-view.h"
#include "postil-note-editor.h"
#include "postil-tag-entry.h"
#include "view-display.h"
#include "window-wait.h"

typedef struct
{
  GtkWidget *window;
  PostilArticlePane *pane;
  ArticleSample *sample;
  GString *log; /* what the pane said, one word each */
  char *comment;
  char *draft;
  char *tags;
  guint color;
} Fixture;

static void
edit_cb (Fixture *fixture, PostilNote *note, guint color, const char *comment, const char *const *tags)
{
  g_string_append (fixture->log, color != 0 ? "color " : comment != NULL ? "comment " : tags != NULL ? "tags " : "nothing ");
  fixture->color = color;
  if (comment != NULL)
    {
      g_free (fixture->comment);
      fixture->comment = g_strdup (comment);
    }
  if (tags != NULL)
    {
      g_free (fixture->tags);
      fixture->tags = g_strjoinv (" ", (char **) tags);
    }
}

static void
draft_cb (Fixture *fixture, PostilNote *note, const char *comment)
{
  g_string_append (fixture->log, "draft ");
  g_free (fixture->draft);
  fixture->draft = g_strdup (comment);
}

static void
delete_cb (Fixture *fixture, PostilNote *note)
{
  g_string_append (fixture->log, "delete ");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Claim", "Confirms", "Background", "Doubt", "Quote", NULL };
  static const char *const tags[] = { "to-check\t9", "capex\t5", NULL };

  fixture->log = g_string_new (NULL);
  fixture->sample = article_sample_new (FALSE);
  fixture->pane = POSTIL_ARTICLE_PANE (postil_article_pane_new ());
  g_object_set (fixture->pane, "color-names", names, "tag-names", tags, NULL);
  fixture->window = view_display_open (GTK_WIDGET (fixture->pane), GPOINTER_TO_INT (data), 700);
  g_signal_connect_swapped (fixture->pane, "edit-note", G_CALLBACK (edit_cb), fixture);
  g_signal_connect_swapped (fixture->pane, "keep-draft", G_CALLBACK (draft_cb), fixture);
  g_signal_connect_swapped (fixture->pane, "delete-note", G_CALLBACK (delete_cb), fixture);
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
  g_string_free (fixture->log, TRUE);
  g_free (fixture->comment);
  g_free (fixture->draft);
  g_free (fixture->tags);
}

static PostilNote *
get_note (Fixture *fixture, guint index)
{
  return g_ptr_array_index (fixture->sample->notes, index);
}

static GtkWidget *
get_editor (Fixture *fixture)
{
  return view_display_find (fixture->window, POSTIL_TYPE_NOTE_EDITOR);
}

static void
open_editor (Fixture *fixture, guint index, gboolean in_tags, const char *draft)
{
  postil_article_pane_edit_note (fixture->pane, &get_note (fixture, index)->id, in_tags, draft);
  WAIT_FOR (get_editor (fixture) != NULL && gtk_widget_get_mapped (get_editor (fixture)));
  window_wait_settle ();
}

static void
type_comment (Fixture *fixture, const char *text)
{
  GtkWidget *view = view_display_find (get_editor (fixture), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
test_draft_then_saved (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 0, FALSE, NULL);
  type_comment (fixture, "A new comment");
  g_assert_cmpstr (fixture->log->str, ==, "");
  WAIT_FOR (fixture->log->len > 0);
  g_assert_cmpstr (fixture->log->str, ==, "draft ");
  g_assert_cmpstr (fixture->draft, ==, "A new comment");
  g_assert_null (view_display_find_labelled (fixture->window, "Saved"));
  postil_article_pane_note_saved (fixture->pane, &get_note (fixture, 0)->id, 0);
  window_wait_settle ();
  g_assert_null (view_display_find_labelled (fixture->window, "Saved")); /* that was an older revision */
  postil_note_editor_flush (POSTIL_NOTE_EDITOR (get_editor (fixture)));
  g_assert_cmpstr (fixture->comment, ==, "A new comment");
  postil_article_pane_note_saved (fixture->pane, &get_note (fixture, 1)->id, 0);
  g_assert_null (view_display_find_labelled (fixture->window, "Saved")); /* that was another note */
  postil_article_pane_note_saved (fixture->pane, &get_note (fixture, 0)->id, 0);
  WAIT_FOR (view_display_find_labelled (fixture->window, "Saved") != NULL);
  view_display_save (fixture->window, GPOINTER_TO_INT (data) > 720 ? "note-editor" : "note-editor-narrow");
  postil_article_pane_finish_editing (fixture->pane);
  WAIT_FOR (get_editor (fixture) == NULL);
  g_assert_cmpstr (fixture->log->str, ==, "draft comment ");
}

static void
test_unchanged_is_not_saved (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 1, FALSE, NULL);
  postil_article_pane_finish_editing (fixture->pane);
  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
test_stored_draft (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 1, FALSE, "what was not saved last time");
  postil_article_pane_finish_editing (fixture->pane);
  g_assert_cmpstr (fixture->comment, ==, "what was not saved last time");
}

static void
test_article_change_saves (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 0, FALSE, NULL);
  type_comment (fixture, "in the middle of a word");
  postil_article_pane_set_article (fixture->pane, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (fixture->comment, ==, "in the middle of a word");
  WAIT_FOR (get_editor (fixture) == NULL);
}

static void
test_color (Fixture *fixture, gconstpointer data)
{
  GtkWidget *swatch;

  open_editor (fixture, 0, FALSE, NULL);
  swatch = gtk_widget_get_parent (view_display_find_labelled (get_editor (fixture), "3"));
  g_assert_true (GTK_IS_TOGGLE_BUTTON (swatch));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (swatch), TRUE);
  g_assert_cmpuint (fixture->color, ==, 3);
  g_assert_cmpstr (fixture->log->str, ==, "color ");
  g_assert_nonnull (view_display_find_labelled (get_editor (fixture), "Background"));
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  PostilTagEntry *entry;
  GtkWidget *text;

  open_editor (fixture, 1, TRUE, NULL);
  entry = POSTIL_TAG_ENTRY (view_display_find (fixture->window, POSTIL_TYPE_TAG_ENTRY));
  text = view_display_find (GTK_WIDGET (entry), GTK_TYPE_TEXT);
  gtk_editable_set_text (GTK_EDITABLE (text), "cap");
  WAIT_FOR (view_display_find_labelled (GTK_WIDGET (entry), "capex") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (text), "New Tag");
  postil_tag_entry_commit (entry);
  g_assert_cmpstr (fixture->log->str, ==, "tags ");
  g_assert_cmpstr (fixture->tags, ==, "to-check New-Tag");
  gtk_editable_set_text (GTK_EDITABLE (text), "TO-CHECK"); /* there is one already */
  postil_tag_entry_commit (entry);
  g_assert_cmpstr (fixture->log->str, ==, "tags ");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "");
}

static void
test_new_notes_keep_editor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  PostilNote *changed = postil_note_copy (get_note (fixture, 0));

  open_editor (fixture, 0, FALSE, NULL);
  type_comment (fixture, "still being written");
  changed->color = 2;
  g_ptr_array_add (notes, postil_note_ref (get_note (fixture, 1)));
  g_ptr_array_add (notes, changed);
  postil_article_pane_set_notes (fixture->pane, notes);
  window_wait_settle ();
  g_assert_nonnull (get_editor (fixture));
  g_assert_nonnull (view_display_find_labelled (get_editor (fixture), "Confirms"));
  postil_article_pane_finish_editing (fixture->pane);
  g_assert_cmpstr (fixture->comment, ==, "still being written");
}

static void
test_note_gone (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 0, FALSE, NULL);
  postil_article_pane_set_notes (fixture->pane, NULL);
  WAIT_FOR (get_editor (fixture) == NULL);
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 0, FALSE, NULL);
  type_comment (fixture, "words");
  postil_note_editor_flush (POSTIL_NOTE_EDITOR (get_editor (fixture)));
  postil_article_pane_note_failed (fixture->pane, &get_note (fixture, 0)->id, "the disk is full");
  WAIT_FOR (view_display_find_labelled (fixture->window, "the disk is full") != NULL);
  postil_article_pane_finish_editing (fixture->pane);
  g_assert_cmpstr (fixture->log->str, ==, "comment comment "); /* tried again */
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->pane, "editable", FALSE, NULL);
  postil_article_pane_edit_note (fixture->pane, &get_note (fixture, 0)->id, FALSE, NULL);
  window_wait_settle ();
  g_assert_null (get_editor (fixture));
}

static void
test_moves_with_width (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 0, FALSE, NULL);
  type_comment (fixture, "kept while the window changes");
  window_wait_resize (GTK_WINDOW (fixture->window), 420, 700);
  WAIT_FOR (get_editor (fixture) != NULL && gtk_widget_get_mapped (get_editor (fixture)));
  window_wait_resize (GTK_WINDOW (fixture->window), 900, 700);
  WAIT_FOR (get_editor (fixture) != NULL && gtk_widget_get_mapped (get_editor (fixture)));
  postil_article_pane_finish_editing (fixture->pane);
  g_assert_cmpstr (fixture->comment, ==, "kept while the window changes");
}

static void
test_on_whole_article (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  PostilNote *note = postil_note_new ();

  g_assert_true (postil_id_new_random (&note->id, NULL));
  g_free (note->comment);
  note->comment = g_strdup ("About all of it");
  g_ptr_array_add (notes, postil_note_ref (get_note (fixture, 0)));
  g_ptr_array_add (notes, note);
  postil_article_pane_set_notes (fixture->pane, notes);
  window_wait_settle ();
  if (GPOINTER_TO_INT (data) > 720)
    g_assert_nonnull (view_display_find_labelled (fixture->window, "About all of it"));
  postil_article_pane_edit_note (fixture->pane, &note->id, FALSE, NULL);
  WAIT_FOR (view_display_find_labelled (get_editor (fixture), "On the article") != NULL);
  type_comment (fixture, "About most of it");
  view_display_save (fixture->window, "note-on-article");
  postil_article_pane_finish_editing (fixture->pane);
  g_assert_cmpstr (fixture->comment, ==, "About most of it");
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  open_editor (fixture, 0, FALSE, NULL);
  g_assert_cmpuint (view_display_count_unlabelled (fixture->window), ==, 0);
}

#define ADD(name, function, width)                                                                                               \
  g_test_add ("/view/note-editing/" name, Fixture, GINT_TO_POINTER (width), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  if (!view_display_init (&argc, &argv))
    return 0;
  ADD ("draft-then-saved", test_draft_then_saved, 800);
  ADD ("draft-then-saved-narrow", test_draft_then_saved, 420);
  ADD ("unchanged-is-not-saved", test_unchanged_is_not_saved, 800);
  ADD ("stored-draft", test_stored_draft, 800);
  ADD ("article-change-saves", test_article_change_saves, 800);
  ADD ("color", test_color, 800);
  ADD ("tags", test_tags, 800);
  ADD ("new-notes-keep-editor", test_new_notes_keep_editor, 800);
  ADD ("note-gone", test_note_gone, 800);
  ADD ("failed", test_failed, 800);
  ADD ("read-only", test_read_only, 800);
  ADD ("moves-with-width", test_moves_with_width, 800);
  ADD ("on-whole-article", test_on_whole_article, 800);
  ADD ("on-whole-article-narrow", test_on_whole_article, 420);
  ADD ("labels", test_labels, 800);
  return g_test_run ();
}
