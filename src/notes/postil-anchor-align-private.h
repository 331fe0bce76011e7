/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a quote laid beside the words of a text. */
#pragma once

#ifndef POSTIL_NOTES_COMPILATION
#error "postil-anchor-align-private.h belongs to src/notes"
#endif

#include "postil-anchor-fold-private.h"

G_BEGIN_DECLS

/* What is looked for: prefix, quote and suffix in one row of code points. */
typedef struct
{
  gunichar *chars;
  gsize n;
  gsize from; /* where the quote begins in it */
  gsize to;   /* and ends */
} PostilPassage;

/* Where the quote's words are now. */
typedef struct
{
  gsize from;    /* index into the folded text */
  gsize to;      /* exclusive */
  double kept;   /* share of the quote's words that still stand, by weight, 0-1 */
  double common; /* share of both the quote and what was found, 0-1 */
} PostilAlignment;

void postil_passage_init (PostilPassage *self, const PostilFolded *prefix, const PostilFolded *quote, const PostilFolded *suffix);
void postil_passage_clear (PostilPassage *self);
gboolean postil_passage_align (const PostilPassage *self, const PostilFolded *text, gsize from, gsize to,
                               PostilAlignment *alignment);
gboolean postil_folded_is_inside_word (const gunichar *chars, gsize n, gsize at);

G_END_DECLS
