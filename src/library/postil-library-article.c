/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One article: opened with everything that belongs on its page in one question, and marked as read or starred. */
#include "config.h"

#include "postil-analyses-table.h"
#include "postil-analysis-queue-private.h"
#include "postil-articles-table.h"
#include "postil-database.h"
#include "postil-extractor.h"
#include "postil-library-private.h"
#include "postil-library-search.h"
#include "postil-notes-table.h"
#include "postil-reanchor-private.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Beyond this many articles lists ask for everything they show instead of being told one by one. */
#define MAX_SINGLE 50

/**
 * postil_open_article_free:
 * @open: (transfer full): what opening an article gave
 *
 * Frees it and what it holds.
 */
void
postil_open_article_free (PostilOpenArticle *open)
{
  g_clear_pointer (&open->article, postil_article_unref);
  g_clear_object (&open->document);
  g_clear_object (&open->analysis);
  g_clear_pointer (&open->notes, g_ptr_array_unref);
  g_free (open);
}

typedef struct
{
  gint64 id;
  PostilOpenArticle *open;
  gboolean moved; /* notes found another place */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->open, postil_open_article_free);
  g_free (opening);
}

static gboolean
stand_elsewhere (GPtrArray *notes, const char *hash)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (notes, i);

      if (!note->orphan && strcmp (note->document_hash, hash) != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
load_notes_on_db_thread (PostilDatabase *database, Opening *opening, GError **error)
{
  PostilOpenArticle *open = opening->open;
  const PostilNotesQuery query = { .article_key = open->article->key };
  g_autofree char *hash = NULL;

  open->notes = postil_notes_list (database, &query, error);
  if (open->notes == NULL || open->notes->len == 0)
    return open->notes != NULL;
  hash = postil_document_hash_text (open->document);
  if (!stand_elsewhere (open->notes, hash) || postil_database_get_read_only (database))
    return TRUE;
  /* The text changed while the cache was being rebuilt, or a crash came between the two databases. */
  if (!postil_reanchor_notes (database, open->article->key, open->document, NULL, error))
    return FALSE;
  opening->moved = TRUE;
  g_ptr_array_unref (open->notes);
  open->notes = postil_notes_list (database, &query, error);
  return open->notes != NULL;
}

static gboolean
open_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Opening *opening = data;
  PostilOpenArticle *open = g_new0 (PostilOpenArticle, 1);
  g_autoptr (GError) problem = NULL;

  opening->open = open;
  open->article = postil_articles_get (database, opening->id, error);
  if (open->article == NULL)
    return FALSE;
  open->document = postil_articles_load_document (database, opening->id, open->article->version, error);
  if (open->document == NULL)
    return FALSE;
  open->analysis = postil_analyses_load (database, opening->id, &problem);
  if (problem != NULL)
    g_warning ("article %" G_GINT64_FORMAT ": %s; it can be read without marks", opening->id, problem->message);
  return load_notes_on_db_thread (database, opening, error);
}

static void
opened (PostilLibrary *self, GTask *task, gpointer data)
{
  Opening *opening = data;
  PostilOpenArticle *open = opening->open;
  gboolean old = FALSE;

  old = open->analysis != NULL && postil_analysis_get_engine_version (open->analysis) != POSTIL_EXTRACTOR_VERSION;
  if (old || (open->analysis == NULL && open->article->analysis != POSTIL_ANALYSIS_FAILED))
    postil_analysis_queue_hurry (self->queue, opening->id);
  if (opening->moved)
    postil_library_announce_notes (self, open->article->key);
  g_task_return_pointer (task, g_steal_pointer (&opening->open), (GDestroyNotify) postil_open_article_free);
}

/**
 * postil_library_open_article_async:
 * @self: a library
 * @id: the article
 * @cancellable: (nullable): a cancellable
 * @callback: called with the article
 * @user_data: for @callback
 *
 * Loads an article with its text, analysis and notes. An unfinished analysis goes to the head of the queue; the signal
 * article-changed tells when it is there.
 */
void
postil_library_open_article_async (PostilLibrary *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  static const PostilLibraryJob job = { open_on_db_thread, opening_free, opened, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, postil_library_open_article_async);
  opening->id = id;
  postil_library_submit (task, &job, opening);
}

/**
 * postil_library_open_article_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes, `_NOT_FOUND` among them
 *
 * Returns: (transfer full) (nullable): the article; its analysis is NULL when there is none yet or it failed
 */
PostilOpenArticle *
postil_library_open_article_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- read and starred --- */

typedef struct
{
  const char *kind;
  GArray *ids;
  gboolean value;
  gboolean without_deed;
  GArray *changed;
} Marking;

static void
marking_free (gpointer data)
{
  Marking *marking = data;

  g_array_unref (marking->ids);
  g_clear_pointer (&marking->changed, g_array_unref);
  g_free (marking);
}

