/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands as a script uses them: what goes in, what comes out, and the exit codes. */
#include "config.h"

#include "cli-client.h"

#include <glib/gstdio.h>
#include <string.h>

#define STORY                                                                                                                    \
  "Apple sells less in China\nApple sold phones for $18.5 billion in China, 11% less than a year before, Tim Cook said.\n"       \
  "ByteDance plans to spend $22 billion on AI.\n"

static void
test_help (Cli *cli, gconstpointer manual)
{
  g_autofree char *page = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_commands = 0;

  g_assert_true (
      g_file_get_contents (g_test_get_filename (G_TEST_DIST, "..", "src", "cli", "postil-cli.1", NULL), &page, NULL, NULL));
  cli_run (cli, NULL, "--help", NULL);
  cli_assert_status (cli, 0);
  lines = g_strsplit (cli->output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *escaped = NULL;
      g_auto (GStrv) parts = NULL;

      /* A command stands two blanks in, its summary six. */
      if (!g_str_has_prefix (lines[i], "  ") || !g_ascii_islower (lines[i][2]))
        continue;
      name = g_strndup (lines[i] + 2, strcspn (lines[i] + 2, " "));
      parts = g_strsplit (name, "-", -1);
      escaped = g_strjoinv ("\\-", parts);
      if (strstr (page, escaped) == NULL)
        g_error ("the manual page does not know %s", name);
      n_commands++;
      cli_run (cli, NULL, name, "--help", NULL);
      cli_assert_status (cli, 0);
      cli_assert_contains (cli->output, name);
    }
  g_assert_cmpuint (n_commands, >=, 18);
  cli_run (cli, NULL, "--version", NULL);
  g_assert_cmpstr (cli->output, ==, "postil-cli " POSTIL_VERSION "\n");
  g_assert_false (g_file_test (cli->library, G_FILE_TEST_EXISTS));
}

static void
test_usage (Cli *cli, gconstpointer unused)
{
  const char *const wrong[][4] = {
    { "nonsense" },
    { "extract" },
    { "extract", "--nonsense" },
    { "extract", "--explain" },
    { "extract", "--explain", "one text", "another" },
    { "extract", "--jsonl", "--explain", "one text" },
    { "anchor" },
    { "self-test" },
    { "self-test", "nonsense" },
    { "annotate" },
    { "annotate", "1" },
    { "annotate", "1", "--range", "x" },
    { "note", "frobnicate", "1234" },
    { "note", "show" },
    { "search" },
    { "search", " " },
    { "searches", "--save", " ", "zebra" },
    { "searches", "--save", "Zebras", " " },
    { "mute", "" },
    { "export" },
    { "show" },
    { "import" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      cli_run (cli, NULL, wrong[i][0], wrong[i][1], wrong[i][2], wrong[i][3], NULL);
      cli_assert_status (cli, 2);
      g_assert_cmpstr (cli->output, ==, "");
      g_assert_true (g_str_has_prefix (cli->complaints, "postil-cli: "));
    }
  cli_run (cli, NULL, NULL);
  cli_assert_status (cli, 2);
}

static void
test_extract_lines (Cli *cli, gconstpointer unused)
{
  const char *input
      = "{\"id\":\"a\",\"text\":\"Apple sold phones for $18.5 billion in China last month.\",\"reference_date\":\"2025-02-14\"}\n"
        "{\"id\":7,\"text\":\"\\u5b57\\u8282\\u8df3\\u52a8 plans to spend $22 billion.\"}\n"
        "not JSON\n"
        "{\"id\":\"d\"}\n"
        "{\"id\":\"e\",\"text\":\"\"}\n";
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autoptr (JsonObject) fourth = NULL;
  g_autoptr (JsonObject) fifth = NULL;
  JsonObject *figure;

  cli_run (cli, input, "extract", "--jsonl", NULL);
  cli_assert_status (cli, 3);
  g_assert_cmpuint (cli_count_lines (cli), ==, 5);
  cli_assert_contains (cli->output, "\"value\":18500000000,");
  cli_assert_contains (cli->output, "\"iso\":\"2025-01\"");
  cli_assert_contains (cli->complaints, "line 3");
  first = cli_parse_line (cli, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "id"), ==, "a");
  figure = json_array_get_object_element (json_object_get_array_member (first, "figures"), 0);
  g_assert_cmpint (json_object_get_int_member (figure, "start"), ==, 22);
  g_assert_cmpstr (json_object_get_string_member (figure, "text"), ==, "$18.5 billion");
  g_assert_cmpstr (json_object_get_string_member (figure, "currency"), ==, "USD");
  second = cli_parse_line (cli, 1);
  g_assert_cmpint (json_object_get_int_member (second, "id"), ==, 7);
  figure = json_array_get_object_element (json_object_get_array_member (second, "figures"), 0);
  g_assert_cmpint (json_object_get_int_member (figure, "start"), ==, 20);
  fourth = cli_parse_line (cli, 3);
  g_assert_true (json_object_has_member (fourth, "error"));
  fifth = cli_parse_line (cli, 4);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (fifth, "figures")), ==, 0);
  g_assert_false (g_file_test (cli->library, G_FILE_TEST_EXISTS));
}

