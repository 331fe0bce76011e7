/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents and feeds as JSON, for comparison with what a case expects. */
#pragma once

#include "postil-document.h"
#include "postil-feed.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *case_record_document (PostilDocument *document);
JsonNode *case_record_feed (PostilFeed *feed);
JsonNode *case_record_error (const GError *error);
char *case_record_print (JsonNode *node);

G_END_DECLS
