/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of file some bytes are: by what they begin with first, then by what a server or the file name says. */
#include "config.h"

#include "postil-decode-private.h"

#include <string.h>

#define SNIFF_WINDOW 4096

typedef struct
{
  const char *name; /* of the element or file ending, lower case */
  PostilFormat format;
} Known;

static const Known elements[] = {
  { "rss", POSTIL_FORMAT_FEED },      { "feed", POSTIL_FORMAT_FEED },       { "rdf:rdf", POSTIL_FORMAT_FEED },
  { "channel", POSTIL_FORMAT_FEED },  { "html", POSTIL_FORMAT_HTML },       { "head", POSTIL_FORMAT_HTML },
  { "body", POSTIL_FORMAT_HTML },     { "title", POSTIL_FORMAT_HTML },      { "meta", POSTIL_FORMAT_HTML },
  { "link", POSTIL_FORMAT_HTML },     { "script", POSTIL_FORMAT_HTML },     { "style", POSTIL_FORMAT_HTML },
  { "div", POSTIL_FORMAT_HTML },      { "p", POSTIL_FORMAT_HTML },          { "h1", POSTIL_FORMAT_HTML },
  { "h2", POSTIL_FORMAT_HTML },       { "table", POSTIL_FORMAT_HTML },      { "article", POSTIL_FORMAT_HTML },
  { "main", POSTIL_FORMAT_HTML },     { "section", POSTIL_FORMAT_HTML },    { "ul", POSTIL_FORMAT_HTML },
  { "ol", POSTIL_FORMAT_HTML },       { "blockquote", POSTIL_FORMAT_HTML }, { "base", POSTIL_FORMAT_HTML },
  { "span", POSTIL_FORMAT_HTML },     { "font", POSTIL_FORMAT_HTML },       { "center", POSTIL_FORMAT_HTML },
  { "noscript", POSTIL_FORMAT_HTML }, { "opml", POSTIL_FORMAT_OPML },
};

static const Known endings[] = {
  { ".html", POSTIL_FORMAT_HTML },   { ".htm", POSTIL_FORMAT_HTML },          { ".xhtml", POSTIL_FORMAT_HTML },
  { ".rss", POSTIL_FORMAT_FEED },    { ".atom", POSTIL_FORMAT_FEED },         { ".rdf", POSTIL_FORMAT_FEED },
  { ".txt", POSTIL_FORMAT_TEXT },    { ".text", POSTIL_FORMAT_TEXT },         { ".md", POSTIL_FORMAT_MARKDOWN },
  { ".opml", POSTIL_FORMAT_OPML },   { ".markdown", POSTIL_FORMAT_MARKDOWN }, { ".mht", POSTIL_FORMAT_MHTML },
  { ".mhtml", POSTIL_FORMAT_MHTML },
};

/* A few hundred bytes are enough, and their NULs (UTF-16) do not matter for ASCII words. */
static gsize
take_window (GBytes *bytes, char window[SNIFF_WINDOW + 1])
{
  gsize n, used = 0;
  const char *data = g_bytes_get_data (bytes, &n);

  for (gsize i = 0; i < n && used < SNIFF_WINDOW && i < 4 * SNIFF_WINDOW; i++)
    if (data[i] != '\0' && (guchar) data[i] != 0xff && (guchar) data[i] != 0xfe)
      window[used++] = g_ascii_tolower (data[i]);
  window[used] = '\0';
  return used;
}

static const char *
skip_blanks (const char *at)
{
  while (g_ascii_isspace (*at))
    at++;
  return at;
}

/* Skips byte order mark, blanks, XML declaration and instructions, comments. */
static const char *
skip_prologue (const char *at, gboolean *xml)
{
  if (g_str_has_prefix (at, "\xef\xbb\xbf"))
    at += 3;
  for (;;)
    {
      const char *end;

      at = skip_blanks (at);
      if (g_str_has_prefix (at, "<?"))
        {
          *xml |= g_str_has_prefix (at, "<?xml");
          end = strstr (at, "?>");
        }
      else if (g_str_has_prefix (at, "<!--"))
        end = strstr (at, "-->");
      else
        return at;
      if (end == NULL)
        return at;
      at = strchr (end, '>') + 1;
    }
}

static PostilFormat
find_element (const char *at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      gsize length = strlen (elements[i].name);

      if (strncmp (at, elements[i].name, length) == 0 && strchr (" \t\r\n>/", at[length]) != NULL && at[length] != '\0')
        return elements[i].format;
    }
  return POSTIL_FORMAT_UNKNOWN;
}

static PostilFormat
sniff_doctype (const char *at)
{
  at = skip_blanks (at + strlen ("<!doctype"));
  if (g_str_has_prefix (at, "html"))
    return POSTIL_FORMAT_HTML;
  return g_str_has_prefix (at, "rss") || g_str_has_prefix (at, "rdf") ? POSTIL_FORMAT_FEED : POSTIL_FORMAT_UNKNOWN;
}

