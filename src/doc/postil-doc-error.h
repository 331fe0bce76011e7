/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `doc`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilDocError:
 *
 * Causes a caller of the room `doc` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_DOC_ERROR_MALFORMED,
  POSTIL_DOC_ERROR_VERSION,
  POSTIL_DOC_ERROR_TOO_LARGE,
} PostilDocError;

#define POSTIL_DOC_ERROR (postil_doc_error_quark ())
GQuark postil_doc_error_quark (void);

G_END_DECLS
