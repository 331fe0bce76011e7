/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes and deeds: made, edited, deleted, restored, undone and done again; drafts; and all of it there after closing. */
#include "config.h"

#include "library-client.h"
#include "postil-store.h"

#include <string.h>

#define TEXT                                                                                                                        \
  "Cable to cost more\nThe operator put the cost at 2.3 billion euros on Monday.\nThe ministry said that 字节跳动 has nothing " \
  "to do with it.\n"

static PostilNote *
edit (Client *client, const PostilNote *note, guint color, const char *comment, const char *const *tags)
{
  const PostilNoteContent content = { color, comment, tags };
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilNote *edited;

  postil_library_edit_note_async (client->library, &note->id, &content, answer_cb, &answer);
  edited = postil_library_edit_note_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return edited;
}

static void
set_deleted (Client *client, const PostilNote *note, gboolean deleted)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  if (deleted)
    postil_library_delete_note_async (client->library, &note->id, answer_cb, &answer);
  else
    postil_library_restore_note_async (client->library, &note->id, answer_cb, &answer);
  g_assert_true (postil_library_delete_note_finish (client->library, await (&answer), &error));
  g_assert_no_error (error);
}

static guint
count_notes (Client *client, gboolean with_trash)
{
  g_autoptr (GPtrArray) notes = client_list_notes (client, NULL, with_trash);

  return notes->len;
}

static void
test_survive (Client *client, gconstpointer unused)
{
  const char *const tags[] = { "energy policy", "#Baltic", NULL };
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note = client_annotate (client, id, "2.3 billion euros", "check");
  g_autoptr (PostilNote) edited = edit (client, note, 3, "A *comment*\nof two lines", tags);
  g_autoptr (PostilOpenArticle) open = NULL;
  const PostilNote *again;

  client_close (client);
  client_open (client);
  open = client_open_article (client, id);
  g_assert_cmpuint (open->notes->len, ==, 1);
  again = g_ptr_array_index (open->notes, 0);
  g_assert_cmpstr (again->comment, ==, "A *comment*\nof two lines");
  g_assert_cmpuint (again->color, ==, 3);
  g_assert_cmpuint (g_strv_length (again->tags), ==, 2);
  g_assert_cmpstr (again->quote, ==, "2.3 billion euros");
  g_assert_cmpuint (again->revision, ==, edited->revision);
  g_assert_cmpuint (open->article->n_notes, ==, 1);
}

static void
test_passages (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilOpenArticle) open = client_open_article (client, id);
  gsize length = postil_document_get_length (open->document);
  g_autoptr (PostilNote) chinese = client_annotate (client, id, "字节跳动", NULL);
  const PostilNoteContent whole = { 0, "on all of it", NULL };
  g_auto (Answer) first = { NULL };
  g_auto (Answer) second = { NULL };
  g_auto (Answer) third = { NULL };
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (chinese->end - chinese->start, ==, 4);
  postil_library_annotate_async (client->library, id, length - 1, length + 1, NULL, answer_cb, &first);
  g_assert_null (postil_library_annotate_finish (client->library, await (&first), &error));
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_INVALID);
  g_clear_error (&error);
  postil_library_annotate_async (client->library, id, 0, 0, &whole, answer_cb, &second);
  note = postil_library_annotate_finish (client->library, await (&second), &error);
  g_assert_no_error (error);
  g_assert_true (postil_note_is_on_article (note));
  postil_library_annotate_async (client->library, id + 1000, 0, 5, NULL, answer_cb, &third);
  g_assert_null (postil_library_annotate_finish (client->library, await (&third), &error));
  g_assert_nonnull (error);
}

static void
test_history (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note = client_annotate (client, id, "2.3 billion euros", "one");
  g_autoptr (PostilNote) two G_GNUC_UNUSED = edit (client, note, 0, "two", NULL);
  g_autoptr (PostilNote) three = edit (client, note, 0, "three", NULL);
  g_autoptr (PostilNote) same = edit (client, note, 0, "three", NULL);
  g_auto (Answer) answer = { NULL };
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (same->revision, ==, three->revision);
  postil_library_note_history_async (client->library, &note->id, answer_cb, &answer);
  history = postil_library_note_history_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (history, 0))->comment, ==, "one");
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (history, 1))->comment, ==, "two");
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (history, 2))->comment, ==, "three");
}

static void
test_trash (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note = client_annotate (client, id, "2.3 billion euros", "keep me");
  g_autoptr (GPtrArray) notes = NULL;

  set_deleted (client, note, TRUE);
  g_assert_cmpuint (count_notes (client, FALSE), ==, 0);
  g_assert_cmpuint (count_notes (client, TRUE), ==, 1);
  client_close (client);
  client_open (client);
  set_deleted (client, note, FALSE);
  notes = client_list_notes (client, "keep", FALSE);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((PostilNote *) g_ptr_array_index (notes, 0))->comment, ==, "keep me");
}

