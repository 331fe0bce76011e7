/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `extract`. */
#include "config.h"

#include "postil-extract-error.h"

G_DEFINE_QUARK (postil-extract-error-quark, postil_extract_error);
