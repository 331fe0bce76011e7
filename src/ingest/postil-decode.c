/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to valid UTF-8: byte order mark, declared character set, valid UTF-8, detection, windows-1252, in that order.
 * What is no text is refused; what is text but damaged is repaired and kept. */
#include "config.h"

#include "postil-decode-private.h"

#include "postil-charset-private.h"
#include "postil-ingest-error.h"

#include <string.h>
#include <uchardet.h>

/* How far a declaration is looked for, and how much the detector reads. */
#define DECLARATION_WINDOW 4096
#define DETECTION_WINDOW (256 * 1024)

#define NUL_SPACING 64 /* bytes of text to one NUL at least */

typedef struct
{
  const char *bytes;
  gsize length;
} Magic;

#define MAGIC(string)                                                                                                            \
  {                                                                                                                              \
    string, sizeof string - 1                                                                                                    \
  }

/* First bytes of what people drop on a reader by mistake. */
static const Magic binary_magics[] = {
  MAGIC ("%PDF-"),
  MAGIC ("\x89PNG"),
  MAGIC ("\xff\xd8\xff"),
  MAGIC ("GIF8"),
  MAGIC ("PK\003\004"),
  MAGIC ("\x7f"
         "ELF"),
  MAGIC ("\x1f\x8b"),
  MAGIC ("SQLite format 3"),
  MAGIC ("BZh9"),
  MAGIC ("\xfd"
         "7zXZ"),
  MAGIC ("\x28\xb5\x2f\xfd"),
  MAGIC ("\xd0\xcf\x11\xe0"),
  MAGIC ("{\\rtf"),
  MAGIC ("ID3\x02"),
  MAGIC ("ID3\x03"),
  MAGIC ("ID3\x04"),
  MAGIC ("OggS"),
  MAGIC ("RIFF"),
  MAGIC ("%!PS-"),
};

/*
 * postil_decode_get_name:
 * @hints: (nullable): what is known of the bytes
 *
 * Returns: how messages call them; never NULL, lives as long as the hints
 */
const char *
postil_decode_get_name (const PostilIngestHints *hints)
{
  if (hints != NULL && hints->name != NULL && hints->name[0] != '\0')
    return hints->name;
  if (hints != NULL && hints->url != NULL && hints->url[0] != '\0')
    return hints->url;
  return "input";
}

/*
 * postil_decode_check_size:
 * @bytes: the input
 * @hints: (nullable): names it
 * @cap: in bytes
 * @error: POSTIL_INGEST_ERROR_EMPTY or TOO_LARGE
 *
 * Refuses what is empty or larger than its kind may be.
 *
 * Returns: whether to go on
 */
gboolean
postil_decode_check_size (GBytes *bytes, const PostilIngestHints *hints, gsize cap, GError **error)
{
  gsize length = g_bytes_get_size (bytes);

  if (length == 0)
    g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_EMPTY, "%s is empty", postil_decode_get_name (hints));
  else if (length > cap)
    g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_TOO_LARGE,
                 "%s is too large: %" G_GSIZE_FORMAT " MiB, at most %" G_GSIZE_FORMAT " MiB can be read",
                 postil_decode_get_name (hints), length >> 20, cap >> 20);
  return length > 0 && length <= cap;
}

static const PostilCharset *
find_byte_order_mark (const guint8 *bytes, gsize length, gsize *skip)
{
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      *skip = 3;
      return postil_charset_of_kind (POSTIL_CHARSET_UTF8);
    }
  if (length >= 4 && memcmp (bytes, "\xff\xfe\0\0", 4) == 0)
    {
      *skip = 4;
      return postil_charset_of_kind (POSTIL_CHARSET_UTF32LE);
    }
  if (length >= 4 && memcmp (bytes, "\0\0\xfe\xff", 4) == 0)
    {
      *skip = 4;
      return postil_charset_of_kind (POSTIL_CHARSET_UTF32BE);
    }
  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    {
      *skip = 2;
      return postil_charset_of_kind (bytes[0] == 0xff ? POSTIL_CHARSET_UTF16LE : POSTIL_CHARSET_UTF16BE);
    }
  *skip = 0;
  return NULL;
}

