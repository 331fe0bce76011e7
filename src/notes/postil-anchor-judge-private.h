/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure it is that a place is the passage's. */
#pragma once

#ifndef POSTIL_NOTES_COMPILATION
#error "postil-anchor-judge-private.h belongs to src/notes"
#endif

#include "postil-anchor-search-private.h"

G_BEGIN_DECLS

/* A place and what speaks for it, each 0-1. */
typedef struct
{
  gsize from;
  gsize to;       /* exclusive; indices into the folded text */
  double kept;    /* of the quote's words */
  double common;  /* of the quote's words and those found */
  double before;  /* of the prefix */
  double after;   /* of the suffix */
  double context; /* of both */
  gsize away;     /* from the old place, code points */
  gboolean torn;  /* begins or ends inside a word, where the old one did not */
  double score;
} PostilAnchorPlace;

typedef struct _PostilAnchorJudge PostilAnchorJudge;

PostilAnchorJudge *postil_anchor_judge_new (const PostilAnchorQuery *query);
void postil_anchor_judge_free (PostilAnchorJudge *self);
void postil_anchor_judge_add (PostilAnchorJudge *self, const PostilAnchorSpot *spot);
const PostilAnchorPlace *postil_anchor_judge_get_best (const PostilAnchorJudge *self);
double postil_anchor_judge_get_confidence (PostilAnchorJudge *self);

/* The next best place after one of that score that does not lie over any of those given. */
const PostilAnchorPlace *postil_anchor_judge_get_next (const PostilAnchorJudge *self, const PostilAnchorPlace *const *taken,
                                                       guint n_taken);
double postil_anchor_judge_get_doubt (const PostilAnchorJudge *self, const PostilAnchorPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilAnchorJudge, postil_anchor_judge_free)

G_END_DECLS
