/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `fetch`. */
#include "config.h"

#include "postil-fetch-error.h"

G_DEFINE_QUARK (postil-fetch-error-quark, postil_fetch_error);
