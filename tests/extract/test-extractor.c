/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine as a whole: names and their entities, documents with blocks, languages, determinism, hostile input. */
#include "config.h"

#include "engine-fixture.h"
#include "postil-document-builder.h"

#include <string.h>

static const PostilDay today = { 2025, 2, 14 };

/* "TYPE surface>name" of every mention, one a line. */
static char *
dump (PostilAnalysis *analysis, const char *text)
{
  GString *out = g_string_new (NULL);
  gsize n, n_entities;
  const PostilMention *mentions = postil_analysis_get_mentions (analysis, &n);
  const PostilEntity *entities = postil_analysis_get_entities (analysis, &n_entities);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *surface = engine_fixture_slice (text, mentions[i].start, mentions[i].end);
      const PostilEntity *entity = &entities[mentions[i].entity];

      g_string_append_printf (out, "%s %s>%s\n", postil_entity_type_to_string (entity->type), surface, entity->name);
    }
  return g_string_free (out, FALSE);
}

static void
assert_names (PostilExtractor *extractor, const char *text, const char *expected)
{
  g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, text, strlen (text), today);
  g_autofree char *found = dump (analysis, text);

  g_assert_cmpstr (found, ==, expected);
  g_assert_true (postil_analysis_validate (analysis, g_utf8_strlen (text, -1), NULL));
}

static void
test_names (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();

  assert_names (extractor, "Huawei’s phones sell well in China.", "ORG Huawei>Huawei\nLOC China>China\n");
  assert_names (extractor, "Chief executive Amara Okafor of Alibaba left. Okafor said nothing.",
                "PER Amara Okafor>Amara Okafor\nORG Alibaba>Alibaba\nPER Okafor>Amara Okafor\n");
  assert_names (
      extractor, "The European Central Bank (ECB) kept its rate. The ECB gave no reason.",
      "ORG European Central Bank>European Central Bank\nORG ECB>European Central Bank\nORG ECB>European Central Bank\n");
  assert_names (extractor, "Growing demand for chips helps many firms.", "");
  assert_names (extractor, "They ate an apple and met a target.", "");
}

/* Mentions of one entity have one name, and two people of one surname stay two. */
static void
test_joining (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();

  assert_names (extractor, "Nidec Corp. sold its plant. Investors in Nidec were told on Monday that the plant was old.",
                "ORG Nidec Corp.>Nidec Corp.\nORG Nidec>Nidec Corp.\n");
  assert_names (extractor, "President Tunde Bakare met Prime Minister Funmi Bakare on Monday. Mr Bakare was late.",
                "PER Tunde Bakare>Tunde Bakare\nPER Funmi Bakare>Funmi Bakare\nPER Bakare>Funmi Bakare\n");
  assert_names (extractor,
                "The chairman, George W. Bush, met reporters. It was not the first time that George Bush had been late.",
                "PER George W. Bush>George W. Bush\nPER George Bush>George W. Bush\n");
}

static void
test_chinese_script (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();

  assert_names (extractor, "Shares of Alibaba (阿里巴巴) rose in Hong Kong.",
                "ORG Alibaba>Alibaba\nORG 阿里巴巴>Alibaba\nLOC Hong Kong>Hong Kong\n");
  assert_names (extractor, "字节跳动和华为在北京开会。", "ORG 字节跳动>ByteDance\nORG 华为>Huawei\nLOC 北京>Beijing\n");
}

static void
test_unknown_language (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  const char *text = "Het bedrijf heeft in dat jaar niet meer dan een miljoen verkocht, en er zijn ook maar weinig mensen die "
                     "dat wel zien aan het begin van de week.";
  g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, text, strlen (text), today);
  gsize n;

  postil_analysis_get_mentions (analysis, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (postil_analysis_get_names_analysed (analysis));
}

static void
test_document (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (PostilAnalysis) analysis = NULL;
  g_autofree char *found = NULL;
  gsize n;
  const PostilFigure *figures;

  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, "Huawei Opens New Plant");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "The plant cost $5");
  postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, "billion was the word on every wall in Shenzhen.");
  document = postil_document_builder_finish (builder, NULL);
  g_assert_nonnull (document);
  analysis = postil_extractor_analyse_document (extractor, document, today);
  found = dump (analysis, postil_document_get_text (document));
  g_assert_cmpstr (found, ==, "ORG Huawei>Huawei\nLOC Shenzhen>Shenzhen\n");
  figures = postil_analysis_get_figures (analysis, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (figures[0].value, ==, 5);
}

static char *
serialise (PostilExtractor *extractor, const char *text, gsize length)
{
  g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, text, length, today);
  g_autoptr (GBytes) blob = postil_analysis_serialize (analysis);

  g_assert_true (postil_analysis_validate (analysis, g_utf8_strlen (text, length), NULL));
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, blob);
}

static void
test_explain (void)
{
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();
  const char *text = "Chief executive Amara Okafor of Alibaba left China.";
  g_autofree char *lines = postil_extractor_explain (extractor, text, strlen (text), today);
  g_autofree char *nothing = postil_extractor_explain (extractor, "", 0, today);
  g_autofree char *other = postil_extractor_explain (extractor, "阿里巴巴在北京开会。", strlen ("阿里巴巴在北京开会。"), today);

  g_assert_nonnull (strstr (lines, "PER 16-28 "));
  g_assert_nonnull (strstr (lines, "\n  Amara: "));
  g_assert_nonnull (strstr (lines, "\n  Okafor: "));
  g_assert_nonnull (strstr (lines, "ORG 32-39 "));
  g_assert_nonnull (strstr (lines, "LOC 45-50 "));
  g_assert_cmpstr (nothing, ==, "");
  g_assert_nonnull (strstr (other, "  the lexicon has it\n"));
}

static void
test_determinism (void)
{
  g_autoptr (PostilExtractor) one = engine_fixture_new ();
  g_autoptr (PostilExtractor) other = engine_fixture_new ();
  const char *text = "Toyota sold 2.3m cars in 2024, 4% more than a year earlier, said Kenji Aoyama of Nomura in "
                     "Tokyo.\n\nAoyama expects more.";
  g_autofree char *a = serialise (one, text, strlen (text)), *b = serialise (one, text, strlen (text)),
                  *c = serialise (other, text, strlen (text));

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, ==, c);
}

static void
test_hostile (void)
{
  static const char *const pieces[]
      = { "1,1,1",   "((((",      "aaaa!",   "A ",     "Bank of ", "$",  "\xcc\x81", "1 ", "one hundred and ",
          "1.1.1.",  "’s’s",      "-1-1-1",  "\n\n\n", "May ",     "X-", "阿里",     "% ", "the year to the year to ",
          "5 to 6 ", "25 basis ", "5 light-" };
  g_autoptr (PostilExtractor) extractor = engine_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *sum = NULL;

      while (text->len < 20000)
        g_string_append (text, pieces[i]);
      sum = serialise (extractor, text->str, text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/names/rules", test_names);
  g_test_add_func ("/extract/names/joining", test_joining);
  g_test_add_func ("/extract/names/chinese-script", test_chinese_script);
  g_test_add_func ("/extract/names/unknown-language", test_unknown_language);
  g_test_add_func ("/extract/document", test_document);
  g_test_add_func ("/extract/explain", test_explain);
  g_test_add_func ("/extract/determinism", test_determinism);
  g_test_add_func ("/extract/hostile", test_hostile);
  return g_test_run ();
}
