/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in the languages it speaks, at the widths it has: no widget complains. A warning ends the program. */
#include "config.h"

#include "postil-list-pane.h"
#include "window-fixture.h"

#include <glib/gi18n.h>
#include <locale.h>

static const int widths[] = { 1180, 800, 420 };

static void
test_quiet (WindowFixture *fixture, gconstpointer data)
{
  const char *language = g_getenv ("LANGUAGE");

  if (setlocale (LC_MESSAGES, NULL) == NULL || g_str_equal (setlocale (LC_MESSAGES, NULL), "C"))
    {
      g_test_skip ("this machine has not the locale");
      return;
    }
  g_assert_cmpstr (_ ("All articles"), !=, "All articles");
  window_fixture_import_samples (fixture);
  window_fixture_act (fixture, "win.next-article");
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%d", language, widths[i]);

      window_wait_resize (GTK_WINDOW (fixture->window), widths[i], 640);
      window_fixture_take_picture (fixture, name);
    }
  window_fixture_act (fixture, "win.back");
  window_fixture_act (fixture, "win.back");
  window_fixture_settle (fixture);
}

static void
add_tests (void)
{
  const char *locales = g_getenv ("POSTIL_LOCALEDIR");

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  setlocale (LC_ALL, ""); /* GTK's own test set-up speaks no language */
  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_add ("/app/locales/quiet", WindowFixture, NULL, window_fixture_set_up, test_quiet, window_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  return window_fixture_main (argc, argv, add_tests);
}
