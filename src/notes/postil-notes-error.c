/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `notes`. */
#include "config.h"

#include "postil-notes-error.h"

G_DEFINE_QUARK (postil-notes-error-quark, postil_notes_error);
