/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of the readable column: gutter, text, lane, centred as one. */
#include "config.h"

#include "postil-column.h"

#define LANE_MIN 200
#define LANE_MAX 240
#define EDGE 16   /* px between the lane and the edge of the pane */
#define NARROW_EDGE 32
#define COLUMN_MIN 80

/**
 * postil_column_compute:
 * @column: (out caller-allocates): the answer
 * @width: of the pane, px
 * @character_width: average width of a character of the article's font, px
 * @rtl: whether the interface runs from right to left; then gutter and lane change sides
 *
 * Divides the width of the pane. The column holds at most %POSTIL_COLUMN_CHARACTERS; the lane grows a little on wide panes; what is
 * left over is shared by both sides.
 *
 * Thread: any.
 */
void
postil_column_compute (PostilColumn *column, int width, double character_width, gboolean rtl)
{
  const int widest = MAX (COLUMN_MIN, (int) (POSTIL_COLUMN_CHARACTERS * character_width + 0.5));
  const gboolean wide = width >= POSTIL_COLUMN_WIDE;
  int spare;

  g_return_if_fail (column != NULL);
  if (wide)
    {
      spare = width - POSTIL_COLUMN_GUTTER - POSTIL_COLUMN_LANE_GAP - LANE_MIN - EDGE;
      column->column_width = MIN (widest, spare);
      spare -= column->column_width;
      column->lane_width = LANE_MIN + MIN (spare, LANE_MAX - LANE_MIN);
      spare -= column->lane_width - LANE_MIN;
    }
  else
    {
      spare = MAX (COLUMN_MIN, width - POSTIL_COLUMN_GUTTER - NARROW_EDGE);
      column->column_width = MIN (widest, spare);
      spare -= column->column_width;
      column->lane_width = 0;
    }
  column->column_x = POSTIL_COLUMN_GUTTER + spare / 2;
  column->lane_x = column->column_x + column->column_width + POSTIL_COLUMN_LANE_GAP;
  if (rtl)
    {
      column->column_x = MAX (0, width - column->column_x - column->column_width);
      column->lane_x = MAX (0, width - column->lane_x - column->lane_width);
    }
}
