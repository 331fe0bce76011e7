/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long searches take beside the bare full-text index in the same file: bench-search FOLDER [ARTICLES]. Makes the library when
 * the folder has none. Medians in milliseconds; the last column is the ratio. */
#include "config.h"

#include "postil-analyses-table.h"
#include "postil-articles-table.h"
#include "postil-database-private.h"
#include "postil-document-builder.h"
#include "postil-figures-table.h"
#include "postil-search-table.h"
#include "postil-searches-table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define NOW G_GINT64_CONSTANT (1795176000000000)
#define HOUR G_GINT64_CONSTANT (3600000000)
#define RUNS 9
#define N_WORDS 8000
#define N_NAMES 400

/* Words as rare as in a language: the k-th is 1/k as frequent as the first. */
static void
append_words (GString *text, GRand *random, int n)
{
  for (int i = 0; i < n; i++)
    {
      double rank = exp (g_rand_double (random) * log (N_WORDS));
      int word = (int) rank;

      g_string_append_printf (text, "word%d ", word);
    }
}

static void
add_facts (PostilDatabase *database, gint64 id, PostilDocument *document, GRand *random)
{
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %d", g_rand_int_range (random, 0, N_NAMES));
      const guint entity = postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, name);
      PostilFigure figure;

      postil_analysis_add_mention (analysis, &(PostilMention){ i * 10, i * 10 + 4, entity, 1 });
      postil_figure_init (&figure);
      figure.start = i * 10 + 5;
      figure.end = i * 10 + 8;
      figure.kind = (PostilFigureKind) (i % 4);
      figure.value = exp (g_rand_double (random) * log (1e12));
      if (figure.kind == POSTIL_FIGURE_MONEY)
        g_strlcpy (figure.currency, i % 8 ? "USD" : "EUR", sizeof figure.currency);
      postil_analysis_take_figure (analysis, &figure);
    }
  if (!postil_analyses_put (database, id, document, analysis, &error))
    g_error ("%s", error->message);
}

static void
add_article (PostilDatabase *database, guint n, GRand *random)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = postil_article_new ();
  g_autoptr (PostilDocumentBuilder) builder = postil_document_builder_new ();
  g_autoptr (PostilDocument) document = NULL;
  g_autoptr (GString) title = g_string_new (NULL);
  PostilPutResult result = { 0 };

  append_words (title, random, 8);
  postil_document_builder_add_block (builder, POSTIL_BLOCK_TITLE, 0, 0, title->str);
  for (int i = 0; i < 6; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      append_words (text, random, 45);
      postil_document_builder_add_block (builder, POSTIL_BLOCK_PARAGRAPH, 0, 0, text->str);
    }
  document = postil_document_builder_finish (builder, &error);
  if (!document)
    g_error ("%s", error->message);
  article->key = g_strdup_printf ("bench-%u", n);
  article->title = g_strdup (title->str);
  article->source = g_strdup_printf ("Source %u", n % 40);
  article->summary = g_strdup ("A summary.");
  article->published = NOW - (gint64) (200000 - n) * HOUR / 4;
  article->added = article->published;
  article->read = n % 3 == 0;
  if (!postil_articles_put (database, article, document, &result, &error))
    g_error ("%s", error->message);
  add_facts (database, result.id, document, random);
}

static void
fill (PostilDatabase *database, guint n_articles)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GError) error = NULL;

  for (guint n = 0; n < n_articles; n++)
    {
      if (n % 500 == 0 && !postil_database_begin (database, POSTIL_DATABASE_CACHE, &error))
        g_error ("%s", error->message);
      add_article (database, n, random);
      if ((n % 500 == 499 || n == n_articles - 1) && !postil_database_commit (database, POSTIL_DATABASE_CACHE, &error))
        g_error ("%s", error->message);
    }
}

static int
compare_times (const void *a, const void *b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

typedef guint (*Work) (PostilDatabase *database, const PostilFilter *filter, const char *match);

static guint
search_newest (PostilDatabase *database, const PostilFilter *filter, const char *match)
{
  const PostilSearchQuery query = { .filter = filter, .limit = 50 };
  g_autoptr (GPtrArray) rows = postil_search_articles (database, &query, NULL);

  return rows->len;
}

static guint
search_best (PostilDatabase *database, const PostilFilter *filter, const char *match)
{
  const PostilSearchQuery query = { .filter = filter, .limit = 50, .rank = TRUE };
  g_autoptr (GPtrArray) rows = postil_search_articles (database, &query, NULL);

  return rows->len;
}

static guint
list_figures (PostilDatabase *database, const PostilFilter *filter, const char *match)
{
  PostilFigureQuery query = POSTIL_FIGURE_QUERY_INIT;
  g_autoptr (GPtrArray) rows = NULL;

  query.kind = filter->figure.kind;
  query.minimum = filter->figure.minimum;
  query.maximum = filter->figure.maximum;
  query.currency = filter->figure.currency;
  query.limit = 50;
  rows = postil_figures_list (database, &query, NULL);
  return rows->len;
}

/* The limit: rows, and their words around the hit, straight from the index. */
static guint
ask_index (PostilDatabase *database, const PostilFilter *filter, const char *match)
{
  static const char sql[] = "SELECT article_search.rowid, snippet (article_search, 1, '[', ']', '…', 24) FROM article_search "
                            "WHERE article_search MATCH ?1 ORDER BY rowid DESC LIMIT 50";
  g_auto (PostilQuery) query = POSTIL_QUERY_NONE;
  guint n = 0;

  if (!postil_query_init (&query, database->cache, sql, NULL))
    return 0;
  postil_query_bind (&query, "s", match);
  while (postil_query_step (&query, NULL) > 0)
    n++;
  return n;
}

static double
measure (PostilDatabase *database, Work work, const PostilFilter *filter, const char *match, guint *n)
{
  gint64 times[RUNS];

  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      *n = work (database, filter, match);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, RUNS, sizeof times[0], compare_times);
  return (double) times[RUNS / 2] / 1000;
}

