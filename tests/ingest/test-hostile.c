/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and feeds made to harm: each ends in a document or in an error with a reason, soon, and shows nothing it should not. */
#include "config.h"

#include "postil-ingest-error.h"
#include "postil-ingest.h"

#include <glib/gstdio.h>
#include <string.h>

/* The checkers cost time of their own. */
#ifdef POSTIL_SANITIZED
#define PATIENCE (20 * G_USEC_PER_SEC)
#else
#define PATIENCE (8 * G_USEC_PER_SEC)
#endif
#define CANARY "canary-of-the-test"

static char *
repeat (const char *head, const char *unit, gsize n, const char *tail)
{
  GString *text = g_string_new (head);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, unit);
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

static void
check_page (char *html)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (html, strlen (html));
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PostilDocument) document = postil_ingest_html (bytes, &(PostilIngestHints){ .name = "page" }, &error);

  g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE);
  g_assert_true ((document != NULL) == (error == NULL));
  if (error != NULL)
    g_assert_true (g_str_has_prefix (error->message, "page "));
}

static void
test_deep (void)
{
  check_page (repeat ("<html><body>", "<div>", 1000000, "the end"));
  check_page (repeat ("<html><body>", "<b>", 1000000, "the end"));
  check_page (repeat ("<html><body>", "<p>x<i><b>", 300000, "the end"));
  check_page (repeat ("<html><body>", "<ol><li>", 300000, "the end"));
  check_page (repeat ("<html><body>", "<table><tr><td>", 200000, "the end"));
  check_page (repeat ("<html><body>", "<svg><title><div>", 300000, "the end"));
  check_page (repeat ("<html><body><select><style><input>", "<div>", 1000000, "the end"));
  check_page (repeat ("<html><body><svg><desc></div></desc><style>", "<div>", 1000000, "the end"));
  check_page (repeat ("<html><body>", "<a href=x>t", 600000, "the end"));
  check_page (repeat ("<html><body><table>", "<b>x", 300000, "the end"));
  check_page (repeat ("<html><body>", "</p>", 1000000, "the end"));
  check_page (repeat ("<html><body>", "<button>", 300000, "the end"));
  check_page (repeat ("<html><body>", "<blockquote><ul>", 300000, "the end"));
}

static void
test_wide (void)
{
  GString *attributes = g_string_new ("<html><body><p ");
  GString *unlike = g_string_new ("<html><body>");

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (attributes, "a%u=1 ", i);
  g_string_append (attributes, ">the end");
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (unlike, "<p><b class=c%u>x", i);
  check_page (g_string_free (attributes, FALSE));
  check_page (g_string_free (unlike, FALSE));
  check_page (repeat ("<html><body><p title=\"", "xxxxxxxx", 900000, "\">the end"));
  check_page (repeat ("<html><body><p>", "xxxxxxxx", 900000, ""));
  check_page (repeat ("<html><body><p>", "&#x61;", 1000000, ""));
  check_page (repeat ("<html><body>", "<!-- ", 1000000, ""));
  check_page (repeat ("<html><body>", "<p a='", 700000, ""));
  check_page (repeat ("", "<html><body><title>t</title>", 100000, ""));
}

/* A feed is given up or read without its entities; nothing outside it is. */
static PostilFeed *
read_feed (const char *xml, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));

  return postil_ingest_feed (bytes, &(PostilIngestHints){ .name = "feed", .url = "http://example.org/feed" }, error);
}

