/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that need no library and hand bytes to the confined worker: extract, readable, parse-feed, and its self-test. */
#include "config.h"

#include "postil-cli-private.h"
#include "postil-doc-error.h"
#include "postil-document-builder.h"
#include "postil-extractor.h"
#include "postil-facts-json-private.h"
#include "postil-pipeline-private.h"
#include "postil-text-output-private.h"
#include "postil-worker-error.h"
#include "postil-worker-lexicon.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILE (64 * 1024 * 1024) /* bytes */

/* --- files --- */

static gboolean
set_file_error (GError **error, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s", g_strerror (code));
  return FALSE;
}

static gboolean
check_file (const struct stat *info, GError **error)
{
  g_autofree char *size = NULL;

  if (S_ISDIR (info->st_mode))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "is a folder");
  else if (!S_ISREG (info->st_mode))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "is a pipe or a device, not a file");
  else if (info->st_size > MAX_FILE)
    {
      size = g_format_size ((guint64) info->st_size);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "is too large (%s; the limit is %d MiB)", size, MAX_FILE >> 20);
    }
  else
    return TRUE;
  return FALSE;
}

/* The whole of an ordinary file; "-" is the standard input. */
static GBytes *
read_file (const char *path, GError **error)
{
  gboolean input = strcmp (path, "-") == 0;
  g_autoptr (GByteArray) content = g_byte_array_new ();
  struct stat info;
  int fd = input ? STDIN_FILENO : open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  gssize n = 1;

  if (fd < 0 || (!input && fstat (fd, &info) != 0))
    {
      set_file_error (error, errno);
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (!input && !check_file (&info, error))
    {
      close (fd);
      return NULL;
    }
  while (n > 0 && content->len <= MAX_FILE)
    {
      guint8 buffer[65536];

      n = read (fd, buffer, sizeof buffer);
      if (n > 0)
        g_byte_array_append (content, buffer, (guint) n);
      else if (n < 0 && errno == EINTR)
        n = 1;
    }
  if (n < 0)
    set_file_error (error, errno);
  if (!input)
    close (fd);
  if (n < 0)
    return NULL;
  if (content->len > 0 && content->len <= MAX_FILE)
    return g_byte_array_free_to_bytes (g_steal_pointer (&content));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, content->len == 0 ? "is empty" : "is too large");
  return NULL;
}

static GVariant *
make_hints (const char *path, const char *url)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  GVariantBuilder hints;

  g_variant_builder_init (&hints, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&hints, "{ss}", "name", name);
  if (url != NULL)
    g_variant_builder_add (&hints, "{ss}", "url", url);
  return g_variant_ref_sink (g_variant_builder_end (&hints));
}

static PostilIngested *
ingest_file (PostilCli *cli, const char *path, const char *url, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);
  g_autoptr (GVariant) hints = NULL;
  g_auto (PostilCliWait) wait = { NULL };

  if (bytes == NULL)
    return NULL;
  hints = make_hints (path, url);
  postil_worker_ingest_async (postil_cli_get_worker (cli), bytes, hints, NULL, postil_cli_answer_cb, &wait);
  return postil_worker_ingest_finish (cli->worker, postil_cli_await (&wait), error);
}

/* --- extract --- */

static gboolean
extract_file (PostilCli *cli, const char *path, GError **error)
{
  g_autoptr (PostilIngested) ingested = ingest_file (cli, path, NULL, error);
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (GString) line = NULL;
  PostilJsonWriter writer = { NULL };

  if (ingested == NULL)
    return FALSE;
  if (ingested->document == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "is no article; parse-feed reads feeds");
      return FALSE;
    }
  postil_worker_analyse_async (cli->worker, ingested->document, POSTIL_WORKER_PRIORITY_READER, NULL, postil_cli_answer_cb, &wait);
  analysis = postil_worker_analyse_finish (cli->worker, postil_cli_await (&wait), error);
  if (analysis == NULL)
    return FALSE;
  line = g_string_new (NULL);
  writer.out = line;
  postil_json_begin_object (&writer, NULL);
  postil_json_add_string (&writer, "id", path);
  postil_json_add_string (&writer, "title", postil_document_get_title (ingested->document));
  postil_facts_add_analysis (&writer, ingested->document, analysis);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
  postil_cli_tell_language (path, analysis);
  return TRUE;
}

/* Text exactly as it came: one code point for each, so that offsets mean what they mean to the one who asks. */
static PostilDocument *
make_document (const char *text, PostilDay day, GError **error)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_begin_block (builder, POSTIL_BLOCK_CODE, 0, 0);
  postil_document_builder_append_verbatim (builder, text, -1);
  postil_document_builder_end_block (builder);
  if (day.year != 0)
    postil_document_builder_set_published (builder, postil_time_from_day (day), TRUE);
  return postil_document_builder_finish (builder, error);
}

