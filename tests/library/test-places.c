/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note whose passage is gone is listed, kept in the text it was made on, and placed only by the reader; undo takes that back. */
#include "config.h"

#include "library-client.h"

#include "postil-library-notes.h"
#include "postil-library-places.h"

#include <string.h>

#define FIRST                                                                                                                    \
  "<p>The company said on Monday that its sales in the north had grown by a tenth.</p>"                                          \
  "<p>Analysts expected half of that, and the shares rose in early trading in London.</p>"                                       \
  "<p>Its rival will report next week, after a year of losses and two changes at the top.</p>"
#define SECOND                                                                                                                   \
  "<p>The company said on Monday that its sales in the north had grown by a tenth.</p>"                                          \
  "<p>Observers had hoped for the half of it; stocks rose in early trading in the City of London.</p>"                           \
  "<p>Its rival will report next week, after a year of losses and two changes at the top.</p>"

static gint64
import_page (Client *client, const char *body)
{
  g_autofree char *page = make_page ("https://paper.example/a", "Sales grow in the north", body);
  g_autofree char *path = client_write (client, "a.html", page, -1);
  g_autoptr (PostilImportReport) report = client_import (client, path, NULL);

  g_assert_cmpuint (report->article_ids->len, ==, 1);
  return g_array_index (report->article_ids, gint64, 0);
}

static PostilLostNote *
look_for (Client *client, const PostilId *id)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilLostNote *lost;

  postil_library_look_for_note_async (client->library, id, answer_cb, &answer);
  lost = postil_library_look_for_note_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return lost;
}

static PostilNote *
place (Client *client, const PostilId *id, gsize start, gsize end, GError **error)
{
  g_auto (Answer) answer = { NULL };

  postil_library_place_note_async (client->library, id, start, end, answer_cb, &answer);
  return postil_library_place_note_finish (client->library, await (&answer), error);
}

static void
test_lost_and_placed (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client, FIRST);
  g_autoptr (PostilNote) kept G_GNUC_UNUSED = client_annotate (client, id, "grown by a tenth", "stays");
  g_autoptr (PostilNote) note
      = client_annotate (client, id, "Analysts expected half of that, and the shares rose in early trading in London", "lost");
  g_autoptr (PostilLostNote) lost = NULL;
  g_autoptr (PostilLostNote) later = NULL;
  g_autoptr (GPtrArray) orphans = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (PostilNote) placed = NULL;
  g_autoptr (GError) error = NULL;
  const PostilNotePlace *best;
  g_autofree char *words = NULL;

  import_page (client, SECOND);
  orphans = client_list_notes (client, "is:orphan", FALSE);
  g_assert_cmpuint (orphans->len, ==, 1);
  lost = look_for (client, &note->id);
  g_assert_true (lost->note->orphan);
  g_assert_cmpstr (lost->note->quote, ==, note->quote);
  /* The text it was made on is still there, with the passage where it was. */
  g_assert_nonnull (lost->before);
  words = postil_document_dup_slice (lost->before, lost->note->start, lost->note->end);
  g_assert_cmpstr (words, ==, note->quote);
  g_assert_nonnull (lost->now);
  g_assert_cmpuint (lost->places->len, >=, 1);
  best = &g_array_index (lost->places, PostilNotePlace, 0);
  g_assert_cmpfloat (best->confidence, <, 0.75);
  placed = place (client, &note->id, best->start, best->end, &error);
  g_assert_no_error (error);
  g_assert_false (placed->orphan);
  g_assert_cmpstr (placed->quote, ==, note->quote);
  none = client_list_notes (client, "is:orphan", FALSE);
  g_assert_cmpuint (none->len, ==, 0);
  client_undo (client);
  later = look_for (client, &note->id);
  g_assert_true (later->note->orphan);
  g_assert_cmpuint (later->note->start, ==, note->start);
  client_redo (client);
  client_undo (client);
  client_redo (client);
  again = client_list_notes (client, "is:orphan", FALSE);
  g_assert_cmpuint (again->len, ==, 0);
}

static void
test_wrong_places (Client *client, gconstpointer unused)
{
  gint64 id = import_page (client, FIRST);
  g_autoptr (PostilNote) note = client_annotate (client, id, "grown by a tenth", "stays");
  g_autoptr (GError) error = NULL;

  g_assert_null (place (client, &note->id, 10, 10, &error));
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (place (client, &note->id, 10, 100000, &error));
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/library/places/" path, Client, NULL, client_set_up, function, client_tear_down)
  ADD ("lost-and-placed", test_lost_and_placed);
  ADD ("wrong-places", test_wrong_places);
  return g_test_run ();
}
