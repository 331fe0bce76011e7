/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles reach the database many at a time: one transaction costs what one article would. For each it is decided whether
 * it is new, known, or the same with another text; in the last case its notes are looked for in the new one. An article
 * that cannot be stored does not stop the others. */
#include "config.h"

#include "postil-import-batch-private.h"

#include "postil-article-record-private.h"
#include "postil-articles-table.h"
#include "postil-database.h"
#include "postil-library-error.h"
#include "postil-reanchor-private.h"
#include "postil-subscriptions-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
postil_import_item_free (PostilImportItem *item)
{
  g_free (item->name);
  g_free (item->label);
  g_free (item->folder);
  g_clear_pointer (&item->ingested, postil_ingested_free);
  g_free (item);
}

static void
outcome_free (gpointer data)
{
  PostilImportOutcome *outcome = data;

  g_array_unref (outcome->ids);
  g_free (outcome->problem);
  g_free (outcome);
}

PostilImportBatch *
postil_import_batch_new (GPtrArray *items, gboolean samples)
{
  PostilImportBatch *batch = g_new0 (PostilImportBatch, 1);

  batch->items = g_ptr_array_ref (items);
  batch->samples = samples;
  batch->outcomes = g_ptr_array_new_with_free_func (outcome_free);
  batch->updated = g_array_new (FALSE, FALSE, sizeof (gint64));
  batch->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return batch;
}

void
postil_import_batch_free (PostilImportBatch *batch)
{
  g_ptr_array_unref (batch->items);
  g_ptr_array_unref (batch->outcomes);
  g_array_unref (batch->updated);
  g_hash_table_unref (batch->moved);
  g_free (batch);
}

/* A text the article had before, or says itself that it is older: the newer one stays. */
static gboolean
is_older_version (PostilDatabase *database, gint64 id, const PostilArticle *present, const PostilArticle *record,
                  const char *hash)
{
  for (guint version = 1; version < present->version; version++)
    {
      g_autofree char *before = postil_articles_load_hash (database, id, version, NULL);

      if (g_strcmp0 (before, hash) == 0)
        return TRUE;
    }
  return record->updated != POSTIL_TIME_UNKNOWN && present->updated != POSTIL_TIME_UNKNOWN && record->updated < present->updated;
}

static gboolean
put_known (PostilDatabase *database, gint64 id, const PostilArticle *record, PostilDocument *document)
{
  g_autoptr (PostilArticle) present = postil_articles_get (database, id, NULL);
  g_autofree char *hash = postil_document_hash_text (document);
  g_autofree char *newest = NULL;

  if (present == NULL)
    return FALSE;
  newest = postil_articles_load_hash (database, id, present->version, NULL);
  return g_strcmp0 (newest, hash) != 0 && is_older_version (database, id, present, record, hash);
}

/*
 * postil_import_put_article:
 * @database: the database
 * @record: of the article
 * @document: its text
 * @put: how; its id and outcome are filled in
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Stores an article that came, once or again, and looks for its notes in a text that is new.
 *
 * Returns: whether it is stored
 */
gboolean
postil_import_put_article (PostilDatabase *database, const PostilArticle *record, PostilDocument *document, PostilArticlePut *put,
                           GError **error)
{
  gint64 id = postil_articles_find (database, record->key, NULL);
  PostilPutResult result = { 0 };
  gboolean stored = FALSE;
  guint n_moved = 0;

  put->id = id;
  put->outcome = POSTIL_PUT_KNOWN;
  if (id != 0 && put_known (database, id, record, document))
    return TRUE;
  stored = put->index_later ? postil_articles_put_for_later (database, record, document, &result, error)
                            : postil_articles_put (database, record, document, &result, error);
  if (!stored)
    return FALSE;
  put->id = result.id;
  put->outcome = result.outcome;
  /* A new article may be an old friend too: the cache was rebuilt, or the samples came back. */
  if (result.outcome == POSTIL_PUT_KNOWN)
    return TRUE;
  if (!postil_reanchor_notes (database, record->key, document, &n_moved, error))
    return FALSE;
  if (n_moved > 0)
    g_hash_table_add (put->moved, g_strdup (record->key));
  return TRUE;
}

