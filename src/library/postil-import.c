/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files become articles: read in threads, a few at a time; understood by the worker; stored in batches as they come, so that
 * the first ones are listed while the last ones are still being read. Each file that fails has one sentence, and the
 * others do not notice. */
#include "config.h"

#include "postil-analysis-queue-private.h"
#include "postil-import-batch-private.h"
#include "postil-ingest-error.h"
#include "postil-library-private.h"
#include "postil-notes-import-private.h"
#include "postil-source-file-private.h"
#include "postil-undo-private.h"
#include "postil-worker-error.h"

#include <glib/gi18n-lib.h>

#define MAX_RUNNING 4 /* files being read or understood */
#define MAX_BATCH 64  /* files in one transaction */

/* One import; counted by what is under way. */
typedef struct
{
  GTask *task;
  GPtrArray *files;  /* (element-type GFile) */
  GPtrArray *labels; /* (element-type utf8) how messages call them */
  PostilImportReport *report;
  GPtrArray *ids;      /* (element-type GArray) one a file, NULL while unknown */
  GPtrArray *problems; /* (element-type utf8) one a file, NULL for none */
  GPtrArray *ready;    /* (element-type PostilImportItem) understood, not stored */
  guint next;
  guint n_running;
  gboolean samples;
  gboolean storing;
} Import;

/* A file on its way. */
typedef struct
{
  Import *import;
  guint file;
  GFile *source;
  char *label;
  char *host; /* (nullable) of an address on the web */
} Passage;

static void pump (Import *import);

/* The last part of a path, or of an address; an address may have none. */
static char *
dup_name (GFile *file)
{
  char *name = g_file_get_basename (file);

  return name != NULL ? name : g_file_get_uri (file);
}

