/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of notes.db that cannot be derived from others. A test holds this list against the newest format, so that a table
 * or column which is added there and forgotten here is noticed before anyone loses a row of it. */
#include "config.h"

#include "postil-precious-private.h"

#include <string.h>

const PostilPreciousTable postil_precious_tables[POSTIL_PRECIOUS_N_TABLES] = {
  [POSTIL_PRECIOUS_STATE]
  = { "article_state", "tiiii", TRUE, FALSE,
      "INSERT INTO article_state (article_key, is_read, is_starred, n_notes, seq) VALUES (?1, ?2, ?3, 0 * ?4, ?5) "
      "ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_ANNOTATION]
  = { "annotation", "rdttTtiitttittTiiiiiiTTT", FALSE, FALSE,
      "INSERT INTO annotation (seq, id, article_key, article_title, article_url, document_hash, start_offset, end_offset, quote, "
      "prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, orphan, changed, quote_words, "
      "comment_words, tags_words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
      "?20, ?21, ?22, ?23, ?24)" },
  [POSTIL_PRECIOUS_HISTORY]
  = { "history", "rditittTtiitttittTiiiii", FALSE, FALSE,
      "INSERT INTO history (seq, annotation_id, at, kind, note_seq, article_key, article_title, article_url, document_hash, "
      "start_offset, end_offset, quote, prefix, suffix, color, comment, tags, author, created, modified, deleted, revision, "
      "orphan) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, "
      "?23)" },
  [POSTIL_PRECIOUS_DRAFT] = { "draft", "dti", FALSE, FALSE,
                              "INSERT INTO draft (annotation_id, comment, modified) VALUES (?1, ?2, ?3) "
                              "ON CONFLICT (annotation_id) DO UPDATE SET comment = excluded.comment, "
                              "modified = excluded.modified WHERE excluded.modified > draft.modified" },
  [POSTIL_PRECIOUS_SNAPSHOT] = { "snapshot", "tttTib", FALSE, FALSE,
                                 "INSERT INTO snapshot (hash, article_key, title, url, created, document) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_EXPORTED] = { "exported", "btti", FALSE, FALSE,
                                 "INSERT INTO exported (path, article_key, hash, written) VALUES (?1, ?2, ?3, ?4) "
                                 "ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_SUBSCRIPTION] = { "subscription", "tTTi", FALSE, FALSE,
                                     "INSERT INTO subscription (url, title, folder, added) VALUES (?1, ?2, ?3, ?4) "
                                     "ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_SAVED_SEARCH] = { "saved_search", "rttiii", FALSE, FALSE,
                                     "INSERT INTO saved_search (id, name, query, position, created, removed) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                                     "ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_MUTE] = { "mute", "rtiI", FALSE, FALSE,
                             "INSERT INTO mute (id, query, created, expires) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_MUTED]
  = { "muted", "it", TRUE, TRUE, "INSERT INTO muted (mute, article_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING" },
  [POSTIL_PRECIOUS_DEED] = { "deed", "rtBiiti", FALSE, FALSE,
                             "INSERT INTO deed (seq, kind, note, before, after, articles, undone) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING" },
};

const char *const postil_precious_derived[] = { "meta", "tag", "annotation_tag", "annotation_search", NULL };

/* Columns of the newest format. */
guint
postil_precious_n_columns (const PostilPreciousTable *table)
{
  guint n = 0;

  for (const char *letter = table->columns; *letter; letter++)
    n += *letter != '|';
  return n;
}

static gboolean
fits_letter (char letter, const PostilValue *value)
{
  if (value->type == POSTIL_VALUE_NULL)
    return letter == 'r' || g_ascii_isupper (letter);
  switch (g_ascii_tolower (letter))
    {
    case 'i':
      return value->type == POSTIL_VALUE_INTEGER;
    case 't':
      return value->type == POSTIL_VALUE_TEXT && g_utf8_validate_len (value->data, value->size, NULL);
    case 'b':
      return value->type == POSTIL_VALUE_BLOB;
    case 'd':
      return value->type == POSTIL_VALUE_BLOB && value->size == 16;
    default:
      return FALSE;
    }
}

/* Whether a record can be a row of the table. */
gboolean
postil_precious_fits (const PostilPreciousTable *table, const PostilRecord *record)
{
  gboolean later = FALSE;
  guint column = 0;

  if (record->keyed != table->keyed)
    return FALSE;
  for (const char *letter = table->columns; *letter; letter++)
    {
      if (*letter == '|')
        {
          later = TRUE;
          continue;
        }
      if (column == record->n_values)
        return later;
      if (!fits_letter (*letter, &record->values[column]))
        return FALSE;
      column++;
    }
  /* What a later format added at the end is not known here. */
  return column <= record->n_values;
}

static int
bind_value (sqlite3_stmt *statement, int index, const PostilValue *value)
{
  switch (value->type)
    {
    case POSTIL_VALUE_INTEGER:
      return sqlite3_bind_int64 (statement, index, value->integer);
    case POSTIL_VALUE_REAL:
      return sqlite3_bind_double (statement, index, value->real);
    case POSTIL_VALUE_TEXT:
      return sqlite3_bind_text64 (statement, index, value->data, value->size, SQLITE_TRANSIENT, SQLITE_UTF8);
    case POSTIL_VALUE_BLOB:
      return value->size == 0 ? sqlite3_bind_zeroblob (statement, index, 0)
                              : sqlite3_bind_blob64 (statement, index, value->data, value->size, SQLITE_TRANSIENT);
    case POSTIL_VALUE_NULL:
    default:
      return sqlite3_bind_null (statement, index);
    }
}

/* What a column that an older record lacks is given: nothing, 0, or no text. */
static PostilValue
absent_value (char letter)
{
  if (letter == 'i')
    return (PostilValue){ .type = POSTIL_VALUE_INTEGER };
  if (letter == 't' || letter == 'b')
    return (PostilValue){ .type = letter == 't' ? POSTIL_VALUE_TEXT : POSTIL_VALUE_BLOB, .data = "" };
  return (PostilValue){ 0 };
}

/* Binds a record that fits to the table's insert statement. The row number is column "r". */
void
postil_precious_bind (PostilQuery *query, const PostilPreciousTable *table, const PostilRecord *record)
{
  int column = 0;

  for (const char *letter = table->columns; *letter; letter++)
    {
      PostilValue value;

      if (*letter == '|')
        continue;
      value = (guint) column < record->n_values ? record->values[column] : absent_value (*letter);
      if (*letter == 'r' && record->rowid > 0)
        value = (PostilValue){ .type = POSTIL_VALUE_INTEGER, .integer = record->rowid };
      column++;
      if (query->code == SQLITE_OK)
        query->code = bind_value (query->statement, column, &value);
    }
}