static void
show (PostilDatabase *database, const char *what, Work work, const PostilFilter *filter, const char *match)
{
  guint n, n_limit;
  double time = measure (database, work, filter, match ? match : what, &n);

  if (match)
    {
      double limit = measure (database, ask_index, filter, match, &n_limit);

      printf ("%-44s %6u hits %9.2f ms  index alone %9.2f ms  x %.2f\n", what, n, time, limit, time / limit);
    }
  else
    printf ("%-44s %6u hits %9.2f ms\n", what, n, time);
}

/* What it costs that one article was read, once the count is known. */
static void
show_saved (PostilDatabase *database, const PostilFilter *filter)
{
  PostilHitCount count = { .query = "bench", .filter = filter };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 id = 1;
  gint64 times[RUNS];

  g_array_append_val (ids, id);
  postil_searches_count (database, &count, 1, NOW, NULL);
  for (int i = 0; i < RUNS; i++)
    {
      gint64 start;

      postil_articles_set_read (database, ids, i % 2, NULL, NULL);
      start = g_get_monotonic_time ();
      postil_searches_count (database, &count, 1, NOW, NULL);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, RUNS, sizeof times[0], compare_times);
  printf ("%-44s %6u hits %9.2f ms\n", "saved search after one article was read", count.n_all, (double) times[RUNS / 2] / 1000);
}

static PostilFilter *
both (PostilFilter *first, PostilFilter *second)
{
  PostilFilter *all = postil_filter_new (POSTIL_FILTER_ALL);

  postil_filter_add (all, first);
  postil_filter_add (all, second);
  return all;
}

static PostilFilter *
make_state (int state)
{
  PostilFilter *filter = postil_filter_new (POSTIL_FILTER_STATE);

  filter->number = state;
  return filter;
}

static PostilFilter *
make_money (double minimum, double maximum)
{
  PostilFilter *filter = postil_filter_new (POSTIL_FILTER_FIGURE);

  filter->figure.kind = POSTIL_FIGURE_MONEY;
  filter->figure.minimum = minimum;
  filter->figure.maximum = maximum;
  filter->figure.currency = g_strdup ("USD");
  return filter;
}

static void
run (PostilDatabase *database)
{
  static const char *const words[][2] = { { "word1", "\"word1\"" },       { "word50", "\"word50\"" },
                                          { "word7001", "\"word7001\"" }, { "word10 word20", "\"word10\" AND \"word20\"" },
                                          { "word70*", "\"word70\" *" },  { "wo*", "\"wo\" *" } };
  g_autoptr (PostilFilter) rare = make_money (9.9e11, 1e12);
  g_autoptr (PostilFilter) common = make_money (1e6, (double) NAN);
  g_autoptr (PostilFilter) unread = both (postil_filter_new_plain ("word50", FALSE), make_state (POSTIL_STATE_UNREAD));
  g_autoptr (PostilFilter) starred = both (postil_filter_new_plain ("word1", FALSE), make_state (POSTIL_STATE_STARRED));
  g_autoptr (PostilFilter) entity = postil_filter_new_text (POSTIL_FILTER_ENTITY, POSTIL_MATCH_PHRASE, "name 77");
  g_autoptr (PostilFilter) feed = postil_filter_new_text (POSTIL_FILTER_FEED, POSTIL_MATCH_PHRASE, "source 7");
  g_autoptr (PostilFilter) word = postil_filter_new_plain ("word50", FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (PostilFilter) filter = postil_filter_new_plain (words[i][0], FALSE);
      g_autofree char *newest = g_strconcat ("newest 50: ", words[i][0], NULL);
      g_autofree char *best = g_strconcat ("ranked 50: ", words[i][0], NULL);

      show (database, newest, search_newest, filter, words[i][1]);
      show (database, best, search_best, filter, NULL);
    }
  show (database, "newest 50: word50 is:unread", search_newest, unread, NULL);
  show (database, "newest 50: word1 is:starred (none is)", search_newest, starred, NULL);
  show (database, "newest 50: entity:\"name 77\"", search_newest, entity, NULL);
  show (database, "newest 50: feed:\"source 7\"", search_newest, feed, NULL);
  show (database, "newest 50: figure:usd>1m", search_newest, common, NULL);
  show (database, "newest 50: figure:usd990bn..1tn", search_newest, rare, NULL);
  show (database, "figures, newest 50: usd>1m", list_figures, common, NULL);
  show (database, "figures, newest 50: usd990bn..1tn", list_figures, rare, NULL);
  show_saved (database, word);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDatabase) database = NULL;
  gint64 n = 0;

  if (argc < 2)
    {
      fprintf (stderr, "usage: bench-search FOLDER [ARTICLES]\n");
      return 2;
    }
  database = postil_database_open (argv[1], &error);
  if (!database)
    g_error ("%s", error->message);
  postil_database_begin_job (database, NULL);
  if (!postil_connection_get_number (database->cache, "SELECT count (*) FROM article", &n, &error))
    g_error ("%s", error->message);
  if (n == 0)
    fill (database, argc > 2 ? (guint) atoi (argv[2]) : 10000);
  if (!postil_connection_get_number (database->cache, "SELECT count (*) FROM article", &n, &error))
    g_error ("%s", error->message);
  printf ("%" G_GINT64_FORMAT " articles\n", n);
  run (database);
  postil_database_end_job (database, TRUE);
  return 0;
}
