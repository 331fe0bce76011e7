/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database thread and its queue. Jobs run one after the other, the reader's first; each result comes back to the context it
 * was asked from, and so do the job's data. */
#include "config.h"

#include "postil-store.h"

#include "postil-database-private.h"

/* What the thread owns; it outlives the object when that goes without close. */
typedef struct
{
  gatomicrefcount references;
  GAsyncQueue *queue;       /* of Item, sorted */
  PostilDatabase *database; /* the thread's alone */
  gint sequence;            /* atomic */
} Core;

typedef enum
{
  ITEM_OPEN,
  ITEM_JOB,
  ITEM_CLOSE,
} ItemKind;

typedef struct
{
  ItemKind kind;
  int priority;
  gint sequence;
  GTask *task; /* (nullable) */
} Item;

typedef struct
{
  PostilStoreJob job;
  gpointer data;
  GDestroyNotify data_free;
} JobData;

struct _PostilStore
{
  GObject parent_instance;
  Core *core;
  char *directory;
  char *read_only_reason;
  PostilRecovery *recovery; /* (nullable) */
  gboolean read_only;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (PostilStore, postil_store, G_TYPE_OBJECT)

static void
core_unref (Core *core)
{
  if (!g_atomic_ref_count_dec (&core->references))
    return;
  g_async_queue_unref (core->queue);
  g_free (core);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Item *first = a;
  const Item *second = b;

  if (first->priority != second->priority)
    return first->priority < second->priority ? -1 : 1;
  return first->sequence < second->sequence ? -1 : first->sequence > second->sequence;
}

static void
push (Core *core, ItemKind kind, int priority, GTask *task)
{
  Item *item = g_new0 (Item, 1);

  item->kind = kind;
  item->priority = priority;
  item->sequence = g_atomic_int_add (&core->sequence, 1);
  item->task = task;
  g_async_queue_push_sorted (core->queue, item, compare_items, NULL);
}

static void
job_data_free (JobData *data)
{
  if (data->data_free)
    data->data_free (data->data);
  g_free (data);
}

/* --- answers ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  GTask *task;
  GError *error; /* (nullable) */
} Answer;

static gboolean
answer_cb (gpointer user_data)
{
  Answer *answer = user_data;

  if (answer->error)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_boolean (answer->task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
answer_free (Answer *answer)
{
  g_clear_error (&answer->error);
  g_object_unref (answer->task);
  g_free (answer);
}

/* Hands the last reference of the task over with the answer, so that the job's data are freed where they came from. */
static void
give_answer (GTask *task, GError *error)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  answer->task = task;
  answer->error = error;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, answer_cb, answer, (GDestroyNotify) answer_free);
  g_source_set_static_name (source, "postil-store answer");
  g_source_attach (source, g_task_get_context (task));
}

/* --- the thread --------------------------------------------------------------------------------------------------------- */

/* The state of a store as the thread found it, for the object on the other side. */
typedef struct
{
  char *directory;
  char *read_only_reason;
  PostilRecovery *recovery; /* (nullable) */
  gboolean read_only;
} Opening;

static void
opening_free (Opening *opening)
{
  g_free (opening->directory);
  g_free (opening->read_only_reason);
  postil_recovery_free (opening->recovery);
  g_free (opening);
}

static void
open_in_thread (Core *core, GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    core->database = postil_database_open (opening->directory, &error);
  if (core->database)
    {
      g_free (opening->directory);
      opening->directory = g_strdup (core->database->directory);
      opening->read_only = core->database->read_only;
      opening->read_only_reason = g_strdup (core->database->read_only_reason);
      opening->recovery = core->database->recovery ? postil_recovery_copy (core->database->recovery) : NULL;
    }
  give_answer (task, error);
}

static void
run_job_in_thread (Core *core, GTask *task)
{
  JobData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  gboolean succeeded;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    {
      give_answer (task, error);
      return;
    }
  postil_database_begin_job (core->database, cancellable);
  succeeded = data->job (core->database, data->data, cancellable, &error);
  postil_database_end_job (core->database, succeeded);
  if (succeeded)
    g_clear_error (&error);
  else if (!error)
    error = g_error_new_literal (POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_IO, "The work failed without a reason");
  give_answer (task, error);
}