static void
test_entities (void)
{
  g_autofree char *folder = g_dir_make_tmp ("postil-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "canary", NULL);
  g_autofree char *declared
      = g_strdup_printf ("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://%s\">]><rss><channel><title>&x;</title></channel></rss>",
                         path);
  g_autofree char *outside = g_strdup_printf (
      "<!DOCTYPE rss SYSTEM \"file://%s\"><rss><channel><title>a&x;b</title><item><title>%%x; &x;</title></item></channel></rss>",
      path);
  g_autofree char *bomb
      = repeat ("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">",
                "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">", 100, "]><rss><channel><title>&c;</title></channel></rss>");
  g_autoptr (PostilFeed) feed = NULL;
  g_autoptr (GError) error = NULL, of_bomb = NULL, none = NULL;

  g_assert_true (g_file_set_contents (path, CANARY, -1, NULL));
  g_assert_null (read_feed (declared, &error));
  g_assert_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED);
  g_assert_null (read_feed (bomb, &of_bomb));
  g_assert_error (of_bomb, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED);
  feed = read_feed (outside, &none);
  g_assert_no_error (none);
  g_assert_null (strstr (feed->title, CANARY));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_feed_sizes (void)
{
  g_autofree char *deep = repeat ("<rss><channel><item><title>one</title></item>", "<a>", 1000000, "");
  g_autofree char *many = repeat ("<rss><channel>", "<item><title>t</title></item>", 60000, "</channel></rss>");
  g_autofree char *long_text = repeat ("<rss><channel><item><title>t</title><description>", "aaaaaaaa", 2000000,
                                       "</description></item></channel></rss>");
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PostilFeed) first = read_feed (deep, NULL);
  g_autoptr (PostilFeed) second = read_feed (many, NULL);
  g_autoptr (PostilFeed) third = read_feed (long_text, NULL);

  g_assert_cmpuint (first->entries->len, >=, 1);
  g_assert_cmpuint (second->entries->len, ==, POSTIL_FEED_MAX_ENTRIES);
  g_assert_true (third == NULL || third->entries->len <= 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * PATIENCE);
}

static void
test_links (void)
{
  static const char *const links[] = { "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x",
                                       "|touch /tmp/x",       "ssh://h/",         " java\nscript:x" };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *html
          = g_strdup_printf ("<p>A <a href=\"%s\">link</a> and <img src=\"%s\" alt=picture> more.</p>", links[i], links[i]);
      g_autofree char *xml = g_strdup_printf (
          "<rss><channel><link>%s</link><item><title>t</title><link>%s</link><guid>%s</guid></item></channel></rss>", links[i],
          links[i], links[i]);
      g_autoptr (PostilDocument) document = postil_ingest_html_fragment (NULL, html, "https://example.org/", NULL);
      g_autoptr (PostilFeed) feed = read_feed (xml, NULL);
      PostilFeedEntry *entry = g_ptr_array_index (feed->entries, 0);
      gsize n;
      const PostilSpan *spans = postil_document_get_spans (document, &n);

      for (gsize j = 0; j < n; j++)
        g_assert_true (g_str_has_prefix (spans[j].href, "http"));
      g_assert_true (entry->link == NULL || g_str_has_prefix (entry->link, "http"));
      g_assert_true (feed->link == NULL || g_str_has_prefix (feed->link, "http"));
    }
}

static void
test_images (void)
{
  /* A header of 60,000 pixels a side; a broken one; one that is no image. */
  static const char *const sources[] = {
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA6mAAAOpgCAYAAACnVDhSAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABA",
    "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJ",
    "data:image/png;base64,!!!!",
    "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *html = g_strdup_printf ("<p>Before</p><img alt=x src=\"%s\"><p>After</p>", sources[i]);
      g_autoptr (PostilDocument) document = postil_ingest_html_fragment (NULL, html, NULL, NULL);
      gsize n;

      postil_document_get_images (document, &n);
      g_assert_cmpuint (n, ==, 0);
      g_assert_cmpstr (postil_document_get_text (document), ==, "Before\nAfter");
    }
}

