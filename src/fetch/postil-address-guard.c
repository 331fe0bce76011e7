/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard judges parsed addresses, never spellings: a name, a decimal number or a mapped IPv6 form all end as one GInetAddress when
 * the socket connects. */
#include "config.h"

#include "postil-address-guard.h"

#include "postil-fetch-error.h"

#include <arpa/inet.h>
#include <string.h>

typedef struct
{
  guint8 network[4];
  guint bits;
} Range;

/* IANA's registry of special-purpose IPv4 addresses (RFC 6890 and its updates): what is not globally reachable. */
static const Range private_ranges[] = {
  { { 0, 0, 0, 0 }, 8 },      { { 10, 0, 0, 0 }, 8 },    { { 100, 64, 0, 0 }, 10 },   { { 127, 0, 0, 0 }, 8 },
  { { 169, 254, 0, 0 }, 16 }, { { 172, 16, 0, 0 }, 12 }, { { 192, 0, 0, 0 }, 24 },    { { 192, 0, 2, 0 }, 24 },
  { { 192, 168, 0, 0 }, 16 }, { { 198, 18, 0, 0 }, 15 }, { { 198, 51, 100, 0 }, 24 }, { { 203, 0, 113, 0 }, 24 },
  { { 224, 0, 0, 0 }, 4 },    { { 240, 0, 0, 0 }, 4 },
};

static gboolean
is_private_v4 (const guint8 *bytes)
{
  guint32 address = ((guint32) bytes[0] << 24) | ((guint32) bytes[1] << 16) | ((guint32) bytes[2] << 8) | bytes[3];

  for (gsize i = 0; i < G_N_ELEMENTS (private_ranges); i++)
    {
      const Range *range = &private_ranges[i];
      guint32 network = ((guint32) range->network[0] << 24) | ((guint32) range->network[1] << 16)
                        | ((guint32) range->network[2] << 8) | range->network[3];

      if (((address ^ network) >> (32 - range->bits)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* RFC 4291, 4193, 6052, 3056: forms that hold an IPv4 address are judged by it; of the rest only 2000::/3 is public. */
static gboolean
is_private_v6 (const guint8 *bytes)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  static const guint8 translated[12] = { 0x00, 0x64, 0xff, 0x9b };

  if (memcmp (bytes, mapped, sizeof mapped) == 0 || memcmp (bytes, translated, sizeof translated) == 0)
    return is_private_v4 (bytes + 12);
  if (bytes[0] == 0x20 && bytes[1] == 0x02)
    return is_private_v4 (bytes + 2);
  if ((bytes[0] & 0xe0) != 0x20)
    return TRUE;
  return bytes[0] == 0x20 && bytes[1] == 0x01 && ((bytes[2] == 0x0d && bytes[3] == 0xb8) || bytes[2] < 0x02);
}

/**
 * postil_address_guard_is_private:
 * @address: an address a socket is connected to
 *
 * Tells whether an address belongs to this machine, this network or no one: loopback, private, link-local, multicast, reserved and
 * documentation ranges, in IPv4, in IPv6 and in the forms that hold one inside the other.
 *
 * Returns: %TRUE when it must not be spoken to unasked; any thread
 */
gboolean
postil_address_guard_is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? is_private_v4 (bytes) : is_private_v6 (bytes);
}

/**
 * postil_address_guard_names_private:
 * @host: of an address
 *
 * Tells whether a host says by itself, without being looked up, that it is of this machine or network: an address in any
 * spelling a resolver takes, or the name localhost. Any thread.
 *
 * Returns: %TRUE when it must not be spoken to unasked
 */
gboolean
postil_address_guard_names_private (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *lower = g_ascii_strdown (host, -1);
  struct in_addr spelt = { 0 };

  if (address != NULL)
    return postil_address_guard_is_private (address);
  /* One, two or three numbers, decimal, octal or hexadecimal. */
  if (inet_aton (host, &spelt) != 0)
    return is_private_v4 ((const guint8 *) &spelt.s_addr);
  return g_str_equal (lower, "localhost") || g_str_equal (lower, "localhost.") || g_str_has_suffix (lower, ".localhost");
}

/* Control characters, spelt out or not: they would end a line of the request. */
static gboolean
has_control (const char *url)
{
  for (const char *p = url; *p != '\0'; p++)
    {
      int high = p[0] == '%' ? g_ascii_xdigit_value (p[1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (p[2]) : -1;

      if (g_ascii_iscntrl (*p) || *p == ' ' || (low >= 0 && (high * 16 + low < 0x20 || high * 16 + low == 0x7f)))
        return TRUE;
    }
  return FALSE;
}

/* Host in ASCII; path and query without anything a request line cannot hold. */
static GUri *
build (GUri *uri)
{
  const char *query = g_uri_get_query (uri);
  int usual = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  int port = g_uri_get_port (uri) == usual ? -1 : g_uri_get_port (uri);
  g_autofree char *host = g_hostname_to_ascii (g_uri_get_host (uri));
  g_autofree char *path = g_uri_escape_string (g_uri_get_path (uri), "%" G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  g_autofree char *escaped = query != NULL ? g_uri_escape_string (query, "%?" G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE) : NULL;

  if (host == NULL)
    return NULL;
  return g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, port, path, escaped, NULL);
}

/**
 * postil_address_guard_parse:
 * @url: what was typed, or what a server said
 * @error: return location; %POSTIL_FETCH_ERROR_URL
 *
 * Parses an address and lets only http and https with a host pass, without control characters and without a user name in it.
 *
 * Returns: (transfer full): the parsed address without its fragment, all in ASCII; any thread
 */
GUri *
postil_address_guard_parse (const char *url, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;
  GUri *built = NULL;

  if (!has_control (url))
    uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  if (uri == NULL || (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")))
    g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_URL, "“%s” is no http or https address", url);
  else if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_URL, "“%s” names no host", url);
  else if (g_uri_get_user (uri) != NULL)
    g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_URL, "“%s” holds a user name, which may hide the real host", url);
  else
    {
      built = build (uri);
      if (built == NULL)
        g_set_error (error, POSTIL_FETCH_ERROR, POSTIL_FETCH_ERROR_URL, "“%s” names a host that cannot be", url);
    }
  return built;
}
