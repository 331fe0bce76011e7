/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server says about time and sameness, read with a doubt: numbers are clamped, odd values are as good as none. */
#include "config.h"

#include "postil-fetch-private.h"

#define MAX_SECONDS (7 * 24 * 3600) /* nothing may keep us away for longer */

static gint64
seconds_until (const char *date, gint64 now)
{
  g_autoptr (GDateTime) time = soup_date_time_new_from_http_string (date);

  if (time == NULL)
    return 0;
  return CLAMP (g_date_time_to_unix (time) - now / G_USEC_PER_SEC, 0, MAX_SECONDS);
}

static gint64
parse_seconds (const char *text)
{
  guint64 seconds = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return 0;
  return (gint64) MIN (seconds, MAX_SECONDS);
}

/*
 * postil_fetch_headers_get_max_age:
 * @headers: of an answer
 * @now: µs since the epoch
 *
 * Reads for how long the answer is fresh (RFC 9111, section 4.2.1): max-age of Cache-Control, else Expires.
 *
 * Returns: seconds, at most a week; 0 when it is not said
 */
gint64
postil_fetch_headers_get_max_age (SoupMessageHeaders *headers, gint64 now)
{
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  const char *expires = soup_message_headers_get_one (headers, "Expires");
  GHashTable *parameters = control != NULL ? soup_header_parse_param_list (control) : NULL;
  gint64 seconds = 0;

  if (parameters != NULL && g_hash_table_contains (parameters, "max-age"))
    seconds = parse_seconds (g_hash_table_lookup (parameters, "max-age"));
  else if (expires != NULL)
    seconds = seconds_until (expires, now);
  g_clear_pointer (&parameters, soup_header_free_param_list);
  return seconds;
}

/*
 * postil_fetch_headers_get_retry_after:
 * @headers: of an answer
 * @now: µs since the epoch
 *
 * Reads for how long the server wants to be left alone (RFC 9110, section 10.2.3): a number of seconds or a date.
 *
 * Returns: seconds, at most a week; 0 when it is not said
 */
gint64
postil_fetch_headers_get_retry_after (SoupMessageHeaders *headers, gint64 now)
{
  const char *value = soup_message_headers_get_one (headers, "Retry-After");

  if (value == NULL)
    return 0;
  return g_ascii_isdigit (value[0]) ? parse_seconds (value) : seconds_until (value, now);
}

/*
 * postil_fetch_headers_dup_validator:
 * @headers: of an answer
 * @name: ETag or Last-Modified
 *
 * Returns: (transfer full) (nullable): the value, unless it is so long that it names the reader and not the text
 */
char *
postil_fetch_headers_dup_validator (SoupMessageHeaders *headers, const char *name)
{
  const char *value = soup_message_headers_get_one (headers, name);

  if (value == NULL || value[0] == '\0' || strlen (value) > POSTIL_FETCH_MAX_VALIDATOR || !g_str_is_ascii (value))
    return NULL;
  return g_strdup (value);
}
