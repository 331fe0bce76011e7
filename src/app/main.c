/* SPDX-License-Identifier: GPL-3.0-or-later */
/* postil-reader: starts the application. */
#include "config.h"

#include "postil-app-debug.h"
#include "postil-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>

int
main (int argc, char **argv)
{
  g_autoptr (PostilApplication) application = NULL;
  const char *locales = g_getenv ("POSTIL_LOCALEDIR");

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
