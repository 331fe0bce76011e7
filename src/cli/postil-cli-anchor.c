/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command that finds a passage again in a changed text, as the library does for notes. */
#include "config.h"

#include "postil-anchor.h"
#include "postil-cli-private.h"
#include "postil-doc-error.h"
#include "postil-document-builder.h"
#include "postil-pipeline-private.h"

static guint32
get_offset (JsonObject *input, const char *name)
{
  JsonNode *node = json_object_get_member (input, name);
  gint64 value = 0;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    value = json_node_get_int (node);
  return (guint32) CLAMP (value, 0, G_MAXUINT32);
}

static PostilDocument *
make_document (const char *text, GError **error)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();

  postil_document_builder_begin_block (builder, POSTIL_BLOCK_CODE, 0, 0);
  postil_document_builder_append_verbatim (builder, text, -1);
  postil_document_builder_end_block (builder);
  return postil_document_builder_finish (builder, error);
}

static void
start_case (PostilPipelineItem *item, JsonObject *input)
{
  const char *text = postil_line_get_string (input, "new_text");
  const PostilAnchor anchor
      = { postil_line_get_string (input, "exact"), postil_line_get_string (input, "prefix"),
          postil_line_get_string (input, "suffix"), get_offset (input, "start"), get_offset (input, "end") };
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  PostilJsonWriter writer = { NULL };
  gsize start = 0, end = 0;
  double confidence = 0.0;

  if (text == NULL || anchor.quote == NULL)
    {
      postil_text_complain ("%s: it has no \"exact\" or no \"new_text\"", item->id != NULL ? item->id : "a line");
      postil_pipeline_fail (item, "exact or new_text is missing");
      return;
    }
  document = make_document (text, &error);
  /* In a text without anything to be seen nothing is found. */
  if (document == NULL && !g_error_matches (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED))
    {
      postil_pipeline_fail (item, error->message);
      return;
    }
  item->cli->n_done++;
  writer = postil_pipeline_begin_answer (item);
  if (document != NULL && postil_anchor_find (&anchor, document, &start, &end, &confidence)
      && confidence >= POSTIL_ANCHOR_CERTAIN)
    {
      postil_json_begin_array (&writer, "found");
      postil_json_add_integer (&writer, NULL, (gint64) start);
      postil_json_add_integer (&writer, NULL, (gint64) end);
      postil_json_end_array (&writer);
      postil_json_add_number (&writer, "confidence", (double) (gint64) (confidence * 1000.0 + 0.5) / 1000.0);
    }
  else
    {
      postil_json_add_null (&writer, "found");
    }
  postil_pipeline_answer (item, &writer);
}

PostilExit
postil_cli_anchor (PostilCli *cli, char **arguments)
{
  gboolean lines = FALSE;
  const GOptionEntry entries[] = { { "jsonl", 0, 0, G_OPTION_ARG_NONE, &lines, NULL, NULL }, { NULL } };

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (!lines || arguments[1] != NULL)
    return postil_cli_usage ("anchor: it reads lines: anchor --jsonl");
  return postil_pipeline_run (cli, start_case);
}
