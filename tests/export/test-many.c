/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes by the thousand, of signs that mean something to Markdown, read back by a parser that is not ours: each quote says what the
 * passage said, no link leads anywhere but to the web, and no file has a name that leaves its folder. The long form writes ten
 * thousand; set POSTIL_MANY_NOTES for another number. */
#include "config.h"

#include "note-maker.h"
#include "quote-reader.h"

#include <string.h>

#define FEW 600

static const char *const pieces[] = { "# ",
                                      "- ",
                                      "+ ",
                                      "1. ",
                                      "1) ",
                                      "> ",
                                      "    ",
                                      "\t",
                                      "```",
                                      "~~~",
                                      "***",
                                      "---",
                                      "===",
                                      "*",
                                      "**",
                                      "_",
                                      "__",
                                      "`",
                                      "[",
                                      "]",
                                      "](",
                                      ")",
                                      "![[",
                                      "[[",
                                      "]]",
                                      "<",
                                      ">",
                                      "</div>",
                                      "<script>",
                                      "<!--",
                                      "-->",
                                      "<?",
                                      "<![CDATA[",
                                      "&amp;",
                                      "&#35;",
                                      "&",
                                      "\\",
                                      "\\\\",
                                      "\n",
                                      "\n\n",
                                      "|",
                                      "$$",
                                      "%%",
                                      "==",
                                      "^",
                                      "~",
                                      "^[",
                                      "[^1]:",
                                      "#tag",
                                      "::",
                                      "{{",
                                      "}}",
                                      "<%",
                                      "http://a ",
                                      "x@y.z",
                                      "<a@b>",
                                      "(",
                                      "!",
                                      "\"",
                                      "'",
                                      " ",
                                      "  ",
                                      "\\\n",
                                      "javascript:alert(1)",
                                      "[a]: javascript:x",
                                      "<javascript:x>",
                                      "data:",
                                      "\u00a0",
                                      "é",
                                      "渡轮",
                                      "😀",
                                      "\u200b",
                                      "\u2028",
                                      "\u202e",
                                      "- [ ] ",
                                      "word",
                                      "a",
                                      "two words",
                                      "Setext\n---",
                                      "| a | b |\n|---|---|\n",
                                      "<!-- postil:end 00000001 -->" };

static char *
make_text (GRand *rand, int most)
{
  GString *out = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 1, most); i > 0; i--)
    if (g_rand_int_range (rand, 0, 8) > 0)
      g_string_append (out, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    else
      g_string_append_unichar (out, (gunichar) g_rand_int_range (rand, 0x20, 0x7f));
  /* A passage of nothing that shows is written as an image. */
  g_string_insert_c (out, g_rand_boolean (rand) ? 0 : -1, 'x');
  return g_string_free (out, FALSE);
}

/* A separator of lines is a line end, and a mark that turns text round never reaches a file. Empty lines are no part of a passage's
 * words. */
static char *
expect (const char *passage)
{
  g_auto (GStrv) separated = g_strsplit (passage, "\u2028", -1);
  g_autofree char *joined = g_strjoinv ("\n", separated);
  g_auto (GStrv) turned = g_strsplit (joined, "\u202e", -1);
  g_autofree char *straight = g_strjoinv ("", turned);
  g_auto (GStrv) lines = g_strsplit (straight, "\n", -1);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][strspn (lines[i], " \t")] == '\0')
        continue;
      g_strdelimit (lines[i], "\t", ' ');
      g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", lines[i]);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_safe (const char *link)
{
  return g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://") || g_str_has_prefix (link, "mailto:")
         || g_str_has_prefix (link, "postil://note/");
}

static void
check_name (const char *title)
{
  g_autofree char *name = postil_markdown_export_file_name (title, NOTE_MAKER_KEY);

  g_assert_true (g_str_has_suffix (name, ".md"));
  g_assert_true (strchr (name, '/') == NULL && strchr (name, '\\') == NULL && *name != '.');
  g_assert_cmpuint (strlen (name), <=, 200);
}

static void
check_note (GRand *rand)
{
  static const char *const urls[] = { "https://example.org/a_(b)?c=[d]&e=<f>", "javascript:alert(1)", "data:text/html,x",
                                      "file:///etc/passwd", "http://[::1]/ x" };
  g_autofree char *title = make_text (rand, 6);
  g_autofree char *passage = make_text (rand, 14);
  g_autofree char *tag = make_text (rand, 4);
  g_autoptr (PostilArticle) article = note_maker_article (title, urls[g_rand_int_range (rand, 0, G_N_ELEMENTS (urls))]);
  PostilNote *note = note_maker_quote (1, passage, "A comment.");
  g_autoptr (GPtrArray) notes = note_maker_list (note);
  g_autofree char *text = NULL;
  g_autofree char *read = NULL;
  g_autofree char *expected = expect (passage);
  g_autoptr (GPtrArray) links = NULL;

  g_strfreev (note->tags);
  note->tags = postil_tags_parse (tag);
  text = note_maker_export (article, NULL, notes);
  read = quote_reader_read_quote (text);
  /* Without the article's text, nothing says which line ends were inside a block: each ends a paragraph. */
  g_assert_cmpstr (read, ==, expected);
  links = quote_reader_list_links (text);
  for (guint i = 0; i < links->len; i++)
    g_assert_true (is_safe (g_ptr_array_index (links, i)));
  check_name (title);
}

static void
test_many (void)
{
  const char *wanted = g_getenv ("POSTIL_MANY_NOTES");
  guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : FEW;

  for (guint seed = 0; seed < n; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

      check_note (rand);
    }
  g_test_message ("%u notes", n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/many", test_many);
  return g_test_run ();
}
