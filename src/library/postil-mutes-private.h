/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muting, as the queue sees it that ends an article's arrival. */
#pragma once

#ifndef POSTIL_LIBRARY_COMPILATION
#error "postil-mutes-private.h belongs to the room library"
#endif

#include "postil-database.h"

G_BEGIN_DECLS

/* Database thread, outside transactions. ids: (element-type gint64) of articles analysed for the first time; n_muted (out): how
 * many were marked as read */
gboolean postil_mutes_apply (PostilDatabase *database, const GArray *ids, gint64 now, guint *n_muted, GError **error);

G_END_DECLS