/* Offsets are those of the text that was handed in, whatever is in it. */
static void
test_extract_offsets (Cli *cli, gconstpointer unused)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *figure;

  cli_run (cli, "{\"id\":\"a\",\"text\":\"\\n\\n  x\\u0000\\r\\n\\ud83d\\ude00 \\u200b\\tIt cost $5 million.\"}\n", "extract",
           "--jsonl", NULL);
  cli_assert_status (cli, 0);
  answer = cli_parse_line (cli, 0);
  figure = json_array_get_object_element (json_object_get_array_member (answer, "figures"), 0);
  g_assert_cmpint (json_object_get_int_member (figure, "start"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (figure, "end"), ==, 30);
}

static void
test_extract_explain (Cli *cli, gconstpointer unused)
{
  cli_run (cli, NULL, "extract", "--explain", "Shares of Huawei rose in China.", NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->output, "ORG 10-16 ");
  cli_assert_contains (cli->output, "  Huawei: ");
  cli_assert_contains (cli->output, "LOC 25-30 ");
  cli_run (cli, NULL, "extract", "--explain", "", NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->output, ==, "");
}

static void
test_extract_file (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "story.txt", STORY, -1);
  g_autofree char *missing = cli_path (cli, "missing.txt");
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *figures;

  cli_run (cli, NULL, "extract", path, missing, NULL);
  cli_assert_status (cli, 3);
  cli_assert_contains (cli->complaints, missing);
  answer = cli_parse_line (cli, 0);
  g_assert_cmpstr (json_object_get_string_member (answer, "id"), ==, path);
  g_assert_cmpstr (json_object_get_string_member (answer, "title"), ==, "Apple sells less in China");
  figures = json_object_get_array_member (answer, "figures");
  g_assert_cmpuint (json_array_get_length (figures), >=, 3);
  for (guint i = 0; i < json_array_get_length (figures); i++)
    {
      JsonObject *figure = json_array_get_object_element (figures, i);
      g_autofree char *slice
          = g_utf8_substring (STORY, json_object_get_int_member (figure, "start"), json_object_get_int_member (figure, "end"));

      g_assert_cmpstr (slice, ==, json_object_get_string_member (figure, "text"));
    }
}

#define PAGE                                                                                                                     \
  "<!DOCTYPE html><html lang=\"en\"><head><title>A cable to the north</title><meta name=\"author\" content=\"Ann "               \
  "Other\"></head><body>"                                                                                                        \
  "<nav><a href=\"/\">Home</a></nav><article><h1>A cable to the north</h1><p>The ministry said on Monday that the cable would "  \
  "cost more "                                                                                                                   \
  "than planned, and that work goes on.</p><p>Local councils along the coast asked for a say in where the cable comes "          \
  "ashore.</p></article></body></html>"

static void
test_readable (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "page.html", PAGE, -1);
  g_autofree char *input = g_strdup_printf (
      "{\"id\":\"p\",\"path\":\"%s\",\"url\":\"https://example.org/p\"}\n{\"id\":\"q\",\"path\":\"/nowhere\"}\n", path);
  g_autoptr (JsonObject) one = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  cli_run (cli, NULL, "readable", "--url", "https://example.org/p", path, NULL);
  cli_assert_status (cli, 0);
  one = cli_parse_line (cli, 0);
  g_assert_cmpstr (json_object_get_string_member (one, "title"), ==, "A cable to the north");
  g_assert_cmpstr (json_object_get_string_member (one, "byline"), ==, "Ann Other");
  cli_assert_contains (json_object_get_string_member (one, "text"), "work goes on.\n\nLocal councils");
  cli_run (cli, input, "readable", "--jsonl", NULL);
  cli_assert_status (cli, 3);
  first = cli_parse_line (cli, 0);
  second = cli_parse_line (cli, 1);
  g_assert_cmpstr (json_object_get_string_member (first, "text"), ==, json_object_get_string_member (one, "text"));
  g_assert_true (json_object_has_member (second, "error"));
}