static void
array_free (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

/**
 * postil_import_report_free:
 * @report: (transfer full): a report
 *
 * Frees it.
 */
void
postil_import_report_free (PostilImportReport *report)
{
  g_clear_pointer (&report->article_ids, g_array_unref);
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_clear_pointer (&report->note_remarks, g_ptr_array_unref);
  g_free (report);
}

static void
import_free (Import *import)
{
  g_ptr_array_unref (import->files);
  g_ptr_array_unref (import->labels);
  g_ptr_array_unref (import->ids);
  g_ptr_array_unref (import->problems);
  g_ptr_array_unref (import->ready);
  g_clear_pointer (&import->report, postil_import_report_free);
  g_object_unref (import->task);
  g_free (import);
}

static void
passage_free (gpointer data)
{
  Passage *passage = data;

  g_object_unref (passage->source);
  g_free (passage->label);
  g_free (passage->host);
  g_free (passage);
}

static PostilLibrary *
get_library (const Import *import)
{
  return g_task_get_source_object (import->task);
}

static void
set_problem (Import *import, guint file, const char *message)
{
  g_free (import->problems->pdata[file]);
  import->problems->pdata[file] = g_strdup (message);
}

/* --- the end --- */

static void
finish (Import *import)
{
  PostilLibrary *self = get_library (import);

  for (guint i = 0; i < import->files->len; i++)
    {
      GArray *ids = g_ptr_array_index (import->ids, i);

      if (ids != NULL && ids->len > 0)
        g_array_append_vals (import->report->article_ids, ids->data, ids->len);
      if (import->problems->pdata[i] != NULL)
        g_ptr_array_add (import->report->problems, g_steal_pointer (&import->problems->pdata[i]));
    }
  postil_library_add_importing (self, -(int) (import->files->len - import->next));
  if (!g_task_return_error_if_cancelled (import->task))
    g_task_return_pointer (import->task, g_steal_pointer (&import->report), (GDestroyNotify) postil_import_report_free);
  import_free (import);
}

/* --- into the database --- */

static void
take_outcomes (Import *import, PostilImportBatch *batch)
{
  PostilLibrary *self = get_library (import);
  GHashTableIter iter;
  gpointer key = NULL;

  for (guint i = 0; i < batch->outcomes->len; i++)
    {
      PostilImportOutcome *outcome = g_ptr_array_index (batch->outcomes, i);

      import->ids->pdata[outcome->file] = g_array_ref (outcome->ids);
      if (outcome->problem != NULL)
        set_problem (import, outcome->file, outcome->problem);
    }
  import->report->n_new += batch->n_new;
  import->report->n_known += batch->n_known;
  import->report->n_updated += batch->n_updated;
  import->report->n_feeds += batch->n_feeds;
  import->report->n_known_feeds += batch->n_known_feeds;
  if (self->closed)
    return;
  if (batch->n_new + batch->n_updated > 0)
    postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
  else if (batch->n_feeds > 0)
    postil_library_announce (self, POSTIL_ANNOUNCE_SOURCES);
  for (guint i = 0; i < batch->updated->len; i++)
    postil_library_announce_article (self, g_array_index (batch->updated, gint64, i));
  g_hash_table_iter_init (&iter, batch->moved);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    postil_library_announce_notes (self, key);
  postil_analysis_queue_add_waiting (self->queue, batch->n_new + batch->n_updated);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;
  PostilImportBatch *batch = postil_store_submit_get_data (result);
  g_autoptr (GError) error = NULL;
  guint n = batch->items->len;

  import->storing = FALSE;
  if (postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    take_outcomes (import, batch);
  else
    for (guint i = 0; i < batch->items->len; i++)
      {
        const PostilImportItem *item = g_ptr_array_index (batch->items, i);
        g_autofree char *message = g_strdup_printf (_ ("“%s” was not stored: %s"), item->label, error->message);

        set_problem (import, item->file, message);
      }
  postil_library_add_importing (get_library (import), -(int) n);
  pump (import);
}

static void
store_ready (Import *import)
{
  PostilLibrary *self = get_library (import);
  g_autoptr (GPtrArray) items = import->ready;
  PostilImportBatch *batch = NULL;

  import->ready = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_import_item_free);
  import->storing = TRUE;
  batch = postil_import_batch_new (items, import->samples);
  postil_store_submit_async (self->store, POSTIL_STORE_PRIORITY_NORMAL, postil_import_batch_store, batch,
                             (GDestroyNotify) postil_import_batch_free, NULL, stored_cb, import);
}

/* --- in the worker --- */

/* What the worker says of bytes it cannot use, in the reader's words. */
static char *
describe_failure (const char *label, const GError *error)
{
  if (error->domain == POSTIL_INGEST_ERROR)
    switch ((PostilIngestError) error->code)
      {
      case POSTIL_INGEST_ERROR_EMPTY:
        return g_strdup_printf (_ ("“%s” has no text"), label);
      case POSTIL_INGEST_ERROR_BINARY:
        return g_strdup_printf (_ ("“%s” is not a text: it holds binary data"), label);
      case POSTIL_INGEST_ERROR_TOO_LARGE:
        return g_strdup_printf (_ ("“%s” is too large to be read as an article"), label);
      case POSTIL_INGEST_ERROR_TOO_COMPLEX:
        return g_strdup_printf (_ ("“%s” is too complex: its parts are nested too deeply"), label);
      case POSTIL_INGEST_ERROR_MALFORMED:
      case POSTIL_INGEST_ERROR_UNSUPPORTED:
      default:
        break;
      }
  if (g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_CRASHED))
    return g_strdup_printf (_ ("“%s” was not read: the reading process died of it"), label);
  if (g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_TIMEOUT))
    return g_strdup_printf (_ ("“%s” was not read: it took too long"), label);
  /* Translators: a file name and the reason */
  return g_strdup_printf (_ ("“%s” was not read: %s"), label, error->message);
}

static void
fail_passage (Passage *passage, const char *message)
{
  Import *import = passage->import;

  set_problem (import, passage->file, message);
  import->n_running--;
  postil_library_add_importing (get_library (import), -1);
  passage_free (passage);
  pump (import);
}

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Passage *passage = user_data;
  Import *import = passage->import;
  g_autoptr (GError) error = NULL;
  PostilIngested *ingested = postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error);
  PostilImportItem *item = NULL;
  g_autoptr (GFile) parent = NULL;
  g_autofree char *base = NULL;

  if (ingested == NULL)
    {
      g_autofree char *message = describe_failure (passage->label, error);

      fail_passage (passage, message);
      return;
    }
  base = dup_name (passage->source);
  parent = g_file_get_parent (passage->source);
  item = g_new0 (PostilImportItem, 1);
  item->file = passage->file;
  item->name = g_filename_display_name (base);
  item->label = g_strdup (passage->label);
  if (passage->host != NULL)
    item->folder = g_strdup (passage->host);
  else if (parent != NULL)
    {
      g_autofree char *folder = g_file_get_basename (parent);

      item->folder = g_filename_display_name (folder);
    }
  item->ingested = ingested;
  g_ptr_array_add (import->ready, item);
  import->n_running--;
  passage_free (passage);
  pump (import);
}

