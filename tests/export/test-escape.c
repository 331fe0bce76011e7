/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What we quote says the same again after another parser has read it, and stays readable before. */
#include "config.h"

#include "note-maker.h"
#include "postil-document-builder.h"
#include "quote-reader.h"

#include <string.h>

/* Lines that are, or hold, every construct of CommonMark and of what programs add to it. */
static const char *const constructs[] = {
  "# one",
  "###### six #",
  "####### seven",
  "#hashtag and #another",
  "#",
  "## ",
  "# closed #",
  "C# and F#",
  "- dash",
  "-",
  "-- two",
  "+ plus",
  "+1 more",
  "* star",
  "*",
  "1. one",
  "1) one",
  "123456789. nine digits",
  "1234567890. ten digits",
  "0. nought",
  "2026. A year ends a sentence",
  "- [ ] task",
  "- - nested",
  "1. - > deep",
  "---",
  "- - -",
  "***",
  "* * *",
  "___",
  "_ _ _",
  "===",
  "=",
  "= =",
  "--",
  "> quoted",
  ">>deep",
  ">",
  ">[!note] callout",
  "[!warning]- folded",
  "```",
  "```dataview",
  "````c",
  "~~~",
  "~~~ info ~~~",
  "~~struck~~ and ~one~",
  "about ~5 to ~10, H~2~O",
  "`code`",
  "``a ` b``",
  "`open",
  "\\`not code\\`",
  "<div>",
  "</div>",
  "<!-- comment -->",
  "<!-- postil:end 00000001 -->",
  "<!-- postil:begin 00000001 9c41e0 -->",
  "--> end",
  "<!--> <!---> --->",
  "<script>alert(1)</script>",
  "<?php echo 1 ?>",
  "<!DOCTYPE html>",
  "<![CDATA[ x ]]>",
  "<a href=\"javascript:alert(1)\">x</a>",
  "<img src=x onerror=alert(1)>",
  "a < b > c <= d",
  "<https://example.org/>",
  "<javascript:alert(1)>",
  "<me@example.org>",
  "https://example.org/a_b_c?x=*y*",
  "www.example.org",
  "obsidian://open?vault=x ftp://a file:///etc",
  "[link](https://example.org)",
  "[x](javascript:alert(1))",
  "](javascript:alert(1))",
  "[x][ref]",
  "[ref]: javascript:alert(1)",
  "[ref]: <javascript:alert(1)> \"t\"",
  "![image](https://example.org/i.png)",
  "![[embed]]",
  "[[wiki link|alias]]",
  "[^1] and [^1]: note and ^[inline]",
  "((block-ref)) {{query}} {% raw %} {:.class} {#id}",
  "<% tp.file.include() %> <%* x %>",
  "key:: value",
  "%%comment%% 100%% and 11%",
  "==mark== a==b a = b",
  "$x$ $$y$$ $22 billion, US$5 to US$10, $ 5, 5$",
  "\\(x\\) \\[y\\] \\alpha",
  "text ^block-id",
  "2^10",
  "x^",
  "*emphasis* **strong** ***both***",
  "_emphasis_ __strong__ snake_case_word _a",
  "5 * 3 * 2",
  "**open",
  "a*b*c _(x)_",
  "&amp; &copy; &#35; &#x22; &nosuch; AT&T & co; &",
  "&#0; &#1234567;",
  "back\\slash \\* \\ end\\",
  "\\",
  "two  blanks  ",
  "  leading",
  "   three",
  "    four",
  "\ttab",
  "a\tb",
  "- \ttab after dash",
  " # blank before",
  "    - code or list",
  "| a | b |",
  "|---|:-:|",
  "--- | ---",
  ":--",
  ":-",
  ":",
  "a | b",
  "term",
  ": definition",
  "|",
  "||",
  ":smile: 10:30",
  "\"quotes\" 'single' -- dash --- ... (c)",
  "@name #1 !important",
  "! [not image]",
  "!",
  "[",
  "]",
  "[]",
  "()",
  "[ ] [x]",
  "{",
  "}",
  "\u00a0no-break\u00a0",
  "\u2003em space first",
  "\u200bzero width\ufeff",
  "\u4e2d\u6587*\u5f3a\u8c03*\u3002_\u4e0b_",
  "\u201c*\u201d \u00ab_x_\u00bb",
  "caf\u00e9_\u00e9t\u00e9_",
  "e\u0301_a_\u0301",
  "\U0001f468\u200d\U0001f469\u200d\U0001f467 #\U0001f468",
  "\u05e9\u05dc\u05d5\u05dd # 1. abc",
  "+++",
  "title: x",
  "...",
  "$$",
  "%%",
  "~~",
  "==",
  "``",
  "**",
  "__",
};

