/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor's calls as blocking ones: each runs the main context until its result has come. */
#include "config.h"

#include "worker-client.h"

#include <string.h>

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **kept)
{
  while (*kept == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *kept;
}

PostilIngested *
worker_client_ingest (PostilWorker *worker, const void *data, gssize length, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, length < 0 ? strlen (data) : (gsize) length);
  GVariantBuilder hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  g_variant_builder_add (&hints, "{ss}", "name", name);
  postil_worker_ingest_async (worker, bytes, g_variant_builder_end (&hints), NULL, keep_result_cb, &result);
  return postil_worker_ingest_finish (worker, wait_for (&result), error);
}

PostilAnalysis *
worker_client_analyse (PostilWorker *worker, PostilDocument *document, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  postil_worker_analyse_async (worker, document, POSTIL_WORKER_PRIORITY_NORMAL, NULL, keep_result_cb, &result);
  return postil_worker_analyse_finish (worker, wait_for (&result), error);
}

GVariant *
worker_client_self_test (PostilWorker *worker, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  postil_worker_self_test_async (worker, NULL, keep_result_cb, &result);
  return postil_worker_self_test_finish (worker, wait_for (&result), error);
}

char *
worker_client_find_rogue (void)
{
  return g_test_build_filename (G_TEST_BUILT, "worker", "rogue-worker", NULL);
}
