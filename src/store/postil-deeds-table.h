/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader did, in order, kept with the notes so that it outlives the session. Database thread only. */
#pragma once

#include "postil-note.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 seq; /* 0 until kept */
  char *kind; /* the library's word for it */
  gboolean has_note;
  PostilId note;
  gint64 before; /* revisions of an edit, or what a mark was and became */
  gint64 after;
  GArray *articles; /* (nullable) (element-type gint64) those that are in the cache */
} PostilDeedRow;

void postil_deed_row_free (PostilDeedRow *row);

/* Keeps a deed in the transaction of what was done; what had been undone before can then not be done again. */
gboolean postil_deeds_add (PostilDatabase *database, const PostilDeedRow *row, GError **error);
/* (nullable): what undo takes back next, or redo does again; NULL without an error when there is nothing */
PostilDeedRow *postil_deeds_next (PostilDatabase *database, gboolean redo, GError **error);
gboolean postil_deeds_set_undone (PostilDatabase *database, gint64 seq, gboolean undone, GError **error);

/* A note as it was at a revision, or is. */
PostilNote *postil_notes_get_revision (PostilDatabase *database, const PostilId *id, gint64 revision, GError **error);

/* The newest change of a note's place in its history, 0 when there is none; and the note as it was before a change. */
gint64 postil_notes_get_last_move (PostilDatabase *database, const PostilId *id, GError **error);
PostilNote *postil_notes_get_event (PostilDatabase *database, gint64 seq, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDeedRow, postil_deed_row_free)

G_END_DECLS
