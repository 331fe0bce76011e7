/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Full-text search in articles and notes. No text a person can type is a syntax error. Database thread only, but for terms. */
#pragma once

#include "postil-note.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_TERM_WORD,
  POSTIL_TERM_PHRASE,
  POSTIL_TERM_PREFIX,
} PostilTermKind;

/* All terms must match. Punctuation inside a term separates words that must stand side by side. */
typedef struct
{
  PostilTermKind kind;
  char *text;
} PostilSearchTerm;

PostilSearchTerm *postil_search_term_new (PostilTermKind kind, const char *text);
void postil_search_term_free (PostilSearchTerm *term);
/* Words, "phrases", prefix*; typing: the last word may go on. (element-type PostilSearchTerm). Any thread. */
GPtrArray *postil_search_terms_parse (const char *query, gboolean typing);

#define POSTIL_SNIPPET_BEGIN "\xee\x80\x80" /* U+E000 */
#define POSTIL_SNIPPET_END "\xee\x80\x81"   /* U+E001 */

typedef struct
{
  gint64 article_id; /* 0: a note whose article left the cache */
  PostilNote *note;  /* of a note hit, else NULL */
  char *snippet;     /* hits between the two signs */
} PostilSearchRow;

void postil_search_row_free (PostilSearchRow *row);

typedef struct
{
  GPtrArray *terms;    /* none of them with a word: no hits */
  gboolean rank;       /* best first among the newest hits; else newest first */
  gboolean with_trash; /* notes only */
  guint limit;         /* 0: all */
} PostilSearchQuery;

GArray *postil_search_article_ids (PostilDatabase *database, const PostilSearchQuery *query, GError **error);
GPtrArray *postil_search_articles (PostilDatabase *database, const PostilSearchQuery *query, GError **error);
GPtrArray *postil_search_notes (PostilDatabase *database, const PostilSearchQuery *query, GError **error);
guint postil_search_count_articles (PostilDatabase *database, GPtrArray *terms, GError **error);
/* (nullable): NULL without an error when the article is no hit */
char *postil_search_snippet (PostilDatabase *database, gint64 article_id, GPtrArray *terms, GError **error);

G_END_DECLS
