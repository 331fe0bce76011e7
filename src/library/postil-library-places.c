/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note that lost its place is never moved by a guess: the reader sees the text it was made on, the newest one, and the places
 * that come into question, and says where it belongs. */
#include "config.h"

#include "postil-library-places.h"

#include "postil-anchor.h"
#include "postil-articles-table.h"
#include "postil-library-private.h"
#include "postil-notes-table.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>

/**
 * postil_lost_note_free:
 * @lost: (nullable) (transfer full): a note with its places
 *
 * Frees it. Thread: any.
 */
void
postil_lost_note_free (PostilLostNote *lost)
{
  if (lost == NULL)
    return;
  g_clear_pointer (&lost->note, postil_note_unref);
  g_clear_object (&lost->before);
  g_clear_object (&lost->now);
  g_clear_pointer (&lost->places, g_array_unref);
  g_free (lost);
}

/* The newest text of a note's article. Returns FALSE with an error only; an article that is gone leaves both empty. */
static gboolean
load_newest (PostilDatabase *database, const PostilNote *note, gint64 *article_id, PostilDocument **document, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (PostilArticle) article = NULL;

  *article_id = postil_articles_find (database, note->article_key, &reason);
  if (*article_id > 0)
    article = postil_articles_get (database, *article_id, &reason);
  if (article != NULL)
    *document = postil_articles_load_document (database, article->id, article->version, &reason);
  if (reason == NULL || g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* --- looking --- */

typedef struct
{
  PostilId id;
  PostilLostNote *lost;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  postil_lost_note_free (looking->lost);
  g_free (looking);
}

static void
find_places (PostilLostNote *lost)
{
  const PostilNote *note = lost->note;
  const PostilAnchor anchor = { note->quote, note->prefix, note->suffix, note->start, note->end };
  PostilAnchorCandidate candidates[POSTIL_LOST_MAX_PLACES];
  guint n = postil_anchor_list (&anchor, lost->now, candidates, G_N_ELEMENTS (candidates));

  for (guint i = 0; i < n; i++)
    {
      const PostilNotePlace place = { candidates[i].start, candidates[i].end, candidates[i].confidence };

      g_array_append_val (lost->places, place);
    }
}

static gboolean
look_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Looking *looking = data;
  g_autoptr (PostilLostNote) lost = g_new0 (PostilLostNote, 1);
  g_autoptr (GError) reason = NULL;

  lost->places = g_array_new (FALSE, FALSE, sizeof (PostilNotePlace));
  lost->note = postil_notes_get (database, &looking->id, error);
  if (lost->note == NULL)
    return FALSE;
  lost->before = postil_notes_load_snapshot (database, lost->note->document_hash, &reason);
  if (reason != NULL)
    g_message ("The text that a note was made on cannot be read: %s", reason->message);
  if (!load_newest (database, lost->note, &lost->article_id, &lost->now, error))
    return FALSE;
  if (lost->now != NULL && !postil_note_is_on_article (lost->note))
    find_places (lost);
  looking->lost = g_steal_pointer (&lost);
  return TRUE;
}

static void
looked (PostilLibrary *self, GTask *task, gpointer data)
{
  Looking *looking = data;

  g_task_return_pointer (task, g_steal_pointer (&looking->lost), (GDestroyNotify) postil_lost_note_free);
}

/**
 * postil_library_look_for_note_async:
 * @self: a library
 * @id: a note
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks where a note may belong in the newest text of its article.
 */
void
postil_library_look_for_note_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { look_on_db_thread, looking_free, looked, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Looking *looking = g_new0 (Looking, 1);

  g_task_set_source_tag (task, postil_library_look_for_note_async);
  looking->id = *id;
  postil_library_submit (task, &job, looking);
}

/**
 * postil_library_look_for_note_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes, `_NOT_FOUND` among them
 *
 * Returns: (transfer full) (nullable): the note, both texts and the places
 */
PostilLostNote *
postil_library_look_for_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- placing --- */

typedef struct
{
  PostilId id;
  gsize start;
  gsize end;
  PostilNote *note;
} Placing;

static void
placing_free (gpointer data)
{
  Placing *placing = data;

  g_clear_pointer (&placing->note, postil_note_unref);
  g_free (placing);
}

static PostilNote *
make_moved (const PostilNote *note, PostilDocument *document, const Placing *placing, GError **error)
{
  PostilNote *moved = NULL;

  if (document == NULL || placing->start >= placing->end || placing->end > postil_document_get_length (document)
      || postil_note_is_on_article (note))
    {
      g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID,
                   /* Translators: a title, two numbers of characters */
                   _ ("“%s” has no passage from %zu to %zu for this note"), note->article_title, placing->start, placing->end);
      return NULL;
    }
  moved = postil_note_copy (note);
  postil_note_set_passage (moved, document, placing->start, placing->end);
  /* The words stay those the reader marked. */
  g_free (moved->quote);
  moved->quote = g_strdup (note->quote);
  moved->orphan = FALSE;
  return moved;
}

static gboolean
place_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Placing *placing = data;
  g_autoptr (PostilNote) note = postil_notes_get (database, &placing->id, error);
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilNote) moved = NULL;
  gint64 article_id = 0;

  if (note == NULL || !load_newest (database, note, &article_id, &document, error))
    return FALSE;
  moved = make_moved (note, document, placing, error);
  if (moved == NULL || !postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  placing->note = postil_notes_move (database, moved, document, postil_time_now (), error);
  return postil_undo_end (database, placing->note != NULL && postil_undo_keep_place (database, placing->note, error), error);
}

static void
placed (PostilLibrary *self, GTask *task, gpointer data)
{
  Placing *placing = data;

  postil_undo_done (self, POSTIL_DEED_PLACE_NOTE, TRUE);
  postil_library_announce_notes (self, placing->note->article_key);
  postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  g_task_return_pointer (task, postil_note_ref (placing->note), (GDestroyNotify) postil_note_unref);
}

/**
 * postil_library_place_note_async:
 * @self: a library
 * @id: a note on a passage
 * @start: first code point of the passage in the newest text of its article
 * @end: code point after the last
 * @callback: called when it is on the disk
 * @user_data: for @callback
 *
 * Puts a note where the reader says that it belongs. Undo puts it back.
 */
void
postil_library_place_note_async (PostilLibrary *self, const PostilId *id, gsize start, gsize end, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const PostilLibraryJob job = { place_on_db_thread, placing_free, placed, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Placing *placing = g_new0 (Placing, 1);

  g_task_set_source_tag (task, postil_library_place_note_async);
  placing->id = *id;
  placing->start = start;
  placing->end = end;
  postil_library_submit (task, &job, placing);
}

/**
 * postil_library_place_note_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_INVALID`, `_READ_ONLY` or `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the note as it is on the disk
 */
PostilNote *
postil_library_place_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
