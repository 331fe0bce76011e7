/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader did, in order. A deed is a name for what to do and no copy of what was there: words are in the history of
 * their note, and articles go by their key, which stays when the cache is begun anew. */
#include "config.h"

#include "postil-deeds-table.h"

#include "postil-notes-private.h"

#include <string.h>

#define MAX_DEEDS 5000 /* that can be taken back */

static const char insert_deed[] = "INSERT INTO deed (kind, note, before, after, articles) VALUES (?1, ?2, ?3, ?4, ?5)";
static const char drop_undone[] = "DELETE FROM deed WHERE undone = 1";
static const char drop_oldest[] = "DELETE FROM deed WHERE seq <= (SELECT max (seq) FROM deed) - ?1";
static const char next_undo[]
    = "SELECT seq, kind, note, before, after, articles FROM deed WHERE undone = 0 ORDER BY seq DESC LIMIT 1";
static const char next_redo[] = "SELECT seq, kind, note, before, after, articles FROM deed WHERE undone = 1 ORDER BY seq LIMIT 1";
static const char mark_undone[] = "UPDATE deed SET undone = ?2 WHERE seq = ?1";
static const char key_of_article[] = "SELECT key FROM article WHERE id = ?1";
static const char article_of_key[] = "SELECT id FROM article WHERE key = ?1";
static const char last_move[] = "SELECT coalesce (max (seq), 0) FROM history WHERE annotation_id = ?1 AND kind = 'move'";
static const char select_event[]
    = "SELECT annotation_id, note_seq, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, "
      "prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan FROM history WHERE seq = ?1";
static const char select_revision[]
    = "SELECT annotation_id, note_seq, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, "
      "prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan "
      "FROM history WHERE annotation_id = ?1 AND revision = ?2 ORDER BY seq DESC LIMIT 1";

/**
 * postil_deed_row_free:
 * @row: (nullable) (transfer full): a deed
 *
 * Frees a deed. Thread: any.
 */
void
postil_deed_row_free (PostilDeedRow *row)
{
  if (!row)
    return;
  g_free (row->kind);
  g_clear_pointer (&row->articles, g_array_unref);
  g_free (row);
}

/* Every key with a line's end behind it. */
static char *
join_keys (PostilDatabase *database, const GArray *articles, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GString) keys = g_string_new (NULL);

  if (articles && !postil_query_init (&query, database->cache, key_of_article, error))
    return NULL;
  for (guint i = 0; articles && i < articles->len; i++)
    {
      int more;

      postil_query_bind (&query, "i", g_array_index (articles, gint64, i));
      more = postil_query_step (&query, error);
      if (more < 0)
        return NULL;
      if (more > 0)
        g_string_append_printf (keys, "%s\n", postil_query_text (&query, 0));
      postil_query_reset (&query);
    }
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static gboolean
run_with_number (PostilDatabase *database, const char *sql, gint64 number, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->notes, sql, error))
    return FALSE;
  if (sqlite3_bind_parameter_count (query.statement) > 0)
    postil_query_bind (&query, "i", number);
  return postil_query_run (&query, error);
}

static gboolean
insert (PostilDatabase *database, const PostilDeedRow *row, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) note = row->has_note ? g_bytes_new (row->note.bytes, sizeof row->note.bytes) : NULL;
  g_autofree char *keys = join_keys (database, row->articles, error);

  if (!keys || !postil_query_init (&query, database->notes, insert_deed, error))
    return FALSE;
  postil_query_bind (&query, "syiis", row->kind, note, row->before, row->after, keys);
  return postil_query_run (&query, error);
}

/**
 * postil_deeds_add:
 * @database: both connections
 * @row: what was done; its number is not looked at
 * @error: return location
 *
 * Keeps a deed. What had been undone before can not be done again. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is kept
 */
