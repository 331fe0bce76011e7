/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's notes with tags, history, trash, drafts, and the texts they were made on. Database thread only.
 * When a function that writes has returned TRUE or a note, outside a job's own transaction, the note is on the disk. */
#pragma once

#include "postil-document.h"
#include "postil-note.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *article_key; /* (nullable) only of this article, by position; else newest first */
  const char *tag;         /* (nullable) letter case aside; "a" finds "a/b" too */
  gboolean with_trash;
  gboolean only_trash;
  gboolean only_orphans;
  guint limit; /* 0: all */
} PostilNotesQuery;

/* document (nullable): the text the offsets count in, kept for ever. Returns the note as stored: sequence set, revision 1. */
PostilNote *postil_notes_insert (PostilDatabase *database, const PostilNote *note, PostilDocument *document, GError **error);
/* Writes color, comment, tags, author and modified; revision goes up; drops the draft. Returns the note as stored. */
PostilNote *postil_notes_update (PostilDatabase *database, const PostilNote *note, GError **error);
/* Writes start, end, document_hash, prefix, suffix and orphan, as re-anchoring found them. now: µs */
PostilNote *postil_notes_move (PostilDatabase *database, const PostilNote *note, PostilDocument *document, gint64 now,
                               GError **error);
/* To the trash, or with deleted FALSE back: the same record as before. now: µs */
gboolean postil_notes_set_deleted (PostilDatabase *database, const PostilId *id, gboolean deleted, gint64 now, GError **error);
/* For ever; only what lies in the trash. Its last image stays in the history. now: µs */
gboolean postil_notes_purge (PostilDatabase *database, const PostilId *id, gint64 now, GError **error);

PostilNote *postil_notes_get (PostilDatabase *database, const PostilId *id, GError **error);
/* prefix: at least 4 hexadecimal digits; POSTIL_STORE_ERROR_CONSTRAINT when several notes begin so */
PostilNote *postil_notes_find (PostilDatabase *database, const char *prefix, GError **error);
GPtrArray *postil_notes_list (PostilDatabase *database, const PostilNotesQuery *query, GError **error);
/* (element-type utf8) keys of the articles that have notes, with their newest note first */
GPtrArray *postil_notes_list_articles (PostilDatabase *database, GError **error);

/* (element-type PostilNote), oldest first, the present one last; only images that differ in what they say */
GPtrArray *postil_notes_list_history (PostilDatabase *database, const PostilId *id, GError **error);

/* (nullable): NULL without an error when that text is not kept */
PostilDocument *postil_notes_load_snapshot (PostilDatabase *database, const char *document_hash, GError **error);

typedef struct
{
  PostilId id;
  char *comment;
  gint64 modified; /* µs */
} PostilDraft;

void postil_draft_free (PostilDraft *draft);
gboolean postil_drafts_keep (PostilDatabase *database, const PostilId *id, const char *comment, gint64 now, GError **error);
gboolean postil_drafts_drop (PostilDatabase *database, const PostilId *id, GError **error);
/* (nullable): NULL without an error when there is none */
PostilDraft *postil_drafts_load (PostilDatabase *database, const PostilId *id, GError **error);
GPtrArray *postil_drafts_list (PostilDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDraft, postil_draft_free)

G_END_DECLS
