/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that keep the notes safe: backup, restore, check, undo, redo. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-library-export.h"
#include "postil-library-safety.h"

/* --- backup --- */

static void
append_copy (GString *out, const PostilBackupFile *copy)
{
  g_autofree char *day = postil_day_to_iso (postil_time_to_day (copy->time));

  g_string_append_printf (out, "%s %6u  ", day, copy->n_notes);
  postil_text_append_line (out, copy->path);
  if (!copy->whole)
    g_string_append (out, "  (damaged)");
  g_string_append_c (out, '\n');
}

static void
add_copy (PostilJsonWriter *writer, const PostilBackupFile *copy)
{
  postil_json_begin_object (writer, NULL);
  postil_json_add_string (writer, "file", copy->path);
  postil_json_add_time (writer, "made", copy->time, FALSE);
  postil_json_add_integer (writer, "bytes", copy->size);
  postil_json_add_integer (writer, "notes", copy->n_notes);
  postil_json_add_boolean (writer, "whole", copy->whole);
  postil_json_end_object (writer);
}

static PostilExit
list_copies (PostilCli *cli)
{
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_list_backups_async (cli->library, postil_cli_answer_cb, &wait);
  copies = postil_library_list_backups_finish (cli->library, postil_cli_await (&wait), &error);
  for (guint i = 0; copies != NULL && i < copies->len; i++)
    {
      PostilJsonWriter writer = { .out = out };

      if (!cli->json)
        {
          append_copy (out, g_ptr_array_index (copies, i));
          continue;
        }
      add_copy (&writer, g_ptr_array_index (copies, i));
      g_string_append_c (out, '\n');
    }
  postil_cli_print (cli, out);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

PostilExit
postil_cli_backup (PostilCli *cli, char **arguments)
{
  gboolean list = FALSE;
  const GOptionEntry entries[] = { { "list", 0, 0, G_OPTION_ARG_NONE, &list, NULL, NULL }, { NULL } };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) made = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };
  PostilJsonWriter writer = { .out = out };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] != NULL && (list || arguments[2] != NULL))
    return postil_cli_usage (list ? "backup --list: it takes no names" : "backup: more than one file is named");
  if (list)
    return list_copies (cli);
  file = arguments[1] != NULL ? g_file_new_for_path (arguments[1]) : NULL;
  postil_library_backup_async (cli->library, file, postil_cli_answer_cb, &wait);
  made = postil_library_backup_finish (cli->library, postil_cli_await (&wait), &error);
  if (made == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  if (cli->json)
    {
      postil_json_begin_object (&writer, NULL);
      postil_json_add_string (&writer, "file", g_file_peek_path (made));
      postil_json_end_object (&writer);
      postil_cli_end_json (cli, &writer);
      return postil_cli_end (cli, NULL);
    }
  postil_text_append_line (out, g_file_peek_path (made));
  g_string_append_c (out, '\n');
  postil_cli_print (cli, out);
  return postil_cli_end (cli, NULL);
}

/* --- restore --- */

static void
print_rescue (PostilCli *cli, const PostilRescue *rescue)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };

  if (!cli->json)
    {
      postil_text_append_line (out, rescue->summary);
      g_string_append_c (out, '\n');
      postil_cli_print (cli, out);
      return;
    }
  postil_json_begin_object (&writer, NULL);
  postil_json_add_string (&writer, "file", rescue->copy);
  postil_json_add_string (&writer, "before", rescue->aside);
  postil_json_add_integer (&writer, "notes", rescue->n_notes);
  postil_json_add_integer (&writer, "added", rescue->n_from_backup);
  postil_json_add_boolean (&writer, "whole", !rescue->rows_lost);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
}

PostilExit
postil_cli_restore (PostilCli *cli, char **arguments)
{
  gboolean merge = FALSE;
  const GOptionEntry entries[] = { { "merge", 0, 0, G_OPTION_ARG_NONE, &merge, NULL, NULL }, { NULL } };
  g_autoptr (PostilRescue) rescue = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] == NULL || arguments[2] != NULL)
    return postil_cli_usage ("restore: name one copy; backup --list shows them");
  file = g_file_new_for_path (arguments[1]);
  postil_library_restore_async (cli->library, file, merge, postil_cli_answer_cb, &wait);
  rescue = postil_library_restore_finish (cli->library, postil_cli_await (&wait), &error);
  if (rescue == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  print_rescue (cli, rescue);
  return rescue->rows_lost ? POSTIL_EXIT_PARTLY : postil_cli_end (cli, NULL);
}

/* --- check --- */

PostilExit
postil_cli_check (PostilCli *cli, char **arguments)
{
  gboolean repair = FALSE;
  const GOptionEntry entries[] = { { "repair", 0, 0, G_OPTION_ARG_NONE, &repair, NULL, NULL }, { NULL } };
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] != NULL)
    return postil_cli_usage ("check: it takes no names");
  postil_library_check_async (cli->library, repair, postil_cli_answer_cb, &wait);
  findings = postil_library_check_finish (cli->library, postil_cli_await (&wait), &error);
  if (findings == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  for (guint i = 0; i < findings->len; i++)
    {
      PostilJsonWriter writer = { .out = out };

      if (cli->json)
        {
          postil_json_begin_object (&writer, NULL);
          postil_json_add_string (&writer, "finding", g_ptr_array_index (findings, i));
          postil_json_end_object (&writer);
        }
      else
        {
          postil_text_append_line (out, g_ptr_array_index (findings, i));
        }
      g_string_append_c (out, '\n');
    }
  if (findings->len == 0 && !cli->json)
    g_string_append (out, "All is well.\n");
  postil_cli_print (cli, out);
  /* Findings that were mended are no failure. */
  return findings->len > 0 && !repair ? POSTIL_EXIT_FAILED : postil_cli_end (cli, NULL);
}

/* --- undo and redo --- */

static PostilExit
take_back (PostilCli *cli, char **arguments, gboolean redo)
{
  g_autoptr (GString) out = g_string_new (redo ? "Done again: " : "Undone: ");
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };
  PostilJsonWriter writer = { .out = out };

  if (!postil_cli_parse (cli, NULL, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] != NULL)
    return postil_cli_usage ("%s: it takes no names", arguments[0]);
  if (redo)
    postil_library_redo_async (cli->library, postil_cli_answer_cb, &wait);
  else
    postil_library_undo_async (cli->library, postil_cli_answer_cb, &wait);
  if (!postil_library_undo_finish (cli->library, postil_cli_await (&wait), &error))
    return postil_cli_end (cli, g_steal_pointer (&error));
  /* What was undone is what could now be done again, and the other way about. */
  label = g_strdup (redo ? postil_library_get_undo_label (cli->library) : postil_library_get_redo_label (cli->library));
  if (cli->json)
    {
      g_string_set_size (out, 0);
      postil_json_begin_object (&writer, NULL);
      postil_json_add_string (&writer, redo ? "redone" : "undone", label);
      postil_json_end_object (&writer);
      postil_cli_end_json (cli, &writer);
      return postil_cli_end (cli, NULL);
    }
  postil_text_append_line (out, label);
  g_string_append_c (out, '\n');
  postil_cli_print (cli, out);
  return postil_cli_end (cli, NULL);
}

PostilExit
postil_cli_undo (PostilCli *cli, char **arguments)
{
  return take_back (cli, arguments, FALSE);
}

PostilExit
postil_cli_redo (PostilCli *cli, char **arguments)
{
  return take_back (cli, arguments, TRUE);
}
