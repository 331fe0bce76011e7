/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cases: each folder of tests/ingest/cases holds one input, what is expected of it, and perhaps hints (a key file). With POSTIL_WRITE_CASES set
 * the expectations are written instead, to be read before they are kept. */
#include "config.h"

#include "case-record.h"
#include "postil-ingest-error.h"
#include "postil-ingest.h"

#include <string.h>

static char *
find_input (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "input."))
      return g_strdup (name);
  return NULL;
}

static JsonNode *
run (GBytes *bytes, const PostilIngestHints *hints)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilFeed) feed = NULL;
  PostilFormat format = postil_ingest_sniff (bytes, hints);

  if (format == POSTIL_FORMAT_FEED)
    feed = postil_ingest_feed (bytes, hints, &error);
  else if (format == POSTIL_FORMAT_HTML)
    document = postil_ingest_html (bytes, hints, &error);
  else
    document = postil_ingest_text (bytes, hints, &error);
  if (error != NULL)
    {
      g_assert_true (error->domain == POSTIL_INGEST_ERROR);
      g_assert_nonnull (strstr (error->message, hints->name));
      return case_record_error (error);
    }
  return feed != NULL ? case_record_feed (feed) : case_record_document (document);
}

static void
test_case (gconstpointer data)
{
  const char *folder = data;
  g_autofree char *name = find_input (folder);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *hints_path = g_build_filename (folder, "hints.ini", NULL);
  g_autofree char *expected_path = g_build_filename (folder, "expected.json", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *url = NULL, *content_type = NULL, *contents = NULL, *found = NULL, *expected = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) record = NULL;
  gsize length;

  if (g_key_file_load_from_file (file, hints_path, G_KEY_FILE_NONE, NULL))
    {
      url = g_key_file_get_string (file, "hints", "url", NULL);
      content_type = g_key_file_get_string (file, "hints", "content-type", NULL);
    }
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  record = run (bytes, &(PostilIngestHints){ .name = name, .url = url, .content_type = content_type });
  found = case_record_print (record);
  if (g_getenv ("POSTIL_WRITE_CASES") != NULL)
    {
      g_assert_true (g_file_set_contents (expected_path, found, -1, NULL));
      return;
    }
  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  g_assert_cmpstr (found, ==, expected);
}

int
main (int argc, char **argv)
{
  g_autofree char *root = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  root = g_test_build_filename (G_TEST_DIST, "ingest", "cases", NULL);
  dir = g_dir_open (root, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test_name = g_strconcat ("/ingest/cases/", name, NULL);

      g_test_add_data_func_full (test_name, g_build_filename (root, name, NULL), test_case, g_free);
    }
  return g_test_run ();
}
