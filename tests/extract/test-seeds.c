/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two real articles about one story, when they are at hand (POSTIL_SHARED or ../shared beside the tree): every company, place,
 * product and figure is found, counted, with its value; nothing else is marked. */
#include "config.h"

#include "engine-fixture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *type, *surface;
  guint count;
} Name;

typedef struct
{
  const char *surface, *kind, *detail; /* detail: currency, unit or iso */
  double value;
} Figure;

static const Name names_of_first[] = {
  { "LOC", "China", 7 },      { "ORG", "Alibaba", 9 },     { "ORG", "Apple", 12 },  { "ORG", "Baidu", 1 },
  { "ORG", "DeepSeek", 1 },   { "ORG", "Huawei", 2 },      { "ORG", "Tencent", 1 }, { "ORG", "Xiaomi", 1 },
  { "PRODUCT", "iPhone", 1 }, { "PRODUCT", "iPhones", 2 },
};
static const Figure figures_of_first[] = {
  { "11%", "percent", "%", 11 },
  { "$18.5 billion", "money", "USD", 18.5e9 },
  { "the latest quarter", "date", "2024-Q4", NAN },
  { "mid-2025", "date", "2025", NAN },
};
static const Name names_of_second[] = {
  { "LOC", "China", 7 },       { "LOC", "Cupertino", 2 },  { "ORG", "Apple", 10 },     { "ORG", "ByteDance", 14 },
  { "ORG", "Microsoft", 1 },   { "ORG", "OpenAI", 1 },     { "ORG", "Turtles AI", 1 }, { "PRODUCT", "Apple Intelligence", 1 },
  { "PRODUCT", "ChatGPT", 1 }, { "PRODUCT", "Doubao", 1 }, { "PRODUCT", "iPhone", 1 }, { "PRODUCT", "iPhones", 1 },
};
static const Figure figures_of_second[] = {
  { "doubles", "multiple", NULL, 2 },      { "$22 billion", "money", "USD", 22e9 }, { "2025", "date", "2025", NAN },
  { "$22 billion", "money", "USD", 22e9 }, { "double", "multiple", NULL, 2 },       { "2024", "date", "2024", NAN },
  { "second", "ordinal", NULL, 2 },        { "$4 trillion", "money", "USD", 4e12 }, { "two", "number", NULL, 2 },
};

static char *
find_seed (const char *file)
{
  const char *shared = g_getenv ("POSTIL_SHARED");
  g_autofree char *given = shared != NULL ? g_build_filename (shared, "seeds", file, NULL) : NULL;
  g_autofree char *beside = g_build_filename (POSTIL_TEST_CASES, "..", "..", "..", "..", "shared", "seeds", file, NULL);
  char *text = NULL;

  if ((given == NULL || !g_file_get_contents (given, &text, NULL, NULL)) && !g_file_get_contents (beside, &text, NULL, NULL))
    return NULL;
  return text;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
check_names (PostilAnalysis *analysis, const char *text, const Name *names, guint n_names)
{
  gsize n, n_entities;
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n);
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) found = g_string_new (NULL), wanted = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *surface = engine_fixture_slice (text, mentions[i].start, mentions[i].end);

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %s\n", postil_entity_type_to_string (entities[mentions[i].entity].type), surface));
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (found, g_ptr_array_index (lines, i));
  for (guint i = 0; i < n_names; i++)
    for (guint k = 0; k < names[i].count; k++)
      g_string_append_printf (wanted, "%s %s\n", names[i].type, names[i].surface);
  g_assert_cmpstr (found->str, ==, wanted->str);
}

static void
check_figures (PostilAnalysis *analysis, const char *text, const Figure *expected, guint n_expected)
{
  gsize n;
  const PostilFigure *figures = postil_analysis_get_figures (analysis, &n);

  g_assert_cmpuint (n, ==, n_expected);
  for (gsize i = 0; i < n; i++)
    {
      const PostilFigure *figure = &figures[i];
      g_autofree char *surface = engine_fixture_slice (text, figure->start, figure->end);
      const char *detail = figure->currency[0] != '\0' ? figure->currency : figure->iso != NULL ? figure->iso : figure->unit;

      g_assert_cmpstr (surface, ==, expected[i].surface);
      g_assert_cmpstr (postil_figure_kind_to_string (figure->kind), ==, expected[i].kind);
      g_assert_cmpstr (detail, ==, expected[i].detail);
      if (isnan (expected[i].value))
        g_assert_true (isnan (figure->value));
      else
        g_assert_cmpfloat_with_epsilon (figure->value, expected[i].value, expected[i].value * 1e-9);
    }
}

static void
check_seed (const char *file, const Name *names, guint n_names, const Figure *figures, guint n_figures)
{
  g_autofree char *text = find_seed (file);
  g_autoptr (PostilExtractor) extractor = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;

  if (text == NULL)
    {
      g_test_skip ("the seed articles are not at hand; set POSTIL_SHARED");
      return;
    }
  extractor = engine_fixture_new ();
  analysis = postil_extractor_analyse_text (extractor, text, strlen (text), (PostilDay){ 2025, 2, 14 });
  check_names (analysis, text, names, n_names);
  check_figures (analysis, text, figures, n_figures);
}

static void
test_first (void)
{
  check_seed ("000_f022836e5cfb1d97.txt", names_of_first, G_N_ELEMENTS (names_of_first), figures_of_first,
              G_N_ELEMENTS (figures_of_first));
}

static void
test_second (void)
{
  check_seed ("003_f48bb0c6e4743baf.txt", names_of_second, G_N_ELEMENTS (names_of_second), figures_of_second,
              G_N_ELEMENTS (figures_of_second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/seeds/first", test_first);
  g_test_add_func ("/extract/seeds/second", test_second);
  return g_test_run ();
}
