/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of articles: stubs that fill when asked, and changes told row by row. */
#include "config.h"

#include "library-client.h"

static void
wait_list (PostilArticleList *list)
{
  gboolean loading = TRUE;

  while (loading)
    {
      g_object_get (list, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
}

typedef struct
{
  guint n_changes;
  guint n_removed;
  guint n_added;
} Told;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Told *told)
{
  told->n_changes++;
  told->n_removed += removed;
  told->n_added += added;
  /* What is told must be there to be asked for, also between two changes. */
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (PostilArticleItem) item = g_list_model_get_item (model, i);

      g_assert_nonnull (item);
    }
  g_assert_null (g_list_model_get_item (model, g_list_model_get_n_items (model)));
}

static PostilArticle *
wait_article (PostilArticleItem *item)
{
  while (postil_article_item_get_article (item) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return postil_article_item_get_article (item);
}

static void
test_fill (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  g_autoptr (PostilArticleList) list = postil_article_list_new (client->library);
  g_autoptr (PostilArticleItem) item = NULL;
  g_autoptr (PostilArticleItem) same = NULL;
  guint n_unread = 0;

  postil_article_list_show (list, POSTIL_LIST_ALL, 0, NULL);
  wait_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, report->n_new);
  g_object_get (list, "n-unread", &n_unread, NULL);
  g_assert_cmpuint (n_unread, ==, report->n_new);
  item = g_list_model_get_item (G_LIST_MODEL (list), 2);
  same = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_true (item == same);
  g_assert_null (postil_article_item_get_article (item));
  g_assert_cmpint (wait_article (item)->id, ==, postil_article_item_get_id (item));
  g_assert_cmpuint (postil_article_list_find (list, postil_article_item_get_id (item)), ==, 2);
  g_assert_cmpuint (postil_article_list_find (list, 123456), ==, G_MAXUINT);
}

static void
test_changes (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  g_autoptr (PostilArticleList) list = postil_article_list_new (client->library);
  g_autoptr (PostilArticleItem) third = NULL;
  Told told = { 0 };
  gint64 ids[2];
  guint n = report->n_new;

  postil_article_list_show (list, POSTIL_LIST_UNREAD, 0, NULL);
  wait_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PostilArticleItem) item = g_list_model_get_item (G_LIST_MODEL (list), i == 0 ? 1 : 5);

      ids[i] = postil_article_item_get_id (item);
    }
  third = g_list_model_get_item (G_LIST_MODEL (list), 2);
  wait_article (third);
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &told);
  postil_library_set_read (client->library, ids, 2, TRUE);
  while (told.n_changes < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told.n_changes, ==, 2);
  g_assert_cmpuint (told.n_removed, ==, 2);
  g_assert_cmpuint (told.n_added, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n - 2);
  /* The row that stayed is the same object in its new place. */
  g_assert_cmpuint (postil_article_list_find (list, postil_article_item_get_id (third)), ==, 1);

  client_undo (client);
  while (told.n_added < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told.n_changes, ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
}

/* The row of an article that was opened stays where it is until the list is shown anew. */
static void
test_seen_stays (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  g_autoptr (PostilArticleList) list = postil_article_list_new (client->library);
  g_autoptr (PostilArticleItem) item = NULL;
  g_autoptr (PostilArticleItem) other = NULL;
  gint64 other_id;
  guint n = report->n_new;

  postil_article_list_show (list, POSTIL_LIST_UNREAD, 0, NULL);
  wait_list (list);
  item = g_list_model_get_item (G_LIST_MODEL (list), 3);
  other = g_list_model_get_item (G_LIST_MODEL (list), 2);
  other_id = postil_article_item_get_id (other);
  wait_article (item);
  postil_library_mark_seen (client->library, postil_article_item_get_id (item));
  while (!postil_article_item_get_article (item)->read)
    g_main_context_iteration (NULL, TRUE);
  wait_list (list);
  spin (200);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  g_assert_cmpuint (postil_article_list_find (list, postil_article_item_get_id (item)), ==, 3);
  g_assert_cmpuint (postil_article_list_next_unread (list, 2, FALSE), ==, 4);
  /* One before it goes: it moves up and stays behind the same row. */
  postil_library_set_read (client->library, &other_id, 1, TRUE);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n - 1);
  g_assert_cmpuint (postil_article_list_find (list, postil_article_item_get_id (item)), ==, 2);
  postil_article_list_show (list, POSTIL_LIST_UNREAD, 0, NULL);
  wait_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n - 2);
}

