/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short texts in one font: how high they will be, mostly without laying them out, and the layout when it is to be drawn. */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

typedef struct _PostilLineMeter PostilLineMeter;

PostilLineMeter *postil_line_meter_new (PangoContext *context, double scale, PangoWeight weight);
void postil_line_meter_free (PostilLineMeter *self);
int postil_line_meter_get_line_height (PostilLineMeter *self);
int postil_line_meter_get_char_width (PostilLineMeter *self);
int postil_line_meter_measure (PostilLineMeter *self, const char *text, PangoAttrList *attributes, int width, int lines);
PangoLayout *postil_line_meter_lay_out (PostilLineMeter *self, const char *text, PangoAttrList *attributes, int width, int lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLineMeter, postil_line_meter_free)

G_END_DECLS
