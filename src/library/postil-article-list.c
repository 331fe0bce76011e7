/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of articles as a view sees it: a vector of ids that the database answers in milliseconds, items that fill
 * themselves in batches when their rows are bound, and, when the library changes, exactly the rows that came and went. */
#include "config.h"

#include "postil-article-list.h"

#include "postil-article-item-private.h"
#include "postil-articles-table.h"
#include "postil-id-diff-private.h"
#include "postil-library-private.h"
#include "postil-lists-table.h"
#include "postil-search-language.h"
#include "postil-search-table.h"

struct _PostilArticleList
{
  GObject parent_instance;

  PostilLibrary *library;

  /* what is shown */
  PostilListKind kind;
  gint64 number;
  char *text;
  PostilSort sort;
  char *problem;
  guint n_unread;
  GByteArray *unread; /* a byte an id, as the database answered */

  /* While a change is being told from the end to the beginning, rows before `told` still come from the old vector. */
  GArray *ids; /* (element-type gint64) */
  GArray *old; /* the same, or NULL */
  guint told_old;
  guint told_new;

  GHashTable *items;  /* (element-type gint64 PostilArticleItem) the living ones, borrowed */
  GHashTable *wanted; /* (element-type gint64) those that wait for their record */
  GSource *filling;
  GCancellable *asking;
  guint serial; /* of the question whose answer is awaited */
  gboolean ask_again;
  gboolean anew; /* something else is shown: rows of before are not kept */
};

enum
{
  PROP_0,
  PROP_LIBRARY,
  PROP_LOADING,
  PROP_N_UNREAD,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);
static void ask (PostilArticleList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (PostilArticleList, postil_article_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* --- filling items --- */

typedef struct
{
  GArray *ids;
  PostilFilter *filter; /* (nullable) of a search */
  GPtrArray *articles;  /* (element-type PostilArticle) */
  GPtrArray *snippets;  /* (element-type utf8) one an article, NULL for none */
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_array_unref (filling->ids);
  g_clear_pointer (&filling->filter, postil_filter_free);
  g_clear_pointer (&filling->articles, g_ptr_array_unref);
  g_clear_pointer (&filling->snippets, g_ptr_array_unref);
  g_free (filling);
}

static gboolean
fill_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Filling *filling = data;

  filling->articles = postil_articles_get_many (database, filling->ids, error);
  if (filling->articles == NULL)
    return FALSE;
  filling->snippets = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < filling->articles->len; i++)
    {
      const PostilArticle *article = g_ptr_array_index (filling->articles, i);
      char *snippet = NULL;

      if (filling->filter != NULL && article != NULL)
        snippet = postil_search_snippet (database, article->id, filling->filter, NULL);
      g_ptr_array_add (filling->snippets, snippet);
    }
  return TRUE;
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilArticleList) self = user_data;
  Filling *filling = postil_store_submit_get_data (result);
  g_autoptr (GError) error = NULL;

  if (!postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    {
      g_warning ("%u rows stay empty: %s", filling->ids->len, error->message);
      return;
    }
  for (guint i = 0; i < filling->articles->len; i++)
    {
      PostilArticle *article = g_ptr_array_index (filling->articles, i);
      PostilArticleItem *item = article != NULL ? g_hash_table_lookup (self->items, &article->id) : NULL;

      if (item == NULL)
        continue;
      /* A handler may drop the last reference of the row. */
      g_object_ref (item);
      postil_article_item_fill (item, article, g_ptr_array_index (filling->snippets, i));
      g_object_unref (item);
    }
}

