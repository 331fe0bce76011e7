/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of notes. Its triggers keep history and counts in the same transaction, so nothing here can leave them out; a
 * deletion is a mark that can be taken back. */
#include "config.h"

#include "postil-notes-table.h"

#include "postil-notes-private.h"
#include "postil-words-private.h"

#include <string.h>

static const char insert_note[]
    = "INSERT INTO annotation (id, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, "
      "prefix, "
      "suffix, color, comment, tags, author, created, modified, deleted, orphan, changed, quote_words, comment_words, "
      "tags_words) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?16, ?19, ?20, ?21)";
static const char update_note[]
    = "UPDATE annotation SET color = ?2, comment = ?3, tags = ?4, author = ?5, modified = ?6, changed = ?6, comment_words = ?7, "
      "tags_words = ?8, revision = revision + 1 WHERE id = ?1";
static const char move_note[] = "UPDATE annotation SET start_offset = ?2, end_offset = ?3, document_hash = ?4, prefix = ?5, "
                                "suffix = ?6, orphan = ?7, changed = ?8 WHERE id = ?1";
static const char delete_note[] = "UPDATE annotation SET deleted = ?2, changed = ?3 WHERE id = ?1";
static const char date_purge[] = "UPDATE annotation SET changed = ?2 WHERE id = ?1";
static const char purge_note[] = "DELETE FROM annotation WHERE id = ?1 AND deleted <> 0";
static const char select_note[] = "SELECT " POSTIL_NOTES_COLUMNS " FROM annotation WHERE id = ?1";
static const char find_note[] = "SELECT " POSTIL_NOTES_COLUMNS " FROM annotation WHERE id >= ?1 AND id <= ?2 LIMIT 2";
static const char drop_tags[] = "DELETE FROM annotation_tag WHERE annotation = ?1";
static const char insert_tag[] = "INSERT INTO tag (name, folded) VALUES (?1, ?2) ON CONFLICT (folded) DO NOTHING";
static const char add_tag[] = "INSERT INTO annotation_tag (annotation, tag) SELECT ?1, id FROM tag WHERE folded = ?2 "
                              "ON CONFLICT DO NOTHING";
static const char index_note[] = "INSERT INTO annotation_search (rowid, quote, comment, tags) "
                                 "SELECT seq, quote, comment, tags FROM annotation_words WHERE seq = ?1";
static const char unindex_note[] = "INSERT INTO annotation_search (annotation_search, rowid, quote, comment, tags) "
                                   "SELECT 'delete', seq, quote, comment, tags FROM annotation_words WHERE seq = ?1";
static const char write_again[] = "UPDATE meta SET value = value WHERE name = 'epoch'";
static const char drop_draft[] = "DELETE FROM draft WHERE annotation_id = ?1";

static gboolean
set_not_found (const PostilId *id, GError **error)
{
  char text[POSTIL_ID_STRING_SIZE];

  postil_id_to_string (id, text);
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "note %s: not in the library", text);
  return FALSE;
}

/* Text for comparing without letter case. */
char *
postil_notes_fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
}

static void
take_text (char **field, PostilQuery *query, int column)
{
  const char *text = postil_query_text (query, column);

  g_free (*field);
  *field = g_strdup (text ? text : "");
}

PostilNote *
postil_notes_read_row (PostilQuery *query)
{
  PostilNote *note = postil_note_new ();
  g_autoptr (GBytes) id = postil_query_bytes (query, 0);
  const char *tags = postil_query_text (query, 13);

  if (g_bytes_get_size (id) == sizeof note->id.bytes)
    memcpy (note->id.bytes, g_bytes_get_data (id, NULL), sizeof note->id.bytes);
  note->sequence = postil_query_integer (query, 1);
  take_text (&note->article_key, query, 2);
  take_text (&note->article_title, query, 3);
  note->article_url = postil_query_dup (query, 4);
  take_text (&note->document_hash, query, 5);
  note->start = (guint32) postil_query_integer (query, 6);
  note->end = (guint32) postil_query_integer (query, 7);
  take_text (&note->quote, query, 8);
  take_text (&note->prefix, query, 9);
  take_text (&note->suffix, query, 10);
  note->color = (guint) postil_query_integer (query, 11);
  take_text (&note->comment, query, 12);
  g_strfreev (note->tags);
  note->tags = tags && *tags ? g_strsplit (tags, " ", -1) : g_new0 (char *, 1);
  note->author = postil_query_dup (query, 14);
  note->created = postil_query_integer (query, 15);
  note->modified = postil_query_integer (query, 16);
  note->deleted = postil_query_integer (query, 17);
  note->revision = (guint) postil_query_integer (query, 18);
  note->orphan = postil_query_integer (query, 19) != 0;
  return note;
}

