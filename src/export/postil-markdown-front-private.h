/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Front matter somebody may have edited: its keys, what they say, and where they stand. */
#pragma once

#ifndef POSTIL_EXPORT_COMPILATION
#error "postil-markdown-front-private.h belongs to the room export"
#endif

#include "postil-markdown-edits-private.h"
#include "postil-markdown-ledger-private.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_MARKDOWN_FRONT_ABSENT = 0,
  POSTIL_MARKDOWN_FRONT_READ = 1,
  POSTIL_MARKDOWN_FRONT_UNREADABLE = 2,
} PostilMarkdownFrontState;

/* Offsets are bytes of the file. */
typedef struct
{
  gsize start;
  gsize end; /* after the line */
  guint indent;
} PostilMarkdownItem;

typedef struct
{
  char *key;
  gsize start;       /* of its first line */
  gsize end;         /* after its last */
  gboolean is_list;  /* else one text */
  gboolean is_other; /* a form we do not read */
  GPtrArray *values; /* (element-type utf8) decoded */
  GArray *items;     /* (element-type PostilMarkdownItem) of a list with a line each, as long as values; else empty */
} PostilMarkdownEntry;

typedef struct
{
  PostilMarkdownFrontState state;
  gsize end;          /* start of the closing fence */
  GPtrArray *entries; /* (element-type PostilMarkdownEntry) */
} PostilMarkdownFront;

PostilMarkdownFront *postil_markdown_front_read (const char *file_text);
void postil_markdown_front_free (PostilMarkdownFront *self);
PostilMarkdownEntry *postil_markdown_front_find (const PostilMarkdownFront *self, const char *key);
char *postil_markdown_entry_hash (const PostilMarkdownEntry *entry);
char *postil_markdown_value_hash (const char *value);

/* made: a file as an export makes it; base: what was written last; next: what will have been written. */
typedef struct
{
  const char *file_text;
  const char *made_text;
  const PostilMarkdownLedger *base;
  PostilMarkdownLedger *next;
  PostilMarkdownEdits *edits;
} PostilMarkdownFrontMerge;

PostilMarkdownFrontState postil_markdown_front_merge (const PostilMarkdownFrontMerge *merge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilMarkdownFront, postil_markdown_front_free)

G_END_DECLS