static gboolean
fill_cb (gpointer user_data)
{
  PostilArticleList *self = user_data;
  Filling *filling = g_new0 (Filling, 1);
  GHashTableIter iter;
  gpointer id = NULL;

  g_clear_pointer (&self->filling, g_source_unref);
  filling->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_vals (filling->ids, id, 1);
  g_hash_table_remove_all (self->wanted);
  if (self->kind == POSTIL_LIST_SEARCH && self->text != NULL)
    filling->filter = postil_search_language_parse_now (self->text, FALSE, NULL);
  if (filling->ids->len == 0 || self->library->closed)
    filling_free (filling);
  else
    postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_READER, fill_on_db_thread, filling, filling_free, NULL,
                               filled_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
want (PostilArticleList *self, gint64 id)
{
  gint64 *key = NULL;

  if (g_hash_table_contains (self->wanted, &id))
    return;
  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_add (self->wanted, key);
  if (self->filling != NULL)
    return;
  /* After the rows of this layout have all been bound, before the frame is drawn. */
  self->filling = g_idle_source_new ();
  g_source_set_priority (self->filling, G_PRIORITY_HIGH_IDLE);
  g_source_set_static_name (self->filling, "postil-article-list-fill");
  g_source_set_callback (self->filling, fill_cb, self, NULL);
  g_source_attach (self->filling, self->library->context);
}

static void
item_wanted (PostilArticleItem *item, gpointer list)
{
  want (list, postil_article_item_get_id (item));
}

static void
item_gone (gint64 id, gpointer list)
{
  PostilArticleList *self = list;

  g_hash_table_remove (self->items, &id);
  g_hash_table_remove (self->wanted, &id);
}

static const PostilArticleItemOwner item_owner = { item_wanted, item_gone };

/* --- the model --- */

static GType
list_get_item_type (GListModel *model)
{
  return POSTIL_TYPE_ARTICLE_ITEM;
}

static guint
count_rows (PostilArticleList *self)
{
  return self->old != NULL ? self->told_old + self->ids->len - self->told_new : self->ids->len;
}

static gint64
get_row_id (PostilArticleList *self, guint position)
{
  if (self->old == NULL)
    return g_array_index (self->ids, gint64, position);
  if (position < self->told_old)
    return g_array_index (self->old, gint64, position);
  return g_array_index (self->ids, gint64, self->told_new + position - self->told_old);
}

static guint
list_get_n_items (GListModel *model)
{
  return count_rows (POSTIL_ARTICLE_LIST (model));
}

static gpointer
list_get_item (GListModel *model, guint position)
{
  PostilArticleList *self = POSTIL_ARTICLE_LIST (model);
  PostilArticleItem *item = NULL;
  gint64 *key = NULL;
  gint64 id = 0;

  if (position >= count_rows (self))
    return NULL;
  id = get_row_id (self, position);
  item = g_hash_table_lookup (self->items, &id);
  if (item != NULL)
    return g_object_ref (item);
  item = postil_article_item_new (id, &item_owner, self);
  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_insert (self->items, key, item);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = list_get_item_type;
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

/* --- asking --- */

typedef struct
{
  PostilSelection selection;
  gint64 number;
  char *text;
  PostilOrder order;
  GArray *shown; /* what the list shows now, to tell the difference in the thread that has the time */
  GArray *ids;
  GArray *runs; /* (element-type PostilIdRun) */
  GByteArray *unread;
  GHashTable *kept; /* (nullable) (element-type gint64) those that stay, if they are shown, although they were read */
  guint n_unread;
  guint serial;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->text);
  g_array_unref (question->shown);
  g_clear_pointer (&question->ids, g_array_unref);
  g_clear_pointer (&question->runs, g_array_unref);
  g_clear_pointer (&question->unread, g_byte_array_unref);
  g_clear_pointer (&question->kept, g_hash_table_unref);
  g_free (question);
}

static gboolean
mark_unread_on_db_thread (PostilDatabase *database, Question *question, GError **error)
{
  const PostilListQuery query = { .selection = POSTIL_SELECT_UNREAD };
  g_autoptr (GArray) ids = postil_lists_articles (database, &query, error);
  g_autoptr (GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, &g_array_index (ids, gint64, i));
  question->unread = g_byte_array_sized_new (question->ids->len);
  g_byte_array_set_size (question->unread, question->ids->len);
  for (guint i = 0; i < question->ids->len; i++)
    {
      question->unread->data[i] = g_hash_table_contains (set, &g_array_index (question->ids, gint64, i)) ? 1 : 0;
      question->n_unread += question->unread->data[i];
    }
  return TRUE;
}

/* Puts rows that are kept behind the rows they stood behind. */
static void
keep_rows (Question *question)
{
  g_autoptr (GHashTable) found = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *merged = g_array_sized_new (FALSE, FALSE, sizeof (gint64), question->ids->len);
  guint next = 0;

  for (guint i = 0; i < question->ids->len; i++)
    g_hash_table_add (found, &g_array_index (question->ids, gint64, i));
  for (guint i = 0; i < question->shown->len; i++)
    {
      const gint64 *id = &g_array_index (question->shown, gint64, i);

      if (!g_hash_table_contains (found, id))
        {
          if (g_hash_table_contains (question->kept, id))
            g_array_append_vals (merged, id, 1);
          continue;
        }
      /* Rows that are still there, with the new ones before them. */
      while (next < question->ids->len && g_array_index (question->ids, gint64, next) != *id)
        g_array_append_vals (merged, &g_array_index (question->ids, gint64, next++), 1);
      if (next < question->ids->len)
        g_array_append_vals (merged, &g_array_index (question->ids, gint64, next++), 1);
    }
  if (next < question->ids->len)
    g_array_append_vals (merged, &g_array_index (question->ids, gint64, next), question->ids->len - next);
  g_array_unref (question->ids);
  question->ids = merged;
}

static gboolean
ask_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;
  g_autoptr (PostilFilter) filter = NULL;
  PostilListQuery query
      = { .selection = question->selection, .number = question->number, .text = question->text, .order = question->order };

  if (question->selection == POSTIL_SELECT_SEARCH)
    {
      filter = postil_search_language_parse_now (question->text != NULL ? question->text : "", FALSE, error);
      if (filter == NULL)
        return FALSE;
      query.filter = filter;
    }
  question->ids = postil_lists_articles (database, &query, error);
  if (question->ids == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (question->kept != NULL)
    keep_rows (question);
  question->runs = postil_id_diff ((const gint64 *) (gconstpointer) question->shown->data, question->shown->len,
                                   (const gint64 *) (gconstpointer) question->ids->data, question->ids->len);
  return mark_unread_on_db_thread (database, question, error);
}

static void
tell_runs (PostilArticleList *self, Question *question)
{
  g_assert (self->ids == question->shown);
  if (question->runs->len == 0)
    return;
  /* From the end to the beginning, so that what is before the run being told is still the old vector. */
  self->old = self->ids;
  self->ids = g_array_ref (question->ids);
  self->told_old = self->old->len;
  self->told_new = self->ids->len;
  for (guint i = question->runs->len; i > 0; i--)
    {
      const PostilIdRun *run = &g_array_index (question->runs, PostilIdRun, i - 1);

      self->told_old = run->old_start;
      self->told_new = run->new_start;
      g_list_model_items_changed (G_LIST_MODEL (self), run->old_start, run->old_count, run->new_count);
    }
  g_clear_pointer (&self->old, g_array_unref);
}

static void
refresh_items (PostilArticleList *self)
{
  GHashTableIter iter;
  gpointer id = NULL, item = NULL;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &id, &item))
    if (postil_article_item_is_filled (item))
      want (self, *(const gint64 *) id);
}