static gboolean
mark_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Marking *marking = data;

  gboolean succeeded;

  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  if (g_str_equal (marking->kind, POSTIL_DEED_READ))
    succeeded = postil_articles_set_read (database, marking->ids, marking->value, &marking->changed, error);
  else
    succeeded = postil_articles_set_starred (database, marking->ids, marking->value, &marking->changed, error);
  if (succeeded && marking->changed->len > 0 && !marking->without_deed)
    succeeded = postil_undo_keep_articles (database, marking->kind, marking->changed, marking->value, error);
  return postil_undo_end (database, succeeded, error);
}

static void
marked (PostilLibrary *self, GTask *task, gpointer data)
{
  Marking *marking = data;
  GArray *changed = marking->changed;

  if (changed != NULL && changed->len > 0)
    {
      if (!marking->without_deed)
        postil_undo_done (self, marking->kind, marking->value);
      for (guint i = 0; changed->len <= MAX_SINGLE && i < changed->len; i++)
        postil_library_announce_article (self, g_array_index (changed, gint64, i));
      postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
    }
  g_task_return_boolean (task, TRUE);
}

static void
mark_finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilLibrary *self = POSTIL_LIBRARY (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && !self->closed)
    postil_library_announce_failure (self, error->message);
}

static Marking *
marking_new (const char *kind, const gint64 *ids, gsize n_ids, gboolean value)
{
  Marking *marking = g_new0 (Marking, 1);

  marking->kind = kind;
  marking->value = value;
  marking->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);
  g_array_append_vals (marking->ids, ids, (guint) n_ids);
  return marking;
}

static void
mark (PostilLibrary *self, Marking *marking)
{
  static const PostilLibraryJob job = { mark_on_db_thread, marking_free, marked, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, mark_finished_cb, NULL);

  g_task_set_source_tag (task, mark);
  postil_library_submit (task, &job, marking);
}

/**
 * postil_library_set_read:
 * @self: a library
 * @ids: (array length=n_ids): articles
 * @n_ids: their number
 * @read: whether they are read
 *
 * Marks articles as read or unread, as one deed. A failure is told by the signal `failed`.
 */
void
postil_library_set_read (PostilLibrary *self, const gint64 *ids, gsize n_ids, gboolean read)
{
  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  /* What the reader says of an article counts more than that it was open. */
  for (gsize i = 0; i < n_ids; i++)
    g_hash_table_remove (self->seen, &ids[i]);
  if (n_ids > 0)
    mark (self, marking_new (POSTIL_DEED_READ, ids, n_ids, read));
}

/**
 * postil_library_mark_seen:
 * @self: a library
 * @id: an article
 *
 * Marks an article as read because it was opened: no deed of its own, so undo does not stop there, and it stays in a list
 * of unread articles that shows it. In a read-only library nothing happens.
 */
void
postil_library_mark_seen (PostilLibrary *self, gint64 id)
{
  Marking *marking = NULL;

  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  if (postil_library_get_read_only (self))
    return;
  g_hash_table_add (self->seen, g_memdup2 (&id, sizeof id));
  marking = marking_new (POSTIL_DEED_READ, &id, 1, TRUE);
  marking->without_deed = TRUE;
  mark (self, marking);
}

/**
 * postil_library_set_starred:
 * @self: a library
 * @ids: (array length=n_ids): articles
 * @n_ids: their number
 * @starred: whether they carry a star
 *
 * Gives articles a star or takes it, as one deed. A failure is told by the signal `failed`.
 */
void
postil_library_set_starred (PostilLibrary *self, const gint64 *ids, gsize n_ids, gboolean starred)
{
  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  if (n_ids > 0)
    mark (self, marking_new (POSTIL_DEED_STAR, ids, n_ids, starred));
}

/* --- where a note's article stands --- */

typedef struct
{
  char *key;
  gint64 id;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_free (finding->key);
  g_free (finding);
}

static gboolean
find_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Finding *finding = data;
  g_autoptr (GError) problem = NULL;

  finding->id = postil_articles_find (database, finding->key, &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
found (PostilLibrary *self, GTask *task, gpointer data)
{
  g_task_return_int (task, ((Finding *) data)->id);
}

/**
 * postil_library_find_article_async:
 * @self: a library
 * @key: the key of an article, as its notes hold it
 * @callback: called with the id
 * @user_data: for @callback
 *
 * Looks up which article of the cache a note belongs to.
 */
void
postil_library_find_article_async (PostilLibrary *self, const char *key, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { find_on_db_thread, finding_free, found, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Finding *finding = g_new0 (Finding, 1);

  g_task_set_source_tag (task, postil_library_find_article_async);
  finding->key = g_strdup (key);
  postil_library_submit (task, &job, finding);
}

/**
 * postil_library_find_article_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: the id, 0 when the article is not in the cache, -1 with @error set on failure
 */
gint64
postil_library_find_article_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