static char *
expect (const char *passage)
{
  g_auto (GStrv) lines = g_strsplit (passage, "\n", -1);
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

static void
check_escaped (const char *passage)
{
  g_autofree char *escaped = postil_markdown_escape_text (passage);
  g_auto (GStrv) lines = g_strsplit (escaped, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\n> ", lines);
  g_autofree char *quoted = g_strconcat ("> ", joined, "\n", NULL);
  g_autofree char *read = quote_reader_read_quote (quoted);
  g_autofree char *expected = expect (passage);

  g_assert_cmpstr (read, ==, expected);
}

static void
check_exported (const char *passage)
{
  g_autoptr (PostilArticle) article = note_maker_article (passage, "https://example.org/a?b=1&c=(2)");
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (1, passage, "A comment."));
  g_autofree char *text = note_maker_export (article, NULL, notes);
  g_autofree char *read = quote_reader_read_quote (text);
  g_autofree char *expected = expect (passage);
  g_autofree char *title = quote_reader_read_title (text);
  g_autofree char *outline = quote_reader_read_outline (text);

  g_assert_cmpstr (read, ==, expected);
  g_assert_cmpstr (outline, ==,
                   "hphmqppp"
                   "m");
  g_strdelimit (expected, "\n", ' ');
  if (strchr (passage, '\n') == NULL)
    g_assert_cmpstr (title, ==, g_strstrip (expected));
}

static void
test_constructs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (constructs); i++)
    {
      g_autofree char *between = g_strconcat ("before\n", constructs[i], "\nafter", NULL);
      g_autofree char *twice = g_strconcat (constructs[i], "\n", constructs[i], NULL);
      g_autofree char *inside = g_strconcat ("word ", constructs[i], " word", NULL);
      g_autofree char *glued = g_strconcat ("word", constructs[i], "word", NULL);

      check_escaped (constructs[i]);
      check_escaped (between);
      check_escaped (twice);
      check_escaped (inside);
      check_escaped (glued);
      check_exported (constructs[i]);
      check_exported (between);
      check_exported (inside);
    }
}

static void
test_pairs (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (constructs); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (constructs); j++)
      {
        g_autofree char *broken = g_strconcat (constructs[i], "\n", constructs[j], NULL);

        check_escaped (broken);
      }
}

static gunichar
random_character (GRand *rand)
{
  static const char signs[] = "\\`*_{}[]<>#+-.!|~=$^%&:;()\"'/@ \t\n0189aZ";
  gunichar c = 0;

  if (g_rand_int_range (rand, 0, 4) != 0)
    return (guchar) signs[g_rand_int_range (rand, 0, (gint32) strlen (signs))];
  do
    c = (gunichar) g_rand_int_range (rand, 0x20, g_rand_boolean (rand) ? 0x3000 : 0x1ffff);
  while (!g_unichar_validate (c) || g_unichar_iscntrl (c) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
         || c == 0xfffc || (c & 0xfffe) == 0xfffe);
  return c;
}

static char *
random_passage (GRand *rand)
{
  GString *out = g_string_new ("x");

  for (int i = g_rand_int_range (rand, 1, 12); i > 0; i--)
    {
      if (g_rand_boolean (rand))
        g_string_append (out, constructs[g_rand_int_range (rand, 0, G_N_ELEMENTS (constructs))]);
      for (int j = g_rand_int_range (rand, 0, 8); j > 0; j--)
        g_string_append_unichar (out, random_character (rand));
    }
  if (g_rand_boolean (rand))
    g_string_erase (out, 0, 1);
  if (out->str[strspn (out->str, " \t\n")] == '\0')
    g_string_append (out, "x");
  return g_string_free (out, FALSE);
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < 4000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *passage = random_passage (rand);

      check_escaped (passage);
      if (seed % 4 == 0)
        check_exported (passage);
    }
}

/* A passage that is a range of a document: code keeps its lines in one paragraph. */
static void
test_document (void)
{
  for (guint32 seed = 0; seed < 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
      g_autoptr (PostilArticle) article = note_maker_article ("Title", NULL);
      g_autoptr (PostilDocument) document = NULL;
      g_autoptr (GPtrArray) notes = note_maker_list (NULL);
      g_autofree char *text = NULL;
      g_autofree char *read = NULL;
      g_autofree char *expected = NULL;
      PostilNote *note = note_maker_note (1, "", "");

      for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        {
          g_autofree char *passage = random_passage (rand);

          postil_document_builder_begin_block (builder, i % 2 == 0 ? POSTIL_BLOCK_CODE : POSTIL_BLOCK_PARAGRAPH, 0, 0);
          postil_document_builder_append_verbatim (builder, passage, -1);
          postil_document_builder_end_block (builder);
        }
      document = postil_document_builder_finish (builder, NULL);
      g_assert_nonnull (document);
      postil_note_set_passage (note, document, 0, postil_document_get_length (document));
      note->color = 1;
      g_ptr_array_add (notes, note);
      text = note_maker_export (article, document, notes);
      read = quote_reader_read_quote (text);
      expected = expect (note->quote);
      g_assert_cmpstr (read, ==, expected);
    }
}

