/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses as pages and feeds write them: blanks around them, relative, with characters that ought to be escaped. */
#include "config.h"

#include "postil-link-private.h"

#include <string.h>

#define MAX_LINK 8192 /* bytes */

/* White space around an address and line ends inside it are mistakes of whoever wrote it down. */
static char *
clean (const char *link)
{
  GString *cleaned;
  gsize length;

  while (*link != '\0' && (guchar) *link <= ' ')
    link++;
  length = strlen (link);
  while (length > 0 && (guchar) link[length - 1] <= ' ')
    length--;
  if (length == 0 || length > MAX_LINK)
    return NULL;
  cleaned = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      if (link[i] == ' ')
        g_string_append (cleaned, "%20");
      else if ((guchar) link[i] > ' ' && link[i] != 0x7f)
        g_string_append_c (cleaned, link[i]);
    }
  return g_string_free (cleaned, FALSE);
}

/* Whether an address is absolute and written as the rules would write it, so that nothing is to be resolved. */
static gboolean
is_absolute (const char *link)
{
  const char *at;

  if (strncmp (link, "http://", 7) != 0 && strncmp (link, "https://", 8) != 0)
    return FALSE;
  at = strchr (link, ':') + 3;
  if (!g_ascii_isalnum (*at))
    return FALSE;
  while (g_ascii_isalnum (*at) || *at == '-' || (*at == '.' && at[1] != '/'))
    at++;
  if (*at != '/' || strstr (at, "/.") != NULL)
    return FALSE;
  while (g_ascii_isalnum (*at) || (*at != '\0' && strchr ("-._~/!$&'()*+,;=:@?", *at) != NULL))
    at++;
  return *at == '\0' && at - link <= MAX_LINK;
}

/* What GLib makes of some paths with dots in them it cannot write down again. */
static gboolean
can_be_written (GUri *uri)
{
  const char *path = g_uri_get_path (uri);

  if (g_uri_get_host (uri) != NULL)
    return *path == '\0' || *path == '/';
  return strncmp (path, "//", 2) != 0;
}

static char *
resolve (const char *base, const char *link)
{
  const GUriFlags flags = G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED;
  g_autoptr (GUri) base_uri = base != NULL ? g_uri_parse (base, flags, NULL) : NULL;
  g_autoptr (GUri) uri = NULL;

  if (base != NULL && base_uri == NULL)
    return NULL;
  uri = g_uri_parse_relative (base_uri, link, flags, NULL);
  return uri != NULL && g_uri_get_scheme (uri) != NULL && can_be_written (uri) ? g_uri_to_string (uri) : NULL;
}

/*
 * postil_link_resolve:
 * @base: (nullable): an absolute address
 * @link: (nullable): an address, perhaps relative to it
 *
 * Makes an address absolute. Source: RFC 3986 section 5.
 *
 * Returns: (transfer full) (nullable): NULL for none, one that cannot be read, or a relative one without a base
 */
char *
postil_link_resolve (const char *base, const char *link)
{
  g_autofree char *cleaned = NULL;
  char *resolved;

  if (link != NULL && is_absolute (link))
    return g_strdup (link);
  cleaned = link != NULL ? clean (link) : NULL;
  if (cleaned == NULL)
    return NULL;
  resolved = resolve (base, cleaned);
  if (resolved == NULL && base != NULL)
    resolved = resolve (NULL, cleaned);
  return resolved;
}

/* The same; NULL when the result is not http or https. */
char *
postil_link_resolve_web (const char *base, const char *link)
{
  char *resolved = postil_link_resolve (base, link);

  if (resolved != NULL && g_ascii_strncasecmp (resolved, "http://", 7) != 0 && g_ascii_strncasecmp (resolved, "https://", 8) != 0)
    g_clear_pointer (&resolved, g_free);
  return resolved;
}
