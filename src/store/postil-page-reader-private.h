/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a SQLite file read page by page, without SQLite: of a file that is damaged, or that is not to be trusted. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-page-reader-private.h belongs to the room store"
#endif

#include "postil-store-error.h"

G_BEGIN_DECLS

#define POSTIL_RECORD_MAX 32 /* columns of a record; one with more is none of ours */

typedef enum
{
  POSTIL_VALUE_NULL,
  POSTIL_VALUE_INTEGER,
  POSTIL_VALUE_REAL,
  POSTIL_VALUE_TEXT,
  POSTIL_VALUE_BLOB,
} PostilValueType;

typedef struct
{
  PostilValueType type;
  gint64 integer;
  double real;
  const char *data; /* of text and blob; not NUL-terminated */
  gsize size;       /* bytes */
} PostilValue;

typedef struct
{
  gboolean keyed;    /* of an index or of a table without row numbers */
  gboolean doubtful; /* another record of its page could not be read */
  gint64 rowid;
  guint n_values;
  PostilValue values[POSTIL_RECORD_MAX];
} PostilRecord;

typedef struct _PostilPageReader PostilPageReader;

/* What is looked for. fits: whether a record is of the kind; take: given every one that is, on pages that have at least one */
typedef struct
{
  gboolean (*fits) (const PostilRecord *record, gpointer data);
  void (*take) (const PostilRecord *record, gpointer data);
  gpointer data;
} PostilRecordSink;

PostilPageReader *postil_page_reader_open (const char *path, GError **error);
void postil_page_reader_free (PostilPageReader *self);
gboolean postil_page_reader_has_header (PostilPageReader *self);
void postil_page_reader_begin (PostilPageReader *self);
gboolean postil_page_reader_walk (PostilPageReader *self, guint32 root, const PostilRecordSink *sink);
void postil_page_reader_scan (PostilPageReader *self, const PostilRecordSink *sink);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilPageReader, postil_page_reader_free)

G_END_DECLS
