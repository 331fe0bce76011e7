/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring from inside. Nothing here runs unless POSTIL_DEBUG names it, and everything goes to stderr, a line a finding, without
 * titles or addresses. */
#include "config.h"

#include "postil-app-debug.h"

#include <string.h>
#include <time.h>

#define FRAME_BUDGET_US 16667

typedef enum
{
  DEBUG_TIMING = 1 << 0,
  DEBUG_FRAMES = 1 << 1,
  DEBUG_STALLS = 1 << 2,
} DebugFlags;

static const GDebugKey debug_keys[] = { { "timing", DEBUG_TIMING }, { "frames", DEBUG_FRAMES }, { "stalls", DEBUG_STALLS } };
static guint debug_flags;

/* Both clocks, in µs. What the main thread worked is ours; what passed on the wall may be a busy machine's. */
typedef struct
{
  gint64 work;
  gint64 wall;
} Moment;

static gint64 started; /* µs, monotonic */
static Moment frame_began;
static GPollFunc real_poll;
static Moment poll_ended;

static Moment
get_moment (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (Moment){ now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000, g_get_monotonic_time () };
}

/* Says what took more work than a frame may. */
static void
judge (const char *what, Moment began)
{
  const Moment now = get_moment ();

  if (now.work - began.work > FRAME_BUDGET_US)
    g_printerr ("postil %s %.1f ms of work, %.1f ms by the clock\n", what, (double) (now.work - began.work) / 1000.0,
                (double) (now.wall - began.wall) / 1000.0);
}

static int
watching_poll (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  if (poll_ended.wall != 0)
    judge ("stall", poll_ended);
  result = real_poll (fds, n_fds, timeout);
  poll_ended = get_moment ();
  return result;
}

/**
 * postil_app_debug_start:
 *
 * Reads POSTIL_DEBUG and takes the start of the clock. Main thread, first of all.
 */
void
postil_app_debug_start (void)
{
  started = g_get_monotonic_time ();
  debug_flags = g_parse_debug_string (g_getenv ("POSTIL_DEBUG"), debug_keys, G_N_ELEMENTS (debug_keys));
  if (debug_flags & DEBUG_STALLS)
    {
      real_poll = g_main_context_get_poll_func (NULL);
      g_main_context_set_poll_func (NULL, watching_poll);
    }
}

/**
 * postil_app_debug_milestone:
 * @name: what has been reached
 *
 * Prints the time since the start and the work of the main thread until now, when timing is asked for. Main thread.
 */
void
postil_app_debug_milestone (const char *name)
{
  if (debug_flags & DEBUG_TIMING)
    {
      const Moment now = get_moment ();

      g_printerr ("postil timing %s %.1f ms, %.1f ms of work\n", name, (double) (now.wall - started) / 1000.0,
                  (double) now.work / 1000.0);
    }
}

static void
before_paint_cb (GdkFrameClock *clock)
{
  frame_began = get_moment ();
}

static void
after_paint_cb (GdkFrameClock *clock)
{
  static gboolean seen;

  if (!seen)
    postil_app_debug_milestone ("first-frame");
  seen = TRUE;
  if (debug_flags & DEBUG_FRAMES)
    judge ("frame", frame_began);
}

static void
realized_cb (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect_object (clock, "before-paint", G_CALLBACK (before_paint_cb), window, 0);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (after_paint_cb), window, G_CONNECT_AFTER);
}

/**
 * postil_app_debug_watch:
 * @window: a window that is not realized yet
 *
 * Watches the frames of a window, when that is asked for. Main thread.
 */
void
postil_app_debug_watch (GtkWidget *window)
{
  if (debug_flags & (DEBUG_TIMING | DEBUG_FRAMES))
    g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}
