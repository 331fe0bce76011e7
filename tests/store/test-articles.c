/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles, their versions and flags; lists and counts; analyses with their entities and figures; feeds and exports. */
#include "config.h"

#include "library-fixture.h"

#include "postil-analyses-table.h"
#include "postil-articles-table.h"
#include "postil-entities-table.h"
#include "postil-exports-table.h"
#include "postil-feeds-table.h"
#include "postil-figures-table.h"
#include "postil-lists-table.h"
#include "postil-maintenance.h"
#include "postil-notes-table.h"
#include "postil-search-table.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static void
assert_well (Library *library)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = postil_maintenance_check (library->database, FALSE, &error);

  g_assert_no_error (error);
  if (findings->len > 0)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, 0));
  g_assert_cmpuint (findings->len, ==, 0);
}

static GArray *
select_ids (Library *library, PostilSelection selection, PostilOrder order, const char *text, gint64 number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFilter) filter = postil_filter_new_plain (text ? text : "", FALSE);
  const PostilListQuery query = { .selection = selection, .number = number, .text = text, .filter = filter, .order = order };
  GArray *ids = postil_lists_articles (library->database, &query, &error);

  g_assert_no_error (error);
  return ids;
}

static void
assert_ids (Library *library, PostilSelection selection, const char *text, gint64 number, const char *expected)
{
  g_autoptr (GArray) ids = select_ids (library, selection, POSTIL_ORDER_NEWEST, text, number);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i ? " " : "", g_array_index (ids, gint64, i));
  g_assert_cmpstr (list->str, ==, expected);
}

static GArray *
one_id (gint64 id)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof id);

  g_array_append_val (ids, id);
  return ids;
}

