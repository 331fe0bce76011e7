/* SPDX-License-Identifier: GPL-3.0-or-later */
/* postil-cli: the program on the command line. It finds the command, opens the library when the command needs one, and ends
 * with the code the manual page names. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-library-safety.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

static PostilExit run_help (PostilCli *cli, char **arguments);

const PostilCliCommand postil_cli_commands[] = {
  { "extract", "FILE… | --jsonl | --explain TEXT", "Names and figures of texts and pages, or of texts in JSON Lines",
    POSTIL_NEEDS_NOTHING, postil_cli_extract },
  { "readable", "[--url URL] FILE… | --jsonl", "The article of a page, without what stands around it", POSTIL_NEEDS_NOTHING,
    postil_cli_readable },
  { "parse-feed", "[--base-url URL] FILE…", "The entries of feeds", POSTIL_NEEDS_NOTHING, postil_cli_parse_feed },
  { "anchor", "--jsonl", "Where a passage is in a changed text", POSTIL_NEEDS_NOTHING, postil_cli_anchor },
  { "import", "FILE… | --samples",
    "Take texts, pages, feed files, lists of feeds (OPML) and notes of other tools into the library", POSTIL_NEEDS_ANALYSIS,
    postil_cli_import },
  { "subscribe", "URL [--title TEXT] [--folder NAME]… [--first]", "Follow a feed, or the one a page names", POSTIL_NEEDS_LIBRARY,
    postil_cli_subscribe },
  { "unsubscribe", "FEED…", "Follow feeds no longer; notes and starred articles stay", POSTIL_NEEDS_LIBRARY,
    postil_cli_unsubscribe },
  { "refresh", "[--all | --due | FEED…] [--analyse]", "Ask feeds for what is new", POSTIL_NEEDS_LIBRARY, postil_cli_refresh },
  { "feeds", "[--failing]", "List feeds with their health", POSTIL_NEEDS_LIBRARY, postil_cli_feeds },
  { "articles", "[QUERY] [--limit N]", "List articles, newest first", POSTIL_NEEDS_LIBRARY, postil_cli_articles },
  { "show", "ARTICLE", "One article with its text, marks and notes", POSTIL_NEEDS_LIBRARY, postil_cli_show },
  { "entities", "[QUERY] [--article ARTICLE] [--limit N]", "List names with their counts", POSTIL_NEEDS_ANALYSIS,
    postil_cli_entities },
  { "figures", "[QUERY] [--article ARTICLE] [--limit N]", "List figures with what they are about", POSTIL_NEEDS_ANALYSIS,
    postil_cli_figures },
  { "annotate", "ARTICLE (--quote TEXT | --range START:END) [--color 1-5] [--note TEXT] [--tag TAG]… | --jsonl",
    "Make notes; an id is printed once its note is on the disk", POSTIL_NEEDS_LIBRARY, postil_cli_annotate },
  { "notes", "[QUERY] [--trash]", "List notes, newest first", POSTIL_NEEDS_LIBRARY, postil_cli_notes },
  { "note",
    "show|edit|delete|restore|history|places|place NOTE [--note TEXT] [--color 1-5] [--tag TAG]… [--no-tags] [--range START:END]",
    "Look at one note, or change it", POSTIL_NEEDS_LIBRARY, postil_cli_note },
  { "search", "QUERY [--limit N] [--rank]", "Search articles and notes", POSTIL_NEEDS_LIBRARY, postil_cli_search },
  { "searches", "[--save NAME QUERY | --remove ID]", "List the saved searches with their counts, keep one, remove one",
    POSTIL_NEEDS_LIBRARY, postil_cli_searches },
  { "mute", "[QUERY [--until DAY] | --remove ID]", "List the rules that mark what arrives as read, add one, remove one",
    POSTIL_NEEDS_LIBRARY, postil_cli_mute },
  { "export", "[QUERY] --to FOLDER [--article ARTICLE] [--format FORMAT] [--template NAME] [--dry-run] [--restore]",
    "Write notes as Markdown files or Web Annotations, figures as a table, articles as references", POSTIL_NEEDS_LIBRARY,
    postil_cli_export },
  { "undo", "", "Take back what was done last, in this session or another", POSTIL_NEEDS_LIBRARY, postil_cli_undo },
  { "redo", "", "Do again what was undone last", POSTIL_NEEDS_LIBRARY, postil_cli_redo },
  { "backup", "[FILE] | --list", "Make a checked copy of the notes, or list the copies there are", POSTIL_NEEDS_LIBRARY,
    postil_cli_backup },
  { "restore", "FILE [--merge]", "Make the notes what a copy has, or add what they lack", POSTIL_NEEDS_LIBRARY,
    postil_cli_restore },
  { "check", "[--repair]", "Check the library, and mend it", POSTIL_NEEDS_LIBRARY, postil_cli_check },
  { "stats", "", "Numbers about the library", POSTIL_NEEDS_LIBRARY, postil_cli_stats },
  { "self-test", "sandbox", "Try what the worker must not be able to do", POSTIL_NEEDS_NOTHING, postil_cli_self_test },
  { "help", "", "This text", POSTIL_NEEDS_NOTHING, run_help },
  { NULL, NULL, NULL, POSTIL_NEEDS_NOTHING, NULL },
};

static PostilExit
run_help (PostilCli *cli, char **arguments)
{
  g_autoptr (GString) out = g_string_new ("Usage: postil-cli [--data-dir DIR] [--json] COMMAND …\n\nCommands:\n");

  for (const PostilCliCommand *command = postil_cli_commands; command->name != NULL; command++)
    g_string_append_printf (out, "  %s%s%s\n      %s\n", command->name, command->arguments[0] != '\0' ? " " : "",
                            command->arguments, command->summary);
  g_string_append (
      out, "\nOptions:\n"
           "  --data-dir DIR  the library; else $XDG_DATA_HOME/postil\n"
           "  --json          print JSON Lines\n"
           "  --help          this text\n"
           "  --version       the version\n"
           "\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 partly done, 4 the library was written by a newer version\n");
  postil_cli_print (cli, out);
  return cli->deaf ? POSTIL_EXIT_FAILED : POSTIL_EXIT_DONE;
}

static const PostilCliCommand *
find_command (const char *name)
{
  for (const PostilCliCommand *command = postil_cli_commands; command->name != NULL; command++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

/* --- the library --- */

