/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The note at the bottom of a narrow window, where there is no margin: to read, to step through, to edit. */
#pragma once

#include "postil-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_NOTE_SHEET (postil_note_sheet_get_type ())
G_DECLARE_FINAL_TYPE (PostilNoteSheet, postil_note_sheet, POSTIL, NOTE_SHEET, GtkWidget)

/* Signals: edit (), step (gboolean backwards), closed (). */
void postil_note_sheet_show_note (PostilNoteSheet *self, PostilNote *note, const char *meaning, guint number, guint total);
void postil_note_sheet_set_editable (PostilNoteSheet *self, gboolean editable);
void postil_note_sheet_set_editor (PostilNoteSheet *self, GtkWidget *editor);
void postil_note_sheet_close (PostilNoteSheet *self);
int postil_note_sheet_get_cover (PostilNoteSheet *self);
gboolean postil_note_sheet_get_is_open (PostilNoteSheet *self);

G_END_DECLS
