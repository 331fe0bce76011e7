/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character sets and kinds of files: what is declared, what is found, what is repaired, what is refused. */
#include "config.h"

#include "postil-ingest-error.h"
#include "postil-ingest.h"

#include <string.h>

typedef struct
{
  const char *bytes;
  gssize length;
  const char *declared;
  const char *encoding;
  const char *text;
} Case;

static const Case cases[] = {
  { "plain", -1, NULL, "UTF-8", "plain" },
  { "\xef\xbb\xbf"
    "marked",
    -1, NULL, "UTF-8", "marked" },
  { "\xff\xfe"
    "c\0a\0f\0\xe9\0",
    10, NULL, "UTF-16LE", "café" },
  { "\xfe\xff\0c\0a\0f\0\xe9", 10, NULL, "UTF-16BE", "café" },
  { "\xff\xfe\0\0c\0\0\0\xe9\0\0\0", 12, NULL, "UTF-32LE", "cé" },
  { "\0\0\xfe\xff\0\0\0c\0\0\0\xe9", 12, NULL, "UTF-32BE", "cé" },
  { "p\0l\0a\0i\0n\0 \0t\0e\0x\0t\0", 20, NULL, "UTF-16LE", "plain text" },
  { "\xff\xfe\x3d\xd8\x00\xde\x3d\xd8", 8, NULL, "UTF-16LE", "😀\xef\xbf\xbd" },
  { "caf\xe9", -1, "text/html; charset=iso-8859-1", "windows-1252", "café" },
  { "caf\xe9", -1, "latin1", "windows-1252", "café" },
  { "caf\xc3\xa9", -1, "text/html; charset=ISO-8859-1", "UTF-8", "café" },
  { "<meta charset='windows-1251'>\xcc\xee\xf1\xea\xe2\xe0", -1, NULL, "windows-1251", "<meta charset='windows-1251'>Москва" },
  { "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>\xa3\xf3\x64\xbc", -1, NULL, "ISO-8859-2",
    "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>Łódź" },
  { "<meta http-equiv=content-type content=\"text/html;charset=koi8-r\">\xed\xc9\xd2", -1, NULL, "KOI8-R",
    "<meta http-equiv=content-type content=\"text/html;charset=koi8-r\">Мир" },
  { "Einige W\xf6rter f\xfcr die Erkennung, \xe4hnlich wie in Zeitungen \xfc"
    "blich.",
    -1, NULL, NULL, "Einige Wörter für die Erkennung, ähnlich wie in Zeitungen üblich." },
  { "\xd6\xd0\xce\xc4\xd0\xc2\xce\xc5\xb1\xa8\xb5\xc0\xa3\xac\xbd\xf1\xcc\xec\xb7\xa2\xb2\xbc\xc1\xcb\xd2\xbb\xcf\xee\xd0\xc2\xb2"
    "\xfa\xc6\xb7\xa1\xa3",
    -1, NULL, "GB18030", "中文新闻报道，今天发布了一项新产品。" },
  { "well-formed mostly: caf\xc3\xa9 na\xc3\xafve \xc3\xbc\xc3\xb6\xc3\xa4 \xff end", -1, NULL, "UTF-8",
    "well-formed mostly: café naïve üöä \xef\xbf\xbd end" },
  { "one\0two", 7, NULL, "UTF-8", "one\xef\xbf\xbdtwo" },
  { "no such set", -1, "text/plain; charset=x-nonsense", "UTF-8", "no such set" },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = cases[i].length < 0 ? strlen (cases[i].bytes) : (gsize) cases[i].length;
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, length);
      g_autoptr (GError) error = NULL;
      const char *encoding = NULL;
      g_autofree char *text = postil_ingest_decode (bytes, cases[i].declared, &encoding, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, cases[i].text);
      if (cases[i].encoding != NULL)
        g_assert_cmpstr (encoding, ==, cases[i].encoding);
    }
}

static void
check_refused (const void *data, gsize length, int code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_ingest_text (bytes, &(PostilIngestHints){ .name = "odd file" }, &error));
  g_assert_error (error, POSTIL_INGEST_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "odd file "));
}

