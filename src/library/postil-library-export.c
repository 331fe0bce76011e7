/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An export asks the database for some articles at a time, writes their files in a thread, and notes what it wrote, so that
 * the next export can tell a file it wrote from one the reader has edited since. Backups and checks are the database's. */
#include "config.h"

#include "postil-library-export.h"

#include "postil-database.h"
#include "postil-export-collect-private.h"
#include "postil-export-folder-private.h"
#include "postil-export-gather-private.h"
#include "postil-exports-table.h"
#include "postil-library-private.h"
#include "postil-line-diff.h"
#include "postil-maintenance.h"
#include "postil-markdown-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHUNK 25 /* articles in memory at once */

/**
 * postil_export_report_free:
 * @report: (transfer full): a report
 *
 * Frees it.
 */
void
postil_export_report_free (PostilExportReport *report)
{
  g_clear_pointer (&report->paths, g_ptr_array_unref);
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_clear_pointer (&report->warnings, g_ptr_array_unref);
  g_clear_pointer (&report->differences, g_ptr_array_unref);
  g_free (report);
}

/**
 * postil_export_format_from_string:
 * @name: as on the command line
 * @format: (out): the format
 *
 * Returns: whether there is such a format
 */
gboolean
postil_export_format_from_string (const char *name, PostilExportFormat *format)
{
  static const char *const names[] = { "markdown", "jsonld", "csv", "csl", "bibtex" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *format = (PostilExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * postil_export_template_from_string:
 * @name: as on the command line
 * @template: (out): the template
 *
 * Returns: whether there is such a template
 */
gboolean
postil_export_template_from_string (const char *name, PostilExportTemplate *template)
{
  static const char *const names[] = { "obsidian", "joplin", "logseq" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *template = (PostilExportTemplate) i;
        return TRUE;
      }
  return FALSE;
}

/* One export, passed from thread to thread; in one of them at a time. */
typedef struct
{
  gint64 article_id;
  char *query;
  char *folder; /* absolute */
  gboolean dry_run;
  gboolean restore;
  PostilExportFormat format;
  PostilExportTemplate template;
  PostilExportCollector *collector; /* (nullable) of a format with one file */
  gboolean finished;                /* that file was written */
  GHashTable *written;              /* (nullable) (element-type filename utf8) hashes of such files in the folder, by name */
  GPtrArray *keys;
  guint next;
  GPtrArray *sources; /* (element-type PostilExportSource) of this chunk */
  GPtrArray *rows;    /* (element-type PostilExportRow) written and not noted yet */
  PostilExportReport *report;
} Export;

static void read_chunk (GTask *task);

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->query);
  g_free (export->folder);
  g_clear_pointer (&export->collector, postil_export_collector_free);
  g_clear_pointer (&export->written, g_hash_table_unref);
  g_clear_pointer (&export->keys, g_ptr_array_unref);
  g_clear_pointer (&export->sources, g_ptr_array_unref);
  g_clear_pointer (&export->rows, g_ptr_array_unref);
  g_clear_pointer (&export->report, postil_export_report_free);
  g_free (export);
}

/* --- from the database, and what was written back into it --- */

static gboolean
note_written_on_db_thread (PostilDatabase *database, Export *export, GError **error)
{
  /* A library that can only be read can be exported, but cannot note what was written: the next export writes beside. */
  for (guint i = 0; i < export->rows->len && !postil_database_get_read_only (database); i++)
    if (!postil_exports_put (database, g_ptr_array_index (export->rows, i), error))
      return FALSE;
  g_ptr_array_set_size (export->rows, 0);
  return TRUE;
}

/* Articles that lost their last note since they were exported: their files still say what was deleted. */
static gboolean
add_emptied_on_db_thread (PostilDatabase *database, Export *export, GError **error)
{
  g_autoptr (GPtrArray) exported = postil_exports_list_keys (database, error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_keys = export->keys->len;

  for (guint i = 0; i < n_keys; i++)
    g_hash_table_add (known, g_ptr_array_index (export->keys, i));
  for (guint i = 0; exported != NULL && i < exported->len; i++)
    {
      const char *key = g_ptr_array_index (exported, i);

      /* Other keys are the names of files that are of no article. */
      if (strchr (key, '.') == NULL && !g_hash_table_contains (known, key))
        g_ptr_array_add (export->keys, g_strdup (key));
    }
  return exported != NULL;
}

/* Figures and references are not the notes' alone: a query finds them in every article. */
static gboolean
begin_on_db_thread (PostilDatabase *database, Export *export, GError **error)
{
  gboolean annotated = export->format == POSTIL_EXPORT_MARKDOWN || export->format == POSTIL_EXPORT_JSONLD;

  export->keys = postil_export_gather_keys (database, export->article_id, export->query, annotated, error);
  if (export->keys == NULL)
    return FALSE;
  if (export->collector == NULL)
    return export->article_id != 0 || (export->query != NULL && *export->query != '\0')
           || add_emptied_on_db_thread (database, export, error);
  export->written
      = postil_export_gather_written (database, postil_export_format_get_file_name (export->format), export->folder, error);
  return export->written != NULL;
}

static gboolean
gather_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;

  if (!note_written_on_db_thread (database, export, error))
    return FALSE;
  if (export->keys == NULL && !begin_on_db_thread (database, export, error))
    return FALSE;
  for (guint n = 0; n < CHUNK && export->next < export->keys->len; n++)
    {
      const char *key = g_ptr_array_index (export->keys, export->next++);
      PostilExportSource *source = postil_export_gather (database, key, export->folder, error);

      if (source == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_clear_pointer (&source, postil_export_source_free);
          return FALSE;
        }
      g_ptr_array_add (export->sources, source);
    }
  return TRUE;
}

/* --- onto the disk --- */

static void
count (PostilExportReport *report, const PostilExportOutcome *outcome)
{
  if (outcome->placement == POSTIL_PLACED_UNCHANGED)
    report->n_unchanged++;
  else if (outcome->placement == POSTIL_PLACED_BESIDE)
    report->n_beside++;
  else
    report->n_written++;
  report->n_added += outcome->counts.n_added;
  report->n_updated += outcome->counts.n_updated;
  report->n_same += outcome->counts.n_same;
  report->n_kept += outcome->counts.n_kept;
  report->n_conflicts += outcome->counts.n_conflicts;
  report->n_removed += outcome->counts.n_removed;
  report->n_released += outcome->counts.n_released;
  report->n_withheld += outcome->counts.n_withheld;
}

static void
report_outcome (Export *export, const PostilExportOutcome *outcome, const char *path)
{
  count (export->report, outcome);
  g_ptr_array_add (export->report->paths, g_strdup (path));
  if (outcome->counts.front_matter_unreadable)
    g_ptr_array_add (export->report->warnings,
                     /* Translators: a file name */
                     g_strdup_printf (_ ("“%s”: its front matter cannot be read and was left as it is"), outcome->name));
  if (export->dry_run)
    g_ptr_array_add (export->report->differences, postil_line_diff (outcome->before, outcome->after, outcome->name));
}

static void
note_file (Export *export, const char *path, const char *key, const char *text)
{
  PostilExportRow *row = postil_export_row_new ();

  row->path = g_strdup (path);
  row->article_key = g_strdup (key);
  row->hash = postil_markdown_hash (text);
  row->written = postil_time_now ();
  g_ptr_array_add (export->rows, row);
}

static gboolean
put_source (Export *export, PostilExportFolder *folder, PostilExportSource *source, GError **error)
{
  g_autofree char *text = postil_export_source_to_markdown (source, export->template, error);
  g_autofree char *name = postil_markdown_export_file_name (source->article->title, source->article->key);
  g_autofree char *path = NULL;
  PostilExportFile file
      = { source->article->key, name, text, export->restore, export->article_id == 0 && source->notes->len == 0 };
  g_auto (PostilExportOutcome) outcome = { .name = NULL };

  if (text == NULL || !postil_export_folder_put (folder, &file, source->written, &outcome, error))
    return FALSE;
  if (outcome.name == NULL)
    return TRUE;
  path = g_build_filename (export->folder, outcome.name, NULL);
  report_outcome (export, &outcome, path);
  if (export->dry_run)
    return TRUE;
  note_file (export, path, source->article->key, outcome.after);
  return TRUE;
}

/* All that was collected, once the last article is in. */
static gboolean
put_collected (Export *export, PostilExportFolder *folder, GError **error)
{
  const char *name = postil_export_format_get_file_name (export->format);
  g_autofree char *text = postil_export_collector_finish (export->collector);
  g_autofree char *path = NULL;
  PostilExportFile file = { .article_key = name, .name = name, .text = text };
  g_auto (PostilExportOutcome) outcome = { .name = NULL };

  if (!postil_export_folder_put_plain (folder, &file, export->written, &outcome, error))
    return FALSE;
  path = g_build_filename (export->folder, outcome.name, NULL);
  report_outcome (export, &outcome, path);
  if (!export->dry_run)
    note_file (export, path, name, outcome.after);
  return TRUE;
}

static void
put_sources (Export *export, PostilExportFolder *folder, GCancellable *cancellable)
{
  for (guint i = 0; i < export->sources->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) problem = NULL;

      if (export->collector != NULL)
        postil_export_collector_add (export->collector, g_ptr_array_index (export->sources, i));
      else if (!put_source (export, folder, g_ptr_array_index (export->sources, i), &problem))
        g_ptr_array_add (export->report->problems, g_strdup (problem->message));
    }
}