static gint64
put_article (PostilDatabase *database, PostilImportBatch *batch, const PostilArticle *record, PostilDocument *document,
             GError **error)
{
  PostilArticlePut put = { .moved = batch->moved };

  if (!postil_import_put_article (database, record, document, &put, error))
    return 0;
  if (put.outcome == POSTIL_PUT_NEW)
    batch->n_new++;
  else if (put.outcome == POSTIL_PUT_KNOWN)
    batch->n_known++;
  else
    {
      batch->n_updated++;
      g_array_append_val (batch->updated, put.id);
    }
  return put.id;
}

static gboolean
put_feed (PostilDatabase *database, PostilImportBatch *batch, const PostilFeed *feed, const PostilOrigin *origin,
          PostilImportOutcome *outcome)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < feed->entries->len; i++)
    {
      const PostilFeedEntry *entry = g_ptr_array_index (feed->entries, i);
      g_autoptr (PostilArticle) record = postil_article_record_from_entry (feed, entry, origin);
      g_autoptr (GError) error = NULL;
      gint64 id = 0;

      /* The first of two entries with one identity is the newer one. */
      if (!g_hash_table_add (seen, g_strdup (record->key)))
        continue;
      id = put_article (database, batch, record, entry->document, &error);
      if (id != 0)
        g_array_append_val (outcome->ids, id);
      else if (outcome->problem == NULL)
        /* Translators: a file name and the reason */
        outcome->problem = g_strdup_printf (_ ("“%s” was stored in part: %s"), origin->name, error->message);
    }
  return outcome->ids->len > 0;
}

static void
put_list (PostilDatabase *database, PostilImportBatch *batch, const PostilImportItem *item, PostilImportOutcome *outcome)
{
  const PostilOpml *opml = item->ingested->opml;
  g_autoptr (GError) error = NULL;
  guint n_new = 0;

  if (!postil_followed_add_list (database, opml, postil_time_now (), &n_new, &error))
    {
      outcome->problem = g_strdup_printf (_ ("“%s” was not stored: %s"), item->label, error->message);
      return;
    }
  batch->n_feeds += n_new;
  batch->n_known_feeds += opml->feeds->len - n_new;
  if (opml->n_refused > 0)
    outcome->problem
        = g_strdup_printf (ngettext ("“%s”: %u entry was left out, since it is no web address",
                                     "“%s”: %u entries were left out, since they are no web addresses", opml->n_refused),
                           item->label, opml->n_refused);
}

static void
put_item (PostilDatabase *database, PostilImportBatch *batch, const PostilImportItem *item)
{
  const PostilOrigin origin = { item->name, item->folder, postil_time_now (), batch->samples };
  PostilImportOutcome *outcome = g_new0 (PostilImportOutcome, 1);
  g_autoptr (PostilArticle) record = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  outcome->file = item->file;
  outcome->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (batch->outcomes, outcome);
  if (item->ingested->feed != NULL)
    {
      if (!put_feed (database, batch, item->ingested->feed, &origin, outcome) && outcome->problem == NULL)
        outcome->problem = g_strdup_printf (_ ("“%s” is a feed without entries"), item->label);
      return;
    }
  if (item->ingested->document == NULL)
    {
      put_list (database, batch, item, outcome);
      return;
    }
  record = postil_article_record_from_document (item->ingested->document, &origin);
  id = put_article (database, batch, record, item->ingested->document, &error);
  if (id != 0)
    g_array_append_val (outcome->ids, id);
  else
    outcome->problem = g_strdup_printf (_ ("“%s” was not stored: %s"), item->label, error->message);
}

/**
 * postil_import_batch_store:
 * @database: the database
 * @data: (type PostilImportBatch): what to store; outcomes and counts are filled in
 * @cancellable: (nullable): looked at between articles
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Stores a batch, a #PostilStoreJob. An article that cannot be stored is a problem in its outcome, not an error.
 *
 * Returns: whether the batch is in the database
 */
gboolean
postil_import_batch_store (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  PostilImportBatch *batch = data;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  for (guint i = 0; i < batch->items->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      put_item (database, batch, g_ptr_array_index (batch->items, i));
    }
  return postil_database_commit (database, POSTIL_DATABASE_CACHE, error);
}
