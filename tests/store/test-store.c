/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue: order, cancellation, answers in the caller's context, what a job leaves open, closing. */
#include "config.h"

#include "library-fixture.h"

#include "postil-database.h"
#include "postil-notes-table.h"
#include "postil-store.h"

#include <string.h>

typedef struct
{
  char *directory;
  PostilStore *store;
} Open;

/* A job that notes its name when it runs. */
typedef struct
{
  GString *log;
  char name;
  gboolean fail;
  gboolean leave_open;
  GThread *ran_on;
  GMutex *gate; /* (nullable) held by the test as long as the job is to wait */
  gboolean *freed;
} Job;

static GThread *test_thread;

static void
take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **to = user_data;

  *to = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
open_set_up (Open *open, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open->directory = make_folder ();
  postil_store_open_async (open->directory, NULL, take_result_cb, &result);
  open->store = postil_store_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
close_store (PostilStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;

  postil_store_close_async (store, take_result_cb, &result);
  g_assert_true (postil_store_close_finish (store, wait_for (&result), NULL));
}

static void
open_tear_down (Open *open, gconstpointer unused)
{
  close_store (open->store);
  g_object_unref (open->store);
  remove_folder (open->directory);
  g_free (open->directory);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->freed)
    {
      g_assert_true (g_thread_self () == test_thread);
      *job->freed = TRUE;
    }
  g_free (job);
}

static Job *
make_job (GString *log, char name)
{
  Job *job = g_new0 (Job, 1);

  job->log = log;
  job->name = name;
  return job;
}

static gboolean
run_job (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  if (job->gate)
    {
      g_mutex_lock (job->gate);
      g_mutex_unlock (job->gate);
    }
  job->ran_on = g_thread_self ();
  g_string_append_c (job->log, job->name);
  if (job->leave_open)
    {
      g_assert_true (postil_database_begin (database, POSTIL_DATABASE_NOTES, error));
      postil_note_unref (put_note (database, "k1", "passage", "lost"));
    }
  if (job->fail)
    g_set_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND, "nothing there");
  return !job->fail;
}

static void
submit (Open *open, int priority, Job *job, GCancellable *cancellable, GAsyncResult **result)
{
  *result = NULL;
  postil_store_submit_async (open->store, priority, run_job, job, job_free, cancellable, take_result_cb, result);
}

static void
test_order (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  GAsyncResult *results[6];
  GMutex gate;
  Job *first = make_job (log, '0');

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  first->gate = &gate;
  submit (open, POSTIL_STORE_PRIORITY_READER, first, NULL, &results[0]);
  submit (open, POSTIL_STORE_PRIORITY_IDLE, make_job (log, 'i'), NULL, &results[1]);
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, make_job (log, 'n'), NULL, &results[2]);
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, make_job (log, 'm'), NULL, &results[3]);
  submit (open, POSTIL_STORE_PRIORITY_READER, make_job (log, 'r'), NULL, &results[4]);
  submit (open, POSTIL_STORE_PRIORITY_IDLE, make_job (log, 'j'), NULL, &results[5]);
  g_mutex_unlock (&gate);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_true (postil_store_submit_finish (open->store, wait_for (&results[i]), NULL));
      g_object_unref (results[i]);
    }
  g_assert_true (g_str_has_suffix (log->str, "rnmij"));
  g_mutex_clear (&gate);
}

static void
test_data (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  gboolean freed = FALSE;
  Job *job = make_job (log, 'a');
  GAsyncResult *result = NULL;

  job->freed = &freed;
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, job, NULL, &result);
  wait_for (&result);
  g_assert_false (freed);
  g_assert_true (postil_store_submit_get_data (result) == job);
  g_assert_true (job->ran_on != NULL && job->ran_on != g_thread_self ());
  g_object_unref (result);
  while (!freed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_failure (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Job *job = make_job (log, 'f');

  job->fail = TRUE;
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, job, NULL, &result);
  g_assert_false (postil_store_submit_finish (open->store, wait_for (&result), &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
}

static gboolean
count_job (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *count = data;

  return postil_connection_get_number (database->notes, "SELECT count (*) FROM annotation", count, error);
}

static gint64
count_notes (Open *open)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 count = -1;

  postil_store_submit_async (open->store, POSTIL_STORE_PRIORITY_NORMAL, count_job, &count, NULL, NULL, take_result_cb, &result);
  g_assert_true (postil_store_submit_finish (open->store, wait_for (&result), NULL));
  return count;
}

/* A job that fails in the middle of its transaction leaves nothing behind. */
static void
test_rolled_back (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  Job *job = make_job (log, 'f');

  job->fail = TRUE;
  job->leave_open = TRUE;
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, job, NULL, &result);
  g_assert_false (postil_store_submit_finish (open->store, wait_for (&result), NULL));
  g_assert_cmpint (count_notes (open), ==, 0);
}

