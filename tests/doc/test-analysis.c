/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis and its figures: how they are filled, repaired, sorted and checked. */
#include "config.h"

#include "document-checks.h"
#include "postil-doc-error.h"

#include <math.h>
#include <string.h>

static void
add_mention (PostilAnalysis *analysis, guint32 start, guint32 end, guint32 entity)
{
  const PostilMention mention = { start, end, entity, 0.5f };

  postil_analysis_add_mention (analysis, &mention);
}

static void
add_figure (PostilAnalysis *analysis, guint32 start, guint32 end)
{
  PostilFigure figure;

  postil_figure_init (&figure);
  figure.start = start;
  figure.end = end;
  postil_analysis_take_figure (analysis, &figure);
}

static void
assert_validity (PostilAnalysis *analysis, gsize text_length, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean valid = postil_analysis_validate (analysis, text_length, &error);

  g_assert_cmpint (valid, ==, code < 0);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, POSTIL_DOC_ERROR, code);
}

static void
test_figure (void)
{
  PostilFigure figure;

  memset (&figure, 0x5a, sizeof figure);
  postil_figure_init (&figure);
  g_assert_true (isnan (figure.value) && isnan (figure.low) && isnan (figure.high));
  g_assert_true (isnan (figure.change.percent) && isnan (figure.change.points) && isnan (figure.change.by));
  g_assert_true (isnan (figure.change.factor) && isnan (figure.change.from) && isnan (figure.change.to));
  g_assert_cmpstr (figure.currency, ==, "");
  g_assert_cmpint (figure.change.direction, ==, POSTIL_CHANGE_NONE);
  g_assert_null (figure.unit);
  g_assert_null (figure.claim.hedge);

  figure.unit = g_strdup ("km");
  figure.claim.subject = g_strdup ("x");
  figure.value = 3;
  postil_figure_clear (&figure);
  g_assert_null (figure.unit);
  g_assert_null (figure.claim.subject);
  g_assert_true (isnan (figure.value));
}

static void
test_names (void)
{
  PostilEntityType type;

  for (guint i = 0; i < POSTIL_N_ENTITY_TYPES; i++)
    {
      g_assert_true (postil_entity_type_from_string (postil_entity_type_to_string (i), &type));
      g_assert_cmpuint (type, ==, i);
    }
  g_assert_cmpstr (postil_entity_type_to_string (POSTIL_ENTITY_PRODUCT), ==, "PRODUCT");
  g_assert_false (postil_entity_type_from_string ("MISC", &type));
  g_assert_false (postil_entity_type_from_string ("org", &type));
  g_assert_false (postil_entity_type_from_string (NULL, &type));
  g_assert_cmpstr (postil_figure_kind_to_string (POSTIL_FIGURE_MONEY), ==, "money");
  g_assert_cmpstr (postil_figure_kind_to_string (POSTIL_FIGURE_AGE), ==, "age");
}

static void
test_entities (void)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
  const PostilEntity *entities;
  gsize n_entities;

  g_assert_cmpuint (postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Apple"), ==, 0);
  g_assert_cmpuint (postil_analysis_add_entity (analysis, POSTIL_ENTITY_PRODUCT, "Apple"), ==, 1);
  g_assert_cmpuint (postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Apple"), ==, 0);
  g_assert_cmpuint (postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, " Apple\n"), ==, 0);
  g_assert_cmpuint (postil_analysis_add_entity (analysis, POSTIL_ENTITY_PER, "Tim \t\342\200\256 Cook\377"), ==, 2);
  g_assert_cmpuint (postil_analysis_add_entity (analysis, POSTIL_ENTITY_PER, "\342\200\213"), ==, 3);

  entities = postil_analysis_get_entities (analysis, &n_entities);
  g_assert_cmpuint (n_entities, ==, 4);
  g_assert_cmpstr (entities[2].name, ==, "Tim Cook\357\277\275");
  g_assert_cmpstr (entities[3].name, ==, "\357\277\275");
  g_assert_cmpuint (entities[1].type, ==, POSTIL_ENTITY_PRODUCT);
  assert_validity (analysis, 0, -1);
}

