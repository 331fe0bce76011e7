/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Maps between byte, code-point and UTF-16 offsets of one text. Checkpoints every 64 steps keep each question constant:
 * one table per direction, about half a byte per character at most, and none at all where two counts are the same thing
 * (ASCII text: all three; text inside the basic plane: code points and UTF-16).
 */
#include "config.h"

#include "postil-utf8-offsets.h"

#define STEP 64

struct _PostilUtf8Offsets
{
  const char *text; /* borrowed */
  gsize length;     /* bytes */
  gsize n_code_points;
  gsize n_utf16;

  guint32 *byte_of_code_point;  /* where code point 64 * i starts; NULL in ASCII text */
  guint32 *code_point_of_byte;  /* the code point that holds byte 64 * i; NULL in ASCII text */
  guint32 *utf16_of_code_point; /* where code point 64 * i starts; NULL inside the basic plane */
  guint32 *code_point_of_utf16; /* the code point that holds unit 64 * i; NULL inside the basic plane */
};

static inline gboolean
is_continuation (char byte)
{
  return ((guchar) byte & 0xc0) == 0x80;
}

static inline gsize
utf16_units (char lead)
{
  return (guchar) lead >= 0xf0 ? 2 : 1;
}

/* The start of the character after the one at `byte`. */
static inline gsize
next_character (const PostilUtf8Offsets *self, gsize byte)
{
  byte++;
  while (byte < self->length && is_continuation (self->text[byte]))
    byte++;
  return byte;
}

static void
count_characters (PostilUtf8Offsets *self)
{
  gsize continuations = 0;
  gsize pairs = 0;

  for (gsize i = 0; i < self->length; i++)
    {
      continuations += i > 0 && is_continuation (self->text[i]);
      pairs += (guchar) self->text[i] >= 0xf0;
    }
  self->n_code_points = self->length - continuations;
  self->n_utf16 = self->n_code_points + pairs;
}

static void
fill_byte_tables (PostilUtf8Offsets *self)
{
  gsize code_point = 0;

  self->byte_of_code_point = g_new (guint32, self->n_code_points / STEP + 1);
  self->code_point_of_byte = g_new (guint32, self->length / STEP + 1);

  for (gsize byte = 0; byte < self->length; byte++)
    {
      if (byte > 0 && !is_continuation (self->text[byte]))
        code_point++;
      if (byte % STEP == 0)
        self->code_point_of_byte[byte / STEP] = (guint32) code_point;
      if (code_point % STEP == 0 && (byte == 0 || !is_continuation (self->text[byte])))
        self->byte_of_code_point[code_point / STEP] = (guint32) byte;
    }
  if (self->n_code_points % STEP == 0)
    self->byte_of_code_point[self->n_code_points / STEP] = (guint32) self->length;
  if (self->length % STEP == 0)
    self->code_point_of_byte[self->length / STEP] = (guint32) self->n_code_points;
}

static void
fill_utf16_tables (PostilUtf8Offsets *self)
{
  gsize code_point = 0;
  gsize utf16 = 0;

  self->utf16_of_code_point = g_new (guint32, self->n_code_points / STEP + 1);
  self->code_point_of_utf16 = g_new (guint32, self->n_utf16 / STEP + 1);

  for (gsize byte = 0; byte < self->length; byte = next_character (self, byte))
    {
      gsize units = utf16_units (self->text[byte]);

      if (code_point % STEP == 0)
        self->utf16_of_code_point[code_point / STEP] = (guint32) utf16;
      for (gsize unit = utf16; unit < utf16 + units; unit++)
        {
          if (unit % STEP == 0)
            self->code_point_of_utf16[unit / STEP] = (guint32) code_point;
        }
      code_point++;
      utf16 += units;
    }
  if (code_point % STEP == 0)
    self->utf16_of_code_point[code_point / STEP] = (guint32) utf16;
  if (utf16 % STEP == 0)
    self->code_point_of_utf16[utf16 / STEP] = (guint32) code_point;
}

/**
 * postil_utf8_offsets_new:
 * @text: (array length=length): UTF-8, need not end in NUL; borrowed: it must stay unchanged as long as the map lives
 * @length: bytes of @text, below 4 GiB
 *
 * Makes the map of one text in one pass over it. The text should be valid; bytes that are not never lead outside it.
 *
 * Thread: any; the finished map may be asked from several threads at once.
 *
 * Returns: (transfer full): the map
 */
PostilUtf8Offsets *
postil_utf8_offsets_new (const char *text, gsize length)
{
  PostilUtf8Offsets *self;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (length < G_MAXUINT32, NULL);

  self = g_new0 (PostilUtf8Offsets, 1);
  self->text = text;
  self->length = length;
  count_characters (self);
  if (self->n_code_points != length || self->n_utf16 != length)
    fill_byte_tables (self);
  if (self->n_utf16 != self->n_code_points)
    fill_utf16_tables (self);

  return self;
}

