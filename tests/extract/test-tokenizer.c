/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokeniser: what is one token, and that offsets hold through curly quotes, accents and ideographs. */
#include "config.h"

#include "postil-sentences-private.h"
#include "postil-tokenizer-private.h"

#include <string.h>

static void
assert_tokens (const char *text, const char *expected)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < tokens->n_tokens; i++)
    {
      const PostilToken *token = &tokens->tokens[i];
      g_autofree char *slice = g_utf8_substring (text, token->start, token->end);
      g_autofree char *bytes = g_strndup (text + token->byte, token->byte_end - token->byte);

      g_assert_cmpstr (slice, ==, bytes);
      g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "", slice);
    }
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_words (void)
{
  assert_tokens ("Apple’s profit", "Apple|’s|profit");
  assert_tokens ("O'Brien didn't", "O'Brien|didn't");
  assert_tokens ("Coca-Cola and 7-Eleven", "Coca|-|Cola|and|7|-|Eleven");
  assert_tokens ("the U.S. and U.K.", "the|U.S.|and|U.K.");
  assert_tokens ("Nidec Corp. rose", "Nidec|Corp|.|rose");
  assert_tokens ("the A350 and H100", "the|A350|and|H100");
  assert_tokens ("", "");
  assert_tokens (" \n\t ", "");
}

static void
test_numbers (void)
{
  assert_tokens ("$18.5bn, 1,200.50", "$|18.5|bn|,|1,200.50");
  assert_tokens ("RMB120bn", "RMB|120|bn");
  assert_tokens ("18,5 Mrd. €", "18,5|Mrd|.|€");
  assert_tokens ("in 2025. Then", "in|2025|.|Then");
}

static void
test_scripts (void)
{
  assert_tokens ("“Doubao,” señor Müller", "“|Doubao|,|”|señor|Müller");
  assert_tokens ("阿里巴巴 in 北京", "阿|里|巴|巴|in|北|京");
  assert_tokens ("cafe\u0301", "cafe\u0301");
  assert_tokens ("a\xf0\x9f\x99\x82z", "a|\xf0\x9f\x99\x82|z");
}

static void
assert_shape (const char *word, guint flags)
{
  g_autoptr (PostilTokens) tokens = postil_tokens_new (word, strlen (word));
  const guint mask = POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_ALL_CAPS | POSTIL_TOKEN_INNER_CAPITAL | POSTIL_TOKEN_DIGITS;

  g_assert_cmpuint (tokens->n_tokens, ==, 1);
  g_assert_cmphex (tokens->tokens[0].flags & mask, ==, flags);
}

static void
test_shapes (void)
{
  assert_shape ("iPhone", POSTIL_TOKEN_INNER_CAPITAL);
  assert_shape ("ByteDance", POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_INNER_CAPITAL);
  assert_shape ("ECB", POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_ALL_CAPS);
  assert_shape ("Émile", POSTIL_TOKEN_CAPITAL);
  assert_shape ("A350", POSTIL_TOKEN_CAPITAL | POSTIL_TOKEN_DIGITS);
  assert_shape ("profit", 0);
}

static void
test_hash_ignores_case (void)
{
  g_assert_cmphex (postil_token_hash_folded ("ÉMILE", strlen ("ÉMILE")), ==,
                   postil_token_hash_folded ("émile", strlen ("émile")));
  g_assert_cmphex (postil_token_hash_folded ("o’brien", strlen ("o’brien")), ==, postil_token_hash_folded ("O'Brien", 7));
  g_assert_cmphex (postil_token_hash_folded ("a", 1), !=, postil_token_hash_folded ("b", 1));
}

/* Whatever the text: offsets rise, stay inside, and bytes and code points agree. */
static void
test_random_unicode (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PostilTokens) tokens = NULL;
      guint32 end = 0;

      for (int i = g_rand_int_range (rand, 0, 60); i > 0; i--)
        {
          gunichar c = g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 0x80 : 0x30000);

          g_string_append_unichar (text, c >= 0xd800 && c < 0xe000 ? '.' : c);
        }
      tokens = postil_tokens_new (text->str, text->len);
      for (guint i = 0; i < tokens->n_tokens; i++)
        {
          const PostilToken *token = &tokens->tokens[i];

          g_assert_cmpuint (token->start, >=, end);
          g_assert_cmpuint (token->end, >, token->start);
          g_assert_cmpuint (token->byte_end, <=, text->len);
          g_assert_cmpint (g_utf8_pointer_to_offset (text->str, text->str + token->byte), ==, token->start);
          end = token->end;
        }
    }
}

static void
assert_sentences (const char *text, guint expected)
{
  g_autoptr (PostilVocabulary) vocabulary = postil_vocabulary_new (POSTIL_LANGUAGE_EN);
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));
  g_autoptr (GArray) sentences = NULL;

  postil_sentences_mark_lines (tokens);
  postil_vocabulary_annotate (vocabulary, tokens);
  sentences = postil_sentences_new (tokens, NULL, 0);
  g_assert_cmpuint (sentences->len, ==, expected);
  for (guint i = 0; i < sentences->len; i++)
    g_assert_cmpuint (g_array_index (sentences, PostilSentence, i).begin, ==,
                      i > 0 ? g_array_index (sentences, PostilSentence, i - 1).end : 0);
}

static void
test_sentences (void)
{
  assert_sentences ("Profit rose. Sales fell.", 2);
  assert_sentences ("Mr. Okafor met Dr. Li in St. Gallen.", 1);
  assert_sentences ("It cost $3.5 million. That is much.", 2);
  assert_sentences ("J. P. Lindqvist left the U.S. market. He said so.", 2);
  assert_sentences ("It works in the U.S. The firm said so.", 2);
  assert_sentences ("“It is over.” She left.", 2);
  assert_sentences ("Nidec Corp. rose 3%.", 1);
  assert_sentences ("Headline without a stop\n\nThe text begins here.", 2);
  assert_sentences ("- one thing\n- another thing", 2);
  assert_sentences ("A line that is long enough to have been wrapped by an editor\nand goes on in lower case.", 1);
  assert_sentences ("One part | another part | a third", 3);
  assert_sentences ("", 0);
}

static void
test_title_case (void)
{
  const char *text = "Kestrel Orders Forty Jets After Record Year\n\nIt was a quiet year for the others.";
  g_autoptr (PostilVocabulary) vocabulary = postil_vocabulary_new (POSTIL_LANGUAGE_EN);
  g_autoptr (PostilTokens) tokens = postil_tokens_new (text, strlen (text));
  g_autoptr (GArray) sentences = NULL;

  postil_vocabulary_annotate (vocabulary, tokens);
  sentences = postil_sentences_new (tokens, NULL, 0);
  g_assert_cmpuint (sentences->len, ==, 2);
  g_assert_cmphex (g_array_index (sentences, PostilSentence, 0).flags, ==, POSTIL_SENTENCE_TITLE_CASE);
  g_assert_cmphex (g_array_index (sentences, PostilSentence, 1).flags, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/tokenizer/words", test_words);
  g_test_add_func ("/extract/tokenizer/numbers", test_numbers);
  g_test_add_func ("/extract/tokenizer/scripts", test_scripts);
  g_test_add_func ("/extract/tokenizer/shapes", test_shapes);
  g_test_add_func ("/extract/tokenizer/hash", test_hash_ignores_case);
  g_test_add_func ("/extract/tokenizer/random", test_random_unicode);
  g_test_add_func ("/extract/sentences/borders", test_sentences);
  g_test_add_func ("/extract/sentences/title-case", test_title_case);
  return g_test_run ();
}
