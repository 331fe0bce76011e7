/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of notes.db that cannot be derived from others: how their records look in any file, and how one is written. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-precious-private.h belongs to the room store"
#endif

#include "postil-connection-private.h"
#include "postil-page-reader-private.h"

G_BEGIN_DECLS

/* Columns that the code looks into; in the order of the table. */
enum
{
  POSTIL_ANNOTATION_SEQ = 0,
  POSTIL_ANNOTATION_ID = 1,
  POSTIL_ANNOTATION_TITLE = 3,
  POSTIL_ANNOTATION_QUOTE = 8,
  POSTIL_ANNOTATION_COMMENT = 12,
  POSTIL_ANNOTATION_TAGS = 13,
  POSTIL_ANNOTATION_MODIFIED = 16,
  POSTIL_ANNOTATION_DELETED = 17,
  POSTIL_ANNOTATION_REVISION = 18,
  POSTIL_ANNOTATION_CHANGED = 20,
  POSTIL_ANNOTATION_QUOTE_WORDS = 21,
  POSTIL_ANNOTATION_COMMENT_WORDS = 22,
  POSTIL_ANNOTATION_TAGS_WORDS = 23,
  POSTIL_ANNOTATION_N_COLUMNS = 24,
  POSTIL_HISTORY_SEQ = 0,
  POSTIL_HISTORY_ID = 1,
  POSTIL_HISTORY_AT = 2,
  POSTIL_HISTORY_KIND = 3,
  POSTIL_HISTORY_NOTE = 4, /* the note as it was: the columns of annotation from article_key to orphan follow */
  POSTIL_HISTORY_REVISION = 21,
  POSTIL_SNAPSHOT_HASH = 0,
  POSTIL_SNAPSHOT_DOCUMENT = 5,
};

typedef enum
{
  POSTIL_PRECIOUS_STATE,
  POSTIL_PRECIOUS_ANNOTATION,
  POSTIL_PRECIOUS_HISTORY,
  POSTIL_PRECIOUS_DRAFT,
  POSTIL_PRECIOUS_SNAPSHOT,
  POSTIL_PRECIOUS_EXPORTED,
  POSTIL_PRECIOUS_SUBSCRIPTION,
  POSTIL_PRECIOUS_SAVED_SEARCH,
  POSTIL_PRECIOUS_MUTE,
  POSTIL_PRECIOUS_MUTED,
  POSTIL_PRECIOUS_DEED,
  POSTIL_PRECIOUS_N_TABLES
} PostilPreciousIndex;

typedef struct
{
  const char *name;
  /* One letter a column: r row number, d 16 bytes of an id, i integer, t text, b bytes; I T B or NULL as well. After a bar come
   * columns that a later format added, which older records lack. */
  const char *columns;
  gboolean keyed; /* WITHOUT ROWID */
  gboolean plain; /* its rows look like those of others: read only where its root leads */
  const char *insert;
} PostilPreciousTable;

extern const PostilPreciousTable postil_precious_tables[POSTIL_PRECIOUS_N_TABLES];
/* Tables of notes.db that are made anew from the others, or by the program; NULL-terminated. */
extern const char *const postil_precious_derived[];

guint postil_precious_n_columns (const PostilPreciousTable *table);
gboolean postil_precious_fits (const PostilPreciousTable *table, const PostilRecord *record);
void postil_precious_bind (PostilQuery *query, const PostilPreciousTable *table, const PostilRecord *record);

G_END_DECLS