static void
test_refused (void)
{
  g_autofree char *large = g_malloc0 (POSTIL_INGEST_MAX_TEXT + 1);
  char noise[4096];
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (gsize i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_rand_int_range (random, 0, 256);
  check_refused ("", 0, POSTIL_INGEST_ERROR_EMPTY);
  check_refused (" \n\t\r\n ", 6, POSTIL_INGEST_ERROR_EMPTY);
  check_refused ("\xef\xbb\xbf", 3, POSTIL_INGEST_ERROR_EMPTY);
  check_refused ("\xff\xfe", 2, POSTIL_INGEST_ERROR_EMPTY);
  check_refused ("%PDF-1.4 and so on", 18, POSTIL_INGEST_ERROR_BINARY);
  check_refused ("\x89PNG\r\n\x1a\n....", 12, POSTIL_INGEST_ERROR_BINARY);
  check_refused ("PK\3\4 a document that is an archive", 30, POSTIL_INGEST_ERROR_BINARY);
  check_refused ("text\0with\0nuls\0", 15, POSTIL_INGEST_ERROR_BINARY);
  check_refused ("\0\0", 2, POSTIL_INGEST_ERROR_BINARY);
  check_refused (large, 1000, POSTIL_INGEST_ERROR_BINARY);
  check_refused (noise, sizeof noise, POSTIL_INGEST_ERROR_BINARY);
  check_refused (large, POSTIL_INGEST_MAX_TEXT + 1, POSTIL_INGEST_ERROR_TOO_LARGE);
}

static void
check_sniff (const char *text, const char *name, const char *type, PostilFormat format)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  g_assert_cmpint (postil_ingest_sniff (bytes, &(PostilIngestHints){ .name = name, .content_type = type }), ==, format);
}

static void
test_sniff (void)
{
  check_sniff ("", "a.html", NULL, POSTIL_FORMAT_UNKNOWN);
  check_sniff ("Just text", NULL, NULL, POSTIL_FORMAT_TEXT);
  check_sniff ("Just text", "a.rss", NULL, POSTIL_FORMAT_TEXT);
  check_sniff ("<!DOCTYPE html><p>x", "a.txt", NULL, POSTIL_FORMAT_HTML);
  check_sniff ("\xef\xbb\xbf  <HTML lang=en>", NULL, NULL, POSTIL_FORMAT_HTML);
  check_sniff ("<!-- saved --><html>", NULL, NULL, POSTIL_FORMAT_HTML);
  check_sniff ("<?xml version='1.0'?><rss version='2.0'>", "a.html", "text/html", POSTIL_FORMAT_FEED);
  check_sniff ("<?xml version='1.0'?><!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", NULL, NULL, POSTIL_FORMAT_FEED);
  check_sniff ("<rdf:RDF xmlns='x'>", NULL, NULL, POSTIL_FORMAT_FEED);
  check_sniff ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>", NULL, NULL, POSTIL_FORMAT_HTML);
  check_sniff ("junk before <rss version='2.0'>", NULL, NULL, POSTIL_FORMAT_FEED);
  check_sniff ("<p>A paragraph</p>", NULL, NULL, POSTIL_FORMAT_HTML);
  check_sniff ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", NULL, NULL, POSTIL_FORMAT_FEED);
  check_sniff ("5 < 6 and 7 > 2", NULL, NULL, POSTIL_FORMAT_TEXT);
  check_sniff ("a <b>bold</b> start", "page.htm", NULL, POSTIL_FORMAT_HTML);
  check_sniff ("a <b>bold</b> start", NULL, "text/html; charset=utf-8", POSTIL_FORMAT_HTML);
}

/* Every prefix and every single changed byte is text, or is refused with a reason. */
static void
test_damaged (void)
{
  static const char text[] = "\xff\xfeT\0i\0t\0l\0e\0\n\0A\0 \0s\0e\0n\0t\0e\0n\0c\0e\0.\0";

  for (gsize length = 0; length < sizeof text; length++)
    for (guint flip = 0; flip < 256; flip += 51)
      {
        char copy[sizeof text];
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GError) error = NULL;
        g_autofree char *decoded = NULL;

        memcpy (copy, text, sizeof text);
        if (length > 0)
          copy[length - 1] = (char) flip;
        bytes = g_bytes_new (copy, length);
        decoded = postil_ingest_decode (bytes, NULL, NULL, &error);
        g_assert_true ((decoded != NULL) == (error == NULL));
        g_assert_true (decoded == NULL || g_utf8_validate (decoded, -1, NULL));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/decode/table", test_table);
  g_test_add_func ("/ingest/decode/refused", test_refused);
  g_test_add_func ("/ingest/decode/sniff", test_sniff);
  g_test_add_func ("/ingest/decode/damaged", test_damaged);
  return g_test_run ();
}
