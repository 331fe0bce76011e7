/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that are wanted whole: every article, every entity, every figure, narrowed by words. The command line prints them;
 * a page that sorts and folds rows itself starts from them. */
#include "config.h"

#include "postil-library-facts.h"

#include "postil-articles-table.h"
#include "postil-entities-table.h"
#include "postil-fact-filter-private.h"
#include "postil-figures-table.h"
#include "postil-library-private.h"
#include "postil-lists-table.h"
#include "postil-search-language.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *query; /* (nullable) */
  gint64 article_id;
  guint limit;
  GPtrArray *rows;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->query);
  g_clear_pointer (&question->rows, g_ptr_array_unref);
  g_free (question);
}

static Question *
question_new (const PostilFactQuery *query)
{
  Question *question = g_new0 (Question, 1);

  question->query = g_strdup (query->query);
  question->article_id = query->article_id;
  question->limit = query->limit;
  return question;
}

static void
answered (PostilLibrary *self, GTask *task, gpointer data)
{
  Question *question = data;

  g_task_return_pointer (task, g_steal_pointer (&question->rows), (GDestroyNotify) g_ptr_array_unref);
}

/* --- articles --- */

static gboolean
is_id (const char *name)
{
  return name[0] != '\0' && strlen (name) < 16 && strspn (name, "0123456789") == strlen (name);
}

/* Short names of digits are ids; a key is found whole, or by its beginning among all articles. */
static PostilArticle *
find_article_on_db_thread (PostilDatabase *database, const char *name, GError **error)
{
  const PostilListQuery query = { .selection = POSTIL_SELECT_ALL };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (PostilArticle) found = NULL;
  gint64 id = is_id (name) ? g_ascii_strtoll (name, NULL, 10) : postil_articles_find (database, name, NULL);

  if (id != 0)
    return postil_articles_get (database, id, error);
  ids = strlen (name) >= 8 ? postil_lists_articles (database, &query, error) : g_array_new (FALSE, FALSE, sizeof (gint64));
  articles = ids != NULL ? postil_articles_get_many (database, ids, error) : NULL;
  if (articles == NULL)
    return NULL;
  for (guint i = 0; i < articles->len; i++)
    {
      PostilArticle *article = g_ptr_array_index (articles, i);

      if (article == NULL || !g_str_has_prefix (article->key, name))
        continue;
      if (found != NULL)
        {
          g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID, _ ("Several articles begin with “%s”"), name);
          return NULL;
        }
      found = postil_article_ref (article);
    }
  if (found == NULL)
    g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND, _ ("There is no article “%s”"), name);
  return g_steal_pointer (&found);
}

static gboolean
find_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  PostilArticle *article = find_article_on_db_thread (database, question->query, error);

  if (article == NULL)
    return FALSE;
  question->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_article_unref);
  g_ptr_array_add (question->rows, article);
  return TRUE;
}

static void
found (PostilLibrary *self, GTask *task, gpointer data)
{
  Question *question = data;

  g_task_return_pointer (task, postil_article_ref (g_ptr_array_index (question->rows, 0)), (GDestroyNotify) postil_article_unref);
}

/**
 * postil_library_resolve_article_async:
 * @self: a library
 * @name: an id, or the beginning of a key of at least eight digits
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds the article a person means.
 */
void
postil_library_resolve_article_async (PostilLibrary *self, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { find_on_db_thread, question_free, found, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_resolve_article_async);
  postil_library_submit (task, &job, question_new (&(PostilFactQuery){ .query = name }));
}

/**
 * postil_library_resolve_article_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_NOT_FOUND`, `_INVALID` when several begin so, `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the article
 */
PostilArticle *
postil_library_resolve_article_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
list_articles_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (PostilFilter) filter
      = question->query != NULL ? postil_search_language_parse_now (question->query, FALSE, error) : NULL;
  const PostilListQuery query = { .selection = question->query != NULL ? POSTIL_SELECT_SEARCH : POSTIL_SELECT_ALL,
                                  .filter = filter,
                                  .limit = question->limit };
  g_autoptr (GArray) ids = NULL;

  if (question->query != NULL && filter == NULL)
    return FALSE;
  ids = postil_lists_articles (database, &query, error);
  if (ids == NULL)
    return FALSE;
  question->rows = postil_articles_get_many (database, ids, error);
  return question->rows != NULL;
}

/**
 * postil_library_list_articles_async:
 * @self: a library
 * @query: (nullable): words to search for
 * @limit: most rows; 0: all
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists records of articles.
 */
void
postil_library_list_articles_async (PostilLibrary *self, const char *query, guint limit, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const PostilLibraryJob job
      = { list_articles_on_db_thread, question_free, answered, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_articles_async);
  postil_library_submit (task, &job, question_new (&(PostilFactQuery){ .query = query, .limit = limit }));
}

/**
 * postil_library_list_articles_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilArticle): newest first
 */
GPtrArray *
postil_library_list_articles_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- entities --- */

static void
entity_fact_free (gpointer data)
{
  PostilEntityRow *fact = data;

  g_free (fact->name);
  g_free (fact);
}

static void
add_entity (Question *question, const PostilEntityCount *count)
{
  PostilEntityRow *fact = g_new0 (PostilEntityRow, 1);

  fact->type = count->type;
  fact->name = g_strdup (count->name);
  fact->n_mentions = count->n_mentions;
  fact->n_articles = count->n_articles;
  g_ptr_array_add (question->rows, fact);
}

