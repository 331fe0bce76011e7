/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search: nothing a person types is an error, and what is there is found, in any script. */
#include "config.h"

#include "library-fixture.h"

#include "postil-notes-table.h"
#include "postil-search-table.h"

#include <string.h>

static guint
count_hits (Library *library, const char *query, gboolean typing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain (query, typing);
  const PostilSearchQuery search = { .filter = filter };
  const PostilSearchQuery ranked = { .filter = filter, .rank = TRUE };
  g_autoptr (GArray) ids = postil_search_article_ids (library->database, &search, &error);
  g_autoptr (GArray) best = NULL;

  g_assert_no_error (error);
  best = postil_search_article_ids (library->database, &ranked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, best->len);
  g_assert_cmpuint (postil_search_count_articles (library->database, filter, &error), ==, ids->len);
  g_assert_no_error (error);
  return ids->len;
}

static guint
count_notes (Library *library, const char *query, gboolean with_trash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain (query, FALSE);
  const PostilSearchQuery search = { .filter = filter, .with_trash = with_trash };
  const PostilSearchQuery ranked = { .filter = filter, .with_trash = with_trash, .rank = TRUE };
  g_autoptr (GPtrArray) rows = postil_search_notes (library->database, &search, &error);
  g_autoptr (GPtrArray) best = NULL;

  g_assert_no_error (error);
  best = postil_search_notes (library->database, &ranked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, best->len);
  return rows->len;
}

static void
put_texts (Library *library)
{
  put_article (library->database, "k1", "Apple in China", "Sales of the iPhone rose 12% in C++ country, said Mr O'Neil of x:y.");
  put_article (library->database, "k2", "字节跳动与苹果", "字节跳动公司在北京宣布与苹果合作。");
  put_article (library->database, "k3", "Café Zürich", "The naïve approach of the Citroën driver. 東京タワー and Straße.");
}

static void
test_anything_typed (Library *library, gconstpointer unused)
{
  static const char *const queries[] = {
    "12%",  "C++",     "\"",        "AND",     "a AND",     "O'Neil",  "x:y",    "-x",      "(",        ")",      "NEAR(",
    "^",    "*",       "China\"",   "\"\"",    "\"China",   "NOT",     "OR OR",  "{title}", "title:",   "a*b*",   "***",
    "",     " \t\n",   "\\",        "';--",    "rowid",     "%",       "_",      "+",       "a+b",      "NEAR/2", "\"a\" \"",
    "日",   "日本*",   "\xff\xfe",  "a\xff",   "😀",         "\u200b",  "\u0301", "e\u0301", "\ue000",   "-",      "--",
    "a -b", "title:x", "\"a*\" b*", "AND AND", "\"AND\" *", "(a OR b", "a)",     "''",      "\"\"\"\"", "~!@#$",  "?1",
  };
  g_autoptr (GString) many = g_string_new (NULL);

  put_texts (library);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      count_hits (library, queries[i], FALSE);
      count_hits (library, queries[i], TRUE);
      count_notes (library, queries[i], TRUE);
    }
  for (int i = 0; i < 3000; i++)
    g_string_append_printf (many, "w%d\" ", i);
  count_hits (library, many->str, TRUE);
}

static void
test_random (Library *library, gconstpointer unused)
{
  static const char *const parts[]
      = { "\"", "*", " ", "a", "AND", "(", ")", ":", "-", "字", "'", "%", "^", "+", "NEAR", "\n", "é", "{" };

  put_texts (library);
  for (int i = 0; i < 1500; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);

      for (int j = g_test_rand_int_range (1, 12); j > 0; j--)
        g_string_append (query, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      count_hits (library, query->str, i % 2 == 0);
    }
}

