/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved searches of the sidebar: listed with their counts, kept, removed. */
#include "config.h"

#include "postil-cli-private.h"

#include "postil-library-search.h"
#include "postil-library-searches.h"

static void
print_search (PostilCli *cli, const PostilSource *search)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->json)
    {
      PostilJsonWriter writer = { .out = out };

      postil_json_begin_object (&writer, NULL);
      postil_json_add_integer (&writer, "id", search->feed_id);
      postil_json_add_string (&writer, "name", search->name);
      postil_json_add_string (&writer, "query", search->query);
      postil_json_add_integer (&writer, "articles", search->n_all);
      postil_json_add_integer (&writer, "unread", search->n_unread);
      postil_json_end_object (&writer);
      g_string_append_c (out, '\n');
    }
  else
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT "\t%u\t%u\t%s\t%s\n", search->feed_id, search->n_unread, search->n_all,
                              search->name, search->query);
    }
  postil_cli_print (cli, out);
}

static GError *
list_searches (PostilCli *cli)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (PostilSources) sources = NULL;
  GError *error = NULL;

  postil_library_load_sources_async (cli->library, NULL, postil_cli_answer_cb, &wait);
  sources = postil_library_load_sources_finish (cli->library, postil_cli_await (&wait), &error);
  for (guint i = 0; sources != NULL && i < sources->searches->len && !cli->deaf; i++)
    print_search (cli, g_ptr_array_index (sources->searches, i));
  return error;
}

static GError *
save_search (PostilCli *cli, const char *name, const char *query)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (PostilSavedSearch) search = postil_saved_search_new (name, query);
  g_autoptr (GString) out = g_string_new (NULL);
  GError *error = NULL;
  gint64 id;

  postil_library_save_search_async (cli->library, search, NULL, postil_cli_answer_cb, &wait);
  id = postil_library_save_search_finish (cli->library, postil_cli_await (&wait), &error);
  if (id != 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT "\n", id);
  postil_cli_print (cli, out);
  return error;
}

static GError *
remove_search (PostilCli *cli, gint64 id)
{
  g_auto (PostilCliWait) wait = { NULL };
  GError *error = NULL;

  postil_library_remove_search_async (cli->library, id, NULL, postil_cli_answer_cb, &wait);
  postil_library_remove_search_finish (cli->library, postil_cli_await (&wait), &error);
  return error;
}

PostilExit
postil_cli_searches (PostilCli *cli, char **arguments)
{
  g_autofree char *name = NULL;
  gint64 id = 0;
  const GOptionEntry entries[] = { { "save", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
                                   { "remove", 0, 0, G_OPTION_ARG_INT64, &id, NULL, NULL },
                                   { NULL } };
  g_autofree char *query = NULL;

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  query = postil_cli_join_query (arguments);
  if ((name != NULL) != (query != NULL) || (name != NULL && id != 0) || (arguments[1] != NULL && query == NULL))
    return postil_cli_usage ("searches: write “searches”, “searches --save NAME QUERY” or “searches --remove ID”");
  if (name != NULL && *g_strstrip (name) == '\0')
    return postil_cli_usage ("searches: the name of the search is empty");
  if (name != NULL)
    return postil_cli_end (cli, save_search (cli, name, query));
  return postil_cli_end (cli, id != 0 ? remove_search (cli, id) : list_searches (cli));
}
