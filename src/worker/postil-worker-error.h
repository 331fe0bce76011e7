/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `worker`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilWorkerError:
 *
 * Causes a caller of the room `worker` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_WORKER_ERROR_START,
  POSTIL_WORKER_ERROR_CRASHED,
  POSTIL_WORKER_ERROR_TIMEOUT,
  POSTIL_WORKER_ERROR_PROTOCOL,
  POSTIL_WORKER_ERROR_REFUSED,
  POSTIL_WORKER_ERROR_SANDBOX,
} PostilWorkerError;

#define POSTIL_WORKER_ERROR (postil_worker_error_quark ())
GQuark postil_worker_error_quark (void);

G_END_DECLS
