/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of one text: numbers, money, measures, dates, and the changes and claims they make. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include "postil-names-private.h"

#include "postil-analysis.h"
#include "postil-time.h"

G_BEGIN_DECLS

/* A figure and the tokens it spans. */
typedef struct
{
  PostilFigure figure;
  const char *rule; /* what made it, for people who ask why */
  guint begin;
  guint end;
  guint context; /* first token of the whole phrase, with approximator and preposition; begin or before */
} PostilFound;

typedef struct
{
  guint end; /* exclusive */
  double value;
  double bare;  /* before the scale */
  double scale; /* 1 where there is none */
  guint8 decimals;
  gboolean spelled;
  gboolean grouped;  /* "1,200" */
  gboolean fraction; /* a third, 1/2, two-thirds */
  gboolean vague;    /* a dozen, one */
} PostilNumber;

/* The number read last: several readers ask for the same one. */
typedef struct
{
  guint begin;
  gboolean found;
  PostilNumber number;
} PostilNumberSeen;

typedef struct
{
  const PostilTokens *tokens;
  const PostilVocabulary *vocabulary;
  PostilNumberSeen *seen;
  const PostilSentence *sentence; /* the one being read */
  const PostilNames *names;
  const guint8 *masked; /* per token: part of a name, never a figure */
  PostilLanguage language;
  const char *rule; /* the reader at work */
  gboolean decimal_comma;
  gboolean brief; /* the text is one short line, a note or a question: words without capitals may be dates */
  PostilDay day;  /* the day the text was published; year 0 unknown */
  GArray *found;  /* PostilFound, sorted */
} PostilFigureJob;

GArray *postil_figures_new (const PostilVocabulary *vocabulary, const PostilTokens *tokens, const PostilNames *names,
                            GArray *sentences, PostilDay day);

/* --- postil-number-scanner.c, postil-numerals.c --- */
gboolean postil_number_scan (const PostilFigureJob *job, guint begin, PostilNumber *number);
gboolean postil_number_scan_numeral (const PostilFigureJob *job, guint begin, PostilNumber *number);
gboolean postil_number_scan_digits (const PostilFigureJob *job, guint index, double *value, guint8 *decimals);
gboolean postil_number_scan_scale (const PostilFigureJob *job, guint index, gboolean money, guint *end, double *scale);
gboolean postil_number_scan_ordinal (const PostilFigureJob *job, guint begin, guint *end, double *value);

/* --- postil-units.c --- */
guint postil_units_scan (const PostilFigureJob *job, const PostilNumber *number, char *name, gsize size);

/* --- postil-quantity-joins.c --- */
gboolean postil_quantities_join (const PostilFigureJob *job, PostilFound *first, const PostilFound *second);

/* --- what may begin at a token; each appends what it finds and says where to go on --- */
gboolean postil_figures_read_han (PostilFigureJob *job, guint begin, guint *next);
gboolean postil_figures_read_money (PostilFigureJob *job, guint begin, guint *next);
gboolean postil_figures_read_date (PostilFigureJob *job, guint begin, guint *next);
gboolean postil_figures_read_duration (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next);
gboolean postil_figures_read_quantity (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next);
gboolean postil_figures_read_percent (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next);
gboolean postil_figures_read_multiple (PostilFigureJob *job, guint begin, const PostilNumber *number, guint *next);
gboolean postil_figures_read_ordinal (PostilFigureJob *job, guint begin, guint *next);

/* --- after a sentence is read --- */
void postil_figures_join_ranges (PostilFigureJob *job, guint first);
void postil_figures_add_context (PostilFigureJob *job, guint first);
void postil_figures_add_changes (PostilFigureJob *job, guint first);

/* --- postil-figures.c --- */
PostilFound *postil_figures_add (PostilFigureJob *job, guint begin, guint end, PostilFigureKind kind);

static inline const PostilToken *
postil_figures_token (const PostilFigureJob *job, gint64 index)
{
  return index >= job->sentence->begin && index < job->sentence->end ? &job->tokens->tokens[index]
                                                                     : postil_tokens_at (job->tokens, -1);
}

void postil_figure_explain (const PostilFound *found, const PostilTokens *tokens, GString *out);
double postil_figures_scan_sign (const PostilFigureJob *job, guint *begin);
gboolean postil_figures_may_begin (const PostilFigureJob *job, guint i);
gboolean postil_figures_is (const PostilFigureJob *job, gint64 index, const char *folded);
gboolean postil_figures_is_one_of (const PostilFigureJob *job, gint64 index, const char *words);

G_END_DECLS