static void
write_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilExportFolder) folder = postil_export_folder_open (export->folder, export->dry_run, &error);

  if (folder == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (export->sources->len > 0)
    put_sources (export, folder, cancellable);
  else
    {
      g_autoptr (GError) problem = NULL;

      export->finished = TRUE;
      if (!put_collected (export, folder, &problem))
        g_ptr_array_add (export->report->problems, g_strdup (problem->message));
    }
  g_ptr_array_set_size (export->sources, 0);
  g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    read_chunk (g_steal_pointer (&task));
}

static void
gathered (PostilLibrary *self, GTask *task, gpointer data)
{
  Export *export = data;
  g_autoptr (GTask) writing = NULL;

  if (export->sources->len == 0 && (export->collector == NULL || export->finished))
    {
      g_task_return_pointer (task, g_steal_pointer (&export->report), (GDestroyNotify) postil_export_report_free);
      return;
    }
  writing = g_task_new (self, g_task_get_cancellable (task), written_cb, g_object_ref (task));
  g_task_set_source_tag (writing, gathered);
  g_task_set_task_data (writing, export, NULL);
  g_task_run_in_thread (writing, write_in_thread);
}

static void
read_chunk (GTask *task)
{
  static const PostilLibraryJob job = { gather_on_db_thread, NULL, gathered, POSTIL_STORE_PRIORITY_NORMAL, FALSE };

  postil_library_submit (task, &job, g_task_get_task_data (task));
}

