/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strings and numbers of a figure as rows, so that clearing, checking, writing and reading never forget one. */
#pragma once

#ifndef POSTIL_DOC_COMPILATION
#error "postil-figure-private.h belongs to the room doc"
#endif

#include "postil-analysis.h"

G_BEGIN_DECLS

/* The order is the order of the blob; never change it. */
#define POSTIL_FIGURE_N_STRINGS 13
#define POSTIL_FIGURE_N_NUMBERS 9

/* Longest string of a figure and name of an entity; code points. */
#define POSTIL_ANALYSIS_MAX_STRING 2000

char **postil_figure_string_at (PostilFigure *figure, guint index);
double *postil_figure_number_at (PostilFigure *figure, guint index);
void postil_figure_repair (PostilFigure *figure);
gboolean postil_figure_is_sound (const PostilFigure *figure);
gboolean postil_analysis_is_string (const char *string);

G_END_DECLS
