/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only the web's and mail's addresses become links, whatever a page says, and a link finds its passage. */
#include "config.h"

#include "note-maker.h"
#include "quote-reader.h"

#include <string.h>

static void
test_urls (void)
{
  static const struct
  {
    const char *url;
    const char *escaped;
  } cases[] = {
    { "https://example.org/", "https://example.org/" },
    { " http://example.org/a b ", "http://example.org/a%20b" },
    { "HTTPS://example.org/(x)<y>", "HTTPS://example.org/%28x%29%3Cy%3E" },
    { "https://example.org/?a=1&copy;=2&b=%20%zz", "https://example.org/?a=1&amp;copy;=2&b=%20%25zz" },
    { "https://example.org/?a=1&copy=2", "https://example.org/?a=1&copy=2" },
    { "https://[::1]:80/[x]|`\\\"", "https://[::1]:80/%5Bx%5D%7C%60%5C%22" },
    { "https://example.org/字\n)", "https://example.org/%E5%AD%97%0A%29" },
    { "https://example.org/\u202ex", "https://example.org/%E2%80%AEx" },
    { "mailto:me@example.org", "mailto:me@example.org" },
    { "javascript:alert(1)", NULL },
    { "java\tscript:alert(1)", NULL },
    { "JaVaScRiPt://example.org/%0Aalert(1)", NULL },
    { "data:text/html,x", NULL },
    { "vbscript:x", NULL },
    { "file:///etc/passwd", NULL },
    { "ftp://example.org/", NULL },
    { "//example.org/", NULL },
    { "/a", NULL },
    { "example.org", NULL },
    { "https:", NULL },
    { "https:///x", NULL },
    { "https:example.org", NULL },
    { "mailto:", NULL },
    { "\x01https://example.org", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = postil_markdown_escape_url (cases[i].url);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
    }
}

static gboolean
is_safe (const char *link)
{
  return g_str_has_prefix (link, "https://") || g_str_has_prefix (link, "http://") || g_str_has_prefix (link, "mailto:")
         || g_str_has_prefix (link, "postil://note/");
}

static const char *const payloads[] = {
  "[x](javascript:alert(1))",
  "](javascript:alert(1))",
  "x](javascript:alert(1)) [y",
  "<javascript:alert(1)>",
  "![x](javascript:alert(1))",
  "[x]: javascript:alert(1)\n\n[x]",
  "[passage]: javascript:alert(1)",
  "[source]\n[source]: javascript:alert(1)",
  "<a href='javascript:alert(1)'>x</a>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "\\](javascript:alert(1))",
  "`](javascript:alert(1))`",
  "&#91;x&#93;(javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x](java&#115;cript:alert(1))",
  "<data:text/html;base64,xx>",
  "<details open ontoggle=alert(1)>",
  "| x | [y](javascript:alert(1)) |",
};

static void
check_payload (const char *payload, const char *url)
{
  g_autoptr (PostilArticle) article = note_maker_article (payload, url);
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (1, payload, ""));
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) links = NULL;
  PostilNote *note = g_ptr_array_index (notes, 0);

  article->byline = g_strdup (payload);
  g_free (article->source);
  article->source = g_strdup (payload);
  g_strfreev (note->tags);
  note->tags = g_strsplit (payload, "\1", -1);
  text = note_maker_export (article, NULL, notes);
  links = quote_reader_list_links (text);
  g_assert_cmpuint (links->len, >=, 1);
  for (guint i = 0; i < links->len; i++)
    if (!is_safe (g_ptr_array_index (links, i)))
      g_error ("%s in\n%s", (char *) g_ptr_array_index (links, i), text);
}

/* Everything that comes from a page carries the payload. */
static void
test_payloads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *url = g_strconcat ("https://example.org/) ", payloads[i], NULL);

      check_payload (payloads[i], payloads[i]);
      check_payload (payloads[i], url);
    }
}

/* An address that must not become a link is still told, as code. */
static void
test_code (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", "file:///home/x/`a`.html");
  g_autoptr (GPtrArray) notes = note_maker_list (NULL);
  g_autofree char *text = note_maker_export (article, NULL, notes);

  g_assert_nonnull (strstr (text, "\nSource: The Harbour Post `` file:///home/x/`a`.html `` · 2026-11-20\n"));
  g_assert_null (strstr (text, "\nsource:"));
}

