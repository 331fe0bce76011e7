/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about feeds: subscribe, unsubscribe, refresh, feeds. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-library-feeds.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static GPtrArray *
list_feeds (PostilCli *cli, GError **error)
{
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_list_feeds_async (cli->library, NULL, postil_cli_answer_cb, &wait);
  return postil_library_list_feeds_finish (cli->library, postil_cli_await (&wait), error);
}

/* A feed is named by its number, its address, or its whole title. */
static const PostilFeedInfo *
find_feed (const GPtrArray *feeds, const char *name)
{
  for (guint i = 0; i < feeds->len; i++)
    {
      const PostilFeedInfo *feed = g_ptr_array_index (feeds, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, feed->id);

      if (strcmp (name, id) == 0 || strcmp (name, feed->url) == 0 || g_strcmp0 (name, feed->address) == 0
          || strcmp (name, feed->title) == 0)
        return feed;
    }
  return NULL;
}

/* --- feeds --- */

static void
append_time (GString *out, gint64 time)
{
  g_autofree char *iso = time != POSTIL_TIME_UNKNOWN ? postil_time_to_iso (time) : NULL;

  g_string_append (out, iso != NULL ? iso : "never");
}

static void
append_feed (GString *out, const PostilFeedInfo *feed)
{
  g_autofree char *folders = g_strjoinv (" / ", feed->folders);

  g_string_append_printf (out, "%5" G_GINT64_FORMAT " %6u %6u  ", feed->id, feed->n_unread, feed->n_articles);
  if (folders[0] != '\0')
    {
      postil_text_append_line (out, folders);
      g_string_append (out, " / ");
    }
  postil_text_append_line (out, feed->title);
  g_string_append (out, "\n                     ");
  postil_text_append_line (out, feed->url);
  g_string_append_c (out, '\n');
  if (feed->failure == NULL)
    return;
  g_string_append (out, "                     fails since ");
  append_time (out, feed->failing_since);
  g_string_append (out, ", read last ");
  append_time (out, feed->succeeded);
  g_string_append (out, ": ");
  postil_text_append_line (out, feed->failure);
  g_string_append_c (out, '\n');
}

static void
add_feed (PostilJsonWriter *writer, const PostilFeedInfo *feed)
{
  postil_json_begin_object (writer, NULL);
  postil_json_add_integer (writer, "id", feed->id);
  postil_json_add_string (writer, "url", feed->url);
  postil_json_add_string (writer, "moved_to", feed->address);
  postil_json_add_string (writer, "title", feed->title);
  postil_json_add_string (writer, "site", feed->link);
  postil_json_begin_array (writer, "folders");
  for (guint i = 0; feed->folders[i] != NULL; i++)
    postil_json_add_string (writer, NULL, feed->folders[i]);
  postil_json_end_array (writer);
  postil_json_add_integer (writer, "articles", feed->n_articles);
  postil_json_add_integer (writer, "unread", feed->n_unread);
  postil_json_add_time (writer, "added", feed->added, FALSE);
  postil_json_add_time (writer, "checked", feed->checked, FALSE);
  postil_json_add_time (writer, "succeeded", feed->succeeded, FALSE);
  postil_json_add_time (writer, "next", feed->next_check, FALSE);
  postil_json_add_string (writer, "failure", feed->failure);
  postil_json_add_time (writer, "failing_since", feed->failing_since, FALSE);
  if (feed->n_failures > 0)
    postil_json_add_integer (writer, "failures", feed->n_failures);
  postil_json_end_object (writer);
}

PostilExit
postil_cli_feeds (PostilCli *cli, char **arguments)
{
  gboolean failing = FALSE;
  const GOptionEntry entries[] = { { "failing", 0, 0, G_OPTION_ARG_NONE, &failing, NULL, NULL }, { NULL } };
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] != NULL)
    return postil_cli_usage ("feeds: it takes no names");
  feeds = list_feeds (cli, &error);
  for (guint i = 0; feeds != NULL && i < feeds->len && !cli->deaf; i++)
    {
      const PostilFeedInfo *feed = g_ptr_array_index (feeds, i);
      PostilJsonWriter writer = { .out = out };

      if (failing && feed->failure == NULL)
        continue;
      if (cli->json)
        {
          add_feed (&writer, feed);
          postil_cli_end_json (cli, &writer);
          continue;
        }
      append_feed (out, feed);
      postil_cli_print (cli, out);
      g_string_set_size (out, 0);
    }
  return postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- the list of feeds --- */

