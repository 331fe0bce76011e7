/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of notes, what they said before, the texts they were made on, and unsaved comments. */
#include "config.h"

#include "postil-notes-table.h"

#include "postil-notes-private.h"

#include <string.h>

/* ?1 article key, ?2 folded tag, ?3 tags below it, ?4 with trash, ?5 only trash, ?6 only orphans, ?7 limit */
#define NARROWED                                                                                                                 \
  "(?1 IS NULL OR article_key = ?1) "                                                                                            \
  "AND (?2 IS NULL OR EXISTS (SELECT 1 FROM annotation_tag JOIN tag ON tag.id = annotation_tag.tag "                             \
  "WHERE annotation_tag.annotation = annotation.seq AND (tag.folded = ?2 OR substr (tag.folded, 1, length (?3)) = ?3))) "        \
  "AND (deleted = 0 OR ?4 OR ?5) AND (deleted <> 0 OR NOT ?5) AND (orphan = 1 OR NOT ?6) "

static const char list_newest[]
    = "SELECT " POSTIL_NOTES_COLUMNS " FROM annotation WHERE " NARROWED "ORDER BY annotation.seq DESC LIMIT ?7";
static const char list_by_place[] = "SELECT " POSTIL_NOTES_COLUMNS " FROM annotation WHERE article_key = ?1 AND " NARROWED
                                    "ORDER BY start_offset, end_offset, annotation.seq LIMIT ?7";
static const char list_articles[]
    = "SELECT article_key FROM annotation WHERE deleted = 0 GROUP BY article_key ORDER BY max (seq) DESC";
static const char list_history[]
    = "SELECT annotation_id, note_seq, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, "
      "prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan "
      "FROM history WHERE annotation_id = ?1 ORDER BY seq";
static const char put_snapshot[] = "INSERT INTO snapshot (hash, article_key, title, url, created, document) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (hash) DO NOTHING";
static const char has_snapshot[] = "SELECT 1 FROM snapshot WHERE hash = ?1";
static const char get_snapshot[] = "SELECT document FROM snapshot WHERE hash = ?1";
static const char put_draft[]
    = "INSERT INTO draft (annotation_id, comment, modified) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (annotation_id) DO UPDATE SET comment = excluded.comment, modified = excluded.modified";
static const char drop_draft[] = "DELETE FROM draft WHERE annotation_id = ?1";
static const char get_draft[] = "SELECT annotation_id, comment, modified FROM draft WHERE annotation_id = ?1";
static const char list_drafts[] = "SELECT annotation_id, comment, modified FROM draft ORDER BY modified DESC";

static gboolean
collect_notes (PostilQuery *query, GPtrArray *notes, GError **error)
{
  int more;

  while ((more = postil_query_step (query, error)) > 0)
    g_ptr_array_add (notes, postil_notes_read_row (query));
  return more == 0;
}

/**
 * postil_notes_list:
 * @database: both connections
 * @query: what narrows the list
 * @error: return location
 *
 * Lists notes: those of one article by their place in it, else the newest first. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilNote): the notes
 */
GPtrArray *
postil_notes_list (PostilDatabase *database, const PostilNotesQuery *query, GError **error)
{
  g_auto (PostilQuery) statement = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  g_autofree char *tag = query->tag ? postil_notes_fold (query->tag) : NULL;
  g_autofree char *below = tag ? g_strconcat (tag, "/", NULL) : NULL;

  postil_database_assert_thread (database);
  if (!postil_query_init (&statement, database->notes, query->article_key ? list_by_place : list_newest, error))
    return NULL;
  postil_query_bind (&statement, "sssbbbi", query->article_key, tag, below, query->with_trash, query->only_trash,
                     query->only_orphans, query->limit ? (gint64) query->limit : (gint64) -1);
  return collect_notes (&statement, notes, error) ? g_steal_pointer (&notes) : NULL;
}

/**
 * postil_notes_list_articles:
 * @database: both connections
 * @error: return location
 *
 * Lists the articles with at least one note outside the trash. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type utf8): their keys, that with the newest note first
 */
GPtrArray *
postil_notes_list_articles (PostilDatabase *database, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_articles, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    g_ptr_array_add (keys, postil_query_dup (&query, 0));
  return more == 0 ? g_steal_pointer (&keys) : NULL;
}

static gboolean
says_the_same (const PostilNote *a, const PostilNote *b)
{
  return a->color == b->color && g_strcmp0 (a->comment, b->comment) == 0 && g_strcmp0 (a->quote, b->quote) == 0
         && g_strv_equal ((const char *const *) a->tags, (const char *const *) b->tags);
}

/* Leaves of neighbours that say the same only the last. */
static void
drop_repetitions (GPtrArray *notes)
{
  guint i = 0;

  while (i + 1 < notes->len)
    if (says_the_same (g_ptr_array_index (notes, i), g_ptr_array_index (notes, i + 1)))
      g_ptr_array_remove_index (notes, i);
    else
      i++;
}

/**
 * postil_notes_list_history:
 * @database: both connections
 * @id: of a note, also of one that is purged
 * @error: return location
 *
 * Lists what a note has said: every former image that differs from the next, then the present one.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND` when there never was such a note, those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilNote): oldest first
 */
