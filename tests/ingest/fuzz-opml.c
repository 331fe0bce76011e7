/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz target: bytes to a list of subscriptions; what was read, written and read again is the same. */
#include "config.h"

#include "fuzz-driver.h"
#include "fuzz-oracle.h"

#include "postil-ingest.h"
#include "postil-time.h"

#include <string.h>

static void
check_list (const PostilOpml *opml)
{
  fuzz_check_text (opml->title);
  for (guint i = 0; i < opml->feeds->len; i++)
    {
      const PostilOpmlFeed *feed = g_ptr_array_index (opml->feeds, i);

      g_assert_nonnull (feed->url);
      fuzz_check_link (feed->url);
      fuzz_check_link (feed->site);
      fuzz_check_text (feed->title);
      fuzz_check_text (feed->description);
      g_assert_cmpuint (g_strv_length (feed->folders), <=, POSTIL_OPML_MAX_DEPTH);
      for (char **folder = feed->folders; *folder != NULL; folder++)
        fuzz_check_text (*folder);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (PostilOpml) opml = postil_ingest_opml (bytes, NULL, NULL);
  g_autoptr (PostilOpml) again = NULL, third = NULL;
  g_autofree char *text = NULL, *text_again = NULL;
  g_autoptr (GBytes) written = NULL, written_again = NULL;

  if (opml == NULL)
    return 0;
  check_list (opml);
  text = postil_opml_write (opml, POSTIL_TIME_UNKNOWN);
  written = g_bytes_new_static (text, strlen (text));
  again = postil_ingest_opml (written, NULL, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->feeds->len, ==, opml->feeds->len);
  text_again = postil_opml_write (again, POSTIL_TIME_UNKNOWN);
  written_again = g_bytes_new_static (text_again, strlen (text_again));
  third = postil_ingest_opml (written_again, NULL, NULL);
  g_assert_nonnull (third);
  check_list (third);
  return 0;
}
