/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses in Markdown. A destination is written percent-encoded, so that nothing in it can end the link, a table cell or a
 * line; a passage is named by a text fragment (WICG Text Fragments), which browsers scroll to. */
#include "config.h"

#include "postil-markdown-link-private.h"

#include "postil-markdown-export.h"
#include "postil-markdown-text-private.h"

#include <string.h>

#define WHOLE_PASSAGE 200 /* code points; a longer one is named by its first and last words */
#define PASSAGE_EDGE 60
#define SHORT_PASSAGE 20 /* one so short needs the words around it to be told from others */
#define NEAR_CONTEXT 30

/* Everything a URL may hold (RFC 3986) but what Markdown or a table would take for its own. */
static gboolean
is_url_character (guchar c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~:/?#@!$&'*+,;=", c) != NULL);
}

static gboolean
has_host (const char *rest)
{
  return g_str_has_prefix (rest, "//") && rest[2] != '\0' && strchr ("/?#\\", rest[2]) == NULL;
}

static gboolean
is_allowed (const char *url)
{
  if (g_ascii_strncasecmp (url, "http:", 5) == 0)
    return has_host (url + 5);
  if (g_ascii_strncasecmp (url, "https:", 6) == 0)
    return has_host (url + 6);
  return g_ascii_strncasecmp (url, "mailto:", 7) == 0 && url[7] != '\0';
}

/* "&copy;" in a destination would be read as a character. */
static gboolean
is_reference (const char *ampersand)
{
  const char *p = ampersand + 1;

  while (g_ascii_isalnum (*p) || *p == '#')
    p++;
  return *p == ';';
}

static void
append_url_byte (GString *out, const char *p, gboolean in_brackets)
{
  guchar c = (guchar) *p;

  if (c == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
    g_string_append_c (out, '%');
  else if (c == '&' && is_reference (p))
    g_string_append (out, "&amp;");
  else if (is_url_character (c) || (in_brackets && (c == '[' || c == ']')))
    g_string_append_c (out, (char) c);
  else
    g_string_append_printf (out, "%%%02X", c);
}

/**
 * postil_markdown_escape_url:
 * @url: (nullable): an address from outside
 *
 * Writes an address as the destination of a Markdown link. Blanks around it go; whatever could end the destination, and every byte
 * outside ASCII, is percent-encoded; what is encoded already stays.
 *
 * Returns: (transfer full) (nullable): the destination, or %NULL for any scheme but http, https (with a host) and mailto; any thread
 */
char *
postil_markdown_escape_url (const char *url)
{
  g_autofree char *clean = NULL;
  g_autoptr (GString) out = NULL;
  const char *host = NULL;
  const char *host_end = NULL;

  if (url == NULL)
    return NULL;
  clean = g_utf8_make_valid (url, -1);
  g_strstrip (clean);
  if (!is_allowed (clean))
    return NULL;

  /* An IPv6 address keeps its brackets. */
  host = strchr (clean, ':') + 1;
  if (g_str_has_prefix (host, "//["))
    host_end = strchr (host, ']');
  out = g_string_sized_new (strlen (clean) + 16);
  for (const char *p = clean; *p != '\0'; p++)
    append_url_byte (out, p, host_end != NULL && p >= host && p <= host_end);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Writes [text](url), or the text and the address as code when the address must not become a link. */
void
postil_markdown_append_link (GString *out, const char *text, const char *url)
{
  g_autofree char *destination = postil_markdown_escape_url (url);

  if (destination != NULL)
    {
      g_string_append_c (out, '[');
      postil_markdown_append_inline (out, text, POSTIL_MARKDOWN_INLINE);
      g_string_append_printf (out, "](%s)", destination);
      return;
    }
  postil_markdown_append_inline (out, text, POSTIL_MARKDOWN_INLINE);
  if (url == NULL || *url == '\0')
    return;
  g_string_append_c (out, ' ');
  postil_markdown_append_code (out, url);
}

/* The grammar of a text directive takes "-", "," and "&" for its own. */
static void
append_directive_text (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (g_ascii_isalnum (c) || c == '.' || c == '_' || c == '~')
        g_string_append_c (out, (char) c);
      else
        g_string_append_printf (out, "%%%02X", c);
    }
}

static gboolean
is_word_edge (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_ispunct (c);
}

/* The first words of a line, at most so many code points; a line without blanks is cut where it is. */
static gsize
head_length (const char *text, gsize length, glong limit)
{
  const char *end = text + length;
  const char *cut = NULL;
  const char *p = text;

  for (glong n = 0; p < end && n < limit; n++, p = g_utf8_next_char (p))
    if (n > 0 && is_word_edge (g_utf8_get_char (p)))
      cut = p;
  if (p >= end)
    return length;
  return (gsize) ((cut != NULL ? cut : p) - text);
}

/* Where the last words of a line start. */
static const char *
tail_start (const char *text, gsize length, glong limit)
{
  const char *cut = NULL;
  const char *p = text + length;

  for (glong n = 0; p > text && n < limit; n++)
    {
      const char *previous = g_utf8_prev_char (p);

      if (n > 0 && is_word_edge (g_utf8_get_char (previous)))
        cut = p;
      p = previous;
    }
  if (p == text)
    return text;
  return cut != NULL ? cut : p;
}

/* A letter of a script that sets words apart; in others a passage may begin between any two letters. */
static gboolean
is_word_letter (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return g_unichar_isalnum (c) && !g_unichar_iswide (c) && script != G_UNICODE_SCRIPT_THAI && script != G_UNICODE_SCRIPT_LAO
         && script != G_UNICODE_SCRIPT_KHMER && script != G_UNICODE_SCRIPT_MYANMAR;
}

/* A browser finds whole words only: half a word at either end of a passage is left out. */
static void
trim_to_words (const PostilNote *note, const char **start, const char **end)
{
  gboolean cut_before
      = *note->prefix != '\0' && is_word_letter (g_utf8_get_char (g_utf8_prev_char (note->prefix + strlen (note->prefix))));
  gboolean cut_after = *note->suffix != '\0' && is_word_letter (g_utf8_get_char (note->suffix));

  while (cut_before && *start < *end && is_word_letter (g_utf8_get_char (*start)))
    *start = g_utf8_next_char (*start);
  while (cut_after && *end > *start && is_word_letter (g_utf8_get_char (g_utf8_prev_char (*end))))
    *end = g_utf8_prev_char (*end);
  while (*start < *end && g_unichar_isspace (g_utf8_get_char (*start)))
    *start = g_utf8_next_char (*start);
  while (*end > *start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (*end))))
    *end = g_utf8_prev_char (*end);
}

