/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layers that shut the worker in, applied by itself after it has loaded everything. */
#pragma once

#ifndef POSTIL_WORKER_COMPILATION
#error "postil-confinement-private.h belongs to the room worker"
#endif

#include "postil-protection.h"

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_CONFINEMENT_MAX_MEMORY ((guint64) 512 * 1024 * 1024) /* bytes of address space */

int postil_confinement_keep_output (void);
PostilProtection postil_confinement_apply (gboolean strict);
void postil_confinement_renew_cpu (guint seconds);
gboolean postil_confinement_restrict_files (void);
gboolean postil_confinement_restrict_calls (gboolean strict);

G_END_DECLS
