/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing: the sample library, everything a person may drop on a window, and articles that come again changed. */
#include "config.h"

#include "library-client.h"
#include "postil-anchor.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_samples (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) first = client_import_samples (client);
  g_autoptr (PostilImportReport) again = NULL;
  g_auto (Answer) answer = { NULL };
  g_autoptr (PostilSources) sources = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (first->problems->len, ==, 0);
  g_assert_cmpuint (first->n_new, >=, 10);
  /* One article comes twice, edited. */
  g_assert_cmpuint (first->n_updated, ==, 1);

  again = client_import_samples (client);
  g_assert_cmpuint (again->n_new, ==, 0);
  g_assert_cmpuint (again->n_updated, ==, 0);
  g_assert_cmpuint (again->n_known, ==, first->n_new + first->n_updated);

  postil_library_load_sources_async (client->library, NULL, answer_cb, &answer);
  sources = postil_library_load_sources_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->n_articles, ==, first->n_new);
  g_assert_cmpuint (sources->n_samples, ==, first->n_new);
  g_assert_cmpuint (sources->n_unread, ==, first->n_new);
  g_assert_cmpuint (sources->sources->len, >=, 3);
}

static void
test_samples_leave (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  g_autoptr (PostilNote) note G_GNUC_UNUSED
      = client_annotate (client, g_array_index (report->article_ids, gint64, 1), "ByteDance", "stays");
  g_auto (Answer) removal = { NULL };
  g_auto (Answer) listing = { NULL };
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (GError) error = NULL;

  postil_library_remove_samples_async (client->library, answer_cb, &removal);
  g_assert_true (postil_library_remove_samples_finish (client->library, await (&removal), &error));
  g_assert_no_error (error);
  notes = client_list_notes (client, NULL, FALSE);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (postil_library_get_undo_label (client->library), ==, "Remove the samples");

  client_undo (client);
  postil_library_list_articles_async (client->library, NULL, 0, answer_cb, &listing);
  articles = postil_library_list_articles_finish (client->library, await (&listing), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (articles->len, ==, report->n_new);
}

/* --- what is no article --- */

static void
assert_refused (Client *client, const char *path, const char *cause)
{
  g_autofree char *good = client_write (client, "good.txt", "A good text that is an article of its own.\n", -1);
  g_autoptr (PostilImportReport) report = client_import (client, path, good, NULL);
  g_autofree char *name = g_path_get_basename (path);
  const char *message;

  g_assert_cmpuint (report->problems->len, ==, 1);
  message = g_ptr_array_index (report->problems, 0);
  g_test_message ("%s", message);
  if (strstr (message, name) == NULL || strstr (message, cause) == NULL)
    g_error ("“%s” names not “%s” or not “%s”", message, name, cause);
  /* The other file does not notice. */
  g_assert_cmpuint (report->article_ids->len, ==, 1);
}

static void
test_bad_files (Client *client, gconstpointer unused)
{
  static const char elf[64] = "\x7f"
                              "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01";
  g_autofree char *empty = client_write (client, "empty.txt", "", 0);
  g_autofree char *binary = client_write (client, "binary.bin", elf, sizeof elf);
  g_autofree char *missing = g_build_filename (client->root, "missing.txt", NULL);
  g_autofree char *fifo = g_build_filename (client->root, "pipe", NULL);
  g_autofree char *folder = g_build_filename (client->root, "folder", NULL);
  g_autofree char *giant = client_write (client, "giant.txt", "begins like a text", -1);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (truncate (giant, 200 * 1024 * 1024), ==, 0);
  assert_refused (client, empty, "empty");
  assert_refused (client, binary, "binary");
  assert_refused (client, missing, "no such file");
  assert_refused (client, fifo, "pipe");
  assert_refused (client, folder, "folder");
  assert_refused (client, giant, "too large");
  assert_refused (client, "/dev/zero", "device");
  if (geteuid () != 0)
    {
      g_autofree char *secret = client_write (client, "secret.txt", "not for you", -1);

      g_assert_cmpint (g_chmod (secret, 0), ==, 0);
      assert_refused (client, secret, "may not read");
    }
}

static void
test_encodings (Client *client, gconstpointer unused)
{
  const char *text
      = "Das Kabel kostet mehr\nDie Brücke über die Elbe wird für 2 Milliarden Euro geprüft, schätzt das Ministerium.\n";
  g_autofree char *latin = g_convert (text, -1, "ISO-8859-1", "UTF-8", NULL, NULL, NULL);
  gsize n_wide = 0;
  g_autofree char *wide = g_convert (text, -1, "UTF-16", "UTF-8", NULL, &n_wide, NULL);
  g_autofree char *latin_path = client_write (client, "latin.txt", latin, -1);
  g_autofree char *wide_path = client_write (client, "wide.txt", wide, (gssize) n_wide);
  g_autoptr (PostilImportReport) report = client_import (client, latin_path, wide_path, NULL);

  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->article_ids->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PostilOpenArticle) open = client_open_article (client, g_array_index (report->article_ids, gint64, i));

      g_assert_nonnull (strstr (postil_document_get_text (open->document), "Brücke über die Elbe wird für"));
    }
}

