/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing notes in the pane: in the margin where there is room, else in the sheet at the bottom. */
#include "config.h"

#include "postil-article-pane-private.h"

#include "postil-margin.h"

#include <glib/gi18n.h>

static PostilMargin *
get_margin (PostilArticlePane *self)
{
  return POSTIL_MARGIN (postil_article_view_get_margin (self->view));
}

static int
get_edited_index (PostilArticlePane *self)
{
  PostilNote *note = self->editor != NULL ? postil_note_editor_get_note (self->editor) : NULL;

  return note != NULL ? postil_article_pane_index_of (self, &note->id) : -1;
}

/* Takes the editor out of wherever it is; the pane's own reference keeps it. */
static void
unplace_editor (PostilArticlePane *self)
{
  postil_margin_set_editor (get_margin (self), NULL, -1);
  postil_note_sheet_set_editor (self->sheet, NULL);
}

static void
place_editor (PostilArticlePane *self)
{
  const int index = get_edited_index (self);

  if (self->editor == NULL)
    return;
  if (postil_article_view_get_wide (self->view))
    {
      postil_note_sheet_set_editor (self->sheet, NULL);
      postil_note_sheet_close (self->sheet);
      postil_article_view_set_covered (self->view, 0);
      postil_margin_set_editor (get_margin (self), GTK_WIDGET (self->editor), index);
    }
  else
    {
      postil_margin_set_editor (get_margin (self), NULL, -1);
      postil_note_sheet_set_editor (self->sheet, GTK_WIDGET (self->editor));
    }
  postil_article_view_set_focused_note (self->view, index);
}

/* The place of a note in the order of the text, from 1. */
static guint
number_of (PostilArticlePane *self, guint index)
{
  PostilMarkTable *table = postil_article_view_get_note_marks (self->view);

  for (guint i = 0; table != NULL && i < postil_mark_table_get_length (table); i++)
    if (postil_mark_table_get (table, i)->index == index)
      return i + 1;
  return 0;
}

static void
show_in_sheet (PostilArticlePane *self, guint index)
{
  PostilNote *note = postil_article_pane_note_at (self, index);
  PostilMarkTable *table = postil_article_view_get_note_marks (self->view);

  if (note == NULL)
    return;
  postil_note_sheet_set_editable (self->sheet, self->editable);
  postil_note_sheet_show_note (self->sheet, note, postil_article_pane_get_meaning (self, note->color), number_of (self, index),
                               table != NULL ? postil_mark_table_get_length (table) : 1);
}

/* --- the editor speaks --- */

static void
save_cb (PostilArticlePane *self, guint color, const char *comment, const char *const *tags)
{
  PostilNote *note = self->editor != NULL ? postil_note_editor_get_note (self->editor) : NULL;

  if (note != NULL)
    postil_article_pane_emit_edit (self, note, color, comment, tags);
}

static void
draft_cb (PostilArticlePane *self, const char *comment)
{
  PostilNote *note = self->editor != NULL ? postil_note_editor_get_note (self->editor) : NULL;

  if (note != NULL)
    postil_article_pane_emit_draft (self, note, comment);
}

static void
delete_cb (PostilArticlePane *self)
{
  PostilNote *note = self->editor != NULL ? postil_note_editor_get_note (self->editor) : NULL;
  g_autoptr (PostilNote) kept = note != NULL ? postil_note_ref (note) : NULL;

  if (self->editor != NULL)
    postil_note_editor_abandon (self->editor);
  postil_article_pane_editing_close (self, TRUE);
  if (kept != NULL)
    postil_article_pane_emit_delete (self, kept);
}

static void
editor_closed_cb (PostilArticlePane *self)
{
  postil_article_pane_editing_close (self, TRUE);
}

