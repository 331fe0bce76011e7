/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tour: the real reader with its sample library, driven through the main job; numbered pictures and the exported
 * Markdown are left behind. build-aux/run --tour starts it in a display, with a home and settings of its own. */
#include "config.h"

#include "postil-job.h"

#include <glib/gstdio.h>

#define TITLE "Is ByteDance Apple"
#define WORDS "Apple needs a local partner"
#define PASSAGE "it will put $22 billion into AI this year"
#define COMMENT "Twice the 2024 budget. Harbour Dispatch gives it in yuan: compare."
#define PASSAGE_2 "fell by 11% to $18.5 billion"

typedef struct
{
  PostilRobot *robot;
  const char *reader;
  const char *output;
  GSettings *settings;
} Tour;

static gboolean
take (Tour *tour, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (tour->output, file, NULL);

  /* Out of the way, so that nothing looks hovered. */
  postil_robot_point (tour->robot, 1279, 799);
  g_print ("%s\n", file);
  return postil_robot_take_picture (tour->robot, path, error);
}

static gboolean
start (Tour *tour, GError **error)
{
  const char *argv[] = { tour->reader, "--samples", NULL };

  return postil_job_start (tour->robot, argv, error);
}

/* The library is there now, and is opened as it was left. */
static gboolean
start_again (Tour *tour, GError **error)
{
  const char *argv[] = { tour->reader, NULL };

  return postil_job_quit (tour->robot, error) && postil_job_start (tour->robot, argv, error);
}

static gboolean
show_main (Tour *tour, GError **error)
{
  return postil_job_open_article (tour->robot, TITLE, WORDS, error)
         && postil_job_highlight (tour->robot, WORDS, PASSAGE_2, "2", error)
         && postil_job_press (tour->robot, "Escape", NULL, error);
}

static gboolean
show_editor (Tour *tour, GError **error)
{
  return postil_job_highlight (tour->robot, WORDS, PASSAGE, "1", error) && postil_job_comment (tour->robot, COMMENT, error)
         && postil_job_tag (tour->robot, "ai-investment", error) && take (tour, "02-comment", error)
         && postil_job_finish_note (tour->robot, COMMENT, error) && take (tour, "01-main", error);
}

static gboolean
show_cards (Tour *tour, GError **error)
{
  return postil_job_show_card (tour->robot, WORDS, "ByteDance has just", error) && take (tour, "03-name", error)
         && postil_job_press (tour->robot, "Escape", NULL, error)
         && postil_job_show_card (tour->robot, WORDS, "$4 trillion", error) && take (tour, "04-figure", error)
         && postil_job_press (tour->robot, "Escape", NULL, error);
}

static gboolean
show_search (Tour *tour, GError **error)
{
  return postil_job_search (tour->robot, "yuan", "yuan", error) && take (tour, "05-search", error)
         && postil_job_press (tour->robot, "Escape", NULL, error);
}

static gboolean
show_find (Tour *tour, GError **error)
{
  return postil_job_press (tour->robot, "slash", NULL, error) && postil_robot_type (tour->robot, "doubao")
         && take (tour, "06-find", error) && postil_job_press (tour->robot, "Escape", NULL, error);
}

static gboolean
show_export (Tour *tour, GError **error)
{
  g_autofree char *folder = g_build_filename (tour->output, "notes", NULL);

  g_mkdir_with_parents (folder, 0755);
  g_settings_set_string (tour->settings, "export-folder", folder);
  return postil_job_open_export (tour->robot, error) && take (tour, "07-export", error)
         && postil_job_confirm_export (tour->robot, error) && take (tour, "08-exported", error);
}

static gboolean
show_dark (Tour *tour, GError **error)
{
  gboolean good;

  g_settings_set_string (tour->settings, "theme", "dark");
  g_settings_sync ();
  postil_robot_wait (tour->robot, 300);
  good = take (tour, "09-dark", error);
  g_settings_set_string (tour->settings, "theme", "light");
  g_settings_sync ();
  return good;
}

static gboolean
show_keys (Tour *tour, GError **error)
{
  return postil_job_press (tour->robot, "question", NULL, error) && take (tour, "10-keys", error)
         && postil_job_press (tour->robot, "Escape", NULL, error) && postil_job_press (tour->robot, "ctrl+comma", NULL, error)
         && take (tour, "11-preferences", error) && postil_job_press (tour->robot, "Escape", NULL, error);
}

static gboolean
show_again (Tour *tour, GError **error)
{
  return start_again (tour, error) && postil_job_open_article (tour->robot, TITLE, "Twice the 2024 budget", error)
         && take (tour, "12-started-again", error);
}

static gboolean
show_narrow (Tour *tour, GError **error)
{
  postil_robot_resize (tour->robot, 420, 800);
  return take (tour, "13-narrow", error) && postil_robot_resize (tour->robot, 1280, 800);
}

static gboolean
quit (Tour *tour, GError **error)
{
  return postil_job_quit (tour->robot, error);
}

static const struct
{
  const char *name;
  gboolean (*run) (Tour *tour, GError **error);
} steps[] = {
  { "start", start },        { "main", show_main },     { "editor", show_editor }, { "cards", show_cards },
  { "dark", show_dark },     { "search", show_search }, { "keys", show_keys },     { "find", show_find },
  { "export", show_export }, { "again", show_again },   { "narrow", show_narrow }, { "quit", quit },
};

/* A step that fails leaves a picture too, and what a screen reader would have said, and ends the tour. */
static void
report_failure (Tour *tour, const char *step, const GError *error)
{
  g_autofree char *path = g_build_filename (tour->output, "failed.png", NULL);
  g_autofree char *seen = postil_robot_describe (tour->robot);

  g_printerr ("The tour stopped at “%s”: %s\nOn the screen (%s):\n%s", step, error != NULL ? error->message : "no reason given",
              path, seen);
  postil_robot_take_picture (tour->robot, path, NULL);
}

static int
run_steps (Tour *tour)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!steps[i].run (tour, &error))
        {
          report_failure (tour, steps[i].name, error);
          return 1;
        }
    }
  return 0;
}

int
main (int argc, char **argv)
{
  g_autofree char *reader = NULL;
  g_autofree char *output = NULL;
  GOptionEntry entries[] = {
    { "reader", 0, 0, G_OPTION_ARG_FILENAME, &reader, "The program to drive", "PROGRAM" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, "Where to leave the pictures", "DIRECTORY" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilRobot) robot = NULL;
  g_autoptr (GSettings) settings = NULL;
  Tour tour = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || reader == NULL || output == NULL)
    {
      g_printerr ("postil-tour: %s\n", error != NULL ? error->message : "--reader and --output are needed");
      return 2;
    }
  robot = postil_robot_new (&error);
  if (robot == NULL)
    {
      g_printerr ("postil-tour: %s\n", error->message);
      return 1;
    }
  settings = g_settings_new (POSTIL_APPLICATION_ID);
  g_settings_set_string (settings, "theme", "light");
  tour = (Tour){ robot, reader, output, settings };
  return run_steps (&tour);
}
