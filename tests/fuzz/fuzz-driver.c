/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target without libFuzzer: its seeds, then changed copies of them, the same ones each time. Files named on the
 * command line are tried instead, so that a finding of libFuzzer's can be looked at. -m slow tries a hundred times as many. */
#include "config.h"

#include "fuzz-target.h"

#include <string.h>

#define MAX_SIZE 65536

static char **files;

static guint
random_below (GRand *rand, guint limit)
{
  return limit > 0 ? g_rand_int (rand) % limit : 0;
}

static void
change_bytes (GByteArray *input, GRand *rand)
{
  guint n = 1 + random_below (rand, 8);

  for (guint i = 0; i < n && input->len > 0; i++)
    {
      guint at = random_below (rand, input->len);

      switch (random_below (rand, 4))
        {
        case 0:
          input->data[at] = (guint8) g_rand_int (rand);
          break;
        case 1:
          input->data[at] ^= (guint8) (1 << random_below (rand, 8));
          break;
        case 2:
          input->data[at] = (guint8[]){ 0x00, 0x7f, 0x80, 0xff }[random_below (rand, 4)];
          break;
        default:
          input->data[at]++;
          break;
        }
    }
}

static void
cut_or_repeat (GByteArray *input, GRand *rand)
{
  guint at = random_below (rand, input->len);
  guint length = 1 + random_below (rand, MIN (input->len - at, 64));

  if (random_below (rand, 2) == 0)
    g_byte_array_remove_range (input, at, length);
  else if (input->len + length < MAX_SIZE)
    {
      g_autofree guint8 *part = g_memdup2 (input->data + at, length);

      g_byte_array_append (input, part, length);
    }
}

static void
splice (GByteArray *input, GBytes *other, GRand *rand)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (other, &size);
  guint at = random_below (rand, (guint) size);
  guint length = 1 + random_below (rand, (guint) MIN (size - at, 256));

  if (size > 0 && input->len + length < MAX_SIZE)
    g_byte_array_append (input, data + at, length);
}

static GByteArray *
make_input (GPtrArray *seeds, GRand *rand)
{
  GBytes *seed = g_ptr_array_index (seeds, random_below (rand, seeds->len));
  GByteArray *input = g_byte_array_new ();
  guint n = random_below (rand, 4);

  g_byte_array_append (input, g_bytes_get_data (seed, NULL), (guint) g_bytes_get_size (seed));
  for (guint i = 0; i <= n && input->len > 0; i++)
    switch (random_below (rand, 3))
      {
      case 0:
        cut_or_repeat (input, rand);
        break;
      case 1:
        splice (input, g_ptr_array_index (seeds, random_below (rand, seeds->len)), rand);
        break;
      default:
        change_bytes (input, rand);
        break;
      }
  return input;
}

static void
test_files (void)
{
  for (guint i = 0; files[i]; i++)
    {
      g_autofree char *data = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (files[i], &data, &size, NULL));
      LLVMFuzzerTestOneInput ((const guint8 *) data, size);
    }
}

static void
test_changed_seeds (void)
{
  g_autoptr (GPtrArray) seeds = fuzz_target_seeds ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261120);
  guint n_runs = fuzz_target_runs * (g_test_slow () ? 100 : 1);

  g_ptr_array_set_free_func (seeds, (GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < seeds->len; i++)
    {
      gsize size = 0;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (seeds, i), &size);

      LLVMFuzzerTestOneInput (data, size);
    }
  for (guint i = 0; i < n_runs; i++)
    {
      g_autoptr (GByteArray) input = make_input (seeds, rand);

      LLVMFuzzerTestOneInput (input->data, input->len);
    }
  g_test_message ("%u inputs", n_runs + seeds->len);
}

int
main (int argc, char *argv[])
{
  g_autofree char *path = g_strconcat ("/fuzz/", fuzz_target_name, NULL);

  g_test_init (&argc, &argv, NULL);
  files = argv + 1;
  g_test_add_func (path, argc > 1 ? test_files : test_changed_seeds);
  return g_test_run ();
}
