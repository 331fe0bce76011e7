/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `ingest`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilIngestError:
 *
 * Causes a caller of the room `ingest` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_INGEST_ERROR_EMPTY,
  POSTIL_INGEST_ERROR_BINARY,
  POSTIL_INGEST_ERROR_TOO_LARGE,
  POSTIL_INGEST_ERROR_TOO_COMPLEX,
  POSTIL_INGEST_ERROR_MALFORMED,
  POSTIL_INGEST_ERROR_UNSUPPORTED,
} PostilIngestError;

#define POSTIL_INGEST_ERROR (postil_ingest_error_quark ())
GQuark postil_ingest_error_quark (void);

G_END_DECLS
