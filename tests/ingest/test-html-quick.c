/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quick parser of fragments makes the same tree as the full one, or leaves the fragment to it: said cases, and thousands put together from
 * pieces in every order by a fixed sequence of numbers. */
#include "config.h"

#include "postil-html-tree-private.h"

#include <string.h>

#define N_ROUNDS 6000
#define MAX_PIECES 14

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n\f")] == '\0';
}

/* Texts that follow one another are one; what is only blank counts for nothing, nor does what is never shown. */
static void
append_text (GString *out, const char *text)
{
  if (is_blank (text))
    return;
  if (g_str_has_suffix (out->str, "\"\n"))
    g_string_truncate (out, out->len - 2);
  else
    g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isspace (*at))
      g_string_append_c (out, *at);
  g_string_append (out, "\"\n");
}

static void
append_element (GString *out, const PostilHtmlNode *node)
{
  const char *href = postil_html_node_get_attribute (node, "href");

  g_string_append_printf (out, "<%d %s\n", node->tag, href != NULL ? href : "");
}

/* A paragraph without anything in it shows nothing where there is nothing before it either. */
static void
append_end (GString *out, const PostilHtmlNode *node)
{
  g_autofree char *empty = g_strdup_printf ("<%d \n", POSTIL_HTML_P);

  if (node->tag == POSTIL_HTML_P && g_str_has_suffix (out->str, empty))
    g_string_truncate (out, out->len - strlen (empty));
  else
    g_string_append (out, ">\n");
}

static char *
dump (PostilHtmlTree *tree)
{
  PostilHtmlNode *body = postil_html_node_find (postil_html_tree_get_root (tree), POSTIL_HTML_BODY);
  PostilHtmlNode *node = body;
  GString *out = g_string_new (NULL);

  while (node != NULL)
    {
      gboolean silent = postil_html_tag_is_silent (node->tag);

      if (node->text != NULL)
        append_text (out, node->text);
      else if (!silent)
        append_element (out, node);
      if (!silent && node->first_child != NULL)
        {
          node = node->first_child;
          continue;
        }
      if (node->text == NULL && !silent)
        append_end (out, node);
      while (node != body && node->next == NULL)
        {
          node = node->parent;
          append_end (out, node);
        }
      node = node == body ? NULL : node->next;
    }
  return g_string_free (out, FALSE);
}

/* Returns: whether it was read quickly */
static gboolean
check_same (const char *html)
{
  g_autoptr (PostilHtmlTree) quick = postil_html_tree_parse_fragment (html, strlen (html), "fragment", NULL);
  g_autoptr (PostilHtmlTree) full = postil_html_tree_parse (html, strlen (html), "fragment", NULL);
  g_autofree char *a = NULL, *b = NULL;

  g_assert_nonnull (quick);
  g_assert_nonnull (full);
  if (postil_html_tree_get_root (quick)->source != NULL)
    return FALSE;
  a = dump (quick);
  b = dump (full);
  if (strcmp (a, b) != 0)
    g_test_message ("%s", html);
  g_assert_cmpstr (a, ==, b);
  return TRUE;
}

