/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search language: what each query means, and what is said about those that mean nothing. */
#include "config.h"

#include "postil-library-error.h"
#include "postil-search-language.h"
#include "postil-time.h"

#include <math.h>
#include <string.h>

/* 2026-11-20T12:00:00Z, a Friday */
#define NOW G_GINT64_CONSTANT (1795176000000000)

static const char *const kinds[] = { "all", "any",    "not",  "words", "title", "note", "author", "feed",  "folder",
                                     "tag", "entity", "lang", "claim", "color", "is",   "time",   "figure" };
static const char *const matches[] = { "", "\"", "*" };

static void
describe_time (GString *out, gint64 time)
{
  g_autofree char *iso = time == G_MININT64 || time == G_MAXINT64 ? g_strdup ("") : postil_time_to_iso (time);

  g_string_append (out, iso);
}

static void
describe_figure (GString *out, const PostilFilterFigure *figure)
{
  g_string_append_printf (out, "%d", figure->kind);
  if (figure->currency)
    g_string_append_printf (out, " %s", figure->currency);
  if (figure->unit)
    g_string_append_printf (out, " %s", figure->unit);
  if (!isnan (figure->minimum))
    g_string_append_printf (out, " >=%.10g", figure->minimum);
  if (!isnan (figure->maximum))
    g_string_append_printf (out, " <=%.10g", figure->maximum);
}

static void
describe (GString *out, const PostilFilter *filter)
{
  g_string_append_printf (out, "(%s", kinds[filter->kind]);
  if (filter->text)
    g_string_append_printf (out, " %s%s", matches[filter->match], filter->text);
  if (filter->kind == POSTIL_FILTER_STATE || filter->kind == POSTIL_FILTER_COLOR || filter->number)
    g_string_append_printf (out, " %d", filter->number);
  if (filter->kind == POSTIL_FILTER_TIME)
    {
      g_string_append_c (out, ' ');
      describe_time (out, filter->from);
      g_string_append_c (out, '/');
      describe_time (out, filter->to);
    }
  if (filter->kind == POSTIL_FILTER_FIGURE)
    {
      g_string_append_c (out, ' ');
      describe_figure (out, &filter->figure);
    }
  for (guint i = 0; filter->children && i < filter->children->len; i++)
    {
      g_string_append_c (out, ' ');
      describe (out, g_ptr_array_index (filter->children, i));
    }
  g_string_append_c (out, ')');
}

static char *
read_query (const char *query, gboolean typing, GError **error)
{
  const PostilSearchContext context = { .now = NOW, .typing = typing };
  g_autoptr (PostilFilter) filter = postil_search_language_parse (query, &context, error);
  GString *out = g_string_new (NULL);

  if (filter)
    describe (out, filter);
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *query;
  const char *meaning;
} Reading;

