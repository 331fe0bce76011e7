/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for windows by what happens in them, never by the clock. */
#pragma once

#include <gtk/gtk.h>

/* Runs the main loop until the condition holds; what does not come within a minute is stuck, and the test fails there. */
#define WAIT_FOR(condition)                                                                                                      \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    const gint64 wait_begun = window_wait_begin ();                                                                              \
                                                                                                                                 \
    while (!(condition))                                                                                                         \
      window_wait_turn (wait_begun, #condition, G_STRLOC);                                                                       \
  }                                                                                                                              \
  G_STMT_END

gint64 window_wait_begin (void);
void window_wait_turn (gint64 begun, const char *what, const char *where);
void window_wait_settle (void);
void window_wait_timers (guint milliseconds);
void window_wait_present (GtkWindow *window);
void window_wait_resize (GtkWindow *window, int width, int height);
