/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that lost their place: what they were made on, where they may belong now, and putting them there. */
#pragma once

#include "postil-library.h"

G_BEGIN_DECLS

#define POSTIL_LOST_MAX_PLACES 3

typedef struct
{
  gsize start; /* code points in the newest text */
  gsize end;
  double confidence; /* 0 to 1 */
} PostilNotePlace;

typedef struct
{
  PostilNote *note;
  PostilDocument *before; /* (nullable) the text it was made on; its offsets count in it */
  PostilDocument *now;    /* (nullable) the newest text; NULL when the article left the cache */
  gint64 article_id;      /* 0 then */
  GArray *places;         /* (element-type PostilNotePlace) best first; none lies over another */
} PostilLostNote;

void postil_lost_note_free (PostilLostNote *lost);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLostNote, postil_lost_note_free)

/* Any note, also one that is where it was. The query "is:orphan" of a list of notes tells which ones are lost. */
void postil_library_look_for_note_async (PostilLibrary *self, const PostilId *id, GAsyncReadyCallback callback,
                                         gpointer user_data);
PostilLostNote *postil_library_look_for_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

/* Puts a note on a passage of the newest text, because the reader says so; its words stay those that were marked. */
void postil_library_place_note_async (PostilLibrary *self, const PostilId *id, gsize start, gsize end,
                                      GAsyncReadyCallback callback, gpointer user_data);
PostilNote *postil_library_place_note_finish (PostilLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