static void
test_parse_feed (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (
      cli, "feed.xml",
      "<rss version=\"2.0\"><channel><title>The Wire</title><link>https://wire.example/</link><item><title>One</title>"
      "<guid>1</guid><link>https://wire.example/1</link><pubDate>Fri, 14 Feb 2025 08:30:00 GMT</pubDate>"
      "<description>First &lt;b&gt;words&lt;/b&gt; of one.</description></item></channel></rss>",
      -1);
  g_autofree char *page = cli_write (cli, "page.html", PAGE, -1);
  g_autoptr (JsonObject) feed = NULL;
  JsonObject *entry;

  cli_run (cli, NULL, "parse-feed", path, NULL);
  cli_assert_status (cli, 0);
  feed = cli_parse_line (cli, 0);
  g_assert_cmpstr (json_object_get_string_member (feed, "title"), ==, "The Wire");
  entry = json_array_get_object_element (json_object_get_array_member (feed, "entries"), 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "published"), ==, "2025-02-14T08:30:00Z");
  g_assert_cmpstr (json_object_get_string_member (entry, "content_text"), ==, "First words of one.");
  cli_run (cli, NULL, "parse-feed", page, NULL);
  cli_assert_status (cli, 1);
  cli_assert_contains (cli->complaints, "is no feed");
}

static void
test_anchor (Cli *cli, gconstpointer unused)
{
  const char *input
      = "{\"id\":\"a\",\"exact\":\"the second one\",\"prefix\":\"here is \",\"suffix\":\".\",\"start\":0,\"end\":14,"
        "\"new_text\":\"New.\\n\\n\\ud83d\\ude00 here is the second one.\"}\n"
        "{\"id\":\"b\",\"exact\":\"words that are nowhere to be "
        "found\",\"prefix\":\"\",\"suffix\":\"\",\"start\":0,\"end\":34,\"new_text\":\"Short.\"}\n";
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  cli_run (cli, input, "anchor", "--jsonl", NULL);
  cli_assert_status (cli, 0);
  first = cli_parse_line (cli, 0);
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (first, "found"), 0), ==, 16);
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (first, "found"), 1), ==, 30);
  second = cli_parse_line (cli, 1);
  g_assert_true (json_object_get_null_member (second, "found"));
}

/* Conditions, mistakes and saved searches, where one note on zebras is. */
static void
check_searches (Cli *cli, const char *id)
{
  cli_run (cli, NULL, "search", "zebra is:annotated color:pink tag:china*", "--json", NULL);
  cli_assert_contains (cli->output, id);
  cli_run (cli, NULL, "notes", "color:green", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "--json", "figures", "figure:usd=22bn", NULL);
  cli_assert_contains (cli->output, "22000000000");
  cli_run (cli, NULL, "--json", "figures", "figure:usd>22bn is:annotated", NULL);
  g_assert_null (strstr (cli->output, "\"value\":22000000000,"));
  cli_run (cli, NULL, "searches", "--save", "Zebras", "zebra is:annotated", NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->output, ==, "1\n");
  cli_run (cli, NULL, "searches", NULL);
  cli_assert_contains (cli->output, "Zebras\tzebra is:annotated");
  cli_run (cli, NULL, "searches", "--save", "Nonsense", "is:nonsense", NULL);
  cli_assert_status (cli, 2);
  cli_run (cli, NULL, "searches", "--remove", "7", NULL);
  cli_assert_status (cli, 1);
  cli_run (cli, NULL, "searches", "--remove", "1", NULL);
  cli_run (cli, NULL, "searches", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "search", "zebra is:anotated", NULL);
  cli_assert_status (cli, 2);
  cli_assert_contains (cli->complaints, "character 10");
  cli_assert_contains (cli->complaints, "is:annotated");
}

