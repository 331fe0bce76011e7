/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that look into the library: import, articles, show, entities, figures, search. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-facts-json-private.h"
#include "postil-library-facts.h"
#include "postil-library-search.h"

#include <string.h>

char *
postil_cli_join_query (char **arguments)
{
  g_autofree char *words = arguments[1] != NULL ? g_strjoinv (" ", arguments + 1) : NULL;
  g_autofree char *valid = words != NULL ? g_utf8_make_valid (words, -1) : NULL;

  if (valid == NULL || *g_strchug (valid) == '\0')
    return NULL;
  /* The blank says that the last word is whole: nobody is typing. */
  return g_strconcat (valid, " ", NULL);
}

static void
append_day (GString *out, gint64 time)
{
  g_autofree char *day = time != POSTIL_TIME_UNKNOWN ? postil_day_to_iso (postil_time_to_day (time)) : NULL;

  g_string_append_printf (out, "%-10s", day != NULL ? day : "");
}

/* --- import --- */

static guint
count_notes (const PostilImportReport *report)
{
  return report->n_notes_placed + report->n_notes_orphaned + report->n_notes_remembered + report->n_notes_skipped;
}

static void
print_import (PostilCli *cli, const PostilImportReport *report)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };
  guint n_notes = count_notes (report);

  if (!cli->json)
    {
      if (report->n_feeds + report->n_known_feeds > 0)
        g_string_append_printf (out, "%u feeds new, %u known\n", report->n_feeds, report->n_known_feeds);
      if (n_notes > 0)
        g_string_append_printf (out, "notes: %u placed, %u without their place, %u of articles not in the library, %u skipped\n",
                                report->n_notes_placed, report->n_notes_orphaned, report->n_notes_remembered,
                                report->n_notes_skipped);
      if (report->n_new + report->n_known + report->n_updated > 0 || report->n_feeds + report->n_known_feeds + n_notes == 0)
        g_string_append_printf (out, "%u new, %u known, %u updated\n", report->n_new, report->n_known, report->n_updated);
      postil_cli_print (cli, out);
      return;
    }
  postil_json_begin_object (&writer, NULL);
  postil_json_add_integer (&writer, "new", report->n_new);
  postil_json_add_integer (&writer, "known", report->n_known);
  postil_json_add_integer (&writer, "updated", report->n_updated);
  postil_json_add_integer (&writer, "feeds", report->n_feeds);
  postil_json_add_integer (&writer, "known_feeds", report->n_known_feeds);
  postil_json_begin_object (&writer, "notes");
  postil_json_add_integer (&writer, "placed", report->n_notes_placed);
  postil_json_add_integer (&writer, "orphaned", report->n_notes_orphaned);
  postil_json_add_integer (&writer, "remembered", report->n_notes_remembered);
  postil_json_add_integer (&writer, "skipped", report->n_notes_skipped);
  postil_json_begin_array (&writer, "remarks");
  for (guint i = 0; i < report->note_remarks->len; i++)
    postil_json_add_string (&writer, NULL, g_ptr_array_index (report->note_remarks, i));
  postil_json_end_array (&writer);
  postil_json_end_object (&writer);
  postil_json_begin_array (&writer, "articles");
  for (guint i = 0; i < report->article_ids->len; i++)
    postil_json_add_integer (&writer, NULL, g_array_index (report->article_ids, gint64, i));
  postil_json_end_array (&writer);
  postil_json_begin_array (&writer, "problems");
  for (guint i = 0; i < report->problems->len; i++)
    postil_json_add_string (&writer, NULL, g_ptr_array_index (report->problems, i));
  postil_json_end_array (&writer);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
}

