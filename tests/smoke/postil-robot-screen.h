/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen as a person would see it, put together from its windows. */
#pragma once

#include <glib.h>

#include <X11/Xlib.h>

G_BEGIN_DECLS

typedef struct
{
  int width;
  int height;
  guint8 *pixels; /* width * height * 3 bytes, RGB, rows without padding */
} PostilScreen;

void postil_screen_watch (Display *display);
PostilScreen *postil_screen_read (Display *display);
void postil_screen_free (PostilScreen *screen);
gboolean postil_screen_equal (const PostilScreen *one, const PostilScreen *other);
gboolean postil_screen_save (const PostilScreen *screen, int width, int height, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PostilScreen, postil_screen_free)

G_END_DECLS