static void
make_editor (PostilArticlePane *self)
{
  self->editor = g_object_ref_sink (POSTIL_NOTE_EDITOR (postil_note_editor_new ()));
  g_signal_connect_object (self->editor, "save", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "draft", G_CALLBACK (draft_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "delete", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "closed", G_CALLBACK (editor_closed_cb), self, G_CONNECT_SWAPPED);
}

/* --- margin and sheet speak --- */

static void
note_activated_cb (PostilArticlePane *self, guint index)
{
  postil_article_pane_editing_activate (self, index, postil_article_view_get_focused_note (self->view) == (int) index);
}

static void
note_hovered_cb (PostilArticlePane *self, int index)
{
  postil_article_view_set_hovered_note (self->view, index);
}

static void
sheet_edit_cb (PostilArticlePane *self)
{
  const int index = postil_article_view_get_focused_note (self->view);
  PostilNote *note = index >= 0 ? postil_article_pane_note_at (self, (guint) index) : NULL;

  if (note != NULL)
    postil_article_pane_edit_note (self, &note->id, FALSE, NULL);
}

static void
sheet_step_cb (PostilArticlePane *self, gboolean backwards)
{
  PostilMarkTable *table = postil_article_view_get_note_marks (self->view);
  const int index = postil_article_view_get_focused_note (self->view);
  const guint number = index >= 0 ? number_of (self, (guint) index) : 0;
  const PostilMark *next;

  if (table == NULL || number == 0)
    return;
  next = backwards ? (number > 1 ? postil_mark_table_get (table, number - 2) : NULL) : postil_mark_table_get (table, number);
  if (next == NULL)
    return;
  postil_article_view_jump_to (self->view, next->start, next->end);
  postil_article_pane_editing_activate (self, next->index, FALSE);
}

static void
sheet_closed_cb (PostilArticlePane *self)
{
  postil_article_pane_editing_close (self, TRUE);
}

/* --- used by the pane --- */

/**
 * postil_article_pane_editing_connect:
 * @self: a new pane
 *
 * Listens to margin and sheet.
 */
void
postil_article_pane_editing_connect (PostilArticlePane *self)
{
  g_signal_connect_object (get_margin (self), "note-activated", G_CALLBACK (note_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_margin (self), "note-hovered", G_CALLBACK (note_hovered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "edit", G_CALLBACK (sheet_edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "step", G_CALLBACK (sheet_step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "closed", G_CALLBACK (sheet_closed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * postil_article_pane_editing_follow_width:
 * @self: a pane that became wide or narrow
 *
 * Moves an open editor between margin and sheet.
 */
void
postil_article_pane_editing_follow_width (PostilArticlePane *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean focused;

  if (self->editor == NULL)
    {
      if (postil_article_view_get_wide (self->view))
        {
          postil_note_sheet_close (self->sheet);
          postil_article_view_set_covered (self->view, 0);
        }
      return;
    }
  focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->editor));
  unplace_editor (self);
  place_editor (self);
  if (focused)
    postil_note_editor_focus (self->editor, FALSE);
}

/**
 * postil_article_pane_editing_notes_changed:
 * @self: a pane with new notes of the same article
 *
 * Gives an open editor its note as it is stored now, or closes it when the note is gone.
 */
void
postil_article_pane_editing_notes_changed (PostilArticlePane *self)
{
  const int index = get_edited_index (self);

  if (self->editor == NULL)
    {
      const int focused = postil_article_view_get_focused_note (self->view);

      if (postil_note_sheet_get_is_open (self->sheet) && focused >= 0)
        show_in_sheet (self, (guint) focused);
      else if (postil_note_sheet_get_is_open (self->sheet))
        {
          postil_note_sheet_close (self->sheet);
          postil_article_view_set_covered (self->view, 0);
        }
      return;
    }
  if (index < 0)
    {
      postil_article_pane_editing_close (self, FALSE);
      return;
    }
  postil_note_editor_update (self->editor, postil_article_pane_note_at (self, (guint) index));
  if (postil_article_view_get_wide (self->view))
    postil_margin_set_editor (get_margin (self), GTK_WIDGET (self->editor), index);
  postil_article_view_set_focused_note (self->view, index);
}

/**
 * postil_article_pane_editing_close:
 * @self: a pane
 * @focus_text: whether the keyboard goes back to the text
 *
 * Saves what is being written and closes editor and sheet.
 */
void
postil_article_pane_editing_close (PostilArticlePane *self, gboolean focus_text)
{
  g_autoptr (PostilNoteEditor) editor = NULL;

  if (self->editor != NULL)
    {
      postil_note_editor_flush (self->editor);
      editor = g_steal_pointer (&self->editor);
      if (focus_text)
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
      unplace_editor (self);
    }
  else if (focus_text)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  postil_note_sheet_close (self->sheet);
  postil_article_view_set_covered (self->view, 0);
  postil_article_view_set_focused_note (self->view, -1);
}

/**
 * postil_article_pane_editing_activate:
 * @self: a pane
 * @index: of a note
 * @open_editor: whether to write rather than to read
 *
 * Focuses a note: rings it in the margin or opens it in the sheet.
 */
void
postil_article_pane_editing_activate (PostilArticlePane *self, guint index, gboolean open_editor)
{
  PostilNote *note = postil_article_pane_note_at (self, index);

  if (note == NULL)
    return;
  if (self->editor != NULL && get_edited_index (self) == (int) index)
    {
      postil_note_editor_focus (self->editor, FALSE);
      return;
    }
  if (self->editor != NULL)
    postil_article_pane_editing_close (self, FALSE);
  if (open_editor && self->editable)
    {
      postil_article_pane_edit_note (self, &note->id, FALSE, NULL);
      return;
    }
  postil_article_view_set_focused_note (self->view, (int) index);
  if (!postil_article_view_get_wide (self->view))
    show_in_sheet (self, index);
}

/* --- public --- */

/**
 * postil_article_pane_edit_note:
 * @self: a pane
 * @id: of a note that was given to the pane
 * @in_tags: whether to begin in the tags
 * @draft: (nullable): replaces the stored comment
 *
 * Opens the editor of a note in place. Another one that is open is saved and closed. Nothing happens in a read-only pane.
 *
 * Thread: main.
 */
void
postil_article_pane_edit_note (PostilArticlePane *self, const PostilId *id, gboolean in_tags, const char *draft)
{
  PostilNote *note;
  int index;

  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self) && id != NULL);
  index = postil_article_pane_index_of (self, id);
  if (index < 0 || !self->editable)
    return;
  if (self->editor != NULL && get_edited_index (self) == index)
    {
      postil_note_editor_focus (self->editor, in_tags);
      return;
    }
  if (self->editor != NULL)
    postil_article_pane_editing_close (self, FALSE);
  note = postil_article_pane_note_at (self, (guint) index);
  make_editor (self);
  postil_note_editor_set_meanings (self->editor, (const char *const *) self->color_names);
  postil_note_editor_set_tag_names (self->editor, (const char *const *) self->tag_names);
  postil_note_editor_begin (self->editor, note, draft);
  if (note->end > note->start)
    postil_article_view_reveal (self->view, note->start);
  place_editor (self);
  postil_note_editor_focus (self->editor, in_tags);
}

/**
 * postil_article_pane_note_saved:
 * @self: a pane
 * @id: of a note
 * @time: when it was written to the disk, µs since the epoch
 *
 * Lets the editor of the note say that it is saved.
 *
 * Thread: main.
 */
void
postil_article_pane_note_saved (PostilArticlePane *self, const PostilId *id, gint64 time)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self) && id != NULL);
  if (self->editor != NULL && postil_id_equal (&postil_note_editor_get_note (self->editor)->id, id))
    postil_note_editor_set_saved (self->editor, time);
}

/**
 * postil_article_pane_note_failed:
 * @self: a pane
 * @id: of a note
 * @message: (nullable): why, for the reader
 *
 * Lets the editor of the note say that it could not be saved. What was written stays.
 *
 * Thread: main.
 */
void
postil_article_pane_note_failed (PostilArticlePane *self, const PostilId *id, const char *message)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self) && id != NULL);
  if (self->editor != NULL && postil_id_equal (&postil_note_editor_get_note (self->editor)->id, id))
    postil_note_editor_set_failed (self->editor, message);
}

/**
 * postil_article_pane_finish_editing:
 * @self: a pane
 *
 * Saves what is being written, before the article changes or the window closes.
 *
 * Thread: main.
 */
void
postil_article_pane_finish_editing (PostilArticlePane *self)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_PANE (self));
  if (self->editor != NULL)
    postil_article_pane_editing_close (self, FALSE);
}
