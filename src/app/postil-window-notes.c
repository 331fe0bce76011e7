/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing in the margin: highlights, comments and tags from key to commit. The pane shows a note as saved only after the library
 * has said so. */
#include "config.h"

#include "postil-window-private.h"

#include <glib/gi18n.h>

/* What to do with a note once it is stored. */
typedef struct
{
  PostilWindow *window;
  gboolean edit;
  gboolean in_tags;
} AfterNote;

static AfterNote *
after_note_new (PostilWindow *self, gboolean edit, gboolean in_tags)
{
  AfterNote *after = g_new0 (AfterNote, 1);

  after->window = g_object_ref (self);
  after->edit = edit;
  after->in_tags = in_tags;
  return after;
}

static void
after_note_free (AfterNote *after)
{
  g_object_unref (after->window);
  g_free (after);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AfterNote, after_note_free)

/* An editor opened before the pane knows the note waits for the notes to come. */
typedef struct
{
  PostilWindow *window;
  PostilId id;
  gboolean in_tags;
} DraftQuestion;

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree DraftQuestion *question = user_data;
  g_autoptr (PostilWindow) self = question->window;
  g_autofree char *draft = postil_library_load_draft_finish (POSTIL_LIBRARY (source), result, NULL);

  if (self->open != NULL)
    postil_article_pane_edit_note (self->pane, &question->id, question->in_tags, draft);
}

/**
 * postil_window_edit_note:
 * @self: the window, with the article of the note open
 * @id: a note
 * @in_tags: begin in the tags rather than in the comment
 *
 * Opens the editor of a note, with what was being written when it was last closed without saving. Main thread.
 */
void
postil_window_edit_note (PostilWindow *self, const PostilId *id, gboolean in_tags)
{
  DraftQuestion *question = g_new0 (DraftQuestion, 1);

  question->window = g_object_ref (self);
  question->id = *id;
  question->in_tags = in_tags;
  self->current = *id;
  postil_library_load_draft_async (self->library, id, draft_loaded_cb, question);
}

/* The note is shown at once from what the library returned; the reload that its signal asks for changes nothing then. */
static void
show_note (PostilWindow *self, PostilNote *note)
{
  g_autoptr (GPtrArray) notes = NULL;
  gboolean placed = FALSE;

  if (self->open == NULL || g_strcmp0 (self->open->article->key, note->article_key) != 0)
    return;
  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  for (guint i = 0; i < self->open->notes->len; i++)
    {
      PostilNote *other = g_ptr_array_index (self->open->notes, i);

      if (postil_id_equal (&other->id, &note->id))
        continue;
      if (!placed && postil_note_compare_position (note, other) < 0)
        {
          g_ptr_array_add (notes, postil_note_ref (note));
          placed = TRUE;
        }
      g_ptr_array_add (notes, postil_note_ref (other));
    }
  if (!placed)
    g_ptr_array_add (notes, postil_note_ref (note));
  g_ptr_array_unref (self->open->notes);
  self->open->notes = g_steal_pointer (&notes);
  postil_article_pane_set_notes (self->pane, self->open->notes);
}

static void
annotated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AfterNote) after = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = postil_library_annotate_finish (POSTIL_LIBRARY (source), result, &error);
  PostilWindow *self = after->window;

  if (self->library == NULL)
    return; /* the window was closed meanwhile */
  if (note == NULL)
    {
      g_autofree char *message = g_strdup_printf (_ ("The highlight is not saved: %s"), error->message);

      postil_window_show_message (self, message);
      return;
    }
  self->current = note->id;
  show_note (self, note);
  postil_article_pane_clear_selection (self->pane);
  postil_article_pane_note_saved (self->pane, &note->id, note->modified);
  if (after->edit)
    postil_window_edit_note (self, &note->id, after->in_tags);
}

static gboolean
annotate_selection (PostilWindow *self, guint color, gboolean edit, gboolean in_tags)
{
  PostilNoteContent content = { .color = color };
  gsize start;
  gsize end;

  if (!postil_article_pane_get_selection (self->pane, &start, &end))
    return FALSE;
  self->color = color;
  postil_library_annotate_async (self->library, self->open->article->id, start, end, &content, annotated_cb,
                                 after_note_new (self, edit, in_tags));
  return TRUE;
}

static PostilNote *
find_note (PostilWindow *self, const PostilId *id)
{
  for (guint i = 0; self->open != NULL && i < self->open->notes->len; i++)
    {
      PostilNote *note = g_ptr_array_index (self->open->notes, i);

      if (postil_id_equal (&note->id, id))
        return note;
    }
  return NULL;
}

