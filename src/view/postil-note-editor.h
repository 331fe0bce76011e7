/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note in the margin while it is written: colour, comment, tags. It saves by itself and never asks. */
#pragma once

#include "postil-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_NOTE_EDITOR (postil_note_editor_get_type ())
G_DECLARE_FINAL_TYPE (PostilNoteEditor, postil_note_editor, POSTIL, NOTE_EDITOR, GtkWidget)

/* Signals: save (guint color, const char *comment, GStrv tags; 0 / NULL: unchanged), draft (const char *comment), delete (), closed (). */
GtkWidget *postil_note_editor_new (void);
void postil_note_editor_begin (PostilNoteEditor *self, PostilNote *note, const char *draft);
void postil_note_editor_update (PostilNoteEditor *self, PostilNote *note);
PostilNote *postil_note_editor_get_note (PostilNoteEditor *self);
void postil_note_editor_set_meanings (PostilNoteEditor *self, const char *const *meanings);
void postil_note_editor_set_tag_names (PostilNoteEditor *self, const char *const *names);
void postil_note_editor_focus (PostilNoteEditor *self, gboolean in_tags);
void postil_note_editor_flush (PostilNoteEditor *self);
void postil_note_editor_abandon (PostilNoteEditor *self);
void postil_note_editor_set_saved (PostilNoteEditor *self, gint64 time);
void postil_note_editor_set_failed (PostilNoteEditor *self, const char *message);

G_END_DECLS
