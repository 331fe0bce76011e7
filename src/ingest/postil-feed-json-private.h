/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON Feed, versions 1.0 and 1.1. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-feed-json-private.h belongs to the room ingest"
#endif

#include "postil-feed.h"

G_BEGIN_DECLS

gboolean postil_feed_json_is (const char *text);
PostilFeed *postil_feed_json_read (const char *json, gsize length, const char *url, const char *name, GError **error);

G_END_DECLS