static void
test_readable (void)
{
  static const struct
  {
    const char *text;
    const char *escaped;
  } cases[] = {
    { "Sales fell 11% to $18.5 billion.", "Sales fell 11% to $18.5 billion." },
    { "It plans to spend $22 billion (about $3 a head) in 2025.", "It plans to spend $22 billion (about $3 a head) in 2025." },
    { "iPhone sales – down, again – hit AT&T's partners!", "iPhone sales – down, again – hit AT&T's partners!" },
    { "\"Yes,\" she said: #1 in C#, half-year, x = y, 2^10, a/b, snake_case.",
      "\"Yes,\" she said: #1 in C#, half-year, x = y, 2^10, a/b, snake_case." },
    { "About ~5 of 10; see https://example.org/x_y", "About ~5 of 10; see https://example.org/x_y" },
    { "Site | Title", "Site | Title" },
    { "阿里巴巴（Alibaba）上涨 5%。", "阿里巴巴（Alibaba）上涨 5%。" },
    { "1. First", "1\\. First" },
    { "# one", "\\# one" },
    { "a *b* [c]", "a \\*b\\* \\[c\\]" },
    { "two\nlines", "two\\\nlines" },
    { "", "" },
    { " \n ", "" },
    { "bad\xff", "bad\xef\xbf\xbd" },
    { "bell\a nul\x1b[0m\xc2\x9b", "bell nul\\[0m" },
    { "cr\r\nlf\rcr", "cr\\\nlf\\\ncr" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = postil_markdown_escape_text (cases[i].text);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
    }
}

/* What would be syntax to the programs notes are kept in, which no parser here knows. */
static void
test_neutral (void)
{
  static const char *const forbidden[]
      = { "[[", "{{", "{%", "<%", "<!", "-->", "%%", "==", "~~", "$$", "::", "obsidian://", "file://" };

  for (gsize i = 0; i < G_N_ELEMENTS (constructs); i++)
    {
      g_autofree char *escaped = postil_markdown_escape_text (constructs[i]);

      for (gsize j = 0; j < G_N_ELEMENTS (forbidden); j++)
        if (strstr (escaped, forbidden[j]) != NULL)
          g_error ("%s is left in %s", forbidden[j], escaped);
      for (const char *p = strchr (escaped, '<'); p != NULL; p = strchr (p + 1, '<'))
        g_assert_true (p > escaped && p[-1] == '\\');
    }
}

static void
test_bidi (void)
{
  static const struct
  {
    const char *text;
    const char *escaped;
  } cases[] = {
    { "a\u202eb\u202cc\u202a\u202b\u202d", "abc" },
    { "\u2067\u05d0\u2069 b", "\u2067\u05d0\u2069 b" },
    { "\u2067\u05d0 b", "\u05d0 b" },
    { "a\u2069b", "ab" },
    { "\u2066a\u2067b\u2069", "a\u2067b\u2069" },
    { "\u2067one\ntwo\u2069", "one\\\ntwo" },
    { "a\u200eb\u200fc", "a\u200eb\u200fc" },
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *flat = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = postil_markdown_escape_text (cases[i].text);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "\u2067");
  g_string_append (deep, "x");
  flat = postil_markdown_escape_text (deep->str);
  g_assert_cmpstr (flat, ==, "x");
}

/* No run of signs, however long, takes more than one look. */
static void
test_linear (void)
{
  static const char *const units[]
      = { "_", "#", "#1", "^a", "&a", "$", "`", "[", "<!", ":", "a://", "=", "\\", "| ", "-", "*_", "&#" };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *escaped = NULL;
      gint64 start = g_get_monotonic_time ();

      while (text->len < 400000)
        g_string_append (text, units[i]);
      escaped = postil_markdown_escape_text (text->str);
      g_assert_cmpuint (strlen (escaped), >=, text->len);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_TIME_SPAN_SECOND);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/escape/constructs", test_constructs);
  g_test_add_func ("/export/escape/pairs", test_pairs);
  g_test_add_func ("/export/escape/random", test_random);
  g_test_add_func ("/export/escape/document", test_document);
  g_test_add_func ("/export/escape/readable", test_readable);
  g_test_add_func ("/export/escape/neutral", test_neutral);
  g_test_add_func ("/export/escape/bidi", test_bidi);
  g_test_add_func ("/export/escape/linear", test_linear);
  return g_test_run ();
}
