/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The robot's state, for its two files. */
#pragma once

#include "postil-robot-screen.h"
#include "postil-robot.h"

struct _PostilRobot
{
  Display *display;
  GSubprocess *program; /* NULL: none was started, or its end was seen */
  gboolean exited;
  Window window; /* the main one */
};
