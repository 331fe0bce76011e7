/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of articles and their texts. A text that changed is kept as another version; whether an article is read or starred
 * is written to notes.db under its key, and lists look at a copy. */
#include "config.h"

#include "postil-articles-table.h"

#include "postil-database-private.h"
#include "postil-words-private.h"

#define COLUMNS                                                                                                                  \
  "id, key, feed_id, source, title, byline, url, summary, language, published, published_is_day, updated, added, version, "      \
  "words, "                                                                                                                      \
  "is_read, is_starred, is_sample, n_notes, analysis, chips"

static const char select_article[] = "SELECT " COLUMNS " FROM article WHERE id = ?1";
static const char select_known[] = "SELECT id, version, hash, title, unindexed FROM article WHERE key = ?1";
static const char select_state[] = "SELECT is_read, is_starred, n_notes FROM article_state WHERE article_key = ?1";
static const char find_key[] = "SELECT id FROM article WHERE key = ?1";
static const char find_url[] = "SELECT id FROM article WHERE url = ?1 ORDER BY id DESC LIMIT 1";
static const char insert_article[]
    = "INSERT INTO article (key, feed_id, source, title, byline, url, summary, language, published, published_is_day, updated, "
      "added, words, is_sample, hash, date, version, unindexed, is_read, is_starred, n_notes) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
      "CASE WHEN ?9 < ?12 THEN ?9 ELSE ?12 END, ?16, ?17, ?18, ?19, ?20)";
static const char update_article[]
    = "UPDATE article SET feed_id = coalesce (?2, feed_id), source = ?3, title = ?4, byline = ?5, url = ?6, summary = ?7, "
      "language = ?8, published = ?9, published_is_day = ?10, updated = ?11, words = ?13, hash = ?15, version = ?16, "
      "unindexed = ?17, "
      "date = CASE WHEN ?9 < added THEN ?9 ELSE added END WHERE key = ?1";
static const char await_analysis[] = "UPDATE article SET analysis = 0, engine = 0, failure = NULL WHERE id = ?1";
static const char delete_article[] = "DELETE FROM article WHERE id = ?1";
static const char insert_document[]
    = "INSERT INTO document (article_id, version, hash, added, document) VALUES (?1, ?2, ?3, ?4, ?5)";
static const char select_document[]
    = "SELECT document.document FROM article JOIN document ON document.article_id = article.id "
      "WHERE article.id = ?1 AND document.version = CASE ?2 WHEN 0 THEN article.version ELSE ?2 END";
static const char select_hash[] = "SELECT document.hash FROM article JOIN document ON document.article_id = article.id "
                                  "WHERE article.id = ?1 AND document.version = CASE ?2 WHEN 0 THEN article.version ELSE ?2 END";
static const char index_text[] = "INSERT INTO article_search (rowid, title, text) VALUES (?1, ?2, ?3)";
static const char unindex_text[] = "INSERT INTO article_search (article_search, rowid, title, text) "
                                   "SELECT 'delete', id, title, text FROM article_words WHERE id = ?1 "
                                   "AND (SELECT unindexed FROM article WHERE id = ?1) = 0";
static const char index_some[] = "INSERT INTO article_search (rowid, title, text) "
                                 "SELECT id, title, text FROM article_words WHERE id IN "
                                 "(SELECT id FROM article WHERE unindexed = 1 ORDER BY id LIMIT ?1)";
static const char note_indexed[] = "UPDATE article SET unindexed = 0 WHERE id IN "
                                   "(SELECT id FROM article WHERE unindexed = 1 ORDER BY id LIMIT ?1)";
static const char select_read[] = "SELECT key, is_read FROM article WHERE id = ?1";
static const char select_starred[] = "SELECT key, is_starred FROM article WHERE id = ?1";
static const char put_read[] = "INSERT INTO article_state (article_key, is_read, seq) "
                               "VALUES (?1, ?2, (SELECT coalesce (max (seq), 0) + 1 FROM article_state)) "
                               "ON CONFLICT (article_key) DO UPDATE SET is_read = excluded.is_read, seq = excluded.seq";
