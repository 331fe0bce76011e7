/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences as runs of tokens, and what kind of line each stands in. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-vocabulary-private.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_SENTENCE_HEADING = 1 << 0,
  POSTIL_SENTENCE_TITLE_CASE = 1 << 1, /* capitals say nothing here */
  POSTIL_SENTENCE_ALL_CAPS = 1 << 2,
  POSTIL_SENTENCE_TABLE = 1 << 3,
} PostilSentenceFlags;

typedef struct
{
  guint begin; /* token index */
  guint end;   /* exclusive */
  guint flags;
} PostilSentence;

/* A range of code points that is a heading or a table; sorted, not overlapping. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint flags;
} PostilSentenceHint;

void postil_sentences_mark_lines (PostilTokens *tokens);
GArray *postil_sentences_new (PostilTokens *tokens, const PostilSentenceHint *hints, guint n_hints);

G_END_DECLS