PostilExit
postil_cli_import (PostilCli *cli, char **arguments)
{
  gboolean samples = FALSE;
  const GOptionEntry entries[] = { { "samples", 0, 0, G_OPTION_ARG_NONE, &samples, NULL, NULL }, { NULL } };
  g_autoptr (GListModel) files = NULL;
  g_autoptr (PostilImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (samples == (arguments[1] != NULL))
    return postil_cli_usage ("import: name files, or give --samples");
  files = samples ? postil_library_list_samples (cli->library) : G_LIST_MODEL (g_list_store_new (G_TYPE_FILE));
  if (samples && g_list_model_get_n_items (files) == 0)
    {
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "import: the sample articles are not installed");
      return postil_cli_end (cli, g_steal_pointer (&error));
    }
  for (guint i = 1; arguments[i] != NULL; i++)
    {
      gboolean web = g_str_has_prefix (arguments[i], "http://") || g_str_has_prefix (arguments[i], "https://");
      g_autoptr (GFile) file = web ? g_file_new_for_uri (arguments[i]) : g_file_new_for_path (arguments[i]);

      g_list_store_append (G_LIST_STORE (files), file);
    }
  postil_library_import_async (cli->library, files, samples, NULL, postil_cli_answer_cb, &wait);
  report = postil_library_import_finish (cli->library, postil_cli_await (&wait), &error);
  if (report == NULL)
    return postil_cli_end (cli, g_steal_pointer (&error));
  cli->n_done = report->article_ids->len + report->n_feeds + report->n_known_feeds + count_notes (report);
  cli->n_failed += report->problems->len;
  for (guint i = 0; i < report->problems->len; i++)
    postil_text_complain ("%s", (const char *) g_ptr_array_index (report->problems, i));
  /* In JSON they are part of the answer. */
  for (guint i = 0; !cli->json && i < report->note_remarks->len; i++)
    postil_text_complain ("%s", (const char *) g_ptr_array_index (report->note_remarks, i));
  print_import (cli, report);
  /* What nobody analyses now would wait until the window is opened. */
  postil_cli_await_analysis (cli);
  return postil_cli_end (cli, NULL);
}

/* --- articles --- */

static void
append_article (GString *out, const PostilArticle *article)
{
  g_string_append_printf (out, "%5" G_GINT64_FORMAT " %c%c ", article->id, article->read ? ' ' : '*',
                          article->starred ? '+' : ' ');
  append_day (out, article->published);
  g_string_append_printf (out, " %3u  ", article->n_notes);
  postil_text_append_line (out, article->source);
  g_string_append (out, ": ");
  postil_text_append_line (out, article->title);
  g_string_append_c (out, '\n');
}

static void
print_rows (PostilCli *cli, GPtrArray *rows, void (*append_text) (GString *out, gconstpointer row),
            void (*add_json) (PostilJsonWriter *writer, gconstpointer row))
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < rows->len && !cli->deaf; i++)
    {
      PostilJsonWriter writer = { .out = out };
      gconstpointer row = g_ptr_array_index (rows, i);

      if (cli->json)
        {
          postil_json_begin_object (&writer, NULL);
          add_json (&writer, row);
          postil_json_end_object (&writer);
          g_string_append_c (out, '\n');
        }
      else
        {
          append_text (out, row);
        }
      if (out->len > 65536 || i + 1 == rows->len)
        {
          postil_cli_print (cli, out);
          g_string_set_size (out, 0);
        }
    }
}

static void
append_article_row (GString *out, gconstpointer row)
{
  append_article (out, row);
}

static void
add_article_row (PostilJsonWriter *writer, gconstpointer row)
{
  postil_facts_add_article (writer, row);
}

PostilExit
postil_cli_articles (PostilCli *cli, char **arguments)
{
  int limit = 0;
  const GOptionEntry entries[] = { { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL }, { NULL } };
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  query = postil_cli_join_query (arguments);
  postil_library_list_articles_async (cli->library, query, (guint) MAX (limit, 0), postil_cli_answer_cb, &wait);
  articles = postil_library_list_articles_finish (cli->library, postil_cli_await (&wait), &error);
  if (articles != NULL)
    print_rows (cli, articles, append_article_row, add_article_row);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- show --- */

static PostilOpenArticle *
open_article (PostilCli *cli, const char *name, GError **error)
{
  g_auto (PostilCliWait) finding = { NULL };
  g_auto (PostilCliWait) opening = { NULL };
  g_autoptr (PostilArticle) article = NULL;

  postil_library_resolve_article_async (cli->library, name, postil_cli_answer_cb, &finding);
  article = postil_library_resolve_article_finish (cli->library, postil_cli_await (&finding), error);
  if (article == NULL)
    return NULL;
  postil_library_open_article_async (cli->library, article->id, NULL, postil_cli_answer_cb, &opening);
  return postil_library_open_article_finish (cli->library, postil_cli_await (&opening), error);
}

static void
print_open_article (PostilCli *cli, const PostilOpenArticle *open)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };

  if (!cli->json)
    {
      append_article (out, open->article);
      g_string_append_c (out, '\n');
      postil_text_append_lines (out, postil_document_get_text (open->document));
      g_string_append_c (out, '\n');
      postil_cli_print (cli, out);
      return;
    }
  postil_json_begin_object (&writer, NULL);
  postil_facts_add_article (&writer, open->article);
  postil_json_add_string (&writer, "text", postil_document_get_text (open->document));
  if (open->analysis != NULL)
    postil_facts_add_analysis (&writer, open->document, open->analysis);
  postil_json_begin_array (&writer, "annotations");
  for (guint i = 0; i < open->notes->len; i++)
    {
      postil_json_begin_object (&writer, NULL);
      postil_facts_add_note (&writer, g_ptr_array_index (open->notes, i));
      postil_json_end_object (&writer);
    }
  postil_json_end_array (&writer);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
}