static void
test_round_trip (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = make_article ("k1", "Grüße aus Köln");
  g_autoptr (PostilDocument) document = make_document ("Grüße aus Köln", "Ein Absatz.\nNoch einer.");
  g_autoptr (PostilDocument) read_document = NULL;
  g_autoptr (PostilArticle) read = NULL;
  PostilPutResult result = { 0 };

  article->byline = g_strdup ("A. Writer");
  article->language = g_strdup ("de");
  article->published_is_day = TRUE;
  article->updated = NOW - 5;
  article->sample = TRUE;
  article->starred = TRUE;
  g_assert_true (postil_articles_put (library->database, article, document, &result, &error));
  g_assert_cmpint (result.outcome, ==, POSTIL_PUT_NEW);
  read = postil_articles_get (library->database, result.id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->key, ==, "k1");
  g_assert_cmpint (read->feed_id, ==, 0);
  g_assert_cmpstr (read->source, ==, article->source);
  g_assert_cmpstr (read->title, ==, article->title);
  g_assert_cmpstr (read->byline, ==, article->byline);
  g_assert_cmpstr (read->url, ==, article->url);
  g_assert_cmpstr (read->summary, ==, article->summary);
  g_assert_cmpstr (read->language, ==, "de");
  g_assert_cmpint (read->published, ==, article->published);
  g_assert_true (read->published_is_day);
  g_assert_cmpint (read->updated, ==, article->updated);
  g_assert_cmpint (read->added, ==, NOW);
  g_assert_cmpuint (read->version, ==, 1);
  g_assert_cmpuint (read->words, ==, 7);
  g_assert_true (read->sample);
  g_assert_true (read->starred);
  g_assert_false (read->read);
  g_assert_cmpuint (read->n_chips, ==, 0);
  read_document = postil_articles_load_document (library->database, result.id, 0, &error);
  g_assert_cmpstr (postil_document_get_text (read_document), ==, postil_document_get_text (document));
  g_assert_cmpint (postil_articles_find (library->database, "k1", &error), ==, result.id);
  g_assert_cmpint (postil_articles_find_url (library->database, article->url, &error), ==, result.id);
  g_assert_cmpint (postil_articles_find (library->database, "k2", &error), ==, 0);
  g_assert_no_error (error);
  g_assert_null (postil_articles_get (library->database, 99, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
}

static void
test_versions (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put_article (library->database, "k1", "Title", "The first text mentions apples.");
  g_autoptr (PostilArticle) article = make_article ("k1", "Title");
  g_autoptr (PostilDocument) same = make_document ("Title", "The first text mentions apples.");
  g_autoptr (PostilDocument) other = make_document ("Title", "The second text mentions pears.");
  g_autoptr (PostilDocument) old = NULL;
  g_autoptr (PostilArticle) read = NULL;
  PostilPutResult result = { 0 };

  g_free (article->summary);
  article->summary = g_strdup ("New summary");
  g_assert_true (postil_articles_put (library->database, article, same, &result, &error));
  g_assert_cmpint (result.outcome, ==, POSTIL_PUT_KNOWN);
  g_assert_cmpuint (result.version, ==, 1);
  g_assert_true (postil_articles_put (library->database, article, other, &result, &error));
  g_assert_cmpint (result.outcome, ==, POSTIL_PUT_UPDATED);
  g_assert_cmpint (result.id, ==, id);
  read = postil_articles_get (library->database, id, &error);
  g_assert_cmpuint (read->version, ==, 2);
  g_assert_cmpstr (read->summary, ==, "New summary");
  old = postil_articles_load_document (library->database, id, 1, &error);
  g_assert_nonnull (strstr (postil_document_get_text (old), "apples"));
  assert_ids (library, POSTIL_SELECT_SEARCH, "apples", 0, "");
  assert_ids (library, POSTIL_SELECT_SEARCH, "pears", 0, "1");
  assert_well (library);
}

/* Whether an article is read is remembered by its key, beyond the cache. */
static void
test_flags_survive (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put_article (library->database, "k1", "Title", "Text");
  g_autoptr (GArray) ids = one_id (id);
  g_autoptr (GArray) changed = NULL;
  g_autoptr (GArray) unchanged = NULL;
  g_autoptr (PostilArticle) read = NULL;
  g_autofree char *path = library_path (library, "cache.db");

  put_article (library->database, "k2", "Other", "Text");
  g_assert_true (postil_articles_set_read (library->database, ids, TRUE, &changed, &error));
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_true (postil_articles_set_read (library->database, ids, TRUE, &unchanged, &error));
  g_assert_cmpuint (unchanged->len, ==, 0);
  g_assert_true (postil_articles_set_starred (library->database, ids, TRUE, NULL, &error));
  assert_ids (library, POSTIL_SELECT_UNREAD, NULL, 0, "2");
  assert_ids (library, POSTIL_SELECT_STARRED, NULL, 0, "1");
  postil_note_unref (put_note (library->database, "k1", "passage", ""));
  assert_ids (library, POSTIL_SELECT_ANNOTATED, NULL, 0, "1");

  library_close (library);
  g_assert_cmpint (g_unlink (path), ==, 0);
  library_open (library);
  id = put_article (library->database, "k1", "Title", "Text");
  read = postil_articles_get (library->database, id, &error);
  g_assert_true (read->read);
  g_assert_true (read->starred);
  g_assert_cmpuint (read->n_notes, ==, 1);
}

/* Another program changed notes.db: the next job sees it in the lists. */
static void
test_flags_of_others (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put_article (library->database, "k1", "Title", "Text");
  Library other = { library->directory, NULL };
  g_autoptr (GArray) ids = one_id (id);

  library_open (&other);
  g_assert_true (postil_articles_set_starred (other.database, ids, TRUE, NULL, &error));
  postil_note_unref (put_note (other.database, "k1", "passage", ""));
  library_close (&other);
  postil_database_end_job (library->database, TRUE);
  postil_database_begin_job (library->database, NULL);
  assert_ids (library, POSTIL_SELECT_STARRED, NULL, 0, "1");
  assert_ids (library, POSTIL_SELECT_ANNOTATED, NULL, 0, "1");
}

/* What the cache copied inside a transaction that is undone is copied again. */
static void
test_flags_after_rollback (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put_article (library->database, "k1", "Title", "Text");
  g_autoptr (GArray) ids = one_id (id);

  g_assert_true (postil_database_begin (library->database, POSTIL_DATABASE_CACHE, &error));
  g_assert_true (postil_articles_set_starred (library->database, ids, TRUE, NULL, &error));
  put_article (library->database, "k2", "Title", "Text");
  postil_database_rollback (library->database, POSTIL_DATABASE_CACHE);
  postil_database_end_job (library->database, FALSE);
  postil_database_begin_job (library->database, NULL);
  assert_ids (library, POSTIL_SELECT_ALL, NULL, 0, "1");
  assert_ids (library, POSTIL_SELECT_STARRED, NULL, 0, "1");
}

static gint64
put_in_feed (Library *library, const char *key, gint64 feed, gint64 published)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = make_article (key, key);
  g_autoptr (PostilDocument) document = make_document (key, "Text");
  PostilPutResult result = { 0 };

  article->feed_id = feed;
  article->published = published;
  postil_articles_put (library->database, article, document, &result, &error);
  g_assert_no_error (error);
  return result.id;
}

static void
test_lists (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFeedRow) feed = postil_feed_row_new ();
  const char *const tags[] = { "China/deal", NULL };
  g_autoptr (PostilNote) note = make_note ("old", "passage", "", tags);
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GArray) oldest = NULL;
  PostilListCounts counts = { 0 };
  gint64 feed_id;

  feed->url = g_strdup ("https://feed.example/rss");
  feed->title = g_strdup ("A feed");
  feed_id = postil_feeds_put (library->database, feed, &error);
  put_in_feed (library, "old", feed_id, NOW - 3 * DAY);
  put_in_feed (library, "new", feed_id, NOW - DAY);
  put_in_feed (library, "future", 0, NOW + 1000 * DAY);
  put_in_feed (library, "undated", 0, POSTIL_TIME_UNKNOWN);
  postil_note_unref (postil_notes_insert (library->database, note, NULL, &error));
  g_assert_no_error (error);

  assert_ids (library, POSTIL_SELECT_ALL, NULL, 0, "4 3 2 1");
  oldest = select_ids (library, POSTIL_SELECT_ALL, POSTIL_ORDER_OLDEST, NULL, 0);
  g_assert_cmpint (g_array_index (oldest, gint64, 0), ==, 1);
  assert_ids (library, POSTIL_SELECT_FEED, NULL, feed_id, "2 1");
  assert_ids (library, POSTIL_SELECT_FILES, NULL, 0, "4 3");
  assert_ids (library, POSTIL_SELECT_SAMPLES, NULL, 0, "");
  assert_ids (library, POSTIL_SELECT_SOURCE, "The Paper", 0, "4 3 2 1");
  assert_ids (library, POSTIL_SELECT_TAG, "china", 0, "1");
  assert_ids (library, POSTIL_SELECT_TAG, "CHINA/deal", 0, "1");
  assert_ids (library, POSTIL_SELECT_TAG, "none", 0, "");

  feeds = postil_lists_feeds (library->database, &error);
  g_assert_cmpuint (((PostilSourceCount *) g_ptr_array_index (feeds, 0))->n_unread, ==, 2);
  sites = postil_lists_sites (library->database, &error);
  g_assert_cmpuint (sites->len, ==, 1);
  g_assert_cmpuint (((PostilSourceCount *) g_ptr_array_index (sites, 0))->n_all, ==, 2);
  g_assert_true (postil_lists_counts (library->database, &counts, &error));
  g_assert_cmpuint (counts.n_articles, ==, 4);
  g_assert_cmpuint (counts.n_unread, ==, 4);
  g_assert_cmpuint (counts.n_annotated, ==, 1);
  g_assert_cmpuint (counts.n_notes, ==, 1);

  g_assert_true (postil_feeds_remove (library->database, feed_id, &error));
  assert_ids (library, POSTIL_SELECT_FILES, NULL, 0, "4 3 2 1");
}

