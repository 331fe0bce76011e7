/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `store`. */
#include "config.h"

#include "postil-store-error.h"

G_DEFINE_QUARK (postil-store-error-quark, postil_store_error);