PostilExit
postil_cli_show (PostilCli *cli, char **arguments)
{
  g_autoptr (PostilOpenArticle) open = NULL;
  g_autoptr (GError) error = NULL;

  if (!postil_cli_parse (cli, NULL, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] == NULL || arguments[2] != NULL)
    return postil_cli_usage ("show: name one article, by the id that articles lists");
  open = open_article (cli, arguments[1], &error);
  if (open != NULL)
    print_open_article (cli, open);
  if (open != NULL && open->analysis != NULL)
    postil_cli_tell_language (open->article->title, open->analysis);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

/* --- entities and figures --- */

typedef struct
{
  GPtrArray *(*list) (PostilCli *cli, const PostilFactQuery *query, GError **error);
  void (*append_text) (GString *out, gconstpointer row);
  void (*add_json) (PostilJsonWriter *writer, gconstpointer row);
} FactTable;

static void
append_entity_row (GString *out, gconstpointer row)
{
  const PostilEntityRow *fact = row;

  g_string_append_printf (out, "%6u %5u  %-7s  ", fact->n_mentions, fact->n_articles, postil_entity_type_to_string (fact->type));
  postil_text_append_line (out, fact->name);
  g_string_append_c (out, '\n');
}

static void
add_entity_row (PostilJsonWriter *writer, gconstpointer row)
{
  const PostilEntityRow *fact = row;

  postil_json_add_string (writer, "type", postil_entity_type_to_string (fact->type));
  postil_json_add_string (writer, "name", fact->name);
  postil_json_add_integer (writer, "mentions", fact->n_mentions);
  postil_json_add_integer (writer, "articles", fact->n_articles);
}

static void
append_figure_row (GString *out, gconstpointer row)
{
  const PostilLedgerRow *fact = row;

  g_string_append_printf (out, "%5" G_GINT64_FORMAT " ", fact->article_id);
  append_day (out, fact->published);
  g_string_append_printf (out, "  %-8s  ", postil_figure_kind_to_string (fact->figure.kind));
  postil_text_append_line (out, fact->surface);
  if (fact->figure.claim.subject != NULL || fact->figure.claim.measure != NULL)
    {
      g_string_append (out, "  (");
      postil_text_append_line (out, fact->figure.claim.subject);
      if (fact->figure.claim.subject != NULL && fact->figure.claim.measure != NULL)
        g_string_append (out, ", ");
      postil_text_append_line (out, fact->figure.claim.measure);
      g_string_append_c (out, ')');
    }
  g_string_append (out, "  ");
  postil_text_append_line (out, fact->source);
  g_string_append_c (out, '\n');
}

static void
add_figure_row (PostilJsonWriter *writer, gconstpointer row)
{
  const PostilLedgerRow *fact = row;

  postil_json_add_integer (writer, "article", fact->article_id);
  postil_json_add_string (writer, "title", fact->title);
  postil_json_add_string (writer, "source", fact->source);
  postil_json_add_time (writer, "published", fact->published, FALSE);
  postil_facts_add_figure (writer, &fact->figure, fact->surface);
}

/* What both commands take: words, --article, --limit. FALSE after a complaint; status says how to end then. */
static gboolean
parse_facts (PostilCli *cli, char **arguments, PostilFactQuery *query, PostilExit *status)
{
  int limit = 0;
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = { { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
                                   { "article", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
                                   { NULL } };
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (PostilArticle) article = NULL;
  g_autoptr (GError) error = NULL;

  *status = POSTIL_EXIT_USAGE;
  if (!postil_cli_parse (cli, entries, &arguments))
    return FALSE;
  query->query = postil_cli_join_query (arguments);
  query->limit = (guint) MAX (limit, 0);
  if (name == NULL)
    return TRUE;
  postil_library_resolve_article_async (cli->library, name, postil_cli_answer_cb, &wait);
  article = postil_library_resolve_article_finish (cli->library, postil_cli_await (&wait), &error);
  if (article == NULL)
    *status = postil_cli_end (cli, g_steal_pointer (&error));
  else
    query->article_id = article->id;
  return article != NULL;
}

static GPtrArray *
list_entities (PostilCli *cli, const PostilFactQuery *query, GError **error)
{
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_list_entities_async (cli->library, query, postil_cli_answer_cb, &wait);
  return postil_library_list_entities_finish (cli->library, postil_cli_await (&wait), error);
}

static GPtrArray *
list_figures (PostilCli *cli, const PostilFactQuery *query, GError **error)
{
  g_auto (PostilCliWait) wait = { NULL };

  postil_library_list_figures_async (cli->library, query, postil_cli_answer_cb, &wait);
  return postil_library_list_figures_finish (cli->library, postil_cli_await (&wait), error);
}

static PostilExit
run_facts (PostilCli *cli, char **arguments, const FactTable *table)
{
  PostilFactQuery query = { NULL };
  PostilExit status = POSTIL_EXIT_DONE;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree const char *words = NULL;

  if (!parse_facts (cli, arguments, &query, &status))
    return status;
  words = query.query;
  postil_cli_await_analysis (cli);
  rows = table->list (cli, &query, &error);
  if (rows != NULL)
    print_rows (cli, rows, table->append_text, table->add_json);
  return postil_cli_end (cli, g_steal_pointer (&error));
}

PostilExit
postil_cli_entities (PostilCli *cli, char **arguments)
{
  static const FactTable table = { list_entities, append_entity_row, add_entity_row };

  return run_facts (cli, arguments, &table);
}

PostilExit
postil_cli_figures (PostilCli *cli, char **arguments)
{
  static const FactTable table = { list_figures, append_figure_row, add_figure_row };

  return run_facts (cli, arguments, &table);
}

/* --- search --- */

/* The words around a match; hits between brackets, which a terminal and a script can both show. */
static char *
mark_hits (const char *snippet)
{
  GString *out = g_string_new (NULL);

  for (; *snippet != '\0'; snippet = g_utf8_next_char (snippet))
    {
      gunichar c = g_utf8_get_char (snippet);

      if (c == 0xe000)
        g_string_append_c (out, '[');
      else if (c == 0xe001)
        g_string_append_c (out, ']');
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
append_hit_row (GString *out, gconstpointer row)
{
  const PostilSearchHit *hit = row;
  g_autofree char *snippet = mark_hits (hit->snippet);

  g_string_append_printf (out, "%5" G_GINT64_FORMAT " %-7s ", hit->article_id, hit->is_note ? "note" : "article");
  append_day (out, hit->note != NULL ? hit->note->modified : hit->published);
  g_string_append (out, "  ");
  postil_text_append_line (out, hit->title);
  g_string_append (out, "\n      ");
  postil_text_append_line (out, snippet);
  g_string_append_c (out, '\n');
}

static void
add_hit_row (PostilJsonWriter *writer, gconstpointer row)
{
  const PostilSearchHit *hit = row;
  g_autofree char *snippet = mark_hits (hit->snippet);
  char id[POSTIL_ID_STRING_SIZE];

  postil_json_add_string (writer, "kind", hit->is_note ? "note" : "article");
  if (hit->article_id != 0)
    postil_json_add_integer (writer, "article", hit->article_id);
  if (hit->note != NULL)
    {
      postil_id_to_string (&hit->note->id, id);
      postil_json_add_string (writer, "note", id);
      postil_json_add_time (writer, "modified", hit->note->modified, FALSE);
    }
  postil_json_add_string (writer, "title", hit->title);
  postil_json_add_string (writer, "source", hit->source);
  postil_json_add_time (writer, "published", hit->published, FALSE);
  postil_json_add_string (writer, "snippet", snippet);
}

PostilExit
postil_cli_search (PostilCli *cli, char **arguments)
{
  int limit = 50;
  gboolean rank = FALSE;
  const GOptionEntry entries[] = { { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
                                   { "rank", 0, 0, G_OPTION_ARG_NONE, &rank, NULL, NULL },
                                   { NULL } };
  g_autofree char *query = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  query = postil_cli_join_query (arguments);
  if (query == NULL)
    return postil_cli_usage ("search: no words are given");
  postil_library_search_async (cli->library, query, (guint) MAX (limit, 0), rank ? POSTIL_SEARCH_BEST : POSTIL_SEARCH_NEWEST,
                               NULL, postil_cli_answer_cb, &wait);
  hits = postil_library_search_finish (cli->library, postil_cli_await (&wait), &error);
  if (hits != NULL)
    print_rows (cli, hits, append_hit_row, add_hit_row);
  return postil_cli_end (cli, g_steal_pointer (&error));
}
