/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzz target: bytes to UTF-8, with and without a declaration, and what kind of file they are. */
#include "config.h"

#include "fuzz-driver.h"

#include "postil-ingest.h"

#include <string.h>

static const char *const declared[] = { NULL,          "utf-8",        "text/html; charset=utf-16",
                                        "iso-8859-1",  "windows-1251", "shift_jis",
                                        "euc-kr",      "gb18030",      "big5",
                                        "iso-2022-jp", "utf-32be",     "nonsense",
                                        "koi8-r",      "us-ascii" };

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  const char *encoding = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text
      = postil_ingest_decode (bytes, declared[length > 0 ? data[length - 1] % G_N_ELEMENTS (declared) : 0], &encoding, &error);

  postil_ingest_sniff (bytes, NULL);
  g_assert_true ((text == NULL) == (error != NULL));
  if (text == NULL)
    return 0;
  g_assert_nonnull (encoding);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, length * 4 + 8);
  return 0;
}