static const char put_starred[] = "INSERT INTO article_state (article_key, is_starred, seq) "
                                  "VALUES (?1, ?2, (SELECT coalesce (max (seq), 0) + 1 FROM article_state)) "
                                  "ON CONFLICT (article_key) DO UPDATE SET is_starred = excluded.is_starred, seq = excluded.seq";
static const char list_waiting[] = "SELECT id FROM article WHERE analysis = 0 ORDER BY date DESC, id DESC LIMIT ?1";
static const char list_outdated[]
    = "SELECT id FROM article WHERE analysis = 1 AND engine < ?1 ORDER BY engine DESC, id DESC LIMIT ?2";
static const char count_waiting[] = "SELECT (SELECT count (*) FROM article WHERE analysis = 0) "
                                    "+ (SELECT count (*) FROM article WHERE analysis = 1 AND engine < ?1)";

/* What notes.db remembers of a key. */
typedef struct
{
  gboolean read;
  gboolean starred;
  gint64 n_notes;
} State;

/* What the cache has under a key. */
typedef struct
{
  gint64 id;
  guint version;
  char *hash;
  char *title;
  gboolean unindexed;
} Known;

/* A text on its way into the tables. */
typedef struct
{
  const PostilArticle *article;
  PostilDocument *document;
  char *hash;
  gboolean later; /* whether its words may wait for the index */
} Text;

static void
text_clear (Text *text)
{
  g_free (text->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Text, text_clear)

static void
known_clear (Known *known)
{
  g_free (known->hash);
  g_free (known->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, known_clear)

/* --- reading ------------------------------------------------------------------------------------------------------------ */

/* Chips are kept as lines of a digit for the type and the name. */
static void
read_chips (PostilArticle *article, const char *text)
{
  g_auto (GStrv) lines = text ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines && lines[i] && article->n_chips < POSTIL_ARTICLE_MAX_CHIPS; i++)
    {
      int type = lines[i][0] - '0';

      if (type < 0 || type >= POSTIL_N_ENTITY_TYPES || lines[i][1] == '\0')
        continue;
      article->chip_types[article->n_chips] = (PostilEntityType) type;
      article->chip_names[article->n_chips++] = g_strdup (lines[i] + 1);
    }
}

static void
take_text (char **field, PostilQuery *query, int column)
{
  g_free (*field);
  *field = postil_query_dup (query, column);
}

static PostilArticle *
read_article (PostilQuery *query)
{
  PostilArticle *article = postil_article_new ();
  gint64 analysis = postil_query_integer (query, 19);

  article->id = postil_query_integer (query, 0);
  take_text (&article->key, query, 1);
  article->feed_id = postil_query_integer (query, 2);
  take_text (&article->source, query, 3);
  take_text (&article->title, query, 4);
  take_text (&article->byline, query, 5);
  take_text (&article->url, query, 6);
  take_text (&article->summary, query, 7);
  take_text (&article->language, query, 8);
  article->published = postil_query_time (query, 9);
  article->published_is_day = postil_query_integer (query, 10) != 0;
  article->updated = postil_query_time (query, 11);
  article->added = postil_query_integer (query, 12);
  article->version = (guint) postil_query_integer (query, 13);
  article->words = (guint) postil_query_integer (query, 14);
  article->read = postil_query_integer (query, 15) != 0;
  article->starred = postil_query_integer (query, 16) != 0;
  article->sample = postil_query_integer (query, 17) != 0;
  article->n_notes = (guint) postil_query_integer (query, 18);
  article->analysis = (PostilAnalysisState) analysis;
  read_chips (article, postil_query_text (query, 20));
  return article;
}

static gboolean
set_not_found (gint64 id, GError **error)
{
  g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "article %" G_GINT64_FORMAT ": not in the library", id);
  return FALSE;
}

/**
 * postil_articles_get:
 * @database: both connections
 * @id: of the article
 * @error: return location
 *
 * Reads the record of an article. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the record
 */
PostilArticle *
postil_articles_get (PostilDatabase *database, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, select_article, error))
    return NULL;
  postil_query_bind (&query, "i", id);
  result = postil_query_step (&query, error);
  if (result > 0)
    return read_article (&query);
  if (result == 0)
    set_not_found (id, error);
  return NULL;
}

