/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes exported files below one folder and nowhere else, and never over what somebody else wrote. Blocks. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-export-folder-private.h belongs to the room library"
#endif

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  POSTIL_PLACED_WRITTEN = 0,
  POSTIL_PLACED_UNCHANGED = 1,
  POSTIL_PLACED_BESIDE = 2,           /* under another name, since the file had been edited */
  POSTIL_PLACED_BESIDE_UNCHANGED = 3, /* the same, and that other file was already right */
} PostilPlacement;

typedef struct
{
  const char *article_key;
  const char *name; /* a safe one, with its ending */
  const char *text;
} PostilExportFile;

typedef struct _PostilExportFolder PostilExportFolder;

PostilExportFolder *postil_export_folder_open (const char *path, gboolean dry_run, GError **error);
void postil_export_folder_close (PostilExportFolder *self);
/* written: (element-type filename utf8) file name -> hash of what we wrote there last; brought up to date */
gboolean postil_export_folder_put (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written,
                                   PostilPlacement *placement, GError **error);
/* The name postil_export_folder_put() chose last. */
const char *postil_export_folder_get_last_name (PostilExportFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportFolder, postil_export_folder_close)

G_END_DECLS
