/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command that makes notes, one from its options or many from lines. It prints the id of each when, and only when, the
 * note is on the disk: whoever has read an id will find the note, whatever happens next. */
#include "config.h"

#include "postil-anchor.h"
#include "postil-cli-private.h"
#include "postil-library-facts.h"
#include "postil-library-notes.h"
#include "postil-line-reader-private.h"

#include <string.h>
#include <unistd.h>

/* What a note shall be. Strings are borrowed. */
typedef struct
{
  const char *article;
  const char *quote; /* (nullable) */
  gboolean has_range;
  gsize start;
  gsize end;
  guint color; /* 0: not said */
  const char *comment;
  const char *const *tags;
} Wish;

/* The article looked at last: lines mostly come for the same one. */
typedef struct
{
  char *name;
  PostilOpenArticle *open;
} Desk;

static void
desk_clear (Desk *desk)
{
  g_free (desk->name);
  g_clear_pointer (&desk->open, postil_open_article_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
lay_out (PostilCli *cli, Desk *desk, const char *name, GError **error)
{
  g_auto (PostilCliWait) finding = { NULL };
  g_auto (PostilCliWait) opening = { NULL };
  g_autoptr (PostilArticle) article = NULL;

  if (g_strcmp0 (desk->name, name) == 0)
    return TRUE;
  desk_clear (desk);
  desk->name = NULL;
  postil_library_resolve_article_async (cli->library, name, postil_cli_answer_cb, &finding);
  article = postil_library_resolve_article_finish (cli->library, postil_cli_await (&finding), error);
  if (article == NULL)
    return FALSE;
  postil_library_open_article_async (cli->library, article->id, NULL, postil_cli_answer_cb, &opening);
  desk->open = postil_library_open_article_finish (cli->library, postil_cli_await (&opening), error);
  if (desk->open != NULL)
    desk->name = g_strdup (name);
  return desk->open != NULL;
}

/* The passage that reads like the quote: letter for letter if there is one, else as a lost note would be found. */
static gboolean
find_quote (PostilDocument *document, const char *quote, gsize *start, gsize *end, GError **error)
{
  const char *text = postil_document_get_text (document);
  const char *hit = strstr (text, quote);
  const PostilAnchor anchor = { .quote = quote };
  double confidence = 0.0;

  if (hit != NULL && quote[0] != '\0')
    {
      const PostilUtf8Offsets *offsets = postil_document_get_offsets (document);

      *start = postil_utf8_offsets_from_byte (offsets, (gsize) (hit - text));
      *end = postil_utf8_offsets_from_byte (offsets, (gsize) (hit - text) + strlen (quote));
      return TRUE;
    }
  if (quote[0] != '\0' && postil_anchor_find (&anchor, document, start, end, &confidence) && confidence >= POSTIL_ANCHOR_CERTAIN)
    return TRUE;
  g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND, "the article does not say \"%s\"", quote);
  return FALSE;
}

static void
print_id (PostilCli *cli, const PostilNote *note)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PostilJsonWriter writer = { .out = out };
  char id[POSTIL_ID_STRING_SIZE];

  postil_id_to_string (&note->id, id);
  if (cli->json)
    {
      postil_json_begin_object (&writer, NULL);
      postil_json_add_string (&writer, "id", id);
      postil_json_end_object (&writer);
    }
  else
    {
      g_string_append (out, id);
    }
  g_string_append_c (out, '\n');
  postil_cli_print (cli, out);
}

static gboolean
annotate (PostilCli *cli, Desk *desk, const Wish *wish, GError **error)
{
  const PostilNoteContent content = { wish->color, wish->comment, wish->tags };
  g_auto (PostilCliWait) wait = { NULL };
  g_autoptr (PostilNote) note = NULL;
  gsize start = wish->start, end = wish->end;

  if (!lay_out (cli, desk, wish->article, error))
    return FALSE;
  if (wish->quote != NULL && !find_quote (desk->open->document, wish->quote, &start, &end, error))
    return FALSE;
  if (wish->has_range && end <= start)
    {
      g_set_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID, "the range is empty");
      return FALSE;
    }
  postil_library_annotate_async (cli->library, desk->open->article->id, start, end, &content, postil_cli_answer_cb, &wait);
  note = postil_library_annotate_finish (cli->library, postil_cli_await (&wait), error);
  if (note == NULL)
    return FALSE;
  cli->n_done++;
  print_id (cli, note);
  return TRUE;
}

/* --- options --- */

