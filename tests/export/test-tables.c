/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and references for other programs: no cell is a formula, no value breaks out of its field. */
#include "config.h"

#include "note-maker.h"
#include "postil-citations.h"
#include "postil-document-builder.h"
#include "postil-figures-csv.h"

#include <string.h>

static PostilDocument *
make_document (void)
{
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  PostilDocument *document = NULL;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "Sales fell \"-12%\", he said.");
  document = postil_document_builder_finish (builder, NULL);
  g_assert_nonnull (document);
  return document;
}

static char *
make_row (const char *subject)
{
  g_autoptr (PostilArticle) article = note_maker_article ("Title", "https://example.org/");
  g_autoptr (PostilDocument) document = make_document ();
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
  PostilMarkdownInput input = { .article = article, .document = document, .analysis = analysis };
  GString *out = g_string_new (NULL);
  PostilFigure figure;

  postil_figure_init (&figure);
  figure.start = 12;
  figure.end = 16;
  figure.kind = POSTIL_FIGURE_PERCENT;
  figure.value = -12;
  figure.claim.subject = g_strdup (subject);
  postil_analysis_take_figure (analysis, &figure);
  postil_figures_csv_append (out, &input);
  return g_string_free (out, FALSE);
}

static void
test_formulas (void)
{
  static const char *const payloads[] = { "=SUM(A1)", "+1+cmd|' /C calc'!A0", "-1+2", "@SUM(1)", "\t=1", "\r=1", "\"=1", "\n@x" };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *row = make_row (payloads[i]);
      g_auto (GStrv) cells = g_strsplit (row, ",\"", -1);

      g_assert_true (g_str_has_suffix (row, "\r\n"));
      for (gsize c = 1; cells[c] != NULL; c++)
        g_assert_null (strchr ("=+-@\t\r", *cells[c] != '\0' ? *cells[c] : 'x'));
      /* The surface is text; the number beside it stays a number. */
      g_assert_nonnull (strstr (row, "\"'-12%\",\"percent\",-12,"));
      g_assert_nonnull (strstr (row, "\"\"-12%\"\", he said."));
    }
}

static void
test_references (void)
{
  g_autoptr (PostilArticle) article = note_maker_article ("100% {of} \\it & $x_y^2~", "https://example.org/a?b=1&c={}");
  PostilMarkdownInput input = { .article = article };
  g_autofree char *key = NULL;
  g_autofree char *csl = NULL;
  g_autofree char *bibtex = NULL;

  article->byline = g_strdup ("By Ida Hölm and Per Vik");
  key = postil_citation_make_key (&input);
  csl = postil_citation_make_csl (&input);
  bibtex = postil_citation_make_bibtex (&input);
  g_assert_cmpstr (key, ==, "holm2026-012345");
  g_assert_nonnull (strstr (csl, "\"family\":\"Hölm\",\"given\":\"Ida\""));
  g_assert_nonnull (strstr (csl, "\"date-parts\":[[2026,11,20]]"));
  g_assert_cmpstr (bibtex, ==,
                   "@online{holm2026-012345,\n"
                   "  title = {100\\% \\{of\\} \\textbackslash{}it \\& \\$x\\_y\\textasciicircum{}2\\textasciitilde{}},\n"
                   "  author = {Hölm, Ida and Vik, Per},\n"
                   "  organization = {The Harbour Post},\n"
                   "  date = {2026-11-20},\n"
                   "  url = {https://example.org/a?b=1&c=%7B%7D},\n"
                   "}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/tables/formulas", test_formulas);
  g_test_add_func ("/export/tables/references", test_references);
  return g_test_run ();
}