typedef struct
{
  const char *url;
  const char *prefix;
  const char *quote;
  const char *suffix;
  const char *expected; /* (nullable): no link */
} FragmentCase;

static const FragmentCase fragment_cases[] = {
  { "https://e.org/a", "", "Sales of phones fell sharply", "", "https://e.org/a#:~:text=Sales%20of%20phones%20fell%20sharply" },
  { "https://e.org/a#s", "", "Sales, of-phones & more today", "",
    "https://e.org/a#s:~:text=Sales%2C%20of%2Dphones%20%26%20more%20today" },
  { "https://e.org/a#:~:text=old", "", "Sales of phones fell sharply", "",
    "https://e.org/a#:~:text=Sales%20of%20phones%20fell%20sharply" },
  { "https://e.org/a", "It said ", "sales", " fell.", "https://e.org/a#:~:text=It%20said-,sales,-fell." },
  { "https://e.org/a", "Head\n", "sales", "\nNext", "https://e.org/a#:~:text=sales" },
  { "https://e.org/a", "", "First part.\nSecond part.", "", "https://e.org/a#:~:text=First%20part.,Second%20part." },
  { "https://e.org/a", "peo", "ple buy more phones tod", "ay", "https://e.org/a#:~:text=buy%20more%20phones" },
  { "https://e.org/a", "a", "b", "c", "https://e.org/a" },
  { "https://e.org/a", "据说", "苹果", "今年",
    "https://e.org/a#:~:text=%E6%8D%AE%E8%AF%B4-,%E8%8B%B9%E6%9E%9C,-%E4%BB%8A%E5%B9%B4" },
  { "mailto:x@e.org", "", "text", "", "mailto:x@e.org" },
  { "javascript:x", "", "text", "", NULL },
  { NULL, "", "text", "", NULL },
};

static void
check_fragment (const FragmentCase *wanted)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", wanted->url);
  g_autoptr (GPtrArray) notes = note_maker_list (note_maker_quote (1, wanted->quote, ""));
  g_autofree char *text = NULL;
  g_autofree char *link = NULL;
  PostilNote *note = g_ptr_array_index (notes, 0);

  g_free (note->prefix);
  g_free (note->suffix);
  note->prefix = g_strdup (wanted->prefix);
  note->suffix = g_strdup (wanted->suffix);
  text = note_maker_export (article, NULL, notes);
  if (wanted->expected == NULL)
    {
      g_assert_null (strstr (text, "[source]"));
      return;
    }
  link = g_strdup_printf (" · [source](%s)\n", wanted->expected);
  if (strstr (text, link) == NULL)
    g_error ("%s is not in %s", link, text);
}

static void
test_fragments (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fragment_cases); i++)
    check_fragment (&fragment_cases[i]);
}

/* A long passage is named by its ends, between words where there are words. */
static void
test_long_fragment (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", "https://e.org/a");
  g_autoptr (GString) quote = g_string_new (NULL);
  g_autoptr (GPtrArray) notes = NULL;
  g_autofree char *text = NULL;
  const char *link = NULL;

  for (guint i = 10; i < 90; i++)
    g_string_append_printf (quote, "%sword%u", i > 10 ? " " : "", i);
  notes = note_maker_list (note_maker_quote (1, quote->str, ""));
  g_ptr_array_add (notes, note_maker_quote (2, "", ""));
  text = note_maker_export (article, NULL, notes);
  link = strstr (text, "#:~:text=");
  g_assert_true (g_str_has_prefix (link, "#:~:text=word10%20word11%20word12%20word13%20word14%20word15%20word16%20word17,"
                                         "word82%20word83%20word84%20word85%20word86%20word87%20word88%20word89)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/links/urls", test_urls);
  g_test_add_func ("/export/links/payloads", test_payloads);
  g_test_add_func ("/export/links/code", test_code);
  g_test_add_func ("/export/links/fragments", test_fragments);
  g_test_add_func ("/export/links/long-fragment", test_long_fragment);
  return g_test_run ();
}
