/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library as one object: it opens and closes the store and the worker, tells what changed, and carries use cases to
 * the database thread and their results back to the thread that asked. */
#include "config.h"

#include "postil-library.h"

#include "postil-analysis-queue-private.h"
#include "postil-database.h"
#include "postil-draft-keeper-private.h"
#include "postil-library-private.h"
#include "postil-maintenance.h"
#include "postil-outside-private.h"
#include "postil-refresh-private.h"
#include "postil-undo-private.h"

#include <glib/gi18n-lib.h>

/* Lists ask again at most this often while articles stream in. */
#define ANNOUNCE_INTERVAL (150 * G_TIME_SPAN_MILLISECOND)

enum
{
  PROP_0,
  PROP_READ_ONLY,
  PROP_READ_ONLY_REASON,
  PROP_N_IMPORTING,
  PROP_N_ANALYSING,
  PROP_N_ANALYSED,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

enum
{
  ARTICLES_CHANGED,
  ARTICLE_CHANGED,
  NOTES_CHANGED,
  SOURCES_CHANGED,
  CHANGED_OUTSIDE,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PostilLibrary, postil_library, G_TYPE_OBJECT)

/* --- use cases on the database thread --- */

typedef struct
{
  const PostilLibraryJob *job;
  GTask *task;
} Submission;

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Submission *submission = user_data;
  g_autoptr (GTask) task = submission->task;
  PostilLibrary *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!postil_store_submit_finish (POSTIL_STORE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    submission->job->done (self, task, postil_store_submit_get_data (result));
  g_free (submission);
}

/* Runs a job for a task whose source object is the library; takes the task and data. */
void
postil_library_submit (GTask *task, const PostilLibraryJob *job, gpointer data)
{
  PostilLibrary *self = g_task_get_source_object (task);
  Submission *submission = NULL;
  const char *reason = postil_store_get_read_only_reason (self->store);

  if (self->closed || (job->writes && postil_store_get_read_only (self->store)))
    {
      if (self->closed)
        g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_FAILED, "%s", _ ("The library is closed"));
      else
        g_task_return_new_error (task, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_READ_ONLY, "%s",
                                 reason != NULL ? reason : _ ("The library can only be read"));
      if (job->free != NULL)
        job->free (data);
      g_object_unref (task);
      return;
    }
  submission = g_new0 (Submission, 1);
  submission->job = job;
  submission->task = task;
  postil_store_submit_async (self->store, job->priority, job->run, data, job->free, g_task_get_cancellable (task), submitted_cb,
                             submission);
}

/* --- what changed --- */

static gboolean
announce_cb (gpointer user_data)
{
  PostilLibrary *self = user_data;
  gboolean articles = self->announce_articles;

  g_clear_pointer (&self->announcement, g_source_unref);
  self->announce_articles = FALSE;
  self->announced = g_get_monotonic_time ();
  g_object_ref (self);
  if (articles)
    g_signal_emit (self, signals[ARTICLES_CHANGED], 0);
  g_signal_emit (self, signals[SOURCES_CHANGED], 0);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

GSource *
postil_library_add_timeout (PostilLibrary *self, guint milliseconds, GSourceFunc function, gpointer user_data)
{
  GSource *source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, function, user_data, NULL);
  g_source_attach (source, self->context);
  return source;
}

/* Tells soon, and once for everything that changes until then. */
void
postil_library_announce (PostilLibrary *self, PostilAnnouncement announcement)
{
  gint64 since = g_get_monotonic_time () - self->announced;

  if (self->closed)
    return;
  self->announce_articles = self->announce_articles || announcement == POSTIL_ANNOUNCE_ARTICLES;
  if (self->announcement != NULL)
    return;
  self->announcement
      = postil_library_add_timeout (self, since >= ANNOUNCE_INTERVAL ? 0 : (guint) ((ANNOUNCE_INTERVAL - since) / 1000),
                                    announce_cb, self);
  g_source_set_static_name (self->announcement, "postil-library-announce");
}

void
postil_library_announce_article (PostilLibrary *self, gint64 id)
{
  g_signal_emit (self, signals[ARTICLE_CHANGED], 0, id);
}

void
postil_library_announce_notes (PostilLibrary *self, const char *article_key)
{
  g_signal_emit (self, signals[NOTES_CHANGED], 0, article_key);
}

void
postil_library_announce_outside (PostilLibrary *self)
{
  g_signal_emit (self, signals[CHANGED_OUTSIDE], 0);
}

void
postil_library_announce_failure (PostilLibrary *self, const char *message)
{
  g_signal_emit (self, signals[FAILED], 0, message);
}

void
postil_library_add_importing (PostilLibrary *self, int n)
{
  self->n_importing = (guint) ((int) self->n_importing + n);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_IMPORTING]);
}

void
postil_library_notify_queue (PostilLibrary *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ANALYSING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ANALYSED]);
}

