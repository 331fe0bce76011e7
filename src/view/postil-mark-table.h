/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks of one article sorted by place, found by binary search: identity comes from here, never from a text tag. */
#pragma once

#include "postil-document.h"
#include "postil-mark.h"
#include "postil-note.h"

G_BEGIN_DECLS

/* A name less sure than this is drawn pale. */
#define POSTIL_MARK_SURE 0.6f

typedef struct _PostilMarkTable PostilMarkTable;

/* A stretch with one highlight on top; stretches are sorted and never overlap. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint color; /* 1-5 */
} PostilHighlightRun;

PostilMarkTable *postil_mark_table_new (PostilDocument *document, PostilAnalysis *analysis, gboolean pale_repeats);
PostilMarkTable *postil_mark_table_new_for_notes (GPtrArray *notes, gsize length);
gboolean postil_mark_table_leaves_out (PostilDocument *document, const PostilFigure *figure);
void postil_mark_table_free (PostilMarkTable *self);
guint postil_mark_table_get_length (const PostilMarkTable *self);
const PostilMark *postil_mark_table_get (const PostilMarkTable *self, guint position);
guint postil_mark_table_first_reaching (const PostilMarkTable *self, gsize offset);
guint postil_mark_table_first_from (const PostilMarkTable *self, gsize offset);
const PostilMark *postil_mark_table_find_at (const PostilMarkTable *self, gsize offset, guint hidden_kinds);
const PostilMark *postil_mark_table_find (const PostilMarkTable *self, PostilMarkLayer layer, guint index);
GArray *postil_mark_table_flatten (const PostilMarkTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMarkTable, postil_mark_table_free)

G_END_DECLS