static void
test_nuls (Client *client, gconstpointer unused)
{
  static const char text[] = "A headline\nA few words of a text \0 with one stray sign in it.\n";
  g_autofree char *path = client_write (client, "nul.txt", text, sizeof text - 1);
  g_autoptr (PostilImportReport) report = client_import (client, path, NULL);

  /* Either an article without the sign or a sentence about it; never silence. */
  g_assert_cmpuint (report->article_ids->len + report->problems->len, ==, 1);
}

static void
test_feed (Client *client, gconstpointer unused)
{
  const char *feed
      = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Wire</title><link>https://wire.example/</link>"
        "<item><title>One</title><guid>1</guid><link>https://wire.example/1</link><description>First words of "
        "one.</description></item>"
        "<item><title>Two</title><guid>2</guid><link>https://wire.example/2</link><description>First words of "
        "two.</description></item>"
        "<item><title>One, older</title><guid>1</guid><description>Older words of one.</description></item>"
        "</channel></rss>";
  g_autofree char *path = client_write (client, "wire.xml", feed, -1);
  g_autoptr (PostilImportReport) first = client_import (client, path, NULL);
  g_autoptr (PostilImportReport) again = client_import (client, path, NULL);
  g_autoptr (PostilOpenArticle) open = NULL;

  g_assert_cmpuint (first->problems->len, ==, 0);
  g_assert_cmpuint (first->n_new, ==, 2);
  g_assert_cmpuint (again->n_known, ==, 2);
  g_assert_cmpuint (again->n_new + again->n_updated, ==, 0);
  open = client_open_article (client, g_array_index (first->article_ids, gint64, 0));
  g_assert_cmpstr (open->article->title, ==, "One");
  g_assert_cmpstr (open->article->source, ==, "The Wire");
  g_assert_cmpstr (open->article->url, ==, "https://wire.example/1");
}

static void
test_cancelled (Client *client, gconstpointer unused)
{
  g_autoptr (GListModel) files = postil_library_list_samples (client->library);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  guint n = 1;

  postil_library_import_async (client->library, files, TRUE, cancellable, answer_cb, &answer);
  g_cancellable_cancel (cancellable);
  g_assert_null (postil_library_import_finish (client->library, await (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_get (client->library, "n-importing", &n, NULL);
  g_assert_cmpuint (n, ==, 0);
}

/* --- articles that come again --- */

static gint64
import_page (Client *client, const char *body)
{
  g_autofree char *page = make_page ("https://Example.org/story#top", "A story about a cable", body);

  return client_import_text (client, "page.html", page);
}

#define LEAD "<p>The ministry said on Monday that the cable would cost more than planned, and that work goes on regardless.</p>"
#define COST "<p>The cost rose to 2.3 billion euros, a fifth more than planned, according to the operator.</p>"
#define TAIL "<p>Local councils along the coast asked for a say in where the cable comes ashore, and were told to wait.</p>"

static void
test_edited (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client, LEAD COST TAIL);
  g_autoptr (PostilNote) stays = client_annotate (client, id, "a fifth more than planned", "check");
  g_autoptr (PostilNote) goes = client_annotate (client, id, "asked for a say in where the cable comes ashore", NULL);
  g_autoptr (PostilOpenArticle) open = NULL;
  const PostilNote *moved = NULL;
  const PostilNote *lost = NULL;
  g_autofree char *slice = NULL;

  g_assert_cmpint (
      import_page (client, "<p>Updated: the minister will speak at noon about the cable and its cost to the state.</p>" LEAD COST
                           "<p>Nothing more was known in the evening about the plans of the operator.</p>"),
      ==, id);
  open = client_open_article (client, id);
  g_assert_cmpuint (open->article->version, ==, 2);
  g_assert_cmpuint (open->notes->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const PostilNote *note = g_ptr_array_index (open->notes, i);

      if (postil_id_equal (&note->id, &stays->id))
        moved = note;
      else
        lost = note;
    }
  g_assert_true (moved != NULL && lost != NULL);
  g_assert_false (moved->orphan);
  g_assert_cmpuint (moved->start, >, stays->start);
  slice = postil_document_dup_slice (open->document, moved->start, moved->end);
  g_assert_cmpstr (slice, ==, stays->quote);
  g_assert_true (lost->orphan);
  g_assert_cmpstr (lost->quote, ==, goes->quote);
  g_assert_cmpuint (client->n_notes_changed, >=, 3);

  /* The first text again is a text the article had before, not a new one. */
  import_page (client, LEAD COST TAIL);
  g_clear_pointer (&open, postil_open_article_free);
  open = client_open_article (client, id);
  g_assert_cmpuint (open->article->version, ==, 2);
}

static void
test_edit_of_moved (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client, LEAD COST TAIL);
  g_autoptr (PostilNote) note
      = client_annotate (client, id, "The cost rose to 2.3 billion euros, a fifth more than planned", "a");
  const PostilNoteContent content = { 0, "still mine", NULL };
  g_auto (Answer) answer = { NULL };
  g_autoptr (PostilNote) edited = NULL;
  g_autoptr (GError) error = NULL;

  import_page (client,
               LEAD "<p>The cost rose to 2.31 billion euros, a fifth more than planned, according to the operator.</p>" TAIL);
  postil_library_edit_note_async (client->library, &note->id, &content, answer_cb, &answer);
  edited = postil_library_edit_note_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (edited->comment, ==, "still mine");
  g_assert_cmpstr (edited->quote, ==, note->quote);
}

/* The cache can be lost: notes find their passages when the article comes back, even with another text. */
static void
test_lost_cache (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client, LEAD COST TAIL);
  g_autoptr (PostilNote) note G_GNUC_UNUSED = client_annotate (client, id, "a fifth more than planned", "check");
  const char *const names[] = { "cache.db", "cache.db-wal", "cache.db-shm" };
  g_autoptr (PostilOpenArticle) open = NULL;
  g_autofree char *slice = NULL;
  const PostilNote *moved;

  client_close (client);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (client->directory, names[i], NULL);

      g_unlink (path);
    }
  client_open (client);
  id = import_page (client, "<p>Updated at noon with a word of the minister, who did not want to say much.</p>" LEAD COST TAIL);
  open = client_open_article (client, id);
  g_assert_cmpuint (open->notes->len, ==, 1);
  moved = g_ptr_array_index (open->notes, 0);
  g_assert_cmpstr (moved->comment, ==, "check");
  g_assert_false (moved->orphan);
  slice = postil_document_dup_slice (open->document, moved->start, moved->end);
  g_assert_cmpstr (slice, ==, "a fifth more than planned");
}

