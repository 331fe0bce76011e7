/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Golden cases: every folder of cases/ holds input.txt and expected.json. All names and figures of the text are listed there, in
 * order; of a figure only the fields that are given are compared. A case with "claims" instead checks the figures it names, null
 * standing for what must stay open. A new case needs no C. */
#include "config.h"

#include "engine-fixture.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

static PostilExtractor *extractor;

static void
check_entities (PostilAnalysis *analysis, const char *text, JsonArray *expected)
{
  gsize n, n_entities;
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n);
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  g_autoptr (GString) found = g_string_new (NULL), wanted = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *surface = engine_fixture_slice (text, mentions[i].start, mentions[i].end);

      g_string_append_printf (found, "%s %s\n", postil_entity_type_to_string (entities[mentions[i].entity].type), surface);
    }
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonArray *pair = json_array_get_array_element (expected, i);

      g_string_append_printf (wanted, "%s %s\n", json_array_get_string_element (pair, 1),
                              json_array_get_string_element (pair, 0));
      if (json_array_get_length (pair) > 2 && i < n)
        g_assert_cmpstr (entities[mentions[i].entity].name, ==, json_array_get_string_element (pair, 2));
    }
  g_assert_cmpstr (found->str, ==, wanted->str);
}

static void
check_number (JsonObject *expected, const char *name, double found)
{
  double wanted;

  if (!json_object_has_member (expected, name))
    return;
  wanted = json_object_get_double_member (expected, name);
  g_assert_cmpfloat_with_epsilon (found, wanted, MAX (fabs (wanted) * 1e-6, 1e-9));
}

static void
check_string (JsonObject *expected, const char *name, const char *found)
{
  if (json_object_has_member (expected, name))
    g_assert_cmpstr (found, ==, json_object_get_string_member (expected, name));
}

static void
check_figure (const PostilFigure *figure, JsonObject *expected)
{
  check_string (expected, "kind", postil_figure_kind_to_string (figure->kind));
  check_number (expected, "value", figure->value);
  check_number (expected, "low", figure->low);
  check_number (expected, "high", figure->high);
  check_string (expected, "currency", figure->currency);
  check_string (expected, "unit", figure->unit);
  check_string (expected, "iso", figure->iso);
  check_string (expected, "mod", figure->mod);
  check_string (expected, "approx", figure->approx);
  check_string (expected, "per", figure->per);
  if (json_object_has_member (expected, "rank"))
    g_assert_true (figure->rank);
  if (json_object_has_member (expected, "direction"))
    g_assert_cmpstr (figure->change.direction == POSTIL_CHANGE_UP     ? "up"
                     : figure->change.direction == POSTIL_CHANGE_DOWN ? "down"
                                                                      : "none",
                     ==, json_object_get_string_member (expected, "direction"));
  check_number (expected, "percent", figure->change.percent);
  check_number (expected, "to", figure->change.to);
  check_number (expected, "from", figure->change.from);
  check_string (expected, "subject", figure->claim.subject);
  check_string (expected, "measure", figure->claim.measure);
}

/* A claim's string; null when it must stay open. */
static void
check_open (JsonObject *expected, const char *name, const char *found)
{
  if (json_object_has_member (expected, name) && json_object_get_null_member (expected, name))
    g_assert_null (found);
  else
    check_string (expected, name, found);
}

static const PostilFigure *
find_figure (PostilAnalysis *analysis, const char *text, const char *surface)
{
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *own = engine_fixture_slice (text, figures[i].start, figures[i].end);

      if (g_str_equal (own, surface))
        return &figures[i];
    }
  return NULL;
}

static void
check_claims (PostilAnalysis *analysis, const char *text, JsonArray *expected)
{
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      JsonObject *claim = json_array_get_object_element (expected, i);
      const PostilFigure *figure = find_figure (analysis, text, json_object_get_string_member (claim, "text"));

      if (figure == NULL)
        g_error ("%s is not found", json_object_get_string_member (claim, "text"));
      check_open (claim, "subject", figure->claim.subject);
      check_open (claim, "measure", figure->claim.measure);
      check_open (claim, "period", figure->claim.period);
      check_open (claim, "attribution", figure->claim.attribution);
      check_open (claim, "hedge", figure->claim.hedge);
      check_string (claim, "direction",
                    figure->change.direction == POSTIL_CHANGE_UP     ? "up"
                    : figure->change.direction == POSTIL_CHANGE_DOWN ? "down"
                                                                     : "none");
      check_number (claim, "percent", figure->change.percent);
      check_number (claim, "points", figure->change.points);
      check_number (claim, "factor", figure->change.factor);
      check_number (claim, "from", figure->change.from);
      check_number (claim, "to", figure->change.to);
    }
}

static void
check_figures (PostilAnalysis *analysis, const char *text, JsonArray *expected)
{
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);
  g_autoptr (GString) found = g_string_new (NULL), wanted = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *surface = engine_fixture_slice (text, figures[i].start, figures[i].end);

      g_string_append_printf (found, "%s\n", surface);
    }
  for (guint i = 0; i < json_array_get_length (expected); i++)
    g_string_append_printf (wanted, "%s\n", json_object_get_string_member (json_array_get_object_element (expected, i), "text"));
  g_assert_cmpstr (found->str, ==, wanted->str);
  for (gsize i = 0; i < n; i++)
    check_figure (&figures[i], json_array_get_object_element (expected, i));
}

static void
test_case (gconstpointer data)
{
  g_autofree char *input = g_build_filename (data, "input.txt", NULL), *output = g_build_filename (data, "expected.json", NULL),
                  *text = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *expected;
  PostilDay day = { 0 };

  g_file_get_contents (input, &text, NULL, &error);
  g_assert_no_error (error);
  json_parser_load_from_file (parser, output, &error);
  g_assert_no_error (error);
  expected = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (expected, "reference_date"))
    g_assert_true (postil_day_from_iso (json_object_get_string_member (expected, "reference_date"), &day));
  analysis = postil_extractor_analyse_text (extractor, text, strlen (text), day);
  if (json_object_has_member (expected, "language"))
    g_assert_cmpstr (postil_analysis_get_language (analysis), ==, json_object_get_string_member (expected, "language"));
  if (json_object_has_member (expected, "entities"))
    check_entities (analysis, text, json_object_get_array_member (expected, "entities"));
  if (json_object_has_member (expected, "figures"))
    check_figures (analysis, text, json_object_get_array_member (expected, "figures"));
  if (json_object_has_member (expected, "claims"))
    check_claims (analysis, text, json_object_get_array_member (expected, "claims"));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  int result;

  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (POSTIL_TEST_CASES, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("/extract/cases/", g_ptr_array_index (names, i), NULL);

      g_test_add_data_func_full (path, g_build_filename (POSTIL_TEST_CASES, g_ptr_array_index (names, i), NULL), test_case,
                                 g_free);
    }
  extractor = engine_fixture_new ();
  result = g_test_run ();
  postil_extractor_free (extractor);
  return result;
}
