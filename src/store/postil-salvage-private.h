/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that rows are saved from, and the new notes.db that they are written to. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-salvage-private.h belongs to the room store"
#endif

#include "postil-database-private.h"
#include "postil-maintenance.h"
#include "postil-precious-private.h"

G_BEGIN_DECLS

/* --- postil-source.c --- */
typedef struct
{
  char *path;
  PostilPageReader *reader;
  gboolean ours;                               /* it has our tables, or rows of them */
  guint32 roots[POSTIL_PRECIOUS_N_TABLES];     /* 0: not known */
  gboolean complete[POSTIL_PRECIOUS_N_TABLES]; /* every row can be read */
  guint32 ids_root;                            /* of the index of note ids */
  gint64 newest;                               /* grows with every change that notes.db saw */
} PostilSource;

PostilSource *postil_source_open (const char *path, GError **error);
void postil_source_free (PostilSource *self);
gboolean postil_source_is_complete (const PostilSource *self);

typedef void (*PostilRowFunc) (const PostilRecord *record, gpointer data);
void postil_source_read (PostilSource *self, PostilPreciousIndex table, PostilRowFunc func, gpointer data);
/* The records (id, row number) of the index of notes. */
void postil_source_read_ids (PostilSource *self, PostilRowFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilSource, postil_source_free)

/* --- postil-salvage.c --- */
gboolean postil_salvage_write (GPtrArray *sources, gboolean merge, const char *path, PostilRecovery *report, GError **error);

/* --- postil-recovery.c --- */
PostilRecovery *postil_recovery_new (void);
gboolean postil_recovery_run (PostilDatabase *self, GError **error);
gboolean postil_recovery_run_open (PostilDatabase *self, GError **error);

G_END_DECLS
