/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels of an image that a page carries inside itself: PNG and JPEG from data: addresses, refused by their header when they are large,
 * and scaled down to what a column of text can show. */
#include "config.h"

#include "postil-image-data-private.h"

#include <string.h>

#define MAX_ENCODED (6 * 1024 * 1024) /* bytes */

/* Source pixels that become one. */
typedef struct
{
  guint x0, x1, y0, y1;
} Patch;

/* Averages a patch; alpha weighs the colours. */
static void
average (const guint8 *source, guint width, const Patch *patch, guint8 *target)
{
  guint64 red = 0, green = 0, blue = 0, alpha = 0, n = 0;

  for (guint y = patch->y0; y < patch->y1; y++)
    for (guint x = patch->x0; x < patch->x1; x++)
      {
        const guint8 *pixel = source + ((gsize) y * width + x) * 4;

        red += pixel[0] * pixel[3];
        green += pixel[1] * pixel[3];
        blue += pixel[2] * pixel[3];
        alpha += pixel[3];
        n++;
      }
  if (alpha == 0)
    {
      memset (target, 0, 4);
      return;
    }
  target[0] = red / alpha;
  target[1] = green / alpha;
  target[2] = blue / alpha;
  target[3] = alpha / n;
}

static void
scale_down (PostilPixels *image)
{
  guint width = POSTIL_IMAGE_MAX_WIDTH;
  guint height = MAX (1, (guint) ((guint64) image->height * width / image->width));
  const guint8 *source = g_bytes_get_data (image->pixels, NULL);
  guint8 *target = g_malloc ((gsize) width * height * 4);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        Patch patch
            = { .x0 = (guint) ((guint64) x * image->width / width), .y0 = (guint) ((guint64) y * image->height / height) };

        patch.x1 = MAX ((guint) ((guint64) (x + 1) * image->width / width), patch.x0 + 1);
        patch.y1 = MAX ((guint) ((guint64) (y + 1) * image->height / height), patch.y0 + 1);
        average (source, image->width, &patch, target + ((gsize) y * width + x) * 4);
      }
  g_bytes_unref (image->pixels);
  image->pixels = g_bytes_new_take (target, (gsize) width * height * 4);
  image->width = width;
  image->height = height;
}

/* The bytes of a base64 or percent-encoded data: address. */
static guint8 *
decode_data_uri (const char *uri, gsize *length)
{
  const char *comma = strchr (uri, ',');
  g_autofree char *plain = NULL;

  if (comma == NULL || strlen (comma) > MAX_ENCODED)
    return NULL;
  plain = g_uri_unescape_string (comma + 1, NULL);
  if (plain == NULL || g_strstr_len (uri, comma - uri, ";base64") == NULL)
    return NULL;
  return g_base64_decode (plain, length);
}

/*
 * postil_image_data_decode:
 * @uri: the address of an image
 * @image: (out): its pixels; unref `pixels`
 *
 * Decodes a PNG or JPEG that is carried in a data: address, at most POSTIL_IMAGE_MAX_SIDE on a side and POSTIL_IMAGE_MAX_AREA in all; wider
 * ones are scaled down to POSTIL_IMAGE_MAX_WIDTH.
 *
 * Returns: whether there are pixels
 */
gboolean
postil_image_data_decode (const char *uri, PostilPixels *image)
{
  g_autofree guint8 *bytes = NULL;
  gsize length = 0;
  gboolean decoded = FALSE;

  if (g_ascii_strncasecmp (uri, "data:image/", 11) != 0)
    return FALSE;
  bytes = decode_data_uri (uri, &length);
  if (bytes == NULL)
    return FALSE;
  if (length > 8 && memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
    decoded = postil_image_decode_png (bytes, length, image);
  else if (length > 3 && memcmp (bytes, "\xff\xd8\xff", 3) == 0)
    decoded = postil_image_decode_jpeg (bytes, length, image);
  if (decoded && image->width > POSTIL_IMAGE_MAX_WIDTH)
    scale_down (image);
  return decoded;
}