/* Text of the Latin scripts in UTF-16 or UTF-32 without a mark has its NULs at regular places and hardly anywhere else. */
static const PostilCharset *
guess_wide (const guint8 *bytes, gsize length)
{
  gsize window = MIN (length, 4096) & ~(gsize) 3;
  gsize nuls[4] = { 0 };
  gsize quarter = window / 4;

  if (window < 8)
    return NULL;
  for (gsize i = 0; i < window; i++)
    nuls[i & 3] += bytes[i] == 0;
  if (nuls[1] > quarter * 9 / 10 && nuls[2] > quarter * 9 / 10 && nuls[3] > quarter * 9 / 10 && nuls[0] == 0)
    return postil_charset_of_kind (POSTIL_CHARSET_UTF32LE);
  if (nuls[0] > quarter * 9 / 10 && nuls[1] > quarter * 9 / 10 && nuls[2] > quarter * 9 / 10 && nuls[3] == 0)
    return postil_charset_of_kind (POSTIL_CHARSET_UTF32BE);
  if (nuls[1] + nuls[3] > quarter && nuls[0] + nuls[2] == 0)
    return postil_charset_of_kind (POSTIL_CHARSET_UTF16LE);
  if (nuls[0] + nuls[2] > quarter && nuls[1] + nuls[3] == 0)
    return postil_charset_of_kind (POSTIL_CHARSET_UTF16BE);
  return NULL;
}

/* Finds the value of charset= or encoding= in a declaration, quoted or not. */
static const PostilCharset *
find_value_after (const char *text, gsize length, const char *key)
{
  gsize key_length = strlen (key);

  for (gsize i = 0; i + key_length < length; i++)
    {
      gsize start, end;

      if (g_ascii_strncasecmp (text + i, key, key_length) != 0)
        continue;
      start = i + key_length;
      while (start < length && g_ascii_isspace (text[start]))
        start++;
      if (start >= length || text[start] != '=')
        continue;
      start++;
      while (start < length && (g_ascii_isspace (text[start]) || text[start] == '"' || text[start] == '\''))
        start++;
      end = start;
      while (end < length && (g_ascii_isalnum (text[end]) || strchr ("-_.:", text[end]) != NULL) && text[end] != '\0')
        end++;
      if (end > start)
        return postil_charset_find (text + start, end - start);
    }
  return NULL;
}

static const PostilCharset *
find_declared (const char *declared)
{
  const PostilCharset *charset;

  if (declared == NULL)
    return NULL;
  charset = find_value_after (declared, strlen (declared), "charset");
  return charset != NULL ? charset : postil_charset_find (declared, strlen (declared));
}

static const PostilCharset *
find_meta (const char *text, gsize window)
{
  for (gsize i = 0; i + 5 < window; i++)
    {
      const char *end;
      const PostilCharset *charset;

      if (text[i] != '<' || g_ascii_strncasecmp (text + i, "<meta", 5) != 0)
        continue;
      end = memchr (text + i, '>', window - i);
      if (end == NULL)
        return NULL;
      charset = find_value_after (text + i, end - (text + i), "charset");
      if (charset != NULL)
        return charset;
    }
  return NULL;
}

/* A declaration inside the bytes: the XML declaration, or a meta element. One that says UTF-16 there cannot be true. */
static const PostilCharset *
find_embedded (const guint8 *bytes, gsize length)
{
  const char *text = (const char *) bytes;
  gsize window = MIN (length, DECLARATION_WINDOW);
  gsize start = 0;
  const PostilCharset *charset;

  while (start < window && g_ascii_isspace (text[start]))
    start++;
  if (window - start > 5 && memcmp (text + start, "<?xml", 5) == 0)
    {
      const char *end = memchr (text + start, '>', window - start);

      charset = end != NULL ? find_value_after (text + start, end - (text + start), "encoding") : NULL;
      if (charset == NULL)
        charset = find_meta (text, window);
    }
  else
    charset = find_meta (text, window);
  if (charset != NULL && charset->kind != POSTIL_CHARSET_LEGACY)
    return postil_charset_of_kind (POSTIL_CHARSET_UTF8);
  return charset;
}