static gpointer
store_thread (gpointer user_data)
{
  Core *core = user_data;
  gboolean running = TRUE;

  while (running)
    {
      g_autofree Item *item = g_async_queue_pop (core->queue);

      switch (item->kind)
        {
        case ITEM_OPEN:
          open_in_thread (core, item->task);
          running = core->database != NULL;
          break;
        case ITEM_JOB:
          run_job_in_thread (core, item->task);
          break;
        case ITEM_CLOSE:
          g_clear_pointer (&core->database, postil_database_free);
          if (item->task)
            give_answer (item->task, NULL);
          running = FALSE;
          break;
        default:
          g_assert_not_reached ();
        }
    }
  core_unref (core);
  return NULL;
}

/* --- virtual functions -------------------------------------------------------------------------------------------------- */

static void
postil_store_finalize (GObject *object)
{
  PostilStore *self = POSTIL_STORE (object);

  /* A task holds its object, so no job waits any more; the thread closes the files by itself. */
  if (self->core)
    {
      if (!self->closed)
        push (self->core, ITEM_CLOSE, G_MAXINT, NULL);
      core_unref (self->core);
    }
  g_free (self->directory);
  g_free (self->read_only_reason);
  postil_recovery_free (self->recovery);
  G_OBJECT_CLASS (postil_store_parent_class)->finalize (object);
}

static void
postil_store_class_init (PostilStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = postil_store_finalize;
}

static void
postil_store_init (PostilStore *self)
{
  self->closed = TRUE;
}

/* --- public functions --------------------------------------------------------------------------------------------------- */

/**
 * postil_store_open_async:
 * @directory: (type filename): the folder of the library, made when it is not there
 * @cancellable: (nullable): looked at before the files are touched
 * @callback: called in the present thread-default context
 * @user_data: for @callback
 *
 * Opens notes.db and cache.db on a thread of their own, checks them after a crash, and brings them to the newest format.
 *
 * Thread: any with a running context.
 */
void
postil_store_open_async (const char *directory, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);
  Core *core = g_new0 (Core, 1);

  g_task_set_source_tag (task, postil_store_open_async);
  g_task_set_check_cancellable (task, FALSE);
  opening->directory = g_strdup (directory);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);

  g_atomic_ref_count_init (&core->references);
  g_atomic_ref_count_inc (&core->references);
  core->queue = g_async_queue_new ();
  g_object_set_data_full (G_OBJECT (task), "core", core, (GDestroyNotify) core_unref);
  push (core, ITEM_OPEN, G_MININT, task);
  g_thread_unref (g_thread_new ("postil-store", store_thread, core));
}

/**
 * postil_store_open_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends an opening. Errors: `POSTIL_STORE_ERROR_FOREIGN` (notes.db is another program's; untouched), `_DAMAGED`, `_BUSY`,
 * `_OPEN`, `_FULL`, `_IO`, `G_IO_ERROR_CANCELLED`. A newer notes.db is no error: it opens read-only.
 *
 * Thread: that of the call.
 *
 * Returns: (transfer full): the open store
 */
PostilStore *
postil_store_open_finish (GAsyncResult *result, GError **error)
{
  Opening *opening;
  PostilStore *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  opening = g_task_get_task_data (G_TASK (result));
  self = g_object_new (POSTIL_TYPE_STORE, NULL);
  self->core = g_object_steal_data (G_OBJECT (result), "core");
  self->closed = FALSE;
  self->directory = g_steal_pointer (&opening->directory);
  self->read_only = opening->read_only;
  self->read_only_reason = g_steal_pointer (&opening->read_only_reason);
  self->recovery = g_steal_pointer (&opening->recovery);
  return self;
}

/**
 * postil_store_close_async:
 * @self: a store
 * @callback: called in the present thread-default context
 * @user_data: for @callback
 *
 * Closes the files after every job that was submitted; later ones fail. To close twice is allowed.
 *
 * Thread: any, the same as for submitting.
 */