void
postil_library_notify_undo (PostilLibrary *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REDO_LABEL]);
}

PostilFetcher *
postil_library_get_fetcher (PostilLibrary *self)
{
  if (self->fetcher == NULL)
    self->fetcher = postil_fetcher_new ();
  return self->fetcher;
}

/* --- the object --- */

static void
postil_library_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  PostilLibrary *self = POSTIL_LIBRARY (object);

  switch (property_id)
    {
    case PROP_READ_ONLY:
      g_value_set_boolean (value, postil_library_get_read_only (self));
      break;
    case PROP_READ_ONLY_REASON:
      g_value_set_string (value, self->store != NULL ? postil_store_get_read_only_reason (self->store) : NULL);
      break;
    case PROP_N_IMPORTING:
      g_value_set_uint (value, self->n_importing);
      break;
    case PROP_N_ANALYSING:
      g_value_set_uint (value, postil_analysis_queue_get_n_waiting (self->queue));
      break;
    case PROP_N_ANALYSED:
      g_value_set_uint (value, postil_analysis_queue_get_n_done (self->queue));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, postil_undo_get_label (self->undo, FALSE));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, postil_undo_get_label (self->undo, TRUE));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
clear_announcement (PostilLibrary *self)
{
  if (self->announcement != NULL)
    g_source_destroy (self->announcement);
  g_clear_pointer (&self->announcement, g_source_unref);
}

static void
postil_library_dispose (GObject *object)
{
  PostilLibrary *self = POSTIL_LIBRARY (object);

  self->closed = TRUE;
  clear_announcement (self);
  g_clear_pointer (&self->queue, postil_analysis_queue_free);
  g_clear_pointer (&self->drafts, postil_draft_keeper_free);
  g_clear_pointer (&self->outside, postil_outside_free);
  if (self->refresh != NULL)
    postil_refresh_dispose_library (self->refresh);
  g_clear_object (&self->refresh);
  g_clear_object (&self->fetcher);
  if (self->worker != NULL)
    postil_worker_stop (self->worker);
  g_clear_object (&self->worker);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (postil_library_parent_class)->dispose (object);
}

static void
postil_library_finalize (GObject *object)
{
  PostilLibrary *self = POSTIL_LIBRARY (object);

  g_clear_pointer (&self->undo, postil_undo_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->local_hosts, g_hash_table_unref);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (postil_library_parent_class)->finalize (object);
}

