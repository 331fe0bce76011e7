/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where margin notes stand when more of them want a line than there is room for. Arithmetic only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_MARGIN_GAP 8       /* px between two notes */
#define POSTIL_MARGIN_FARTHEST 60 /* px a note moves before notes are folded */

/* px; wanted, height and folded_height go in, y and folded come out. */
typedef struct
{
  double wanted; /* top of the highlight's first line */
  double height;
  double folded_height; /* at most height */
  double y;
  gboolean folded;
} PostilMarginSlot;

void postil_margin_place (PostilMarginSlot *slots, guint n_slots, int focused, double top);

G_END_DECLS