/* Closed in the middle of everything, a library takes up its work when it is opened again. */
static void
test_closed_at_work (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = client_import_samples (client);
  guint n = 1;

  client_close (client);
  client_open (client);
  while (n > 0)
    {
      g_auto (Answer) answer = { NULL };
      g_autoptr (GVariant) stats = NULL;

      client_await_analysis (client);
      spin (20);
      postil_library_stats_async (client->library, answer_cb, &answer);
      stats = postil_library_stats_finish (client->library, await (&answer), NULL);
      g_assert_true (g_variant_lookup (stats, "waiting", "u", &n));
    }
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
test_known_text (Client *client, gconstpointer unused)
{
  const char *text = "A headline of a few words\nThe first paragraph of this text says something about nothing in particular.\n";
  gint64 id = client_import_text (client, "one.txt", text);

  g_assert_cmpint (client_import_text (client, "another name.txt", text), ==, id);
}

/* --- analysis --- */

/* What the title is made of is not said again below it in the list. */
static void
test_summary (Client *client, gconstpointer unused)
{
  static const struct
  {
    const char *name;
    const char *body;
    const char *title;
    const char *summary;
  } cases[] = {
    { "long.html",
      "<p>The ferry between the two islands will sail twice a day from the first of May, the owners of the line said on Monday, "
      "because so many asked. Cars have to book.</p><p>A second ship is bought.</p>",
      "The ferry between the two islands will sail twice a day from the first of May, the owners of the…",
      "…line said on Monday, because so many asked. Cars have to book. A second ship is bought." },
    { "short.html", "<p>The ferry sails twice.</p><p>Cars have to book.</p>", "The ferry sails twice.", "Cars have to book." },
    { "titled.html", "<h1>Ferry</h1><p>Ferry sails twice. Cars have to book.</p>", "Ferry",
      "Ferry sails twice. Cars have to book." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 id = client_import_text (client, cases[i].name, cases[i].body);
      g_autoptr (PostilOpenArticle) opened = client_open_article (client, id);

      g_assert_cmpstr (opened->article->title, ==, cases[i].title);
      g_assert_cmpstr (opened->article->summary, ==, cases[i].summary);
    }
}

static void
test_analysed (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "apple.txt",
                                  "Apple sold phones for $18.5 billion in China, Tim Cook said in Beijing on Monday.\n");
  g_autoptr (PostilOpenArticle) open = NULL;
  guint n_analysed = 1;

  client_await_analysis (client);
  open = client_open_article (client, id);
  g_assert_cmpint (open->article->analysis, ==, POSTIL_ANALYSIS_DONE);
  g_assert_nonnull (open->analysis);
  g_object_get (client->library, "n-analysed", &n_analysed, NULL);
  g_assert_cmpuint (n_analysed, ==, 0);
  g_assert_cmpuint (client->failures->len, ==, 0);
}

static void
test_paused (Client *client, gconstpointer unused)
{
  gint64 id = 0;
  g_autoptr (PostilOpenArticle) open = NULL;
  guint n = 0;

  postil_library_set_analysis_paused (client->library, TRUE);
  id = client_import_text (client, "apple.txt", "Apple sold phones for $18.5 billion in China.\n");
  spin (50);
  open = client_open_article (client, id);
  g_assert_null (open->analysis);
  g_object_get (client->library, "n-analysing", &n, NULL);
  g_assert_cmpuint (n, ==, 1);
  postil_library_set_analysis_paused (client->library, FALSE);
  client_await_analysis (client);
  g_clear_pointer (&open, postil_open_article_free);
  open = client_open_article (client, id);
  g_assert_nonnull (open->analysis);
}

/* Imports a text that is not analysed, and comes back with another worker. */
static gint64
import_and_change_worker (Client *client, const char *program, const char *role)
{
  gint64 id;

  postil_library_set_analysis_paused (client->library, TRUE);
  id = client_import_text (client, "apple.txt", "Apple sold phones for $18.5 billion in China.\n");
  client_close (client);
  g_setenv ("POSTIL_WORKER", program, TRUE);
  g_setenv ("POSTIL_LEXICON", role, TRUE);
  client_open (client);
  return id;
}

static void
restore_worker (const char *program)
{
  g_setenv ("POSTIL_WORKER", program, TRUE);
  g_unsetenv ("POSTIL_LEXICON");
}

/* An article the worker dies of is marked, stays readable, and is not tried again by itself. */
static void
test_poison (Client *client, gconstpointer unused)
{
  g_autofree char *real = g_strdup (g_getenv ("POSTIL_WORKER"));
  g_autofree char *rogue = g_test_build_filename (G_TEST_BUILT, "worker", "rogue-worker", NULL);
  gint64 id = import_and_change_worker (client, rogue, "crash");
  g_autoptr (PostilOpenArticle) open = client_open_article (client, id);
  guint n = 1;

  while (open->article->analysis != POSTIL_ANALYSIS_FAILED)
    {
      g_clear_pointer (&open, postil_open_article_free);
      spin (10);
      open = client_open_article (client, id);
    }
  g_assert_null (open->analysis);
  g_assert_nonnull (strstr (postil_document_get_text (open->document), "Apple"));
  restore_worker (real);
  client_close (client);
  client_open (client);
  spin (50);
  g_object_get (client->library, "n-analysing", &n, NULL);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (client->failures->len, ==, 0);
}

/* Without a worker there is one message, and the articles wait for a better day. */
static void
test_no_worker (Client *client, gconstpointer unused)
{
  g_autofree char *real = g_strdup (g_getenv ("POSTIL_WORKER"));
  gint64 id = import_and_change_worker (client, "/bin/false", "");
  g_autoptr (PostilOpenArticle) open = NULL;

  while (client->failures->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (g_ptr_array_index (client->failures, 0), "safe"));
  spin (50);
  g_assert_cmpuint (client->failures->len, ==, 1);
  restore_worker (real);
  client_close (client);
  client_open (client);
  open = client_open_article (client, id);
  g_assert_cmpint (open->article->analysis, ==, POSTIL_ANALYSIS_WAITING);
  while (open->analysis == NULL)
    {
      g_clear_pointer (&open, postil_open_article_free);
      spin (10);
      open = client_open_article (client, id);
    }
}

#define ADD(name, function) g_test_add ("/library/import/" name, Client, NULL, client_set_up, function, client_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("samples", test_samples);
  ADD ("samples-leave", test_samples_leave);
  ADD ("bad-files", test_bad_files);
  ADD ("encodings", test_encodings);
  ADD ("nuls", test_nuls);
  ADD ("feed", test_feed);
  ADD ("cancelled", test_cancelled);
  ADD ("edited", test_edited);
  ADD ("edit-of-moved", test_edit_of_moved);
  ADD ("lost-cache", test_lost_cache);
  ADD ("closed-at-work", test_closed_at_work);
  ADD ("known-text", test_known_text);
  ADD ("summary", test_summary);
  ADD ("analysed", test_analysed);
  ADD ("paused", test_paused);
  ADD ("poison", test_poison);
  ADD ("no-worker", test_no_worker);
  return g_test_run ();
}
