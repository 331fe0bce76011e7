/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mutations of blobs, the same ones every time: bytes flipped, set, counted on, cut out, spliced from other blobs.
 * Whatever comes out is an error or keeps every rule and writes the same bytes again. The environment variable
 * POSTIL_FUZZ_ROUNDS sets how many.
 */
#include "config.h"

#include "document-checks.h"

#include <string.h>

#define CORPUS 40
#define TEXT_LENGTH 200

static int
count_rounds (void)
{
  const char *rounds = g_getenv ("POSTIL_FUZZ_ROUNDS");

  return rounds != NULL ? (int) g_ascii_strtoll (rounds, NULL, 10) : 150000;
}

/* A number a forger would try where a length or an offset stands. */
static void
set_number (GByteArray *blob, GRand *random)
{
  static const guint32 numbers[] = { 0, 1, 2, 255, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 0x1000000, 0x1000001 };
  guint32 number = GUINT32_TO_LE (numbers[g_rand_int_range (random, 0, G_N_ELEMENTS (numbers))]);

  if (blob->len >= 4)
    memcpy (blob->data + g_rand_int_range (random, 0, (gint32) blob->len - 3), &number, 4);
}

static void
splice (GByteArray *blob, GRand *random, GBytes *other)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (other, &size);
  gsize start = (gsize) g_rand_int_range (random, 0, (gint32) size);
  gsize length = (gsize) g_rand_int_range (random, 1, 60);

  length = MIN (length, size - start);
  if (blob->len > length)
    memcpy (blob->data + g_rand_int_range (random, 0, (gint32) (blob->len - length)), data + start, length);
}

static void
cut_out (GByteArray *blob, GRand *random)
{
  guint start = (guint) g_rand_int_range (random, 0, (gint32) blob->len);
  guint length = (guint) g_rand_int_range (random, 1, 30);

  g_byte_array_remove_range (blob, start, MIN (blob->len - start, length));
}

static void
mutate (GByteArray *blob, GRand *random, GBytes *other)
{
  guint8 *byte;

  if (blob->len == 0)
    return;

  byte = blob->data + g_rand_int_range (random, 0, (gint32) blob->len);
  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      *byte ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      break;
    case 1:
      *byte = (guint8) g_rand_int_range (random, 0, 256);
      break;
    case 2:
      *byte = (guint8) (*byte + g_rand_int_range (random, -3, 4));
      break;
    case 3:
      set_number (blob, random);
      break;
    case 4:
      splice (blob, random, other);
      break;
    default:
      cut_out (blob, random);
      break;
    }
}

static GBytes *
make_mutant (GRand *random, GPtrArray *corpus)
{
  GBytes *seed = g_ptr_array_index (corpus, g_rand_int_range (random, 0, (gint32) corpus->len));
  GBytes *other = g_ptr_array_index (corpus, g_rand_int_range (random, 0, (gint32) corpus->len));
  GByteArray *blob = g_byte_array_new ();

  g_byte_array_append (blob, g_bytes_get_data (seed, NULL), (guint) g_bytes_get_size (seed));
  for (int i = g_rand_int_range (random, 1, 5); i > 0; i--)
    mutate (blob, random, other);

  return g_byte_array_free_to_bytes (blob);
}

static void
test_documents (void)
{
  g_autoptr (GPtrArray) corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  int n_rounds = count_rounds ();

  while (corpus->len < CORPUS)
    {
      g_autoptr (PostilDocument) document = corpus->len == 0 ? make_full_document () : make_random_document (random);

      if (document != NULL)
        g_ptr_array_add (corpus, postil_document_serialize (document));
    }
  for (int i = 0; i < n_rounds; i++)
    {
      g_autoptr (GBytes) blob = make_mutant (random, corpus);
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilDocument) document = postil_document_deserialize (blob, &error);
      g_autoptr (GBytes) again = NULL;

      g_assert_true ((document == NULL) == (error != NULL));
      if (document == NULL)
        continue;
      check_document (document);
      again = postil_document_serialize (document);
      g_assert_true (g_bytes_equal (blob, again));
    }
}

static void
test_analyses (void)
{
  g_autoptr (GPtrArray) corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (PostilAnalysis) full = make_full_analysis ();
  g_autoptr (PostilAnalysis) empty = postil_analysis_new (NULL, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  int n_rounds = count_rounds ();

  g_ptr_array_add (corpus, postil_analysis_serialize (full));
  g_ptr_array_add (corpus, postil_analysis_serialize (empty));
  for (int i = 0; i < n_rounds; i++)
    {
      g_autoptr (GBytes) blob = make_mutant (random, corpus);
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilAnalysis) analysis = postil_analysis_deserialize (blob, TEXT_LENGTH, &error);
      g_autoptr (GBytes) again = NULL;

      g_assert_true ((analysis == NULL) == (error != NULL));
      if (analysis == NULL)
        continue;
      check_analysis (analysis, TEXT_LENGTH);
      again = postil_analysis_serialize (analysis);
      g_assert_true (g_bytes_equal (blob, again));
    }
}

static void
test_builder (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int i = count_rounds () / 10; i > 0; i--)
    {
      g_autoptr (PostilDocument) document = make_random_document (random);
      g_autoptr (PostilDocument) copy = NULL;
      g_autoptr (GBytes) blob = NULL;
      g_autoptr (GError) error = NULL;

      if (document == NULL)
        continue;
      check_document (document);
      blob = postil_document_serialize (document);
      copy = postil_document_deserialize (blob, &error);
      g_assert_no_error (error);
      g_assert_nonnull (copy);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doc/blob-fuzz/documents", test_documents);
  g_test_add_func ("/doc/blob-fuzz/analyses", test_analyses);
  g_test_add_func ("/doc/blob-fuzz/builder", test_builder);

  return g_test_run ();
}
