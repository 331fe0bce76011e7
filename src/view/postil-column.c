/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of the readable column: gutter, text, lane, centred as one. */
#include "config.h"

#include "postil-column.h"

#define LANE_MIN 200
#define LANE_MAX 240
#define EDGE 16 /* px between the lane and the edge of the pane */
#define NARROW_EDGE 32
#define COLUMN_MIN 80

/**
 * postil_column_compute:
 * @column: (out caller-allocates): the answer
 * @width: of the pane, px
 * @character_width: average width of a character of the article's font, px
 * @scale: of the text of the interface, at least 1; gutter and lane grow with it
 * @rtl: whether the interface runs from right to left; then gutter and lane change sides
 *
 * Divides the width of the pane. The column holds at most %POSTIL_COLUMN_CHARACTERS; the lane grows a little on wide panes; what is
 * left over is shared by both sides.
 *
 * Thread: any.
 */
void
postil_column_compute (PostilColumn *column, int width, double character_width, double scale, gboolean rtl)
{
  const int widest = MAX (COLUMN_MIN, (int) (POSTIL_COLUMN_CHARACTERS * character_width + 0.5));
  const gboolean wide = width >= POSTIL_COLUMN_WIDE * scale;
  const int gutter = (int) (POSTIL_COLUMN_GUTTER * scale + 0.5);
  const int lane_min = (int) (LANE_MIN * scale + 0.5);
  const int lane_max = (int) (LANE_MAX * scale + 0.5);
  int spare;

  g_return_if_fail (column != NULL);
  if (wide)
    {
      spare = width - gutter - POSTIL_COLUMN_LANE_GAP - lane_min - EDGE;
      column->column_width = MIN (widest, spare);
      spare -= column->column_width;
      column->lane_width = lane_min + MIN (spare, lane_max - lane_min);
      spare -= column->lane_width - lane_min;
    }
  else
    {
      spare = MAX (COLUMN_MIN, width - gutter - NARROW_EDGE);
      column->column_width = MIN (widest, spare);
      spare -= column->column_width;
      column->lane_width = 0;
    }
  column->column_x = gutter + spare / 2;
  column->lane_x = column->column_x + column->column_width + POSTIL_COLUMN_LANE_GAP;
  if (rtl)
    {
      column->column_x = MAX (0, width - column->column_x - column->column_width);
      column->lane_x = MAX (0, width - column->lane_x - column->lane_width);
    }
}
