/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of analyses: the blob the article view opens, and rows of mentions and figures for questions across articles. */
#include "config.h"

#include "postil-analyses-table.h"

#include "postil-article.h"
#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-notes-private.h"

#define MAX_SURFACE 200 /* code points kept of what the text says */

static const char select_entity[] = "SELECT id FROM entity WHERE name = ?1 AND type = ?2";
static const char insert_entity[] = "INSERT INTO entity (type, name) VALUES (?1, ?2)";
static const char insert_mention[]
    = "INSERT INTO mention (entity_id, article_id, surface, n, first_offset) VALUES (?1, ?2, ?3, 1, ?4) "
      "ON CONFLICT (entity_id, article_id, surface) DO UPDATE SET n = n + 1";
static const char insert_figure[]
    = "INSERT INTO figure (article_id, position, start_offset, end_offset, surface, kind, value, low, high, currency, unit, iso, "
      "subject, measure) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
static const char add_share[] = "UPDATE entity SET n_mentions = n_mentions + (SELECT sum (n) FROM mention WHERE entity_id = "
                                "entity.id AND article_id = ?1), "
                                "n_articles = n_articles + 1 WHERE id IN (SELECT entity_id FROM mention WHERE article_id = ?1)";
static const char take_share[] = "UPDATE entity SET n_mentions = n_mentions - (SELECT sum (n) FROM mention WHERE entity_id = "
                                 "entity.id AND article_id = ?1), "
                                 "n_articles = n_articles - 1 WHERE id IN (SELECT entity_id FROM mention WHERE article_id = ?1)";
static const char delete_mentions[] = "DELETE FROM mention WHERE article_id = ?1";
static const char delete_figures[] = "DELETE FROM figure WHERE article_id = ?1";
static const char delete_analysis[] = "DELETE FROM analysis WHERE article_id = ?1";
static const char insert_analysis[] = "INSERT INTO analysis (article_id, hash, engine, analysis) VALUES (?1, ?2, ?3, ?4)";
static const char set_done[] = "UPDATE article SET analysis = 1, engine = ?2, failure = NULL, chips = ?3, "
                               "language = coalesce (language, ?4) WHERE id = ?1";
static const char set_failed[] = "UPDATE article SET analysis = 2, failure = ?2 WHERE id = ?1";
static const char set_waiting[] = "UPDATE article SET analysis = 0, failure = NULL WHERE id = ?1";
static const char select_analysis[]
    = "SELECT analysis.analysis, document.document FROM article JOIN analysis ON analysis.article_id = article.id "
      "AND analysis.hash = article.hash JOIN document ON document.article_id = article.id AND document.version = article.version "
      "WHERE article.id = ?1";
static const char select_failure[] = "SELECT failure FROM article WHERE id = ?1 AND analysis = 2";

static gboolean
run_for_article (PostilDatabase *database, const char *sql, gint64 article_id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, sql, error))
    return FALSE;
  postil_query_bind (&query, "i", article_id);
  return postil_query_run (&query, error);
}

gboolean
postil_analyses_forget (PostilDatabase *self, gint64 article_id, GError **error)
{
  return run_for_article (self, take_share, article_id, error) && run_for_article (self, delete_mentions, article_id, error)
         && run_for_article (self, delete_figures, article_id, error)
         && run_for_article (self, delete_analysis, article_id, error);
}

