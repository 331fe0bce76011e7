/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to valid UTF-8: which character set it is, and whether it is text at all. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-decode-private.h belongs to the room ingest"
#endif

#include "postil-ingest.h"

G_BEGIN_DECLS

char *postil_decode (GBytes *bytes, const PostilIngestHints *hints, gsize *length, const char **encoding, GError **error);
const char *postil_decode_get_name (const PostilIngestHints *hints);
gboolean postil_decode_check_size (GBytes *bytes, const PostilIngestHints *hints, gsize cap, GError **error);

G_END_DECLS
