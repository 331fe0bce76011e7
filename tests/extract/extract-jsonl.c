/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measuring tool, not a test: reads JSON Lines of texts on standard input and prints what the engine finds, as the command line's
 * `extract --jsonl` does, so that the scorers can judge the room alone. With --time it prints the speed of the engine instead. */
#include "config.h"

#include "postil-extractor.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers that the writer would print as "2e-08.0" go to the next one with digits after its point. */
static void
set_number (JsonObject *object, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return;
  while (strchr (g_ascii_dtostr (text, sizeof text, value), 'e') != NULL && strchr (text, '.') == NULL && value != 0)
    value = nextafter (value, INFINITY);
  json_object_set_double_member (object, name, value);
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_string_member (object, name, value);
}

static char *
slice (const char *text, guint start, guint end)
{
  return g_utf8_substring (text, start, end);
}

static JsonNode *
node_of_change (const PostilChange *change)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "direction", change->direction == POSTIL_CHANGE_UP ? "up" : "down");
  set_number (object, "percent", change->percent);
  set_number (object, "points", change->points);
  set_number (object, "by", change->by);
  set_number (object, "factor", change->factor);
  set_number (object, "from", change->from);
  set_number (object, "to", change->to);
  set_string (object, "currency", change->currency);
  json_node_take_object (node, object);
  return node;
}

static void
add_claim (JsonObject *figure, const PostilClaim *claim)
{
  JsonObject *object = json_object_new ();

  set_string (object, "subject", claim->subject);
  set_string (object, "measure", claim->measure);
  set_string (object, "period", claim->period);
  set_string (object, "period_iso", claim->period_iso);
  set_string (object, "place", claim->place);
  set_string (object, "attribution", claim->attribution);
  set_string (object, "hedge", claim->hedge);
  if (json_object_get_size (object) > 0)
    json_object_set_object_member (figure, "claim", object);
  else
    json_object_unref (object);
}

static JsonArray *
figures_of (PostilAnalysis *analysis, const char *text)
{
  JsonArray *array = json_array_new ();
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);

  for (gsize i = 0; i < n; i++)
    {
      const PostilFigure *figure = &figures[i];
      g_autofree char *surface = slice (text, figure->start, figure->end);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "start", figure->start);
      json_object_set_int_member (object, "end", figure->end);
      set_string (object, "text", surface);
      set_string (object, "kind", postil_figure_kind_to_string (figure->kind));
      set_number (object, "value", figure->value);
      set_number (object, "low", figure->low);
      set_number (object, "high", figure->high);
      set_string (object, "currency", figure->currency);
      set_string (object, "unit", figure->unit);
      set_string (object, "iso", figure->iso);
      set_string (object, "mod", figure->mod);
      set_string (object, "approx", figure->approx);
      set_string (object, "per", figure->per);
      set_string (object, "about", figure->about);
      if (figure->rank)
        json_object_set_boolean_member (object, "rank", TRUE);
      if (figure->change.direction != POSTIL_CHANGE_NONE)
        json_object_set_member (object, "change", node_of_change (&figure->change));
      add_claim (object, &figure->claim);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
entities_of (PostilAnalysis *analysis, const char *text)
{
  JsonArray *array = json_array_new ();
  gsize n, n_entities;
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n);
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *surface = slice (text, mentions[i].start, mentions[i].end);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "start", mentions[i].start);
      json_object_set_int_member (object, "end", mentions[i].end);
      set_string (object, "type", postil_entity_type_to_string (entities[mentions[i].entity].type));
      set_string (object, "text", surface);
      set_string (object, "name", entities[mentions[i].entity].name);
      json_object_set_double_member (object, "confidence", mentions[i].confidence);
      json_array_add_object_element (array, object);
    }
  return array;
}

static gboolean
print_line (PostilExtractor *extractor, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  JsonObject *input, *output = json_object_new ();
  PostilDay day = { 0 };
  const char *text;

  json_node_take_object (root, output);
  if (!json_parser_load_from_data (parser, line, -1, NULL))
    return FALSE;
  input = json_node_get_object (json_parser_get_root (parser));
  text = json_object_get_string_member (input, "text");
  if (json_object_has_member (input, "reference_date"))
    postil_day_from_iso (json_object_get_string_member (input, "reference_date"), &day);
  analysis = postil_extractor_analyse_text (extractor, text, strlen (text), day);
  json_object_set_member (output, "id", json_node_copy (json_object_get_member (input, "id")));
  json_object_set_array_member (output, "entities", entities_of (analysis, text));
  json_object_set_array_member (output, "figures", figures_of (analysis, text));
  json = json_to_string (root, FALSE);
  puts (json);
  return TRUE;
}

static void
time_text (PostilExtractor *extractor, const char *path)
{
  g_autofree char *text = NULL;
  gsize length;
  gint64 before;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return;
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (PostilAnalysis) analysis = NULL;
      gsize mentions, figures;

      before = g_get_monotonic_time ();
      analysis = postil_extractor_analyse_text (extractor, text, length, (PostilDay){ 2025, 2, 14 });
      before = g_get_monotonic_time () - before;
      postil_analysis_get_mentions (analysis, &mentions);
      postil_analysis_get_figures (analysis, &figures);
      printf ("%.1f ms, %.2f MB/s, %zu mentions, %zu figures\n", before / 1000.0, length / (double) before, mentions, figures);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GMappedFile) file = argc > 1 ? g_mapped_file_new (argv[1], FALSE, NULL) : NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilExtractor) extractor = NULL;
  char *line = NULL;
  gsize size = 0;
  gint64 before = g_get_monotonic_time ();

  if (bytes == NULL)
    {
      fprintf (stderr, "usage: extract-jsonl LEXICON [--time FILE] < TEXTS.jsonl\n");
      return 2;
    }
  extractor = postil_extractor_new (bytes, &error);
  if (extractor == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  if (argc > 3 && strcmp (argv[2], "--time") == 0)
    {
      printf ("ready after %.1f ms\n", (g_get_monotonic_time () - before) / 1000.0);
      time_text (extractor, argv[3]);
      return 0;
    }
  while (getline (&line, &size, stdin) > 0)
    if (!print_line (extractor, line))
      fprintf (stderr, "a line is no JSON\n");
  free (line);
  return 0;
}
