/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that people keep: Markdown, and pages saved as one file. */
#include "config.h"

#include "postil-ingest.h"

#include "postil-ingest-error.h"
#include "postil-time.h"

#include <string.h>

#define OBJECT "\357\277\274" /* stands for a rule or a picture */

/* One line a block: kind, level, text; spans behind it. */
static char *
describe (PostilDocument *document)
{
  static const char *const kinds[]
      = { "paragraph", "title", "heading", "item", "quote", "code", "caption", "table", "rule", "image" };
  GString *out = g_string_new (NULL);
  gsize n_blocks, n_spans;
  const PostilBlock *blocks = postil_document_get_blocks (document, &n_blocks);
  const PostilSpan *spans = postil_document_get_spans (document, &n_spans);

  for (gsize i = 0; i < n_blocks; i++)
    {
      g_autofree char *text = postil_document_dup_slice (document, blocks[i].start, blocks[i].end);

      g_assert_cmpuint (blocks[i].kind, <, G_N_ELEMENTS (kinds));
      g_string_append_printf (out, "%s %u %s\n", kinds[blocks[i].kind], blocks[i].level, text);
    }
  for (gsize i = 0; i < n_spans; i++)
    {
      g_autofree char *text = postil_document_dup_slice (document, spans[i].start, spans[i].end);

      g_string_append_printf (out, "%d [%s] %s\n", (int) spans[i].kind, text, spans[i].href != NULL ? spans[i].href : "");
    }
  return g_string_free (out, FALSE);
}