void
postil_store_close_async (PostilStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (POSTIL_IS_STORE (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, postil_store_close_async);
  if (self->closed)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  self->closed = TRUE;
  push (self->core, ITEM_CLOSE, G_MAXINT, task);
}

/**
 * postil_store_close_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends a closing. Thread: that of the call.
 *
 * Returns: %TRUE
 */
gboolean
postil_store_close_finish (PostilStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * postil_store_get_read_only:
 * @self: a store
 *
 * Tells whether notes.db was written by a newer version, is damaged, or cannot be written. Thread: any.
 *
 * Returns: %TRUE when writing notes fails
 */
gboolean
postil_store_get_read_only (PostilStore *self)
{
  g_return_val_if_fail (POSTIL_IS_STORE (self), TRUE);
  return self->read_only;
}

/**
 * postil_store_get_read_only_reason:
 * @self: a store
 *
 * Says why the notes can only be read. Thread: any.
 *
 * Returns: (transfer none) (nullable): one sentence without a full stop, not translated
 */
const char *
postil_store_get_read_only_reason (PostilStore *self)
{
  g_return_val_if_fail (POSTIL_IS_STORE (self), NULL);
  return self->read_only_reason;
}

/**
 * postil_store_get_directory:
 * @self: a store
 *
 * Gets the folder of the library. Thread: any.
 *
 * Returns: (transfer none) (type filename): absolute
 */
const char *
postil_store_get_directory (PostilStore *self)
{
  g_return_val_if_fail (POSTIL_IS_STORE (self), NULL);
  return self->directory;
}

/**
 * postil_store_get_recovery:
 * @self: a store
 *
 * Tells what became of a damaged notes.db when the store was opened. Thread: any.
 *
 * Returns: (transfer none) (nullable): the report; %NULL when nothing was damaged
 */
const PostilRecovery *
postil_store_get_recovery (PostilStore *self)
{
  g_return_val_if_fail (POSTIL_IS_STORE (self), NULL);
  return self->recovery;
}

/**
 * postil_store_submit_async:
 * @self: a store
 * @priority: `POSTIL_STORE_PRIORITY_READER`, `_NORMAL` or `_IDLE`; lower runs first, equal ones in order
 * @job: (scope async): what to do on the database thread
 * @data: for @job, its input and its results
 * @data_free: (nullable): frees @data on the present thread, after @callback
 * @cancellable: (nullable): looked at before @job starts and inside long statements; what a job returns stands,
 *   even when it is cancelled in the end. Leave it out for jobs that write notes
 * @callback: (nullable): called in the present thread-default context
 * @user_data: for @callback
 *
 * Queues a job. The context must go on running until the answer came.
 *
 * Thread: any with a running context.
 */
void
postil_store_submit_async (PostilStore *self, int priority, PostilStoreJob job, gpointer data, GDestroyNotify data_free,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  JobData *job_data;

  g_return_if_fail (POSTIL_IS_STORE (self));
  g_return_if_fail (job != NULL);
  g_return_if_fail (priority < G_MAXINT);
  task = g_task_new (self, cancellable, callback, user_data);
  job_data = g_new0 (JobData, 1);
  g_task_set_source_tag (task, postil_store_submit_async);
  g_task_set_check_cancellable (task, FALSE);
  job_data->job = job;
  job_data->data = data;
  job_data->data_free = data_free;
  g_task_set_task_data (task, job_data, (GDestroyNotify) job_data_free);
  if (self->closed)
    {
      g_task_return_new_error (task, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN, "The library is closed");
      g_object_unref (task);
      return;
    }
  push (self->core, ITEM_JOB, priority, task);
}

/**
 * postil_store_submit_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends a job. Errors: the job's own, `G_IO_ERROR_CANCELLED` when it never ran or wrote nothing, `POSTIL_STORE_ERROR_OPEN` after
 * close.
 *
 * Thread: that of the call.
 *
 * Returns: what the job returned
 */
gboolean
postil_store_submit_finish (PostilStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * postil_store_submit_get_data:
 * @result: what the callback was given
 *
 * Gets the data of the job. Thread: that of the call.
 *
 * Returns: (transfer none): as given to postil_store_submit_async(); valid until the callback ends
 */
gpointer
postil_store_submit_get_data (GAsyncResult *result)
{
  JobData *data;

  g_return_val_if_fail (G_IS_TASK (result), NULL);
  data = g_task_get_task_data (G_TASK (result));
  return data->data;
}
