/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As large as its content up to a limit that grows with the text; beyond that the content scrolls. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_CARD_FRAME (postil_card_frame_get_type ())
G_DECLARE_FINAL_TYPE (PostilCardFrame, postil_card_frame, POSTIL, CARD_FRAME, GtkWidget)

/* Properties: child (GtkWidget), max-width and max-height (px at text scale 1.0). */

G_END_DECLS
