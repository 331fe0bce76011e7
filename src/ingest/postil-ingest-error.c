/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the room `ingest`. */
#include "config.h"

#include "postil-ingest-error.h"

G_DEFINE_QUARK (postil-ingest-error-quark, postil_ingest_error);