static int
compare_entities (gconstpointer a, gconstpointer b)
{
  const PostilEntityCount *first = *(PostilEntityCount *const *) a;
  const PostilEntityCount *second = *(PostilEntityCount *const *) b;

  if (first->n_mentions != second->n_mentions)
    return first->n_mentions > second->n_mentions ? -1 : 1;
  return strcmp (first->name, second->name);
}

/* The entities of some articles, counted there alone. */
static GPtrArray *
count_in_articles (PostilDatabase *database, GHashTable *articles, GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_entity_count_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, articles);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (GPtrArray) some = postil_entities_list_article (database, *(const gint64 *) id, error);

      if (some == NULL)
        return NULL;
      g_ptr_array_set_free_func (some, NULL);
      for (guint i = 0; i < some->len; i++)
        {
          PostilEntityCount *count = g_ptr_array_index (some, i);
          g_autofree char *name = g_strdup_printf ("%d %s", (int) count->type, count->name);
          PostilEntityCount *sum = g_hash_table_lookup (known, name);

          if (sum != NULL)
            {
              sum->n_mentions += count->n_mentions;
              sum->n_articles++;
              postil_entity_count_free (count);
              continue;
            }
          count->n_articles = 1;
          g_hash_table_insert (known, g_steal_pointer (&name), count);
          g_ptr_array_add (counts, count);
        }
    }
  g_ptr_array_sort (counts, compare_entities);
  return g_steal_pointer (&counts);
}

static GPtrArray *
count_entities (PostilDatabase *database, const Question *question, PostilFactFilter *filter, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GHashTable) articles = filter != NULL ? postil_fact_filter_get_articles (filter, database, &reason) : NULL;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (question->article_id != 0)
    return postil_entities_list_article (database, question->article_id, error);
  if (articles != NULL)
    return count_in_articles (database, articles, error);
  return postil_entities_list (database, NULL, filter == NULL ? question->limit : 0, error);
}

static gboolean
list_entities_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (PostilFactFilter) filter = NULL;
  g_autoptr (GPtrArray) counts = NULL;

  if (question->query != NULL)
    {
      filter = postil_fact_filter_new (database, question->query, error);
      if (filter == NULL)
        return FALSE;
    }
  counts = count_entities (database, question, filter, error);
  if (counts == NULL)
    return FALSE;
  question->rows = g_ptr_array_new_with_free_func (entity_fact_free);
  for (guint i = 0; i < counts->len && (question->limit == 0 || question->rows->len < question->limit); i++)
    {
      const PostilEntityCount *count = g_ptr_array_index (counts, i);

      if (filter == NULL || postil_fact_filter_accepts_name (filter, count->name, postil_entity_type_to_string (count->type)))
        add_entity (question, count);
    }
  return TRUE;
}

/**
 * postil_library_list_entities_async:
 * @self: a library
 * @query: what to narrow the list to; copied
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists entities, of one article or of all.
 */
void
postil_library_list_entities_async (PostilLibrary *self, const PostilFactQuery *query, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  static const PostilLibraryJob job
      = { list_entities_on_db_thread, question_free, answered, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_entities_async);
  postil_library_submit (task, &job, question_new (query));
}

/**
 * postil_library_list_entities_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilEntityRow): most mentioned first
 */
GPtrArray *
postil_library_list_entities_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- figures --- */

static void
figure_fact_free (gpointer data)
{
  PostilLedgerRow *fact = data;

  g_free (fact->title);
  g_free (fact->source);
  g_free (fact->surface);
  postil_figure_clear (&fact->figure);
  g_free (fact);
}

static PostilLedgerRow *
take_row (PostilFigureRow *row)
{
  PostilLedgerRow *fact = g_new0 (PostilLedgerRow, 1);

  fact->article_id = row->article_id;
  fact->title = g_steal_pointer (&row->article_title);
  fact->source = g_steal_pointer (&row->source);
  fact->published = row->published;
  fact->surface = g_steal_pointer (&row->surface);
  fact->figure = row->figure;
  postil_figure_init (&row->figure);
  return fact;
}

static gboolean
list_figures_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  PostilFigureQuery query = POSTIL_FIGURE_QUERY_INIT;
  g_autoptr (PostilFactFilter) filter = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (question->query != NULL)
    {
      filter = postil_fact_filter_new (database, question->query, error);
      if (filter == NULL)
        return FALSE;
      postil_fact_filter_narrow (filter, &query);
    }
  query.article_id = question->article_id;
  query.limit = question->limit;
  rows = postil_figures_list (database, &query, error);
  if (rows == NULL)
    return FALSE;
  question->rows = g_ptr_array_new_with_free_func (figure_fact_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (question->rows, take_row (g_ptr_array_index (rows, i)));
  return TRUE;
}

/**
 * postil_library_list_figures_async:
 * @self: a library
 * @query: what to narrow the list to; copied
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists figures, of one article or of all.
 */
void
postil_library_list_figures_async (PostilLibrary *self, const PostilFactQuery *query, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  static const PostilLibraryJob job = { list_figures_on_db_thread, question_free, answered, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, postil_library_list_figures_async);
  postil_library_submit (task, &job, question_new (query));
}

/**
 * postil_library_list_figures_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type PostilLedgerRow): newest article first, then by place
 */
GPtrArray *
postil_library_list_figures_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