/* "Apple paid Alibaba $5bn. Apple" with two entities and one figure */
static PostilAnalysis *
make_analysis (guint engine)
{
  PostilAnalysis *analysis = postil_analysis_new ("en", engine);
  const PostilMention mentions[] = { { 0, 5, 0, 1 }, { 11, 18, 1, 1 }, { 25, 30, 0, 1 } };
  PostilFigure figure;

  postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Apple Inc.");
  postil_analysis_add_entity (analysis, POSTIL_ENTITY_ORG, "Alibaba");
  for (gsize i = 0; i < G_N_ELEMENTS (mentions); i++)
    postil_analysis_add_mention (analysis, &mentions[i]);
  postil_figure_init (&figure);
  figure.start = 19;
  figure.end = 23;
  figure.kind = POSTIL_FIGURE_MONEY;
  figure.value = 5e9;
  g_strlcpy (figure.currency, "USD", sizeof figure.currency);
  figure.approx = g_strdup ("~");
  figure.claim.subject = g_strdup ("Apple Inc.");
  figure.claim.measure = g_strdup ("payment");
  postil_analysis_take_figure (analysis, &figure);
  postil_analysis_sort (analysis);
  return analysis;
}

static gint64
put_analysed (Library *library, const char *key, gint64 published)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = make_article (key, "Apple pays");
  g_autoptr (PostilDocument) document = make_document (NULL, "Apple paid Alibaba $5bn. Apple");
  g_autoptr (PostilAnalysis) analysis = make_analysis (1);
  PostilPutResult result = { 0 };

  article->published = published;
  postil_articles_put (library->database, article, document, &result, &error);
  g_assert_no_error (error);
  postil_analyses_put (library->database, result.id, document, analysis, &error);
  g_assert_no_error (error);
  return result.id;
}

