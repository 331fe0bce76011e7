/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags: one form for what people type. */
#include "config.h"

#include "postil-note.h"

static void
test_one (void)
{
  static const struct
  {
    const char *typed;
    const char *expected;
  } cases[] = {
    { "china", "china" },
    { "#China", "China" },
    { "  to   check ", "to-check" },
    { "china / deals", "china/deals" },
    { "//a//b//", "a/b" },
    { "e\xcc\x81t\xc3\xa9", "été" },
    { "a\tb\nc", "a-b-c" },
    { "quote\"d", "quoted" },
    { "rtl\xe2\x80\xae", "rtl" },
    { "字节跳动", "字节跳动" },
    { "", NULL },
    { " # / - ", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tag = postil_tag_normalize (cases[i].typed);

      g_assert_cmpstr (tag, ==, cases[i].expected);
    }
}

static void
test_same_twice (void)
{
  for (guint32 seed = 0; seed < 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autofree char *once = NULL;

      for (int i = g_rand_int_range (rand, 0, 40); i > 0; i--)
        g_string_append_unichar (typed, (gunichar) g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 0x80 : 0xD7FF));
      once = postil_tag_normalize (typed->str);
      if (once != NULL)
        {
          g_autofree char *twice = postil_tag_normalize (once);

          g_assert_cmpstr (once, ==, twice);
          g_assert_cmpint (g_utf8_strlen (once, -1), <=, 100);
        }
    }
}

static void
test_list (void)
{
  g_auto (GStrv) tags = postil_tags_parse ("to check, China,, capex ,china, #capex");
  g_auto (GStrv) none = postil_tags_parse (" , ");
  const char *const expected[] = { "capex", "China", "to-check", NULL };

  g_assert_cmpstrv (tags, expected);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* One note holds so many tags; those of many notes are united without a limit. */
static void
test_limit (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) many = NULL;
  g_auto (GStrv) limited = NULL;
  g_auto (GStrv) united = NULL;
  g_auto (GStrv) nothing = postil_tags_unite (NULL);

  for (guint i = 0; i < POSTIL_NOTE_MAX_TAGS + 20; i++)
    {
      g_autofree char *tag = g_strdup_printf ("tag-%04u", i);

      g_strv_builder_add_many (builder, tag, tag, NULL);
    }
  many = g_strv_builder_end (builder);
  limited = postil_tags_normalize ((const char *const *) many);
  united = postil_tags_unite ((const char *const *) many);
  g_assert_cmpuint (g_strv_length (limited), ==, POSTIL_NOTE_MAX_TAGS);
  g_assert_cmpstr (limited[0], ==, "tag-0000");
  g_assert_cmpuint (g_strv_length (united), ==, POSTIL_NOTE_MAX_TAGS + 20);
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/tags/one", test_one);
  g_test_add_func ("/notes/tags/same-twice", test_same_twice);
  g_test_add_func ("/notes/tags/list", test_list);
  g_test_add_func ("/notes/tags/limit", test_limit);
  return g_test_run ();
}