static void
test_cancelled_before (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[2];
  GMutex gate;
  Job *first = make_job (log, '0');

  g_mutex_init (&gate);
  g_mutex_lock (&gate);
  first->gate = &gate;
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, first, NULL, &results[0]);
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, make_job (log, 'c'), cancellable, &results[1]);
  g_cancellable_cancel (cancellable);
  g_mutex_unlock (&gate);
  g_assert_true (postil_store_submit_finish (open->store, wait_for (&results[0]), NULL));
  g_assert_false (postil_store_submit_finish (open->store, wait_for (&results[1]), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (log->str, ==, "0");
  g_object_unref (results[0]);
  g_object_unref (results[1]);
  g_mutex_clear (&gate);
}

static gboolean
endless_job (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 number;

  g_atomic_int_set ((gint *) data, 1);
  return postil_connection_get_number (database->cache,
                                       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count (*) FROM n",
                                       &number, error);
}

/* A statement that runs for ever ends when it is cancelled. */
static void
test_cancelled_within (Open *open, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint running = 0;

  postil_store_submit_async (open->store, POSTIL_STORE_PRIORITY_NORMAL, endless_job, &running, NULL, cancellable, take_result_cb,
                             &result);
  while (!g_atomic_int_get (&running))
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  g_assert_false (postil_store_submit_finish (open->store, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_notes (open), ==, 0);
}

static void
test_closing (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GError) error = NULL;

  submit (open, POSTIL_STORE_PRIORITY_IDLE, make_job (log, 'b'), NULL, &before);
  close_store (open->store);
  g_assert_true (postil_store_submit_finish (open->store, wait_for (&before), NULL));
  submit (open, POSTIL_STORE_PRIORITY_NORMAL, make_job (log, 'a'), NULL, &after);
  g_assert_false (postil_store_submit_finish (open->store, wait_for (&after), &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_OPEN);
  g_assert_cmpstr (log->str, ==, "b");
}

static void
test_opening (Open *open, gconstpointer unused)
{
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = make_folder ();
  g_autofree char *notes = g_build_filename (folder, "notes.db", NULL);
  GError *error = NULL;

  g_assert_cmpstr (postil_store_get_directory (open->store), ==, open->directory);
  g_assert_false (postil_store_get_read_only (open->store));
  g_assert_null (postil_store_get_read_only_reason (open->store));
  g_assert_true (g_file_set_contents (notes, "no database at all", -1, NULL));
  postil_store_open_async (folder, NULL, take_result_cb, &failed);
  g_assert_null (postil_store_open_finish (wait_for (&failed), &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  postil_store_open_async (folder, cancellable, take_result_cb, &cancelled);
  g_assert_null (postil_store_open_finish (wait_for (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  remove_folder (folder);
}

/* Let go without close: the thread closes the files by itself, and the library opens again. */
static void
test_let_go (Open *open, gconstpointer unused)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;

  submit (open, POSTIL_STORE_PRIORITY_NORMAL, make_job (log, 'a'), NULL, &result);
  g_assert_true (postil_store_submit_finish (open->store, wait_for (&result), NULL));
  g_clear_object (&result);
  g_clear_object (&open->store);
  postil_store_open_async (open->directory, NULL, take_result_cb, &again);
  open->store = postil_store_open_finish (wait_for (&again), &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_thread = g_thread_self ();
#define ADD(path, function) g_test_add ("/store/queue/" path, Open, NULL, open_set_up, function, open_tear_down)
  ADD ("order", test_order);
  ADD ("data", test_data);
  ADD ("failure", test_failure);
  ADD ("rolled-back", test_rolled_back);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("cancelled-within", test_cancelled_within);
  ADD ("closing", test_closing);
  ADD ("opening", test_opening);
  ADD ("let-go", test_let_go);
  return g_test_run ();
}