PostilExit
postil_cli_export_feeds (PostilCli *cli, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_export_feeds_async (cli->library, file, postil_cli_answer_cb, &wait);
  postil_library_export_feeds_finish (cli->library, postil_cli_await (&wait), &error);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- refresh --- */

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (PostilRefresh *refresh, GParamSpec *pspec, gpointer user_data)
{
  guint n_feeds = 0, n_done = 0, n_failed = 0, n_new = 0;
  guint64 n_bytes = 0;

  g_object_get (refresh, "n-feeds", &n_feeds, "n-done", &n_done, "n-failed", &n_failed, "n-new", &n_new, "n-bytes", &n_bytes,
                NULL);
  g_printerr ("\r%u of %u feeds, %u new, %.1f MB, %u failed ", n_done, n_feeds, n_new, (double) n_bytes / 1e6, n_failed);
  if (n_done == n_feeds)
    g_printerr ("\n");
}

static void
print_refresh (PostilCli *cli, const PostilRefreshReport *report)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };

  if (!cli->json)
    {
      g_string_append_printf (out, "%u new, %u updated in %u feeds; %u unchanged, %u failed, %u postponed\n", report->n_new,
                              report->n_updated, report->n_feeds, report->n_unchanged, report->n_failed, report->n_postponed);
      postil_cli_print (cli, out);
      return;
    }
  postil_json_begin_object (&writer, NULL);
  postil_json_add_integer (&writer, "feeds", report->n_feeds);
  postil_json_add_integer (&writer, "unchanged", report->n_unchanged);
  postil_json_add_integer (&writer, "failed", report->n_failed);
  postil_json_add_integer (&writer, "postponed", report->n_postponed);
  postil_json_add_integer (&writer, "new", report->n_new);
  postil_json_add_integer (&writer, "updated", report->n_updated);
  postil_json_add_integer (&writer, "bytes", (gint64) report->n_bytes);
  postil_json_begin_array (&writer, "problems");
  for (guint i = 0; i < report->problems->len; i++)
    postil_json_add_string (&writer, NULL, g_ptr_array_index (report->problems, i));
  postil_json_end_array (&writer);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
}

/* Until every listed article is found by its words. */
static void
await_index (PostilCli *cli)
{
  guint n_indexing = 1;

  while (n_indexing > 0)
    {
      g_object_get (postil_library_get_refresh (cli->library), "n-indexing", &n_indexing, NULL);
      if (n_indexing > 0)
        g_main_context_iteration (NULL, TRUE);
    }
}

static PostilRefreshReport *
refresh (PostilCli *cli, PostilRefreshScope scope, GArray *ids, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  PostilRefresh *progress = postil_library_get_refresh (cli->library);
  gulong handler = isatty (STDERR_FILENO) ? g_signal_connect (progress, "notify::n-done", G_CALLBACK (progress_cb), NULL) : 0;
  g_auto (PostilCliWait) wait = { NULL };
  PostilRefreshReport *report = NULL;

  postil_library_refresh_async (cli->library, scope, ids, cancellable, postil_cli_answer_cb, &wait);
  report = postil_library_refresh_finish (cli->library, postil_cli_await (&wait), error);
  if (handler != 0)
    g_signal_handler_disconnect (progress, handler);
  g_source_remove (interrupt);
  return report;
}

static PostilExit
end_refresh (PostilCli *cli, const PostilRefreshReport *report, gboolean analyse)
{
  cli->n_done = report->n_feeds - report->n_failed + report->n_postponed;
  cli->n_failed += report->n_failed;
  for (guint i = 0; i < report->problems->len; i++)
    postil_text_complain ("%s", (const char *) g_ptr_array_index (report->problems, i));
  await_index (cli);
  if (analyse)
    {
      postil_library_set_analysis_paused (cli->library, FALSE);
      postil_cli_await_analysis (cli);
    }
  return postil_cli_end (cli, NULL);
}

/* ids (out): of the feeds that are named; %NULL when none is */
static gboolean
take_names (PostilCli *cli, char **arguments, GArray **ids, GError **error)
{
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (arguments[1] == NULL)
    return TRUE;
  feeds = list_feeds (cli, error);
  if (feeds == NULL)
    return FALSE;
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      const PostilFeedInfo *feed = find_feed (feeds, arguments[i]);

      if (feed != NULL)
        {
          g_array_append_val (named, feed->id);
          continue;
        }
      cli->n_failed++;
      postil_text_complain ("%s: there is no feed \"%s\"", arguments[0], arguments[i]);
    }
  *ids = g_steal_pointer (&named);
  return TRUE;
}