/* --- from the disk --- */

/* What was read: bytes for the worker, or the notes of another tool. */
typedef struct
{
  GBytes *bytes;
  PostilForeignNotes *notes; /* (nullable) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->bytes, g_bytes_unref);
  g_clear_pointer (&reading->notes, postil_foreign_notes_free);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* A file that is no file of notes, or a broken one, is the worker's: it may be a feed. */
static PostilForeignNotes *
read_notes (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  PostilForeignNotes *notes = data != NULL ? postil_foreign_notes_parse (data, size, NULL) : NULL;

  if (notes != NULL && notes->format == POSTIL_FOREIGN_NONE)
    g_clear_pointer (&notes, postil_foreign_notes_free);
  return notes;
}

static void
read_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Passage *passage = task_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = postil_source_file_read (passage->source, passage->label, cancellable, &error);

  Reading *reading = NULL;

  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->bytes = bytes;
  reading->notes = read_notes (bytes);
  g_task_return_pointer (task, reading, reading_free);
}

/* --- notes of other tools --- */

static void
notes_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Passage *passage = user_data;
  Import *import = passage->import;
  PostilLibrary *self = get_library (import);
  PostilNotesImport *notes = postil_store_submit_get_data (result);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer key = NULL;

  if (!postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    {
      g_autofree char *message = g_strdup_printf (_ ("“%s” was not stored: %s"), passage->label, error->message);

      fail_passage (passage, message);
      return;
    }
  import->report->n_notes_placed += notes->n_placed;
  import->report->n_notes_orphaned += notes->n_orphaned;
  import->report->n_notes_remembered += notes->n_remembered;
  import->report->n_notes_skipped += notes->n_known + notes->foreign->skipped->len;
  g_ptr_array_extend_and_steal (import->report->note_remarks, g_ptr_array_ref (notes->remarks));
  if (!self->closed && g_hash_table_size (notes->keys) > 0)
    {
      postil_undo_done (self, POSTIL_DEED_IMPORT_NOTES, TRUE);
      g_hash_table_iter_init (&iter, notes->keys);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        postil_library_announce_notes (self, key);
      postil_library_announce (self, POSTIL_ANNOUNCE_ARTICLES);
    }
  import->n_running--;
  postil_library_add_importing (self, -1);
  passage_free (passage);
  pump (import);
}

static void
store_notes (Passage *passage, PostilForeignNotes *notes)
{
  PostilLibrary *self = get_library (passage->import);
  PostilNotesImport *import = postil_notes_import_new (notes, passage->label, postil_time_now ());

  postil_store_submit_async (self->store, POSTIL_STORE_PRIORITY_NORMAL, postil_notes_import_store, import,
                             (GDestroyNotify) postil_notes_import_free, g_task_get_cancellable (passage->import->task),
                             notes_stored_cb, passage);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Passage *passage = user_data;
  PostilLibrary *self = get_library (passage->import);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = dup_name (passage->source);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GVariant) hints = NULL;

  if (reading == NULL)
    {
      fail_passage (passage, error->message);
      return;
    }
  if (reading->notes != NULL)
    {
      store_notes (passage, g_steal_pointer (&reading->notes));
      return;
    }
  hints = g_variant_ref_sink (g_variant_new_parsed ("{'name': %s}", name));
  postil_worker_ingest_async (self->worker, reading->bytes, hints, g_task_get_cancellable (passage->import->task), ingested_cb,
                              passage);
}

/* --- from the web, when the reader typed the address --- */

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Passage *passage = user_data;
  PostilLibrary *self = get_library (passage->import);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFetched) fetched = postil_fetcher_fetch_finish (POSTIL_FETCHER (source), result, &error);
  g_autoptr (GVariant) hints = NULL;

  if (fetched == NULL || !postil_fetched_check (fetched, &error))
    {
      fail_passage (passage, error->message);
      return;
    }
  hints = g_variant_ref_sink (g_variant_new_parsed ("{'name': %s, 'url': %s, 'content-type': %s}", passage->label, fetched->url,
                                                    fetched->content_type != NULL ? fetched->content_type : ""));
  postil_worker_ingest_async (self->worker, fetched->bytes, hints, g_task_get_cancellable (passage->import->task), ingested_cb,
                              passage);
}

