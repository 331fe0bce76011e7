/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to a library of samples: search in articles and notes, sources, an entity's card, lists of facts. */
#include "config.h"

#include "library-client.h"

#include "postil-library-error.h"
#include "postil-library-searches.h"

#include <string.h>

static void
set_up (Client *client, gconstpointer data)
{
  g_autoptr (PostilImportReport) report = NULL;

  client_set_up (client, data);
  report = client_import_samples (client);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static GPtrArray *
search (Client *client, const char *query, guint limit, gboolean rank)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *hits;

  postil_library_search_async (client->library, query, limit,
                               POSTIL_SEARCH_TYPING | (rank ? POSTIL_SEARCH_BEST : POSTIL_SEARCH_NEWEST), NULL, answer_cb,
                               &answer);
  hits = postil_library_search_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return hits;
}

static PostilArticle *
find_first (Client *client, const char *query)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) articles = NULL;

  postil_library_list_articles_async (client->library, query, 1, answer_cb, &answer);
  articles = postil_library_list_articles_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (articles->len, ==, 1);
  return postil_article_ref (g_ptr_array_index (articles, 0));
}

static void
test_search (Client *client, gconstpointer unused)
{
  g_autoptr (PostilArticle) article = find_first (client, "ByteDance");
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, article->id, "ByteDance", "zebra stripes");
  g_autoptr (GPtrArray) all = search (client, "ByteDance", 0, FALSE);
  g_autoptr (GPtrArray) three = search (client, "ByteDance", 3, FALSE);
  g_autoptr (GPtrArray) ranked = search (client, "ByteDance", 5, TRUE);
  g_autoptr (GPtrArray) words = search (client, "zebra", 0, FALSE);
  g_autoptr (GPtrArray) typing = search (client, "zeb", 0, FALSE);
  g_autoptr (GPtrArray) whole = search (client, "zeb ", 0, FALSE);
  g_autoptr (GPtrArray) beginning = search (client, "ByteD*", 0, FALSE);
  g_autoptr (GPtrArray) nothing = search (client, "", 0, FALSE);
  const PostilSearchHit *hit;

  g_assert_cmpuint (all->len, >=, 4);
  g_assert_cmpuint (three->len, ==, 3);
  g_assert_cmpuint (ranked->len, <=, 5);
  g_assert_cmpuint (beginning->len, >=, all->len);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (words->len, ==, 1);
  g_assert_cmpuint (typing->len, ==, 1);
  g_assert_cmpuint (whole->len, ==, 0);
  hit = g_ptr_array_index (words, 0);
  g_assert_true (hit->is_note);
  g_assert_cmpint (hit->article_id, ==, article->id);
  g_assert_cmpstr (hit->title, ==, article->title);
  g_assert_nonnull (strstr (hit->snippet, "\xee\x80\x80zebra\xee\x80\x81"));
  /* The newest is the note that was just made; then articles by their dates. */
  g_assert_true (((PostilSearchHit *) g_ptr_array_index (all, 0))->is_note);
  for (guint i = 2; i < all->len; i++)
    g_assert_cmpint (((PostilSearchHit *) g_ptr_array_index (all, i - 1))->published, >=,
                     ((PostilSearchHit *) g_ptr_array_index (all, i))->published);
}

/* Whatever is typed has an answer. */
static void
test_anything_typed (Client *client, gconstpointer unused)
{
  const char *const queries[]
      = { "\"", "AND", "a AND", "x:y", "^", "NEAR(", "-x", "C++", "12%", "O'Neil", "(", "China\"", "*", "字节", "  ", "\"\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GPtrArray) hits = search (client, queries[i], 10, FALSE);
      g_autoptr (GPtrArray) notes = client_list_notes (client, queries[i], TRUE);

      g_assert_nonnull (hits);
      g_assert_nonnull (notes);
    }
}