static void
test_find (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note = client_annotate (client, id, "2.3 billion euros", NULL);
  g_autoptr (PostilNote) found = NULL;
  g_auto (Answer) first = { NULL };
  g_auto (Answer) second = { NULL };
  g_autoptr (GError) error = NULL;
  char name[POSTIL_ID_STRING_SIZE];

  postil_id_to_string (&note->id, name);
  name[8] = '\0';
  postil_library_find_note_async (client->library, name, answer_cb, &first);
  found = postil_library_find_note_finish (client->library, await (&first), &error);
  g_assert_no_error (error);
  g_assert_true (postil_id_equal (&found->id, &note->id));
  name[0] = name[0] == '0' ? '1' : '0';
  postil_library_find_note_async (client->library, name, answer_cb, &second);
  g_assert_null (postil_library_find_note_finish (client->library, await (&second), &error));
  g_assert_error (error, POSTIL_STORE_ERROR, POSTIL_STORE_ERROR_NOT_FOUND);
}

/* --- undo --- */

static const char *
get_comment (Client *client)
{
  static char comment[100];
  g_autoptr (GPtrArray) notes = client_list_notes (client, NULL, FALSE);

  g_assert_cmpuint (notes->len, ==, 1);
  g_strlcpy (comment, ((PostilNote *) g_ptr_array_index (notes, 0))->comment, sizeof comment);
  return comment;
}

static void
test_undo (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note = NULL;
  g_autoptr (PostilNote) edited = NULL;

  g_assert_null (postil_library_get_undo_label (client->library));
  note = client_annotate (client, id, "2.3 billion euros", "one");
  g_assert_cmpstr (postil_library_get_undo_label (client->library), ==, "Highlight");
  edited = edit (client, note, 0, "two", NULL);
  g_assert_cmpstr (postil_library_get_undo_label (client->library), ==, "Edit comment");
  set_deleted (client, note, TRUE);
  g_assert_cmpstr (postil_library_get_undo_label (client->library), ==, "Delete note");

  client_undo (client);
  g_assert_cmpstr (get_comment (client), ==, "two");
  g_assert_cmpstr (postil_library_get_redo_label (client->library), ==, "Delete note");
  client_undo (client);
  g_assert_cmpstr (get_comment (client), ==, "one");
  client_undo (client);
  g_assert_cmpuint (count_notes (client, FALSE), ==, 0);
  g_assert_null (postil_library_get_undo_label (client->library));

  client_redo (client);
  client_redo (client);
  g_assert_cmpstr (get_comment (client), ==, "two");
  client_redo (client);
  g_assert_cmpuint (count_notes (client, FALSE), ==, 0);
  g_assert_null (postil_library_get_redo_label (client->library));
}

static void
test_undo_at_once (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) one G_GNUC_UNUSED = client_annotate (client, id, "2.3 billion", NULL);
  g_autoptr (PostilNote) two G_GNUC_UNUSED = client_annotate (client, id, "ministry", NULL);
  g_autoptr (PostilNote) three G_GNUC_UNUSED = client_annotate (client, id, "operator", NULL);
  Answer answers[4] = { { NULL } };
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 4; i++)
    postil_library_undo_async (client->library, answer_cb, &answers[i]);
  for (int i = 0; i < 3; i++)
    g_assert_true (postil_library_undo_finish (client->library, await (&answers[i]), NULL));
  g_assert_false (postil_library_undo_finish (client->library, await (&answers[3]), &error));
  g_assert_error (error, POSTIL_LIBRARY_ERROR, POSTIL_LIBRARY_ERROR_NOT_FOUND);
  for (int i = 0; i < 4; i++)
    answer_clear (&answers[i]);
  g_assert_cmpuint (count_notes (client, FALSE), ==, 0);
}

static gboolean
is_read (Client *client, gint64 id)
{
  g_autoptr (PostilOpenArticle) open = client_open_article (client, id);

  return open->article->read;
}

static void
test_undo_read (Client *client, gconstpointer unused)
{
  gint64 one = client_import_text (client, "one.txt", "One headline\nA paragraph about one thing that is said here.\n");
  gint64 two = client_import_text (client, "two.txt", "Two headlines\nA paragraph about two things that are said here.\n");
  const gint64 both[] = { one, two };

  postil_library_set_read (client->library, &one, 1, TRUE);
  postil_library_set_read (client->library, both, 2, TRUE);
  g_assert_true (is_read (client, one) && is_read (client, two));
  g_assert_cmpstr (postil_library_get_undo_label (client->library), ==, "Mark as read");
  /* Only what the deed changed goes back. */
  client_undo (client);
  g_assert_true (is_read (client, one));
  g_assert_false (is_read (client, two));
  client_undo (client);
  g_assert_false (is_read (client, one));
  /* Marked by being opened is no deed. */
  postil_library_mark_seen (client->library, one);
  g_assert_true (is_read (client, one));
  g_assert_null (postil_library_get_undo_label (client->library));
  postil_library_set_starred (client->library, both, 2, TRUE);
  is_read (client, one);
  g_assert_cmpstr (postil_library_get_undo_label (client->library), ==, "Star");
}

/* --- drafts --- */