/**
 * postil_utf8_offsets_free:
 * @self: (nullable) (transfer full): a map
 *
 * Frees the map, not the text.
 *
 * Thread: any.
 */
void
postil_utf8_offsets_free (PostilUtf8Offsets *self)
{
  if (self == NULL)
    return;

  g_free (self->byte_of_code_point);
  g_free (self->code_point_of_byte);
  g_free (self->utf16_of_code_point);
  g_free (self->code_point_of_utf16);
  g_free (self);
}

/**
 * postil_utf8_offsets_get_length:
 * @self: a map
 *
 * Gets the length of the text.
 *
 * Thread: any.
 *
 * Returns: code points
 */
gsize
postil_utf8_offsets_get_length (const PostilUtf8Offsets *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_code_points;
}

/**
 * postil_utf8_offsets_get_utf16_length:
 * @self: a map
 *
 * Gets the length the text has in UTF-16.
 *
 * Thread: any.
 *
 * Returns: UTF-16 units
 */
gsize
postil_utf8_offsets_get_utf16_length (const PostilUtf8Offsets *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_utf16;
}

/**
 * postil_utf8_offsets_to_byte:
 * @self: a map
 * @code_point: an offset in code points; beyond the end counts as the end
 *
 * Finds where a code point starts.
 *
 * Thread: any.
 *
 * Returns: an offset in bytes, at most the length of the text
 */
gsize
postil_utf8_offsets_to_byte (const PostilUtf8Offsets *self, gsize code_point)
{
  gsize byte;

  g_return_val_if_fail (self != NULL, 0);

  if (code_point >= self->n_code_points)
    return self->length;
  if (self->byte_of_code_point == NULL)
    return code_point;

  byte = self->byte_of_code_point[code_point / STEP];
  for (gsize i = code_point % STEP; i > 0; i--)
    byte = next_character (self, byte);

  return byte;
}

/**
 * postil_utf8_offsets_from_byte:
 * @self: a map
 * @byte: an offset in bytes; beyond the end counts as the end
 *
 * Finds the code point that starts at @byte or holds it.
 *
 * Thread: any.
 *
 * Returns: an offset in code points
 */
gsize
postil_utf8_offsets_from_byte (const PostilUtf8Offsets *self, gsize byte)
{
  gsize code_point;

  g_return_val_if_fail (self != NULL, 0);

  if (byte >= self->length)
    return self->n_code_points;
  if (self->code_point_of_byte == NULL)
    return byte;

  code_point = self->code_point_of_byte[byte / STEP];
  for (gsize i = byte - byte % STEP + 1; i <= byte; i++)
    code_point += !is_continuation (self->text[i]);

  return code_point;
}

/**
 * postil_utf8_offsets_to_utf16:
 * @self: a map
 * @code_point: an offset in code points; beyond the end counts as the end
 *
 * Finds where a code point starts in the UTF-16 form of the text.
 *
 * Thread: any.
 *
 * Returns: an offset in UTF-16 units
 */
gsize
postil_utf8_offsets_to_utf16 (const PostilUtf8Offsets *self, gsize code_point)
{
  gsize byte;
  gsize utf16;

  g_return_val_if_fail (self != NULL, 0);

  if (code_point >= self->n_code_points)
    return self->n_utf16;
  if (self->utf16_of_code_point == NULL)
    return code_point;

  byte = self->byte_of_code_point[code_point / STEP];
  utf16 = self->utf16_of_code_point[code_point / STEP];
  for (gsize i = code_point % STEP; i > 0; i--)
    {
      utf16 += utf16_units (self->text[byte]);
      byte = next_character (self, byte);
    }

  return utf16;
}

/**
 * postil_utf8_offsets_from_utf16:
 * @self: a map
 * @utf16: an offset in UTF-16 units; beyond the end counts as the end
 *
 * Finds the code point that starts at @utf16 or holds it (the second half of a pair belongs to its character).
 *
 * Thread: any.
 *
 * Returns: an offset in code points
 */
gsize
postil_utf8_offsets_from_utf16 (const PostilUtf8Offsets *self, gsize utf16)
{
  gsize code_point;
  gsize byte;
  gsize unit;

  g_return_val_if_fail (self != NULL, 0);

  if (utf16 >= self->n_utf16)
    return self->n_code_points;
  if (self->code_point_of_utf16 == NULL)
    return utf16;

  code_point = self->code_point_of_utf16[utf16 / STEP];
  byte = postil_utf8_offsets_to_byte (self, code_point);
  unit = postil_utf8_offsets_to_utf16 (self, code_point);
  while (unit + utf16_units (self->text[byte]) <= utf16)
    {
      unit += utf16_units (self->text[byte]);
      byte = next_character (self, byte);
      code_point++;
    }

  return code_point;
}