GPtrArray *
postil_notes_list_history (PostilDatabase *database, const PostilId *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_note_unref);
  g_autoptr (GError) reason = NULL;
  PostilNote *present;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_history, error))
    return NULL;
  postil_query_bind (&query, "k", id->bytes);
  if (!collect_notes (&query, notes, error))
    return NULL;
  present = postil_notes_get (database, id, &reason);
  if (present)
    g_ptr_array_add (notes, present);
  else if (notes->len == 0 || !g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  drop_repetitions (notes);
  return g_steal_pointer (&notes);
}

/* --- the texts that notes were made on ---------------------------------------------------------------------------------- */

static gboolean
is_kept (PostilDatabase *database, const char *hash, gboolean *kept, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  if (!postil_query_init (&query, database->notes, has_snapshot, error))
    return FALSE;
  postil_query_bind (&query, "s", hash);
  result = postil_query_step (&query, error);
  *kept = result > 0;
  return result >= 0;
}

/* Keeps the text under the hash the note names; once for all notes on it. */
gboolean
postil_notes_keep_snapshot (PostilDatabase *database, const PostilNote *note, PostilDocument *document, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) blob = NULL;
  g_autofree char *hash = postil_document_hash_text (document);
  gboolean kept = FALSE;

  if (!is_kept (database, hash, &kept, error))
    return FALSE;
  if (kept)
    return TRUE;
  if (!postil_query_init (&query, database->notes, put_snapshot, error))
    return FALSE;
  blob = postil_document_serialize (document);
  postil_query_bind (&query, "ssssiy", hash, note->article_key, note->article_title, note->article_url, note->modified, blob);
  return postil_query_run (&query, error);
}

/**
 * postil_notes_load_snapshot:
 * @database: both connections
 * @document_hash: as a note names it
 * @error: return location
 *
 * Reads the text that notes were made on. Errors: `POSTIL_DOC_ERROR`, those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when that text is not kept
 */
PostilDocument *
postil_notes_load_snapshot (PostilDatabase *database, const char *document_hash, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) blob = NULL;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, get_snapshot, error))
    return NULL;
  postil_query_bind (&query, "s", document_hash);
  if (postil_query_step (&query, error) <= 0)
    return NULL;
  blob = postil_query_bytes (&query, 0);
  if (!postil_query_is_whole (&query, error))
    return NULL;
  return postil_document_deserialize (blob, error);
}

/* --- drafts ------------------------------------------------------------------------------------------------------------- */

/**
 * postil_draft_free:
 * @draft: (nullable) (transfer full): a draft
 *
 * Frees a draft. Thread: any.
 */
void
postil_draft_free (PostilDraft *draft)
{
  if (!draft)
    return;
  g_free (draft->comment);
  g_free (draft);
}

static PostilDraft *
read_draft (PostilQuery *query)
{
  PostilDraft *draft = g_new0 (PostilDraft, 1);
  g_autoptr (GBytes) id = postil_query_bytes (query, 0);

  if (g_bytes_get_size (id) == sizeof draft->id.bytes)
    memcpy (draft->id.bytes, g_bytes_get_data (id, NULL), sizeof draft->id.bytes);
  draft->comment = postil_query_dup (query, 1);
  draft->modified = postil_query_integer (query, 2);
  return draft;
}

/**
 * postil_drafts_keep:
 * @database: both connections
 * @id: of the note it will become or change; the note need not exist yet
 * @comment: what stands in the editor
 * @now: µs since the epoch, UTC
 * @error: return location
 *
 * Keeps an unsaved comment, in place of the draft before it. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is on the disk
 */
gboolean
postil_drafts_keep (PostilDatabase *database, const PostilId *id, const char *comment, gint64 now, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, put_draft, error))
    {
      postil_query_bind (&query, "ksi", id->bytes, comment, now);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_drafts_drop:
 * @database: both connections
 * @id: of a note
 * @error: return location
 *
 * Drops a draft; that there is none is no error. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether there is none any more
 */
gboolean
postil_drafts_drop (PostilDatabase *database, const PostilId *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, drop_draft, error))
    {
      postil_query_bind (&query, "k", id->bytes);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_drafts_load:
 * @database: both connections
 * @id: of a note
 * @error: return location
 *
 * Reads the draft of a note. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is none
 */
PostilDraft *
postil_drafts_load (PostilDatabase *database, const PostilId *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (PostilDraft) draft = NULL;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, get_draft, error))
    return NULL;
  postil_query_bind (&query, "k", id->bytes);
  if (postil_query_step (&query, error) <= 0)
    return NULL;
  draft = read_draft (&query);
  return postil_query_is_whole (&query, error) ? g_steal_pointer (&draft) : NULL;
}

/**
 * postil_drafts_list:
 * @database: both connections
 * @error: return location
 *
 * Lists every draft. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilDraft): newest first
 */
GPtrArray *
postil_drafts_list (PostilDatabase *database, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_draft_free);
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, list_drafts, error))
    return NULL;
  while ((more = postil_query_step (&query, error)) > 0)
    g_ptr_array_add (drafts, read_draft (&query));
  return more == 0 ? g_steal_pointer (&drafts) : NULL;
}
