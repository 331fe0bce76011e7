/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PNG in memory to pixels, refused by its header when it is too large, with the library's own limits on what chunks unpack to. */
#include "config.h"

#include "postil-image-data-private.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#define MAX_CHUNK (1024 * 1024) /* bytes a text or profile chunk may unpack to */

typedef struct
{
  const guint8 *bytes;
  gsize left;
  guint8 *pixels;
  png_bytep *rows;
} Reading;

static void
read_data_cb (png_structp png, png_bytep target, png_size_t length)
{
  Reading *reading = png_get_io_ptr (png);

  if (length > reading->left)
    png_error (png, "truncated");
  memcpy (target, reading->bytes, length);
  reading->bytes += length;
  reading->left -= length;
}

G_NORETURN static void
error_cb (png_structp png, png_const_charp message)
{
  png_longjmp (png, 1);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
}

static gboolean
is_acceptable (png_uint_32 width, png_uint_32 height)
{
  return width > 0 && height > 0 && width <= POSTIL_IMAGE_MAX_SIDE && height <= POSTIL_IMAGE_MAX_SIDE
         && (guint64) width * height <= POSTIL_IMAGE_MAX_AREA;
}

/* All kinds become RGBA with 8 bits. */
static void
ask_for_rgba (png_structp png)
{
  png_set_expand (png);
  png_set_scale_16 (png);
  png_set_gray_to_rgb (png);
  png_set_add_alpha (png, 0xff, PNG_FILLER_AFTER);
  png_set_interlace_handling (png);
}

static gboolean
read_image (png_structp png, png_infop info, Reading *reading, PostilPixels *image)
{
  png_uint_32 width, height;

  if (setjmp (png_jmpbuf (png)) != 0)
    return FALSE;
  png_set_user_limits (png, POSTIL_IMAGE_MAX_SIDE, POSTIL_IMAGE_MAX_SIDE);
  png_set_chunk_malloc_max (png, MAX_CHUNK);
  png_set_chunk_cache_max (png, 64);
  png_set_read_fn (png, reading, read_data_cb);
  png_read_info (png, info);
  width = png_get_image_width (png, info);
  height = png_get_image_height (png, info);
  if (!is_acceptable (width, height))
    return FALSE;
  ask_for_rgba (png);
  png_read_update_info (png, info);
  if (png_get_rowbytes (png, info) != (gsize) width * 4)
    return FALSE;
  reading->pixels = g_malloc0 ((gsize) width * height * 4);
  reading->rows = g_new (png_bytep, height);
  for (png_uint_32 y = 0; y < height; y++)
    reading->rows[y] = reading->pixels + (gsize) y * width * 4;
  image->width = width;
  image->height = height;
  png_read_image (png, reading->rows);
  return TRUE;
}

/*
 * postil_image_decode_png:
 * @bytes: a whole PNG file, `length` bytes
 * @length: in bytes
 * @image: (out): its pixels; unref `pixels`
 *
 * Returns: whether it could be decoded within the caps
 */
gboolean
postil_image_decode_png (const guint8 *bytes, gsize length, PostilPixels *image)
{
  Reading reading = { .bytes = bytes, .left = length };
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, error_cb, warning_cb);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;
  gboolean decoded = info != NULL && read_image (png, info, &reading, image);

  png_destroy_read_struct (&png, &info, NULL);
  g_free (reading.rows);
  if (decoded)
    image->pixels = g_bytes_new_take (reading.pixels, (gsize) image->width * image->height * 4);
  else
    g_free (reading.pixels);
  return decoded;
}
