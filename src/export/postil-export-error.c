/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `export`. */
#include "config.h"

#include "postil-export-error.h"

G_DEFINE_QUARK (postil-export-error-quark, postil_export_error);
