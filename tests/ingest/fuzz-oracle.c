/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of anything that was read: a failure aborts, so that a fuzzer sees it. */
#include "config.h"

#include "fuzz-oracle.h"

#include <string.h>

/* Checks that a text (nullable) is valid and not longer than the worker may send. */
void
fuzz_check_text (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, 64 * 1024);
}

/* Checks that an address (nullable) is one of the web. */
void
fuzz_check_link (const char *link)
{
  if (link == NULL)
    return;
  fuzz_check_text (link);
  g_assert_true (g_ascii_strncasecmp (link, "http://", 7) == 0 || g_ascii_strncasecmp (link, "https://", 8) == 0);
}

/* Checks that a document keeps all its rules, which the strict reading of its serialised form looks at, and adds no text. */
void
fuzz_check_document (PostilDocument *document, gsize input_length)
{
  g_autoptr (GBytes) blob = postil_document_serialize (document);
  g_autoptr (PostilDocument) again = postil_document_deserialize (blob, NULL);
  g_autoptr (GBytes) second = NULL;

  g_assert_nonnull (again);
  second = postil_document_serialize (again);
  g_assert_true (g_bytes_equal (blob, second));
  g_assert_cmpuint (strlen (postil_document_get_text (document)), <=, input_length * 8 + 64);
}