/* The version may stand anywhere, its slashes escaped; what stands around the entries tells as much. */
static gboolean
is_json_feed (const char *at)
{
  if (strstr (at, "jsonfeed.org/version") != NULL || strstr (at, "jsonfeed.org\\/version") != NULL)
    return TRUE;
  return strstr (at, "\"items\"") != NULL && (strstr (at, "\"home_page_url\"") != NULL || strstr (at, "\"feed_url\"") != NULL);
}

/* A mail header with parts in it, as browsers save pages. */
static gboolean
is_mhtml (const char *at)
{
  const char *type = strstr (at, "content-type: multipart/related");

  return type != NULL && (type == at || type[-1] == '\n') && g_ascii_isalpha (*at) && strchr (at, ':') < strchr (at, '\n');
}

static PostilFormat
sniff_content (const char *window)
{
  gboolean xml = FALSE;
  const char *at = skip_prologue (window, &xml);
  PostilFormat format = POSTIL_FORMAT_UNKNOWN;

  if (is_mhtml (at))
    return POSTIL_FORMAT_MHTML;
  if (g_str_has_prefix (at, "<!doctype"))
    format = sniff_doctype (at);
  else if (at[0] == '<')
    format = find_element (at + 1);
  if (format != POSTIL_FORMAT_UNKNOWN)
    return format;
  if (at[0] == '{')
    return is_json_feed (at) ? POSTIL_FORMAT_FEED : POSTIL_FORMAT_UNKNOWN;
  if (xml && strstr (at, "<opml") != NULL)
    return POSTIL_FORMAT_OPML;
  /* Leading junk, or a root element of a prefix of its own. */
  if (strstr (at, "<rss") != NULL || strstr (at, "<rdf:rdf") != NULL || strstr (at, "http://www.w3.org/2005/atom") != NULL
      || (xml && strstr (at, "<feed") != NULL))
    return POSTIL_FORMAT_FEED;
  if (strstr (at, "<html") != NULL || strstr (at, "<!doctype html") != NULL)
    return POSTIL_FORMAT_HTML;
  if (xml && strstr (at, "<outline ") != NULL)
    return POSTIL_FORMAT_OPML;
  return xml ? POSTIL_FORMAT_FEED : POSTIL_FORMAT_UNKNOWN;
}

static PostilFormat
sniff_hints (const PostilIngestHints *hints)
{
  g_autofree char *name = NULL;

  if (hints == NULL)
    return POSTIL_FORMAT_UNKNOWN;
  if (hints->content_type != NULL)
    {
      g_autofree char *type = g_ascii_strdown (hints->content_type, -1);

      if (g_str_has_prefix (type, "text/html") || g_str_has_prefix (type, "application/xhtml"))
        return POSTIL_FORMAT_HTML;
      if (g_str_has_prefix (type, "text/markdown"))
        return POSTIL_FORMAT_MARKDOWN;
      if (g_str_has_prefix (type, "multipart/related"))
        return POSTIL_FORMAT_MHTML;
      if (strstr (type, "opml") != NULL)
        return POSTIL_FORMAT_OPML;
      if (strstr (type, "rss") != NULL || strstr (type, "atom") != NULL || strstr (type, "xml") != NULL
          || strstr (type, "feed+json") != NULL)
        return POSTIL_FORMAT_FEED;
    }
  if (hints->name == NULL)
    return POSTIL_FORMAT_UNKNOWN;
  name = g_ascii_strdown (hints->name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i].name))
      return endings[i].format;
  return POSTIL_FORMAT_UNKNOWN;
}

/**
 * postil_ingest_sniff:
 * @bytes: the input
 * @hints: (nullable): what is known besides
 *
 * Tells what kind of file some bytes are, by their beginning first, then by what a server or the file name says; what is neither
 * a page nor a feed is text, and whether it can be read is seen when it is. Any thread. Cost does not depend on the length.
 *
 * Returns: the kind; POSTIL_FORMAT_UNKNOWN for no bytes at all
 */
PostilFormat
postil_ingest_sniff (GBytes *bytes, const PostilIngestHints *hints)
{
  char window[SNIFF_WINDOW + 1];
  PostilFormat format;

  g_return_val_if_fail (bytes != NULL, POSTIL_FORMAT_UNKNOWN);
  if (take_window (bytes, window) == 0)
    return POSTIL_FORMAT_UNKNOWN;
  format = sniff_content (window);
  if (format != POSTIL_FORMAT_UNKNOWN)
    return format;
  format = sniff_hints (hints);
  /* A feed or a page that holds not one tag is neither. */
  if ((format == POSTIL_FORMAT_FEED || format == POSTIL_FORMAT_OPML) && strchr (window, '<') == NULL
      && strchr (window, '{') == NULL)
    format = POSTIL_FORMAT_TEXT;
  return format != POSTIL_FORMAT_UNKNOWN ? format : POSTIL_FORMAT_TEXT;
}
