/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real program with a library in a directory of its own, and keeps what it said. */
#include "config.h"

#include "cli-client.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

static char *program;

void
cli_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (*argc > 1)
    program = g_canonicalize_filename ((*argv)[1], NULL);
  g_assert_nonnull (program);
}

const char *
cli_get_program (void)
{
  return program;
}

static void
remove_tree (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

void
cli_set_up (Cli *cli, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  cli->root = g_dir_make_tmp ("postil-cli-XXXXXX", &error);
  g_assert_no_error (error);
  cli->library = g_build_filename (cli->root, "library", NULL);
}

void
cli_tear_down (Cli *cli, gconstpointer data)
{
  remove_tree (cli->root);
  g_free (cli->output);
  g_free (cli->complaints);
  g_free (cli->library);
  g_free (cli->root);
}

static char *
copy_text (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

void
cli_run (Cli *cli, const char *input, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) in = g_bytes_new_static (input != NULL ? input : "", input != NULL ? strlen (input) : 0);
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) complaints = NULL;
  const char *argument;
  va_list list;

  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) "--data-dir");
  g_ptr_array_add (arguments, cli->library);
  va_start (list, input);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, in, NULL, &out, &complaints, &error);
  g_assert_no_error (error);
  cli->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  g_free (cli->output);
  g_free (cli->complaints);
  cli->output = copy_text (out);
  cli->complaints = copy_text (complaints);
}

char *
cli_path (Cli *cli, const char *name)
{
  return g_build_filename (cli->root, name, NULL);
}

char *
cli_write (Cli *cli, const char *name, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  char *path = cli_path (cli, name);

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

guint
cli_count_lines (Cli *cli)
{
  guint n = 0;

  for (const char *c = cli->output; *c != '\0'; c++)
    n += *c == '\n';
  return n;
}

JsonObject *
cli_parse_line (Cli *cli, guint n)
{
  g_auto (GStrv) lines = g_strsplit (cli->output, "\n", -1);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (n, <, g_strv_length (lines));
  node = json_from_string (lines[n], &error);
  if (error != NULL)
    g_error ("%s: “%s”", error->message, lines[n]);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_node_dup_object (node);
}
