/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which characters a document may hold. Text from outside is decoded leniently and repaired; text that claims to be
 * repaired already (a blob) is only checked, by the same tables.
 */
#include "config.h"

#include "postil-safe-text-private.h"

#include <string.h>

#define REPLACEMENT 0xfffd
#define MAX_URL 8192 /* bytes */
#define MAX_LANGUAGE 35

/* The bounds of the second byte per lead byte (the Unicode Standard, table 3-7); later bytes are 80-BF. */
static gsize
sequence_of_lead (guchar lead, guchar *low, guchar *high)
{
  *low = 0x80;
  *high = 0xbf;

  if (lead >= 0xc2 && lead <= 0xdf)
    return 2;
  if (lead >= 0xe0 && lead <= 0xef)
    {
      *low = lead == 0xe0 ? 0xa0 : 0x80;
      *high = lead == 0xed ? 0x9f : 0xbf;
      return 3;
    }
  if (lead >= 0xf0 && lead <= 0xf4)
    {
      *low = lead == 0xf0 ? 0x90 : 0x80;
      *high = lead == 0xf4 ? 0x8f : 0xbf;
      return 4;
    }
  return 0;
}

/*
 * Reads one character and moves the cursor past it. Bytes that are no UTF-8 give U+FFFD, one for each longest start of a
 * sequence (the Unicode Standard, section 3.9, "substitution of maximal subparts"), as decoders elsewhere count them.
 */
gunichar
postil_safe_text_decode (const char **cursor, const char *end)
{
  const guchar *p = (const guchar *) *cursor;
  guchar lead = *p;
  guchar low;
  guchar high;
  gsize length;
  gunichar c;

  (*cursor)++;
  if (lead < 0x80)
    return lead;
  length = sequence_of_lead (lead, &low, &high);
  if (length == 0)
    return REPLACEMENT;

  c = lead & (0xffu >> (length + 1));
  for (gsize i = 1; i < length; i++)
    {
      if (*cursor == end || p[i] < low || p[i] > high)
        return REPLACEMENT;
      c = c << 6 | (p[i] & 0x3fu);
      low = 0x80;
      high = 0xbf;
      (*cursor)++;
    }
  return c;
}

static PostilCharClass
classify_latin (gunichar c)
{
  switch (c)
    {
    case '\0':
      return POSTIL_CHAR_REPLACED;
    case '\n':
    case '\r':
    case 0x85:
      return POSTIL_CHAR_LINE;
    case ' ':
    case '\t':
    case '\v':
    case '\f':
      return POSTIL_CHAR_SPACE;
    case 0xa0:
    case 0xad:
      return POSTIL_CHAR_BLANK;
    default:
      return c < ' ' || (c >= 0x7f && c <= 0x9f) ? POSTIL_CHAR_DROPPED : POSTIL_CHAR_PLAIN;
    }
}

/* Says what a document does with a character. */
PostilCharClass
postil_safe_text_classify (gunichar c)
{
  GUnicodeType type;

  if (c < 0x100)
    return classify_latin (c);
  /* Latin, Han and Hangul hold neither marks nor format characters. */
  if (c < 0x300 || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3))
    return POSTIL_CHAR_PLAIN;
  if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
    return POSTIL_CHAR_DROPPED;
  if (c == 0x2028 || c == 0x2029)
    return POSTIL_CHAR_LINE;
  if (c == 0xfffc || c == 0xfffe || c == 0xffff)
    return POSTIL_CHAR_REPLACED;

  if (g_unichar_ismark (c))
    return POSTIL_CHAR_MARK;

  type = g_unichar_type (c);

  return type == G_UNICODE_SPACE_SEPARATOR || type == G_UNICODE_FORMAT ? POSTIL_CHAR_BLANK : POSTIL_CHAR_PLAIN;
}

/* Counts marks in a row, across format characters; FALSE for one that is too many. */
gboolean
postil_safe_text_passes_mark (gunichar c, PostilCharClass char_class, guint *n_marks)
{
  if (char_class == POSTIL_CHAR_MARK)
    {
      if (*n_marks >= POSTIL_SAFE_TEXT_MAX_MARKS)
        return FALSE;
      (*n_marks)++;
    }
  else if (char_class != POSTIL_CHAR_BLANK || c == 0xa0 || g_unichar_type (c) != G_UNICODE_FORMAT)
    {
      *n_marks = 0;
    }
  return TRUE;
}

/*
 * Makes one clean line of at most `max_length` code points: characters repaired, white space collapsed. NULL when nothing
 * visible is left.
 */
