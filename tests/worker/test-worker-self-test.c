/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walls around the real worker, seen from inside it: as the user who runs the tests, and as nobody when that is root. */
#include "config.h"

#include "postil-worker.h"

#include "worker-client.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef POSTIL_SANITIZED
static void
test_unconfined (void)
{
  g_test_skip ("under the sanitizers the worker is not confined, and says so");
}
#else
#define NOBODY 65534

static const char *const attempts[] = { "open", "create", "connect", "socket", "exec", "fork", "ptrace", "memory", "cpu" };

static void
check_all_refused (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) report = NULL;
  g_autoptr (PostilIngested) after = NULL;

  postil_worker_set_deadline (worker, 700);
  report = worker_client_self_test (worker, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (report), ==, G_N_ELEMENTS (attempts));
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      const char *outcome = NULL;

      g_assert_true (g_variant_lookup (report, attempts[i], "&s", &outcome));
      g_test_message ("%s: %s", attempts[i], outcome);
      g_assert_cmpstr (outcome, ==, "refused");
    }
  /* The attempt on processor time cost the worker its life; the next job has a new one. */
  after = worker_client_ingest (worker, "Life goes on.", -1, "a.txt", &error);
  g_assert_no_error (error);
}

static void
test_as_oneself (void)
{
  check_all_refused ();
}

static void
test_as_nobody (void)
{
  if (getuid () != 0)
    {
      g_test_skip ("only root can become somebody else");
      return;
    }
  if (g_test_subprocess ())
    {
      g_assert_cmpint (setgid (NOBODY), ==, 0);
      g_assert_cmpint (setuid (NOBODY), ==, 0);
      check_all_refused ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* Where a forbidden call kills, ordinary work must not make one. */
static void
test_strict (void)
{
  static const char *const inputs[][2] = {
    { "a.txt", "Title\nSome text that is long enough to be a paragraph of its own.\n" },
    { "a.html", "<html><head><title>T</title><script "
                "type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"A B\"}]}</script>"
                "</head><body><p>Text, and <a href=\"/x?y=z\">a link</a>, on 2025-02-11.</p>"
                "<img alt=dot "
                "src=\"data:image/"
                "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\">"
                "</body></html>" },
    { "a.xml", "<rss><channel><title>n</title><item><title>t</title><pubDate>Tue, 11 Feb 2025 10:00:00 "
               "+0100</pubDate></item></channel></rss>" },
  };
  g_autoptr (PostilWorker) worker = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("POSTIL_WORKER_STRICT", "1", TRUE);
  worker = postil_worker_new (NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, inputs[i][1], -1, inputs[i][0], &error);
      g_autoptr (PostilAnalysis) analysis = NULL;

      g_assert_no_error (error);
      if (ingested->document != NULL)
        analysis = worker_client_analyse (worker, ingested->document, &error);
      g_assert_no_error (error);
    }
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#ifdef POSTIL_SANITIZED
  g_test_add_func ("/worker/self-test/unconfined", test_unconfined);
#else
  g_test_add_func ("/worker/self-test/as-oneself", test_as_oneself);
  g_test_add_func ("/worker/self-test/as-nobody", test_as_nobody);
  g_test_add_func ("/worker/self-test/strict", test_strict);
#endif
  return g_test_run ();
}
