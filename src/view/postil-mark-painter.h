/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws marks: lines for names, brackets for figures, rings and swatches. The article, the samples and the legend share it. */
#pragma once

#include "postil-palette.h"

G_BEGIN_DECLS

/* One stretch of a mark on one line of text, in the snapshot's coordinates. */
typedef struct
{
  PostilMarkKind kind;
  PostilChangeDirection direction;
  float left;
  float right;
  float top; /* of the line box */
  float baseline;
  float bottom;    /* of the line box */
  gboolean starts; /* the left end here is the mark's own end, not a line break */
  gboolean ends;
  gboolean pale;
  float unit; /* of the text's size: lines grow with it; 0 stands for 1 */
} PostilMarkPiece;

void postil_mark_paint_tint (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece);
void postil_mark_paint_line (GtkSnapshot *snapshot, const PostilPalette *palette, const PostilMarkPiece *piece);
void postil_mark_paint_ring (GtkSnapshot *snapshot, const graphene_rect_t *area, float radius, float width, const GdkRGBA *color);
void postil_mark_paint_digit (GtkSnapshot *snapshot, const PostilPalette *palette, PangoContext *context, guint color,
                              const graphene_rect_t *area);

G_END_DECLS
