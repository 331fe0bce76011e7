/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twenty things a reader does to notes: made, edited, tagged, deleted, brought back, moved, purged. What was confirmed is to be
 * there; what failed may be there or not, since a disk can fail after it has written. */
#include "config.h"

#include "note-script.h"

#include "postil-notes-table.h"

#include <string.h>

typedef enum
{
  MAKE,
  EDIT,
  TAG,
  DELETE,
  RESTORE,
  MOVE,
  DRAFT,
  PURGE,
} Deed;

/* What is done to which note. */
static const struct
{
  Deed deed;
  guint note;
} actions[NOTE_SCRIPT_LENGTH] = {
  { MAKE, 0 },  { MAKE, 1 }, { EDIT, 0 }, { TAG, 1 },    { MAKE, 2 },    { DELETE, 0 }, { RESTORE, 0 },
  { DRAFT, 2 }, { EDIT, 2 }, { MAKE, 3 }, { MOVE, 3 },   { DELETE, 1 },  { PURGE, 1 },  { MAKE, 4 },
  { EDIT, 4 },  { EDIT, 4 }, { MAKE, 5 }, { DELETE, 5 }, { RESTORE, 5 }, { TAG, 5 },
};

void
note_script_init (NoteScript *self)
{
  const NoteState nothing = { 0 };

  *self = (NoteScript){ 0 };
  for (guint i = 0; i < NOTE_SCRIPT_N_NOTES; i++)
    {
      memset (self->ids[i].bytes, (int) i + 1, sizeof self->ids[i].bytes);
      self->allowed[i] = g_array_new (FALSE, FALSE, sizeof (NoteState));
      g_array_append_val (self->allowed[i], nothing);
    }
}

void
note_script_clear (NoteScript *self)
{
  for (guint i = 0; i < NOTE_SCRIPT_N_NOTES; i++)
    g_clear_pointer (&self->allowed[i], g_array_unref);
}

/* --- doing -------------------------------------------------------------------------------------------------------------- */

static const char *const tag_sets[][4] = { { "china", "china/deals", NULL }, { "added", "china", NULL } };

/* Some comments go on over several pages of the file. */
static char *
make_comment (guint action)
{
  g_autofree char *word = g_strdup_printf ("comment %u of the script. ", action);
  GString *text = g_string_new (word);

  for (guint i = 0; action % 4 == 0 && i < 500; i++)
    g_string_append (text, word);
  return g_string_free (text, FALSE);
}

static PostilNote *
make (PostilDatabase *database, const PostilId *id, guint action, GError **error)
{
  g_autofree char *comment = make_comment (action);
  g_autoptr (PostilNote) note = make_note ("0123456789abcdef0123456789abcdef", "a passage", comment, tag_sets[0]);
  g_autoptr (PostilDocument) document = make_document ("Title", "A text that is kept with the notes on it");

  note->id = *id;
  return postil_notes_insert (database, note, document, error);
}

static PostilNote *
change (PostilDatabase *database, const PostilId *id, guint action, GError **error)
{
  g_autoptr (PostilNote) stored = postil_notes_get (database, id, error);
  g_autoptr (PostilNote) note = stored ? postil_note_copy (stored) : NULL;

  if (!note)
    return NULL;
  note->modified = NOW + action;
  if (actions[action].deed == TAG)
    {
      g_strfreev (note->tags);
      note->tags = g_strdupv ((GStrv) tag_sets[1]);
    }
  else if (actions[action].deed == EDIT)
    {
      g_free (note->comment);
      note->comment = make_comment (action);
      note->color = 1 + action % 5;
    }
  else
    {
      note->start += 3;
      note->end += 3;
      return postil_notes_move (database, note, NULL, NOW + action, error);
    }
  return postil_notes_update (database, note, error);
}

static gboolean
run (PostilDatabase *database, const PostilId *id, guint action, GError **error)
{
  g_autoptr (PostilNote) note = NULL;

  switch (actions[action].deed)
    {
    case MAKE:
      note = make (database, id, action, error);
      return note != NULL;
    case EDIT:
    case TAG:
    case MOVE:
      note = change (database, id, action, error);
      return note != NULL;
    case DELETE:
    case RESTORE:
      return postil_notes_set_deleted (database, id, actions[action].deed == DELETE, NOW + action, error);
    case DRAFT:
      return postil_drafts_keep (database, id, "not saved yet", NOW + action, error);
    case PURGE:
      return postil_notes_purge (database, id, NOW + action, error);
    default:
      g_assert_not_reached ();
    }
}

/* --- what is to be expected, from the words of the script alone --------------------------------------------------------- */

/* Returns FALSE when the deed cannot be done to such a note. */
static gboolean
apply (NoteState *state, guint action)
{
  Deed deed = actions[action].deed;

  if (deed == DRAFT)
    return TRUE;
  if (deed == MAKE)
    {
      if (!state->exists)
        *state = (NoteState){ TRUE, FALSE, 1, 2, 10, action, 0 };
      return TRUE;
    }
  if (!state->exists || (deed == PURGE && !state->deleted))
    return FALSE;
  if (deed == PURGE)
    *state = (NoteState){ 0 };
  else if (deed == MOVE)
    state->start += 3;
  else if (deed == DELETE || deed == RESTORE)
    state->deleted = deed == DELETE;
  else
    state->revision++;
  if (deed == TAG)
    state->tags = 1;
  if (deed == EDIT)
    {
      state->color = 1 + action % 5;
      state->comment = action;
    }
  return TRUE;
}

void
note_script_pretend (NoteScript *self, guint action, gboolean confirmed)
{
  GArray *allowed = self->allowed[actions[action].note];
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (NoteState));

  for (guint i = 0; i < allowed->len; i++)
    {
      NoteState state = g_array_index (allowed, NoteState, i);

      if (apply (&state, action))
        g_array_append_val (after, state);
    }
  if (confirmed)
    g_array_set_size (allowed, 0);
  g_array_append_vals (allowed, after->data, after->len);
}

static gboolean
says (const PostilNote *note, const NoteState *state)
{
  g_autofree char *comment = NULL;

  if (!note || !state->exists)
    return !note && !state->exists;
  comment = make_comment (state->comment);
  return note->revision == state->revision && (note->deleted != 0) == state->deleted && note->color == state->color
         && note->start == state->start && g_strcmp0 (note->comment, comment) == 0
         && g_strv_equal ((const char *const *) note->tags, tag_sets[state->tags]);
}

static gboolean
agrees (PostilDatabase *database, const PostilId *id, GArray *allowed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = postil_notes_get (database, id, &error);

  if (!note && !g_error_matches (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND))
    g_error ("a note cannot be read: %s", error->message);
  for (guint i = 0; i < allowed->len; i++)
    if (says (note, &g_array_index (allowed, NoteState, i)))
      return TRUE;
  return FALSE;
}

gboolean
note_script_agrees (NoteScript *self, PostilDatabase *database)
{
  for (guint i = 0; i < NOTE_SCRIPT_N_NOTES; i++)
    if (!agrees (database, &self->ids[i], self->allowed[i]))
      return FALSE;
  return TRUE;
}

gboolean
note_script_run (NoteScript *self, PostilDatabase *database, guint action)
{
  guint number = actions[action].note;
  g_autoptr (GError) error = NULL;
  gboolean done = run (database, &self->ids[number], action, &error);

  note_script_pretend (self, action, done);
  if (done)
    {
      g_assert_no_error (error);
      self->n_done++;
      return TRUE;
    }
  /* What a reader would be told. */
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 10);
  self->n_failed++;
  return FALSE;
}
