/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions of a search, by themselves and joined: against what is known of a small library, and window against window. */
#include "config.h"

#include "library-fixture.h"

#include "postil-analyses-table.h"
#include "postil-articles-table.h"
#include "postil-feeds-table.h"
#include "postil-figures-table.h"
#include "postil-notes-table.h"
#include "postil-search-table.h"
#include "postil-searches-table.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *key;
  const char *source;
  const char *title;
  const char *text;
  int days_ago;
  gboolean read;
} Text;

static void
put_one (Library *library, const Text *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = make_article (text->key, text->title);
  g_autoptr (PostilDocument) document = make_document (text->title, text->text);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  PostilPutResult result = { 0 };

  g_free (article->source);
  article->source = g_strdup (text->source);
  g_free (article->byline);
  article->byline = g_strdup (text->days_ago % 2 ? "Zoë Müller" : "Lin Wei");
  g_free (article->language);
  article->language = g_strdup (text->days_ago % 3 ? "en" : "de-AT");
  article->published = NOW - text->days_ago * DAY;
  g_assert_true (postil_articles_put (library->database, article, document, &result, &error));
  g_assert_no_error (error);
  g_array_append_val (ids, result.id);
  if (text->read)
    g_assert_true (postil_articles_set_read (library->database, ids, TRUE, NULL, &error));
}

/* Marks "Acme" and one amount of money in an article. */
static void
put_facts (Library *library, gint64 id, double value, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilDocument) document = postil_articles_load_document (library->database, id, 1, &error);
  g_autoptr (PostilAnalysis) analysis = postil_analysis_new ("en", 1);
  const guint entity = postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Acme Corporation");
  const PostilMention mention = { 0, 4, entity, 1 };
  PostilFigure figure;

  postil_figure_init (&figure);
  figure.start = 0;
  figure.end = 4;
  figure.kind = POSTIL_FIGURE_MONEY;
  figure.value = value;
  g_strlcpy (figure.currency, currency, sizeof figure.currency);
  figure.claim.measure = g_strdup ("AI Investment");
  postil_analysis_add_mention (analysis, &mention);
  postil_analysis_take_figure (analysis, &figure);
  g_assert_true (postil_analyses_put (library->database, id, document, analysis, &error));
  g_assert_no_error (error);
}

static void
set_up (Library *library, gconstpointer unused)
{
  static const char *const tags[] = { "china/deals", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) tagged = NULL;
  g_autoptr (PostilNote) plain = NULL;
  g_autoptr (PostilNote) kept G_GNUC_UNUSED = NULL;
  g_autoptr (PostilNote) stored G_GNUC_UNUSED = NULL;

  library_set_up (library, unused);
  put_one (library, &(Text){ "k1", "Pacific Wire", "Acme in China", "Acme sells apples in Peking.", 1, FALSE });
  put_one (library, &(Text){ "k2", "Pacific Wire", "Pears from Rome", "Nobody sells pears like Acme.", 8, TRUE });
  put_one (library, &(Text){ "k3", "Baltic Courier", "Apples and pears", "They cost more in Zürich.", 30, FALSE });
  put_one (library, &(Text){ "k4", "Baltic Courier", "Quiet day", "Nothing was sold.", 400, TRUE });
  put_facts (library, 1, 2e9, "USD");
  put_facts (library, 2, 5e6, "EUR");
  tagged = make_note ("k2", "pears", "why so dear?", tags);
  tagged->color = 3;
  kept = postil_notes_insert (library->database, tagged, NULL, &error);
  g_assert_no_error (error);
  plain = make_note ("k3", "Zürich", "ask Lin", NULL);
  g_free (plain->article_title);
  plain->article_title = g_strdup ("Apples and pears");
  stored = postil_notes_insert (library->database, plain, NULL, &error);
  g_assert_no_error (error);
}

static char *
list (const GArray *ids)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index (ids, gint64, i));
  return g_string_free (out, FALSE);
}

/* filter: (transfer full) */
static void
assert_articles (Library *library, PostilFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) owned G_GNUC_UNUSED = filter;
  const PostilSearchQuery query = { .filter = filter };
  g_autoptr (GArray) ids = postil_search_article_ids (library->database, &query, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = list (ids);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (postil_search_count_articles (library->database, filter, &error), ==, ids->len);
}

