/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One margin note to read: header, comment, tags; or two lines of it when there is little room. */
#pragma once

#include "postil-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_NOTE_CARD (postil_note_card_get_type ())
G_DECLARE_FINAL_TYPE (PostilNoteCard, postil_note_card, POSTIL, NOTE_CARD, GtkWidget)

GtkWidget *postil_note_card_new (void);
void postil_note_card_set_note (PostilNoteCard *self, PostilNote *note, const char *meaning);
void postil_note_card_set_folded (PostilNoteCard *self, gboolean folded);
int postil_note_card_get_folded_height (PostilNoteCard *self);
void postil_note_card_set_ringed (PostilNoteCard *self, gboolean ringed);

G_END_DECLS
