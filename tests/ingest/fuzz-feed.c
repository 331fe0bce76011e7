/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz target: bytes to a feed. Every record keeps the rules of what the worker sends; reading twice gives the same. */
#include "config.h"

#include "fuzz-driver.h"
#include "fuzz-oracle.h"

#include "postil-ingest.h"

static void
check_entry (const PostilFeedEntry *entry, gsize length)
{
  g_assert_nonnull (entry->id);
  fuzz_check_text (entry->id);
  fuzz_check_text (entry->title);
  fuzz_check_text (entry->author);
  fuzz_check_link (entry->link);
  g_assert_nonnull (entry->document);
  /* The title stands in the record and in the document, and entities of a feed may be written in three bytes. */
  fuzz_check_document (entry->document, length * 2);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  const PostilIngestHints hints = { .name = "feed", .url = length % 2 == 0 ? "https://example.org/a/feed.xml" : NULL };
  g_autoptr (PostilFeed) feed = NULL;
  g_autoptr (GError) error = NULL;

  postil_ingest_sniff (bytes, &hints);
  feed = postil_ingest_feed (bytes, &hints, &error);
  g_assert_true ((feed == NULL) == (error != NULL));
  if (feed == NULL)
    return 0;
  g_assert_nonnull (feed->format);
  fuzz_check_text (feed->title);
  fuzz_check_text (feed->language);
  fuzz_check_link (feed->link);
  for (guint i = 0; i < feed->entries->len; i++)
    check_entry (g_ptr_array_index (feed->entries, i), length);
  return 0;
}