static void
assert_notes (Library *library, PostilFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) owned G_GNUC_UNUSED = filter;
  const PostilSearchQuery query = { .filter = filter };
  g_autoptr (GPtrArray) rows = postil_search_notes (library->database, &query, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (found, "%s%s", i ? " " : "", ((PostilSearchRow *) g_ptr_array_index (rows, i))->note->quote);
  g_assert_cmpstr (found->str, ==, expected);
}

static PostilFilter *
text (PostilFilterKind kind, const char *words)
{
  return postil_filter_new_text (kind, POSTIL_MATCH_PHRASE, words);
}

static PostilFilter *
state (int number)
{
  PostilFilter *filter = postil_filter_new (POSTIL_FILTER_STATE);

  filter->number = number;
  return filter;
}

static PostilFilter *
since (int days)
{
  PostilFilter *filter = postil_filter_new (POSTIL_FILTER_TIME);

  filter->from = NOW - days * DAY;
  filter->number = 1;
  return filter;
}

static PostilFilter *
money (double minimum, const char *currency)
{
  PostilFilter *filter = postil_filter_new (POSTIL_FILTER_FIGURE);

  filter->figure.kind = POSTIL_FIGURE_MONEY;
  filter->figure.minimum = minimum;
  filter->figure.currency = g_strdup (currency);
  return filter;
}

static PostilFilter *
join (PostilFilterKind kind, PostilFilter *first, PostilFilter *second)
{
  PostilFilter *filter = postil_filter_new (kind);

  postil_filter_add (filter, first);
  if (second)
    postil_filter_add (filter, second);
  return filter;
}

static void
test_articles (Library *library, gconstpointer unused)
{
  assert_articles (library, text (POSTIL_FILTER_TITLE, "pears"), "3 2");
  assert_articles (library, text (POSTIL_FILTER_AUTHOR, "muller"), "1");
  assert_articles (library, text (POSTIL_FILTER_FEED, "WIRE"), "2 1");
  assert_articles (library, text (POSTIL_FILTER_LANGUAGE, "DE"), "3");
  assert_articles (library, text (POSTIL_FILTER_ENTITY, "acme corporation"), "2 1");
  assert_articles (library, text (POSTIL_FILTER_CLAIM, "ai investment"), "2 1");
  assert_articles (library, text (POSTIL_FILTER_TAG, "china"), "2");
  assert_articles (library, text (POSTIL_FILTER_TAG, "chin"), "");
  assert_articles (library, text (POSTIL_FILTER_NOTE, "dear"), "2");
  assert_articles (library, state (POSTIL_STATE_UNREAD), "3 1");
  assert_articles (library, state (POSTIL_STATE_READ), "4 2");
  assert_articles (library, state (POSTIL_STATE_ANNOTATED), "3 2");
  assert_articles (library, state (POSTIL_STATE_TRASHED), "");
  assert_articles (library, since (10), "2 1");
  assert_articles (library, money (1e9, NULL), "1");
  assert_articles (library, money (1e6, NULL), "2 1");
  assert_articles (library, money (1e6, "EUR"), "2");
  assert_articles (library, money ((double) NAN, "GBP"), "");
}

static void
test_joined (Library *library, gconstpointer unused)
{
  assert_articles (library, join (POSTIL_FILTER_NOT, text (POSTIL_FILTER_WORDS, "apples"), NULL), "4 2");
  assert_articles (library, join (POSTIL_FILTER_ALL, text (POSTIL_FILTER_WORDS, "acme"), state (POSTIL_STATE_UNREAD)), "1");
  assert_articles (library, join (POSTIL_FILTER_ANY, text (POSTIL_FILTER_WORDS, "quiet"), state (POSTIL_STATE_UNREAD)), "4 3 1");
  assert_articles (library,
                   join (POSTIL_FILTER_ALL, text (POSTIL_FILTER_WORDS, "sells"),
                         join (POSTIL_FILTER_NOT, text (POSTIL_FILTER_FEED, "wire"), NULL)),
                   "");
  assert_articles (library,
                   join (POSTIL_FILTER_ALL, join (POSTIL_FILTER_NOT, text (POSTIL_FILTER_WORDS, "apples"), NULL),
                         text (POSTIL_FILTER_WORDS, "sells")),
                   "2");
  /* What has no letter says nothing, here as there. */
  assert_articles (library, join (POSTIL_FILTER_ALL, text (POSTIL_FILTER_WORDS, "%"), state (POSTIL_STATE_UNREAD)), "3 1");
  assert_articles (library, text (POSTIL_FILTER_WORDS, "%"), "");
}