PostilNote *
postil_notes_take_row (PostilQuery *query, GError **error)
{
  g_autoptr (PostilNote) note = postil_notes_read_row (query);

  return postil_query_is_whole (query, error) ? g_steal_pointer (&note) : NULL;
}

/* Both kinds of text in which a note's tags are kept; a blank separates them, so none may have one. */
static gboolean
join_tags (const PostilNote *note, char **tags, char **words, GError **error)
{
  for (guint i = 0; note->tags[i]; i++)
    if (note->tags[i][0] == '\0' || strchr (note->tags[i], ' '))
      {
        g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT, "tag “%s”: it is empty or has a blank",
                     note->tags[i]);
        return FALSE;
      }
  *tags = g_strjoinv (" ", note->tags);
  *words = postil_words_part (*tags);
  return TRUE;
}

static gboolean
add_one_tag (PostilDatabase *database, gint64 sequence, const char *tag, GError **error)
{
  g_auto (PostilQuery) make = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) add = POSTIL_QUERY_NONE;
  g_autofree char *folded = postil_notes_fold (tag);

  if (!postil_query_init (&make, database->notes, insert_tag, error)
      || !postil_query_init (&add, database->notes, add_tag, error))
    return FALSE;
  postil_query_bind (&make, "ss", tag, folded);
  postil_query_bind (&add, "is", sequence, folded);
  return postil_query_run (&make, error) && postil_query_run (&add, error);
}

/* Writes the rows by which notes are found by tag anew. */
gboolean
postil_notes_set_tags (PostilDatabase *database, gint64 sequence, const PostilNote *note, GError **error)
{
  g_auto (PostilQuery) drop = POSTIL_QUERY_NONE;

  if (!postil_query_init (&drop, database->notes, drop_tags, error))
    return FALSE;
  postil_query_bind (&drop, "i", sequence);
  if (!postil_query_run (&drop, error))
    return FALSE;
  for (guint i = 0; note->tags[i]; i++)
    if (!add_one_tag (database, sequence, note->tags[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
insert_row (PostilDatabase *database, const PostilNote *note, gint64 *sequence, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autofree char *tags = NULL;
  g_autofree char *tags_words = NULL;
  g_autofree char *quote_words = postil_words_part (note->quote);
  g_autofree char *comment_words = postil_words_part (note->comment);

  if (!join_tags (note, &tags, &tags_words, error) || !postil_query_init (&query, database->notes, insert_note, error))
    return FALSE;
  postil_query_bind (&query, "kssssuusssusssiiibsss", note->id.bytes, note->article_key, note->article_title, note->article_url,
                     note->document_hash, note->start, note->end, note->quote, note->prefix, note->suffix, note->color,
                     note->comment, tags, note->author, note->created, note->modified, note->deleted, note->orphan, quote_words,
                     comment_words, tags_words);
  if (!postil_query_run (&query, error))
    return FALSE;
  *sequence = sqlite3_last_insert_rowid (database->notes->handle);
  return TRUE;
}

/* sql: index_note, or unindex_note as long as the row is what was indexed */
static gboolean
run_on_row (PostilDatabase *database, const char *sql, gint64 sequence, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, sql, error))
    return FALSE;
  postil_query_bind (&query, "i", sequence);
  return postil_query_run (&query, error);
}

static gboolean
insert_all (PostilDatabase *database, const PostilNote *note, PostilDocument *document, GError **error)
{
  gint64 sequence = 0;

  return postil_note_validate (note, error) && insert_row (database, note, &sequence, error)
         && run_on_row (database, index_note, sequence, error) && postil_notes_set_tags (database, sequence, note, error)
         && (!document || postil_notes_keep_snapshot (database, note, document, error));
}

/* The very note is there already: a commit that failed at its last sync may have left it, and is tried again. */
static gboolean
is_there (PostilDatabase *database, const PostilNote *note)
{
  g_autoptr (PostilNote) stored = postil_notes_get (database, &note->id, NULL);

  return stored && stored->revision == 1 && g_strcmp0 (stored->article_key, note->article_key) == 0
         && g_strcmp0 (stored->document_hash, note->document_hash) == 0 && stored->start == note->start
         && stored->end == note->end && g_strcmp0 (stored->quote, note->quote) == 0 && stored->color == note->color
         && g_strcmp0 (stored->comment, note->comment) == 0 && stored->created == note->created
         && g_strv_equal ((const char *const *) stored->tags, (const char *const *) note->tags);
}

/* Ends a transaction and reads back what it left. */
static PostilNote *
end_with_note (PostilDatabase *database, const PostilId *id, gboolean succeeded, GError **error)
{
  g_autoptr (PostilNote) stored = NULL;

  if (succeeded)
    {
      stored = postil_notes_get (database, id, error);
      succeeded = stored != NULL;
    }
  if (!postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error))
    return NULL;
  return g_steal_pointer (&stored);
}

/**
 * postil_notes_insert:
 * @database: both connections
 * @note: what to store, with its own id; sequence and revision are not looked at
 * @document: (nullable): the text its offsets count in, which is then kept for ever
 * @error: return location
 *
 * Stores a new note.
 *
 * To store the same note again is no error, so that a call that failed can be repeated.
 *
 * Errors: `POSTIL_NOTES_ERROR_INVALID`, `POSTIL_STORE_ERROR_CONSTRAINT` (another note has its id), those of writing notes.db.
 *
 * Thread: database.
 *
 * Returns: (transfer full): the note as stored
 */
PostilNote *
postil_notes_insert (PostilDatabase *database, const PostilNote *note, PostilDocument *document, GError **error)
{
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return NULL;
  if (is_there (database, note))
    succeeded = postil_connection_exec (database->notes, write_again, error);
  else
    succeeded = insert_all (database, note, document, error);
  return end_with_note (database, &note->id, succeeded, error);
}

static gboolean
drop_draft_of (PostilDatabase *database, const PostilId *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, drop_draft, error))
    return FALSE;
  postil_query_bind (&query, "k", id->bytes);
  return postil_query_run (&query, error);
}