PostilExit
postil_cli_refresh (PostilCli *cli, char **arguments)
{
  gboolean all = FALSE, due = FALSE, analyse = FALSE;
  const GOptionEntry entries[] = { { "all", 0, 0, G_OPTION_ARG_NONE, &all, NULL, NULL },
                                   { "due", 0, 0, G_OPTION_ARG_NONE, &due, NULL, NULL },
                                   { "analyse", 0, 0, G_OPTION_ARG_NONE, &analyse, NULL, NULL },
                                   { NULL } };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (PostilRefreshReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if ((all ? 1 : 0) + (due ? 1 : 0) + (arguments[1] != NULL ? 1 : 0) > 1)
    return postil_cli_usage ("refresh: name feeds, or give --all or --due");
  if (!take_names (cli, arguments, &ids, &error))
    return postil_cli_end (cli, g_steal_pointer (&error));
  report = refresh (cli, due ? POSTIL_REFRESH_DUE : POSTIL_REFRESH_ALL, ids, &error);
  if (report == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  print_refresh (cli, report);
  return end_refresh (cli, report, analyse);
}

/* --- subscribe --- */

/* One feed is followed; of several the reader has to name one. */
static const PostilFeedCandidate *
choose (const GPtrArray *candidates, gboolean first)
{
  if (candidates->len == 1 || first)
    return g_ptr_array_index (candidates, 0);
  postil_text_complain ("subscribe: the page names several feeds; name one of them, or give --first:");
  for (guint i = 0; i < candidates->len; i++)
    {
      const PostilFeedCandidate *candidate = g_ptr_array_index (candidates, i);

      postil_text_complain ("  %s  %s", candidate->url, candidate->title != NULL ? candidate->title : "");
    }
  return NULL;
}

static gint64
subscribe (PostilCli *cli, const char *url, const char *title, char **folders, GError **error)
{
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_subscribe_async (cli->library, url, title, (const char *const *) folders, NULL, postil_cli_answer_cb, &wait);
  return postil_library_subscribe_finish (cli->library, postil_cli_await (&wait), error);
}

static PostilExit
fetch_first (PostilCli *cli, gint64 id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (PostilRefreshReport) report = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  const PostilFeedInfo *feed = NULL;
  PostilJsonWriter writer = { .out = out };

  g_array_append_val (ids, id);
  report = refresh (cli, POSTIL_REFRESH_ALL, ids, &error);
  feeds = report != NULL ? list_feeds (cli, &error) : NULL;
  if (feeds == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  feed = find_feed (feeds, name);
  if (feed != NULL && cli->json)
    {
      add_feed (&writer, feed);
      postil_cli_end_json (cli, &writer);
    }
  else if (feed != NULL)
    {
      append_feed (out, feed);
      postil_cli_print (cli, out);
    }
  return end_refresh (cli, report, FALSE);
}

PostilExit
postil_cli_subscribe (PostilCli *cli, char **arguments)
{
  g_autofree char *title = NULL;
  g_auto (GStrv) folders = NULL;
  gboolean first = FALSE;
  const GOptionEntry entries[] = { { "title", 0, 0, G_OPTION_ARG_STRING, &title, NULL, NULL },
                                   { "folder", 0, 0, G_OPTION_ARG_STRING_ARRAY, &folders, NULL, NULL },
                                   { "first", 0, 0, G_OPTION_ARG_NONE, &first, NULL, NULL },
                                   { NULL } };
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };
  const PostilFeedCandidate *candidate = NULL;
  gint64 id = 0;

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] == NULL || arguments[2] != NULL)
    return postil_cli_usage ("subscribe: name one address, of a feed or of its site");
  postil_library_discover_async (cli->library, arguments[1], NULL, postil_cli_answer_cb, &wait);
  candidates = postil_library_discover_finish (cli->library, postil_cli_await (&wait), &error);
  candidate = candidates != NULL ? choose (candidates, first) : NULL;
  if (candidate == NULL)
    return error != NULL ? postil_cli_end (cli, g_steal_pointer (&error)) : POSTIL_EXIT_FAILED;
  id = subscribe (cli, candidate->url, title, folders, &error);
  return id != 0 ? fetch_first (cli, id) : postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- unsubscribe --- */

PostilExit
postil_cli_unsubscribe (PostilCli *cli, char **arguments)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  if (!postil_cli_parse (cli, NULL, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] == NULL)
    return postil_cli_usage ("unsubscribe: name feeds, by the number, address or title that feeds lists");
  if (!take_names (cli, arguments, &ids, &error))
    return postil_cli_end (cli, g_steal_pointer (&error));
  for (guint i = 0; i < ids->len; i++)
    {
      g_auto (PostilCliWait) wait = { NULL };
      GError *reason = NULL;

      postil_library_unsubscribe_async (cli->library, g_array_index (ids, gint64, i), postil_cli_answer_cb, &wait);
      if (postil_library_unsubscribe_finish (cli->library, postil_cli_await (&wait), &reason))
        cli->n_done++;
      else
        postil_cli_fail (cli, NULL, reason);
    }
  return postil_cli_end (cli, NULL);
}
