/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor with the real worker: results, errors, order, cancellation, restart, protection. */
#include "config.h"

#include "postil-worker.h"

#include "postil-ingest-error.h"
#include "postil-worker-error.h"
#include "worker-client.h"

#include <signal.h>
#include <string.h>

static const char article[]
    = "Apple and Alibaba: an alliance\nApple said on 11 February 2025 that it chose Alibaba, and pays $18.5 billion.\n";
static const char page[]
    = "<!DOCTYPE html><html><head><title>A page</title></head><body><article><h1>A page</h1><p>It holds a paragraph of some "
      "length, so that it is an article, with commas, and with a full stop.</p></article></body></html>";
static const char feed[]
    = "<rss version=\"2.0\"><channel><title>News</title><item><title>One</title><link>http://example.org/1</link>"
      "<description>First &lt;b&gt;entry&lt;/b&gt;</description></item><item><title>Two</title></item></channel></rss>";

static void
test_text (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, article, -1, "a.txt", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ingested->document);
  g_assert_null (ingested->feed);
  g_assert_cmpstr (postil_document_get_title (ingested->document), ==, "Apple and Alibaba: an alliance");
  g_assert_cmpuint (postil_worker_get_n_waiting (worker), ==, 0);
}

static void
test_page_and_feed (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) read_page = worker_client_ingest (worker, page, -1, "a.html", &error);
  g_autoptr (PostilIngested) read_feed = worker_client_ingest (worker, feed, -1, "a.xml", &error);
  PostilFeedEntry *entry;

  g_assert_no_error (error);
  g_assert_cmpstr (postil_document_get_title (read_page->document), ==, "A page");
  g_assert_cmpstr (read_feed->feed->title, ==, "News");
  g_assert_cmpuint (read_feed->feed->entries->len, ==, 2);
  entry = g_ptr_array_index (read_feed->feed->entries, 0);
  g_assert_cmpstr (entry->link, ==, "http://example.org/1");
  g_assert_cmpstr (postil_document_get_text (entry->document), ==, "One\nFirst entry");
}

static void
test_analysis (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, article, -1, "a.txt", &error);
  g_autoptr (PostilAnalysis) analysis = worker_client_analyse (worker, ingested->document, &error);

  g_assert_no_error (error);
  g_assert_true (postil_analysis_validate (analysis, postil_document_get_length (ingested->document), &error));
}

static void
test_refusals (void)
{
  static const char binary[] = "\x7f"
                               "ELF\0\0\0\0\0\0\0\0\1\2\3";
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GError) empty = NULL, wrong = NULL, none = NULL;
  g_autoptr (PostilIngested) ingested = NULL;

  g_assert_null (worker_client_ingest (worker, "", 0, "nothing.txt", &empty));
  g_assert_error (empty, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_EMPTY);
  g_assert_nonnull (strstr (empty->message, "nothing.txt"));
  g_assert_null (worker_client_ingest (worker, binary, sizeof binary, "a.out", &wrong));
  g_assert_error (wrong, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_BINARY);
  g_assert_nonnull (strstr (wrong->message, "a.out"));
  ingested = worker_client_ingest (worker, article, -1, "a.txt", &none);
  g_assert_no_error (none);
}

