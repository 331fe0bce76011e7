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

typedef struct
{
  const char *at;
  const char *end;
  GString *out;
  gboolean refused;
} Mending;

static gboolean
starts_with (const Mending *self, const char *prefix)
{
  gsize n = strlen (prefix);

  return (gsize) (self->end - self->at) >= n && memcmp (self->at, prefix, n) == 0;
}

/* Copies up to and with `stop`, without the characters XML forbids; to the end when it is missing. */
static void
copy_through (Mending *self, const char *stop)
{
  const char *found = g_strstr_len (self->at, self->end - self->at, stop);
  const char *end = found != NULL ? found + strlen (stop) : self->end;

  for (; self->at < end; self->at++)
    if ((guchar) *self->at >= ' ' || strchr ("\t\n\r", *self->at) != NULL)
      g_string_append_c (self->out, *self->at);
  if (found == NULL)
    g_string_append (self->out, stop);
}

static void
skip_through (Mending *self, const char *stop)
{
  const char *found = g_strstr_len (self->at, self->end - self->at, stop);

  self->at = found != NULL ? found + strlen (stop) : self->end;
}

static void
skip_doctype (Mending *self)
{
  char quote = '\0';

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
          return;
        }
      else if (*self->at == '>')
        {
          self->at++;
          return;
        }
    }
}

static void
mend_markup (Mending *self)
{
  if (starts_with (self, "<![CDATA["))
    copy_through (self, "]]>");
  else if (starts_with (self, "<!--"))
    skip_through (self, "-->");
  else if (starts_with (self, "<?"))
    skip_through (self, "?>");
  else if (self->end - self->at > 9 && g_ascii_strncasecmp (self->at, "<!DOCTYPE", 9) == 0)
    skip_doctype (self);
  else if (self->at + 1 < self->end
           && (g_ascii_isalpha (self->at[1]) || strchr ("/_:", self->at[1]) != NULL || (guchar) self->at[1] >= 0x80))
    {
      g_string_append_c (self->out, '<');
      self->at++;
    }
  else
    {
      g_string_append (self->out, "&lt;");
      self->at++;
    }
}

static gboolean
is_number_reference (const char *name, gsize length)
{
  gboolean hex = length > 1 && (name[1] == 'x' || name[1] == 'X');
  guint64 value;
  g_autofree char *digits = NULL;

  if (length < 2 || name[0] != '#')
    return FALSE;
  digits = g_strndup (name + 1 + hex, length - 1 - hex);
  if (!g_ascii_string_to_unsigned (digits, hex ? 16 : 10, 1, 0x10ffff, &value, NULL))
    return FALSE;
  return value == '\t' || value == '\n' || value == '\r' || (value >= ' ' && value < 0xd800)
         || (value >= 0xe000 && value != 0xfffe && value != 0xffff);
}

static void
mend_reference (Mending *self)
{
  static const char predefined[] = " amp lt gt quot apos ";
  char name[MAX_ENTITY], key[MAX_ENTITY + 2];
  gsize n = 0;
  const htmlEntityDesc *entity;

  while (self->at + 1 + n < self->end && n < MAX_ENTITY - 1 && (g_ascii_isalnum (self->at[1 + n]) || self->at[1 + n] == '#'))
    n++;
  memcpy (name, self->at + 1, n);
  name[n] = '\0';
  if (n == 0 || self->at + 1 + n >= self->end || self->at[1 + n] != ';')
    {
      g_string_append (self->out, "&amp;");
      self->at++;
      return;
    }
  g_snprintf (key, sizeof key, " %s ", name);
  entity = name[0] != '#' ? htmlEntityLookup ((const xmlChar *) name) : NULL;
  if (strstr (predefined, key) != NULL || is_number_reference (name, n))
    g_string_append_len (self->out, self->at, n + 2);
  else if (entity != NULL)
    g_string_append_unichar (self->out, entity->value);
  else if (name[0] == '#')
    g_string_append (self->out, "\xef\xbf\xbd");
  else
    g_string_append_printf (self->out, "&amp;%s;", name);
  self->at += n + 2;
}

static void
mend_all (Mending *self)
{
  while (self->at < self->end)
    {
      const char *run = self->at;

      while (self->at < self->end && *self->at != '<' && *self->at != '&'
             && ((guchar) *self->at >= ' ' || strchr ("\t\n\r", *self->at) != NULL))
        self->at++;
      g_string_append_len (self->out, run, self->at - run);
      if (self->at >= self->end)
        break;
      if (*self->at == '<')
        mend_markup (self);
      else if (*self->at == '&')
        mend_reference (self);
      else
        self->at++;
    }
}

/*
 * postil_feed_mend:
 * @xml: valid UTF-8, `length` bytes
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

  self.at = start != NULL ? start : self.end;
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
