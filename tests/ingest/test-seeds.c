/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-paragraph-a-line files keep their offsets: the document's text is the file's, code point for code point, but for the first blank of " | " after a
 * headline. Run on every text file of the folder `seeds` of POSTIL_SHARED, and on a copy of the rule made here. */
#include "config.h"

#include "postil-ingest.h"

#include <string.h>

static void
check_file (const char *contents, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (contents, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = postil_ingest_text (bytes, NULL, &error);
  g_autofree char *expected = g_strchomp (g_strndup (contents, length));
  char *bar;

  g_assert_no_error (error);
  bar = g_strstr_len (expected, strcspn (expected, "\n"), " | ");
  if (bar != NULL)
    *bar = '\n';
  g_assert_cmpstr (postil_document_get_text (document), ==, expected);
}

static void
test_own (void)
{
  static const char *const files[] = {
    "A headline | Site | More\nA first paragraph that is long enough to be one.\n- an item\n- another item\nThe end.\n",
    "A first paragraph of prose, which ends in a full stop.\nA second one\twith a tab, and  two blanks.\n",
    "标题很短\n这是第一段，文字比标题长一些。\n这是第二段。",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *plain = g_strdelimit (g_strdup (files[i]), "\t", ' ');

      check_file (plain, strlen (plain));
    }
}

static void
test_seeds (void)
{
  const char *said = g_getenv ("POSTIL_SHARED");
  g_autofree char *folder = g_build_filename (said != NULL ? said : "../shared", "seeds", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("POSTIL_SHARED is not set");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (!g_str_has_suffix (name, ".txt"))
        continue;
      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      check_file (contents, length);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/offsets/own", test_own);
  g_test_add_func ("/ingest/offsets/seeds", test_seeds);
  return g_test_run ();
}