static gboolean
parse_color (const char *text, guint *color)
{
  static const char *const names[] = { "yellow", "green", "blue", "pink", "purple" };

  if (strlen (text) == 1 && text[0] >= '1' && text[0] <= '5')
    {
      *color = (guint) (text[0] - '0');
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      {
        *color = i + 1;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_range (const char *text, Wish *wish)
{
  char *rest = NULL;
  guint64 start = g_ascii_strtoull (text, &rest, 10);
  guint64 end = 0;

  if (!g_ascii_isdigit (text[0]) || *rest != ':' || !g_ascii_isdigit (rest[1]))
    return FALSE;
  end = g_ascii_strtoull (rest + 1, &rest, 10);
  wish->has_range = TRUE;
  wish->start = (gsize) start;
  wish->end = (gsize) end;
  return *rest == '\0' && end <= G_MAXUINT32;
}

/* --- lines --- */

/* The name an article has in a line: text, or the number of its id; (nullable) */
static char *
get_article_name (JsonObject *input)
{
  JsonNode *node = json_object_get_member (input, "article");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (postil_line_get_string (input, "article"));
}

static gboolean
is_offset (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 0;
}

static gboolean
get_range (JsonObject *input, Wish *wish)
{
  JsonNode *node = json_object_get_member (input, "range");
  JsonArray *range = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node == NULL)
    return TRUE;
  if (range == NULL || json_array_get_length (range) != 2 || !is_offset (json_array_get_element (range, 0))
      || !is_offset (json_array_get_element (range, 1)))
    return FALSE;
  wish->has_range = TRUE;
  wish->start = (gsize) json_array_get_int_element (range, 0);
  wish->end = (gsize) json_array_get_int_element (range, 1);
  return TRUE;
}

static gboolean
get_color (JsonObject *input, guint *color)
{
  JsonNode *node = json_object_get_member (input, "color");
  const char *name = postil_line_get_string (input, "color");

  if (node == NULL)
    return TRUE;
  if (name != NULL)
    return parse_color (name, color);
  if (!is_offset (node) || json_node_get_int (node) < 1 || json_node_get_int (node) > POSTIL_NOTE_N_COLORS)
    return FALSE;
  *color = (guint) json_node_get_int (node);
  return TRUE;
}

static GStrv
get_tags (JsonObject *input)
{
  JsonNode *node = json_object_get_member (input, "tags");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (tags, json_node_get_string (element));
    }
  return g_strv_builder_end (tags);
}

static gboolean
annotate_line (PostilCli *cli, Desk *desk, JsonObject *input, GError **error)
{
  g_autofree char *article = get_article_name (input);
  g_auto (GStrv) tags = get_tags (input);
  Wish wish = { .article = article,
                .quote = postil_line_get_string (input, "quote"),
                .comment = postil_line_get_string (input, "note"),
                .tags = (const char *const *) tags };
  const char *problem = NULL;

  if (article == NULL)
    problem = "it names no article";
  else if (!get_range (input, &wish))
    problem = "its range is not two offsets";
  else if (wish.quote != NULL && wish.has_range)
    problem = "it has a quote and a range";
  else if (!get_color (input, &wish.color))
    problem = "its color is none of 1 to 5";
  if (problem == NULL)
    return annotate (cli, desk, &wish, error);
  g_set_error_literal (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID, problem);
  return FALSE;
}

static PostilExit
annotate_lines (PostilCli *cli)
{
  g_autoptr (PostilLineReader) reader = postil_line_reader_new (STDIN_FILENO);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Desk) desk = { NULL };

  while (!cli->deaf && !postil_line_reader_at_end (reader))
    {
      g_autofree char *line = postil_line_reader_try_next (reader);
      g_autofree char *place = NULL;
      g_autoptr (GError) error = NULL;
      JsonObject *input = NULL;

      if (line == NULL)
        {
          postil_line_reader_arm (reader);
          if (!postil_line_reader_at_end (reader))
            g_main_context_iteration (NULL, TRUE);
          continue;
        }
      input = postil_line_parse (parser, line, &error);
      if (input != NULL && annotate_line (cli, &desk, input, &error))
        continue;
      place = g_strdup_printf ("line %u", postil_line_reader_get_number (reader));
      postil_cli_fail (cli, place, g_steal_pointer (&error));
    }
  return postil_cli_end (cli, NULL);
}

PostilExit
postil_cli_annotate (PostilCli *cli, char **arguments)
{
  g_autofree char *quote = NULL, *range = NULL, *color = NULL, *comment = NULL;
  g_auto (GStrv) tags = NULL;
  gboolean lines = FALSE;
  const GOptionEntry entries[] = { { "jsonl", 0, 0, G_OPTION_ARG_NONE, &lines, NULL, NULL },
                                   { "quote", 0, 0, G_OPTION_ARG_STRING, &quote, NULL, NULL },
                                   { "range", 0, 0, G_OPTION_ARG_STRING, &range, NULL, NULL },
                                   { "color", 0, 0, G_OPTION_ARG_STRING, &color, NULL, NULL },
                                   { "note", 0, 0, G_OPTION_ARG_STRING, &comment, NULL, NULL },
                                   { "tag", 0, 0, G_OPTION_ARG_STRING_ARRAY, &tags, NULL, NULL },
                                   { NULL } };
  Wish wish = { NULL };
  g_auto (Desk) desk = { NULL };
  g_autoptr (GError) error = NULL;

  if (!postil_cli_parse (cli, entries, &arguments))
    return POSTIL_EXIT_USAGE;
  if (lines)
    return arguments[1] == NULL ? annotate_lines (cli)
                                : postil_cli_usage ("annotate: with --jsonl the articles are in the lines");
  if (arguments[1] == NULL || arguments[2] != NULL)
    return postil_cli_usage ("annotate: name one article, by the id that articles lists");
  if (quote != NULL && range != NULL)
    return postil_cli_usage ("annotate: either --quote or --range");
  if (quote == NULL && range == NULL && comment == NULL && tags == NULL)
    return postil_cli_usage ("annotate: neither --quote nor --range nor --note is given");
  if (range != NULL && !parse_range (range, &wish))
    return postil_cli_usage ("annotate: a range is START:END, in characters");
  if (color != NULL && !parse_color (color, &wish.color))
    return postil_cli_usage ("annotate: a colour is 1 to 5");
  wish.article = arguments[1];
  wish.quote = quote;
  wish.comment = comment;
  wish.tags = (const char *const *) tags;
  annotate (cli, &desk, &wish, &error);
  return postil_cli_end (cli, g_steal_pointer (&error));
}