static void
set_problem (PostilArticleList *self, const char *message)
{
  if (g_strcmp0 (self->problem, message) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilArticleList) self = user_data;
  Question *question = postil_store_submit_get_data (result);
  g_autoptr (GError) error = NULL;
  gboolean answered = postil_store_submit_finish (POSTIL_STORE (source), result, &error);

  if (question->serial != self->serial || self->asking == NULL)
    return;
  g_clear_object (&self->asking);
  if (answered)
    {
      g_clear_pointer (&self->unread, g_byte_array_unref);
      self->unread = g_byte_array_ref (question->unread);
      tell_runs (self, question);
      if (self->n_unread != question->n_unread)
        {
          self->n_unread = question->n_unread;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNREAD]);
        }
    }
  set_problem (self, error != NULL ? error->message : NULL);
  if (self->ask_again)
    ask (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* An article that was opened stays among the unread ones as long as they are shown: the row under the reader's eyes does not
 * go away. (nullable) */
static GHashTable *
copy_seen (PostilArticleList *self)
{
  GHashTable *kept = NULL;
  GHashTableIter iter;
  gpointer id = NULL;

  if (g_hash_table_size (self->library->seen) == 0)
    return NULL;
  kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, self->library->seen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (kept, g_memdup2 (id, sizeof (gint64)));
  return kept;
}

static void
ask (PostilArticleList *self)
{
  Question *question = NULL;

  self->ask_again = self->asking != NULL;
  if (self->ask_again || self->library->closed)
    return;
  question = g_new0 (Question, 1);
  question->selection = (PostilSelection) self->kind;
  question->number = self->number;
  question->text = g_strdup (self->text);
  question->order = (PostilOrder) self->sort;
  question->shown = g_array_ref (self->ids);
  question->serial = ++self->serial;
  if (self->kind == POSTIL_LIST_UNREAD && !self->anew)
    question->kept = copy_seen (self);
  self->anew = FALSE;
  self->asking = g_cancellable_new ();
  postil_store_submit_async (self->library->store, POSTIL_STORE_PRIORITY_READER, ask_on_db_thread, question, question_free,
                             self->asking, answered_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Another question: the answer to the old one is of no interest. */
static void
ask_anew (PostilArticleList *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  ask (self);
}

/* --- what the library tells --- */

static void
articles_changed_cb (PostilLibrary *library, PostilArticleList *self)
{
  refresh_items (self);
  ask (self);
}

static void
article_changed_cb (PostilLibrary *library, gint64 id, PostilArticleList *self)
{
  PostilArticleItem *item = g_hash_table_lookup (self->items, &id);

  if (item != NULL && postil_article_item_is_filled (item))
    want (self, id);
}

/* --- the object --- */

static void
postil_article_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  PostilArticleList *self = POSTIL_ARTICLE_LIST (object);

  switch (property_id)
    {
    case PROP_LIBRARY:
      g_value_set_object (value, self->library);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->asking != NULL);
      break;
    case PROP_N_UNREAD:
      g_value_set_uint (value, self->n_unread);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
postil_article_list_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  PostilArticleList *self = POSTIL_ARTICLE_LIST (object);

  if (property_id == PROP_LIBRARY)
    self->library = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
postil_article_list_constructed (GObject *object)
{
  PostilArticleList *self = POSTIL_ARTICLE_LIST (object);

  G_OBJECT_CLASS (postil_article_list_parent_class)->constructed (object);
  g_signal_connect_object (self->library, "articles-changed", G_CALLBACK (articles_changed_cb), self, 0);
  g_signal_connect_object (self->library, "article-changed", G_CALLBACK (article_changed_cb), self, 0);
}

static void
postil_article_list_dispose (GObject *object)
{
  PostilArticleList *self = POSTIL_ARTICLE_LIST (object);
  GHashTableIter iter;
  gpointer item = NULL;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->filling != NULL)
    g_source_destroy (self->filling);
  g_clear_pointer (&self->filling, g_source_unref);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    postil_article_item_disown (item);
  g_hash_table_remove_all (self->items);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (postil_article_list_parent_class)->dispose (object);
}

static void
postil_article_list_finalize (GObject *object)
{
  PostilArticleList *self = POSTIL_ARTICLE_LIST (object);

  g_hash_table_unref (self->items);
  g_hash_table_unref (self->wanted);
  g_array_unref (self->ids);
  g_clear_pointer (&self->unread, g_byte_array_unref);
  g_free (self->text);
  g_free (self->problem);
  G_OBJECT_CLASS (postil_article_list_parent_class)->finalize (object);
}

static void
postil_article_list_class_init (PostilArticleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = postil_article_list_constructed;
  object_class->get_property = postil_article_list_get_property;
  object_class->set_property = postil_article_list_set_property;
  object_class->dispose = postil_article_list_dispose;
  object_class->finalize = postil_article_list_finalize;
  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, POSTIL_TYPE_LIBRARY,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_N_UNREAD] = g_param_spec_uint ("n-unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
postil_article_list_init (PostilArticleList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * postil_article_list_new:
 * @library: the library
 *
 * Makes an empty list; postil_article_list_show() says what it shows. Thread: main, as everything here.
 *
 * Returns: (transfer full): a list
 */
PostilArticleList *
postil_article_list_new (PostilLibrary *library)
{
  return g_object_new (POSTIL_TYPE_ARTICLE_LIST, "library", library, NULL);
}

/**
 * postil_article_list_show:
 * @self: a list
 * @kind: which articles
 * @number: the feed, for `POSTIL_LIST_FEED`
 * @text: (nullable): tag, query or source, for the kinds that have one
 *
 * Shows other articles. Rows change when the answer is there; until then `loading` is set and the old ones stay.
 */
void
postil_article_list_show (PostilArticleList *self, PostilListKind kind, gint64 number, const char *text)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_LIST (self));
  self->kind = kind;
  self->number = number;
  g_free (self->text);
  self->text = g_strdup (text);
  self->anew = TRUE;
  /* Words around a hit belong to their query. */
  refresh_items (self);
  ask_anew (self);
}

/**
 * postil_article_list_set_sort:
 * @self: a list
 * @sort: the order
 *
 * Sorts the rows anew.
 */
void
postil_article_list_set_sort (PostilArticleList *self, PostilSort sort)
{
  g_return_if_fail (POSTIL_IS_ARTICLE_LIST (self));
  if (self->sort == sort)
    return;
  self->sort = sort;
  self->anew = TRUE;
  ask_anew (self);
}

/**
 * postil_article_list_find:
 * @self: a list
 * @id: an article
 *
 * Returns: its position, or %G_MAXUINT when it is not shown
 */
guint
postil_article_list_find (PostilArticleList *self, gint64 id)
{
  g_return_val_if_fail (POSTIL_IS_ARTICLE_LIST (self), G_MAXUINT);
  for (guint i = 0; i < count_rows (self); i++)
    if (get_row_id (self, i) == id)
      return i;
  return G_MAXUINT;
}

static gboolean
is_unread (PostilArticleList *self, guint position)
{
  gint64 id = g_array_index (self->ids, gint64, position);
  PostilArticleItem *item = g_hash_table_lookup (self->items, &id);

  if (item != NULL && postil_article_item_is_filled (item))
    return !postil_article_item_get_article (item)->read;
  return self->unread != NULL && position < self->unread->len && self->unread->data[position] != 0;
}

/**
 * postil_article_list_next_unread:
 * @self: a list
 * @position: where to start; %G_MAXUINT: before the first row, or with @backwards after the last
 * @backwards: whether to look before @position instead of behind it
 *
 * Finds the nearest row that is not read yet, without @position itself.
 *
 * Returns: its position, or %G_MAXUINT when there is none
 */
guint
postil_article_list_next_unread (PostilArticleList *self, guint position, gboolean backwards)
{
  guint n_rows = 0;

  g_return_val_if_fail (POSTIL_IS_ARTICLE_LIST (self), G_MAXUINT);
  n_rows = self->ids->len;
  if (backwards)
    {
      for (guint i = MIN (position, n_rows); i > 0; i--)
        if (is_unread (self, i - 1))
          return i - 1;
      return G_MAXUINT;
    }
  for (guint i = position == G_MAXUINT ? 0 : position + 1; i < n_rows; i++)
    if (is_unread (self, i))
      return i;
  return G_MAXUINT;
}
