/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as pages and articles write them, in words and figures of the large European languages. */
#pragma once

#ifndef POSTIL_INGEST_COMPILATION
#error "postil-written-date-private.h belongs to the room ingest"
#endif

#include "postil-time.h"

G_BEGIN_DECLS

gboolean postil_written_date_parse (const char *string, gint64 *time, gboolean *day_only);
gboolean postil_written_date_find (const char *string, gboolean whole, gint64 *time);

G_END_DECLS