static void
test_notes (Library *library, gconstpointer unused)
{
  PostilFilter *blue = postil_filter_new (POSTIL_FILTER_COLOR);

  blue->number = 3;
  assert_notes (library, blue, "pears");
  assert_notes (library, text (POSTIL_FILTER_TAG, "china/deals"), "pears");
  assert_notes (library, text (POSTIL_FILTER_TITLE, "apples"), "Zürich");
  assert_notes (library, text (POSTIL_FILTER_FEED, "baltic"), "Zürich");
  assert_notes (library, state (POSTIL_STATE_UNREAD), "Zürich");
  assert_notes (library, state (POSTIL_STATE_ORPHAN), "");
  assert_notes (library, since (10), "pears");
  assert_notes (library, text (POSTIL_FILTER_NOTE, "lin"), "Zürich");
  assert_notes (library,
                join (POSTIL_FILTER_ALL, text (POSTIL_FILTER_WORDS, "dear"), text (POSTIL_FILTER_ENTITY, "Acme Corporation")),
                "pears");
}

/* Notes in the trash are hits only where the trash is asked for. */
static void
test_trash (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  PostilNotesQuery all = { .article_key = "k2" };
  g_autoptr (GPtrArray) notes = postil_notes_list (library->database, &all, &error);
  const PostilNote *note = g_ptr_array_index (notes, 0);

  g_assert_true (postil_notes_set_deleted (library->database, &note->id, TRUE, NOW, &error));
  g_assert_no_error (error);
  assert_notes (library, text (POSTIL_FILTER_TAG, "china"), "");
  assert_notes (library, state (POSTIL_STATE_TRASHED), "pears");
  assert_articles (library, text (POSTIL_FILTER_TAG, "china"), "");
  assert_articles (library, state (POSTIL_STATE_TRASHED), "2");
}

static PostilFilter *
random_filter (GRand *random, int depth)
{
  static const char *const words[] = { "apples", "pears", "acme", "sells", "nothing", "zurich", "%" };
  PostilFilter *filter;

  switch (g_rand_int_range (random, depth > 0 ? 0 : 3, 10))
    {
    case 0:
    case 1:
      filter = postil_filter_new (g_rand_boolean (random) ? POSTIL_FILTER_ALL : POSTIL_FILTER_ANY);
      for (int i = g_rand_int_range (random, 1, 4); i > 0; i--)
        postil_filter_add (filter, random_filter (random, depth - 1));
      return filter;
    case 2:
      return join (POSTIL_FILTER_NOT, random_filter (random, depth - 1), NULL);
    case 3:
      return text (POSTIL_FILTER_TITLE, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
    case 4:
      return state (g_rand_int_range (random, 0, POSTIL_N_FILTER_STATES));
    case 5:
      return since (g_rand_int_range (random, 0, 500));
    case 6:
      return money (g_rand_double_range (random, 1, 3e9), NULL);
    case 7:
      return text (POSTIL_FILTER_TAG, "china");
    default:
      return text (POSTIL_FILTER_WORDS, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
    }
}

/* Two ways to the same answer: all hits at once, gathered and walked, and each article asked by itself. */
static void
test_one_by_one (Library *library, gconstpointer unused)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int i = 0; i < 400; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilFilter) filter = random_filter (random, 3);
      const PostilSearchQuery query = { .filter = filter };
      const PostilSearchQuery ranked = { .filter = filter, .rank = TRUE };
      g_autoptr (GArray) ids = postil_search_article_ids (library->database, &query, &error);
      g_autoptr (GArray) best = postil_search_article_ids (library->database, &ranked, &error);
      g_autoptr (GArray) singly = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autofree char *at_once = NULL;
      g_autofree char *one_by_one = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (best->len, ==, ids->len);
      for (gint64 id = 4; id >= 1; id--)
        {
          gboolean hit = FALSE;

          g_assert_true (postil_search_matches (library->database, filter, id, &hit, &error));
          if (hit)
            g_array_append_val (singly, id);
        }
      at_once = list (ids);
      one_by_one = list (singly);
      g_assert_cmpstr (at_once, ==, one_by_one);
    }
}

