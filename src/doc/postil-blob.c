/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Little-endian fields in a row of bytes. Every value has exactly one form, so equal objects make equal bytes. */
#include "config.h"

#include "postil-blob-private.h"

#include "postil-doc-error.h"

#include <math.h>
#include <string.h>

/* Stands for the length of a string that is not there. */
#define NO_STRING G_MAXUINT32

/* The one form of "not a number" a blob holds; its sign and payload mean nothing. */
#define FLOAT_NAN G_GUINT64_CONSTANT (0x7fc00000)
#define DOUBLE_NAN G_GUINT64_CONSTANT (0x7ff8000000000000)

static void
write_integer (GByteArray *blob, guint64 value, guint n_bytes)
{
  guint8 bytes[8];

  for (guint i = 0; i < n_bytes; i++)
    bytes[i] = (guint8) (value >> (8 * i));
  g_byte_array_append (blob, bytes, n_bytes);
}

void
postil_blob_write_u16 (GByteArray *blob, guint16 value)
{
  write_integer (blob, value, 2);
}

void
postil_blob_write_u32 (GByteArray *blob, guint32 value)
{
  write_integer (blob, value, 4);
}

void
postil_blob_write_i64 (GByteArray *blob, gint64 value)
{
  write_integer (blob, (guint64) value, 8);
}

void
postil_blob_write_float (GByteArray *blob, float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  write_integer (blob, isnan (value) ? FLOAT_NAN : bits, 4);
}

void
postil_blob_write_double (GByteArray *blob, double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  write_integer (blob, isnan (value) ? DOUBLE_NAN : bits, 8);
}

/* Writes a length and the bytes without NUL; NULL keeps apart from the empty string. */
void
postil_blob_write_string (GByteArray *blob, const char *string)
{
  gsize length = string != NULL ? strlen (string) : 0;

  postil_blob_write_u32 (blob, string != NULL ? (guint32) length : NO_STRING);
  postil_blob_write_data (blob, string, length);
}

void
postil_blob_write_data (GByteArray *blob, const void *data, gsize size)
{
  if (size > 0)
    g_byte_array_append (blob, data, (guint) size);
}

/* Hands out the next `size` bytes of the blob itself; NULL when it has no more so many. */
const guint8 *
postil_blob_read_data (PostilBlobReader *reader, gsize size)
{
  const guint8 *data;

  if (reader->failed || size > reader->size - reader->position)
    {
      reader->failed = TRUE;
      return NULL;
    }

  data = reader->data + reader->position;
  reader->position += size;
  return data;
}

static guint64
read_integer (PostilBlobReader *reader, guint n_bytes)
{
  const guint8 *bytes = postil_blob_read_data (reader, n_bytes);
  guint64 value = 0;

  for (guint i = 0; bytes != NULL && i < n_bytes; i++)
    value |= (guint64) bytes[i] << (8 * i);

  return value;
}

guint16
postil_blob_read_u16 (PostilBlobReader *reader)
{
  return (guint16) read_integer (reader, 2);
}

guint32
postil_blob_read_u32 (PostilBlobReader *reader)
{
  return (guint32) read_integer (reader, 4);
}

gint64
postil_blob_read_i64 (PostilBlobReader *reader)
{
  return (gint64) read_integer (reader, 8);
}

float
postil_blob_read_float (PostilBlobReader *reader)
{
  guint32 bits = (guint32) read_integer (reader, 4);
  float value;

  memcpy (&value, &bits, sizeof value);
  if (isnan (value) && bits != FLOAT_NAN)
    reader->failed = TRUE;
  return value;
}

double
postil_blob_read_double (PostilBlobReader *reader)
{
  guint64 bits = read_integer (reader, 8);
  double value;

  memcpy (&value, &bits, sizeof value);
  if (isnan (value) && bits != DOUBLE_NAN)
    reader->failed = TRUE;
  return value;
}

/* Reads a string that may be NULL; a NUL inside it, which would cut it short, is nonsense. */
char *
postil_blob_read_string (PostilBlobReader *reader)
{
  guint32 length = postil_blob_read_u32 (reader);
  const guint8 *data;

  if (reader->failed || length == NO_STRING)
    return NULL;

  data = postil_blob_read_data (reader, length);
  if (data == NULL)
    return NULL;
  if (memchr (data, '\0', length) != NULL)
    {
      reader->failed = TRUE;
      return NULL;
    }
  return g_strndup ((const char *) data, length);
}

/* Reads how many records follow; fails before anything is allocated when they cannot all be there. */
guint32
postil_blob_read_count (PostilBlobReader *reader, guint32 max_count, gsize min_size)
{
  guint32 count = postil_blob_read_u32 (reader);

  if (reader->failed || count > max_count || count > (reader->size - reader->position) / min_size)
    {
      reader->too_large |= !reader->failed && count > max_count;
      reader->failed = TRUE;
      return 0;
    }
  return count;
}

/* Reads a 32-bit value below `n_values`. */
guint32
postil_blob_read_enum (PostilBlobReader *reader, guint32 n_values)
{
  guint32 value = postil_blob_read_u32 (reader);

  if (value >= n_values)
    {
      reader->failed = TRUE;
      return 0;
    }
  return value;
}

/* Reads a 16-bit truth value, 0 or 1. */
gboolean
postil_blob_read_flag (PostilBlobReader *reader)
{
  guint16 value = postil_blob_read_u16 (reader);

  if (value > 1)
    reader->failed = TRUE;
  return value == 1;
}

/* Reads the magic and the version every blob begins with. */
gboolean
postil_blob_read_head (PostilBlobReader *reader, const char magic[4], guint16 version, GError **error)
{
  const guint8 *found = postil_blob_read_data (reader, 4);
  guint16 found_version = postil_blob_read_u16 (reader);

  if (reader->failed || memcmp (found, magic, 4) != 0 || found_version == 0)
    {
      g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "blob: does not begin as one of kind %.4s", magic);
      return FALSE;
    }
  if (found_version > version)
    {
      g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_VERSION, "blob: version %u is newer than %u", found_version,
                   version);
      return FALSE;
    }
  return TRUE;
}

/* Says whether everything was read well and nothing is left. */
gboolean
postil_blob_read_end (PostilBlobReader *reader, GError **error)
{
  if (reader->too_large)
    {
      g_set_error_literal (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_TOO_LARGE, "blob: over a cap");
      return FALSE;
    }
  if (reader->failed || reader->position != reader->size)
    {
      g_set_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED, "blob: nonsense at byte %" G_GSIZE_FORMAT,
                   reader->position);
      return FALSE;
    }
  return TRUE;
}