static void
failed_cb (PostilLibrary *library, const char *message, PostilCli *cli)
{
  cli->n_failed++;
  postil_text_complain ("%s", message);
}

/* Whoever opens a library that was damaged is told, whatever else was asked. */
static void
tell_rescue (const PostilRescue *rescue)
{
  postil_text_complain ("%s", rescue->summary);
  for (guint i = 0; rescue->lines[i] != NULL; i++)
    postil_text_complain ("  %s", rescue->lines[i]);
}

static gboolean
open_library (PostilCli *cli, PostilCliNeeds needs)
{
  g_autofree char *fallback = g_build_filename (g_get_user_data_dir (), "postil", NULL);
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (PostilRescue) rescue = NULL;

  postil_library_open_async (cli->data_dir != NULL ? cli->data_dir : fallback, NULL, postil_cli_answer_cb, &wait);
  cli->library = postil_library_open_finish (postil_cli_await (&wait), &error);
  if (cli->library == NULL)
    {
      postil_text_complain ("%s", error->message);
      return FALSE;
    }
  g_signal_connect (cli->library, "failed", G_CALLBACK (failed_cb), cli);
  if (needs != POSTIL_NEEDS_ANALYSIS)
    postil_library_set_analysis_paused (cli->library, TRUE);
  g_object_get (cli->library, "read-only-reason", &reason, NULL);
  if (reason != NULL)
    postil_text_complain ("%s", reason);
  rescue = postil_library_dup_rescue (cli->library);
  if (rescue != NULL)
    tell_rescue (rescue);
  return TRUE;
}

static gboolean
close_library (PostilCli *cli)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_close_async (cli->library, postil_cli_answer_cb, &wait);
  if (postil_library_close_finish (cli->library, postil_cli_await (&wait), &error))
    return TRUE;
  postil_text_complain ("%s", error->message);
  return FALSE;
}

