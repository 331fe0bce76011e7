/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What starts a block at a place of a line: the conditions of CommonMark 0.30, sections 4 and 5. */
#include "config.h"

#include "postil-markdown-outline-private.h"

#include <string.h>

#define MAX_LIST_DIGITS 9
#define MAX_HEADING 6
#define MIN_FENCE 3
#define LARGEST_PADDING 4 /* more blanks after a list sign belong to the content */

static gboolean
is_blank_or_end (char c)
{
  return c == ' ' || c == '\0';
}

/* The length of an opening fence, or 0. */
gsize
postil_markdown_find_fence (const char *text)
{
  gsize length = 0;

  if (*text != '`' && *text != '~')
    return 0;
  while (text[length] == *text)
    length++;
  if (length < MIN_FENCE || (*text == '`' && strchr (text + length, '`') != NULL))
    return 0;
  return length;
}

gboolean
postil_markdown_is_heading (const char *text)
{
  gsize length = strspn (text, "#");

  return length >= 1 && length <= MAX_HEADING && is_blank_or_end (text[length]);
}

gboolean
postil_markdown_is_rule (const char *text)
{
  gsize n = 0;

  if (*text != '-' && *text != '_' && *text != '*')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p != *text && *p != ' ')
        return FALSE;
      n += *p == *text;
    }
  return n >= 3;
}

gboolean
postil_markdown_is_underline (const char *text)
{
  const char *p = text;

  if (*text != '-' && *text != '=')
    return FALSE;
  while (*p == *text)
    p++;
  return p[strspn (p, " ")] == '\0';
}

/* The width of a list item's sign and padding, or 0. Only some items can interrupt a paragraph (section 5.2). */
guint
postil_markdown_find_list_item (const char *text, gboolean in_paragraph)
{
  gsize sign = 1;
  gsize padding = 0;
  gboolean empty = FALSE;

  if (g_ascii_isdigit (*text))
    {
      sign = strspn (text, "0123456789");
      if (sign > MAX_LIST_DIGITS || (text[sign] != '.' && text[sign] != ')'))
        return 0;
      if (in_paragraph && g_ascii_strtoull (text, NULL, 10) != 1)
        return 0;
      sign++;
    }
  else if (*text == '\0' || strchr ("-+*", *text) == NULL)
    return 0;
  if (!is_blank_or_end (text[sign]))
    return 0;
  padding = strspn (text + sign, " ");
  empty = text[sign + padding] == '\0';
  if (empty && in_paragraph)
    return 0;
  return (guint) (sign + (empty || padding > LARGEST_PADDING ? 1 : padding));
}

static gsize
tag_name_length (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalnum (text[n]) || (n > 0 && text[n] == '-'))
    n++;
  return n;
}

static gboolean
is_one_of (const char *name, gsize length, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (name, names[i], length) == 0)
      return TRUE;
  return FALSE;
}

static const char *
find_raw_end (const char *text)
{
  static const char *const names[] = { "script", "pre", "style", "textarea", NULL };
  static const char *const ends[] = { "</script>", "</pre>", "</style>", "</textarea>" };
  gsize length = tag_name_length (text);

  if (text[length] != ' ' && text[length] != '>' && text[length] != '\0')
    return NULL;
  for (gsize i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (text, names[i], length) == 0)
      return ends[i];
  return NULL;
}

static gboolean
is_block_tag (const char *text)
{
  static const char *const names[]
      = { "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
          "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
          "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
          "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
          "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
          "optgroup", "option",     "p",      "param",   "section",  "source",     "summary",  "table",    "tbody",
          "td",       "tfoot",      "th",     "thead",   "title",    "tr",         "track",    "ul",       NULL };
  const char *name = *text == '/' ? text + 1 : text;
  gsize length = tag_name_length (name);
  const char *rest = name + length;

  if (!is_one_of (name, length, names))
    return FALSE;
  return is_blank_or_end (*rest) || *rest == '>' || g_str_has_prefix (rest, "/>");
}

/* One attribute with its value; NULL when there is none. */
static const char *
skip_attribute (const char *p)
{
  const char *value = NULL;

  if (*p == '\0' || (!g_ascii_isalpha (*p) && strchr ("_:", *p) == NULL))
    return NULL;
  while (g_ascii_isalnum (*p) || (*p != '\0' && strchr ("_.:-", *p) != NULL))
    p++;
  value = p + strspn (p, " ");
  if (*value != '=')
    return p;
  value++;
  value += strspn (value, " ");
  if (*value == '"' || *value == '\'')
    {
      value = strchr (value + 1, *value);
      return value != NULL ? value + 1 : NULL;
    }
  p = value + strcspn (value, " \"'=<>`");
  return p > value ? p : NULL;
}

/* A whole tag of any name, alone on its line (section 4.6, condition 7). */
static gboolean
is_lone_tag (const char *text)
{
  gboolean closes = *text == '/';
  const char *p = closes ? text + 1 : text;

  if (!g_ascii_isalpha (*p))
    return FALSE;
  p += tag_name_length (p);
  while (!closes && *p == ' ')
    {
      const char *attribute = p + strspn (p, " ");
      const char *next = skip_attribute (attribute);

      if (next == NULL)
        break;
      p = next;
    }
  p += strspn (p, " ");
  if (!closes && *p == '/')
    p++;
  return *p == '>' && p[1 + strspn (p + 1, " ")] == '\0';
}

/* Whether HTML starts here, and what ends it: a text, or NULL for an empty line. */
gboolean
postil_markdown_find_html (const char *text, gboolean in_paragraph, const char **html_end)
{
  *html_end = NULL;
  if (*text != '<')
    return FALSE;
  text++;
  if (g_str_has_prefix (text, "!--"))
    *html_end = "-->";
  else if (g_str_has_prefix (text, "![CDATA["))
    *html_end = "]]>";
  else if (*text == '?')
    *html_end = "?>";
  else if (*text == '!' && g_ascii_isalpha (text[1]))
    *html_end = ">";
  else
    *html_end = find_raw_end (text);
  return *html_end != NULL || is_block_tag (text) || (!in_paragraph && is_lone_tag (text));
}