static void
test_analysis (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  gint64 id = put_analysed (library, "k1", NOW - DAY);
  gint64 waiting = put_article (library->database, "k2", "Title", "Text");
  g_autoptr (PostilAnalysis) read = postil_analyses_load (library->database, id, &error);
  g_autoptr (PostilAnalysis) none = postil_analyses_load (library->database, waiting, &error);
  g_autoptr (PostilAnalysis) again = make_analysis (2);
  g_autoptr (PostilDocument) document = postil_articles_load_document (library->database, id, 0, &error);
  g_autoptr (PostilDocument) other = make_document (NULL, "Another text altogether, also long");
  g_autoptr (PostilArticle) article = postil_articles_get (library->database, id, &error);
  g_autoptr (GArray) queue = postil_articles_list_waiting (library->database, 2, 0, &error);
  g_autofree char *failure = NULL;
  gsize n = 0;

  g_assert_no_error (error);
  g_assert_null (none);
  postil_analysis_get_mentions (read, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (article->analysis, ==, POSTIL_ANALYSIS_DONE);
  g_assert_cmpuint (article->n_chips, ==, 2);
  g_assert_cmpstr (article->chip_names[0], ==, "Apple Inc.");
  g_assert_cmpint (article->chip_types[0], ==, POSTIL_ENTITY_ORG);
  g_assert_cmpstr (article->language, ==, "en");
  g_assert_cmpuint (queue->len, ==, 2);
  g_assert_cmpint (g_array_index (queue, gint64, 0), ==, waiting);
  g_assert_cmpuint (postil_articles_count_waiting (library->database, 1, &error), ==, 1);

  g_assert_false (postil_analyses_put (library->database, id, other, again, &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (postil_analyses_put (library->database, id, document, again, &error));
  g_assert_cmpint (ask_number (library->database->cache, "SELECT n_mentions FROM entity WHERE name = 'Apple Inc.'"), ==, 2);

  g_assert_true (postil_analyses_fail (library->database, waiting, "it ran out of time", &error));
  failure = postil_analyses_load_failure (library->database, waiting, &error);
  g_assert_cmpstr (failure, ==, "it ran out of time");
  g_assert_cmpuint (postil_articles_count_waiting (library->database, 2, &error), ==, 0);
  g_assert_true (postil_analyses_retry (library->database, waiting, &error));
  g_assert_cmpuint (postil_articles_count_waiting (library->database, 2, &error), ==, 1);
  assert_well (library);
}

static void
test_entities (Library *library, gconstpointer unused)
{
  GError *error = NULL;
  gint64 first = put_analysed (library, "k1", NOW - 15 * DAY);
  gint64 second = put_analysed (library, "k2", NOW - DAY);
  g_autoptr (GPtrArray) all = postil_entities_list (library->database, NULL, 0, &error);
  g_autoptr (GPtrArray) some = postil_entities_list (library->database, "ali", 5, &error);
  g_autoptr (GPtrArray) surfaces = postil_entities_list_surfaces (library->database, POSTIL_ENTITY_ORG, "Apple Inc.", &error);
  g_autoptr (GPtrArray) together = postil_entities_list_together (library->database, POSTIL_ENTITY_ORG, "Apple Inc.", 0, &error);
  g_autoptr (GArray) articles = postil_entities_list_articles (library->database, POSTIL_ENTITY_ORG, "Alibaba", &error);
  g_autoptr (PostilEntityCount) count = postil_entities_get (library->database, POSTIL_ENTITY_ORG, "Apple Inc.", &error);
  gint64 monday = 0;
  g_autoptr (GArray) weeks = postil_entities_list_weeks (library->database, POSTIL_ENTITY_ORG, "Apple Inc.", &monday, &error);
  g_autoptr (GArray) ids = one_id (first);
  PostilDay day;

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpuint (count->n_mentions, ==, 4);
  g_assert_cmpuint (count->n_articles, ==, 2);
  g_assert_cmpstr (((PostilSurfaceCount *) g_ptr_array_index (surfaces, 0))->surface, ==, "Apple");
  g_assert_cmpstr (((PostilEntityCount *) g_ptr_array_index (together, 0))->name, ==, "Alibaba");
  g_assert_cmpuint (((PostilEntityCount *) g_ptr_array_index (together, 0))->n_articles, ==, 2);
  g_assert_cmpint (g_array_index (articles, gint64, 0), ==, second);
  g_assert_cmpuint (weeks->len, ==, 3);
  g_assert_cmpuint (g_array_index (weeks, guint, 0), ==, 2);
  g_assert_cmpuint (g_array_index (weeks, guint, 1), ==, 0);
  g_assert_cmpuint (g_array_index (weeks, guint, 2), ==, 2);
  day = postil_time_to_day (monday);
  g_assert_cmpint (day.day, ==, 2); /* Monday 2 November 2026: the first article is of Thursday the 5th */
  g_assert_cmpint (day.month, ==, 11);
  g_assert_cmpint (NOW - 15 * DAY - monday, <, 7 * DAY);

  g_assert_true (postil_articles_remove (library->database, ids, &error));
  assert_well (library);
  g_assert_null (postil_entities_get (library->database, POSTIL_ENTITY_LOC, "Apple Inc.", &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (ask_number (library->database->cache, "SELECT count (*) FROM figure"), ==, 1);
  g_assert_cmpint (ask_number (library->database->cache, "SELECT n_articles FROM entity WHERE name = 'Alibaba'"), ==, 1);
}

static guint
count_figures (Library *library, const PostilFigureQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = postil_figures_list (library->database, query, &error);

  g_assert_no_error (error);
  return rows->len;
}

static void
test_figures (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put_analysed (library, "k1", NOW - DAY);
  PostilFigureQuery all = POSTIL_FIGURE_QUERY_INIT;
  PostilFigureQuery large = POSTIL_FIGURE_QUERY_INIT;
  PostilFigureQuery small = POSTIL_FIGURE_QUERY_INIT;
  PostilFigureQuery of_apple = POSTIL_FIGURE_QUERY_INIT;
  PostilFigureQuery percent = POSTIL_FIGURE_QUERY_INIT;
  g_autoptr (GPtrArray) rows = postil_figures_list (library->database, &all, &error);
  const PostilFigureRow *row = g_ptr_array_index (rows, 0);

  g_assert_no_error (error);
  g_assert_cmpint (row->article_id, ==, id);
  g_assert_cmpstr (row->surface, ==, "$5bn");
  g_assert_cmpstr (row->source, ==, "The Paper");
  g_assert_cmpstr (row->figure.currency, ==, "USD");
  g_assert_cmpstr (row->figure.approx, ==, "~");
  g_assert_cmpstr (row->figure.claim.measure, ==, "payment");
  g_assert_true (isnan (row->figure.low));
  large.minimum = 1e9;
  large.currency = "USD";
  g_assert_cmpuint (count_figures (library, &large), ==, 1);
  small.maximum = 1e9;
  g_assert_cmpuint (count_figures (library, &small), ==, 0);
  of_apple.subject = "APPLE INC.";
  of_apple.with_claim = TRUE;
  g_assert_cmpuint (count_figures (library, &of_apple), ==, 1);
  percent.kind = POSTIL_FIGURE_PERCENT;
  g_assert_cmpuint (count_figures (library, &percent), ==, 0);
}

static void
test_feeds (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFeedRow) row = postil_feed_row_new ();
  g_autoptr (PostilFeedRow) read = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const PostilSubscription subscription = { (char *) "https://feed.example/rss", NULL, (char *) "News", NOW };
  gint64 id;

  row->url = g_strdup ("https://feed.example/rss");
  row->title = g_strdup ("A feed");
  row->etag = g_strdup ("\"x\"");
  id = postil_feeds_put (library->database, row, &error);
  row->n_failures = 2;
  row->checked = NOW;
  row->address = g_strdup ("https://feed.example/new");
  row->skip_hours = 0xf0;
  row->is_local = TRUE;
  g_assert_cmpint (postil_feeds_put (library->database, row, &error), ==, id);
  read = postil_feeds_get (library->database, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->etag, ==, "\"x\"");
  g_assert_cmpuint (read->n_failures, ==, 2);
  g_assert_cmpint (read->checked, ==, NOW);
  g_assert_cmpint (read->next_check, ==, POSTIL_TIME_UNKNOWN);
  g_assert_cmpint (read->failing_since, ==, POSTIL_TIME_UNKNOWN);
  g_assert_cmpstr (read->address, ==, "https://feed.example/new");
  g_assert_cmpuint (read->skip_hours, ==, 0xf0);
  g_assert_true (read->is_local);
  g_assert_cmpint (postil_feeds_find (library->database, row->url, &error), ==, id);
  g_assert_true (postil_subscriptions_put (library->database, &subscription, &error));
  list = postil_subscriptions_list (library->database, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((PostilSubscription *) g_ptr_array_index (list, 0))->folder, ==, "News");
  g_assert_true (postil_subscriptions_remove (library->database, subscription.url, &error));
}

static void
test_feed_numbers (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilFeedRow) row = postil_feed_row_new ();
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GArray) plain = NULL;
  g_autoptr (GArray) starred = g_array_new (FALSE, FALSE, sizeof (gint64));
  const PostilFeedCount *count;
  gint64 kept = 2;

  row->url = g_strdup ("https://feed.example/rss");
  row->title = g_strdup ("A feed");
  row->id = postil_feeds_put (library->database, row, &error);
  put_in_feed (library, "one", row->id, NOW - DAY);
  put_in_feed (library, "two", row->id, NOW - DAY);
  g_array_append_val (starred, kept);
  g_assert_true (postil_articles_set_starred (library->database, starred, TRUE, NULL, &error));
  g_assert_true (postil_articles_set_read (library->database, starred, TRUE, NULL, &error));
  postil_database_end_job (library->database, TRUE);
  postil_database_begin_job (library->database, NULL);
  feeds = postil_feeds_list (library->database, TRUE, &error);
  g_assert_no_error (error);
  count = g_ptr_array_index (feeds, 0);
  g_assert_cmpstr (count->row->title, ==, "A feed");
  g_assert_cmpuint (count->n_articles, ==, 2);
  g_assert_cmpuint (count->n_unread, ==, 1);
  plain = postil_feeds_list_plain_articles (library->database, row->id, &error);
  g_assert_cmpuint (plain->len, ==, 1);
  g_assert_cmpint (g_array_index (plain, gint64, 0), ==, 1);
}

static guint
count_word (Library *library, const char *word)
{
  g_autoptr (PostilFilter) filter = postil_filter_new_plain (word, FALSE);

  return postil_search_count_articles (library->database, filter, NULL);
}

/* Listed at once, found once indexed, whatever happened to the text in between. */
static void
test_index_later (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilArticle) article = make_article ("k1", "Apple pays");
  g_autoptr (PostilDocument) first = make_document (NULL, "Apple paid Alibaba");
  g_autoptr (PostilDocument) second = make_document (NULL, "Apple paid Tencent");
  g_autoptr (GPtrArray) findings = NULL;
  PostilPutResult result = { 0 };
  guint n_indexed = 0;

  g_assert_true (postil_articles_put_for_later (library->database, article, first, &result, &error));
  assert_ids (library, POSTIL_SELECT_ALL, NULL, 0, "1");
  g_assert_cmpuint (count_word (library, "Alibaba"), ==, 0);
  g_assert_true (postil_articles_put_for_later (library->database, article, second, &result, &error));
  g_assert_cmpint (result.outcome, ==, POSTIL_PUT_UPDATED);
  g_assert_true (postil_articles_index_waiting (library->database, 10, &n_indexed, &error));
  g_assert_cmpuint (n_indexed, ==, 1);
  g_assert_cmpuint (count_word (library, "Alibaba"), ==, 0);
  g_assert_cmpuint (count_word (library, "Tencent"), ==, 1);
  g_assert_true (postil_articles_put_for_later (library->database, article, first, &result, &error));
  g_assert_cmpuint (count_word (library, "Tencent"), ==, 0);
  g_assert_true (postil_articles_put (library->database, article, second, &result, &error));
  g_assert_cmpuint (count_word (library, "Tencent"), ==, 1);
  g_assert_true (postil_articles_put_for_later (library->database, article, first, &result, &error));
  /* A check finds no fault in what waits. */
  findings = postil_maintenance_check (library->database, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_cmpuint (count_word (library, "Alibaba"), ==, 1);
  g_assert_true (postil_articles_index_waiting (library->database, 10, &n_indexed, &error));
  g_assert_cmpuint (n_indexed, ==, 0);
}

static void
test_exports (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  PostilExportRow row = { (char *) "/tmp/na\xefve.md", (char *) "k1", (char *) "h1", NOW };
  g_autoptr (PostilExportRow) read = NULL;
  g_autoptr (PostilExportRow) none = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (postil_exports_put (library->database, &row, &error));
  row.hash = (char *) "h2";
  g_assert_true (postil_exports_put (library->database, &row, &error));
  read = postil_exports_get (library->database, row.path, &error);
  g_assert_cmpstr (read->path, ==, row.path);
  g_assert_cmpstr (read->hash, ==, "h2");
  list = postil_exports_list_article (library->database, "k1", &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_true (postil_exports_remove (library->database, row.path, &error));
  none = postil_exports_get (library->database, row.path, &error);
  g_assert_no_error (error);
  g_assert_null (none);
}

/* Removing an article takes nothing of the reader's with it. */
static void
test_removal (Library *library, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 id = put_article (library->database, "k1", "Title", "Some text");
  g_autoptr (PostilNote) note = put_note (library->database, "k1", "passage", "");
  g_autoptr (PostilNote) kept = NULL;
  g_autoptr (GArray) ids = one_id (id);

  g_assert_true (postil_articles_remove (library->database, ids, &error));
  g_assert_true (postil_articles_remove (library->database, ids, &error));
  assert_ids (library, POSTIL_SELECT_ALL, NULL, 0, "");
  assert_ids (library, POSTIL_SELECT_SEARCH, "some", 0, "");
  kept = postil_notes_get (library->database, &note->id, &error);
  g_assert_no_error (error);
  assert_well (library);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/store/articles/" path, Library, NULL, library_set_up, function, library_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("versions", test_versions);
  ADD ("flags-survive", test_flags_survive);
  ADD ("flags-of-others", test_flags_of_others);
  ADD ("flags-after-rollback", test_flags_after_rollback);
  ADD ("lists", test_lists);
  ADD ("analysis", test_analysis);
  ADD ("entities", test_entities);
  ADD ("figures", test_figures);
  ADD ("feeds", test_feeds);
  ADD ("feed-numbers", test_feed_numbers);
  ADD ("index-later", test_index_later);
  ADD ("exports", test_exports);
  ADD ("removal", test_removal);
  return g_test_run ();
}
