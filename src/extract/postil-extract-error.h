/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `extract`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilExtractError:
 *
 * Causes a caller of the room `extract` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_EXTRACT_ERROR_LEXICON,
  POSTIL_EXTRACT_ERROR_VERSION,
} PostilExtractError;

#define POSTIL_EXTRACT_ERROR (postil_extract_error_quark ())
GQuark postil_extract_error_quark (void);

G_END_DECLS
