/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `worker`. */
#include "config.h"

#include "postil-worker-error.h"

G_DEFINE_QUARK (postil-worker-error-quark, postil_worker_error);
