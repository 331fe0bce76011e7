/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command asks the library as the window does, but has nothing else to do while it waits: so it turns the main loop until
 * the answer is there. Everything printed goes through here, and every way to end. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-library-search.h"

#include <stdarg.h>
#include <string.h>

void
postil_cli_wait_clear (PostilCliWait *wait)
{
  g_clear_object (&wait->result);
}

void
postil_cli_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilCliWait *wait = user_data;

  wait->result = g_object_ref (result);
}

/* Returns: (transfer none): valid as long as the wait */
GAsyncResult *
postil_cli_await (PostilCliWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

static guint
count_waiting (PostilCli *cli)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (GVariant) stats = NULL;
  guint n = 0;

  postil_library_stats_async (cli->library, postil_cli_answer_cb, &wait);
  stats = postil_library_stats_finish (cli->library, postil_cli_await (&wait), NULL);
  if (stats != NULL)
    g_variant_lookup (stats, "waiting", "u", &n);
  return n;
}

static gboolean
wake_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Turns the main loop until no article waits for analysis, or something failed that keeps them waiting. The library may not
 * know yet what waits, when it has only just been opened: the database does. */
void
postil_cli_await_analysis (PostilCli *cli)
{
  guint failed_before = cli->n_failed;

  if (postil_library_get_read_only (cli->library))
    return;
  do
    {
      gboolean awake = FALSE;
      guint n_analysing = 1;

      while (n_analysing > 0)
        {
          g_object_get (cli->library, "n-analysing", &n_analysing, NULL);
          if (n_analysing > 0)
            g_main_context_iteration (NULL, TRUE);
        }
      if (count_waiting (cli) == 0)
        return;
      g_timeout_add (10, wake_cb, &awake);
      while (!awake)
        g_main_context_iteration (NULL, TRUE);
  } while (cli->n_failed == failed_before);
}

PostilWorker *
postil_cli_get_worker (PostilCli *cli)
{
  if (cli->worker == NULL)
    cli->worker = postil_worker_new (NULL, NULL);
  return cli->worker;
}

/* What follows "--" is a name, whatever it begins with; the sign itself is none. */
static void
drop_separator (char **arguments)
{
  guint i = 1;

  while (arguments[i] != NULL && strcmp (arguments[i], "--") != 0)
    i++;
  if (arguments[i] == NULL)
    return;
  g_free (arguments[i]);
  do
    arguments[i] = arguments[i + 1];
  while (arguments[++i] != NULL);
}

gboolean
postil_cli_parse (PostilCli *cli, const GOptionEntry *entries, char ***arguments)
{
  const GOptionEntry common[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &cli->data_dir, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, common, NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse_strv (context, arguments, &error))
    {
      drop_separator (*arguments);
      return TRUE;
    }
  postil_cli_usage ("%s: %s", (*arguments)[0], error->message);
  return FALSE;
}

PostilExit
postil_cli_usage (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  postil_text_complain ("%s (postil-cli --help says more)", message);
  return POSTIL_EXIT_USAGE;
}

void
postil_cli_print (PostilCli *cli, const GString *text)
{
  if (!cli->deaf && !postil_text_write (stdout, text->str, text->len))
    cli->deaf = TRUE;
}

void
postil_cli_end_json (PostilCli *cli, PostilJsonWriter *writer)
{
  g_string_append_c (writer->out, '\n');
  postil_cli_print (cli, writer->out);
  g_string_set_size (writer->out, 0);
  writer->comma = FALSE;
}

void
postil_cli_fail (PostilCli *cli, const char *input, GError *error)
{
  cli->n_failed++;
  if (input != NULL)
    postil_text_complain ("%s: %s", input, error->message);
  else
    postil_text_complain ("%s", error->message);
  g_error_free (error);
}

void
postil_cli_tell_language (const char *input, PostilAnalysis *analysis)
{
  if (!postil_analysis_get_names_analysed (analysis))
    postil_text_complain ("%s: names are not analysed in this language", input);
}

PostilExit
postil_cli_end (PostilCli *cli, GError *error)
{
  if (error != NULL)
    {
      PostilExit exit
          = g_error_matches (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY) ? POSTIL_EXIT_USAGE : POSTIL_EXIT_FAILED;

      postil_text_complain ("%s", error->message);
      g_error_free (error);
      return exit;
    }
  if (cli->n_failed > 0)
    return cli->n_done > 0 ? POSTIL_EXIT_PARTLY : POSTIL_EXIT_FAILED;
  return cli->deaf ? POSTIL_EXIT_FAILED : POSTIL_EXIT_DONE;
}