static void
test_record_changes (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "one.txt", "One headline\nA paragraph about Apple and one thing that is said here.\n");
  g_autoptr (PostilArticleList) list = postil_article_list_new (client->library);
  g_autoptr (PostilArticleItem) item = NULL;

  postil_article_list_show (list, POSTIL_LIST_ALL, 0, NULL);
  wait_list (list);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_false (wait_article (item)->starred);
  postil_library_set_starred (client->library, &id, 1, TRUE);
  while (!postil_article_item_get_article (item)->starred)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_search (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  g_autoptr (PostilArticleList) list = postil_article_list_new (client->library);
  g_autoptr (PostilArticleItem) item = NULL;
  g_autofree char *problem = NULL;
  guint n;

  g_assert_cmpuint (report->problems->len, ==, 0);
  postil_article_list_show (list, POSTIL_LIST_SEARCH, 0, "ByteDance");
  wait_list (list);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_cmpuint (n, >=, 2);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  wait_article (item);
  g_assert_nonnull (postil_article_item_get_snippet (item));
  /* Whatever is typed, it is no error. */
  postil_article_list_show (list, POSTIL_LIST_SEARCH, 0, "12% AND \"China (");
  wait_list (list);
  g_object_get (list, "error", &problem, NULL);
  g_assert_null (problem);
  /* The last of two questions is answered. */
  postil_article_list_show (list, POSTIL_LIST_SEARCH, 0, "nosuchword");
  postil_article_list_show (list, POSTIL_LIST_SEARCH, 0, "ByteDance");
  wait_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
}

static void
test_next_unread (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  g_autoptr (PostilArticleList) list = postil_article_list_new (client->library);
  gint64 ids[3];

  g_assert_cmpuint (report->n_new, >, 6);
  postil_article_list_show (list, POSTIL_LIST_ALL, 0, NULL);
  wait_list (list);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PostilArticleItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      ids[i] = postil_article_item_get_id (item);
    }
  g_assert_cmpuint (postil_article_list_next_unread (list, G_MAXUINT, FALSE), ==, 0);
  postil_library_set_read (client->library, ids, 3, TRUE);
  while (postil_article_list_next_unread (list, G_MAXUINT, FALSE) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (postil_article_list_next_unread (list, G_MAXUINT, FALSE), ==, 3);
  g_assert_cmpuint (postil_article_list_next_unread (list, 3, FALSE), ==, 4);
  g_assert_cmpuint (postil_article_list_next_unread (list, 3, TRUE), ==, G_MAXUINT);
  g_assert_cmpuint (postil_article_list_next_unread (list, G_MAXUINT, TRUE), ==, report->n_new - 1);
}

/* A list may be dropped with rows alive and questions under way. */
static void
test_dropped (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  PostilArticleList *list = postil_article_list_new (client->library);
  g_autoptr (PostilArticleItem) item = NULL;

  g_assert_cmpuint (report->problems->len, ==, 0);
  postil_article_list_show (list, POSTIL_LIST_ALL, 0, NULL);
  wait_list (list);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_null (postil_article_item_get_article (item));
  postil_article_list_show (list, POSTIL_LIST_UNREAD, 0, NULL);
  g_object_unref (list);
  spin (30);
  g_assert_cmpint (postil_article_item_get_id (item), >, 0);
}

#define ADD(name, function) g_test_add ("/library/article-list/" name, Client, NULL, client_set_up, function, client_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("fill", test_fill);
  ADD ("changes", test_changes);
  ADD ("seen-stays", test_seen_stays);
  ADD ("record-changes", test_record_changes);
  ADD ("search", test_search);
  ADD ("next-unread", test_next_unread);
  ADD ("dropped", test_dropped);
  return g_test_run ();
}
