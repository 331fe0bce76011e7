/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample articles that come with the program: files listed in an index, so that they arrive in the order in which their
 * stories tell themselves, and leave together. Notes on them stay, and find their passages when the samples return. */
#include "config.h"

#include "postil-samples-private.h"

#include "postil-articles-table.h"
#include "postil-lists-table.h"
#include "postil-undo-private.h"

#include <string.h>

static GFile *
find_folder (void)
{
  const char *source = g_getenv ("POSTIL_DATA_SRCDIR");
  g_autofree char *path = NULL;

  path = g_build_filename (source != NULL && source[0] != '\0' ? source : POSTIL_PKGDATADIR, "samples", NULL);
  return g_file_new_for_path (path);
}

/**
 * postil_library_list_samples:
 * @self: a library
 *
 * Lists the files of the sample library that came with the program, in the order to import them. One small file is
 * read for that; it is in the same place as the program.
 *
 * Returns: (transfer full) (element-type GFile): empty when the program was installed without samples
 */
GListModel *
postil_library_list_samples (PostilLibrary *self)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) folder = find_folder ();
  g_autoptr (GFile) index = g_file_get_child (folder, "index.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (g_file_peek_path (index), &text, NULL, NULL))
    return G_LIST_MODEL (files);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GFile) file = NULL;
      const char *name = g_strstrip (lines[i]);

      if (name[0] == '\0' || name[0] == '#' || strchr (name, '/') != NULL)
        continue;
      file = g_file_get_child (folder, name);
      g_list_store_append (files, file);
    }
  return G_LIST_MODEL (files);
}

typedef struct
{
  gboolean with_deed;
  guint n_removed;
} Removal;

static gboolean
remove_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Removal *removal = data;
  const PostilListQuery query = { .selection = POSTIL_SELECT_SAMPLES };
  g_autoptr (GArray) ids = postil_lists_articles (database, &query, error);

  if (ids == NULL)
    return FALSE;
  removal->n_removed = ids->len;
  if (ids->len == 0)
    return TRUE;
  if (!removal->with_deed)
    return postil_articles_remove (database, ids, error);
  if (!postil_database_begin (database, POSTIL_DATABASE_NOTES, error))
    return FALSE;
  return postil_undo_end (database,
                          postil_undo_keep_articles (database, POSTIL_DEED_REMOVE_SAMPLES, NULL, TRUE, error)
                              && postil_articles_remove (database, ids, error),
                          error);
}

static void
removed (PostilLibrary *self, GTask *task, gpointer data)
{
  const Removal *removal = data;

  if (removal->n_removed > 0 && removal->with_deed)
    postil_undo_done (self, POSTIL_DEED_REMOVE_SAMPLES, TRUE);
  if (removal->n_removed > 0)
    postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  g_task_return_boolean (task, TRUE);
}

void
postil_samples_remove_async (PostilLibrary *self, gboolean with_deed, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { remove_on_db_thread, g_free, removed, POSTIL_STORE_PRIORITY_READER, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Removal *removal = g_new0 (Removal, 1);

  g_task_set_source_tag (task, postil_library_remove_samples_async);
  removal->with_deed = with_deed;
  postil_library_submit (task, &job, removal);
}

/**
 * postil_library_remove_samples_async:
 * @self: a library
 * @callback: called when they are gone
 * @user_data: for @callback
 *
 * Takes the sample articles out of the library. Notes made on them stay. Undo brings them back.
 */
void
postil_library_remove_samples_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  postil_samples_remove_async (self, TRUE, callback, user_data);
}

/**
 * postil_library_remove_samples_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_READ_ONLY` or `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether no sample is left
 */
gboolean
postil_library_remove_samples_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
