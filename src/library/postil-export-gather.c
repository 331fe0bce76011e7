/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of notes needs the article, its text, what the machine found, the notes, and what was written before. Notes outlive
 * their article: one that left the cache is made up from what its notes say of it. */
#include "config.h"

#include "postil-export-gather-private.h"

#include "postil-analyses-table.h"
#include "postil-articles-table.h"
#include "postil-exports-table.h"
#include "postil-markdown-export.h"
#include "postil-notes-table.h"
#include "postil-search-language.h"
#include "postil-search-table.h"

#include <string.h>

G_STATIC_ASSERT ((int) POSTIL_EXPORT_LOGSEQ == (int) POSTIL_MARKDOWN_LOGSEQ);

/* In files they are words of the format, not of the reader's language. */
const char *const postil_export_color_names[] = { "yellow", "green", "blue", "pink", "purple", NULL };

void
postil_export_source_free (PostilExportSource *source)
{
  g_clear_pointer (&source->article, postil_article_unref);
  g_clear_object (&source->document);
  g_clear_object (&source->analysis);
  g_clear_pointer (&source->notes, g_ptr_array_unref);
  g_clear_pointer (&source->written, g_hash_table_unref);
  g_free (source);
}

/* Keys of the articles that a query finds, themselves or one of their notes. */
static GHashTable *
find_matches (PostilDatabase *database, const char *text, GError **error)
{
  g_autoptr (PostilFilter) filter = postil_search_language_parse_now (text, FALSE, error);
  PostilSearchQuery query = { .filter = filter };
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = filter != NULL ? postil_search_notes (database, &query, error) : NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) articles = NULL;

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (keys, g_strdup (((PostilSearchRow *) g_ptr_array_index (rows, i))->note->article_key));
  ids = postil_search_article_ids (database, &query, error);
  articles = ids != NULL ? postil_articles_get_many (database, ids, error) : NULL;
  if (articles == NULL)
    return NULL;
  for (guint i = 0; i < articles->len; i++)
    {
      const PostilArticle *article = g_ptr_array_index (articles, i);

      if (article != NULL)
        g_hash_table_add (keys, g_strdup (article->key));
    }
  return g_steal_pointer (&keys);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In an order of their own, so that the same articles make the same file. */
static GPtrArray *
sort_keys (GHashTable *set)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_keys);
  return keys;
}

/**
 * postil_export_gather_keys:
 * @database: the database
 * @article_id: one article, or 0: all annotated ones
 * @query: (nullable): with 0, only those that it finds, themselves or by a note
 * @annotated: whether a query finds annotated articles only
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type utf8): keys of the articles to write
 */
GPtrArray *
postil_export_gather_keys (PostilDatabase *database, gint64 article_id, const char *query, gboolean annotated, GError **error)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GHashTable) matches = NULL;
  GPtrArray *chosen = NULL;

  if (article_id != 0)
    {
      g_autoptr (PostilArticle) article = postil_articles_get (database, article_id, error);

      if (article == NULL)
        return NULL;
      chosen = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (chosen, g_strdup (article->key));
      return chosen;
    }
  keys = postil_notes_list_articles (database, error);
  if (keys == NULL || query == NULL || query[0] == '\0')
    return g_steal_pointer (&keys);
  matches = find_matches (database, query, error);
  if (matches == NULL)
    return NULL;
  if (!annotated)
    return sort_keys (matches);
  chosen = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < keys->len; i++)
    if (g_hash_table_contains (matches, g_ptr_array_index (keys, i)))
      g_ptr_array_add (chosen, g_strdup (g_ptr_array_index (keys, i)));
  return chosen;
}

/* The article as its notes remember it. */
static PostilArticle *
remember_article (const char *key, GPtrArray *notes)
{
  PostilArticle *article = postil_article_new ();
  const PostilNote *note = notes->len > 0 ? g_ptr_array_index (notes, 0) : NULL;

  article->key = g_strdup (key);
  article->title = g_strdup (note != NULL ? note->article_title : "");
  article->url = g_strdup (note != NULL ? note->article_url : NULL);
  article->source = g_strdup ("");
  article->summary = g_strdup ("");
  article->added = note != NULL ? note->created : 0;
  article->n_notes = notes->len;
  return article;
}

static gboolean
gather_article (PostilDatabase *database, PostilExportSource *source, const char *key, GError **error)
{
  gint64 id = postil_articles_find (database, key, NULL);
  g_autoptr (GError) problem = NULL;

  if (id == 0)
    {
      const PostilNote *note = source->notes->len > 0 ? g_ptr_array_index (source->notes, 0) : NULL;

      source->article = remember_article (key, source->notes);
      if (note != NULL)
        source->document = postil_notes_load_snapshot (database, note->document_hash, NULL);
      return TRUE;
    }
  source->article = postil_articles_get (database, id, error);
  if (source->article == NULL)
    return FALSE;
  source->document = postil_articles_load_document (database, id, source->article->version, error);
  if (source->document == NULL)
    return FALSE;
  source->analysis = postil_analyses_load (database, id, &problem);
  if (problem != NULL)
    g_warning ("article %" G_GINT64_FORMAT ": %s; its notes are exported without figures", id, problem->message);
  return TRUE;
}

/**
 * postil_export_gather_written:
 * @database: the database
 * @key: the article, or the name of a file that is of no article
 * @folder: absolute path of the folder that will be written into
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type filename utf8): hashes of what was written there before, by file name
 */
GHashTable *
postil_export_gather_written (PostilDatabase *database, const char *key, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) rows = postil_exports_list_article (database, key, error);
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const PostilExportRow *row = g_ptr_array_index (rows, i);
      g_autofree char *its_folder = g_path_get_dirname (row->path);

      if (strcmp (its_folder, folder) == 0)
        g_hash_table_insert (written, g_path_get_basename (row->path), g_strdup (row->hash));
    }
  return g_steal_pointer (&written);
}

/**
 * postil_export_gather:
 * @database: the database
 * @key: the article
 * @folder: (nullable): absolute path of the folder that will be written into
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): what its file is made of
 */
PostilExportSource *
postil_export_gather (PostilDatabase *database, const char *key, const char *folder, GError **error)
{
  g_autoptr (PostilExportSource) source = g_new0 (PostilExportSource, 1);
  const PostilNotesQuery query = { .article_key = key };

  source->notes = postil_notes_list (database, &query, error);
  if (source->notes == NULL || !gather_article (database, source, key, error))
    return NULL;
  source->written = postil_export_gather_written (database, key, folder != NULL ? folder : "", error);
  return source->written != NULL ? g_steal_pointer (&source) : NULL;
}

/**
 * postil_export_source_to_markdown:
 * @source: what a file is made of
 * @template: for which program of notes
 * @error: return location; `POSTIL_EXPORT_ERROR` codes
 *
 * Makes the text of the file. Thread: any.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
postil_export_source_to_markdown (const PostilExportSource *source, PostilExportTemplate template, GError **error)
{
  const PostilMarkdownInput input = {
    .article = source->article,
    .document = source->document,
    .analysis = source->analysis,
    .notes = source->notes,
    .color_names = postil_export_color_names,
    .with_figures = TRUE,
    .with_entities = FALSE,
    .style = (PostilMarkdownStyle) template,
  };

  return postil_markdown_export_article (&input, error);
}
