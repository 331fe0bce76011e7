/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reader's note: the record, its passage and its order. */
#include "config.h"

#include "postil-note.h"

#include "postil-notes-error.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PostilNote, postil_note, postil_note_ref, postil_note_unref)

/**
 * postil_note_new:
 *
 * Makes an empty note on the whole article: null id, no colour, empty texts, no tags.
 *
 * Returns: (transfer full): a note with one reference, to be filled before it is shared; any thread
 */
PostilNote *
postil_note_new (void)
{
  PostilNote *note = g_atomic_rc_box_new0 (PostilNote);

  note->article_key = g_strdup ("");
  note->article_title = g_strdup ("");
  note->document_hash = g_strdup ("");
  note->quote = g_strdup ("");
  note->prefix = g_strdup ("");
  note->suffix = g_strdup ("");
  note->comment = g_strdup ("");
  note->tags = g_new0 (char *, 1);
  note->revision = 1;
  return note;
}

/**
 * postil_note_copy:
 * @note: a note
 *
 * Copies every field, for editing.
 *
 * Returns: (transfer full): an independent note with one reference; any thread
 */
PostilNote *
postil_note_copy (const PostilNote *note)
{
  PostilNote *copy = g_atomic_rc_box_new0 (PostilNote);

  *copy = *note;
  copy->article_key = g_strdup (note->article_key);
  copy->article_title = g_strdup (note->article_title);
  copy->article_url = g_strdup (note->article_url);
  copy->document_hash = g_strdup (note->document_hash);
  copy->quote = g_strdup (note->quote);
  copy->prefix = g_strdup (note->prefix);
  copy->suffix = g_strdup (note->suffix);
  copy->comment = g_strdup (note->comment);
  copy->tags = g_strdupv (note->tags);
  copy->author = g_strdup (note->author);
  return copy;
}

/**
 * postil_note_ref:
 * @note: a note
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @note; any thread
 */
PostilNote *
postil_note_ref (PostilNote *note)
{
  return g_atomic_rc_box_acquire (note);
}

static void
note_clear (gpointer data)
{
  PostilNote *note = data;

  g_free (note->article_key);
  g_free (note->article_title);
  g_free (note->article_url);
  g_free (note->document_hash);
  g_free (note->quote);
  g_free (note->prefix);
  g_free (note->suffix);
  g_free (note->comment);
  g_strfreev (note->tags);
  g_free (note->author);
}

/**
 * postil_note_unref:
 * @note: (transfer full): a note
 *
 * Drops a reference; the last one frees the note. Any thread.
 */
void
postil_note_unref (PostilNote *note)
{
  g_atomic_rc_box_release_full (note, note_clear);
}

/**
 * postil_note_is_on_article:
 * @note: a note
 *
 * Tells whether the note speaks of the whole article and has no passage.
 *
 * Returns: %TRUE when it has no passage; any thread
 */
gboolean
postil_note_is_on_article (const PostilNote *note)
{
  return note->start == 0 && note->end == 0;
}

static gboolean
texts_are_valid (const PostilNote *note)
{
  const char *texts[]
      = { note->article_key, note->article_title, note->document_hash, note->quote, note->prefix, note->suffix, note->comment };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] == NULL || !g_utf8_validate (texts[i], -1, NULL))
      return FALSE;
  if (note->article_url != NULL && !g_utf8_validate (note->article_url, -1, NULL))
    return FALSE;
  return note->author == NULL || g_utf8_validate (note->author, -1, NULL);
}

/**
 * postil_note_validate:
 * @note: a note
 * @error: return location; %POSTIL_NOTES_ERROR_INVALID
 *
 * Checks what every stored note must hold: valid UTF-8, an article, a passage whose quote is as long as its range says, a colour
 * for a passage, and sizes under the caps.
 *
 * Returns: %TRUE when it may be stored; any thread
 */
gboolean
postil_note_validate (const PostilNote *note, GError **error)
{
  const char *cause = NULL;

  if (!texts_are_valid (note))
    cause = "a text is missing or is not UTF-8";
  else if (*note->article_key == '\0')
    cause = "it belongs to no article";
  else if (note->start > note->end)
    cause = "its passage ends before it starts";
  else if (note->start == note->end && note->end != 0)
    cause = "its passage is empty";
  else if (g_utf8_strlen (note->quote, -1) != (glong) (note->end - note->start))
    cause = "its quote is not as long as its passage";
  else if (note->color > POSTIL_NOTE_N_COLORS)
    cause = "its colour is unknown";
  else if (note->color == 0 && !postil_note_is_on_article (note))
    cause = "its passage has no colour";
  else if (strlen (note->comment) > POSTIL_NOTE_MAX_COMMENT)
    cause = "its comment is longer than 1 MiB";
  else if (note->tags == NULL || g_strv_length (note->tags) > POSTIL_NOTE_MAX_TAGS)
    cause = "it has more than 100 tags";

  if (cause != NULL)
    {
      char id[POSTIL_ID_STRING_SIZE];

      postil_id_to_string (&note->id, id);
      g_set_error (error, POSTIL_NOTES_ERROR, POSTIL_NOTES_ERROR_INVALID, "note %s: %s", id, cause);
      return FALSE;
    }
  return TRUE;
}

static void
replace_text (char **text, char *with)
{
  g_free (*text);
  *text = with;
}

/**
 * postil_note_set_passage:
 * @note: a note that is not shared yet
 * @document: the text it is made on
 * @start: first code point; clamped to the text
 * @end: code point after the last; clamped to the text; equal to @start: the whole article
 *
 * Points the note at a passage and keeps what is needed to find it again: quote, context on both sides, the text's hash. One thread.
 */
void
postil_note_set_passage (PostilNote *note, PostilDocument *document, gsize start, gsize end)
{
  gsize length = postil_document_get_length (document);

  start = MIN (start, length);
  end = CLAMP (end, start, length);
  replace_text (&note->document_hash, postil_document_hash_text (document));
  if (start == end)
    start = end = 0;
  note->start = (guint32) start;
  note->end = (guint32) end;
  replace_text (&note->quote, postil_document_dup_slice (document, start, end));
  if (start == end)
    {
      replace_text (&note->prefix, g_strdup (""));
      replace_text (&note->suffix, g_strdup (""));
      return;
    }
  replace_text (&note->prefix,
                postil_document_dup_slice (document, start > POSTIL_NOTE_CONTEXT ? start - POSTIL_NOTE_CONTEXT : 0, start));
  replace_text (&note->suffix, postil_document_dup_slice (document, end, MIN (end + POSTIL_NOTE_CONTEXT, length)));
}

/**
 * postil_note_compare_position:
 * @a: a note
 * @b: a note of the same article
 *
 * Orders notes as they stand in the text: notes on the whole article first, then by start, longer first, then in order of making.
 *
 * Returns: below, at or above 0; any thread
 */
int
postil_note_compare_position (const PostilNote *a, const PostilNote *b)
{
  gboolean whole_a = postil_note_is_on_article (a);
  gboolean whole_b = postil_note_is_on_article (b);

  if (whole_a != whole_b)
    return whole_a ? -1 : 1;
  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;
  if (a->sequence != b->sequence)
    return a->sequence < b->sequence ? -1 : 1;
  return memcmp (a->id.bytes, b->id.bytes, sizeof a->id.bytes);
}
