/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tags and texts of a fragment of HTML, one after the other. Character references are resolved in place, for no character is longer than
 * its reference, and strings are ended where their delimiter was, so that nothing is copied. Whatever browsers read in a special way
 * (references without a semicolon, attributes that break off, declarations) is not read here but reported as unknown. */
#include "config.h"

#include "postil-html-tokens-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_REFERENCE 16 /* bytes of a name */

typedef struct
{
  const char *name;
  gunichar character;
} NamedCharacter;

/* The most frequent first; the others are asked of libxml2, which looks longer. */
static const NamedCharacter named_characters[]
    = { { "nbsp", 0xa0 },    { "amp", '&' },      { "lt", '<' },       { "gt", '>' },       { "quot", '"' },
        { "apos", '\'' },    { "rsquo", 0x2019 }, { "lsquo", 0x2018 }, { "rdquo", 0x201d }, { "ldquo", 0x201c },
        { "mdash", 0x2014 }, { "ndash", 0x2013 }, { "hellip", 0x2026 } };

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\f';
}

/* Returns: the character of a name, or 0 */
static gunichar
find_named (const char *name, gsize length)
{
  char copy[MAX_REFERENCE + 1];
  const htmlEntityDesc *entity;

  for (gsize i = 0; i < G_N_ELEMENTS (named_characters); i++)
    if (strncmp (named_characters[i].name, name, length) == 0 && named_characters[i].name[length] == '\0')
      return named_characters[i].character;
  if (length == 0 || length > MAX_REFERENCE)
    return 0;
  memcpy (copy, name, length);
  copy[length] = '\0';
  entity = htmlEntityLookup ((const xmlChar *) copy);
  return entity != NULL && entity->value != 0x2329 && entity->value != 0x232a ? entity->value : 0;
}

/* Whether a name counts without a semicolon too. Source: HTML, section 13.5: the characters of Latin-1 do. */
static gboolean
is_short (const char *name, gsize length)
{
  gunichar c = find_named (name, length);

  return c != 0 && c != '\'' && c < 0x100;
}

static gboolean
begins_like_short (const char *name, gsize length)
{
  for (gsize i = 2; i <= MIN (length, 6); i++)
    if (is_short (name, i))
      return TRUE;
  return FALSE;
}

/* Returns: where to go on writing; NULL for a reference that is not read here */
static char *
resolve_number (const char **from, char *to)
{
  const char *at = *from + 2;
  gboolean hex = *at == 'x' || *at == 'X';
  guint32 value = 0;
  guint n = 0;

  at += hex;
  for (; n < 8 && (hex ? g_ascii_isxdigit (at[n]) : g_ascii_isdigit (at[n])); n++)
    value = value * (hex ? 16 : 10) + g_ascii_xdigit_value (at[n]);
  if (n == 0 || n == 8 || at[n] != ';')
    return NULL;
  if ((value < 0xa0 && (value < ' ' || value > '~') && value != '\n' && value != '\t') || value > 0x10ffff
      || (value >= 0xd800 && value < 0xe000) || (value & 0xfffe) == 0xfffe)
    return NULL;
  *from = at + n + 1;
  return to + g_unichar_to_utf8 (value, to);
}

static char *
resolve (const char **from, char *to, gboolean in_attribute)
{
  const char *name = *from + 1;
  gunichar c;
  gsize n = 0;

  if (*name == '#')
    return resolve_number (from, to);
  while (n <= MAX_REFERENCE && g_ascii_isalnum (name[n]))
    n++;
  if (n > 0 && name[n] == ';')
    {
      c = find_named (name, n);
      if (c == 0)
        return NULL;
      *from = name + n + 1;
      return to + g_unichar_to_utf8 (c, to);
    }
  if (in_attribute ? name[n] != '=' && is_short (name, n) : begins_like_short (name, n))
    return NULL;
  *from = name;
  *to = '&';
  return to + 1;
}

static char *
move (char *to, const char *from, gsize length)
{
  if (to != from)
    memmove (to, from, length);
  return to + length;
}

static gboolean
resolve_value (char *value)
{
  const char *from = strchr (value, '&');
  char *to = (char *) from;

  while (from != NULL && *from != '\0')
    {
      gsize n;

      if (*from == '&')
        to = resolve (&from, to, TRUE);
      if (to == NULL)
        return FALSE;
      n = strcspn (from, "&");
      to = move (to, from, n);
      from += n;
    }
  if (to != NULL)
    *to = '\0';
  return TRUE;
}

/* Whether a less-than sign before this character begins markup. */
static gboolean
begins_markup (char c)
{
  return g_ascii_isalpha (c) || c == '/' || c == '!' || c == '?';
}