/* What a rule finds arrives read; taking the rule back takes that back. */
static void
test_mute (Cli *cli, gconstpointer unused)
{
  g_autofree char *loud = cli_write (cli, "loud.txt", "A transfer of players\n\nThe football club sold a player.\n", -1);
  g_autofree char *old = cli_write (cli, "old.txt", "Before the rule\n\nA football match of last year.\n", -1);
  g_autofree char *quiet = cli_write (cli, "quiet.txt", "A cable\n\nThe cable runs to Sweden and is ready.\n", -1);
  g_autofree char *late = cli_write (cli, "late.txt", "Late news\n\nThe harbour of Gdynia was closed for ice.\n", -1);

  cli_run (cli, NULL, "import", old, NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "mute", "football", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "mute", "Gdynia", "--until", "2020-01-01", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "mute", "is:nonsense", NULL);
  cli_assert_status (cli, 2);
  cli_run (cli, NULL, "import", loud, quiet, late, NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "articles", "is:read", NULL);
  g_assert_cmpuint (cli_count_lines (cli), ==, 1);
  cli_assert_contains (cli->output, "transfer");
  cli_run (cli, NULL, "--json", "mute", NULL);
  cli_assert_contains (cli->output, "\"muted\":1");
  cli_assert_contains (cli->output, "\"expired\":true");
  cli_run (cli, NULL, "mute", "--remove", "1", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "articles", "is:read", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "mute", "--remove", "1", NULL);
  cli_assert_status (cli, 1);
}

/* The main job: a file becomes a marked, annotated, searchable, exported article. */
static void
test_main_job (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "story.txt", STORY, -1);
  g_autofree char *vault = cli_path (cli, "vault");
  g_autofree char *id = NULL;
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) report = NULL;
  g_autoptr (JsonObject) note = NULL;

  cli_run (cli, NULL, "import", path, NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->output, ==, "1 new, 0 known, 0 updated\n");
  cli_run (cli, NULL, "articles", NULL);
  cli_assert_contains (cli->output, "Apple sells less in China");
  cli_run (cli, NULL, "entities", "bytedance", NULL);
  cli_assert_contains (cli->output, "ByteDance");
  cli_run (cli, NULL, "--json", "figures", "22", NULL);
  cli_assert_contains (cli->output, "22000000000");
  cli_run (cli, NULL, "annotate", "1", "--quote", "11% less than a year before", "--color", "4", "--note", "zebra?", "--tag",
           "china deal", NULL);
  cli_assert_status (cli, 0);
  id = g_strndup (cli->output, 32);
  g_assert_cmpuint (strlen (cli->output), ==, 33);
  cli_run (cli, NULL, "search", "zebra", "--json", NULL);
  cli_assert_contains (cli->output, id);
  cli_run (cli, NULL, "search", "zeb", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "search", "zeb*", NULL);
  g_assert_cmpstr (cli->output, !=, "");
  cli_run (cli, NULL, "search", "nosuchword", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  check_searches (cli, id);
  cli_run (cli, NULL, "note", "show", id, "--json", NULL);
  note = cli_parse_line (cli, 0);
  g_assert_cmpstr (json_object_get_string_member (note, "quote"), ==, "11% less than a year before");
  g_assert_cmpint (json_object_get_int_member (note, "color"), ==, 4);
  cli_run (cli, NULL, "--json", "export", "--to", vault, NULL);
  cli_assert_status (cli, 0);
  report = cli_parse_line (cli, 0);
  g_assert_cmpint (json_object_get_int_member (report, "written"), ==, 1);
  file = g_strdup (json_array_get_string_element (json_object_get_array_member (report, "paths"), 0));
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  cli_assert_contains (text, "zebra?");
  cli_run (cli, NULL, "check", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "backup", NULL);
  cli_assert_status (cli, 0);
  g_assert_true (g_file_test (g_strchomp (cli->output), G_FILE_TEST_IS_REGULAR));
}

static void
test_note_verbs (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "story.txt", STORY, -1);
  g_autofree char *id = NULL;

  cli_run (cli, NULL, "import", path, NULL);
  cli_run (cli, NULL, "annotate", "1", "--range", "0:5", "--note", "one", NULL);
  cli_assert_status (cli, 0);
  id = g_strndup (cli->output, 8);
  cli_run (cli, NULL, "note", "edit", id, "--note", "two", "--tag", "x", NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "note", "edit", id, "--note", "three", "--no-tags", NULL);
  cli_run (cli, NULL, "note", "history", id, "--json", NULL);
  g_assert_cmpuint (cli_count_lines (cli), ==, 3);
  cli_run (cli, NULL, "note", "delete", id, NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "notes", NULL);
  g_assert_cmpstr (cli->output, ==, "");
  cli_run (cli, NULL, "notes", "--trash", NULL);
  cli_assert_contains (cli->output, "(in the trash)");
  cli_run (cli, NULL, "note", "restore", id, NULL);
  cli_assert_status (cli, 0);
  cli_run (cli, NULL, "notes", "three", NULL);
  cli_assert_contains (cli->output, id);
  cli_run (cli, NULL, "note", "show", "00000000000000000000000000000000", NULL);
  cli_assert_status (cli, 1);
  g_assert_cmpstr (cli->complaints, !=, "");
}

