/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muting rules on the command line: listed, added, removed. */
#include "config.h"

#include "postil-cli-private.h"

#include "postil-library-mutes.h"
#include "postil-time.h"

static void
print_rule (PostilCli *cli, const PostilMuteRule *rule)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *until = rule->expires != POSTIL_TIME_UNKNOWN ? postil_time_to_iso (rule->expires) : g_strdup ("");

  if (cli->json)
    {
      PostilJsonWriter writer = { .out = out };

      postil_json_begin_object (&writer, NULL);
      postil_json_add_integer (&writer, "id", rule->id);
      postil_json_add_string (&writer, "query", rule->query);
      if (*until != '\0')
        postil_json_add_string (&writer, "until", until);
      postil_json_add_boolean (&writer, "expired", rule->expired);
      postil_json_add_integer (&writer, "muted", rule->n_muted);
      postil_json_end_object (&writer);
      g_string_append_c (out, '\n');
    }
  else
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT "\t%u\t%s\t%s\n", rule->id, rule->n_muted, until, rule->query);
    }
  postil_cli_print (cli, out);
}

static GError *
list_rules (PostilCli *cli)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (GPtrArray) rules = NULL;
  GError *error = NULL;

  postil_library_list_mutes_async (cli->library, postil_cli_answer_cb, &wait);
  rules = postil_library_list_mutes_finish (cli->library, postil_cli_await (&wait), &error);
  for (guint i = 0; rules != NULL && i < rules->len && !cli->deaf; i++)
    print_rule (cli, g_ptr_array_index (rules, i));
  return error;
}

static GError *
add_rule (PostilCli *cli, const char *query, gint64 expires)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  GError *error = NULL;
  gint64 id;

  postil_library_add_mute_async (cli->library, query, expires, postil_cli_answer_cb, &wait);
  id = postil_library_add_mute_finish (cli->library, postil_cli_await (&wait), &error);
  if (id != 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT "\n", id);
  postil_cli_print (cli, out);
  return error;
}

static GError *
remove_rule (PostilCli *cli, gint64 id)
{
  g_auto (PostilCliWait) wait = { NULL };
  GError *error = NULL;

  postil_library_remove_mute_async (cli->library, id, postil_cli_answer_cb, &wait);
  postil_library_remove_mute_finish (cli->library, postil_cli_await (&wait), &error);
  return error;
}

PostilExit
postil_cli_mute (PostilCli *cli, char **arguments)
{
  g_autofree char *until = NULL;
  gint64 id = 0;
  gint64 expires = POSTIL_TIME_UNKNOWN;
  const GOptionEntry entries[] = { { "until", 0, 0, G_OPTION_ARG_STRING, &until, NULL, NULL },
                                   { "remove", 0, 0, G_OPTION_ARG_INT64, &id, NULL, NULL },
                                   { NULL } };
  g_autofree char *query = NULL;

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  query = postil_cli_join_query (arguments);
  if ((query == NULL && (until != NULL || arguments[1] != NULL)) || (query != NULL && id != 0))
    return postil_cli_usage ("mute: write “mute”, “mute QUERY [--until DAY]” or “mute --remove ID”");
  if (until != NULL && !postil_time_from_iso (until, &expires, NULL))
    return postil_cli_usage ("mute: --until takes a day such as 2027-01-31");
  if (query != NULL)
    return postil_cli_end (cli, add_rule (cli, query, expires));
  return postil_cli_end (cli, id != 0 ? remove_rule (cli, id) : list_rules (cli));
}