/**
 * postil_articles_get_many:
 * @database: both connections
 * @ids: (element-type gint64): of articles
 * @error: return location
 *
 * Reads several records; ids that are not there are left out. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type PostilArticle): in the order of @ids
 */
GPtrArray *
postil_articles_get_many (PostilDatabase *database, const GArray *ids, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_article_unref);

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, select_article, error))
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      int result;

      postil_query_bind (&query, "i", g_array_index (ids, gint64, i));
      result = postil_query_step (&query, error);
      if (result < 0)
        return NULL;
      if (result > 0)
        g_ptr_array_add (articles, read_article (&query));
      postil_query_reset (&query);
    }
  return g_steal_pointer (&articles);
}

static gint64
find (PostilDatabase *database, const char *sql, const char *text, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, sql, error))
    return 0;
  postil_query_bind (&query, "s", text);
  return postil_query_step (&query, error) > 0 ? postil_query_integer (&query, 0) : 0;
}

/**
 * postil_articles_find:
 * @database: both connections
 * @key: see PostilArticle
 * @error: return location
 *
 * Finds the article with a key. Errors: those of reading. Thread: database.
 *
 * Returns: its id; 0 without an error when it is not in the cache
 */
gint64
postil_articles_find (PostilDatabase *database, const char *key, GError **error)
{
  return find (database, find_key, key, error);
}

/**
 * postil_articles_find_url:
 * @database: both connections
 * @url: as stored
 * @error: return location
 *
 * Finds the newest article with an address. Errors: those of reading. Thread: database.
 *
 * Returns: its id; 0 without an error when there is none
 */
gint64
postil_articles_find_url (PostilDatabase *database, const char *url, GError **error)
{
  return find (database, find_url, url, error);
}

/**
 * postil_articles_load_document:
 * @database: both connections
 * @id: of the article
 * @version: 1, 2 …; 0: the newest
 * @error: return location
 *
 * Reads the text of an article. Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, `POSTIL_DOC_ERROR`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the document
 */
PostilDocument *
postil_articles_load_document (PostilDatabase *database, gint64 id, guint version, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) blob = NULL;
  int result;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, select_document, error))
    return NULL;
  postil_query_bind (&query, "iu", id, version);
  result = postil_query_step (&query, error);
  if (result == 0)
    set_not_found (id, error);
  if (result <= 0)
    return NULL;
  blob = postil_query_bytes (&query, 0);
  return postil_document_deserialize (blob, error);
}

/**
 * postil_articles_load_hash:
 * @database: both connections
 * @id: of the article
 * @version: 1, 2 …; 0: the newest
 * @error: return location
 *
 * Reads the hash of an article's text, as postil_document_hash_text() makes it.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, those of reading. Thread: database.
 *
 * Returns: (transfer full): the hash
 */
char *
postil_articles_load_hash (PostilDatabase *database, gint64 id, guint version, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, select_hash, error))
    return NULL;
  postil_query_bind (&query, "iu", id, version);
  result = postil_query_step (&query, error);
  if (result == 0)
    set_not_found (id, error);
  return result > 0 ? postil_query_dup (&query, 0) : NULL;
}

/* --- putting ------------------------------------------------------------------------------------------------------------ */

static gboolean
run_with_id (PostilDatabase *database, const char *sql, gint64 id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, sql, error))
    return FALSE;
  postil_query_bind (&query, "i", id);
  return postil_query_run (&query, error);
}

static gboolean
read_known (PostilDatabase *database, const char *key, Known *known, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  if (!postil_query_init (&query, database->cache, select_known, error))
    return FALSE;
  postil_query_bind (&query, "s", key);
  result = postil_query_step (&query, error);
  if (result <= 0)
    return result == 0;
  known->id = postil_query_integer (&query, 0);
  known->version = (guint) postil_query_integer (&query, 1);
  known->hash = postil_query_dup (&query, 2);
  known->title = postil_query_dup (&query, 3);
  known->unindexed = postil_query_integer (&query, 4) != 0;
  return TRUE;
}

