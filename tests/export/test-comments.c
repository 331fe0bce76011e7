/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comment stays as it was written, and the file around it keeps its shape whatever the comment leaves open. */
#include "config.h"

#include "note-maker.h"
#include "postil-markdown-blocks.h"
#include "quote-reader.h"

#include <string.h>

static char *
export_comment (const char *comment)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", NULL);
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (1, "first", comment));

  g_ptr_array_add (notes, note_maker_quote (2, "second", ""));
  return note_maker_export (article, NULL, notes);
}

static void
test_kept (void)
{
  static const char *const kept[] = {
    "Plain words, *emphasis* and a [link](https://example.org).",
    "- a list\n- of two\n\n  ```c\n  int x;\n  ```",
    "```\ncode\n```",
    "~~~~ text\n```\n~~~\n~~~~",
    "> quoted\n> ```\n> open in the quote",
    "1. one\n   <pre>\n   open in the list",
    "<!-- mine --> and more",
    "<details>\n<summary>more</summary>\n\nhidden\n\n</details>",
    "| a | b |\n| - | - |\n| $1 | 2% |",
    "%%hidden%% and $$x$$",
    "    indented code",
    "# A heading of mine\n\nText\n---",
    "a line  \nbroken",
    "tab\there",
    "<x-y>\n```\n</x-y>",
    "<div>\n```\n</div>",
    "text\n<x-y>\n```\ncode\n```",
    "- a\nlazy\n  ```\n  open in the list",
    "- a\n\n  <!-- open in the list",
    "see <!-- postil:note --> inside a line",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *text = export_comment (kept[i]);
      g_autofree char *framed = g_strconcat ("\n^p-00000001\n\n", kept[i], "\n\ngreen · ", NULL);

      if (strstr (text, framed) == NULL)
        g_error ("not kept: %s", text);
    }
}

static void
test_closed (void)
{
  static const struct
  {
    const char *comment;
    const char *written;
  } cases[] = {
    { "```c\nopen", "```c\nopen\n```" },
    { "~~~~\nopen\n~~~", "~~~~\nopen\n~~~\n~~~~" },
    { "<!-- open", "<!-- open\n-->" },
    { "<script>\nx", "<script>\nx\n</script>" },
    { "<?php", "<?php\n?>" },
    { "<![CDATA[", "<![CDATA[\n]]>" },
    { "<!X", "<!X\n>" },
    { "- item\n\nafter\n```\nopen", "- item\n\nafter\n```\nopen\n```" },
    { "a %%open", "a \\%\\%open" },
    { "$$\nx", "\\$\\$\nx" },
    { "%%a%% b %%c $$d", "%%a%% b \\%\\%c \\$\\$d" },
    { "<!-- postil:end 00000001 -->", "&lt;!-- postil:end 00000001 -->" },
    { "x\n  <!--  POSTIL:begin 1 -->", "x\n  &lt;!--  POSTIL:begin 1 -->" },
    { "a\r\nb\rc", "a\nb\nc" },
    { "bell\a\x1b[31m\xe2\x80\xae!", "bell[31m!" },
    { "\n\n  x  \n\n", "  x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = export_comment (cases[i].comment);
      g_autofree char *framed = g_strconcat ("\n^p-00000001\n\n", cases[i].written, "\n\ngreen · ", NULL);
      g_autofree char *outline = quote_reader_read_outline (text);

      if (strstr (text, framed) == NULL)
        g_error ("%s gives %s", cases[i].comment, text);
      g_assert_true (g_str_has_suffix (outline, "pmmqppm"));
    }
}

static char *
random_comment (GRand *rand)
{
  static const char *const parts[] = {
    "```",
    "~~~",
    "````",
    "``` c",
    "`",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "  ",
    "    ",
    "\t",
    "text",
    "text `code`",
    "\n",
    "\n",
    "\n\n",
    "---",
    "===",
    "# ",
    "<!--",
    "-->",
    "<!-- x -->",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "<style",
    "<?",
    "?>",
    "<!A",
    ">",
    "<![CDATA[",
    "]]>",
    "<div>",
    "</div>",
    "<x-y a=\"b\">",
    "<x y",
    "</x>",
    "<textarea>",
    "[a]: b",
    "\n- ",
    "\n  ",
    "\n> ",
    "\n```\n",
    "\n   ~~~\n",
    "\n      ",
    "-",
    "1.",
    "<!-- postil:end 00000001 -->",
    "\n<!-- postil:begin 00000009 123456 -->\n",
  };
  GString *out = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 1, 24); i > 0; i--)
    g_string_append (out, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (out, FALSE);
}

/* Another parser finds the end of the block, and the whole next one, where they are. */
static void
test_random (void)
{
  for (guint32 seed = 0; seed < 6000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *comment = random_comment (rand);
      g_autofree char *text = export_comment (comment);
      g_autofree char *outline = quote_reader_read_outline (text);
      g_autoptr (GArray) blocks = postil_markdown_scan_blocks (text);

      if (!g_str_has_suffix (outline, "pmmqppm"))
        g_error ("seed %u: %s breaks out: %s in\n%s", seed, comment, outline, text);
      g_assert_cmpuint (blocks->len, ==, 2);
      for (guint i = 0; i < blocks->len; i++)
        g_assert_cmpint (g_array_index (blocks, PostilMarkdownBlockRange, i).state, ==, POSTIL_MARKDOWN_BLOCK_INTACT);
    }
}

static void
test_linear (void)
{
  static const char *const units[]
      = { "> ", "- ", "<!--\n", "```\n", "- \n", ">\n", "%%", "<x a=b ", "~~~\n- ", "1. ", "`", "<!-- postil:\n", "\t", "\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) comment = g_string_new ("x\n");
      g_autofree char *text = NULL;
      gint64 start = g_get_monotonic_time ();

      while (comment->len < 200000)
        g_string_append (comment, units[i]);
      text = export_comment (comment->str);
      g_assert_nonnull (text);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_TIME_SPAN_SECOND);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/comments/kept", test_kept);
  g_test_add_func ("/export/comments/closed", test_closed);
  g_test_add_func ("/export/comments/random", test_random);
  g_test_add_func ("/export/comments/linear", test_linear);
  return g_test_run ();
}
