/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the XML of a feed readable before the parser sees it. HTML's named characters become the characters, a lone ampersand or less-than
 * sign becomes itself, characters XML forbids and junk before the first tag go. A document type declaration with declarations of its own is
 * refused, for it is either an attack or a mistake; one that only names a file is left out. One pass. */
#include "config.h"

#include "postil-feed-mend-private.h"

#include "postil-ingest-error.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_ENTITY 32 /* bytes of a name */
#define MAX_ATTRIBUTES 128

typedef struct
{
  const char *at;
  const char *end;  /* a NUL stands there */
  const char *kept; /* from here to `at` all stays as it is */
  GString *out;
  gboolean refused;
} Mending;

/* What ends a run of ordinary characters: markup, references, and the characters that XML forbids. */
static const guint8 is_stop[256] = {
  [0x00] = 1, [0x01] = 1, [0x02] = 1, [0x03] = 1, [0x04] = 1, [0x05] = 1, [0x06] = 1, [0x07] = 1,
  [0x08] = 1, [0x0b] = 1, [0x0c] = 1, [0x0e] = 1, [0x0f] = 1, [0x10] = 1, [0x11] = 1, [0x12] = 1,
  [0x13] = 1, [0x14] = 1, [0x15] = 1, [0x16] = 1, [0x17] = 1, [0x18] = 1, [0x19] = 1, [0x1a] = 1,
  [0x1b] = 1, [0x1c] = 1, [0x1d] = 1, [0x1e] = 1, [0x1f] = 1, ['<'] = 1,  ['&'] = 1,
};

static gboolean
starts_with (const Mending *self, const char *prefix)
{
  gsize n = strlen (prefix);

  return (gsize) (self->end - self->at) >= n && memcmp (self->at, prefix, n) == 0;
}

/* Writes what was kept up to `at`. */
static void
flush (Mending *self)
{
  g_string_append_len (self->out, self->kept, self->at - self->kept);
  self->kept = self->at;
}

/* Writes `text` in place of the next `n` bytes. */
static void
replace (Mending *self, gsize n, const char *text, gsize length)
{
  flush (self);
  g_string_append_len (self->out, text, length);
  self->at += n;
  self->kept = self->at;
}

static const char *
find (const Mending *self, const char *stop)
{
  return memmem (self->at, self->end - self->at, stop, strlen (stop));
}

/* Keeps all up to and with the end of a CDATA section, without the characters XML forbids; to the end when it is missing. */
static void
keep_section (Mending *self)
{
  const char *found = find (self, "]]>");
  const char *end = found != NULL ? found + 3 : self->end;

  while (self->at < end)
    {
      guchar c = *self->at;

      if (is_stop[c] && c < ' ')
        replace (self, 1, "", 0);
      else
        self->at++;
    }
  if (found == NULL)
    replace (self, 0, "]]>", 3);
}

static void
skip_through (Mending *self, const char *stop)
{
  const char *found = find (self, stop);

  replace (self, (found != NULL ? found + strlen (stop) : self->end) - self->at, "", 0);
}

static void
skip_doctype (Mending *self)
{
  char quote = '\0';

  flush (self);
  for (; self->at < self->end; self->at++)
    {
      if (quote != '\0')
        quote = *self->at == quote ? '\0' : quote;
      else if (*self->at == '"' || *self->at == '\'')
        quote = *self->at;
      else if (*self->at == '[')
        {
          self->refused = TRUE;
          self->at = self->end;
        }
      else if (*self->at == '>')
        {
          self->at++;
          break;
        }
      if (self->refused)
        break;
    }
  self->kept = self->at;
}

/* Returns: the place of the '>' that ends a tag when it has more attributes than any feed's, else NULL */
static const char *
find_end_of_many (const char *at)
{
  guint n_attributes = 0;
  char quote = '\0';

  for (; *at != '\0' && (quote != '\0' || (*at != '>' && *at != '<')); at++)
    {
      if (quote != '\0')
        quote = *at == quote ? '\0' : quote;
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else
        n_attributes += *at == '=';
    }
  return n_attributes > MAX_ATTRIBUTES && *at == '>' ? at : NULL;
}

/* The parser compares every attribute of an element with every other. */
static void
keep_tag (Mending *self)
{
  const char *end = find_end_of_many (self->at + 1);

  self->at++;
  if (end == NULL)
    return;
  self->at += strcspn (self->at, " \t\r\n/>");
  replace (self, end - self->at, "", 0);
}

