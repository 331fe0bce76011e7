/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that look after files: export, stats, and the self-test of the confinement. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-library-export.h"
#include "postil-library-facts.h"
#include "postil-library-search.h"

#include <string.h>

/* --- export --- */

typedef struct
{
  const char *name; /* in JSON */
  const char *words;
  guint number;
} ExportCount;

/* What happened to the notes, for those who edit what was exported. */
static void
append_note_counts (GString *out, const ExportCount *counts, gsize n_counts)
{
  gboolean begun = FALSE;

  for (gsize i = 0; i < n_counts; i++)
    if (counts[i].number > 0)
      {
        g_string_append_printf (out, "%s %u %s", begun ? "," : "notes:", counts[i].number, counts[i].words);
        begun = TRUE;
      }
  g_string_append (out, begun ? "\n" : "");
}

static void
print_export_text (PostilCli *cli, const PostilExportReport *report, gboolean dry_run, const ExportCount *counts, gsize n_counts)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < report->paths->len; i++)
    {
      if (i < report->differences->len && *(const char *) g_ptr_array_index (report->differences, i) != '\0')
        {
          postil_text_append_lines (out, g_ptr_array_index (report->differences, i));
          continue;
        }
      postil_text_append_line (out, g_ptr_array_index (report->paths, i));
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out,
                          dry_run ? "%u would be written, %u unchanged, %u would go under another name\n"
                                  : "%u written, %u unchanged, %u under another name\n",
                          report->n_written, report->n_unchanged, report->n_beside);
  append_note_counts (out, counts, n_counts);
  postil_cli_print (cli, out);
}

static void
print_export (PostilCli *cli, const PostilExportReport *report, gboolean dry_run)
{
  const ExportCount counts[] = { { "added", "added", report->n_added },
                                 { "updated", "brought up to date", report->n_updated },
                                 { "same", "unchanged", report->n_same },
                                 { "kept", "kept as you edited them", report->n_kept },
                                 { "conflicts", "edited by you and changed here (both kept)", report->n_conflicts },
                                 { "removed", "removed", report->n_removed },
                                 { "released", "deleted here, kept as your own text", report->n_released },
                                 { "withheld", "left out as you took them out", report->n_withheld } };
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };

  if (!cli->json)
    {
      print_export_text (cli, report, dry_run, counts, G_N_ELEMENTS (counts));
      return;
    }
  postil_json_begin_object (&writer, NULL);
  postil_json_add_integer (&writer, "written", report->n_written);
  postil_json_add_integer (&writer, "unchanged", report->n_unchanged);
  postil_json_add_integer (&writer, "beside", report->n_beside);
  postil_json_begin_array (&writer, "paths");
  for (guint i = 0; i < report->paths->len; i++)
    postil_json_add_string (&writer, NULL, g_ptr_array_index (report->paths, i));
  postil_json_end_array (&writer);
  postil_json_begin_object (&writer, "notes");
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    postil_json_add_integer (&writer, counts[i].name, counts[i].number);
  postil_json_end_object (&writer);
  if (dry_run)
    {
      postil_json_begin_array (&writer, "differences");
      for (guint i = 0; i < report->differences->len; i++)
        postil_json_add_string (&writer, NULL, g_ptr_array_index (report->differences, i));
      postil_json_end_array (&writer);
    }
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
}

static gboolean
find_article (PostilCli *cli, const char *name, gint64 *id, GError **error)
{
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (PostilArticle) article = NULL;

  postil_library_resolve_article_async (cli->library, name, postil_cli_answer_cb, &wait);
  article = postil_library_resolve_article_finish (cli->library, postil_cli_await (&wait), error);
  *id = article != NULL ? article->id : 0;
  return article != NULL;
}

