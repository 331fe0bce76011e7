/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample library goes: all articles marked as samples at once. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-samples-private.h belongs to the room library"
#endif

#include "postil-library-private.h"

G_BEGIN_DECLS

/* with_deed: whether undo learns of it. Finished by postil_library_remove_samples_finish(). */
void postil_samples_remove_async (PostilLibrary *self, gboolean with_deed, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
