/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two vectors of ids without equals. Pure; any thread. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-id-diff-private.h belongs to the room library"
#endif

#include <glib.h>

G_BEGIN_DECLS

/* More runs than this are told as one: a list that is told of hundreds of changes is slower than one told of a big one. */
#define POSTIL_ID_DIFF_MAX_RUNS 300

/* Replace old_count ids from old_start on (counted in the old vector) by new_count ids from new_start on (in the new one). */
typedef struct
{
  guint old_start;
  guint old_count;
  guint new_start;
  guint new_count;
} PostilIdRun;

GArray *postil_id_diff (const gint64 *old_ids, guint n_old, const gint64 *new_ids, guint n_new);

G_END_DECLS