static PostilHtmlTokenKind
read_text (PostilHtmlTokens *self)
{
  const char *from = self->at;
  char *to = self->at;

  self->text = self->at;
  for (;;)
    {
      gsize n = strcspn (from, "<&");

      to = move (to, from, n);
      from += n;
      if (*from == '\0' || (*from == '<' && begins_markup (from[1])))
        break;
      if (*from == '<')
        *to++ = *from++;
      else
        to = resolve (&from, to, FALSE);
      if (to == NULL)
        return POSTIL_HTML_TOKEN_UNKNOWN;
    }
  self->at_tag = *from == '<';
  self->at = (char *) from;
  *to = '\0';
  return POSTIL_HTML_TOKEN_TEXT;
}

/* Reads a value that begins at `at`. Returns: where it ends; NULL for one that is not read here. `c` is the character that was there. */
static char *
read_value (char *at, char **value, char *c)
{
  while (is_blank (*at))
    at++;
  if (*at == '"' || *at == '\'')
    {
      char *close = strchr (at + 1, *at);

      if (close == NULL)
        return NULL;
      *close = '\0';
      *value = at + 1;
      *c = ' ';
      return close;
    }
  *value = at;
  at += strcspn (at, " \t\n\f>\"'<=`");
  if (*at != '>' && !is_blank (*at))
    return NULL;
  *c = *at;
  *at = '\0';
  return at;
}

/* From after the name of a tag to after its end. Characters that were ended with a NUL live on in `c`. */
static gboolean
read_attributes (PostilHtmlTokens *self, char *at)
{
  char c = *at;

  self->n_attributes = 0;
  for (;;)
    {
      char *name, *value, *name_end;

      self->closes_itself = FALSE;
      for (; is_blank (c) || c == '/'; c = *++at)
        self->closes_itself |= c == '/';
      if (c == '>')
        break;
      name = at;
      for (; c != '\0' && !is_blank (c) && strchr ("/>=\"'<", c) == NULL; c = *++at)
        *at = g_ascii_tolower (c);
      name_end = at;
      if (name == name_end || self->n_attributes == POSTIL_HTML_MAX_QUICK_ATTRIBUTES)
        return FALSE;
      while (is_blank (c))
        c = *++at;
      if (c == '\0' || c == '"' || c == '\'' || c == '<')
        return FALSE;
      value = name_end;
      if (c == '=')
        at = read_value (at + 1, &value, &c);
      if (at == NULL || (value != name_end && !resolve_value (value)))
        return FALSE;
      *name_end = '\0';
      self->attributes[self->n_attributes].name = name;
      self->attributes[self->n_attributes++].value = value;
    }
  self->at = at + 1;
  return TRUE;
}

static PostilHtmlTokenKind
read_tag (PostilHtmlTokens *self)
{
  gboolean ends = self->at[1] == '/';
  char *name = self->at + 1 + ends;
  char *at = name;

  if (!g_ascii_isalpha (*name))
    return POSTIL_HTML_TOKEN_UNKNOWN;
  at += strcspn (at, " \t\n\f/>");
  self->name = name;
  self->name_length = at - name;
  if (!read_attributes (self, at))
    return POSTIL_HTML_TOKEN_UNKNOWN;
  return ends ? POSTIL_HTML_TOKEN_END : POSTIL_HTML_TOKEN_START;
}

/*
 * postil_html_tokens_next:
 * @self: tokens; its `at` and `end` are set before the first call
 *
 * Reads the next token. Comments are passed over.
 *
 * Returns: its kind
 */
PostilHtmlTokenKind
postil_html_tokens_next (PostilHtmlTokens *self)
{
  for (;;)
    {
      char *close;

      if (self->at >= self->end)
        return POSTIL_HTML_TOKEN_DONE;
      if (!self->at_tag && (*self->at != '<' || !begins_markup (self->at[1])))
        return read_text (self);
      self->at_tag = FALSE;
      if (strncmp (self->at + 1, "!--", 3) != 0)
        return read_tag (self);
      close = strstr (self->at + 4, "-->");
      if (close == NULL || self->at[4] == '>' || strncmp (self->at + 4, "->", 2) == 0)
        return POSTIL_HTML_TOKEN_UNKNOWN;
      self->at = close + 3;
    }
}

/*
 * postil_html_tokens_skip_raw_text:
 * @self: tokens, after a start tag
 *
 * Passes over the text of a script, a style or a frame and its end tag.
 *
 * Returns: whether it has an end
 */
gboolean
postil_html_tokens_skip_raw_text (PostilHtmlTokens *self)
{
  char *at = self->at;

  for (; (at = strchr (at, '<')) != NULL; at++)
    if (at[1] == '/' && g_ascii_strncasecmp (at + 2, self->name, self->name_length) == 0
        && (at[2 + self->name_length] == '>' || is_blank (at[2 + self->name_length])))
      {
        at = strchr (at, '>');
        if (at == NULL)
          return FALSE;
        self->at = at + 1;
        return TRUE;
      }
  return FALSE;
}