static PostilExit
run_with_library (PostilCli *cli, const PostilCliCommand *command, char **arguments)
{
  PostilExit status = POSTIL_EXIT_FAILED;
  gboolean newer = FALSE;

  if (!open_library (cli, command->needs))
    return POSTIL_EXIT_FAILED;
  newer = postil_library_get_newer (cli->library);
  status = command->run (cli, arguments);
  if (!close_library (cli) && status == POSTIL_EXIT_DONE)
    status = POSTIL_EXIT_FAILED;
  g_clear_object (&cli->library);
  return newer && status != POSTIL_EXIT_USAGE ? POSTIL_EXIT_NEWER : status;
}

/* --- arguments --- */

/* The library is opened before the command takes its options, and --data-dir may stand anywhere among them. */
static void
take_data_dir (PostilCli *cli, char **arguments)
{
  for (guint i = 1; arguments[i] != NULL && strcmp (arguments[i], "--") != 0; i++)
    {
      const char *value = NULL;

      if (strcmp (arguments[i], "--data-dir") == 0)
        value = arguments[i + 1];
      else if (g_str_has_prefix (arguments[i], "--data-dir="))
        value = arguments[i] + strlen ("--data-dir=");
      if (value == NULL)
        continue;
      g_free (cli->data_dir);
      cli->data_dir = g_strdup (value);
    }
}

static gboolean
asks_for_help (char **arguments)
{
  for (guint i = 1; arguments[i] != NULL && strcmp (arguments[i], "--") != 0; i++)
    if (strcmp (arguments[i], "--help") == 0)
      return TRUE;
  return FALSE;
}

static PostilExit
run_command_help (PostilCli *cli, const PostilCliCommand *command)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "Usage: postil-cli %s%s%s\n%s.\n", command->name, command->arguments[0] != '\0' ? " " : "",
                          command->arguments, command->summary);
  postil_cli_print (cli, out);
  return POSTIL_EXIT_DONE;
}

static PostilExit
run (PostilCli *cli, char **arguments)
{
  gboolean version = FALSE, help = FALSE;
  const GOptionEntry entries[] = { { "version", 0, 0, G_OPTION_ARG_NONE, &version, NULL, NULL },
                                   { "help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL },
                                   { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &cli->data_dir, NULL, NULL },
                                   { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
                                   { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const PostilCliCommand *command = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    return postil_cli_usage ("%s", error->message);
  if (version)
    {
      g_autoptr (GString) out = g_string_new ("postil-cli " POSTIL_VERSION "\n");

      postil_cli_print (cli, out);
      return POSTIL_EXIT_DONE;
    }
  if (help)
    return run_help (cli, arguments);
  if (arguments[1] == NULL)
    return postil_cli_usage ("no command is given");
  command = find_command (arguments[1]);
  if (command == NULL)
    return postil_cli_usage ("there is no command \"%s\"", arguments[1]);
  if (asks_for_help (arguments + 1))
    return run_command_help (cli, command);
  take_data_dir (cli, arguments + 1);
  if (command->needs == POSTIL_NEEDS_NOTHING)
    return command->run (cli, arguments + 1);
  return run_with_library (cli, command, arguments + 1);
}

int
main (int argc, char **argv)
{
  PostilCli cli = { NULL };
  g_auto (GStrv) arguments = NULL;
  PostilExit status = POSTIL_EXIT_DONE;

  setlocale (LC_ALL, "");
  /* Where no language is set, as in scripts and containers, arguments are UTF-8 like everything else here. */
  if (strcmp (nl_langinfo (CODESET), "ANSI_X3.4-1968") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, POSTIL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* A reader that left and a limit on file sizes are errors to report, not reasons to die in the middle of a write. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  umask (077);
  arguments = g_strdupv (argv);
  status = run (&cli, arguments);
  if (cli.worker != NULL)
    postil_worker_stop (cli.worker);
  g_clear_object (&cli.worker);
  g_free (cli.data_dir);
  return (int) status;
}