static void
assert_count (Library *library, const char *name, const PostilFilter *filter, guint n_all, guint n_unread)
{
  g_autoptr (GError) error = NULL;
  PostilHitCount count = { .query = name, .filter = filter };

  g_assert_true (postil_searches_count (library->database, &count, 1, NOW, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count.n_all, ==, n_all);
  g_assert_cmpuint (count.n_unread, ==, n_unread);
}

/* A count follows every change without counting the library anew, and agrees with a search each time. */
static void
test_counts_follow (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) acme = text (POSTIL_FILTER_WORDS, "acme");
  g_autoptr (PostilFilter) others = join (POSTIL_FILTER_NOT, text (POSTIL_FILTER_WORDS, "acme"), NULL);
  g_autoptr (PostilFilter) tagged = text (POSTIL_FILTER_TAG, "later");
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  static const char *const tags[] = { "later", NULL };
  const gint64 id = 1;
  g_autoptr (PostilNote) note = make_note ("k4", "sold", "", tags);
  g_autoptr (PostilNote) stored = NULL;

  g_array_append_val (first, id);
  assert_count (library, "acme", acme, 2, 1);
  g_assert_true (postil_articles_set_read (library->database, first, TRUE, NULL, &error));
  assert_count (library, "acme", acme, 2, 0);
  g_assert_true (postil_articles_set_read (library->database, first, FALSE, NULL, &error));
  put_one (library, &(Text){ "k5", "Pacific Wire", "Acme again", "More of it.", 0, FALSE });
  assert_count (library, "acme", acme, 3, 2);
  g_assert_true (postil_articles_remove (library->database, first, &error));
  assert_count (library, "acme", acme, 2, 1);
  assert_count (library, "-acme", others, 2, 1);
  put_one (library, &(Text){ "k6", "Pacific Wire", "Rain", "It rained.", 0, FALSE });
  assert_count (library, "-acme", others, 3, 2);
  assert_count (library, "tag:later", tagged, 0, 0);
  stored = postil_notes_insert (library->database, note, NULL, &error);
  g_assert_no_error (error);
  assert_count (library, "tag:later", tagged, 1, 0);
  g_assert_true (postil_notes_set_deleted (library->database, &stored->id, TRUE, NOW, &error));
  assert_count (library, "tag:later", tagged, 0, 0);
}

static void
test_saved (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSavedSearch) first = postil_saved_search_new ("Deals", "tag:china is:unread");
  g_autoptr (PostilSavedSearch) second = postil_saved_search_new ("Money", "figure:>10bn");
  g_autoptr (GPtrArray) searches = NULL;
  gint64 id = postil_searches_put (library->database, first, &error);

  g_assert_no_error (error);
  g_assert_cmpint (postil_searches_put (library->database, second, &error), >, id);
  g_assert_true (postil_searches_set_removed (library->database, id, TRUE, &error));
  g_assert_false (postil_searches_set_removed (library->database, id, TRUE, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (postil_searches_set_removed (library->database, id, FALSE, &error));
  searches = postil_searches_list (library->database, &error);
  g_assert_cmpuint (searches->len, ==, 2);
  g_assert_cmpstr (((PostilSavedSearch *) g_ptr_array_index (searches, 0))->name, ==, "Deals");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/filter/articles", Library, NULL, set_up, test_articles, library_tear_down);
  g_test_add ("/filter/joined", Library, NULL, set_up, test_joined, library_tear_down);
  g_test_add ("/filter/notes", Library, NULL, set_up, test_notes, library_tear_down);
  g_test_add ("/filter/trash", Library, NULL, set_up, test_trash, library_tear_down);
  g_test_add ("/filter/one-by-one", Library, NULL, set_up, test_one_by_one, library_tear_down);
  g_test_add ("/filter/counts-follow", Library, NULL, set_up, test_counts_follow, library_tear_down);
  g_test_add ("/filter/saved", Library, NULL, set_up, test_saved, library_tear_down);
  return g_test_run ();
}
