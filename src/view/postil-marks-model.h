/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks and notes of an article as a list model in the order of the text; an item is made when a row asks for it. */
#pragma once

#include "postil-document.h"
#include "postil-mark.h"
#include "postil-note.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a row shows; made from the model and independent of it. */
#define POSTIL_TYPE_MARKS_ITEM (postil_marks_item_get_type ())
G_DECLARE_FINAL_TYPE (PostilMarksItem, postil_marks_item, POSTIL, MARKS_ITEM, GObject)

guint postil_marks_item_get_start (PostilMarksItem *self);
guint postil_marks_item_get_end (PostilMarksItem *self);
const char *postil_marks_item_get_surface (PostilMarksItem *self);
const char *postil_marks_item_get_details (PostilMarksItem *self);
const char *postil_marks_item_get_spoken (PostilMarksItem *self);

#define POSTIL_TYPE_MARKS_MODEL (postil_marks_model_get_type ())
G_DECLARE_FINAL_TYPE (PostilMarksModel, postil_marks_model, POSTIL, MARKS_MODEL, GObject)

PostilMarksModel *postil_marks_model_new (PostilDocument *document, PostilAnalysis *analysis, GPtrArray *notes,
                                          const char *const *color_names);

G_END_DECLS
