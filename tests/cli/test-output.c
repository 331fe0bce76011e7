/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed: shortest numbers, strings that move no cursor, lines of input read as they come. */
#include "config.h"

#include "postil-json-writer-private.h"
#include "postil-line-reader-private.h"
#include "postil-text-output-private.h"
#include "postil-time.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

static char *
write_number (double value)
{
  PostilJsonWriter writer = { .out = g_string_new (NULL) };

  postil_json_add_number (&writer, NULL, value);
  return g_string_free (writer.out, FALSE);
}

static void
test_numbers (void)
{
  const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 22e9, "22000000000" },
    { 18.5e9, "18500000000" },
    { 4e12, "4000000000000" },
    { 0.23, "0.23" },
    { 0.667, "0.667" },
    { -5.44, "-5.44" },
    { 0, "0" },
    { -0.0, "0" },
    { 0.1, "0.1" },
    { 1.0 / 3, "0.3333333333333333" },
    { 1e21, "1e+21" },
    { 123456789.25, "123456789.25" },
    { NAN, "" },
    { INFINITY, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = write_number (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
      if (text[0] != '\0')
        g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, cases[i].value);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 20000; i++)
    {
      double value = ldexp (g_rand_double_range (rand, -1, 1), g_rand_int_range (rand, -60, 100));
      g_autofree char *text = write_number (value);

      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, value);
    }
}

static void
test_strings (void)
{
  PostilJsonWriter writer = { .out = g_string_new (NULL) };
  g_autofree char *line = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *text = "a \"quote\" \\ \n\t\x1b]52;x\x07 \xc2\x9b \xe2\x80\xae 字 \U0001F600 \x7f";

  postil_json_begin_object (&writer, NULL);
  postil_json_add_string (&writer, "text", text);
  postil_json_add_string (&writer, "absent", NULL);
  postil_json_add_time (&writer, "never", POSTIL_TIME_UNKNOWN, FALSE);
  postil_json_begin_array (&writer, "list");
  postil_json_add_integer (&writer, NULL, 1);
  postil_json_add_null (&writer, NULL);
  postil_json_add_boolean (&writer, NULL, TRUE);
  postil_json_end_array (&writer);
  postil_json_end_object (&writer);
  line = g_string_free (writer.out, FALSE);
  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c))
    g_assert_false (postil_text_is_control (g_utf8_get_char (c)));
  node = json_from_string (line, NULL);
  g_assert_nonnull (node);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "text"), ==, text);
  g_assert_false (json_object_has_member (json_node_get_object (node), "absent"));
  g_assert_false (json_object_has_member (json_node_get_object (node), "never"));
}

static void
test_text (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);

  postil_text_append_lines (lines, "a\x1b[31mb\r\n\tc\xc2\x9b"
                                   "d\xe2\x80\xae"
                                   "e\x7f\xff");
  g_assert_cmpstr (lines->str, ==, "a[31mb\n\tcde\xef\xbf\xbd");
  postil_text_append_line (line, "two\nlines\tof 字");
  g_assert_cmpstr (line->str, ==, "two lines of 字");
}

static void
test_parse (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object = postil_line_parse (parser, "{\"text\":\"a\\u0000b\\ud800c\\ud83d\\ude00\\\\u0000\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (postil_line_get_string (object, "text"), ==,
                   "a\xef\xbf\xbd"
                   "b\xef\xbf\xbd"
                   "c\U0001F600\\u0000");
  g_assert_null (postil_line_get_string (object, "nothing"));
  g_assert_null (postil_line_parse (parser, "[1]", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (postil_line_parse (parser, "{\"a\":", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (postil_line_parse (parser, "{\"a\":\"\xff\"}", &error));
  g_assert_nonnull (error);
}

static void
test_lines (void)
{
  int ends[2];
  PostilLineReader *reader;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *last = NULL;

  g_assert_cmpint (pipe (ends), ==, 0);
  reader = postil_line_reader_new (ends[0]);
  g_assert_null (postil_line_reader_try_next (reader));
  g_assert_cmpint (write (ends[1], "one\n\n  \ntwo\nthr", 14), ==, 14);
  postil_line_reader_arm (reader);
  g_main_context_iteration (NULL, TRUE);
  first = postil_line_reader_try_next (reader);
  second = postil_line_reader_try_next (reader);
  g_assert_cmpstr (first, ==, "one");
  g_assert_cmpstr (second, ==, "two");
  g_assert_cmpuint (postil_line_reader_get_number (reader), ==, 4);
  g_assert_null (postil_line_reader_try_next (reader));
  g_assert_false (postil_line_reader_at_end (reader));
  close (ends[1]);
  while (last == NULL)
    {
      postil_line_reader_arm (reader);
      g_main_context_iteration (NULL, TRUE);
      last = postil_line_reader_try_next (reader);
    }
  g_assert_cmpstr (last, ==, "th");
  g_assert_true (postil_line_reader_at_end (reader));
  postil_line_reader_free (reader);
  close (ends[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/output/numbers", test_numbers);
  g_test_add_func ("/cli/output/round-trip", test_round_trip);
  g_test_add_func ("/cli/output/strings", test_strings);
  g_test_add_func ("/cli/output/text", test_text);
  g_test_add_func ("/cli/output/parse", test_parse);
  g_test_add_func ("/cli/output/lines", test_lines);
  return g_test_run ();
}
