/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going to a place: the passage of a note, a figure's sentence, the words a search found. The article may have to be opened first;
 * what is wanted waits in the window until it is there. */
#include "config.h"

#include "postil-window-private.h"

#include "postil-search-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* Around the words a search found, in its snippets. */
#define HIT_BEGIN "\xee\x80\x80"
#define HIT_END "\xee\x80\x81"
#define MARK_LENGTH 3 /* bytes of either */
#define ELLIPSIS "…"

/* The words of a snippet as they stand in the article: without marks, and without the dots where it was cut. */
static char *
strip_marks (const char *text, gssize length)
{
  g_autofree char *cut = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  g_autoptr (GString) plain = g_string_new (cut);

  g_string_replace (plain, HIT_BEGIN, "", 0);
  g_string_replace (plain, HIT_END, "", 0);
  g_string_replace (plain, ELLIPSIS, "", 0);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Where a snippet found its words: the snippet tells which of many places it is, the words alone are the second best. */
static gboolean
find_snippet (PostilWindow *self, const char *snippet, gsize *start, gsize *end)
{
  const char *begin = strstr (snippet, HIT_BEGIN);
  const char *stop = begin != NULL ? strstr (begin, HIT_END) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *before = NULL;
  g_autofree char *all = NULL;

  if (stop == NULL)
    return FALSE;
  words = strip_marks (begin + MARK_LENGTH, stop - begin - MARK_LENGTH);
  before = strip_marks (snippet, begin - snippet);
  all = g_strstrip (strip_marks (snippet, -1));
  if (!postil_article_pane_find_place (self->pane, all, start, end))
    return postil_article_pane_find_place (self->pane, words, start, end);
  *start += (gsize) g_utf8_strlen (g_strchug (before), -1);
  *end = *start + (gsize) g_utf8_strlen (words, -1);
  return TRUE;
}

static void
show_words (PostilWindow *self)
{
  g_autofree char *snippet = g_steal_pointer (&self->wanted_snippet);
  gsize start;
  gsize end;

  if (snippet != NULL && find_snippet (self, snippet, &start, &end))
    postil_article_pane_jump_to (self->pane, start, end);
}

/**
 * postil_window_show_wanted:
 * @self: the window, with an article open
 *
 * Goes to the place that was wanted, if any. Main thread.
 */
void
postil_window_show_wanted (PostilWindow *self)
{
  g_autoptr (PostilNote) note = g_steal_pointer (&self->wanted);
  guint start = self->wanted_start;

  const gboolean edit = self->wanted_editor;

  self->wanted_start = 0;
  self->wanted_editor = FALSE;
  if (start != 0)
    postil_article_pane_jump_to (self->pane, start, start);
  show_words (self);
  if (note == NULL || g_strcmp0 (note->article_key, self->open->article->key) != 0)
    return;
  if (!postil_note_is_on_article (note) && !note->orphan)
    postil_article_pane_jump_to (self->pane, note->start, note->end);
  self->current = note->id;
  if (edit)
    postil_window_edit_note (self, &note->id, FALSE);
}

static void
show_hit (PostilWindow *self, gint64 article_id)
{
  if (article_id == 0)
    {
      self->wanted_editor = FALSE;
      postil_window_show_message (
          self, _ ("The note is safe, but its article is not in the library. Open the article’s file again to see it in place."));
      return;
    }
  postil_list_pane_reveal (self->list, article_id);
  postil_window_open_article (self, article_id, TRUE);
}

static void
article_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = postil_library_find_article_finish (POSTIL_LIBRARY (source), result, &error);

  if (error != NULL)
    postil_window_show_message (self, error->message);
  else
    show_hit (self, id);
}

/**
 * postil_window_show_note:
 * @self: the window
 * @note: a note; its article is opened
 *
 * Goes to the passage of a note. Main thread.
 */
void
postil_window_show_note (PostilWindow *self, PostilNote *note)
{
  g_clear_pointer (&self->wanted_snippet, g_free);
  postil_note_ref (note);
  g_clear_pointer (&self->wanted, postil_note_unref);
  self->wanted = note;
  postil_library_find_article_async (self->library, note->article_key, article_found_cb, g_object_ref (self));
}

static void
open_hit_cb (PostilWindow *self, PostilNote *note, gint64 article_id, const char *snippet)
{
  self->wanted_editor = FALSE;
  if (note != NULL)
    {
      postil_window_show_note (self, note);
      return;
    }
  g_clear_pointer (&self->wanted, postil_note_unref);
  g_clear_pointer (&self->wanted_snippet, g_free);
  self->wanted_snippet = g_strdup (snippet);
  show_hit (self, article_id);
}

/**
 * postil_window_present_search:
 * @self: the window
 * @notes_only: list and search the notes alone
 *
 * Shows the search window, whose hits open here. Main thread.
 */
void
postil_window_present_search (PostilWindow *self, gboolean notes_only)
{
  PostilSearchDialog *dialog = postil_search_dialog_new (GTK_WINDOW (self), self->library, notes_only);

  g_signal_connect_object (dialog, "open-hit", G_CALLBACK (open_hit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "save-search", G_CALLBACK (postil_window_save_search), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
