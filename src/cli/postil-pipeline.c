/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stream of small jobs is fast when the next ones are on their way while the first is being worked on; it stays small when
 * only so many are; and it is useful in a conversation when an answer leaves the moment it is there. */
#include "config.h"

#include "postil-pipeline-private.h"

#include <string.h>
#include <unistd.h>

#define MAX_ITEMS 256
#define MAX_COST (16 * 1024 * 1024) /* bytes under way */

typedef struct
{
  PostilCli *cli;
  PostilPipelineStart start;
  PostilLineReader *reader;
  JsonParser *parser;
  GQueue items; /* (element-type PostilPipelineItem) in the order of the input */
  gsize cost;
} Pipeline;

static void
item_free (PostilPipelineItem *item)
{
  if (item->data_free != NULL)
    item->data_free (item->data);
  g_free (item->id);
  g_string_free (item->answer, TRUE);
  g_free (item);
}

PostilJsonWriter
postil_pipeline_begin_answer (PostilPipelineItem *item)
{
  PostilJsonWriter writer = { .out = item->answer };

  postil_json_begin_object (&writer, NULL);
  if (item->id == NULL)
    return writer;
  g_string_append_printf (item->answer, "\"id\":%s", item->id);
  writer.comma = TRUE;
  return writer;
}

void
postil_pipeline_answer (PostilPipelineItem *item, PostilJsonWriter *writer)
{
  postil_json_end_object (writer);
  g_string_append_c (item->answer, '\n');
  item->done = TRUE;
}

void
postil_pipeline_fail (PostilPipelineItem *item, const char *message)
{
  PostilJsonWriter writer = postil_pipeline_begin_answer (item);

  item->cli->n_failed++;
  postil_json_add_string (&writer, "error", message);
  postil_pipeline_answer (item, &writer);
}

/* An id comes back as it was, a string or a number. */
static char *
copy_id (JsonObject *input)
{
  JsonNode *node = json_object_get_member (input, "id");
  PostilJsonWriter writer = { .out = g_string_new (NULL) };

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    {
      g_string_free (writer.out, TRUE);
      return NULL;
    }
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    postil_json_add_string (&writer, NULL, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    postil_json_add_integer (&writer, NULL, json_node_get_int (node));
  else
    postil_json_add_number (&writer, NULL, json_node_get_double (node));
  return g_string_free (writer.out, FALSE);
}

static void
start_line (Pipeline *self, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  JsonObject *input = postil_line_parse (self->parser, line, &error);
  PostilPipelineItem *item = g_new0 (PostilPipelineItem, 1);

  item->cli = self->cli;
  item->answer = g_string_new (NULL);
  item->cost = strlen (line);
  self->cost += item->cost;
  g_queue_push_tail (&self->items, item);
  if (input != NULL)
    {
      item->id = copy_id (input);
      self->start (item, input);
      return;
    }
  message = g_strdup_printf ("line %u: %s", postil_line_reader_get_number (self->reader), error->message);
  postil_text_complain ("%s", message);
  postil_pipeline_fail (item, message);
}

/* Prints what is done from the front; FALSE when nothing is. */
static gboolean
print_done (Pipeline *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  PostilPipelineItem *item = NULL;

  while ((item = g_queue_peek_head (&self->items)) != NULL && item->done)
    {
      g_string_append_len (lines, item->answer->str, (gssize) item->answer->len);
      self->cost -= item->cost;
      item_free (g_queue_pop_head (&self->items));
    }
  if (lines->len > 0)
    postil_cli_print (self->cli, lines);
  return lines->len > 0;
}

static gboolean
has_room (Pipeline *self)
{
  return g_queue_get_length (&self->items) < MAX_ITEMS && self->cost < MAX_COST;
}

/* Reads the standard input to its end; start is called for each line that is a JSON object. */
PostilExit
postil_pipeline_run (PostilCli *cli, PostilPipelineStart start)
{
  g_autoptr (PostilLineReader) reader = postil_line_reader_new (STDIN_FILENO);
  g_autoptr (JsonParser) parser = json_parser_new ();
  Pipeline self = { .cli = cli, .start = start, .reader = reader, .parser = parser, .items = G_QUEUE_INIT };

  for (;;)
    {
      g_autofree char *line = NULL;

      while (!cli->deaf && has_room (&self) && (line = postil_line_reader_try_next (reader)) != NULL)
        {
          start_line (&self, line);
          g_clear_pointer (&line, g_free);
        }
      /* Room again, perhaps for lines that are here already. */
      if (print_done (&self))
        continue;
      if (g_queue_is_empty (&self.items) && (cli->deaf || postil_line_reader_at_end (reader)))
        return postil_cli_end (cli, NULL);
      if (!cli->deaf && has_room (&self))
        postil_line_reader_arm (reader);
      g_main_context_iteration (NULL, TRUE);
    }
}