/* The note the reader means: the one under the caret, else the one touched last. */
static PostilNote *
meant_note (PostilWindow *self)
{
  PostilNote *note = postil_article_pane_get_note_at_caret (self->pane);

  return note != NULL ? note : find_note (self, &self->current);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AfterNote) after = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = postil_library_edit_note_finish (POSTIL_LIBRARY (source), result, &error);
  PostilWindow *self = after->window;

  if (self->library == NULL)
    return; /* the window was closed meanwhile */
  if (note == NULL)
    {
      g_autofree char *message = g_strdup_printf (_ ("Not saved, what you wrote stays in the editor: %s"), error->message);

      postil_article_pane_note_failed (self->pane, &self->current, message);
      postil_window_show_message (self, message);
      return;
    }
  show_note (self, note);
  postil_article_pane_note_saved (self->pane, &note->id, note->modified);
}

static void
change_note (PostilWindow *self, const PostilId *id, const PostilNoteContent *content)
{
  self->current = *id;
  postil_library_edit_note_async (self->library, id, content, edited_cb, after_note_new (self, FALSE, FALSE));
}

/**
 * postil_window_highlight:
 * @self: the window, with an article open
 * @color: 1-5
 *
 * Highlights the selection; without one, gives the note under the caret or the last one another colour; else highlights the
 * sentence at the caret. Main thread.
 */
void
postil_window_highlight (PostilWindow *self, guint color)
{
  PostilNoteContent content = { .color = color };
  PostilNote *note = postil_article_pane_has_selection (self->pane) ? NULL : meant_note (self);

  if (note != NULL && !postil_note_is_on_article (note))
    {
      self->color = color;
      change_note (self, &note->id, &content);
    }
  else if (!annotate_selection (self, color, FALSE, FALSE))
    postil_window_show_message (self, _ ("Select a passage to highlight it"));
}

/**
 * postil_window_write_note:
 * @self: the window, with an article open
 * @in_tags: begin in the tags rather than in the comment
 *
 * Opens the editor of the note that is meant; a selection is highlighted first. Main thread.
 */
void
postil_window_write_note (PostilWindow *self, gboolean in_tags)
{
  PostilNote *note = postil_article_pane_has_selection (self->pane) ? NULL : meant_note (self);

  if (note != NULL)
    postil_window_edit_note (self, &note->id, in_tags);
  else if (!annotate_selection (self, self->color, TRUE, in_tags))
    postil_window_show_message (self, _ ("Select a passage to comment on it"));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean deleted = postil_library_delete_note_finish (POSTIL_LIBRARY (source), result, &error);

  if (self->library == NULL)
    return; /* the window was closed meanwhile */
  if (deleted)
    postil_window_toast (self, _ ("Note deleted"), TRUE);
  else
    postil_window_show_message (self, error->message);
}

static void
remove_note (PostilWindow *self, PostilNote *note)
{
  PostilId id = note->id;

  if (postil_id_equal (&self->current, &id))
    self->current = (PostilId){ { 0 } };
  postil_library_delete_note_async (self->library, &id, deleted_cb, g_object_ref (self));
}

/**
 * postil_window_delete_note:
 * @self: the window, with an article open
 *
 * Moves the note that is meant to the trash. Main thread.
 */
void
postil_window_delete_note (PostilWindow *self)
{
  PostilNote *note = meant_note (self);

  if (note != NULL)
    remove_note (self, note);
  else
    postil_window_show_message (self, _ ("No note here"));
}

static void
edit_note_cb (PostilWindow *self, PostilNote *note, guint color, const char *comment, const char *const *tags)
{
  PostilNoteContent content = { color, comment, tags };

  if (color > 0)
    self->color = color;
  change_note (self, &note->id, &content);
}

static void
keep_draft_cb (PostilWindow *self, PostilNote *note, const char *comment)
{
  postil_library_keep_draft (self->library, &note->id, comment);
}

static void
delete_note_cb (PostilWindow *self, PostilNote *note)
{
  remove_note (self, note);
}

/**
 * postil_window_connect_notes:
 * @self: the window
 *
 * Listens to what the reading pane asks for notes. Main thread.
 */
void
postil_window_connect_notes (PostilWindow *self)
{
  g_signal_connect_object (self->pane, "edit-note", G_CALLBACK (edit_note_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "keep-draft", G_CALLBACK (keep_draft_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "delete-note", G_CALLBACK (delete_note_cb), self, G_CONNECT_SWAPPED);
}
