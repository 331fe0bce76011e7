/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of subscriptions: folders, mistakes, what is refused, and that a list written and read again is the same. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-ingest-error.h"
#include "postil-time.h"

#include <string.h>

static PostilOpml *
read_list (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return postil_ingest_opml (bytes, NULL, error);
}

static char *
describe (const PostilOpmlFeed *feed)
{
  g_autofree char *folders = g_strjoinv ("/", feed->folders);
  g_autofree char *categories = g_strjoinv (",", feed->categories);

  return g_strdup_printf ("%s|%s|%s|%s|%s", feed->url, feed->title != NULL ? feed->title : "-",
                          feed->site != NULL ? feed->site : "-", folders, categories);
}

static void
check_feed (const PostilOpml *opml, guint index, const char *expected)
{
  g_autofree char *found = NULL;

  g_assert_cmpuint (index, <, opml->feeds->len);
  found = describe (g_ptr_array_index (opml->feeds, index));
  g_assert_cmpstr (found, ==, expected);
}

static void
test_folders (void)
{
  g_autoptr (PostilOpml) opml
      = read_list ("<?xml version='1.0'?><opml version='2.0'><head><title> My\n list </title></head><body>"
                   "<outline text='Out &amp; about' xmlUrl='http://a.example/f' category='/News/China, tech'/>"
                   "<outline text='News' title='World'><outline text='x' XMLURL='https://b.example/f' htmlurl='b.example'/>"
                   "<outline text='Deep'><outline type='rss' text='y' title='Y' xmlUrl='https://c.example/f' "
                   "htmlUrl='https://c.example/'/></outline></outline>"
                   "<outline><outline text='z' xmlUrl='feed://d.example/f'/></outline>"
                   "<outline text='Folder that is a feed' xmlUrl='feed:https://e.example/f'><outline text='in' "
                   "xmlUrl='https://f.example/f'/></outline></body></opml>",
                   NULL);

  g_assert_nonnull (opml);
  g_assert_cmpstr (opml->title, ==, "My list");
  g_assert_cmpuint (opml->n_refused, ==, 0);
  check_feed (opml, 0, "http://a.example/f|Out & about|-||/News/China,tech");
  check_feed (opml, 1, "https://b.example/f|x|-|World|");
  check_feed (opml, 2, "https://c.example/f|Y|https://c.example/|World/Deep|");
  check_feed (opml, 3, "http://d.example/f|z|-||");
  check_feed (opml, 4, "https://e.example/f|Folder that is a feed|-||");
  check_feed (opml, 5, "https://f.example/f|in|-||");
  g_assert_cmpuint (opml->feeds->len, ==, 6);
}

/* What other readers ran as a command, or opened as a file, is counted and left out. */
static void
test_refused (void)
{
  g_autoptr (PostilOpml) opml
      = read_list ("<opml><body><outline text='a' xmlUrl='|touch /tmp/x'/><outline text='b' xmlUrl='file:///etc/passwd'/>"
                   "<outline text='c' xmlUrl='exec:rm'/><outline text='d' xmlUrl='javascript:alert(1)'/>"
                   "<outline text='e' type='rss'/><outline text='f' xmlUrl='$(id)'/>"
                   "<outline text='g' xmlUrl='https://ok.example/' filtercmd='rm'/></body></opml>",
                   NULL);

  g_assert_nonnull (opml);
  g_assert_cmpuint (opml->n_refused, ==, 6);
  g_assert_cmpuint (opml->feeds->len, ==, 1);
  check_feed (opml, 0, "https://ok.example/|g|-||");
}

static void
test_mistakes (void)
{
  g_autoptr (PostilOpml) broken
      = read_list ("junk<opml version=1.1><body><outline text='AT&T &nbsp; R&D' xmlUrl='http://a.example/?x=1&y=2'/>"
                   "<outline text='open'><outline text='b' xmlUrl='http://b.example/'>",
                   NULL);
  g_autoptr (PostilOpml) other = read_list ("<list><body><outline text='a' xmlUrl='http://a.example/'/></body></list>", NULL);
  g_autoptr (PostilOpml) headless = read_list ("<opml><outline text='a' xmlUrl='http://a.example/'/></opml>", NULL);

  g_assert_nonnull (broken);
  check_feed (broken, 0, "http://a.example/?x=1&y=2|AT&T \302\240 R&D|-||");
  check_feed (broken, 1, "http://b.example/|b|-|open|");
  g_assert_nonnull (other);
  g_assert_cmpuint (other->feeds->len, ==, 1);
  g_assert_nonnull (headless);
  g_assert_cmpuint (headless->feeds->len, ==, 1);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "", POSTIL_INGEST_ERROR_EMPTY },
    { "<rss><channel/></rss>", POSTIL_INGEST_ERROR_MALFORMED },
    { "words", POSTIL_INGEST_ERROR_MALFORMED },
    { "<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body/></opml>", POSTIL_INGEST_ERROR_MALFORMED },
    { "%PDF-1.4", POSTIL_INGEST_ERROR_BINARY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_list (cases[i].text, &error));
      g_assert_error (error, POSTIL_INGEST_ERROR, cases[i].code);
    }
}

