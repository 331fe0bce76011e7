/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses as blobs: there and back to the byte, and every cut or flipped blob refused or sound. */
#include "config.h"

#include "document-checks.h"
#include "postil-doc-error.h"

#include <math.h>
#include <string.h>

#define TEXT_LENGTH 200

static gboolean
try_blob (const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) blob = g_bytes_new_static (copy, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilAnalysis) analysis = postil_analysis_deserialize (blob, TEXT_LENGTH, &error);
  g_autoptr (GBytes) again = NULL;

  if (analysis == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == POSTIL_DOC_ERROR);
      return FALSE;
    }
  g_assert_no_error (error);
  check_analysis (analysis, TEXT_LENGTH);
  again = postil_analysis_serialize (analysis);
  g_assert_true (g_bytes_equal (blob, again));
  return TRUE;
}

static void
test_round_trip (void)
{
  g_autoptr (PostilAnalysis) analysis = make_full_analysis ();
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (PostilAnalysis) copy = NULL;
  g_autoptr (GError) error = NULL;
  const PostilFigure *figures;
  gsize n_figures;

  postil_analysis_set_names_analysed (analysis, FALSE);
  blob = postil_analysis_serialize (analysis);
  g_assert_true (try_blob (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob)));
  copy = postil_analysis_deserialize (blob, TEXT_LENGTH, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (postil_analysis_get_language (copy), ==, "en");
  g_assert_cmpuint (postil_analysis_get_engine_version (copy), ==, 3);
  g_assert_false (postil_analysis_get_names_analysed (copy));
  g_assert_cmpstr (postil_analysis_get_entities (copy, NULL)[1].name, ==, "杭州");
  g_assert_cmpfloat (postil_analysis_get_mentions (copy, NULL)[0].confidence, ==, 0.75f);
  figures = postil_analysis_get_figures (copy, &n_figures);
  g_assert_cmpuint (n_figures, ==, 2);
  g_assert_true (figures[0].rank);
  g_assert_cmpstr (figures[0].iso, ==, "2025-06");
  g_assert_cmpfloat (figures[0].value, ==, -0.5);
  g_assert_true (isnan (figures[1].value));
  g_assert_cmpstr (figures[1].currency, ==, "USD");
  g_assert_cmpstr (figures[1].change.currency, ==, "EUR");
  g_assert_cmpint (figures[1].change.direction, ==, POSTIL_CHANGE_UP);
  g_assert_cmpfloat (figures[1].change.to, ==, 1e300);
  g_assert_true (isnan (figures[1].change.points));
  g_assert_cmpstr (figures[1].claim.hedge, ==, "may");
  g_assert_null (figures[1].unit);
}

static void
test_empty (void)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new (NULL, 0);
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilAnalysis) copy = postil_analysis_deserialize (blob, 0, &error);

  g_assert_no_error (error);
  g_assert_null (postil_analysis_get_language (copy));
}

/* Numbers that mean "not a number" are written one way, whatever their bits. */
static void
test_one_nan (void)
{
  g_autoptr (PostilAnalysis) first = postil_analysis_new ("en", 1);
  g_autoptr (PostilAnalysis) second = postil_analysis_new ("en", 1);
  g_autoptr (GBytes) first_blob = NULL;
  g_autoptr (GBytes) second_blob = NULL;
  PostilFigure figure;

  postil_figure_init (&figure);
  figure.end = 1;
  postil_analysis_take_figure (first, &figure);
  figure.end = 1;
  figure.value = copysign (nan ("77"), -1.0);
  postil_analysis_take_figure (second, &figure);
  first_blob = postil_analysis_serialize (first);
  second_blob = postil_analysis_serialize (second);
  g_assert_true (g_bytes_equal (first_blob, second_blob));
}

static void
test_wrong_text (void)
{
  g_autoptr (PostilAnalysis) analysis = make_full_analysis ();
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);
  g_autoptr (GError) error = NULL;

  g_assert_null (postil_analysis_deserialize (blob, TEXT_LENGTH - 1, &error));
  g_assert_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED);
}

static void
test_versions (void)
{
  g_autoptr (PostilAnalysis) analysis = make_full_analysis ();
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);
  g_autoptr (PostilDocument) document = make_full_document ();
  g_autoptr (GBytes) other = postil_document_serialize (document);
  g_autoptr (GError) newer = NULL;
  g_autoptr (GError) foreign = NULL;
  gsize size;
  guint8 *data = g_memdup2 (g_bytes_get_data (blob, &size), g_bytes_get_size (blob));
  g_autoptr (GBytes) forged = g_bytes_new_take (data, size);

  data[4] = 2;
  g_assert_null (postil_analysis_deserialize (forged, TEXT_LENGTH, &newer));
  g_assert_error (newer, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_VERSION);
  g_assert_null (postil_analysis_deserialize (other, TEXT_LENGTH, &foreign));
  g_assert_error (foreign, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_MALFORMED);
}

/* Two entities of one name, and a count that is over its cap. */
static void
test_forged_entities (void)
{
  static const guint8 twice[] = { 'P', 'S', 'T', 'A', 1, 0,   1, 0, 1, 0, 0, 0, 255, 255, 255, 255, 2, 0, 0, 0, 0, 0, 0,
                                  0,   1,   0,   0,   0, 'x', 0, 0, 0, 0, 1, 0, 0,   0,   'x', 0,   0, 0, 0, 0, 0, 0, 0 };
  g_autofree guint8 *copy = g_memdup2 (twice, sizeof twice);
  g_autoptr (GBytes) blob = g_bytes_new_static (copy, sizeof twice);
  g_autoptr (GError) error = NULL;

  g_assert_false (try_blob (copy, sizeof twice));
  copy[37] = 'y';
  g_assert_true (try_blob (copy, sizeof twice));
  copy[37] = '\n';
  g_assert_false (try_blob (copy, sizeof twice));
  memset (copy + 16, 0xff, 4);
  g_assert_null (postil_analysis_deserialize (blob, TEXT_LENGTH, &error));
  g_assert_error (error, POSTIL_DOC_ERROR, POSTIL_DOC_ERROR_TOO_LARGE);
}

static void
test_truncations (void)
{
  g_autoptr (PostilAnalysis) analysis = make_full_analysis ();
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);

  check_truncations (blob, try_blob);
}

static void
test_flips (void)
{
  g_autoptr (PostilAnalysis) analysis = make_full_analysis ();
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);

  check_flips (blob, try_blob, 20250615);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/analysis-blob/round-trip", test_round_trip);
  g_test_add_func ("/doc/analysis-blob/empty", test_empty);
  g_test_add_func ("/doc/analysis-blob/one-nan", test_one_nan);
  g_test_add_func ("/doc/analysis-blob/wrong-text", test_wrong_text);
  g_test_add_func ("/doc/analysis-blob/versions", test_versions);
  g_test_add_func ("/doc/analysis-blob/forged-entities", test_forged_entities);
  g_test_add_func ("/doc/analysis-blob/truncations", test_truncations);
  g_test_add_func ("/doc/analysis-blob/flips", test_flips);

  return g_test_run ();
}