static void
mend_markup (Mending *self)
{
  guchar next = self->at[1];

  if (g_ascii_isalpha (next) || next == '/' || next == '_' || next == ':' || next >= 0x80)
    keep_tag (self);
  else if (starts_with (self, "<![CDATA["))
    keep_section (self);
  else if (starts_with (self, "<!--"))
    skip_through (self, "-->");
  else if (next == '?')
    skip_through (self, "?>");
  else if (self->end - self->at > 9 && g_ascii_strncasecmp (self->at, "<!DOCTYPE", 9) == 0)
    skip_doctype (self);
  else
    replace (self, 1, "&lt;", 4);
}

/* Whether digits name a character that XML may hold. */
static gboolean
is_number_reference (const char *name, gsize length)
{
  gboolean hex = length > 1 && (name[1] == 'x' || name[1] == 'X');
  guint32 value = 0;

  if (length < 2u + hex || length > 10)
    return FALSE;
  for (gsize i = 1 + hex; i < length; i++)
    {
      int digit = hex ? g_ascii_xdigit_value (name[i]) : g_ascii_digit_value (name[i]);

      if (digit < 0 || value > 0x10ffff)
        return FALSE;
      value = value * (hex ? 16 : 10) + digit;
    }
  return value == '\t' || value == '\n' || value == '\r' || (value >= ' ' && value < 0xd800)
         || (value >= 0xe000 && value <= 0x10ffff && value != 0xfffe && value != 0xffff);
}

static gboolean
is_predefined (const char *name, gsize length)
{
  return (length == 2 && name[1] == 't' && (name[0] == 'l' || name[0] == 'g')) || (length == 3 && memcmp (name, "amp", 3) == 0)
         || (length == 4 && (memcmp (name, "quot", 4) == 0 || memcmp (name, "apos", 4) == 0));
}

static void
replace_name (Mending *self, const char *name, gsize length)
{
  char copy[MAX_ENTITY], bytes[6];
  const htmlEntityDesc *entity;

  memcpy (copy, name, length);
  copy[length] = '\0';
  entity = htmlEntityLookup ((const xmlChar *) copy);
  if (entity != NULL)
    replace (self, length + 2, bytes, g_unichar_to_utf8 (entity->value, bytes));
  else
    replace (self, 1, "&amp;", 5);
}

static void
mend_reference (Mending *self)
{
  const char *name = self->at + 1;
  gsize n = 0;

  while (n < MAX_ENTITY - 1 && (g_ascii_isalnum (name[n]) || name[n] == '#'))
    n++;
  if (n == 0 || name[n] != ';')
    replace (self, 1, "&amp;", 5);
  else if (is_predefined (name, n) || (name[0] == '#' && is_number_reference (name, n)))
    self->at += n + 2;
  else if (name[0] == '#')
    replace (self, n + 2, "\xef\xbf\xbd", 3);
  else
    replace_name (self, name, n);
}

static void
mend_all (Mending *self)
{
  while (self->at < self->end)
    {
      while (!is_stop[(guchar) *self->at])
        self->at++;
      if (self->at >= self->end)
        break;
      if (*self->at == '<')
        mend_markup (self);
      else if (*self->at == '&')
        mend_reference (self);
      else
        replace (self, 1, "", 0);
    }
  flush (self);
}

/*
 * postil_feed_mend:
 * @xml: valid UTF-8, `length` bytes and a NUL
 * @length: in bytes
 * @name: how messages call it
 * @new_length: (out): in bytes
 * @error: POSTIL_INGEST_ERROR_MALFORMED when it declares entities or elements of its own
 *
 * Mends the XML of a feed.
 *
 * Returns: (transfer full) (nullable): the mended XML, without XML declaration, comments and document type
 */
char *
postil_feed_mend (const char *xml, gsize length, const char *name, gsize *new_length, GError **error)
{
  const char *start = memchr (xml, '<', length);
  Mending self = { .end = xml + length };

  self.at = self.kept = start != NULL ? start : self.end;
  self.out = g_string_sized_new (length + length / 16);
  mend_all (&self);
  *new_length = self.out->len;
  if (!self.refused)
    return g_string_free (self.out, FALSE);
  g_string_free (self.out, TRUE);
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED, "%s declares entities of its own, which no feed needs",
               name);
  return NULL;
}
