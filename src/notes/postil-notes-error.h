/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The errors of the room `notes`. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PostilNotesError:
 *
 * Causes a caller of the room `notes` can act on; the message names the object.
 */
typedef enum
{
  POSTIL_NOTES_ERROR_INVALID,
} PostilNotesError;

#define POSTIL_NOTES_ERROR (postil_notes_error_quark ())
GQuark postil_notes_error_quark (void);

G_END_DECLS