static Export *
export_new (const PostilExportOptions *options, const char *path)
{
  Export *export = g_new0 (Export, 1);

  export->article_id = options->article_id;
  export->query = g_strdup (options->query);
  export->folder = g_canonicalize_filename (path, NULL);
  export->dry_run = options->dry_run;
  export->restore = options->restore;
  export->format = options->format;
  export->template = options->template;
  if (options->format != POSTIL_EXPORT_MARKDOWN)
    export->collector = postil_export_collector_new (options->format);
  export->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_export_source_free);
  export->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_export_row_free);
  export->report = g_new0 (PostilExportReport, 1);
  export->report->paths = g_ptr_array_new_with_free_func (g_free);
  export->report->problems = g_ptr_array_new_with_free_func (g_free);
  export->report->warnings = g_ptr_array_new_with_free_func (g_free);
  export->report->differences = g_ptr_array_new_with_free_func (g_free);
  return export;
}

/**
 * postil_library_export_with_async:
 * @self: a library
 * @options: what is written, and how; copied
 * @folder: where to, on this computer; made when it is missing
 * @cancellable: (nullable): a cancellable; files already written stay
 * @callback: called with the report
 * @user_data: for @callback
 *
 * Writes notes as files. A file that an earlier export wrote is merged with what its reader made of it since.
 */
void
postil_library_export_with_async (PostilLibrary *self, const PostilExportOptions *options, GFile *folder,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const char *path = g_file_peek_path (folder);

  g_task_set_source_tag (task, postil_library_export_with_async);
  if (path == NULL)
    {
      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_UNSUPPORTED, "%s",
                               _ ("The folder is not on this computer"));
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, export_new (options, path), export_free);
  read_chunk (task);
}

/**
 * postil_library_export_async:
 * @self: a library
 * @article_id: one article, or 0: every annotated one
 * @query: (nullable): with 0, only articles it finds, themselves or by a note
 * @folder: where to, on this computer; made when it is missing
 * @dry_run: decide and count everything, write nothing
 * @cancellable: (nullable): a cancellable; files already written stay
 * @callback: called with the report
 * @user_data: for @callback
 *
 * Writes one Markdown file an article, merged with what its reader made of it since the last time.
 */
void
postil_library_export_async (PostilLibrary *self, gint64 article_id, const char *query, GFile *folder, gboolean dry_run,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const PostilExportOptions options = { .article_id = article_id, .query = query, .dry_run = dry_run };

  postil_library_export_with_async (self, &options, folder, cancellable, callback, user_data);
}

/**
 * postil_library_export_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_FAILED` when the folder cannot be written at all, `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): what became of the files
 */
PostilExportReport *
postil_library_export_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the preview --- */

typedef struct
{
  gint64 article_id;
  PostilExportSource *source;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  g_clear_pointer (&preview->source, postil_export_source_free);
  g_free (preview);
}

static gboolean
preview_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Preview *preview = data;
  g_autoptr (GPtrArray) keys = postil_export_gather_keys (database, preview->article_id, NULL, TRUE, error);

  if (keys == NULL)
    return FALSE;
  preview->source = postil_export_gather (database, g_ptr_array_index (keys, 0), NULL, error);
  return preview->source != NULL;
}