static const PostilCharset *
detect (const guint8 *bytes, gsize length)
{
  uchardet_t detector = uchardet_new ();
  const PostilCharset *charset = NULL;
  const char *name;

  /* Long pages may hold nothing but ASCII at first; start shortly before the first byte that tells something. */
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] < 0x80 && bytes[i] != 0x1b)
        continue;
      bytes += i > 1024 ? i - 1024 : 0;
      length -= i > 1024 ? i - 1024 : 0;
      break;
    }
  if (uchardet_handle_data (detector, (const char *) bytes, MIN (length, DETECTION_WINDOW)) == 0)
    {
      uchardet_data_end (detector);
      name = uchardet_get_charset (detector);
      if (name != NULL && name[0] != '\0')
        charset = postil_charset_find (name, strlen (name));
    }
  uchardet_delete (detector);
  if (charset != NULL && charset->kind != POSTIL_CHARSET_LEGACY)
    return NULL;
  return charset;
}

typedef struct
{
  gsize n_nuls;
  gsize n_controls; /* that no text has, NUL among them */
  gsize n_escapes;
  gsize n_good;  /* sequences of bytes above 0x7f that are good UTF-8 */
  gsize n_wrong; /* and that are not */
} Counts;

/* Whether eight bytes are printable ASCII. */
static gboolean
is_printable (const char *at)
{
  guint64 word;

  memcpy (&word, at, sizeof word);
  return ((word | (word - G_GUINT64_CONSTANT (0x2020202020202020))) & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

static void
count_ascii (Counts *counts, guint8 c)
{
  if (c >= 0x20 || c == '\n' || c == '\r' || c == '\t' || c == '\f')
    return;
  counts->n_nuls += c == 0;
  counts->n_escapes += c == 0x1b;
  counts->n_controls += c != 0x1b;
}

static Counts
count_bytes (const guint8 *bytes, gsize length)
{
  const char *at = (const char *) bytes;
  const char *limit = at + length;
  Counts counts = { 0 };

  while (at < limit)
    {
      gunichar c;

      while (limit - at >= 8 && is_printable (at))
        at += 8;
      if (at == limit)
        break;
      if (!(*at & 0x80))
        {
          count_ascii (&counts, *at++);
          continue;
        }
      c = g_utf8_get_char_validated (at, limit - at);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          counts.n_wrong++;
          at++;
          continue;
        }
      counts.n_good++;
      at = g_utf8_next_char (at);
    }
  return counts;
}

/* Whether the bytes cannot be text in any single- or multi-byte character set. */
static gboolean
is_binary (const guint8 *bytes, gsize length, const Counts *counts)
{
  gsize n_nuls;

  for (gsize i = 0; i < G_N_ELEMENTS (binary_magics); i++)
    if (length >= binary_magics[i].length && memcmp (bytes, binary_magics[i].bytes, binary_magics[i].length) == 0)
      return TRUE;
  if (length >= 12 && memcmp (bytes + 4, "ftyp", 4) == 0)
    return TRUE;
  if (counts->n_nuls == length)
    return TRUE;
  /* A text may hold a NUL that went astray, and one that ends it; a short file with more of them is no text. */
  n_nuls = counts->n_nuls - (bytes[length - 1] == 0 ? 1 : 0);
  return n_nuls > 3 + length / 500 || n_nuls > 1 + length / NUL_SPACING || counts->n_controls > 8 + length / 50;
}

static const PostilCharset *
choose (const guint8 *bytes, gsize length, const char *declared, const Counts *counts)
{
  const PostilCharset *charset = find_declared (declared);
  const PostilCharset *utf8 = postil_charset_of_kind (POSTIL_CHARSET_UTF8);
  const PostilCharset *detected;

  if (charset == NULL || (charset->kind != POSTIL_CHARSET_LEGACY && charset->kind != POSTIL_CHARSET_UTF8))
    charset = find_embedded (bytes, length);
  /* Bytes that happen to be good UTF-8 hardly ever are anything else, whatever was declared; escapes of ISO-2022 are ASCII. */
  if (counts->n_wrong == 0 && (counts->n_good > 0 || charset == NULL) && counts->n_escapes == 0)
    return utf8;
  if (charset != NULL && charset->kind == POSTIL_CHARSET_LEGACY)
    return charset;
  if (counts->n_wrong == 0 && counts->n_escapes == 0)
    return utf8;
  if (counts->n_wrong * 4 <= counts->n_good)
    return utf8;
  detected = detect (bytes, length);
  return detected != NULL ? detected : postil_charset_find ("windows1252", 11);
}

/*
 * postil_decode:
 * @bytes: the input, not empty
 * @hints: (nullable): names it and tells the content type
 * @length: (out) (optional): of the text in bytes
 * @encoding: (out) (optional): static name of the character set found
 * @error: POSTIL_INGEST_ERROR_BINARY
 *
 * Turns bytes into valid UTF-8 without byte order mark and without NUL.
 *
 * Returns: (transfer full): NUL-terminated
 */
char *
postil_decode (GBytes *bytes, const PostilIngestHints *hints, gsize *length, const char **encoding, GError **error)
{
  const char *declared = hints != NULL ? hints->content_type : NULL;
  gsize n, skip, n_bad = 0;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  const PostilCharset *charset = find_byte_order_mark (data, n, &skip);
  const Counts counts = count_bytes (data, n);
  char *text;

  if (charset == NULL)
    charset = guess_wide (data, n);
  if (charset == NULL)
    {
      const PostilCharset *said = find_declared (declared);

      if (said != NULL && said->kind != POSTIL_CHARSET_LEGACY && said->kind != POSTIL_CHARSET_UTF8 && counts.n_nuls > 0)
        charset = said;
      else if (!is_binary (data, n, &counts))
        charset = choose (data, n, declared, &counts);
    }
  if (charset != NULL && charset->kind == POSTIL_CHARSET_UTF8 && counts.n_wrong == 0 && counts.n_nuls == 0)
    text = g_strndup ((const char *) data + skip, n - skip);
  else
    text = charset != NULL ? postil_charset_to_utf8 (charset, data + skip, n - skip, &n_bad) : NULL;
  if (charset != NULL && text == NULL)
    text = postil_charset_to_utf8 (postil_charset_of_kind (POSTIL_CHARSET_UTF8), data + skip, n - skip, &n_bad);
  if (text == NULL || n_bad > 64 + n / 4)
    {
      g_free (text);
      g_set_error (error, POSTIL_INGEST_ERROR, POSTIL_INGEST_ERROR_BINARY, "%s is not a text file",
                   postil_decode_get_name (hints));
      return NULL;
    }
  /* A mark that survived a wrong declaration is no part of the text. */
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    memmove (text, text + 3, strlen (text + 3) + 1);
  if (length != NULL)
    *length = strlen (text);
  if (encoding != NULL)
    *encoding = charset->name;
  return text;
}

/**
 * postil_ingest_decode:
 * @bytes: the input
 * @declared: (nullable): a character set or a content type with one, as a server or a file said it
 * @encoding: (out) (optional) (transfer none): static name of the character set found
 * @error: POSTIL_INGEST_ERROR_EMPTY, POSTIL_INGEST_ERROR_BINARY
 *
 * Turns bytes into valid UTF-8: byte order mark, then the declared character set, then one declared inside, then valid UTF-8, then
 * detection, then windows-1252. What cannot be read becomes U+FFFD. Any thread.
 *
 * Returns: (transfer full) (nullable): NUL-terminated UTF-8 without byte order mark
 */
char *
postil_ingest_decode (GBytes *bytes, const char *declared, const char **encoding, GError **error)
{
  const PostilIngestHints hints = { .content_type = declared };

  g_return_val_if_fail (bytes != NULL, NULL);
  if (!postil_decode_check_size (bytes, &hints, G_MAXINT32, error))
    return NULL;
  return postil_decode (bytes, &hints, NULL, encoding, error);
}