static void
test_take_figure (void)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (NULL, 0);
  PostilFigure figure;
  const PostilFigure *taken;
  char *kept = g_strdup ("kept");

  postil_figure_init (&figure);
  figure.end = 1;
  figure.value = INFINITY;
  figure.change.to = -INFINITY;
  figure.low = 2;
  figure.rank = 7;
  memcpy (figure.currency, "usdx", 4);
  memcpy (figure.change.currency, "\0abc", 4);
  figure.unit = kept;
  figure.about = g_strdup (" the\n sales\033 ");
  figure.per = g_strdup ("");
  figure.claim.hedge = g_strdup ("\377");
  postil_analysis_take_figure (analysis, &figure);

  g_assert_null (figure.unit);
  g_assert_true (isnan (figure.low));
  postil_figure_clear (&figure);
  taken = postil_analysis_get_figures (analysis, NULL);
  g_assert_true (taken->unit == kept);
  g_assert_cmpstr (taken->about, ==, "the sales");
  g_assert_null (taken->per);
  g_assert_cmpstr (taken->claim.hedge, ==, "\357\277\275");
  g_assert_true (isnan (taken->value) && isnan (taken->change.to));
  g_assert_cmpfloat (taken->low, ==, 2);
  g_assert_cmpint (taken->rank, ==, TRUE);
  g_assert_cmpmem (taken->currency, 4, "\0\0\0\0", 4);
  g_assert_cmpmem (taken->change.currency, 4, "\0\0\0\0", 4);
  assert_validity (analysis, 1, -1);
}

static void
test_sort (void)
{
  g_autoptr (PostilAnalysis) analysis = make_full_analysis ();
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, NULL);
  const PostilFigure *figures = postil_analysis_get_figures (analysis, NULL);

  g_assert_cmpuint (mentions[0].start, ==, 3);
  g_assert_cmpuint (mentions[1].start, ==, 9);
  g_assert_cmpuint (mentions[2].start, ==, 150);
  g_assert_cmpuint (figures[0].start, ==, 10);
  g_assert_cmpuint (figures[1].start, ==, 60);
  g_assert_cmpstr (figures[1].about, ==, "AI investment");
  assert_validity (analysis, 200, -1);
  assert_validity (analysis, 199, POSTIL_DOC_ERROR_MALFORMED);
}

static void
assert_mentions (guint32 a, guint32 b, guint32 c, guint32 d, gboolean valid)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);

  postil_analysis_add_entity (analysis, POSTIL_ENTITY_LOC, "x");
  add_mention (analysis, a, b, 0);
  add_mention (analysis, c, d, 0);
  assert_validity (analysis, 100, valid ? -1 : POSTIL_DOC_ERROR_MALFORMED);
}

static void
assert_figures (guint32 a, guint32 b, guint32 c, guint32 d, gboolean valid)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);

  add_figure (analysis, a, b);
  add_figure (analysis, c, d);
  assert_validity (analysis, 100, valid ? -1 : POSTIL_DOC_ERROR_MALFORMED);
}

