/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The robot's hands: keys and pointer, sent through XTest as if they came from devices. */
#include "config.h"

#include "postil-robot-private.h"

#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <string.h>

#define KEY_PAUSE_MS 12
#define DRAG_STEPS 6

static const struct
{
  const char *name;
  KeySym key;
} modifiers[] = {
  { "ctrl", XK_Control_L },
  { "shift", XK_Shift_L },
  { "alt", XK_Alt_L },
};

static void
press (PostilRobot *self, KeyCode code, gboolean down)
{
  XTestFakeKeyEvent (self->display, code, down ? True : False, CurrentTime);
  XSync (self->display, False);
  postil_robot_wait (self, KEY_PAUSE_MS);
}

/* Whether the key gives this symbol only with Shift held. */
static gboolean
needs_shift (PostilRobot *self, KeyCode code, KeySym key)
{
  int per_code = 0;
  KeySym *symbols = XGetKeyboardMapping (self->display, code, 1, &per_code);
  gboolean shifted = per_code > 1 && symbols[0] != key && symbols[1] == key;

  XFree (symbols);
  return shifted;
}

static gboolean
stroke (PostilRobot *self, KeySym key)
{
  KeyCode shift = XKeysymToKeycode (self->display, XK_Shift_L);
  KeyCode code = XKeysymToKeycode (self->display, key);
  gboolean shifted;

  if (code == 0)
    return FALSE;
  shifted = needs_shift (self, code, key);
  if (shifted)
    press (self, shift, TRUE);
  press (self, code, TRUE);
  press (self, code, FALSE);
  if (shifted)
    press (self, shift, FALSE);
  return TRUE;
}

static KeySym
modifier_named (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (modifiers); i++)
    {
      if (g_str_equal (modifiers[i].name, name))
        return modifiers[i].key;
    }
  return NoSymbol;
}

/**
 * postil_robot_key:
 * @self: a robot
 * @combination: an X key name after any of "ctrl+", "shift+", "alt+": "ctrl+e", "Return", "bracketright"
 *
 * Presses and releases a key.
 *
 * Returns: %FALSE when the keyboard has no such key
 */
gboolean
postil_robot_key (PostilRobot *self, const char *combination)
{
  g_auto (GStrv) parts = g_strsplit (combination, "+", -1);
  guint last = g_strv_length (parts) - 1;
  gboolean done;

  for (guint i = 0; i < last; i++)
    press (self, XKeysymToKeycode (self->display, modifier_named (parts[i])), TRUE);
  done = stroke (self, XStringToKeysym (parts[last]));
  for (guint i = last; i > 0; i--)
    press (self, XKeysymToKeycode (self->display, modifier_named (parts[i - 1])), FALSE);
  postil_robot_wait (self, 60);
  return done;
}

/**
 * postil_robot_type:
 * @self: a robot
 * @text: printable ASCII
 *
 * Types a text.
 *
 * Returns: %FALSE when the keyboard lacks one of its characters
 */
gboolean
postil_robot_type (PostilRobot *self, const char *text)
{
  for (const char *next = text; *next != '\0'; next++)
    {
      /* For ASCII and Latin-1 a symbol has the number of its character. */
      if (!stroke (self, (KeySym) (guchar) *next))
        return FALSE;
    }
  return TRUE;
}

/**
 * postil_robot_point:
 * @self: a robot
 * @x: pixels from the left
 * @y: pixels from the top
 *
 * Moves the pointer.
 */
void
postil_robot_point (PostilRobot *self, int x, int y)
{
  XTestFakeMotionEvent (self->display, -1, x, y, CurrentTime);
  XSync (self->display, False);
  postil_robot_wait (self, 30);
}

static void
press_button (PostilRobot *self, guint button, gboolean down)
{
  XTestFakeButtonEvent (self->display, button, down ? True : False, CurrentTime);
  XSync (self->display, False);
  postil_robot_wait (self, 30);
}

/**
 * postil_robot_click:
 * @self: a robot
 * @x: pixels from the left
 * @y: pixels from the top
 *
 * Clicks once with the first button.
 */
void
postil_robot_click (PostilRobot *self, int x, int y)
{
  postil_robot_point (self, x, y);
  press_button (self, 1, TRUE);
  press_button (self, 1, FALSE);
  postil_robot_wait (self, 60);
}

/**
 * postil_robot_scroll:
 * @self: a robot
 * @x: pixels from the left
 * @y: pixels from the top
 * @turns: turns of the wheel, negative ones upwards
 *
 * Turns the wheel over a place.
 */