static const Reading readings[] = {
  { "apple", "(words apple)" },
  { "apple china", "(all (words apple) (words china))" },
  { "apple AND china", "(all (words apple) (words china))" },
  { "\"Tim Cook\"", "(words \"Tim Cook)" },
  { "appl*", "(words *appl)" },
  { "apple OR china", "(any (words apple) (words china))" },
  { "a b OR c", "(any (all (words a) (words b)) (words c))" },
  { "a (b OR c)", "(all (words a) (any (words b) (words c)))" },
  { "-apple", "(not (words apple))" },
  { "a -\"b c\"", "(all (words a) (not (words \"b c)))" },
  { "-(a OR b)", "(not (any (words a) (words b)))" },
  { "--verbose", "(words --verbose)" },
  { "well-known", "(words well-known)" },
  { "or", "(words or)" },
  { "ORACLE", "(words ORACLE)" },
  { "a OR", "(words a)" },
  { "OR OR", "(all)" },
  { "", "(all)" },
  { "f(x)", "(words f(x))" },
  { "apple)", "(words apple))" },
  { "(f(x))", "(words f(x))" },
  { "10:30", "(words 10:30)" },
  { "https://example.org/a", "(words https://example.org/a)" },
  { "unknown:field", "(words unknown:field)" },
  { "title:apple", "(title apple)" },
  { "TITLE:\"Tim Cook\"", "(title \"Tim Cook)" },
  { "title:appl*", "(title *appl)" },
  { "author:Chen feed:wire folder:asia tag:china/deals", "(all (author Chen) (feed wire) (folder asia) (tag china/deals))" },
  { "entity:\"Tim Cook\" note:why lang:de", "(all (entity \"Tim Cook) (note why) (lang de))" },
  { "claim:\"AI investment\"", "(claim \"AI investment)" },
  { "is:unread -is:starred", "(all (is 0) (not (is 2)))" },
  { "is:annotated is:orphan is:trashed is:read", "(all (is 3) (is 4) (is 5) (is 1))" },
  { "color:green colour:5", "(all (color 2) (color 5))" },
  { "before:2025-02-14", "(time /2025-02-14T00:00:00Z)" },
  { "after:2025-02", "(time 2025-02-01T00:00:00Z/)" },
  { "on:2025-02-28", "(time 2025-02-28T00:00:00Z/2025-03-01T00:00:00Z)" },
  { "on:2024", "(time 2024-01-01T00:00:00Z/2025-01-01T00:00:00Z)" },
  { "on:2024-12", "(time 2024-12-01T00:00:00Z/2025-01-01T00:00:00Z)" },
  { "on:today", "(time 2026-11-20T00:00:00Z/2026-11-21T00:00:00Z)" },
  { "on:yesterday", "(time 2026-11-19T00:00:00Z/2026-11-20T00:00:00Z)" },
  { "after:7d", "(time 2026-11-13T12:00:00Z/)" },
  { "before:2w", "(time /2026-11-06T12:00:00Z)" },
  { "after:36h", "(time 2026-11-19T00:00:00Z/)" },
  { "published:2025-01..2025-02", "(time 1 2025-01-01T00:00:00Z/2025-03-01T00:00:00Z)" },
  { "published:..2025", "(time 1 /2026-01-01T00:00:00Z)" },
  { "published:2025..", "(time 1 2025-01-01T00:00:00Z/)" },
  { "figure:usd>=1e9", "(figure 0 USD >=1000000000)" },
  { "figure:$1bn..2bn", "(figure 0 USD >=1000000000 <=2000000000)" },
  { "figure:EUR=12.5m", "(figure 0 EUR >=12500000 <=12500000)" },
  { "figure:rmb<=1,600", "(figure 0 CNY <=1600)" },
  { "figure:percent>=-5", "(figure 1 >=-5)" },
  { "figure:>=10%", "(figure 1 >=10)" },
  { "figure:money", "(figure 0)" },
  { "figure:km>=5", "(figure 4 km >=5)" },
  { "figure:>=10bn", "(any (figure 0 >=1e+10) (figure 2 >=1e+10) (figure 4 >=1e+10))" },
};

static void
test_readings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *meaning = read_query (readings[i].query, FALSE, &error);

      g_test_message ("%s", readings[i].query);
      g_assert_no_error (error);
      g_assert_cmpstr (meaning, ==, readings[i].meaning);
    }
}

/* A bound that is not inside is the next number there is. */
static void
test_strict_bounds (void)
{
  const PostilSearchContext context = { .now = NOW };
  g_autoptr (PostilFilter) above = postil_search_language_parse ("figure:percent>5", &context, NULL);
  g_autoptr (PostilFilter) below = postil_search_language_parse ("figure:percent<-5", &context, NULL);

  g_assert_cmpfloat (above->figure.minimum, >, 5);
  g_assert_cmpfloat (above->figure.minimum, <, 5.000001);
  g_assert_cmpfloat (below->figure.maximum, <, -5);
  g_assert_cmpfloat (below->figure.maximum, >, -5.000001);
}

static const struct
{
  const char *query;
  int at;
  const char *mend;
} errors[] = {
  { "is:unred", 4, "is:unread" },       { "apple is:", 10, "is:unread" },        { "(apple", 1, "not closed" },
  { "a (b (c)", 3, "not closed" },      { "apple )", 7, "no parenthesis" },      { "color:6", 7, "color:yellow" },
  { "before:soon", 8, "before:7d" },    { "on:2025-02-30", 4, "on:2025-02-14" }, { "published:..", 11, "either" },
  { "figure:", 8, "figure:>10bn" },     { "figure:>", 8, "figure:>10bn" },       { "figure:>10zz", 8, "figure:>10bn" },
  { "日本 is:x", 7, "is:unread" },      { "title:", 7, "behind the colon" },     { "tag:\"\"", 5, "behind the colon" },
  { "after:99999999d", 7, "after:7d" },
};

