/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in a text a passage may be: exactly, nearly, or between what stood around it. */
#pragma once

#ifndef POSTIL_NOTES_COMPILATION
#error "postil-anchor-search-private.h belongs to src/notes"
#endif

#include "postil-anchor-fold-private.h"

G_BEGIN_DECLS

/* All that is known, folded. */
typedef struct
{
  PostilFolded text;
  PostilFolded quote;  /* without blanks at its ends */
  PostilFolded prefix; /* its last part */
  PostilFolded suffix; /* its first part */
  gsize start;         /* where the quote stood, code points of the original */
} PostilAnchorQuery;

/* A part of the folded text to be looked at. */
typedef struct
{
  gsize from;
  gsize to;       /* exclusive; of an exact spot the borders of the quote itself */
  gsize distance; /* errors of the quote; 0: it stands here exactly */
} PostilAnchorSpot;

GArray *postil_anchor_search_exact (const PostilAnchorQuery *query);
void postil_anchor_search_near (const PostilAnchorQuery *query, GArray *spots);
void postil_anchor_search_between (const PostilAnchorQuery *query, GArray *spots);
gboolean postil_anchor_search_is_closed (const PostilAnchorQuery *query);

G_END_DECLS