/* The id of an entity, which gets a row when it is new. */
static gboolean
settle_entity (PostilDatabase *database, const PostilEntity *entity, gint64 *id, GError **error)
{
  g_auto (PostilQuery) find = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) make = POSTIL_QUERY_NONE;
  int result;

  if (!postil_query_init (&find, database->cache, select_entity, error))
    return FALSE;
  postil_query_bind (&find, "su", entity->name, (guint) entity->type);
  result = postil_query_step (&find, error);
  if (result > 0)
    *id = postil_query_integer (&find, 0);
  if (result != 0)
    return result > 0;
  if (!postil_query_init (&make, database->cache, insert_entity, error))
    return FALSE;
  postil_query_bind (&make, "us", (guint) entity->type, entity->name);
  if (!postil_query_run (&make, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (database->cache->handle);
  return TRUE;
}

static char *
dup_surface (PostilDocument *document, guint32 start, guint32 end)
{
  return postil_document_dup_slice (document, start, MIN (end, start + MAX_SURFACE));
}

static gboolean
put_mentions (PostilDatabase *database, gint64 article_id, PostilDocument *document, PostilAnalysis *analysis, GError **error)
{
  gsize n_entities = 0;
  gsize n_mentions = 0;
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n_mentions);
  g_autofree gint64 *ids = g_new0 (gint64, n_entities + 1);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, insert_mention, error))
    return FALSE;
  for (gsize i = 0; i < n_mentions; i++)
    {
      guint32 entity = mentions[i].entity;
      g_autofree char *surface = dup_surface (document, mentions[i].start, mentions[i].end);

      if (!ids[entity] && !settle_entity (database, &entities[entity], &ids[entity], error))
        return FALSE;
      postil_query_bind (&query, "iisu", ids[entity], article_id, surface, (guint) mentions[i].start);
      if (!postil_query_run (&query, error))
        return FALSE;
    }
  return run_for_article (database, add_share, article_id, error);
}

static gboolean
put_figures (PostilDatabase *database, gint64 article_id, PostilDocument *document, PostilAnalysis *analysis, GError **error)
{
  gsize n_figures = 0;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n_figures);
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  if (!postil_query_init (&query, database->cache, insert_figure, error))
    return FALSE;
  for (gsize i = 0; i < n_figures; i++)
    {
      const PostilFigure *figure = &figures[i];
      g_autofree char *surface = dup_surface (document, figure->start, figure->end);
      g_autofree char *subject = figure->claim.subject ? postil_notes_fold (figure->claim.subject) : NULL;
      g_autofree char *measure = figure->claim.measure ? postil_notes_fold (figure->claim.measure) : NULL;

      postil_query_bind (&query, "iuuusudddsssss", article_id, (guint) i, (guint) figure->start, (guint) figure->end, surface,
                         (guint) figure->kind, figure->value, figure->low, figure->high, figure->currency, figure->unit,
                         figure->iso, subject, measure);
      if (!postil_query_run (&query, error))
        return FALSE;
    }
  return TRUE;
}

/* The entities mentioned most, as lines of a digit for the type and the name; the earlier one of equals first. */
static char *
make_chips (PostilAnalysis *analysis)
{
  gsize n_entities = 0;
  gsize n_mentions = 0;
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n_mentions);
  g_autofree guint *counts = g_new0 (guint, n_entities + 1);
  GString *chips = g_string_new (NULL);

  for (gsize i = 0; i < n_mentions; i++)
    counts[mentions[i].entity]++;
  for (guint chip = 0; chip < POSTIL_ARTICLE_MAX_CHIPS; chip++)
    {
      gsize best = n_entities;

      for (gsize i = 0; i < n_mentions; i++)
        if (counts[mentions[i].entity] > (best < n_entities ? counts[best] : 0))
          best = mentions[i].entity;
      if (best == n_entities)
        break;
      if (chips->len > 0)
        g_string_append_c (chips, '\n');
      g_string_append_printf (chips, "%d%s", (int) entities[best].type, entities[best].name);
      counts[best] = 0;
    }
  g_strdelimit (chips->str, "\r\t", ' ');
  return g_string_free (chips, FALSE);
}

static gboolean
put_blob (PostilDatabase *database, gint64 article_id, const char *hash, PostilAnalysis *analysis, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_auto (PostilQuery) done = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);
  g_autofree char *chips = make_chips (analysis);
  guint engine = postil_analysis_get_engine_version (analysis);

  if (!postil_query_init (&query, database->cache, insert_analysis, error)
      || !postil_query_init (&done, database->cache, set_done, error))
    return FALSE;
  postil_query_bind (&query, "isuy", article_id, hash, engine, blob);
  postil_query_bind (&done, "iuss", article_id, engine, chips, postil_analysis_get_language (analysis));
  return postil_query_run (&query, error) && postil_query_run (&done, error);
}