static void
test_cancelled (Client *client, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_search_async (client->library, "ByteDance", 0, POSTIL_SEARCH_NEWEST, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_null (postil_library_search_finish (client->library, await (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_card (Client *client, gconstpointer unused)
{
  g_auto (Answer) known = { NULL };
  g_auto (Answer) unknown = { NULL };
  g_autoptr (PostilEntityFacts) card = NULL;
  g_autoptr (GError) error = NULL;
  guint n_mentions = 0;

  client_await_analysis (client);
  postil_library_load_entity_async (client->library, POSTIL_ENTITY_ORG, "ByteDance", NULL, answer_cb, &known);
  card = postil_library_load_entity_finish (client->library, await (&known), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (card->name, ==, "ByteDance");
  g_assert_cmpuint (card->n_articles, >=, 4);
  g_assert_cmpuint (card->n_mentions, >=, card->n_articles);
  g_assert_cmpuint (card->n_weeks, >=, 2);
  for (guint i = 0; i < card->n_weeks; i++)
    n_mentions += card->weeks[i];
  g_assert_cmpuint (n_mentions, <=, card->n_mentions);
  g_assert_cmpuint (card->together->len, >=, 1);
  postil_library_load_entity_async (client->library, POSTIL_ENTITY_PER, "Nobody At All", NULL, answer_cb, &unknown);
  g_assert_null (postil_library_load_entity_finish (client->library, await (&unknown), &error));
  g_assert_nonnull (error);
}

static void
test_facts (Client *client, gconstpointer unused)
{
  const PostilFactQuery apple = { .query = "apple org" };
  const PostilFactQuery money = { .query = "22 BILLION", .limit = 5 };
  g_auto (Answer) listing_entities = { NULL };
  g_auto (Answer) listing_figures = { NULL };
  g_autoptr (GPtrArray) entities = NULL;
  g_autoptr (GPtrArray) figures = NULL;
  g_autoptr (GError) error = NULL;

  client_await_analysis (client);
  postil_library_list_entities_async (client->library, &apple, answer_cb, &listing_entities);
  entities = postil_library_list_entities_finish (client->library, await (&listing_entities), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entities->len, >=, 1);
  g_assert_cmpstr (((PostilEntityRow *) g_ptr_array_index (entities, 0))->name, ==, "Apple");
  postil_library_list_figures_async (client->library, &money, answer_cb, &listing_figures);
  figures = postil_library_list_figures_finish (client->library, await (&listing_figures), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figures->len, <=, 5);
}

static void
test_resolve (Client *client, gconstpointer unused)
{
  g_autoptr (PostilArticle) article = find_first (client, "ByteDance");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, article->id);
  g_autofree char *beginning = g_strndup (article->key, 10);
  const char *const names[] = { id, article->key, beginning, "0000000000", "77777", "abc" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (Answer) answer = { NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (PostilArticle) found = NULL;

      postil_library_resolve_article_async (client->library, names[i], answer_cb, &answer);
      found = postil_library_resolve_article_finish (client->library, await (&answer), &error);
      g_assert_true ((found != NULL) == (i < 3));
      g_assert_true ((error == NULL) == (i < 3));
      if (found != NULL)
        g_assert_cmpint (found->id, ==, article->id);
    }
}

static PostilSources *
load_sources (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilSources *sources;

  postil_library_load_sources_async (client->library, NULL, answer_cb, &answer);
  sources = postil_library_load_sources_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return sources;
}

static gint64
save (Client *client, const PostilSavedSearch *search, GError **error)
{
  g_auto (Answer) answer = { NULL };

  postil_library_save_search_async (client->library, search, NULL, answer_cb, &answer);
  return postil_library_save_search_finish (client->library, await (&answer), error);
}

static void
undo (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_undo_async (client->library, answer_cb, &answer);
  g_assert_true (postil_library_undo_finish (client->library, await (&answer), &error));
  g_assert_no_error (error);
}

/* A saved search is counted among the sources, what is read leaves its unread ones, and what was removed can be brought back. */
static void
test_saved (Client *client, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilSavedSearch) search = postil_saved_search_new (" ByteDance ", "ByteDance -is:trashed");
  g_autoptr (PostilSavedSearch) nonsense = postil_saved_search_new ("Nonsense", "is:nonsense");
  g_autoptr (PostilArticle) article = find_first (client, "ByteDance");
  g_autoptr (PostilSources) before = NULL;
  g_autoptr (PostilSources) after = NULL;
  g_autoptr (PostilSources) without = NULL;
  g_autoptr (PostilSources) again = NULL;
  g_auto (Answer) answer = { NULL };
  const PostilSource *first;
  gint64 id = save (client, search, &error);

  g_assert_no_error (error);
  g_assert_cmpint (save (client, nonsense, &error), ==, 0);
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_QUERY);
  g_clear_error (&error);
  before = load_sources (client);
  g_assert_cmpuint (before->searches->len, ==, 1);
  first = g_ptr_array_index (before->searches, 0);
  g_assert_cmpstr (first->name, ==, "ByteDance");
  g_assert_cmpint (first->feed_id, ==, id);
  g_assert_cmpuint (first->n_all, >, 1);
  postil_library_set_read (client->library, &article->id, 1, !article->read);
  after = load_sources (client);
  g_assert_cmpint (((PostilSource *) g_ptr_array_index (after->searches, 0))->n_unread, ==,
                   (int) first->n_unread + (article->read ? 1 : -1));
  postil_library_remove_search_async (client->library, id, NULL, answer_cb, &answer);
  g_assert_true (postil_library_remove_search_finish (client->library, await (&answer), &error));
  g_assert_no_error (error);
  without = load_sources (client);
  g_assert_cmpuint (without->searches->len, ==, 0);
  undo (client);
  again = load_sources (client);
  g_assert_cmpint (((PostilSource *) g_ptr_array_index (again->searches, 0))->feed_id, ==, id);
}

#define ADD(name, function) g_test_add ("/library/search/" name, Client, NULL, set_up, function, client_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("search", test_search);
  ADD ("anything-typed", test_anything_typed);
  ADD ("cancelled", test_cancelled);
  ADD ("card", test_card);
  ADD ("facts", test_facts);
  ADD ("resolve", test_resolve);
  ADD ("saved", test_saved);
  return g_test_run ();
}
