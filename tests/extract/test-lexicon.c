/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled lexicon: longest match, case, aliases; and that a damaged or hostile file is an error, never a read outside it. */
#include "config.h"

#include "engine-fixture.h"
#include "postil-extract-error.h"
#include "postil-lexicon-private.h"

#include <string.h>

static guint
match (const PostilLexicon *lexicon, const char *text, PostilLexiconCase letter_case, guint32 *classes, char **canonical)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));
  const PostilLexiconQuery query
      = { tokens->n_tokens, POSTIL_LEXICON_BIT (ORG) | POSTIL_LEXICON_BIT (LOC) | POSTIL_LEXICON_BIT (PRODUCT), letter_case };
  PostilLexiconMatch found;
  const char *name;
  gsize length;

  if (!postil_lexicon_match (lexicon, tokens, 0, &query, &found))
    return 0;
  *classes = found.classes;
  for (guint class = 0; canonical != NULL && class < POSTIL_N_LEXICON_CLASSES; class ++)
    if (found.classes & (1u << class))
      {
        name = postil_lexicon_canonical (lexicon, found.entry[class], &length);
        g_clear_pointer (canonical, g_free);
        *canonical = name != NULL ? g_strndup (name, length) : NULL;
      }
  return found.n_tokens;
}

static void
test_match (void)
{
  g_autoptr (GBytes) bytes = engine_fixture_lexicon ();
  g_autoptr (PostilLexicon) lexicon = postil_lexicon_new (bytes, NULL);
  g_autofree char *canonical = NULL;
  guint32 classes = 0;

  g_assert_cmpuint (match (lexicon, "Bank of Japan said", POSTIL_LEXICON_CASE_EXACT, &classes, NULL), ==, 3);
  g_assert_true (classes & POSTIL_LEXICON_BIT (ORG));
  g_assert_cmpuint (match (lexicon, "bank of japan", POSTIL_LEXICON_CASE_EXACT, &classes, NULL), ==, 0);
  g_assert_cmpuint (match (lexicon, "BANK OF JAPAN", POSTIL_LEXICON_CASE_EXACT, &classes, NULL), ==, 0);
  g_assert_cmpuint (match (lexicon, "BANK OF JAPAN", POSTIL_LEXICON_CASE_TITLE, &classes, NULL), ==, 3);
  g_assert_cmpuint (match (lexicon, "bank of japan", POSTIL_LEXICON_CASE_FOLDED, &classes, NULL), ==, 3);
  g_assert_cmpuint (match (lexicon, "阿里巴巴和", POSTIL_LEXICON_CASE_EXACT, &classes, &canonical), ==, 4);
  g_assert_cmpstr (canonical, ==, "Alibaba");
  g_assert_cmpuint (match (lexicon, "Qwxzk", POSTIL_LEXICON_CASE_EXACT, &classes, NULL), ==, 0);
}

static void
assert_refused (const void *data, gsize size, int code)
{
  /* An own block of exactly this size, so that the sanitizer sees a read past it. */
  g_autofree char *copy = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (copy, size);
  g_autoptr (GError) error = NULL;
  PostilExtractor *extractor = postil_extractor_new (bytes, &error);

  g_assert_null (extractor);
  g_assert_error (error, POSTIL_EXTRACT_ERROR, code);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) bytes = engine_fixture_lexicon ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *copy = g_memdup2 (data, size);

  assert_refused ("", 0, POSTIL_EXTRACT_ERROR_LEXICON);
  assert_refused ("PSTLLEX\n", 8, POSTIL_EXTRACT_ERROR_LEXICON);
  assert_refused (data, POSTIL_LEXICON_HEADER_SIZE, POSTIL_EXTRACT_ERROR_LEXICON);
  assert_refused (data, size - 1, POSTIL_EXTRACT_ERROR_LEXICON);
  assert_refused (data, size / 2, POSTIL_EXTRACT_ERROR_LEXICON);
  copy[8] = 99;
  assert_refused (copy, size, POSTIL_EXTRACT_ERROR_VERSION);
  copy[8] = POSTIL_LEXICON_VERSION;
  copy[0] = 'x';
  assert_refused (copy, size, POSTIL_EXTRACT_ERROR_LEXICON);
}

/* Random damage: refused, or usable without a crash. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) bytes = engine_fixture_lexicon ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *text = "Apple and the Bank of Japan met Alibaba in New York City.";

  for (int round = 0; round < 12; round++)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (PostilExtractor) extractor = NULL;
      const gsize reach = round % 2 == 0 ? POSTIL_LEXICON_HEADER_SIZE : size;

      for (int i = 0; i < (round % 2 == 0 ? 2 : 4000); i++)
        copy[8 + g_rand_int_range (rand, 0, (gint32) (reach - 8))] ^= (char) g_rand_int_range (rand, 1, 256);
      damaged = g_bytes_new_static (copy, size);
      extractor = postil_extractor_new (damaged, NULL);
      if (extractor != NULL)
        {
          g_autoptr (PostilAnalysis) analysis = postil_extractor_analyse_text (extractor, text, strlen (text), (PostilDay){ 0 });

          g_assert_true (postil_analysis_validate (analysis, strlen (text), NULL));
        }
    }
}

static void
test_size (void)
{
  g_autoptr (GBytes) bytes = engine_fixture_lexicon ();

  g_assert_cmpuint (g_bytes_get_size (bytes), <=, 8 * 1024 * 1024);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/lexicon/match", test_match);
  g_test_add_func ("/extract/lexicon/refused", test_refused);
  g_test_add_func ("/extract/lexicon/damaged", test_damaged);
  g_test_add_func ("/extract/lexicon/size", test_size);
  return g_test_run ();
}
