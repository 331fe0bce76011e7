/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guard judges parsed addresses, never spellings: a name, a decimal number or a mapped IPv6 form all end as one GInetAddress when
 * the socket connects. */
#include "config.h"

#include "postil-address-guard.h"

#include "postil-fetch-error.h"

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

static gboolean
has_control (const char *url)
{
  for (const char *p = url; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || *p == ' ')
      return TRUE;
  return FALSE;
}

/**
 * postil_address_guard_parse:
 * @url: what was typed, or what a server said
 * @error: return location; %POSTIL_FETCH_ERROR_URL
 *
 * Parses an address and lets only http and https with a host pass, without control characters and without a user name in it.
 *
 * Returns: (transfer full): the parsed address without its fragment; any thread
 */
GUri *
postil_address_guard_parse (const char *url, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

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
    return g_uri_build (G_URI_FLAGS_ENCODED, scheme, NULL, g_uri_get_host (uri), g_uri_get_port (uri), g_uri_get_path (uri),
                        g_uri_get_query (uri), NULL);
  return NULL;
}
