/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offset maps against counting by hand, on fixed texts and on random ones of every mix of character widths. */
#include "config.h"

#include "postil-utf8-offsets.h"

#include <string.h>

/* Asks for every offset of a valid text, and some beyond, what walking through it says. */
static void
check_all (const char *text, gsize length)
{
  g_autoptr (PostilUtf8Offsets) offsets = postil_utf8_offsets_new (text, length);
  gsize byte = 0;
  gsize code_point = 0;
  gsize utf16 = 0;

  while (byte < length)
    {
      gsize n_bytes = (gsize) (g_utf8_next_char (text + byte) - (text + byte));
      gsize n_units = g_utf8_get_char (text + byte) > 0xffff ? 2 : 1;

      g_assert_cmpuint (postil_utf8_offsets_to_byte (offsets, code_point), ==, byte);
      g_assert_cmpuint (postil_utf8_offsets_to_utf16 (offsets, code_point), ==, utf16);
      for (gsize i = 0; i < n_bytes; i++)
        g_assert_cmpuint (postil_utf8_offsets_from_byte (offsets, byte + i), ==, code_point);
      for (gsize i = 0; i < n_units; i++)
        g_assert_cmpuint (postil_utf8_offsets_from_utf16 (offsets, utf16 + i), ==, code_point);
      byte += n_bytes;
      utf16 += n_units;
      code_point++;
    }

  g_assert_cmpuint (postil_utf8_offsets_get_length (offsets), ==, code_point);
  g_assert_cmpuint (postil_utf8_offsets_get_utf16_length (offsets), ==, utf16);
  for (gsize beyond = 0; beyond < 3; beyond++)
    {
      g_assert_cmpuint (postil_utf8_offsets_to_byte (offsets, code_point + beyond), ==, byte);
      g_assert_cmpuint (postil_utf8_offsets_from_byte (offsets, byte + beyond), ==, code_point);
      g_assert_cmpuint (postil_utf8_offsets_to_utf16 (offsets, code_point + beyond), ==, utf16);
      g_assert_cmpuint (postil_utf8_offsets_from_utf16 (offsets, utf16 + beyond), ==, code_point);
    }
  g_assert_cmpuint (postil_utf8_offsets_to_byte (offsets, G_MAXSIZE), ==, byte);
  g_assert_cmpuint (postil_utf8_offsets_from_byte (offsets, G_MAXSIZE), ==, code_point);
  g_assert_cmpuint (postil_utf8_offsets_from_utf16 (offsets, G_MAXSIZE), ==, code_point);
}

static void
test_fixed (void)
{
  static const char *const texts[] = {
    "", "a", "plain text", "é", "naïve café", "阿里巴巴集团与苹果", "😀", "a😀b😀", "e\u0301\u0302 👩‍👩‍👧 ﷽",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_all (texts[i], strlen (texts[i]));
}

/* Lengths around the distance of the checkpoints, with one wide character at every place. */
static void
test_borders (void)
{
  static const char *const wide[] = { "", "é", "苹", "😀" };

  for (gsize length = 60; length <= 132; length++)
    {
      for (gsize kind = 0; kind < G_N_ELEMENTS (wide); kind++)
        {
          g_autoptr (GString) text = g_string_new (NULL);

          for (gsize i = 0; i < length; i++)
            g_string_append (text, i % 7 == length % 7 ? wide[kind] : "x");
          check_all (text->str, text->len);
        }
    }
}

static gunichar
random_character (GRand *random, int mix)
{
  static const gunichar tops[] = { 0x7f, 0x7ff, 0xffff, 0x10ffff };
  static const gunichar bottoms[] = { 0x01, 0x80, 0x800, 0x10000 };
  int width = mix < 4 ? mix : g_rand_int_range (random, 0, mix == 4 ? 3 : 4);
  gunichar c;

  if (mix == 6 && g_rand_int_range (random, 0, 40) > 0)
    width = 0;
  do
    c = bottoms[width] + g_rand_int_range (random, 0, (gint32) (tops[width] - bottoms[width] + 1));
  while (c >= 0xd800 && c <= 0xdfff);

  return c;
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (64);

  for (int i = 0; i < 700; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      int length = g_rand_int_range (random, 0, 400);

      for (int j = 0; j < length; j++)
        g_string_append_unichar (text, random_character (random, i % 7));
      check_all (text->str, text->len);
    }
}

/* The text need not end in NUL and bytes that are no UTF-8 lead nowhere outside it. */
static void
test_nonsense (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (65);

  for (int i = 0; i < 2000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 1, 200);
      g_autofree char *text = g_malloc (length);
      g_autoptr (PostilUtf8Offsets) offsets = NULL;
      gsize before = 0;

      for (gsize j = 0; j < length; j++)
        text[j] = (char) g_rand_int_range (random, i % 2 == 0 ? 0x80 : 0, 256);
      offsets = postil_utf8_offsets_new (text, length);
      g_assert_cmpuint (postil_utf8_offsets_get_length (offsets), <=, length);
      for (gsize j = 0; j <= length; j++)
        {
          gsize code_point = postil_utf8_offsets_from_byte (offsets, j);

          g_assert_cmpuint (code_point, >=, before);
          g_assert_cmpuint (postil_utf8_offsets_to_byte (offsets, code_point), <=, length);
          g_assert_cmpuint (postil_utf8_offsets_to_utf16 (offsets, j), <=, 2 * length);
          g_assert_cmpuint (postil_utf8_offsets_from_utf16 (offsets, j), <=, length);
          before = code_point;
        }
    }
}

static void
test_empty (void)
{
  g_autoptr (PostilUtf8Offsets) offsets = postil_utf8_offsets_new (NULL, 0);

  g_assert_cmpuint (postil_utf8_offsets_get_length (offsets), ==, 0);
  g_assert_cmpuint (postil_utf8_offsets_to_byte (offsets, 0), ==, 0);
  g_assert_cmpuint (postil_utf8_offsets_from_utf16 (offsets, 9), ==, 0);
  postil_utf8_offsets_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/utf8-offsets/fixed", test_fixed);
  g_test_add_func ("/base/utf8-offsets/borders", test_borders);
  g_test_add_func ("/base/utf8-offsets/random", test_random);
  g_test_add_func ("/base/utf8-offsets/nonsense", test_nonsense);
  g_test_add_func ("/base/utf8-offsets/empty", test_empty);

  return g_test_run ();
}