/* Writes one flag of a key, numbered as the newest change. sql: put_read or put_starred */
static gboolean
put_flag (PostilDatabase *database, const char *sql, const char *key, gboolean flag, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (postil_query_init (&query, database->notes, sql, error))
    {
      postil_query_bind (&query, "sb", key, flag);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error);
}

/* 1: remembered, 0: not, -1: error */
static int
read_state (PostilDatabase *database, const char *key, State *state, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  int result;

  if (!postil_query_init (&query, database->notes, select_state, error))
    return -1;
  postil_query_bind (&query, "s", key);
  result = postil_query_step (&query, error);
  if (result > 0)
    *state = (State){ postil_query_integer (&query, 0) != 0, postil_query_integer (&query, 1) != 0,
                      postil_query_integer (&query, 2) };
  return result;
}

/* What is remembered of a key, else what the article says, which is then remembered. */
static gboolean
settle_state (PostilDatabase *database, const PostilArticle *article, State *state, GError **error)
{
  int result = read_state (database, article->key, state, error);

  if (result != 0)
    return result > 0;
  *state = (State){ article->read, article->starred, 0 };
  if (database->read_only)
    return TRUE;
  return (!article->read || put_flag (database, put_read, article->key, TRUE, error))
         && (!article->starred || put_flag (database, put_starred, article->key, TRUE, error));
}

/* The values of both statements that write the row: seventeen, and for a new one what is remembered of its key. */
static void
bind_article (PostilQuery *query, const Text *text, guint version, gboolean unindexed, const State *state)
{
  const PostilArticle *article = text->article;

  postil_query_bind (query, state ? "szsssssstbtiubsubbbi" : "szsssssstbtiubsub", article->key, article->feed_id,
                     article->source ? article->source : "", article->title ? article->title : "", article->byline, article->url,
                     article->summary ? article->summary : "", article->language, article->published, article->published_is_day,
                     article->updated, article->added, article->words, article->sample, text->hash, version, unindexed,
                     state ? state->read : FALSE, state ? state->starred : FALSE, state ? state->n_notes : 0);
}

static gboolean
put_document (PostilDatabase *database, gint64 id, guint version, const Text *text, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) blob = postil_document_serialize (text->document);

  if (!postil_query_init (&query, database->cache, insert_document, error))
    return FALSE;
  postil_query_bind (&query, "iusiy", id, version, text->hash, text->article->added, blob);
  return postil_query_run (&query, error);
}

static gboolean
put_words (PostilDatabase *database, gint64 id, const Text *text, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  const char *title = text->article->title ? text->article->title : "";
  const char *body = postil_document_get_text (text->document);
  g_autofree char *title_words = postil_words_part (title);
  g_autofree char *body_words = postil_words_part (body);

  if (!postil_query_init (&query, database->cache, index_text, error))
    return FALSE;
  postil_query_bind (&query, "iss", id, title_words ? title_words : title, body_words ? body_words : body);
  return postil_query_run (&query, error);
}

static gboolean
put_new (PostilDatabase *database, const Text *text, PostilPutResult *result, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  State state;

  if (!settle_state (database, text->article, &state, error)
      || !postil_query_init (&query, database->cache, insert_article, error))
    return FALSE;
  bind_article (&query, text, 1, text->later, &state);
  if (!postil_query_run (&query, error))
    return FALSE;
  *result = (PostilPutResult){ sqlite3_last_insert_rowid (database->cache->handle), 1, POSTIL_PUT_NEW };
  return put_document (database, result->id, 1, text, error) && (text->later || put_words (database, result->id, text, error));
}

static gboolean
put_again (PostilDatabase *database, const Text *text, const Known *known, PostilPutResult *result, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean same_text = g_strcmp0 (text->hash, known->hash) == 0;
  gboolean same_words = same_text && g_strcmp0 (text->article->title, known->title) == 0;
  guint version = same_text ? known->version : known->version + 1;
  gboolean unindexed = same_words ? known->unindexed : text->later;

  *result = (PostilPutResult){ known->id, version, same_text ? POSTIL_PUT_KNOWN : POSTIL_PUT_UPDATED };
  if (!same_words && !run_with_id (database, unindex_text, known->id, error))
    return FALSE;
  if (!postil_query_init (&query, database->cache, update_article, error))
    return FALSE;
  bind_article (&query, text, version, unindexed, NULL);
  if (!postil_query_run (&query, error))
    return FALSE;
  if (!same_text
      && (!put_document (database, known->id, version, text, error) || !run_with_id (database, await_analysis, known->id, error)))
    return FALSE;
  return same_words || unindexed || put_words (database, known->id, text, error);
}

