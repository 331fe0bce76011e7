/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `base`. */
#include "config.h"

#include "postil-base-error.h"

G_DEFINE_QUARK (postil-base-error-quark, postil_base_error);