gboolean
postil_deeds_add (PostilDatabase *database, const PostilDeedRow *row, GError **error)
{
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  succeeded = run_with_number (database, drop_undone, 0, error) && insert (database, row, error)
              && run_with_number (database, drop_oldest, MAX_DEEDS, error);
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/* Articles that left the cache are passed over. */
static gboolean
find_articles (PostilDatabase *database, const char *keys, GArray **articles, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!postil_query_init (&query, database->cache, article_of_key, error))
    return FALSE;
  while (*keys)
    {
      gsize length = strcspn (keys, "\n");
      g_autofree char *key = g_strndup (keys, length);
      int more;

      postil_query_bind (&query, "s", key);
      more = postil_query_step (&query, error);
      if (more < 0)
        return FALSE;
      if (more > 0)
        {
          gint64 id = postil_query_integer (&query, 0);

          g_array_append_val (found, id);
        }
      postil_query_reset (&query);
      keys += length + (keys[length] != '\0');
    }
  *articles = g_steal_pointer (&found);
  return TRUE;
}

/**
 * postil_deeds_next:
 * @database: both connections
 * @redo: what was undone last, instead of what was done last
 * @error: return location
 *
 * Reads what is next to be undone or done again. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is nothing
 */
PostilDeedRow *
postil_deeds_next (PostilDatabase *database, gboolean redo, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (PostilDeedRow) row = g_new0 (PostilDeedRow, 1);
  g_autoptr (GBytes) note = NULL;
  const char *keys;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, redo ? next_redo : next_undo, error) || postil_query_step (&query, error) <= 0)
    return NULL;
  row->seq = postil_query_integer (&query, 0);
  row->kind = postil_query_dup (&query, 1);
  note = postil_query_bytes (&query, 2);
  row->has_note = g_bytes_get_size (note) == sizeof row->note.bytes;
  if (row->has_note)
    memcpy (row->note.bytes, g_bytes_get_data (note, NULL), sizeof row->note.bytes);
  row->before = postil_query_integer (&query, 3);
  row->after = postil_query_integer (&query, 4);
  keys = postil_query_text (&query, 5);
  if (!postil_query_is_whole (&query, error) || !find_articles (database, keys ? keys : "", &row->articles, error))
    return NULL;
  return g_steal_pointer (&row);
}

/**
 * postil_deeds_set_undone:
 * @database: both connections
 * @seq: of a deed
 * @undone: what it is from now on
 * @error: return location
 *
 * Marks a deed as undone, or as done again. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_deeds_set_undone (PostilDatabase *database, gint64 seq, gboolean undone, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, mark_undone, error))
    {
      postil_query_bind (&query, "ib", seq, undone);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/**
 * postil_notes_get_revision:
 * @database: both connections
 * @id: of a note
 * @revision: one it has or had
 * @error: return location
 *
 * Reads a note as it was. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the note
 */
PostilNote *
postil_notes_get_revision (PostilDatabase *database, const PostilId *id, gint64 revision, GError **error)
{
  g_autoptr (PostilNote) present = postil_notes_get (database, id, error);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  if (!present || present->revision == revision)
    return g_steal_pointer (&present);
  if (!postil_query_init (&query, database->notes, select_revision, error))
    return NULL;
  postil_query_bind (&query, "ki", id->bytes, revision);
  more = postil_query_step (&query, error);
  if (more == 0)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "a note has no revision %d", (int) revision);
  return more > 0 ? postil_notes_take_row (&query, error) : NULL;
}

/**
 * postil_notes_get_last_move:
 * @database: both connections
 * @id: of a note
 * @error: return location
 *
 * Finds the newest change of a note's place. Errors: those of reading. Thread: database.
 *
 * Returns: its number in the history; 0 when the note never moved, or with @error
 */
gint64
postil_notes_get_last_move (PostilDatabase *database, const PostilId *id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, last_move, error))
    return 0;
  postil_query_bind (&query, "k", id->bytes);
  return postil_query_step (&query, error) > 0 ? postil_query_integer (&query, 0) : 0;
}

/**
 * postil_notes_get_event:
 * @database: both connections
 * @seq: of a change in the history
 * @error: return location
 *
 * Reads a note as it was before a change. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the note
 */
PostilNote *
postil_notes_get_event (PostilDatabase *database, gint64 seq, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int more;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->notes, select_event, error))
    return NULL;
  postil_query_bind (&query, "i", seq);
  more = postil_query_step (&query, error);
  if (more == 0)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "a change of a note is not in its history");
  return more > 0 ? postil_notes_take_row (&query, error) : NULL;
}
