/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds a passage again: by position, by exact quote with context, then approximately; never silently wrong. */
#pragma once

#include "postil-document.h"

G_BEGIN_DECLS

typedef struct
{
  const char *quote;
  const char *prefix; /* (nullable) */
  const char *suffix; /* (nullable) */
  guint32 start;      /* where it stood, code points */
  guint32 end;
} PostilAnchor;

/* Below this a placement is not made by itself. */
#define POSTIL_ANCHOR_CERTAIN 0.75

/* A place the passage may stand at, as the reader is asked. */
typedef struct
{
  gsize start; /* code points */
  gsize end;
  double confidence;
} PostilAnchorCandidate;

gboolean postil_anchor_find (const PostilAnchor *anchor, PostilDocument *document, gsize *start, gsize *end, double *confidence);
/* Up to n_max places, the best first, none over another; returns how many. */
guint postil_anchor_list (const PostilAnchor *anchor, PostilDocument *document, PostilAnchorCandidate *candidates, guint n_max);

G_END_DECLS
