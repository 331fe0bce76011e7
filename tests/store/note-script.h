/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Twenty things a reader does to notes, and what each note may say after some of them failed. */
#pragma once

#include "library-fixture.h"

G_BEGIN_DECLS

#define NOTE_SCRIPT_LENGTH 20
#define NOTE_SCRIPT_N_NOTES 6

/* What a note may say; after a failure it may say more than one thing. */
typedef struct
{
  gboolean exists;
  gboolean deleted;
  guint revision;
  guint color;
  guint start;
  guint comment; /* the action that wrote it */
  guint tags;    /* which of the two sets */
} NoteState;

typedef struct
{
  PostilId ids[NOTE_SCRIPT_N_NOTES];
  GArray *allowed[NOTE_SCRIPT_N_NOTES]; /* (element-type NoteState) */
  guint n_done;
  guint n_failed;
} NoteScript;

void note_script_init (NoteScript *self);
void note_script_clear (NoteScript *self);

/* Runs one action; a failure has to come with a message. Returns whether it was confirmed. */
gboolean note_script_run (NoteScript *self, PostilDatabase *database, guint action);
/* The same without doing it: as if it had been, and confirmed. */
void note_script_pretend (NoteScript *self, guint action, gboolean confirmed);
/* Whether every note says what it may. */
gboolean note_script_agrees (NoteScript *self, PostilDatabase *database);

G_END_DECLS