static char *
load_draft (Client *client, const PostilNote *note)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  char *draft;

  postil_library_load_draft_async (client->library, &note->id, answer_cb, &answer);
  draft = postil_library_load_draft_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return draft;
}

static void
test_drafts (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) note = client_annotate (client, id, "2.3 billion euros", NULL);
  g_autofree char *none = load_draft (client, note);
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (PostilNote) edited = NULL;

  g_assert_null (none);
  postil_library_keep_draft (client->library, &note->id, "half a tho");
  postil_library_keep_draft (client->library, &note->id, "half a thought");
  /* Closing does not wait for the second. */
  client_close (client);
  client_open (client);
  kept = load_draft (client, note);
  g_assert_cmpstr (kept, ==, "half a thought");
  postil_library_keep_draft (client->library, &note->id, "half a thought, and");
  edited = edit (client, note, 0, "a whole one", NULL);
  client_close (client);
  client_open (client);
  gone = load_draft (client, note);
  g_assert_null (gone);
}

#define ADD(name, function) g_test_add ("/library/notes/" name, Client, NULL, client_set_up, function, client_tear_down)

static void
told_cb (guint *n_told)
{
  (*n_told)++;
}

static PostilLibrary *
open_beside (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  PostilLibrary *library;

  postil_library_open_async (client->directory, NULL, answer_cb, &answer);
  library = postil_library_open_finish (await (&answer), &error);
  g_assert_no_error (error);
  return library;
}

static void
close_beside (PostilLibrary *library)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  postil_library_close_async (library, answer_cb, &answer);
  g_assert_true (postil_library_close_finish (library, await (&answer), &error));
  g_assert_no_error (error);
  g_object_unref (library);
}

static void
annotate_beside (PostilLibrary *library, gint64 id)
{
  const PostilNoteContent content = { 1, "from outside", NULL };
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PostilNote) note = NULL;

  postil_library_annotate_async (library, id, 0, 5, &content, answer_cb, &answer);
  note = postil_library_annotate_finish (library, await (&answer), &error);
  g_assert_no_error (error);
}

/* What another program writes is told while the reader is there, and when he comes back; our own writing is not. */
static void
test_outside (Client *client, gconstpointer unused)
{
  g_autoptr (PostilNote) ours G_GNUC_UNUSED = NULL;
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  PostilLibrary *beside = open_beside (client);
  guint n_told = 0;

  client_await_analysis (client);
  postil_library_set_attentive (client->library, TRUE);
  while (count_notes (client, FALSE) != 0)
    g_assert_not_reached ();
  g_signal_connect_swapped (client->library, "changed-outside", G_CALLBACK (told_cb), &n_told);
  ours = client_annotate (client, id, "2.3 billion euros", "ours");
  g_assert_cmpuint (count_notes (client, FALSE), ==, 1);
  g_assert_cmpuint (n_told, ==, 0);
  annotate_beside (beside, id);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_notes (client, FALSE), ==, 2);
  g_assert_cmpstr (postil_library_get_undo_label (client->library), !=, NULL);
  postil_library_set_attentive (client->library, FALSE);
  n_told = 0;
  annotate_beside (beside, id);
  g_assert_cmpuint (count_notes (client, FALSE), ==, 3);
  g_assert_cmpuint (n_told, ==, 0);
  postil_library_set_attentive (client->library, TRUE);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  close_beside (beside);
}

static GPtrArray *
list_drafts (Client *client)
{
  g_auto (Answer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  postil_library_list_drafts_async (client->library, answer_cb, &answer);
  notes = postil_library_list_drafts_finish (client->library, await (&answer), &error);
  g_assert_no_error (error);
  return notes;
}

/* A draft is found again until its comment is saved, its note is deleted, or it says what the note says anyway. */
static void
test_found_drafts (Client *client, gconstpointer unused)
{
  gint64 id = client_import_text (client, "cable.txt", TEXT);
  g_autoptr (PostilNote) first = client_annotate (client, id, "2.3 billion euros", "said");
  g_autoptr (PostilNote) second = client_annotate (client, id, "Monday", NULL);
  g_autoptr (GPtrArray) none = list_drafts (client);
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) fewer = NULL;
  g_autoptr (PostilNote) saved = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  postil_library_keep_draft (client->library, &first->id, "said");
  postil_library_keep_draft (client->library, &second->id, "half a tho");
  client_close (client); /* as a crash would, but without waiting for the second to pass */
  client_open (client);
  some = list_drafts (client);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_true (postil_id_equal (&((PostilNote *) g_ptr_array_index (some, 0))->id, &second->id));
  saved = edit (client, second, 0, "half a thought", NULL);
  fewer = list_drafts (client);
  g_assert_cmpuint (fewer->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("survive", test_survive);
  ADD ("passages", test_passages);
  ADD ("history", test_history);
  ADD ("trash", test_trash);
  ADD ("find", test_find);
  ADD ("undo", test_undo);
  ADD ("undo-at-once", test_undo_at_once);
  ADD ("undo-read", test_undo_read);
  ADD ("drafts", test_drafts);
  ADD ("found-drafts", test_found_drafts);
  ADD ("outside", test_outside);
  return g_test_run ();
}
