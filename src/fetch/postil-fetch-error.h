/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `fetch`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilFetchError:
 *
 * Causes a caller of the room `fetch` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_FETCH_ERROR_URL,
  POSTIL_FETCH_ERROR_BLOCKED,
  POSTIL_FETCH_ERROR_TOO_LARGE,
  POSTIL_FETCH_ERROR_TIMEOUT,
  POSTIL_FETCH_ERROR_HTTP,
  POSTIL_FETCH_ERROR_NETWORK,
  POSTIL_FETCH_ERROR_GONE,        /* for good: 410 */
  POSTIL_FETCH_ERROR_BUSY,        /* asked too much: 429, 503 */
  POSTIL_FETCH_ERROR_CERTIFICATE, /* it cannot prove who it is */
} PostilFetchError;

#define POSTIL_FETCH_ERROR (postil_fetch_error_quark ())
GQuark postil_fetch_error_quark (void);

G_END_DECLS