static void
test_errors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *meaning = read_query (errors[i].query, FALSE, &error);
      g_autofree char *place = g_strdup_printf (" %d: ", errors[i].at);

      g_test_message ("%s: %s", errors[i].query, error ? error->message : meaning);
      g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY);
      g_assert_nonnull (strstr (error->message, place));
      g_assert_nonnull (strstr (error->message, errors[i].mend));
    }
}

/* While it is typed, the end may be unfinished; what stands before it may not. */
static void
test_typing (void)
{
  static const Reading typed[] = {
    { "app", "(words *app)" },       { "apple ", "(words apple)" },    { "\"Tim Co", "(words *Tim Co)" },
    { "(apple", "(words *apple)" },  { "apple is:", "(words apple)" }, { "apple is:un", "(words apple)" },
    { "is:unread", "(is 0)" },       { "figure:>", "(all)" },          { "title:", "(all)" },
    { "title:app", "(title *app)" }, { "before:20", "(all)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *meaning = read_query (typed[i].query, TRUE, &error);

      g_test_message ("%s", typed[i].query);
      g_assert_no_error (error);
      g_assert_cmpstr (meaning, ==, typed[i].meaning);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autofree char *meaning G_GNUC_UNUSED = read_query ("is:unred apple", TRUE, &error);

    g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY);
  }
}

static void
test_days_are_the_readers (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("-05:00");
  const PostilSearchContext context = { .now = NOW, .zone = zone };
  g_autoptr (PostilFilter) filter = postil_search_language_parse ("on:2025-02-14", &context, NULL);
  g_autofree char *from = postil_time_to_iso (filter->from);

  g_assert_cmpstr (from, ==, "2025-02-14T05:00:00Z");
}

static void
test_completions (void)
{
  static const Reading offers[] = {
    { "is:un", "is:unread" }, { "apple is:s", "is:starred" },    { "color:p", "color:pink color:purple" },
    { "fi", "figure:" },      { "-f", "feed: folder: figure:" }, { "", "" },
    { "title:x", "" },        { "a", "author: after:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    {
      g_auto (GStrv) words = postil_search_language_complete (offers[i].query);
      g_autofree char *joined = g_strjoinv (" ", words);

      g_assert_cmpstr (joined, ==, offers[i].meaning);
    }
}

/* Whatever is typed is a tree or an error with a place in it. */
static void
test_anything (void)
{
  static const char *const pieces[]
      = { "a",          "\"",       "(",          ")",      "-",     " ",       "OR",    "AND",     ":",
          "*",          "is:",      "is:unread",  "title:", "..",    "figure:", ">10bn", "before:", "7d",
          "\xff",       "\xe6\x97", "日本",       "--",     "-(",    "color:",  "1",     "%",       "\t",
          "published:", "2025",     "2025-13-40", "e",      "1e999", "1e-",     "$",     "entity:" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *meaning = NULL;

      for (int k = g_rand_int_range (random, 0, 14); k > 0; k--)
        g_string_append (query, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      meaning = read_query (query->str, g_rand_boolean (random), &error);
      g_assert_true (error ? strstr (error->message, "character") != NULL : *meaning == '(');
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *meaning = NULL;

  for (int i = 0; i < 2000; i++)
    g_string_append (query, i % 2 ? "-" : "(");
  g_string_append (query, "a");
  meaning = read_query (query->str, FALSE, &error);
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-language/readings", test_readings);
  g_test_add_func ("/search-language/strict-bounds", test_strict_bounds);
  g_test_add_func ("/search-language/errors", test_errors);
  g_test_add_func ("/search-language/typing", test_typing);
  g_test_add_func ("/search-language/days-are-the-readers", test_days_are_the_readers);
  g_test_add_func ("/search-language/completions", test_completions);
  g_test_add_func ("/search-language/anything", test_anything);
  g_test_add_func ("/search-language/depth", test_depth);
  return g_test_run ();
}