static void
test_places (void)
{
  static const struct
  {
    guint32 ranges[4];
    gboolean valid;
  } cases[] = {
    { { 0, 5, 5, 100 }, TRUE }, { { 0, 5, 4, 8 }, FALSE },     { { 5, 8, 0, 3 }, FALSE },
    { { 0, 5, 5, 5 }, FALSE },  { { 0, 5, 9, 8 }, FALSE },     { { 0, 5, 99, 101 }, FALSE },
    { { 0, 5, 0, 5 }, FALSE },  { { 0, 5, 100, 101 }, FALSE }, { { 0, 5, 7, G_MAXUINT32 }, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint32 *ranges = cases[i].ranges;

      assert_mentions (ranges[0], ranges[1], ranges[2], ranges[3], cases[i].valid);
      assert_figures (ranges[0], ranges[1], ranges[2], ranges[3], cases[i].valid);
    }
}

static void
test_bad_mentions (void)
{
  static const float confidences[] = { -0.01f, 1.01f, NAN, INFINITY, -INFINITY };
  g_autoptr (PostilAnalysis) nameless = postil_analysis_new ("en", 1);

  add_mention (nameless, 0, 1, 0);
  assert_validity (nameless, 1, POSTIL_DOC_ERROR_MALFORMED);

  for (gsize i = 0; i < G_N_ELEMENTS (confidences); i++)
    {
      g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
      const PostilMention mention = { 0, 1, 0, confidences[i] };

      postil_analysis_add_entity (analysis, POSTIL_ENTITY_LOC, "x");
      postil_analysis_add_mention (analysis, &mention);
      assert_validity (analysis, 1, POSTIL_DOC_ERROR_MALFORMED);
    }
}

static void
test_bad_kinds (void)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
      PostilFigure figure;

      postil_figure_init (&figure);
      figure.end = 1;
      if (i == 0)
        figure.kind = POSTIL_N_FIGURE_KINDS;
      else
        figure.change.direction = POSTIL_CHANGE_DOWN + 1;
      postil_analysis_take_figure (analysis, &figure);
      assert_validity (analysis, 1, POSTIL_DOC_ERROR_MALFORMED);
    }
}

static void
test_caps (void)
{
  g_autoptr (PostilAnalysis) many_mentions = postil_analysis_new ("en", 1);
  g_autoptr (PostilAnalysis) many_figures = postil_analysis_new ("en", 1);

  postil_analysis_add_entity (many_mentions, POSTIL_ENTITY_LOC, "x");
  for (guint32 i = 0; i <= POSTIL_ANALYSIS_MAX_MENTIONS; i++)
    {
      if (i == POSTIL_ANALYSIS_MAX_MENTIONS)
        assert_validity (many_mentions, G_MAXUINT32, -1);
      add_mention (many_mentions, i, i + 1, 0);
    }
  assert_validity (many_mentions, G_MAXUINT32, POSTIL_DOC_ERROR_TOO_LARGE);

  for (guint32 i = 0; i <= POSTIL_ANALYSIS_MAX_FIGURES; i++)
    add_figure (many_figures, i, i + 1);
  assert_validity (many_figures, G_MAXUINT32, POSTIL_DOC_ERROR_TOO_LARGE);
}

static void
test_fields (void)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("zh_Hans", 12);
  g_autoptr (PostilAnalysis) unknown = postil_analysis_new ("no language", 0);

  g_assert_cmpstr (postil_analysis_get_language (analysis), ==, "zh-Hans");
  g_assert_cmpuint (postil_analysis_get_engine_version (analysis), ==, 12);
  g_assert_true (postil_analysis_get_names_analysed (analysis));
  postil_analysis_set_names_analysed (analysis, FALSE);
  g_assert_false (postil_analysis_get_names_analysed (analysis));
  g_assert_null (postil_analysis_get_language (unknown));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/analysis/figure", test_figure);
  g_test_add_func ("/doc/analysis/names", test_names);
  g_test_add_func ("/doc/analysis/entities", test_entities);
  g_test_add_func ("/doc/analysis/take-figure", test_take_figure);
  g_test_add_func ("/doc/analysis/sort", test_sort);
  g_test_add_func ("/doc/analysis/places", test_places);
  g_test_add_func ("/doc/analysis/bad-mentions", test_bad_mentions);
  g_test_add_func ("/doc/analysis/bad-kinds", test_bad_kinds);
  g_test_add_func ("/doc/analysis/caps", test_caps);
  g_test_add_func ("/doc/analysis/fields", test_fields);

  return g_test_run ();
}
