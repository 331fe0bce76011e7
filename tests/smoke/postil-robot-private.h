/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The robot's state, for its two files. */
#pragma once

#include "postil-robot-screen.h"
#include "postil-robot.h"

/* Without a compositor GTK draws a frame this wide around a window, inside it, to be resized by. It is kept off the
 * screen; the accessibility bus counts from within it, so its places are places on the screen. */
#define POSTIL_ROBOT_FRAME 5

struct _PostilRobot
{
  Display *display;
  GSubprocess *program; /* NULL: none was started, or its end was seen */
  gboolean exited;
  Window window; /* the main one */
  Window dialog; /* the one in front of it, or None */
  int dialog_x;  /* where what is seen of it begins */
  int dialog_y;
  int width; /* of what is seen of it */
  int height;
};
