/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One mark of an article: a range, who made it, and how it looks. */
#pragma once

#include "postil-analysis.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_MARK_NONE = 0,
  POSTIL_MARK_MENTION = 1, /* index into the mentions of the analysis */
  POSTIL_MARK_FIGURE = 2,  /* index into the figures */
  POSTIL_MARK_NOTE = 3     /* index into the notes as they were set */
} PostilMarkLayer;

/* What the reader switches on and off; each has a line of its own. */
typedef enum
{
  POSTIL_MARK_KIND_ORGANISATION,
  POSTIL_MARK_KIND_PERSON,
  POSTIL_MARK_KIND_PLACE,
  POSTIL_MARK_KIND_PRODUCT,
  POSTIL_MARK_KIND_EVENT,
  POSTIL_MARK_KIND_MONEY,
  POSTIL_MARK_KIND_PERCENT,
  POSTIL_MARK_KIND_QUANTITY,
  POSTIL_MARK_KIND_DATE,
  POSTIL_N_MARK_KINDS
} PostilMarkKind;

/* Offsets are code points of the document, end exclusive. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 index;
  guint8 layer;     /* PostilMarkLayer */
  guint8 kind;      /* PostilMarkKind; of a note: its colour 1-5 */
  guint8 direction; /* PostilChangeDirection */
  guint8 pale : 1;  /* a repeat within its paragraph, or unsure */
  guint8 inner : 1; /* a note that lies inside another */
} PostilMark;

PostilMarkKind postil_mark_kind_of_entity (PostilEntityType type);
PostilMarkKind postil_mark_kind_of_figure (PostilFigureKind kind);
const char *postil_mark_kind_to_string (PostilMarkKind kind);
gboolean postil_mark_kind_from_string (const char *string, PostilMarkKind *kind);
gboolean postil_mark_kind_is_name (PostilMarkKind kind);

G_END_DECLS
