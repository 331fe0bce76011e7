/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `export`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilExportError:
 *
 * Causes a caller of the room `export` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_EXPORT_ERROR_UNSAFE,
  POSTIL_EXPORT_ERROR_WRITE,
} PostilExportError;

#define POSTIL_EXPORT_ERROR (postil_export_error_quark ())
GQuark postil_export_error_quark (void);

G_END_DECLS
