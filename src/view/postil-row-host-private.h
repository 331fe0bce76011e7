/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows of one list share: fonts, and who is near enough to the visible part to be drawn. */
#pragma once

#ifndef POSTIL_VIEW_COMPILATION
#error "postil-row-host-private.h belongs to the room view"
#endif

#include "postil-line-meter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_ROW_FONT_TITLE,
  POSTIL_ROW_FONT_UNREAD,
  POSTIL_ROW_FONT_CAPTION,
  POSTIL_ROW_FONT_CHIP,
  POSTIL_N_ROW_FONTS
} PostilRowFont;

typedef struct _PostilRowHost PostilRowHost;

/* Kept in the row, filled by the host. */
typedef struct
{
  gboolean drawn; /* the row drew itself when it was asked last */
  gboolean ahead; /* it may, although it is not visible yet */
} PostilRowNearness;

PostilRowHost *postil_row_host_join (GtkWidget *row, PostilRowNearness *nearness);
void postil_row_host_leave (PostilRowHost *self, GtkWidget *row);
PangoContext *postil_row_host_get_context (PostilRowHost *self);
guint postil_row_host_get_serial (PostilRowHost *self);
PostilLineMeter *postil_row_host_get_meter (PostilRowHost *self, PostilRowFont font);
gboolean postil_row_host_may_draw (PostilRowHost *self, GtkWidget *row, PostilRowNearness *nearness);

G_END_DECLS
