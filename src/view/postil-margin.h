/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lane beside the text with the notes of the visible lines, each beside its own. */
#pragma once

#include "postil-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_MARGIN_OVERHANG 8 /* px the widget is wider than the lane on both sides: room for the editor and shadows */

/* A note and the top of its highlight's first line, px of the lane. */
typedef struct
{
  guint index;
  int y;
} PostilMarginAnchor;

#define POSTIL_TYPE_MARGIN (postil_margin_get_type ())
G_DECLARE_FINAL_TYPE (PostilMargin, postil_margin, POSTIL, MARGIN, GtkWidget)

/* Signals: note-activated (guint index), note-hovered (int index, -1: none). */
GtkWidget *postil_margin_new (void);
void postil_margin_set_notes (PostilMargin *self, GPtrArray *notes);
void postil_margin_set_meanings (PostilMargin *self, const char *const *meanings);
void postil_margin_set_anchors (PostilMargin *self, GArray *anchors);
void postil_margin_move_anchors (PostilMargin *self, GArray *anchors);
void postil_margin_set_focused (PostilMargin *self, int index);
void postil_margin_set_hovered (PostilMargin *self, int index);
void postil_margin_set_editor (PostilMargin *self, GtkWidget *editor, int index);
int postil_margin_get_editor_index (PostilMargin *self);
gboolean postil_margin_get_card_area (PostilMargin *self, int index, GdkRectangle *area);

G_END_DECLS
