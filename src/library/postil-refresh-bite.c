/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds reach the database in bites: so many entries in one transaction, of as many feeds as are ready, so that the reader's own
 * questions go in between. The row of a feed, with what to ask the server next time, is written with the last of its
 * entries: a program that dies before asks again. */
#include "config.h"

#include "postil-refresh-private.h"

#include "postil-article-record-private.h"
#include "postil-database.h"
#include "postil-import-batch-private.h"

#include <glib/gi18n-lib.h>

#define MAX_ENTRIES 400 /* in one transaction */

PostilRefreshBite *
postil_refresh_bite_new (GPtrArray *passages)
{
  PostilRefreshBite *bite = g_new0 (PostilRefreshBite, 1);

  bite->passages = g_ptr_array_ref (passages);
  bite->updated = g_array_new (FALSE, FALSE, sizeof (gint64));
  bite->moved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return bite;
}

void
postil_refresh_bite_free (PostilRefreshBite *bite)
{
  g_ptr_array_unref (bite->passages);
  g_array_unref (bite->updated);
  g_hash_table_unref (bite->moved);
  g_free (bite);
}

/* Dropped while it was under way: nothing of it is stored. */
static gboolean
is_still_there (PostilDatabase *database, const PostilPassage *passage)
{
  return postil_feeds_find (database, passage->row->url, NULL) == passage->row->id;
}

static void
put_entry (PostilDatabase *database, PostilRefreshBite *bite, PostilPassage *passage, const PostilFeedEntry *entry)
{
  const PostilOrigin origin
      = { .name = passage->title, .now = passage->row->checked, .feed_url = passage->row->url, .feed_id = passage->row->id };
  g_autoptr (PostilArticle) record = postil_article_record_from_entry (passage->feed, entry, &origin);
  PostilArticlePut put = { .moved = bite->moved, .index_later = TRUE };
  g_autoptr (GError) error = NULL;

  /* The first of two entries with one identity is the newer one. */
  if (!g_hash_table_add (passage->seen, g_strdup (record->key)))
    return;
  if (!postil_import_put_article (database, record, entry->document, &put, &error))
    {
      if (passage->problem == NULL)
        /* Translators: the name of a feed and the reason */
        passage->problem = g_strdup_printf (_ ("“%s” was stored in part: %s"), passage->title, error->message);
      return;
    }
  if (put.outcome == POSTIL_PUT_KNOWN)
    return;
  bite->n_waiting++;
  if (put.outcome == POSTIL_PUT_NEW)
    {
      passage->n_new++;
      return;
    }
  passage->n_updated++;
  g_array_append_val (bite->updated, put.id);
}

/* Stores up to *left entries, and the row when that were all. */
static gboolean
put_passage (PostilDatabase *database, PostilRefreshBite *bite, PostilPassage *passage, guint *left, GError **error)
{
  guint n_entries = passage->feed != NULL ? passage->feed->entries->len : 0;

  if (!is_still_there (database, passage))
    {
      passage->stored = TRUE;
      return TRUE;
    }
  for (; passage->next<n_entries && * left> 0; passage->next++, (*left)--)
    put_entry (database, bite, passage, g_ptr_array_index (passage->feed->entries, passage->next));
  if (passage->next < n_entries)
    return TRUE;
  passage->stored = postil_feeds_put (database, passage->row, error) != 0;
  return passage->stored;
}

/**
 * postil_refresh_bite_store:
 * @database: the database
 * @data: (type PostilRefreshBite): what to store; passages are filled in
 * @cancellable: (nullable): not looked at, since a bite is small
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Stores a bite, a #PostilStoreJob. An article that cannot be stored is a problem of its feed, not an error.
 *
 * Returns: whether the bite is in the database
 */
gboolean
postil_refresh_bite_store (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  PostilRefreshBite *bite = data;
  guint left = MAX_ENTRIES;

  if (!postil_database_begin (database, POSTIL_DATABASE_CACHE, error))
    return FALSE;
  for (guint i = 0; i < bite->passages->len && left > 0; i++)
    if (!put_passage (database, bite, g_ptr_array_index (bite->passages, i), &left, error))
      return FALSE;
  return postil_database_commit (database, POSTIL_DATABASE_CACHE, error);
}