static void
test_read (void)
{
  static const char *const fragments[] = {
    "plain text &amp; <b>bold</b> &#8217;&#x2014;&nbsp;&hellip; AT&T a < b",
    "<p>one<p>two<div>three</div></p>",
    "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
    "<p><a href='?a=1&b=2&copy=3&amp;d'>link<h2>heading</h2></a>after",
    "<p><b>bold<p>still <i>bold</b> plain</i>",
    "<table><tr><td>1<td>2<tr><td><b>3<td>4</table>text",
    "<table><caption>c</caption><thead><tr><th>h</th></tr></thead><tbody><tr><td><table><tr><td>x</table></table>",
    "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
    "<pre>\n  code\r\n  more</pre>",
    "<html><head><meta charset=utf-8></head><body class=x><p>text</body></html>",
    "a<!-- comment --><br/>b<hr>c<img src=x alt='y'>",
    "<iframe src='https://example.org/'></iframe>text<script>if (a < b) c ();</script>",
    "<a href=x>one<a href=y>two",
    "<SPAN CLASS='A'>x</span><o:p>y</o:p><custom-tag>z</custom-tag>",
    "<h1>a<h2>b</h1>c",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    if (!check_same (fragments[i]))
      g_error ("not read quickly: %s", fragments[i]);
}

/* What the rules move about is left to the full parser, and so is what breaks off. */
static void
test_left (void)
{
  static const char *const fragments[] = {
    "<b><p>x</b>y</p>",
    "<table>text<tr><td>x</table>",
    "&copy 2020",
    "&#128;",
    "<p title='x",
    "<select><option>a",
    "<svg><title>x</title></svg>",
    "<form><p>a",
    "<!-- no end",
    "</>x",
    "<textarea><p></textarea>",
    "&NotAName;",
    "<a b='c\"d",
    "<?php echo 1; ?>",
    "<script>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    if (check_same (fragments[i]))
      g_error ("read quickly: %s", fragments[i]);
}

static void
test_random (void)
{
  static const char *const pieces[]
      = { "<p>",        "</p>",      "<div>",        "</div>",        "<b>",      "</b>",    "<i>",      "</i>",
          "<a href=x>", "</a>",      "<ul>",         "</ul>",         "<li>",     "</li>",   "text ",    " ",
          "<h2>",       "</h2>",     "<h3>",         "<table>",       "</table>", "<tr>",    "</tr>",    "<td>",
          "</td>",      "<th>",      "<tbody>",      "</tbody>",      "<br>",     "<img>",   "<dl>",     "<dt>",
          "<dd>",       "</dl>",     "<span>",       "</span>",       "<pre>",    "</pre>",  "<hr>",     "<em>",
          "</em>",      "<caption>", "</caption>",   "<ol>",          "</ol>",    "<thead>", "</thead>", "x&amp;y",
          "<center>",   "</center>", "<blockquote>", "</blockquote>", "<x-y>",    "</x-y>",  "<code>",   "</code>" };
  GRand *rand = g_rand_new_with_seed (20250211);
  guint n_quick = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      guint n = g_rand_int_range (rand, 1, MAX_PIECES);

      for (guint i = 0; i < n; i++)
        g_string_append (html, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      n_quick += check_same (html->str);
    }
  g_rand_free (rand);
  g_assert_cmpuint (n_quick, >, N_ROUNDS / 3);
}

/* A frame or a film written as XML would swallow what follows it; here it does not. */
static void
test_closed_as_xml (void)
{
  static const char *const fragments[]
      = { "<iframe src='x'/>after", "<video src='x'/>after", "<p><audio/>after", "<video>after" };

  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autoptr (PostilHtmlTree) tree = postil_html_tree_parse_fragment (fragments[i], strlen (fragments[i]), "fragment", NULL);
      g_autofree char *text = postil_html_node_dup_text (postil_html_tree_get_root (tree));

      g_assert_cmpstr (g_strstrip (text), ==, "after");
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (PostilHtmlTree) tree = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (html, i % 2 == 0 ? "<div>" : "<b>");
  g_string_append (html, "deep");
  tree = postil_html_tree_parse_fragment (html->str, html->len, "fragment", NULL);
  g_assert_nonnull (tree);
  text = postil_html_node_dup_text (postil_html_tree_get_root (tree));
  g_assert_cmpstr (text, ==, "deep");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ingest/html-quick/read", test_read);
  g_test_add_func ("/ingest/html-quick/left", test_left);
  g_test_add_func ("/ingest/html-quick/random", test_random);
  g_test_add_func ("/ingest/html-quick/closed-as-xml", test_closed_as_xml);
  g_test_add_func ("/ingest/html-quick/deep", test_deep);
  return g_test_run ();
}
