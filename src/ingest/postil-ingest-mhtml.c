/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages saved as one file (MHTML): the page among its parts is read, and pictures it carries along are shown in their places.
 * Source: RFC 2557, RFC 2045 (transfer encodings), RFC 2046 section 5.1 (parts). */
#include "config.h"

#include "postil-ingest.h"

#include "postil-decode-private.h"
#include "postil-ingest-error.h"

#include <string.h>

#define MAX_PARTS 2000
#define MAX_HEADERS 16384             /* bytes of one part's */
#define MAX_PICTURE (2 * 1024 * 1024) /* bytes, packed */

typedef struct
{
  char *type;     /* (nullable) */
  char *encoding; /* (nullable) */
  char *location; /* (nullable) */
  char *id;       /* (nullable) */
  const char *body;
  gsize length;
} Part;

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_free (part->type);
  g_free (part->encoding);
  g_free (part->location);
  g_free (part->id);
}

/* Returns: (nullable): where the headers end and the body begins */
static const char *
find_body (const char *text, gsize length)
{
  gsize window = MIN (length, MAX_HEADERS);
  const char *unix_end = memmem (text, window, "\n\n", 2);
  const char *end = memmem (text, window, "\r\n\r\n", 4);

  if (end != NULL && (unix_end == NULL || end < unix_end))
    return end + 4;
  return unix_end != NULL ? unix_end + 2 : NULL;
}

/* Returns: (transfer full) (nullable): the value of a header, its continued lines joined */
static char *
find_header (const char *headers, gsize length, const char *name)
{
  gsize n = strlen (name);
  const char *end = headers + length;

  for (const char *line = headers; line != NULL && line < end; line = memchr (line, '\n', end - line))
    {
      GString *value;

      line += *line == '\n';
      if ((gsize) (end - line) <= n || g_ascii_strncasecmp (line, name, n) != 0 || line[n] != ':')
        continue;
      value = g_string_new (NULL);
      for (const char *at = line + n + 1; at < end; at++)
        {
          if (*at == '\n' && (at + 1 == end || (at[1] != ' ' && at[1] != '\t')))
            break;
          if (*at != '\r' && *at != '\n')
            g_string_append_c (value, *at);
        }
      return g_strstrip (g_string_free (value, FALSE));
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): a parameter of a content type */
static char *
find_parameter (const char *type, const char *name)
{
  gsize n = strlen (name);

  for (const char *at = strchr (type, ';'); at != NULL; at = strchr (at, ';'))
    {
      gboolean quoted;

      at++;
      at += strspn (at, " \t");
      if (g_ascii_strncasecmp (at, name, n) != 0 || at[n] != '=')
        continue;
      at += n + 1;
      quoted = *at == '"';
      return g_strndup (at + quoted, strcspn (at + quoted, quoted ? "\"" : "; \t"));
    }
  return NULL;
}

static int
get_hex (char c)
{
  return g_ascii_xdigit_value (c);
}

static GBytes *
unpack_quoted (const char *text, gsize length)
{
  GByteArray *out = g_byte_array_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      gboolean soft = text[i] == '=' && (i + 1 == length || text[i + 1] == '\n' || (text[i + 1] == '\r' && i + 2 < length));
      guint8 byte = text[i];

      if (soft)
        {
          i += i + 1 < length && text[i + 1] == '\r' ? 2 : 1;
          continue;
        }
      if (text[i] == '=' && i + 2 < length && get_hex (text[i + 1]) >= 0 && get_hex (text[i + 2]) >= 0)
        {
          byte = get_hex (text[i + 1]) << 4 | get_hex (text[i + 2]);
          i += 2;
        }
      g_byte_array_append (out, &byte, 1);
    }
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
unpack (const Part *part)
{
  if (part->encoding != NULL && g_ascii_strcasecmp (part->encoding, "quoted-printable") == 0)
    return unpack_quoted (part->body, part->length);
  if (part->encoding != NULL && g_ascii_strcasecmp (part->encoding, "base64") == 0)
    {
      g_autofree char *text = g_strndup (part->body, part->length);
      gsize n;
      guchar *bytes = g_base64_decode (text, &n);

      return g_bytes_new_take (bytes, n);
    }
  return g_bytes_new (part->body, part->length);
}

static void
add_part (GArray *parts, const char *text, gsize length)
{
  const char *body = find_body (text, length);
  Part part = { NULL };

  if (body == NULL)
    return;
  part.type = find_header (text, body - text, "Content-Type");
  part.encoding = find_header (text, body - text, "Content-Transfer-Encoding");
  part.location = find_header (text, body - text, "Content-Location");
  part.id = find_header (text, body - text, "Content-ID");
  part.body = body;
  part.length = text + length - body;
  g_array_append_val (parts, part);
}

static void
split (GArray *parts, const char *text, gsize length, const char *boundary)
{
  g_autofree char *mark = g_strconcat ("--", boundary, NULL);
  gsize n = strlen (mark);
  const char *end = text + length;
  const char *from = NULL;

  for (const char *at = text; at < end && parts->len < MAX_PARTS;)
    {
      const char *found = memmem (at, end - at, mark, n);

      if (found == NULL)
        break;
      if (found != text && found[-1] != '\n')
        {
          at = found + n;
          continue;
        }
      if (from != NULL)
        add_part (parts, from, found - from);
      from = memchr (found, '\n', end - found);
      from = from != NULL ? from + 1 : end;
      at = found + n;
    }
  if (from != NULL && from < end && parts->len < MAX_PARTS)
    add_part (parts, from, end - from);
}

static gboolean
is_page (const Part *part)
{
  return part->type != NULL
         && (g_ascii_strncasecmp (part->type, "text/html", 9) == 0
             || g_ascii_strncasecmp (part->type, "application/xhtml+xml", 21) == 0);
}

/* The pictures by the names the page has for them. Returns: (transfer container) (element-type utf8 Part) */
static GHashTable *
list_pictures (GArray *parts)
{
  GHashTable *pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      if (part->type == NULL || part->length > MAX_PICTURE
          || (g_ascii_strncasecmp (part->type, "image/png", 9) != 0 && g_ascii_strncasecmp (part->type, "image/jpeg", 10) != 0))
        continue;
      if (part->location != NULL)
        g_hash_table_insert (pictures, g_strdup (part->location), part);
      if (part->id != NULL && part->id[0] == '<' && strlen (part->id) > 2)
        g_hash_table_insert (pictures, g_strdup_printf ("cid:%.*s", (int) strlen (part->id) - 2, part->id + 1), part);
    }
  return pictures;
}