static gboolean
put (PostilDatabase *database, Text *text, PostilPutResult *result, GError **error)
{
  g_auto (Known) known = { 0 };
  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  text->hash = postil_document_hash_text (text->document);
  succeeded = read_known (database, text->article->key, &known, error)
              && (known.id ? put_again (database, text, &known, result, error) : put_new (database, text, result, error));
  return postil_database_end (database, POSTIL_DATABASE_CACHE, succeeded, error);
}

/**
 * postil_articles_put:
 * @database: both connections
 * @article: its record; key, source and title set
 * @document: its text
 * @result: (out): what became of it
 * @error: return location
 *
 * Stores an article that came, once or again. For speed put many between one begin and commit.
 *
 * Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether it is stored
 */
gboolean
postil_articles_put (PostilDatabase *database, const PostilArticle *article, PostilDocument *document, PostilPutResult *result,
                     GError **error)
{
  g_auto (Text) text = { article, document, NULL, FALSE };

  g_return_val_if_fail (article->key && article->key[0], FALSE);
  return put (database, &text, result, error);
}

/**
 * postil_articles_put_for_later:
 * @database: both connections
 * @article: its record; key, source and title set
 * @document: its text
 * @result: (out): what became of it
 * @error: return location
 *
 * Stores an article as postil_articles_put() does; it is listed at once, and search finds its words after
 * postil_articles_index_waiting().
 *
 * Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether it is stored
 */
gboolean
postil_articles_put_for_later (PostilDatabase *database, const PostilArticle *article, PostilDocument *document,
                               PostilPutResult *result, GError **error)
{
  g_auto (Text) text = { article, document, NULL, TRUE };

  g_return_val_if_fail (article->key && article->key[0], FALSE);
  return put (database, &text, result, error);
}

/**
 * postil_articles_index_waiting:
 * @database: both connections
 * @limit: at most so many, 0: all
 * @n_indexed: (out): how many were; fewer than @limit when none is left
 * @error: return location
 *
 * Brings the words of listed articles into the full-text index, those that came first first, in one transaction.
 *
 * Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_articles_index_waiting (PostilDatabase *database, guint limit, guint *n_indexed, GError **error)
{
  const gint64 most = limit ? (gint64) limit : (gint64) -1;
  gboolean succeeded;

  *n_indexed = 0;
  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  succeeded = run_with_id (database, index_some, most, error) && run_with_id (database, note_indexed, most, error);
  if (succeeded)
    *n_indexed = (guint) sqlite3_changes (database->cache->handle);
  return postil_database_end (database, POSTIL_DATABASE_CACHE, succeeded, error);
}

/**
 * postil_articles_remove:
 * @database: both connections
 * @ids: (element-type gint64): of articles; unknown ones are no error
 * @error: return location
 *
 * Takes articles out of the cache, with every version of their texts. Notes and what is remembered of them stay.
 *
 * Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether all are gone
 */