static void
test_found (Library *library, gconstpointer unused)
{
  put_texts (library);
  g_assert_cmpuint (count_hits (library, "iphone", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "12%", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "C++", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "O'Neil", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "o’neil", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "sales iphone", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "sales pears", FALSE), ==, 0);
  g_assert_cmpuint (count_hits (library, "\"iphone rose\"", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "\"rose iphone\"", FALSE), ==, 0);
  g_assert_cmpuint (count_hits (library, "ipho", FALSE), ==, 0);
  g_assert_cmpuint (count_hits (library, "ipho*", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "ipho", TRUE), ==, 1);
  g_assert_cmpuint (count_hits (library, "\"of the ipho", TRUE), ==, 1);
  g_assert_cmpuint (count_hits (library, "cafe zurich", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "NAIVE citroen", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "china", FALSE), ==, 1);
}

static void
test_scripts_without_blanks (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain ("公司", FALSE);
  g_autofree char *snippet = NULL;

  put_texts (library);
  g_assert_cmpuint (count_hits (library, "字节跳动", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "苹果", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "跳", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "动跳", FALSE), ==, 0);
  g_assert_cmpuint (count_hits (library, "北京 苹果", TRUE), ==, 1);
  g_assert_cmpuint (count_hits (library, "タワー", FALSE), ==, 1);
  g_assert_cmpuint (count_hits (library, "東京", TRUE), ==, 1);
  snippet = postil_search_snippet (library->database, 2, filter, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (snippet, "字节跳动"));
  g_assert_null (strstr (snippet, "\u200b"));
  g_assert_nonnull (strstr (snippet, POSTIL_SNIPPET_BEGIN "公司" POSTIL_SNIPPET_END));
}

static char *
find_snippet (Library *library, gint64 article_id, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain (words, FALSE);
  char *snippet = postil_search_snippet (library->database, article_id, filter, &error);

  g_assert_no_error (error);
  return snippet;
}

/* A text that begins with its title: what is shown stands behind it, when the words stand there too. */
static void
test_snippets_leave_title (Library *library, gconstpointer unused)
{
  g_autofree char *both = NULL;
  g_autofree char *title_only = NULL;
  g_autofree char *chinese = NULL;
  g_autofree char *later = NULL;

  put_article (library->database, "k1", "Harbour cable delayed again",
               "The operator said on Monday that storms had kept the ship in port for eleven days. The "
               "cable was to land in May; each week of delay costs the cable consortium two million euros, it said.");
  put_article (library->database, "k2", "字节跳动与苹果", "两家公司在北京宣布,字节跳动公司与苹果合作。");
  both = find_snippet (library, 1, "cable");
  g_assert_null (strstr (both, "Harbour"));
  g_assert_nonnull (strstr (both, "The " POSTIL_SNIPPET_BEGIN "cable" POSTIL_SNIPPET_END " was to land"));
  g_assert_nonnull (strstr (both, "the " POSTIL_SNIPPET_BEGIN "cable" POSTIL_SNIPPET_END " consortium"));
  g_assert_true (g_str_has_prefix (both, "…"));
  title_only = find_snippet (library, 1, "Harbour");
  g_assert_nonnull (strstr (title_only, POSTIL_SNIPPET_BEGIN "Harbour" POSTIL_SNIPPET_END));
  chinese = find_snippet (library, 2, "字节跳动");
  g_assert_true (g_str_has_prefix (chinese, "两家公司在北京宣布"));
  g_assert_nonnull (strstr (chinese, POSTIL_SNIPPET_BEGIN));
  later = find_snippet (library, 1, "operator");
  g_assert_nonnull (strstr (later, POSTIL_SNIPPET_BEGIN "operator" POSTIL_SNIPPET_END));
}

static void
test_snippets (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain ("iphone", FALSE);
  const PostilSearchQuery search = { .filter = filter, .limit = 10 };
  g_autoptr (GPtrArray) rows = NULL;
  const PostilSearchRow *row;

  put_texts (library);
  rows = postil_search_articles (library->database, &search, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->article_id, ==, 1);
  g_assert_nonnull (strstr (row->snippet, POSTIL_SNIPPET_BEGIN "iPhone" POSTIL_SNIPPET_END));
  g_assert_null (strchr (row->snippet, '\n'));
  g_assert_null (postil_search_snippet (library->database, 2, filter, &error));
  g_assert_no_error (error);
}

