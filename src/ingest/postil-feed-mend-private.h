/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the XML of a feed readable: what usual mistakes break, without what could harm. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-feed-mend-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

char *postil_feed_mend (const char *xml, gsize length, const char *name, gsize *new_length, GError **error);

G_END_DECLS
