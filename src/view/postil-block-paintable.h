/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the text at a picture or a rule: it fits the column and knows its words. */
#pragma once

#include "postil-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_BLOCK_PAINTABLE (postil_block_paintable_get_type ())
G_DECLARE_FINAL_TYPE (PostilBlockPaintable, postil_block_paintable, POSTIL, BLOCK_PAINTABLE, GObject)

PostilBlockPaintable *postil_block_paintable_new_rule (void);
PostilBlockPaintable *postil_block_paintable_new_image (const PostilImage *image);
gboolean postil_block_paintable_set_width (PostilBlockPaintable *self, int width);
void postil_block_paintable_set_style (PostilBlockPaintable *self, PangoContext *context, const GdkRGBA *ink, const GdkRGBA *line,
                                       const GdkRGBA *shade);

G_END_DECLS