static PostilDocument *
read_markdown (const char *text)
{
  const PostilIngestHints hints = { .name = "note.md", .url = "https://example.org/a/note.md" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PostilDocument *document;

  g_assert_cmpint (postil_ingest_sniff (bytes, &hints), ==, POSTIL_FORMAT_MARKDOWN);
  document = postil_ingest_markdown (bytes, &hints, &error);
  g_assert_no_error (error);
  return document;
}

static void
check_markdown (const char *text, const char *expected)
{
  g_autoptr (PostilDocument) document = read_markdown (text);
  g_autofree char *found = describe (document);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_markdown_blocks (void)
{
  check_markdown (
      "# Title #\n\nOne line\nand another.\n\n## Part\n- one\n- two\n  goes on\n  1. deep\n\n> said\n> more\n>> deeper\n\n---\n"
      "```c\nint a;\n\n  b\n```\n    indented\n\nUnder\n=====\n",
      "title 0 Title\nparagraph 0 One line and another.\nheading 2 Part\nitem 1 one\nitem 1 two goes on\nitem 2 deep\n"
      "quote 1 said more\nquote 2 deeper\nrule 0 " OBJECT "\ncode 0 int a;\n\n  b\ncode 0 indented\nheading 1 Under\n");
  check_markdown ("a | b\n--|--\n1 | *2*\n| 3 | 4 |\n\n![view](p.png)\n",
                  "table 0 a\tb\n1\t2\n3\t4\nimage 0 " OBJECT "\n0 [2] \n");
}

static void
test_markdown_inline (void)
{
  g_autoptr (PostilDocument) document
      = read_markdown ("Some **strong** and *soft* and __both *in* one__, `code *x*`, 2 * 3 * 4, snake_case_name, a\\*b,\n"
                       "[text](../x \"t\") [ref] [other][REF] <https://example.org/> &amp; <b>tag</b> [no link] **open\n\n"
                       "[ref]: https://example.com/r\n");
  g_autofree char *found = describe (document);

  g_assert_nonnull (strstr (found,
                            "Some strong and soft and both in one, code *x*, 2 * 3 * 4, snake_case_name, a*b, text ref other "
                            "https://example.org/ & tag [no link] **open\n"));
  g_assert_nonnull (strstr (found, "[text] https://example.org/x\n"));
  g_assert_nonnull (strstr (found, "[ref] https://example.com/r\n"));
  g_assert_nonnull (strstr (found, "[other] https://example.com/r\n"));
  g_assert_nonnull (strstr (found, "[code *x*] \n"));
  g_assert_nonnull (strstr (found, "[both in one] \n"));
  g_assert_null (strstr (found, "[ref]:"));
}

static void
test_markdown_head (void)
{
  g_autoptr (PostilDocument) document
      = read_markdown ("---\ntitle: \"A title\"\nauthor: Somebody\ndate: 2025-02-11\ntags: [a]\n---\r\nWords.\r\n");
  g_autofree char *found = describe (document);

  g_assert_cmpstr (found, ==, "title 0 A title\nparagraph 0 Words.\n");
  g_assert_cmpstr (postil_document_get_byline (document), ==, "Somebody");
}

/* Links that no reader should follow make no span. */
static void
test_markdown_links (void)
{
  g_autoptr (PostilDocument) document
      = read_markdown ("[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x)\n");
  gsize n = 0;

  postil_document_get_spans (document, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* With its checks of strings AddressSanitizer reads each to its end at every call, which grows with the square. */
#ifdef __SANITIZE_ADDRESS__
#define LARGE 20000
#else
#define LARGE 200000
#endif

static void
test_markdown_large (void)
{
  static const char *const pieces[]
      = { "*", "_", "**a", "`", "[", "![", "](", "> ", "- ", "|", "<a", "&", "\\", "# ", "``` ", "a_b*" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new ("words ");
      g_autoptr (PostilDocument) document = NULL;

      while (text->len < LARGE)
        g_string_append (text, pieces[i]);
      document = read_markdown (text->str);
      g_assert_nonnull (document);
    }
}

static const char saved[]
    = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/page.html\r\nSubject: x\r\nMIME-Version: "
      "1.0\r\n"
      "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--==mark==\"\r\n\r\n\r\n----==mark==\r\n"
      "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "Content-Location: https://example.org/page.html\r\n\r\n"
      "<html><head><title>A page =E2=80=93 saved</title></head><body><article><h1>A page</h1><p>First words of it, with =\r\n"
      "caf=C3=A9 and a <a href=3D\"x\">link</a>, long enough to be read as one paragraph.</p><img "
      "src=3D\"https://example.org/a.png\" "
      "alt=3D\"dot\"><img src=3D\"cid:two\" alt=3D\"dot\"></article></body></html>\r\n"
      "----==mark==\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: "
      "https://example.org/a.png\r\n"
      "Content-ID: <two>\r\n\r\n"
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk\r\n+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\n----==mark==--"
      "\r\n";

static void
test_mhtml (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (saved, sizeof saved - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = NULL;

  g_assert_cmpint (postil_ingest_sniff (bytes, NULL), ==, POSTIL_FORMAT_MHTML);
  document = postil_ingest_mhtml (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (postil_document_get_text (document), "with café and a link"));
  g_assert_cmpstr (postil_document_get_url (document), ==, "https://example.org/page.html");
}

static void
test_mhtml_broken (void)
{
  static const char *const files[]
      = { "Content-Type: multipart/related; boundary=x\n\n", "Content-Type: multipart/related; boundary=x\n\n--x\n--x\n--x--",
          "Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/plain\n\nwords\n--x--",
          "Content-Type: multipart/related\n\nwords", "Content-Type: multipart/related; boundary=\"\n\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (postil_ingest_mhtml (bytes, NULL, &error));
      g_assert_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED);
    }
  /* Cut anywhere, it gives what is there or an error, and never more. */
  for (gsize length = 1; length < sizeof saved - 1; length++)
    {
      g_autofree char *cut = g_memdup2 (saved, length);
      g_autoptr (GBytes) bytes = g_bytes_new_static (cut, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilDocument) document = postil_ingest_mhtml (bytes, NULL, &error);

      g_assert_true ((document == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/markdown/blocks", test_markdown_blocks);
  g_test_add_func ("/ingest/markdown/inline", test_markdown_inline);
  g_test_add_func ("/ingest/markdown/head", test_markdown_head);
  g_test_add_func ("/ingest/markdown/links", test_markdown_links);
  g_test_add_func ("/ingest/markdown/large", test_markdown_large);
  g_test_add_func ("/ingest/mhtml/saved", test_mhtml);
  g_test_add_func ("/ingest/mhtml/broken", test_mhtml_broken);
  return g_test_run ();
}
