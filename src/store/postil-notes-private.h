/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a row of the table of notes becomes a note; shared by the files that read it. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-notes-private.h belongs to the room store"
#endif

#include "postil-database-private.h"
#include "postil-notes-table.h"

G_BEGIN_DECLS

/* In the order postil_notes_read_row() takes them. */
#define POSTIL_NOTES_COLUMNS                                                                                                     \
  "annotation.id, annotation.seq, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, "     \
  "prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan"
#define POSTIL_NOTES_N_COLUMNS 20

PostilNote *postil_notes_read_row (PostilQuery *query);
/* The same for a row by itself: NULL, with an error, when a part of it could not be had. */
PostilNote *postil_notes_take_row (PostilQuery *query, GError **error);
gboolean postil_notes_set_tags (PostilDatabase *database, gint64 sequence, const PostilNote *note, GError **error);
gboolean postil_notes_write_lines (PostilConnection *notes, const char *path, GError **error);
char *postil_notes_fold (const char *text);
gboolean postil_notes_keep_snapshot (PostilDatabase *database, const PostilNote *note, PostilDocument *document, GError **error);

G_END_DECLS