static void
test_order (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain ("tariff", FALSE);
  const PostilSearchQuery newest = { .filter = filter, .limit = 2 };
  const PostilSearchQuery best = { .filter = filter, .rank = TRUE };
  g_autoptr (GArray) by_time = NULL;
  g_autoptr (GArray) by_rank = NULL;

  put_article (library->database, "a", "The tariff", "tariff tariff tariff");
  put_article (library->database, "b", "Other",
               "one long text of many words that are not it, and one tariff among them, far in the middle");
  put_article (library->database, "c", "Other",
               "one long text of many words that are not it, and one tariff among them, far in the middle");
  by_time = postil_search_article_ids (library->database, &newest, &error);
  g_assert_cmpuint (by_time->len, ==, 2);
  g_assert_cmpint (g_array_index (by_time, gint64, 0), ==, 3);
  by_rank = postil_search_article_ids (library->database, &best, &error);
  g_assert_cmpuint (by_rank->len, ==, 3);
  g_assert_cmpint (g_array_index (by_rank, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (by_rank, gint64, 1), ==, 3);
}

static void
test_notes (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  const char *const tags[] = { "china/deal", "苹果", NULL };
  g_autoptr (PostilNote) note = make_note ("k1", "sales of the iPhone", "Compare 阿里巴巴 with the naïve view", tags);
  g_autoptr (PostilNote) stored = NULL;
  g_autoptr (PostilNote) changed = NULL;
  g_autoptr (PostilNote) lost = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain ("compare", FALSE);
  const PostilSearchQuery search = { .filter = filter };
  g_autoptr (GPtrArray) rows = NULL;
  const PostilSearchRow *row;

  put_texts (library);
  stored = postil_notes_insert (library->database, note, NULL, &error);
  lost = put_note (library->database, "gone", "a passage of sales", "");
  g_assert_cmpuint (count_notes (library, "iphone naive", FALSE), ==, 1);
  g_assert_cmpuint (count_notes (library, "阿里巴巴", FALSE), ==, 1);
  g_assert_cmpuint (count_notes (library, "苹果", FALSE), ==, 1);
  g_assert_cmpuint (count_notes (library, "deal", FALSE), ==, 1);
  g_assert_cmpuint (count_notes (library, "sales", FALSE), ==, 2);
  rows = postil_search_notes (library->database, &search, &error);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->article_id, ==, 1);
  g_assert_nonnull (strstr (row->snippet, POSTIL_SNIPPET_BEGIN "Compare" POSTIL_SNIPPET_END));
  g_assert_null (strstr (row->snippet, "\u200b"));

  g_free (note->comment);
  note->comment = g_strdup ("something else");
  changed = postil_notes_update (library->database, note, &error);
  g_assert_cmpuint (count_notes (library, "阿里巴巴", FALSE), ==, 0);
  g_assert_cmpuint (count_notes (library, "something", FALSE), ==, 1);
  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW, &error));
  g_assert_cmpuint (count_notes (library, "something", FALSE), ==, 0);
  g_assert_cmpuint (count_notes (library, "something", TRUE), ==, 1);
  g_assert_true (postil_notes_purge (library->database, &note->id, NOW, &error));
  g_assert_cmpuint (count_notes (library, "something", TRUE), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/store/search/" path, Library, NULL, library_set_up, function, library_tear_down)
  ADD ("anything-typed", test_anything_typed);
  ADD ("random", test_random);
  ADD ("found", test_found);
  ADD ("scripts-without-blanks", test_scripts_without_blanks);
  ADD ("snippets", test_snippets);
  ADD ("snippets-leave-title", test_snippets_leave_title);
  ADD ("order", test_order);
  ADD ("notes", test_notes);
  return g_test_run ();
}
