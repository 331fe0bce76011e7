/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes of other tools are laid on the articles they speak of, as one deed, and harm nothing that is there. */
#include "config.h"

#include "library-client.h"

#include <string.h>

#define URL "https://news.example/cable"

static gint64
import_page (Client *client)
{
  g_autofree char *page
      = make_page (URL, "Cable to cost more",
                   "<p>The operator put the cost at 2.3 billion euros on Monday, and the ministry agreed to it at once.</p>"
                   "<p>A year before it had said 1.8 billion euros, when the plans were shown in Rostock.</p>");

  return client_import_text (client, "page.html", page);
}

static char *
make_hypothesis (const char *exact, const char *id, const char *url)
{
  return g_strdup_printf ("{\"id\":\"%s\",\"uri\":\"%s\",\"text\":\"mine\",\"tags\":[\"t\"],\"document\":{\"title\":[\"Cable\"]},"
                          "\"target\":[{\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":\"%s\"}]}]}",
                          id, url, exact);
}

static PostilImportReport *
import_three (Client *client)
{
  g_autofree char *found = make_hypothesis ("2.3 billion euros", "one", URL "#top");
  g_autofree char *lost = make_hypothesis ("quite other words that are nowhere", "two", URL);
  g_autofree char *away = make_hypothesis ("a passage elsewhere", "three", "https://other.example/x");
  g_autofree char *text = g_strdup_printf ("{\"total\":3,\"rows\":[%s,%s,%s]}", found, lost, away);
  g_autofree char *path = client_write (client, "hypothesis.json", text, -1);

  return client_import (client, path, NULL);
}

static guint
count_notes (Client *client)
{
  g_autoptr (GPtrArray) notes = client_list_notes (client, NULL, FALSE);

  return notes->len;
}

static void
test_places (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client);
  g_autoptr (PostilNote) own G_GNUC_UNUSED = client_annotate (client, id, "the ministry agreed", "before");
  g_autoptr (PostilImportReport) report = import_three (client);
  g_autoptr (PostilImportReport) again = NULL;

  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->n_notes_placed, ==, 1);
  g_assert_cmpuint (report->n_notes_orphaned, ==, 1);
  g_assert_cmpuint (report->n_notes_remembered, ==, 1);
  g_assert_cmpuint (report->note_remarks->len, ==, 1);
  g_assert_cmpuint (count_notes (client), ==, 4);
  again = import_three (client);
  g_assert_cmpuint (again->n_notes_skipped, ==, 3);
  g_assert_cmpuint (count_notes (client), ==, 4);

  client_undo (client);
  g_assert_cmpuint (count_notes (client), ==, 1);
  client_redo (client);
  g_assert_cmpuint (count_notes (client), ==, 4);
}

/* The article comes after its notes. */
static void
test_article_later (Client *client, gconstpointer unused)
{
  g_autoptr (PostilImportReport) report = import_three (client);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (PostilOpenArticle) open = NULL;
  gint64 id = 0;

  g_assert_cmpuint (report->n_notes_remembered, ==, 3);
  id = import_page (client);
  open = client_open_article (client, id);
  notes = client_list_notes (client, "billion", FALSE);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpuint (open->notes->len, ==, 2);
  for (guint i = 0; i < open->notes->len; i++)
    {
      const PostilNote *note = g_ptr_array_index (open->notes, i);

      g_assert_cmpint (note->orphan, ==, strcmp (note->quote, "2.3 billion euros") != 0);
    }
}

/* Somebody else's file with the id of a note of ours leaves that note alone. */
static void
test_same_id (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client);
  g_autoptr (PostilNote) own = client_annotate (client, id, "the ministry agreed", "before");
  char name[POSTIL_ID_STRING_SIZE];
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autoptr (PostilImportReport) report = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  postil_id_to_string (&own->id, name);
  text = g_strdup_printf (
      "{\"type\":\"Annotation\",\"id\":\"postil://note/%s\",\"body\":{\"type\":\"TextualBody\",\"value\":\"evil\"},"
      "\"target\":\"" URL "\"}",
      name);
  path = client_write (client, "evil.json", text, -1);
  report = client_import (client, path, NULL);
  g_assert_cmpuint (report->n_notes_skipped, ==, 1);
  notes = client_list_notes (client, NULL, FALSE);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (notes, 0))->comment, ==, "before");
}

static char *
export_jsonld (Client *client, const char *name)
{
  g_autofree char *folder = g_build_filename (client->root, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  const PostilExportOptions options = { .format = POSTIL_EXPORT_JSONLD };
  g_auto (Answer) answer = { NULL };
  g_autoptr (PostilExportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  postil_library_export_with_async (client->library, &options, file, NULL, answer_cb, &answer);
  report = postil_library_export_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->paths->len, ==, 1);
  return g_strdup (g_ptr_array_index (report->paths, 0));
}

/* From one library into an empty one and out again: the same annotations. */
static void
test_round_trip (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client);
  g_autoptr (PostilNote) own G_GNUC_UNUSED = client_annotate (client, id, "the ministry agreed", "before *it*");
  g_autoptr (PostilImportReport) report G_GNUC_UNUSED = import_three (client);
  g_autofree char *first = export_jsonld (client, "first");
  g_autofree char *second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  Client other = { NULL };
  g_autoptr (PostilImportReport) taken = NULL;

  client_set_up (&other, NULL);
  taken = client_import (&other, first, NULL);
  g_assert_cmpuint (taken->n_notes_remembered, ==, 4);
  second = export_jsonld (&other, "second");
  g_assert_true (g_file_get_contents (first, &before, NULL, NULL));
  g_assert_true (g_file_get_contents (second, &after, NULL, NULL));
  g_assert_cmpuint (strlen (before), ==, strlen (after));
  client_tear_down (&other, NULL);
}

#define ADD(name, function) g_test_add ("/library/notes-import/" name, Client, NULL, client_set_up, function, client_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("places", test_places);
  ADD ("article-later", test_article_later);
  ADD ("same-id", test_same_id);
  ADD ("round-trip", test_round_trip);
  return g_test_run ();
}