static gboolean
put_all (PostilDatabase *database, gint64 article_id, PostilDocument *document, PostilAnalysis *analysis, GError **error)
{
  g_autofree char *present = postil_articles_load_hash (database, article_id, 0, error);
  g_autofree char *hash = postil_document_hash_text (document);

  if (!present)
    return FALSE;
  if (g_strcmp0 (present, hash) != 0)
    {
      g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT,
                   "article %" G_GINT64_FORMAT ": its text changed while it was analysed", article_id);
      return FALSE;
    }
  return postil_analyses_forget (database, article_id, error) && put_mentions (database, article_id, document, analysis, error)
         && put_figures (database, article_id, document, analysis, error)
         && put_blob (database, article_id, hash, analysis, error);
}

/**
 * postil_analyses_put:
 * @database: both connections
 * @article_id: of the article
 * @document: the text that was analysed
 * @analysis: what was found in it; validated
 * @error: return location
 *
 * Stores an analysis in place of the one before.
 *
 * Errors: `POSTIL_STORE_ERROR_NOT_FOUND`, `_CONSTRAINT` when the article has another text by now, those of writing the cache.
 *
 * Thread: database.
 *
 * Returns: whether it is stored
 */
gboolean
postil_analyses_put (PostilDatabase *database, gint64 article_id, PostilDocument *document, PostilAnalysis *analysis,
                     GError **error)
{
  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  return postil_database_end (database, POSTIL_DATABASE_CACHE, put_all (database, article_id, document, analysis, error), error);
}

/**
 * postil_analyses_fail:
 * @database: both connections
 * @article_id: of the article
 * @reason: one sentence
 * @error: return location
 *
 * Remembers that an article cannot be analysed; it leaves the queue. Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether it is remembered
 */
gboolean
postil_analyses_fail (PostilDatabase *database, gint64 article_id, const char *reason, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  gboolean succeeded = FALSE;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  if (postil_query_init (&query, database->cache, set_failed, error))
    {
      postil_query_bind (&query, "is", article_id, reason);
      succeeded = postil_query_run (&query, error);
    }
  return postil_database_end (database, POSTIL_DATABASE_CACHE, succeeded, error);
}

/**
 * postil_analyses_retry:
 * @database: both connections
 * @article_id: of the article
 * @error: return location
 *
 * Puts an article in the queue of analysis again. Errors: those of writing the cache. Thread: database.
 *
 * Returns: whether it waits
 */
gboolean
postil_analyses_retry (PostilDatabase *database, gint64 article_id, GError **error)
{
  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  return postil_database_end (database, POSTIL_DATABASE_CACHE, run_for_article (database, set_waiting, article_id, error), error);
}

/**
 * postil_analyses_load:
 * @database: both connections
 * @article_id: of the article
 * @error: return location
 *
 * Reads the analysis of an article's present text. Errors: `POSTIL_DOC_ERROR`, those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is none
 */
PostilAnalysis *
postil_analyses_load (PostilDatabase *database, gint64 article_id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (PostilDocument) document = NULL;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, select_analysis, error))
    return NULL;
  postil_query_bind (&query, "i", article_id);
  if (postil_query_step (&query, error) <= 0)
    return NULL;
  blob = postil_query_bytes (&query, 0);
  text = postil_query_bytes (&query, 1);
  document = postil_document_deserialize (text, error);
  return document ? postil_analysis_deserialize (blob, postil_document_get_length (document), error) : NULL;
}

/**
 * postil_analyses_load_failure:
 * @database: both connections
 * @article_id: of the article
 * @error: return location
 *
 * Reads why an article could not be analysed. Errors: those of reading. Thread: database.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when that is not so
 */
char *
postil_analyses_load_failure (PostilDatabase *database, gint64 article_id, GError **error)
{
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;

  postil_database_assert_thread (database);
  if (!postil_query_init (&query, database->cache, select_failure, error))
    return NULL;
  postil_query_bind (&query, "i", article_id);
  return postil_query_step (&query, error) > 0 ? postil_query_dup (&query, 0) : NULL;
}
