/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JPEG in memory to pixels, refused by its header when it is too large, given up on damage and on a scan count no camera writes. */
#include "config.h"

#include "postil-image-data-private.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#define MAX_SCANS 64
#define MAX_MEMORY (64 * 1024 * 1024) /* bytes */

typedef struct
{
  struct jpeg_error_mgr manager; /* first: the library hands it back */
  jmp_buf failed;
} Failure;

typedef struct
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_progress_mgr progress;
  Failure failure;
  guint8 *pixels;
  guint8 *row;
} Reading;

G_NORETURN static void
error_cb (j_common_ptr common)
{
  Failure *failure = (Failure *) (void *) common->err;

  longjmp (failure->failed, 1);
}

static void
message_cb (j_common_ptr common, int level)
{
}

/* A progressive file of thousands of scans costs a full pass each. */
static void
progress_cb (j_common_ptr common)
{
  const struct jpeg_decompress_struct *jpeg = (const struct jpeg_decompress_struct *) (const void *) common;

  if (jpeg->input_scan_number > MAX_SCANS)
    error_cb (common);
}

static void
copy_row (const Reading *reading, guint y, guint width)
{
  guint8 *target = reading->pixels + (gsize) y * width * 4;

  for (guint x = 0; x < width; x++)
    {
      memcpy (target + (gsize) x * 4, reading->row + (gsize) x * 3, 3);
      target[(gsize) x * 4 + 3] = 0xff;
    }
}

static gboolean
read_image (Reading *reading, const guint8 *bytes, gsize length, PostilPixels *image)
{
  struct jpeg_decompress_struct *jpeg = &reading->jpeg;

  if (setjmp (reading->failure.failed) != 0)
    return FALSE;
  jpeg_create_decompress (jpeg);
  jpeg->mem->max_memory_to_use = MAX_MEMORY;
  jpeg->progress = &reading->progress;
  jpeg_mem_src (jpeg, bytes, length);
  jpeg_read_header (jpeg, TRUE);
  if (jpeg->image_width > POSTIL_IMAGE_MAX_SIDE || jpeg->image_height > POSTIL_IMAGE_MAX_SIDE
      || (guint64) jpeg->image_width * jpeg->image_height > POSTIL_IMAGE_MAX_AREA || jpeg->num_components == 4)
    return FALSE;
  jpeg->out_color_space = JCS_RGB;
  jpeg_start_decompress (jpeg);
  if (jpeg->output_components != 3)
    return FALSE;
  image->width = jpeg->output_width;
  image->height = jpeg->output_height;
  reading->pixels = g_malloc0 ((gsize) image->width * image->height * 4);
  reading->row = g_malloc ((gsize) image->width * 3);
  while (jpeg->output_scanline < jpeg->output_height)
    {
      guint y = jpeg->output_scanline;
      JSAMPROW row = reading->row;

      if (jpeg_read_scanlines (jpeg, &row, 1) != 1)
        return FALSE;
      copy_row (reading, y, image->width);
    }
  return TRUE;
}

/*
 * postil_image_decode_jpeg:
 * @bytes: a whole JPEG file, `length` bytes
 * @length: in bytes
 * @image: (out): its pixels; unref `pixels`
 *
 * Returns: whether it could be decoded within the caps
 */
gboolean
postil_image_decode_jpeg (const guint8 *bytes, gsize length, PostilPixels *image)
{
  g_autofree Reading *reading = g_new0 (Reading, 1);
  gboolean decoded;

  reading->jpeg.err = jpeg_std_error (&reading->failure.manager);
  reading->failure.manager.error_exit = error_cb;
  reading->failure.manager.emit_message = message_cb;
  reading->progress.progress_monitor = progress_cb;
  decoded = read_image (reading, bytes, length, image);
  jpeg_destroy_decompress (&reading->jpeg);
  g_free (reading->row);
  if (decoded)
    image->pixels = g_bytes_new_take (reading->pixels, (gsize) image->width * image->height * 4);
  else
    g_free (reading->pixels);
  return decoded;
}
