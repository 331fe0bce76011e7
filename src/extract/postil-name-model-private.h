/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learned model of names, used where it is mapped: rows of weights by hashed feature, steps between labels, clusters of words. */
#pragma once

#ifndef POSTIL_EXTRACT_COMPILATION
#error "private header of the room extract"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_NAME_NONE,
  POSTIL_NAME_ORG,
  POSTIL_NAME_PER,
  POSTIL_NAME_LOC,
  POSTIL_NAME_PRODUCT,
  POSTIL_NAME_MISC,
  POSTIL_N_NAME_TYPES
} PostilNameType;

/* Label 0 is outside; 2 type - 1 begins a name of that type, 2 type goes on in it. */
#define POSTIL_NAME_LABELS 11
#define POSTIL_NAME_LANES 16

#define POSTIL_NAME_MODEL_MAGIC "PSTLNAM\n"
#define POSTIL_NAME_MODEL_VERSION 1
#define POSTIL_NAME_MODEL_HEADER_SIZE 64
#define POSTIL_NAME_LINE_SIZE 64
#define POSTIL_NAME_LINE_ROWS 4
#define POSTIL_NAME_ROW_SIZE 14
#define POSTIL_NAME_CLUSTER_SIZE 8
#define POSTIL_NAME_N_STAGES 2
#define POSTIL_NAME_N_DEGREES 64

/*
 * header    magic[8], then guint32: version file_size unit n_lines[2] lines_at[2] n_clusters clusters_at steps_at degrees_at, 0 to 64
 * lines     four guint16 tags, then four rows of 14 gint8, of which 11 count; 64 bytes; a tag of 0 is an empty row. Line of a feature: its
 *           key's upper half and the number of lines less one, tag: its lower half, at least 1
 * clusters  word hash:32 cluster:16 habit:16, open addressed by hash, a power of two of them; habit: 1 to 9, how often in eighths the word is
 *           written in lower case where a capital would mean something, 0 when that was not seen
 * steps     gint16 [2 stages][from 11][to 11]
 * degrees   gint16 [64]: how many of a thousand are right among names of that probability in 64ths
 * Everything is little-endian. Points are 1 / unit of a natural logarithm.
 */
typedef struct _PostilNameModel PostilNameModel;

PostilNameModel *postil_name_model_new (GBytes *bytes, GError **error);
void postil_name_model_free (PostilNameModel *self);
void postil_name_model_add (const PostilNameModel *self, guint stage, const guint32 *keys, guint n_keys,
                            gint16 points[POSTIL_NAME_LANES]);
gboolean postil_name_model_row (const PostilNameModel *self, guint stage, guint32 key, gint8 row[POSTIL_NAME_LABELS]);
guint16 postil_name_model_cluster (const PostilNameModel *self, guint32 hash, guint8 *habit);
const gint16 *postil_name_model_steps (const PostilNameModel *self, guint stage);
guint postil_name_model_unit (const PostilNameModel *self);
guint postil_name_model_degree (const PostilNameModel *self, double probability);

static inline guint
postil_name_label (PostilNameType type, gboolean begins)
{
  return type == POSTIL_NAME_NONE ? 0 : 2 * (guint) type - (begins ? 1 : 0);
}

static inline PostilNameType
postil_name_label_type (guint label)
{
  return (PostilNameType) ((label + 1) / 2);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilNameModel, postil_name_model_free)

G_END_DECLS