static void
append_picture (GString *out, const Part *part)
{
  g_autoptr (GBytes) bytes = unpack (part);
  gsize n;
  const guchar *data = g_bytes_get_data (bytes, &n);
  g_autofree char *packed = g_base64_encode (data, n);

  g_string_append_printf (out, "data:%.*s;base64,%s", (int) strcspn (part->type, "; \t"), part->type, packed);
}

/* Returns: (transfer full): the page with its pictures in it, within the cap of pages */
static GBytes *
put_pictures (GBytes *page, GArray *parts)
{
  g_autoptr (GHashTable) pictures = list_pictures (parts);
  gsize length;
  const char *html = g_bytes_get_data (page, &length);
  const char *end = html + length;
  const char *kept = html;
  GString *out;

  if (g_hash_table_size (pictures) == 0)
    return g_bytes_ref (page);
  out = g_string_sized_new (length);
  for (const char *at = html; (at = memmem (at, end - at, "src=\"", 5)) != NULL;)
    {
      const char *close = memchr (at + 5, '"', end - at - 5);
      g_auto (GStrv) pieces = NULL;
      g_autofree char *raw = close != NULL ? g_strndup (at + 5, close - at - 5) : NULL;
      g_autofree char *name = NULL;
      const Part *part;

      if (raw == NULL)
        break;
      pieces = g_strsplit (raw, "&amp;", -1);
      name = g_strjoinv ("&", pieces);
      part = g_hash_table_lookup (pictures, name);
      if (part != NULL && out->len + part->length * 2 + (end - close) < POSTIL_INGEST_MAX_HTML)
        {
          g_string_append_len (out, kept, at + 5 - kept);
          append_picture (out, part);
          kept = close;
        }
      at = close;
    }
  g_string_append_len (out, kept, end - kept);
  return g_string_free_to_bytes (out);
}

static PostilDocument *
read_parts (GArray *parts, const PostilIngestHints *hints, const char *location, GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      PostilIngestHints inner = { .name = postil_decode_get_name (hints), .content_type = part->type };
      g_autoptr (GBytes) bytes = NULL, page = NULL;

      if (!is_page (part))
        continue;
      inner.url = hints != NULL && hints->url != NULL ? hints->url : part->location != NULL ? part->location : location;
      bytes = unpack (part);
      page = put_pictures (bytes, parts);
      return postil_ingest_html (page, &inner, error);
    }
  g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_MALFORMED, "%s holds no page that can be read",
               postil_decode_get_name (hints));
  return NULL;
}

/**
 * postil_ingest_mhtml:
 * @bytes: a page saved as one file, with its pictures
 * @hints: (nullable): its name for messages, its address
 * @error: POSTIL_INGEST_ERROR_EMPTY, _BINARY, _TOO_LARGE, _TOO_COMPLEX, _MALFORMED
 *
 * Makes a document of the first page in an MHTML file as postil_ingest_html() does; its address is the one it was saved from. Any thread.
 *
 * Returns: (transfer full) (nullable): the document
 */
PostilDocument *
postil_ingest_mhtml (GBytes *bytes, const PostilIngestHints *hints, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autofree char *type = NULL, *boundary = NULL, *location = NULL;
  const char *text, *body;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, hints, POSTIL_INGEST_MAX_FEED, error))
    return NULL;
  g_array_set_clear_func (parts, part_clear);
  text = g_bytes_get_data (bytes, &length);
  body = find_body (text, length);
  if (body != NULL)
    {
      type = find_header (text, body - text, "Content-Type");
      location = find_header (text, body - text, "Snapshot-Content-Location");
      boundary = type != NULL ? find_parameter (type, "boundary") : NULL;
    }
  if (boundary != NULL && *boundary != '\0')
    split (parts, body, text + length - body, boundary);
  else
    add_part (parts, text, length);
  return read_parts (parts, hints, location, error);
}