/* Converters of the C library are files; the confined worker must have them all the same. */
static void
test_legacy_encodings (void)
{
  static const struct
  {
    const char *name;
    const char *bytes;
    const char *text;
  } cases[] = {
    { "shift_jis", "\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x8b\x4c\x8e\x96", "日本語の記事" },
    { "euc-jp", "\xc6\xfc\xcb\xdc\xb8\xec\xa4\xce\xb5\xad\xbb\xf6", "日本語の記事" },
    { "gb18030", "\xd6\xd0\xce\xc4\xd0\xc2\xce\xc5", "中文新闻" },
    { "big5", "\xa4\xa4\xa4\xe5\xb7\x73\xbb\x44", "中文新聞" },
    { "euc-kr", "\xc7\xd1\xb1\xb9\xbe\xee", "한국어" },
    { "koi8-r", "\xed\xcf\xd3\xcb\xd7\xc1", "Москва" },
    { "windows-1251", "\xcc\xee\xf1\xea\xe2\xe0", "Москва" },
    { "iso-8859-2", "\xa3\xf3\x64\xbc", "Łódź" },
    { "windows-1252",
      "\x93"
      "caf\xe9\x94",
      "“café”" },
    { "utf-16be", "\0c\0a\0f\0\xe9\0 \0n\0o\0i\0r", NULL },
  };
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases) - 1; i++)
    {
      g_autofree char *html = g_strdup_printf ("<html><head><meta charset=\"%s\"></head><body><p>%s</p></body></html>",
                                               cases[i].name, cases[i].bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, html, -1, "page.html", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (postil_document_get_text (ingested->document), ==, cases[i].text);
    }
}

static void
test_missing_program (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new ("/nonexistent/postil-worker", "/nonexistent/lexicon");
  g_autoptr (GError) error = NULL;

  g_assert_null (worker_client_ingest (worker, article, -1, "a.txt", &error));
  g_assert_error (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START);
}

static void
test_missing_lexicon (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, "/nonexistent/lexicon");
  g_autoptr (GError) error = NULL;

  g_assert_null (worker_client_ingest (worker, article, -1, "a.txt", &error));
  g_assert_error (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_START);
  g_assert_nonnull (strstr (error->message, "/nonexistent/lexicon"));
}

typedef struct
{
  guint n_done;
  guint n_cancelled;
  guint order[64];
} Tally;

typedef struct
{
  Tally *tally;
  guint index;
} Slot;

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slot *slot = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error);

  g_assert_true ((ingested != NULL) == (error == NULL));
  slot->tally->order[slot->tally->n_done++] = slot->index;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    slot->tally->n_cancelled++;
  else
    g_assert_no_error (error);
  g_free (slot);
}

static void
analysed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Slot *slot = user_data;
  g_autoptr (PostilAnalysis) analysis = postil_worker_analyse_finish (POSTIL_WORKER (source), result, NULL);

  g_assert_nonnull (analysis);
  slot->tally->order[slot->tally->n_done++] = slot->index;
  g_free (slot);
}

static Slot *
new_slot (Tally *tally, guint index)
{
  Slot *slot = g_new (Slot, 1);

  *slot = (Slot){ tally, index };
  return slot;
}

