/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The robot's life and eyes: it starts a program, waits for its window, finds things on the accessibility bus and takes
 * pictures. Its hands are in postil-robot-hands.c. */
#include "config.h"

#include "postil-robot-private.h"

#include <stdlib.h>
#include <string.h>

#define NODE_LIMIT 20000
#define STEP_MS 40

/**
 * postil_robot_new:
 * @error: return location for an error of the domain G_IO_ERROR
 *
 * Opens the display named by DISPLAY and the accessibility bus.
 *
 * Returns: (transfer full): a robot, or %NULL with @error set
 */
PostilRobot *
postil_robot_new (GError **error)
{
  g_autoptr (PostilRobot) self = g_new0 (PostilRobot, 1);

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "there is no X display");
      return NULL;
    }
  if (atspi_init () > 1)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "there is no accessibility bus");
      return NULL;
    }
  atspi_set_timeout (3000, 10000);
  postil_screen_watch (self->display);
  return g_steal_pointer (&self);
}

/**
 * postil_robot_free:
 * @self: (transfer full): a robot
 *
 * Ends the program if it is still there, and closes the display.
 */
void
postil_robot_free (PostilRobot *self)
{
  postil_robot_kill (self);
  if (self->display != NULL)
    XCloseDisplay (self->display);
  g_free (self);
}

/* The largest window on the screen that a program has mapped: the main one. */
static Window
find_main_window (PostilRobot *self)
{
  Window root, parent, best = None;
  Window *children = NULL;
  guint n_children = 0;
  long best_area = 100 * 100;

  if (!XQueryTree (self->display, DefaultRootWindow (self->display), &root, &parent, &children, &n_children))
    return None;
  for (guint i = 0; i < n_children; i++)
    {
      XWindowAttributes attributes;
      long area;

      if (!XGetWindowAttributes (self->display, children[i], &attributes) || attributes.map_state != IsViewable)
        continue;
      area = (long) attributes.width * attributes.height;
      if (area > best_area)
        {
          best_area = area;
          best = children[i];
        }
    }
  if (children != NULL)
    XFree (children);
  return best;
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *exited = user_data;

  *exited = TRUE;
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
}

/**
 * postil_robot_start:
 * @self: a robot with no program running
 * @argv: (array zero-terminated=1): the program and its arguments
 * @width: width the window is to have, in pixels
 * @height: its height
 * @error: return location for an error
 *
 * Starts a program, waits until its window is there, puts the window at the top left corner in the given size and gives it
 * the keyboard.
 *
 * Returns: %FALSE with @error set when it did not start, ended early, or showed no window within 30 s
 */
gboolean
postil_robot_start (PostilRobot *self, const char *const *argv, int width, int height, GError **error)
{
  gint64 limit = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  g_return_val_if_fail (self->program == NULL, FALSE);

  self->exited = FALSE;
  self->program = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, error);
  if (self->program == NULL)
    return FALSE;
  g_subprocess_wait_async (self->program, NULL, exited_cb, &self->exited);
  while (g_get_monotonic_time () < limit && !self->exited)
    {
      self->window = find_main_window (self);
      if (self->window != None)
        return postil_robot_resize (self, width, height);
      postil_robot_wait (self, STEP_MS);
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s” %s", argv[0],
               self->exited ? "ended before it showed a window" : "showed no window within 30 seconds");
  return FALSE;
}

/**
 * postil_robot_resize:
 * @self: a robot whose program shows its window
 * @width: in pixels
 * @height: in pixels
 *
 * Gives the window a size and the keyboard, as a window manager would; there is none here.
 *
 * Returns: %TRUE
 */
gboolean
postil_robot_resize (PostilRobot *self, int width, int height)
{
  self->width = width;
  self->height = height;
  XMoveResizeWindow (self->display, self->window, -POSTIL_ROBOT_FRAME, -POSTIL_ROBOT_FRAME,
                     (guint) (width + 2 * POSTIL_ROBOT_FRAME), (guint) (height + 2 * POSTIL_ROBOT_FRAME));
  XSetInputFocus (self->display, self->window, RevertToPointerRoot, CurrentTime);
  XSync (self->display, False);
  postil_robot_settle (self);
  return TRUE;
}

/**
 * postil_robot_is_running:
 * @self: a robot
 *
 * Tells whether its program is still there.
 *
 * Returns: %TRUE while it runs
 */
gboolean
postil_robot_is_running (PostilRobot *self)
{
  return self->program != NULL && !self->exited;
}

/**
 * postil_robot_wait_for_exit:
 * @self: a robot
 * @seconds: how long to wait
 * @error: return location for an error
 *
 * Waits for the program to end by itself.
 *
 * Returns: %FALSE with @error set when it did not, or ended with a failure
 */
