/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Character sets: their names as documents spell them (including the wrong but usual ones), and the conversion of their bytes
 * to valid UTF-8. UTF-8, UTF-16 and UTF-32 are decoded here; the legacy ones by the C library's converters, which are kept
 * open once used, because a confined process cannot load them later. */
#include "config.h"

#include "postil-charset-private.h"

#include "postil-ingest.h"

#include <errno.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* Labels follow the WHATWG Encoding Standard, section 4.2: a name for a smaller set stands for the larger one in use. */
static const PostilCharset charsets[] = {
  { "UTF-8", NULL, "utf8 unicode11utf8 unicode20utf8 xunicode20utf8 cp65001", POSTIL_CHARSET_UTF8 },
  { "UTF-16LE", NULL, "utf16le utf16 unicode ucs2 iso10646ucs2 csunicode unicodefeff", POSTIL_CHARSET_UTF16LE },
  { "UTF-16BE", NULL, "utf16be unicodefffe", POSTIL_CHARSET_UTF16BE },
  { "UTF-32LE", NULL, "utf32le utf32 ucs4", POSTIL_CHARSET_UTF32LE },
  { "UTF-32BE", NULL, "utf32be", POSTIL_CHARSET_UTF32BE },
  { "windows-1252", "CP1252",
    "windows1252 cp1252 xcp1252 iso88591 latin1 l1 ascii usascii ansix341968 iso646us cp819 ibm819 csisolatin1 iso8859 "
    "iso885911987 ansi "
    "isoir100",
    POSTIL_CHARSET_LEGACY },
  { "windows-1250", "CP1250", "windows1250 cp1250 xcp1250", POSTIL_CHARSET_LEGACY },
  { "windows-1251", "CP1251", "windows1251 cp1251 xcp1251 win1251", POSTIL_CHARSET_LEGACY },
  { "windows-1253", "CP1253", "windows1253 cp1253 xcp1253", POSTIL_CHARSET_LEGACY },
  { "windows-1254", "CP1254", "windows1254 cp1254 xcp1254 iso88599 latin5 l5 csisolatin5 isoir148 iso885991989",
    POSTIL_CHARSET_LEGACY },
  { "windows-1255", "CP1255", "windows1255 cp1255 xcp1255", POSTIL_CHARSET_LEGACY },
  { "windows-1256", "CP1256", "windows1256 cp1256 xcp1256", POSTIL_CHARSET_LEGACY },
  { "windows-1257", "CP1257", "windows1257 cp1257 xcp1257", POSTIL_CHARSET_LEGACY },
  { "windows-1258", "CP1258", "windows1258 cp1258 xcp1258", POSTIL_CHARSET_LEGACY },
  { "windows-874", "CP874", "windows874 cp874 dos874 tis620 iso885911", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-2", "ISO-8859-2", "iso88592 latin2 l2 csisolatin2 isoir101 iso885921987", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-3", "ISO-8859-3", "iso88593 latin3 l3 csisolatin3 isoir109", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-4", "ISO-8859-4", "iso88594 latin4 l4 csisolatin4 isoir110", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-5", "ISO-8859-5", "iso88595 cyrillic csisolatincyrillic isoir144", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-6", "ISO-8859-6", "iso88596 arabic asmo708 ecma114 csisolatinarabic isoir127", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-7", "ISO-8859-7", "iso88597 greek greek8 ecma118 elot928 suneugreek csisolatingreek isoir126",
    POSTIL_CHARSET_LEGACY },
  { "ISO-8859-8", "ISO-8859-8", "iso88598 hebrew visual logical iso88598i iso88598e csisolatinhebrew isoir138",
    POSTIL_CHARSET_LEGACY },
  { "ISO-8859-10", "ISO-8859-10", "iso885910 latin6 l6 csisolatin6 isoir157", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-13", "ISO-8859-13", "iso885913 latin7", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-14", "ISO-8859-14", "iso885914 latin8", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-15", "ISO-8859-15", "iso885915 latin9 l9 csisolatin9", POSTIL_CHARSET_LEGACY },
  { "ISO-8859-16", "ISO-8859-16", "iso885916 latin10", POSTIL_CHARSET_LEGACY },
  { "KOI8-R", "KOI8-R", "koi8r koi koi8 cskoi8r", POSTIL_CHARSET_LEGACY },
  { "KOI8-U", "KOI8-U", "koi8u koi8ru", POSTIL_CHARSET_LEGACY },
  { "macintosh", "MACINTOSH", "macintosh mac csmacintosh xmacroman macroman", POSTIL_CHARSET_LEGACY },
  { "x-mac-cyrillic", "MAC-CYRILLIC", "xmaccyrillic xmacukrainian maccyrillic", POSTIL_CHARSET_LEGACY },
  { "IBM850", "IBM850", "ibm850 cp850", POSTIL_CHARSET_LEGACY },
  { "IBM852", "IBM852", "ibm852 cp852", POSTIL_CHARSET_LEGACY },
  { "IBM855", "IBM855", "ibm855 cp855", POSTIL_CHARSET_LEGACY },
  { "IBM866", "CP866", "ibm866 cp866 866 csibm866", POSTIL_CHARSET_LEGACY },
  { "GB18030", "GB18030",
    "gb18030 gbk gb2312 gb231280 chinese csgb2312 csiso58gb231280 xgbk euccn cp936 ms936 windows936 isoir58 hzgb2312",
    POSTIL_CHARSET_LEGACY },
  { "Big5", "BIG5-HKSCS", "big5 big5hkscs cnbig5 csbig5 xxbig5 cp950 big5eten", POSTIL_CHARSET_LEGACY },
  { "EUC-TW", "EUC-TW", "euctw", POSTIL_CHARSET_LEGACY },
  { "Shift_JIS", "CP932", "shiftjis sjis xsjis mskanji windows31j ms932 cp932 csshiftjis xshiftjis", POSTIL_CHARSET_LEGACY },
  { "EUC-JP", "EUC-JP-MS", "eucjp xeucjp cseucpkdfmtjapanese ujis", POSTIL_CHARSET_LEGACY },
  { "ISO-2022-JP", "ISO-2022-JP", "iso2022jp csiso2022jp", POSTIL_CHARSET_LEGACY },
  { "EUC-KR", "UHC", "euckr ksc56011987 ksc5601 ksc56011989 korean cseuckr windows949 uhc cp949 ms949 isoir149",
    POSTIL_CHARSET_LEGACY },
  { "ISO-2022-KR", "ISO-2022-KR", "iso2022kr csiso2022kr", POSTIL_CHARSET_LEGACY },
  { "VISCII", "VISCII", "viscii", POSTIL_CHARSET_LEGACY },
};

static GIConv converters[G_N_ELEMENTS (charsets)];
static GMutex converters_lock;

static gboolean
has_alias (const char *aliases, const char *key, gsize length)
{
  const char *at = aliases;

  while ((at = strstr (at, key)) != NULL)
    {
      if ((at == aliases || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
        return TRUE;
      at += length;
    }
  return FALSE;
}

/*
 * postil_charset_find:
 * @label: a character set as a document names it, in any case, `length` bytes
 * @length: in bytes
 *
 * Finds a character set by one of its names; blanks, hyphens and underscores do not matter.
 *
 * Returns: (nullable) (transfer none): static
 */
const PostilCharset *
postil_charset_find (const char *label, gsize length)
{
  char key[32];
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (label[i]))
        continue;
      if (n == sizeof key - 1)
        return NULL;
      key[n++] = g_ascii_tolower (label[i]);
    }
  key[n] = '\0';
  if (n == 0)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (has_alias (charsets[i].aliases, key, n))
      return &charsets[i];
  return NULL;
}

/*
 * postil_charset_of_kind:
 * @kind: not LEGACY
 *
 * Returns: (transfer none): the static description of one of the Unicode encodings
 */
const PostilCharset *
postil_charset_of_kind (PostilCharsetKind kind)
{
  g_assert (kind < POSTIL_CHARSET_LEGACY);
  return &charsets[kind];
}

static gboolean
is_text_scalar (guint32 c)
{
  return c != 0 && c < 0x110000 && (c < 0xd800 || c > 0xdfff);
}

static char *
decode_utf16 (const guint8 *bytes, gsize length, gboolean big, gsize *n_bad)
{
  GString *text = g_string_sized_new (length + length / 4);
  gsize i = 0;

  while (i + 1 < length)
    {
      guint32 c = big ? (guint32) bytes[i] << 8 | bytes[i + 1] : (guint32) bytes[i + 1] << 8 | bytes[i];

      i += 2;
      if (c >= 0xd800 && c < 0xdc00 && i + 1 < length)
        {
          guint32 low = big ? (guint32) bytes[i] << 8 | bytes[i + 1] : (guint32) bytes[i + 1] << 8 | bytes[i];

          if (low >= 0xdc00 && low < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
              i += 2;
            }
        }
      if (!is_text_scalar (c))
        {
          c = 0xfffd;
          (*n_bad)++;
        }
      g_string_append_unichar (text, c);
    }
  if (i < length)
    {
      g_string_append (text, REPLACEMENT);
      (*n_bad)++;
    }
  return g_string_free (text, FALSE);
}

static char *
decode_utf32 (const guint8 *bytes, gsize length, gboolean big, gsize *n_bad)
{
  GString *text = g_string_sized_new (length / 3);
  gsize i;

  for (i = 0; i + 3 < length; i += 4)
    {
      guint32 c;

      memcpy (&c, bytes + i, 4);
      c = big ? GUINT32_FROM_BE (c) : GUINT32_FROM_LE (c);
      if (!is_text_scalar (c))
        {
          c = 0xfffd;
          (*n_bad)++;
        }
      g_string_append_unichar (text, c);
    }
  if (i < length)
    {
      g_string_append (text, REPLACEMENT);
      (*n_bad)++;
    }
  return g_string_free (text, FALSE);
}

static char *
decode_utf8 (const guint8 *bytes, gsize length, gsize *n_bad)
{
  const char *at = (const char *) bytes;
  const char *limit = at + length;
  GString *text = NULL;

  while (at < limit)
    {
      const char *end;

      if (g_utf8_validate_len (at, limit - at, &end))
        break;
      if (text == NULL)
        text = g_string_sized_new (length + 64);
      g_string_append_len (text, at, end - at);
      g_string_append (text, REPLACEMENT);
      (*n_bad)++;
      at = end + 1;
    }
  if (text == NULL)
    return g_strndup ((const char *) bytes, length);
  g_string_append_len (text, at, limit - at);
  return g_string_free (text, FALSE);
}

static void
convert_all (GIConv converter, const guint8 *bytes, gsize length, GString *text, gsize *n_bad)
{
  char *in = (char *) bytes;
  gsize left = length;

  g_iconv (converter, NULL, NULL, NULL, NULL);
  while (left > 0)
    {
      char buffer[16384];
      char *out = buffer;
      gsize room = sizeof buffer;
      gsize result = g_iconv (converter, &in, &left, &out, &room);
      int reason = errno;

      g_string_append_len (text, buffer, out - buffer);
      if (result != (gsize) -1 || reason == E2BIG)
        continue;
      g_string_append (text, REPLACEMENT);
      (*n_bad)++;
      in++;
      left--;
    }
}

static char *
decode_legacy (const PostilCharset *charset, const guint8 *bytes, gsize length, gsize *n_bad)
{
  g_autofree char *raw = NULL;
  GString *text;
  GIConv *converter = &converters[charset - charsets];

  g_mutex_lock (&converters_lock);
  if (*converter == NULL)
    *converter = g_iconv_open ("UTF-8", charset->converter);
  if (*converter == (GIConv) -1)
    {
      *converter = NULL;
      g_mutex_unlock (&converters_lock);
      return NULL;
    }
  text = g_string_sized_new (length + length / 2);
  convert_all (*converter, bytes, length, text, n_bad);
  g_mutex_unlock (&converters_lock);
  /* A NUL among the bytes is a NUL in the text; the last pass turns it into U+FFFD. */
  length = text->len;
  raw = g_string_free (text, FALSE);
  return decode_utf8 ((const guint8 *) raw, length, n_bad);
}

/*
 * postil_charset_to_utf8:
 * @charset: of the bytes
 * @bytes: `length` bytes, no byte order mark
 * @length: in bytes
 * @n_bad: (out): how many U+FFFD were put in place of what could not be read
 *
 * Converts bytes to valid UTF-8 without NUL; what cannot be read becomes U+FFFD.
 *
 * Returns: (transfer full) (nullable): NULL when the C library has no converter for it
 */
char *
postil_charset_to_utf8 (const PostilCharset *charset, const guint8 *bytes, gsize length, gsize *n_bad)
{
  *n_bad = 0;
  switch (charset->kind)
    {
    case POSTIL_CHARSET_UTF8:
      return decode_utf8 (bytes, length, n_bad);
    case POSTIL_CHARSET_UTF16LE:
    case POSTIL_CHARSET_UTF16BE:
      return decode_utf16 (bytes, length, charset->kind == POSTIL_CHARSET_UTF16BE, n_bad);
    case POSTIL_CHARSET_UTF32LE:
    case POSTIL_CHARSET_UTF32BE:
      return decode_utf32 (bytes, length, charset->kind == POSTIL_CHARSET_UTF32BE, n_bad);
    case POSTIL_CHARSET_LEGACY:
      return decode_legacy (charset, bytes, length, n_bad);
    default:
      g_assert_not_reached ();
    }
}

/**
 * postil_ingest_open_converters:
 *
 * Opens the converters of every legacy character set and keeps them, so that a process that may open no file later can still
 * read all of them. Any thread.
 */
void
postil_ingest_open_converters (void)
{
  g_mutex_lock (&converters_lock);
  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      if (charsets[i].kind != POSTIL_CHARSET_LEGACY || converters[i] != NULL)
        continue;
      converters[i] = g_iconv_open ("UTF-8", charsets[i].converter);
      if (converters[i] == (GIConv) -1)
        converters[i] = NULL;
    }
  g_mutex_unlock (&converters_lock);
}