static void
run_until (Tally *tally, guint n)
{
  while (tally->n_done < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_many (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (article, sizeof article - 1);
  Tally tally = { 0 };

  for (guint i = 0; i < 60; i++)
    postil_worker_ingest_async (worker, bytes, NULL, NULL, ingested_cb, new_slot (&tally, i));
  g_assert_cmpuint (postil_worker_get_n_waiting (worker), ==, 60);
  run_until (&tally, 60);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpuint (tally.order[i], ==, i);
}

static void
test_priority (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, article, -1, "a.txt", NULL);
  g_autofree char *large = g_strnfill (300 * 1024, 'x');
  g_autoptr (GBytes) bytes = NULL;
  Tally tally = { 0 };

  for (gsize i = 79; i < 300 * 1024; i += 80)
    large[i] = '\n';
  bytes = g_bytes_new_static (large, 300 * 1024);
  for (guint i = 0; i < 8; i++)
    postil_worker_ingest_async (worker, bytes, NULL, NULL, ingested_cb, new_slot (&tally, i));
  postil_worker_analyse_async (worker, ingested->document, POSTIL_WORKER_PRIORITY_IDLE, NULL, analysed_cb, new_slot (&tally, 20));
  postil_worker_analyse_async (worker, ingested->document, POSTIL_WORKER_PRIORITY_READER, NULL, analysed_cb,
                               new_slot (&tally, 30));
  run_until (&tally, 10);
  /* One large job may have been sent before the reader's; it overtakes all others. */
  g_assert_true (tally.order[0] == 30 || tally.order[1] == 30 || tally.order[2] == 30);
  g_assert_cmpuint (tally.order[9], ==, 20);
}

static void
test_cancel (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (article, sizeof article - 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) before = g_cancellable_new ();
  Tally tally = { 0 };

  g_cancellable_cancel (before);
  for (guint i = 0; i < 40; i++)
    postil_worker_ingest_async (worker, bytes, NULL, i % 2 == 0 ? cancellable : NULL, ingested_cb, new_slot (&tally, i));
  postil_worker_ingest_async (worker, bytes, NULL, before, ingested_cb, new_slot (&tally, 40));
  g_cancellable_cancel (cancellable);
  run_until (&tally, 41);
  g_assert_cmpuint (tally.n_cancelled, ==, 21);
  g_assert_cmpuint (postil_worker_get_n_waiting (worker), ==, 0);
}

static void
test_stop (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (article, sizeof article - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = NULL;
  Tally tally = { 0 };

  for (guint i = 0; i < 10; i++)
    postil_worker_ingest_async (worker, bytes, NULL, NULL, ingested_cb, new_slot (&tally, i));
  postil_worker_stop (worker);
  run_until (&tally, 10);
  ingested = worker_client_ingest (worker, article, -1, "a.txt", &error);
  g_assert_no_error (error);
}

static void
test_dispose_at_once (void)
{
  for (guint i = 0; i < 3; i++)
    {
      PostilWorker *worker = postil_worker_new (NULL, NULL);
      g_autoptr (PostilIngested) ingested = worker_client_ingest (worker, article, -1, "a.txt", NULL);

      g_assert_nonnull (ingested);
      g_object_unref (worker);
    }
}

static void
test_protection (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (PostilIngested) ingested = NULL;
  PostilProtection held;

  g_assert_cmpuint (postil_worker_get_protection (worker), ==, POSTIL_PROTECTION_NONE);
  ingested = worker_client_ingest (worker, article, -1, "a.txt", NULL);
  held = postil_worker_get_protection (worker);
  g_test_message ("protection: %#x", held);
  g_assert_true (held & POSTIL_PROTECTION_DESCRIPTORS);
  g_assert_true (held & POSTIL_PROTECTION_NO_NEW_PRIVS);
#ifdef POSTIL_SANITIZED
  g_assert_false (held & POSTIL_PROTECTION_SECCOMP);
#else
  g_assert_true (held & POSTIL_PROTECTION_LIMITS);
  g_assert_true (held & POSTIL_PROTECTION_SECCOMP);
#endif
}

static void
test_require_sandbox (void)
{
  g_autoptr (PostilWorker) worker = postil_worker_new (NULL, NULL);
  g_autoptr (PostilIngested) ingested = NULL;
  g_autoptr (GError) error = NULL;

  postil_worker_set_require_sandbox (worker, TRUE);
  ingested = worker_client_ingest (worker, article, -1, "a.txt", &error);
  if (ingested != NULL)
    g_assert_cmpuint (postil_worker_get_protection (worker), ==, POSTIL_PROTECTION_ALL);
  else
    g_assert_error (error, POSTIL_WORKER_ERROR, POSTIL_WORKER_ERROR_SANDBOX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/text", test_text);
  g_test_add_func ("/worker/page-and-feed", test_page_and_feed);
  g_test_add_func ("/worker/analysis", test_analysis);
  g_test_add_func ("/worker/refusals", test_refusals);
  g_test_add_func ("/worker/legacy-encodings", test_legacy_encodings);
  g_test_add_func ("/worker/missing-program", test_missing_program);
  g_test_add_func ("/worker/missing-lexicon", test_missing_lexicon);
  g_test_add_func ("/worker/many", test_many);
  g_test_add_func ("/worker/priority", test_priority);
  g_test_add_func ("/worker/cancel", test_cancel);
  g_test_add_func ("/worker/stop", test_stop);
  g_test_add_func ("/worker/dispose-at-once", test_dispose_at_once);
  g_test_add_func ("/worker/protection", test_protection);
  g_test_add_func ("/worker/require-sandbox", test_require_sandbox);
  return g_test_run ();
}
