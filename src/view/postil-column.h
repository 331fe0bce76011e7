/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the text column and the margin lane stand in a pane of some width. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_COLUMN_CHARACTERS 70 /* average characters in a line, at most */
#define POSTIL_COLUMN_WIDE 720      /* px at text scale 1: from this width on there is a margin lane */
#define POSTIL_COLUMN_GUTTER 44     /* px kept free beside the column for digits and bars, at text scale 1 */
#define POSTIL_COLUMN_LANE_GAP 30   /* px between the column and the lane */

/* All px from the left edge, whichever way the text runs. */
typedef struct
{
  int column_x;
  int column_width;
  int lane_x;
  int lane_width; /* 0: the margin has no room */
} PostilColumn;

void postil_column_compute (PostilColumn *column, int width, double character_width, double scale, gboolean rtl);

G_END_DECLS