gboolean
postil_robot_wait_for_exit (PostilRobot *self, guint seconds, GError **error)
{
  gint64 limit = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  gboolean good;

  while (!self->exited && g_get_monotonic_time () < limit)
    postil_robot_wait (self, STEP_MS);
  if (!self->exited)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the program still ran after %u seconds", seconds);
      return FALSE;
    }
  good = g_subprocess_get_successful (self->program);
  if (!good)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the program ended with a failure");
  g_clear_object (&self->program);
  return good;
}

/**
 * postil_robot_kill:
 * @self: a robot
 *
 * Ends the program at once, as a power cut would, if one is running.
 */
void
postil_robot_kill (PostilRobot *self)
{
  if (self->program == NULL)
    return;
  if (!self->exited)
    g_subprocess_force_exit (self->program);
  while (!self->exited)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->program);
}

static gboolean
wake_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * postil_robot_wait:
 * @self: a robot
 * @milliseconds: how long
 *
 * Lets time pass, with the main context running.
 */
void
postil_robot_wait (PostilRobot *self, guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, wake_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* There is no window manager: what opens in front of the main window is put in its middle here, and gets the keyboard. */
static void
place_dialog (PostilRobot *self)
{
  Window root, parent;
  Window *children = NULL;
  guint n_children = 0;
  Window dialog = None;
  XWindowAttributes attributes;

  if (!XQueryTree (self->display, DefaultRootWindow (self->display), &root, &parent, &children, &n_children))
    return;
  for (guint i = 0; i < n_children; i++)
    {
      if (children[i] != self->window && XGetWindowAttributes (self->display, children[i], &attributes)
          && attributes.map_state == IsViewable && attributes.class == InputOutput && !attributes.override_redirect)
        dialog = children[i];
    }
  if (children != NULL)
    XFree (children);
  if (dialog != None && dialog != self->dialog && XGetWindowAttributes (self->display, dialog, &attributes))
    {
      self->dialog_x = (self->width - attributes.width) / 2 + POSTIL_ROBOT_FRAME;
      self->dialog_y = (self->height - attributes.height) / 2 + POSTIL_ROBOT_FRAME;
      XMoveWindow (self->display, dialog, self->dialog_x - POSTIL_ROBOT_FRAME, self->dialog_y - POSTIL_ROBOT_FRAME);
    }
  if (dialog != self->dialog)
    XSetInputFocus (self->display, dialog != None ? dialog : self->window, RevertToPointerRoot, CurrentTime);
  self->dialog = dialog;
  XSync (self->display, False);
}

/**
 * postil_robot_settle:
 * @self: a robot
 *
 * Waits until the screen has stood still for a third of a second, at most four seconds.
 */
void
postil_robot_settle (PostilRobot *self)
{
  g_autoptr (PostilScreen) before = NULL;
  guint still = 0;

  place_dialog (self);
  before = postil_screen_read (self->display);

  for (guint turn = 0; turn < 40 && still < 3; turn++)
    {
      g_autoptr (PostilScreen) now = NULL;

      postil_robot_wait (self, 100);
      place_dialog (self);
      now = postil_screen_read (self->display);
      still = postil_screen_equal (before, now) ? still + 1 : 0;
      postil_screen_free (before);
      before = g_steal_pointer (&now);
    }
}

/**
 * postil_robot_take_picture:
 * @self: a robot
 * @path: the PNG to write
 * @error: return location for an error
 *
 * Waits until nothing moves and writes what the screen shows where the window is.
 *
 * Returns: %FALSE with @error set when the file could not be written
 */
gboolean
postil_robot_take_picture (PostilRobot *self, const char *path, GError **error)
{
  g_autoptr (PostilScreen) screen = NULL;

  postil_robot_settle (self);
  screen = postil_screen_read (self->display);
  return postil_screen_save (screen, self->width, self->height, path, error);
}

/* The program's root on the accessibility bus, known by its process. */
static AtspiAccessible *
find_application (PostilRobot *self)
{
  const char *identifier = self->program != NULL && !self->exited ? g_subprocess_get_identifier (self->program) : NULL;
  guint process = identifier != NULL ? (guint) atoi (identifier) : 0;
  g_autoptr (AtspiAccessible) desktop = atspi_get_desktop (0);
  int count;

  if (desktop == NULL || process == 0)
    return NULL;
  count = atspi_accessible_get_child_count (desktop, NULL);
  for (int i = 0; i < count; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (desktop, i, NULL);

      if (child != NULL && atspi_accessible_get_process_id (child, NULL) == process)
        return g_steal_pointer (&child);
    }
  return NULL;
}

typedef gboolean (*Visit) (AtspiAccessible *accessible, gpointer user_data);

/* Depth first, in the order of the window; gives the first accessible @visit accepts. */
static AtspiAccessible *
walk (AtspiAccessible *accessible, Visit visit, gpointer user_data, guint *budget)
{
  int count;

  if (*budget == 0)
    return NULL;
  *budget -= 1;
  if (visit (accessible, user_data))
    return g_object_ref (accessible);
  count = atspi_accessible_get_child_count (accessible, NULL);
  for (int i = 0; i < count; i++)
    {
      g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (accessible, i, NULL);
      AtspiAccessible *found = child != NULL ? walk (child, visit, user_data, budget) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static AtspiAccessible *
walk_until (PostilRobot *self, Visit visit, gpointer user_data, guint seconds)
{
  gint64 limit = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  do
    {
      g_autoptr (AtspiAccessible) application = find_application (self);
      guint budget = NODE_LIMIT;
      AtspiAccessible *found = NULL;

      if (application != NULL)
        {
          /* Names and children are cached, and the cache misses changes. */
          atspi_accessible_clear_cache (application);
          found = walk (application, visit, user_data, &budget);
        }
      if (found != NULL)
        return found;
      postil_robot_wait (self, STEP_MS);
  } while (g_get_monotonic_time () < limit && !self->exited);
  return NULL;
}

typedef struct
{
  AtspiRole role;
  const char *name;
} Wanted;

static gboolean
is_wanted (AtspiAccessible *accessible, gpointer user_data)
{
  const Wanted *wanted = user_data;
  g_autofree char *name = NULL;

  if (wanted->role != ATSPI_ROLE_INVALID && atspi_accessible_get_role (accessible, NULL) != wanted->role)
    return FALSE;
  name = atspi_accessible_get_name (accessible, NULL);
  return wanted->name == NULL || (name != NULL && strstr (name, wanted->name) != NULL);
}

/**
 * postil_robot_find:
 * @self: a robot
 * @role: the role, or ATSPI_ROLE_INVALID for any
 * @name: (nullable): a part of the spoken name, or %NULL for any
 * @seconds: how long to look
 *
 * Finds the first such thing in the program's windows.
 *
 * Returns: (transfer full) (nullable): what was found
 */
AtspiAccessible *
postil_robot_find (PostilRobot *self, AtspiRole role, const char *name, guint seconds)
{
  Wanted wanted = { role, name };

  return walk_until (self, is_wanted, &wanted, seconds);
}

/**
 * postil_robot_get_text:
 * @accessible: anything
 *
 * Reads all its text. (With an end of -1 an entry of GTK answers nothing.)
 *
 * Returns: (transfer full): the text, empty when it has none
 */
char *
postil_robot_get_text (AtspiAccessible *accessible)
{
  g_autoptr (AtspiText) text = atspi_accessible_get_text_iface (accessible);
  char *content = NULL;

  if (text != NULL)
    content = atspi_text_get_text (text, 0, atspi_text_get_character_count (text, NULL), NULL);
  return content != NULL ? content : g_strdup ("");
}

static gboolean
has_part (AtspiAccessible *accessible, gpointer user_data)
{
  const char *part = user_data;
  g_autofree char *text = postil_robot_get_text (accessible);

  return strstr (text, part) != NULL;
}

/**
 * postil_robot_find_text:
 * @self: a robot
 * @part: words
 * @seconds: how long to look
 *
 * Finds the first thing whose text holds the words.
 *
 * Returns: (transfer full) (nullable): what was found
 */
AtspiAccessible *
postil_robot_find_text (PostilRobot *self, const char *part, guint seconds)
{
  return walk_until (self, has_part, (gpointer) part, seconds);
}

static gboolean
takes_writing (AtspiAccessible *accessible, gpointer user_data)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (accessible);
  gboolean takes = states != NULL && atspi_state_set_contains (states, ATSPI_STATE_FOCUSED)
                   && atspi_state_set_contains (states, ATSPI_STATE_EDITABLE);

  g_clear_object (&states);
  return takes;
}

/**
 * postil_robot_wait_for_entry:
 * @self: a robot
 * @seconds: how long to wait
 *
 * Waits until something that can be written in has the keyboard, so that what is typed is no command.
 *
 * Returns: %FALSE when nothing comes to have it
 */
gboolean
postil_robot_wait_for_entry (PostilRobot *self, guint seconds)
{
  g_autoptr (AtspiAccessible) entry = walk_until (self, takes_writing, NULL, seconds);

  return entry != NULL;
}

static gboolean
describe (AtspiAccessible *accessible, gpointer user_data)
{
  GString *lines = user_data;
  g_autofree char *role = atspi_accessible_get_role_name (accessible, NULL);
  g_autofree char *name = atspi_accessible_get_name (accessible, NULL);
  g_autofree char *text = postil_robot_get_text (accessible);

  if ((name != NULL && *name != '\0') || *text != '\0')
    g_string_append_printf (lines, "%s “%s” %.60s\n", role, name, text);
  return FALSE;
}

/**
 * postil_robot_describe:
 * @self: a robot
 *
 * What a screen reader could tell of the program's windows: role, name and text, one thing a line. For messages of failed
 * tests.
 *
 * Returns: (transfer full): the lines
 */
char *
postil_robot_describe (PostilRobot *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  /* It accepts nothing, so it visits everything. */
  g_assert (walk_until (self, describe, lines, 0) == NULL);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}
