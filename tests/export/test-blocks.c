/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our blocks are found again in a file that somebody worked on, and those he changed are told from the others. */
#include "config.h"

#include "note-maker.h"
#include "postil-markdown-blocks.h"

#include <string.h>

static char *
export_three (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", "https://example.org/");
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_note (1, "On it all.", "a"));

  g_ptr_array_add (notes, note_maker_quote (2, "second passage", "My comment."));
  g_ptr_array_add (notes, note_maker_quote (3, "<!-- postil:end 00000003 -->\n<!-- postil:begin 00000009 123456 -->", ""));
  return note_maker_export (article, NULL, notes);
}

static char *
replace (const char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (with, parts);
}

/* One letter a block: i intact, e edited, b broken. */
static void
check_states (const char *text, const char *expected)
{
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);
  g_autoptr (GString) states = g_string_new (NULL);
  gsize last = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const PostilMarkdownBlockRange *block = &g_array_index (blocks, PostilMarkdownBlockRange, i);

      g_string_append_c (states, "ieb"[block->state]);
      g_assert_true (last <= block->start && block->start < block->content_start && block->content_start <= block->content_end
                     && block->content_end <= block->end && block->end <= strlen (text));
      g_assert_true (g_str_has_prefix (text + block->start, "<!-- postil:begin "));
      last = block->end;
    }
  g_assert_cmpstr (states->str, ==, expected);
}

static void
test_intact (void)
{
  g_autofree char *text = export_three ();
  g_autofree char *crlf = replace (text, "\n", "\r\n");
  g_autofree char *bom = g_strconcat ("\ufeff", text, NULL);
  g_autofree char *around = replace (text, "\n## Highlights\n", "\nMy own words.\n\n## Passages\n\n%% mine %%\n");
  g_autofree char *no_feed = g_strndup (text, strlen (text) - 1);
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);
  const PostilMarkdownBlockRange *block = &g_array_index (blocks, PostilMarkdownBlockRange, 1);

  check_states (text, "iii");
  check_states (crlf, "iii");
  check_states (bom, "iii");
  check_states (around, "iii");
  check_states (no_feed, "iii");
  g_assert_cmpstr (block->id, ==, "00000002");
  g_assert_true (g_str_has_prefix (text + block->content_start, "> second passage\n"));
  g_assert_true (g_str_has_prefix (text + block->content_end, "<!-- postil:end 00000002 -->\n"));
}

static void
test_edited (void)
{
  static const struct
  {
    const char *what;
    const char *with;
    const char *states;
  } cases[] = {
    { "My comment.", "My better comment.", "iei" },
    { "My comment.", "My comment. ", "iei" },
    { "> second passage", "> second passage\n> and more", "iei" },
    { "#a", "#a #b", "eii" },
    { "My comment.", "My comment.\n\n<!-- mine -->", "iei" },
    { "\n<!-- postil:end 00000002 -->", "", "ibi" },
    { "<!-- postil:end 00000002 -->", "<!-- postil:end 00000004 -->", "ibi" },
    { "<!-- postil:end 00000002 -->", " <!-- postil:end 00000002 -->", "ibi" },
    { "<!-- postil:begin 00000002 ", "<!-- postil:begin 2 ", "ii" },
    { "<!-- postil:begin 00000002 ", "> <!-- postil:begin 00000002 ", "ii" },
    { "\n<!-- postil:end 00000003 -->", "", "iib" },
  };
  g_autofree char *text = export_three ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *edited = replace (text, cases[i].what, cases[i].with);

      check_states (edited, cases[i].states);
    }
}

/* A block copied by the reader: the first is ours. */
static void
test_copied (void)
{
  g_autofree char *text = export_three ();
  g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);
  const PostilMarkdownBlockRange *block = &g_array_index (blocks, PostilMarkdownBlockRange, 1);
  g_autofree char *copy = g_strndup (text + block->start, block->end - block->start);
  g_autofree char *twice = g_strconcat (text, "\n", copy, NULL);

  check_states (twice, "iiib");
}

static void
test_nothing (void)
{
  check_states ("", "");
  check_states ("# Title\n\nWords.\n", "");
  check_states ("<!-- postil:begin", "");
  check_states ("<!-- postil:begin 0000000g 123456 -->\n<!-- postil:end 0000000g -->\n", "");
  check_states ("<!-- postil:begin 00000001 123456 -->", "b");
  check_states ("<!-- postil:begin 00000001 123456 -->\n<!-- postil:end 00000001 -->", "e");
  check_states ("<!-- postil:begin 00000001 e3b0c4 -->\n<!-- postil:end 00000001 -->", "i");
  check_states ("<!-- postil:begin 000000010000000000000000000000011 e3b0c4 -->\n", "");
}

static void
test_random (void)
{
  static const char *const parts[]
      = { "<!-- postil:begin 00000001 123456 -->", "<!-- postil:end 00000001 -->", "\n", "\r\n", "\r",
          "<!-- postil:begin 00000002 e3b0c4 -->", "<!-- postil:end 00000002 -->", "x",  "<!--", " " };

  for (guint32 seed = 0; seed < 5000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) blocks = NULL;
      gsize last = 0;

      for (int i = g_rand_int_range (rand, 0, 30); i > 0; i--)
        g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      blocks = postil_markdown_scan_blocks (text->str);
      for (guint i = 0; i < blocks->len; i++)
        {
          const PostilMarkdownBlockRange *block = &g_array_index (blocks, PostilMarkdownBlockRange, i);

          g_assert_true (last <= block->start && block->start < block->end && block->end <= text->len);
          last = block->end;
        }
    }
}

static void
test_linear (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) blocks = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "<!-- postil:begin %08x 123456 -->\n", i);
  blocks = postil_markdown_scan_blocks (text->str);
  g_assert_cmpuint (blocks->len, ==, 50000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_TIME_SPAN_SECOND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/blocks/intact", test_intact);
  g_test_add_func ("/export/blocks/edited", test_edited);
  g_test_add_func ("/export/blocks/copied", test_copied);
  g_test_add_func ("/export/blocks/nothing", test_nothing);
  g_test_add_func ("/export/blocks/random", test_random);
  g_test_add_func ("/export/blocks/linear", test_linear);
  return g_test_run ();
}