gboolean
postil_articles_remove (PostilDatabase *database, const GArray *ids, GError **error)
{
  gboolean succeeded = TRUE;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  for (guint i = 0; succeeded && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      succeeded = run_with_id (database, unindex_text, id, error) && postil_analyses_forget (database, id, error)
                  && run_with_id (database, delete_article, id, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_CACHE, succeeded, error);
}

/* --- flags -------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *select;
  const char *put;
  gboolean value;
} Flag;

static gboolean
set_flag_of (PostilDatabase *database, const Flag *flag, gint64 id, GArray *changed, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autofree char *key = NULL;
  int result;

  if (!postil_query_init (&query, database->cache, flag->select, error))
    return FALSE;
  postil_query_bind (&query, "i", id);
  result = postil_query_step (&query, error);
  if (result <= 0 || (postil_query_integer (&query, 1) != 0) == flag->value)
    return result >= 0;
  key = postil_query_dup (&query, 0);
  g_array_append_val (changed, id);
  return put_flag (database, flag->put, key, flag->value, error);
}

static gboolean
set_flag (PostilDatabase *database, const Flag *flag, const GArray *ids, GArray **changed, GError **error)
{
  g_autoptr (GArray) those = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean succeeded = TRUE;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  for (guint i = 0; succeeded && i < ids->len; i++)
    succeeded = set_flag_of (database, flag, g_array_index (ids, gint64, i), those, error);
  if (!postil_database_end (database, POSTIL_DATABASE_NOTES, succeeded, error))
    return FALSE;
  if (changed)
    *changed = g_steal_pointer (&those);
  return TRUE;
}

/**
 * postil_articles_set_read:
 * @database: both connections
 * @ids: (element-type gint64): of articles; unknown ones are no error
 * @read: what they are from now on
 * @changed: (out) (optional) (transfer full) (element-type gint64): those that were the other before
 * @error: return location
 *
 * Marks articles as read or unread, in one transaction. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_articles_set_read (PostilDatabase *database, const GArray *ids, gboolean read, GArray **changed, GError **error)
{
  const Flag flag = { select_read, put_read, read != FALSE };

  return set_flag (database, &flag, ids, changed, error);
}

/**
 * postil_articles_set_starred:
 * @database: both connections
 * @ids: (element-type gint64): of articles; unknown ones are no error
 * @starred: what they are from now on
 * @changed: (out) (optional) (transfer full) (element-type gint64): those that were the other before
 * @error: return location
 *
 * Gives articles a star or takes it, in one transaction. Errors: those of writing notes.db. Thread: database.
 *
 * Returns: whether it is written
 */
gboolean
postil_articles_set_starred (PostilDatabase *database, const GArray *ids, gboolean starred, GArray **changed, GError **error)
{
  const Flag flag = { select_starred, put_starred, starred != FALSE };

  return set_flag (database, &flag, ids, changed, error);
}

/* --- the queue of analysis ---------------------------------------------------------------------------------------------- */

static gboolean
append_ids (PostilQuery *query, GArray *ids, guint limit, GError **error)
{
  int more = 0;

  while ((limit == 0 || ids->len < limit) && (more = postil_query_step (query, error)) > 0)
    {
      gint64 id = postil_query_integer (query, 0);

      g_array_append_val (ids, id);
    }
  return more >= 0;
}

/**
 * postil_articles_list_waiting:
 * @database: both connections
 * @engine_version: of the engine at hand
 * @limit: at most so many, 0: all
 * @error: return location
 *
 * Lists the articles that want analysis: first those that have none, newest first, then those an older engine did. One whose
 * analysis failed is not among them.
 *
 * Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (element-type gint64): ids
 */
GArray *
postil_articles_list_waiting (PostilDatabase *database, guint engine_version, guint limit, GError **error)
{
  g_auto (PostilQuery) waiting = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) outdated = POSTIL_QUERY_NONE;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 most = limit ? (gint64) limit : (gint64) -1;

  postil_database_assert_thread (database);
  if (!postil_query_init (&waiting, database->cache, list_waiting, error)
      || !postil_query_init (&outdated, database->cache, list_outdated, error))
    return NULL;
  postil_query_bind (&waiting, "i", most);
  postil_query_bind (&outdated, "ui", engine_version, most);
  if (!append_ids (&waiting, ids, limit, error) || !append_ids (&outdated, ids, limit, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/**
 * postil_articles_count_waiting:
 * @database: both connections
 * @engine_version: of the engine at hand
 * @error: return location
 *
 * Counts what postil_articles_list_waiting() would list. Errors: those of reading. Thread: database.
 *
 * Returns: how many, 0 on failure
 */
guint
postil_articles_count_waiting (PostilDatabase *database, guint engine_version, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, count_waiting, error))
    return 0;
  postil_query_bind (&query, "u", engine_version);
  return postil_query_step (&query, error) > 0 ? (guint) postil_query_integer (&query, 0) : 0;
}
