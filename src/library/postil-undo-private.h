/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reader did, in order, so that it can be taken back and done again. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-undo-private.h belongs to the room library"
#endif

#include "postil-library-private.h"

G_BEGIN_DECLS

typedef enum
{
  POSTIL_DEED_MAKE_NOTE,
  POSTIL_DEED_DELETE_NOTE,
  POSTIL_DEED_RESTORE_NOTE,
  POSTIL_DEED_EDIT_NOTE,
  POSTIL_DEED_READ,
  POSTIL_DEED_STAR,
  POSTIL_DEED_REMOVE_SAMPLES,
} PostilDeedKind;

/* Reference counted, never changed. */
typedef struct
{
  PostilDeedKind kind;
  char *label;        /* in words for the reader */
  PostilNote *before; /* of an edit */
  PostilNote *after;  /* the note of every deed on a note */
  GArray *ids;        /* (element-type gint64) articles whose state changed */
  gboolean value;     /* what read or starred became */
} PostilDeed;

PostilDeed *postil_deed_new_note (PostilDeedKind kind, PostilNote *before, PostilNote *after);
PostilDeed *postil_deed_new_articles (PostilDeedKind kind, GArray *ids, gboolean value);
void postil_deed_unref (PostilDeed *deed);

PostilUndo *postil_undo_new (void);
void postil_undo_free (PostilUndo *self);
void postil_undo_add (PostilLibrary *library, PostilDeed *deed);
void postil_undo_forget (PostilLibrary *library);
const char *postil_undo_get_label (PostilUndo *self, gboolean redo);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilDeed, postil_deed_unref)

G_END_DECLS