/* Every prefix of a page and of a feed is read or refused. */
static void
test_truncated (void)
{
  static const char page[] = "<!DOCTYPE html><html lang=\"de\"><head><meta charset=utf-8><title>Ein &auml; Titel</title><script "
                             "type=\"application/ld+json\">"
                             "{\"@type\":\"Article\",\"author\":{\"name\":\"X "
                             "Y\"}}</script></head><body><ul><li>a<li>b</ul><table><tr><th>1<th>2<tr><td>3<td>4</table>"
                             "<pre>x\ny</pre><blockquote><p>q</blockquote><figure><img src=\"a.png\" "
                             "alt=\"z\"><figcaption>c</figcaption></figure></body></html>";
  static const char feed[] = "<?xml version=\"1.0\"?><rss version=\"2.0\" "
                             "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>T &amp; U</title>"
                             "<item><title><![CDATA[one]]></title><dc:creator>A "
                             "B</dc:creator><description>&lt;p&gt;x&lt;/p&gt;</description></item></channel></rss>";

  for (gsize length = 1; length < sizeof page; length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (page, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilDocument) document = postil_ingest_html (bytes, NULL, &error);

      g_assert_true ((document != NULL) == (error == NULL));
    }
  for (gsize length = 1; length < sizeof feed; length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (feed, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilFeed) read = postil_ingest_feed (bytes, NULL, &error);

      g_assert_true ((read != NULL) == (error == NULL));
    }
}

/* Tags in any order and number. */
static void
test_random (void)
{
  static const char *const parts[] = { "<div>",         "</div>",     "<p>",      "</p>",         "<table>",
                                       "<tr>",          "<td>",       "</table>", "<ul>",         "<li>",
                                       "</ul>",         "<a href=x>", "</a>",     "<b>",          "</b>",
                                       "<pre>",         "</pre>",     "<h1>",     "</h1>",        "<blockquote>",
                                       "</blockquote>", "<svg>",      "</svg>",   "<select>",     "</select>",
                                       "<script>",      "</script>",  "<!--",     "-->",          "<img src=a alt=b>",
                                       "<br>",          "<hr>",       "text ",    "more, text. ", "&amp;",
                                       "&#0;",          "<",          ">",        "\"",           "<template>",
                                       "</template>",   "<body>",     "</body>",  "<math>",       "<figure>",
                                       "<figcaption>",  "<sup>",      "</sup>",   "<code>",       "</code>",
                                       "<ol start=3>",  "</ol>" };
  g_autoptr (GRand) random = g_rand_new_with_seed (42);

  for (guint round = 0; round < 1500; round++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PostilDocument) page = NULL, fragment = NULL;

      for (gint32 n = g_rand_int_range (random, 1, 60); n > 0; n--)
        g_string_append (html, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
      bytes = g_bytes_new_static (html->str, html->len);
      page = postil_ingest_html (bytes, NULL, NULL);
      fragment = postil_ingest_html_fragment ("text", html->str, "http://example.org/", NULL);
    }
}

/* JSON that would break a trusting parser; the answer comes soon, and it is an error wherever `complex` says so. */
static void
check_json (char *json, gboolean complex)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PostilFeed) feed = postil_ingest_feed (bytes, &(PostilIngestHints){ .name = "feed" }, &error);

  g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE);
  g_assert_true ((feed != NULL) == (error == NULL));
  if (complex)
    g_assert_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_COMPLEX);
  if (error != NULL)
    g_assert_true (g_str_has_prefix (error->message, "feed "));
}

static void
test_json_complex (void)
{
  GString *members = g_string_new ("{\"items\":[{");

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (members, "\"m%u\":1,", i);
  g_string_append (members, "}]}");
  check_json (g_string_free (members, FALSE), TRUE);
  check_json (repeat ("{\"items\":", "[", 1000000, ""), TRUE);
  check_json (repeat ("{\"items\":", "{\"a\":", 1000000, ""), TRUE);
  check_json (repeat ("{/*\"*/\"items\":", "[", 1000000, ""), TRUE);
  check_json (repeat ("{//\"\n\"items\":", "[", 1000000, ""), TRUE);
  check_json (repeat ("{\"items\":[", "0,", 2000000, "0]}"), TRUE);
}

