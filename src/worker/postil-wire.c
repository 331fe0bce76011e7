/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, strings and byte runs as they go over the pipe. Reading never trusts a length: what does not fit fails the reader, and a failed
 * reader gives nothing more. */
#include "config.h"

#include "postil-wire-private.h"

#include <string.h>

#define NO_STRING 0xffffffffu

/* Writes the head of a frame. */
void
postil_wire_write_head (guint8 bytes[POSTIL_WIRE_HEAD], const PostilWireHead *head)
{
  const guint32 words[4]
      = { GUINT32_TO_LE (POSTIL_WIRE_MAGIC), GUINT32_TO_LE (head->type), GUINT32_TO_LE (head->id), GUINT32_TO_LE (head->length) };

  memcpy (bytes, words, POSTIL_WIRE_HEAD);
}

/* Reads the head of a frame. Returns: whether it is one, of at most `max_length` bytes */
gboolean
postil_wire_read_head (const guint8 bytes[POSTIL_WIRE_HEAD], gsize max_length, PostilWireHead *head)
{
  guint32 words[4];

  memcpy (words, bytes, POSTIL_WIRE_HEAD);
  head->type = GUINT32_FROM_LE (words[1]);
  head->id = GUINT32_FROM_LE (words[2]);
  head->length = GUINT32_FROM_LE (words[3]);
  return GUINT32_FROM_LE (words[0]) == POSTIL_WIRE_MAGIC && head->length <= max_length;
}

/* Appends a number. */
void
postil_wire_put_u32 (GByteArray *out, guint32 value)
{
  guint32 word = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &word, sizeof word);
}

/* Appends a number. */
void
postil_wire_put_i64 (GByteArray *out, gint64 value)
{
  gint64 word = GINT64_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &word, sizeof word);
}

/* Appends a run of bytes with its length. */
void
postil_wire_put_bytes (GByteArray *out, const void *bytes, gsize length)
{
  g_assert (length < NO_STRING);
  postil_wire_put_u32 (out, length);
  g_byte_array_append (out, bytes, length);
}

/* Appends a string or, for NULL, its absence. */
void
postil_wire_put_string (GByteArray *out, const char *string)
{
  if (string == NULL)
    postil_wire_put_u32 (out, NO_STRING);
  else
    postil_wire_put_bytes (out, string, strlen (string));
}

static const guint8 *
take (PostilWireReader *reader, gsize length)
{
  const guint8 *bytes = reader->at;

  if (reader->failed || length > reader->left)
    {
      reader->failed = TRUE;
      return NULL;
    }
  reader->at += length;
  reader->left -= length;
  return bytes;
}

/* Reads a number. */
guint32
postil_wire_get_u32 (PostilWireReader *reader)
{
  const guint8 *bytes = take (reader, sizeof (guint32));
  guint32 word = 0;

  if (bytes != NULL)
    memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_LE (word);
}

/* Reads a number. */
gint64
postil_wire_get_i64 (PostilWireReader *reader)
{
  const guint8 *bytes = take (reader, sizeof (gint64));
  gint64 word = 0;

  if (bytes != NULL)
    memcpy (&word, bytes, sizeof word);
  return GINT64_FROM_LE (word);
}

/* Reads a run of bytes. Returns: (transfer none) (nullable): inside the frame */
const guint8 *
postil_wire_get_bytes (PostilWireReader *reader, gsize *length)
{
  *length = postil_wire_get_u32 (reader);
  return take (reader, *length);
}

/* Reads a string of at most `max_length` bytes of valid UTF-8 without NUL. Returns: (transfer full) (nullable) */
char *
postil_wire_get_string (PostilWireReader *reader, gsize max_length)
{
  guint32 length = postil_wire_get_u32 (reader);
  const guint8 *bytes;

  if (length == NO_STRING || reader->failed)
    return NULL;
  bytes = take (reader, length);
  if (bytes == NULL || length > max_length || !g_utf8_validate ((const char *) bytes, length, NULL))
    {
      reader->failed = TRUE;
      return NULL;
    }
  return g_strndup ((const char *) bytes, length);
}

/* Whether everything was read and nothing is left over. */
gboolean
postil_wire_is_done (const PostilWireReader *reader)
{
  return !reader->failed && reader->left == 0;
}
