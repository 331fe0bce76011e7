/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small pieces the readers of dates share: digits, clocks, offsets. A cursor moves only past what was read. */
#pragma once

#ifndef POSTIL_BASE_COMPILATION
#error "postil-time-scan-private.h belongs to the room base"
#endif

#include <glib.h>

G_BEGIN_DECLS

#define POSTIL_USEC_PER_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

void postil_time_scan_blanks (const char **cursor);
gboolean postil_time_scan_digits (const char **cursor, int n_digits, int *value);
int postil_time_scan_number (const char **cursor, int *value);
gint64 postil_time_scan_fraction (const char **cursor);
gboolean postil_time_scan_offset (const char **cursor, gint64 *usec);
gboolean postil_time_from_clock (int hour, int minute, int second, gint64 *usec);

G_END_DECLS
