/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixels of an image that a page carries inside itself as a data: address. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-image-data-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_IMAGE_MAX_SIDE 4096              /* pixels, before scaling */
#define POSTIL_IMAGE_MAX_AREA (4 * 1024 * 1024) /* pixels, before scaling */
#define POSTIL_IMAGE_MAX_WIDTH 1280             /* pixels, after scaling */

typedef struct
{
  GBytes *pixels; /* RGBA, 8 bits each, not premultiplied */
  guint width;
  guint height;
} PostilPixels;

gboolean postil_image_data_decode (const char *uri, PostilPixels *image);

/* The two decoders: bytes to rows, within the caps above. */
gboolean postil_image_decode_png (const guint8 *bytes, gsize length, PostilPixels *image);
gboolean postil_image_decode_jpeg (const guint8 *bytes, gsize length, PostilPixels *image);

G_END_DECLS