static void
test_annotate_lines (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "story.txt", STORY, -1);

  cli_run (cli, NULL, "import", path, NULL);
  cli_run (cli,
           "{\"article\":1,\"quote\":\"Tim Cook\",\"color\":2,\"tags\":[\"a\",\"b\"]}\n"
           "{\"article\":\"1\",\"range\":[0,5],\"note\":\"x\"}\n"
           "{\"article\":1,\"quote\":\"not in it at all\"}\n"
           "{\"article\":1,\"range\":[5,5]}\n"
           "{\"article\":1,\"range\":[0,100000]}\n"
           "{\"article\":99,\"range\":[0,5]}\n"
           "{\"article\":1,\"range\":[0,5],\"color\":9}\n",
           "annotate", "--jsonl", NULL);
  cli_assert_status (cli, 3);
  g_assert_cmpuint (cli_count_lines (cli), ==, 2);
  for (guint line = 3; line <= 7; line++)
    {
      g_autofree char *place = g_strdup_printf ("line %u", line);

      cli_assert_contains (cli->complaints, place);
    }
  cli_run (cli, NULL, "stats", "--json", NULL);
  cli_assert_contains (cli->output, "\"notes\":2");
}

/* Nothing an article says can reach the terminal as a command. */
static void
test_terminal (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "evil.txt",
                                     "Title \x1b]52;c;evil\x07 and \xc2\x9b"
                                     "31m and \xe2\x80\xaetxt.exe\n\nA text with \x1b[2J more of it, for all to see.\n",
                                     -1);

  cli_run (cli, NULL, "import", path, NULL);
  for (guint i = 0; i < 3; i++)
    {
      const char *const commands[] = { "articles", "show", "search" };

      cli_run (cli, NULL, commands[i], i == 1 ? "1" : i == 2 ? "text" : NULL, NULL);
      g_assert_cmpstr (cli->output, !=, "");
      g_assert_null (strchr (cli->output, '\x1b'));
      g_assert_null (strstr (cli->output, "\xc2\x9b"));
      g_assert_null (strstr (cli->output, "\xe2\x80\xae"));
    }
}

/* Other users of the machine see nothing. */
static void
test_private (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "story.txt", STORY, -1);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  cli_run (cli, NULL, "import", path, NULL);
  dir = g_dir_open (cli->library, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (cli->library, name, NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (file, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 077, ==, 0);
    }
}

/* What POSTIL_DEBUG prints goes to the standard error, and nothing of what the reader wrote is in it. */
static void
test_debug (Cli *cli, gconstpointer unused)
{
  g_autofree char *path = cli_write (cli, "story.txt", STORY, -1);

  g_setenv ("POSTIL_DEBUG", "sql,worker", TRUE);
  cli_run (cli, NULL, "import", path, NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->complaints, "postil sql notes.db ");
  cli_assert_contains (cli->complaints, "postil sql cache.db ");
  cli_run (cli, NULL, "annotate", "1", "--range", "0:5", "--note", "zebra", NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->complaints, " ms INSERT INTO ");
  g_assert_null (strstr (cli->complaints, "zebra"));
  g_assert_cmpuint (cli_count_lines (cli), ==, 1);
  g_unsetenv ("POSTIL_DEBUG");
  cli_run (cli, NULL, "notes", NULL);
  g_assert_cmpstr (cli->complaints, ==, "");
}

#define ADD(name, function) g_test_add ("/cli/commands/" name, Cli, NULL, cli_set_up, function, cli_tear_down)

int
main (int argc, char **argv)
{
  cli_init (&argc, &argv);
  ADD ("help", test_help);
  ADD ("usage", test_usage);
  ADD ("extract-lines", test_extract_lines);
  ADD ("extract-offsets", test_extract_offsets);
  ADD ("extract-explain", test_extract_explain);
  ADD ("extract-file", test_extract_file);
  ADD ("readable", test_readable);
  ADD ("parse-feed", test_parse_feed);
  ADD ("anchor", test_anchor);
  ADD ("main-job", test_main_job);
  ADD ("mute", test_mute);
  ADD ("note-verbs", test_note_verbs);
  ADD ("annotate-lines", test_annotate_lines);
  ADD ("terminal", test_terminal);
  ADD ("private", test_private);
  ADD ("debug", test_debug);
  return g_test_run ();
}