PostilExit
postil_cli_export (PostilCli *cli, char **arguments)
{
  g_autofree char *to = NULL, *format = NULL, *name = NULL, *query = NULL, *template = NULL;
  PostilExportOptions options = { .article_id = 0 };
  const GOptionEntry entries[] = { { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, NULL, NULL },
                                   { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
                                   { "article", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
                                   { "template", 0, 0, G_OPTION_ARG_STRING, &template, NULL, NULL },
                                   { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, NULL, NULL },
                                   { "restore", 0, 0, G_OPTION_ARG_NONE, &options.restore, NULL, NULL },
                                   { NULL } };
  g_autoptr (GFile) folder = NULL;
  g_autoptr (PostilExportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (to == NULL)
    return postil_cli_usage ("export: --to names the folder to write into");
  if (format != NULL && strcmp (format, "opml") == 0)
    return postil_cli_export_feeds (cli, to);
  if (format != NULL && !postil_export_format_from_string (format, &options.format))
    return postil_cli_usage ("export: the formats are markdown, jsonld, csv, csl, bibtex and opml, not \"%s\"", format);
  if (template != NULL && !postil_export_template_from_string (template, &options.template))
    return postil_cli_usage ("export: the templates are obsidian, joplin and logseq, not \"%s\"", template);
  if (name != NULL && !find_article (cli, name, &options.article_id, &error))
    return postil_cli_end (cli, g_steal_pointer (&error));
  query = postil_cli_join_query (arguments);
  options.query = query;
  folder = g_file_new_for_path (to);
  postil_library_export_with_async (cli->library, &options, folder, NULL, postil_cli_answer_cb, &wait);
  report = postil_library_export_finish (cli->library, postil_cli_await (&wait), &error);
  if (report == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  cli->n_done = report->paths->len;
  cli->n_failed = report->problems->len;
  for (guint i = 0; i < report->problems->len; i++)
    postil_text_complain ("%s", (const char *) g_ptr_array_index (report->problems, i));
  for (guint i = 0; i < report->warnings->len; i++)
    postil_text_complain ("%s", (const char *) g_ptr_array_index (report->warnings, i));
  print_export (cli, report, options.dry_run);
  return postil_cli_end (cli, NULL);
}

/* --- stats --- */

static void
add_stat (PostilJsonWriter *writer, const char *name, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    postil_json_add_string (writer, name, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    postil_json_add_integer (writer, name, g_variant_get_uint32 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    postil_json_add_integer (writer, name, (gint64) g_variant_get_uint64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    postil_json_add_integer (writer, name, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    postil_json_add_boolean (writer, name, g_variant_get_boolean (value));
}

static void
append_stat (GString *out, const char *name, GVariant *value)
{
  g_autofree char *text
      = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : g_variant_print (value, FALSE);

  g_string_append_printf (out, "%-24s ", name);
  postil_text_append_line (out, text);
  g_string_append_c (out, '\n');
}

PostilExit
postil_cli_stats (PostilCli *cli, char **arguments)
{
  g_autoptr (GVariant) stats = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };
  PostilJsonWriter writer = { .out = out };
  GVariantIter iter;
  const char *name = NULL;
  GVariant *value = NULL;

  if (!postil_cli_parse (cli, NULL, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] != NULL)
    return postil_cli_usage ("stats: it takes no names");
  postil_library_stats_async (cli->library, postil_cli_answer_cb, &wait);
  stats = postil_library_stats_finish (cli->library, postil_cli_await (&wait), &error);
  if (stats == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  if (cli->json)
    postil_json_begin_object (&writer, NULL);
  g_variant_iter_init (&iter, stats);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (cli->json)
        add_stat (&writer, name, value);
      else
        append_stat (out, name, value);
    }
  if (cli->json)
    {
      postil_json_end_object (&writer);
      g_string_append_c (out, '\n');
    }
  postil_cli_print (cli, out);
  return postil_cli_end (cli, NULL);
}

/* --- self-test --- */

static void
append_layers (GString *out, PostilProtection protection)
{
  static const char *const names[] = { "descriptors", "limits", "no-new-privs", "landlock", "seccomp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (out, "%-14s %s\n", names[i], (protection & (1u << i)) != 0 ? "on" : "MISSING");
}

static void
print_attempts (PostilCli *cli, GVariant *attempts, PostilProtection protection)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };
  GVariantIter iter;
  const char *name = NULL, *outcome = NULL;

  if (!cli->json)
    append_layers (out, protection);
  g_variant_iter_init (&iter, attempts);
  while (g_variant_iter_loop (&iter, "{&s&s}", &name, &outcome))
    {
      gboolean refused = strcmp (outcome, "refused") == 0;

      cli->n_done += refused ? 1 : 0;
      cli->n_failed += refused ? 0 : 1;
      if (!cli->json)
        {
          g_string_append_printf (out, "%-14s ", name);
          postil_text_append_line (out, outcome);
          g_string_append_c (out, '\n');
          continue;
        }
      postil_json_begin_object (&writer, NULL);
      postil_json_add_string (&writer, "attempt", name);
      postil_json_add_string (&writer, "outcome", outcome);
      postil_json_end_object (&writer);
      g_string_append_c (out, '\n');
      writer.comma = FALSE;
    }
  postil_cli_print (cli, out);
}

PostilExit
postil_cli_self_test (PostilCli *cli, char **arguments)
{
  g_autoptr (GVariant) attempts = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, NULL, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] == NULL || strcmp (arguments[1], "sandbox") != 0 || arguments[2] != NULL)
    return postil_cli_usage ("self-test: there is one: self-test sandbox");
  postil_worker_self_test_async (postil_cli_get_worker (cli), NULL, postil_cli_answer_cb, &wait);
  attempts = postil_worker_self_test_finish (cli->worker, postil_cli_await (&wait), &error);
  if (attempts == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  print_attempts (cli, attempts, postil_worker_get_protection (cli->worker));
  if (cli->n_failed == 0)
    return postil_cli_end (cli, NULL);
  postil_text_complain ("%u of %u attempts were not refused", cli->n_failed, cli->n_done + cli->n_failed);
  return POSTIL_EXIT_FAILED;
}