static gboolean
update_row (PostilDatabase *database, const PostilNote *note, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autofree char *tags = NULL;
  g_autofree char *tags_words = NULL;
  g_autofree char *comment_words = postil_words_part (note->comment);

  if (!join_tags (note, &tags, &tags_words, error) || !postil_query_init (&query, database->notes, update_note, error))
    return FALSE;
  postil_query_bind (&query, "kusssiss", note->id.bytes, note->color, note->comment, tags, note->author, note->modified,
                     comment_words, tags_words);
  if (!postil_query_run (&query, error))
    return FALSE;
  return sqlite3_changes (database->notes->handle) > 0 || set_not_found (&note->id, error);
}

static gboolean
update_all (PostilDatabase *database, const PostilNote *note, GError **error)
{
  g_autoptr (PostilNote) stored = postil_notes_get (database, &note->id, error);

  return stored && postil_note_validate (note, error) && run_on_row (database, unindex_note, stored->sequence, error)
         && update_row (database, note, error) && run_on_row (database, index_note, stored->sequence, error)
         && postil_notes_set_tags (database, stored->sequence, note, error) && drop_draft_of (database, &note->id, error);
}

/**
 * postil_notes_update:
 * @database: both connections
 * @note: what it says now; modified set
 * @error: return location
 *
 * Writes a note's colour, comment, tags and author; what it said before goes to the history, a draft of it is dropped.
 *
 * Errors: `POSTIL_NOTES_ERROR_INVALID`, `POSTIL_STORE_ERROR_NOT_FOUND`, those of writing notes.db. Thread: database.
 *
 * Returns: (transfer full): the note as stored
 */
PostilNote *
postil_notes_update (PostilDatabase *database, const PostilNote *note, GError **error)
{
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return NULL;
  return end_with_note (database, &note->id, update_all (database, note, error), error);
}

static gboolean
move_row (PostilDatabase *database, const PostilNote *note, gint64 now, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, move_note, error))
    return FALSE;
  postil_query_bind (&query, "kuusssbi", note->id.bytes, note->start, note->end, note->document_hash, note->prefix, note->suffix,
                     note->orphan, now);
  if (!postil_query_run (&query, error))
    return FALSE;
  return sqlite3_changes (database->notes->handle) > 0 || set_not_found (&note->id, error);
}

/**
 * postil_notes_move:
 * @database: both connections
 * @note: where it stands now
 * @document: (nullable): the text its offsets count in now
 * @now: µs since the epoch, UTC
 * @error: return location
 *
 * Writes a note's place: offsets, hash of the text, context, and whether its passage is lost. What it says stays.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of writing notes.db. Thread: database.
 *
 * Returns: (transfer full): the note as stored
 */
PostilNote *
postil_notes_move (PostilDatabase *database, const PostilNote *note, PostilDocument *document, gint64 now, GError **error)
{
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return NULL;
  succeeded
      = move_row (database, note, now, error) && (!document || postil_notes_keep_snapshot (database, note, document, error));
  return end_with_note (database, &note->id, succeeded, error);
}

