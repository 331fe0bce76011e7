/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of character sets as documents spell them, and conversion of their bytes to UTF-8. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-charset-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_CHARSET_UTF8,
  POSTIL_CHARSET_UTF16LE,
  POSTIL_CHARSET_UTF16BE,
  POSTIL_CHARSET_UTF32LE,
  POSTIL_CHARSET_UTF32BE,
  POSTIL_CHARSET_LEGACY, /* any other, through the C library's converters */
} PostilCharsetKind;

typedef struct
{
  const char *name;      /* as shown and reported */
  const char *converter; /* as the C library calls it */
  const char *aliases;   /* blank-separated, lower case, without punctuation */
  PostilCharsetKind kind;
} PostilCharset;

const PostilCharset *postil_charset_find (const char *label, gsize length);
const PostilCharset *postil_charset_of_kind (PostilCharsetKind kind);
char *postil_charset_to_utf8 (const PostilCharset *charset, const guint8 *bytes, gsize length, gsize *n_bad);

G_END_DECLS