char *
postil_safe_text_make_line (const char *text, gsize max_length)
{
  g_autoptr (GString) line = NULL;
  const char *end;
  gboolean pending = FALSE;
  gboolean visible = FALSE;
  guint n_marks = 0;
  gsize length = 0;

  if (text == NULL)
    return NULL;

  line = g_string_new (NULL);
  end = text + strlen (text);
  while (text < end && length < max_length)
    {
      gunichar c = postil_safe_text_decode (&text, end);
      PostilCharClass char_class = postil_safe_text_classify (c);

      if (char_class == POSTIL_CHAR_SPACE || char_class == POSTIL_CHAR_LINE)
        pending = line->len > 0;
      if (char_class == POSTIL_CHAR_SPACE || char_class == POSTIL_CHAR_LINE || char_class == POSTIL_CHAR_DROPPED
          || !postil_safe_text_passes_mark (c, char_class, &n_marks))
        continue;
      if (pending && length + 1 == max_length)
        break;
      if (pending)
        {
          g_string_append_c (line, ' ');
          length++;
          pending = FALSE;
        }
      g_string_append_unichar (line, char_class == POSTIL_CHAR_REPLACED ? REPLACEMENT : c);
      length++;
      visible |= char_class != POSTIL_CHAR_BLANK;
    }

  return visible ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

/* Whether `text` is one clean line: not empty, valid, no character a document refuses, no line end. */
gboolean
postil_safe_text_is_line (const char *text, gsize length)
{
  const char *end = text + length;
  guint n_marks = 0;

  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;

  while (text < end)
    {
      gunichar c = g_utf8_get_char (text);
      PostilCharClass char_class = postil_safe_text_classify (c);

      if (char_class == POSTIL_CHAR_LINE || char_class == POSTIL_CHAR_DROPPED || char_class == POSTIL_CHAR_REPLACED
          || (char_class == POSTIL_CHAR_SPACE && c != ' ') || !postil_safe_text_passes_mark (c, char_class, &n_marks))
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

/* The part after an allowed scheme, or NULL. */
static const char *
after_scheme (const char *url, gboolean mail_too)
{
  static const char *const schemes[] = { "https://", "http://" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0)
        return url + strlen (schemes[i]);
    }
  if (mail_too && g_ascii_strncasecmp (url, "mailto:", 7) == 0)
    return url + 7;

  return NULL;
}

/* Whether `url` is a clean http or https address (or mailto, when `mail_too`): no blank, no control, not too long. */
gboolean
postil_safe_text_is_url (const char *url, gsize length, gboolean mail_too)
{
  g_autofree char *string = NULL;
  const char *rest;

  if (length > MAX_URL || !postil_safe_text_is_line (url, length))
    return FALSE;

  string = g_strndup (url, length);
  rest = after_scheme (string, mail_too);

  return rest != NULL && strchr ("/?#", *rest) == NULL && strchr (string, ' ') == NULL;
}

/* Whether nothing is to be cleaned, as in nearly all addresses: printable ASCII without a blank. */
static gboolean
is_plain_url (const char *url, gsize length, gboolean mail_too)
{
  const char *rest;

  for (gsize i = 0; i < length; i++)
    if (url[i] <= ' ' || url[i] > '~')
      return FALSE;
  rest = length <= MAX_URL ? after_scheme (url, mail_too) : NULL;
  return rest != NULL && *rest != '\0' && strchr ("/?#", *rest) == NULL;
}

/*
 * Cleans an address as browsers do before they read it: blanks around it and tabs and line ends inside it vanish, blanks
 * inside become %20. NULL when what is left is not allowed.
 */
char *
postil_safe_text_make_url (const char *url, gboolean mail_too)
{
  g_autoptr (GString) clean = NULL;
  gsize length;

  if (url == NULL)
    return NULL;
  length = strlen (url);
  if (length > 2 * MAX_URL)
    return NULL;
  if (is_plain_url (url, length, mail_too))
    return g_strndup (url, length);

  clean = g_string_sized_new (length);
  while (length > 0 && (guchar) url[length - 1] <= ' ')
    length--;
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) url[i] <= ' ' && clean->len == 0)
        continue;
      if (url[i] == ' ')
        g_string_append (clean, "%20");
      else if (url[i] != '\t' && url[i] != '\n' && url[i] != '\r')
        g_string_append_c (clean, url[i]);
    }
  if (!postil_safe_text_is_url (clean->str, clean->len, mail_too))
    return NULL;

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

/* Whether `language` has the shape of a language tag (RFC 5646 section 2.1, letters, digits and dashes). */
gboolean
postil_safe_text_is_language (const char *language, gsize length)
{
  if (length == 0 || length > MAX_LANGUAGE || !g_ascii_isalpha (language[0]))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (language[i]) && language[i] != '-')
        return FALSE;
    }
  return TRUE;
}

/* Makes a language tag of what is written with underscores or with blanks around it; NULL when it is none. */
char *
postil_safe_text_make_language (const char *language)
{
  g_autofree char *tag = NULL;

  if (language == NULL)
    return NULL;

  tag = g_strstrip (g_strdup (language));
  g_strdelimit (tag, "_", '-');

  return postil_safe_text_is_language (tag, strlen (tag)) ? g_steal_pointer (&tag) : NULL;
}
