/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of the system that fail when a test says so; they stand before the C library's in the whole program, SQLite included. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands for half of what was to be read or written, and no error. */
#define FAILING_CALLS_SHORT (-1)
/* The program dies of SIGKILL instead of making the call. */
#define FAILING_CALLS_KILL (-2)

/* The call with this number (from 1) fails with system_error, or all from it on. */
void failing_calls_begin (guint number, int system_error, gboolean for_ever);
/* Returns how many calls there were. */
guint failing_calls_end (void);

G_END_DECLS
