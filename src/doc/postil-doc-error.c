/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `doc`. */
#include "config.h"

#include "postil-doc-error.h"

G_DEFINE_QUARK (postil - doc - error - quark, postil_doc_error);
