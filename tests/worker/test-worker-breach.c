/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor with workers that were taken over or die: what they send is dropped, they are ended and started again, the job that costs a worker
 * twice is given up, and no other job is. */
#include "config.h"

#include "postil-worker.h"

#include "postil-worker-error.h"
#include "worker-client.h"

#include <string.h>

static const char article[] = "A short article\nIt says that little happened, and that nobody minded it much.\n";

static PostilDocument *
make_document (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, article, -1, "a.txt", NULL);

  return g_steal_pointer (&ingested->document);
}

typedef struct
{
  const char *role;
  int code;
} Case;

static const Case cases[] = {
  { "garbage", POSTIL_WORKER_ERROR_PROTOCOL },   { "half", POSTIL_WORKER_ERROR_CRASHED },
  { "promise", POSTIL_WORKER_ERROR_PROTOCOL },   { "hollow", POSTIL_WORKER_ERROR_PROTOCOL },
  { "wrong-id", POSTIL_WORKER_ERROR_PROTOCOL },  { "wrong-type", POSTIL_WORKER_ERROR_PROTOCOL },
  { "malformed", POSTIL_WORKER_ERROR_PROTOCOL }, { "negative", POSTIL_WORKER_ERROR_PROTOCOL },
  { "huge", POSTIL_WORKER_ERROR_PROTOCOL },      { "overlapping", POSTIL_WORKER_ERROR_PROTOCOL },
  { "hang", POSTIL_WORKER_ERROR_TIMEOUT },       { "stop", POSTIL_WORKER_ERROR_TIMEOUT },
  { "end", POSTIL_WORKER_ERROR_CRASHED },        { "crash", POSTIL_WORKER_ERROR_CRASHED },
  { "flood", POSTIL_WORKER_ERROR_PROTOCOL },     { "mute", POSTIL_WORKER_ERROR_START },
  { "old", POSTIL_WORKER_ERROR_START },
};

static void
test_rogue (gconstpointer data)
{
  const Case *rogue = data;
  g_autofree char *program = worker_client_find_rogue ();
  g_autoptr (PostilWorker) worker = postil_worker_new (program, rogue->role);
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (GError) of_ingest = NULL, of_analysis = NULL;

  postil_worker_set_deadline (worker, 60);
  g_assert_null (worker_client_ingest (worker, article, -1, "a.txt", &of_ingest));
  g_assert_error (of_ingest, POSTIL_WORKER_ERROR, rogue->code);
  g_assert_null (worker_client_analyse (worker, document, &of_analysis));
  g_assert_error (of_analysis, POSTIL_WORKER_ERROR, rogue->code);
  g_assert_cmpuint (postil_worker_get_n_waiting (worker), ==, 0);
}

static void
kill_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  guint *counts = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error);

  g_assert_true ((ingested != NULL) == (error == NULL));
  if (g_error_matches (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_CRASHED))
    counts[1]++;
  else
    g_assert_no_error (error);
  counts[0]++;
}

/* A file the worker dies of is given up after two tries; those sent along with it are read. The rogue dies of what holds the word. */
static void
test_poison_among_others (void)
{
  g_autofree char *program = worker_client_find_rogue ();
  g_autoptr (PostilWorker) worker = postil_worker_new (program, "poisoned");
  g_autoptr (GBytes) good = g_bytes_new_static (article, sizeof article - 1);
  g_autoptr (GBytes) poison = g_bytes_new_static ("poison", 6);
  guint counts[2] = { 0 };

  for (guint i = 0; i < 12; i++)
    postil_worker_ingest_async (worker, i == 4 ? poison : good, NULL, NULL, kill_cb, counts);
  while (counts[0] < 12)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counts[1], ==, 1);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

static gboolean
cancel_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* Cancelling does not wait for a worker that hangs. */
static void
test_cancel_in_flight (void)
{
  g_autofree char *program = worker_client_find_rogue ();
  g_autoptr (PostilWorker) worker = postil_worker_new (program, "hang");
  g_autoptr (GBytes) bytes = g_bytes_new_static (article, sizeof article - 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;
  gint64 start = g_get_monotonic_time ();

  postil_worker_ingest_async (worker, bytes, NULL, cancellable, cancelled_cb, &done);
  g_timeout_add (50, cancel_cb, cancellable);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/worker/breach/", cases[i].role, NULL);

      g_test_add_data_func (path, &cases[i], test_rogue);
    }
  g_test_add_func ("/worker/breach/others-go-on", test_poison_among_others);
  g_test_add_func ("/worker/breach/cancel-in-flight", test_cancel_in_flight);
  return g_test_run ();
}
