/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON made safe for a parser that is recursive, trusts what it reads and gives up at the first mistake. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-json-guard-private.h belongs to the room ingest"
#endif

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_JSON_MAX_DEPTH 48
#define POSTIL_JSON_MAX_MEMBERS 512    /* of one object */
#define POSTIL_JSON_MAX_VALUES 1000000 /* in all */

char *postil_json_guard (const char *json, gsize length, gsize *new_length);

G_END_DECLS
