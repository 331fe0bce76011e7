/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `library`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilLibraryError:
 *
 * Causes a caller of the room `library` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_LIBRARY_ERROR_NOT_FOUND,
  POSTIL_LIBRARY_ERROR_INVALID,
  POSTIL_LIBRARY_ERROR_UNREADABLE,
  POSTIL_LIBRARY_ERROR_UNSUPPORTED,
  POSTIL_LIBRARY_ERROR_READ_ONLY,
  POSTIL_LIBRARY_ERROR_PARTLY,
  POSTIL_LIBRARY_ERROR_FAILED,
  POSTIL_LIBRARY_ERROR_QUERY, /* a search that cannot be read; says where, and what to write instead */
} PostilLibraryError;

#define POSTIL_LIBRARY_ERROR (postil_library_error_quark ())
GQuark postil_library_error_quark (void);

G_END_DECLS