/* The words right before the passage, on the same line. */
static void
append_prefix (GString *out, const char *prefix)
{
  const char *feed = strrchr (prefix, '\n');
  g_autofree char *line = g_strstrip (g_strdup (feed != NULL ? feed + 1 : prefix));
  const char *start = tail_start (line, strlen (line), NEAR_CONTEXT);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  if (*start == '\0')
    return;
  append_directive_text (out, start, strlen (start));
  g_string_append (out, "-,");
}

static void
append_suffix (GString *out, const char *suffix)
{
  const char *feed = strchr (suffix, '\n');
  g_autofree char *line = g_strstrip (feed != NULL ? g_strndup (suffix, (gsize) (feed - suffix)) : g_strdup (suffix));
  gsize length = head_length (line, strlen (line), NEAR_CONTEXT);

  if (length == 0)
    return;
  g_string_append (out, ",-");
  append_directive_text (out, line, length);
}

static void
append_range (GString *out, const char *start, const char *end)
{
  const char *first_feed = memchr (start, '\n', (gsize) (end - start));
  const char *last_feed = g_strrstr_len (start, end - start, "\n");
  const char *first_end = first_feed != NULL ? first_feed : end;
  const char *last_start = last_feed != NULL ? last_feed + 1 : start;

  if (first_feed == NULL && g_utf8_strlen (start, end - start) <= WHOLE_PASSAGE)
    {
      append_directive_text (out, start, (gsize) (end - start));
      return;
    }
  while (first_end > start && (first_end[-1] == ' ' || first_end[-1] == '\t'))
    first_end--;
  append_directive_text (out, start, head_length (start, (gsize) (first_end - start), PASSAGE_EDGE));
  g_string_append_c (out, ',');
  last_start = tail_start (last_start, (gsize) (end - last_start), PASSAGE_EDGE);
  last_start += strspn (last_start, " \t");
  append_directive_text (out, last_start, (gsize) (end - last_start));
}

/* Copies the address without a text directive it may carry already, up to where ours starts. */
static char *
begin_directive (const char *destination)
{
  const char *old = strstr (destination, ":~:");
  g_autofree char *base = old != NULL ? g_strndup (destination, (gsize) (old - destination)) : g_strdup (destination);

  return g_strconcat (base, strchr (base, '#') != NULL ? ":~:text=" : "#:~:text=", NULL);
}

/**
 * postil_markdown_make_passage_url:
 * @url: (nullable): address of the article
 * @note: a note with a passage; its texts valid UTF-8
 *
 * Writes the address of a passage in the original page.
 *
 * Returns: (transfer full) (nullable): a Markdown destination; without text fragment where the passage holds no whole word; %NULL
 *   when the address must not become a link; any thread
 */
char *
postil_markdown_make_passage_url (const char *url, const PostilNote *note)
{
  g_autofree char *destination = postil_markdown_escape_url (url);
  g_autofree char *base = NULL;
  g_autoptr (GString) out = NULL;
  const char *start = note->quote;
  const char *end = note->quote + strlen (note->quote);
  gboolean is_short = FALSE;

  if (destination == NULL || g_ascii_strncasecmp (destination, "http", 4) != 0)
    return g_steal_pointer (&destination);
  trim_to_words (note, &start, &end);
  if (start == end)
    return g_steal_pointer (&destination);

  base = begin_directive (destination);
  out = g_string_new (base);
  is_short = g_utf8_strlen (start, end - start) <= SHORT_PASSAGE && start == note->quote && *end == '\0';
  if (is_short)
    append_prefix (out, note->prefix);
  append_range (out, start, end);
  if (is_short)
    append_suffix (out, note->suffix);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
