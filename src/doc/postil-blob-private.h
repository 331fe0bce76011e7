/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Little-endian fields in a row of bytes, written and read back. A reader that runs out of bytes or meets nonsense turns
 * `failed` for good and gives zeros from then on, so callers check once.
 */
#pragma once

#ifndef POSTIL_DOC_COMPILATION
#error "postil-blob-private.h belongs to the room doc"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data;
  gsize size;
  gsize position;
  gboolean failed;
  gboolean too_large; /* a count was over its cap */
} PostilBlobReader;

void postil_blob_write_u16 (GByteArray *blob, guint16 value);
void postil_blob_write_u32 (GByteArray *blob, guint32 value);
void postil_blob_write_i64 (GByteArray *blob, gint64 value);
void postil_blob_write_float (GByteArray *blob, float value);
void postil_blob_write_double (GByteArray *blob, double value);
void postil_blob_write_string (GByteArray *blob, const char *string);
void postil_blob_write_data (GByteArray *blob, const void *data, gsize size);

guint16 postil_blob_read_u16 (PostilBlobReader *reader);
guint32 postil_blob_read_u32 (PostilBlobReader *reader);
gint64 postil_blob_read_i64 (PostilBlobReader *reader);
float postil_blob_read_float (PostilBlobReader *reader);
double postil_blob_read_double (PostilBlobReader *reader);
char *postil_blob_read_string (PostilBlobReader *reader);
const guint8 *postil_blob_read_data (PostilBlobReader *reader, gsize size);
guint32 postil_blob_read_count (PostilBlobReader *reader, guint32 max_count, gsize min_size);
guint32 postil_blob_read_enum (PostilBlobReader *reader, guint32 n_values);
gboolean postil_blob_read_flag (PostilBlobReader *reader);

gboolean postil_blob_read_head (PostilBlobReader *reader, const char magic[4], guint16 version, GError **error);
gboolean postil_blob_read_end (PostilBlobReader *reader, GError **error);

G_END_DECLS
