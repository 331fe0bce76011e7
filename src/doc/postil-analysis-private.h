/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader of blobs needs to fill an analysis without repairing what it should refuse. */
#pragma once

#ifndef POSTIL_DOC_COMPILATION
#error "postil-analysis-private.h belongs to the room doc"
#endif

#include "postil-analysis.h"

G_BEGIN_DECLS

gboolean postil_analysis_take_entity (PostilAnalysis *self, PostilEntityType type, char *name);
void postil_analysis_take_figure_unrepaired (PostilAnalysis *self, PostilFigure *figure);

G_END_DECLS
