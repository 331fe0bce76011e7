/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of another tool, on their way into the library: each is laid on the article it speaks of. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-notes-import-private.h belongs to the room library"
#endif

#include "postil-deeds-table.h"
#include "postil-foreign-notes.h"
#include "postil-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *label; /* of the file */
  PostilForeignNotes *foreign;
  gint64 now; /* µs, for notes without a time */
  guint n_placed;
  guint n_orphaned;
  guint n_remembered; /* their article is not in the library */
  guint n_known;
  GPtrArray *remarks; /* (element-type utf8) what was not placed, and why */
  GHashTable *keys;   /* (element-type utf8) of articles with new notes */
} PostilNotesImport;

PostilNotesImport *postil_notes_import_new (PostilForeignNotes *foreign, const char *label, gint64 now);
void postil_notes_import_free (PostilNotesImport *self);
gboolean postil_notes_import_store (PostilDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
gboolean postil_notes_import_set_removed (PostilDatabase *database, const PostilDeedRow *deed, gboolean removed, GHashTable *keys,
                                          GError **error);

G_END_DECLS