static void
text_analysed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilPipelineItem *item = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilAnalysis) analysis = postil_worker_analyse_finish (POSTIL_WORKER (source), result, &error);
  PostilJsonWriter writer = { NULL };

  if (analysis == NULL)
    {
      postil_text_complain ("%s: %s", item->id != NULL ? item->id : "a line", error->message);
      postil_pipeline_fail (item, error->message);
      return;
    }
  item->cli->n_done++;
  writer = postil_pipeline_begin_answer (item);
  postil_facts_add_analysis (&writer, item->data, analysis);
  postil_pipeline_answer (item, &writer);
}

/* A text in which there is nothing to be seen has neither names nor figures. */
static void
answer_without (PostilPipelineItem *item, const GError *error)
{
  PostilJsonWriter writer = { NULL };

  if (!g_error_matches (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED))
    {
      postil_pipeline_fail (item, error->message);
      return;
    }
  item->cli->n_done++;
  writer = postil_pipeline_begin_answer (item);
  postil_json_begin_array (&writer, "entities");
  postil_json_end_array (&writer);
  postil_json_begin_array (&writer, "figures");
  postil_json_end_array (&writer);
  postil_pipeline_answer (item, &writer);
}

static void
start_text (PostilPipelineItem *item, JsonObject *input)
{
  const char *text = postil_line_get_string (input, "text");
  const char *reference = postil_line_get_string (input, "reference_date");
  PostilDay day = { 0 };
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    {
      postil_text_complain ("%s: it has no \"text\"", item->id != NULL ? item->id : "a line");
      postil_pipeline_fail (item, "no text");
      return;
    }
  if (reference != NULL && !postil_day_from_iso (reference, &day))
    {
      postil_text_complain ("%s: \"%s\" is no day", item->id != NULL ? item->id : "a line", reference);
      postil_pipeline_fail (item, "reference_date is no day");
      return;
    }
  item->data_free = g_object_unref;
  item->data = make_document (text, day, &error);
  if (item->data == NULL)
    {
      item->data_free = NULL;
      answer_without (item, error);
      return;
    }
  postil_worker_analyse_async (postil_cli_get_worker (item->cli), item->data, POSTIL_WORKER_PRIORITY_NORMAL, NULL,
                               text_analysed_cb, item);
}

/* Runs the engine here: the text is the caller's own words, and the answer holds what no analysis keeps. */
static gboolean
explain (PostilCli *cli, const char *text, GError **error)
{
  g_autofree char *path = postil_worker_find_lexicon (), *lines = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (PostilExtractor) extractor = bytes != NULL ? postil_extractor_new (bytes, error) : NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (extractor == NULL)
    return FALSE;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the text is no UTF-8");
      return FALSE;
    }
  lines = postil_extractor_explain (extractor, text, strlen (text), (PostilDay){ 0 });
  postil_text_append_lines (out, lines);
  if (!postil_text_write (stdout, out->str, out->len))
    cli->deaf = TRUE;
  return TRUE;
}

PostilExit
postil_cli_extract (PostilCli *cli, char **arguments)
{
  gboolean lines = FALSE;
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  const GOptionEntry entries[] = { { "jsonl", 0, 0, G_OPTION_ARG_NONE, &lines, NULL, NULL },
                                   { "explain", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL },
                                   { NULL } };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (text != NULL && (lines || arguments[1] != NULL))
    return postil_cli_usage ("extract: --explain takes one text and nothing else");
  if (text != NULL)
    {
      if (explain (cli, text, &failure))
        cli->n_done++;
      else
        postil_cli_fail (cli, "--explain", g_steal_pointer (&failure));
      return postil_cli_end (cli, NULL);
    }
  if (lines == (arguments[1] != NULL))
    return postil_cli_usage ("extract: name files, or give --jsonl and lines on the standard input");
  if (lines)
    return postil_pipeline_run (cli, start_text);
  for (guint i = 1; arguments[i] != NULL && !cli->deaf; i++)
    {
      g_autoptr (GError) error = NULL;

      if (extract_file (cli, arguments[i], &error))
        cli->n_done++;
      else
        postil_cli_fail (cli, arguments[i], g_steal_pointer (&error));
    }
  return postil_cli_end (cli, NULL);
}

/* --- readable --- */

static void
add_page (PostilJsonWriter *writer, PostilDocument *document)
{
  g_autofree char *text = postil_facts_make_plain_text (document);

  postil_json_add_string (writer, "title", postil_document_get_title (document));
  postil_json_add_string (writer, "byline", postil_document_get_byline (document));
  postil_json_add_time (writer, "published", postil_document_get_published (document),
                        postil_document_get_published_is_day (document));
  postil_json_add_string (writer, "site", postil_document_get_site (document));
  postil_json_add_string (writer, "language", postil_document_get_language (document));
  postil_json_add_string (writer, "text", text);
}

static gboolean
read_page (PostilCli *cli, const char *path, const char *url, GError **error)
{
  g_autoptr (PostilIngested) ingested = ingest_file (cli, path, url, error);
  g_autoptr (GString) line = NULL;
  PostilJsonWriter writer = { NULL };

  if (ingested == NULL)
    return FALSE;
  if (ingested->document == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "is no article; parse-feed reads feeds");
      return FALSE;
    }
  line = g_string_new (NULL);
  writer.out = line;
  postil_json_begin_object (&writer, NULL);
  postil_json_add_string (&writer, "file", path);
  add_page (&writer, ingested->document);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
  return TRUE;
}