static void
check_same (const PostilOpml *a, const PostilOpml *b)
{
  g_assert_cmpuint (a->feeds->len, ==, b->feeds->len);
  for (guint i = 0; i < a->feeds->len; i++)
    {
      g_autofree char *feed = describe (g_ptr_array_index (a->feeds, i));

      check_feed (b, i, feed);
    }
}

static void
test_round_trip (void)
{
  static const char *const folders[][4] = { { NULL }, { "A \"B\" <C>", NULL }, { "A \"B\" <C>", "D\n'E'", NULL } };
  g_autoptr (PostilOpml) opml = postil_opml_new (), read = NULL;
  g_autofree char *text = NULL, *again = NULL;

  opml->title = g_strdup ("Mine & yours");
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://example.org/%u?a=1&b=%u", i, i);
      PostilOpmlFeed *feed = postil_opml_feed_new (url, i % 7 == 0 ? NULL : "Ä title\001", folders[i * 3 / 500]);

      feed->site = i % 3 == 0 ? g_strdup ("https://example.org/") : NULL;
      g_ptr_array_add (opml->feeds, feed);
    }
  text = postil_opml_write (opml, G_GINT64_CONSTANT (1739280000) * G_USEC_PER_SEC);
  g_assert_nonnull (strstr (text, "<dateCreated>Tue, 11 Feb 2025 13:20:00 GMT</dateCreated>"));
  read = read_list (text, NULL);
  g_assert_nonnull (read);
  g_assert_cmpstr (read->title, ==, "Mine & yours");
  g_assert_cmpuint (read->feeds->len, ==, 500);
  g_assert_cmpuint (read->n_refused, ==, 0);
  check_feed (read, 1, "https://example.org/1?a=1&b=1|Ä title|-||");
  check_feed (read, 499, "https://example.org/499?a=1&b=499|Ä title|-|A \"B\" <C>/D 'E'|");
  /* What was read is written as it was. */
  again = postil_opml_write (read, POSTIL_TIME_UNKNOWN);
  g_clear_pointer (&opml, postil_opml_free);
  opml = read_list (again, NULL);
  check_same (read, opml);
}

/* A feed that comes back in a folder named before joins it; the order within a folder is kept. */
static void
test_folders_join (void)
{
  g_autoptr (PostilOpml) opml
      = read_list ("<opml><body><outline text='F'><outline text='1' xmlUrl='http://1.example/'/></outline>"
                   "<outline text='2' xmlUrl='http://2.example/'/><outline text='F'><outline text='3' "
                   "xmlUrl='http://3.example/'/></outline></body></opml>",
                   NULL);
  g_autofree char *text = postil_opml_write (opml, POSTIL_TIME_UNKNOWN);
  const char *folder = strstr (text, "<outline text=\"F\"");

  g_assert_nonnull (folder);
  g_assert_true (folder == g_strrstr (text, "<outline text=\"F\""));
  g_assert_true (strstr (text, "2.example") < folder);
  g_assert_true (strstr (text, "1.example") < strstr (text, "3.example"));
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new ("<opml><body>"), many = g_string_new ("<opml><body>");
  g_autoptr (PostilOpml) nested = NULL, long_list = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (deep, "<outline text='f'>");
  g_string_append (deep, "<outline text='a' xmlUrl='http://a.example/'/>");
  nested = read_list (deep->str, NULL);
  g_assert_nonnull (nested);
  g_assert_cmpuint (nested->feeds->len, ==, 1);
  g_assert_cmpuint (g_strv_length (((PostilOpmlFeed *) g_ptr_array_index (nested->feeds, 0))->folders), ==,
                    POSTIL_OPML_MAX_DEPTH);
  for (guint i = 0; i < POSTIL_OPML_MAX_FEEDS + 10; i++)
    g_string_append (many, "<outline xmlUrl='http://a.example/'/>");
  long_list = read_list (many->str, NULL);
  g_assert_nonnull (long_list);
  g_assert_cmpuint (long_list->feeds->len, ==, POSTIL_OPML_MAX_FEEDS);
}

static void
test_sniff (void)
{
  static const char *const lists[] = { "<opml version='1.0'>", "<?xml version='1.0'?>\n<!-- a -->\n<opml>", "<OPML>" };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (lists[i], strlen (lists[i]));

      g_assert_cmpint (postil_ingest_sniff (bytes, NULL), ==, POSTIL_FORMAT_OPML);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/opml/folders", test_folders);
  g_test_add_func ("/ingest/opml/refused", test_refused);
  g_test_add_func ("/ingest/opml/mistakes", test_mistakes);
  g_test_add_func ("/ingest/opml/errors", test_errors);
  g_test_add_func ("/ingest/opml/round-trip", test_round_trip);
  g_test_add_func ("/ingest/opml/folders-join", test_folders_join);
  g_test_add_func ("/ingest/opml/limits", test_limits);
  g_test_add_func ("/ingest/opml/sniff", test_sniff);
  return g_test_run ();
}
