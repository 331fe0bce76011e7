/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker that was taken over would try; the self test lets it. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-attempts-private.h belongs to the room worker"
#endif

#include <glib.h>

G_BEGIN_DECLS

char *postil_attempts_make (guint32 attempt);

G_END_DECLS