void
postil_robot_scroll (PostilRobot *self, int x, int y, int turns)
{
  postil_robot_point (self, x, y);
  for (int i = 0; i < ABS (turns); i++)
    {
      press_button (self, turns < 0 ? 4 : 5, TRUE);
      press_button (self, turns < 0 ? 4 : 5, FALSE);
    }
}

/* Whether it is in the dialog in front, whose places are counted from its own corner. */
static gboolean
is_in_dialog (PostilRobot *self, AtspiAccessible *accessible)
{
  g_autoptr (AtspiAccessible) place = g_object_ref (accessible);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  char *main_title = NULL;

  while (place != NULL && atspi_accessible_get_role (place, NULL) != ATSPI_ROLE_FRAME)
    {
      AtspiAccessible *parent = atspi_accessible_get_parent (place, NULL);

      g_object_unref (place);
      place = parent;
    }
  name = place != NULL ? atspi_accessible_get_name (place, NULL) : NULL;
  if (self->dialog == None || !XFetchName (self->display, self->window, &main_title))
    return FALSE;
  title = g_strdup (main_title);
  XFree (main_title);
  return g_strcmp0 (name, title) != 0;
}

/**
 * postil_robot_click_on:
 * @self: a robot
 * @accessible: something with a place on the screen
 *
 * Clicks in its middle.
 *
 * Returns: %FALSE when it has no place, or one that is out of sight
 */
gboolean
postil_robot_click_on (PostilRobot *self, AtspiAccessible *accessible)
{
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (accessible);
  g_autofree AtspiRect *place = component != NULL ? atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL) : NULL;

  int x, y;

  if (place == NULL || place->width <= 0 || place->height <= 0)
    return FALSE;
  x = place->x + place->width / 2;
  y = place->y + place->height / 2;
  if (is_in_dialog (self, accessible))
    {
      x += self->dialog_x;
      y += self->dialog_y;
    }
  if (x < 0 || y < 0 || x >= self->width || y >= self->height)
    return FALSE;
  postil_robot_click (self, x, y);
  return TRUE;
}

/* The rectangle of the character at an offset (code points). */
static gboolean
get_character_place (AtspiAccessible *accessible, int offset, AtspiRect *place)
{
  g_autoptr (AtspiText) text = atspi_accessible_get_text_iface (accessible);
  g_autofree AtspiRect *found
      = text != NULL ? atspi_text_get_character_extents (text, offset, ATSPI_COORD_TYPE_WINDOW, NULL) : NULL;

  if (found == NULL || found->height <= 0)
    return FALSE;
  *place = *found;
  return TRUE;
}

/* Where the words stand in the text, in code points, or -1. */
static int
find_offset (AtspiAccessible *accessible, const char *part)
{
  g_autofree char *content = postil_robot_get_text (accessible);
  const char *found = strstr (content, part);

  return found != NULL ? (int) g_utf8_strlen (content, found - content) : -1;
}

/**
 * postil_robot_click_on_text:
 * @self: a robot
 * @accessible: a text view
 * @part: words in it that are on the screen
 *
 * Clicks on the second letter of the words.
 *
 * Returns: %FALSE when they are not there
 */
gboolean
postil_robot_click_on_text (PostilRobot *self, AtspiAccessible *accessible, const char *part)
{
  int offset = find_offset (accessible, part);
  AtspiRect place;

  if (offset < 0 || !get_character_place (accessible, offset + 1, &place))
    return FALSE;
  postil_robot_click (self, place.x + place.width / 2, place.y + place.height / 2);
  return TRUE;
}

/**
 * postil_robot_select_text:
 * @self: a robot
 * @accessible: a text view
 * @part: words in it that are on the screen
 *
 * Selects the words by dragging the pointer over them.
 *
 * Returns: %FALSE when they are not there
 */
gboolean
postil_robot_select_text (PostilRobot *self, AtspiAccessible *accessible, const char *part)
{
  int offset = find_offset (accessible, part);
  AtspiRect first, last;
  int from_x, from_y, to_x, to_y;

  if (offset < 0 || !get_character_place (accessible, offset, &first)
      || !get_character_place (accessible, offset + (int) g_utf8_strlen (part, -1) - 1, &last))
    return FALSE;
  from_x = first.x;
  from_y = first.y + first.height / 2;
  to_x = last.x + last.width;
  to_y = last.y + last.height / 2;
  postil_robot_point (self, from_x, from_y);
  press_button (self, 1, TRUE);
  for (int step = 1; step <= DRAG_STEPS; step++)
    postil_robot_point (self, from_x + (to_x - from_x) * step / DRAG_STEPS, from_y + (to_y - from_y) * step / DRAG_STEPS);
  press_button (self, 1, FALSE);
  postil_robot_wait (self, 60);
  return TRUE;
}
