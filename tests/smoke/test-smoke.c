/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real binaries, started and driven as a reader does: what is written is there after the end of the program, whether it
 * was asked to end or killed, is found again and leaves as Markdown. Wants an X display; build-aux/in-display gives one.
 * Arguments: the reader, the command line program. */
#include "config.h"

#include "postil-job.h"

#include <glib/gstdio.h>
#include <string.h>

#define TITLE "Harbour cranes return to Lindau"
#define WORDS "The harbour of Lindau"
#define PASSAGE "two cranes for $18.5 million"
#define PASSAGE_2 "by 11%"

static const char *article = TITLE "\n\n"
                                   "The harbour of Lindau has bought two cranes for $18.5 million from Alibaba.\n\n"
                                   "Traffic fell by 11% in 2024, the harbour master says.\n";

static const char *reader_program;
static const char *cli_program;
static PostilRobot *robot;

typedef struct
{
  char *directory;
  char *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  fixture->directory = g_dir_make_tmp ("postil-smoke-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file = g_build_filename (fixture->directory, "lindau.txt", NULL);
  g_file_set_contents (fixture->file, article, -1, &error);
  g_assert_no_error (error);
  data = g_build_filename (fixture->directory, "data", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children
      = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GFile) directory = g_file_new_for_path (fixture->directory);

  postil_robot_kill (robot);
  remove_tree (directory);
  g_free (fixture->directory);
  g_free (fixture->file);
}

/* A step that fails says what was on the screen instead. */
static void
assert_step (gboolean good, const GError *error)
{
  if (!good)
    {
      g_autofree char *seen = postil_robot_describe (robot);

      g_test_message ("on the screen:\n%s", seen);
    }
  g_assert_no_error (error);
  g_assert_true (good);
}

#define STEP(call)                                                                                                               \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_autoptr (GError) error = NULL;                                                                                             \
    gboolean good = (call);                                                                                                      \
    assert_step (good, error);                                                                                                   \
  }                                                                                                                              \
  G_STMT_END

/* What the command line program says; it must succeed. */
static char *
ask_cli (const char *first, const char *second, const char *third)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, cli_program, "--json", first, second, third, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static void
start_with (const char *file)
{
  const char *argv[] = { reader_program, file, NULL };

  STEP (postil_job_start (robot, argv, &error));
}

static void
test_main_job (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *notes = NULL;
  g_autofree char *hits = NULL;

  start_with (fixture->file);
  STEP (postil_job_open_article (robot, TITLE, WORDS, &error));
  STEP (postil_job_highlight (robot, WORDS, PASSAGE, "h", &error));
  STEP (postil_job_comment (robot, "Dear for two.", &error));
  STEP (postil_job_tag (robot, "harbours", &error));
  STEP (postil_job_finish_note (robot, "Dear for two.", &error));
  STEP (postil_job_quit (robot, &error));

  notes = ask_cli ("notes", NULL, NULL);
  g_assert_nonnull (strstr (notes, PASSAGE));
  g_assert_nonnull (strstr (notes, "Dear for two."));
  g_assert_nonnull (strstr (notes, "harbours"));
  hits = ask_cli ("search", "dear", NULL);
  g_assert_nonnull (strstr (hits, "\"kind\":\"note\""));

  start_with (NULL);
  STEP (postil_job_open_article (robot, TITLE, WORDS, &error));
  STEP (postil_job_search (robot, "dear", "Dear for two.", &error));
  STEP (postil_job_press (robot, "Escape", NULL, &error));
  STEP (postil_job_quit (robot, &error));
}

static void
test_killed (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *notes = NULL;
  g_autofree char *findings = NULL;

  start_with (fixture->file);
  STEP (postil_job_open_article (robot, TITLE, WORDS, &error));
  STEP (postil_job_highlight (robot, WORDS, PASSAGE_2, "3", &error));
  STEP (postil_job_comment (robot, "Since when?", &error));
  STEP (postil_job_finish_note (robot, "Since when?", &error));
  postil_robot_kill (robot);

  notes = ask_cli ("notes", NULL, NULL);
  g_assert_nonnull (strstr (notes, "Since when?"));
  findings = ask_cli ("check", NULL, NULL);
}

static void
test_export (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *folder = g_build_filename (fixture->directory, "notes", NULL);
  g_autofree char *path = g_strconcat (folder, "/", TITLE, ".md", NULL);
  g_autofree char *markdown = NULL;
  g_autoptr (GSettings) settings = g_settings_new (POSTIL_APPLICATION_ID);

  g_mkdir (folder, 0755);
  g_settings_set_string (settings, "export-folder", folder);
  g_settings_sync ();
  start_with (fixture->file);
  STEP (postil_job_open_article (robot, TITLE, WORDS, &error));
  STEP (postil_job_highlight (robot, WORDS, PASSAGE, "1", &error));
  STEP (postil_job_press (robot, "Escape", NULL, &error));
  STEP (postil_job_open_export (robot, &error));
  STEP (postil_job_confirm_export (robot, &error));
  STEP (postil_job_quit (robot, &error));
  STEP (g_file_get_contents (path, &markdown, NULL, &error));
  g_assert_nonnull (strstr (markdown, "> two cranes for"));
}

static void
test_second_instance (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GSubprocess) second = NULL;

  start_with (NULL);
  second = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &refusal, reader_program, fixture->file, NULL);
  g_assert_no_error (refusal);
  g_subprocess_wait_check (second, NULL, &refusal);
  g_assert_no_error (refusal);
  STEP (postil_job_open_article (robot, TITLE, WORDS, &error));
  STEP (postil_job_quit (robot, &error));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  /* libatspi warns of applications that go away while it looks at them, which is what this test makes them do. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  if (argc != 3 || g_getenv ("DISPLAY") == NULL)
    {
      g_print ("1..0 # SKIP wants the two programs as arguments and an X display\n");
      return 0;
    }
  reader_program = argv[1];
  cli_program = argv[2];
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  robot = postil_robot_new (&error);
  g_assert_no_error (error);

  g_test_add ("/smoke/main-job", Fixture, NULL, set_up, test_main_job, tear_down);
  g_test_add ("/smoke/killed", Fixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/smoke/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/smoke/second-instance", Fixture, NULL, set_up, test_second_instance, tear_down);
  status = g_test_run ();
  postil_robot_free (robot);
  return status;
}
