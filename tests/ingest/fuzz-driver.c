/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives a fuzz target without a fuzzer: fuzz-TARGET SEEDS [RUNS [FIRST]] runs every file of the folder SEEDS once, then RUNS inputs (2,000 if
 * not said) made of them by a fixed sequence of numbers. Input n is the same every time, so that a failure is found again with FIRST = n and
 * RUNS = 1; the number is printed before an input is run when POSTIL_FUZZ_VERBOSE is set. With clang the target alone, without this file,
 * links to libFuzzer: clang -fsanitize=fuzzer,address,undefined. */
#include "config.h"

#include "fuzz-driver.h"

#include <string.h>

#define MAX_LENGTH 4096 /* bytes of an input that is made */
#define MAX_CHANGES 12

static const char *const words[] = { "<",
                                     ">",
                                     "&",
                                     "</",
                                     "/>",
                                     "<!--",
                                     "-->",
                                     "<![CDATA[",
                                     "]]>",
                                     "<!DOCTYPE",
                                     "<?xml ",
                                     "&#x",
                                     ";",
                                     "\"",
                                     "'",
                                     "=",
                                     "<b>",
                                     "</b>",
                                     "<table>",
                                     "<td>",
                                     "<p>",
                                     "<a href=",
                                     "<svg>",
                                     "<template>",
                                     "<item>",
                                     "</item>",
                                     "<entry>",
                                     "<title>",
                                     "<link>",
                                     "xmlns=",
                                     "xml:base=",
                                     "http://",
                                     "../",
                                     "charset=",
                                     "utf-16",
                                     "{",
                                     "}",
                                     "[",
                                     "]",
                                     "\\u",
                                     ":",
                                     ",",
                                     "\n",
                                     "\r",
                                     "\xef\xbb\xbf",
                                     "\xff\xfe",
                                     "\xe2\x80\xae",
                                     "\xcc\x81",
                                     "\xed\xa0\x80",
                                     "\x1b$B",
                                     "\xc3",
                                     "2025-02-11",
                                     "<outline ",
                                     "xmlUrl=" };

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_seeds (const char *folder)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      char *data;
      gsize length;

      if (g_file_get_contents (g_ptr_array_index (names, i), &data, &length, NULL))
        g_ptr_array_add (seeds, g_bytes_new_take (data, length));
    }
  return seeds;
}

static void
change (GByteArray *input, GRand *rand, GPtrArray *seeds)
{
  guint at = input->len > 0 ? g_rand_int_range (rand, 0, input->len) : 0;
  guint n = g_rand_int_range (rand, 1, 64);
  guint8 piece[64];

  n = MIN (n, input->len - at);
  switch (g_rand_int_range (rand, 0, 7))
    {
    case 0:
      if (input->len > 0)
        input->data[at] = g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      if (input->len > 0)
        input->data[at] ^= 1 << g_rand_int_range (rand, 0, 8);
      break;
    case 2:
      g_byte_array_remove_range (input, at, n);
      break;
    case 3:
      memcpy (piece, input->data + at, n);
      g_byte_array_append (input, piece, n);
      break;
    case 4:
      {
        GBytes *other = g_ptr_array_index (seeds, g_rand_int_range (rand, 0, seeds->len));
        gsize length;
        const guint8 *data = g_bytes_get_data (other, &length);
        gsize from = length > 0 ? g_rand_int_range (rand, 0, length) : 0;

        g_byte_array_set_size (input, at);
        g_byte_array_append (input, data + from, length - from);
        break;
      }
    default:
      {
        const char *word = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
        gsize length = strlen (word);
        guint left = input->len - at;

        g_byte_array_append (input, (const guint8 *) word, length);
        memmove (input->data + at + length, input->data + at, left);
        memcpy (input->data + at, word, length);
        break;
      }
    }
  if (input->len > MAX_LENGTH)
    g_byte_array_set_size (input, MAX_LENGTH);
}

static void
run_made (GPtrArray *seeds, guint number)
{
  GRand *rand = g_rand_new_with_seed (number);
  g_autoptr (GByteArray) input = g_byte_array_new ();
  GBytes *seed = g_ptr_array_index (seeds, g_rand_int_range (rand, 0, seeds->len));
  guint n_changes = g_rand_int_range (rand, 1, MAX_CHANGES);
  g_autofree guint8 *exact = NULL;

  g_byte_array_append (input, g_bytes_get_data (seed, NULL), g_bytes_get_size (seed));
  for (guint i = 0; i < n_changes; i++)
    change (input, rand, seeds);
  g_rand_free (rand);
  /* Memory of just this size, so that a checker sees a byte read too much. */
  exact = g_memdup2 (input->data, input->len);
  LLVMFuzzerTestOneInput (exact, input->len);
}

int
main (int argc, char **argv)
{
  guint n_runs = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 2000;
  guint first = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 0;
  gboolean verbose = g_getenv ("POSTIL_FUZZ_VERBOSE") != NULL;
  g_autoptr (GPtrArray) seeds = argc > 1 ? read_seeds (argv[1]) : NULL;

  if (seeds == NULL || seeds->len == 0)
    {
      g_printerr ("usage: %s SEEDS [RUNS [FIRST]]\n", argv[0]);
      return 2;
    }
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_FATAL_MASK);
  for (guint i = 0; i < seeds->len; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (seeds, i), &length);

      LLVMFuzzerTestOneInput (data, length);
    }
  for (guint i = 0; i < n_runs; i++)
    {
      if (verbose)
        g_printerr ("%u\n", first + i);
      run_made (seeds, first + i);
    }
  g_print ("1..1\nok 1 %u seeds, %u inputs made of them\n", seeds->len, n_runs);
  return 0;
}
