/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that leave the program: files, tags, and the strings of the front matter. */
#include "config.h"

#include "note-maker.h"

#include <string.h>

#define KEY "9f8e7d6c5b4a39281706f5e4d3c2b1a0"

static void
test_table (void)
{
  static const struct
  {
    const char *title;
    const char *name;
  } cases[] = {
    { "Apple and Alibaba", "Apple and Alibaba.md" },
    { "../../x", "x.md" },
    { "/abs", "abs.md" },
    { "a/b\\c", "abc.md" },
    { "..", "Untitled 9f8e7d6c.md" },
    { ".", "Untitled 9f8e7d6c.md" },
    { ".bashrc", "bashrc.md" },
    { "-rf", "rf.md" },
    { " - . x", "x.md" },
    { "ends with dots...", "ends with dots.md" },
    { "CON", "_CON.md" },
    { "con", "_con.md" },
    { "nul.txt", "_nul.txt.md" },
    { "Aux .x", "_Aux .x.md" },
    { "COM1", "_COM1.md" },
    { "lpt9.old.txt", "_lpt9.old.txt.md" },
    { "COM²", "_COM².md" },
    { "COM10", "COM10.md" },
    { "Console", "Console.md" },
    { "a: <b> \"c\" | d? * #e ^f [g]", "a b c d e f g.md" },
    { "  many \t\n blanks\u00a0\u2003here ", "many blanks here.md" },
    { "bell\a\x1b[31m\xc2\x9b", "bell31m.md" },
    { "e\u0301t\u00e9", "\u00e9t\u00e9.md" },
    { "\u202ednammoc\u202c.md", "dnammoc.md.md" },
    { "zero\u200bwidth\ufeff", "zerowidth.md" },
    { "字节跳动", "字节跳动.md" },
    { "bad\xff\xfe", "bad\ufffd\ufffd.md" },
    { "", "Untitled 9f8e7d6c.md" },
    { NULL, "Untitled 9f8e7d6c.md" },
    { "???", "Untitled 9f8e7d6c.md" },
    { "<\u0338", "\u226e.md" },
    { "a/\u0301", "\u00e1.md" },
    { "100%", "100%.md" },
    { "~", "~.md" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = postil_markdown_export_file_name (cases[i].title, KEY);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_key (void)
{
  g_autofree char *none = postil_markdown_export_file_name ("", NULL);
  g_autofree char *hostile = postil_markdown_export_file_name ("", "../../etc/passwd");

  g_assert_cmpstr (none, ==, "Untitled.md");
  g_assert_cmpstr (hostile, ==, "Untitled etcpassw.md");
}

static char *
repeat (const char *unit, guint n)
{
  GString *out = g_string_new (NULL);

  while (n-- > 0)
    g_string_append (out, unit);
  return g_string_free (out, FALSE);
}

/* A name is cut where nothing that is seen as one falls apart. */
static void
test_length (void)
{
  static const struct
  {
    const char *unit;
    guint n; /* units that stay */
  } cases[] = {
    { "a", 117 },
    { "é", 98 },
    { "字", 65 },
    { "x\u0323\u0307", 39 },
    { "\U0001f468\u200d\U0001f469\u200d\U0001f467", 10 },
    { "\U0001f44d\U0001f3fd", 24 },
    { "\U0001f1e9\U0001f1ea", 24 },
    { "\u1112\u1161\u11ab\u302e", 32 },
    { "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 7 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = repeat (cases[i].unit, 4000);
      g_autofree char *name = postil_markdown_export_file_name (title, KEY);
      g_autofree char *kept = repeat (cases[i].unit, cases[i].n);
      g_autofree char *composed = g_utf8_normalize (kept, -1, G_NORMALIZE_DEFAULT_COMPOSE);
      g_autofree char *expected = g_strconcat (composed, ".md", NULL);

      g_assert_cmpstr (name, ==, expected);
    }
}

static void
check_name (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  g_assert_cmpstr (name, ==, composed);
  g_assert_cmpuint (strlen (name), <=, 200);
  g_assert_cmpint (g_utf8_strlen (name, -1), <=, 120);
  g_assert_true (g_str_has_suffix (name, ".md") && strlen (name) > 3);
  g_assert_null (strpbrk (name, "<>:\"/\\|?*#^[]\n\t"));
  g_assert_true (*name != '.' && *name != '-' && *name != ' ');
  g_assert_true (strstr (name, "  ") == NULL && strstr (name, " .md") == NULL && strstr (name, "..md") == NULL);
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < 3000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) title = g_string_new (NULL);
      g_autofree char *name = NULL;

      for (int i = g_rand_int_range (rand, 0, 300); i > 0; i--)
        {
          gunichar c = (gunichar) g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 0x80 : 0x1ffff);

          if (g_unichar_validate (c))
            g_string_append_unichar (title, c);
        }
      name = postil_markdown_export_file_name (title->str, KEY);
      check_name (name);
    }
}

static void
test_marks (void)
{
  g_autofree char *marks = repeat ("\u0323", 4000);
  g_autofree char *name = postil_markdown_export_file_name (marks, KEY);

  check_name (name);
}

static void
test_tags (void)
{
  static const struct
  {
    const char *tag;
    const char *expected;
  } cases[] = {
    { "china", "china" },
    { "to check", "to-check" },
    { "china/deals", "china/deals" },
    { "2025", "y2025" },
    { "2025/06", "y2025/06" },
    { "q3-2025", "q3-2025" },
    { "C++", "C" },
    { "AT&T", "ATT" },
    { "_x_/-y-", "x/y" },
    { "a_b", "a_b" },
    { "a/!/b", "a/b" },
    { "字节", "字节" },
    { "\U0001f525", "\U0001f525" },
    { "x](javascript:y)", "xjavascripty" },
    { "<b>", "b" },
    { "???", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = postil_markdown_export_tag (cases[i].tag);

      g_assert_cmpstr (tag, ==, cases[i].expected);
    }
}

/* --- a strict reader of the little YAML we write --- */

static gunichar
read_escape (const char **cursor)
{
  char digits[5] = { 0 };
  char *end = NULL;
  gunichar c = 0;

  switch (*(*cursor)++)
    {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'u':
      memcpy (digits, *cursor, 4);
      c = (gunichar) g_ascii_strtoull (digits, &end, 16);
      g_assert_true (end == digits + 4);
      *cursor += 4;
      return c;
    default:
      g_assert_not_reached ();
    }
}

/* One double-quoted scalar that fills the rest of its line. */
static char *
read_scalar (const char *line)
{
  GString *out = g_string_new (NULL);

  g_assert_true (*line == '"');
  for (line++; *line != '"';)
    {
      gunichar c = g_utf8_get_char (line);

      /* Printable, YAML 1.2.2, rule 1, but for line ends. */
      g_assert_true ((c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000);
      g_assert_true (c != 0x2028 && c != 0x2029 && c != 0xfeff);
      line = g_utf8_next_char (line);
      if (c == '\\')
        c = read_escape (&line);
      g_string_append_unichar (out, c);
    }
  g_assert_cmpstr (line, ==, "\"");
  return g_string_free (out, FALSE);
}

static const char *const nasty[] = {
  "plain",
  "no",
  "yes",
  "null",
  "~",
  "true",
  "1e3",
  "0x1f",
  "2024-01-01",
  "12:30:45",
  "a: b",
  "a:b",
  ": ",
  "# not a comment",
  "a # b",
  "---",
  "...",
  "--- !!python/object/apply:os.system [\"x\"]",
  "!!python/name:x",
  "!tag",
  "&anchor",
  "*alias",
  "- item",
  "? key",
  "[flow]",
  "{a: b}",
  "| literal",
  "> folded",
  "@at",
  "`tick",
  "%directive",
  "'single'",
  "\"double\"",
  "back\\slash",
  "\\n",
  "end\\",
  "\\\"",
  "line\nfeed",
  "x\n---\npostil_id: \"stolen\"\n",
  "cr\r\nlf",
  "tab\there",
  "\t",
  " leading and trailing ",
  "\x01\x1b\x7f",
  "\xc2\x85\u00a0\u2028\u2029",
  "\ufeffbom",
  "\u202ertl\u2067",
  "字节跳动",
  "\U0001f525",
  "é",
  "{{title}}",
  "<!-- postil:end 00000001 -->",
};

static void
test_yaml (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      g_autofree char *scalar = postil_markdown_yaml_string (nasty[i]);
      g_autofree char *read = read_scalar (scalar);

      g_assert_cmpstr (read, ==, nasty[i]);
    }
  for (gunichar c = 1; c < 0x20000; c++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *scalar = NULL;
      g_autofree char *read = NULL;

      if (!g_unichar_validate (c))
        continue;
      g_string_append_unichar (text, c);
      scalar = postil_markdown_yaml_string (text->str);
      read = read_scalar (scalar);
      g_assert_cmpstr (read, ==, text->str);
    }
}

/* Whatever stands in the values, the keys are ours, in their order, each once. */
static void
check_front_matter (const char *title, const char *value)
{
  static const char *const keys[]
      = { "title", "author", "source", "site", "published", "created", "updated", "tags", "postil_id", "postil_notes" };
  g_autoptr (PostilArticle) article = note_maker_article (title, "https://example.org/");
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_note (1, "x", "b,a"));
  g_autofree char *text = NULL;
  g_autofree char *read = NULL;
  g_auto (GStrv) lines = NULL;
  gsize key = 0;
  gsize i = 1;

  article->byline = g_strdup (value);
  text = note_maker_export (article, NULL, notes);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "---");
  for (; lines[i] != NULL && strcmp (lines[i], "---") != 0; i++)
    {
      const char *colon = strchr (lines[i], ':');
      g_autofree char *item = NULL;

      if (g_str_has_prefix (lines[i], "  - "))
        {
          item = read_scalar (lines[i] + 4);
          continue;
        }
      g_assert_cmpuint (key, <, G_N_ELEMENTS (keys));
      if (strncmp (lines[i], "author", 6) != 0 && strcmp (keys[key], "author") == 0)
        key++;
      g_assert_true (g_str_has_prefix (lines[i], keys[key]) && colon == lines[i] + strlen (keys[key]));
      if (strcmp (keys[key], "postil_notes") == 0)
        g_assert_cmpstr (colon, ==, ": 1");
      else if (colon[1] != '\0')
        item = read_scalar (colon + 2);
      if (strcmp (keys[key], "title") == 0)
        read = g_steal_pointer (&item);
      key++;
    }
  g_assert_cmpuint (key, ==, G_N_ELEMENTS (keys));
  g_assert_cmpstr (read, ==, title);
}

