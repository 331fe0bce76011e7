/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comments being written, kept on the disk a second after the last key. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-draft-keeper-private.h belongs to the room library"
#endif

#include "postil-library-private.h"

G_BEGIN_DECLS

PostilDraftKeeper *postil_draft_keeper_new (PostilLibrary *library);
void postil_draft_keeper_free (PostilDraftKeeper *self);
void postil_draft_keeper_forget (PostilDraftKeeper *self, const PostilId *note);
void postil_draft_keeper_flush (PostilDraftKeeper *self);

G_END_DECLS