static void
page_ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PostilPipelineItem *item = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilIngested) ingested = postil_worker_ingest_finish (POSTIL_WORKER (source), result, &error);
  const char *path = item->data;
  PostilJsonWriter writer = { NULL };

  if (ingested == NULL || ingested->document == NULL)
    {
      const char *message = ingested == NULL ? error->message : "is no article; parse-feed reads feeds";

      postil_text_complain ("%s: %s", path, message);
      postil_pipeline_fail (item, message);
      return;
    }
  item->cli->n_done++;
  writer = postil_pipeline_begin_answer (item);
  postil_json_add_string (&writer, "file", path);
  add_page (&writer, ingested->document);
  postil_pipeline_answer (item, &writer);
}

static void
start_page (PostilPipelineItem *item, JsonObject *input)
{
  const char *path = postil_line_get_string (input, "path");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) hints = NULL;

  if (path == NULL)
    {
      postil_text_complain ("%s: it has no \"path\"", item->id != NULL ? item->id : "a line");
      postil_pipeline_fail (item, "no path");
      return;
    }
  bytes = read_file (path, &error);
  if (bytes == NULL)
    {
      postil_text_complain ("%s: %s", path, error->message);
      postil_pipeline_fail (item, error->message);
      return;
    }
  item->data = g_strdup (path);
  item->data_free = g_free;
  hints = make_hints (path, postil_line_get_string (input, "url"));
  postil_worker_ingest_async (postil_cli_get_worker (item->cli), bytes, hints, NULL, page_ingested_cb, item);
}

PostilExit
postil_cli_readable (PostilCli *cli, char **arguments)
{
  gboolean lines = FALSE;
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = { { "jsonl", 0, 0, G_OPTION_ARG_NONE, &lines, NULL, NULL },
                                   { "url", 0, 0, G_OPTION_ARG_STRING, &url, NULL, NULL },
                                   { NULL } };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (lines == (arguments[1] != NULL))
    return postil_cli_usage ("readable: name files, or give --jsonl and lines on the standard input");
  if (lines)
    return postil_pipeline_run (cli, start_page);
  for (guint i = 1; arguments[i] != NULL && !cli->deaf; i++)
    {
      g_autoptr (GError) error = NULL;

      if (read_page (cli, arguments[i], url, &error))
        cli->n_done++;
      else
        postil_cli_fail (cli, arguments[i], g_steal_pointer (&error));
    }
  return postil_cli_end (cli, NULL);
}

/* --- parse-feed --- */

static void
add_entry (PostilJsonWriter *writer, const PostilFeedEntry *entry)
{
  g_autofree char *text = postil_facts_make_plain_text (entry->document);

  postil_json_begin_object (writer, NULL);
  postil_json_add_string (writer, "id", entry->id);
  postil_json_add_string (writer, "title", entry->title);
  postil_json_add_string (writer, "link", entry->link);
  postil_json_add_time (writer, "published", entry->published, FALSE);
  postil_json_add_time (writer, "updated", entry->updated, FALSE);
  postil_json_add_string (writer, "author", entry->author);
  postil_json_add_string (writer, "content_text", text);
  postil_json_end_object (writer);
}

static gboolean
parse_feed (PostilCli *cli, const char *path, const char *url, GError **error)
{
  g_autoptr (PostilIngested) ingested = ingest_file (cli, path, url, error);
  g_autoptr (GString) line = NULL;
  PostilJsonWriter writer = { NULL };

  if (ingested == NULL)
    return FALSE;
  if (ingested->feed == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "is no feed");
      return FALSE;
    }
  line = g_string_new (NULL);
  writer.out = line;
  postil_json_begin_object (&writer, NULL);
  postil_json_add_string (&writer, "file", path);
  postil_json_add_string (&writer, "format", ingested->feed->format);
  postil_json_add_string (&writer, "title", ingested->feed->title);
  postil_json_add_string (&writer, "link", ingested->feed->link);
  postil_json_begin_array (&writer, "entries");
  for (guint i = 0; i < ingested->feed->entries->len; i++)
    add_entry (&writer, g_ptr_array_index (ingested->feed->entries, i));
  postil_json_end_array (&writer);
  postil_json_end_object (&writer);
  postil_cli_end_json (cli, &writer);
  return TRUE;
}

PostilExit
postil_cli_parse_feed (PostilCli *cli, char **arguments)
{
  g_autofree char *url = NULL;
  const GOptionEntry entries[] = { { "base-url", 0, 0, G_OPTION_ARG_STRING, &url, NULL, NULL }, { NULL } };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (arguments[1] == NULL)
    return postil_cli_usage ("parse-feed: no file is named");
  for (guint i = 1; arguments[i] != NULL && !cli->deaf; i++)
    {
      g_autoptr (GError) error = NULL;

      if (parse_feed (cli, arguments[i], url, &error))
        cli->n_done++;
      else
        postil_cli_fail (cli, arguments[i], g_steal_pointer (&error));
    }
  return postil_cli_end (cli, NULL);
}