/* Runs a statement about one note with up to two numbers; one that finds no row fails. */
static gboolean
run_on_note (PostilDatabase *database, const char *sql, const PostilId *id, const gint64 numbers[2], GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int count;

  if (!postil_query_init (&query, database->notes, sql, error))
    return FALSE;
  count = sqlite3_bind_parameter_count (query.statement);
  postil_query_bind (&query, count == 3 ? "kii" : count == 2 ? "ki" : "k", id->bytes, numbers[0], numbers[1]);
  if (!postil_query_run (&query, error))
    return FALSE;
  return sqlite3_changes (database->notes->handle) > 0 || set_not_found (id, error);
}

/**
 * postil_notes_set_deleted:
 * @database: both connections
 * @id: of a note
 * @deleted: %TRUE: to the trash, %FALSE: back
 * @now: µs since the epoch, UTC
 * @error: return location
 *
 * Puts a note in the trash or takes it back; revision and modified stay, so that it is the same record again.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of writing notes.db. Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_notes_set_deleted (PostilDatabase *database, const PostilId *id, gboolean deleted, gint64 now, GError **error)
{
  g_autoptr (PostilNote) stored = NULL;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  stored = postil_notes_get (database, id, error);
  if (stored)
    succeeded = (stored->deleted != 0) == (deleted != FALSE)
                || run_on_note (database, delete_note, id, (const gint64[2]){ deleted ? MAX (now, 1) : 0, now }, error);
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_notes_purge:
 * @database: both connections
 * @id: of a note in the trash
 * @now: µs since the epoch, UTC
 * @error: return location
 *
 * Takes a note out of the trash for ever. Its images stay in the history.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND` (also when it is not in the trash), those of writing notes.db. Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_notes_purge (PostilDatabase *database, const PostilId *id, gint64 now, GError **error)
{
  const gint64 numbers[2] = { now, 0 };
  g_autoptr (PostilNote) stored = NULL;
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  stored = postil_notes_get (database, id, error);
  succeeded = stored && run_on_row (database, unindex_note, stored->sequence, error)
              && run_on_note (database, date_purge, id, numbers, error) && run_on_note (database, purge_note, id, numbers, error)
              && drop_draft_of (database, id, error);
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_notes_get:
 * @database: both connections
 * @id: of a note, in the trash or not
 * @error: return location
 *
 * Reads a note. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the note
 */
PostilNote *
postil_notes_get (PostilDatabase *database, const PostilId *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, select_note, error))
    return NULL;
  postil_query_bind (&query, "k", id->bytes);
  result = postil_query_step (&query, error);
  if (result == 0)
    set_not_found (id, error);
  return result > 0 ? postil_notes_take_row (&query, error) : NULL;
}

/* The first and the last id that begin with some hexadecimal digits. */
static gboolean
bounds_of_prefix (const char *prefix, PostilId *first, PostilId *last)
{
  char low[POSTIL_ID_STRING_SIZE];
  char high[POSTIL_ID_STRING_SIZE];
  gsize length = strlen (prefix);

  if (length < 4 || length >= POSTIL_ID_STRING_SIZE)
    return FALSE;
  memset (low, '0', sizeof low - 1);
  memset (high, 'f', sizeof high - 1);
  low[sizeof low - 1] = high[sizeof high - 1] = '\0';
  for (gsize i = 0; i < length; i++)
    low[i] = high[i] = g_ascii_tolower (prefix[i]);
  return postil_id_from_string (low, first) && postil_id_from_string (high, last);
}

/**
 * postil_notes_find:
 * @database: both connections
 * @prefix: hexadecimal digits an id begins with, at least four
 * @error: return location
 *
 * Finds a note by the beginning of its id.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, `POSTIL_STORE_ERROR_CONSTRAINT` when several begin so, those of reading.
 *
 * Thread: database.
 *
 * Returns: (transfer full): the note
 */
PostilNote *
postil_notes_find (PostilDatabase *database, const char *prefix, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (PostilNote) note = NULL;
  PostilId first;
  PostilId last;
  int result;

  postil_database_assert_thread (database);
  if (!bounds_of_prefix (prefix, &first, &last))
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "note %s: not the beginning of an id", prefix);
      return NULL;
    }
  if (!postil_query_init (&query, database->notes, find_note, error))
    return NULL;
  postil_query_bind (&query, "kk", first.bytes, last.bytes);
  result = postil_query_step (&query, error);
  if (result == 0)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "note %s: not in the library", prefix);
  if (result <= 0)
    return NULL;
  note = postil_notes_take_row (&query, error);
  if (!note)
    return NULL;
  result = postil_query_step (&query, error);
  if (result > 0)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT, "note %s: several begin so", prefix);
  return result == 0 ? g_steal_pointer (&note) : NULL;
}