static void
render_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *text = postil_export_source_to_markdown (task_data, POSTIL_EXPORT_OBSIDIAN, &error);

  if (text == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, text, g_free);
}

static void
preview_gathered (PostilLibrary *self, GTask *task, gpointer data)
{
  Preview *preview = data;

  g_task_set_task_data (task, g_steal_pointer (&preview->source), (GDestroyNotify) postil_export_source_free);
  g_task_run_in_thread (task, render_in_thread);
}

/**
 * postil_library_preview_async:
 * @self: a library
 * @article_id: the article
 * @cancellable: (nullable): a cancellable
 * @callback: called with the text
 * @user_data: for @callback
 *
 * Makes the text that an export of the article would write.
 */
void
postil_library_preview_async (PostilLibrary *self, gint64 article_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  static const PostilLibraryJob job
      = { preview_on_db_thread, preview_free, preview_gathered, POSTIL_STORE_PRIORITY_READER, FALSE };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Preview *preview = g_new0 (Preview, 1);

  g_return_if_fail (article_id != 0);
  g_task_set_source_tag (task, postil_library_preview_async);
  preview->article_id = article_id;
  postil_library_submit (task, &job, preview);
}

/**
 * postil_library_preview_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` or `POSTIL_EXPORT_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the text of the file
 */
char *
postil_library_preview_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- backup and check --- */

typedef struct
{
  char *path; /* (nullable) where to; then where it is */
  gboolean repair;
  GPtrArray *findings;
} Upkeep;

static void
upkeep_free (gpointer data)
{
  Upkeep *upkeep = data;

  g_free (upkeep->path);
  g_clear_pointer (&upkeep->findings, g_ptr_array_unref);
  g_free (upkeep);
}

static gboolean
backup_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Upkeep *upkeep = data;
  char *path = postil_maintenance_backup (database, upkeep->path, postil_time_now (), error);

  if (path == NULL)
    return FALSE;
  g_free (upkeep->path);
  upkeep->path = path;
  return TRUE;
}

static void
backed_up (PostilLibrary *self, GTask *task, gpointer data)
{
  const Upkeep *upkeep = data;

  g_task_return_pointer (task, g_file_new_for_path (upkeep->path), g_object_unref);
}

/**
 * postil_library_backup_async:
 * @self: a library
 * @file: (nullable): where to; NULL: the next name in the library's own folder
 * @callback: called when the copy is checked and on the disk
 * @user_data: for @callback
 *
 * Makes a complete, checked copy of the notes.
 */
void
postil_library_backup_async (PostilLibrary *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob job = { backup_on_db_thread, upkeep_free, backed_up, POSTIL_STORE_PRIORITY_NORMAL, FALSE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Upkeep *upkeep = NULL;

  g_task_set_source_tag (task, postil_library_backup_async);
  if (file != NULL && g_file_peek_path (file) == NULL)
    {
      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_UNSUPPORTED, "%s",
                               _ ("The file is not on this computer"));
      g_object_unref (task);
      return;
    }
  upkeep = g_new0 (Upkeep, 1);
  upkeep->path = file != NULL ? g_strdup (g_file_peek_path (file)) : NULL;
  postil_library_submit (task, &job, upkeep);
}

/**
 * postil_library_backup_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): where the copy is
 */
GFile *
postil_library_backup_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
check_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Upkeep *upkeep = data;

  upkeep->findings = postil_maintenance_check (database, upkeep->repair, error);
  return upkeep->findings != NULL;
}

static void
checked (PostilLibrary *self, GTask *task, gpointer data)
{
  Upkeep *upkeep = data;

  if (upkeep->repair && upkeep->findings->len > 0)
    postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  g_task_return_pointer (task, g_steal_pointer (&upkeep->findings), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * postil_library_check_async:
 * @self: a library
 * @repair: whether what is derived is made anew where it is wrong
 * @callback: called with the findings
 * @user_data: for @callback
 *
 * Checks both databases.
 */
void
postil_library_check_async (PostilLibrary *self, gboolean repair, GAsyncReadyCallback callback, gpointer user_data)
{
  static const PostilLibraryJob look = { check_on_db_thread, upkeep_free, checked, POSTIL_STORE_PRIORITY_NORMAL, FALSE };
  static const PostilLibraryJob mend = { check_on_db_thread, upkeep_free, checked, POSTIL_STORE_PRIORITY_NORMAL, TRUE };
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Upkeep *upkeep = g_new0 (Upkeep, 1);

  g_task_set_source_tag (task, postil_library_check_async);
  upkeep->repair = repair;
  postil_library_submit (task, repair ? &mend : &look, upkeep);
}

/**
 * postil_library_check_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable) (element-type utf8): one sentence a finding; empty when all is well
 */
GPtrArray *
postil_library_check_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
