/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an article comes again with another text, each of its notes is looked for in the new one by its own words and what
 * stood around them. One that is found with certainty moves; one that is not keeps its old place in the old text,
 * which is kept for it, and is marked as having lost its place, for the reader to decide. Nothing is guessed. */
#include "config.h"

#include "postil-reanchor-private.h"

#include "postil-anchor.h"
#include "postil-notes-table.h"

#include <string.h>

static PostilNote *
place_note (const PostilNote *note, PostilDocument *document, const char *hash)
{
  const PostilAnchor anchor = { note->quote, note->prefix, note->suffix, note->start, note->end };
  g_autoptr (PostilNote) moved = postil_note_copy (note);
  gsize start = 0, end = 0;
  double confidence = 0.0;

  if (postil_note_is_on_article (note))
    {
      g_free (moved->document_hash);
      moved->document_hash = g_strdup (hash);
      moved->orphan = FALSE;
      return g_steal_pointer (&moved);
    }
  if (!postil_anchor_find (&anchor, document, &start, &end, &confidence) || confidence < POSTIL_ANCHOR_CERTAIN || end <= start)
    {
      if (note->orphan)
        return NULL;
      moved->orphan = TRUE;
      return g_steal_pointer (&moved);
    }
  postil_note_set_passage (moved, document, start, end);
  /* The words stay those the reader marked, even where the new text has others. */
  g_free (moved->quote);
  moved->quote = g_strdup (note->quote);
  moved->orphan = FALSE;
  return g_steal_pointer (&moved);
}

/**
 * postil_reanchor_notes:
 * @database: the database
 * @article_key: whose notes
 * @document: the newest text of the article
 * @n_moved: (out) (optional): how many notes were written
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Places every note that was made on another text of the article, also those in the trash. Thread: database.
 *
 * Returns: whether all notes now say where they are in @document, or that they have lost their place
 */
gboolean
postil_reanchor_notes (PostilDatabase *database, const char *article_key, PostilDocument *document, guint *n_moved,
                       GError **error)
{
  const PostilNotesQuery query = { .article_key = article_key, .with_trash = TRUE };
  g_autoptr (GPtrArray) notes = postil_notes_list (database, &query, error);
  g_autofree char *hash = NULL;
  guint count = 0;

  if (n_moved != NULL)
    *n_moved = 0;
  if (notes == NULL || notes->len == 0)
    return notes != NULL;
  hash = postil_document_hash_text (document);
  for (guint i = 0; i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);
      g_autoptr (PostilNote) moved = NULL;
      g_autoptr (PostilNote) stored = NULL;

      if (strcmp (note->document_hash, hash) == 0)
        continue;
      moved = place_note (note, document, hash);
      if (moved == NULL)
        continue;
      /* An orphan's text is the old one, and that is kept already. */
      stored = postil_notes_move (database, moved, moved->orphan ? NULL : document, postil_time_now (), error);
      if (stored == NULL)
        return FALSE;
      count++;
    }
  if (n_moved != NULL)
    *n_moved = count;
  return TRUE;
}

/**
 * postil_reanchor_copy_for_edit:
 * @note: a stored note
 *
 * Copies a note whose passage may have moved to words of another length: a note that is written must have a range as long as
 * its quote, while an edit leaves the stored range alone. Thread: any.
 *
 * Returns: (transfer full): a copy whose colour, comment and tags may be changed and written
 */
PostilNote *
postil_reanchor_copy_for_edit (const PostilNote *note)
{
  PostilNote *copy = postil_note_copy (note);

  if (!postil_note_is_on_article (copy))
    copy->end = copy->start + (guint32) g_utf8_strlen (copy->quote, -1);
  return copy;
}