static void
postil_library_class_init (PostilLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = postil_library_get_property;
  object_class->dispose = postil_library_dispose;
  object_class->finalize = postil_library_finalize;

  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_READ_ONLY_REASON] = g_param_spec_string ("read-only-reason", NULL, NULL, NULL, flags);
  properties[PROP_N_IMPORTING] = g_param_spec_uint ("n-importing", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ANALYSING] = g_param_spec_uint ("n-analysing", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ANALYSED] = g_param_spec_uint ("n-analysed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[ARTICLES_CHANGED]
      = g_signal_new ("articles-changed", POSTIL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ARTICLE_CHANGED] = g_signal_new ("article-changed", POSTIL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[NOTES_CHANGED] = g_signal_new ("notes-changed", POSTIL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SOURCES_CHANGED]
      = g_signal_new ("sources-changed", POSTIL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED_OUTSIDE]
      = g_signal_new ("changed-outside", POSTIL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED]
      = g_signal_new ("failed", POSTIL_TYPE_LIBRARY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
postil_library_init (PostilLibrary *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->worker = postil_worker_new (NULL, NULL);
  self->queue = postil_analysis_queue_new (self);
  self->undo = postil_undo_new ();
  self->local_hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->drafts = postil_draft_keeper_new (self);
  self->outside = postil_outside_new (self);
  self->refresh = postil_refresh_new (self);
}

/* --- opening and closing --- */

static gboolean
backup_if_due_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return postil_maintenance_backup_if_due (database, postil_time_now (), NULL, error);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PostilLibrary) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (postil_store_submit_finish (POSTIL_STORE (source), result, &error) || self->closed)
    return;
  /* Translators: the reason */
  message = g_strdup_printf (_ ("All notes are in the library; today's backup was not made: %s"), error->message);
  postil_library_announce_failure (self, message);
}

/* A library opens read-only for several reasons; a transaction that is refused says for which. */
static gboolean
probe_on_db_thread (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean *newer = data;
  g_autoptr (GError) reason = NULL;

  if (postil_database_begin (database, POSTIL_DATABASE_NOTES, &reason))
    postil_database_rollback (database, POSTIL_DATABASE_NOTES);
  *newer = g_error_matches (reason, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NEWER);
  return TRUE;
}

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostilLibrary *self = g_task_get_task_data (task);

  self->newer = postil_store_submit_finish (POSTIL_STORE (source), result, NULL)
                && *(const gboolean *) postil_store_submit_get_data (result);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  PostilStore *store = postil_store_open_finish (result, &error);
  g_autoptr (PostilLibrary) self = NULL;

  if (store == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self = g_object_new (POSTIL_TYPE_LIBRARY, NULL);
  self->store = store;
  if (postil_store_get_read_only (store))
    {
      g_task_set_task_data (task, g_object_ref (self), g_object_unref);
      postil_store_submit_async (store, POSTIL_STORE_PRIORITY_READER, probe_on_db_thread, g_new0 (gboolean, 1), g_free, NULL,
                                 probed_cb, g_object_ref (task));
      return;
    }
  postil_store_submit_async (store, POSTIL_STORE_PRIORITY_IDLE, backup_if_due_on_db_thread, NULL, NULL, NULL, backed_up_cb,
                             g_object_ref (self));
  postil_analysis_queue_wake (self->queue);
  postil_refresh_wake_index (self->refresh);
  postil_undo_load (self);
  postil_outside_look (self->outside);
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

/**
 * postil_library_open_async:
 * @directory: where the library is; made when it is missing
 * @cancellable: (nullable): a cancellable
 * @callback: called when the library is open
 * @user_data: for @callback
 *
 * Opens a library, or makes one. A library that may not be written, because a newer version wrote it or the disk says
 * so, opens read-only. Thread: every later call comes from the one that opens it.
 */
void
postil_library_open_async (const char *directory, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (directory != NULL);
  g_task_set_source_tag (task, postil_library_open_async);
  postil_store_open_async (directory, cancellable, opened_cb, task);
}

/**
 * postil_library_open_finish:
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: (transfer full) (nullable): the library
 */
PostilLibrary *
postil_library_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!postil_store_close_finish (POSTIL_STORE (source), result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * postil_library_close_async:
 * @self: a library
 * @callback: called when everything is on the disk
 * @user_data: for @callback
 *
 * Keeps drafts that are not kept yet, stops the worker, lets what was asked before finish, and closes the databases.
 */
void
postil_library_close_async (PostilLibrary *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, postil_library_close_async);
  postil_analysis_queue_set_paused (self->queue, TRUE);
  postil_draft_keeper_flush (self->drafts);
  postil_library_set_attentive (self, FALSE);
  clear_announcement (self);
  self->closed = TRUE;
  postil_refresh_stop (self->refresh);
  postil_worker_stop (self->worker);
  postil_store_close_async (self->store, closed_cb, task);
}

/**
 * postil_library_close_finish:
 * @self: a library
 * @result: what the callback got
 * @error: return location; `POSTIL_STORE_ERROR` codes
 *
 * Returns: whether everything is on the disk
 */
gboolean
postil_library_close_finish (PostilLibrary *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * postil_library_get_read_only:
 * @self: a library
 *
 * Returns: whether nothing can be written; the property read-only-reason says why
 */
gboolean
postil_library_get_read_only (PostilLibrary *self)
{
  return self->store != NULL && postil_store_get_read_only (self->store);
}

/**
 * postil_library_get_newer:
 * @self: a library
 *
 * Returns: whether it can only be read because a newer version of the program wrote it
 */
gboolean
postil_library_get_newer (PostilLibrary *self)
{
  g_return_val_if_fail (POSTIL_IS_LIBRARY (self), FALSE);
  return self->newer;
}

/**
 * postil_library_get_directory:
 * @self: a library
 *
 * Returns: (transfer none): where it is
 */
const char *
postil_library_get_directory (PostilLibrary *self)
{
  return postil_store_get_directory (self->store);
}

/**
 * postil_library_get_protection:
 * @self: a library
 *
 * Returns: the layers of confinement the worker reported; `POSTIL_PROTECTION_NONE` before it ran for the first time
 */
guint
postil_library_get_protection (PostilLibrary *self)
{
  return postil_worker_get_protection (self->worker);
}

/**
 * postil_library_set_analysis_paused:
 * @self: a library
 * @paused: whether no further article is analysed
 *
 * Pauses the background analysis, or goes on with it. What is running comes to its end.
 */
void
postil_library_set_analysis_paused (PostilLibrary *self, gboolean paused)
{
  g_return_if_fail (POSTIL_IS_LIBRARY (self));
  postil_analysis_queue_set_paused (self->queue, paused);
}

/**
 * postil_library_get_undo_label:
 * @self: a library
 *
 * Returns: (transfer none) (nullable): what undo takes back, in words
 */
const char *
postil_library_get_undo_label (PostilLibrary *self)
{
  return postil_undo_get_label (self->undo, FALSE);
}

/**
 * postil_library_get_redo_label:
 * @self: a library
 *
 * Returns: (transfer none) (nullable): what redo does again, in words
 */
const char *
postil_library_get_redo_label (PostilLibrary *self)
{
  return postil_undo_get_label (self->undo, TRUE);
}
