/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one figure says, as far as its own article goes: the contents of the popover at a figure. */
#pragma once

#include "postil-analysis.h"
#include "postil-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define POSTIL_TYPE_FIGURE_CARD (postil_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (PostilFigureCard, postil_figure_card, POSTIL, FIGURE_CARD, GtkWidget)

GtkWidget *postil_figure_card_new (PostilDocument *document, const PostilFigure *figure);

G_END_DECLS
