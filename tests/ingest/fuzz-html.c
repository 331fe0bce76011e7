/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz target: HTML to a document, as a page and as the content of an entry. */
#include "config.h"

#include "fuzz-driver.h"
#include "fuzz-oracle.h"

#include "postil-ingest.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  const PostilIngestHints hints = { .name = "page", .url = "https://example.org/2025/02/page.html" };
  g_autofree char *text = NULL;
  g_autoptr (PostilDocument) page = NULL, fragment = NULL;
  g_autoptr (GError) error = NULL;

  page = postil_ingest_html (bytes, &hints, &error);
  g_assert_true ((page == NULL) == (error != NULL));
  if (page != NULL)
    fuzz_check_document (page, length * 2);
  text = postil_ingest_decode (bytes, "utf-8", NULL, NULL);
  if (text == NULL)
    return 0;
  fragment = postil_ingest_html_fragment (NULL, text, hints.url, NULL);
  if (fragment != NULL)
    fuzz_check_document (fragment, length * 2);
  return 0;
}
