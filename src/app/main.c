/* SPDX-License-Identifier: GPL-3.0-or-later */
/* postil-reader: starts the application. */
#include "config.h"

#include "postil-app-debug.h"
#include "postil-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <sys/stat.h>

/* Pictures and result sets come and go whole: beyond this size they get pages of their own, which go back when they are freed. Left to
 * itself the C library learns from the first of them to keep all in the heap, which then never shrinks. */
static void
tune_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 256 * 1024);
  mallopt (M_TRIM_THRESHOLD, 256 * 1024);
  mallopt (M_ARENA_MAX, 2);
#endif
}

int
main (int argc, char **argv)
{
  g_autoptr (PostilApplication) application = NULL;
  const char *locales = g_getenv ("POSTIL_LOCALEDIR");

  tune_memory ();
  postil_app_debug_start ();
  /* A full disk is an error to be told, not a death; what we write is for its owner alone. */
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  umask (077);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales != NULL ? locales : POSTIL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = postil_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
