/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A virtual display has no compositor, so the shadow of a popover would come out black. The windows are therefore kept in
 * pixmaps of their own and laid over one another here, with their transparency. */
#include "config.h"

#include "postil-robot-screen.h"

#include <X11/Xutil.h>
#include <X11/extensions/Xcomposite.h>
#include <gio/gio.h>
#include <png.h>
#include <string.h>

#define BACKGROUND 0xdc

/**
 * postil_screen_watch:
 * @display: an X display
 *
 * Asks the server to keep every window in a pixmap of its own. Once per display, before the first picture.
 */
void
postil_screen_watch (Display *display)
{
  XCompositeRedirectSubwindows (display, DefaultRootWindow (display), CompositeRedirectAutomatic);
  XSync (display, False);
}

/* Lays one pixel over what is there; @over is premultiplied by its alpha, as X clients draw. */
static void
blend (guint8 *under, gulong over, gboolean has_alpha)
{
  guint alpha = has_alpha ? (over >> 24) & 0xff : 0xff;

  for (int channel = 0; channel < 3; channel++)
    {
      guint value = (over >> (16 - 8 * channel)) & 0xff;
      guint sum = value + under[channel] * (255 - alpha) / 255;

      under[channel] = (guint8) MIN (sum, 255);
    }
}

static void
lay_image (PostilScreen *screen, XImage *image, int left, int top, gboolean has_alpha)
{
  for (int y = MAX (0, -top); y < image->height && top + y < screen->height; y++)
    {
      for (int x = MAX (0, -left); x < image->width && left + x < screen->width; x++)
        {
          gsize place = ((gsize) (top + y) * screen->width + left + x) * 3;

          blend (screen->pixels + place, XGetPixel (image, x, y), has_alpha);
        }
    }
}

static void
lay_window (PostilScreen *screen, Display *display, Window window)
{
  XWindowAttributes attributes;
  Pixmap pixmap;
  XImage *image;

  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable
      || attributes.class != InputOutput)
    return;
  pixmap = XCompositeNameWindowPixmap (display, window);
  image = XGetImage (display, pixmap, 0, 0, (guint) attributes.width, (guint) attributes.height, AllPlanes, ZPixmap);
  if (image != NULL)
    {
      lay_image (screen, image, attributes.x, attributes.y, attributes.depth == 32);
      XDestroyImage (image);
    }
  XFreePixmap (display, pixmap);
}

/* A window may go between the question and the answer; the picture does without it. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

/**
 * postil_screen_read:
 * @display: an X display that is being watched
 *
 * Reads the screen, all windows in their order, on a plain ground.
 *
 * Returns: (transfer full): the screen
 */
PostilScreen *
postil_screen_read (Display *display)
{
  PostilScreen *screen = g_new0 (PostilScreen, 1);
  XErrorHandler handler = XSetErrorHandler (ignore_error);
  Window root, parent;
  Window *children = NULL;
  guint n_children = 0;

  screen->width = DisplayWidth (display, DefaultScreen (display));
  screen->height = DisplayHeight (display, DefaultScreen (display));
  screen->pixels = g_malloc ((gsize) screen->width * screen->height * 3);
  memset (screen->pixels, BACKGROUND, (gsize) screen->width * screen->height * 3);
  if (XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n_children))
    {
      for (guint i = 0; i < n_children; i++)
        lay_window (screen, display, children[i]);
      if (children != NULL)
        XFree (children);
    }
  XSync (display, False);
  XSetErrorHandler (handler);
  return screen;
}

/**
 * postil_screen_free:
 * @screen: (transfer full) (nullable): a screen
 *
 * Frees it.
 */
void
postil_screen_free (PostilScreen *screen)
{
  if (screen == NULL)
    return;
  g_free (screen->pixels);
  g_free (screen);
}

/**
 * postil_screen_equal:
 * @one: a screen
 * @other: another of the same display
 *
 * Tells whether nothing moved between the two.
 *
 * Returns: %TRUE when every pixel is the same
 */
gboolean
postil_screen_equal (const PostilScreen *one, const PostilScreen *other)
{
  return one->width == other->width && one->height == other->height
         && memcmp (one->pixels, other->pixels, (gsize) one->width * one->height * 3) == 0;
}

/**
 * postil_screen_save:
 * @screen: a screen
 * @width: how much of it from the left, in pixels; 0 for all
 * @height: how much of it from the top; 0 for all
 * @path: where to write, replaced when it is there
 * @error: return location for an error of the domain G_IO_ERROR
 *
 * Writes a PNG.
 *
 * Returns: %FALSE with @error set when the file could not be written
 */
gboolean
postil_screen_save (const PostilScreen *screen, int width, int height, const char *path, GError **error)
{
  png_image image = { .version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_RGB };

  image.width = (png_uint_32) (width > 0 ? MIN (width, screen->width) : screen->width);
  image.height = (png_uint_32) (height > 0 ? MIN (height, screen->height) : screen->height);
  if (png_image_write_to_file (&image, path, 0, screen->pixels, screen->width * 3, NULL))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "“%s”: %s", path, image.message);
  return FALSE;
}
