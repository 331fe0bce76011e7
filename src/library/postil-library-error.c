/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `library`. */
#include "config.h"

#include "postil-library-error.h"

G_DEFINE_QUARK (postil-library-error-quark, postil_library_error);
