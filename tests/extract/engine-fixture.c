/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the compiled lexicon of the build directory; every test makes an engine of its own. */
#include "config.h"

#include "engine-fixture.h"

GBytes *
engine_fixture_lexicon (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (POSTIL_TEST_LEXICON, FALSE, &error);

  g_assert_no_error (error);
  return g_mapped_file_get_bytes (file);
}

PostilExtractor *
engine_fixture_new (void)
{
  g_autoptr (GBytes) bytes = engine_fixture_lexicon ();
  g_autoptr (GError) error = NULL;
  PostilExtractor *extractor = postil_extractor_new (bytes, &error);

  g_assert_no_error (error);
  return extractor;
}

char *
engine_fixture_slice (const char *text, guint start, guint end)
{
  return g_utf8_substring (text, start, end);
}
