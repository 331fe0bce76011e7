/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock file of a library: who is in it, whether we are alone, and whether the last one left in order. */
#pragma once

#ifndef POSTIL_STORE_COMPILATION
#error "postil-lock-private.h belongs to the room store"
#endif

#include "postil-store-error.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int descriptor;
  gboolean alone;   /* no other program is in; holds until postil_lock_share */
  gboolean unclean; /* the last program did not close the library */
} PostilLock;

PostilLock *postil_lock_new (const char *path, GError **error);
gboolean postil_lock_share (PostilLock *self, GError **error);
gboolean postil_lock_take_alone (PostilLock *self, GError **error);
void postil_lock_free (PostilLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilLock, postil_lock_free)

G_END_DECLS
