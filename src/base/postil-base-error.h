/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `base`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilBaseError:
 *
 * Causes a caller of the room `base` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_BASE_ERROR_INVALID,
} PostilBaseError;

#define POSTIL_BASE_ERROR (postil_base_error_quark ())
GQuark postil_base_error_quark (void);

G_END_DECLS