static void
test_json_broken (void)
{
  check_json (repeat ("{\"items\":[{\"content_text\":\"", "x\n\n", 1000000, "\"}]}"), FALSE);
  check_json (repeat ("{\"items\":[{\"content_html\":\"", "<iframe ", 500000, "\"}]}"), FALSE);
  check_json (repeat ("{\"items\":[{\"content_html\":\"", "<object><!--", 300000, "\"}]}"), FALSE);
  check_json (repeat ("{\"items\":[{\"content_html\":\"", "<!a>", 500000, "<!\"}]}"), FALSE);
  check_json (repeat ("{\"items\":[{\"title\":\"", "\\ud800", 300000, "\"}]}"), FALSE);
  check_json (repeat ("{\"items\":[", "{},", 20100, "{}]}"), FALSE);
  check_json (repeat ("{\"items\":[", ",", 500000, "]}"), FALSE);
  check_json (repeat ("{", "]", 500000, ""), FALSE);
  check_json (repeat ("{", "/*", 500000, ""), FALSE);
  check_json (repeat ("{\"items\":[{\"id\":", "9", 300000, "}]}"), FALSE);
  check_json (g_strdup ("{\"items\":[{\"id\":\"\\u0000\",\"title\":\"\\udc00\\ud83d\\u\\ud83d\\ude00\"}]}"), FALSE);
  check_json (g_strdup ("{\"items\":{\"a\":[]}}"), FALSE);
  check_json (g_strdup ("{\"items\":[{\"id\":1e400,\"authors\":[[[{}]],{\"name\":[]},null]}]}"), FALSE);
  check_json (g_strdup ("{"), FALSE);
  check_json (g_strdup ("{\""), FALSE);
  check_json (g_strdup ("{\"\\"), FALSE);
  check_json (g_strdup ("{\"items\":[{}"), FALSE);
}

/* Every beginning of a feed is a feed or an error, and so is every damage of a byte. */
static void
test_json_damage (void)
{
  static const char json[]
      = "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"T\\u00e9\",\"items\":[{\"id\":\"1\",\"content_html\":"
        "\"<p>a<iframe/>b\"},{\"id\":2,\"authors\":[{\"name\":\"n\"}],\"content_text\":\"x\\n\\ny\"}]}";
  static const char marks[] = "{}[]\",:\\/*u0<>";

  for (gsize n = 1; n < sizeof json; n++)
    check_json (g_strndup (json, n), FALSE);
  for (gsize at = 1; at < sizeof json - 1; at++)
    for (gsize mark = 0; mark < sizeof marks - 1; mark++)
      {
        char *damaged = g_strdup (json);

        damaged[at] = marks[mark];
        check_json (damaged, FALSE);
      }
}

/* The JSON inside a page goes the same way. */
static void
test_json_in_page (void)
{
  check_page (repeat ("<html><body><script type='application/ld+json'>/*\"*/{\"@graph\":", "[", 400000, "</script><p>the end"));
  check_page (
      repeat ("<html><body><script type='application/ld+json'>{\"headline\":\"", "\\ud800", 100000, "\"}</script><p>the end"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/hostile/deep", test_deep);
  g_test_add_func ("/ingest/hostile/wide", test_wide);
  g_test_add_func ("/ingest/hostile/entities", test_entities);
  g_test_add_func ("/ingest/hostile/feed-sizes", test_feed_sizes);
  g_test_add_func ("/ingest/hostile/json-complex", test_json_complex);
  g_test_add_func ("/ingest/hostile/json-broken", test_json_broken);
  g_test_add_func ("/ingest/hostile/json-damage", test_json_damage);
  g_test_add_func ("/ingest/hostile/json-in-page", test_json_in_page);
  g_test_add_func ("/ingest/hostile/links", test_links);
  g_test_add_func ("/ingest/hostile/images", test_images);
  g_test_add_func ("/ingest/hostile/truncated", test_truncated);
  g_test_add_func ("/ingest/hostile/random", test_random);
  return g_test_run ();
}
