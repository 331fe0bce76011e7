/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes exported files below one folder and nowhere else, and never over what somebody else wrote. Blocks. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-export-folder-private.h belongs to the room library"
#endif

#include "postil-markdown-merge.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_PLACED_WRITTEN = 0,
  POSTIL_PLACED_UNCHANGED = 1,
  POSTIL_PLACED_BESIDE = 2, /* under another name, since the file that stood there is not ours any more */
} PostilPlacement;

typedef struct
{
  const char *article_key;
  const char *name; /* a safe one, with its ending */
  const char *text;
  gboolean restore;       /* what the reader took out of the file comes back */
  gboolean only_existing; /* there are no notes for it: a file that is there is brought up to date, none is made */
} PostilExportFile;

/* What became of a file. */
typedef struct
{
  PostilPlacement placement;
  char *name;   /* without folders; NULL: there is no such file, and needs none */
  char *before; /* (nullable) what stood there */
  char *after;  /* what stands there, or would */
  PostilMarkdownMergeCounts counts;
} PostilExportOutcome;

void postil_export_outcome_clear (PostilExportOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PostilExportOutcome, postil_export_outcome_clear)

typedef struct _PostilExportFolder PostilExportFolder;

PostilExportFolder *postil_export_folder_open (const char *path, gboolean dry_run, GError **error);
void postil_export_folder_close (PostilExportFolder *self);
/* written: (element-type filename utf8) file name -> hash of what we wrote there last; brought up to date */
gboolean postil_export_folder_put (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written,
                                   PostilExportOutcome *outcome, GError **error);

/* A file that cannot be merged: replaced while it is as we left it, else the new one goes under another name. */
gboolean postil_export_folder_put_plain (PostilExportFolder *self, const PostilExportFile *file, GHashTable *written,
                                         PostilExportOutcome *outcome, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilExportFolder, postil_export_folder_close)

G_END_DECLS
