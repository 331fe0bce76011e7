/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `store`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilStoreError:
 *
 * Causes a caller of the room `store` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_STORE_ERROR_OPEN,
  POSTIL_STORE_ERROR_FOREIGN,
  POSTIL_STORE_ERROR_NEWER,
  POSTIL_STORE_ERROR_DAMAGED,
  POSTIL_STORE_ERROR_BUSY,
  POSTIL_STORE_ERROR_FULL,
  POSTIL_STORE_ERROR_IO,
  POSTIL_STORE_ERROR_NOT_FOUND,
  POSTIL_STORE_ERROR_CONSTRAINT,
  POSTIL_STORE_ERROR_READ_ONLY, /* opened for reading only, for another reason than NEWER */
} PostilStoreError;

#define POSTIL_STORE_ERROR (postil_store_error_quark ())
GQuark postil_store_error_quark (void);

G_END_DECLS