static void
test_front_matter (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nasty); i++)
    check_front_matter (nasty[i], nasty[G_N_ELEMENTS (nasty) - 1 - i]);
}

static void
check_authors (const char *byline, const char *expected)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", NULL);
  g_autoptr (GPtrArray) notes = note_maker_list (NULL);
  g_autofree char *text = NULL;

  article->byline = g_strdup (byline);
  text = note_maker_export (article, NULL, notes);
  if (strstr (text, expected) == NULL)
    g_error ("%s gives %s", byline, text);
}

static void
test_authors (void)
{
  check_authors ("By Jane Doe", "\nauthor:\n  - \"Jane Doe\"\nsite");
  check_authors ("Jane Doe and John Smith", "\nauthor:\n  - \"Jane Doe\"\n  - \"John Smith\"\nsite");
  check_authors ("Jane Doe, Ann Lee, and John Smith", "\nauthor:\n  - \"Jane Doe\"\n  - \"Ann Lee\"\n  - \"John Smith\"\nsite");
  check_authors ("Doe, Jane", "\nauthor:\n  - \"Doe, Jane\"\nsite");
  check_authors ("Reuters", "\nauthor:\n  - \"Reuters\"\nsite");
  check_authors ("  ", "\ntitle: \"Title\"\nsite");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/names/table", test_table);
  g_test_add_func ("/export/names/key", test_key);
  g_test_add_func ("/export/names/length", test_length);
  g_test_add_func ("/export/names/random", test_random);
  g_test_add_func ("/export/names/marks", test_marks);
  g_test_add_func ("/export/names/tags", test_tags);
  g_test_add_func ("/export/names/yaml", test_yaml);
  g_test_add_func ("/export/names/front-matter", test_front_matter);
  g_test_add_func ("/export/names/authors", test_authors);
  return g_test_run ();
}