static void
fetch_passage (Passage *passage, const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  const PostilFetchRequest request = { .url = uri, .typed = TRUE, .max_bytes = POSTIL_SOURCE_FILE_MAX };

  passage->host = parsed != NULL ? g_strdup (g_uri_get_host (parsed)) : NULL;
  postil_fetcher_fetch_async (postil_library_get_fetcher (get_library (passage->import)), &request,
                              g_task_get_cancellable (passage->import->task), fetched_cb, passage);
}

static void
start_next (Import *import)
{
  PostilLibrary *self = get_library (import);
  Passage *passage = g_new0 (Passage, 1);
  g_autoptr (GTask) reading = NULL;
  g_autofree char *uri = NULL;

  passage->import = import;
  passage->file = import->next++;
  passage->source = g_object_ref (g_ptr_array_index (import->files, passage->file));
  passage->label = g_strdup (g_ptr_array_index (import->labels, passage->file));
  import->n_running++;
  if (g_file_has_uri_scheme (passage->source, "http") || g_file_has_uri_scheme (passage->source, "https"))
    {
      uri = g_file_get_uri (passage->source);
      fetch_passage (passage, uri);
      return;
    }
  reading = g_task_new (self, g_task_get_cancellable (import->task), read_cb, passage);
  g_task_set_source_tag (reading, start_next);
  g_task_set_task_data (reading, passage, NULL);
  g_task_run_in_thread (reading, read_in_thread);
}

static void
pump (Import *import)
{
  gboolean stop = get_library (import)->closed || g_cancellable_is_cancelled (g_task_get_cancellable (import->task));

  while (!stop && import->n_running < MAX_RUNNING && import->next < import->files->len && import->ready->len < MAX_BATCH)
    start_next (import);
  if (!import->storing && import->ready->len > 0)
    store_ready (import);
  if (import->n_running == 0 && !import->storing && (stop || import->next == import->files->len))
    finish (import);
}

/* The name is enough where it is the only one of its kind; else the whole path. */
static GPtrArray *
make_labels (GPtrArray *files)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < files->len; i++)
    {
      char *name = dup_name (g_ptr_array_index (files, i));
      gpointer count = g_hash_table_lookup (counts, name);

      g_hash_table_replace (counts, name, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
    }
  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = dup_name (file);
      gpointer count = g_hash_table_lookup (counts, name);

      g_ptr_array_add (labels, GPOINTER_TO_UINT (count) == 1 ? g_filename_display_name (name) : g_file_get_parse_name (file));
    }
  return labels;
}

/**
 * postil_library_import_async:
 * @self: a library
 * @files: (element-type GFile): files, or http and https addresses the reader typed; looked at before the call returns
 * @samples: whether the articles are marked as samples
 * @cancellable: (nullable): a cancellable; what is stored by then stays
 * @callback: called when all files are done
 * @user_data: for @callback
 *
 * Imports texts, pages and feed files. Articles are listed as they come; their analysis goes on afterwards.
 */
void
postil_library_import_async (PostilLibrary *self, GListModel *files, gboolean samples, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Import *import = NULL;
  guint n_files = g_list_model_get_n_items (files);

  g_task_set_source_tag (task, postil_library_import_async);
  if (self->closed || postil_library_get_read_only (self))
    {
      const char *reason = postil_store_get_read_only_reason (self->store);

      g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_READ_ONLY, "%s",
                               reason != NULL ? reason : _ ("The library is closed"));
      g_object_unref (task);
      return;
    }
  import = g_new0 (Import, 1);
  import->task = task;
  import->samples = samples;
  import->files = g_ptr_array_new_with_free_func (g_object_unref);
  import->ids = g_ptr_array_new_with_free_func (array_free);
  import->problems = g_ptr_array_new_with_free_func (g_free);
  import->ready = g_ptr_array_new_with_free_func ((GDestroyNotify) postil_import_item_free);
  import->report = g_new0 (PostilImportReport, 1);
  import->report->article_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  import->report->problems = g_ptr_array_new_with_free_func (g_free);
  import->report->note_remarks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (import->files, g_list_model_get_item (files, i));
  g_ptr_array_set_size (import->ids, (int) n_files);
  g_ptr_array_set_size (import->problems, (int) n_files);
  import->labels = make_labels (import->files);
  postil_library_add_importing (self, (int) n_files);
  pump (import);
}

/**
 * postil_library_import_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_LIBRARY_ERROR_READ_ONLY`, `G_IO_ERROR_CANCELLED`
 *
 * Returns: (transfer full) (nullable): what became of the files; those that failed are problems in it
 */
PostilImportReport *
postil_library_import_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
