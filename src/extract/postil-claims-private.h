/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules for claims share: what the article has been about so far, and where a figure's clause begins and ends. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-figures-private.h"

G_BEGIN_DECLS

/* A clause that holds a figure. */
typedef struct
{
  guint begin;
  guint end;
  guint noun;     /* first token of the noun phrase before the verb */
  guint noun_end; /* exclusive; equal to noun when there is none */
  guint verb;     /* the verb after it; `end` when there is none */
  guint saying;   /* the verb of saying that governs it; `end` when there is none */
} PostilClause;

/* --- postil-clauses.c --- */
gboolean postil_clause_is_border (const PostilFigureJob *job, guint index);
gboolean postil_clause_is_verb (const PostilFigureJob *job, gint64 index);
void postil_clause_find (const PostilFigureJob *job, const PostilFound *found, PostilClause *clause);

/* --- postil-claim-subjects.c --- */
guint postil_claim_first_name (const PostilFigureJob *job, guint token);
void postil_claim_follow (PostilFigureJob *job);
guint postil_claim_topic (const PostilNames *names, GArray *sentences);
guint postil_claim_subject (PostilFigureJob *job, const PostilFound *found, const PostilClause *clause);

/* --- postil-claim-speakers.c --- */
gboolean postil_claim_is_saying (const PostilFigureJob *job, gint64 index);
char *postil_claim_speaker (const PostilFigureJob *job, const PostilFound *found);
const char *postil_claim_hedge (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause);

/* --- postil-claim-measures.c --- */
gboolean postil_claim_is_measure (const PostilFigureJob *job, gint64 index);
char *postil_claim_phrase (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause, gboolean whole);
char *postil_claim_about (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause);
char *postil_claim_measure (const PostilFigureJob *job, const PostilFound *found, const PostilClause *clause);

G_END_DECLS
