/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that can lose its power: what was written to it and not synced may be there, torn, or not. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POWER_FILE_NOTES,
  POWER_FILE_JOURNAL,
  POWER_N_FILES
} PowerFile;

typedef struct
{
  enum
  {
    POWER_WRITE,
    POWER_TRUNCATE,
    POWER_SYNC,
    POWER_MARK, /* something was confirmed */
  } kind;
  PowerFile file;
  gsize offset; /* of a truncation: the new size */
  GBytes *data;
} PowerEvent;

/* What stands on the disk. */
typedef struct
{
  GByteArray *files[POWER_N_FILES];
} PowerImage;

void power_disk_install (void);
/* From here every write below the folder is remembered, in order. */
GArray *power_disk_begin (void);
void power_disk_mark (void);
void power_disk_end (void);

void power_image_init (PowerImage *self, const char *folder);
void power_image_clear (PowerImage *self);
void power_image_write (const PowerImage *self, const char *folder);
/* What is left of an image after n_events, when the power goes. */
void power_image_cut (const PowerImage *self, const GArray *events, guint n_events, GRand *rand, PowerImage *left);

G_END_DECLS
